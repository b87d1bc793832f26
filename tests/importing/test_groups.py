"""Tests of the rows of a plan in groups, as a window shows them."""

from planner.domain.entities import Room, Session
from planner.importing.plan import by_sort
from tests.importing.schedules import day, event, room, schedule


def test_rows_are_grouped_by_what_they_are_about(importing):
    later = day(room("Hall", event(3, "Later")), date="2024-04-26")
    first = schedule(day(room("Hall", event(1, "Stays"), event(2, "Goes"))), later)
    waiting = event(4, "Waits", start="")
    whole = importing.new(first)

    rows = importing.plan(whole, schedule(day(room("Hall", event(1, "Stays"), waiting), room("Empty")), later)).rows

    def titles(groups):
        return {key: [row.title for row in group] for key, group in groups.items()}

    assert titles(by_sort(rows)) == {Session: ["Stays", "Waits", "Later", "Goes"], Room: ["Empty"]}
