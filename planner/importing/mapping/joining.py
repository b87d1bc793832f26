"""Finds the sheets of a workbook that belong together, by the values of their columns."""

from __future__ import annotations

from dataclasses import replace

from planner.importing.cells.contents import LOOKED_AT
from planner.importing.mapping.records import text_of
from planner.importing.mapping.table_mapping import (
    EXTRA,
    NAMES,
    Join,
    SheetMapping,
    SheetShape,
)
from planner.importing.mapping.table_people import in_order
from planner.tables.table import Tables, Worksheet

_TIMES = {"session.start", "session.when"}
_PARENTS = (("session.parent", "session.id"), ("session.parent", "session.title"))
_IDS = (("session.id", "session.id"), ("session.title", "session.title"))
"""Fields by which rows of two sheets belong together, the surest first."""
_LEAST = 0.5
"""Minimum fraction of a column's values that must occur in the other column for a join."""


def joined(
    main: SheetMapping, beside: list[SheetMapping], perhaps: list[SheetMapping], tables: Tables
) -> tuple[SheetMapping, list[SheetMapping], tuple[Join, ...]]:
    """Return the main sheet, the sheets that are read with it, and the joins; unrelated sheets are left out.

    If a sheet's rows belong to sessions of another sheet, it becomes the main one: its rows are the sessions.
    """
    sheets = {sheet.name: sheet for sheet in tables.sheets}
    first = next((other for other in perhaps if _pair(sheets, other, main, *_PARENTS)), main)
    main, perhaps = first, [main if one is first else one for one in perhaps]
    used, joins = list(beside), list[Join]()
    useful = {"session.room"} | NAMES | (set() if _TIMES & set(main.columns) else _TIMES)
    for other in perhaps:  # its rooms, people or missing times are added to the sessions
        fields = (*_PARENTS, *_IDS) if (set(other.columns) - set(main.columns)) & useful else _PARENTS
        if pair := _pair(sheets, main, other, *fields):
            used.append(other)
            joins.append(Join(0, pair[0], len(used), pair[1]))
    if any(join.column == _column(main, "session.parent") for join in joins) and main.shape is SheetShape.NESTED:
        main = replace(main, shape=SheetShape.SESSIONS)
    return _with_ids_of_things(sheets, main, used), used, tuple(joins)


def _with_ids_of_things(sheets: dict[str, Worksheet], main: SheetMapping, used: list[SheetMapping]) -> SheetMapping:
    """Return the sheet of sessions, with a column of room or track ids recognised as such."""
    for other in used:
        what = {SheetShape.ROOMS: "room", SheetShape.TRACKS: "track"}.get(other.shape, "")
        two = _column(other, f"{what}.id") if what and f"session.{what}" not in main.columns else -1
        unknown = [n for n, key in enumerate(main.columns) if key == EXTRA] if two >= 0 else []
        if (one := next((n for n in unknown if _share(sheets, main, n, other, two) == 1), None)) is not None:
            main = replace(main, columns=(*main.columns[:one], f"session.{what}", *main.columns[one + 1 :]))
    return main


def _pair(
    sheets: dict[str, Worksheet], main: SheetMapping, other: SheetMapping, *fields: tuple[str, str]
) -> tuple[int, int] | None:
    """Return the columns of the first two fields whose values occur in both sheets, or None."""
    for ours, theirs in fields:
        one, two = _column(main, ours), _column(other, theirs)
        if one >= 0 and two >= 0 and _share(sheets, main, one, other, two) >= _LEAST:
            return one, two
    return None


def _column(mapping: SheetMapping, key: str) -> int:
    return mapping.columns.index(key) if key in mapping.columns else -1


def _share(sheets: dict[str, Worksheet], main: SheetMapping, one: int, other: SheetMapping, two: int) -> float:
    """Return the fraction of one column's values that occur in the other."""
    rows = sheets[main.sheet].rows[main.first : main.first + LOOKED_AT]
    ours = {part.casefold() for row in rows for part in in_order(row[one]) if part}
    ours |= {text_of(row[one]).casefold() for row in rows if text_of(row[one])} if len(ours) < 2 else set()
    theirs = {text_of(row[two]).casefold() for row in sheets[other.sheet].rows[other.first :]}
    return sum(value in theirs for value in ours) / len(ours) if ours else 0.0
