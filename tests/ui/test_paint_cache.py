"""The cache of painted pixmaps and texts: bounded in bytes, least recently used first out, and never seen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from tests.builders import room, talk
from tests.ui.conftest import HandsOn
from ui.kit.theme.painting import (
    CHARACTER_BYTES,
    MOST_PIXMAPS,
    MOST_TEXTS,
    TEXT_BYTES,
    BoundedCache,
    LaidText,
    MeasuredFont,
    PaintCache,
    fitted,
    text_font,
)
from ui.kit.theme.theme import DARK, LIGHT, Theme
from ui.state.canvas.block_content import BlockContent
from ui.state.canvas.painters import BlockPainter

PLAIN = BlockContent("A title", ("09:00–10:00 · Ada",), "teal", False, False, "", False, "", badges=("Draft",))


def shown(painter: BlockPainter, content: BlockContent, width: float, height: float, ratio: float = 1) -> QImage:
    """Return a picture of a block."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#ffffff"))
    inside = QPainter(image)
    painter.paint(inside, content, QRectF(0, 0, width, height), selected=False)
    inside.end()
    return image


def differing(n: int) -> Iterator[tuple[BlockContent, int, int]]:
    """Yield that many contents and sizes, of which hardly two are alike."""
    for k in range(n):
        badges = (f"Badge {k % 97}",)
        yield replace(PLAIN, title=f"Title {k} of many words", badges=badges), 80 + k % 211, 30 + k % 157


# the bound -------------------------------------------------------------------------------------------------


def test_after_hundreds_of_differing_blocks_the_bound_holds() -> None:
    cache = PaintCache(500_000, 60_000)
    painter = BlockPainter(LIGHT, cache)

    for content, width, height in differing(500):
        shown(painter, content, width, height)
        assert cache.pixmaps.bytes <= 500_000
        assert cache.texts.bytes <= 60_000

    assert cache.pixmaps.bytes > 300_000
    assert cache.texts.bytes > 55_000


def test_the_bytes_are_those_of_what_is_kept() -> None:
    cache = PaintCache(2_000_000, 300_000)
    painter = BlockPainter(LIGHT, cache)
    for content, width, height in differing(200):
        shown(painter, content, width, height)

    pixmaps: list[QPixmap] = list(cache.pixmaps._kept.values())
    texts: list[LaidText] = list(cache.texts._kept.values())

    assert cache.pixmaps.bytes == sum(p.width() * p.height() * p.depth() // 8 for p in pixmaps)
    assert cache.texts.bytes == sum(TEXT_BYTES + CHARACTER_BYTES * len(text.shown) for text in texts)


def test_blocks_look_the_same_however_little_is_kept() -> None:
    roomy, tight, none = (PaintCache(*most) for most in ((MOST_PIXMAPS, MOST_TEXTS), (60_000, 8_000), (0, 0)))
    painters = [BlockPainter(LIGHT, cache) for cache in (roomy, tight, none)]

    for _round in range(2):
        for content, width, height in differing(60):
            first, *others = (shown(painter, content, width, height) for painter in painters)
            assert all(first == other for other in others)

    assert none.pixmaps.bytes == none.texts.bytes == 0


def test_what_a_window_keeps_fits_into_memory() -> None:
    assert MOST_PIXMAPS + MOST_TEXTS <= 100_000_000
    assert MOST_PIXMAPS > 3840 * 2160 * 4 * 1.5  # all blocks in sight on a 4K screen


# least recently used ---------------------------------------------------------------------------------------


def test_the_least_recently_used_goes_first() -> None:
    cache: BoundedCache[str] = BoundedCache(3, len)
    for name in "abc":
        cache.add(name, name)

    assert cache.get("a") == "a"
    cache.add("d", "d")

    assert ([name for name in "abcd" if cache.get(name)], cache.bytes) == (["a", "c", "d"], 3)


def test_one_that_is_larger_than_the_bound_is_given_back_and_not_kept() -> None:
    cache: BoundedCache[str] = BoundedCache(3, len)

    assert (cache.add("long", "much too long"), cache.get("long"), cache.bytes) == ("much too long", None, 0)


def test_what_is_painted_again_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painter = BlockPainter(LIGHT)
    before = shown(painter, PLAIN, 200, 90)
    kept = [cache.bytes for cache in (painter.cache.pixmaps, painter.cache.texts)]

    def fail(*_args: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("ui.kit.theme.painting.drawn", fail)
    monkeypatch.setattr("ui.kit.theme.painting.fitted", fail)

    assert shown(painter, PLAIN, 200, 90) == before
    assert [cache.bytes for cache in (painter.cache.pixmaps, painter.cache.texts)] == kept


def test_a_finer_screen_has_pixmaps_of_its_own() -> None:
    painter = BlockPainter(LIGHT)
    coarse = shown(painter, PLAIN, 200, 90)

    assert shown(painter, PLAIN, 200, 90, ratio=2) == shown(BlockPainter(LIGHT), PLAIN, 200, 90, ratio=2)
    assert coarse == shown(painter, PLAIN, 200, 90)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_painting_from_the_cache_equals_painting_anew(theme: Theme) -> None:
    painter = BlockPainter(theme)
    contents = [
        replace(PLAIN, draft=draft, pause=pause, reason=reason, grave=grave, badges=badges)
        for draft in (False, True) for pause in (False, True) for reason, grave in (("", False), ("Clash", True))
        for badges in ((), ("Draft", "Svenska"))
    ]  # fmt: skip

    for content in contents * 2:
        assert shown(painter, content, 180, 70) == shown(BlockPainter(theme), content, 180, 70)


# one place -------------------------------------------------------------------------------------------------


def test_all_painters_of_a_window_share_its_cache(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), talk("one", "hall", "09:00-10:00"))
    cache = driver.page.document.paint_cache
    driver.timeline.canvas.viewport().grab()
    kept = cache.texts.bytes

    driver.page.places.go("cover")
    driver.on_screen()

    assert 0 < kept < cache.texts.bytes


# texts -----------------------------------------------------------------------------------------------------


LONG = "One two three four five six seven eight"


@pytest.mark.parametrize(
    ("rows", "words", "lines"),
    [(1, "One two three f…", 1), (2, "One two three four five six …", 2), (9, LONG, 3), (None, LONG, 3)],
)
def test_a_text_has_as_many_lines_as_it_may(rows: int | None, words: str, lines: int) -> None:
    style = MeasuredFont(12)

    text = fitted(LONG, style, style.metrics.horizontalAdvance("One two three fo…"), rows)

    assert (text.shown, round(text.height / style.spacing)) == (words, lines)
    assert text.natural == style.metrics.horizontalAdvance(LONG)


def test_a_style_struck_through_differs_in_nothing_else() -> None:
    plain, struck = MeasuredFont(12), MeasuredFont(12, struck=True)

    assert (plain.font.strikeOut(), struck.font.strikeOut()) == (False, True)
    assert MeasuredFont(12, QFont.Weight.Bold).font == text_font(12, QFont.Weight.Bold)
    assert struck.metrics.horizontalAdvance("abc") == plain.metrics.horizontalAdvance("abc")
