"""Tests of the parts of the programme, and of those whose calendars were sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_day, delete_room, delete_track
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Cover, Room
from planner.domain.value_objects import Appearance, Kind, Role, State, Status
from planner.programme.programme import programme
from planner.programme.release import (
    Ledger,
    Part,
    PartKind,
    SentFile,
    day_part,
    moderator_part,
    parts,
    person_part,
    room_part,
    track_part,
    whole_part,
)
from planner.programme.sent_parts import offered, out_of_date, reminders
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk, track
from tests.calendars import ENGLISH, outgoing
from tests.calendars import sent as whole_sent

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

    assert (list(found), {part.about for part in found}) == (alone[about], {about})


def test_another_name_is_the_same_part():
    part = room_part(PLAN, SHOWN, replace(ROOMS["hall"], name="Aula"))
    assert (part, part.about, part.of) == (
        Part("room:hall", "Aula", holds("keynote", "panel", "lunch")), PartKind.ROOM, "hall",
    )  # fmt: skip


NEXT = date(2024, 4, 26)
SENDING = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), track("safety"), person("ada"), person("bo"),
    talk("keynote", "hall", "09:00-09:30", people=(speaker("ada"), moderator("bo")), track="safety"),
    talk("panel", "lab", "10:00-10:30"),
    talk("both", ("hall", "lab"), "11:00-11:30"),
    talk("second", "hall", "09:00-09:30", on=NEXT),
)  # fmt: skip


def all_parts(plan: Agenda, ledger: Ledger) -> list[Part]:
    """Return the parts of every sort that are offered."""
    shown = programme(plan)
    return [part for about in PartKind for part in offered(plan, shown, ledger, about, ENGLISH, date.isoformat)]


def sent(plan: Agenda, ledger: Ledger, *keys: str, release: int = 1) -> Ledger:
    """Return the ledger after these parts were sent; all of them if none is named."""
    parts = [part for part in all_parts(plan, ledger) if not keys or part.key in keys]
    return whole_sent(ledger, plan, *parts, release=release)


SENT = whole_sent(sent(SENDING, Ledger()), SENDING)


def told(plan: Agenda, ledger: Ledger) -> list[str]:
    """Return the reminders after only the whole was sent as it is now."""
    now = whole_sent(ledger, plan, release=9)
    return [str(line) for line in reminders(now, out_of_date(now, outgoing(plan), all_parts(plan, now)))]


@pytest.mark.parametrize(
    ("delete", "key", "title"),
    [
        pytest.param(lambda: delete_room(SENDING, "lab"), "room:lab", "Lab", id="a room"),
        pytest.param(lambda: delete_track(SENDING, "safety"), "track:safety", "Safety", id="a track"),
        pytest.param(lambda: delete_person(SENDING, "ada"), "person:ada", "Ada", id="a person"),
        pytest.param(lambda: delete_person(SENDING, "bo"), "moderator:bo", "Moderator: Bo", id="a moderator"),
        pytest.param(lambda: delete_day(SENDING, NEXT.isoformat()), "day:2024-04-26", "2024-04-26", id="a day"),
    ],
)
def test_what_is_deleted_after_its_calendar_was_sent_is_still_offered(
    delete: Callable[[], Change], key: str, title: str
) -> None:
    after = SENDING.after(delete())

    assert [part for part in all_parts(after, SENT) if part.gone and part.key == key] == [
        Part(key, title, frozenset(), gone=True)
    ]
    assert not [part for part in all_parts(after, Ledger()) if part.gone]
    assert not [part for part in all_parts(SENDING, SENT) if part.gone]


def test_what_is_there_comes_first_and_what_is_gone_by_title() -> None:
    after = SENDING.after(delete_room(SENDING, "lab"))
    ledger = Ledger({**SENT.files, "room:x": SentFile(title="Attic", older={"panel": 0})})

    found = offered(after, programme(after), ledger, PartKind.ROOM, ENGLISH, date.isoformat)

    assert [(part.title, part.gone) for part in found] == [("Hall", False), ("Attic", True), ("Lab", True)]


def test_a_part_of_a_version_1_file_has_a_title_too_and_what_is_no_key_is_passed_over() -> None:
    keys = ("day:2023-01-01", "day:x", "day-2024-04-25", "room:cellar", "x:y")
    old = {key: SentFile(older={"panel": 0}) for key in keys}

    found = [part for part in all_parts(SENDING, Ledger(old)) if part.gone]

    assert [(part.key, part.title) for part in found] == [("day:2023-01-01", "2023-01-01"), ("room:cellar", "cellar")]


def test_nothing_is_out_of_date_right_after_it_was_sent_and_version_1_does_not_tell_with_which_version() -> None:
    assert told(SENDING, SENT) == told(SENDING, Ledger()) == []
    ledger = Ledger({"": SENT.file(""), "room:lab": SentFile(older={"panel": 0})})
    assert told(SENDING, ledger)[0].startswith("The calendar of room “Lab” was last sent with an earlier version; ")


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        pytest.param(lambda: delete_session(SENDING, "panel"), ["day:2024-04-25", "room:lab"], id="a session is gone"),
        pytest.param(
            lambda: place(SENDING, "second", NEXT, 600, ["lab"]),
            ["day:2024-04-26", "room:hall", "room:lab"],
            id="a session came and left",
        ),
        pytest.param(
            lambda: delete_room(SENDING, "lab"), ["day:2024-04-25", "room:hall", "room:lab"], id="a room is gone"
        ),
        pytest.param(
            lambda: edit(SENDING, Room, "lab", name="Studio"), ["day:2024-04-25", "room:hall", "room:lab"], id="renamed"
        ),
    ],
)
def test_a_calendar_is_out_of_date_when_something_in_it_changed(change: Callable[[], Change], keys: list[str]) -> None:
    after = SENDING.after(change())
    ledger = whole_sent(SENT, after, release=2)
    every = [whole_part(programme(after)), *all_parts(after, ledger)]

    assert [part.key for part in out_of_date(SENT, outgoing(after), every)] == ["", *keys]
    assert [part.key for part in out_of_date(ledger, outgoing(after), every)] == keys
    assert out_of_date(whole_sent(ledger, after, *every[1:]), outgoing(after), every) == ()


def test_what_was_last_sent_and_with_which_version_is_said() -> None:
    first = sent(SENDING, Ledger(), "room:lab", "person:ada", "moderator:bo", "track:safety")
    ledger = sent(SENDING, first, "person:ada", release=3)
    without_lab = SENDING.after(delete_room(SENDING, "lab"))
    after = without_lab.after(delete_person(without_lab, "bo"))

    since = "whoever subscribes to it does not see what has changed since."
    assert told(after, ledger) == [
        "The calendar of room “Lab”, now deleted, was last sent with version 1; "
        "whoever subscribes to it still reads what was planned then.",
        f"The calendar of track “Safety” was last sent with version 1; {since}",
        f"The calendar of Ada was last sent with version 3; {since}",
        "The calendar of “Moderator: Bo”, now deleted, was last sent with version 1; "
        "whoever subscribes to it still reads what was planned then.",
    ]


def test_of_many_only_the_number_is_said() -> None:
    crowd = [person(f"p{n}") for n in range(7)]
    plan = agenda(*crowd, talk("all", "hall", "09:00-09:30", people=tuple(speaker(who.id) for who in crowd)))
    ledger = sent(plan, Ledger(), *(f"person:p{n}" for n in range(7)))

    lines = told(plan.after(place(plan, "all", DAY, 600, ["hall"])), ledger)

    assert (len(lines), lines[-1]) == (6, "2 more calendars are out of date too.")
