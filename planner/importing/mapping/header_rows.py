"""Finds the header rows and layouts of lists, the times and rooms of grids, and sheets that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby

from planner.domain.fingerprint import fingerprint
from planner.importing.cells.cell_times import TimeColumn, cell_time_or_nothing
from planner.importing.cells.contents import LOOKED_AT, TIMED, are_titles, fields_of_content
from planner.importing.cells.dates import DateOrder
from planner.importing.cells.fields import Subject, field_of_heading, fields_of_question, known_headings, parse_heading
from planner.importing.cells.names import has_given_name
from planner.importing.cells.titles import is_room
from planner.importing.mapping.layouts import LAYOUTS
from planner.importing.mapping.records import row_headings, text_of, transposed
from planner.importing.mapping.table_mapping import (
    EXTRA,
    LEFT_OUT,
    NAMES,
    ExportLayout,
    Join,
    MappingContext,
    SheetMapping,
    SheetShape,
    bare_heading,
)
from planner.importing.mapping.table_people import split_in_order
from planner.tables.table import Tables, Value, Worksheet

HIGHEST = 30
"""Number of rows in which headings are searched for."""
_LONGEST = 60
_OF_LAYOUTS = frozenset(name for layout in LAYOUTS for name in layout.fields)


@lru_cache(8192)
def is_known_heading(text: str) -> bool:
    """Return whether a text of at most 60 characters is a known heading, or asks for a known field."""
    if not text or len(text) > _LONGEST:
        return False
    known = bare_heading(text) in _OF_LAYOUTS or parse_heading(text).words in known_headings()
    return known or bool(fields_of_question(text))


def match_layout(headings: Sequence[str]) -> ExportLayout | None:
    """Return the first layout all of whose identifying headings are there, or None."""
    names = frozenset(bare_heading(text) for text in headings if text)
    return next((layout for layout in LAYOUTS if layout.needs <= names), None)


def find_header_row(sheet: Worksheet) -> tuple[int, ExportLayout | None]:
    """Return the index of the header row, or -1, and its layout, or None."""
    best, found, known_as = 0.0, -1, None
    filled = {n for row in sheet.rows[:HIGHEST] for n, value in enumerate(row) if value not in (None, "")}
    for number, row in enumerate(sheet.rows[:HIGHEST]):
        texts = [text for text, value in zip(row_headings(row), row, strict=True) if isinstance(value, str) and text]
        layout = match_layout(texts)
        others = sum(1 for value in row if value not in (None, "") and not isinstance(value, str))
        score = sum(map(is_known_heading, texts)) - others + (100 if layout else 0)
        few = len(texts) <= 2 and not others and len(filled) <= 2 and not any(text[0].isdigit() for text in texts)
        enough = score >= 2 or (score == 1 and few)
        first = best == 0 and score >= 3 and not others
        if enough and score > best and (layout or first or score * 3 >= len(texts)):
            best, found, known_as = score, number, layout
    return found, known_as


def side_by_side_tables(names: Sequence[str]) -> list[tuple[int, int]]:
    """Return the columns of each of several tables side by side with the same headings.

    Each table is given as its first column and the one after its last. The list is empty if there are no such tables.
    """
    bare = [bare_heading(name) for name in names]
    filled = [list(run) for is_filled, run in groupby(range(len(bare)), lambda n: bool(bare[n])) if is_filled]
    runs = [(run[0], run[-1] + 1) for run in filled]
    half = len(bare) // 2
    if len(runs) == 1 and len(bare) % 2 == 0 and bare[:half] == bare[half:]:
        runs = [(0, half), (half, len(bare))]
    same = {tuple(bare[left:right]) for left, right in runs}
    return runs if len(runs) > 1 and len(same) == 1 and runs[0][1] - runs[0][0] > 1 else []


def first_content_row(sheet: Worksheet, head: int) -> int:
    """Return the index of the first row below the headings, which may take two rows."""
    below = sheet.rows[head + 1] if head + 1 < len(sheet.rows) else ()
    texts = [text for text in row_headings(below) if text]
    if not texts or not all(isinstance(value, str) for value in below if value not in (None, "")):
        return head + 1
    known = sum(map(is_known_heading, texts))
    wide = [area for area in sheet.merged if area.top == head == area.bottom and area.right > area.left]
    parted = any(is_known_heading(text) for area in wide for text in row_headings(below[area.left : area.right + 1]))
    several = len(texts) > 2 and known >= 3 and known * 3 >= len(texts) * 2
    return head + 2 if several or (parted and known * 2 >= len(texts)) else head + 1


def heading_signature(sheet: Worksheet, head: int) -> str:
    """Return a hash that tables with the same headings share, to remember a choice by; it reveals no heading.

    Tables without headings share it if they have equally many columns.
    """
    names = [bare_heading(text) for text in row_headings(sheet.rows[head] if 0 <= head < len(sheet.rows) else ())]
    return fingerprint("|".join(names).rstrip("|") if any(names) else f"{sheet.width} columns")


_GRID_ROWS = 80
_MOST_ROOMS = 200
"""Maximum number of rows of a grid with one row for each room."""
_ROOMS = ("session.room", "session.track", "room.name")
_LISTED = ("session.room", "session.speakers", "session.people", "session.length")


def find_grid(sheet: Worksheet, context: MappingContext) -> SheetMapping | None:
    """Return the mapping of a sheet that is a grid, or None if it is not one."""
    found = _find_upright_grid(sheet, context)
    timed = ([_is_time(value) for value in row if text_of(value)] for row in sheet.rows[:_GRID_ROWS])
    heads = list(filter(any, timed))  # a row of times may stand again for each day
    lies = len(heads) < 2 or all(sum(row) >= max(3, len(row) - 1) for row in heads)
    may_lie = (found is None or lies) and sheet.width > 2 and 1 < len(sheet.rows) <= _MOST_ROOMS
    across = _find_upright_grid(transposed(sheet), context) if may_lie else None
    return replace(across, across=True) if across else found


def _find_upright_grid(sheet: Worksheet, context: MappingContext) -> SheetMapping | None:
    """Return the mapping of a grid whose times stand below each other, or None if the sheet is not one."""
    cells, times, first, head = _find_times_and_header(sheet)
    single = {n for n, column in enumerate(cells) if len(column) < 2}
    if head is None or len(times) == sheet.width or len(set(range(times[0])) - single) > 2:
        return None
    below = zip(*sheet.rows[first : first + _GRID_ROWS], strict=True)
    said = [[text for value in column if (text := text_of(value))] for column in below]
    dates = [n for n, column in enumerate(said) if n not in times and column and all(map(_is_date, column))]
    names = row_headings(sheet.rows[head])
    wide = [range(area.left, area.right + 1) for area in sheet.merged if area.top <= head <= area.bottom]
    headed = [n for n, name in enumerate(names) if name or any(n in columns for columns in wide)]
    rooms = [n for n in headed if n not in times and n not in dates and not (n < times[0] and n in single)]
    rooms = [n for n in rooms if n not in single or {n - 1, n + 1} & {*rooms, *times}]  # a note stands apart
    beside = {n: key for n in rooms if (key := _field_beside_rooms(names[n], said[n]))}
    beside = beside if len(beside) * 2 <= len(rooms) else {}
    rooms = [n for n in rooms if n not in beside]
    listed = any(_shows_list_sheet(names[n], said[n], context) for n in rooms)
    if not rooms or listed or len(rooms) == 1 or _are_list_headings([names[n] for n in rooms if names[n]]):
        return None
    head, tracks = _room_and_track_rows(sheet, head, rooms, context)
    keys = dict.fromkeys(rooms, "session.room") | beside | dict.fromkeys(dates, "session.date")
    begins = [n for n in times if n + 1 in times and n - 1 not in times]
    keys |= dict.fromkeys(times, "session.when") | dict.fromkeys(begins, "session.start")
    keys |= {n + 1: "session.end" for n in begins}
    columns = tuple(keys.get(n, LEFT_OUT) for n in range(sheet.width))
    return SheetMapping(sheet.name, SheetShape.GRID, head, first, columns, tracks=tracks, found=head)


def list_header_row(sheet: Worksheet) -> int | None:
    """Return the row above a list's times if it looks like headings: more than two cells, all text; else None."""
    head = _find_times_and_header(sheet)[-1]
    filled = [value for value in sheet.rows[head] if text_of(value)] if head is not None else []
    return head if len(filled) > 2 and all(isinstance(value, str) for value in filled) else None


def _find_times_and_header(sheet: Worksheet) -> tuple[list[list[Value]], list[int], int, int | None]:
    """Return the filled cells of each column, the columns of times, their first row, and the header row or None."""
    cells = [[value for value in column if text_of(value)] for column in zip(*sheet.rows[:_GRID_ROWS], strict=True)]
    times = [n for n, column in enumerate(cells) if _are_times(column)]
    timed = [n for n, row in enumerate(sheet.rows) if any(_is_time(row[column]) for column in times)]
    whole = [n for n in timed if sum(value not in (None, "") for value in sheet.rows[n]) > 1]
    first = next(iter(whole or timed), 0)
    notes = {n for n, column in enumerate(cells) if len(column) == 1 and len(text_of(column[0])) > _LONGEST}
    return cells, times, first, _header_row_above(sheet, first, {*times, *notes}) if times else None


_BESIDE = frozenset(
    (
        *("session.note", "session.moderators", "session.hosts", "session.equipment", "session.cues", "session.kind"),
        "session.speakers",
        *("session.audience", "session.description", "session.abstract", "session.number", "session.status"),
    )
)
"""Fields that a column beside the rooms of a grid may have."""


def _sure_field(text: str, of: Subject | None = Subject.SESSION) -> str:
    """Return the field that a heading surely means, or an empty text; headings with a number do not count."""
    guess = field_of_heading(text, of)
    return guess.field.key if guess and guess.sure >= 0.9 and guess.number is None else ""


def _field_beside_rooms(text: str, below: Sequence[str]) -> str:
    """Return the field of a column of a grid that is not a room, or an empty text.

    It is given by its heading, such as *Notes* or *Moderator*, or by its cells: if all are first names, as in a column
    of staff, it is an extra field.
    """
    fields = map(_sure_field, (text, text.partition(" ")[0]))
    staff = len(below) > 1 and not is_room(text) and all(has_given_name(one) and one.isalpha() for one in below)
    return next((key for key in fields if key in _BESIDE), EXTRA if staff else "")


def _are_times(cells: Sequence[Value]) -> bool:
    """Return whether at least half of a column's filled cells are times of day, not counting those above the first."""
    found = [_is_time(value) for value in cells]
    timed = sum(found)
    others = len(found) - timed - (found.index(True) if timed else 0)
    return others <= timed if timed > 1 else timed == 1 and others <= 1


@lru_cache(4096, typed=True)
def _is_time(value: Value) -> bool:
    """Return whether a cell is a time of day or time range, such as the text *9*, but no native number or mere date."""
    written = isinstance(value, str) and len(value) <= 40 and any(map(str.isdigit, value))
    native = isinstance(value, datetime | time | timedelta)
    return (written or native) and cell_time_or_nothing(value, DateOrder.DAY_FIRST).start is not None


def _header_row_above(sheet: Worksheet, first: int, others: set[int]) -> int | None:
    """Return the nearest of five rows above ``first`` with headings over other columns than ``others``, or None."""
    for row in range(first - 1, max(first - 6, -1), -1):
        named = [text for n, value in enumerate(sheet.rows[row]) if n not in others and (text := text_of(value))]
        alone = len(named) == 1 and sheet.width - len(others) > 1 and _is_date(named[0])
        if named and not alone and all(len(text) <= _LONGEST for text in named):
            return row
    return None


def _room_and_track_rows(
    sheet: Worksheet, head: int, rooms: list[int], context: MappingContext
) -> tuple[int, int | None]:
    """Return the row of the rooms, and that of the tracks or None.

    Both are rows of names, one right above the other.
    """
    names = [name for name in ([text_of(sheet.rows[head - 1][n]) for n in rooms] if head else []) if name]
    above = any(is_room(name, context.rooms) for name in names)
    below = any(is_room(text_of(sheet.rows[head][n]), context.rooms) for n in rooms)
    if not names or any(map(_is_date, names)) or (len(names) == 1 and len(rooms) > 1 and not above):
        return head, None
    return (head - 1, head) if above and not below else (head, head - 1 if below else None)


def _are_list_headings(names: list[str]) -> bool:
    """Return whether headings are fields of a list rather than rooms of a grid."""
    sure = [key for name in names if (key := _sure_field(name, None))]
    return "session.title" in sure or len([key for key in sure if key not in _ROOMS]) * 2 > len(names)


def _shows_list_sheet(name: str, below: Sequence[str], context: MappingContext) -> bool:
    """Return whether a column shows, by its heading or its cells, that its sheet is a list, not a grid.

    The heading is that of rooms, people or lengths, and the cells are no long titles; or it is no room's name, and of
    at least three cells all are rooms, or most are people, phone numbers or e-mail addresses.
    """
    short = sum(len(text.split()) for text in below) <= 2 * len(below)
    said = _sure_field(name) in _LISTED and (short or not are_titles(below))
    if said or len(below) < _FEWEST or is_room(name, context.rooms):
        return said
    guesses = fields_of_content(below, Subject.SESSION)
    return any(one.field.key in _DATA for one in guesses) or all(is_room(text, context.rooms) for text in below)


_FEWEST = 3
_DATA = frozenset({"session.speakers", "person.name", "person.phone", "person.email"})


@lru_cache(4096)
def _is_date(text: str) -> bool:
    said = cell_time_or_nothing(text, DateOrder.DAY_FIRST, TimeColumn.DATE, (date(2000, 6, 30),))
    return bool(said) and said.start is None


# sheets that belong together -----------------------------------------------------------------------------


_PARENTS = (("session.parent", "session.id"), ("session.parent", "session.title"))
_IDS = (("session.id", "session.id"), ("session.title", "session.title"))
"""Fields by which rows of two sheets belong together, the surest first: those in the main and the other sheet."""
_LEAST = 0.5
"""Minimum fraction of a column's values that must occur in the other column for a join."""


def join_sheets(
    main: SheetMapping, beside: list[SheetMapping], perhaps: list[SheetMapping], tables: Tables
) -> tuple[SheetMapping, list[SheetMapping], tuple[Join, ...]]:
    """Return the main sheet, the sheets that are read with it, and the joins; unrelated sheets are left out.

    If the rows of another sheet name those of the main one as parents, that sheet becomes the main one: its rows are
    the sessions.
    """
    sheets = {sheet.name: sheet for sheet in tables.sheets}
    first = next((other for other in perhaps if _matching_columns(sheets, other, main, *_PARENTS)), main)
    main, perhaps = first, [main if one is first else one for one in perhaps]
    used, joins = list(beside), list[Join]()
    useful = {"session.room"} | NAMES | (frozenset() if TIMED & set(main.columns) else TIMED)
    for other in perhaps:  # its rooms, people or missing times are added to the sessions
        fields = (*_PARENTS, *_IDS) if (set(other.columns) - set(main.columns)) & useful else _PARENTS
        if pair := _matching_columns(sheets, main, other, *fields):
            used.append(other)
            joins.append(Join(0, pair[0], len(used), pair[1]))
    if any(join.column == _column_index(main, "session.parent") for join in joins) and main.shape is SheetShape.NESTED:
        main = replace(main, shape=SheetShape.SESSIONS)
    return main, used, tuple(joins)


def _matching_columns(
    sheets: dict[str, Worksheet], main: SheetMapping, other: SheetMapping, *fields: tuple[str, str]
) -> tuple[int, int] | None:
    """Return the columns of the first pair of fields whose values are the same often enough in both sheets, or None."""
    pairs = ((_column_index(main, ours), _column_index(other, theirs)) for ours, theirs in fields)
    told = ((one, two) for one, two in pairs if min(one, two) >= 0)
    return next(((one, two) for one, two in told if _shared_fraction(sheets, main, one, other, two) >= _LEAST), None)


def _column_index(mapping: SheetMapping, key: str) -> int:
    return mapping.columns.index(key) if key in mapping.columns else -1


def _shared_fraction(
    sheets: dict[str, Worksheet], main: SheetMapping, one: int, other: SheetMapping, two: int
) -> float:
    """Return the fraction of the values of a column that occur in a column of the other sheet."""
    rows = sheets[main.sheet].rows[main.first : main.first + LOOKED_AT]
    ours = {part.casefold() for row in rows for part in split_in_order(row[one]) if part}
    ours |= {text_of(row[one]).casefold() for row in rows if text_of(row[one])} if len(ours) < 2 else set()
    theirs = {text_of(row[two]).casefold() for row in sheets[other.sheet].rows[other.first :]}
    return sum(value in theirs for value in ours) / len(ours) if ours else 0.0
