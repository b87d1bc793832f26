"""Tests of the layouts of other programs, and of lists as people write them."""

from dataclasses import replace

import pytest

from planner.domain.value_objects import Extra, Kind, Link
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.table_mapping import MappingContext, SheetShape, mapping_doubts
from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import FRIDAY, SATURDAY, guessed, lines, read, sheet, told

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
    "grid-with-dates": [
        ("Small bugs", "10 09:00", 45, ("Aula",), ()),
        ("Large bugs", "10 09:00", 45, ("Vinden",), ()),
        ("Old bugs", "11 09:00", 45, ("Aula",), ()),
        ("Coffee", "10 10:00", 30, (), ()),
        ("New bugs", "11 10:00", 30, ("Aula",), ()),
    ],
    "indico-in": [
        ("Small bugs", "10 09:00", 30, (), ("Ada Lind",)),
        ("Large bugs", "10 09:30", 45, (), ("Cid Dal",)),
        ("Old bugs", "10 10:15", 45, (), ("Eva Fors",)),
    ],
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
    assert {layout.key for layout in LAYOUTS} - TABLES.keys() == {"sessionize-speakers", "easychair-authors"}


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


def test_sheets_of_sessions_and_speakers_are_joined_by_the_ids() -> None:
    incoming = read(*TABLES["sessionize-sessions"])

    assert [(person.key, person.told["title"]) for person in incoming.people] == [
        ("sessionize/id:s-1", "Engineer"),
        ("sessionize/id:s-2", "Tester"),
        ("sessionize/id:s-3", ""),
    ]
    assert [session.people for session in incoming.sessions] == [
        (("sessionize/id:s-1", "speaker"), ("sessionize/id:s-2", "speaker")),
        (("sessionize/id:s-3", "speaker"),),
    ]


def test_the_children_are_the_sessions_and_keep_their_parents_title_chair_and_text() -> None:
    mapping, incoming = guessed(*TABLES["whova"]), read(*TABLES["whova"])

    assert mapping.shape is SheetShape.NESTED
    assert [session.told.get("extra", ()) for session in incoming.sessions] == [
        (
            Extra("Session", "Bugs"),
            Extra("Sessionens ordförande", "Eva Fors"),
            Extra("Om sessionen", "All of them"),
        ),
    ] * 2 + [()]
    assert [session.track for session in incoming.sessions] == ["Testing", "Testing", ""]


def test_what_people_tell_of_themselves_stays_with_them() -> None:
    ada = read(*TABLES["sessionize-flattened"]).people[0]

    assert (ada.name, ada.bio) == ("Ada Lind", "Finds bugs")
    assert (ada.told["links"], ada.told["pronouns"]) == ((Link("https://x.example/ada"),), "she/her")


def test_addresses_beside_several_speakers_are_theirs_in_their_order() -> None:
    people = read(*TABLES["indico"]).people

    assert [(person.name, person.told["email"], person.told["organisation"]) for person in people] == [
        ("Ada Lind", "ada@example.org", "KTX"),
        ("Bo Ek", "bo@example.org", "UX"),
    ]


def test_what_was_rejected_or_deleted_is_left_out_and_counted() -> None:
    assert list(map(str, read(*TABLES["easychair-submissions"]).remarks)) == [
        "2 rows are left out: rejected, withdrawn or deleted."
    ]


def test_authors_of_conftool_are_surname_first_also_where_one_stands_alone() -> None:
    incoming = read(lines("""
        session_ID|session_short|session_title|session_start|session_end|p1_title|p1_authors|p2_title|p2_authors
        12|A1|Bees|2026-04-10 09:00|2026-04-10 10:00|City Bees|Berg, Ann (1); Ask, Bo (2)|Forest Bees|Dahl, Cia
    """))  # fmt: skip

    assert [person.name for person in incoming.people] == ["Ann Berg", "Bo Ask", "Cia Dahl"]


# as people write them -------------------------------------------------------------------------------------


def test_a_kind_is_the_columns_and_else_the_titles_where_nobody_speaks_but_for_an_opening() -> None:
    rows = (
        ("Title", "Date", "Start", "End", "Type", "Speakers"),
        ("Lunch", "2027-04-23", "12:00", "13:00", "Workshop", None),
        ("Lunch", "2027-04-23", "13:00", "14:00", None, None),
        ("Lunch", "2027-04-23", "14:00", "15:00", None, "Ann Ek"),
        ("Welcome", "2027-04-23", "09:00", "09:15", None, "Ann Ek"),
    )

    assert [session.kind for session in read(sheet(*rows)).sessions] == [Kind.WORKSHOP, Kind.MEAL, None, Kind.OPENING]


def test_a_sum_at_the_end_is_no_session() -> None:
    incoming = read(lines("""
        Titel  | Längd
        Bin    | 30
        Mossa  | 45
        Summa: | 75
    """))  # fmt: skip

    assert [session.title for session in incoming.sessions] == ["Bin", "Mossa"]
    assert "A4: “Summa:” is a sum and is left out." in map(str, incoming.remarks)


def test_where_one_follows_the_other_each_lasts_until_the_next_whatever_its_room() -> None:
    incoming = read(lines("""
        Datum      | Tid   | Titel       | Lokal
        2026-04-10 | 09.00 | Registrering| Foajén
        2026-04-10 | 09.30 | Bin         | Aulan
        2026-04-10 | 10.15 | Fika        | Foajén
        2026-04-10 | 10.45 | Mossa       | Aulan
    """))  # fmt: skip

    assert [session.minutes for session in incoming.sessions] == [30, 45, 30, None]


def test_a_date_that_cannot_be_read_is_not_the_one_above() -> None:
    incoming = read(lines("""
        Datum      | Tid   | Titel
        2026-04-10 | 09.00 | Bin
        31 juni    | 10.00 | Mossa
                   | 11.00 | Hav
    """))  # fmt: skip

    assert [bool(session.begin) for session in incoming.sessions] == [True, False, False]
    assert [str(remark) for remark in incoming.sessions[1].remarks] == [
        "A3: “31 juni” is not in the calendar. Write it as 2024-04-25."
    ]


def test_weekdays_alone_are_no_dates_and_count_from_the_day_that_is_chosen() -> None:
    days = lines("""
        Day      | Time    | Title   | Speakers
        Friday   | 9:00 AM | Bees    | Ada Lind
        Saturday | 9:00 AM | Moss    | Bo Ek
    """)
    new = MappingContext(today=SATURDAY)
    mapping = guessed(days, context=new)

    assert [str(doubt) for doubt in mapping_doubts(mapping)] == ["There are times but no dates; choose a day for them."]
    chosen = read(days, context=new, mapping=replace(mapping, day=FRIDAY))
    assert [session.begin and session.begin.day for session in chosen.sessions] == [FRIDAY, SATURDAY]


def test_days_that_are_numbered_count_from_the_day_that_is_chosen() -> None:
    days = lines("""
        Day   | Start | Title | Room
        Day 1 | 09:00 | Bees  | A
        Day 2 | 09:00 | Moss  | A
    """)
    mapping = guessed(days, context=MappingContext())

    chosen = read(days, context=MappingContext(), mapping=replace(mapping, day=FRIDAY))
    assert [session.begin and session.begin.day for session in chosen.sessions] == [FRIDAY, SATURDAY]


def test_an_apostrophe_that_guards_a_formula_is_taken_off() -> None:
    incoming = read(lines("""
        Title    | Speaker  | Description | Start            | Level
        '=Bees   | Ada Lind | '- a list   | 2026-04-10 09:00 | '+1
        'n Boer  | Bo Ek    | 'tis        | 2026-04-10 10:00 |
    """))  # fmt: skip

    assert [session.title for session in incoming.sessions] == ["=Bees", "'n Boer"]
    assert [session.told["description"] for session in incoming.sessions] == ["- a list", "'tis"]


def test_a_cell_too_long_to_be_names_says_that_it_names_nobody() -> None:
    incoming = read(sheet(["Title", "Speakers"], ["Bees", "Ada Lind, " * 500], ["Moss", "Bo Ek"]))

    assert [str(remark) for remark in incoming.sessions[0].remarks] == [
        "B2: the text is too long to be names; it names nobody."
    ]


def test_a_day_without_a_time_is_told() -> None:
    incoming = read(lines("""
        Title  | Date       | Start
        Bees   | 2026-04-10 | 09:00
        Moss   | 2026-04-10 |
    """))  # fmt: skip

    assert "A session has a day in the table but no time; it waits in the tray." in map(str, incoming.remarks)


def test_titles_with_speakers_and_descriptions_are_sessions_also_beside_an_address() -> None:
    assert guessed(lines("""
        Title | Speaker  | Description | E-mail
        Bees  | Ada Lind | About bees  | ada@x.example
    """)).shape is SheetShape.SESSIONS  # fmt: skip


def test_a_place_of_work_is_an_organisation() -> None:
    incoming = read(lines("""
        Namn     | Arbetsplats | E-post
        Ada Lind | SLU         | ada@x.example
    """))  # fmt: skip

    assert incoming.people[0].told["organisation"] == "SLU"


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


def test_the_heading_that_can_only_be_a_title_is_the_title() -> None:
    assert guessed(lines("""
        Förnamn | Efternamn | Titel  | Föredragets titel | Önskad längd
        Ada     | Lind      | Docent | Bin               | 45 min
    """)).main.columns == (
        "person.first", "person.last", "person.title", "session.title", "session.length",
    )  # fmt: skip


def test_the_line_below_the_headings_of_a_table_in_markdown_is_nothing() -> None:
    incoming = read(lines("""
        Titel ; Talare
        ----- ; :-----:
        Bin   ; Ada Lind
    """, separator=";"))  # fmt: skip

    assert [session.title for session in incoming.sessions] == ["Bin"]


def test_the_count_below_a_list_of_people_is_nobody() -> None:
    incoming = read(sheet(
        ["Namn", "E-post", "Kost"], ["Lind, Ada", "ada@x.example", "vegan"], ["Bo Ek", None, None],
        ["Antal anmälda:", None, 2],
    ))  # fmt: skip

    assert [person.name for person in incoming.people] == ["Ada Lind", "Bo Ek"]
    assert "A4: “Antal anmälda:” is a sum and is left out." in map(str, incoming.remarks)


def test_an_agenda_without_headings_is_understood_by_what_stands_in_it() -> None:
    agenda = lines("""
        Programme            |                      |               |
        Friday 10 April 2026 |                      |               |
        9.00–9.30            | Registration, coffee |               | Foyer
        9.30–10.15           | City bees            | Ada Lind      | Main hall
        10.15–11.00          | Moss bees            | Bo Ek         | Main hall
        Saturday 11 April 2026 |                    |               |
        9.00–10.00           | Sea bees             | Cid Dal       | Main hall
    """)

    assert told(read(agenda, context=MappingContext()))[1:] == [
        ("City bees", "10 09:30", 45, ("Main hall",), ("Ada Lind",)),
        ("Moss bees", "10 10:15", 45, ("Main hall",), ("Bo Ek",)),
        ("Sea bees", "11 09:00", 60, ("Main hall",), ("Cid Dal",)),
    ]


def test_html_in_a_cell_is_read_as_the_text_it_is() -> None:
    incoming = read(lines("""
        Title | Description                                        | Speaker
        Bees  | <p>Hello <strong>you</strong> &amp; me</p>         | Ada Lind
        Moss  | a < b and b > c                                    | Bo Ek
    """))  # fmt: skip

    assert [session.told["description"] for session in incoming.sessions] == ["Hello you & me", "a < b and b > c"]


def test_an_address_behind_the_name_of_a_person_is_theirs() -> None:
    (ada,) = read(sheet(["Deltagare", "Kost"], ["Ada Lind <ada@x.example>", "vegan"])).people

    assert (ada.name, ada.told["email"]) == ("Ada Lind", "ada@x.example")


def test_where_two_rooms_take_turns_each_goes_on_until_its_own_next() -> None:
    incoming = read(lines("""
        Datum      | Tid   | Titel | Lokal
        2026-04-10 | 09.00 | Bin   | A
        2026-04-10 | 09.15 | Mossa | B
        2026-04-10 | 10.00 | Hav   | A
        2026-04-10 | 10.15 | Sten  | B
    """))  # fmt: skip

    assert [session.minutes for session in incoming.sessions] == [60, 60, None, None]
