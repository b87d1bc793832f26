"""Small tables made by hand, and the sessions read from them in short."""

from __future__ import annotations

from datetime import date

from planner.domain.long_task import run_to_end
from planner.importing.incoming import Incoming, IncomingSession
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext, TableMapping, mapping_doubts
from planner.tables.table import Area, TableFormat, Tables, Value, Worksheet

FRIDAY, SATURDAY = date(2026, 4, 10), date(2026, 4, 11)
TWO_DAYS = MappingContext(language="sv", dates=(FRIDAY, SATURDAY), today=date(2026, 3, 1))


def sheet(
    *rows: list[Value],
    name: str = "Sheet1",
    merged: tuple[Area, ...] = (),
    unknown: tuple[tuple[int, int], ...] = (),
) -> Worksheet:
    """Return a sheet of those rows, all as long as the longest."""
    width = max(len(row) for row in rows)
    return Worksheet(name, tuple((*row, *[None] * (width - len(row))) for row in rows), merged, unknown)


def lines(text: str, name: str = "Sheet1", separator: str = "|", merged: tuple[Area, ...] = ()) -> Worksheet:
    """Return a sheet with a row for each line of a text, its cells separated by bars; ``\\n`` breaks a cell's line."""
    rows = [
        [cell.strip().replace("\\n", "\n") or None for cell in line.split(separator)]
        for line in text.strip().splitlines()
    ]
    return sheet(*rows, name=name, merged=merged)


def tables(*sheets: Worksheet) -> Tables:
    return Tables("table.xlsx", TableFormat.XLSX, sheets)


def guessed(*sheets: Worksheet, context: MappingContext = TWO_DAYS) -> TableMapping:
    return guess_mapping(tables(*sheets), context)


def read(*sheets: Worksheet, context: MappingContext = TWO_DAYS, mapping: TableMapping | None = None) -> Incoming:
    whole = tables(*sheets)
    return run_to_end(read_mapped(whole, mapping or guess_mapping(whole, context), context))


def names_in(incoming: Incoming, session: IncomingSession) -> tuple[str, ...]:
    """Return the names of the people in a session."""
    names = {person.key: person.name for person in incoming.people}
    return tuple(names[key] for key, _ in session.people)


def told(incoming: Incoming) -> list[tuple[object, ...]]:
    """Return title, beginning, minutes, rooms and people of each session."""
    return [
        (
            session.title,
            session.begin.at.strftime("%d %H:%M") if session.begin else None,
            session.minutes,
            session.rooms,
            names_in(incoming, session),
        )
        for session in incoming.sessions
    ]


def blocks(incoming: Incoming) -> list[tuple[object, ...]]:
    """Return title, beginning, minutes, rooms, chairs and sessions of each block, and why it is a question."""
    names = {person.key: person.name for person in incoming.people}
    return [
        (
            block.title,
            block.begin.at.strftime("%d %H:%M") if block.begin else None,
            block.minutes,
            block.rooms,
            tuple(names[key] for key, _ in block.people),
            [session.title for session in incoming.sessions if session.block == block.key],
            *([str(block.waits)] if block.waits else []),
        )
        for block in incoming.blocks
    ]


def facts(*sheets: Worksheet, context: MappingContext = TWO_DAYS) -> dict[str, object]:
    """Return what is guessed of sheets, and what is read from them, by the names of the facts."""
    mapping = guessed(*sheets, context=context)
    incoming = read(*sheets, context=context, mapping=mapping)
    sessions, people = incoming.sessions, incoming.people
    return {
        "layout": mapping.layout,
        "shape": mapping.shape.value,
        "columns": mapping.main_sheet.columns,
        "sure": mapping.sure,
        "doubts": list(map(str, mapping_doubts(mapping).values())),
        "told": told(incoming),
        "blocks": blocks(incoming),
        "titles": [one.title for one in sessions],
        "kinds": [one.kind and one.kind.value for one in sessions],
        "minutes": [one.minutes for one in sessions],
        "begins": [one.begin and f"{one.begin.day:%d}: {one.begin.at.isoformat()}" for one in sessions],
        "cells": [one.cell for one in sessions],
        "tracks": [one.track for one in sessions],
        "extras": [[(extra.name, extra.value) for extra in one.fields.get("extra", ())] for one in sessions],
        "descriptions": [one.fields.get("description") or one.fields.get("abstract") for one in sessions],
        "keys": [(one.key, one.named) for one in sessions],
        "roles": [[(key, role.value) for key, role in one.people] for one in sessions],
        "said": [list(map(str, one.remarks)) for one in sessions],
        "people": [(one.name, one.fields) for one in people],
        "bios": [one.bio for one in people],
        "cards": [(one.key, one.named, one.cell) for one in people],
        "rooms": [(one.name, one.fields.get("seats"), one.fields.get("floor")) for one in incoming.rooms],
        "colours": [(one.name, one.fields.get("colour", "")) for one in incoming.tracks],
        "namespace": incoming.namespace,
        "days": [day.date.isoformat() for day in incoming.days],
        "remarks": list(map(str, incoming.remarks)),
        "warnings": list(map(str, incoming.warnings)),
        "refused": [(one.title, one.key, str(one.why.problem)) for one in incoming.refused],
    }
