"""The content of a tile, in a fixed order as far as it fits; its buffers; and the mark of many that clash at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from pytestqt.qtbot import QtBot

from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.domain.agenda import change
from planner.domain.entities import Cover, Session
from planner.domain.text import Text
from planner.domain.value_objects import Kind, Segment, Status
from tests.builders import DAY, moderator, person, room, span, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.test_tile_painter import shown as painted_tile
from tests.ui.window_driver import CTRL, Key, Painted, WindowDriver, painted_whole, tip_at
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.painters import READABLE, TilePainter
from ui.plan.canvas.tile_content import TileContent, tip_lines

PLAIN = TileContent("A title", "09:00", "Ada", colour="teal")


def drawn(content: TileContent, width: int, height: int, **options: QPointF) -> QImage:
    """Return a painted tile of that size."""
    return painted_tile(TilePainter(LIGHT), content, width, height, **options)


def lowest(content: TileContent, other: TileContent, width: int, height: int) -> int:
    """Return the topmost row of pixels in which two tiles differ, or -1 if none does."""
    one, two = drawn(content, width, height), drawn(other, width, height)
    return next((y for y in range(height) for x in range(width) if one.pixel(x, y) != two.pixel(x, y)), -1)


# content of a tile --------------------------------------------------------------------------------------


def test_a_tile_says_what_is_wrong_in_its_own_rooms_or_with_the_whole(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall", closed=(span("08:00-12:00"),)), room("mid", 1), room("lab", 2), room("den", 3), person("ada"),
        Cover(id="c", person="ada", day=DAY, room="hall"), talk("two", ("den", "mid"), "09:00-10:00"),
        talk("both", ("hall", "lab"), "09:00-10:00", people=(moderator("ada"),)), talk("clash", "lab", "09:00-10:00"),
        talk("other", "den", "09:00-10:00"), talk("alone", "hall", "13:00-14:00", people=(moderator("ada"),)),
    )  # fmt: skip
    contents = driver.canvas.scene.contents
    said = {
        room_id: (tile.reason, tile.grave)
        for name in ("both", "two")
        for room_id in driver.agenda.sessions[name].placement.rooms
        if (tile := contents[name].limited_to_rooms([room_id]))
    }

    assert said == {
        "hall": ("Hall is closed at 09:00", True), "lab": ("Room double-booked at 09:00", True),
        "mid": ("No speaker yet", False), "den": ("Room double-booked at 09:00", True),
    }  # fmt: skip
    # whoever moderates one of two rooms all day is named on the tile of both
    assert (contents["both"].more, contents["alone"].more) == (("Moderator Ada",), ())


def test_a_session_of_a_day_or_more_ends_with_its_date(hands_on: HandsOn) -> None:
    content = hands_on(room("hall"), talk("hack", "hall", "09:00-34:00")).timeline.canvas.scene.contents["hack"]

    assert (content.details[0], content.spoken.times) == ("09:00–2024-04-26 10:00", "09:00 to 2024-04-26 10:00")


def test_what_is_out_of_the_ordinary_is_said_by_badges_the_name_and_the_tip(hands_on: HandsOn) -> None:
    driver = hands_on(
        person("ada"), talk("plain", "hall", "09:00-09:30", language="en"),
        talk("all", "hall", "10:00-10:30", status=Status.DRAFT, do_not_record=True, language="sv"),
        talk("off", "hall", "11:00-11:30", status=Status.CANCELLED, language="Klingon"),
        talk("show", "hall", "12:00-13:00", setup=30, teardown=15, people=(speaker("ada"),)),
        talk("parts", "lab", "10:00-10:45",
             segments=(Segment("Talk", 30), Segment("Questions", 15), Segment("Never", 20))),
    )  # fmt: skip
    model = driver.timeline.view.source.model

    assert [model.contents[name].badges for name in ("plain", "all", "off")] == [
        (), ("Draft", "Not recorded", "Svenska"), ("Cancelled", "Klingon"),
    ]  # fmt: skip
    assert model.contents["all"].name == (
        "All, Hall, 10:00 to 10:30, speaker to be announced, draft, not recorded, svenska, Problem: No speaker yet"
    )

    # buffers are in the name and the tip
    assert model.item_index("show").data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Show, Hall, 12:00 to 13:00, Ada, set-up 30 min, clearing 15 min"
    )
    assert tip_lines(model.contents["show"]) == [
        "Show", "12:00–13:00 · Hall", "Ada", "Set-up 30 min · Clearing 15 min",
    ]  # fmt: skip

    # parts begin where they do
    assert model.contents["parts"].parts == ((0, "Talk"), (30 / 45, "Questions"))
    assert "Talk · Questions" in tip_lines(model.contents["parts"])


# fitting -------------------------------------------------------------------------------------------------


CHANGED = (
    replace(PLAIN, title="An other"), replace(PLAIN, people="Bo"), replace(PLAIN, more=("Moderator Bo",)),
    replace(PLAIN, badges=("Draft",)),
)  # fmt: skip
"""Another title, other people, a moderator, and a badge."""


def test_the_order_is_title_time_badges_and_what_does_not_fit_is_left_out_from_the_end() -> None:
    places = [lowest(PLAIN, other, 240, 90) for other in CHANGED]
    assert 0 < places[0] < places[1] < places[2] <= places[3]

    for height, title, time, badge in (
        (90, True, True, True), (42, True, True, False), (13, True, True, False), (10, True, False, False),
        (6, False, False, False),
    ):  # fmt: skip
        assert [lowest(PLAIN, CHANGED[n], 150, height) >= 0 for n in (0, 1, 3)] == [title, time, badge], height
    assert lowest(PLAIN, replace(PLAIN, draft=True), 150, 60) >= 0  # a draft has another edge


def test_a_tile_that_is_too_narrow_to_be_read_has_no_line_but_its_title_turned() -> None:
    other = replace(PLAIN, title="Xyzzy", time="11:00", people="Bo")

    assert lowest(PLAIN, replace(other, title=PLAIN.title), READABLE, 90) == -1
    assert lowest(PLAIN, other, READABLE, 90) > lowest(PLAIN, other, 30, 50) > 0
    assert lowest(PLAIN, other, 14, 90) == lowest(PLAIN, other, 30, 36) == -1  # that needs some room too
    assert lowest(PLAIN, other, READABLE + 20, 90) > 0


@pytest.mark.parametrize("height", [12, 22, 36])
def test_a_tile_with_room_for_no_word_still_says_that_something_is_wrong(height: int) -> None:
    image = drawn(replace(PLAIN, grave=True, reason="Hall is double-booked"), 30, height)
    inside = [image.pixelColor(x, y) for x in range(10, 24) for y in range(3, height - 3)]

    assert any(colour.red() - colour.blue() > 100 for colour in inside)  # the sign, on a pale ground


@pytest.mark.parametrize("height", [60, 22, 14])
def test_what_is_cancelled_is_struck_through(height: int) -> None:
    image = drawn(replace(PLAIN, title="Muted", pause=False, cancelled=True), 150, height)
    muted = QColor(LIGHT.muted).rgb()

    assert max([sum(image.pixel(x, y) == muted for x in range(14, 40)) for y in range(height)]) >= 20


def test_parts_are_lines_with_their_titles_where_there_is_room() -> None:
    parts = replace(PLAIN, parts=((0.0, "Talk"), (0.5, "Questions")))
    renamed = replace(parts, parts=((0.0, "Talk"), (0.5, "Answers")))

    assert lowest(PLAIN, replace(PLAIN, parts=((0.0, ""), (0.5, ""))), 120, 100) == pytest.approx(50, abs=2)
    assert 50 < lowest(parts, renamed, 320, 100) < 70
    assert lowest(parts, renamed, 120, 100) == -1


@pytest.mark.parametrize("width", [120, 320])
def test_the_line_where_a_part_begins_crosses_no_words(width: int) -> None:
    """Between the tile with and without the line, only pixels without words may differ."""
    content = replace(PLAIN, title="A long title of many words", parts=((0.0, ""), (0.14, ""), (0.5, ""), (0.6, "")))
    bare = drawn(replace(content, parts=((0.0, ""),)), width, 100)
    lined, blank = drawn(content, width, 100), drawn(replace(content, title="", time="", people=""), width, 100)
    ground = blank.pixel(width - 30, 45)

    words = [(x, y) for y in range(4, 96) for x in range(12, width - 4) if bare.pixel(x, y) != ground]

    assert [at for at in words if lined.pixel(*at) != bare.pixel(*at)] == []
    rows = {y for y in range(100) for x in range(width) if lined.pixel(x, y) != bare.pixel(x, y)}
    assert all(rows & {y - 1, y, y + 1} for y in (50, 60)), rows


# buffers -------------------------------------------------------------------------------------------------


def striped(driver: WindowDriver, first: int, last: int) -> bool:
    """Return whether the first room is hatched somewhere between these minutes."""
    grid, muted = driver.timeline.view.grid, QColor(LIGHT.muted).rgb()
    area = QRectF(4, grid.y(first) + 1, 24, (last - first) * grid.scale - 2).translated(
        -driver.canvas.scene.area.topLeft()
    )
    image = driver.canvas.viewport().grab(area.toRect()).toImage()
    return any(image.pixel(x, y) == muted for x in range(image.width()) for y in range(image.height()))


def test_the_time_before_and_after_is_hatched_in_its_length_and_wiped(hands_on: HandsOn, qtbot: QtBot) -> None:
    driver = hands_on(talk("show", "hall", "11:00-12:00", setup=60, teardown=30), talk("x", "lab", "9:00-9:30"))
    driver.set_zoom(10 * 60, 2)
    before, clearing, after = (601, 658), (721, 749), (752, 778)
    assert [striped(driver, *part) for part in (before, clearing, after)] == [True, True, False]

    # they are wiped when the session goes
    driver.plan.select(("show",))
    watch, grid = Painted(driver.canvas.viewport()), driver.timeline.view.grid
    spot = (QPointF(20, grid.y(10 * 60 + 20)) - driver.canvas.scene.area.topLeft()).toPoint()
    driver.canvas.viewport().repaint()
    watch.region = QRegion()
    driver.does("unplace")
    qtbot.waitUntil(lambda: watch.region.contains(spot))
    assert not striped(driver, *clearing)
    driver.does("undo")
    assert striped(driver, *clearing)

    # a new length of them is drawn
    show = driver.agenda.sessions["show"]
    driver.document.apply(lambda now: change(Text("Longer"), (show, replace(show, teardown=60))))
    assert striped(driver, *after)


# partly visible tiles -------------------------------------------------------------------------------------


def test_the_words_of_a_tile_that_is_cut_off_stand_in_what_is_seen_of_it(hands_on: HandsOn) -> None:
    whole, cut = drawn(PLAIN, 240, 60), drawn(PLAIN, 240, 400, corner=QPointF(0, 201.5))
    words = QRect(12, 4, 200, 44)  # the tile at the top without its edges
    assert cut.copy(words.translated(0, 200)) == whole.copy(words)

    # scrolling takes the words along
    driver = hands_on(
        *(room(f"r{n}", n) for n in range(20)), talk("long", "r0", "09:00-13:00"), talk("wide", (), "13:00-14:00")
    )
    for minute, bar in ((12 * 60, driver.canvas.horizontalScrollBar()), (10 * 60, driver.canvas.verticalScrollBar())):
        driver.set_zoom(minute, 6 / driver.canvas.scale_now)
        before = driver.on_screen()
        for _step in range(5):
            bar.setValue(bar.value() + 40)
            piece_by_piece = driver.on_screen()
        assert piece_by_piece != before
        assert painted_whole(driver)

    # also sideways, in a column of its own, until there is only room for a word
    driver.canvas.verticalScrollBar().setValue(round(driver.timeline.view.grid.y(9 * 60 + 20)))
    across, corner = driver.canvas.horizontalScrollBar(), driver.canvas.viewport().mapTo(driver.window, QPoint(12, 2))
    found = []
    for scrolled in (60, round(driver.timeline.view.grid.column_width) - 30):
        across.setValue(scrolled)
        image = driver.on_screen().copy(QRect(corner, QSize(30, 16)))
        found.append(any(image.pixelColor(x, y).lightness() < 90 for x in range(30) for y in range(16)))
        assert painted_whole(driver)
    assert found == [True, False]


COUNTED = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def first(words: int) -> str:
    """Return the first words of a long title."""
    return " ".join(COUNTED.split()[:words])


def title_of(content: TileContent, width: int, height: int) -> tuple[int, int, bool, bool]:
    """Return the lines and the size of a tile's title, whether it is whole, and whether the people are below it."""
    laid = TilePainter(LIGHT).laid_tile(content, QRectF(0, 0, width, height), 1)
    (title, *below) = (text.text for text in laid.words.texts)
    whole, people = title.shown == content.title, content.people in [text.shown for text in below]
    return round(title.height / title.style.spacing), title.style.font.pixelSize(), whole, people


@pytest.mark.parametrize(
    ("height", "words", "lines", "size", "whole", "people"),
    [
        pytest.param(47, 4, 1, 13, True, True, id="a line, and who"),
        pytest.param(47, 8, 2, 13, True, True, id="two in 30 minutes of a usual zoom, and who"),
        pytest.param(38, 8, 2, 13, True, False, id="lower, the title goes before people"),
        pytest.param(38, 9, 2, 11, True, False, id="and whole before large"),
        pytest.param(38, 14, 2, 11, False, False, id="cut where that is too much too"),
        pytest.param(30, 8, 2, 11, True, False, id="two lines in the lowest that is no strip"),
        pytest.param(84, 14, 5, 13, True, False, id="more in a higher one"),
        pytest.param(98, 14, 5, 13, True, True, id="and who"),
    ],
)
def test_a_title_has_the_lines_and_letters_with_which_it_is_whole_if_there_is_any(
    height: int, words: int, lines: int, size: int, whole: bool, people: bool
) -> None:
    assert title_of(replace(PLAIN, title=first(words)), 160, height) == (lines, size, whole, people)


def test_a_reason_stays_below_a_long_title_and_a_long_word_goes_on_in_the_next_line() -> None:
    long = replace(PLAIN, title=first(8), people="The room is taken")

    assert title_of(replace(long, people="", reason="Taken"), 160, 38)[0] == 1
    assert title_of(replace(long, stands_out=True), 260, 60) == (2, 14, True, True)  # a keynote's is larger
    content = replace(PLAIN, title="Nummerplåtsigenkänning")

    assert title_of(content, 160, 60)[:3] == (1, 11, True)  # rather in smaller letters
    assert title_of(content, 100, 60)[:3] == (3, 13, True)


# many at once ----------------------------------------------------------------------------------------------

MANY = [room(f"r{n:02}", n) for n in range(34)]


def crowd(n: int, where: str = "r05", times: str = "13:00-14:00", name: str = "s") -> list[Session]:
    """Return that many sessions at once in a room."""
    return [talk(f"{name}{i:03}", where, times) for i in range(n)]


BUSY = [talk(f"early{n}", f"r{n:02}", "08:00-08:10") for n in range(34)]
"""A session in each room, so that none is folded."""


def in_sight(driver: WindowDriver) -> WindowDriver:
    """Fit all rooms, at the least width of a column, and the whole day."""
    driver.does("fit_rooms")
    driver.canvas.fit()
    return driver


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for nine sessions at once in one of 34 rooms, whose columns are as narrow as can be."""
    return in_sight(hands_on(*MANY, *BUSY, *crowd(9), talk("alone", "r07", "13:00-14:00"), talk("waiting")))


def on_mark(driver: WindowDriver) -> QPoint:
    """Return the middle of the mark."""
    return driver.on_tile("s001")


def reds(driver: WindowDriver, session: str, part: int = 0) -> int:
    """Return the number of pixels of a session's box that have about the colour of a problem."""
    shown: QImage = driver.canvas.viewport().grab().toImage()
    boxes = sorted(driver.timeline.view.find_boxes(session), key=QRectF.x)
    box = boxes[part].translated(-driver.canvas.scene.area.topLeft()).toRect()
    red, soft = LIGHT.colour("problem"), LIGHT.colour("problem_soft")

    def near(pixel: QPoint) -> bool:
        colour = shown.pixelColor(pixel)
        return any(
            abs(colour.red() - c.red()) + abs(colour.green() - c.green()) + abs(colour.blue() - c.blue()) < 12
            for c in (red, soft)
        )

    return sum(near(QPoint(x, y)) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom()))


def test_a_shared_break_is_red_only_in_the_room_that_clashes(hands_on: HandsOn) -> None:
    driver = hands_on(
        *(room(name, n) for n, name in enumerate("abcd")), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("late", "c", "11:30-12:20"), talk("next", "c", "14:00-15:00"),
    )  # fmt: skip
    assert [reds(driver, "lunch", part) > 0 for part in range(3)] == [False, True, False]

    driver.document.apply(lambda now: place(now, "late", DAY, 690, ["b"]))
    assert [reds(driver, "lunch", part) > 0 for part in range(3)] == [False, True, False]
    driver.document.apply(lambda now: place(now, "late", DAY, 690, []))
    assert (len(driver.timeline.view.find_boxes("lunch")), reds(driver, "lunch") > 0) == (4, True)


def test_the_most_crowded_room_is_the_reddest(hands_on: HandsOn) -> None:
    crowds = ((8, "r03", "a"), (10, "r05", "b"), (385, "r07", "c"))
    driver = in_sight(hands_on(*MANY, *BUSY, *(s for n, where, name in crowds for s in crowd(n, where, name=name))))
    for _n, _where, name in crowds:
        (box,) = {b.getRect() for b in driver.timeline.view.find_boxes(*(f"{name}00{i}" for i in range(1, 4)))}
        assert box[2] == driver.timeline.view.grid.column_width / 2
        assert reds(driver, f"{name}001") > 0.35 * box[2] * box[3]


def test_a_mark_says_how_many_are_at_once_and_is_seen(driver: WindowDriver) -> None:
    # its sessions say how many are at once
    name = driver.timeline.view.source.model.item_index("s003").data(Qt.ItemDataRole.AccessibleTextRole)
    assert name.endswith("Problem: 9 at once in the room 13:00–14:00")

    # so does its tip
    assert [line.words for line in tip_at(driver, on_mark(driver))] == ["8 clash", "S001", "S002", "S003", "and 5 more"]

    # a single session in the narrowest column is seen
    box = driver.timeline.view.find_boxes("alone")[0].translated(-driver.canvas.scene.area.topLeft()).toRect()
    shown = driver.canvas.viewport().grab().toImage()
    assert shown.pixelColor(box.center()) != shown.pixelColor(QPoint(box.center().x(), box.top() - 20))


def test_clicks_and_arrows_walk_through_it(driver: WindowDriver) -> None:
    # a click selects all of it and further clicks one after the other
    chosen = []
    for _click in range(10):
        driver.click(on_mark(driver))
        chosen.append(driver.plan.selected)
    every = tuple(f"s{n:03}" for n in range(1, 9))
    assert chosen == [every, *((name,) for name in every), every]

    # with ctrl it is added to what is selected
    driver.anew("alone")
    driver.click(on_mark(driver), CTRL)
    assert set(driver.plan.selected) == {"alone", *(f"s{n:03}" for n in range(1, 9))}

    # the arrows walk through it
    driver.key_anew(Key.Key_Down, of="s001")
    assert driver.plan.selected == ("s002",)


def test_dragged_all_of_it_moves_and_nothing_changes_places_with_it(driver: WindowDriver) -> None:
    # dropped on it nothing changes places
    driver.take(driver.on_tile("alone"), on_mark(driver))
    assert driver.held.target.swap == ""
    driver.key(Key.Key_Escape)

    # dragged all of it moves or the one that is selected
    driver.anew()
    driver.drag(on_mark(driver), on_mark(driver) + driver.by(minutes=60))
    assert {driver.where(f"s{n:03}") for n in range(1, 9)} == {"r05 14:00-15:00"}
    driver.plan.select(("s002",))
    there = driver.on_tile("s003")  # S001 stands alone beside the mark now
    driver.drag(there, there + driver.by(columns=4))
    assert [driver.where(f"s{n:03}") for n in (1, 2, 3)] == ["r05 14:00-15:00", "r09 14:00-15:00", "r05 14:00-15:00"]


def test_what_changes_in_it_or_is_carried_over_it_is_painted_anew(driver: WindowDriver) -> None:
    # while something is carried over it it is painted whole
    driver.take(driver.on_tile("alone"), on_mark(driver))
    assert painted_whole(driver)
    driver.move(driver.on_tile("alone"))
    assert painted_whole(driver)
    driver.give_up()
    assert painted_whole(driver)

    # what changes in it is painted anew
    driver.anew()
    driver.on_screen()
    for happens in (
        lambda: driver.plan.select(("s001",)),
        lambda: driver.document.apply(lambda now: place(now, "s004", DAY, 13 * 60 + 30, ("r05",))),
        lambda: driver.document.apply(lambda now: place(now, "waiting", DAY, 12 * 60 + 45, ("r05",))),
        *[lambda n=n: driver.document.apply(lambda now: delete_session(now, f"s00{n}")) for n in range(4)],
        *[lambda: driver.does("undo")] * 6,
    ):
        happens()
        assert painted_whole(driver)


def test_scrolled_halfway_its_number_stays_in_sight(hands_on: HandsOn) -> None:
    driver = hands_on(*MANY, *crowd(30, times="09:00-17:00"))
    driver.set_zoom(11 * 60, 3)
    driver.on_screen()
    bar = driver.canvas.verticalScrollBar()

    bar.setValue(bar.value() + 57)

    assert painted_whole(driver)


def test_in_a_wide_column_some_are_shown_and_the_rest_counted(hands_on: HandsOn) -> None:
    driver = hands_on(room("hall"), *crowd(200, "hall"))
    boxes = {tuple(box.getRect()) for box in driver.timeline.view.find_boxes(*(f"s{n:03}" for n in range(200)))}
    grid, layout = driver.timeline.view.grid, driver.canvas.scene.layout
    fold = layout.marks.get(layout.find_tile(grid.column_width - 5, grid.y(13 * 60 + 30)))

    assert (len(boxes), len(fold.sessions)) == (fold.places, 200 - (fold.places - 1))


def test_a_tile_tells_where_the_other_session_of_its_clash_has_gone(hands_on: HandsOn) -> None:
    driver = hands_on(
        room("hall"), room("lab", 1), room("studio", 2), person("ada"),
        *(talk(name, where, "09:00-09:45", people=(speaker("ada"),)) for name, where in (("a", "hall"), ("b", "lab"))),
    )  # fmt: skip
    reasons = [driver.canvas.scene.contents["a"].reason]
    driver.document.apply(lambda now: place(now, "b", DAY, 540, ["studio"]))
    reasons.append(driver.canvas.scene.contents["a"].reason)
    assert reasons == ["Ada also in Lab", "Ada also in Studio"]
