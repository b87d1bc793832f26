"""Tests of the cached queries that one snapshot takes over from the last: they equal what asking anew would give."""

from functools import cached_property
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import edit
from planner.domain.agenda import Agenda
from planner.domain.entities import Room
from tests.builders import DAY, agenda, day, room, talk
from tests.strategies import agendas, changes
from tests.tries import tries

QUERIES = [name for name, found in vars(Agenda).items() if isinstance(found, cached_property)]


def queries(plan: Agenda) -> dict[str, Any]:
    """Return the result of every cached query by its name."""
    return {name: getattr(plan, name) for name in QUERIES}


@tries(30)
@given(st.data())
def test_queries_after_changes_are_those_of_the_same_things_asked_anew(data: st.DataObject) -> None:
    plan = data.draw(agendas())
    for _step in range(4):
        queries(plan)
        change = data.draw(changes(plan))
        if change is not None:
            plan = plan.after(change)

        assert queries(plan) == queries(Agenda.of(*plan.entities()))


def test_what_is_placed_follows_the_rooms_when_their_order_changes() -> None:
    rooms = [room("a", 0), room("b", 1), room("c", 2)]
    before = agenda(day(), *rooms, talk("x", ("c", "a"), "09:00-10:00"), talk("y", "b", "09:00-10:00"))
    assert [session.id for session, _ in before.placed] == ["x", "y"]  # the first column of several counts

    after = before.after(edit(before, Room, "a", position=3))

    assert [session.id for session, _ in after.on(DAY)] == [session.id for session, _ in after.placed] == ["y", "x"]
    assert after.tracks_in_order is before.tracks_in_order
