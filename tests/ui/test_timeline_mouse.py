"""The timeline with a mouse: sessions dragged from the tray, to times and rooms, back, resized, and dropped."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from planner.domain.entities import Session
from planner.domain.enums import Kind
from planner.domain.value_objects import Placement
from planner.workspace import Environment, Workspace
from tests.builders import day, moderator, person, room, speaker, talk
from tests.ui.conftest import HandsOn, OpenWith
from tests.ui.window_driver import ALT, BOTTOM, TOP, Key, WindowDriver, focused
from ui.state.canvas.canvas import SCROLL_STEP

pytestmark = pytest.mark.usefixtures("forms_sleep")

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
KEYNOTE = talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),))
PANEL = talk("panel", "lab", "11:00-11:30", people=(speaker("bo"), moderator("ada")))
WAITING = talk("waiting", people=(speaker("ada"),))
LUNCH = talk("lunch", "", "12:00-13:00", kind=Kind.MEAL)


@pytest.fixture
def driver(hands_on: HandsOn) -> WindowDriver:
    """Return a window driver for three rooms, two placed sessions, one in the tray, and lunch in all rooms."""
    return hands_on(*ROOMS, person("ada"), person("bo"), KEYNOTE, PANEL, WAITING, LUNCH)


def in_file(driver: WindowDriver, env: Environment) -> dict[str, Session]:
    """Close the window, and return the sessions in the file."""
    path = driver.page.document.workspace.path
    driver.window.close()
    workspace = Workspace.open(path, env)
    found = dict(workspace.agenda.sessions)
    workspace.close()
    return found


def placement(where: str, times: str) -> Placement | None:
    """Return a placement to compare with."""
    return talk("x", where, times).placement


# placing -------------------------------------------------------------------------------------------------


def test_from_the_tray_to_a_room_and_a_time(driver: WindowDriver, env: Environment) -> None:
    driver.drag(driver.on_card("waiting"), driver.on_slot("attic", "10:10"))

    assert (driver.where("waiting"), driver.page.document.selected) == ("attic 10:00-10:30", ("waiting",))
    assert driver.steps == ["Place “Waiting”"]
    assert in_file(driver, env)["waiting"].placement == placement("attic", "10:00-10:30")


def test_a_block_is_moved_but_not_by_a_small_move_of_the_hand(driver: WindowDriver) -> None:
    # a block is moved
    for columns, minutes, expected in (
        (0, 60, "hall 10:00-10:45"),  # later
        (0, -30, "hall 08:30-09:15"),  # earlier
        (1, 0, "lab 09:00-09:45"),  # to the next room
        (2, 300, "attic 14:00-14:45"),  # to another room and time
        (0, 12, "hall 09:10-09:55"),  # to the nearest five minutes
        (0, -100, "hall 07:30-08:15"),  # not out of the grid
    ):
        driver.drag_by(driver.on_block("keynote"), columns=columns, minutes=minutes)
        assert (driver.where("keynote"), driver.steps) == (expected, ["Move “Keynote”"])
        driver.anew()

    # a small move of the hand is no drag
    driver.anew()
    start = driver.on_block("keynote")
    driver.press(start)
    driver.move(start + QPoint(2, 1))
    assert driver.timeline.drag_controller.state is None
    driver.release()
    assert driver.steps == []


def test_a_block_goes_to_the_tray_and_out_again_and_an_edge_does_not(driver: WindowDriver) -> None:
    # back to the tray
    driver.take(driver.on_block("keynote"), driver.on(driver.page.tray.search))
    assert (driver.target, driver.timeline.view.ghost.lines(driver.held)) == ("tray", [])
    assert driver.page.tray.cards.property("drop") == "true"
    driver.release()
    assert (driver.where("keynote"), driver.page.tray.cards.rows.ids) == ("tray", ("keynote", "waiting"))
    assert (driver.page.tray.cards.property("drop"), driver.steps) == ("false", ["Return “Keynote” to the tray"])

    # over the tray and out again
    driver.anew()
    driver.take(driver.on_block("keynote"), driver.on(driver.page.tray.search))
    driver.move(driver.on_slot("lab", "15:00"))
    driver.release()
    assert driver.where("keynote").startswith("lab 14:")

    # an edge is not for the tray
    driver.anew()
    driver.take(driver.on_block("keynote", BOTTOM), driver.on(driver.page.tray.search))
    assert driver.held.outside
    driver.key(Key.Key_Escape)

    # the edge shows by its pointer
    driver.anew()
    shapes = []
    for part in (TOP, "middle", BOTTOM):
        driver.move(driver.on_block("keynote", part))
        shapes.append(driver.timeline.canvas.viewport().cursor().shape())
    arrows, sizes = Qt.CursorShape.ArrowCursor, Qt.CursorShape.SizeVerCursor
    assert shapes == [sizes, arrows, sizes]


def test_an_edge_is_dragged(driver: WindowDriver) -> None:
    for edge_of, minutes, expected in (
        (TOP, -22, "hall 08:40-09:45"),  # its top earlier
        (TOP, 20, "hall 09:20-09:45"),  # its top later
        (TOP, 200, "hall 09:40-09:45"),  # its top at most to its end
        (BOTTOM, 20, "hall 09:00-10:05"),  # its end later
        (BOTTOM, -15, "hall 09:00-09:30"),  # its end earlier
        (BOTTOM, -70, "hall 09:00-09:05"),  # its end at least after its start
    ):
        driver.drag_by(driver.on_block("keynote", edge_of), columns=1, minutes=minutes)

        assert driver.where("keynote") == expected
        assert driver.agenda.sessions["keynote"].minutes == driver.agenda.sessions["keynote"].placement.span.minutes  # type: ignore[union-attr]
        assert driver.steps == ["Resize “Keynote”"]
        driver.anew()


def test_an_edge_moves_as_far_as_the_pointer_wherever_it_was_grabbed(driver: WindowDriver) -> None:
    for part in (
        TOP,
        BOTTOM,
    ):
        driver.zoom_to(9 * 60, 4 / driver.timeline.canvas.scale_now)
        driver.drag_by(driver.on_block("keynote", part) + QPoint(0, 3 if part == TOP else -3), minutes=7, modifiers=ALT)
        assert driver.where("keynote") == {TOP: "hall 09:07-09:45", BOTTOM: "hall 09:00-09:52"}[part]
        driver.anew()


# messages during a drag ----------------------------------------------------------------------------------


def test_the_target_is_named_shaded_and_painted_before_the_drop(driver: WindowDriver) -> None:
    # the target is named and nothing is written before the drop
    before = driver.agenda
    driver.take_by(driver.on_block("keynote"), minutes=61)
    assert (driver.timeline.view.ghost.lines(driver.held), driver.held.conflicts) == (["10:00 – 10:45"], ())
    assert (driver.agenda is before, driver.steps) == (True, [])
    driver.release()
    assert driver.where("keynote") == "hall 10:00-10:45"

    # when its people are busy is shaded
    driver.anew()
    driver.take_by(driver.on_block("keynote"), minutes=30)
    assert driver.timeline.drag_controller.state.grab.busy == ((11 * 60, 11 * 60 + 30),)
    driver.release()
    assert driver.timeline.drag_controller.state is None

    # what is carried is painted with its reasons
    driver.anew()
    start = driver.on_block("keynote")
    before = driver.timeline.canvas.viewport().grab().toImage()
    driver.take(start, start + driver.by(columns=1, minutes=120))
    assert driver.timeline.canvas.viewport().grab().toImage() != before
    driver.key(Key.Key_Escape)
    driver.release()
    driver.move(start)
    assert driver.timeline.drag_controller.state is None


def test_what_it_would_clash_with_is_named_live(driver: WindowDriver) -> None:
    start = driver.on_block("keynote")
    driver.take(start, start + driver.by(columns=1, minutes=120))

    assert [conflict.rule for conflict in driver.held.conflicts] == ["room-double-booked", "person-in-two-places"]
    assert driver.held.clashing == {"panel"}
    assert driver.timeline.view.ghost.lines(driver.held) == [
        "11:00 – 11:45",
        "Lab is taken until 11:30: “Panel”.",
        "Ada is in Lab until 11:30: “Panel”.",
    ]

    driver.move(start + driver.by(minutes=300))
    assert (driver.target, driver.held.conflicts) == ("hall 14:00-14:45", ())
    driver.move(start + driver.by(minutes=540))
    assert driver.timeline.view.ghost.lines(driver.held) == [
        "17:45 – 18:30",
        "After the day closes at 18:00",
    ]
    driver.release()


def test_at_most_three_reasons_are_named(hands_on: HandsOn) -> None:
    crowd = [talk(f"t{n}", "lab", "10:00-10:30") for n in range(5)]
    driver = hands_on(talk("big", "hall", "10:00-10:30"), *crowd)
    driver.take_by(driver.on_block("big"), columns=1, modifiers=ALT)

    lines = driver.timeline.view.ghost.lines(driver.held)
    assert (len(lines), lines[-1]) == (5, "and 2 more")


# dropping ------------------------------------------------------------------------------------------------


def test_escape_lets_go_as_if_nothing_had_been(driver: WindowDriver) -> None:
    for source in (
        "block",
        "edge",
        "card",
        "chip",
    ):
        chip = driver.page.tray.palette_chips.chips[0]
        start = {
            "block": driver.on_block("keynote"), "edge": driver.on_block("keynote", BOTTOM),
            "card": driver.on_card("waiting"), "chip": driver.on(chip),
        }[source]  # fmt: skip
        before = driver.agenda
        driver.take(start, driver.on_slot("attic", "15:00"))
        assert driver.held

        driver.key(Key.Key_Escape)
        driver.release()

        assert (driver.timeline.drag_controller.state, driver.agenda is before, driver.steps) == (None, True, [])
        driver.drag(driver.on_card("waiting"), driver.on_slot("attic", "16:10"))
        assert driver.where("waiting") == "attic 16:00-16:30"
        driver.anew()


def test_closing_in_mid_drag_lets_go(driver: WindowDriver, env: Environment) -> None:
    driver.take(driver.on_block("keynote"), driver.on_slot("attic", "15:00"))

    assert in_file(driver, env)["keynote"].placement == placement("hall", "09:00-09:45")


def test_undo_lets_go_first_and_the_grid_scrolls_only_meanwhile(driver: WindowDriver) -> None:
    # undo in mid drag lets go first
    driver.drag(driver.on_card("waiting"), driver.on_slot("attic", "10:10"))
    driver.take(driver.on_block("keynote"), driver.on_slot("attic", "15:00"))
    driver.does("undo")
    driver.release()
    assert (driver.where("waiting"), driver.where("keynote")) == ("tray", "hall 09:00-09:45")

    # the grid scrolls by itself only while something is carried
    driver.anew()
    timer, start = driver.timeline.canvas.scroller.timer, driver.on_block("keynote")
    found = [timer.isActive()]
    driver.take(start, start + driver.by(minutes=60))
    found.append(timer.isActive())
    driver.release()
    assert [*found, timer.isActive()] == [False, True, False]


# several rooms, all rooms --------------------------------------------------------------------------------


def test_with_w_a_session_takes_the_whole_venue_and_beside_a_clash_half_of_a_column(driver: WindowDriver) -> None:
    # with w it becomes one
    driver.take_by(driver.on_block("keynote"), columns=1, minutes=60)
    driver.key(Key.Key_W)
    assert driver.target == "everywhere 10:00-10:45"
    driver.release()
    assert (driver.where("keynote"), len(driver.timeline.view.boxes_of("keynote"))) == ("everywhere 10:00-10:45", 1)
    assert driver.timeline.view.boxes_of("keynote")[0].width() == pytest.approx(driver.timeline.view.grid.width)

    # clashing sessions stand side by side
    driver.anew()
    driver.drag(driver.on_block("keynote"), driver.on_block("panel"), ALT)
    keynote, panel = driver.timeline.view.boxes_of("keynote")[0], driver.timeline.view.boxes_of("panel")[0]
    assert driver.where("keynote").startswith("lab ")
    assert {round(box.width() * 2) for box in (keynote, panel)} == {round(driver.timeline.view.grid.column_width)}
    assert not keynote.intersects(panel)
    assert driver.page.document.reason("panel").startswith("Room taken twice at ")


def test_in_two_rooms_that_are_no_neighbours_it_is_drawn_and_moved_in_both(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("wide", ("hall", "attic"), "09:00-09:45"))
    assert [
        round(box.x() / driver.timeline.view.grid.column_width) for box in driver.timeline.view.boxes_of("wide")
    ] == [0, 2]

    driver.drag_by(driver.on_block("wide", box=1), minutes=60)

    assert driver.where("wide") == "hall+attic 10:00-10:45"
    assert [box.y() for box in driver.timeline.view.boxes_of("wide")] == [driver.timeline.view.grid.y(600)] * 2


# chips ---------------------------------------------------------------------------------------------------


def test_a_chip_makes_a_session_where_it_is_dropped_or_in_the_tray(driver: WindowDriver) -> None:
    # a chip makes a placed session in one step
    driver.drag(driver.on(driver.page.tray.palette_chips.chips[0]), driver.on_slot("lab", "10:10"))
    (made,) = [s for s in driver.agenda.sessions.values() if s.title == "Coffee"]
    assert driver.where(made.id) == "everywhere 10:00-10:15"
    assert (made.kind, driver.page.document.selected, driver.steps) == (Kind.BREAK, (made.id,), ["Add “Coffee”"])
    driver.does("undo")
    assert made.id not in driver.agenda.sessions
    driver.does("redo")
    assert driver.agenda.sessions[made.id] == made

    # a chip clicked makes one in the tray
    driver.anew()
    driver.click(driver.on(driver.page.tray.palette_chips.chips[1]))
    (made,) = [s for s in driver.agenda.tray if s.title == "Lunch"]
    assert (made.kind, made.minutes, driver.page.document.selected) == (Kind.MEAL, 60, (made.id,))

    # a chip dropped on the tray makes one there
    driver.anew()
    driver.take(driver.on(driver.page.tray.palette_chips.chips[0]), driver.on_slot("lab", "10:10"))
    driver.move(driver.on(driver.page.tray.search))
    driver.release()
    assert [s.title for s in driver.agenda.tray] == ["Waiting", "Coffee"]


# clicks --------------------------------------------------------------------------------------------------


def test_a_click_on_a_room_in_the_header_shows_it(driver: WindowDriver) -> None:
    header, grid = driver.timeline.header, driver.timeline.view.grid
    spot = header.rect().center()
    spot.setX(round(1.5 * grid.column_width))
    driver.click(header.mapTo(driver.window, spot))
    assert driver.page.document.shown[1] == "lab"


def test_a_double_click_edits(driver: WindowDriver) -> None:
    for session in (
        "keynote",
        "waiting",
    ):
        driver.double_click(driver.on_card(session) if session == "waiting" else driver.on_block(session))

        assert (driver.page.document.selected, focused().objectName()) == ((session,), "title")
        driver.retype("Another title")
        driver.key(Key.Key_Return)
        assert driver.agenda.sessions[session].title == "Another title"
        driver.anew()


# days ----------------------------------------------------------------------------------------------------


def test_a_night_from_twenty_to_three(hands_on: HandsOn) -> None:
    concert = talk("concert", "hall", "22:00-23:30", abstract="About it.")
    driver = hands_on(day(opens="20:00", closes="27:00"), *ROOMS, concert)
    driver.drag_by(driver.on_block("concert"), columns=1, minutes=135)

    assert driver.where("concert") == "lab 24:15-25:45"
    assert driver.timeline.view.source.model.contents["concert"].details[0] == "00:15–01:45 · speaker to be announced"
    driver.drag_by(driver.on_block("concert", BOTTOM), minutes=75)
    assert driver.where("concert") == "lab 24:15-27:00"
    assert [c.rule for c in driver.page.document.problems.all] == ["session-without-speaker"]


# a read-only file ----------------------------------------------------------------------------------------


def test_nothing_is_taken_from_a_file_that_cannot_be_changed(
    open_with: OpenWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = WindowDriver(open_with(*ROOMS, KEYNOTE, person("ada"), WAITING))
    driver.timeline.canvas.fit()
    monkeypatch.setattr(driver.page.document.workspace, "writable", False)

    for start in (driver.on_block("keynote"), driver.on_card("waiting")):
        driver.take(start, driver.on_slot("lab", "15:00"))
        assert driver.timeline.drag_controller.state is None
        driver.release()
    assert (driver.where("keynote"), driver.where("waiting")) == ("hall 09:00-09:45", "tray")


def test_near_the_lower_edge_the_grid_comes_along(driver: WindowDriver) -> None:
    for ticks in range(4):
        """Even if the timer has fired in between, as it does on a busy machine."""
        timeline = driver.timeline
        driver.zoom_to(9 * 60, 4)
        before = timeline.canvas.verticalScrollBar().value()
        start = driver.on_block("keynote")
        low = timeline.canvas.viewport().mapTo(driver.window, timeline.canvas.viewport().rect().bottomLeft())
        low.setX(start.x())

        driver.take(start, low)
        for _tick in range(1 + ticks):
            timeline.canvas.scroller.timer.timeout.emit()

        assert timeline.canvas.verticalScrollBar().value() > before
        target = driver.target
        for _pixels in range(
            0, round(timeline.view.grid.snap * timeline.view.grid.scale) + 1, SCROLL_STEP
        ):  # a step of the grid,
            timeline.canvas.scroller.timer.timeout.emit()  # which is larger than one step of the scroller
        assert driver.target != target
        driver.key(Key.Key_Escape)
        driver.release()
        assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
        driver.anew()
