"""Tests of values as plain JSON and back: every entity survives, and nothing else is accepted."""

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import ENTITY_TYPES, Entity, Room, Session, Venue
from planner.domain.enums import Kind
from planner.domain.json_codec import from_json, to_json
from tests.builders import room, speaker, talk
from tests.strategies import (
    CONFERENCES,
    DAYS,
    PARTNERS,
    PEOPLE,
    ROOMS,
    TRACKS,
    VENUES,
    agendas,
    covers_of,
    sessions_of,
    templates_of,
)

SESSIONS = agendas().flatmap(sessions_of)
COVERS = agendas().filter(lambda found: found.people).flatmap(covers_of)
TEMPLATES = agendas().flatmap(templates_of)
KINDS = (CONFERENCES, VENUES, PARTNERS, DAYS, ROOMS, TRACKS, PEOPLE, SESSIONS, COVERS, TEMPLATES)
ENTITIES = st.one_of(*KINDS)


@given(ENTITIES)
def test_every_entity_survives_json(entity: Entity) -> None:
    assert from_json(type(entity), json.loads(json.dumps(to_json(entity)))) == entity


def test_no_entity_was_forgotten() -> None:
    assert len(KINDS) == len(ENTITY_TYPES)


def test_fields_at_their_default_are_left_out_so_that_new_ones_can_be_added() -> None:
    assert to_json(room("hall")) == {"id": "hall", "name": "Hall"}
    assert from_json(Room, {"id": "hall", "name": "Hall", "flower": 3}) == room("hall")


def test_a_session_reads_well() -> None:
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
