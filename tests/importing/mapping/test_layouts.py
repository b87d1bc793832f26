"""Tests of the layouts of other programs, and of lists as people write them."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.value_objects import Link
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.layouts_of_json import JSON
from planner.importing.mapping.table_mapping import MappingContext, mapping_doubts
from planner.tables.table import Worksheet
from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import FRIDAY, SATURDAY, TWO_DAYS, facts, guessed, lines, read, sheet, told

UNSURE = {
    "devoxx-slots": "nobody knows what is in the slots",
    "run-of-show": "it has times and no date",
    "run-of-show-cues": "it has times and no date",
    "ontime": "it has times and no date",
    "google-forms": "its headings are questions",
}
READ: dict[str, list[tuple[object, ...]]] = {
    "sessionize-schedule": [
        ("Small bugs", "10 09:00", 45, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Large bugs", "10 10:00", 30, ("Vinden",), ("Cid Dal",)),
    ],
    "sessionize-flattened": [
        ("Small bugs", "10 09:00", 45, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Large bugs", "10 10:00", 90, ("Vinden",), ("Cid Dal",)),
    ],
    "sessionize-sessions": [
        ("Small bugs", "10 09:00", 45, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Large bugs", "10 10:00", 30, ("Vinden",), ("Cid Dal",)),
    ],
    "whova": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Large bugs", "10 09:30", 30, ("Aula",), ("Cid Dal",)),
        ("Coffee break", "10 10:00", 15, ("Foyer",), ()),
    ],
    "whova-old": [
        ("Small bugs", "16 08:30", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Tea", "16 09:30", 15, ("Foyer",), ()),
    ],
    "guidebook": [
        ("Small bugs", "10 10:00", 30, ("Aula",), ()),
        ("Large bugs", "11 13:00", 60, ("Vinden",), ()),
    ],
    "guidebook-xlsx": [
        ("Small bugs", "10 22:00", 150, ("Aula",), ()),
    ],
    "attendify": [
        ("Small bugs", "10 10:00", 30, ("Aula",), ()),
    ],
    "easychair-submissions": [
        ("Small bugs", None, None, (), ("Ada Lind", "Bo Ek", "Cid Dal")),
    ],
    "conftool": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Large bugs", "10 09:30", 30, ("Aula",), ("Cid Dal",)),
        ("Coffee break", "10 10:00", 30, ("Foyer",), ()),
    ],
    "pretalx": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
    ],
    "pretalx-people": [],
    "pretalx-speakers": [],
    "indico": [
        ("Small bugs", "10 09:00", 30, (), ("Ada Lind", "Bo Ek")),
    ],
    "conferia": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
        ("Large bugs", "10 09:30", 30, ("Aula",), ("Cid Dal",)),
        ("All bugs", "10 10:00", 60, ("Aula",), ("Dan Elm",)),
    ],
    "neuromatch": [
        ("Small bugs", "10 09:00", 15, ("Stage 1",), ("Ada Lind",)),
    ],
    "ismb": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind",)),
    ],
    "tabla": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Eva Fors",)),
    ],
    "mensa": [
        ("Small bugs", "10 09:00", 50, ("Aula",), ()),
    ],
    "scale": [
        ("Small bugs", "10 09:00", 50, ("Aula",), ("Ada Lind",)),
    ],
    "cfpio": [
        ("Small bugs", None, 45, (), ("Ada Lind", "Bo Ek")),
    ],
    "eventyay-sessions": [
        ("Small bugs", "10 09:00", 30, (), ("Ada Lind", "Bo Ek")),
    ],
    "eventyay-speakers": [],
    "meetingpulse": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind",)),
    ],
    "accelevents": [
        ("Small bugs", "10 09:00", 30, (), ("Ada Lind", "Bo Ek")),
    ],
    "brightcove": [
        ("Small bugs", "10 09:00", 30, (), ("Ada Lind", "Bo Ek")),
        ("All bugs", "10 10:00", 45, (), ("Dan Elm",)),
    ],
    "eventhub": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
    ],
    "conbop": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind",)),
    ],
    "devoxx-talks": [
        ("Small bugs", None, None, (), ("Ada Lind", "Bo Ek")),
    ],
    "devoxx-slots": [
        ("CONFERENCE", "10 09:00", 50, ("Aula",), ()),
        ("CONFERENCE", "10 10:00", 50, ("Aula",), ()),
    ],
    "pybay": [
        ("Small bugs", "10 09:00", 25, ("Aula",), ("Ada Lind",)),
    ],
    "run-of-show": [
        ("Doors", None, 10, (), ()),
        ("Small bugs", None, 20, (), ()),
    ],
    "run-of-show-cues": [
        ("Welcome words", None, 10, (), ("Eva Fors",)),
    ],
    "ontime": [
        ("Small bugs", None, 30, (), ()),
    ],
    "google-forms": [
        ("Small bugs", None, None, (), ("Ada Lind",)),
        ("Large bugs", None, None, (), ("Bo Ek",)),
    ],
    "google-calendar": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ()),
    ],
    "c3voc": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ("Ada Lind", "Bo Ek")),
    ],
    "csplib": [
        ("R1", None, None, (), ("Ada Lind", "Bo Ek")),
    ],
    "sched": [
        ("Small bugs", "10 09:00", 30, ("Aula",), ()),
    ],
    "frab-people": [],
}


@pytest.mark.parametrize("key", TABLES)
def test_a_layout_is_recognised_and_read_and_sure_unless_it_leaves_something_open(key: str) -> None:
    mapping, incoming = guessed(*TABLES[key]), read(*TABLES[key])

    assert (mapping.layout, mapping.sure) == (key, key not in UNSURE)
    assert (told(incoming), incoming.refused) == (READ[key], ())


def test_every_layout_has_a_table() -> None:
    others = {"sessionize-speakers", "easychair-authors", *(layout.key for layout in JSON)}  # their files are JSON
    assert {layout.key for layout in LAYOUTS} - TABLES.keys() == others


def test_ids_of_a_program_begin_with_its_name() -> None:
    keys = {key: read(*sheets).namespace for key, sheets in TABLES.items()}

    assert (keys["sessionize-flattened"], keys["guidebook"]) == ("sessionize", "list")


def test_a_program_that_writes_utc_is_read_in_it() -> None:
    zones = {key: guessed(*sheets).zone for key, sheets in TABLES.items()}

    assert {key: zone for key, zone in zones.items() if zone} == {
        "neuromatch": "UTC",
        "meetingpulse": "UTC",
        "brightcove": "Europe/Stockholm",
    }


AS_WRITTEN: dict[str, tuple[tuple[Worksheet, ...], MappingContext, dict[str, object]]] = {
    "sheets of sessions and speakers are joined by the ids": (
        (*TABLES["sessionize-sessions"],),
        TWO_DAYS,
        {
            "cards": [
                ("sessionize/id:s-1", False, "Accepted speakers!B2"),
                ("sessionize/id:s-2", False, "Accepted speakers!B3"),
                ("sessionize/id:s-3", False, "Accepted speakers!B4"),
            ],
            "people": [
                ("Ada Lind", {"email": "ada@example.org", "title": "Engineer", "bio": "Finds bugs"}),
                ("Bo Ek", {"email": "bo@example.org", "title": "Tester", "bio": ""}),
                ("Cid Dal", {"email": "cid@example.org", "bio": "", "title": ""}),
            ],
            "roles": [
                [("sessionize/id:s-1", "speaker"), ("sessionize/id:s-2", "speaker")],
                [("sessionize/id:s-3", "speaker")],
            ],
        },
    ),
    "the children are the sessions of a block with their parents title chair and text": (
        (*TABLES["whova"],),
        TWO_DAYS,
        {
            "shape": "nested",
            "blocks": [("Bugs", "10 09:00", 60, ("Aula",), ("Eva Fors",), ["Small bugs", "Large bugs"])],
            "extras": [[], [], []],
            "tracks": ["Testing", "Testing", ""],
        },
    ),
    "what people tell of themselves stays with them": (
        (*TABLES["sessionize-flattened"],),
        TWO_DAYS,
        {
            "people": [
                (
                    "Ada Lind",
                    {
                        "email": "ada@example.org",
                        "title": "Engineer",
                        "bio": "Finds bugs",
                        "pronouns": "she/her",
                        "links": (Link(address="https://x.example/ada", label=""),),
                    },
                ),
                ("Bo Ek", {"email": "bo@example.org", "title": "Tester"}),
                ("Cid Dal", {"email": "cid@example.org"}),
            ],
            "bios": ["Finds bugs", "", ""],
        },
    ),
    "addresses beside several speakers are theirs in their order": (
        (*TABLES["indico"],),
        TWO_DAYS,
        {
            "people": [
                ("Ada Lind", {"email": "ada@example.org", "organisation": "KTX"}),
                ("Bo Ek", {"email": "bo@example.org", "organisation": "UX"}),
            ]
        },
    ),
    "what was rejected or deleted is left out and counted": (
        (*TABLES["easychair-submissions"],),
        TWO_DAYS,
        {"remarks": ["2 rows are left out: rejected, withdrawn or deleted."]},
    ),
    "authors of conftool are surname first also where one stands alone": (
        (
            lines("""
        session_ID|session_short|session_title|session_start|session_end|p1_title|p1_authors|p2_title|p2_authors
        12|A1|Bees|2026-04-10 09:00|2026-04-10 10:00|City Bees|Berg, Ann (1); Ask, Bo (2)|Forest Bees|Dahl, Cia
    """),
        ),
        TWO_DAYS,
        {"people": [("Ann Berg", {}), ("Bo Ask", {}), ("Cia Dahl", {})]},
    ),
    "a kind is the columns and else the titles where nobody speaks but for an opening": (
        (
            sheet(
                *(
                    ("Title", "Date", "Start", "End", "Type", "Speakers"),
                    ("Lunch", "2027-04-23", "12:00", "13:00", "Workshop", None),
                    ("Lunch", "2027-04-23", "13:00", "14:00", None, None),
                    ("Lunch", "2027-04-23", "14:00", "15:00", None, "Ann Ek"),
                    ("Welcome", "2027-04-23", "09:00", "09:15", None, "Ann Ek"),
                )
            ),
        ),
        TWO_DAYS,
        {"kinds": ["workshop", "meal", None, "opening"]},
    ),
    "a sum at the end is no session": (
        (
            lines("""
        Titel  | Längd
        Bin    | 30
        Mossa  | 45
        Summa: | 75
    """),
        ),
        TWO_DAYS,
        {"titles": ["Bin", "Mossa"], "remarks": ["A4: “Summa:” is left out.", "B4: “75” is left out."]},
    ),
    "where one follows the other each lasts until the next whatever its room": (
        (
            lines("""
        Datum      | Tid   | Titel       | Lokal
        2026-04-10 | 09.00 | Registrering| Foajén
        2026-04-10 | 09.30 | Bin         | Aulan
        2026-04-10 | 10.15 | Fika        | Foajén
        2026-04-10 | 10.45 | Mossa       | Aulan
    """),
        ),
        TWO_DAYS,
        {"minutes": [30, 45, 30, None]},
    ),
    "a date that cannot be read is not the one above": (
        (
            lines("""
        Datum      | Tid   | Titel
        2026-04-10 | 09.00 | Bin
        31 juni    | 10.00 | Mossa
                   | 11.00 | Hav
    """),
        ),
        TWO_DAYS,
        {
            "begins": ["10: 2026-04-10T09:00:00", None, None],
            "said": [
                [],
                ["A3: “31 juni” is not in the calendar. Write it as 2024-04-25."],
                ["It has a time but no day."],
            ],
        },
    ),
    "an apostrophe that guards a formula is taken off": (
        (
            lines("""
        Title    | Speaker  | Description | Start            | Level
        '=Bees   | Ada Lind | '- a list   | 2026-04-10 09:00 | '+1
        'n Boer  | Bo Ek    | 'tis        | 2026-04-10 10:00 |
    """),
        ),
        TWO_DAYS,
        {"titles": ["=Bees", "'n Boer"], "descriptions": ["- a list", "'tis"]},
    ),
    "a cell too long to be names says that it names nobody": (
        (sheet(["Title", "Speakers"], ["Bees", "Ada Lind, " * 500], ["Moss", "Bo Ek"]),),
        TWO_DAYS,
        {"said": [["B2: the text is too long to be names; it names nobody."], []]},
    ),
    "a day without a time is told": (
        (
            lines("""
        Title  | Date       | Start
        Bees   | 2026-04-10 | 09:00
        Moss   | 2026-04-10 |
    """),
        ),
        TWO_DAYS,
        {"remarks": ["A session has a day in the table but no time; it waits in “Not placed”."]},
    ),
    "titles with speakers and descriptions are sessions also beside an address": (
        (
            lines("""
        Title | Speaker  | Description | E-mail
        Bees  | Ada Lind | About bees  | ada@x.example
    """),
        ),
        TWO_DAYS,
        {"shape": "sessions"},
    ),
    "a place of work is an organisation": (
        (
            lines("""
        Namn     | Arbetsplats | E-post
        Ada Lind | SLU         | ada@x.example
    """),
        ),
        TWO_DAYS,
        {"people": [("Ada Lind", {"organisation": "SLU", "email": "ada@x.example"})]},
    ),
    "the heading that can only be a title is the title": (
        (
            lines("""
        Förnamn | Efternamn | Titel  | Föredragets titel | Önskad längd
        Ada     | Lind      | Docent | Bin               | 45 min
    """),
        ),
        TWO_DAYS,
        {"columns": ("person.first", "person.last", "person.title", "session.title", "session.length")},
    ),
    "the line below the headings of a table in markdown is nothing": (
        (
            lines(
                """
        Titel ; Talare
        ----- ; :-----:
        Bin   ; Ada Lind
    """,
                separator=";",
            ),
        ),
        TWO_DAYS,
        {"titles": ["Bin"]},
    ),
    "the count below a list of people is nobody": (
        (
            sheet(
                ["Namn", "E-post", "Kost"],
                ["Lind, Ada", "ada@x.example", "vegan"],
                ["Bo Ek", None, None],
                ["Antal anmälda:", None, 2],
            ),
        ),
        TWO_DAYS,
        {
            "people": [("Ada Lind", {"email": "ada@x.example", "diet": "vegan"}), ("Bo Ek", {"diet": "", "email": ""})],
            "remarks": ["A4: “Antal anmälda:” is left out.", "C4: “2” is left out."],
        },
    ),
    "an agenda without headings is understood by what stands in it": (
        (
            lines("""
        Programme            |                      |               |
        Friday 10 April 2026 |                      |               |
        9.00–9.30            | Registration, coffee |               | Foyer
        9.30–10.15           | City bees            | Ada Lind      | Main hall
        10.15–11.00          | Moss bees            | Bo Ek         | Main hall
        Saturday 11 April 2026 |                    |               |
        9.00–10.00           | Sea bees             | Cid Dal       | Main hall
    """),
        ),
        MappingContext(),
        {
            "told": [
                ("Registration, coffee", "10 09:00", 30, ("Foyer",), ()),
                ("City bees", "10 09:30", 45, ("Main hall",), ("Ada Lind",)),
                ("Moss bees", "10 10:15", 45, ("Main hall",), ("Bo Ek",)),
                ("Sea bees", "11 09:00", 60, ("Main hall",), ("Cid Dal",)),
            ]
        },
    ),
    "html in a cell is read as the text it is": (
        (
            lines("""
        Title | Description                                        | Speaker
        Bees  | <p>Hello <strong>you</strong> &amp; me</p>         | Ada Lind
        Moss  | a < b and b > c                                    | Bo Ek
    """),
        ),
        TWO_DAYS,
        {"descriptions": ["Hello you & me", "a < b and b > c"]},
    ),
    "an address behind the name of a person is theirs": (
        (sheet(["Deltagare", "Kost"], ["Ada Lind <ada@x.example>", "vegan"]),),
        TWO_DAYS,
        {"people": [("Ada Lind", {"diet": "vegan", "email": "ada@x.example"})]},
    ),
    "rooms in which nothing begins together are one programme, in which each ends with the next": (
        (
            lines("""
        Datum      | Tid   | Titel | Lokal
        2026-04-10 | 09.00 | Bin   | A
        2026-04-10 | 09.15 | Mossa | B
        2026-04-10 | 10.00 | Hav   | A
        2026-04-10 | 10.15 | Sten  | B
    """),
        ),
        TWO_DAYS,
        {"minutes": [15, 45, 15, None]},
    ),
}
"""Sheets as programs and people write them, and what is understood of them."""


@pytest.mark.parametrize(("sheets", "context", "wanted"), AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_what_is_understood_of_a_table(
    sheets: tuple[Worksheet, ...], context: MappingContext, wanted: dict[str, object]
) -> None:
    found = facts(*sheets, context=context)

    assert {name: found[name] for name in wanted} == wanted


# as people write them -------------------------------------------------------------------------------------


def test_weekdays_alone_are_no_dates_and_count_from_the_day_that_is_chosen() -> None:
    days = lines("""
        Day      | Time    | Title   | Speakers
        Friday   | 9:00 AM | Bees    | Ada Lind
        Saturday | 9:00 AM | Moss    | Bo Ek
    """)
    new = MappingContext(today=SATURDAY)
    mapping = guessed(days, context=new)

    assert [str(doubt) for doubt in mapping_doubts(mapping).values()] == [
        "There are times but no dates; choose a day for them."
    ]
    chosen = read(days, context=new, mapping=replace(mapping, day=FRIDAY))
    assert [session.begin and session.begin.day for session in chosen.sessions] == [FRIDAY, SATURDAY]


@pytest.mark.parametrize(
    ("written", "found"),
    [("Thursday 4 March", date(2027, 3, 4)), ("4 March", date(2027, 3, 4)), ("20 October", date(2026, 10, 20)),
     ("11 December", date(2026, 12, 11)), ("10 September", date(2027, 9, 10))],
)  # fmt: skip
def test_a_day_without_a_year_is_rather_to_come_where_there_is_no_conference_yet(written: str, found: date) -> None:
    days = lines(f"""
        Time | Title | Speakers
        {written} | |
        9:00 | Bees  | Ada Lind
    """)
    new = MappingContext(today=date(2026, 11, 27))
    assert [session.begin and session.begin.day for session in read(days, context=new).sessions] == [found]


@pytest.mark.parametrize(
    ("above", "title"),
    [("Safe in Town 2027 – programme (draft 3)", "Safe in Town 2027"), ("Safe in Town", "Safe in Town"),
     ("Thursday 4 March 2027", ""), ("Programme on 4 March 2027", ""), ("Friday", ""), ("Safe | Town", ""), ("", "")],
)  # fmt: skip
def test_a_new_conference_is_called_as_the_line_above_the_headings(above: str, title: str) -> None:
    days = lines(f"""
        {above} |
        Date       | Time  | Title | Speakers
        2027-03-04 | 9:00  | Bees  | Ada Lind
    """)
    assert read(days, context=MappingContext()).own_title == title


def test_days_that_are_numbered_count_from_the_day_that_is_chosen() -> None:
    days = lines("""
        Day   | Start | Title | Room
        Day 1 | 09:00 | Bees  | A
        Day 2 | 09:00 | Moss  | A
    """)
    mapping = guessed(days, context=MappingContext())

    chosen = read(days, context=MappingContext(), mapping=replace(mapping, day=FRIDAY))
    assert [session.begin and session.begin.day for session in chosen.sessions] == [FRIDAY, SATURDAY]


def test_sheets_that_number_their_days_count_from_the_day_that_is_chosen() -> None:
    days = [lines(f"""
        Tid   | Rubrik | Sal
        09.00 | {title} | A
        10.00 | Fika   |
    """, name=name) for name, title in (("Dag 1", "Bin"), ("Dag 2", "Mossa"))]  # fmt: skip
    new = MappingContext()
    mapping = replace(guessed(*days, context=new), day=FRIDAY)

    chosen = {session.title: session.begin for session in read(*days, context=new, mapping=mapping).sessions}
    assert [begin and begin.day for begin in (chosen["Bin"], chosen["Mossa"])] == [FRIDAY, SATURDAY]
