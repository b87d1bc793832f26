"""Guesses the mapping of whole tables, and completes it after the user's choices, or with the likeliest answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from planner.domain.fingerprint import fingerprint
from planner.domain.text import EstradError, Text
from planner.importing.cells.contents import confirms_heading
from planner.importing.cells.dates import DateOrder
from planner.importing.cells.fields import Subject, fields_of_heading
from planner.importing.cells.names import looks_like_name
from planner.importing.mapping.columns import TIMES, guess_columns, has_repeated_values, sheet_subject
from planner.importing.mapping.header_rows import (
    find_grid,
    find_header_row,
    first_content_row,
    heading_signature,
    join_sheets,
    list_header_row,
    match_layout,
    side_by_side_tables,
)
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.lines_around import with_year_from_tables
from planner.importing.mapping.records import SURE, find_sheet, row_headings, sheet_headings, sheet_part, text_of
from planner.importing.mapping.sheet_facts import room_above, table_zone, with_day_and_room, with_time_facts
from planner.importing.mapping.table_mapping import (
    ABOUT_SESSIONS,
    EXTRA,
    LEFT_OUT,
    NAMED,
    NAMES,
    ExportLayout,
    MappingContext,
    SheetMapping,
    SheetShape,
    TableMapping,
    mapping_doubts,
)
from planner.importing.mapping.timing import date_order
from planner.tables.table import TableFormat, Tables, Worksheet

_OF_ONE_SESSION = TIMES | {"session.id", "session.title", "session.date", "session.room"}
_TITLES, _LISTED = ("session.title", SheetShape.SESSIONS), ("session.title", SheetShape.TITLES)
_NAMES: Mapping[Subject | None, tuple[str, SheetShape]] = {
    Subject.PERSON: ("person.name", SheetShape.PEOPLE),
    Subject.ROOM: ("room.name", SheetShape.ROOMS),
    Subject.TRACK: ("track.name", SheetShape.TRACKS),
}
_LEVELS = frozenset(
    (
        *("", "session", "sub", "sub-session", "subsession", "talk", "paper", "presentation", "parent", "child"),
        *("0", "1", "x", "yes", "no"),
    )
)
"""Words in a column that say if a row is a session or a part of one, but not which session it is part of."""
Remembered = Iterable[tuple[str, TableMapping]]
"""Earlier choices, each with the signature of the table for which it was made."""


@dataclass(frozen=True, slots=True)
class _SheetGuess:
    """The likely mapping of one sheet; ``weight`` is higher the more of it is understood."""

    sheet: Worksheet
    mapping: SheetMapping
    layout: ExportLayout | None = None
    sure: bool = False
    weight: float = 0.0


def guess_mapping(tables: Tables, context: MappingContext, remembered: Remembered = ()) -> TableMapping:
    """Return the likely mapping of the tables: an earlier choice for such tables, or else one by headings and cells.

    It has no sheets if the tables are empty.
    """
    known = dict(remembered)
    context = with_year_from_tables(tables, context)
    signs = _signatures(tables) if known else {}
    before = [again for key in reversed(known) if (again := _adapt_choice(tables, signs, key, known[key], context))]
    if before:
        return min(before, key=lambda again: list(signs).index(again.main_sheet.sheet))
    found = [one for sheet in tables.sheets for one in _guess_tables(sheet, context, tables.form)]
    return _combine_guesses(tables, found, context) if found else TableMapping()


def guess_sheet_mapping(tables: Tables, name: str, context: MappingContext, head: int | None = None) -> TableMapping:
    """Return the likely mapping of one sheet alone, without sheets if it is empty.

    ``head`` is the row of its headings, or None to find it.
    """
    context = with_year_from_tables(tables, context)
    sheet = find_sheet(tables, name)
    at, layout = find_header_row(sheet)
    found = _guess_sheet(sheet, at, layout, context, tables.form)
    if found and head is not None:
        chosen = _guess_list(sheet, head, match_layout(row_headings(sheet.rows[head])))
        found = replace(chosen, mapping=replace(chosen.mapping, found=at))
    return _combine_guesses(replace(tables, sheets=(sheet,)), [found], context) if found else TableMapping()


def table_signature(tables: Tables, mapping: TableMapping) -> str:
    """Return the signature under which a choice for tables is remembered, made of all sheets that the mapping reads."""
    return _combined_signature(_signatures(tables), mapping.sheets)


def _signatures(tables: Tables) -> dict[str, str]:
    return {sheet.name: heading_signature(sheet, find_header_row(sheet)[0]) for sheet in tables.sheets}


def _combined_signature(signs: Mapping[str, str], sheets: Sequence[SheetMapping]) -> str:
    each = [signs.get(one.sheet, "") for one in sheets]
    return fingerprint("|".join(each)) if len(each) > 1 else "".join(each)


def _adapt_choice(
    tables: Tables, signs: Mapping[str, str], key: str, before: TableMapping, context: MappingContext
) -> TableMapping | None:
    """Return an earlier choice adapted to these tables, or None if it does not fit them.

    It fits if the sheets that it reads have the same headings, and the rows and columns that it needs.
    """
    sheets = before.sheets
    if len(sheets) == 1 and signs.get(before.main_sheet.sheet) != key:
        name = next((name for name, sign in signs.items() if sign == key), "")
        sheets = (replace(before.main_sheet, sheet=name),)
    if not sheets or _combined_signature(signs, sheets) != key:
        return None
    moved = [now for one in sheets if (now := _adapt_sheet(find_sheet(tables, one.sheet), one, context))]
    if len(moved) < len(sheets):
        return None
    order = date_order(tables, moved, context) or before.order
    day = before.day if before.day in context.dates else None
    layout = next((one for one in LAYOUTS if one.key == before.layout), None)
    zone = table_zone(moved[0], find_sheet(tables, moved[0].sheet), layout)
    return with_time_facts(replace(before, sheets=tuple(moved), order=order, day=day, zone=zone), tables, context)


def _adapt_sheet(sheet: Worksheet, before: SheetMapping, context: MappingContext) -> SheetMapping | None:
    """Return an earlier mapping of a sheet, moved to where its headings are now, with its present day and room.

    It is None if a grid is no longer one with such columns, or if a row or column is missing that the mapping reads.
    """
    found = find_header_row(sheet)[0]
    if before.shape is SheetShape.GRID:
        grid = find_grid(sheet, context)
        if grid is None or (grid.across, grid.columns) != (before.across, before.columns):
            return None
        found = grid.head
    if min(found, before.found) >= 0:
        by = found - before.found
        tracks = None if before.tracks is None else before.tracks + by
        before = replace(before, head=before.head + by, first=before.first + by, tracks=tracks, found=found)
    whole = before.head < len(sheet.rows) and {*before.columns[sheet.width :]} <= {LEFT_OUT, EXTRA}
    room = room_above(sheet_part(sheet, before.part), found) if before.part else ""
    return with_day_and_room(replace(before, day=None, room=room), context) if whole else None


def _combine_guesses(tables: Tables, found: list[_SheetGuess], context: MappingContext) -> TableMapping:
    """Return the mapping of the sheets to be read: the one that is understood best, then those that belong to it."""
    of_sessions = [one for one in found if one.mapping.shape in ABOUT_SESSIONS]
    titled = [one for one in of_sessions if one.mapping.shape is SheetShape.GRID or _has_needed_field(one)]
    timed = any(not TIMES.isdisjoint(one.mapping.columns) for one in titled)
    main = max((titled if timed else of_sessions) or found, key=lambda one: one.weight)
    others = [one for one in found if one is not main]
    alike = [one for one in others if _is_table_like_main(one, main)]
    things = [one for one in others if one.mapping.shape not in ABOUT_SESSIONS]
    rest = [one.mapping for one in others if one not in alike and one not in things]
    same = [_with_shared_fields(main.mapping, one.mapping) for one in alike]
    first, beside, joins = join_sheets(main.mapping, [*(one.mapping for one in things), *same], rest, tables)
    layout, sheets, used = main.layout, (first, *beside), {one.sheet for one in beside}
    known = layout is not None and tables.form is TableFormat.JSON
    mapping = TableMapping(
        sheets=tuple(with_day_and_room(one, context) for one in sheets),
        joins=joins,
        layout=layout.key if layout else "",
        order=(layout.order if layout else "") or date_order(tables, sheets, context),
        zone=table_zone(main.mapping, main.sheet, layout),
        separator=layout.separator if layout else "",
        certain=main.sure and (known or all(one.sure for one in found if one.mapping.sheet in used)),
    )
    return with_time_facts(mapping, tables, context)


def _with_shared_fields(main: SheetMapping, mapping: SheetMapping) -> SheetMapping:
    """Return the mapping of a sheet like the main one, with the main one's fields in place of extra fields."""
    pairs = zip_longest(mapping.columns, main.columns[: len(mapping.columns)], fillvalue="")
    columns = (ours if ours and key == EXTRA and ours not in mapping.columns else key for key, ours in pairs)
    return replace(mapping, columns=tuple(columns))


def _is_table_like_main(one: _SheetGuess, main: _SheetGuess) -> bool:
    """Return whether a sheet is a table like the main one, as for another day."""
    beside = one.mapping.part is not None and one.mapping.sheet == main.mapping.sheet
    same = heading_signature(one.sheet, one.mapping.head) == heading_signature(main.sheet, main.mapping.head)
    return one.mapping.shape is main.mapping.shape and (main.mapping.shape is SheetShape.GRID or beside or same)


# one sheet ----------------------------------------------------------------------------------------------


def _guess_tables(sheet: Worksheet, context: MappingContext, form: TableFormat) -> list[_SheetGuess]:
    """Return the likely mapping of each table in a sheet: none, one, or several with the same headings side by side."""
    head, layout = find_header_row(sheet)
    parts = side_by_side_tables(row_headings(sheet.rows[head])) if head >= 0 and not layout else []
    found = []
    for part in parts if form is not TableFormat.JSON else ():
        alone = sheet_part(sheet, part)
        one = _guess_list(alone, head, None)
        found.append(replace(one, mapping=replace(one.mapping, part=part, room=room_above(alone, head))))
    if found and all(map(_has_needed_field, found)):
        return found
    whole = _guess_sheet(sheet, head, layout, context, form)
    return [whole] if whole else []


def _guess_sheet(
    sheet: Worksheet, head: int, layout: ExportLayout | None, context: MappingContext, form: TableFormat
) -> _SheetGuess | None:
    """Return the likely mapping of a sheet, or None if it is empty; JSON with known headings is never a grid."""
    if not any(value not in (None, "") for row in sheet.rows for value in row):
        return None
    flat = _guess_list(sheet, head, layout)
    if head >= 0 and (layout or _has_needed_field(flat) or form is TableFormat.JSON):
        return flat
    if grid := find_grid(sheet, context):
        return _SheetGuess(sheet, grid, None, True, 5 + len(sheet.rows) / 100)
    above = list_header_row(sheet) if head < 0 else None
    return _guess_single_column(flat) or (flat if above is None else _guess_list(sheet, above, None))


def _has_needed_field(flat: _SheetGuess) -> bool:
    """Return whether a list has a column for the field that it needs, such as a title or a name."""
    keys = set(flat.mapping.columns)
    needed = NAMED.get(flat.mapping.shape, {"session.title"})
    return not keys.isdisjoint(needed) or any(key.startswith("part:") for key in keys)


def _guess_list(sheet: Worksheet, head: int, layout: ExportLayout | None) -> _SheetGuess:
    first = first_content_row(sheet, head)
    keys, how_sure, of = guess_columns(sheet, head, first, layout)
    shape = layout.shape if layout and layout.sure else _NAMES.get(of, _TITLES)[1]
    if not (layout and layout.sure) and shape is SheetShape.SESSIONS:
        shape, keys = _shape_of_rows(sheet, first, keys)
    mapping = SheetMapping(sheet.name, shape, head, first, keys, found=head, sure=how_sure)
    is_plain = head < 0 and len(keys) == 2 and not TIMES.isdisjoint(keys) and "session.title" in keys
    sure = layout.sure if layout else is_plain or all(one >= SURE for one in how_sure)
    known = sum(1 for key, how in zip(keys, how_sure, strict=True) if key and key != "extra" and how >= SURE)
    return _SheetGuess(sheet, mapping, layout, sure, known + (3 if layout else 0))


def _shape_of_rows(sheet: Worksheet, first: int, fields: Sequence[str]) -> tuple[SheetShape, tuple[str, ...]]:
    """Return the shape of a list of sessions, and its fields, in which the parent may have become the level."""
    keys = list(fields)
    if any(key.startswith("part:") for key in keys):
        return SheetShape.NUMBERED, tuple(keys)
    if "session.parent" in keys:
        column = keys.index("session.parent")
        if {text_of(row[column]).casefold() for row in sheet.rows[first : first + 200]} <= _LEVELS:
            keys[column] = "session.level"
    if {"session.parent", "session.level"} & set(keys):
        return SheetShape.NESTED, tuple(keys)
    title = keys.index("session.title") if "session.title" in keys else -1
    same = [n for n, key in enumerate(keys) if key in _OF_ONE_SESSION]
    merged = any(a.left <= title <= a.right and first <= a.top < a.bottom for a in sheet.merged)
    by_rows = title >= 0 and (merged or has_repeated_values(sheet, first, same))
    named = not (NAMES | {"session.speakers"}).isdisjoint(keys)
    told = TIMES & set(keys) or "session.id" in keys or "session.speakers" not in keys
    return SheetShape.SPEAKERS if named and by_rows and told else SheetShape.SESSIONS, tuple(keys)


def _guess_single_column(flat: _SheetGuess) -> _SheetGuess | None:
    """Return the mapping of a sheet with one filled column, of titles, people, rooms or tracks; None if it has more."""
    sheet, mapping = flat.sheet, flat.mapping
    filled = [n for n in range(sheet.width) if any(row[n] not in (None, "") for row in sheet.rows)]
    if len(filled) != 1:
        return None
    if "session.timed_title" in mapping.columns:
        return replace(flat, sure=True, weight=1)
    texts = [text_of(row[filled[0]]) for row in sheet.rows[mapping.first :]]
    named = "person.name" in mapping.columns or (len(texts) > 2 and all(map(looks_like_name, filter(None, texts))))
    of = sheet_subject(sheet.name)
    key, shape = _NAMES.get(Subject.PERSON if named and of is not Subject.SESSION else of, _LISTED)
    columns = tuple(key if n == filled[0] else LEFT_OUT for n in range(sheet.width))
    mapping = replace(mapping, shape=shape, columns=columns)
    return replace(flat, mapping=mapping, sure=shape is not SheetShape.PEOPLE, weight=1)


# what is chosen, asked or likely --------------------------------------------------------------------------


def complete_mapping(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with what follows from its columns: the kind of its rows, its times, dates and their order.

    It becomes ``certain``: nobody has to check its columns any more.
    """
    context = with_year_from_tables(tables, context)
    mapping = with_time_facts(replace(_with_shape_by_columns(mapping), certain=True), tables, context)
    return replace(mapping, order=mapping.order or date_order(tables, mapping.sheets, context))


def _with_shape_by_columns(mapping: TableMapping) -> TableMapping:
    """Return the mapping with a main sheet of sessions if it has titles, or of people if it has only names."""
    keys, shape = set(mapping.main_sheet.columns), mapping.shape
    if "session.title" in keys:
        shape = shape if shape in ABOUT_SESSIONS else SheetShape.SESSIONS
    elif keys & NAMES and shape in (SheetShape.SESSIONS, SheetShape.SPEAKERS):
        shape = SheetShape.PEOPLE
    return mapping.with_sheet(0, replace(mapping.main_sheet, shape=shape))


def with_likely_answers(mapping: TableMapping, tables: Tables, context: MappingContext) -> TableMapping:
    """Return the mapping with the likeliest answer to each open question.

    A missing title or name is the column without a field that has the most different texts, dates have their day first,
    and times without dates are on the first day of the conference, or on none. Raise ``EstradError`` if no column can
    be the title or name.
    """
    asked = mapping_doubts(mapping)
    if "title" in asked or "name" in asked:
        key = "session.title" if "title" in asked else next(iter(sorted(NAMED[mapping.shape])))
        column = _most_varied_column(find_sheet(tables, mapping.main_sheet.sheet), mapping.main_sheet)
        if column is None:
            raise EstradError(next(iter(asked.values())), Text("Choose another sheet."))
        mapping = complete_mapping(mapping.with_field(column, key), tables, context)
    day = mapping.day or (context.dates[0] if "day" in mapping_doubts(mapping) and context.dates else None)
    return replace(mapping, order=mapping.order or DateOrder.DAY_FIRST.value, day=day)


def _most_varied_column(sheet: Worksheet, mapping: SheetMapping) -> int | None:
    """Return the column without a field that has the most different texts with words, or None if none has words."""
    columns = [n for n, key in enumerate(mapping.columns[: sheet.width]) if key in (EXTRA, LEFT_OUT)]
    texts = {n: {text_of(row[n]).casefold() for row in sheet.rows[mapping.first :]} for n in columns}
    words = {n: sum(sum(map(str.isalpha, text)) > 2 for text in texts[n]) for n in columns}
    return max((n for n in columns if words[n]), key=lambda n: words[n], default=None)


def unfit_columns(tables: Tables, mapping: TableMapping) -> list[tuple[str, str, str]]:
    """Return each column that became an extra field since its cells do not fit its heading.

    Each is given as its heading, the name of its first filled cell, and the beginning of that cell's text.
    """
    found = []
    for told in mapping.sheets:
        sheet = find_sheet(tables, told.sheet)
        of = Subject.PERSON if told.shape is SheetShape.PEOPLE else Subject.SESSION
        for column, text in enumerate(sheet_headings(sheet, told.head, told.first)):
            said = fields_of_heading(text, of) if told.columns[column : column + 1] == (EXTRA,) else ()
            below = [row[column] for row in sheet.rows[told.first :]] if said and said[0].sure >= SURE else []
            row = next((n for n, value in enumerate(below, told.first) if text_of(value)), None)
            if row is not None and not confirms_heading(said[0].field.key, below):
                found.append((text, sheet.cell(row, column), text_of(sheet.rows[row][column])[:60]))
    return found
