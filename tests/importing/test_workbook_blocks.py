"""Tests of blocks in our own workbook: a sheet and a column of the sessions, of which only the changes come back."""

from dataclasses import replace
from datetime import date, time

import pytest

from planner.commands.blocks import delete_block
from planner.commands.edit import edit
from planner.domain.block import Block
from planner.domain.entities import Entity, Session
from planner.domain.span import Span
from planner.domain.value_objects import Appearance, Placement, Role, State
from planner.importing.plan import ImportPlan, Verdict
from planner.tables.table import Tables, Value
from tests.builders import DAY, agenda, block, day, moderator, person, room, talk, track
from tests.importing.test_workbook import changed, plan_of, sheets, unlike, without

WHOLE = agenda(
    day(), room("hall"), room("lab", 1), track("law"), person("ada"), person("bo"),
    block("one", "hall", "09:00-10:30", chairs=(moderator("ada"),), track="law", description="Cameras, all of them"),
    block("two", minutes=45, one_entry=True), block("more", "lab", "13:00-14:00", title="Two"),
    talk("a", "hall", "09:00-09:30", block="one"), talk("b", "hall", "09:30-10:00", block="more"),
    talk("c", minutes=20),
)  # fmt: skip
WRITTEN = sheets(WHOLE)


def cells(tables: Tables, name: str) -> list[dict[str, Value]]:
    """Return the filled cells of a sheet that people see, row by row, by their headings."""
    (sheet,) = [one for one in tables.sheets if one.name == name]
    head, *rows = sheet.rows
    hidden = ("Estrad ID", "As saved by Estrad", "Name in other sheets")
    pairs = ([(str(h), cell) for h, cell in zip(head, row, strict=True) if h not in hidden] for row in rows)
    return [{h: cell for h, cell in row if cell not in (None, "")} for row in pairs]


def changes(plan: ImportPlan) -> list[tuple[str, dict[str, object]]]:
    """Return what the proposed import changes of blocks and sessions: their ids with the new values."""
    return [
        (edit.before.id, _news(edit.before, edit.after)) for edit in plan.change().edits
        if isinstance(edit.before, Block | Session) and edit.after
    ]  # fmt: skip


def _news(before: Entity, after: Entity) -> dict[str, object]:
    names = [name for name in type(after).__slots__ if getattr(before, name) != getattr(after, name)]
    return {name: getattr(after, name) for name in names}


def test_a_block_is_a_row_and_of_two_with_one_title_the_sessions_name_the_label() -> None:
    assert cells(WRITTEN, "Blocks") == [
        {"Title": "One", "Day": date(2024, 4, 25), "Start": time(9), "End": time(10, 30), "Minutes": 90, "Room": "Hall",
         "Track": "Law", "Chairs": "Ada [Confirmed]", "Description": "Cameras, all of them"},
        {"Title": "Two", "Day": date(2024, 4, 25), "Start": time(13), "End": time(14), "Minutes": 60, "Room": "Lab"},
        {"Title": "Two", "Minutes": 45, "One calendar entry": "yes"},
    ]  # fmt: skip
    assert [row.get("Block") for row in cells(WRITTEN, "Sessions")] == ["One", "Two #more", None]


def test_unchanged_cells_change_nothing_and_a_workbook_without_blocks_says_nothing_of_them() -> None:
    assert unlike(plan_of(WHOLE, WRITTEN)) == []

    older = replace(WRITTEN, sheets=tuple(
        replace(one, rows=tuple(without_column(one.rows, "Block"))) for one in WRITTEN.sheets if one.name != "Blocks"
    ))  # fmt: skip
    assert unlike(plan_of(WHOLE, older)) == []


def without_column(rows: tuple[tuple[Value, ...], ...], heading: str) -> list[tuple[Value, ...]]:
    """Return the rows of a sheet without one of its columns, if it has that."""
    at = rows[0].index(heading) if heading in rows[0] else len(rows[0])
    return [(*row[:at], *row[at + 1 :]) for row in rows]


BO = Appearance("bo", Role.MODERATOR, State.INVITED, date(2024, 3, 1))
CELLS: list[tuple[str, int, str, object, dict[str, object]]] = [
    ("Blocks", 1, "Title", "Cameras", {"title": "Cameras"}),
    ("Blocks", 1, "Chairs", "Bo [Invited, asked 2024-03-01]", {"chairs": (BO,)}),
    ("Blocks", 1, "Chairs", None, {"chairs": ()}),
    ("Blocks", 1, "Description", None, {"description": ""}),
    ("Blocks", 1, "Track", None, {"track": None}),
    ("Blocks", 1, "Room", "All rooms", {"placement": Placement(Span(DAY, 540, 630))}),
    ("Blocks", 1, "End", time(11), {"minutes": 120, "placement": Placement(Span(DAY, 540, 660), ("hall",))}),
    ("Blocks", 1, "Start", None, {"placement": None}),
    ("Blocks", 3, "Minutes", 30, {"minutes": 30}),
    ("Blocks", 3, "One calendar entry", "no", {"one_entry": False}),
    ("Sessions", 1, "Block", "Two #more", {"block": "more"}),
    ("Sessions", 1, "Block", None, {"block": None}),
    ("Sessions", 3, "Block", "one", {"block": "one"}),
]


@pytest.mark.parametrize(("sheet", "row", "heading", "value", "fields"), CELLS, ids=[f"{r[2]} {r[3]}" for r in CELLS])
def test_a_changed_cell_is_found_and_nothing_else(
    sheet: str, row: int, heading: str, value: object, fields: dict[str, object]
) -> None:
    ids = {"Blocks": ["one", "more", "two"], "Sessions": ["a", "b", "c"]}[sheet]
    assert changes(plan_of(WHOLE, changed(WRITTEN, sheet, row, heading, value))) == [(ids[row - 1], fields)]


def test_what_was_changed_here_since_stays_and_what_both_changed_is_asked() -> None:
    here = WHOLE.after(edit(WHOLE, Block, "one", title="Mine"))
    assert unlike(plan_of(here, WRITTEN)) == []

    said = unlike(plan_of(here, changed(WRITTEN, "Blocks", 1, "Title", "Theirs")), "title", "ticked")
    assert said == [(Verdict.CONFLICT, "Mine", False)]


def test_a_block_that_only_a_session_names_is_new_around_its_sessions() -> None:
    tables = changed(changed(WRITTEN, "Sessions", 2, "Block", "late"), "Sessions", 1, "Block", "Late")
    plan = plan_of(WHOLE, tables)
    after = WHOLE.after(plan.change())

    (new,) = [found for key, found in after.blocks.items() if key not in WHOLE.blocks]
    assert (new.title, new.placement) == ("Late", Placement(Span(DAY, 540, 600), ("hall",)))
    assert [session.id for session in after.member_sessions(new.id)] == ["a", "b"]


def test_a_row_of_a_block_that_is_taken_out_is_told_and_a_tick_ungroups_it() -> None:
    tables = changed(without(WRITTEN, "Blocks", 1), "Sessions", 1, "Block", None)
    plan = plan_of(WHOLE, tables)
    (row,) = [row for row in plan.rows if row.what is Block and row.verdict is Verdict.GONE]

    after = WHOLE.after(plan.change({row.key}))
    assert (row.title, row.ticked) == ("One", False)
    assert after.sessions == WHOLE.after(delete_block(WHOLE, "one")).sessions


def test_in_swedish_it_is_read_back_too() -> None:
    tables = changed(sheets(WHOLE, "sv"), "Block", 1, "Ordförande", "Bo")
    assert changes(plan_of(WHOLE, tables)) == [("one", {"chairs": (Appearance("bo", Role.MODERATOR),)})]
