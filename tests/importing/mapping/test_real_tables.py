"""Tests of real tables, compared with an independent reading of the same files."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import Worksheet
from tests.importing.mapping.tables import guessed, names_in, read, sheet
from tests.shared_data import shared

NOBODY = ("", "diverse")
Fact = tuple[str, datetime, int, tuple[str, ...], tuple[str, ...]]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def table_of(path: Path) -> Worksheet:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sheet(*([cell or None for cell in row] for row in csv.reader(stream)))


def facts(table: Worksheet) -> list[Fact]:
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

    assert facts(table_of(path)) == list(independently(rows_of(path), "Title", "Start", "Speakers", "|"))


def test_every_session_of_a_pretalx_table_is_read() -> None:
    path = shared("data", "program", "droidcon-2025-sessions.csv")
    table = table_of(path)

    assert guessed(table).layout == "pretalx"
    assert facts(table) == list(independently(rows_of(path), "Proposal title", "Start Time", "Speaker names", ","))


def test_every_speaker_of_a_pretalx_table_is_read() -> None:
    path = shared("data", "program", "droidcon-2025-speakers.csv")
    people = read(table_of(path), context=MappingContext()).people

    assert [(person.name, person.told["organisation"], person.told["title"]) for person in people] == [
        (row["Name"].strip(), row["Your company"].strip(), row["Your job title"].strip()) for row in rows_of(path)
    ]
