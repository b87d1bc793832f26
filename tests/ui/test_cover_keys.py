"""The moderators' board with the keyboard alone, on several days, and for a screen reader."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from planner.domain.entities import Cover, Entity, Person, Session
from planner.domain.enums import Kind
from planner.domain.span import minutes_of
from tests.builders import DAY, day, moderator, person, room, speaker, talk
from tests.ui.board_driver import BoardDriver
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import ALT, SHIFT, Key

pytestmark = pytest.mark.usefixtures("forms_sleep")

FRIDAY = DAY + timedelta(1)
CAST: tuple[Entity, ...] = (
    day(), day(FRIDAY), room("hall"), room("lab", 1), person("ada"), person("bo"),
    talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
    talk("keynote", "hall", "09:00-09:45", people=(moderator("ada"),)),
    talk("demo", "hall", "10:30-11:15"), talk("workshop", "lab", "10:30-11:30", people=(speaker("ada"),)),
    talk("farewell", "hall", "09:00-10:00", on=FRIDAY, kind=Kind.PANEL),
)  # fmt: skip
MORNING = Cover(id="morning", person="bo", day=DAY, start=minutes_of("09:00"), end=minutes_of("10:00"), room="lab")


@pytest.fixture
def cover(hands_on: HandsOn) -> Iterator[BoardDriver]:
    """Yield a window driver for two days with three sessions without a moderator and one shift without any to
    moderate, with a screen reader on.
    """
    QAccessible.setActive(True)
    yield BoardDriver(hands_on(*CAST, MORNING))
    QAccessible.setActive(False)


def at(cover: BoardDriver) -> str | None:
    """Return the id of the current row of the board."""
    return cover.board.commands.current[1] if cover.board.commands.current else None


def test_n_goes_to_what_nobody_moderates_also_on_the_next_day(cover: BoardDriver) -> None:
    visited = []
    for _ in range(4):
        cover.driver.key(Key.Key_N)
        visited.append(at(cover))

    assert visited == ["demo", "workshop", "farewell", "demo"]


def test_shift_n_goes_back(cover: BoardDriver) -> None:
    cover.driver.key(Key.Key_N)
    cover.driver.key(Key.Key_N, modifiers=SHIFT)

    assert at(cover) == "farewell"
    assert cover.driver.page.document.day.date == FRIDAY


def test_the_count_and_the_days_say_how_many_are_left(cover: BoardDriver) -> None:
    assert cover.page.count.text() == "3 of 4 sessions have no moderator · 1 of them needs one"
    assert [cover.page.day_tabs.tabText(n) for n in range(2)] == ["Thu 25 Apr  (2)", "Fri 26 Apr  (1)"]


def test_arrows_walk_sessions_and_stretches(cover: BoardDriver) -> None:
    cover.driver.page.document.select(("keynote",))
    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_Up, Key.Key_Right):
        cover.driver.key(key)
        walked.append(at(cover))

    assert walked == ["coffee", "demo", "workshop", "demo", "coffee", "keynote", "morning"]
    assert cover.driver.page.document.shown == (Cover, "morning")


def test_enter_and_a_few_letters_give_a_moderator(cover: BoardDriver) -> None:
    cover.driver.key(Key.Key_N, Key.Key_Return)
    assert cover.person_popup.accessibleName() == "Moderator of “Demo”"

    cover.driver.type("bo")
    cover.driver.key(Key.Key_Return)

    assert cover.moderators("demo") == ("bo",)
    assert cover.board.canvas.hasFocus()


def test_enter_on_several_sessions_gives_all_of_them_one(cover: BoardDriver) -> None:
    cover.driver.page.document.select(("demo", "workshop"))
    cover.driver.key(Key.Key_Return)
    assert cover.person_popup.accessibleName() == "Moderator of 2 sessions"

    cover.driver.type("bo")
    cover.driver.key(Key.Key_Return)

    assert (cover.moderators("demo"), cover.moderators("workshop")) == (("bo",), ("bo",))
    assert cover.driver.steps == ["Let Bo moderate 2 sessions"]


def test_arrows_choose_among_the_people(cover: BoardDriver) -> None:
    cover.driver.key(Key.Key_N, Key.Key_Return, Key.Key_Down, Key.Key_Return)

    assert cover.moderators("demo") == ("bo",)


def test_a_name_that_nobody_has_is_a_new_person(cover: BoardDriver) -> None:
    cover.driver.key(Key.Key_N, Key.Key_Return)
    cover.driver.type("Cleo")
    cover.driver.key(Key.Key_Return)

    (cleo,) = cover.moderators("demo")
    assert cover.driver.agenda.people[cleo].name == "Cleo"
    assert cover.driver.steps == ["Let Cleo moderate “Demo”"]


def test_the_chooser_says_why_somebody_could_not(cover: BoardDriver) -> None:
    cover.driver.key(Key.Key_N, Key.Key_Return)
    cover.driver.type("ada")

    assert cover.person_popup.said.text() == "! Ada is in two places at 10:30: “Demo” and “Workshop”."


def test_escape_closes_the_chooser(cover: BoardDriver) -> None:
    cover.driver.key(Key.Key_N, Key.Key_Return)
    assert len(cover.choosers) == 1

    cover.driver.key(Key.Key_Escape)

    assert cover.choosers == []
    assert cover.driver.steps == []


@pytest.mark.parametrize(
    ("key", "shift", "expected"),
    [
        pytest.param(Key.Key_M, False, "bo hall 10:30-18:00", id="M: between the pauses"),
        pytest.param(Key.Key_Insert, False, "bo hall 10:30-18:00", id="Insert as well"),
        pytest.param(Key.Key_M, True, "bo hall all day", id="Shift+M: the whole day"),
    ],
)
def test_m_gives_the_stretch_around_a_session_to_somebody(
    cover: BoardDriver, key: Key, shift: bool, expected: str
) -> None:
    cover.driver.key(Key.Key_N)
    cover.driver.key(key, **({"modifiers": SHIFT} if shift else {}))
    cover.driver.type("bo")
    cover.driver.key(Key.Key_Return)

    assert expected in cover.shifts
    assert cover.driver.page.document.shown[0] is Cover


def test_delete_takes_a_moderator_out(cover: BoardDriver) -> None:
    cover.driver.page.document.select(("keynote",))
    cover.driver.key(Key.Key_Delete)

    assert cover.moderators("keynote") == ()
    assert "keynote" in cover.driver.agenda.sessions


def test_delete_takes_a_stretch_away(cover: BoardDriver) -> None:
    cover.driver.page.document.show(Cover, "morning")
    cover.driver.key(Key.Key_Delete)

    assert cover.shifts == []


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        pytest.param(Key.Key_Down, ALT, "bo lab 09:05-10:05", id="later"),
        pytest.param(Key.Key_Up, ALT, "bo lab 08:55-09:55", id="earlier"),
        pytest.param(Key.Key_Left, ALT, "bo hall 09:00-10:00", id="the room before"),
        pytest.param(Key.Key_Down, ALT | SHIFT, "bo lab 09:00-10:05", id="longer"),
        pytest.param(Key.Key_Up, ALT | SHIFT, "bo lab 09:00-09:55", id="shorter"),
    ],
)
def test_alt_and_arrows_pull_a_stretch(
    cover: BoardDriver, key: Key, modifiers: Qt.KeyboardModifier, expected: str
) -> None:
    cover.driver.page.document.show(Cover, "morning")
    cover.driver.key(key, modifiers=modifiers)

    assert cover.shifts == [expected]


def test_alt_and_left_from_the_first_room_is_every_room(cover: BoardDriver) -> None:
    cover.driver.page.document.show(Cover, "morning")
    cover.driver.key(Key.Key_Left, Key.Key_Left, modifiers=ALT)

    assert cover.shifts == ["bo every room 09:00-10:00"]


def test_the_board_is_a_list_that_says_who_moderates(cover: BoardDriver) -> None:
    found = QAccessible.queryAccessibleInterface(cover.board.canvas)

    assert found.text(QAccessible.Text.Name) == "Who moderates what"
    assert [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())] == [
        "Moderator Bo, Lab, 09:00 to 10:00, Not asked",
        "Keynote, Hall, 09:00 to 09:45, Moderator Ada",
        "Coffee, whole venue, 10:00 to 10:30",
        "Demo, Hall, 10:30 to 11:15, No moderator",
        "Workshop, Lab, 10:30 to 11:30, No moderator",
    ]


def test_the_people_say_how_much_they_moderate(cover: BoardDriver) -> None:
    found = QAccessible.queryAccessibleInterface(cover.page.people.list)

    assert [found.child(n).text(QAccessible.Text.Name) for n in range(found.childCount())] == [
        "Ada, 45 min · 1 session",
        "Bo, a stretch without sessions",
    ]


def test_a_file_that_cannot_be_changed_is_only_looked_at(cover: BoardDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover.driver.page.document.workspace, "writable", False)
    cover.driver.key(Key.Key_N, Key.Key_Return)
    cover.driver.drag(cover.person("bo"), cover.session("demo"))

    assert cover.driver.steps == []
    assert cover.driver.page.document.shown in ((Session, "demo"), (Person, "bo"))


# the popup's offers ---------------------------------------------------------------------------------------


def asked(hands_on: HandsOn) -> BoardDriver:
    """Open the popup for the moderator of “Demo”, with people who have full names."""
    cover = BoardDriver(hands_on(*CAST, Person(id="stefan", name="Stefan Singman"), Person(id="gun", name="Gunilla Ek"),
                                Person(id="anna", name="Anna Bergström")))  # fmt: skip
    cover.driver.key(Key.Key_N, Key.Key_Return)
    return cover


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
@pytest.mark.parametrize(("typed", "who"), [("Stef", "stefan"), ("gun", "gun"), ("Ek", "gun")])
def test_enter_and_tab_take_whom_one_reads(hands_on: HandsOn, key: Key, typed: str, who: str) -> None:
    cover = asked(hands_on)
    cover.driver.type(typed)
    assert cover.person_popup.line.selectedText() != ""

    cover.driver.key(key)

    assert cover.moderators("demo") == (who,)


@pytest.mark.parametrize(
    ("typed", "keys"), [("Stef,", ()), ("Anna Berg", (Key.Key_Return,)), ("Stef", (Key.Key_Backspace, Key.Key_Return))]
)
def test_what_was_typed_is_a_new_person(hands_on: HandsOn, typed: str, keys: tuple[Key, ...]) -> None:
    cover = asked(hands_on)
    cover.driver.type(typed)
    cover.driver.key(*keys)

    (new,) = cover.moderators("demo")
    assert cover.driver.agenda.people[new].name == typed.removesuffix(",")


def test_a_new_person_has_a_row_of_its_own(hands_on: HandsOn) -> None:
    cover = asked(hands_on)
    cover.driver.type("Stef")
    assert cover.person_popup.new.text() == "Add “Stef” as a new person"
    assert cover.person_popup.current == cover.driver.agenda.people["stefan"]

    cover.driver.key(Key.Key_Down, Key.Key_Return)

    (new,) = cover.moderators("demo")
    assert cover.driver.agenda.people[new].name == "Stef"
