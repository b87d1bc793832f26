"""Tests of lists as tables: one row a session, their keys, and tables that are strange."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.json_codec import from_json, to_json
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.domain.value_objects import Extra, Kind, Role
from planner.importing.cells.fields import FIELDS
from planner.importing.mapping.guessing import guess, guess_sheet, signature_of
from planner.importing.mapping.reading import read_mapped, sample, sureness_of
from planner.importing.mapping.table_mapping import (
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
    mapping_doubts,
)
from planner.tables.table import Area, Tables, Value, Worksheet
from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import FRIDAY, TWO_DAYS, guessed, lines, names_in, read, sheet, tables, told

SIMPLE = lines("""
    Title       | Speaker              | Start            | End   | Room
    Hello world | Ada Lovelace, Bo Ek  | 2026-04-10 09:00 | 09:30 | Hall A
    Lunch       |                      | 2026-04-10 12:00 |       |
    Something   | Cid Dal              | 2026-04-10 13.00 | 13.45 | Hall B
""")
SWEDISH = lines("""
    Konferensen 2026 | | | |
    Tid  | Programpunkt | Talare | Lokal | Kommentar till AV
    Fredag 10 april | | | |
    9.00 | Invigning | | Alla salar |
    9.30 | Små fel | Ada Lind (KTX), Bo Ek | Sal A + Sal B | mikrofon
    9.30 | Stora fel | Moderator: Eva Fors; Cid Dal | Sal C |
    10.15 | Lunch | | |
    22.00 | Fest | | Sal A |
    Lördag 11 april | | | |
    kl 9 | Nya fel | Dan Elm | Sal A |
    Totalt: 6 | | | |
""")


def test_a_simple_list_needs_nobody_to_look_at_it() -> None:
    mapping = guessed(SIMPLE)

    assert mapping.shape is SheetShape.SESSIONS
    assert mapping.main.columns == (
        "session.title", "session.speakers", "session.start", "session.end", "session.room",
    )  # fmt: skip
    assert mapping.sure
    assert from_json(TableMapping, to_json(mapping)) == mapping


TOLD: dict[str, tuple[tuple[Worksheet, ...], MappingContext, list[tuple[object, ...]]]] = {
    "a simple list is read": (
        (SIMPLE,), TWO_DAYS,
        [
        ("Hello world", "10 09:00", 30, ("Hall A",), ("Ada Lovelace", "Bo Ek")),
        ("Lunch", "10 12:00", 60, (), ()),
        ("Something", "10 13:00", 45, ("Hall B",), ("Cid Dal",)),
    ],
    ),
    "a date above the headings is the day": (
        (lines("Program fredag | |\nFredag 10 april | |\nTid | Titel | Sal\n9.05 | Ett | A"),), TWO_DAYS,
        [("Ett", "10 09:05", None, ("A",), ())],
    ),
    "a german list": (
        (lines("""
        Uhrzeit           | Raum   | Thema        | Referent
        09:00 - 09:45 Uhr | Saal 1 | Kleine Fehler | Dr. Ada Lind
        10:00 - 10:45 Uhr | Saal 2 | Große Fehler  | Bo Ek & Cid Dal
    """),), MappingContext(language="de", dates=(FRIDAY,)),
        [
        ("Kleine Fehler", "10 09:00", 45, ("Saal 1",), ("Ada Lind",)),
        ("Große Fehler", "10 10:00", 45, ("Saal 2",), ("Bo Ek", "Cid Dal")),
    ],
    ),
    "speakers in several columns are taken together": (
        (lines("Titel | Start | Talare 1 | Talare 2\nEtt | 9.00 | Ada Lind | Bo Ek\nTvå | 10.00 | | Cid Dal"),),
        TWO_DAYS,
        [("Ett", None, None, (), ("Ada Lind", "Bo Ek")), ("Två", None, None, (), ("Cid Dal",))],
    ),
    "rows that only differ in the speaker become one session": (
        (lines("""
        Title | Start | Room | Speaker
        Ett | 2026-04-10 09:00 | A | Ada Lind
        Ett | 2026-04-10 09:00 | A | Bo Ek
        Två | 2026-04-10 10:00 | A | Cid Dal
    """),), TWO_DAYS,
        [("Ett", "10 09:00", 60, ("A",), ("Ada Lind", "Bo Ek")), ("Två", "10 10:00", None, ("A",), ("Cid Dal",))],
    ),
    "where parts say it of themselves, other rows are sessions": (
        (lines("""
        Session or Sub-session | Title | Start | End | Room
                 | Block | 2026-04-10 09:00 | 10:00 | Aula
        Sub      | Ett | 2026-04-10 09:00 | 09:30 | Aula
        Sub      | Två | 2026-04-10 09:30 | 10:00 | Aula
                 | Lunch | 2026-04-10 12:00 | 13:00 |
                 | Slutord | 2026-04-10 13:00 | 13:30 | Aula
    """),), TWO_DAYS,
        [("Ett", "10 09:00"), ("Två", "10 09:30"), ("Lunch", "10 12:00"), ("Slutord", "10 13:00")],
    ),
}  # fmt: skip
"""Sheets, and what is told of their sessions: as much of each as is wanted."""


@pytest.mark.parametrize(("sheets", "context", "wanted"), TOLD.values(), ids=TOLD)
def test_what_is_told(sheets: tuple[Worksheet, ...], context: MappingContext, wanted: list[tuple[object, ...]]) -> None:
    found = told(read(*sheets, context=context))
    assert [row[: len(some)] for row, some in zip(found, wanted, strict=True)] == wanted


def test_days_stand_in_rows_of_their_own_and_lines_above_the_headings_are_passed_over() -> None:
    incoming = read(SWEDISH)

    assert told(incoming) == [
        ("Invigning", "10 09:00", 30, (), ()),
        ("Små fel", "10 09:30", 45, ("Sal A", "Sal B"), ("Ada Lind", "Bo Ek")),
        ("Stora fel", "10 09:30", 45, ("Sal C",), ("Eva Fors", "Cid Dal")),
        ("Lunch", "10 10:15", None, (), ()),
        ("Fest", "10 22:00", None, ("Sal A",), ()),
        ("Nya fel", "11 09:00", None, ("Sal A",), ("Dan Elm",)),
    ]
    assert [session.kind for session in incoming.sessions][-3:] == [Kind.MEAL, Kind.SOCIAL, None]
    assert incoming.sessions[1].told["extra"] == (Extra("Kommentar till AV", "mikrofon"),)
    assert [role for _, role in incoming.sessions[2].people] == [Role.MODERATOR, Role.SPEAKER]
    assert list(map(str, incoming.remarks)) == [
        "A11: “Totalt: 6” stands alone and is left out.",
        "3 sessions have no end in the table; each ends when the next one begins.",
    ]


def test_an_ambiguous_date_is_asked_for() -> None:
    mapping = guessed(lines("Title | Date | Start\nA talk | 03/04/2026 | 09:00"), context=MappingContext())

    assert mapping.order is None
    assert list(map(str, mapping_doubts(mapping))) == ["Dates such as 03/04 can be read in two ways; choose which."]
    of_the_conference = read(lines("Title | Date | Start\nA talk | 04/10/2026 | 09:00"))
    assert [day.date for day in of_the_conference.days] == [FRIDAY]


def test_times_without_dates_need_a_day() -> None:
    table = lines("Title | Start | Length\nA talk | 09:00 | 30 min\nAnother | 09:30 | 1 h")
    mapping = guessed(table, context=MappingContext())

    assert list(map(str, mapping_doubts(mapping))) == ["There are times but no dates; choose a day for them."]
    assert told(read(table, context=MappingContext(dates=(FRIDAY,)))) == [
        ("A talk", "10 09:00", 30, (), ()),
        ("Another", "10 09:30", 60, (), ()),
    ]


def test_a_day_that_is_none_of_the_conference_is_said() -> None:
    first, second = read(lines("Dag | Tid | Titel | Sal\nFredag | 9.00 | Ett | A\nOnsdag | 9.00 | Två | A")).sessions

    assert first.begin
    assert second.begin is None
    assert list(map(str, second.remarks)) == ["A3: “Onsdag” names no day of the conference."]


def test_headings_are_found_among_many_that_nobody_knows() -> None:
    questions = " | ".join(f"Xyz {letter}" for letter in "abcdefgh")
    table = lines(f"Titel | Talare | Sal | {questions}\nEtt | Ada Lind | A | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8")

    assert guessed(table).main.columns[:4] == ("session.title", "session.speakers", "session.room", "extra")


def test_a_time_with_a_point_is_no_date() -> None:
    table = lines("Tid | Titel | Sal\n6.05 | Ett | A\n7.10 | | \n8.12 | Två | A")

    assert not guessed(table).dated
    assert [(title, when) for title, when, *_ in told(read(table, context=MappingContext(dates=(FRIDAY,))))] == [
        ("Ett", "10 06:05"),
        ("Två", "10 08:12"),
    ]


def test_a_date_that_is_written_once_and_merged_cells_hold_for_the_rows_below() -> None:
    table = sheet(
        ["Datum", "Start", "Slut", "Titel", "Sal"],
        [date(2026, 4, 10), time(9), time(9, 30), "Ett", "Sal A"],
        [None, time(9, 30), time(10), "Två", None],
        [datetime(2026, 4, 11), time(23), time(0, 30), "Tre", "Sal B"],
        [None, time(0, 30), time(1), "Fyra", "Sal B"],
        merged=(Area(1, 4, 2, 4),),
    )
    incoming = read(table)

    assert told(incoming) == [
        ("Ett", "10 09:00", 30, ("Sal A",), ()),
        ("Två", "10 09:30", 30, ("Sal A",), ()),
        ("Tre", "11 23:00", 90, ("Sal B",), ()),
        ("Fyra", "12 00:30", 30, ("Sal B",), ()),
    ]
    assert [day.date.day for day in incoming.days] == [10, 11]


def test_titles_that_say_who_speaks_are_taken_apart() -> None:
    table = lines("""
        Tid   | Program
        09:00 | Registrering
        09:30 | Välkommen till alla – Eva Fors
        10:00 | Små fel – Ada Lind, KTX
        12:00 | Lunch – mingel
        13:00 | AI – hot eller inte
    """)
    incoming = read(table, context=MappingContext(dates=(FRIDAY,)))

    assert [(row[0], row[-1]) for row in told(incoming)] == [
        ("Registrering", ()),
        ("Välkommen till alla", ("Eva Fors",)),
        ("Små fel", ("Ada Lind",)),
        ("Lunch – mingel", ()),
        ("AI – hot eller inte", ()),
    ]
    assert incoming.people[1].told["organisation"] == "KTX"


def test_numbered_speakers_keep_what_their_own_columns_tell() -> None:
    table = lines("""
        Session | Chair | Speaker 1 | Speaker 1 title | Speaker 1 company | Speaker 2 | Speaker 2 company | Day | Time
        Bugs | Eva Fors | Ada Lind | Prof | KTX | Bo Ek | UX | Friday | 09:00-10:00
    """)
    incoming = read(table)

    assert told(incoming) == [("Bugs", "10 09:00", 60, (), ("Eva Fors", "Ada Lind", "Bo Ek"))]
    assert [(person.name, person.told) for person in incoming.people][1:] == [
        ("Ada Lind", {"title": "Prof", "organisation": "KTX"}),
        ("Bo Ek", {"organisation": "UX"}),
    ]


def test_times_that_are_counted_from_utc_stay_so() -> None:
    session = read(lines("Title | Start | End\nOne | 2026-04-10T09:00:00+02:00 | 2026-04-10T08:00:00Z")).sessions[0]

    assert session.begin
    assert (session.begin.at.isoformat(), session.minutes) == ("2026-04-10T09:00:00+02:00", 60)


def test_two_who_share_a_cell_share_what_stands_beside_in_their_order() -> None:
    table = lines(
        "Titel | Talare | Start | E-post\nEtt | Ada Lind, Bo Ek | 2026-04-10 09:00 | ada@x.example; bo@x.example"
    )

    assert [(person.name, person.told["email"]) for person in read(table).people] == [
        ("Ada Lind", "ada@x.example"),
        ("Bo Ek", "bo@x.example"),
    ]


def test_a_time_that_cannot_be_read_is_said_by_its_cell() -> None:
    session = read(lines("Titel | Start\nEtt | 2026-04-10 09:00\nTvå | strax efter maten")).sessions[1]

    assert (session.begin, [str(remark).partition(":")[0] for remark in session.remarks]) == (None, ["B3"])


def test_rows_of_speakers_become_one_session() -> None:
    table = lines("""
        Titel | Start | Slut | Sal | Namn | E-post | Organisation | Roll
        Ett | 2026-04-10 09:00 | 10:00 | A | Ada Lind | ada@x.example | KTX | talare
        Ett | 2026-04-10 09:00 | 10:00 | A | Bo Ek | bo@x.example | UX | moderator
        Två | 2026-04-10 10:00 | 11:00 | A | Cid Dal | cid@x.example | UX | talare
    """)
    incoming = read(table)

    assert guessed(table).shape is SheetShape.SPEAKERS
    assert [(session.title, names_in(incoming, session)) for session in incoming.sessions] == [
        ("Ett", ("Ada Lind", "Bo Ek")),
        ("Två", ("Cid Dal",)),
    ]
    assert [role for _, role in incoming.sessions[0].people] == [Role.SPEAKER, Role.MODERATOR]
    assert [person.cell for person in incoming.people] == ["E2", "E3", "E4"]


def test_rows_that_say_whether_they_are_parts() -> None:
    table = lines("""
        1 = start of a session | Title | Start | End | Room | Speakers
        1 | Block | 2026-04-10 09:00 | 10:00 | Aula |
          | Ett | | | | Ada Lind
          | Två | | | | Bo Ek
        1 | Lunch | 2026-04-10 12:00 | 13:00 | |
    """)
    incoming = read(table)

    assert told(incoming) == [
        ("Ett", "10 09:00", 30, ("Aula",), ("Ada Lind",)),
        ("Två", "10 09:30", 30, ("Aula",), ("Bo Ek",)),
        ("Lunch", "10 12:00", 60, (), ()),
    ]
    assert incoming.sessions[0].told["extra"] == (Extra("Session", "Block"),)


def test_a_formula_without_a_value_is_refused_or_said() -> None:
    table = sheet(
        ["Titel", "Start", "Talare"],
        ["Ett", None, "Ada Lind"],
        ["Två", "2026-04-10 10:00", None],
        [None, "2026-04-10 11:00", "Bo Ek"],
        unknown=((1, 1), (2, 2), (3, 0)),
    )
    incoming = read(table)

    assert [str(one.why.problem) for one in incoming.refused] == [
        "The formula in B2 has no stored value.",
        "The formula in A4 has no stored value.",
    ]
    assert [list(map(str, session.remarks)) for session in incoming.sessions] == [
        ["The formula in C3 has no stored value; it is left out."]
    ]


def test_a_table_without_headings_is_guessed_by_what_stands_in_it() -> None:
    table = lines("""
        2026-04-10 09:00 | Små fel | Ada Lind | Aula
        2026-04-10 10:00 | Stora fel | Bo Ek | Aula
        2026-04-10 11:00 | Gamla fel | Cid Dal | Vinden
        2026-04-10 12:00 | Nya fel | Eva Fors | Vinden
    """)

    assert guessed(table).main.columns == ("session.when", "session.title", "session.speakers", "session.room")
    assert not guessed(table).sure
    assert len(read(table).sessions) == 4


def test_a_list_of_titles_is_a_list_of_sessions() -> None:
    assert [(session.title, session.kind) for session in read(lines("Ett föredrag\nEtt annat\nLunch")).sessions] == [
        ("Ett föredrag", None), ("Ett annat", None), ("Lunch", Kind.MEAL),
    ]  # fmt: skip


def test_pretalx_in_another_language_is_known_by_its_codes() -> None:
    table = lines("""
        ID | Titel des Vortrags | Vortragende | Raum | Beginn
        ABC3DF | Kleine Fehler | Ada Lind | Aula | 2026-04-10 09:00
        GHJ7KL | Große Fehler | Bo Ek | Aula | 2026-04-10 10:00
    """)

    assert guessed(table).layout == "pretalx"
    assert [session.key for session in read(table).sessions] == ["pretalx/id:abc3df", "pretalx/id:ghj7kl"]


def test_what_somebody_chose_is_chosen_again_for_such_a_table() -> None:
    first = tables(SWEDISH)
    chosen = guess(first, TWO_DAYS).with_field(4, "session.note")
    again = guess(tables(SWEDISH), TWO_DAYS, [(signature_of(first, chosen), chosen)])

    assert again.main.columns == chosen.main.columns


def test_a_sample_shows_the_first_rows_as_the_whole_table_does() -> None:
    whole = tables(SIMPLE)
    few = sample(whole, guess(whole, TWO_DAYS), TWO_DAYS, rows=2)

    assert [session.title for session in few.sessions] == ["Hello world", "Lunch"]


def test_columns_say_how_sure_their_fields_are() -> None:
    whole = tables(SWEDISH)
    columns = sureness_of(whole, guess(whole, TWO_DAYS))

    assert [key for key, _sure in columns] == [
        "session.when", "session.title", "session.speakers", "session.room", "extra",
    ]  # fmt: skip
    assert columns[4][1] < 0.8 <= columns[1][1]
    assert not guess(whole, TWO_DAYS).sure


# keys -----------------------------------------------------------------------------------------------------


LIST = lines("""
    Titel | Talare | Start | Sal
    Lunch | | 2026-04-10 12:00 |
    Lunch | | 2026-04-11 12:00 |
    Verkstad | Ada Lind | 2026-04-10 13:00 | A
    Verkstad | Bo Ek | 2026-04-10 14:00 | B
    Verkstad | Bo Ek | 2026-04-11 13:00 | B
    Slutord | | 2026-04-11 15:00 | A
""")


def turned_round(table: Worksheet) -> Worksheet:
    return sheet(list(table.rows[0]), *(list(row) for row in reversed(table.rows[1:])))


def test_a_session_is_known_by_its_title_then_by_its_people_then_by_its_number() -> None:
    incoming = read(LIST)

    assert [session.key for session in incoming.sessions] == [
        "list/title:lunch#1",
        "list/title:lunch#2",
        "list/title:verkstad/name:ada lind",
        "list/title:verkstad#1",
        "list/title:verkstad#2",
        "list/title:slutord",
    ]
    assert all(session.named for session in incoming.sessions)


def test_rows_in_another_order_have_the_same_keys() -> None:
    def by_key(table: Worksheet) -> dict[str, object]:
        return {session.key: (session.title, session.begin, session.rooms) for session in read(table).sessions}

    assert by_key(turned_round(LIST)) == by_key(LIST)


def test_ids_of_the_table_are_keys() -> None:
    assert [(session.key, session.named) for session in read(lines("ID | Titel\n7 | Ett\n8 | Två")).sessions] == [
        ("list/id:7", False),
        ("list/id:8", False),
    ]


def test_an_id_that_stands_twice_is_refused_the_second_time() -> None:
    incoming = read(lines("ID | Titel | Start | Sal\n7 | Ett | 2026-04-10 09:00 | A\n7 | Två | 2026-04-10 10:00 | A"))

    assert [session.title for session in incoming.sessions] == ["Ett"]
    assert [(one.title, one.key, str(one.why.problem)) for one in incoming.refused] == [
        ("Två", "list/id:7", "Row 2 has the same number, 7.")
    ]


def test_a_room_with_a_comma_in_its_name_is_one_room_unless_both_are_known() -> None:
    table = lines("Titel | Start | Sal\nEtt | 2026-04-10 09:00 | Huset, plan 2\nTvå | 2026-04-10 10:00 | A, B")

    assert [session.rooms for session in read(table).sessions] == [("Huset, plan 2",), ("A, B",)]
    known = MappingContext(dates=TWO_DAYS.dates, rooms=("A", "B"))
    assert [session.rooms for session in read(table, context=known).sessions] == [("Huset, plan 2",), ("A", "B")]


# strange tables -------------------------------------------------------------------------------------------


CELLS: tuple[Value, ...] = (
    None, "", "Title", "Titel", "Tid", "Start", "Sal A", "Talare 1", "ID", "Namn", "Session", "Sub", "p1_title",
    "9:00", "9.30-10", "99:99", "03/04", "Fredag", "Fredag 10 april", "Dag 1", "Lunch", "Ada Lind", "ALL", "=1+1",
    "a\nb", "∞", "[x]", 5, -5, 3.5, float("nan"), float("inf"), 10**30, True, date(2026, 4, 10), date(9999, 12, 31),
    datetime(2026, 4, 10, 9), datetime(1, 1, 1), time(9), timedelta(minutes=30), timedelta(days=99999),
)  # fmt: skip
KEYS = (*FIELDS, "", "extra", "session.level", "part:1:title", "speakers:1:person.name")
SHEETS = [one for several in TABLES.values() for one in several]


@st.composite
def strange_sheets(draw: st.DrawFn) -> Worksheet:
    if draw(st.booleans()):
        width = draw(st.integers(1, 6))
        rows = draw(st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), min_size=1, max_size=8))
    else:
        rows = [list(row) for row in draw(st.sampled_from(SHEETS)).rows]
        for _ in range(draw(st.integers(0, 4))):
            row = draw(st.sampled_from(rows))
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(CELLS))
    top, left = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows[0]) - 1))
    area = Area(top, left, min(top + 2, len(rows) - 1), min(left + 1, len(rows[0]) - 1))
    return sheet(*rows, merged=(area,), unknown=((top, left),) if draw(st.booleans()) else ())


def reads_or_refuses(whole: Tables, mapping: TableMapping) -> None:
    for act in (lambda: run_to_end(read_mapped(whole, mapping, TWO_DAYS)), lambda: sample(whole, mapping, TWO_DAYS)):
        with suppress(EstradError):
            act()


@settings(max_examples=40, deadline=None)
@given(strange=strange_sheets())
def test_any_table_is_read_as_it_is_guessed(strange: Worksheet) -> None:
    whole = tables(strange)
    mapping = guess(whole, TWO_DAYS)

    assert from_json(TableMapping, to_json(mapping)) == mapping
    if mapping.sheets:
        reads_or_refuses(whole, mapping)
        reads_or_refuses(whole, guess_sheet(whole, strange.name, TWO_DAYS, head=0))
        width = len(strange.rows) if mapping.main.across else strange.width
        assert len(sureness_of(whole, mapping)) == width


@settings(max_examples=40, deadline=None)
@given(strange=strange_sheets(), data=st.data())
def test_any_table_is_read_or_refused_whatever_somebody_chooses(strange: Worksheet, data: st.DataObject) -> None:
    whole = tables(strange)
    told = SheetMapping(
        strange.name,
        data.draw(st.sampled_from(list(SheetShape))),
        head=data.draw(st.integers(-1, 4)),
        first=data.draw(st.integers(0, 5)),
        columns=tuple(data.draw(st.lists(st.sampled_from(KEYS), max_size=strange.width + 2))),
        across=data.draw(st.booleans()),
    )
    mapping = TableMapping((told,), order=data.draw(st.sampled_from([None, "day_first", "month_first"])))

    reads_or_refuses(whole, mapping)
    again = guess(whole, TWO_DAYS, [(signature_of(whole, mapping), mapping)])
    if again.sheets:
        reads_or_refuses(whole, replace(again, separator=";"))
