"""The content of a block, in a fixed order as far as it fits: title, time, people, badges; and its buffers."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from pytestqt.qtbot import QtBot

from planner.domain.agenda import change
from planner.domain.text import Text
from planner.domain.value_objects import Segment, Status
from tests.builders import person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Painted, WindowDriver
from ui.kit.theme.painting import LaidText, MeasuredFont, PaintCache
from ui.kit.theme.theme import LIGHT
from ui.state.canvas.block_content import BlockContent
from ui.state.canvas.painters import READABLE, BlockPainter

pytestmark = pytest.mark.usefixtures("forms_sleep")

ROOMS = (room("hall"), room("lab", 1))
PLAIN = BlockContent("A title", ("09:00–10:00 · Ada",), "teal", False, False, "", False, "")


def drawn(content: BlockContent, width: int, height: int, opacity: float = 1) -> QImage:
    """Return a painted block of that size."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    BlockPainter(LIGHT).paint(painter, content, QRectF(0, 0, width, height), selected=False, opacity=opacity)
    painter.end()
    return image


def lowest(content: BlockContent, other: BlockContent, width: int, height: int) -> int:
    """Return the topmost row of pixels in which two blocks differ, or -1 if none does."""
    one, two = drawn(content, width, height), drawn(other, width, height)
    return next((y for y in range(height) for x in range(width) if one.pixel(x, y) != two.pixel(x, y)), -1)


# content of a block --------------------------------------------------------------------------------------


def test_what_is_out_of_the_ordinary_is_said_by_badges_the_name_and_the_tooltip(hands_on: HandsOn) -> None:
    parts = (Segment("Talk", 30), Segment("Questions", 15), Segment("Never", 20))
    driver = hands_on(
        *ROOMS, person("ada"), talk("plain", "hall", "09:00-09:30", language="en"),
        talk("all", "hall", "10:00-10:30", status=Status.DRAFT, do_not_record=True, language="sv"),
        talk("off", "hall", "11:00-11:30", status=Status.CANCELLED, language="Klingon"),
        talk("show", "hall", "12:00-13:00", setup=30, teardown=15, people=(speaker("ada"),)),
        talk("long", "hall", "14:00-15:00", title="<b>" + "long " * 20),
        talk("parts", "lab", "10:00-10:45", segments=parts),
    )  # fmt: skip
    model = driver.timeline.view.source.model
    tooltips = {name: model.index_of(name).data(Qt.ItemDataRole.ToolTipRole) for name in ("show", "long", "parts")}

    assert [model.contents[name].badges for name in ("plain", "all", "off")] == [
        (), ("Draft", "Not recorded", "Svenska"), ("Cancelled", "Klingon"),
    ]  # fmt: skip
    assert model.contents["all"].name == (
        "All, Hall, 10:00 to 10:30, speaker to be announced, draft, not recorded, svenska, Problem: No speaker yet"
    )

    # buffers are in the name and the tooltip
    assert model.index_of("show").data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Show, Hall, 12:00 to 13:00, Ada, set-up 30 min, clearing 15 min"
    )
    assert tooltips["show"] == "Show\nHall\n12:00–13:00 · Ada\nSet-up 30 min · Clearing 15 min"

    # a long tooltip keeps its lines and foreign marks
    assert (tooltips["long"].startswith("<qt>&lt;b&gt;long"), "<br>14:00–15:00" in tooltips["long"]) == (True, True)

    # parts begin where they do
    assert model.contents["parts"].parts == ((0, "Talk"), (30 / 45, "Questions"))
    assert "Talk · Questions" in tooltips["parts"]


# fitting -------------------------------------------------------------------------------------------------


def test_the_order_is_title_time_badges(hands_on: HandsOn) -> None:
    places = [
        lowest(PLAIN, replace(PLAIN, title="An other"), 240, 90),
        lowest(PLAIN, replace(PLAIN, details=("10:00–11:00 · Ada",)), 240, 90),
        lowest(PLAIN, replace(PLAIN, details=(*PLAIN.details, "Moderator Bo")), 240, 90),
        lowest(PLAIN, replace(PLAIN, badges=("Draft",)), 240, 90),
    ]

    assert places[0] < places[1] < places[2] <= places[3]
    assert places[0] > 0


@pytest.mark.parametrize(("height", "title", "time", "badge"), [
    (90, True, True, True), (42, True, True, False), (13, True, False, False), (10, True, False, False),
    (6, False, False, False),
])  # fmt: skip
def test_what_does_not_fit_is_left_out_from_the_end(height: int, title: bool, time: bool, badge: bool) -> None:
    found = [
        lowest(PLAIN, replace(PLAIN, title="An other"), 150, height) >= 0,
        lowest(PLAIN, replace(PLAIN, details=("10:00–11:00 · Ada",)), 150, height) >= 0,
        lowest(PLAIN, replace(PLAIN, badges=("Draft",)), 150, height) >= 0,
    ]

    assert found == [title, time, badge]


def test_a_block_that_is_too_narrow_to_be_read_has_no_words() -> None:
    other = replace(PLAIN, title="Xyzzy", details=("11:00–12:00",))

    assert lowest(PLAIN, other, READABLE, 90) == -1
    assert lowest(PLAIN, other, READABLE + 20, 90) > 0


@pytest.mark.parametrize("height", [60, 22, 14])
def test_what_is_cancelled_is_struck_through(height: int) -> None:
    image = drawn(replace(PLAIN, title="Muted", pause=False, cancelled=True), 150, height)
    muted = QColor(LIGHT.muted).rgb()

    assert max([sum(image.pixel(x, y) == muted for x in range(14, 40)) for y in range(height)]) >= 20


def test_a_draft_has_another_edge() -> None:
    assert lowest(PLAIN, replace(PLAIN, draft=True), 150, 60) >= 0


def test_parts_are_lines_with_their_titles_where_there_is_room() -> None:
    parts = replace(PLAIN, parts=((0.0, "Talk"), (0.5, "Questions")))
    renamed = replace(parts, parts=((0.0, "Talk"), (0.5, "Answers")))

    assert lowest(PLAIN, replace(PLAIN, parts=((0.0, ""), (0.5, ""))), 120, 100) == pytest.approx(50, abs=2)
    assert 50 < lowest(parts, renamed, 320, 100) < 70
    assert lowest(parts, renamed, 120, 100) == -1


@pytest.mark.parametrize("width", [120, 320])
def test_the_line_where_a_part_begins_crosses_no_words(width: int) -> None:
    """Between the block with and without the line, only pixels without words may differ."""
    content = replace(PLAIN, title="A long title of many words", parts=((0.0, ""), (0.14, ""), (0.5, ""), (0.6, "")))
    bare = drawn(replace(content, parts=((0.0, ""),)), width, 100)
    lined, blank = drawn(content, width, 100), drawn(replace(content, title="", details=("",)), width, 100)
    ground = blank.pixel(width - 30, 45)

    words = [(x, y) for y in range(4, 96) for x in range(12, width - 4) if bare.pixel(x, y) != ground]

    assert [at for at in words if lined.pixel(*at) != bare.pixel(*at)] == []
    rows = {y for y in range(100) for x in range(width) if lined.pixel(x, y) != bare.pixel(x, y)}
    assert all(rows & {y - 1, y, y + 1} for y in (50, 60)), rows


def test_opacity_comes_on_top_of_the_painters_own() -> None:
    image = QImage(100, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setOpacity(0.5)
    BlockPainter(LIGHT).paint(painter, PLAIN, QRectF(0, 0, 100, 60), selected=False, opacity=0.5)
    assert painter.opacity() == 0.5
    painter.end()

    assert image == drawn(PLAIN, 100, 60, opacity=0.25)


def test_a_large_block_that_is_dimmed_looks_like_a_small_one() -> None:
    small, large = drawn(PLAIN, 300, 200, opacity=0.25), drawn(PLAIN, 900, 600, opacity=0.25)

    assert [small.pixel(x, 100) for x in range(14)] == [large.pixel(x, 300) for x in range(14)]


# buffers -------------------------------------------------------------------------------------------------


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for a session with an hour of setup and half an hour of teardown."""
    driver = hands_on(*ROOMS, talk("show", "hall", "11:00-12:00", setup=60, teardown=30), talk("x", "lab", "9:00-9:30"))
    driver.zoom_to(10 * 60, 2)
    return driver


def striped(driver: WindowDriver, first: int, last: int) -> bool:
    """Return whether the first room is hatched somewhere between these minutes."""
    grid, muted = driver.timeline.view.grid, QColor(LIGHT.muted).rgb()
    area = QRectF(4, grid.y(first) + 1, 24, (last - first) * grid.scale - 2).translated(
        -driver.timeline.canvas.scene.area.topLeft()
    )
    image = driver.timeline.canvas.viewport().grab(area.toRect()).toImage()
    return any(image.pixel(x, y) == muted for x in range(image.width()) for y in range(image.height()))


def test_the_time_before_and_after_is_hatched(driver: WindowDriver) -> None:
    assert (striped(driver, 10 * 60 + 1, 11 * 60 - 2), striped(driver, 12 * 60 + 1, 12 * 60 + 29)) == (True, True)
    assert not striped(driver, 12 * 60 + 32, 12 * 60 + 58)


def test_they_are_wiped_when_the_session_goes(driver: WindowDriver, qtbot: QtBot) -> None:
    driver.page.document.select(("show",))
    watch, grid = Painted(driver.timeline.canvas.viewport()), driver.timeline.view.grid
    before = (QPointF(20, grid.y(10 * 60 + 20)) - driver.timeline.canvas.scene.area.topLeft()).toPoint()
    driver.timeline.canvas.viewport().repaint()
    watch.region = QRegion()

    driver.does("unplace")

    qtbot.waitUntil(lambda: watch.region.contains(before))
    assert not striped(driver, 12 * 60 + 1, 12 * 60 + 29)
    driver.does("undo")
    assert striped(driver, 12 * 60 + 1, 12 * 60 + 29)


def test_a_new_length_of_them_is_drawn(driver: WindowDriver) -> None:
    show = driver.agenda.sessions["show"]

    driver.page.document.apply(lambda now: change(Text("Longer"), (show, replace(show, teardown=60))))

    assert striped(driver, 12 * 60 + 32, 12 * 60 + 58)


# partly visible blocks -------------------------------------------------------------------------------------


def test_the_words_of_a_block_that_is_cut_off_stand_in_what_is_seen_of_it() -> None:
    whole = drawn(PLAIN, 240, 60)
    cut = QImage(240, 400, QImage.Format.Format_RGB32)
    cut.fill(QColor("#ffffff"))
    painter = QPainter(cut)
    BlockPainter(LIGHT).paint(painter, PLAIN, QRectF(0, 0, 240, 400), selected=False, corner=QPointF(0, 201.5))
    painter.end()

    words = QRect(12, 4, 200, 44)  # the block at the top without its edges
    assert cut.copy(words.translated(0, 200)) == whole.copy(words)


@pytest.mark.parametrize("across", [False, True])
def test_scrolling_takes_the_words_along(hands_on: HandsOn, across: bool) -> None:
    rooms = [room(f"r{n}", n) for n in range(20)]
    driver = hands_on(*rooms, talk("long", "r0", "09:00-13:00"), talk("wide", (), "13:00-14:00"))
    timeline = driver.timeline
    driver.zoom_to(12 * 60 if across else 10 * 60, 6 / timeline.canvas.scale_now)
    bar = timeline.canvas.horizontalScrollBar() if across else timeline.canvas.verticalScrollBar()
    before = driver.on_screen()
    for _step in range(5):
        bar.setValue(bar.value() + 40)
        piece_by_piece = driver.on_screen()
    timeline.canvas.viewport().update()

    assert piece_by_piece != before
    assert piece_by_piece == driver.on_screen()


class RecordingCache(PaintCache):
    """A cache that remembers which texts it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, LaidText]] = []

    def text(self, words: str, style: MeasuredFont, width: float, rows: int | None = 1) -> LaidText:
        found = super().text(words, style, width, rows)
        self.asked.append((words, found))
        return found


@pytest.mark.parametrize(("height", "rows"), [(50, 1), (62, 2), (90, 3), (120, 4), (300, 4)])
def test_a_long_title_has_as_many_lines_as_leave_room_for_when_and_who(height: int, rows: int) -> None:
    cache = RecordingCache()
    long = replace(PLAIN, title="One two three four five six seven eight nine ten eleven twelve thirteen fourteen")
    image = QImage(100, height, QImage.Format.Format_RGB32)
    inside = QPainter(image)
    BlockPainter(LIGHT, cache).paint(inside, long, QRectF(0, 0, 100, height), selected=False)
    inside.end()
    (text,) = [text for words, text in cache.asked if words == long.title]
    assert (round(text.height / text.style.spacing), text.shown.endswith("…")) == (rows, True)
