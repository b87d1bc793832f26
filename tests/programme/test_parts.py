"""Tests of the parts of the programme, of those whose calendars were sent, and of the words for a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import delete_session
from planner.commands.timeline import place
from planner.commands.venue import delete_day, delete_room, delete_track
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Cover, Room, Venue
from planner.domain.value_objects import Appearance, Kind, Link, Role, State, Status
from planner.programme.difference import change_lines, difference, summary
from planner.programme.programme import programme, reuse_sent_items
from planner.programme.release import Ledger, Part, PartKind, SentFile, parts, whole_part
from planner.programme.sent_parts import outdated_parts, sendable_parts, sentences_on_outdated_calendars
from tests.builders import DAY, agenda, day, moderator, person, room, speaker, talk, track
from tests.calendars import ENGLISH, outgoing
from tests.calendars import sent as whole_sent
from tests.parts import moderator_part, part_about, person_part, room_part, track_part

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


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param(
            part_about(PLAN, SHOWN, PartKind.DAY, "2024-04-25"),
            Part("day:2024-04-25", "Thursday 25 April 2024", frozenset({"keynote", "panel", "lunch", "talk"})),
            id="a day",
        ),
        pytest.param(
            room_part(PLAN, SHOWN, ROOMS["hall"]),
            Part("room:hall", "Hall", frozenset({"keynote", "panel", "lunch"})),
            id="a room has what takes the whole venue",
        ),
        pytest.param(
            room_part(PLAN.after(edit(PLAN, Room, "hall", name="Aula")), SHOWN, ROOMS["hall"]),
            Part("room:hall", "Aula", frozenset({"keynote", "panel", "lunch"})),
            id="another name is the same part",
        ),
        pytest.param(
            room_part(PLAN, SHOWN, ROOMS["lab"]),
            Part("room:lab", "Lab", frozenset({"panel", "lunch", "talk"})),
            id="a session in two rooms is in both",
        ),
        pytest.param(
            track_part(PLAN, SHOWN, TRACKS["safety"]),
            Part("track:safety", "Safety", frozenset({"keynote"})),
            id="a track",
        ),
        pytest.param(
            person_part(PLAN, SHOWN, PEOPLE["ada"]),
            Part("person:ada", "Ada", frozenset({"keynote", "panel"})),
            id="a person in every role",
        ),
        pytest.param(
            person_part(PLAN, SHOWN, PEOPLE["dee"]),
            Part("person:dee", "Dee", frozenset()),
            id="who has said no is not in",
        ),
        pytest.param(
            moderator_part(PLAN, SHOWN, PEOPLE["bo"]),
            Part("moderator:bo", "Moderator: Bo", frozenset({"keynote"})),
            id="a moderator",
        ),
        pytest.param(
            moderator_part(PLAN, SHOWN, PEOPLE["cy"]),
            Part("moderator:cy", "Moderator: Cy", frozenset({"talk"})),
            id="who moderates a shift, invited as a speaker or not",
        ),
    ],
)
def test_a_part(part, expected):
    assert (part, f"{part.about.value}:{part.of}") == (expected, expected.key)


@pytest.mark.parametrize("about", list(PartKind))
def test_all_parts_of_a_sort_stand_in_order_also_those_without_sessions(about):
    every = {
        PartKind.DAY: [day.date.isoformat() for day in PLAN.days_in_order],
        PartKind.ROOM: [room.id for room in PLAN.rooms_in_order],
        PartKind.TRACK: [track.id for track in PLAN.tracks_in_order],
        PartKind.PERSON: [person.id for person in PLAN.people_in_order],
        PartKind.MODERATOR: [person.id for person in PLAN.people_in_order],
    }

    found = parts(PLAN, SHOWN, about, ENGLISH)

    assert ([part.of for part in found], {part.about for part in found}) == (every[about], {about})


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
    return [part for about in PartKind for part in sendable_parts(plan, shown, ledger, about, ENGLISH)]


def sent(plan: Agenda, ledger: Ledger, *keys: str, release: int = 1) -> Ledger:
    """Return the ledger after these parts were sent; all of them if none is named."""
    parts = [part for part in all_parts(plan, ledger) if not keys or part.key in keys]
    return whole_sent(ledger, plan, *parts, release=release)


SENT = whole_sent(sent(SENDING, Ledger()), SENDING)


def told(plan: Agenda, ledger: Ledger) -> list[str]:
    """Return the reminders after only the whole was sent as it is now."""
    now = whole_sent(ledger, plan, release=9)
    return [
        str(line)
        for line in sentences_on_outdated_calendars(now, outdated_parts(now, outgoing(plan), all_parts(plan, now)))
    ]


@pytest.mark.parametrize(
    ("delete", "key", "title"),
    [
        pytest.param(lambda: delete_room(SENDING, "lab"), "room:lab", "Lab", id="a room"),
        pytest.param(lambda: delete_track(SENDING, "safety"), "track:safety", "Safety", id="a track"),
        pytest.param(lambda: delete_person(SENDING, "ada"), "person:ada", "Ada", id="a person"),
        pytest.param(lambda: delete_person(SENDING, "bo"), "moderator:bo", "Moderator: Bo", id="a moderator"),
        pytest.param(
            lambda: delete_day(SENDING, NEXT.isoformat()), "day:2024-04-26", "Friday 26 April 2024", id="a day"
        ),
    ],
)
def test_what_is_deleted_after_its_calendar_was_sent_is_still_offered(
    delete: Callable[[], Change], key: str, title: str
) -> None:
    after = SENDING.after(delete())
    gone = [
        [part for part in all_parts(*of) if part.gone] for of in ((after, SENT), (after, Ledger()), (SENDING, SENT))
    ]

    assert [part for part in gone[0] if part.key == key] == [Part(key, title, frozenset(), gone=True)]
    assert gone[1:] == [[], []]


def test_what_is_there_comes_first_and_what_is_gone_by_title() -> None:
    after = SENDING.after(delete_room(SENDING, "lab"))
    ledger = Ledger({**SENT.files, "room:x": SentFile(title="Attic", older={"panel": 0})})

    found = sendable_parts(after, programme(after), ledger, PartKind.ROOM, ENGLISH)

    assert [(part.title, part.gone) for part in found] == [("Hall", False), ("Attic", True), ("Lab", True)]


def test_a_part_of_a_version_1_file_has_a_title_too_and_what_is_no_key_is_passed_over() -> None:
    keys = ("day:2023-01-01", "day:x", "day-2024-04-25", "room:cellar", "x:y")
    old = {key: SentFile(older={"panel": 0}) for key in keys}

    found = [part for part in all_parts(SENDING, Ledger(old)) if part.gone]

    assert [(part.key, part.title) for part in found] == [
        ("day:2023-01-01", "Sunday 1 January 2023"),
        ("room:cellar", "cellar"),
    ]


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

    assert [part.key for part in outdated_parts(SENT, outgoing(after), every)] == ["", *keys]
    assert [part.key for part in outdated_parts(ledger, outgoing(after), every)] == keys
    assert outdated_parts(whole_sent(ledger, after, *every[1:]), outgoing(after), every) == ()


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


def lines_of(before, after):
    return [str(line) for line in change_lines(difference(before, after))]


def plan(*sessions, **fields):
    return programme(agenda(*sessions, person("ada"), person("bo"), **fields))


A = talk("a", "hall", "09:00-09:30", people=(speaker("ada"),))
B = talk("b", "lab", "09:00-09:30")
BOTH = plan(A, B)


@pytest.mark.parametrize(
    ("after", "lines", "line"),
    [
        pytest.param(BOTH, [], "None", id="nothing"),
        pytest.param(
            plan(A, B, talk("c", "hall", "10:00-10:45"), talk("d", "", "11:00-11:15")),
            ["New: “C”, 2024-04-25 10:00–10:45, Hall", "New: “D”, 2024-04-25 11:00–11:15"],
            "2 added",
            id="new",
        ),
        pytest.param(plan(A), ["Cancelled: “B”, 2024-04-25 09:00–09:30"], "1 cancelled", id="deleted"),
        pytest.param(plan(A, talk("b")), ["Cancelled: “B”, 2024-04-25 09:00–09:30"], "1 cancelled", id="not placed"),
        pytest.param(
            plan(A, replace(B, status=Status.CANCELLED)),
            ["Cancelled: “B”, 2024-04-25 09:00–09:30"],
            "1 cancelled",
            id="cancelled",
        ),
        pytest.param(
            plan(A, talk("b", "lab", "10:00-10:30")),
            ["Moved: “B”, from 09:00–09:30 to 10:00–10:30"],
            "1 moved",
            id="moved",
        ),
        pytest.param(
            plan(A, talk("b", "lab", "09:00-09:30", on=DAY.replace(day=26))),
            ["Moved: “B”, from 2024-04-25 09:00–09:30 to 2024-04-26 09:00–09:30"],
            "1 moved",
            id="another day",
        ),
        pytest.param(
            plan(A, talk("b", "hall", "09:00-09:30")),
            ["Other room: “B”, from Lab to Hall"],
            "1 moved",
            id="another room",
        ),
        pytest.param(
            plan(A, talk("b", "", "09:00-09:30")),
            ["Other room: “B”, from Lab to all rooms"],
            "1 moved",
            id="all rooms",
        ),
        pytest.param(plan(A, replace(B, title="Bee")), ["Title: “Bee”, was called “B”"], "1 changed", id="retitled"),
        pytest.param(
            plan(replace(A, people=(speaker("bo"),)), B),
            ["People: “A”, joined by Bo; left by Ada"],
            "1 changed",
            id="people",
        ),
        pytest.param(
            plan(A, replace(B, status=Status.DRAFT)), ["Status: “B”, now preliminary"], "1 changed", id="tentative"
        ),
        pytest.param(
            plan(A, replace(B, abstract="New.")), ["Text: “B”, changed: the abstract"], "1 changed", id="text"
        ),
        pytest.param(plan(A, replace(B, kind=Kind.PANEL)), ["Text: “B”, changed: the type"], "1 changed", id="kind"),
        pytest.param(plan(A, replace(B, note="for us")), [], "None", id="a private note"),
        pytest.param(
            plan(A, B, title="Renamed"),
            ["The conference is now called “Renamed”"],
            "the conference's own text changed",
            id="the conference's name",
        ),
        pytest.param(
            plan(A, B, Venue(id="venue", name="The Inn"), theme="Trust", timezone="Europe/London"),
            [
                "The venue is now “The Inn”",
                "The time zone is now Europe/London",
                "About the conference there is something new: the theme",
            ],
            "the conference's own text changed",
            id="the conference",
        ),
        pytest.param(
            plan(A, B, Venue(id="venue")),
            ["The venue is no longer named"],
            "the conference's own text changed",
            id="no venue",
        ),
        pytest.param(
            plan(A, B, day(), day(NEXT, title="The second"), language="sv", website="https://example.org", focus="Law"),
            [
                "The programme is now in another language",
                "2024-04-26 is a day of the conference now",
                "About the conference there is something new: the focus, the website",
            ],
            "the conference's own text changed",
            id="language, days and several texts",
        ),
        pytest.param(
            plan(A, B, day(title="Opening day", closes="20:00")),
            ["2024-04-25 is now called “Opening day”"],
            "the conference's own text changed",
            id="a day's name",
        ),
        pytest.param(
            plan(A, B, day(opens="07:00", closes="20:00"), acronym="TC"),
            [],
            "None",
            id="what no file for attendees says",
        ),
        pytest.param(
            plan(A, B, room("hall", 1), room("lab")),
            ["Sessions at the same time stand in another order"],
            "sessions in another order",
            id="the rooms' order",
        ),
        pytest.param(
            plan(A, replace(B, tags=("new",), language="sv")),
            ["Text: “B”, changed: the language, the tags"],
            "1 changed",
            id="tags and language",
        ),
        pytest.param(
            plan(
                replace(A, title="Ay"), talk("b", "lab", "10:00-10:30", title="Bee"), talk("c", "hall", "10:00-10:45")
            ),
            [
                "Moved: “Bee”, from 09:00–09:30 to 10:00–10:30; was called “B”",
                "New: “C”, 2024-04-25 10:00–10:45, Hall",
                "Title: “Ay”, was called “A”",
            ],
            "1 moved, 1 added, 1 changed",
            id="several, by time",
        ),
        pytest.param(
            plan(talk("a", "hall", "09:00-09:40", people=(speaker("ada"),)), B),
            ["Longer: “A”, from 09:00–09:30 to 09:00–09:40"],
            "1 changed",
            id="who ends later is longer, and not moved",
        ),
        pytest.param(
            plan(talk("a", "hall", "09:00-09:20", people=(speaker("ada"),)), B),
            ["Shorter: “A”, from 09:00–09:30 to 09:00–09:20"],
            "1 changed",
            id="who ends earlier is shorter, and not moved",
        ),
        pytest.param(
            programme(agenda(A, B, person("ada", title="Dr"), person("bo"))),
            ["People: “A”, its people are presented otherwise"],
            "1 changed",
            id="a person presented otherwise",
        ),
        pytest.param(
            programme(agenda(replace(A, people=(speaker("bo"),)), B, person("bo", name="Ada Bergström"))),
            ["People: “A”, joined by Ada Bergström; left by Ada"],
            "1 changed",
            id="who takes over from somebody is no renamed person",
        ),
    ],
)
def test_a_difference(after, lines, line):
    assert (lines_of(BOTH, after), str(summary(BOTH, after))) == (lines, line)


def test_what_is_elsewhere_new_or_cancelled_comes_before_what_is_only_said_otherwise():
    old = [talk(f"s{n}", "hall", f"{9 + n}:00-{9 + n}:30") for n in range(9)]
    texts = [replace(session, abstract="New.") for session in old[:5]]
    later = plan(
        *texts,
        replace(old[5], kind=Kind.PANEL),
        talk("s6", "lab", "15:00-15:30", abstract="New."),
        old[7],
        talk("x", "lab", "18:00-18:30"),
    )

    assert lines_of(plan(*old), later) == [
        "Cancelled: “S8”, 2024-04-25 17:00–17:30",
        "New: “X”, 2024-04-25 18:00–18:30, Lab",
        "Other room: “S6”, from Hall to Lab; changed: the abstract",
        "6 sessions with other texts: the abstract, the type",
    ]


def test_in_what_an_older_estrad_sent_people_are_known_by_their_names_alone():
    old = replace(BOTH.items[0], credits=tuple(replace(credit, person="") for credit in BOTH.items[0].credits))
    before = replace(BOTH, items=(old, BOTH.items[1]))

    assert (difference(before, BOTH), reuse_sent_items(before, BOTH).items[0].credits[0].person) == ([], "ada")


# in the night, the place, names ---------------------------------------------------------------------------


def night(times: str, **fields):
    return plan(A, talk("b", "lab", times, **fields))


def at(where: str, place: str):
    return plan(A, talk("b", where, "10:00-10:30", place=place))


IMPORTED = talk("b", "lab", "09:00-09:30", origin="x/id:1")
C = talk("c", "hall", "10:00-10:30", people=(speaker("ada"), speaker("bo")))
RENAMED = agenda(A, replace(C, people=(speaker("ada"),)), person("ada", name="Ada Berg"), person("bo"))


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        # a session after midnight has the date it really is on
        (night(""), night("25:00-26:00"), ["New: “B”, 2024-04-26 01:00–02:00, Lab"]),
        (night("25:00-26:00"), night(""), ["Cancelled: “B”, 2024-04-26 01:00–02:00"]),
        (night("23:00-23:30"), night("23:15-24:15"), ["Moved: “B”, from 23:00–23:30 to 23:15–00:15"]),
        (
            night("23:00-23:30"), night("24:00-24:30"),
            ["Moved: “B”, from 2024-04-25 23:00–23:30 to 2024-04-26 00:00–00:30"],
        ),
        (night("25:00-26:00"), night("25:30-26:30"), ["Moved: “B”, from 01:00–02:00 to 01:30–02:30"]),
        # a night hour becomes the next day's morning, and the first programme is all new
        (
            night("25:00-26:00"), night("01:00-02:00", on=NEXT),
            ["Moved: “B”, now in the programme of 2024-04-26"],
        ),
        (None, plan(B), ["New: “B”, 2024-04-25 09:00–09:30, Lab"]),
        # a place is never said to change from one to the same: behind a text, a room's name, out of all rooms
        (at("hall", "The foyer"), at("lab", "The foyer"), ["Other room: “B”, from Hall to Lab"]),
        (at("lab", ""), at("lab", "Lab"), ["Other room: “B”, its place is said otherwise"]),
        (at("", "Park"), at("lab", "Park"), ["Other room: “B”, from all rooms to Lab"]),
        # a person who is renamed is renamed once in all their sessions
        (plan(A, C), programme(RENAMED), ["People: “C”, left by Bo", "Ada is renamed Ada Berg"]),
        # somebody where a file named nobody is no other text
        (plan(IMPORTED), plan(replace(IMPORTED, people=(speaker("bo"),))), ["People: “B”, joined by Bo"]),
        (plan(replace(IMPORTED, people=(speaker("bo"),))), plan(IMPORTED), ["People: “B”, left by Bo"]),
        (
            plan(IMPORTED), plan(replace(IMPORTED, people=(Appearance("bo", Role.RESERVE),))),
            ["People: “B”, a speaker is to be announced"],
        ),
    ],
)  # fmt: skip
def test_the_lines_of_a_difference(before, after, lines):
    assert lines_of(before, after) == lines


# laws -----------------------------------------------------------------------------------------------------

TEXT = st.sampled_from(["", "One", "Two"])
SESSIONS = st.builds(
    talk,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["", "hall", "lab", ("hall", "lab"), ("lab", "hall")]),
    st.sampled_from(["", "09:00-10:00", "24:30-25:00"]),
    on=st.sampled_from([DAY, NEXT]),
    place=st.sampled_from(["", "Hall", "The foyer"]),
    title=TEXT.map(lambda text: text or "None"),
    kind=st.sampled_from([Kind.TALK, Kind.MEAL]),
    abstract=TEXT,
    website=TEXT,
    stream=TEXT,
    language=TEXT,
    tags=st.lists(TEXT, max_size=2).map(tuple),
    links=st.lists(st.builds(Link, TEXT, TEXT), max_size=1).map(tuple),
    track=st.sampled_from([None, "x", "y"]),
    status=st.sampled_from(Status),
    people=st.lists(st.builds(Appearance, st.sampled_from(["ada", "bo"]), st.sampled_from(Role)), unique=True).map(
        tuple
    ),
    number=st.integers(2, 9),
)
PLANS = st.builds(
    lambda sessions, second, **fields: plan(
        *sessions, day(), day(NEXT, title=second), track("x"), track("y"), **fields
    ),
    st.lists(SESSIONS, max_size=3, unique_by=lambda session: session.id),
    TEXT,
    theme=TEXT,
    acronym=TEXT,
    language=st.sampled_from(["en", "sv"]),
)  # fmt: skip


@given(PLANS, PLANS)
def test_something_is_said_of_two_programmes_if_and_only_if_they_differ(before, after):
    said = lines_of(before, after)

    assert bool(said) == (before != after) == (summary(before, after) is not None)
    assert (all(said), difference(before, before)) == (True, [])
