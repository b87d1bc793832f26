"""Tests of the sessions in the calendar of a room, a track, a person and a moderator."""

from dataclasses import replace

import pytest

from planner.domain.entities import Cover
from planner.domain.enums import Kind, Role, State, Status
from planner.domain.value_objects import Appearance
from planner.programme.parts import (
    Part,
    PartKind,
    day_part,
    moderator_part,
    parts,
    person_part,
    room_part,
    track_part,
)
from planner.programme.programme import programme
from planner.wording import wording
from tests.builders import DAY, agenda, day, moderator, person, speaker, talk, track

ENGLISH = wording("en")
PLAN = agenda(
    day(), track("safety"), track("art"), person("ada"), person("bo"), person("cy"), person("dee"),
    talk("keynote", "hall", "09:00-09:30", people=(speaker("ada"), moderator("bo")), track="safety"),
    talk("panel", ("hall", "lab"), "10:00-10:30", people=(Appearance("bo", Role.PANELLIST), moderator("ada"))),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("talk", "lab", "14:00-14:30", people=(speaker("cy", State.INVITED), speaker("dee", State.DECLINED))),
    talk("off", "lab", "15:00-15:30", people=(speaker("ada"),), track="safety", status=Status.CANCELLED),
    talk("waiting", people=(speaker("ada"),), track="safety"),
    Cover(id="cover", person="cy", day=DAY, room="lab"),
)  # fmt: skip
SHOWN = programme(PLAN)
ROOMS, PEOPLE, TRACKS = PLAN.rooms, PLAN.people, PLAN.tracks


def holds(*sessions: str) -> frozenset[str]:
    return frozenset(sessions)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(
            day_part(SHOWN, PLAN.days_in_order[0], "Thursday"),
            Part("day:2024-04-25", "Thursday", holds("keynote", "panel", "lunch", "talk")),
            id="a day",
        ),
        pytest.param(
            room_part(PLAN, SHOWN, ROOMS["hall"]),
            Part("room:hall", "Hall", holds("keynote", "panel", "lunch")),
            id="a room has what takes the whole venue",
        ),
        pytest.param(
            room_part(PLAN, SHOWN, ROOMS["lab"]),
            Part("room:lab", "Lab", holds("panel", "lunch", "talk")),
            id="a session in two rooms is in both",
        ),
        pytest.param(
            track_part(PLAN, SHOWN, TRACKS["safety"]), Part("track:safety", "Safety", holds("keynote")), id="a track"
        ),
        pytest.param(
            person_part(PLAN, SHOWN, PEOPLE["ada"]),
            Part("person:ada", "Ada", holds("keynote", "panel")),
            id="a person in every role",
        ),
        pytest.param(
            person_part(PLAN, SHOWN, PEOPLE["dee"]), Part("person:dee", "Dee", holds()), id="who has said no is not in"
        ),
        pytest.param(
            moderator_part(PLAN, SHOWN, PEOPLE["bo"], ENGLISH),
            Part("moderator:bo", "Moderator: Bo", holds("keynote")),
            id="a moderator",
        ),
        pytest.param(
            moderator_part(PLAN, SHOWN, PEOPLE["cy"], ENGLISH),
            Part("moderator:cy", "Moderator: Cy", holds("talk")),
            id="who moderates a stretch, invited as a speaker or not",
        ),
    ],
)
def test_a_part(part, expected):
    assert part == expected


@pytest.mark.parametrize("about", list(PartKind))
def test_all_parts_of_a_sort_are_the_parts_by_themselves(about):
    alone = {
        PartKind.DAY: [day_part(SHOWN, d, d.date.isoformat()) for d in PLAN.days_in_order],
        PartKind.ROOM: [room_part(PLAN, SHOWN, room) for room in PLAN.rooms_in_order],
        PartKind.TRACK: [track_part(PLAN, SHOWN, track) for track in PLAN.tracks_in_order],
        PartKind.PERSON: [person_part(PLAN, SHOWN, person) for person in PLAN.people_in_order],
        PartKind.MODERATOR: [moderator_part(PLAN, SHOWN, person, ENGLISH) for person in PLAN.people_in_order],
    }

    found = parts(PLAN, SHOWN, about, ENGLISH, lambda when: when.isoformat())

    assert list(found) == alone[about]
    assert {part.about for part in found} == {about}


def test_another_name_is_the_same_part():
    room = replace(ROOMS["hall"], name="Aula")

    assert room_part(PLAN, SHOWN, room) == Part("room:hall", "Aula", holds("keynote", "panel", "lunch"))
    assert (room_part(PLAN, SHOWN, room).about, room_part(PLAN, SHOWN, room).of) == (PartKind.ROOM, "hall")
