"""Tests of our own workbook: it tells everything, and changed in a spreadsheet only the changes are found."""

from dataclasses import fields, replace
from datetime import date, time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import cleaned, edit
from planner.domain.agenda import Agenda
from planner.domain.entities import Conference, Day, Person, Room, Session, Track
from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.value_objects import Appearance, Extra, Kind, Link, Placement, Role, State, Statement
from planner.exporting.tables.workbook import sheet, workbook
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import Incoming
from planner.importing.plan import ImportPlan, Verdict, widened
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.sources.workbook import is_workbook, read_workbook
from planner.tables.table import Tables
from planner.wording import LANGUAGES, wording
from planner.workbook.columns import CONFERENCE, ID, OWN_WAY, PEOPLE, ROOMS, SESSIONS, SINCE, TRACKS, VENUE, WRITTEN_AS
from tests import strategies
from tests.builders import agenda, moderator, person, room, speaker, talk, track
from tests.exporting.tables.read_back import as_tables, through_csv, through_xlsx
from tests.tries import tries

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


# it tells everything --------------------------------------------------------------------------------------


LANGUAGE = st.sampled_from(LANGUAGES)


def told_of(layout, thing, *but):
    """Return the fields that the sheet of a thing has, with the thing's values, except those in `but`."""
    names = [field.name for field in layout.fields if ":" not in field.name and field.name not in but]
    return {name: getattr(thing, name) for name in names} | ({"extra": thing.extra} if layout.extra else {})


def said(told):
    """Return the fields that a file tells, without empty extra fields."""
    return {n: tuple(v for v in value if v.value) if n == "extra" else value for n, value in told.items()}


def tells_all(incoming: Incoming, whole: Agenda) -> None:
    """Assert that the file tells of each thing everything that the conference holds."""
    assert incoming.refused == ()
    assert incoming.conference == {k: v for k, v in told_of(CONFERENCE, whole.conference).items() if k != "timezone"}
    assert incoming.zone == whole.conference.timezone
    venue = told_of(VENUE, whole.venue)
    assert incoming.venue == (venue if any(venue.values()) else {})
    assert [(d.date, d.opens, d.closes, d.title) for d in incoming.days] == [
        (d.date, d.opens, d.closes, d.title) for d in whole.days_in_order
    ]
    for layout, found, things in (
        (ROOMS, incoming.rooms, whole.rooms_in_order),
        (TRACKS, incoming.tracks, whole.tracks_in_order),
        (PEOPLE, incoming.people, whole.people_in_order),
    ):
        assert [(one.ours, said(one.told)) for one in found] == [(thing.id, told_of(layout, thing)) for thing in things]
        assert all(one.since and not one.since.changed for one in found)
        assert len({one.name if layout is not PEOPLE else one.key for one in found}) == len(things)
    tells_sessions(incoming, whole)


def tells_sessions(incoming, whole):
    people = {one.key: one.ours for one in incoming.people}
    rooms = {one.name: one.ours for one in incoming.rooms}
    tracks = {one.name: one.ours for one in incoming.tracks}
    assert [told.ours for told in incoming.sessions] == [session.id for session in whole.sessions_in_order]
    for told, session in zip(incoming.sessions, whole.sessions_in_order, strict=True):
        assert told.since
        assert told.since.changed == frozenset()
        bare = {name: value for name, value in said(told.told).items() if name not in ("placement", "track", "people")}
        assert bare == told_of(SESSIONS, session, *OWN_WAY, "kind")
        assert (told.kind, tracks.get(told.track)) == (session.kind, session.track)
        found = tuple(
            Appearance(people[key], role, a.state, a.asked, a.answered) for (key, role), a in told.agreed.items()
        )
        assert told.people == tuple(told.agreed)
        assert sorted(found, key=lambda a: a.role) == sorted(session.people, key=lambda a: a.role)
        where = session.placement
        if where is None:
            assert (told.begin, told.told["placement"], told.minutes) == (None, None, session.minutes)
        else:
            assert told.begin
            assert told.begin.day == where.span.day
            assert (told.begin.at, told.minutes) == (where.span.begins, session.minutes)
            assert tuple(rooms[name] for name in told.rooms) == where.rooms
            assert (told.everywhere, told.place) == (where.everywhere, where.place)


@tries(20)
@given(strategies.agendas(), LANGUAGE)
def test_a_workbook_tells_all_that_stands_in_it(whole, language):
    whole = tidy(whole)

    tells_all(run_to_end(read_workbook(as_tables(*run_to_end(workbook(whole, wording(language)))))), whole)


@tries(12)
@given(strategies.agendas(most_sessions=3), LANGUAGE)
def test_so_does_the_file(whole, language):
    whole = tidy(whole)
    tables = through_xlsx(*run_to_end(workbook(whole, wording(language))))

    assert is_workbook(tables)
    tells_all(run_to_end(read_workbook(tables)), whole)


@tries(12)
@given(strategies.agendas(most_sessions=3), LANGUAGE, st.sampled_from(",;"))
def test_so_does_each_list_as_csv(whole, language, delimiter):
    whole = tidy(whole)

    for layout, things in ((PEOPLE, whole.people_in_order), (ROOMS, whole.rooms_in_order)):
        incoming = run_to_end(
            read_workbook(through_csv(*run_to_end(sheet(whole, wording(language), layout)), delimiter=delimiter))
        )
        found = incoming.people if layout is PEOPLE else incoming.rooms
        assert [(one.ours, said(one.told)) for one in found if one.ours] == [(t.id, told_of(layout, t)) for t in things]
        assert all(one.since and not one.since.changed for one in found)


DAY = date(2024, 4, 25)


@tries(20)
@given(strategies.agendas(most_sessions=4), LANGUAGE)
def test_a_new_conference_made_of_it_equals_it(whole, language):
    whole = open_for_all(tidy(whole))

    new = begun(as_tables(*run_to_end(workbook(whole, wording(language)))))

    assert contents(with_old_ids(new, whole)) == contents(whole)


@tries(20)
@given(strategies.agendas(most_sessions=4), LANGUAGE)
def test_the_same_workbook_into_the_same_conference_changes_nothing(whole, language):
    whole = tidy(whole)

    plan = plan_of(whole, as_tables(*run_to_end(workbook(whole, wording(language)))))

    assert {row.verdict for row in plan.rows} <= {Verdict.SAME}
    assert not plan.change()
    assert not plan.change([row.key for row in plan.rows])


# changed in a spreadsheet ----------------------------------------------------------------------------------

WHOLE = agenda(
    talk("t", "hall", "09:00-09:30", title="Opening", people=(speaker("ada"), moderator("bo")), track="safety",
         note="Mind the step"),
    talk("u", title="Cameras", minutes=45),
    person("ada", email="ada@a.example"), person("bo"), person("eve"), track("safety"), room("hall"), room("lab"),
)  # fmt: skip


def sheets(whole=WHOLE, language="en"):
    return as_tables(*run_to_end(workbook(whole, wording(language))))


def edited(plan):
    """Return the one thing that would change, besides the conference, which remembers what an import has brought."""
    (found,) = [one for one in plan.change().edits if not isinstance(one.after, Conference)]
    return found


@pytest.mark.parametrize(
    ("heading", "value", "fields"),
    [
        ("Title", "Welcome", {"title": "Welcome"}),
        ("Kind", "Keynote", {"kind": Kind.KEYNOTE}),
        ("Notes for the moderator (for the crew)", None, {"note": ""}),
        ("Track", None, {"track": None}),
        ("Room", "Lab", {"placement": Placement(Span(DAY, 540, 570), ("lab",))}),
        ("Room", "Whole venue", {"placement": Placement(Span(DAY, 540, 570))}),
        ("Start", time(10, 0), {"placement": Placement(Span(DAY, 600, 630), ("hall",))}),
        ("End", time(9, 45), {"placement": Placement(Span(DAY, 540, 585), ("hall",)), "minutes": 45}),
        ("Minutes", 60.0, {"placement": Placement(Span(DAY, 540, 600), ("hall",)), "minutes": 60}),
        ("Start", None, {"placement": None}),
        ("Speakers", None, {"people": (Appearance("bo", Role.MODERATOR, State.CONFIRMED),)}),
        (
            "Speakers", "Ada [Confirmed]; Eve [Invited, asked 2024-03-01]",
            {"people": (
                Appearance("ada", Role.SPEAKER, State.CONFIRMED),
                Appearance("eve", Role.SPEAKER, State.INVITED, date(2024, 3, 1)),
                Appearance("bo", Role.MODERATOR, State.CONFIRMED),
            )},
        ),
    ],
)  # fmt: skip
def test_a_changed_cell_is_found_and_nothing_else(heading, value, fields):
    plan = plan_of(WHOLE, changed(sheets(), "Sessions", 1, heading, value))

    assert [row.verdict for row in plan.rows if row.verdict is not Verdict.SAME] == [Verdict.CHANGED]
    found = edited(plan)
    assert {name: getattr(found.after, name) for name in fields} == fields
    assert [name for name in Session.__slots__ if getattr(found.after, name) != getattr(found.before, name)] == [
        name for name in Session.__slots__ if name in fields
    ]


def test_what_was_changed_here_since_stays():
    here = WHOLE.after(edit(WHOLE, Session, "t", title="Changed here"))

    plan = plan_of(here, changed(sheets(), "Sessions", 1, "Kind", "Panel"))

    assert [row.verdict for row in plan.rows if row.verdict is not Verdict.SAME] == [Verdict.CHANGED]
    found = edited(plan)
    assert (found.after.title, found.after.kind) == ("Changed here", Kind.PANEL)


@pytest.mark.parametrize(("tables", "kind", "ident", "field", "value"), [
    (changed(sheets(), "People", 1, "Name", "Ada Byron"), Person, "ada", "name", "Ada Byron"),
    (changed(sheets(), "Rooms", 1, "Name", "Aula"), Room, "hall", "name", "Aula"),
    (changed(sheets(language="sv"), "Programpunkter", 1, "Slag", "Huvudtal"), Session, "t", "kind", Kind.KEYNOTE),
], ids=["a person", "a room", "in Swedish"])  # fmt: skip
def test_what_is_changed_in_its_sheet_stays_where_it_is(tables, kind, ident, field, value):
    found = edited(plan_of(WHOLE, tables))

    assert (type(found.after), found.after.id, getattr(found.after, field)) == (kind, ident, value)


FIRST, *REST = sheets().sheets
COPIED = replace(sheets(), sheets=(replace(FIRST, rows=(*FIRST.rows, FIRST.rows[1], FIRST.rows[1])), *REST))
THREE = agenda(talk("t"), talk("u"), talk("v"))


@pytest.mark.parametrize(("whole", "tables", "found", "changes"), [
    (WHOLE.after(edit(WHOLE, Session, "t", title="Here")), changed(sheets(), "Sessions", 1, "Title", "There"),
     [(Verdict.CONFLICT, 2)], False),
    (WHOLE, without(sheets(), "Sessions", 1), [(Verdict.GONE, None)], False),
    (WHOLE, COPIED, [(Verdict.NEW, 4), (Verdict.NEW, 5)], True),
    (THREE, without(without(sheets(THREE), "Sessions", 2), "Sessions", 1), [(Verdict.GONE, None)] * 2, False),
    (WHOLE, replace(sheets(), sheets=tuple(REST)), [], False),
], ids=["changed on both sides", "a row taken out", "copied rows", "several rows", "a whole sheet"])  # fmt: skip
def test_rows_that_are_taken_out_or_copied_are_rows_each(whole, tables, found, changes):
    plan = plan_of(whole, tables)

    assert [(row.verdict, row.line) for row in plan.rows if row.verdict is not Verdict.SAME] == found
    assert len({row.key for row in plan.rows}) == len(plan.rows)
    assert bool(plan.change()) is changes


def test_a_row_without_our_id_is_new():
    new = changed(changed(sheets(), "Sessions", 3, "Title", "New talk"), "Sessions", 3, "Speakers", "Ada; Grace Hopper")

    plan = plan_of(WHOLE, new)

    assert [(row.verdict, row.title) for row in plan.rows if row.verdict is not Verdict.SAME] == [
        (Verdict.NEW, "New talk")
    ]
    made = {type(e.after): e.after for e in plan.change().edits if e.before is None}
    assert made[Person].name == "Grace Hopper"
    assert [a.person for a in made[Session].people] == ["ada", made[Person].id]


def test_somebody_taken_out_is_gone_and_whoever_is_on_stage_stays():
    tables = sheets()

    plan = plan_of(WHOLE, without(tables, "People", [row[0] for row in tables.sheets[1].rows].index("Eve")))

    assert [(row.title, row.ticked) for row in plan.rows if row.verdict is Verdict.GONE] == [("Eve", False)]
    assert [e.before.name for e in plan.change([r.key for r in plan.rows]).edits if e.after is None] == ["Eve"]


def test_a_changed_day_is_said():
    plan = plan_of(WHOLE, changed(sheets(), "Days", 1, "Opens", time(7, 0)))

    assert [str(text) for text in plan.warnings] == [
        "Row 2 of “Days” was changed; the days that are here are changed here."
    ]


def test_a_cell_that_cannot_be_read_is_refused_with_its_place():
    plan = plan_of(WHOLE, changed(sheets(), "Sessions", 1, "Start", "noon"))

    (row,) = [row for row in plan.rows if row.verdict is Verdict.REFUSED]
    assert (row.title, row.line, row.cell) == ("Opening", 2, "Sessions!C2")
    assert str(row.says[0]) == "“noon” is no time of day."
