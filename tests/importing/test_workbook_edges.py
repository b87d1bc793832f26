"""Tests of our own workbook at its edges: unknown cells, impossible hours and lengths, rows that cannot be read."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Day, Room, Track
from planner.domain.long_task import run_to_end
from planner.domain.span import Span
from planner.domain.value_objects import Link, Placement, Segment
from planner.importing.plan import ImportPlan, Verdict
from planner.importing.sources.table import read_table
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables
from tests.builders import DAY, agenda, block, person, room, talk, track
from tests.importing.test_workbook import WHOLE, changed, edited, plan_of, sheets, unlike
from tests.tables.workbooks import FILES

UNKNOWN = "The cell has an error, or a formula without a result."


def unknown(tables: Tables, sheet: str, heading: str) -> Tables:
    """Return the workbook with an error in a cell of the first row below the headings."""
    emptied = changed(tables, sheet, 1, heading, None)
    return replace(emptied, sheets=tuple(
        replace(one, unknown=((1, one.rows[0].index(heading)),)) if one.name == sheet else one
        for one in emptied.sheets
    ))  # fmt: skip


def refusals(plan: ImportPlan) -> list[tuple[str, str]]:
    """Return the titles and the first sentences of the refused rows; no other row may differ."""
    assert {verdict for (verdict,) in unlike(plan)} <= {Verdict.REFUSED}
    return [(row.title, str(row.says[0])) for row in plan.rows if row.verdict is Verdict.REFUSED]


@pytest.mark.parametrize("heading", ["Track", "Block", "Room", "Speakers", "Moderators"])
def test_a_cell_that_is_not_known_empties_nothing(heading: str) -> None:
    assert refusals(plan_of(WHOLE, unknown(sheets(), "Sessions", heading))) == [("Opening", UNKNOWN)]


def test_a_name_that_cannot_be_refuses_its_row_alone() -> None:
    for sheet, heading in (("Sessions", "Room"), ("Sessions", "Track")):
        ((title, said),) = refusals(plan_of(WHOLE, changed(sheets(), sheet, 1, heading, "x" * 2500)))
        assert (title, said.startswith("The text is too long as name: 2500 characters.")) == ("Opening", True)
    assert refusals(plan_of(WHOLE, changed(sheets(), "Rooms", 3, "Seats", 20))) == [("", "It needs a name.")]


def test_a_room_or_track_that_gets_the_name_of_another_is_refused_and_named() -> None:
    here = agenda(room("hall"), room("lab", 1), track("a"), track("b", position=1), talk("t", "hall", "10:00-10:30"))
    for sheet, names, what in (("Rooms", ("Hall", "Lab"), "room"), ("Tracks", ("A", "B"), "track")):
        one = changed(sheets(here), sheet, 1, "Name", names[1])
        both = changed(one, sheet, 2, "Name", names[0])
        taken = [(name, f"There is already a {what} “{name}”.") for name in reversed(names)]
        assert [refusals(plan_of(here, tables)) for tables in (one, both)] == [taken[:1], taken]
        same = changed(changed(sheets(here), sheet, 1, "Name", "New"), sheet, 2, "Name", "New")
        assert [str(row.says[0]) for row in plan_of(here, same).rows if row.verdict is Verdict.REFUSED] == [
            f"There is already a {what} “New”."
        ]


def test_names_that_were_exchanged_here_and_not_in_the_workbook_are_no_refusal() -> None:
    here = agenda(room("hall"), room("lab", 1), track("a"), track("b", position=1))
    written = sheets(here)
    for kind, changes in ((Room, (("hall", "X"), ("lab", "Hall"), ("hall", "Lab"))), (Track, (("b", "A"),))):
        for name, new in changes:
            here = here.after(edit(here, kind, name, name=new))

    assert refusals(plan_of(here, written)) == []


def test_a_row_that_cannot_be_read_is_not_missing_too() -> None:
    assert refusals(plan_of(WHOLE, changed(sheets(), "Sessions", 2, "Minutes", 0))) == [
        ("Cameras", "“0” is no length.")
    ]
    (refused,) = refusals(plan_of(WHOLE, changed(sheets(), "People", 3, "Name", None)))
    assert refused[1] == "It needs a name."


def test_an_end_that_cannot_be_after_the_start_is_refused() -> None:
    tables = changed(sheets(), "Sessions", 1, "Start", "26:00")
    for heading, value in (("End", time(1, 0)), ("Minutes", None)):
        tables = changed(tables, "Sessions", 1, heading, value)
    assert refusals(plan_of(WHOLE, tables)) == [("Opening", "It would end at 01:00, before it begins at 26:00.")]


def test_a_block_that_begins_after_its_sessions_keeps_its_length() -> None:
    whole = agenda(
        room("hall"), block("morning", "hall", "09:00-10:00"), talk("t", "hall", "09:00-09:30", block="morning")
    )
    tables = changed(sheets(whole), "Blocks", 1, "Start", time(12, 0))
    for heading in ("End", "Minutes"):
        tables = changed(tables, "Blocks", 1, heading, None)
    assert edited(plan_of(whole, tables)).after.placement == Placement(Span(DAY, 720, 780), ("hall",))


def test_a_new_day_is_refused_with_impossible_hours_and_has_a_clean_title() -> None:
    def with_day(opens: time, closes: time, title: str) -> ImportPlan:
        tables = sheets()
        for heading, value in (("Date", "2024-05-02"), ("Opens", opens), ("Closes", closes), ("Title", title)):
            tables = changed(tables, "Days", 2, heading, value)
        return plan_of(WHOLE, tables)

    (row,) = [row for row in with_day(time(18, 0), time(9, 0), "").rows if row.verdict is not Verdict.SAME]
    assert (row.verdict, row.line) == (Verdict.REFUSED, 3)
    (new,) = [row for row in with_day(time(9, 0), time(18, 0), "Second\nday").rows if row.what is Day]
    assert new.after.title == "Second day"


def test_another_place_typed_for_a_room_is_taken_and_shown() -> None:
    tables = changed(changed(sheets(), "Sessions", 1, "Room", None), "Sessions", 1, "Other place", "City Hall")
    plan = plan_of(WHOLE, tables)
    assert edited(plan).after.placement == Placement(Span(DAY, 540, 570), (), "City Hall")
    (row,) = [row for row in plan.rows if row.verdict is Verdict.CHANGED]
    assert "; ".join(map(str, row.texts)) == "time and room: Hall → City Hall"


def test_differences_are_shown_in_words() -> None:
    here = agenda(
        room("hall"), person("ada"),
        replace(talk("t", "hall", "09:00-09:30"), links=(Link("https://a.example"),), segments=(Segment("Talk", 20),)),
    )  # fmt: skip
    tables = sheets(here)
    for sheet, heading, value in (
        ("Sessions", "Parts, a line each", "Film | 10"), ("Sessions", "Links, a line each", "https://b.example"),
        ("Rooms", "Closed", "2024-04-25 09:00-10:00"), ("Rooms", "Colour", "Teal"),
        ("People", "Available", "2024-04-25 10:00-11:00\n2024-04-25 12:00-13:00"),
    ):  # fmt: skip
        tables = changed(tables, sheet, 1, heading, value)
    rows = {row.title: "; ".join(map(str, row.texts)) for row in plan_of(here, tables).rows}
    assert rows == {
        "T": "parts: Talk 20 → Film 10; links: https://a.example → https://b.example",
        "Hall": "colour: – → Teal; closed times: – → 09:00–10:00",
        "Ada": "availability: – → 10:00–11:00; 12:00–13:00",
    }


def test_an_address_of_notion_in_an_old_file_of_excel_shifts_none_of_its_bytes() -> None:
    link = b" (https://notion.so/a)"
    data = (FILES / "grid.xls").read_bytes().replace(b"Calc".ljust(len(link)), link)
    tables = run_to_end(read_table(OpenedFile(Path("a.xls"), data), ReadingOptions()))
    assert (link in data, [sheet.name for sheet in tables.sheets]) == (True, ["Monday", "Old"])
