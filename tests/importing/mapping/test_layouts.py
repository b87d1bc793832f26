"""Tests of the layouts of programs and conferences: each is recognised by its headings, and read."""

import pytest

from planner.domain.value_objects import Extra, Link
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.table_mapping import SheetShape
from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import guessed, lines, read, told

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
