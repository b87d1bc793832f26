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
from tests.ui.window_driver import ALT, BOTTOM, CTRL, TOP, Hands, Key, focused
from ui.state.canvas.grid_view import SCROLL_STEP

ROOMS = (room("hall"), room("lab", 1), room("attic", 2))
KEYNOTE = talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),))
PANEL = talk("panel", "lab", "11:00-11:30", people=(speaker("bo"), moderator("ada")))
WAITING = talk("waiting", people=(speaker("ada"),))
LUNCH = talk("lunch", "", "12:00-13:00", kind=Kind.MEAL)


@pytest.fixture
def hands(hands_on: HandsOn) -> Hands:
    """Return the hands on three rooms, two placed sessions, one in the tray, and lunch in all rooms."""
    return hands_on(*ROOMS, person("ada"), person("bo"), KEYNOTE, PANEL, WAITING, LUNCH)


def in_file(hands: Hands, edge: Environment) -> dict[str, Session]:
    """Close the window, and return the sessions in the file."""
    path = hands.page.desk.workspace.path
    hands.window.close()
    workspace = Workspace.open(path, edge)
    found = dict(workspace.agenda.sessions)
    workspace.close()
    return found


def placement(where: str, times: str) -> Placement | None:
    """Return a placement to compare with."""
    return talk("x", where, times).placement


# placing -------------------------------------------------------------------------------------------------


def test_from_the_tray_to_a_room_and_a_time(hands: Hands, edge: Environment) -> None:
    hands.drag(hands.on_card("waiting"), hands.on_slot("attic", "10:10"))

    assert hands.where("waiting") == "attic 10:00-10:30"
    assert hands.page.desk.selected == ("waiting",)
    assert hands.steps == ["Place “Waiting”"]
    assert in_file(hands, edge)["waiting"].placement == placement("attic", "10:00-10:30")


@pytest.mark.parametrize(
    ("columns", "minutes", "expected"),
    [
        pytest.param(0, 60, "hall 10:00-10:45", id="later"),
        pytest.param(0, -30, "hall 08:30-09:15", id="earlier"),
        pytest.param(1, 0, "lab 09:00-09:45", id="to the next room"),
        pytest.param(2, 300, "attic 14:00-14:45", id="to another room and time"),
        pytest.param(0, 12, "hall 09:10-09:55", id="to the nearest five minutes"),
        pytest.param(0, -100, "hall 07:30-08:15", id="not out of the grid"),
    ],
)
def test_a_block_is_moved(hands: Hands, columns: int, minutes: int, expected: str) -> None:
    start = hands.on_block("keynote")

    hands.drag(start, start + hands.by(columns=columns, minutes=minutes))

    assert hands.where("keynote") == expected
    assert hands.steps == ["Move “Keynote”"]


def test_a_small_move_of_the_hand_is_no_drag(hands: Hands) -> None:
    start = hands.on_block("keynote")
    hands.press(start)
    hands.move(start + QPoint(2, 1))

    assert hands.timeline.hand.held is None
    hands.release()
    assert hands.steps == []


def test_back_to_the_tray(hands: Hands) -> None:
    tray = hands.on(hands.page.tray.search)
    hands.take(hands.on_block("keynote"), tray)

    assert hands.target == "tray"
    assert hands.timeline.tip_lines(hands.held) == []
    assert hands.page.tray.cards.property("drop") == "true"

    hands.release()

    assert hands.where("keynote") == "tray"
    assert hands.page.tray.cards.rows.ids == ("keynote", "waiting")
    assert hands.page.tray.cards.property("drop") == "false"
    assert hands.steps == ["Return “Keynote” to the tray"]


def test_over_the_tray_and_out_again(hands: Hands) -> None:
    hands.take(hands.on_block("keynote"), hands.on(hands.page.tray.search))
    hands.move(hands.on_slot("lab", "15:00"))
    hands.release()

    assert hands.where("keynote").startswith("lab 14:")


@pytest.mark.parametrize(
    ("edge_of", "minutes", "expected"),
    [
        pytest.param(TOP, -22, "hall 08:40-09:45", id="its top earlier"),
        pytest.param(TOP, 20, "hall 09:20-09:45", id="its top later"),
        pytest.param(TOP, 200, "hall 09:40-09:45", id="its top at most to its end"),
        pytest.param(BOTTOM, 20, "hall 09:00-10:05", id="its end later"),
        pytest.param(BOTTOM, -15, "hall 09:00-09:30", id="its end earlier"),
        pytest.param(BOTTOM, -70, "hall 09:00-09:05", id="its end at least after its start"),
    ],
)
def test_an_edge_is_dragged(hands: Hands, edge_of: str, minutes: int, expected: str) -> None:
    start = hands.on_block("keynote", edge_of)

    hands.drag(start, start + hands.by(columns=1, minutes=minutes))

    assert hands.where("keynote") == expected
    assert hands.agenda.sessions["keynote"].minutes == hands.agenda.sessions["keynote"].placement.span.minutes  # type: ignore[union-attr]
    assert hands.steps == ["Resize “Keynote”"]


@pytest.mark.parametrize("part", [TOP, BOTTOM])
def test_an_edge_moves_as_far_as_the_pointer_wherever_it_was_grabbed(hands: Hands, part: str) -> None:
    hands.timeline.zoom(4 / hands.timeline.scale_now)
    hands.timeline.scroll_to_minute(9 * 60)
    inside = QPoint(0, 3 if part == TOP else -3)
    start = hands.on_block("keynote", part) + inside
    hands.drag(start, start + hands.by(minutes=7), ALT)
    assert hands.where("keynote") == {TOP: "hall 09:07-09:45", BOTTOM: "hall 09:00-09:52"}[part]


def test_an_edge_is_not_for_the_tray(hands: Hands) -> None:
    hands.take(hands.on_block("keynote", BOTTOM), hands.on(hands.page.tray.search))

    assert hands.held.outside
    hands.key(Key.Key_Escape)
    hands.release()


def test_the_edge_shows_by_its_pointer(hands: Hands) -> None:
    shapes = []
    for part in (TOP, "middle", BOTTOM):
        hands.move(hands.on_block("keynote", part))
        shapes.append(hands.timeline.viewport().cursor().shape())

    arrows, sizes = Qt.CursorShape.ArrowCursor, Qt.CursorShape.SizeVerCursor
    assert shapes == [sizes, arrows, sizes]


# messages during a drag ----------------------------------------------------------------------------------


def test_the_target_is_named_and_nothing_is_written_before_the_drop(hands: Hands) -> None:
    before = hands.agenda
    start = hands.on_block("keynote")
    hands.take(start, start + hands.by(minutes=61))

    assert hands.timeline.tip_lines(hands.held) == ["10:00 – 10:45"]
    assert hands.held.conflicts == ()
    assert hands.agenda is before
    assert hands.steps == []
    hands.release()
    assert hands.where("keynote") == "hall 10:00-10:45"


def test_what_it_would_clash_with_is_named_live(hands: Hands) -> None:
    start = hands.on_block("keynote")
    hands.take(start, start + hands.by(columns=1, minutes=120))

    assert [conflict.rule for conflict in hands.held.conflicts] == ["room-double-booked", "person-in-two-places"]
    assert hands.held.clashing == {"panel"}
    assert hands.timeline.tip_lines(hands.held) == [
        "11:00 – 11:45",
        "Lab is taken until 11:30: “Panel”.",
        "Ada is in Lab until 11:30: “Panel”.",
    ]

    hands.move(start + hands.by(minutes=300))
    assert (hands.target, hands.held.conflicts) == ("hall 14:00-14:45", ())
    hands.move(start + hands.by(minutes=540))
    assert hands.timeline.tip_lines(hands.held) == [
        "17:45 – 18:30",
        "After the day closes at 18:00",
    ]
    hands.release()


def test_at_most_three_reasons_are_named(hands_on: HandsOn) -> None:
    crowd = [talk(f"t{n}", "lab", "10:00-10:30") for n in range(5)]
    hands = hands_on(talk("big", "hall", "10:00-10:30"), *crowd)
    start = hands.on_block("big")

    hands.take(start, start + hands.by(columns=1), ALT)  # with Alt they do not swap, even on the middle of one

    lines = hands.timeline.tip_lines(hands.held)
    assert (len(lines), lines[-1]) == (5, "and 2 more")
    hands.key(Key.Key_Escape)
    hands.release()


def test_when_its_people_are_busy_is_shaded(hands: Hands) -> None:
    start = hands.on_block("keynote")
    hands.take(start, start + hands.by(minutes=30))

    assert hands.timeline.hand.busy == ((11 * 60, 11 * 60 + 30),)
    hands.release()
    assert hands.timeline.hand.busy == ()


def test_what_is_carried_is_painted_with_its_reasons(hands: Hands) -> None:
    start = hands.on_block("keynote")
    before = hands.timeline.viewport().grab().toImage()

    hands.take(start, start + hands.by(columns=1, minutes=120))

    assert hands.timeline.viewport().grab().toImage() != before
    hands.key(Key.Key_Escape)
    hands.release()
    hands.move(start)
    assert hands.timeline.hand.held is None


# dropping ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["block", "edge", "card", "chip"])
def test_escape_lets_go_as_if_nothing_had_been(hands: Hands, source: str) -> None:
    chip = hands.page.tray.palette_chips.chips[0]
    start = {
        "block": hands.on_block("keynote"), "edge": hands.on_block("keynote", BOTTOM),
        "card": hands.on_card("waiting"), "chip": hands.on(chip),
    }[source]  # fmt: skip
    before = hands.agenda
    hands.take(start, hands.on_slot("attic", "15:00"))
    assert hands.held

    hands.key(Key.Key_Escape)
    hands.release()

    assert hands.timeline.hand.held is None
    assert hands.agenda is before
    assert hands.steps == []
    hands.drag(hands.on_card("waiting"), hands.on_slot("attic", "16:10"))
    assert hands.where("waiting") == "attic 16:00-16:30"


def test_closing_in_mid_drag_lets_go(hands: Hands, edge: Environment) -> None:
    hands.take(hands.on_block("keynote"), hands.on_slot("attic", "15:00"))

    assert in_file(hands, edge)["keynote"].placement == placement("hall", "09:00-09:45")


def test_undo_in_mid_drag_lets_go_first(hands: Hands) -> None:
    hands.drag(hands.on_card("waiting"), hands.on_slot("attic", "10:10"))
    hands.take(hands.on_block("keynote"), hands.on_slot("attic", "15:00"))

    hands.does("undo")
    hands.release()

    assert (hands.where("waiting"), hands.where("keynote")) == ("tray", "hall 09:00-09:45")


# several rooms, all rooms --------------------------------------------------------------------------------


def test_a_whole_venue_session_stays_one(hands: Hands) -> None:
    start = hands.on_block("lunch")

    hands.drag(start, start + hands.by(columns=1, minutes=30))

    assert hands.where("lunch") == "everywhere 12:30-13:30"


def test_with_w_it_becomes_one(hands: Hands) -> None:
    start = hands.on_block("keynote")
    hands.take(start, start + hands.by(columns=1, minutes=60))
    hands.key(Key.Key_W)

    assert hands.target == "everywhere 10:00-10:45"
    hands.release()
    assert hands.where("keynote") == "everywhere 10:00-10:45"
    assert len(hands.timeline.boxes_of("keynote")) == 1
    assert hands.timeline.boxes_of("keynote")[0].width() == pytest.approx(hands.timeline.grid.width)


def test_in_two_rooms_that_are_no_neighbours_it_is_drawn_and_moved_in_both(hands_on: HandsOn) -> None:
    hands = hands_on(*ROOMS, talk("wide", ("hall", "attic"), "09:00-09:45"))
    assert [round(box.x() / hands.timeline.grid.column_width) for box in hands.timeline.boxes_of("wide")] == [0, 2]

    start = hands.on_block("wide", box=1)
    hands.drag(start, start + hands.by(minutes=60))

    assert hands.where("wide") == "hall+attic 10:00-10:45"
    assert [box.y() for box in hands.timeline.boxes_of("wide")] == [hands.timeline.grid.y(600)] * 2


def test_clashing_sessions_stand_side_by_side(hands: Hands) -> None:
    hands.drag(hands.on_block("keynote"), hands.on_block("panel"), ALT)

    keynote, panel = hands.timeline.boxes_of("keynote")[0], hands.timeline.boxes_of("panel")[0]
    assert hands.where("keynote").startswith("lab ")
    assert {round(box.width() * 2) for box in (keynote, panel)} == {round(hands.timeline.grid.column_width)}
    assert not keynote.intersects(panel)
    assert hands.page.desk.reason("panel").startswith("Room taken twice at ")


# chips ---------------------------------------------------------------------------------------------------


def test_a_chip_makes_a_placed_session_in_one_step(hands: Hands) -> None:
    chip = hands.page.tray.palette_chips.chips[0]
    hands.drag(hands.on(chip), hands.on_slot("lab", "10:10"))

    (made,) = [s for s in hands.agenda.sessions.values() if s.title == "Coffee"]
    assert hands.where(made.id) == "everywhere 10:00-10:15"
    assert (made.kind, hands.page.desk.selected) == (Kind.BREAK, (made.id,))
    assert hands.steps == ["Add “Coffee”"]

    hands.does("undo")
    assert made.id not in hands.agenda.sessions
    hands.does("redo")
    assert hands.agenda.sessions[made.id] == made


def test_a_chip_clicked_makes_one_in_the_tray(hands: Hands) -> None:
    hands.click(hands.on(hands.page.tray.palette_chips.chips[1]))

    (made,) = [s for s in hands.agenda.tray if s.title == "Lunch"]
    assert (made.kind, made.minutes, hands.page.desk.selected) == (Kind.MEAL, 60, (made.id,))


def test_a_chip_dropped_on_the_tray_makes_one_there(hands: Hands) -> None:
    chip = hands.page.tray.palette_chips.chips[0]
    hands.take(hands.on(chip), hands.on_slot("lab", "10:10"))
    hands.move(hands.on(hands.page.tray.search))
    hands.release()

    assert [s.title for s in hands.agenda.tray] == ["Waiting", "Coffee"]


# clicks --------------------------------------------------------------------------------------------------


def test_a_click_selects_and_ctrl_selects_another(hands: Hands) -> None:
    hands.click(hands.on_block("keynote"))
    assert hands.page.desk.selected == ("keynote",)

    hands.click(hands.on_block("panel"), CTRL)
    assert hands.page.desk.selected == ("keynote", "panel")


@pytest.mark.parametrize("session", ["keynote", "waiting"])
def test_a_double_click_edits(hands: Hands, session: str) -> None:
    hands.double_click(hands.on_card(session) if session == "waiting" else hands.on_block(session))

    assert hands.page.desk.selected == (session,)
    assert focused().objectName() == "title"
    hands.retype("Another title")
    hands.key(Key.Key_Return)
    assert hands.agenda.sessions[session].title == "Another title"


def test_a_room_in_the_header_is_shown(hands: Hands) -> None:
    header, grid = hands.timeline.header, hands.timeline.grid
    spot = header.rect().center()
    spot.setX(round(1.5 * grid.column_width))

    hands.click(header.mapTo(hands.window, spot))

    assert hands.page.desk.shown[1] == "lab"


# days ----------------------------------------------------------------------------------------------------


def test_a_night_from_twenty_to_three(hands_on: HandsOn) -> None:
    concert = talk("concert", "hall", "22:00-23:30", abstract="About it.")
    hands = hands_on(day(opens="20:00", closes="27:00"), *ROOMS, concert)
    start = hands.on_block("concert")

    hands.drag(start, start + hands.by(columns=1, minutes=135))

    assert hands.where("concert") == "lab 24:15-25:45"
    assert hands.timeline.days.face("concert").details[0] == "00:15–01:45 · speaker to be announced"
    start = hands.on_block("concert", BOTTOM)
    hands.drag(start, start + hands.by(minutes=75))
    assert hands.where("concert") == "lab 24:15-27:00"
    assert [c.rule for c in hands.page.desk.conflicts] == ["session-without-speaker"]


# a read-only file ----------------------------------------------------------------------------------------


def test_nothing_is_taken_from_a_file_that_cannot_be_changed(
    open_with: OpenWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_with(*ROOMS, KEYNOTE, person("ada"), WAITING)
    hands = Hands(window)
    hands.timeline.fit()
    monkeypatch.setattr(type(hands.page.desk.workspace), "writable", False)

    for start in (hands.on_block("keynote"), hands.on_card("waiting")):
        hands.take(start, hands.on_slot("lab", "15:00"))
        assert hands.timeline.hand.held is None
        hands.release()
    assert (hands.where("keynote"), hands.where("waiting")) == ("hall 09:00-09:45", "tray")


@pytest.mark.parametrize("ticks", range(4))
def test_near_the_lower_edge_the_grid_comes_along(hands: Hands, ticks: int) -> None:
    """Even if the timer has fired in between, as it does on a busy machine."""
    timeline = hands.timeline
    timeline.zoom(4)
    timeline.scroll_to_minute(9 * 60)
    before = timeline.verticalScrollBar().value()
    start = hands.on_block("keynote")
    low = timeline.viewport().mapTo(hands.window, timeline.viewport().rect().bottomLeft())
    low.setX(start.x())

    hands.take(start, low)
    for _tick in range(1 + ticks):
        timeline._scroller.timeout.emit()

    assert timeline.verticalScrollBar().value() > before
    target = hands.target
    for _pixels in range(0, round(timeline.grid.snap * timeline.grid.scale) + 1, SCROLL_STEP):  # a step of the grid,
        timeline._scroller.timeout.emit()  # which is larger than one step of the scroller
    assert hands.target != target
    hands.key(Key.Key_Escape)
    hands.release()
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
