"""Reads the cells of titles of a list: who speaks, and sessions that stand below one another in one cell."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.text import Text
from planner.domain.title_kinds import kind_of_title
from planner.importing.cells.contents import LOOKED_AT
from planner.importing.cells.titles import TitlePattern, apart_from_time, pattern_of, read_talk
from planner.importing.incoming import filled
from planner.importing.mapping.line_sessions import ProgrammeLine, read_below, take_people
from planner.importing.mapping.records import MappedSheet, Record, person_record, text_of
from planner.importing.mapping.table_mapping import SheetShape
from planner.importing.mapping.table_people import ROLES


def pattern_of_titles(view: MappedSheet, known: frozenset[str]) -> TitlePattern | None:
    """Return the pattern by which at least half of a list's titles name people, or None.

    None too if a column names people; ``known`` are casefolded names.
    """
    named = any(field in ROLES or field.startswith("person.") for field in view.fields)
    if named or view.has_people or view.mapping.shape not in (SheetShape.SESSIONS, SheetShape.TITLES):
        return None
    column = view.column_of("timed_title")
    texts = [apart_from_time(text_of(row[column]))[0] for row in view.sheet.rows[view.mapping.first :][:LOOKED_AT]]
    titles = [text for text in texts if text and (not kind_of_title(text) or read_talk(text, known).people)]
    pattern = pattern_of(titles, known)
    found = sum(bool(read_talk(text, known, pattern).people) for text in titles) if pattern else 0
    return pattern if found > 1 and found * 2 >= len(titles) else None


def take_title_apart(record: Record, known: frozenset[str], pattern: TitlePattern) -> None:
    """Move the people in a record's title to its people."""
    talk = read_talk(record.text("title"), known, pattern)
    if talk.people:
        told = filled(track=talk.track, abstract=talk.text)
        record.values = told | record.values | {"title": talk.title}
        record.people = [person_record(one) for one in talk.people]


def at_once(record: Record) -> list[Record]:
    """Return the sessions that stand below one another in the cell of a record's title, or the record itself."""
    first, *lines = record.text("title").split("\n")
    if not lines:
        return [record]
    sessions, _ = read_below(ProgrammeLine(record.row, title=first.rstrip(": ")), [*enumerate(lines)])
    for one in sessions if len(sessions) > 1 else ():
        take_people(one)
    if len(sessions) < 2 or not all(one.people or one.room for one in sessions):
        return [record]
    rooms, titles = record.text("room").split("\n"), ", ".join(one.title for one in sessions)
    record.doubts.append(record.at("title", Text("“{text}” is read as {names}.", text=first[:60], names=titles[:120])))
    rooms = rooms if len(rooms) == len(sessions) else rooms[:1] * len(sessions)
    told = [
        filled(title=one.title, speakers=one.people, room=one.room or room)
        for one, room in zip(sessions, rooms, strict=True)
    ]
    return [replace(record, values=record.values | values) for values in told]
