"""Tests of our own workbook: it tells everything, and changed in a spreadsheet only the changes are found."""

from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.answers import people_or_chairs, with_people_or_chairs
from planner.commands.edit import cleaned_fields, edit
from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Conference, Day, Person, Room, Session, Track
from planner.domain.languages import LANGUAGES
from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.value_objects import (
    Appearance,
    ExtraField,
    Kind,
    Link,
    Placement,
    Role,
    State,
    Statement,
    current_colour,
)
from planner.exporting.tables.workbook import sheet, workbook
from planner.importing.incoming import Incoming
from planner.importing.plan import ImportPlan, Verdict, widen_day
from planner.importing.sources.workbook import WorkbookReader
from planner.importing.sources.workbook_rows import estrad_sheets
from planner.tables.table import Tables
from planner.wording import wording
from planner.workbook.columns import CONFERENCE, ID, OWN_WAY, PEOPLE, ROOMS, SESSIONS, SINCE, TRACKS, VENUE, WRITTEN_AS
from tests import strategies
from tests.builders import agenda, moderator, person, room, speaker, talk, track
from tests.exporting.tables.read_back import as_tables, through_csv, through_xlsx
from tests.importing.schedules import Importing
from tests.tries import tries

BLANK = (Link(""), ExtraField(""), Statement(""))


def tidy(whole: Agenda) -> Agenda:
    """Return the conference as commands would have made it.

    Values in lists are cleaned, empty ones removed, and no two custom fields or tracks have the same name.
    """
    things = []
    for thing in whole.entities():
        names = [
            f.name
            for f in fields(thing)
            if type(getattr(thing, f.name)) is tuple and f.name not in ("people", "chairs")
        ]
        found = cleaned_fields(type(thing), {name: getattr(thing, name) for name in names})
        found = {n: tuple(v for v in value if v not in BLANK) for n, value in found.items()}
        if "extra" in found:
            found["extra"] = tuple({e.name: e for e in found["extra"] if e.name and e.value}.values())
        if isinstance(thing, Track):
            found["name"] = f"Track {thing.name} {len(things)}"
        if isinstance(thing, Block):
            found["title"] = f"Block {' '.join(thing.title.split())} {len(things)}"
        things.append(replace(thing, **found | ({"import_marks": ()} if hasattr(thing, "import_marks") else {})))
    return Agenda.of(*things)


def told_by(tables: Tables) -> Incoming:
    return run_to_end(WorkbookReader(tables, estrad_sheets(tables)).read())


def plan_of(whole: Agenda, tables: Tables) -> ImportPlan:
    """Plan the import of the workbook into the conference."""
    return Importing(Path()).plan(whole, told_by(tables))


def with_old_ids(new: Agenda, old: Agenda) -> Agenda:
    """Return the conference made of a workbook, with the former ids of its rooms, tracks and people."""
    former = {thing.name: thing.id for thing in (*old.rooms.values(), *old.tracks.values())}
    ids = {thing.id: former[thing.name] for thing in (*new.rooms.values(), *new.tracks.values())}
    ids |= {one.id: one.origin.rpartition("/id:")[2] for one in (*new.people.values(), *new.blocks.values())}
    placed: list[Session | Block] = [*new.sessions.values(), *new.blocks.values()]
    things = [replace(one, id=ids.get(one.id, one.id)) for one in new.entities() if one not in placed]
    for one in placed:
        where = one.placement and replace(one.placement, rooms=tuple(ids[room] for room in one.placement.rooms))
        seats = tuple(replace(a, person=ids[a.person]) for a in people_or_chairs(one))
        found = replace(with_people_or_chairs(one, seats), placement=where, track=ids.get(one.track or ""))
        found = replace(found, block=ids.get(found.block or "")) if isinstance(found, Session) else found
        things.append(replace(found, id=ids.get(one.id, one.id)))
    return Agenda.of(*things)


def open_for_all(whole: Agenda) -> Agenda:
    """Return the conference with days that are open for all their sessions and blocks, as an import makes them."""
    things: list[Session | Block] = [*whole.sessions.values(), *whole.blocks.values()]
    spans = [one.placement.span for one in things if one.placement]
    days = [widen_day(day, [span for span in spans if span.day == day.date]) for day in whole.days.values()]
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
    (one,) = [one for one in tables.sheets if one.name == sheet]
    rows = [list(cells) for cells in (*one.rows, *[(None,) * one.width] * (row + 1 - len(one.rows)))]
    rows[row][one.rows[0].index(heading)] = value
    return replace(tables, sheets=tuple(
        replace(one, rows=tuple(map(tuple, rows))) if sheet == one.name else one for one in tables.sheets
    ))  # fmt: skip


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


LANGUAGE = st.sampled_from(sorted(LANGUAGES))


def told_of(layout, thing, *but):
    """Return the fields that the sheet of a thing has, with the thing's values, except those in `but`."""
    names = [field.name for field in layout.fields if ":" not in field.name and field.name not in but]
    found = {name: getattr(thing, name) for name in names}
    if "colour" in found:
        found["colour"] = current_colour(found["colour"])
    return found | ({"extra": thing.extra} if layout.extra else {})


def said(told):
    """Return the fields that a file tells, without empty extra fields."""
    return {n: tuple(v for v in value if v.value) if n == "extra" else value for n, value in told.items()}


def lists_all(layout, found, things):
    """Assert that a sheet tells of each of those things all, and that nobody has changed it."""
    assert [(one.ours, said(one.fields)) for one in found if one.ours] == [(t.id, told_of(layout, t)) for t in things]
    assert all(one.since and not one.since.changed for one in found)


def tells_all(incoming: Incoming, whole: Agenda) -> None:
    """Assert that the file tells of each thing everything that the conference holds."""
    told = told_of(CONFERENCE, whole.conference)
    assert (incoming.refused, incoming.conference | {"timezone": incoming.zone}) == ((), told)
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
        lists_all(layout, found, things)
        assert len({one.name if layout is not PEOPLE else one.key for one in found}) == len(found) == len(things)
    tells_sessions(incoming, whole)


def tells_sessions(incoming, whole):
    people = {one.key: one.ours for one in incoming.people}
    named = {one.name: one.ours for one in (*incoming.rooms, *incoming.tracks)}
    assert [told.ours for told in incoming.sessions] == [session.id for session in whole.sessions_in_order]
    for told, session in zip(incoming.sessions, whole.sessions_in_order, strict=True):
        assert told.since
        assert told.since.changed == frozenset()
        bare = {
            name: value
            for name, value in said(told.fields).items()
            if name not in ("placement", "track", "people", "block")
        }
        assert bare == told_of(SESSIONS, session, *OWN_WAY, "kind")
        assert (told.kind, named.get(told.track), told.people) == (session.kind, session.track, tuple(told.agreed))
        found = [Appearance(people[key], role, a.state, a.asked, a.answered) for (key, role), a in told.agreed.items()]
        assert sorted(found, key=lambda a: a.role) == sorted(session.people, key=lambda a: a.role)
        begin, where = told.begin, session.placement
        if where is None:
            assert (begin, told.fields["placement"], told.minutes) == (None, None, session.minutes)
        else:
            assert begin
            assert (begin.day, begin.at, told.minutes) == (where.span.day, where.span.start_datetime, session.minutes)
            rooms = tuple(named[name] for name in told.rooms)
            assert (rooms, told.everywhere, told.place) == (where.rooms, where.everywhere, where.place)


@tries(20)
@given(strategies.agendas(most_sessions=3), LANGUAGE)
def test_a_workbook_tells_all_that_stands_in_it_also_as_a_file(whole, language):
    whole = tidy(whole)
    sheets = run_to_end(workbook(whole, wording(language)))

    for tables in (as_tables(*sheets), through_xlsx(*sheets)):
        assert estrad_sheets(tables)
        tells_all(told_by(tables), whole)


@tries(12)
@given(strategies.agendas(most_sessions=3), LANGUAGE, st.sampled_from(",;"))
def test_so_does_each_list_as_csv(whole, language, delimiter):
    whole = tidy(whole)

    for layout, things in ((PEOPLE, whole.people_in_order), (ROOMS, whole.rooms_in_order)):
        incoming = told_by(through_csv(*run_to_end(sheet(whole, wording(language), layout)), delimiter=delimiter))
        lists_all(layout, incoming.people if layout is PEOPLE else incoming.rooms, things)


DAY = date(2024, 4, 25)


@st.composite
def with_blocks(draw, whole):
    """Draw a conference with up to two blocks, which some of its sessions are in."""
    blocks = {one.id: one for one in draw(st.lists(strategies.blocks_of(whole), max_size=2))}
    homes = st.sampled_from([None, *blocks])
    sessions = [replace(one, block=draw(homes)) for one in whole.sessions.values()]
    return Agenda.of(*(one for one in whole.entities() if not isinstance(one, Session)), *blocks.values(), *sessions)


@tries(20)
@given(strategies.agendas(most_sessions=4).flatmap(with_blocks), LANGUAGE)
def test_a_new_conference_made_of_it_equals_it_and_in_its_own_it_changes_nothing(whole, language):
    whole = open_for_all(tidy(whole))
    told = told_by(as_tables(*run_to_end(workbook(whole, wording(language)))))

    made, again = Importing(Path(), "UTC").new_plan(told), Importing(Path()).plan(whole, told)

    new = made.create_conference([row.key for row in made.rows])
    assert contents(with_old_ids(new, whole)) == contents(whole)
    assert {row.verdict for row in again.rows} <= {Verdict.SAME}
    assert not again.change()
    assert not again.change([row.key for row in again.rows])


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


def unlike(plan, *names):
    """Return the fields of those names of the rows that are not the same, the verdict first."""
    return [
        (row.verdict, *(getattr(row, name) for name in names)) for row in plan.rows if row.verdict is not Verdict.SAME
    ]


@pytest.mark.parametrize(
    ("heading", "value", "fields"),
    [
        ("Title", "Welcome", {"title": "Welcome"}),
        ("Type", "Keynote", {"kind": Kind.KEYNOTE}),
        ("Notes for the moderator (internal)", None, {"note": ""}),
        ("Track", None, {"track": None}),
        ("Room", "Lab", {"placement": Placement(Span(DAY, 540, 570), ("lab",))}),
        ("Room", "All rooms", {"placement": Placement(Span(DAY, 540, 570))}),
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
        (  # typed by hand: a comma between two who are known
            "Speakers", "Ada [Confirmed], Eve",
            {"people": (
                Appearance("ada", Role.SPEAKER, State.CONFIRMED), Appearance("eve", Role.SPEAKER),
                Appearance("bo", Role.MODERATOR, State.CONFIRMED),
            )},
        ),
        (
            "Speakers", "Ada, Eve",
            {"people": (
                Appearance("ada", Role.SPEAKER), Appearance("eve", Role.SPEAKER),
                Appearance("bo", Role.MODERATOR, State.CONFIRMED),
            )},
        ),
    ],
)  # fmt: skip
def test_a_changed_cell_is_found_and_nothing_else(heading, value, fields):
    plan = plan_of(WHOLE, changed(sheets(), "Sessions", 1, heading, value))

    assert unlike(plan) == [(Verdict.CHANGED,)]
    found = edited(plan)
    assert {name: getattr(found.after, name) for name in fields} == fields
    assert [name for name in Session.__slots__ if getattr(found.after, name) != getattr(found.before, name)] == [
        name for name in Session.__slots__ if name in fields
    ]


def test_what_was_changed_here_since_stays():
    here = WHOLE.after(edit(WHOLE, Session, "t", title="Changed here"))

    plan = plan_of(here, changed(sheets(), "Sessions", 1, "Type", "Panel"))

    assert unlike(plan) == [(Verdict.CHANGED,)]
    assert (edited(plan).after.title, edited(plan).after.kind) == ("Changed here", Kind.PANEL)


@pytest.mark.parametrize(("tables", "kind", "ident", "field", "value"), [
    (changed(sheets(), "People", 1, "Name", "Ada Byron"), Person, "ada", "name", "Ada Byron"),
    (changed(sheets(), "Rooms", 1, "Name", "Aula"), Room, "hall", "name", "Aula"),
    (changed(sheets(language="sv"), "Programpunkter", 1, "Typ", "Keynote"), Session, "t", "kind", Kind.KEYNOTE),
    (changed(changed(sheets(), "Rooms", 1, "Seating", "Circle"), "Rooms", 0, "Seating", "Set-up"),
     Room, "hall", "arrangement", "Circle"),
], ids=["a person", "a room", "in Swedish", "a heading of an earlier Estrad"])  # fmt: skip
def test_what_is_changed_in_its_sheet_stays_where_it_is(tables, kind, ident, field, value):
    found = edited(plan_of(WHOLE, tables))

    assert (type(found.after), found.after.id, getattr(found.after, field)) == (kind, ident, value)


def test_an_extra_field_that_is_changed_in_the_sheet_or_here_is_so_after_it():
    written = WHOLE.after(edit(WHOLE, Session, "t", extra=(ExtraField("Visa", "no"),)))
    here = written.after(edit(written, Session, "t", extra=(ExtraField("Visa", "asked"),)))
    tables = sheets(written)

    assert edited(plan_of(written, changed(tables, "Sessions", 1, "Visa", "yes"))).after.extra == (
        ExtraField("Visa", "yes"),
    )
    assert unlike(plan_of(here, tables)) == []


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

    assert unlike(plan, "line") == found
    assert len({row.key for row in plan.rows}) == len(plan.rows)
    assert bool(plan.change()) is changes


def test_a_workbook_with_few_of_its_rows_says_so_first():
    many = agenda(*(talk(f"s{n}", minutes=30) for n in range(12)))
    tables = sheets(many)
    for _ in range(9):
        tables = without(tables, "Sessions", 3)

    assert [str(text) for text in plan_of(many, tables).warnings] == [
        "The file has 3 sessions; 12 came from it before. Nothing missing is ticked."
    ]


def test_a_row_without_our_id_is_new():
    new = changed(changed(sheets(), "Sessions", 3, "Title", "New talk"), "Sessions", 3, "Speakers", "Ada; Grace Hopper")

    plan = plan_of(WHOLE, new)

    assert unlike(plan, "title") == [(Verdict.NEW, "New talk")]
    made = {type(e.after): e.after for e in plan.change().edits if e.before is None}
    assert made[Person].name == "Grace Hopper"
    assert [a.person for a in made[Session].people] == ["ada", made[Person].id]


def test_somebody_taken_out_is_gone_and_whoever_is_on_stage_stays():
    at = [row[0] for row in sheets().sheets[1].rows].index("Eve")

    plan = plan_of(WHOLE, without(sheets(), "People", at))

    assert unlike(plan, "title", "ticked") == [(Verdict.GONE, "Eve", False)]
    assert [e.before.name for e in plan.change([r.key for r in plan.rows]).edits if e.after is None] == ["Eve"]


@pytest.mark.parametrize("heading", ["Day", "Start", "End", "Minutes", "Other place"])
def test_a_session_with_a_time_or_place_that_is_not_known_is_refused_with_its_place(heading):
    tables = sheets()
    (one,) = [one for one in tables.sheets if one.name == "Sessions"]
    unknown = replace(one, unknown=((1, one.rows[0].index(heading)),))
    plan = plan_of(WHOLE, replace(tables, sheets=tuple(unknown if sheet is one else sheet for sheet in tables.sheets)))

    (row,) = [row for row in plan.rows if row.verdict is Verdict.REFUSED]
    assert (row.title, row.line, str(row.says[0])) == (
        "Opening", 2, "The cell has an error, or a formula without a result.")  # fmt: skip


def test_a_changed_day_is_said_and_a_cell_that_cannot_be_read_is_refused_with_its_place():
    plan = plan_of(WHOLE, changed(changed(sheets(), "Days", 1, "Opens", time(7, 0)), "Sessions", 1, "Start", "noon"))

    assert [str(text) for text in plan.warnings] == [
        "Row 2 of “Days” was changed; the days that are here are changed here."
    ]
    (row,) = [row for row in plan.rows if row.verdict is Verdict.REFUSED]
    assert (row.title, row.line, row.cell, str(row.says[0])) == (
        "Opening", 2, "Sessions!C2", "“noon” is no time of day.")  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "said"),
    [
        ("Sessions", "Pinned", date(2024, 4, 25), "“2024-04-25” is neither yes nor no."),
        ("Sessions", "Parts, a line each", "Questions | long", "“Questions | long” is no part of a session."),
        ("Sessions", "Parts, a line each", "Questions | 0", "“Questions | 0” is no part of a session."),
        ("People", "Earlier appearances, a line each", "then | Speaker", "“then” is no year."),
        ("People", "Earlier appearances, a line each", "12 | Speaker", "“12” is no year."),
        (
            "People",
            "Earlier appearances, a line each",
            "2023 | Guest",
            "“Guest” is none of the names that stand there.",
        ),
    ],
)
def test_a_cell_of_another_kind_is_refused_with_its_place(sheet, heading, value, said):
    (row,) = [
        row
        for row in plan_of(WHOLE, changed(sheets(), sheet, 1, heading, value)).rows
        if row.verdict is Verdict.REFUSED
    ]

    assert (row.title, row.line, str(row.says[0])) == ({"Sessions": "Opening", "People": "Ada"}[sheet], 2, said)
