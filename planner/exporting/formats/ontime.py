"""Writes the programme of each room as a workbook that Ontime imports as a rundown, with a worksheet for each day.

Ontime (cpvalente/ontime, ``api-data/excel``) reads XLSX, but no CSV, and one worksheet at a time; it offers *event
schedule* first. It finds a column by its heading and ignores those that it does not know, such as *Date*, which is for
people who open the workbook. *Link Start* is false in all rows, as a row would otherwise begin when the one above ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date

from planner import VERSION
from planner.domain.long_task import run_to_end
from planner.domain.span import MINUTES_A_DAY
from planner.domain.value_objects import COLOURS, KIND_NAMES
from planner.exporting.file_names import to_slug, unique_names
from planner.exporting.formats.schedule import ALL_ROOMS, GENERATOR, MARK
from planner.exporting.tables.table import OutColumn, OutTable
from planner.exporting.tables.xlsx import to_xlsx
from planner.programme.calendar import conference_uid, session_uid
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import people_lines
from planner.programme.release import Release
from planner.wording import Wording
from planner.workbook.codecs import Cell, CellKind

ONE_DAY = "event schedule"
"""The name of the worksheet that Ontime offers first."""
COLUMNS = (
    OutColumn("ID", width=38),
    OutColumn("Date", CellKind.DATE, 12),
    OutColumn("Time Start", CellKind.TIME, 10),
    OutColumn("Time End", CellKind.TIME, 10),
    OutColumn("Duration", CellKind.TIME, 10),
    OutColumn("Link Start", width=10),
    OutColumn("Cue", width=6),
    OutColumn("Title", width=44),
    OutColumn("Timer Type", width=12),
    OutColumn("Colour", width=10),
    OutColumn("Note", width=60),
    OutColumn("Room", width=20),
    OutColumn("Type", width=16),
)


def ontime(release: Release, words: Wording) -> Mapping[str, bytes]:
    """Return a workbook for each room, by its file name; ``words`` are in the conference's language.

    A session in several rooms is in the workbook of each; one without a room, in the whole venue or at another
    place, is in all workbooks. If no session has a room, there is one workbook for all; without sessions there is none.
    """
    programme = release.programme
    rooms = sorted({room for item in programme.items for room in item.rooms})
    if programme.items and not rooms:
        rooms = [words(ALL_ROOMS)]
    names = unique_names(f"ontime-{to_slug(room) or 'room'}" for room in rooms)
    return {f"{name}.xlsx": _workbook(release, room, words) for name, room in zip(names, rooms, strict=True)}


def _workbook(release: Release, room: str, words: Wording) -> bytes:
    programme = release.programme
    of_room = [item for item in programme.items if not item.rooms or room in item.rooms]
    days = sorted({item.span.day for item in of_room})
    tables = [_table(day, days, [item for item in of_room if item.span.day == day], programme, words) for day in days]
    made = release.made.astimezone(UTC)
    said = f"{GENERATOR} {VERSION}, {release.number} ({made:%Y-%m-%d %H:%M} UTC), {MARK}{conference_uid(programme.id)}"
    return run_to_end(to_xlsx(tables, made=release.made, title=f"{programme.title}: {room}", keywords=said))


def _table(
    day: date, days: Sequence[date], items: Iterable[ProgrammeItem], programme: Programme, words: Wording
) -> OutTable:
    rows = tuple(_row(number, item, programme, words) for number, item in enumerate(items, 1))
    return OutTable(ONE_DAY if len(days) == 1 else day.isoformat(), COLUMNS, rows)


def _row(number: int, item: ProgrammeItem, programme: Programme, words: Wording) -> tuple[Cell, ...]:
    span = item.span
    times = (span.start_datetime.date(), span.start % MINUTES_A_DAY, span.end % MINUTES_A_DAY, span.minutes)
    return (
        session_uid(programme.id, item.id),
        *times,
        "false",
        str(number),
        item.title,
        "count-down",
        COLOURS.get(item.track_colour, ""),
        "\n".join(people_lines(item, words)),
        item.where or words(ALL_ROOMS),
        words(KIND_NAMES[item.kind]),
    )
