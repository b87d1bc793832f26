"""Tests of which calendars of parts were sent, deleted ones included, and which of them are out of date."""

from collections.abc import Callable
from datetime import date

import pytest

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_day, delete_room, delete_track
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Room
from planner.programme.parts import Part, PartKind, whole_part
from planner.programme.programme import programme
from planner.programme.release import Ledger, SentFile
from planner.programme.sent_parts import offered, out_of_date, reminders
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk, track
from tests.calendars import ENGLISH, outgoing
from tests.calendars import sent as whole_sent

NEXT = date(2024, 4, 26)
PLAN = agenda(
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


SENT = whole_sent(sent(PLAN, Ledger()), PLAN)


def told(plan: Agenda, ledger: Ledger) -> list[str]:
    """Return the reminders after only the whole was sent as it is now."""
    now = whole_sent(ledger, plan, release=9)
    return [str(line) for line in reminders(now, out_of_date(now, outgoing(plan), all_parts(plan, now)))]


@pytest.mark.parametrize(
    ("delete", "key", "title"),
    [
        pytest.param(lambda: delete_room(PLAN, "lab"), "room:lab", "Lab", id="a room"),
        pytest.param(lambda: delete_track(PLAN, "safety"), "track:safety", "Safety", id="a track"),
        pytest.param(lambda: delete_person(PLAN, "ada"), "person:ada", "Ada", id="a person"),
        pytest.param(lambda: delete_person(PLAN, "bo"), "moderator:bo", "Moderator: Bo", id="a moderator"),
        pytest.param(lambda: delete_day(PLAN, NEXT.isoformat()), "day:2024-04-26", "2024-04-26", id="a day"),
    ],
)
def test_what_is_deleted_after_its_calendar_was_sent_is_still_offered(
    delete: Callable[[], Change], key: str, title: str
) -> None:
    after = PLAN.after(delete())

    assert [part for part in all_parts(after, SENT) if part.gone and part.key == key] == [
        Part(key, title, frozenset(), gone=True)
    ]
    assert not [part for part in all_parts(after, Ledger()) if part.gone]
    assert not [part for part in all_parts(PLAN, SENT) if part.gone]


def test_what_is_there_comes_first_and_what_is_gone_by_title() -> None:
    after = PLAN.after(delete_room(PLAN, "lab"))
    ledger = Ledger({**SENT.files, "room:x": SentFile(title="Attic", older={"panel": 0})})

    found = offered(after, programme(after), ledger, PartKind.ROOM, ENGLISH, date.isoformat)

    assert [(part.title, part.gone) for part in found] == [("Hall", False), ("Attic", True), ("Lab", True)]


def test_a_part_of_a_version_1_file_has_a_title_too_and_what_is_no_key_is_passed_over() -> None:
    keys = ("day:2023-01-01", "day:x", "day-2024-04-25", "room:cellar", "x:y")
    old = {key: SentFile(older={"panel": 0}) for key in keys}

    found = [part for part in all_parts(PLAN, Ledger(old)) if part.gone]

    assert [(part.key, part.title) for part in found] == [("day:2023-01-01", "2023-01-01"), ("room:cellar", "cellar")]


def test_nothing_is_out_of_date_right_after_it_was_sent() -> None:
    assert told(PLAN, SENT) == []
    assert told(PLAN, Ledger()) == []


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        pytest.param(lambda: delete_session(PLAN, "panel"), ["day:2024-04-25", "room:lab"], id="a session is gone"),
        pytest.param(
            lambda: place(PLAN, "second", NEXT, 600, ["lab"]),
            ["day:2024-04-26", "room:hall", "room:lab"],
            id="a session came and left",
        ),
        pytest.param(
            lambda: delete_room(PLAN, "lab"), ["day:2024-04-25", "room:hall", "room:lab"], id="a room is gone"
        ),
        pytest.param(
            lambda: edit(PLAN, Room, "lab", name="Studio"), ["day:2024-04-25", "room:hall", "room:lab"], id="renamed"
        ),
    ],
)
def test_a_calendar_is_out_of_date_when_something_in_it_changed(change: Callable[[], Change], keys: list[str]) -> None:
    after = PLAN.after(change())
    ledger = whole_sent(SENT, after, release=2)
    every = [whole_part(programme(after)), *all_parts(after, ledger)]

    assert [part.key for part in out_of_date(SENT, outgoing(after), every)] == ["", *keys]
    assert [part.key for part in out_of_date(ledger, outgoing(after), every)] == keys
    assert out_of_date(whole_sent(ledger, after, *every[1:]), outgoing(after), every) == ()


def test_what_was_last_sent_and_with_which_version_is_said() -> None:
    ledger = sent(PLAN, sent(PLAN, Ledger(), "room:lab", "person:ada", "moderator:bo", "track:safety"), "person:ada",
                  release=3)  # fmt: skip
    without_lab = PLAN.after(delete_room(PLAN, "lab"))
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

    assert len(lines) == 6
    assert lines[-1] == "2 more calendars are out of date too."


def test_version_1_does_not_tell_with_which_version_it_was_sent() -> None:
    ledger = Ledger({"": SENT.file(""), "room:lab": SentFile(older={"panel": 0})})

    assert told(PLAN, ledger)[0].startswith("The calendar of room “Lab” was last sent with an earlier version; ")
