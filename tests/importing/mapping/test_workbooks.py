"""Tests of workbooks of several tables, of real tables, and of what we write ourselves."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.text import clean_line
from planner.domain.value_objects import ExtraField
from planner.importing.incoming import Incoming
from planner.importing.mapping.guessing import guess_mapping, guess_sheet_mapping, table_signature
from planner.importing.mapping.table_mapping import Join, MappingContext, SheetShape
from planner.tables.table import Area, Value, Worksheet
from tests.importing.mapping.tables import (
    FRIDAY,
    SATURDAY,
    TWO_DAYS,
    facts,
    guessed,
    lines,
    names_in,
    read,
    sheet,
    tables,
    told,
)
from tests.shared_data import shared
from tests.tries import tries

TALKS = lines("""
    Title | Speakers | Track | Length
    One | Ada Lind | Bugs | 30
    Two | Bo Ek, Ada Lind | Tests | 45
""", name="Talks")  # fmt: skip
ROOMS = lines("""
    Name | Seats | Floor
    Aula | 200 | 1
    Attic | 40 | 3
""", name="Rooms")  # fmt: skip
SPEAKERS = lines("""
    Name | Email | Company | Bio
    Ada Lind | ada@x.example | KTX | Knows bugs
    Bo Ek | bo@x.example | UX |
    Cid Dal | cid@x.example | UX |
""", name="Speakers")  # fmt: skip
TRACKS = lines("""
    Name | Colour
    Bugs | #ff0000
    Tests | #00ff00
""", name="Tracks")  # fmt: skip
PEOPLE = lines("""
    Förnamn | Efternamn | Titel | Företag | E-post | Telefon | Kost | Favoritfärg
    Ada | Lind | professor | KTX | ada@x.example | 070 123 | vegan | blå
    Bo | Ek | | UX | | | |
    | | | UX | nobody@x.example | | |
""")


def workbook() -> tuple[Worksheet, ...]:
    return lines("Read me first\nFill in everything", name="Instructions"), ROOMS, TALKS, SPEAKERS, TRACKS


def test_the_sheets_that_matter_are_found() -> None:
    mapping = guessed(*workbook())

    assert [(sheet.sheet, sheet.shape) for sheet in mapping.sheets] == [
        ("Talks", SheetShape.SESSIONS),
        ("Rooms", SheetShape.ROOMS),
        ("Speakers", SheetShape.PEOPLE),
        ("Tracks", SheetShape.TRACKS),
    ]
    assert mapping.sure


UNDERSTOOD: dict[str, tuple[tuple[Worksheet, ...], MappingContext, dict[str, object]]] = {
    "sessions with times need no schedule beside them": (
        (
            lines(
                """
        Session Id | Title | Owner Informed | Room | Scheduled At | Scheduled Duration | Speaker Ids
        1 | One | Yes | Attic | 2026-04-10 10:00 | 30 |
    """,
                name="Accepted sessions",
            ),
            lines("Day | Time | Room | Title | Speakers\nFriday | 9:00 | Aula | One | Ada Lind", name="Schedule"),
        ),
        TWO_DAYS,
        {"told": [("One", "10 10:00", 30, ("Attic",), ())], "remarks": ["The sheet “Schedule” is left out."]},
    ),
    "a sheet that is not read is named": (
        (*workbook(),),
        TWO_DAYS,
        {"remarks": ["The sheet “Instructions” is left out."]},
    ),
    "two of one name are told apart by their addresses": (
        (lines("Name | Email\nAda Lind | ada@x.example\nAda Lind | lind@x.example\nAda Lind |"),),
        TWO_DAYS,
        {"cards": [("people/name:ada lind", True, "A2"), ("people/name:ada lind/lind@x.example", True, "A3")]},
    ),
    "names alone are people that somebody has to look at": (
        (lines("Ada Lind\nBo Ek\nCid Dal"),),
        TWO_DAYS,
        {"people": [("Ada Lind", {}), ("Bo Ek", {}), ("Cid Dal", {})], "sure": False},
    ),
    "a table of rooms tells of rooms only": (
        (ROOMS,),
        TWO_DAYS,
        {"titles": [], "rooms": [("Aula", 200, "1"), ("Attic", 40, "3")], "namespace": ""},
    ),
    "the questions of a form are understood": (
        (
            lines("""
        Tidstämpel | E-postadress | Vad heter du? | Vad är titeln på ditt föredrag? | Berätta kort vad det handlar om | Har du några allergier?
        2026-01-02 10:11:12 | ada@x.example | Ada Lind | Små fel | Om små fel | nötter
    """),  # noqa: E501
        ),
        TWO_DAYS,
        {
            "told": [("Små fel", None, None, (), ("Ada Lind",))],
            "descriptions": ["Om små fel"],
            "people": [("Ada Lind", {"email": "ada@x.example", "diet": "nötter"})],
        },
    ),
    "a table of people tells of people only": (
        (PEOPLE,),
        TWO_DAYS,
        {
            "shape": "people",
            "titles": [],
            "namespace": "people",
            "people": [
                (
                    "Ada Lind",
                    {
                        "title": "professor",
                        "organisation": "KTX",
                        "email": "ada@x.example",
                        "phone": "070 123",
                        "diet": "vegan",
                        "extra": (ExtraField(name="Favoritfärg", value="blå"),),
                    },
                ),
                ("Bo Ek", {"organisation": "UX", "diet": "", "email": "", "phone": "", "title": ""}),
            ],
            "cards": [("people/name:ada lind", True, "A2"), ("people/name:bo ek", True, "A3")],
            "refused": [],
            "warnings": ["A4: nobody is named; the row is left out."],
        },
    ),
    "sessions name the people rooms and tracks of the other sheets": (
        (*workbook(),),
        TWO_DAYS,
        {
            "told": [("One", None, 30, (), ("Ada Lind",)), ("Two", None, 45, (), ("Bo Ek", "Ada Lind"))],
            "people": [
                ("Ada Lind", {"email": "ada@x.example", "organisation": "KTX", "bio": "Knows bugs"}),
                ("Bo Ek", {"email": "bo@x.example", "organisation": "UX", "bio": ""}),
                ("Cid Dal", {"email": "cid@x.example", "organisation": "UX", "bio": ""}),
            ],
            "bios": ["Knows bugs", "", ""],
            "cards": [
                ("list/name:ada lind", True, "Speakers!A2"),
                ("list/name:bo ek", True, "Speakers!A3"),
                ("list/name:cid dal", True, "Speakers!A4"),
            ],
            "rooms": [("Aula", 200, "1"), ("Attic", 40, "3")],
            "cells": ["Talks!A2", "Talks!A3"],
            "colours": [("Bugs", "saddlebrown"), ("Tests", "seagreen")],
        },
    ),
    "parts in a sheet of their own are the sessions": (
        (
            lines(
                """
        ID | Title | Date | Start | End | Room | Chair
        1 | Block one | 2026-04-10 | 09:00 | 10:00 | Aula | Eva Fors
        2 | Block two | 2026-04-10 | 10:00 | 11:00 | Aula |
        3 | Lunch | 2026-04-10 | 11:00 | 12:00 | |
    """,
                name="Sessions",
            ),
            lines(
                """
        Session | Title | Speakers
        1 | One | Ada Lind
        1 | Two | Bo Ek
        2 | Three | Cid Dal
    """,
                name="Subsessions",
            ),
        ),
        TWO_DAYS,
        {
            "told": [
                ("One", "10 09:00", 30, ("Aula",), ("Ada Lind",)),
                ("Two", "10 09:30", 30, ("Aula",), ("Bo Ek",)),
                ("Three", "10 10:00", 60, ("Aula",), ("Cid Dal",)),
                ("Lunch", "10 11:00", 60, (), ()),
            ],
            "blocks": [
                ("Block one", "10 09:00", 60, ("Aula",), ("Eva Fors",), ["One", "Two"]),
                ("Block two", "10 10:00", 60, ("Aula",), (), ["Three"]),
            ],
            "extras": [[], [], [], []],
        },
    ),
}
"""Sheets, and what is understood of them together."""


@pytest.mark.parametrize(("sheets", "context", "wanted"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_what_is_understood_of_a_workbook(
    sheets: tuple[Worksheet, ...], context: MappingContext, wanted: dict[str, object]
) -> None:
    found = facts(*sheets, context=context)

    assert {name: found[name] for name in wanted} == wanted


SCHEDULE = lines("""
    Title | Start | Room
    Two | 2026-04-10 09:00 | Aula
    One | 2026-04-10 10:00 | Attic
""", name="Times")  # fmt: skip
FRIDAY_ON, SATURDAY_ON = (
    lines(f"Start | Title\n09:00 | {one}\n10:00 | {two}", name=day)
    for day, one, two in (("Friday", "One", "Two"), ("Saturday", "Three", "Four"))
)
IN_ROOMS = tuple(
    lines(f"Start | Titel\n2026-04-10 09:00 | {title}\n2026-04-10 10:00 | {other}", name=room)
    for room, title, other in (("Stora salen", "One", "Two"), ("Sal 3", "Three", "Four"))
)


@pytest.mark.parametrize(("sheets", "wanted"), [
    ((TALKS, SCHEDULE), [
        ("One", "10 10:00", 30, ("Attic",), ("Ada Lind",)), ("Two", "10 09:00", 45, ("Aula",), ("Bo Ek", "Ada Lind")),
    ]),
    ((FRIDAY_ON, SATURDAY_ON), [
        ("One", "10 09:00", 60, (), ()), ("Two", "10 10:00", None, (), ()),
        ("Three", "11 09:00", 60, (), ()), ("Four", "11 10:00", None, (), ()),
    ]),
    (IN_ROOMS, [
        ("One", "10 09:00", 60, ("Stora salen",), ()), ("Two", "10 10:00", None, ("Stora salen",), ()),
        ("Three", "10 09:00", 60, ("Sal 3",), ()), ("Four", "10 10:00", None, ("Sal 3",), ()),
    ]),
], ids=["a schedule in a sheet of its own", "days are sheets of the same list", "rooms are"])  # fmt: skip
def test_sheets_are_taken_together(sheets: tuple[Worksheet, ...], wanted: list[tuple[object, ...]]) -> None:
    assert told(read(*sheets)) == wanted


@pytest.mark.parametrize(("blocks", "again"), [
    ("Start | End | Room | \n2026-04-10 09:00 | 2026-04-10 10:00 | Aula | Bugs", True),
    ("Room | Start | End | \nAula | 2026-04-10 09:00 | 2026-04-10 10:00 | Bugs", False),
    ("Title | Start | Room\nBugs | 2026-04-10 09:00 | Aula", False),
    ("Start | End | Room\n2026-04-10 09:00 | 2026-04-10 10:00 | Aula", False),
], ids=["alike", "moved", "other", "narrower"])  # fmt: skip
def test_a_choice_for_a_workbook_holds_as_long_as_all_its_sheets_have_these_columns(blocks: str, again: bool) -> None:
    papers = lines("Parent | Title | Speaker\nBugs | One | Ada Lind\nBugs | Two | Bo Ek", name="Papers")
    old = "Start | End | Room | \n2026-04-10 09:00 | 2026-04-10 10:00 | Aula | Bugs\n | | | Tests"
    before = tables(papers, lines(old, name="Blocks"))
    chosen = guess_mapping(before, TWO_DAYS).with_field(2, "session.note")
    now = tables(papers, lines(blocks, name="Blocks"))
    found = guess_mapping(now, TWO_DAYS, [(table_signature(before, chosen), chosen)])

    assert (chosen.joins, found) == ((Join(0, 0, 1, 3),), (chosen if again else guess_mapping(now, TWO_DAYS)))
    assert {row[0] for row in told(read(*now.sheets, mapping=found))} >= {"One", "Two"}


def test_another_sheet_can_be_chosen() -> None:
    mapping = guess_sheet_mapping(tables(*workbook()), "Speakers", TWO_DAYS)

    assert [(sheet.sheet, sheet.shape) for sheet in mapping.sheets] == [("Speakers", SheetShape.PEOPLE)]


def test_other_headings_can_be_chosen() -> None:
    whole = tables(lines("Title | Speaker\nRubrik | Talare\nOne | Ada Lind"))

    assert guess_mapping(whole, TWO_DAYS).main_sheet.first == 1
    assert guess_sheet_mapping(whole, "Sheet1", TWO_DAYS, head=1).main_sheet.first == 2


def test_empty_fields_of_a_person_are_told_in_the_same_order_whenever_the_file_is_read() -> None:
    empty = ["title", "organisation", "email", "phone", "pronouns", "bio", "note", "diet"]
    mapping = guessed(PEOPLE).with_field(1, "person.last")
    for column, field in enumerate(empty, 2):
        mapping = mapping.with_field(column, f"person.{field}")
    names = lines("Förnamn | Efternamn | Titel | Företag | E-post | Telefon | Kost | Favoritfärg | A | B\nAda | Lind")

    assert list(read(names, mapping=mapping).people[0].fields) == sorted(empty)


# real tables ----------------------------------------------------------------------------------------------


NOBODY = ("", "diverse")
Fact = tuple[str, datetime, int, tuple[str, ...], tuple[str, ...]]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def table_of(path: Path) -> Worksheet:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sheet(*([cell or None for cell in row] for row in csv.reader(stream)))


def sessions_read(table: Worksheet) -> list[Fact]:
    incoming = read(table, context=MappingContext())
    assert incoming.refused == ()
    return [
        (one.title, one.begin.at, one.minutes or 0, one.rooms, names_in(incoming, one))
        for one in incoming.sessions
        if one.begin
    ]


def independently(rows: list[dict[str, str]], title: str, start: str, people: str, parted: str) -> Iterator[Fact]:
    for row in rows:
        hours, minutes = (int(part) for part in row["Duration"].split(":")[:2])
        names = (name.rpartition(":")[2].partition("(")[0].strip() for name in row[people].split(parted))
        at = datetime.fromisoformat(row["Date"]) + timedelta(
            hours=int(row[start].split(":")[0]), minutes=int(row[start].split(":")[1])
        )
        yield (
            row[title].strip(),
            at,
            hours * 60 + minutes,
            (row["Room"],),
            tuple(name for name in names if name not in NOBODY),
        )


def test_every_session_of_a_script_for_schedules_is_read() -> None:
    path = shared("data", "program", "gpn11-2011.csv")

    assert sessions_read(table_of(path)) == list(independently(rows_of(path), "Title", "Start", "Speakers", "|"))


def test_every_session_of_a_pretalx_table_is_read() -> None:
    path = shared("data", "program", "droidcon-2025-sessions.csv")
    table = table_of(path)

    assert guessed(table).layout == "pretalx"
    assert sessions_read(table) == list(
        independently(rows_of(path), "Proposal title", "Start Time", "Speaker names", ",")
    )


def test_every_speaker_of_a_pretalx_table_is_read() -> None:
    path = shared("data", "program", "droidcon-2025-speakers.csv")
    people = read(table_of(path), context=MappingContext()).people

    assert [(person.name, person.fields["organisation"], person.fields["title"]) for person in people] == [
        (row["Name"].strip(), row["Your company"].strip(), row["Your job title"].strip()) for row in rows_of(path)
    ]


# written and read back ------------------------------------------------------------------------------------


VENUES = ("Aula", "Stora salen", "Sal 3", "Vinden")
NAMES = ("Ada Lind", "Bo Ek", "Cid af Dal", "Dan-Erik Elm", "Eva Fors", "Gun O'Hara", "Åsa Öst")
FORMS: tuple[Callable[[int], str], ...] = (
    lambda m: f"{m // 60:02}:{m % 60:02}",
    lambda m: f"{m // 60}.{m % 60:02}",
    lambda m: f"kl {m // 60}.{m % 60:02}",
    lambda m: f"{(m // 60 - 1) % 12 + 1}:{m % 60:02} {'AM' if m < 720 else 'PM'}",
)


@dataclass(frozen=True)
class Told:
    title: str
    day: date
    start: int
    minutes: int
    room: str
    people: tuple[str, ...]

    @property
    def at(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day) + timedelta(minutes=self.start)


def facts_of(told: Told) -> tuple[object, ...]:
    return told.title, told.at, told.minutes, (told.room,), told.people


def facts_read(incoming: Incoming) -> set[tuple[object, ...]]:
    return {
        (one.title, one.begin and one.begin.at, one.minutes, one.rooms, names_in(incoming, one))
        for one in incoming.sessions
    }


ANY_TITLE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(
    lambda text: clean_line(text) == text
)
WORDS = ("om", "fel", "och", "tester", "i", "stora", "system", "nu", "igen")
PLAIN_TITLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
CROWD = st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple)


@st.composite
def programmes(draw: st.DrawFn, titles: st.SearchStrategy[str], *, numbered: bool) -> list[Told]:
    """Draw sessions of which none overlaps another in its room."""
    found: list[Told] = []
    for day in (FRIDAY, SATURDAY):
        for room in VENUES:
            clock = draw(st.integers(8, 12)) * 60
            for _ in range(draw(st.integers(0, 2))):
                clock += draw(st.integers(0, 12)) * 5
                minutes = draw(st.integers(1, 24)) * 5
                title = draw(titles) + (f" {len(found)}" if numbered else "")
                found.append(Told(title, day, clock, minutes, room, draw(CROWD)))
                clock += minutes
    return list({told.title.casefold(): told for told in found}.values())


@tries(25)
@given(programme=programmes(ANY_TITLE, numbered=False), form=st.sampled_from(FORMS), data=st.data())
def test_a_programme_that_is_written_as_a_list_is_read_back(
    programme: list[Told], form: Callable[[int], str], data: st.DataObject
) -> None:
    rows: list[list[Value]] = [
        [told.title, told.day.isoformat(), form(told.start), form(told.start + told.minutes), told.room,
         ", ".join(told.people) or None]
        for told in data.draw(st.permutations(programme))
    ]  # fmt: skip
    incoming = read(sheet(["Titel", "Datum", "Start", "Slut", "Lokal", "Talare"], *rows))

    assert (facts_read(incoming), incoming.refused) == (set(map(facts_of, programme)), ())


@tries(25)
@given(programme=programmes(PLAIN_TITLE, numbered=True), form=st.sampled_from(FORMS))
def test_a_programme_that_is_drawn_as_a_grid_is_read_back(programme: list[Told], form: Callable[[int], str]) -> None:
    incoming = read(drawn(programme, form))

    assert (facts_read(incoming), incoming.refused) == (set(map(facts_of, programme)), ())


def drawn(programme: list[Told], form: Callable[[int], str]) -> Worksheet:
    """Return the programme as a grid, one day below the other; each session is a merged cell as long as it lasts."""
    rows: list[list[Value]] = []
    merged: list[Area] = []
    for day in (FRIDAY, SATURDAY):
        of_day = [one for one in programme if one.day == day]
        times = sorted({m for one in of_day for m in (one.start, one.start + one.minutes)} or {480, 540})
        rows += [[f"{day:%A} {day.day} april", *[None] * len(VENUES)], ["Tid", *VENUES]]
        first = len(rows)
        rows += [[form(minutes), *[None] * len(VENUES)] for minutes in times]
        for one in of_day:
            top, column = first + times.index(one.start), 1 + VENUES.index(one.room)
            bottom = first + times.index(one.start + one.minutes) - 1
            rows[top][column] = one.title + (f" – {' och '.join(one.people)}" if one.people else "")
            if bottom > top:
                merged.append(Area(top, column, bottom, column))
    return sheet(*rows, merged=tuple(merged))
