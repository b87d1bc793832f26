"""Conferences as workbooks, changed as a person would in a spreadsheet, and imported again."""

from dataclasses import fields, replace
from itertools import count

from planner.commands.edit import cleaned
from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Session, Track
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Extra, Link, Statement
from planner.exporting.tables.workbook import workbook
from planner.importing.datetimes import choose_zone
from planner.importing.plan import ImportPlan, widened
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.sources.workbook import read_workbook
from planner.tables.table import Tables
from planner.wording import wording
from planner.workbook.columns import ID, SINCE, WRITTEN_AS

BLANK = (Link(""), Extra(""), Statement(""))


def tidy(whole: Agenda) -> Agenda:
    """Return the conference as commands would have made it.

    Values in lists are cleaned, empty ones removed, and no two custom fields or tracks have the same name.
    """
    things = []
    for thing in whole.entities():
        names = [f.name for f in fields(thing) if type(getattr(thing, f.name)) is tuple and f.name != "people"]
        found = cleaned(type(thing), {name: getattr(thing, name) for name in names})
        found = {n: tuple(v for v in value if v not in BLANK) for n, value in found.items()}
        if "extra" in found:
            said = {extra.name: extra for extra in found["extra"] if extra.name and extra.value}
            found["extra"] = tuple(said.values())
        if isinstance(thing, Track):
            found["name"] = f"{thing.name} {len(things)}"
        found |= {"told": ()} if hasattr(thing, "told") else {}
        things.append(replace(thing, **found))
    return Agenda.of(*things)


def new_ids():
    """Return a function that makes ids never used before."""
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def plan_of(whole: Agenda, tables: Tables) -> ImportPlan:
    """Plan the import of the workbook into the conference."""
    incoming = run_to_end(read_workbook(tables))
    zone = choose_zone(incoming.zone, "", whole.conference.timezone)
    return run_to_end(plan_import(whole, incoming, zone, new_ids()))


def begun(tables: Tables) -> Agenda:
    """Return a new conference made of the workbook."""
    incoming, ids = run_to_end(read_workbook(tables)), new_ids()
    zone = choose_zone(incoming.zone, "UTC")
    plan = run_to_end(plan_import(new_conference_from(incoming, ids, zone=zone, language="en"), incoming, zone, ids))
    return plan.begun([row.key for row in plan.rows])


def with_old_ids(new: Agenda, old: Agenda) -> Agenda:
    """Return the conference made of a workbook, with the former ids of its rooms, tracks and people."""
    rooms, tracks = {r.name: r.id for r in old.rooms.values()}, {t.name: t.id for t in old.tracks.values()}
    ids = {r.id: rooms[r.name] for r in new.rooms.values()} | {t.id: tracks[t.name] for t in new.tracks.values()}
    ids |= {person.id: person.origin.rpartition("/id:")[2] for person in new.people.values()}
    things = []
    for thing in new.entities():
        if isinstance(thing, Session):
            where = thing.placement
            where = where and replace(where, rooms=tuple(ids[room] for room in where.rooms))
            people = tuple(replace(a, person=ids[a.person]) for a in thing.people)
            things.append(replace(thing, placement=where, people=people, track=ids.get(thing.track or "")))
        else:
            things.append(replace(thing, id=ids.get(thing.id, thing.id)))
    return Agenda.of(*things)


def open_for_all(whole: Agenda) -> Agenda:
    """Return the conference with days that are open for all their sessions, as an import makes them."""
    spans = [where.span for _, where in whole.placed]
    days = [widened(day, [span for span in spans if span.day == day.date]) for day in whole.days.values()]
    return Agenda.of(*(thing for thing in whole.entities() if not isinstance(thing, Day)), *days)


def contents(whole: Agenda) -> dict[str, list[list[object]]]:
    """Return what a workbook holds of a conference: its sheets without the columns by which we recognise things."""
    ours = {ID, SINCE, WRITTEN_AS}
    return {
        table.name: [
            [cell for column, cell in zip(table.columns, row, strict=True) if column.heading not in ours]
            for row in table.rows
        ]
        for table in run_to_end(workbook(whole, wording("en")))
    }


def changed(tables: Tables, sheet: str, row: int, heading: str, value: object) -> Tables:
    """Return the workbook with another value in a cell; rows are counted below the headings, from 1."""

    def edited(one):
        if one.name != sheet:
            return one
        at = one.rows[0].index(heading)
        rows = [list(cells) for cells in one.rows]
        while len(rows) <= row:
            rows.append([None] * one.width)
        rows[row][at] = value
        return replace(one, rows=tuple(map(tuple, rows)))

    return replace(tables, sheets=tuple(map(edited, tables.sheets)))


def without(tables: Tables, sheet: str, row: int) -> Tables:
    """Return the workbook without one row of a sheet; rows are counted below the headings, from 1."""
    return replace(
        tables,
        sheets=tuple(
            replace(one, rows=one.rows[:row] + one.rows[row + 1 :]) if one.name == sheet else one
            for one in tables.sheets
        ),
    )
