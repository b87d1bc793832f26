"""Rows of a plan in groups, as a window shows them."""

from planner.domain.entities import Room, Session
from planner.importing.groups import by_day, by_sort, by_verdict
from planner.importing.plan import Verdict
from tests.builders import DAY
from tests.importing.schedules import day, event, room, schedule


def test_rows_are_grouped_by_verdict_by_what_they_are_and_by_day(importing):
    later = day(room("Hall", event(3, "Later")), date="2024-04-26")
    first = schedule(day(room("Hall", event(1, "Stays"), event(2, "Goes"))), later)
    waiting = event(4, "Waits", start="")
    whole = importing.new(first)

    rows = importing.plan(whole, schedule(day(room("Hall", event(1, "Stays"), waiting), room("Empty")), later)).rows

    def titles(groups):
        return {key: [row.title for row in group] for key, group in groups.items()}

    assert titles(by_verdict(rows)) == {
        Verdict.NEW: ["Waits", "Empty"], Verdict.SAME: ["Stays", "Later"], Verdict.GONE: ["Goes"],
    }  # fmt: skip
    assert titles(by_sort(rows)) == {Session: ["Stays", "Waits", "Later", "Goes"], Room: ["Empty"]}
    assert titles(by_day(rows)) == {DAY: ["Stays", "Goes"], DAY.replace(day=26): ["Later"], None: ["Waits", "Empty"]}
    assert [list(by_verdict(rows)), list(by_day(rows))[-1]] == [[Verdict.NEW, Verdict.SAME, Verdict.GONE], None]
