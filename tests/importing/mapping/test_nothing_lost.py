"""Tests that what a table holds is neither lost without a word nor given to another person, room, day or year."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.importing.mapping.guessing import complete_mapping, guess_mapping, table_signature, with_likely_answers
from planner.importing.mapping.table_mapping import MappingContext, SheetShape
from planner.tables.table import Worksheet
from tests.builders import agenda
from tests.importing.mapping.tables import FRIDAY, TWO_DAYS, guessed, lines, names_in, read, tables
from tests.importing.schedules import Importing

NEXT = MappingContext("en", (date(2025, 4, 24), date(2025, 4, 25)), today=date(2025, 3, 1))
TIMES = "Time|Title\n09:00|Bees\n10:00|Wasps"


def remembered(before: tuple[Worksheet, ...], now: tuple[Worksheet, ...], context: MappingContext) -> list[object]:
    """Return day and room of each sheet, and the zone, by a choice that was made for other sheets."""
    old, new = tables(*before), tables(*now)
    chosen = complete_mapping(with_likely_answers(guess_mapping(old, TWO_DAYS), old, TWO_DAYS), old, TWO_DAYS)
    mapping = guess_mapping(new, context, [(table_signature(old, chosen), chosen)])
    return [*((one.day, one.room) for one in mapping.sheets), mapping.zone]


WEEKDAYS = (lines(TIMES, "Thursday"), lines(TIMES, "Friday"))
ZONED = "name|start date|start time|timezone|speaker1 first|speaker1 last\nBees|2024-04-25|09:00|{zone}|Ada|Lind"


@pytest.mark.parametrize(
    ("before", "now", "context", "found"),
    [
        (
            WEEKDAYS, WEEKDAYS, NEXT,
            [(date(2025, 4, 24), ""), (date(2025, 4, 25), ""), ""],
        ),
        (
            (lines(f"Date|{TIMES}".replace("\n", "\n2024-04-25|"), "Red Hall"),),
            (lines(f"Date|{TIMES}".replace("\n", "\n2024-04-25|"), "Blue Hall"),), TWO_DAYS,
            [(None, "Blue Hall"), ""],
        ),
        (
            (lines(ZONED.format(zone="Europe/Stockholm")),), (lines(ZONED.format(zone="Europe/London")),), TWO_DAYS,
            [(None, ""), "Europe/London"],
        ),
    ],
    ids=["days of the next edition", "another room", "another zone"],
)  # fmt: skip
def test_a_remembered_choice_is_one_of_columns_not_of_facts(
    before: tuple[Worksheet, ...], now: tuple[Worksheet, ...], context: MappingContext, found: list[object]
) -> None:
    assert remembered(before, now, context) == found


def test_two_people_with_one_id_stay_two_with_what_is_theirs() -> None:
    found = read(lines("Id|Name|E-mail|Phone\n1|Ada Lind||\n1|Bo Ek|bo@x.org|070-1234567\n2|Cia Berg|c@x.org|"))

    assert [(one.name, one.fields.get("email", "")) for one in found.people] == [
        ("Ada Lind", ""), ("Bo Ek", "bo@x.org"), ("Cia Berg", "c@x.org"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Ada Lind 070-1234567", [("Ada Lind", "070-1234567")]),
        ("Eva Öst 0701234567 (Engines AB)", [("Eva Öst", "0701234567")]),
        (
            "Bo Ek tel 070-123 45 67, Anna Berg +46701234567",
            [("Bo Ek", "070-123 45 67"), ("Anna Berg", "+46701234567")],
        ),
    ],
)
def test_a_number_behind_a_name_is_a_phone_number(cell: str, people: list[tuple[str, str]]) -> None:
    found = read(lines(f"Date|Time|Title|Speakers\n2024-04-25|09:00|Bees|{cell}"))

    assert [(one.name, one.fields.get("phone", "")) for one in found.people] == people


def test_the_address_beside_a_moderator_is_theirs() -> None:
    found = read(lines("Date|Time|Title|Moderator|E-mail\n2024-04-25|09:00|Bees|Ada Lind|ada@x.org"))

    assert [(one.name, one.fields["email"]) for one in found.people] == [("Ada Lind", "ada@x.org")]


SWITCHED = "Id|Date|Time|Title|Do not record|Set-up time|Links\n7|2024-04-25|09:00|A bee|{said}|{setup}|{links}\n"


def test_what_is_not_understood_switches_nothing_off_and_zero_is_a_value() -> None:
    importing, plan = Importing(Path()), agenda()
    for said in (
        {"said": "yes", "setup": "15", "links": "https://a.org"},
        {"said": "ja!", "setup": "0", "links": "see"},
    ):
        plan = plan.after(importing.plan(plan, read(lines(SWITCHED.format(**said)))).change())

    (bee,) = plan.sessions.values()
    assert (bee.do_not_record, bee.setup, [link.address for link in bee.links]) == (True, 0, ["https://a.org"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Date|Time|Title|Website\n2024-04-25|09:00|Bees|https://a.org https://b.org",
            "D2: “https://b.org” does not fit",
        ),
        (
            "Id|Title|Date|Start|End|Talk 1 title|Talk 2 title|Speakers|Note\n"
            "5|Block|2024-04-25|09:00|10:00|Bees|Wasps|Dan Öst|lamps",
            "H2: “Dan Öst” does not fit",
        ),
    ],
    ids=["a second address", "who speaks in a session with parts"],
)
def test_what_finds_no_place_is_told(text: str, message: str) -> None:
    remarks = [str(remark) for one in read(lines(text)).sessions for remark in one.remarks]

    assert any(remark.startswith(message) for remark in remarks), remarks


def test_what_two_rows_tell_of_one_room_or_one_id_is_told() -> None:
    rooms = lines("Room|Seats|Floor\nHall A|100|1\nHall A|200|2\nHall B||", "Rooms")
    people = lines("Speaker id|Name\ns1|Ada Lind", "Speakers")
    talks = lines("Id|Date|Start|Title|Room|Speaker ids\n1|2024-04-25|09:00|Bees|Hall B|s1, s9", "Talks")
    found = read(rooms, people, talks)

    assert [(one.name, one.fields.get("seats")) for one in found.rooms] == [("Hall A", 100), ("Hall B", None)]
    told = [str(text) for text in (*found.warnings, *found.sessions[0].remarks)]
    assert any("“Hall A” is there twice; only the first row is read." in text for text in told), told
    assert any("“s9” is in it, whom the file does not name." in text for text in told), told


def test_the_sessions_in_one_cell_have_ids_and_the_speakers_of_the_row() -> None:
    cell = "Parallel:\n- Bees, Ada Lind\n- Wasps, Bo Ek"
    table = lines("Id|Date|Time|Title|Speakers\n7|2024-04-25|09:00|CELL|Anna Berg")
    table = replace(table, rows=tuple(tuple(cell if one == "CELL" else one for one in row) for row in table.rows))
    found = read(table)

    assert [(one.title, sorted(names_in(found, one)), len(one.remarks)) for one in found.sessions] == [
        ("Bees", ["Ada Lind", "Anna Berg"], 1), ("Wasps", ["Anna Berg", "Bo Ek"], 0),
    ]  # fmt: skip
    assert len({one.key for one in found.sessions}) == 2


def test_a_list_of_rooms_may_begin_with_another_column() -> None:
    found = read(lines("Capacity|Designation|Floor\n100|Red|1\n50|Blue|2", "Rooms"))

    assert [(one.name, one.fields["seats"]) for one in found.rooms] == [("Red", 100), ("Blue", 50)]


def test_rooms_that_are_said_to_be_tracks_have_no_seats() -> None:
    table = tables(lines("Name|Seats|Equipment\nHall|100|Beamer", "Rooms"))
    mapping = guess_mapping(table, TWO_DAYS)
    columns = ("track.name", *mapping.main_sheet.columns[1:])
    as_tracks = replace(mapping, sheets=(replace(mapping.main_sheet, shape=SheetShape.TRACKS, columns=columns),))

    assert [(one.name, dict(one.fields)) for one in read(*table.sheets, mapping=as_tracks).tracks] == [("Hall", {})]


def test_four_hundred_names_between_full_stops_are_read() -> None:
    found = read(lines("Date|Time|Title|Speakers\n2024-04-25|09:00|Bees|" + "Ada Lind. Bo Ek. " * 200))

    assert [one.name for one in found.people][:2] == ["Ada Lind", "Bo Ek"]


def test_an_hour_after_midnight_is_neither_a_negative_nor_an_endless_length() -> None:
    grid = lines("Start|End|Room A|Room B\n09:00|10:00|Bees|Wasps\n26:00|01:00|Party|Dance\n")
    unknown = replace(lines("Time|Room A|Room B\n13:00|Bees|Wasps\n|Ants|Moths\n15:00|Flies|Birds"), unknown=((2, 0),))
    dated = replace(guessed(unknown), day=FRIDAY)

    assert all((one.minutes or 1) > 0 for one in read(grid).sessions)
    assert [one.minutes for one in read(unknown, mapping=dated).sessions if one.title in ("Bees", "Wasps")] == [
        120,
        120,
    ]
