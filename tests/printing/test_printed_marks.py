"""Tests of the marks on a run sheet: what changed since it was printed last, and of the same choice of sessions."""

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.span import Span
from planner.domain.value_objects import Placement
from planner.printing.marks import FilledRect
from planner.printing.run_sheet import MARGIN, printed_content
from tests.builders import DAY, agenda, moderator, speaker, talk
from tests.printing.test_run_sheet import HALL, LAB, MO, STAMP, printed


def test_what_changed_since_the_sheet_was_printed_last_is_marked() -> None:
    sessions = {n: talk(f"{n}", "hall", f"1{n}:00-1{n}:30", origin=f"c/id:{n}") for n in range(6)}
    before, moved = agenda(HALL, *sessions.values(), LAB), Placement(Span(DAY, 665, 695), ("hall",))
    known = printed_content(before, STAMP, paper="a4")
    assert "Marked" not in printed(before, printed=known)[0].text

    changed = replace(sessions[1], placement=moved), replace(sessions[2], title="Other", note="Late")
    gone = replace(sessions[5], placement=Placement(Span(DAY, 900, 930), ("lab",)))
    new = talk("new", "hall", "18:00-18:30", origin="c/id:9")
    (page,) = printed(agenda(HALL, sessions[0], *changed, sessions[3], gone, new, LAB), printed=known, room=HALL)

    lines = page.text.split("\n")
    assert "Marked: what changed since the sheet printed 2024-04-24 16:05" in lines
    marks = [line for line in lines if line.startswith(("was", "changed", "NEW", "14:", "15:00–"))]
    assert marks == [
        "was 11:00–11:30", "changed: title, notes", "NEW", "14:00–14:30: deleted",
        "15:00–15:30: “5” is no longer here",
    ]  # fmt: skip
    assert [mark.x for mark in page.marks if isinstance(mark, FilledRect) and mark.width < 1] == [MARGIN] * 3
    for broken in ({"x": 1}, {key: {"rows": {"1": ["x"], "2": 3}} for key in known}, dict.fromkeys(known, "x")):
        assert printed(before, printed=broken)


def test_what_was_printed_of_other_sessions_of_a_person_marks_nothing() -> None:
    plan = agenda(
        HALL, LAB, MO, talk("one", "hall", "09:00-09:30", people=(moderator("mo"),)),
        talk("two", "lab", "10:00-10:30", people=(speaker("mo"),)),
    )  # fmt: skip
    every: list[dict[str, Any]] = [{"person": MO}, {"moderator": MO}, {"person": MO, "room": HALL}]
    for before in every:
        for now in every:
            (page,) = printed(plan, printed=printed_content(plan, STAMP, **before), **now)
            assert "Marked" not in page.text


@pytest.mark.parametrize("left", [["one"], ["one", "two", "new"]], ids=["only what is gone", "only what is new"])
def test_since_when_is_said_if_anything_changed(left: list[str]) -> None:
    sessions = {
        name: talk(name, "hall", f"1{n}:00-1{n}:30", origin=f"c/id:{n}") for n, name in enumerate(("one", "two", "new"))
    }
    known = printed_content(agenda(HALL, sessions["one"], sessions["two"], LAB), STAMP, paper="a4")

    (page,) = printed(agenda(HALL, *(sessions[name] for name in left), LAB), printed=known, room=HALL)

    assert "Marked: what changed since the sheet printed 2024-04-24 16:05" in page.text.split("\n")
