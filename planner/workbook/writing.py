"""The cells of an entity in Estrad's workbook, with fingerprints that tell which have been changed since.

The fingerprints are deliberately short: long enough to detect a change, too short to recover a deleted text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from planner.domain.cleaning import clean_text
from planner.domain.entities import Session
from planner.domain.enums import STATE_NAMES, Role, State
from planner.domain.text import N_, fill
from planner.domain.value_objects import Appearance, Extra
from planner.workbook.codecs import (
    WHOLE_VENUE,
    Cell,
    CellKind,
    Labels,
    as_line,
    lines,
    long_clock,
    minute_of,
    write_record,
)
from planner.workbook.columns import PEOPLE_AS, SheetColumn, SheetLayout

BYTES = 3
OF_NOTHING = blake2b(digest_size=BYTES).hexdigest()


def fingerprint_of_cell(sort: CellKind, value: Cell) -> str:
    """Return the fingerprint of a cell to be written."""
    if value is None or value == "":
        return OF_NOTHING
    text = long_clock(value) if sort is CellKind.TIME and isinstance(value, int) else str(value)
    return blake2b(clean_text(text).encode(), digest_size=BYTES).hexdigest()


def fingerprint_of_read_cell(sort: CellKind, value: Any) -> str:
    """Return the fingerprint of a cell that was read; it is unchanged if the cell still has the written value."""
    if sort is CellKind.TIME and isinstance(value, time | timedelta | datetime | float):
        value = minute_of(value)
    elif isinstance(value, datetime) or (isinstance(value, date) and sort is CellKind.DATE):
        value = value.date() if isinstance(value, datetime) else value
    elif value is not None and not isinstance(value, str):
        value = as_line(value)
    return fingerprint_of_cell(sort, value)


def write_fingerprints(prints: Mapping[str, str]) -> str:
    """Serialise fingerprints by field as the text of a cell."""
    return " ".join(f"{name}={found}" for name, found in prints.items())


def read_fingerprints(text: str) -> dict[str, str]:
    """Parse the text that ``write_fingerprints`` returns; malformed words are ignored."""
    pairs = (word.rpartition("=") for word in text.split())
    return {name: found for name, mark, found in pairs if mark and len(found) == 2 * BYTES}


ASKED, ANSWERED = N_("asked {date}"), N_("answered {date}")


def cells_of(layout: SheetLayout, thing: Any, labels: Labels) -> dict[str, Cell]:
    """Return the cells of an entity, by the fields of its sheet."""
    read: Callable[[SheetColumn, Any, Labels], Cell] = _of_session if isinstance(thing, Session) else _plain
    return {field.name: read(field, thing, labels) for field in layout.fields}


def prints_of_cells(layout: SheetLayout, thing: Any, labels: Labels) -> dict[str, str]:
    """Return the fingerprint of each cell, and one of all extra fields together."""
    cells = cells_of(layout, thing, labels)
    prints = {field.name: fingerprint_of_cell(field.codec.sort, cells[field.name]) for field in layout.fields}
    return prints | ({"extra": print_of_extra(thing.extra)} if layout.extra else {})


def print_of_extra(extra: Sequence[Extra]) -> str:
    """Return the fingerprint of the extra fields that have a value, regardless of their order."""
    said = sorted(write_record(one.name, one.value) for one in extra if one.value)
    return fingerprint_of_cell(CellKind.TEXT, lines(said))


def _plain(field: SheetColumn, thing: Any, labels: Labels) -> Cell:
    value = getattr(thing, field.name)
    cell = None if value is None else field.codec.write(labels.words, value)
    return None if cell == "" else cell


def _of_session(field: SheetColumn, session: Session, labels: Labels) -> Cell:
    if field.name.startswith(PEOPLE_AS):
        role = Role(field.name.removeprefix(PEOPLE_AS))
        return "; ".join(_appearance(who, labels) for who in session.people if who.role is role) or None
    if field.name == "track":
        return labels.tracks.get(session.track or "")
    if field.name in ("day", "start", "end", "rooms", "place"):
        return _where(field.name, session, labels)
    return _plain(field, session, labels)


def _where(name: str, session: Session, labels: Labels) -> Cell:
    where = session.placement
    if where is None:
        return None
    if name == "rooms":
        return "; ".join(labels.rooms[room] for room in where.rooms) or labels.words(WHOLE_VENUE)
    if name == "place":
        return where.place or None
    found: Cell = getattr(where.span, name)
    return found


def _appearance(who: Appearance, labels: Labels) -> str:
    """Return a person's label with the state of the invitation: ``Anna Berg [Invited, asked 2024-03-01]``."""
    words, said = labels.words, list[str]()
    if who.state is not State.NOT_ASKED:
        said.append(words(STATE_NAMES[who.state]))
    for message, day in ((ASKED, who.asked), (ANSWERED, who.answered)):
        if day:
            said.append(fill(words(message), {"date": day.isoformat()}))
    return f"{labels.people[who.person]} [{', '.join(said)}]" if said else labels.people[who.person]


def cells_of_extra(extra: tuple[Extra, ...], names: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells of extra fields for columns ``names``, and a last cell with all of them if they do not fit."""
    by_name = {one.name: one.value for one in extra}
    said = tuple(Extra(name, by_name[name]) for name in names if by_name.get(name))
    if said == extra:
        return (*(by_name.get(name) or None for name in names), None)
    return (*(None for _ in names), lines(write_record(one.name, one.value) for one in extra) or None)
