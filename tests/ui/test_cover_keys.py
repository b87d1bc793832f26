"""The moderators' board by keys, on several days, and for a screen reader; what is painted anew; loads."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAccessible, QRegion

from planner.commands.people import add_person
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Entity, Person, Session
from planner.domain.span import parse_clock_time
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Kind, State, Status
from tests.builders import DAY, FRIDAY, agenda, day, moderator, person, room, span, speaker, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.test_foreign_text import names
from tests.ui.window_driver import ALT, BOTTOM, CTRL, NONE, SHIFT, HandsOn, Key, Painted, focused
from ui.features.moderators.board_layers import BoardLayer, BoardPainter
from ui.features.moderators.board_tools import (
    ModeratorLoad,
    compute_coverage,
    new_person_conflicts,
    sessions_gaining_moderator,
)
from ui.kit.theme.theme import LIGHT
from ui.plan.canvas.scene import dirty_region

CAST: tuple[Entity, ...] = (
    day(), day(FRIDAY), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
    talk("keynote", "hall", "09:00-09:45", people=(moderator("ada"),)),
    talk("demo", "hall", "10:30-11:15"), talk("workshop", "lab", "10:30-11:30", people=(speaker("ada"),)),
    talk("farewell", "hall", "09:00-10:00", on=FRIDAY, kind=Kind.PANEL),
)  # fmt: skip


@pytest.fixture
def cover(hands_on: HandsOn, screen_reader: None) -> BoardDriver:
    """Return a window driver for two days with three sessions without a moderator and one shift without any to
    moderate, with a screen reader on.
    """
    return BoardDriver(
        hands_on(*CAST, Cover(id="morning", person="bo", day=DAY, start=9 * 60, end=10 * 60, room="lab"))
    )


def at(cover: BoardDriver) -> str | None:
    return cover.board.current[1] if cover.board.current else None


def test_ctrl_down_goes_to_what_nobody_moderates_and_arrows_to_all(cover: BoardDriver) -> None:
    # the count and the days say how many are left
    assert cover.page.count.text() == "3 of 4 sessions have no moderator · 1 of them needs one"
    assert [cover.page.day_tabs.tabText(n) for n in range(2)] == ["Thu 25 Apr  (2)", "Fri 26 Apr  (1)"]

    # also on the next day
    visited = []
    for _ in range(4):
        cover.proceed()
        visited.append(at(cover))
    assert visited == ["demo", "workshop", "farewell", "demo"]
    cover.driver.key(Key.Key_Up, modifiers=CTRL)  # goes back
    assert (at(cover), cover.driver.plan.day.date) == ("farewell", FRIDAY)

    # arrows walk sessions and shifts
    cover.anew()
    cover.driver.plan.select(("keynote",))
    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_Up, Key.Key_Right):
        cover.driver.key(key)
        walked.append(at(cover))
    assert walked == ["coffee", "demo", "workshop", "demo", "coffee", "keynote", "morning"]
    assert cover.driver.plan.shown == (Cover, "morning")


def test_enter_and_a_few_letters_give_a_moderator_or_a_new_person(cover: BoardDriver) -> None:
    # enter and a few letters give a moderator
    cover.proceed(Key.Key_Return)
    assert cover.person_popup.accessibleName() == "Moderator of “Demo”"
    cover.driver.type("bo", Key.Key_Return)
    assert (cover.moderators("demo"), cover.board.canvas.hasFocus()) == (("bo",), True)

    # enter on several sessions gives all of them one
    cover.anew()
    cover.driver.plan.select(("demo", "workshop"))
    cover.driver.key(Key.Key_Return)
    assert cover.person_popup.accessibleName() == "Moderator of 2 sessions"
    cover.driver.type("bo", Key.Key_Return)
    assert (cover.moderators("demo"), cover.moderators("workshop")) == (("bo",), ("bo",))
    assert cover.driver.steps == ["Let Bo moderate 2 sessions"]

    # arrows choose among the people
    cover.anew()
    cover.proceed(Key.Key_Return, Key.Key_Down, Key.Key_Return)
    assert cover.moderators("demo") == ("bo",)

    # a name that nobody has is a new person
    cover.anew()
    cover.proceed(Key.Key_Return)
    cover.driver.type("Cleo", Key.Key_Return)
    (cleo,) = cover.moderators("demo")
    assert (cover.driver.agenda.people[cleo].name, cover.driver.steps) == ("Cleo", ["Let Cleo moderate “Demo”"])

    # the chooser says why somebody could not, and escape closes it
    cover.anew()
    cover.proceed(Key.Key_Return)
    cover.driver.type("ada")
    assert cover.person_popup.said.text() == "! Ada is in two places at 10:30: “Demo” and “Workshop”."
    cover.anew()
    cover.proceed(Key.Key_Return)
    assert len(cover.choosers) == 1
    cover.driver.key(Key.Key_Escape)
    assert (cover.choosers, cover.driver.steps) == ([], [])


def test_keys_give_the_shift_around_a_session_its_room_or_the_day_to_somebody(cover: BoardDriver) -> None:
    for on_session, key, modifiers, expected in (
        (True, Key.Key_Return, SHIFT, "bo hall 10:30-18:00"),  # between the pauses
        (True, Key.Key_Insert, NONE, "bo hall 10:30-18:00"),
        (True, Key.Key_Return, CTRL, "bo hall all day"),
        (True, Key.Key_Return, CTRL | SHIFT, "bo all rooms all day"),
        (False, Key.Key_Return, CTRL | SHIFT, "bo all rooms all day"),  # while nothing is selected
    ):
        if on_session:
            cover.proceed()
        cover.driver.key(key, modifiers=modifiers)
        cover.driver.type("bo", Key.Key_Return)
        assert expected in cover.shifts
        assert cover.driver.plan.shown[0] is Cover
        cover.anew()


def test_letters_type_a_name_and_none_is_lost(hands_on: HandsOn) -> None:
    cover = BoardDriver(hands_on(*CAST))
    assert (at(cover), cover.driver.plan.selected) == ("keynote", ())
    cover.driver.document.apply(lambda now: add_person(now, "mark", name="Mark Nilsson"))
    cover.driver.type("Mark")  # nothing is selected: somebody is looked for
    assert (cover.page.people.search.text(), cover.page.people.search.hasFocus()) == ("Mark", True)

    cover.page.people.search.clear()
    cover.board.canvas.setFocus()
    cover.proceed()
    for typed in ("mark", "nils"):
        cover.driver.type(typed[0])
        cover.driver.type(typed[1:])
        assert (cover.person_popup.line.typed, cover.person_popup.accessibleName()) == (typed, "Moderator of “Demo”")
        cover.driver.key(Key.Key_Return)
        assert cover.moderators("demo") == ("mark",)
        cover.driver.does("undo")


def test_keys_pull_a_shift_and_take_it_or_a_moderator_away(cover: BoardDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    # alt and arrows pull a shift
    for key, modifiers, expected in (
        (Key.Key_Down, ALT, "bo lab 09:05-10:05"),  # later
        (Key.Key_Up, ALT, "bo lab 08:55-09:55"),  # earlier
        (Key.Key_Left, ALT, "bo hall 09:00-10:00"),  # the room before
        (Key.Key_Down, ALT | SHIFT, "bo lab 09:00-10:05"),  # longer
        (Key.Key_Up, ALT | SHIFT, "bo lab 09:00-09:55"),  # shorter
    ):
        cover.driver.plan.show(Cover, "morning")
        cover.driver.key(key, modifiers=modifiers)
        assert cover.shifts == [expected]
        cover.anew()

    # alt and left from the first room is all rooms
    cover.driver.plan.show(Cover, "morning")
    cover.driver.key(Key.Key_Left, Key.Key_Left, modifiers=ALT)
    assert cover.shifts == ["bo all rooms 09:00-10:00"]

    # what is refused is not spoken as moved
    said = list[str]()
    monkeypatch.setattr("ui.features.moderators.board.announce", lambda _widget, words: said.append(words))
    cover.driver.key(Key.Key_Down, modifiers=ALT)
    monkeypatch.setattr("ui.features.moderators.board.edit_cover", Mock(side_effect=EstradError(Text("No."))))
    cover.driver.key(Key.Key_Down, modifiers=ALT)
    assert said == ["Moderator Bo, all rooms, 09:05 to 10:05, Not asked"]

    # delete takes a moderator out
    cover.anew()
    cover.driver.plan.select(("keynote",))
    cover.driver.key(Key.Key_Delete)
    assert cover.moderators("keynote") == ()
    assert "keynote" in cover.driver.agenda.sessions

    # delete takes a shift away
    cover.anew()
    cover.driver.plan.show(Cover, "morning")
    cover.driver.key(Key.Key_Delete)
    assert cover.shifts == []


def test_the_board_is_a_list_that_says_who_moderates_how_much(cover: BoardDriver) -> None:
    # the board is a list that says who moderates
    assert QAccessible.queryAccessibleInterface(cover.board.canvas).text(QAccessible.Text.Name) == "Who moderates what"
    assert names(cover.board.canvas) == [
        "Moderator Bo, Lab, 09:00 to 10:00, Not asked",
        "Keynote, Hall, 09:00 to 09:45, Moderator Ada",
        "Coffee, all rooms, 10:00 to 10:30",
        "Demo, Hall, 10:30 to 11:15, No moderator",
        "Workshop, Lab, 10:30 to 11:30, No moderator",
    ]

    # the people say how much they moderate
    assert names(cover.page.people.list) == [
        "Ada, 45 min · 1 session",
        "Bo, a shift without sessions",
    ]


def test_a_file_that_cannot_be_changed_is_only_looked_at(cover: BoardDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover.driver.workspace, "writable", False)
    cover.proceed(Key.Key_Return)
    cover.driver.drag(cover.person("bo"), cover.session("demo"))

    assert cover.driver.steps == []
    assert cover.driver.plan.shown in ((Session, "demo"), (Person, "bo"))


# the popup's offers ---------------------------------------------------------------------------------------


def test_enter_and_tab_take_whom_one_reads_or_a_new_person(hands_on: HandsOn) -> None:
    cover = BoardDriver(hands_on(*CAST, Person(id="stefan", name="Stefan Singman"), Person(id="gun", name="Gunilla Ek"),
                                Person(id="anna", name="Anna Bergström")))  # fmt: skip
    for typed, keys, who in (
        ("Stef", (Key.Key_Return,), "Stefan Singman"), ("Stef", (Key.Key_Tab,), "Stefan Singman"),
        ("gun", (Key.Key_Tab,), "Gunilla Ek"), ("Ek", (Key.Key_Return,), "Gunilla Ek"), ("Stef,", (), "Stef"),
        ("Anna Berg", (Key.Key_Return,), "Anna Berg"), ("Stef", (Key.Key_Backspace, Key.Key_Return), "Stef"),
    ):  # fmt: skip
        cover.proceed(Key.Key_Return)
        cover.driver.type(typed)
        assert "," in typed or who == "Anna Berg" or cover.person_popup.line.selectedText() != ""
        cover.driver.key(*keys)
        assert [cover.driver.agenda.people[one].name for one in cover.moderators("demo")] == [who]
        cover.anew()

    cover.proceed(Key.Key_Return)
    cover.driver.type("Stef")
    assert cover.person_popup.new.text() == "Add “Stef” as a new person"  # a row of its own
    assert cover.person_popup.current == cover.driver.agenda.people["stefan"]
    cover.driver.key(Key.Key_Down, Key.Key_Return)
    (new,) = cover.moderators("demo")
    assert cover.driver.agenda.people[new].name == "Stef"


# what is painted anew -----------------------------------------------------------------------------------


EVERYWHERE = Cover(id="all", person="bo", day=DAY, start=parse_clock_time("09:00"), end=parse_clock_time("12:00"))


@pytest.fixture
def wide(hands_on: HandsOn) -> BoardDriver:
    """Return a window driver for twelve rooms, more than are in sight, and a shift in all rooms."""
    return BoardDriver(
        hands_on(
            *(room(f"r{n}", n) for n in range(12)), person("bo"), talk("demo", "r0", "09:00-17:00"), EVERYWHERE
        )
    )  # fmt: skip


def painted_by_a_move(wide: BoardDriver) -> QRegion:
    """Return what is painted of the board when the pointer moves a little within the session."""
    wide.driver.on_screen()
    watch = Painted(wide.board.canvas.viewport())
    wide.driver.move(wide.session("demo") + QPoint(5, 5))
    QCoreApplication.sendPostedEvents()
    return watch.region


def test_a_moved_pointer_paints_no_more_than_the_label(wide: BoardDriver) -> None:
    # a pointer that passes over a session paints nothing
    wide.driver.move(wide.session("demo"))
    assert painted_by_a_move(wide).isEmpty()

    # inside of one target only the label moves
    wide.driver.take(wide.person("bo"), wide.session("demo"))
    assert 0 < painted_by_a_move(wide).boundingRect().height() < wide.board.canvas.viewport().height() / 2


def test_a_board_that_is_scrolled_sideways_is_painted_from_edge_to_edge(wide: BoardDriver) -> None:
    canvas = wide.board.canvas
    for across in (40, 400):
        canvas.horizontalScrollBar().setValue(across)
        layers, before = [BoardLayer(BoardPainter(wide.board.document.plan))], canvas.scene

        region = dirty_region(layers, before, replace(before, person="bo"))

        assert before.area.x() == across
        assert QRegion(canvas.viewport().rect()).subtracted(region).isEmpty()


def test_a_dragged_shift_that_begins_above_what_is_in_sight_is_painted_from_the_edge(wide: BoardDriver) -> None:
    canvas = wide.board.canvas
    canvas.zoom(4)
    canvas.verticalScrollBar().setValue(round(wide.board.layout.grid.y(parse_clock_time("08:45"))))
    wide.driver.take(wide.person("bo"), wide.head("r1"))
    x = canvas.viewport().mapFrom(wide.driver.window, wide.head("r1")).x()

    image = canvas.viewport().grab().toImage()

    assert canvas.verticalScrollBar().value() > 10
    assert {image.pixelColor(x, y).name() for y in range(4)} == {LIGHT.colour("accent_soft").name()}


def test_a_shift_that_is_dragged_away_is_pale_where_it_was_and_no_other_is(hands_on: HandsOn) -> None:
    later = replace(EVERYWHERE, id="later", start=parse_clock_time("14:00"), end=parse_clock_time("16:00"))
    wide = BoardDriver(hands_on(room("hall"), person("bo"), talk("demo", "hall", "09:00-17:00"), EVERYWHERE, later))
    view = wide.board.canvas.viewport()
    spots = [view.mapFrom(wide.driver.window, wide.shift(name, BOTTOM)) - QPoint(0, 8) for name in ("all", "later")]

    def inks() -> list[str]:
        image = view.grab().toImage()
        return [image.pixelColor(spot).name() for spot in spots]

    before = inks()
    wide.driver.take(wide.shift("all"), wide.lane("hall", "16:30"))
    now = inks()

    full = LIGHT.colour("accent_soft").name()
    assert (before, now[1]) == ([full, full], full)
    assert now[0] != full


# loads and conflicts, computed without a window ---------------------------------------------------------


def shift(person_id: str = "ada", times: str = "", room_id: str | None = None, **fields: object) -> Cover:
    """Return a shift on DAY, over the whole day if no times are given."""
    start, end = (parse_clock_time(time) for time in times.split("-")) if times else (None, None)
    given = {"id": "shift", "person": person_id, "day": DAY, "start": start, "end": end, "room": room_id}
    return Cover(**{**given, **fields})  # type: ignore[arg-type]


# moderators' loads ---------------------------------------------------------------------------------------


def conference(*covers: Cover) -> Agenda:
    """Return a morning in two rooms: `own` has a moderator, `bare` and `beside` have none."""
    return agenda(
        person("ada"), person("bo"), *covers, talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
        talk("own", "hall", "09:00-10:00", people=(moderator("bo"),)), talk("bare", "hall", "10:30-11:00"),
        talk("beside", "lab", "10:30-11:00"), talk("off", "lab", "11:00-11:30", status=Status.CANCELLED), talk("waits"),
    )  # fmt: skip


def test_pauses_the_cancelled_the_waiting_and_who_has_declined_do_not_count() -> None:
    found = compute_coverage(conference())

    assert (found.counted, found.missing) == (("own", "bare", "beside"), ("bare", "beside"))
    assert compute_coverage(conference(shift(room_id="hall", state=State.DECLINED))).missing == found.missing

    # parallel sessions count their minutes once
    found = compute_coverage(conference(shift("ada", "10:00-12:00")))

    assert (found.missing, found.work) == ((), {"ada": ModeratorLoad(2, 30), "bo": ModeratorLoad(1, 60)})

    # a shift gives a moderator to what has none of its own
    assert sessions_gaining_moderator(conference(), shift(room_id="hall")) == {"bare"}
    assert sessions_gaining_moderator(conference(), shift()) == {"bare", "beside"}


def test_a_clash_that_was_there_before_is_no_new_one() -> None:
    found = agenda(
        person("ada", availability=(span("13:00-14:00"),)), talk("talk", "lab", "09:30-09:45", people=(speaker("ada"),))
    )  # fmt: skip

    assert new_person_conflicts(found, found, "ada") == ()


def test_del_does_nothing_to_what_is_selected_on_another_day(cover: BoardDriver) -> None:
    plan, board = cover.driver.plan, cover.board
    plan.select(["keynote"])
    plan.show_day(cover.driver.agenda.days_in_order[1])
    cover.page.people.search.setFocus()
    while focused() is not board.canvas:
        cover.driver.key(Key.Key_Tab)
    assert board.current == (Session, "farewell")
    cover.driver.key(Key.Key_Delete)
    assert (cover.driver.steps, cover.moderators("keynote")) == ([], ("ada",))


def test_people_are_found_without_their_accents(hands_on: HandsOn) -> None:
    board = BoardDriver(hands_on(day(), room("hall"), person("ada", name="Åsa Lindén"), person("bo")))
    board.page.people.search.setText("asa linden")
    assert [one.id for one in board.page.people.list.people.rows] == ["ada"]
