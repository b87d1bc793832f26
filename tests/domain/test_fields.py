"""Tests of the fields: which there are, as JSON and back, and the names that attendees see."""

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.arranging import FIRST, GATHERED, JOINED
from planner.commands.duplicates import SINGLE, UNITED
from planner.domain.agenda import Agenda, Change, change
from planner.domain.attendee_names import named_people, naming_change, unconfirmed_people, unconfirmed_warning
from planner.domain.entities import ENTITY_TYPES, INTERNAL, Cover, Entity, Person, Room, Session, Venue
from planner.domain.json_codec import from_json, to_json
from planner.domain.text import Text
from planner.domain.value_objects import Appearance, Kind, NamingRule, Role, State, Status
from planner.programme.difference import newly_unconfirmed_people
from planner.programme.programme import Credit, programme
from planner.programme.release import Release
from planner.workbook.columns import LAYOUTS
from tests.builders import DAY, NOW, agenda, block, conference, moderator, person, room, speaker, talk
from tests.strategies import (
    CONFERENCES,
    DAYS,
    PARTNERS,
    PEOPLE,
    ROOMS,
    TRACKS,
    VENUES,
    agendas,
    blocks_of,
    covers_of,
    sessions_of,
    templates_of,
)

NOT_IN_WORKBOOK: dict[type[Entity], dict[str, str]] = {
    Session: {
        "people": "columns by role",
        "placement": "day, start, room and place",
        "extra": "columns by name",
    },
    Person: {"photo": "a picture", "extra": "columns by name"},
}
MERGED_OWN_WAY = {
    "number", "title", "kind", "minutes", "status", "audience", "setup", "teardown", "least", "segments", "pinned",
    "do_not_record", "people", "placement",
}  # fmt: skip


@pytest.mark.parametrize("kind", [Session, Person])
def test_every_field_is_a_column_of_the_workbook_or_has_a_reason(kind: type[Entity]) -> None:
    columns = {column.name for layout in LAYOUTS if layout.kind is kind for column in layout.fields}

    assert ({f.name for f in fields(kind)} - columns - {"id", "origin"} - INTERNAL) == NOT_IN_WORKBOOK[kind].keys()


def test_every_field_is_merged_once() -> None:
    kept = {"id", "origin", *INTERNAL}
    assert sorted([*JOINED, *GATHERED, *FIRST, *MERGED_OWN_WAY]) == sorted({f.name for f in fields(Session)} - kept)
    assert sorted((*SINGLE, *UNITED)) == sorted({f.name for f in fields(Person)} - kept)


# as JSON --------------------------------------------------------------------------------------------------


COVERS = agendas().filter(lambda found: found.people).flatmap(covers_of)
TEMPLATES = agendas().flatmap(templates_of)
BLOCKS, SESSIONS = agendas().flatmap(blocks_of), agendas().flatmap(sessions_of)
KINDS = (CONFERENCES, VENUES, PARTNERS, DAYS, ROOMS, TRACKS, PEOPLE, BLOCKS, SESSIONS, COVERS, TEMPLATES)


@given(st.one_of(*KINDS))
def test_every_entity_survives_json(entity: Entity) -> None:
    assert len(KINDS) == len(ENTITY_TYPES)
    assert from_json(type(entity), json.loads(json.dumps(to_json(entity)))) == entity


def test_what_imports_remember_is_stored_as_in_older_files() -> None:
    marked, stored = room("hall", import_marks=("name:0a",)), {"id": "hall", "name": "Hall", "told": ["name:0a"]}
    assert to_json(marked) == stored
    assert from_json(Room, stored) == marked
    assert from_json(Room, {"id": "hall", "name": "Hall", "import_marks": ["name:0a"]}) == room("hall")


def test_a_session_reads_well_and_fields_at_their_default_are_left_out_so_that_new_ones_can_be_added() -> None:
    assert to_json(room("hall")) == {"id": "hall", "name": "Hall"}
    assert from_json(Room, {"id": "hall", "name": "Hall", "flower": 3}) == room("hall")
    assert to_json(talk("a", "hall", "22:00-25:30", people=(speaker("ada"),), kind=Kind.KEYNOTE)) == {
        "id": "a",
        "number": 1,
        "title": "A",
        "kind": "keynote",
        "minutes": 210,
        "people": [{"person": "ada", "state": "confirmed"}],
        "placement": {"span": {"day": "2024-04-25", "start": 1320, "end": 1530}, "rooms": ["hall"]},
    }


GOOD = {"id": "a", "number": 1, "title": "A"}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Session, None),
        (Session, []),
        (Session, {}),
        (Session, GOOD | {"number": "1"}),
        (Session, GOOD | {"number": True}),
        (Session, GOOD | {"number": 1.0}),
        (Session, GOOD | {"title": None}),
        (Session, GOOD | {"kind": "lecture"}),
        (Session, GOOD | {"kind": ["talk"]}),
        (Session, GOOD | {"people": {}}),
        (Session, GOOD | {"people": ["ada"]}),
        (Session, GOOD | {"minutes": 0}),
        (Session, GOOD | {"placement": {"span": {"day": 20240425, "start": 1, "end": 2}}}),
        (Session, GOOD | {"placement": {"span": {"day": "yesterday", "start": 1, "end": 2}}}),
        (Session, GOOD | {"placement": {"span": {"day": "2024-04-25", "start": 2, "end": 1}}}),
        (Venue, {"id": "v", "latitude": "59", "longitude": "18"}),
        (Venue, {"id": "v", "latitude": 10**400, "longitude": 18.0}),
        (Room, {"id": "r", "name": "R", "seats": "many"}),
    ],
)
def test_anything_else_is_refused(kind: type[Any], data: Any) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        from_json(kind, data)


@dataclass(frozen=True)
class Sent:
    """A value with types that no entity has."""

    when: datetime
    on: date
    width: float = 1.0


def test_times_dates_and_numbers() -> None:
    sent = Sent(datetime(2024, 4, 25, 9, 0, tzinfo=UTC), date(2024, 4, 25))

    assert from_json(Sent, json.loads(json.dumps(to_json(sent)))) == sent
    assert from_json(Sent, to_json(sent) | {"width": 2}) == Sent(sent.when, sent.on, 2.0)
    assert {f.name for f in fields(Sent)} - set(to_json(sent)) == {"width"}


# the names that attendees see -----------------------------------------------------------------------------


NOT_ASKED, INVITED, TENTATIVE, YES = State.NOT_ASKED, State.INVITED, State.TENTATIVE, State.CONFIRMED
NAMED = [person(name) for name in ("ada", "bo", "cy", "dee", "eve", "fay")]
ONE_OF_EACH = tuple(speaker(one.id, state) for one, state in zip(NAMED, State, strict=True))


def with_session(*people: Appearance, naming: NamingRule = NamingRule.ALL, **fields: object) -> Agenda:
    return agenda(*NAMED, talk("a", "hall", "09:00-10:00", people=people, **fields), naming=naming)


@pytest.mark.parametrize(
    ("naming", "named"),
    [
        (NamingRule.ALL, [NOT_ASKED, INVITED, TENTATIVE, YES]),
        (NamingRule.EXCEPT_INVITED, [NOT_ASKED, TENTATIVE, YES]),
        (NamingRule.CONFIRMED, [YES]),
    ],
)
def test_the_conference_says_who_is_named(naming: NamingRule, named: list[State]) -> None:
    found = with_session(*ONE_OF_EACH, Appearance("fay", Role.RESERVE, YES), naming=naming)

    assert [a.state for a in named_people(found, found.sessions["a"])] == named
    assert len(programme(found).items[0].credits) == len(named)
    at_first = (conference().naming, Appearance("ada").state, Cover(id="c", person="ada", day=DAY).state)
    assert at_first == (NamingRule.ALL, NOT_ASKED, NOT_ASKED)


def test_another_policy_is_another_programme_though_no_session_changed() -> None:
    before = with_session(*ONE_OF_EACH)
    after = before.after(change(Text("Change"), (before.conference, conference(naming=NamingRule.CONFIRMED))))

    assert programme(after, (before, programme(before))) == programme(after)


# people who have not accepted ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "unsure"),
    [
        (
            agenda(
                *NAMED,
                talk("late", "hall", "11:00-12:00", people=(speaker("bo", INVITED), speaker("ada"))),
                talk("early", "hall", "09:00-10:00", people=(speaker("bo", TENTATIVE), moderator("cy", NOT_ASKED))),
                talk("waits", people=(speaker("dee", NOT_ASKED),)),
                talk("off", "hall", "13:00-14:00", people=(speaker("eve", NOT_ASKED),), status=Status.CANCELLED),
            ),
            ["bo", "cy"],
        ),
        (agenda(*NAMED, talk("a", "hall", "09:00-10:00"), Cover(id="c", person="fay", day=DAY)), ["fay"]),
        (
            agenda(
                *NAMED,
                block("b", "hall", "09:00-10:00", chairs=(moderator("fay", INVITED),)),
                talk("break", "hall", "09:00-10:00", block="b", kind=Kind.BREAK),
            ),
            ["fay"],
        ),
        (with_session(speaker("ada"), moderator("ada", NOT_ASKED)), []),
        (with_session(*ONE_OF_EACH, naming=NamingRule.CONFIRMED), []),
    ],
    ids=[
        "who takes part without a yes",
        "who moderates by a shift",
        "the chair of a block",
        "one who said yes to another role there",
        "who is not named",
    ],
)
def test_who_is_named_without_a_yes(found: Agenda, unsure: list[str]) -> None:
    assert [one.id for one in unconfirmed_people(found)] == unsure


@pytest.mark.parametrize(
    ("unsure", "said"),
    [
        (0, None),
        (1, "1 person has not said yes: Ada."),
        (3, "3 people have not said yes: Ada, Bo, Cy."),
        (4, "4 people have not said yes: Ada, Bo, Cy …"),
    ],
)
def test_it_is_said_in_one_line(unsure: int, said: str | None) -> None:
    line = unconfirmed_warning(unconfirmed_people(with_session(*(speaker(p.id, INVITED) for p in NAMED[:unsure]))))

    assert (str(line) if line else None) == said


@pytest.mark.parametrize(("unsure", "said"), [(0, None), (1, "1 more person has not said yes: Ada.")])
def test_once_something_was_sent_only_who_is_new_is_said(unsure: int, said: str | None) -> None:
    found = with_session(*(speaker(p.id, INVITED) for p in NAMED[:3]))
    names = [Credit(p.name, Role.SPEAKER, person="" if p is NAMED[1] else p.id) for p in NAMED[unsure:3]]
    shown = programme(found)
    sent = Release(1, NOW, replace(shown, items=(replace(shown.items[0], credits=tuple(names)),)))

    line = unconfirmed_warning(newly_unconfirmed_people(found, sent), more=True)

    assert (str(line) if line else None) == said
    assert newly_unconfirmed_people(found, None) == unconfirmed_people(found)


# the effect of a change -------------------------------------------------------------------------------------


def to(found: Agenda, *states: State, placed: tuple[str, ...] = ("hall", "09:00-10:00")) -> Change:
    """Return the change that gives these states to the first people of the session."""
    session = found.sessions["a"]
    people = tuple(speaker(a.person, state) for a, state in zip(session.people, states, strict=False))
    return change(Text("Change"), (session, talk("a", *placed, people=(*people, *session.people[len(states) :]))))


@pytest.mark.parametrize(
    ("before", "after", "naming", "sentence", "forecast"),
    [
        (
            [YES], [State.DECLINED], NamingRule.ALL,
            "Attendees no longer read about Ada in “A”.", "then no longer shown to attendees",
        ),
        ([NOT_ASKED], [INVITED], NamingRule.ALL, None, None),
        (
            [NOT_ASKED], [INVITED], NamingRule.EXCEPT_INVITED,
            "Attendees no longer read about Ada in “A”.", "then no longer shown to attendees",
        ),
        ([INVITED], [YES], NamingRule.EXCEPT_INVITED,
         "Attendees now read about Ada in “A”.", "then shown to attendees"),
        (
            [YES] * 4, [INVITED] * 4, NamingRule.CONFIRMED,
            "Attendees no longer read about 4 people in “A”.", "4 names fewer for attendees",
        ),
        (
            [INVITED] * 2, [YES] * 2, NamingRule.CONFIRMED,
            "Attendees now read about Ada, Bo in “A”.", "2 names more for attendees",
        ),
        (
            [YES, INVITED], [INVITED, YES], NamingRule.CONFIRMED,
            "Attendees now read about Bo in “A”. Attendees no longer read about Ada in “A”.",
            "attendees then read other names",
        ),
    ],
)  # fmt: skip
def test_a_change_of_states_says_what_attendees_then_read(
    before: list[State], after: list[State], naming: NamingRule, sentence: str | None, forecast: str | None
) -> None:
    people = [speaker(one.id, state) for one, state in zip(NAMED, before, strict=False)]
    found, in_tray = with_session(*people, naming=naming), agenda(*NAMED, talk("a", people=people), naming=naming)

    told = naming_change(found, found.after(to(found, *after)))

    assert [text and str(text) for text in (told.sentence, told.forecast)] == [sentence, forecast]
    assert naming_change(in_tray, in_tray.after(to(in_tray, *after, placed=()))).sentence is None


def test_one_who_is_still_named_elsewhere_is_not_said_to_be_gone_altogether() -> None:
    before = agenda(
        *NAMED, Cover(id="c", person="bo", day=DAY, room="lab"),
        *(talk(name, "hall", f"{9 + n}:00-{9 + n}:45", people=(speaker("ada"),)) for n, name in enumerate("abc")),
        talk("d", "lab", "09:00-10:00", people=(moderator("ada"),)),
    )  # fmt: skip
    no = {
        name: (before.sessions[name], replace(before.sessions[name], people=(people,)))
        for name, people in zip(
            "abd", [speaker("ada", State.DECLINED)] * 2 + [moderator("ada", State.DECLINED)], strict=True
        )
    }

    told = naming_change(before, before.after(change(Text("Change"), no["a"], no["b"])))
    handed = naming_change(before, before.after(change(Text("Change"), no["d"])))  # to who has the shift

    assert str(told.sentence) == "Attendees no longer read about Ada in 2 sessions."
    assert str(told.forecast) == "2 names fewer for attendees"
    assert [[(s.id, p.id) for s, p in named] for named in (handed.more, handed.less)] == [[("d", "bo")], [("d", "ada")]]
