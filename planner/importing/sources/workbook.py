"""Reads Estrad's own workbook, in which entities may have been changed, added or removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import cast

from planner.commands.edit import cleaned_fields, make_entity
from planner.domain.entities import Day, Room
from planner.domain.long_task import LongTask
from planner.domain.span import MINUTES_A_DAY, format_long_clock
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance, Kind, Role
from planner.importing.incoming import (
    A,
    CellFault,
    ImportRefusal,
    Incoming,
    IncomingBlock,
    IncomingDay,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
    NumberedKeys,
    WrittenCells,
    complete_blocks,
    read_each,
)
from planner.importing.sources.workbook_rows import EstradSheet, LabelIndex, SheetRow, parse_people
from planner.tables.table import Tables
from planner.workbook.codecs import WHOLE_VENUE, all_wordings, cell_as_text
from planner.workbook.columns import (
    BLOCKS,
    CONFERENCE,
    DAYS,
    OWN_WAY,
    PEOPLE,
    PEOPLE_AS,
    ROLES,
    ROOMS,
    SESSIONS,
    TRACKS,
    VENUE,
    SheetLayout,
)


class WorkbookReader:
    """A workbook that Estrad wrote, or some of its sheets, while it is being read."""

    def __init__(self, tables: Tables, sheets: Sequence[EstradSheet]) -> None:
        self._tables, self._sheets = tables, sheets
        self._whole = next(self._sheet_rows(CONFERENCE), None)
        ours = self._whole.estrad_id if self._whole else ""
        self._namespace = f"estrad-{ours or tables.name}"
        self._rooms, self._tracks, self._people, self._blocks = LabelIndex(), LabelIndex(), LabelIndex(), LabelIndex()
        self._refused: list[ImportRefusal] = []
        self._warnings: list[Text] = []
        self._keys = NumberedKeys(self._namespace, ())
        self._keys_of_blocks = NumberedKeys(f"{self._namespace}/block", ())

    def read(self) -> LongTask[Incoming]:
        """Return the content of the workbook; rows that cannot be read are refused one by one."""
        whole = self._whole
        conference = next(iter((yield from self._read_all([whole] if whole else [], SheetRow.fields))), {})
        zone = str(conference.pop("timezone", "") or "")
        venue = next(iter((yield from self._read_all(self._sheet_rows(VENUE), SheetRow.fields))), {})
        days = yield from self._read_all(self._sheet_rows(DAYS), self._read_day)
        rooms = yield from self._read_all(self._sheet_rows(ROOMS), partial(self._read_place, self._rooms))
        tracks = yield from self._read_all(self._sheet_rows(TRACKS), partial(self._read_place, self._tracks))
        people = yield from self._read_all(self._sheet_rows(PEOPLE), self._read_person)
        blocks = yield from self._read_all(self._sheet_rows(BLOCKS), self._read_block)
        sessions = yield from self._read_all(self._sheet_rows(SESSIONS), self._read_session)
        blocks += [
            IncomingBlock(line, key, title, {"title": title}, cell=cell)
            for key, (title, line, cell) in self._blocks.new.items()
        ]
        strangers = (
            IncomingPerson(line, key, name, named=True, cell=cell)
            for key, (name, line, cell) in self._people.new.items()
        )
        return Incoming(
            name=self._tables.name, namespace=self._namespace, conference=conference, venue=venue, zone=zone,
            days=tuple(days),
            rooms=(*rooms, *(IncomingPlace(line, name) for name, line, _ in self._rooms.new.values())),
            tracks=(*tracks, *(IncomingPlace(line, name) for name, line, _ in self._tracks.new.values())),
            people=(*people, *strangers), sessions=tuple(sessions),
            blocks=complete_blocks(blocks, sessions),
            refused=tuple(self._refused), unmapped={}, remarks=self._tables.remarks, warnings=tuple(self._warnings),
            ours=whole.estrad_id if whole else "", since=whole.written_cells() if whole else None,
            venue_since=next((row.written_cells() for row in self._sheet_rows(VENUE)), None),
        )  # fmt: skip

    def _sheet_rows(self, layout: SheetLayout) -> Iterator[SheetRow]:
        return (row for sheet in self._sheets if sheet.layout is layout for row in sheet.rows())

    def _read_all(self, rows: Iterable[SheetRow], read: Callable[[SheetRow], A]) -> LongTask[list[A]]:
        """Return what ``read`` makes of the rows; rows that cannot be read are refused."""
        found, refused = yield from read_each(list(rows), read, self._refusal_facts)
        self._refused += refused
        return found

    def _refusal_facts(self, row: SheetRow) -> tuple[int, str, str]:
        name = cell_as_text(row.value("title" if row.of.layout in (SESSIONS, BLOCKS) else "name") or "")
        return row.line, name, f"{self._namespace}/id:{row.estrad_id}" if row.estrad_id else ""

    # days, rooms and people ----------------------------------------------------------------------------

    def _read_day(self, row: SheetRow) -> IncomingDay:
        fields = row.fields()
        if fields.get("date") is None:
            raise CellFault(EstradError(Text("There is no date yet.")), row.cell("date"))
        since = row.written_cells()
        if since and since.changed:
            self._warnings.append(
                Text("Row {row} of “{sheet}” was changed; the days that are here are changed here.",
                     row=row.line, sheet=row.of.sheet.name)
            )  # fmt: skip
        opens, closes, title = fields.get("opens"), fields.get("closes"), fields.get("title", "")
        hours = {} if opens is None or closes is None else {"opens": opens, "closes": closes}
        try:
            title = make_entity(Day, id=f"day {row.line}", date=fields["date"], title=title, **hours).title
        except EstradError as error:
            raise CellFault(error, row.cell("closes" if hours else "title")) from error
        return IncomingDay(row.line, fields["date"], opens, closes, title)

    def _read_place(self, things: LabelIndex, row: SheetRow) -> IncomingPlace:
        """Return the room or track in a row, by its label if a row above has its name, and add it to ``things``."""
        fields = row.fields()
        fields["name"] = _checked_name(fields["name"], row.cell("name"))
        label = row.label or fields["name"]
        name = label if fields["name"] in things.known.values() else fields["name"]
        things.add(label, fields["name"], name)
        return IncomingPlace(row.line, name, fields, row.estrad_id, row.written_cells())

    def _read_person(self, row: SheetRow) -> IncomingPerson:
        fields = row.fields()
        name = fields["name"]
        key = f"{self._namespace}/id:{row.estrad_id}" if row.estrad_id else f"{self._namespace}/name:{name.casefold()}"
        self._people.add(row.label or name, name, key)
        return IncomingPerson(
            row.line,
            key,
            name,
            fields.get("bio", ""),
            not row.estrad_id,
            fields,
            row.cell("name"),
            row.estrad_id,
            row.written_cells(),
        )

    # blocks and sessions -------------------------------------------------------------------------------

    def _read_block(self, row: SheetRow) -> IncomingBlock:
        fields = row.fields(*OWN_WAY) | self._empty_references(row)
        title = fields["title"]
        key = f"{self._namespace}/id:{row.estrad_id}" if row.estrad_id else ""
        key = self._keys_of_blocks.next(key, title.casefold())
        self._blocks.add(row.label or title, title, key)
        if row.has_columns("chairs"):
            fields["chairs"] = ()
        chairs, since = self._read_people(row, {Role.MODERATOR: "chairs"}), row.written_cells()
        everywhere, rooms = self._read_rooms(row)
        return IncomingBlock(
            row.line, key, title, fields, track=self._read_track(row), rooms=rooms, people=tuple(chairs),
            begin=self._read_start(row), minutes=self._read_length(row, since), cell=row.cell("title"),
            ours=row.estrad_id,
            since=since, everywhere=everywhere, agreed=chairs,
            place=row.read_known_value("place") if row.has_columns("place") else None,
        )  # fmt: skip

    def _empty_references(self, row: SheetRow) -> dict[str, None]:
        """Return, as fields without a value, an empty track or block, and the placement if day or start is empty."""
        names = [name for name in ("track", "block") if row.has_columns(name) and row.known_value(name) is None]
        placed = ["placement"] if row.has_columns("day", "start") and self._read_start(row) is None else []
        return dict.fromkeys([*names, *placed])

    def _read_track(self, row: SheetRow) -> str:
        track = row.known_value("track")
        if track is None:
            return ""
        name = _checked_name(cell_as_text(track), row.cell("track"))
        return self._tracks.find_or_add(name, name, row.line)

    def _read_session(self, row: SheetRow) -> IncomingSession:
        fields = row.fields(*OWN_WAY) | self._empty_references(row)
        kind: Kind | None = fields.pop("kind", None)
        title = fields.get("title", "")
        if row.has_columns(*(f"{PEOPLE_AS}{role.value}" for role in ROLES)):
            fields["people"] = ()
        everywhere, rooms = self._read_rooms(row)
        columns = {role: f"{PEOPLE_AS}{role.value}" for role in ROLES}
        agreed, since = self._read_people(row, columns), row.written_cells()
        key = f"{self._namespace}/id:{row.estrad_id}" if row.estrad_id else ""
        block = cell_as_text(row.known_value("block") or "").strip()
        return IncomingSession(
            row.line, self._keys.next(key, title.casefold()), title, fields, kind=kind,
            track=self._read_track(row), rooms=rooms, people=tuple(agreed), begin=self._read_start(row),
            minutes=self._read_length(row, since), named=not row.estrad_id,
            cell=row.cell("title"), ours=row.estrad_id, since=since, everywhere=everywhere,
            place=row.read_known_value("place") if row.has_columns("place") else None, agreed=agreed,
            block=self._blocks.find_or_add(
                block, f"{self._namespace}/block:{block.casefold()}", row.line, row.cell("block")
            ) if block else "",
        )  # fmt: skip

    def _read_start(self, row: SheetRow) -> IncomingStart | None:
        day, start = row.read_known_value("day"), row.read_known_value("start")
        if day is None or start is None:
            return None
        return IncomingStart(day, datetime.combine(day, time()) + timedelta(minutes=start), MINUTES_A_DAY)

    def _read_length(self, row: SheetRow, since: WrittenCells | None) -> int | None:
        """Return the length in minutes or None.

        It is that between start and end if the end was changed and the length was not, or if the length is missing.
        """
        times = [row.read_known_value(name) if row.has_columns(name) else None for name in ("start", "end", "minutes")]
        start, end, minutes = cast(list[int | None], times)
        if start is None or end is None or end == start:
            return minutes
        by_end = since is not None and "end" in since.changed and "minutes" not in since.changed
        if minutes is not None and not by_end:
            return minutes
        length = end - start + MINUTES_A_DAY * (end < start)
        if length <= 0:
            problem = Text("It would end at {end}, before it begins at {start}.", end=format_long_clock(end),
                           start=format_long_clock(start))  # fmt: skip
            raise CellFault(EstradError(problem, Text("Correct one of the two.")), row.cell("end"))
        return length

    def _read_rooms(self, row: SheetRow) -> tuple[bool, tuple[str, ...]]:
        """Return whether a session or block takes the whole venue, and the names of its rooms."""
        parts = map(str.strip, re.split("[;\\n]", cell_as_text(row.known_value("rooms") or "")))
        labels = [_checked_name(part, row.cell("rooms")) for part in parts if part]
        if len(labels) == 1 and labels[0].casefold() in all_wordings(WHOLE_VENUE):
            return True, ()
        return False, tuple(dict.fromkeys([self._rooms.find_or_add(label, label, row.line) for label in labels]))

    def _read_people(self, row: SheetRow, columns: Mapping[Role, str]) -> dict[tuple[str, Role], Appearance]:
        """Return the agreement with each person in the columns, by the person's key and role."""
        found: dict[tuple[str, Role], Appearance] = {}
        for role, name in columns.items():
            try:
                for agreed in parse_people(cell_as_text(row.known_value(name) or ""), role):
                    for label in self._people.split_label(agreed.person):
                        key = f"{self._namespace}/name:{label.casefold()}"
                        found[self._people.find_or_add(label, key, row.line, row.cell(name)), role] = agreed
            except EstradError as error:
                raise CellFault(error, row.cell(name)) from error
        return found


def _checked_name(name: str, cell: str) -> str:
    """Return the name of a room or track as it would be stored; raise ``CellFault`` if it is empty or too long."""
    try:
        return str(cleaned_fields(Room, {"name": name})["name"])
    except EstradError as error:
        raise CellFault(error, cell) from error
