"""The moderators' board with a mouse: people dragged onto sessions, lanes and column headers, and shifts resized."""

import gc
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QApplication, QMenu

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.commands.name_completion import PersonChoice
from planner.commands.people import add_moderator, delete_cover
from planner.commands.venue import delete_room
from planner.domain.entities import Cover, Person, Room, Session
from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Appearance, Kind, Role
from tests.builders import DAY, FRIDAY, day, moderator, person, room, span, speaker, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.window_driver import BOTTOM, MIDDLE, TOP, HandsOn, Key, focused
from ui.features.moderators.board_scene import BoardSessionContent

CAST = (
    room("hall"), room("lab", 1), person("ada", availability=(span("08:00-16:00"),)), person("bo"), person("cleo"),
    talk("coffee", "", "10:00-10:30", kind=Kind.BREAK), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),)),
    talk("panel", "hall", "10:30-11:15", people=(speaker("bo"), moderator("cleo"))),
    talk("demo", "hall", "11:15-11:45"), talk("workshop", "lab", "10:30-11:30", people=(speaker("ada"),)),
)  # fmt: skip


@pytest.fixture
def cover(hands_on: HandsOn) -> BoardDriver:
    return BoardDriver(hands_on(*CAST))


@pytest.fixture
def covered(hands_on: HandsOn) -> BoardDriver:
    return BoardDriver(
        hands_on(
            *CAST, Cover(id="morning", person="bo", day=DAY, start=10 * 60 + 30, end=12 * 60, room="lab"),
            Cover(id="all day", person="cleo", day=DAY, room="hall"),
        )
    )  # fmt: skip


# from the list -------------------------------------------------------------------------------------------


def test_a_person_on_a_session_moderates_it_and_on_a_break_nobody(cover: BoardDriver) -> None:
    # a person on a session moderates it
    cover.driver.drag(cover.person("bo"), cover.session("demo"))
    assert cover.driver.agenda.sessions["demo"].people == (Appearance("bo", Role.MODERATOR),)
    assert (cover.driver.steps, cover.driver.plan.selected) == (["Let Bo moderate “Demo”"], ("demo",))

    # undo takes the moderator out again
    cover.driver.does("undo")
    assert (cover.moderators("demo"), cover.page.count.text()) == ((), "3 of 4 sessions have no moderator")

    # a break takes no moderator and what is dropped on it is for the shift after it
    cover.anew()
    cover.driver.drag(cover.person("bo"), cover.lane("lab", "10:15"))
    (made,) = cover.driver.agenda.covers.values()
    assert (made.room, made.start, made.end) == ("lab", parse_clock_time("10:30"), parse_clock_time("12:00"))
    assert cover.driver.agenda.sessions["coffee"].people == ()

    # a double click on a break says that nobody moderates it
    cover.anew()
    cover.driver.double_click(cover.session("coffee"))
    assert cover.driver.said == "“Coffee” takes no moderator. Breaks, meals, registration and social events have none."
    assert cover.driver.steps == []


def test_forty_at_once_are_narrow_and_still_seen(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(room("hall"), room("lab", 1), *(talk(f"s{n}", "lab", "10:00-11:00") for n in range(40)))
    )
    (box,) = cover.board.layout.find_boxes((Session, "s20"))

    shown = cover.board.canvas.viewport().grab().toImage()
    middle = (box.y + box.height / 2, box.bottom + 30)
    inside, below = (shown.pixelColor(round(box.x + box.width / 2), round(y)) for y in middle)
    assert inside != below


def test_a_person_on_a_lane_has_a_shift_and_on_a_head_the_whole_day(cover: BoardDriver) -> None:
    # a person on a lane has a shift
    for where, time, expected in (
        ("hall", "11:00", "bo hall 10:30-12:00"),  # a lane: between the pauses
        ("lab", "08:30", "bo lab 08:00-10:00"),  # the morning
        (None, "14:00", "bo all rooms 13:00-18:00"),  # the lane for all rooms
    ):
        cover.driver.drag(cover.person("bo"), cover.lane(where, time))
        assert (cover.shifts, cover.driver.plan.shown[0] is Cover) == ([expected], True)
        cover.anew()

    # a person on a head has the whole day
    for where, expected in (("lab", "bo lab all day"), (None, "bo all rooms all day")):
        cover.driver.drag(cover.person("bo"), cover.head(where))
        assert cover.shifts == [expected]
        cover.anew()


def test_what_a_dragged_person_would_do_is_said_until_they_are_let_go(cover: BoardDriver) -> None:
    # what would be moderated lights up and is counted
    cover.driver.take(cover.person("cleo"), cover.lane("hall", "11:00"))
    assert cover.lit == {"demo"}  # the panel has a moderator of its own
    assert cover.label == ["Cleo", "Hall · 10:30 – 12:00", "1 session gets a moderator"]

    # a clash is named beside the pointer
    cover.anew()
    cover.driver.take(cover.person("ada"), cover.session("demo"))
    assert cover.label == [
        "Ada",
        "Moderator of “Demo”",
        "! Ada is in two places at 11:15: “Workshop” and “Demo”.",
    ]

    # who is away is said beside the pointer
    cover.anew()
    cover.driver.take(cover.person("ada"), cover.lane(None, "14:00"))
    assert cover.label[-1] == (
        "! Ada can be there only 08:00–16:00 on 2024-04-25, but moderates all rooms 13:00–18:00."
    )

    # escape lets go and the button no longer drags; let go over the people nothing happens
    for keys, then in (((Key.Key_Escape,), cover.session("workshop")), ((), cover.person("cleo"))):
        cover.anew()
        cover.driver.take(cover.person("bo"), cover.session("demo"))
        cover.driver.key(*keys)
        cover.driver.move(then)
        cover.driver.release()
        assert cover.driver.steps == []


def test_changes_are_seen_in_the_count_and_the_list_which_is_searched(cover: BoardDriver) -> None:
    # whoever moderates comes first with how much
    people = cover.page.people.list.people
    assert [(p.name, people.second_line(p)) for p in people.rows] == [
        ("Cleo", "45 min · 1 session"),
        ("Ada", ""),
        ("Bo", ""),
    ]
    cover.driver.drag(cover.person("ada"), cover.head("hall"))
    assert next((p.name, people.second_line(p)) for p in people.rows) == ("Ada", "1 h 15 min · 2 sessions")

    # a change made elsewhere is seen on coming back
    cover.anew()
    cover.driver.page.places.go("agenda")
    cover.driver.document.apply(lambda agenda: add_moderator(agenda, ("demo",), "bo"))
    cover.driver.page.places.go("cover")
    assert cover.page.count.text() == "2 of 4 sessions have no moderator"

    # people are searched
    cover.driver.does("find")
    cover.driver.type("cle")
    assert [person.id for person in cover.page.people.list.people.rows] == ["cleo"]
    cover.driver.key(Key.Key_Down)
    listed = cover.page.people.list
    assert (focused(), listed.current and listed.current.id) == (listed, "cleo")


# shifts --------------------------------------------------------------------------------------------------


def test_a_shift_is_pulled_moved_and_taken_away(covered: BoardDriver) -> None:
    # the ends of a shift are pulled
    for part, minutes, expected in (
        (TOP, -90, "bo lab 09:00-12:00"),  # begins earlier
        (BOTTOM, 122, "bo lab 10:30-14:00"),  # ends later, to five minutes
    ):
        start = covered.shift("morning", part)
        covered.driver.drag(start, start + covered.by(minutes))
        assert expected in covered.shifts
        covered.anew()

    # a shift is moved to another lane
    covered.driver.drag(covered.shift("morning"), covered.lane(None, "11:15"))
    assert "bo all rooms 10:30-12:00" in covered.shifts
    assert covered.driver.steps == ["Change what Bo moderates"]

    # a shift on a head is the whole day
    covered.anew()
    covered.driver.drag(covered.shift("morning"), covered.head("lab"))
    assert "bo lab all day" in covered.shifts

    # a whole day moved stays one and pulled gets times
    covered.anew()
    covered.driver.drag(covered.shift("all day"), covered.lane("lab", "15:00"))
    assert "cleo lab all day" in covered.shifts
    end = covered.shift("all day", BOTTOM)
    covered.driver.drag(end, end + covered.by(-390))
    assert "cleo lab 08:00-12:00" in covered.shifts

    # a shift over the people is no more
    covered.anew()
    covered.driver.drag(covered.shift("morning"), covered.driver.on(covered.page.people.list.viewport()))
    assert (covered.shifts, covered.driver.steps) == (["cleo hall all day"], ["Let Bo not moderate"])


def test_a_shift_is_shown_by_a_click_and_let_go_outside_or_when_it_vanishes(covered: BoardDriver) -> None:
    # a click on a shift shows it
    covered.driver.click(covered.shift("morning", MIDDLE))
    assert (covered.driver.plan.shown, covered.driver.steps) == ((Cover, "morning"), [])

    # a shift that is let go outside the board stays
    covered.anew()
    covered.driver.drag(covered.shift("morning"), covered.driver.on(covered.driver.page.inspector))
    assert covered.driver.steps == []

    # the right button lets go of a person and of a shift
    before = covered.driver.agenda.covers
    for start in (covered.person("bo"), covered.shift("morning")):
        covered.driver.take(start, covered.session("demo"))
        assert covered.board.drag_controller.state
        covered.driver.right_click()
        assert covered.board.drag_controller.state is None
        covered.driver.move(covered.session("workshop"))
        covered.driver.release()
    assert (covered.driver.steps, covered.driver.agenda.covers) == ([], before)

    # a shift that vanishes while it is held is let go
    covered.driver.take(covered.shift("morning"), covered.lane("lab", "14:00"))
    covered.driver.document.apply(lambda agenda: delete_cover(agenda, "morning"))
    covered.driver.release()
    assert covered.driver.steps == ["Let Bo not moderate"]


def test_a_shift_that_is_moved_still_says_what_it_clashes_with(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(*CAST, Cover(id="torn", person="ada", day=DAY, start=10 * 60, end=12 * 60, room="hall"))
    )
    start = cover.shift("torn")

    cover.driver.take(start, start + cover.by(15))

    assert cover.label[-1] == "! Ada is in two places at 10:30: moderating Hall, and in “Workshop” in Lab."


# the view ------------------------------------------------------------------------------------------------


def test_the_selection_is_the_same_everywhere_and_clicks_show_people_and_rooms(cover: BoardDriver) -> None:
    # the selection is the same everywhere
    cover.driver.click(cover.session("demo"))
    assert cover.driver.plan.selected == ("demo",)
    cover.driver.plan.select(("panel",))
    assert cover.board.canvas.scene.selected == {(Session, "panel")}
    assert cover.board.current == (Session, "panel")

    # a click on a person shows them
    cover.driver.click(cover.person("bo"))
    assert cover.driver.plan.shown == (Person, "bo")

    # a click on a head shows the room
    cover.driver.click(cover.head("lab"))
    assert cover.driver.plan.shown == (Room, "lab")

    # zoom is that of the board when it is in sight
    timeline = cover.driver.canvas.scale_now
    before = cover.board.canvas.scale_now
    cover.driver.does("zoom_in")
    assert cover.board.canvas.scale_now == pytest.approx(before * 1.25)
    cover.driver.does("zoom_out")
    assert cover.board.canvas.scale_now == pytest.approx(before)
    cover.driver.does("fit")
    assert cover.board.layout.grid.height == pytest.approx(cover.board.canvas.viewport().height() - 8, abs=1)
    assert cover.driver.canvas.scale_now == timeline


def test_with_thirty_rooms_the_lane_for_every_room_stays_while_they_scroll(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(*(room(f"r{n}", n) for n in range(30)), person("bo"), talk("demo", "r29", "09:00-10:00"))
    )

    cover.driver.plan.select(("demo",))
    cover.driver.drag(cover.person("bo"), cover.lane(None, "14:00"))
    cover.driver.drag(cover.person("bo"), cover.session("demo"))

    assert cover.board.canvas.horizontalScrollBar().value() > 0
    assert cover.shifts == ["bo all rooms 08:00-18:00"]
    assert cover.driver.steps == ["Let Bo moderate", "Let Bo moderate “Demo”"]


def test_without_rooms_there_is_one_lane_for_the_venue(hands_on: HandsOn) -> None:
    cover = BoardDriver(hands_on(person("bo"), talk("demo", "", "09:00-10:00")))
    for name in ("hall", "lab"):
        cover.driver.document.apply(lambda agenda, name=name: delete_room(agenda, name))

    cover.driver.drag(cover.person("bo"), cover.lane(None, "09:30"))

    assert cover.shifts == ["bo all rooms 08:00-18:00"]
    assert cover.page.count.text() == "✓ Every session has a moderator"


def test_an_empty_day_and_no_people_say_what_to_do(hands_on: HandsOn) -> None:
    cover = BoardDriver(hands_on())

    assert cover.page.count.text() == "No session to moderate is placed yet"
    assert cover.page.people.hint.text() == "No people yet. Select a session and press Enter to type who moderates it."


def test_the_count_is_of_what_the_board_marks(hands_on: HandsOn) -> None:
    cover = BoardDriver(
        hands_on(person("cleo"), *(talk(f"t{n}", "hall", f"{9 + n:02}:00-{9 + n:02}:30") for n in range(3)))
    )
    for kinds, expected in (
        ("panel panel talk", "3 of 3 sessions have no moderator · 2 of them need one"),
        ("panel+ panel talk+", "1 of 3 sessions has no moderator · 1 of them needs one"),
        ("panel+ talk talk", "2 of 3 sessions have no moderator · optional"),
        ("talk talk+ talk", "2 of 3 sessions have no moderator"),
        ("talk talk+ break", "1 of 2 sessions has no moderator"),
        ("panel+ talk+ break", "✓ Every session has a moderator"),
    ):
        for n, kind in enumerate(kinds.split()):
            fields = {"kind": Kind(kind.strip("+")), "people": (moderator("cleo"),) if "+" in kind else ()}
            cover.driver.document.apply(lambda now, n=n, fields=fields: edit(now, Session, f"t{n}", **fields))

        assert cover.page.count.text() == expected
        contents = [cover.board.canvas.scene.contents[Session, f"t{n}"] for n in range(3)]
        marked = sum(content.missing for content in contents if isinstance(content, BoardSessionContent))
        assert (expected.split()[0] if marked else "✓") == (str(marked) if marked else expected[0])


def test_a_closed_conference_leaves_no_board(cover: BoardDriver) -> None:
    cover.driver.drag(cover.person("bo"), cover.session("demo"))
    cover.driver.key(Key.Key_Return, Key.Key_Escape)
    board = ref(cover.board)
    del cover.board, cover.page

    cover.driver.reopen()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert board() is None


def test_another_day_is_shown_after_a_change_that_it_did_not_see(hands_on: HandsOn) -> None:
    driver = hands_on(
        day(), day(FRIDAY), room("hall"), talk("panel", "hall", "09:00-09:40", kind=Kind.PANEL),
        talk("then", "hall", "10:00-10:40", kind=Kind.PANEL, on=FRIDAY),
    )  # fmt: skip
    cover = BoardDriver(driver)
    driver.does("go_agenda")
    driver.document.apply(lambda agenda: delete_entities(agenda, Session, ("panel",)))

    driver.does("next_day", "go_cover")

    assert cover.board.layout.find_boxes((Session, "then"))
    assert driver.plan.day.date == FRIDAY


def test_who_cannot_moderate_one_of_several_sessions_is_told_before_the_choice(hands_on: HandsOn) -> None:
    board = BoardDriver(
        hands_on(
            day(), room("hall"), room("lab", 1), person("ada"), talk("one", "hall", "09:00-10:00"),
            talk("two", "hall", "11:00-12:00"), talk("own", "lab", "11:00-12:00", people=(speaker("ada"),)),
        )
    )  # fmt: skip
    board.page._document.plan.select(["one", "two"])

    popup = board.page.ask_for_moderator("one")

    assert popup.said.text() == "! Ada is in two places at 11:00: “Own” and “Two”."
    popup._choose_row(0)
    assert (board.moderators("one"), board.moderators("two")) == (("ada",), ("ada",))
    assert board.page.findChildren(QMenu) == []
    board.page._show_menu(QPoint(9, 9))
    QApplication.activePopupWidget().close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert board.page.findChildren(QMenu) == []


def test_a_typed_name_of_two_people_chooses_neither(hands_on: HandsOn) -> None:
    twins = (person("one", name="Ada Ek"), person("two", name="Ada Ek"))
    board = BoardDriver(hands_on(room("hall"), *twins, talk("keynote", "hall", "09:00-10:00")))
    popup = board.page.ask_for_moderator("keynote")

    assert popup._emit_choice(PersonChoice("Ada Ek")) is False

    assert (popup.said.text(), board.moderators("keynote")) == ("2 people are called “Ada Ek”.", ())
