"""Titles of rows that hold more than a title: a time, a cell merged over it, or several sessions."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.text import Text
from planner.domain.title_kinds import kind_named_by_title
from planner.importing.cells.titles import split_off_time
from planner.importing.incoming import non_empty
from planner.importing.mapping.line_sessions import (
    ProgrammeLine,
    move_people_from_title,
    read_sessions_at_time,
)
from planner.importing.mapping.records import Record, text_of
from planner.importing.mapping.timing import TIMES


def split_timed_title(record: Record) -> None:
    """Split a cell with both time and title into the two fields."""
    if "timed_title" in record.values:
        title, when = split_off_time(text_of(record.values.pop("timed_title")))
        record.values |= non_empty(title=title, when=when)


def take_title_from_merged_cell(record: Record) -> None:
    """Take the text of a cell merged over the column of titles as the title of a row without one.

    The only text beside its time is taken instead if it names a break, a meal or the like.
    """
    view, row, columns = record.view, record.row, record.view.mapping.columns
    if "title" not in view.fields or record.text("title"):
        return
    title = view.first_column("title")
    wide = (area for area in view.sheet.merged if area.top <= row <= area.bottom)
    over = next((area.left for area in wide if area.left < title <= area.right), None)
    keys = zip(columns, map(text_of, view.sheet.rows[row]), strict=False)
    told = [n for n, (key, text) in enumerate(keys) if text and key.removeprefix("session.") not in TIMES]
    if len(told) == 1 and kind_named_by_title(text_of(view.sheet.rows[row][told[0]])):
        over = told[0]
    if over is not None and (text := text_of(view.sheet.rows[row][over])):
        record.values.pop(columns[over].removeprefix("session."), None)
        record.values["title"] = text


def split_sessions(record: Record) -> list[Record]:
    """Return the sessions in the lines of a record's title if each names people or a room, or else the record."""
    first, *lines = record.text("title").split("\n")
    if not lines:
        return [record]
    sessions, _ = read_sessions_at_time(ProgrammeLine(record.row, title=first.rstrip(": ")), [*enumerate(lines)])
    for one in sessions if len(sessions) > 1 else ():
        move_people_from_title(one)
    if len(sessions) < 2 or not all(one.people or one.room for one in sessions):
        return [record]
    rooms, titles = record.text("room").split("\n"), ", ".join(one.title for one in sessions)
    record.doubts.append(
        record.cell_problem("title", Text("“{text}” is read as {names}.", text=first[:60], names=titles[:120]))
    )
    rooms = rooms if len(rooms) == len(sessions) else rooms[:1] * len(sessions)
    known_as, everybody = record.text("id"), record.text("speakers")
    told = [
        non_empty(
            title=one.title,
            speakers=", ".join(filter(None, (one.people, everybody))),
            room=one.room or room,
            id=f"{known_as}/{number}" if known_as else "",
        )
        for number, (one, room) in enumerate(zip(sessions, rooms, strict=True), 1)
    ]
    return [
        replace(record, values=record.values | values, doubts=[] if number else record.doubts, people=[*record.people])
        for number, values in enumerate(told)
    ]
