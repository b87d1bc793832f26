"""Reads mapped tables into an ``Incoming``, whole or as a sample of a few rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from planner.domain.long_task import LongTask, Progress, run_to_end
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import KINDS, Role
from planner.importing.cells.contents import LOOKED_AT, infer_length_unit
from planner.importing.cells.people import are_names_with_organisations
from planner.importing.incoming import (
    EACH,
    ImportRefusal,
    Incoming,
    IncomingDay,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    UnusedCells,
    complete_blocks,
    merged_order,
    read_each,
)
from planner.importing.mapping.drafts import (
    OUT,
    RowDraft,
    SessionKeys,
    TablePlaces,
    read_draft,
    refusal_facts,
    to_incoming,
)
from planner.importing.mapping.grid import GridReader
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.lines_around import (
    TextAboveHeadings,
    apply_lines_above,
    read_above_headings,
    with_year_from_tables,
)
from planner.importing.mapping.plausibility import (
    CellLooksReader,
    divide_shared_time,
    inherit_times,
    lengthen_to_next_start,
    move_nights_to_day_before,
    move_times_to_afternoon,
    note_implausible,
    note_names_in_titles,
)
from planner.importing.mapping.records import ROW, MappedSheet, Record, find_sheet, sheet_part
from planner.importing.mapping.row_blocks import RowBlocks
from planner.importing.mapping.rows_of_sheets import JoinedSheets, SheetRowReader
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    EXTRA,
    LEFT_OUT,
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
)
from planner.importing.mapping.table_people import (
    ROLES,
    RowPeopleReader,
    TablePeople,
    pattern_of_titles,
    split_record_title,
)
from planner.importing.mapping.timing import RowTimeReader, first_day_number
from planner.importing.vocabulary import is_yes
from planner.tables.table import TableFormat, Tables

_NOT_READ = frozenset({LEFT_OUT, "session.number", "person.photo"})
_WITHOUT_EXTRAS = (SheetShape.ROOMS, SheetShape.TRACKS)
MOST_SAID = 20
"""Maximum number of left-out cells with a remark of their own, and of short names in a warning."""
NO_PROGRAM = "list"
"""The namespace of tables of sessions whose ids are not those of a known program."""
OF_PEOPLE = "people"
"""The namespace of tables that list people but no sessions.

Tables of sessions have another one, so that people imported from them are not missing if a list of people lacks them.
"""


def read_mapped(tables: Tables, mapping: TableMapping, context: MappingContext) -> LongTask[Incoming]:
    """Return the content of the tables according to the mapping."""
    return (yield from _MappingReader(tables, mapping, context).read())


def read_sample(tables: Tables, mapping: TableMapping, context: MappingContext, rows: int = 8) -> Incoming:
    """Return the first sessions or people as they would be imported, read from only a few rows."""
    return run_to_end(_MappingReader(tables, mapping, context, most=rows).read())


def key_namespace(mapping: TableMapping) -> str:
    """Return the namespace for the keys of a table; empty if it only lists rooms or tracks."""
    shapes = {sheet.shape for sheet in mapping.sheets}
    if shapes <= {*_WITHOUT_EXTRAS}:
        return ""
    known = (layout.namespace for layout in LAYOUTS if layout.key == mapping.layout)
    return next((name for name in known if name), NO_PROGRAM if shapes & {*ABOUT_SESSIONS} else OF_PEOPLE)


def _left_out_sheet_remarks(tables: Tables, mapping: TableMapping) -> list[Text]:
    """Return a remark on each sheet that has content and is not read."""
    read = {told.sheet for told in mapping.sheets}
    filled = (sheet for sheet in tables.sheets if any(value not in (None, "") for row in sheet.rows for value in row))
    return [Text("The sheet “{name}” is left out.", name=sheet.name) for sheet in filled if sheet.name not in read]


class _MappingReader:
    """Reads tables by their mapping; at most ``most`` records of each sheet, if that is given."""

    def __init__(self, tables: Tables, mapping: TableMapping, context: MappingContext, most: int | None = None) -> None:
        self._tables, self._mapping, self._most = tables, mapping, most
        self._context = with_year_from_tables(tables, context)
        self._namespace = tables.about.get("namespace") or key_namespace(mapping)
        self._views = [self._map_sheet(told) for told in mapping.sheets]
        self._known = frozenset(name.casefold() for name in context.people)
        self._people = TablePeople(self._namespace, self._known)
        self._places = TablePlaces(context.rooms)
        self._row_blocks = RowBlocks(self._namespace, context.language)
        self._unmapped: Counter[str] = Counter()
        self._refused: list[ImportRefusal] = []
        self._remarks: list[Text] = [*tables.remarks, *_left_out_sheet_remarks(tables, mapping)]
        self._warnings: list[Text] = []
        self._rooms: list[Iterable[str]] = []
        self._waiting: dict[str, Text | None] = {}
        self._out = 0
        self._above = read_above_headings(self._views[0]) if self._views else TextAboveHeadings()

    def _map_sheet(self, mapping: SheetMapping) -> MappedSheet:
        sheet = sheet_part(find_sheet(self._tables, mapping.sheet), mapping.part)
        if mapping.head >= (sheet.width if mapping.across and mapping.shape is SheetShape.GRID else len(sheet.rows)):
            raise EstradError(
                Text("“{name}” has no row {row} with headings.", name=sheet.name, row=mapping.head + 1),
                Text("Choose the row in which the headings stand."),
            )
        if mapping.day is None and self._mapping.day is not None:
            mapping = replace(mapping, day=RowTimeReader(self._mapping, self._context).parse_day_heading(sheet.name))
        prefix = f"{sheet.name}!" if len(self._tables.sheets) > 1 else ""
        return MappedSheet(sheet, mapping, prefix, self._most and self._most * 4)

    def read(self) -> LongTask[Incoming]:
        yield from self._read_people_sheets()
        drafts = yield from self._read_drafts()
        for view in self._views:
            of_sheet = [draft for draft in drafts if draft.record.view is view]
            move_times_to_afternoon(of_sheet)
            headings = self._row_blocks.make_parents_of_headings(of_sheet)
            of_sheet, drafts = ([one for one in found if id(one) not in headings] for found in (of_sheet, drafts))
            inherit_times(of_sheet)
            apply_lines_above(view, of_sheet)
        self._add_moderators_above(drafts)
        remarks = lengthen_to_next_start(drafts)
        yield Progress(0, len(drafts))
        for draft in drafts:
            divide_shared_time(draft)
            if draft.rooms:
                draft.rooms = tuple(self._places.resolve_id("room", cell) for cell in draft.rooms)
            draft.track = self._places.resolve_id("track", draft.track)
        written = [room for draft in drafts for room in draft.rooms or ()]
        is_json = self._tables.form is TableFormat.JSON
        move_nights_to_day_before(drafts if is_json else ())
        note_implausible(drafts)
        note_names_in_titles(drafts)
        self._places.learn_names(written, by_line=is_json)
        for name in merged_order(self._rooms):
            self._places.add_room(name)
        for cell in written if any(draft.everywhere for draft in drafts) else ():
            self._places.add_rooms_in_cell(cell[:300])
        yield Progress(0, len(drafts))
        blocks = self._row_blocks.blocks(drafts)
        keys = SessionKeys(self._namespace, drafts)
        sessions, refused = yield from read_each(
            drafts,
            lambda draft: to_incoming(draft, self._places, keys),
            lambda draft: refusal_facts(draft.record, self._namespace),
        )
        self._refused += refused
        return replace(self._build_incoming(sessions, remarks), blocks=complete_blocks(blocks, sessions))

    def _add_moderators_above(self, drafts: list[RowDraft]) -> None:
        """Add the moderators named above the table to sessions with people, except breaks and other plenary ones."""
        told = [draft for draft in drafts if draft.people and not (draft.kind and KINDS[draft.kind].plenary)]
        for one in self._above.moderators if told else ():
            key = self._people.add(one.name, 1, self._above.led, {"title": one.title, "organisation": one.organisation})
            for draft in told:
                draft.people = (*(pair for pair in draft.people if pair[0] != key), (key, Role.MODERATOR))
        if self._above.moderators:
            self._remarks.append(
                Text("{cell}: who moderates is put into each session with people.", cell=self._above.led)
            )

    # the sheets -----------------------------------------------------------------------------------------

    def _read_people_sheets(self) -> LongTask[None]:
        """Read people, rooms and tracks first, so that sessions can refer to them."""
        reader = RowPeopleReader(self._people, self._known)
        for view in self._views:
            shape = view.mapping.shape
            if shape not in (SheetShape.PEOPLE, SheetShape.ROOMS, SheetShape.TRACKS):
                continue
            rows = SheetRowReader(view, lambda value: None)
            looks = CellLooksReader(view)
            for n, record in enumerate(islice(rows.row_records(), self._most)):
                if shape is SheetShape.PEOPLE:
                    self._read_person(reader, looks, record)
                else:
                    self._places.add_record(record)
                self._warnings += record.doubts
                if n % EACH == EACH - 1:
                    yield Progress(n + 1, len(view.sheet.rows))

    def _read_person(self, reader: RowPeopleReader, looks: CellLooksReader, record: Record) -> None:
        for _, cell in record.unknown:
            self._remarks.append(Text("The formula in {cell} has no stored value; it is left out.", cell=cell))
        waits = looks.reason_to_wait(record, "person.name")
        keys = reader.read_person_columns(record)
        for key in keys:
            self._waiting[key] = waits if self._waiting.get(key, waits) else None
        if not keys:
            record.view.used.discard((record.row, ROW))
            cell = record.cell_name("person.name")
            record.doubts = [Text("{cell}: nobody is named; the row is left out.", cell=cell)]

    def _read_drafts(self) -> LongTask[list[RowDraft]]:
        """Return a draft of each session, except those that are refused, rejected, withdrawn or deleted."""
        known = frozenset(self._people.by_name) | self._known
        joined = JoinedSheets(self._mapping, self._views)
        drafts: list[RowDraft] = []
        for number, view in enumerate(self._views):
            if view.mapping.shape not in ABOUT_SESSIONS or number in joined.inner:
                continue
            first_day = first_day_number(view.sheet, view.mapping)
            if not first_day:
                self._remarks.append(Text("Its days count from 0: day 0 is the first one."))
            timing = RowTimeReader(
                self._mapping, self._context, infer_length_unit(self._field_cells(view, "length")), first_day
            )
            placed = frozenset(field for field in ROLES if are_names_with_organisations(self._field_cells(view, field)))
            people = RowPeopleReader(self._people, known, self._mapping.separator, placed)
            looks = CellLooksReader(view)
            for n, record in enumerate(self._completed_records(view, timing, known, joined if not number else None)):
                self._read_draft(timing, people, looks, record, drafts)
                if n % EACH == EACH - 1:
                    yield Progress(n + 1, len(view.sheet.rows))
            self._remarks += [remark for remark in looks.remarks() if remark not in self._remarks]
            self._warnings += looks.warnings()
        if self._out:
            self._remarks.append(
                Plural("{n} row is left out: rejected, withdrawn or deleted.",
                       "{n} rows are left out: rejected, withdrawn or deleted.", self._out)
            )  # fmt: skip
        return drafts

    def _completed_records(
        self, view: MappedSheet, timing: RowTimeReader, known: frozenset[str], joined: JoinedSheets | None
    ) -> Iterator[Record]:
        """Yield the sessions of a sheet, completed from the rows of joined sheets."""
        if view.mapping.shape is SheetShape.GRID:
            grid = GridReader(view, timing, known)
            yield from islice(grid.records(), self._most)
            self._rooms += grid.rooms
            return
        rows = SheetRowReader(view, timing.parse_day_heading)
        pattern = pattern_of_titles(view, known)
        for record in islice(
            joined.completed_records(rows) if joined and joined.inner else rows.session_records(), self._most
        ):
            if pattern:
                split_record_title(record, known, pattern)
            yield record

    def _read_draft(
        self,
        timing: RowTimeReader,
        people: RowPeopleReader,
        looks: CellLooksReader,
        record: Record,
        drafts: list[RowDraft],
    ) -> None:
        if OUT.search(f"{record.text('status')} {'deleted' if is_yes(record.text('state')) else ''}".casefold()):
            self._out += 1
            return
        self._row_blocks.read_parent(record, timing, people)
        try:
            drafts.append(read_draft(record, timing, people, self._unmapped))
            looks.apply(drafts[-1])
        except EstradError as error:
            line, title, key, cell = refusal_facts(record, self._namespace)
            self._refused.append(ImportRefusal(line, title, error, key, cell))

    @staticmethod
    def _field_cells(view: MappedSheet, field: str) -> list[Any]:
        """Return the first cells of a field's columns, including those of numbered talks."""
        keys = ((n, key.removeprefix("session.")) for n, key in enumerate(view.mapping.columns))
        columns = [n for n, key in keys if key == field or (key.startswith("part:") and key.endswith(f":{field}"))]
        rows = view.sheet.rows[view.mapping.first : view.mapping.first + LOOKED_AT]
        return [row[n] for n in columns for row in rows if n < len(row)]

    # the result -----------------------------------------------------------------------------------------

    def _build_incoming(self, sessions: list[IncomingSession], remarks: tuple[Text, ...]) -> Incoming:
        tracks = {track.name: track for track in self._places.tracks.values()}
        for session in sessions:
            if session.track:
                tracks.setdefault(session.track, IncomingPlace(session.line, session.track))
        lines = {session.begin.day: session.line for session in reversed(sessions) if session.begin}
        of_rooms = {name: session.line for session in reversed(sessions) for name in session.rooms}
        rooms = (replace(one, line=one.line or of_rooms.get(one.name, 0)) for one in self._places.rooms.values())
        left_out = self._left_out_cell_counts()
        cells = [one for view in self._views if self._most is None for one in view.unused_cells()]
        said = [Text("{cell}: “{text}” is left out.", cell=one.cell, text=one.name) for one in cells[:MOST_SAID]]
        if (more := len(cells) - MOST_SAID) > 0:
            said.append(Plural("{n} more cell is left out.", "{n} more cells are left out.", more))
        unmapped = self._unmapped + self._people.unknown + left_out
        people, warned = _join_short_name_doubts(self._people.people())
        return Incoming(
            name=self._tables.name,
            namespace=self._namespace,
            conference=self._tables.about.get("conference", {}),
            venue=self._tables.about.get("venue", {}),
            zone=self._mapping.zone or self._tables.about.get("zone", ""),
            days=self._tables.about.get("days") or tuple(IncomingDay(line, day) for day, line in sorted(lines.items())),
            rooms=tuple(rooms),
            tracks=tuple(tracks.values()),
            people=tuple(replace(one, waits=self._waiting.get(one.key)) for one in people),
            sessions=tuple(sessions),
            refused=tuple(self._refused),
            unmapped=dict(sorted(unmapped.items(), key=lambda one: (-one[1], one[0]))),
            remarks=(*self._remarks, *remarks, *said),
            left=(
                *(UnusedCells(name, n) for name, n in left_out.items()),
                *dict.fromkeys((*cells, *self._people.left)),
            ),
            warnings=(*self._warnings, *warned),
            own_title=self._above.title,
            own_place=self._above.place,
        )

    def _left_out_cell_counts(self) -> Counter[str]:
        """Return the number of filled cells in each left-out column of a list, by its heading; nothing for a sample.

        Only rows that were read count, since the cells of others are left out one by one.
        """
        found: Counter[str] = Counter()
        lists = [view for view in self._views if view.mapping.shape is not SheetShape.GRID]
        for view in lists if self._most is None else ():
            mapping = view.mapping
            headings = range(max(mapping.head, 0), mapping.first)
            rows = [row for n, row in enumerate(view.sheet.rows) if (n, ROW) in view.used and n not in headings]
            keys = (*mapping.columns, *[LEFT_OUT] * (view.sheet.width - len(mapping.columns)))
            for column, key in enumerate(keys[: view.sheet.width]):
                if key in _NOT_READ or (key == EXTRA and mapping.shape in _WITHOUT_EXTRAS):
                    found[view.heading(column)] += sum(row[column] not in (None, "") for row in rows)
        return +found


_MANY_SHORT = 5
"""Minimum number of people with names of one word for one warning to replace their doubts, if most have such names."""


def _join_short_name_doubts(people: tuple[IncomingPerson, ...]) -> tuple[tuple[IncomingPerson, ...], list[Text]]:
    """Return the people, and if most, and at least five, have names of one word, one warning for all these doubts."""
    short = [one.name for one in people if one.doubt and " " not in one.name]
    if len(short) < _MANY_SHORT or len(short) * 2 <= len(people):
        return people, []
    without = tuple(one if " " in one.name else replace(one, doubt=None) for one in people)
    names = ", ".join(short[:MOST_SAID])
    return without, [Text("Most people have names of one word, which may be others' too: {names}.", names=names)]
