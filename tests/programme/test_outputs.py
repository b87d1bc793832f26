"""Tests that what attendees get shows every field and its changes, nothing private, and the same moderators."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Any

import pytest

from planner.commands.answers import change_own_answer
from planner.domain.agenda import Agenda, moderator_appearances, session_moderator_ids
from planner.domain.entities import Conference, Cover, Day, Entity, Person
from planner.domain.long_task import run_to_end
from planner.domain.span import Span, parse_clock_time
from planner.domain.value_objects import Appearance, Kind, Link, NamingRule, PartnerRole, ProfileChoice, Role, State
from planner.exporting.ics import to_ics
from planner.exporting.sending import changes_text
from planner.printing.marks import PlacedText
from planner.printing.programme_sheet import programme_sheet
from planner.printing.run_sheet import run_sheet
from planner.programme.calendar import events
from planner.programme.difference import difference, summary
from planner.programme.ledger_update import Outgoing, ledger_after_sending
from planner.programme.programme import (
    Credit,
    Programme,
    ProgrammeBlock,
    ProgrammeDay,
    ProgrammeItem,
    Supporter,
    programme,
)
from planner.programme.release import Ledger, Release, whole_part
from planner.rules.completeness import SESSION_WITHOUT_MODERATOR
from planner.rules.people import PERSON_IN_TWO_PLACES
from planner.wording import wording
from tests.builders import DAY, NOW, agenda, draft, moderator, person, released, room, speaker, talk
from tests.every_field import SUBJECT, full_agenda
from tests.parts import moderator_part
from tests.printing.pages import measure
from ui.features.moderators.board_tools import compute_coverage, sessions_gaining_moderator, shift_conflicts

ITEM = ProgrammeItem(
    id="talk", title="Talk", kind=Kind.TALK, span=Span(DAY, 540, 600), rooms=("Hall",), track="Safety",
    track_colour="teal", abstract="In short.", website="https://example.org/talk", stream="https://example.org/live",
    subtitle="Under it", description="At length.", language="sv", tags=("law",),
    links=(Link("https://example.org/slides", "Slides"),),
    credits=(Credit("Ada", Role.SPEAKER, "Dr", "The Lab"),), block="morning", block_title="The morning",
)  # fmt: skip
BLOCK = ProgrammeBlock(
    id="morning", title="The morning", span=Span(DAY, 540, 720), rooms=("Hall",), track="Safety", track_colour="teal",
    description="What is safe.", credits=(Credit("Cy", Role.MODERATOR, "Prof", "The Lab"),),
)  # fmt: skip
WHOLE = Programme(
    id="c", title="The Conference", timezone="Europe/Stockholm", language="en", description="About it.",
    organisers="The Board", contact="info@example.org", website="https://example.org",
    programme_page="https://example.org/programme", registration_page="https://example.org/register",
    calendar_address="https://example.org/c.ics", logo_address="https://example.org/l.png", colour="teal",
    venue="The Venue", address="Street 1\nTown", latitude=59.3, longitude=18.0, subtitle="Under it", theme="Trust",
    focus="Cameras", directions="Take the bus.", map_link="https://example.org/map",
    partners=tuple(Supporter(f"The {role}", role, f"https://{role}.example.org") for role in PartnerRole),
    days=(ProgrammeDay(DAY, "The first"),), items=(ITEM,), blocks=(BLOCK,),
)  # fmt: skip
OTHER: dict[type, dict[str, Any]] = {
    Programme: {
        **{f.name: "Other" for f in fields(Programme)
           if type(getattr(WHOLE, f.name)) is str and f.name not in ("id", "logo")},
        **dict.fromkeys(
            (f.name for f in fields(Programme) if f.name.endswith(("page", "address", "link"))), "https://example.org/other"
        ),
        "address": "Street 2\nTown", "timezone": "Europe/London", "language": "sv", "colour": "crimson",
        "contact": "other@example.org", "website": "https://example.org/other", "latitude": 58.3, "longitude": 17.0,
        "speakers_in_title": True,
    },
    ProgrammeItem: {
        **{f.name: "Other" for f in fields(ProgrammeItem) if type(getattr(ITEM, f.name)) is str and f.name != "id"},
        "kind": Kind.PANEL, "span": Span(DAY, 545, 600), "rooms": ("Lab",), "tentative": True,
        "track_colour": "crimson", "tags": ("open data",), "links": (Link("https://example.org/slides", "Pictures"),),
        "credits": (*ITEM.credits, Credit("Bo", Role.MODERATOR)),
    },
    ProgrammeBlock: {
        **dict.fromkeys(("title", "place", "track", "description"), "Other"), "span": Span(DAY, 545, 720),
        "rooms": ("Lab",), "track_colour": "crimson", "credits": (Credit("Bo", Role.MODERATOR),), "one_entry": True,
    },
    Credit: {"name": "Bo", "role": Role.HOST, "title": "Prof", "organisation": "The Bank"},
    Supporter: {"name": "Other", "role": None, "website": "https://example.org/other"},
    Link: {"address": "https://example.org/other", "label": "Other"},
    ProgrammeDay: {"date": date(2024, 4, 26), "title": "Another"},
}  # fmt: skip
"""Another value for each field of everything in a programme."""


def with_item(**changed: Any) -> Programme:
    return replace(WHOLE, items=(replace(ITEM, **changed),))


def changed() -> list[Any]:
    """Return the whole programme with one field changed, for each field of everything in it."""
    day, credit, link = WHOLE.days[0], ITEM.credits[0], ITEM.links[0]
    ways = {
        Programme: lambda **new: replace(WHOLE, **new),
        ProgrammeItem: with_item,
        ProgrammeBlock: lambda **new: replace(WHOLE, blocks=(replace(BLOCK, **new),)),
        Credit: lambda **new: with_item(credits=(replace(credit, **new),)),
        Link: lambda **new: with_item(links=(replace(link, **new),)),
        ProgrammeDay: lambda **new: replace(WHOLE, days=(replace(day, **new),)),
    }
    found = [(f"{of.__name__}.{n}", way(**{n: value})) for of, way in ways.items() for n, value in OTHER[of].items()]
    for n, one in enumerate(WHOLE.partners):
        for name, value in OTHER[Supporter].items():
            other = value or next(role for role in PartnerRole if role is not one.role)
            partners = (*WHOLE.partners[:n], replace(one, **{name: other}), *WHOLE.partners[n + 1 :])
            found.append((f"Supporter.{name}, {one.role}", replace(WHOLE, partners=partners)))
    return [pytest.param(WHOLE, after, id=name) for name, after in found]


def files(shown: Programme) -> tuple[object, ...]:
    """Return all files that attendees get: the calendar, and the printed sheet."""
    words = wording(shown.language)
    ledger = ledger_after_sending(Ledger(), Outgoing(shown, events(shown, words), words, NOW), [whole_part(shown)])
    return to_ics(shown, ledger, words), run_to_end(programme_sheet(shown, measure, words, released(1)))


def test_every_field_is_walked() -> None:
    plural = {
        Programme: {"id", "partners", "days", "items", "blocks", "people", "logo"}, Supporter: {"logo"},
        ProgrammeItem: {"id", "names_nobody"}, Credit: {"person"}, ProgrammeBlock: {"id"},
    }  # fmt: skip

    assert {cls: set(OTHER[cls]) for cls in OTHER} == {
        cls: {f.name for f in fields(cls)} - plural.get(cls, set()) for cls in OTHER
    }


NOBODY = [with_item(credits=(), names_nobody=nobody) for nobody in (False, True)]


@pytest.mark.parametrize(
    ("before", "after"), [*changed(), pytest.param(*NOBODY, id="nobody is to be announced any more")]
)
def test_a_field_that_changes_alone_changes_a_file_and_is_said(before: Programme, after: Programme) -> None:
    assert files(after) != files(before)
    assert (bool(difference(before, after)), bool(summary(before, after))) == (
        True,
        True,
    )


def test_only_what_was_imported_without_anybody_names_nobody() -> None:
    found = programme(
        agenda(
            talk("ours", "hall", "09:00-09:30"), talk("theirs", "hall", "10:00-10:30", origin="conf/id:1"),
            talk("asked", "hall", "11:00-11:30", origin="conf/id:2", people=(speaker("ada", State.INVITED),)),
            talk("lunch", "", "12:00-13:00", origin="conf/id:3", kind=Kind.MEAL), person("ada"),
        )
    )  # fmt: skip

    assert [item.id for item in found.items if item.names_nobody] == ["theirs"]


def test_what_no_file_shows_is_no_difference() -> None:
    plain = agenda(talk("a", "hall", "09:00-09:30"))
    other = agenda(
        talk("a", "hall", "09:00-09:30", number=7, setup=10, audience=50), Day(id="d", date=DAY, opens=0, closes=2880),
        acronym="TC", series="TC", edition="24", tags=("law",),
    )  # fmt: skip

    assert programme(other) == programme(plain)


# private fields -------------------------------------------------------------------------------------------

PUBLIC: dict[str, set[str]] = {
    "Conference": {
        "id", "title", "subtitle", "description", "organisers", "contact", "website", "programme_page", "theme",
        "focus", "registration_page", "calendar_address", "logo_address", "timezone", "language", "colour",
        "speakers_in_title", "logo", "profiles",
    },
    "Venue": {"id", "name", "address", "map_link", "directions", "latitude", "longitude"},
    "Partner": {"id", "name", "website", "role", "position", "logo"},
    "Day": {"id", "date", "title"},
    "Room": {"id", "name", "position"},
    "Track": {"id", "name", "colour", "position"},
    "Person": {
        "id", "name", "title", "organisation", "bio", "photo", "links", "pronouns", "languages", "publish_profile",
    },
    "Cover": {"id", "person", "day", "start", "end", "room", "state"},
    "Template": set(),
    "Block": {"id", "title", "minutes", "track", "description", "one_entry", "chairs", "placement"},
    "Session": {
        "id", "number", "title", "kind", "minutes", "status", "track", "block", "abstract", "website", "stream",
        "subtitle", "description", "tags", "language", "links", "people", "placement",
    },
}  # fmt: skip
"""The fields that are at least partly visible to attendees; all others are the organisers' own."""


def marked(entity: Entity) -> Entity:
    hidden = {f.name for f in fields(entity)} - PUBLIC[type(entity).__name__] - {"colour"}
    return replace(entity, **{name: private(getattr(entity, name)) for name in hidden})


def private(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return "PRIVATE"
    if isinstance(value, tuple):
        return tuple(private(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: private(getattr(value, f.name)) for f in fields(value)})
    return value


def published(entity: Entity) -> Entity:
    """Return the entity as it names everybody, with what they say of themselves."""
    if isinstance(entity, Conference):
        return replace(entity, naming=NamingRule.ALL, profiles=ProfileChoice.PUBLISHED)
    return replace(entity, publish_profile=True) if isinstance(entity, Person) else entity


def test_nothing_private_is_in_any_file_for_attendees() -> None:
    whole = Agenda.of(*(published(marked(entity)) for entity in full_agenda().entities()))
    shown, before = programme(whole), programme(agenda(person("ada"), talk("b", "hall", "09:00-09:30")))
    calendar, pages = files(shown)

    (changes,) = changes_text(Release(2, NOW, shown, "PRIVATE"), wording("en"), news=difference(before, shown)).values()

    paper = "\n".join(page.text for page in pages)  # type: ignore[attr-defined]
    texts = [calendar.decode().replace("\r\n ", ""), paper, changes.decode(), repr(shown)]  # type: ignore[attr-defined]
    assert [("PRIVATE" in text, shown.items[0].title in text) for text in texts] == [(False, True)] * 4
    assert repr(whole).count("PRIVATE") > 50
    assert [one.bio for one in shown.people or ()] == [whole.people[SUBJECT].bio]


@pytest.mark.parametrize("state", State)
def test_nobody_s_own_answer_changes_what_attendees_read(state: State) -> None:
    before = full_agenda()
    whole = before.after(change_own_answer(before, SUBJECT, state=state, today=DAY))

    assert (programme(whole), files(programme(whole))[0]) == (programme(before), files(programme(before))[0])


ENGLISH = wording("en")
NO, INVITED, TENTATIVE, YES = State.DECLINED, State.INVITED, State.TENTATIVE, State.CONFIRMED
UNASKED = State.NOT_ASKED
HALL, BOTH, EVERYWHERE = ("hall",), ("hall", "lab"), ()


def cover(who: str, where: str | None = None, state: State = YES, times: str = "") -> Cover:
    """Return a moderator's shift; without `times` it is the whole day."""
    start, end = (parse_clock_time(time) for time in times.split("-")) if times else (None, None)
    return Cover(
        id=f"{who} {where} {state} {times}", person=who, day=DAY, room=where, state=state, start=start, end=end
    )


def plan(
    where: tuple[str, ...],
    own: tuple[Appearance, ...],
    *covers: Cover,
    kind: Kind = Kind.PANEL,
    naming: NamingRule = NamingRule.EXCEPT_INVITED,
) -> Agenda:
    """Return a plan with one session from ten to eleven, and with Ada and Bo."""
    session = talk("talk", where, "10:00-11:00", people=own, kind=kind)
    return agenda(room("hall"), room("lab", 1), person("ada"), person("bo"), session, *covers, naming=naming)


def on_run_sheet(found: Agenda) -> set[str]:
    """Return the moderators in the head of the run sheet, each with a state that is not certain."""
    pages = run_to_end(run_sheet(found, measure, ENGLISH, draft(1)))
    words = sorted(
        (number, round(mark.y, 2), mark.x, mark.text)
        for number, page in enumerate(pages)
        for mark in page.marks
        if isinstance(mark, PlacedText)
    )
    lines = ("".join(word[-1] for word in line) for _line, line in groupby(words, key=lambda word: word[:2]))
    heads = (match.group(1) for line in lines if (match := re.search("Moderators? (.*)", line)))
    return {name.strip() for head in heads for name in head.split("·")}


@pytest.mark.parametrize(
    ("where", "own", "covers", "who", "shown"),
    [
        pytest.param(HALL, (), (), [], [], id="nobody"),
        pytest.param(HALL, (), (cover("bo", "hall"),), ["Bo"], ["Bo"], id="who has the room"),
        pytest.param(HALL, (), (cover("bo"),), ["Bo"], ["Bo"], id="who has all rooms"),
        pytest.param(HALL, (), (cover("bo", "lab"),), [], [], id="another room"),
        pytest.param(HALL, (), (cover("bo", times="10:00-11:00"),), ["Bo"], ["Bo"], id="just as long"),
        pytest.param(HALL, (), (cover("bo", times="10:05-12:00"),), [], [], id="not all of it"),
        pytest.param(HALL, (), (cover("bo", state=TENTATIVE),), ["Bo, tentative"], ["Bo"], id="almost certain"),
        pytest.param(HALL, (), (cover("bo", state=INVITED),), ["Bo, invited"], [], id="a shift only asked for"),
        pytest.param(HALL, (), (cover("bo", state=NO),), [], [], id="a shift declined"),
        pytest.param(HALL, (moderator("ada"),), (cover("bo"),), ["Ada"], ["Ada"], id="its own goes before"),
        pytest.param(HALL, (moderator("ada", NO),), (cover("bo"),), ["Bo"], ["Bo"], id="its own has said no"),
        pytest.param(
            HALL, (moderator("ada", INVITED),), (cover("bo"),), ["Ada, invited"], [], id="nobody stands in for its own"
        ),
        pytest.param(
            HALL, (moderator("ada", INVITED), moderator("bo")), (), ["Ada, invited", "Bo"], ["Bo"], id="one of two has"
        ),
        pytest.param(HALL, (), (cover("bo"), cover("ada", "hall")), ["Ada", "Bo"], ["Ada", "Bo"], id="two of them"),
        pytest.param(HALL, (), (cover("bo", state=INVITED), cover("bo", "hall")), ["Bo"], ["Bo"], id="the surer one"),
        pytest.param(BOTH, (), (cover("bo", "hall"), cover("bo", "lab")), ["Bo"], ["Bo"], id="two rooms, both theirs"),
        pytest.param(BOTH, (), (cover("bo"), cover("bo", "lab")), ["Bo"], ["Bo"], id="two rooms, one of them twice"),
        pytest.param(BOTH, (), (cover("bo", "hall"),), [], [], id="two rooms, one of them theirs"),
        pytest.param(BOTH, (), (cover("ada", "hall"), cover("bo", "lab")), [], [], id="two rooms of two people"),
        pytest.param(
            BOTH, (), (cover("bo", "hall"), cover("bo", "lab", INVITED)), ["Bo, invited"], [], id="one of two asked for"
        ),
        pytest.param(EVERYWHERE, (), (cover("bo"),), ["Bo"], ["Bo"], id="all rooms"),
        pytest.param(EVERYWHERE, (), (cover("bo", "hall"),), [], [], id="the whole venue is no room"),
    ],
)  # fmt: skip
def test_who_moderates(
    where: tuple[str, ...], own: tuple[Appearance, ...], covers: tuple[Cover, ...], who: list[str], shown: list[str]
) -> None:
    found = plan(where, own, *covers)
    session, people = found.sessions["talk"], found.people
    ids = sorted(name.split(",")[0].lower() for name in who)

    assert (sorted(session_moderator_ids(found, session)), sorted(compute_coverage(found).moderators["talk"])) == (
        ids,
        ids,
    )
    assert (on_run_sheet(found), bool(list(SESSION_WITHOUT_MODERATOR.check(found)))) == (set(who), not ids)

    published = programme(found)
    (item,) = published.items
    said = [line for line in events(published, ENGLISH)["talk"].description.split("\n") if line.startswith("Moderator")]
    assert sorted(item.names(Role.MODERATOR)) == shown
    assert [sorted(line.removeprefix("Moderator: ").split("; ")) for line in said] == [shown] * bool(shown)
    parts = [moderator_part(found, published, people[who]) for who in ("ada", "bo")]
    assert [part.title.removeprefix("Moderator: ") for part in parts if part.sessions] == shown


@pytest.mark.parametrize(
    ("naming", "shown"),
    [
        (NamingRule.ALL, {UNASKED: ["Bo"], INVITED: ["Bo"], TENTATIVE: ["Bo"], YES: ["Bo"], NO: []}),
        (NamingRule.EXCEPT_INVITED, {UNASKED: ["Bo"], INVITED: [], TENTATIVE: ["Bo"], YES: ["Bo"], NO: []}),
        (NamingRule.CONFIRMED, {UNASKED: [], INVITED: [], TENTATIVE: [], YES: ["Bo"], NO: []}),
    ],
)
def test_the_conference_says_which_moderators_are_named(naming: NamingRule, shown: dict[State, list[str]]) -> None:
    for state, names in shown.items():
        by_shift = programme(plan(HALL, (), cover("bo", state=state), naming=naming))
        own = programme(plan(HALL, (moderator("bo", state),), naming=naming))
        in_two = programme(plan(BOTH, (), cover("bo", "hall", state), cover("bo", "lab"), naming=naming))

        assert [list(shown.items[0].names(Role.MODERATOR)) for shown in (by_shift, own, in_two)] == [names] * 3


def test_an_open_question_for_one_of_two_rooms_counts_more_than_none_for_the_other() -> None:
    found = plan(BOTH, (), cover("bo", "hall", UNASKED), cover("bo", "lab", INVITED))

    states = [a.state for a in moderator_appearances(found, found.sessions["talk"])]
    assert (states, programme(found).items[0].credits) == ([INVITED], ())


def test_nobody_moderates_a_pause_by_a_shift_but_is_told_of_it() -> None:
    found = plan(HALL, (), cover("bo"), kind=Kind.BREAK)
    (page,) = run_to_end(run_sheet(found, measure, ENGLISH, draft(1), moderator=found.people["bo"]))

    assert (session_moderator_ids(found, found.sessions["talk"]), compute_coverage(found).work["bo"].sessions) == (
        (),
        0,
    )
    assert programme(found).items[0].credits == ()
    own = plan(HALL, (moderator("bo"), moderator("ada", INVITED)), kind=Kind.BREAK)  # as an older file may contain it
    assert (session_moderator_ids(own, own.sessions["talk"]), compute_coverage(own).work) == ((), {})
    assert (programme(own).items[0].credits, on_run_sheet(own)) == ((), set())
    assert "Talk" in page.text.split("\n")


def test_the_second_of_two_rooms_gives_the_session_a_moderator() -> None:
    found = plan(BOTH, (), cover("bo", "hall"))

    assert (
        sessions_gaining_moderator(found, cover("bo", "lab")),
        sessions_gaining_moderator(found, cover("ada", "lab")),
    ) == ({"talk"}, frozenset())


@pytest.mark.parametrize(
    ("where", "times", "torn"),
    [
        pytest.param(BOTH, "10:00-11:00", False, id="one session goes on in both"),
        pytest.param(EVERYWHERE, "10:15-10:45", False, id="the whole venue is one"),
        pytest.param(BOTH, "10:00-11:05", True, id="longer than that"),
        pytest.param(HALL, "10:00-11:00", True, id="two rooms"),
    ],
)
def test_two_rooms_at_once_are_no_two_places_while_they_are_one(where: tuple[str, ...], times: str, torn: bool) -> None:
    found = plan(where, (), cover("bo", "hall", times=times), cover("bo", "lab", times=times))
    clashes = shift_conflicts(found, found.covers_in_order[0])

    assert (bool(list(PERSON_IN_TWO_PLACES.check(found))), bool(clashes)) == (torn, torn)
