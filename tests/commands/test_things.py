"""Tests of creating, changing and deleting things: what happens to references, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from planner.commands.conference import new_conference
from planner.commands.edit import FIELD_NAMES, LONGEST_TEXT, edit, name_of
from planner.commands.people import add_person, delete_person
from planner.commands.sessions import (
    add_appearance,
    add_session,
    change_appearance,
    delete_session,
    duplicate_session,
    remove_appearance,
)
from planner.commands.venue import (
    add_day,
    add_room,
    add_track,
    delete_day,
    delete_room,
    delete_track,
    move_day,
    move_room,
)
from planner.domain.change import Change
from planner.domain.entities import ENTITY_TYPES, Conference, Day, Person, Room, Session, Track, Venue
from planner.domain.enums import Kind, Role, State
from planner.domain.errors import EstradError
from planner.domain.value_objects import Placement
from tests.builders import DAY, agenda, day, moderator, person, room, span, speaker, talk, track

NEXT = DAY + timedelta(days=1)
PLAN = agenda(
    day(),
    day(NEXT, "20:00", "27:00"),
    room("hall"),
    room("lab", 1),
    room("attic", 2),
    track("law"),
    person("ada"),
    person("bo"),
    talk("a", "hall", "09:00-09:30", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("both", ("hall", "lab"), "10:00-11:00", people=(moderator("ada"),)),
    talk("night", "lab", "22:00-26:00", on=NEXT),
    talk("waits", track="law"),
)
A, BOTH, NIGHT, WAITS = (PLAN.sessions[name] for name in ("a", "both", "night", "waits"))


def edits(change: Change) -> list[tuple[object, object]]:
    """Return the pairs of before and after of a change."""
    return [(edit.before, edit.after) for edit in change.edits]


def put(session: Session, *rooms: str) -> Session:
    """Return the session placed in other rooms."""
    assert session.placement
    return replace(session, placement=replace(session.placement, rooms=rooms))


CASES: list[tuple[Callable[[], Change], str, list[tuple[object, object]]]] = [
    (
        lambda: add_room(PLAN, "new", name=" Sal  C ", seats=40),
        "Add room “Sal C”",
        [(None, Room(id="new", name="Sal C", seats=40, position=3))],
    ),
    (
        lambda: move_room(PLAN, "attic", -1),
        "Move room “Attic”",
        [(room("attic", 2), room("attic", 1)), (room("lab", 1), room("lab", 2))],
    ),
    (lambda: move_room(PLAN, "hall", -9), "Move room “Hall”", []),
    (
        lambda: delete_room(PLAN, "hall"),
        "Delete room “Hall” with 2 sessions in it",
        [(A, replace(A, placement=None)), (BOTH, put(BOTH, "lab")), (room("hall"), None)],
    ),
    (
        lambda: add_track(PLAN, "new", name="Tech", colour="teal"),
        "Add track “Tech”",
        [(None, Track(id="new", name="Tech", colour="teal", position=1))],
    ),
    (
        lambda: add_track(agenda(), "new", name="First"),
        "Add track “First”",
        [(None, Track(id="new", name="First", colour="royalblue", position=0))],
    ),
    (
        lambda: delete_track(PLAN, "law"),
        "Delete track “Law”, which had 2 sessions",
        [(A, replace(A, track=None)), (WAITS, replace(WAITS, track=None)), (track("law"), None)],
    ),
    (
        lambda: add_day(PLAN, "new", when=date(2024, 4, 27)),
        "Add day 2024-04-27",
        [(None, Day(id="new", date=date(2024, 4, 27), opens=1200, closes=1620))],
    ),
    (
        lambda: move_day(PLAN, "2024-04-26", date(2024, 5, 1)),
        "Move 2024-04-26 to 2024-05-01",
        [
            (PLAN.days["2024-04-26"], replace(PLAN.days["2024-04-26"], date=date(2024, 5, 1))),
            (NIGHT, replace(NIGHT, placement=Placement(span("22:00-26:00", date(2024, 5, 1)), ("lab",)))),
        ],
    ),
    (lambda: move_day(PLAN, "2024-04-26", NEXT), "Move day", []),
    (
        lambda: delete_day(PLAN, "2024-04-26"),
        "Delete day 2024-04-26 with 1 session on it",
        [(NIGHT, replace(NIGHT, placement=None)), (PLAN.days["2024-04-26"], None)],
    ),
    (
        lambda: add_person(PLAN, "cy", name="Cy\n Twombly", note="a\n b"),
        "Add Cy Twombly",
        [(None, Person(id="cy", name="Cy Twombly", note="a\n b"))],
    ),
    (
        lambda: delete_person(PLAN, "ada"),
        "Delete Ada, who was in 2 sessions",
        [(A, replace(A, people=(moderator("bo"),))), (BOTH, replace(BOTH, people=())), (person("ada"), None)],
    ),
    (
        lambda: add_session(PLAN, "new", title="Panel", kind=Kind.PANEL),
        "Add “Panel”",
        [(None, Session(id="new", number=5, title="Panel", kind=Kind.PANEL, minutes=45))],
    ),
    (
        lambda: add_session(PLAN, "new", title="Talk", minutes=5, placement=Placement(span("09:00-10:00"))),
        "Add “Talk”",
        [(None, Session(id="new", number=5, title="Talk", minutes=60, placement=Placement(span("09:00-10:00"))))],
    ),
    (lambda: delete_session(PLAN, "a"), "Delete “A”", [(A, None)]),
    (
        lambda: duplicate_session(PLAN, "a", "new"),
        "Duplicate “A”",
        [(None, replace(A, id="new", number=5, placement=None))],
    ),
    (
        lambda: add_appearance(PLAN, "waits", speaker("bo", State.INVITED)),
        "Add Bo to “Waits”",
        [(WAITS, replace(WAITS, people=(speaker("bo", State.INVITED),)))],
    ),
    (
        lambda: remove_appearance(PLAN, "a", "bo", Role.MODERATOR),
        "Remove Bo from “A”",
        [(A, replace(A, people=(speaker("ada"),)))],
    ),
    (lambda: remove_appearance(PLAN, "a", "bo", Role.HOST), "Remove Bo from “A”", []),
    (
        lambda: change_appearance(PLAN, "a", "bo", Role.MODERATOR, new_role=Role.SPEAKER, state=State.DECLINED),
        "Change Bo in “A”",
        [(A, replace(A, people=(speaker("ada"), speaker("bo", State.DECLINED))))],
    ),
    (
        lambda: change_appearance(PLAN, "a", "bo", Role.HOST, new_role=Role.SPEAKER, state=State.DECLINED),
        "Change Bo in “A”",
        [],
    ),
    (lambda: edit(PLAN, Session, "a", title=" Ä\r\n b"), "Change title of “A”", [(A, replace(A, title="Ä b"))]),
    (
        lambda: edit(PLAN, Session, "a", abstract="x\r\n\x00y "),
        "Change abstract of “A”",
        [(A, replace(A, abstract="x\ny"))],
    ),
    (lambda: edit(PLAN, Session, "a", title="B", note="n"), "Change “A”", [(A, replace(A, title="B", note="n"))]),
    (lambda: edit(PLAN, Session, "a", title="A"), "Change “A”", []),
    (lambda: edit(PLAN, Room, "hall", name="Hall"), "Change “Hall”", []),
    (
        lambda: edit(PLAN, Venue, "venue", latitude=59.3, longitude=18.1),
        "Change position on the map of “The Venue”",
        [(PLAN.venue, replace(PLAN.venue, latitude=59.3, longitude=18.1))],
    ),
    (
        lambda: edit(PLAN, Day, "2024-04-25", closes=1000),
        "Change closing time of “2024-04-25”",
        [(PLAN.days["2024-04-25"], replace(PLAN.days["2024-04-25"], closes=1000))],
    ),
]


@pytest.mark.parametrize(
    ("made", "label", "pairs"), CASES, ids=[f"{n} {label}" for n, (_, label, _p) in enumerate(CASES)]
)
def test_a_command(made: Callable[[], Change], label: str, pairs: list[tuple[object, object]]) -> None:
    change = made()

    assert (str(change.label), sorted(edits(change), key=repr)) == (label, sorted(pairs, key=repr))
    assert PLAN.after(change).after(change.inverse()) == PLAN


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: add_room(PLAN, "new", name="Hall"), "There is already a room “Hall”."),
    (lambda: add_room(PLAN, "new", name=" \x00 "), "It needs a name."),
    (lambda: add_room(PLAN, "new", name="Big", seats=-1), "-1 is not possible as seats."),
    (lambda: edit(PLAN, Room, "lab", name="Hall "), "There is already a room “Hall”."),
    (lambda: edit(PLAN, Room, "lab", seats=10**30), f"{10**30} is not possible as seats."),
    (
        lambda: add_track(PLAN, "t", name="T", colour="puce"),
        "That value is not possible: there is no such colour to choose.",
    ),
    (lambda: add_day(PLAN, "d", when=NEXT), "2024-04-26 is already a day of this conference."),
    (
        lambda: add_day(PLAN, "d", when=date(2024, 4, 27), opens=600, closes=600),
        "That value is not possible: a day opens before it closes, at the latest at the end of the following day.",
    ),
    (lambda: move_day(PLAN, "2024-04-25", NEXT), "2024-04-26 is already a day of this conference."),
    (lambda: delete_day(agenda(), "2024-04-25"), "A conference needs at least one day."),
    (lambda: add_person(PLAN, "p", name=""), "It needs a name."),
    (
        lambda: add_person(PLAN, "p", name="P", note="x" * (LONGEST_TEXT + 1)),
        "The text is too long as note: 100001 characters.",
    ),
    (
        lambda: add_session(PLAN, "s", title="S", minutes=0),
        "That value is not possible: a session lasts from 1 minute to 48 hours.",
    ),
    (lambda: add_session(PLAN, "s", title="S", minutes=-5), "-5 is not possible as length."),
    (
        lambda: add_session(PLAN, "s", title="S", placement=Placement(span("09:00-10:00", date(2024, 1, 1)))),
        "2024-01-01 is not a day of this conference.",
    ),
    (lambda: add_appearance(PLAN, "a", speaker("ada", State.DECLINED)), "Ada already has that role in “A”."),
    (lambda: edit(PLAN, Conference, "conference", title="\t"), "It needs a name."),
    (lambda: edit(PLAN, Conference, "conference", timezone="Europe/Lund"), "There is no time zone “Europe/Lund”."),
    (
        lambda: edit(PLAN, Conference, "conference", timezone="../../etc/passwd"),
        "There is no time zone “../../etc/passwd”.",
    ),
    (lambda: edit(PLAN, Conference, "conference", timezone=""), "There is no time zone “”."),
    (lambda: edit(PLAN, Conference, "conference", timezone="Europe"), "There is no time zone “Europe”."),
    (
        lambda: edit(PLAN, Venue, "venue", latitude=1.0),
        "That value is not possible: latitude and longitude go together.",
    ),
    (
        lambda: edit(PLAN, Venue, "venue", latitude=float("inf"), longitude=0.0),
        "That value is not possible: there is no such place on earth.",
    ),
    (
        lambda: edit(PLAN, Day, "2024-04-25", closes=100),
        "That value is not possible: a day opens before it closes, at the latest at the end of the following day.",
    ),
]


@pytest.mark.parametrize(("made", "problem"), REFUSED, ids=[f"{n} {text}" for n, (_, text) in enumerate(REFUSED)])
def test_a_command_refuses(made: Callable[[], object], problem: str) -> None:
    with pytest.raises(EstradError) as refused:
        made()

    assert str(refused.value.problem) == problem


def test_a_role_that_a_person_has_in_the_session_is_taken() -> None:
    both = agenda(person("ada"), talk("a", people=(speaker("ada"), moderator("ada"))))

    with pytest.raises(EstradError, match="Ada already has that role"):
        change_appearance(both, "a", "ada", Role.MODERATOR, new_role=Role.SPEAKER, state=State.CONFIRMED)


def test_things_that_are_not_there_are_bugs() -> None:
    with pytest.raises(KeyError):
        edit(PLAN, Room, "cellar", name="Cellar")
    with pytest.raises(TypeError, match="move_day"):
        edit(PLAN, Day, "2024-04-25", date=NEXT)


def test_a_copy_of_a_session_is_nothing_that_an_import_knows() -> None:
    known = agenda(talk("a", origin="conf/id:1", told=("title:0a",)))

    copy = known.after(duplicate_session(known, "a", "b")).sessions["b"]

    assert (copy.origin, copy.told) == ("", ())


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_field_has_a_name_for_labels(kind: type[Any]) -> None:
    assert set(kind.__dataclass_fields__) - {"id"} <= set(FIELD_NAMES)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (PLAN.conference, "The Conference"),
        (PLAN.venue, "The Venue"),
        (PLAN.days["2024-04-25"], "2024-04-25"),
        (room("hall"), "Hall"),
        (track("law"), "Law"),
        (person("ada"), "Ada"),
        (A, "A"),
    ],
)
def test_what_a_thing_is_called(found: Any, name: str) -> None:
    assert name_of(found) == name


def test_a_new_conference() -> None:
    numbers = count(1)
    made = new_conference(
        lambda: f"id{next(numbers)}",
        title=" A  title",
        first=DAY,
        last=NEXT,
        rooms=["Sal A", " Sal B"],
        venue="Here",
        language="sv",
    )

    assert list(made.entities()) == [
        Conference(id="id1", title="A title", language="sv"),
        Venue(id="id2", name="Here"),
        Day(id="id3", date=DAY),
        Day(id="id4", date=NEXT),
        Room(id="id5", name="Sal A", position=0),
        Room(id="id6", name="Sal B", position=1),
    ]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"last": DAY - timedelta(days=1)}, "A conference has 1 to 60 days, not 0."),
        ({"last": DAY + timedelta(days=60)}, "A conference has 1 to 60 days, not 61."),
        ({"rooms": ["Sal", "Sal "]}, "Two rooms have the same name."),
        ({"rooms": [""]}, "It needs a name."),
        ({"title": ""}, "It needs a name."),
        ({"timezone": "Mars/Olympus"}, "There is no time zone “Mars/Olympus”."),
    ],
)
def test_no_new_conference(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(EstradError) as refused:
        new_conference(str, **{"title": "T", "first": DAY, **fields})

    assert str(refused.value.problem) == problem
