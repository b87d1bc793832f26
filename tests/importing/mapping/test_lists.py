"""Tests of lists as tables: one row a session, their keys, and tables that are strange."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entities import Session
from planner.domain.json_codec import from_json, to_json
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.cells.fields import FIELDS
from planner.importing.mapping.guessing import guess_mapping, guess_sheet_mapping, table_signature
from planner.importing.mapping.reading import read_mapped, read_sample
from planner.importing.mapping.table_mapping import (
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
)
from planner.tables.table import Area, Tables, Value, Worksheet
from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import FRIDAY, TWO_DAYS, facts, guessed, lines, read, sheet, tables, told
from tests.importing.schedules import Importing
from tests.tries import tries

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
    assert mapping.main_sheet.columns == (
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


UNDERSTOOD: dict[str, tuple[tuple[Worksheet, ...], MappingContext, dict[str, object]]] = {
    "days stand in rows of their own and lines above the headings are passed over": (
        (SWEDISH,),
        TWO_DAYS,
        {
            "told": [
                ("Invigning", "10 09:00", 30, (), ()),
                ("Små fel", "10 09:30", 45, ("Sal A", "Sal B"), ("Ada Lind", "Bo Ek")),
                ("Stora fel", "10 09:30", 45, ("Sal C",), ("Eva Fors", "Cid Dal")),
                ("Lunch", "10 10:15", None, (), ()),
                ("Fest", "10 22:00", None, ("Sal A",), ()),
                ("Nya fel", "11 09:00", None, ("Sal A",), ("Dan Elm",)),
            ],
            "kinds": ["opening", None, None, "meal", "social", None],
            "extras": [[], [("Kommentar till AV", "mikrofon")], [], [], [], []],
            "roles": [
                [],
                [("list/name:ada lind", "speaker"), ("list/name:bo ek", "speaker")],
                [("list/name:eva fors", "moderator"), ("list/name:cid dal", "speaker")],
                [],
                [],
                [("list/name:dan elm", "speaker")],
            ],
            "remarks": [
                "3 sessions have no end in the table; each ends when the next one begins.",
                "A11: “Totalt: 6” is left out.",
            ],
        },
    ),
    "an ambiguous date is asked for": (
        (lines("Title | Date | Start\nA talk | 03/04/2026 | 09:00"),),
        MappingContext(),
        {"doubts": ["Dates such as 03/04 can be read in two ways; choose which."]},
    ),
    "an ambiguous date is asked for of the conference": (
        (lines("Title | Date | Start\nA talk | 04/10/2026 | 09:00"),),
        TWO_DAYS,
        {"days": ["2026-04-10"]},
    ),
    "times without dates need a day": (
        (lines("Title | Start | Length\nA talk | 09:00 | 30 min\nAnother | 09:30 | 1 h"),),
        MappingContext(),
        {"doubts": ["There are times but no dates; choose a day for them."]},
    ),
    "times without dates need a day of the only one": (
        (lines("Title | Start | Length\nA talk | 09:00 | 30 min\nAnother | 09:30 | 1 h"),),
        MappingContext(dates=(FRIDAY,)),
        {"told": [("A talk", "10 09:00", 30, (), ()), ("Another", "10 09:30", 60, (), ())]},
    ),
    "a day that is none of the conference is said": (
        (lines("Dag | Tid | Titel | Sal\nFredag | 9.00 | Ett | A\nOnsdag | 9.00 | Två | A"),),
        TWO_DAYS,
        {"begins": ["10: 2026-04-10T09:00:00", None], "said": [[], ["A3: “Onsdag” names no day of the conference."]]},
    ),
    "a date that is written once and merged cells hold for the rows below": (
        (
            sheet(
                ["Datum", "Start", "Slut", "Titel", "Sal"],
                [date(2026, 4, 10), time(9), time(9, 30), "Ett", "Sal A"],
                [None, time(9, 30), time(10), "Två", None],
                [datetime(2026, 4, 11), time(23), time(0, 30), "Tre", "Sal B"],
                [None, time(0, 30), time(1), "Fyra", "Sal B"],
                merged=(Area(1, 4, 2, 4),),
            ),
        ),
        TWO_DAYS,
        {
            "told": [
                ("Ett", "10 09:00", 30, ("Sal A",), ()),
                ("Två", "10 09:30", 30, ("Sal A",), ()),
                ("Tre", "11 23:00", 90, ("Sal B",), ()),
                ("Fyra", "12 00:30", 30, ("Sal B",), ()),
            ],
            "days": ["2026-04-10", "2026-04-11"],
        },
    ),
    "titles that say who speaks are taken apart": (
        (
            lines("""
        Tid   | Program
        09:00 | Registrering
        09:30 | Välkommen till alla – Eva Fors
        10:00 | Små fel – Ada Lind, KTX
        12:00 | Lunch – mingel
        13:00 | AI – hot eller inte
    """),
        ),
        MappingContext(dates=(FRIDAY,)),
        {
            "told": [
                ("Registrering", "10 09:00", 30, (), ()),
                ("Välkommen till alla", "10 09:30", 30, (), ("Eva Fors",)),
                ("Små fel", "10 10:00", 120, (), ("Ada Lind",)),
                ("Lunch – mingel", "10 12:00", 60, (), ()),
                ("AI – hot eller inte", "10 13:00", None, (), ()),
            ],
            "people": [("Eva Fors", {}), ("Ada Lind", {"organisation": "KTX"})],
        },
    ),
    "numbered speakers keep what their own columns tell": (
        (
            lines("""
        Session | Chair | Speaker 1 | Speaker 1 title | Speaker 1 company | Speaker 2 | Speaker 2 company | Day | Time
        Bugs | Eva Fors | Ada Lind | Prof | KTX | Bo Ek | UX | Friday | 09:00-10:00
    """),
        ),
        TWO_DAYS,
        {
            "told": [("Bugs", "10 09:00", 60, (), ("Eva Fors", "Ada Lind", "Bo Ek"))],
            "people": [
                ("Eva Fors", {}),
                ("Ada Lind", {"title": "Prof", "organisation": "KTX"}),
                ("Bo Ek", {"organisation": "UX"}),
            ],
        },
    ),
    "times that are counted from utc stay so": (
        (lines("Title | Start | End\nOne | 2026-04-10T09:00:00+02:00 | 2026-04-10T08:00:00Z"),),
        TWO_DAYS,
        {"begins": ["10: 2026-04-10T09:00:00+02:00"], "minutes": [60]},
    ),
    "two who share a cell share what stands beside in their order": (
        (
            lines(
                "Titel | Talare | Start | E-post\n"
                "Ett | Ada Lind, Bo Ek | 2026-04-10 09:00 | ada@x.example; bo@x.example"
            ),
        ),
        TWO_DAYS,
        {"people": [("Ada Lind", {"email": "ada@x.example"}), ("Bo Ek", {"email": "bo@x.example"})]},
    ),
    "a time that cannot be read is said by its cell": (
        (lines("Titel | Start\nEtt | 2026-04-10 09:00\nTvå | strax efter maten"),),
        TWO_DAYS,
        {
            "begins": ["10: 2026-04-10T09:00:00", None],
            "said": [
                [],
                ["B3: “strax efter maten” is no time of day. Write it as 09:30; past midnight goes on with 24:30."],
            ],
        },
    ),
    "a room without a time is said": (
        (
            lines(
                "Titel | Talare | Sal | Längd\nEtt | Ada Lind | Aula | 30\nTvå | Bo Ek | Foajé | 45\nTre | Eva Fors | |"
            ),
        ),
        TWO_DAYS,
        {
            "begins": [None, None, None],
            "remarks": ["2 sessions have a room in the table but no time; they are not put into their rooms."],
        },
    ),
    "rows of speakers become one session": (
        (
            lines("""
        Titel | Start | Slut | Sal | Namn | E-post | Organisation | Roll
        Ett | 2026-04-10 09:00 | 10:00 | A | Ada Lind | ada@x.example | KTX | talare
        Ett | 2026-04-10 09:00 | 10:00 | A | Bo Ek | bo@x.example | UX | moderator
        Två | 2026-04-10 10:00 | 11:00 | A | Cid Dal | cid@x.example | UX | talare
    """),
        ),
        TWO_DAYS,
        {
            "shape": "speakers",
            "told": [
                ("Ett", "10 09:00", 60, ("A",), ("Ada Lind", "Bo Ek")),
                ("Två", "10 10:00", 60, ("A",), ("Cid Dal",)),
            ],
            "roles": [
                [("list/name:ada lind", "speaker"), ("list/name:bo ek", "moderator")],
                [("list/name:cid dal", "speaker")],
            ],
            "cards": [
                ("list/name:ada lind", True, "E2"),
                ("list/name:bo ek", True, "E3"),
                ("list/name:cid dal", True, "E4"),
            ],
        },
    ),
    "rows that say whether they are parts": (
        (
            lines("""
        1 = start of a session | Title | Start | End | Room | Speakers
        1 | Block | 2026-04-10 09:00 | 10:00 | Aula |
          | Ett | | | | Ada Lind
          | Två | | | | Bo Ek
        1 | Lunch | 2026-04-10 12:00 | 13:00 | |
    """),
        ),
        TWO_DAYS,
        {
            "told": [
                ("Ett", "10 09:00", 30, ("Aula",), ("Ada Lind",)),
                ("Två", "10 09:30", 30, ("Aula",), ("Bo Ek",)),
                ("Lunch", "10 12:00", 60, (), ()),
            ],
            "blocks": [("Block", "10 09:00", 60, ("Aula",), (), ["Ett", "Två"])],
            "extras": [[], [], []],
        },
    ),
    "a formula without a value is refused or said": (
        (
            sheet(
                ["Titel", "Start", "Talare"],
                ["Ett", None, "Ada Lind"],
                ["Två", "2026-04-10 10:00", None],
                [None, "2026-04-10 11:00", "Bo Ek"],
                unknown=((1, 1), (2, 2), (3, 0)),
            ),
        ),
        TWO_DAYS,
        {
            "refused": [
                ("Ett", "", "The formula in B2 has no stored value."),
                ("", "", "The formula in A4 has no stored value."),
            ],
            "said": [["The formula in C3 has no stored value; it is left out."]],
        },
    ),
    "a table without headings is guessed by what stands in it": (
        (
            lines("""
        2026-04-10 09:00 | Små fel | Ada Lind | Aula
        2026-04-10 10:00 | Stora fel | Bo Ek | Aula
        2026-04-10 11:00 | Gamla fel | Cid Dal | Vinden
        2026-04-10 12:00 | Nya fel | Eva Fors | Vinden
    """),
        ),
        TWO_DAYS,
        {
            "columns": ("session.when", "session.title", "session.speakers", "session.room"),
            "sure": False,
            "titles": ["Små fel", "Stora fel", "Gamla fel", "Nya fel"],
        },
    ),
    "a list of titles is a list of sessions": (
        (lines("Ett föredrag\nEtt annat\nLunch"),),
        TWO_DAYS,
        {"titles": ["Ett föredrag", "Ett annat", "Lunch"], "kinds": [None, None, "meal"]},
    ),
    "ids of the table are keys": (
        (lines("ID | Titel\n7 | Ett\n8 | Två"),),
        TWO_DAYS,
        {"keys": [("list/id:7", False), ("list/id:8", False)]},
    ),
    "an id that stands twice at one time is refused the second time": (
        (lines("ID | Titel | Start | Sal\n7 | Ett | 2026-04-10 09:00 | A\n7 | Två | 2026-04-10 09:00 | A"),),
        TWO_DAYS,
        {"titles": ["Ett"], "refused": [("Två", "list/id:7", "The one on line 2 has the same key, id:7.")]},
    ),
    "an id that stands at two times is of two sessions": (
        (lines("ID | Titel | Start | Sal\n7 | Ett | 2026-04-10 09:00 | A\n7 | Två | 2026-04-10 10:00 | A"),),
        TWO_DAYS,
        {"titles": ["Ett", "Två"], "refused": [], "keys": [("list/id:7×1", False), ("list/id:7×2", False)]},
    ),
    "a room with a comma in its name is one room unless both are known": (
        (lines("Titel | Start | Sal\nEtt | 2026-04-10 09:00 | Huset, plan 2\nTvå | 2026-04-10 10:00 | A, B"),),
        TWO_DAYS,
        {"told": [("Ett", "10 09:00", 60, ("Huset, plan 2",), ()), ("Två", "10 10:00", None, ("A, B",), ())]},
    ),
    "a room with a comma in its name is one room unless both are known known": (
        (lines("Titel | Start | Sal\nEtt | 2026-04-10 09:00 | Huset, plan 2\nTvå | 2026-04-10 10:00 | A, B"),),
        MappingContext(dates=TWO_DAYS.dates, rooms=("A", "B")),
        {"told": [("Ett", "10 09:00", 60, ("Huset, plan 2",), ()), ("Två", "10 10:00", None, ("A", "B"), ())]},
    ),
}
"""Sheets, and what is understood of them."""


@pytest.mark.parametrize(("sheets", "context", "wanted"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_what_is_understood_of_a_list(
    sheets: tuple[Worksheet, ...], context: MappingContext, wanted: dict[str, object]
) -> None:
    found = facts(*sheets, context=context)

    assert {name: found[name] for name in wanted} == wanted


def test_headings_are_found_among_many_that_nobody_knows() -> None:
    questions = " | ".join(f"Xyz {letter}" for letter in "abcdefgh")
    table = lines(f"Titel | Talare | Sal | {questions}\nEtt | Ada Lind | A | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8")

    assert guessed(table).main_sheet.columns[:4] == ("session.title", "session.speakers", "session.room", "extra")


def test_a_time_with_a_point_is_no_date() -> None:
    table = lines("Tid | Titel | Sal\n6.05 | Ett | A\n7.10 | | \n8.12 | Två | A")

    assert not guessed(table).dated
    assert [(title, when) for title, when, *_ in told(read(table, context=MappingContext(dates=(FRIDAY,))))] == [
        ("Ett", "10 06:05"),
        ("Två", "10 08:12"),
    ]


def test_what_somebody_chose_is_chosen_again_for_such_a_table() -> None:
    first = tables(SWEDISH)
    chosen = guess_mapping(first, TWO_DAYS).with_field(4, "session.note")
    again = guess_mapping(tables(SWEDISH), TWO_DAYS, [(table_signature(first, chosen), chosen)])

    assert again.main_sheet.columns == chosen.main_sheet.columns


def test_a_sample_shows_the_first_rows_as_the_whole_table_does() -> None:
    whole = tables(SIMPLE)
    few = read_sample(whole, guess_mapping(whole, TWO_DAYS), TWO_DAYS, rows=2)

    assert [session.title for session in few.sessions] == ["Hello world", "Lunch"]


def test_columns_say_how_sure_their_fields_are() -> None:
    whole = tables(SWEDISH)
    told = guess_mapping(whole, TWO_DAYS).main_sheet

    assert list(told.columns) == [
        "session.when", "session.title", "session.speakers", "session.room", "extra",
    ]  # fmt: skip
    assert told.sure[4] < 0.8 <= told.sure[1]
    assert not guess_mapping(whole, TWO_DAYS).sure


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
        "list/title:verkstad/name:ada lind#1",
        "list/title:verkstad/name:bo ek#1",
        "list/title:verkstad/name:bo ek#2",
        "list/title:slutord#1",
    ]
    assert all(session.named for session in incoming.sessions)


def test_rows_in_another_order_are_the_same_sessions(importing: Importing) -> None:
    rows = [
        row for row in importing.plan(importing.new(read(LIST)), read(turned_round(LIST))).rows if row.what is Session
    ]

    assert [row.verdict.value for row in rows] == ["same"] * 6


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
    for act in (
        lambda: run_to_end(read_mapped(whole, mapping, TWO_DAYS)),
        lambda: read_sample(whole, mapping, TWO_DAYS),
    ):
        with suppress(EstradError):
            act()


@tries(40)
@given(strange=strange_sheets())
def test_any_table_is_read_as_it_is_guessed(strange: Worksheet) -> None:
    whole = tables(strange)
    mapping = guess_mapping(whole, TWO_DAYS)

    assert from_json(TableMapping, to_json(mapping)) == mapping
    if mapping.sheets:
        reads_or_refuses(whole, mapping)
        reads_or_refuses(whole, guess_sheet_mapping(whole, strange.name, TWO_DAYS, head=0))
        width = len(strange.rows) if mapping.main_sheet.across else strange.width
        assert len(mapping.main_sheet.columns) == width
        assert len(mapping.main_sheet.sure) in (0, width)


@tries(40)
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
    again = guess_mapping(whole, TWO_DAYS, [(table_signature(whole, mapping), mapping)])
    if again.sheets:
        reads_or_refuses(whole, replace(again, separator=";"))
