"""Tests of what is done to whole plans: a new edition, fetching what another plan holds; laws of all commands."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.commands.deleting import delete_entities
from planner.commands.edit import edit
from planner.commands.fetching import restore_plan, restore_sessions, session_differences
from planner.commands.next_edition import KeptSessions, new_edition, next_title
from planner.commands.sessions import add_session, delete_session, next_number
from planner.commands.timeline import place
from planner.commands.venue import add_room
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import (
    ENTITY_TYPES,
    Conference,
    Cover,
    Day,
    Entity,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.span import Span
from planner.domain.text import EstradError
from planner.domain.value_objects import Appearance, Kind, NamingRule, PastAppearance, Placement, Role, State, Status
from planner.programme.calendar import events, session_uid
from planner.programme.programme import programme
from planner.programme.release import Ledger
from planner.wording import Wording
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, block, conference, day, moderator, person, room, speaker, talk, track
from tests.every_field import FIRST, PICTURES, SECOND, SUBJECT, THIRD, at_default, changeable, full_agenda, subject
from tests.strategies import agendas, changes
from tests.tries import tries

NEXT_YEAR = date(2025, 4, 24)
OFFSET = NEXT_YEAR - FIRST


def made(old: Agenda, first: date = NEXT_YEAR, title: str = "", kept: KeptSessions = KeptSessions.ALL) -> Agenda:
    """Return the next edition, its ids new-1, new-2, …"""
    numbers = count(1)
    return new_edition(old, lambda: f"new-{next(numbers)}", first=first, title=title, kept=kept)


OLD = full_agenda()
NEW = made(OLD)


def heir(kind: type[Entity]) -> Entity:
    old = subject(kind, OLD)
    if isinstance(old, Day):
        return next(d for d in NEW.days_in_order if d.date == old.date + OFFSET)
    if isinstance(old, Cover):
        return next(cover for cover in NEW.covers.values() if cover.start == old.start)
    known = {Conference: "series", Block: "title", Session: "title", Template: "title"}.get(kind, "name")
    (found,) = [e for e in NEW.entities() if isinstance(e, kind) and getattr(e, known) == getattr(old, known)]
    return found


def new_room(old: str) -> str:
    return next(room.id for room in NEW.rooms.values() if room.name == OLD.rooms[old].name)


BECOMES: dict[tuple[type[Entity], str], tuple[object, str]] = {
    (Conference, "edition"): ("25", "the next one"),
    (Conference, "focus"): ("", "each year has its own"),
    (Conference, "calendar_address"): ("", "this year's calendar lies there"),
    (Day, "date"): (THIRD + OFFSET, "as far from the first day as this year"),
    (Day, "title"): ("", "of this year's day"),
    (Room, "closed"): (
        tuple(Span(w.day + OFFSET, w.start, w.end) for w in subject(Room, OLD).closed),
        "the same hours on the new dates",
    ),
    (Person, "availability"): ((), "nobody has said when they can come"),
    (Person, "travel"): ("", "of this year's journey"),
    (Person, "lodging"): ("", "of this year's nights"),
    (Person, "fee"): ("", "agreed for this year"),
    (Person, "expenses"): ("", "agreed for this year"),
    (Person, "state"): (State.NOT_ASKED, "everybody is asked anew"),
    (Person, "asked"): (None, "everybody is asked anew"),
    (Person, "answered"): (None, "everybody is asked anew"),
    (Session, "number"): (1, "counted anew"),
    (Session, "track"): ("", "the track's new id: see below"),
    (Block, "track"): ("", "the track's new id: see below"),
    (Block, "chairs"): (None, "asked anew: see below"),
    (Block, "placement"): (None, "on the new date: see below"),
    (Block, "origin"): ("", "next year's file has keys of its own"),
    (Session, "block"): ("", "the block's new id: see below"),
    (Template, "track"): ("", "the track's new id: see below"),
    (Session, "people"): (None, "moderators are asked anew: see below"),
    (Cover, "day"): (FIRST + OFFSET, "on the new date"),
    (Cover, "person"): (None, "the person's new id: see below"),
    (Cover, "room"): (None, "the room's new id: see below"),
    (Cover, "state"): (State.NOT_ASKED, "everybody is asked anew"),
    (Session, "placement"): (None, "when a talk is, is decided anew"),
    (Session, "website"): ("", "the page of this year's session"),
    (Session, "statements"): ((), "announced this year"),
    (Session, "pinned"): (False, "nothing holds it yet"),
    (Session, "do_not_record"): (False, "agreed for this year"),
    (Session, "stream"): ("", "the stream of this year's session"),
    (Session, "origin"): ("", "next year's file has keys of its own"),
    (Conference, "imported"): ((), "next year's file has keys of its own"),
    **{
        (kind, "import_marks"): ((), "next year's file has told nothing yet")
        for kind in (Conference, Venue, Room, Track, Person, Block, Session)
    },
}
"""The value of each field that does not stay as it is in the next edition, and the reason."""


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_every_field_survives_but_those_of_one_year(kind: type[Entity]) -> None:
    old, new = subject(kind, OLD), heir(kind)
    expected = {field: getattr(old, field) for field in changeable(kind)}
    expected |= {field: value for (of, field), (value, _why) in BECOMES.items() if of is kind}
    if isinstance(old, Person):  # who chairs a block of this year
        expected["earlier"] = (*old.earlier, PastAppearance(DAY.year, Role.MODERATOR))
    if isinstance(new, Block | Session | Template):
        expected["track"] = heir(Track).id
    if isinstance(new, Session):
        bo = next(found.id for found in NEW.people.values() if found.name == OLD.people["bo"].name)
        expected |= {"block": heir(Block).id, "people": (Appearance(bo, Role.MODERATOR),)}
    if isinstance(new, Cover):
        expected |= {"person": heir(Person).id, "room": heir(Room).id}
    if isinstance(new, Block) and isinstance(old, Block) and old.placement:
        expected["chairs"] = (Appearance(heir(Person).id, Role.MODERATOR),)
        rooms, day = [new_room(room) for room in old.placement.rooms], old.placement.span.day + OFFSET
        expected["placement"] = replace(old.placement, span=replace(old.placement.span, day=day), rooms=tuple(rooms))

    assert ({field: getattr(new, field) for field in changeable(kind)}, list(at_default(old))) == (expected, [])


@pytest.mark.parametrize(
    ("name", "this_year", "next_year"),
    [
        ("subtitle", "Lund 25 April 2024", "Lund 25 April 2025"),
        ("logo_address", "https://example.org/2024/logo.png", "https://example.org/2025/logo.png"),
        ("contact", "hello@conf2024.example, +46 8 2024 11", "hello@conf2025.example, +46 8 2024 11"),
        ("calendar_address", "https://example.org/2024.ics", ""),
        ("calendar_address", "https://example.org/calendar.ics", ""),
        ("description", "In 2024 there are 12024 seats.", "In 2025 there are 12024 seats."),
        ("theme", "Since 2024", "Since 2024"),
        ("programme_page", "https://example.org/2024/programme", "https://example.org/2025/programme"),
        ("registration_page", "https://example.org/register", "https://example.org/register"),
    ],
)
def test_what_attendees_read_names_the_new_year(name: str, this_year: str, next_year: str) -> None:
    assert getattr(made(agenda(**{name: this_year})).conference, name) == next_year


def test_all_is_there() -> None:
    shelves = (NEW.days, NEW.rooms, NEW.tracks, NEW.people, NEW.partners, NEW.templates, NEW.covers)

    assert [len(list(shelf)) for shelf in shelves] == [3, 2, 2, 2, 1, 1, len(OLD.covers)]


# no data of this year ------------------------------------------------------------------------------------


def strings(thing: Any) -> Iterator[str]:
    """Yield all strings in a value, however deep."""
    if isinstance(thing, str):
        yield str(thing)
    elif is_dataclass(thing) or isinstance(thing, tuple):
        for one in thing if isinstance(thing, tuple) else [getattr(thing, field.name) for field in fields(thing)]:
            yield from strings(one)


@pytest.mark.parametrize("kept", KeptSessions)
def test_no_id_of_this_year_is_anywhere_in_it(kept: KeptSessions) -> None:
    old = {entity.id for entity in OLD.entities()}
    found = [text for entity in made(OLD, kept=kept).entities() for text in strings(entity)]

    assert (set(found) & old, [text for text in found if SUBJECT in text]) == (set(), [])


def test_different_things_have_different_ids_and_other_calendar_entries() -> None:
    old = agenda(
        room("hall"), room("lab", 1), track("law"), person("ada"), talk("a", "hall", "09:00-09:30"),
        talk("b", "hall", "10:00-10:30"),
    )  # fmt: skip
    new = made(old)
    ids = [entity.id for plan in (old, new) for entity in plan.entities()]
    where = Placement(Span(NEXT_YEAR, 540, 570), ())
    placed = {s.id: replace(s, placement=where, status=Status.CONFIRMED) for s in new.sessions_in_order}
    uids = [
        {event.uid for event in events(programme(plan), Wording("en")).values()}
        for plan in (old, replace(new, sessions=placed))
    ]

    assert len(ids) == len(set(ids)) == 2 * len(list(old.entities()))
    assert ([len(found) for found in uids], uids[0] & uids[1]) == ([2, 2], set())
    assert {session_uid(old.conference.id, i) for i in ids} & {session_uid(new.conference.id, i) for i in ids} == set()


def test_a_file_of_it_has_no_history_no_release_and_no_ledger_but_the_pictures(
    tmp_path: Path, env: Environment
) -> None:
    workspace = Workspace.create(tmp_path / "next.estrad", NEW, env, dict(PICTURES))

    assert workspace.agenda == NEW
    assert (workspace.history.steps(), workspace.history.last, workspace.releases.all()) == ([], None, [])
    assert (workspace.releases.last, workspace.releases.ledger()) == (None, Ledger())
    assert {workspace.pictures.read(picture) for picture in PICTURES} == set(PICTURES.values())
    workspace.close()


# earlier appearances -------------------------------------------------------------------------------------


def in_hall(*people: Appearance, session: str = "a", **more: Any) -> Session:
    return talk(session, "hall", "09:00-10:00", people=people, **more)


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        pytest.param([in_hall(speaker("ada"))], [(2024, "speaker")], id="who spoke"),
        pytest.param([in_hall(speaker("bo"))], [], id="who did not"),
        *[
            pytest.param([in_hall(speaker("ada", state))], [(2024, "speaker")], id=f"who was named though {state}")
            for state in (State.NOT_ASKED, State.INVITED, State.TENTATIVE)
        ],
        *[
            pytest.param([in_hall(speaker("ada", state))], [], id=f"who had {state}")
            for state in (State.DECLINED, State.CANCELLED)
        ],
        pytest.param(
            [in_hall(speaker("ada", State.INVITED)), conference(naming=NamingRule.EXCEPT_INVITED)],
            [],
            id="who owed an answer",
        ),
        pytest.param(
            [in_hall(speaker("ada", State.NOT_ASKED)), conference(naming=NamingRule.CONFIRMED)],
            [],
            id="who said no yes",
        ),
        pytest.param([talk("a", people=(speaker("ada"),))], [], id="whose session was never placed"),
        pytest.param([in_hall(speaker("ada"), status=Status.CANCELLED)], [], id="whose session was cancelled"),
        pytest.param([in_hall(Appearance("ada", Role.RESERVE))], [], id="who was a reserve"),
        pytest.param(
            [in_hall(speaker("ada")), in_hall(speaker("ada"), session="b")], [(2024, "speaker")], id="once a role"
        ),
        pytest.param(
            [in_hall(moderator("ada")), in_hall(speaker("ada"), session="b")],
            [(2024, "speaker"), (2024, "moderator")],
            id="each role",
        ),
        pytest.param([Cover(id="c", person="ada", day=DAY), in_hall()], [(2024, "moderator")], id="by a shift"),
        pytest.param([Cover(id="c", person="ada", day=DAY)], [], id="a shift in which nothing is"),
        pytest.param([Cover(id="c", person="ada", day=DAY, state=State.DECLINED), in_hall()], [], id="not if declined"),
        pytest.param(
            [Cover(id="c", person="ada", day=DAY), in_hall(moderator("ada"))], [(2024, "moderator")], id="once"
        ),
        pytest.param(
            [
                person("ada", earlier=(PastAppearance(2022, Role.MODERATOR), PastAppearance(2024, Role.SPEAKER))),
                in_hall(speaker("ada"), moderator("ada")),
            ],
            [(2022, "moderator"), (2024, "speaker"), (2024, "moderator")],
            id="after those before and none is there twice",
        ),
    ],
)
def test_appearances_of_this_year_are_counted_up(things: list[Entity], expected: list[tuple[int, str]]) -> None:
    given = {thing.id for thing in things}
    plan = agenda(*(who for who in (person("ada"), person("bo")) if who.id not in given), room("hall"), *things)
    (ada,) = [found for found in made(plan).people.values() if found.name == "Ada"]

    assert [(one.year, one.role) for one in ada.earlier] == expected


# which sessions are taken over ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (KeptSessions.NONE, []),
        (KeptSessions.FRAME, ["Coffee", "Lunch", "Party", "Welcome", "Desk"]),
        (KeptSessions.REST, ["Talk", "Panel", "Workshop", "Keynote"]),
        (KeptSessions.ALL, ["Talk", "Panel", "Coffee", "Workshop", "Lunch", "Keynote", "Party", "Welcome", "Desk"]),
    ],
)
def test_which_sessions_come_along(kept: KeptSessions, expected: list[str]) -> None:
    kinds = {
        "talk": Kind.TALK, "panel": Kind.PANEL, "coffee": Kind.BREAK, "workshop": Kind.WORKSHOP, "lunch": Kind.MEAL,
        "keynote": Kind.KEYNOTE, "party": Kind.SOCIAL, "welcome": Kind.OPENING, "desk": Kind.REGISTRATION,
    }  # fmt: skip
    new = made(agenda(*(talk(name, "", "09:00-09:15", kind=kind) for name, kind in kinds.items())), kept=kept)

    assert [(session.title, session.number) for session in new.sessions_in_order] == list(zip(expected, count(1)))


def test_what_needs_no_speaker_is_on_the_new_day_as_it_was_and_talks_wait() -> None:
    old = agenda(
        day(), day(SECOND), room("hall"), room("lab", 1), talk("talk", "hall", "09:00-09:30"),
        talk("coffee", "lab", "10:00-10:20", kind=Kind.BREAK), talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("off", "hall", "15:00-15:20", kind=Kind.BREAK, status=Status.CANCELLED), talk("tea", kind=Kind.BREAK),
        replace(talk("party", "hall", "23:00-25:00", kind=Kind.SOCIAL), placement=Placement(
            Span(SECOND, 1380, 1500), ("hall", "lab"), "the foyer")),
    )  # fmt: skip
    new = made(old)
    hall, lab = (found.id for found in new.rooms_in_order)

    assert {s.title: s.placement for s in new.sessions_in_order} == {
        "Talk": None, "Off": None, "Tea": None,
        "Coffee": Placement(Span(NEXT_YEAR, 600, 620), (lab,)), "Lunch": Placement(Span(NEXT_YEAR, 720, 780), ()),
        "Party": Placement(Span(NEXT_YEAR + timedelta(days=1), 1380, 1500), (hall, lab), "the foyer"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kept", "blocks", "covers", "sessions"),
    [
        (KeptSessions.NONE, [], [], {}),
        (KeptSessions.REST, [], [], {"Talk": (None, ["Mo"])}),
        (KeptSessions.FRAME, [("Morning", ["Cy"], NEXT_YEAR)], [("Cy", NEXT_YEAR)], {"Welcome": (None, ["Mo"])}),
        (
            KeptSessions.ALL,
            [("Morning", ["Cy"], NEXT_YEAR)],
            [("Cy", NEXT_YEAR)],
            {"Talk": ("Morning", ["Mo"]), "Welcome": (None, ["Mo"])},
        ),
    ],
)
def test_blocks_and_shifts_come_with_the_frame_and_moderators_with_what_they_moderate_not_asked(
    kept: KeptSessions, blocks: list[Any], covers: list[Any], sessions: dict[str, Any]
) -> None:
    seats = (speaker("ada"), moderator("mo"), moderator("no", State.DECLINED))
    new = made(agenda(
        *map(person, ("ada", "mo", "no", "cy")), room("hall"),
        block("morning", "hall", "09:00-11:00", chairs=(moderator("cy"), moderator("no", State.DECLINED))),
        talk("talk", "hall", "09:00-09:30", block="morning", people=seats),
        talk("welcome", "hall", "08:00-08:15", kind=Kind.OPENING, people=seats),
        Cover(id="c", person="cy", day=DAY), Cover(id="d", person="no", day=DAY, state=State.DECLINED),
    ), kept=kept)  # fmt: skip
    name = {person.id: person.name for person in new.people.values()}
    title = {found.id: found.title for found in new.blocks.values()}

    assert [
        (b.title, [name[chair.person] for chair in b.chairs], b.placement and b.placement.span.day)
        for b in new.blocks_in_order
    ] == blocks
    assert [(name[cover.person], cover.day) for cover in new.covers_in_order] == covers
    assert {
        s.title: (title.get(s.block or ""), [name[a.person] for a in s.people]) for s in new.sessions_in_order
    } == sessions
    states = [a.state for s in new.sessions.values() for a in s.people]
    states += [c.state for b in new.blocks.values() for c in b.chairs] + [c.state for c in new.covers.values()]
    assert set(states) <= {State.NOT_ASKED}


@pytest.mark.parametrize("status", Status)
def test_their_states_begin_anew(status: Status) -> None:
    new = made(agenda(talk("talk", status=status), talk("lunch", kind=Kind.MEAL, status=status)))

    assert [s.status for s in new.sessions_in_order] == [Status.DRAFT, Status.CONFIRMED]


# days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "days"),
    [
        (date(2025, 4, 24), ["2025-04-24", "2025-04-25", "2025-04-28"]),
        (date(2024, 4, 25), ["2024-04-25", "2024-04-26", "2024-04-29"]),
        (date(2028, 2, 28), ["2028-02-28", "2028-02-29", "2028-03-03"]),
        (date(2027, 2, 28), ["2027-02-28", "2027-03-01", "2027-03-04"]),
        (date(2023, 12, 31), ["2023-12-31", "2024-01-01", "2024-01-04"]),
    ],
)
def test_the_days_follow_the_first_as_they_did(first: date, days: list[str]) -> None:
    hall = room("hall", closed=(Span(DAY, 540, 600), Span(DAY + timedelta(days=9), 540, 600)))  # the later is no day
    old = agenda(day(opens="09:00"), day(SECOND, closes="26:00", title="Late"), day(date(2024, 4, 29)), hall)
    new = made(old, first)

    assert [(found.date.isoformat(), found.opens, found.closes, found.title) for found in new.days_in_order] == [
        (days[0], 540, 1080, ""), (days[1], 480, 1560, ""), (days[2], 480, 1080, ""),
    ]  # fmt: skip
    assert [found.closed for found in new.rooms.values()] == [(Span(first, 540, 600),)]


# the title -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "this_year", "first", "expected"),
    [
        ("title", "The Conference 2024", NEXT_YEAR, "The Conference 2025"),
        ("title", "2024: The Conference", date(2031, 1, 1), "2031: The Conference"),
        ("title", "The Conference", NEXT_YEAR, "The Conference"),
        ("title", "The Conference 2023", NEXT_YEAR, "The Conference 2023"),
        ("title", "Autumn 2024", date(2024, 10, 1), "Autumn 2024"),
        ("edition", "2024", NEXT_YEAR, "2025"),
        ("edition", "2024", date(2024, 10, 1), "2024"),
        ("edition", "Spring 2024", NEXT_YEAR, "Spring 2025"),
        ("edition", "7", NEXT_YEAR, "8"),
        ("edition", "9", date(2027, 1, 1), "10"),
        ("edition", "Seventh", NEXT_YEAR, "Seventh"),
        ("edition", "", NEXT_YEAR, ""),
    ],
)
def test_the_year_in_the_title_is_the_new_one_and_the_edition_counts_on(
    name: str, this_year: str, first: date, expected: str
) -> None:
    old = agenda(**{name: this_year})
    new = made(old, first)

    assert (getattr(new.conference, name), next_title(old, first)) == (expected, new.conference.title)
    assert made(old, first, title=" Another\n title ").conference.title == "Another title"


def test_a_title_that_cannot_be_is_refused_and_this_year_is_as_it_was() -> None:
    with pytest.raises(EstradError, match="It needs a name"):
        made(agenda(), title=" \x00 ")
    made(OLD)
    assert full_agenda() == OLD


# laws, and fetching from another plan ---------------------------------------------------------------------


def sound(agenda: Agenda) -> bool:
    days = {day.date for day in agenda.days.values()}
    for session in agenda.sessions.values():
        where = session.placement
        points = {a.person for a in session.people} <= set(agenda.people)
        points &= session.track is None or session.track in agenda.tracks
        if not points or (where and not (where.span.day in days and set(where.rooms) <= set(agenda.rooms))):
            return False
    covers = [
        c.person in agenda.people and c.day in days and c.room in (None, *agenda.rooms) for c in agenda.covers.values()
    ]
    return all(covers) and bool(days) and len(days) == len(agenda.days)


@tries(25)
@given(st.data())
def test_any_sequence_of_changes_can_be_taken_back(data: st.DataObject) -> None:
    snapshots = [data.draw(agendas())]
    made: list[Change] = []
    for _ in range(data.draw(st.integers(1, 8))):
        if (change := data.draw(changes(snapshots[-1]))) is not None:
            made.append(change)
            snapshots.append(snapshots[-1].after(change))
            assert (sound(snapshots[-1]), bool(str(change.label).strip())) == (True, True)

    for change in reversed(made):
        after = snapshots.pop()
        assert after.after(change.inverse()) == snapshots[-1]
        assert snapshots[-1].after(change.inverse().inverse()) == after


# fetching from another plan -------------------------------------------------------------------------------


THEN = agenda(
    room("hall"),
    track("law"),
    person("ada", note="Then"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), track="law"),
    talk("panel", "hall", "10:00-10:30"),
    talk("waits"),
)


def after(*changes: Change, start: Agenda = THEN) -> Agenda:
    for change in changes:
        start = start.after(change)
    return start


@settings(tries(25), suppress_health_check=[HealthCheck.filter_too_much])  # two draws are rejected twice as often
@given(agendas(most_sessions=3), agendas(most_sessions=3))
def test_the_plan_becomes_what_it_was(now: Agenda, then: Agenda) -> None:
    then = replace(then, conference=replace(then.conference, id=now.conference.id))
    then = replace(then, venue=replace(then.venue, id=now.venue.id))

    fetched = restore_plan(now, then)

    assert (now.after(fetched), now.after(fetched).after(fetched.inverse())) == (then, now)


def test_one_session_is_fetched_with_what_is_gone_of_it_and_the_rest_stays_as_it_is() -> None:
    now = after(place(THEN, "keynote", DAY, 780, ["hall"]), edit(THEN, Session, "panel", title="Another"))
    bare = now
    for kind, which in ((Session, "keynote"), (Person, "ada"), (Room, "hall"), (Track, "law")):
        bare = bare.after(delete_entities(bare, kind, [which]))
    for before in (now, bare, after(delete_session(THEN, "keynote"), edit(THEN, Person, "ada", note="Now"))):
        found = before.after(restore_sessions(before, THEN, ["keynote"]))
        sessions = (THEN.sessions["keynote"], before.sessions["panel"])
        assert (found.sessions["keynote"], found.sessions["panel"]) == sessions
        assert (found.rooms["hall"], found.tracks) == (THEN.rooms["hall"], THEN.tracks)
        assert found.people["ada"] == before.people.get("ada", THEN.people["ada"])


def test_a_session_of_a_day_that_is_gone_waits_in_the_tray_and_a_number_that_was_given_away_is_not_taken_back() -> None:
    now = Agenda.of(*(e for e in THEN.entities() if not isinstance(e, Day | Session)), day(DAY.replace(day=26)))
    deleted = after(delete_session(THEN, "waits"))
    new = deleted.after(add_session(deleted, "new", title="New"))

    assert [found.id for found in now.after(restore_sessions(now, THEN, ["keynote", "panel"])).tray] == [
        "keynote",
        "panel",
    ]
    assert new.sessions["new"].number == THEN.sessions["waits"].number
    assert new.after(restore_sessions(new, THEN, ["waits"])).sessions["waits"].number == next_number(new)

    first, second, third = (talk(name, number=n) for n, name in enumerate(("first", "second", "third"), 1))
    left = agenda(second, talk("new", number=1))
    found = left.after(restore_sessions(left, agenda(first, second, third), ["first", "third"]))
    assert {name: s.number for name, s in found.sessions.items()} == {"second": 2, "new": 1, "first": 4, "third": 3}


def test_a_room_of_the_same_name_takes_the_place_of_one_that_is_gone() -> None:
    gone = after(delete_entities(THEN, Room, ["hall"]))
    now = gone.after(add_room(gone, "new", name="Hall"))

    fetched = now.after(restore_sessions(now, THEN, ["keynote"]))

    assert fetched.sessions["keynote"].placement == replace(THEN.sessions["keynote"].placement, rooms=("new",))
    assert fetched.rooms == now.rooms


def test_what_differs_is_named_and_what_is_gone_is_too_but_for_what_an_import_remembers() -> None:
    now = after(
        place(THEN, "panel", DAY, 700, ["hall"]),
        edit(THEN, Session, "waits", title="Another", note="Said"),
        delete_session(THEN, "keynote"),
    )
    marked = replace(THEN.sessions["waits"], import_marks=("title:abc",))
    told = replace(THEN, sessions={**THEN.sessions, "waits": marked})
    fetch = partial(restore_sessions, agenda(conference()), THEN)

    assert [(found.id, found.names, found.first is None) for found in session_differences(now, THEN)] == [
        ("keynote", (), True), ("panel", ("placement",), False), ("waits", ("title", "note"), False),
    ]  # fmt: skip
    assert [found.id for found in session_differences(THEN, now)] == ["panel", "waits", "keynote"]
    assert (session_differences(told, THEN), bool(restore_plan(THEN, THEN))) == ((), False)
    assert [str(c.label) for c in (restore_plan(agenda(), THEN), fetch(["panel"]), fetch(["panel", "waits"]))] == [
        "Restore the plan", "Restore “Panel”", "Restore 2 sessions",
    ]  # fmt: skip


def test_what_was_imported_anew_meanwhile_stays_the_one_that_an_import_knows() -> None:
    then = agenda(person("ada", origin="x/p1"), talk("keynote", people=(speaker("ada"),), origin="x/1"))
    now = agenda(person("again", name="Ada", origin="x/p1"), talk("anew", people=(speaker("again"),), origin="x/1"))

    fetched = after(restore_sessions(now, then, ["keynote"]), start=now)

    assert (fetched.sessions["keynote"].origin, fetched.sessions["anew"].origin) == ("", "x/1")
    assert (fetched.people["ada"].origin, fetched.people["again"].origin) == ("", "x/p1")
    assert after(restore_sessions(THEN, then, ["keynote"])).sessions["keynote"].origin == "x/1"
