"""The looks of a tile, to the pixel: edge, band, ground and marks; and the cache of what was painted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from planner.domain.value_objects import COLOURS
from planner.layout.grid import ClashGroup, Tile
from tests.builders import room, talk
from tests.ui.conftest import DocumentOf, HandsOn
from tests.ui.picture import Picture
from ui.kit.pictures.portrait import name_colour
from ui.kit.theme.painting import (
    CHARACTER_BYTES,
    MOST_PIXMAPS,
    MOST_TEXTS,
    TEXT_BYTES,
    BoundedCache,
    LaidText,
    MeasuredFont,
    PaintCache,
    lay_out_text,
    text_font,
)
from ui.kit.theme.theme import DARK, LIGHT, Theme
from ui.plan.canvas.painters import TilePainter
from ui.plan.canvas.tile_content import TileContent, TileFace
from ui.plan.day.tile_layers import ClashMarks

WIDTH, HEIGHT = 200, 80
TOP, BOTTOM, BAND, INSIDE = 2, 78, 4, 150
"""A row of the upper and of the lower edge, a column of the band, and a column without text."""
PLAIN = TileContent("Title", "09:00", colour="royalblue")
CLASH = replace(PLAIN, reason="Taken", grave=True)
DOUBT = replace(PLAIN, reason="Late")
LOOKS = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def tile(
    content: TileContent, theme: Theme = LIGHT, *, selected: bool = False, width: float = WIDTH, height: float = HEIGHT
) -> Picture:
    """Return the picture of a tile."""
    painter, box = TilePainter(theme), QRectF(0, 0, width, height)
    ground = theme.colour("background")
    return Picture(lambda p: painter.paint(p, content, box, selected=selected), width, height, ground)


# clashes ---------------------------------------------------------------------------------------------------


@LOOKS
@pytest.mark.parametrize("content", [CLASH, PLAIN, DOUBT], ids=["a clash", "no conflict", "a warning"])
def test_a_clashing_tile_alone_is_red_at_its_edge_and_its_ground_and_keeps_its_band(
    theme: Theme, content: TileContent
) -> None:
    picture, clashes, problem = tile(content, theme), content is CLASH, theme.colour("problem")

    assert picture.is_like(BAND, HEIGHT / 2, theme.track("royalblue"))
    ground = theme.colour("problem_soft") if clashes else theme.tinted("royalblue")
    edge = problem if clashes else ground
    assert all(picture.is_like(x, y, edge) for x in range(20, WIDTH - 20) for y in (TOP, BOTTOM))
    assert picture.at(INSIDE, HEIGHT / 2) == ground
    assert (picture.count(problem) > 0) == clashes

    # the reason has the colour of how bad it is, and stands below the title
    for name in ("problem", "warning"):
        there, area = {CLASH: "problem", DOUBT: "warning"}.get(content) == name, QRectF(12, 18, 60, 18)
        assert (picture.count(theme.colour(name), area) > 4) == there
        assert there or picture.count(theme.colour(name), area) == 0


def test_a_break_is_flat_without_a_band_unless_it_clashes() -> None:
    flat, clashing = tile(replace(PLAIN, pause=True)), tile(replace(CLASH, pause=True))

    shade, soft = LIGHT.colour("shade").name(), LIGHT.colour("problem_soft").name()
    assert {flat.at(x, y).name() for x in (BAND, 150) for y in range(20, 30)} == {shade}
    assert {clashing.at(x, y).name() for x in range(150, 180) for y in range(60, 70)} == {soft}
    assert clashing.is_like(BAND, HEIGHT / 2, LIGHT.track("royalblue"))


# the band and the edge -------------------------------------------------------------------------------------


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_the_band_has_the_colour_of_the_track(colour: str) -> None:
    assert tile(replace(PLAIN, colour=colour)).is_like(BAND, HEIGHT / 2, LIGHT.track(colour))


@LOOKS
@pytest.mark.parametrize(("content", "token"), [(PLAIN, "muted"), (CLASH, "problem")], ids=["fine", "clashing"])
def test_a_draft_has_a_dashed_edge(theme: Theme, content: TileContent, token: str) -> None:
    solid, dashed = tile(content, theme), tile(replace(content, draft=True), theme)

    assert solid.runs(TOP, theme.colour(token), 20, WIDTH - 20) == content.grave
    assert dashed.runs(TOP, theme.colour(token), 20, WIDTH - 20) > 10


@LOOKS
@pytest.mark.parametrize("content", [PLAIN, CLASH], ids=["fine", "clashing"])
def test_what_is_selected_has_an_outline_around_it(theme: Theme, content: TileContent) -> None:
    plain, chosen = tile(content, theme), tile(content, theme, selected=True)
    accent = theme.colour("accent")

    assert plain.count(accent, QRectF(WIDTH - 6, 20, 6, 40)) == 0
    assert all(chosen.is_like(x, y, accent) for x in (1, WIDTH - 2) for y in range(20, 60))
    assert all(chosen.is_like(x, y, accent) for x in range(20, WIDTH - 20) for y in (0, HEIGHT - 1))
    assert not [at for at in plain.differing(chosen) if QRectF(6, 6, WIDTH - 12, HEIGHT - 12).contains(*at)]


# text and marks --------------------------------------------------------------------------------------------


@LOOKS
@pytest.mark.parametrize("changed", [{"cancelled": True}, {"pause": True}], ids=["cancelled", "a break"])
def test_a_quiet_title_is_grey(theme: Theme, changed: dict[str, bool]) -> None:
    title, ink = QRectF(12, 4, 60, 18), theme.colour("ink")

    assert tile(PLAIN, theme).count(ink, title) > 20
    assert tile(replace(PLAIN, **changed), theme).count(ink, title) == 0


@pytest.mark.parametrize(("height", "side"), [(80, 16), (30, 13)], ids=["roomy", "low"])
def test_a_portrait_is_as_high_as_its_line_and_less_in_a_low_tile(height: int, side: int) -> None:
    picture = tile(replace(PLAIN, people="Ada", faces=(TileFace("Ada", None),)), height=height)

    disc = name_colour("Ada", LIGHT)
    wide = [x for x in range(BAND * 3, WIDTH) if picture.count(disc, QRectF(x, 0, 1, height))]
    high = [y for y in range(height) if picture.count(disc, QRectF(BAND * 3, y, WIDTH, 1))]
    assert [max(found) - min(found) + 1 for found in (wide, high)] == [side, side]


def test_every_line_of_a_cancelled_title_is_struck_through() -> None:
    long = replace(PLAIN, title="A title that needs more than two lines here", cancelled=True)

    def crossed(picture: Picture) -> list[int]:
        ground = LIGHT.tinted("royalblue")
        return [y for y in range(6, 114) if not any(picture.is_like(x, y, ground) for x in range(16, 110))]

    assert crossed(tile(replace(long, cancelled=False), width=140, height=120)) == []
    lines = crossed(tile(long, width=140, height=120))
    assert len([y for y in lines if y - 1 not in lines]) == 3


@LOOKS
@pytest.mark.parametrize(
    ("changed", "token"), [({}, "ink"), ({"cancelled": True}, "muted")], ids=["plain", "cancelled"]
)
def test_a_pinned_one_has_a_pin_in_the_colour_of_its_title(theme: Theme, changed: dict[str, bool], token: str) -> None:
    content, corner = replace(PLAIN, **changed), QRectF(WIDTH - 26, 4, 20, 18)

    assert tile(content, theme).count(theme.colour(token), corner) == 0
    assert tile(replace(content, pinned="Pinned"), theme).count(theme.colour(token), corner) > 20


@LOOKS
def test_a_badge_is_a_word_on_a_darker_ground(theme: Theme) -> None:
    with_badge = tile(replace(PLAIN, badges=("Draft",)), theme)
    places = with_badge.differing(tile(PLAIN, theme))
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)

    assert bottom - top == 14
    grounds = {with_badge.at(x, y).name() for x in range(left + 6, right - 6) for y in (top, bottom)}
    assert (len(grounds), grounds & {theme.tinted("royalblue").name()}) == (1, set())
    assert with_badge.count(theme.colour("ink"), QRectF(left + 4, top + 2, right - left - 8, 11)) > 8


def test_badges_that_do_not_fit_are_left_out() -> None:
    two = replace(PLAIN, badges=("Draft", "Not recorded"))

    assert tile(two, width=100).differing(tile(replace(two, badges=("Draft",)), width=100)) == []
    assert tile(two).differing(tile(replace(two, badges=("Draft",))))


def test_a_part_begins_at_a_grey_line() -> None:
    parts = replace(PLAIN, parts=((0.0, "Talk"), (0.75, "Questions")))
    y = 1.5 + 0.75 * (HEIGHT - 3)

    assert max(tile(parts, width=120).runs(row, LIGHT.colour("muted"), 12, 110) for row in (y - 1, y)) <= 1
    assert {abs(row - y) < 1.5 for _x, row in tile(parts, width=120).differing(tile(PLAIN, width=120))} == {True}


# buffers and marks of many ---------------------------------------------------------------------------------


@LOOKS
def test_a_buffer_is_hatched_and_says_what_it_is(theme: Theme) -> None:
    painter, box = TilePainter(theme), QRectF(0, 0, WIDTH, 40)

    def buffer(words: str) -> Picture:
        return Picture(lambda p: painter.paint_buffer(p, words, box), WIDTH, 40, theme.colour("background"))

    picture = buffer("Set-up 30 min")

    assert 0.05 < picture.count(theme.colour("muted"), QRectF(150, 0, 40, 40)) / (40 * 40) < 0.3
    assert picture.count(theme.colour("background"), QRectF(6, 0, 3, 40)) > 60
    changed = picture.differing(buffer("Clearing 30 min"))
    assert changed
    assert all(12 <= y <= 28 for _x, y in changed)


@pytest.mark.parametrize(
    ("places", "width", "height", "across", "down"),
    [
        pytest.param(1, 90, 50, (40, 70), (6, 14), id="how many clash"),
        pytest.param(2, 90, 50, (15, 30), (6, 14), id="how many more there are"),
        pytest.param(1, 14, 120, (4, 9), (30, 60), id="turned where it is narrow"),
        pytest.param(1, 24, 30, (6, 16), (6, 14), id="a number alone where there is no room"),
        pytest.param(1, 10, 120, (0, 0), (0, 0), id="nothing where that does not fit either"),
    ],
)
def test_a_mark_says_as_much_as_fits(
    document_of: DocumentOf, places: int, width: int, height: int, across: tuple[int, int], down: tuple[int, int]
) -> None:
    fold = ClashGroup(tuple(Tile(f"s{k}", 0, 60, (0, 0)) for k in range(12)), places)
    marks, box = ClashMarks(document_of().plan), QRectF(0, 0, width, height)
    picture = Picture(
        lambda p: marks.paint(p, LIGHT, fold, box, selected=False), width, height, LIGHT.colour("background")
    )

    ink = LIGHT.colour("problem")
    there = [(x, y) for x in range(4, width - 4) for y in range(4, height - 4) if picture.is_tinged(x, y, ink)]
    sizes = [max(found) - min(found) + 1 for found in zip(*there, strict=True)] or [0, 0]
    assert all(low <= size <= high for size, (low, high) in zip(sizes, (across, down), strict=True)), sizes


@LOOKS
@pytest.mark.parametrize("selected", [False, True])
def test_a_mark_of_many_is_red_with_their_number(document_of: DocumentOf, theme: Theme, selected: bool) -> None:
    marks = ClashMarks(document_of(theme=theme).plan)

    def mark(n: int) -> Picture:
        fold = ClashGroup(tuple(Tile(f"s{k}", 0, 60, (0, 0)) for k in range(n)), 1)
        box = QRectF(0, 0, 90, 50)
        return Picture(
            lambda p: marks.paint(p, theme, fold, box, selected=selected), 90, 50, theme.colour("background")
        )

    picture = mark(12)

    assert picture.at(45, 35) == theme.colour("problem_soft")
    assert (picture.count(theme.colour("problem"), QRectF(86, 10, 4, 30)) > 20) == (not selected)
    assert (picture.count(theme.colour("accent"), QRectF(86, 10, 4, 30)) > 20) == selected
    assert picture.count(theme.colour("problem"), QRectF(15, 4, 60, 16)) > 20
    assert all(y < 22 for _x, y in picture.differing(mark(35)))


# the cache: bounded in bytes, least recently used first out -----------------------------------------------

KEPT = TileContent("A title", "09:00", "Ada", colour="royalblue", badges=("Draft",))


def shown(
    painter: TilePainter, content: TileContent, width: float, height: float, ratio: float = 1, **options: QPointF
) -> QImage:
    """Return a picture of a tile."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#ffffff"))
    inside = QPainter(image)
    painter.paint(inside, content, QRectF(0, 0, width, height), selected=False, **options)
    inside.end()
    return image


def differing(n: int) -> Iterator[tuple[TileContent, int, int]]:
    """Yield that many contents and sizes, of which hardly two are alike."""
    for k in range(n):
        yield replace(KEPT, title=f"Title {k} of many words", badges=(f"Badge {k % 97}",)), 80 + k % 211, 30 + k % 157


# the bound -------------------------------------------------------------------------------------------------


def test_after_hundreds_of_differing_tiles_the_bound_holds_and_the_bytes_are_those_of_what_is_kept() -> None:
    cache = PaintCache(500_000, 60_000)
    painter = TilePainter(LIGHT, cache)

    for content, width, height in differing(500):
        shown(painter, content, width, height)
        assert cache.pixmaps.bytes <= 500_000
        assert cache.texts.bytes <= 60_000

    assert cache.pixmaps.bytes > 300_000
    assert cache.texts.bytes > 55_000

    pixmaps: list[QPixmap] = list(cache.pixmaps._kept.values())
    texts: list[LaidText] = list(cache.texts._kept.values())

    assert cache.pixmaps.bytes == sum(p.width() * p.height() * p.depth() // 8 for p in pixmaps)
    assert cache.texts.bytes == sum(TEXT_BYTES + CHARACTER_BYTES * len(text.shown) for text in texts)


def test_tiles_look_the_same_however_little_is_kept() -> None:
    roomy, tight, none = (PaintCache(*most) for most in ((MOST_PIXMAPS, MOST_TEXTS), (60_000, 8_000), (0, 0)))
    painters = [TilePainter(LIGHT, cache) for cache in (roomy, tight, none)]

    for _round in range(2):
        for content, width, height in differing(60):
            first, *others = (shown(painter, content, width, height) for painter in painters)
            assert all(first == other for other in others)

    assert none.pixmaps.bytes == none.texts.bytes == 0


def test_what_a_window_keeps_fits_into_memory() -> None:
    assert MOST_PIXMAPS + MOST_TEXTS <= 100_000_000
    assert MOST_PIXMAPS > 3840 * 2160 * 4 * 1.5  # all tiles in sight on a 4K screen


# least recently used ---------------------------------------------------------------------------------------


def test_the_least_recently_used_goes_first_and_what_is_larger_than_the_bound_is_not_kept() -> None:
    cache: BoundedCache[str] = BoundedCache(3, len)
    for name in "abc":
        cache.add(name, name)

    assert cache.get("a") == "a"
    cache.add("d", "d")

    assert ([name for name in "abcd" if cache.get(name)], cache.bytes) == (["a", "c", "d"], 3)
    assert (cache.add("long", "much too long"), cache.get("long"), cache.bytes) == ("much too long", None, 0)


def test_what_is_painted_again_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painter = TilePainter(LIGHT)
    before = shown(painter, KEPT, 200, 90)
    kept = [cache.bytes for cache in (painter.cache.pixmaps, painter.cache.texts)]

    def fail(*_args: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("ui.kit.theme.painting.draw_pixmap", fail)
    monkeypatch.setattr("ui.kit.theme.painting.lay_out_text", fail)

    assert shown(painter, KEPT, 200, 90) == before
    assert [cache.bytes for cache in (painter.cache.pixmaps, painter.cache.texts)] == kept


def test_a_finer_screen_has_pixmaps_of_its_own() -> None:
    painter = TilePainter(LIGHT)
    coarse = shown(painter, KEPT, 200, 90)

    assert shown(painter, KEPT, 200, 90, ratio=2) == shown(TilePainter(LIGHT), KEPT, 200, 90, ratio=2)
    assert coarse == shown(painter, KEPT, 200, 90)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_painting_from_the_cache_equals_painting_anew(theme: Theme) -> None:
    painter = TilePainter(theme)
    contents = [
        replace(KEPT, draft=draft, pause=pause, reason=reason, grave=grave, badges=badges)
        for draft in (False, True) for pause in (False, True) for reason, grave in (("", False), ("Clash", True))
        for badges in ((), ("Draft", "Svenska"))
    ]  # fmt: skip

    for content in contents * 2:
        assert shown(painter, content, 180, 70) == shown(TilePainter(theme), content, 180, 70)


# one place -------------------------------------------------------------------------------------------------


def test_all_painters_of_a_window_share_its_cache(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-10:00"))
    cache = driver.plan.paint_cache
    driver.canvas.viewport().grab()
    kept = cache.texts.bytes

    driver.page.places.go("cover")
    driver.on_screen()

    assert 0 < kept < cache.texts.bytes


# texts -----------------------------------------------------------------------------------------------------


LONG_TEXT = "One two three four five six seven eight"


@pytest.mark.parametrize(
    ("rows", "words", "lines"),
    [(1, "One two three f…", 1), (2, "One two three four five six …", 2), (9, LONG_TEXT, 3), (None, LONG_TEXT, 3)],
)
def test_a_text_has_as_many_lines_as_it_may(rows: int | None, words: str, lines: int) -> None:
    style = MeasuredFont(12)

    text = lay_out_text(LONG_TEXT, style, style.metrics.horizontalAdvance("One two three fo…"), rows)

    assert (text.shown, round(text.height / style.spacing)) == (words, lines)
    assert text.natural == style.metrics.horizontalAdvance(LONG_TEXT)


def test_a_style_struck_through_differs_in_nothing_else() -> None:
    plain, struck = MeasuredFont(12), MeasuredFont(12, struck=True)

    assert (plain.font.strikeOut(), struck.font.strikeOut()) == (False, True)
    assert MeasuredFont(12, QFont.Weight.Bold).font == text_font(12, QFont.Weight.Bold)
    assert struck.metrics.horizontalAdvance("abc") == plain.metrics.horizontalAdvance("abc")


def test_a_photo_that_is_read_later_takes_the_place_of_the_initials() -> None:
    read: list[QPixmap] = []
    content = replace(KEPT, people="Ada", faces=(TileFace("Ada", "photo"),))
    painter = TilePainter(LIGHT, photo=lambda *_asked: read[0] if read else None)
    initials = [shown(painter, content, 200, 90) for _twice in range(2)]

    photo = QPixmap(32, 32)
    photo.fill(QColor("#ff0000"))
    read.append(photo)
    after = [shown(painter, content, 200, 90) for _twice in range(2)]

    assert (initials[0] == initials[1], after[0] == after[1], after[0] == initials[0]) == (True, True, False)
