"""The timeline with a mouse: sessions dragged from the tray, to times and rooms, back, resized, and dropped."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from planner.commands.timeline import place
from planner.domain.value_objects import Kind
from planner.environment import Environment
from tests.builders import DAY, day, moderator, person, room, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, BOTTOM, CTRL, MIDDLE, TOP, Key, WindowDriver, focused, left_in_file
from ui.plan.canvas.canvas import SCROLL_STEP

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
CAST = (
    *ROOMS, person("ada"), person("bo"), talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("waiting", people=(speaker("ada"),)),
    talk("panel", "lab", "11:00-11:30", people=(speaker("bo"), moderator("ada"))),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
)  # fmt: skip
"""Three rooms, two placed sessions, one in the tray, and lunch in all rooms."""


# placing -------------------------------------------------------------------------------------------------


def test_a_tile_is_moved_but_not_by_a_small_move_of_the_hand(driver: WindowDriver, env: Environment) -> None:
    # from the tray to a room and a time
    driver.leads_to(
        lambda: driver.drag(driver.on_card("waiting"), driver.on_slot("attic", "10:10")),
        steps=["Place “Waiting”"], waiting="attic 10:00-10:30",
    )  # fmt: skip
    assert driver.plan.selected == ("waiting",)

    # a small move of the hand is no drag
    driver.anew()
    driver.take(driver.on_tile("keynote"), driver.on_tile("keynote") + QPoint(2, 1))
    assert driver.timeline.drag_controller.state is None
    driver.release()
    assert driver.steps == []

    # what is let go in time is in the file
    for columns, minutes, expected in (
        (0, 60, "hall 10:00-10:45"),  # later
        (1, 0, "lab 09:00-09:45"),  # to the next room
        (0, 12, "hall 09:10-09:55"),  # to the nearest five minutes
        (0, -100, "hall 07:30-08:15"),  # not out of the grid
        (2, 300, "attic 14:00-14:45"),  # to another room and time
    ):
        driver.anew()
        driver.drag_by(driver.on_tile("keynote"), columns=columns, minutes=minutes)
        assert (driver.where("keynote"), driver.steps) == (expected, ["Move “Keynote”"])
    placed = left_in_file(driver, env).sessions["keynote"].placement
    assert placed == talk("x", "attic", "14:00-14:45").placement


def test_a_right_press_selects_what_it_is_on_unless_that_is_one_of_several_selected(driver: WindowDriver) -> None:
    def right_click_on(session: str) -> tuple[str, ...]:
        driver.move(driver.on_tile(session))
        driver.right_click()
        return driver.plan.selected

    driver.selects("keynote")
    assert right_click_on("panel") == ("panel",)
    driver.selects("keynote", "panel")
    assert right_click_on("panel") == ("keynote", "panel")
    assert driver.steps == []


def test_a_tile_goes_to_the_tray_and_out_again_and_an_edge_does_not(driver: WindowDriver) -> None:
    # back to the tray
    search, cards = driver.page.tray.line, driver.page.tray.cards
    driver.take(driver.on_tile("keynote"), driver.on(search))
    assert (driver.target, driver.timeline.view.ghost.label.announcement_lines(driver.held)) == ("tray", [])
    assert cards.property("drop") == "true"
    driver.release()
    assert (driver.where("keynote"), cards.rows.ids, cards.property("drop")) == (
        "tray", ("keynote", "waiting"), "false",
    )  # fmt: skip
    assert driver.steps == ["Return “Keynote” to “Not placed”"]

    # what it did is said, with undo
    assert driver.said == "Done: Return “Keynote” to “Not placed”."
    driver.push("Undo")
    assert driver.where("keynote") == "hall 09:00-09:45"

    # over the tray and out again
    driver.anew()
    driver.drag_over(driver.on_tile("keynote"), driver.on(search), driver.on_slot("lab", "15:00"))
    assert driver.where("keynote").startswith("lab 14:")

    # an edge is not for the tray
    driver.anew()
    driver.take(driver.on_tile("keynote", BOTTOM), driver.on(search))
    assert driver.held.outside

    # the edge shows by its pointer
    driver.anew()
    hand, size = Qt.CursorShape.OpenHandCursor, Qt.CursorShape.SizeVerCursor
    for part, shape in ((TOP, size), (MIDDLE, hand), (BOTTOM, size)):
        driver.move(driver.on_tile("keynote", part))
        assert driver.canvas.viewport().cursor().shape() == shape

    for edge_of, minutes, expected, length in (
        (TOP, -22, "hall 08:40-09:45", 65),  # its top earlier
        (TOP, 200, "hall 09:40-09:45", 5),  # its top at most to its end
        (BOTTOM, 20, "hall 09:00-10:05", 65),  # its end later
        (BOTTOM, -70, "hall 09:00-09:05", 5),  # its end at least after its start
    ):
        driver.anew()
        driver.drag_by(driver.on_tile("keynote", edge_of), columns=1, minutes=minutes)
        assert (driver.where("keynote"), driver.agenda.sessions["keynote"].minutes) == (expected, length)
        assert driver.steps == ["Resize “Keynote”"]

    # an edge moves as far as the pointer wherever it was grabbed
    for part, inwards, expected in ((TOP, 3, "hall 09:07-09:45"), (BOTTOM, -3, "hall 09:00-09:52")):
        driver.anew()
        driver.set_zoom(8 * 60 + 45, 4 / driver.canvas.scale_now)
        driver.drag_by(driver.on_tile("keynote", part) + QPoint(0, inwards), minutes=7, modifiers=ALT)
        assert driver.where("keynote") == expected


# messages during a drag ----------------------------------------------------------------------------------


def test_the_target_and_what_it_would_clash_with_are_named_and_painted_before_the_drop(driver: WindowDriver) -> None:
    # the target is named and nothing is written before the drop
    ghost, before = driver.timeline.view.ghost, driver.agenda
    driver.take_by(driver.on_tile("keynote"), minutes=61)
    assert (ghost.label.announcement_lines(driver.held), driver.held.conflicts) == (["10:00 – 10:45"], ())
    assert driver.held.grab.busy_times == ((11 * 60, 11 * 60 + 30),)  # when its people are busy is shaded
    assert (driver.agenda is before, driver.steps) == (True, [])
    driver.release()
    assert (driver.where("keynote"), driver.timeline.drag_controller.state) == ("hall 10:00-10:45", None)

    # what it would clash with is named live, and painted
    driver.anew()
    start, viewport = driver.on_tile("keynote"), driver.canvas.viewport()
    seen = viewport.grab().toImage()
    driver.take(start, start + driver.by(columns=1, minutes=120))
    assert [conflict.rule for conflict in driver.held.conflicts] == ["room-double-booked", "person-in-two-places"]
    assert driver.held.clashing == {"panel"}
    assert ghost.label.announcement_lines(driver.held) == [
        "11:00 – 11:45", "Lab is taken until 11:30: “Panel”.", "Ada is in Lab until 11:30: “Panel”.",
    ]  # fmt: skip
    assert viewport.grab().toImage() != seen
    driver.move(start + driver.by(minutes=300))
    assert (driver.target, driver.held.conflicts) == ("hall 14:00-14:45", ())
    driver.move(start + driver.by(minutes=510))
    assert ghost.label.announcement_lines(driver.held)[1:] == ["After the day closes at 18:00"]
    driver.give_up()
    driver.move(start)
    assert driver.timeline.drag_controller.state is None


# dropping ------------------------------------------------------------------------------------------------


def test_escape_and_undo_let_go_as_if_nothing_had_been(driver: WindowDriver) -> None:
    # a chip, as for all else the table of the tools says so
    driver.take(driver.on(driver.page.tray.palette_chips.chips[0]), driver.on_slot("attic", "15:00"))
    assert driver.held
    driver.give_up()
    assert (driver.timeline.drag_controller.state, driver.steps) == (None, [])

    # undo in mid drag lets go first
    driver.drag(driver.on_card("waiting"), driver.on_slot("attic", "16:10"))
    assert driver.where("waiting") == "attic 16:00-16:30"
    driver.take(driver.on_tile("keynote"), driver.on_slot("attic", "15:00"))
    driver.does("undo")
    driver.release()
    assert (driver.where("waiting"), driver.where("keynote")) == ("tray", "hall 09:00-09:45")

    # the grid scrolls by itself only while something is carried
    driver.anew()
    timer = driver.canvas.scroller.timer
    assert not timer.isActive()
    driver.take_by(driver.on_tile("keynote"), minutes=60)
    assert timer.isActive()
    driver.release()
    assert not timer.isActive()

    # near the lower edge it comes along, even if the timer has fired in between, as it does on a busy machine
    for ticks in (1, 4):
        driver.anew()
        driver.set_zoom(9 * 60, 4)
        before, low = driver.canvas.verticalScrollBar().value(), driver.canvas.viewport().rect().bottomLeft()
        start = driver.on_tile("keynote")

        driver.take(start, QPoint(start.x(), driver.canvas.viewport().mapTo(driver.window, low).y()))
        for _tick in range(ticks):
            timer.timeout.emit()

        assert driver.canvas.verticalScrollBar().value() > before
        target, grid = driver.target, driver.timeline.view.grid
        for _pixels in range(0, round(grid.snap * grid.scale) + 1, SCROLL_STEP):  # a step of the grid,
            timer.timeout.emit()  # which is larger than one step of the scroller
        assert driver.target != target


# several rooms, all rooms --------------------------------------------------------------------------------


def test_with_w_a_session_takes_the_whole_venue_and_beside_a_clash_half_of_a_column(driver: WindowDriver) -> None:
    # with w it becomes one
    view = driver.timeline.view
    driver.take_by(driver.on_tile("keynote"), columns=1, minutes=60)
    driver.key(Key.Key_W)
    assert driver.target == "everywhere 10:00-10:45"
    driver.release()
    (box,) = view.find_boxes("keynote")
    assert (driver.where("keynote"), box.width()) == ("everywhere 10:00-10:45", pytest.approx(view.grid.width))

    # clashing sessions stand side by side
    driver.anew()
    driver.drag(driver.on_tile("keynote"), driver.on_tile("panel"), ALT)
    keynote, panel = view.find_boxes("keynote", "panel")
    assert driver.where("keynote").startswith("lab ")
    assert {round(box.width() * 2) for box in (keynote, panel)} == {round(view.grid.column_width)}
    assert not keynote.intersects(panel)
    assert driver.plan.problem_text("panel").startswith("Room double-booked at ")


def test_in_two_rooms_that_are_no_neighbours_it_is_drawn_and_moved_in_both(hands_on: HandsOn) -> None:
    driver = hands_on(*ROOMS, talk("wide", ("hall", "attic"), "09:00-09:45"))
    view = driver.timeline.view
    assert [round(box.x() / view.grid.column_width) for box in view.find_boxes("wide")] == [0, 2]

    driver.drag_by(driver.on_tile("wide", box=1), minutes=60)

    assert driver.where("wide") == "hall+attic 10:00-10:45"
    assert [box.y() for box in view.find_boxes("wide")] == [view.grid.y(600)] * 2


# chips and clicks ----------------------------------------------------------------------------------------


def test_a_chip_makes_a_session_where_it_is_dropped_or_in_the_tray(driver: WindowDriver) -> None:
    # a chip makes a placed session in one step
    coffee, lunch = (driver.on(chip) for chip in driver.page.tray.palette_chips.chips[:2])
    driver.drag(coffee, driver.on_slot("lab", "10:07"))
    (made,) = [s for s in driver.agenda.sessions.values() if s.title == "Coffee"]
    assert driver.where(made.id) == "everywhere 10:00-10:15"
    assert (made.kind, driver.plan.selected, driver.steps) == (Kind.BREAK, (made.id,), ["Add “Coffee”"])
    driver.does("undo")
    assert made.id not in driver.agenda.sessions
    driver.does("redo")
    assert driver.agenda.sessions[made.id] == made

    # a chip clicked makes one in the tray
    driver.anew()
    driver.click(lunch)
    (made,) = [s for s in driver.agenda.tray if s.title == "Lunch"]
    assert (made.kind, made.minutes, driver.plan.selected) == (Kind.MEAL, 60, (made.id,))

    # a chip dropped on the tray makes one there
    driver.anew()
    driver.drag_over(coffee, driver.on_slot("lab", "10:10"), driver.on(driver.page.tray.line))
    assert [s.title for s in driver.agenda.tray] == ["Waiting", "Coffee"]

    # a click on a room in the header shows it
    header, grid = driver.timeline.header, driver.timeline.view.grid
    driver.click(header.mapTo(driver.window, QPoint(round(1.5 * grid.column_width), header.rect().center().y())))
    assert driver.plan.shown[1] == "lab"

    # a double click edits
    for session, place_of in (("keynote", driver.on_tile), ("waiting", driver.on_card)):
        driver.anew()
        driver.double_click(place_of(session))
        assert (driver.plan.selected, focused().objectName()) == ((session,), "title")
        driver.retype("Another title", Key.Key_Return)
        assert driver.agenda.sessions[session].title == "Another title"


# the empty grid: the place of the next paste or new session -----------------------------------------------


def test_what_is_pasted_or_new_goes_where_one_clicked_which_is_seen_and_forgotten(hands_on: HandsOn) -> None:
    # what is pasted goes where one clicked
    driver = hands_on(
        day(), day(DAY + timedelta(days=1)), room("hall"), room("lab", 1), talk("one", "hall", "09:00-09:30")
    )
    driver.click(driver.on_tile("one"))
    driver.key(Key.Key_X, modifiers=CTRL)
    driver.click(driver.on_slot("lab", "11:03"))
    driver.key(Key.Key_V, modifiers=CTRL)
    assert (driver.where("one"), driver.page.insertion_point) == ("lab 11:00-11:30", None)
    QGuiApplication.clipboard().clear()  # what is on it at the end of the program is freed too late

    # a new session begins where one clicked, and a double click on the empty grid makes one
    for clicks, asks in ((driver.click, ["add"]), (driver.double_click, [])):
        driver.anew()
        clicks(driver.on_slot("lab", "14:02"))
        for name in asks:
            driver.does(name)
        (new,) = driver.plan.selected
        assert (driver.where(new), driver.steps) == ("lab 14:00-14:30", ["Add “New session”"])

    # it is seen
    driver.anew()
    before = driver.on_screen()
    driver.click(driver.on_slot("lab", "14:00"))
    assert driver.on_screen() != before
    driver.key(Key.Key_Escape)
    assert driver.on_screen() == before

    # it is forgotten
    for forgets in (
        lambda: driver.click(driver.on_tile("one")),
        lambda: driver.key(Key.Key_Escape),
        lambda: driver.does("next_day"),
        lambda: driver.document.apply(lambda agenda: place(agenda, "one", DAY, 600, ("hall",))),
        lambda: driver.does("go_people"),
    ):
        driver.anew()
        driver.click(driver.on_slot("lab", "14:00"))
        assert driver.page.insertion_point is not None
        forgets()
        assert driver.page.insertion_point is None


# days ----------------------------------------------------------------------------------------------------


def test_a_night_from_twenty_to_three(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(opens="20:00", closes="27:00"), *ROOMS, talk("concert", "hall", "22:00-23:30", abstract="About it.")
    )
    driver.drag_by(driver.on_tile("concert"), columns=1, minutes=135)

    assert driver.where("concert") == "lab 24:15-25:45"
    assert driver.timeline.view.source.model.contents["concert"].details[:2] == (
        "00:15–01:45",
        "speaker to be announced",
    )
    driver.drag_by(driver.on_tile("concert", BOTTOM), minutes=75)
    assert driver.where("concert") == "lab 24:15-27:00"
    assert [c.rule for c in driver.plan.problems.all] == ["session-without-speaker"]


# a read-only file ----------------------------------------------------------------------------------------


def test_nothing_is_taken_from_a_file_that_cannot_be_changed(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver.workspace, "writable", False)
    for start in (driver.on_tile("keynote"), driver.on_card("waiting")):
        driver.take(start, driver.on_slot("lab", "15:00"))
        assert driver.timeline.drag_controller.state is None
        driver.release()
    assert (driver.where("keynote"), driver.where("waiting")) == ("hall 09:00-09:45", "tray")
