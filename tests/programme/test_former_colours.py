"""Tests that a colour which only Estrad paints or names otherwise is no difference: *crimson* is a brown by now."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Conference, Room, Session, Track
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import COLOURS, FORMER_COLOURS
from planner.exporting.ics import to_ics
from planner.exporting.page.page_style import page_style
from planner.exporting.tables.workbook import workbook
from planner.importing.comparing import FieldComparer, file_fields
from planner.importing.plan import Verdict
from planner.importing.sources.workbook import WorkbookReader
from planner.importing.sources.workbook_rows import estrad_sheets
from planner.printing.marks import FilledRect
from planner.printing.programme_sheet import programme_sheet
from planner.programme.difference import difference, summary
from planner.programme.ledger_update import ledger_after_sending
from planner.programme.programme import programme
from planner.programme.published_plan import programme_plan
from planner.programme.release import Ledger, whole_part
from tests.builders import NOW, agenda, released, room, talk, track
from tests.calendars import ENGLISH, outgoing, sent
from tests.exporting.tables.read_back import as_tables
from tests.importing.schedules import Importing
from tests.printing.pages import measure

PLAN = agenda(
    talk("a", "hall", "09:00-10:00", track="law"), talk("b", "hall", "10:00-11:00", track="art"),
    track("law", colour="crimson"), track("art", colour="teal", position=1), room("hall", colour="crimson"),
    colour="crimson",
)  # fmt: skip
LATER = NOW + timedelta(days=1)


def sent_in_red() -> Ledger:
    """Return the ledger of the plan as an older Estrad sent it, with the stored name as the COLOR of an entry."""
    out = outgoing(PLAN)
    red = {"a": replace(out.events["a"], colour="crimson"), "b": out.events["b"]}
    return ledger_after_sending(Ledger(), replace(out, events=red), [whole_part(out.programme)])


def test_an_entry_keeps_the_colour_that_was_sent_until_something_else_changes() -> None:
    before = sent_in_red()

    same = sent(before, PLAN, now=LATER)
    renamed = sent(before, PLAN.after(edit(PLAN, Session, "a", title="B")), now=LATER)
    recoloured = sent(before, PLAN.after(edit(PLAN, Track, "law", colour="teal")), now=LATER)

    assert same.file("") == before.file("")
    for after, colour in ((renamed, "saddlebrown"), (recoloured, "teal")):
        assert (after.entries["a"].event.colour, after.entries["a"].sequence) == (colour, 1)
        assert after.entries["b"] == before.entries["b"]


def test_its_calendar_has_the_brown_for_itself_and_what_was_sent_for_the_entry() -> None:
    def lines(ledger: Ledger) -> list[str]:
        text = to_ics(programme(PLAN), ledger, ENGLISH).decode()
        return [line for line in text.split("\r\n") if line.startswith(("COLOR:", "X-APPLE", "SEQUENCE:"))]

    brown = ["COLOR:saddlebrown", f"X-APPLE-CALENDAR-COLOR:{COLOURS['saddlebrown'].upper()}"]
    assert lines(sent(sent_in_red(), PLAN, now=LATER)) == [
        *brown, "SEQUENCE:0", "COLOR:crimson", "SEQUENCE:0", "COLOR:teal",
    ]  # fmt: skip
    assert lines(sent(Ledger(), PLAN)) == [*brown, "SEQUENCE:0", "COLOR:saddlebrown", "SEQUENCE:0", "COLOR:teal"]


def test_it_is_brown_on_paper_and_on_the_page() -> None:
    shown = programme(PLAN)
    marks = [mark for page in run_to_end(programme_sheet(shown, measure, ENGLISH, released(1))) for mark in page.marks]

    bars = {mark.colour for mark in marks if isinstance(mark, FilledRect)}
    assert (COLOURS["saddlebrown"] in bars, "#c2304f" in bars) == (True, False)
    style = page_style(shown.colour, [item.track_colour for item in shown.items], [])
    assert f".b-crimson{{--band:{COLOURS['saddlebrown']}}}" in style
    assert f"--conference:{COLOURS['saddlebrown']}" in style


def test_attendees_see_no_difference_between_the_two_names_of_a_colour() -> None:
    assert FORMER_COLOURS == {"crimson": "saddlebrown"}
    now = PLAN.after(edit(PLAN, Track, "law", colour="saddlebrown"))
    now = now.after(edit(now, Conference, "conference", colour="saddlebrown"))
    before, after = programme(PLAN), programme(now)

    assert (difference(before, after), summary(before, after), before.is_same_programme(after)) == ([], None, True)
    assert (
        programme_plan(before).sessions == programme_plan(after).sessions
    )  # nothing is outlined where they stand beside each other
    other = programme(PLAN.after(edit(PLAN, Track, "law", colour="teal")))
    assert [change.title for change in difference(before, other)] == ["A"]


def test_a_file_that_says_the_new_name_of_a_colour_changes_nothing() -> None:
    found = FieldComparer(trusted=True).compare(PLAN.tracks["law"], file_fields(Track, {"colour": "saddlebrown"}))

    assert ([one.name for one in found.same], found.changed) == (["colour"], [])


@pytest.mark.parametrize("kind", [Track, Room])
def test_a_workbook_says_brown_and_read_again_it_changes_nothing(kind: type[Track | Room]) -> None:
    tables = as_tables(*run_to_end(workbook(PLAN, ENGLISH)))
    told = run_to_end(WorkbookReader(tables, estrad_sheets(tables)).read())
    again, made = Importing(Path()).plan(PLAN, told), Importing(Path(), "UTC").new_plan(told)
    new = made.create_conference([row.key for row in made.rows])

    assert {row.verdict for row in again.rows} == {Verdict.SAME}
    found = {one.name: one.colour for one in new.entities() if isinstance(one, kind)}
    assert {"Law": "saddlebrown", "Hall": "saddlebrown"}.items() & found.items()
