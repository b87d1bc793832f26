"""Tests of sorted orders that one snapshot takes over from the last: they equal what sorting would give."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from tests.strategies import agendas, changes
from tests.tries import tries

ORDERS = (
    "days_in_order", "rooms_in_order", "tracks_in_order", "people_in_order", "partners_in_order", "covers_in_order",
    "templates_in_order",
    "sessions_in_order", "placed", "tray",
)  # fmt: skip


def orders(agenda: Agenda) -> dict[str, Any]:
    """Return every order of the agenda by its name."""
    return {name: getattr(agenda, name) for name in ORDERS}


@tries(30)
@given(st.data())
def test_orders_after_changes_are_those_of_the_same_things_sorted_anew(data: st.DataObject) -> None:
    agenda = data.draw(agendas())
    for _step in range(4):
        orders(agenda)
        change = data.draw(changes(agenda))
        if change is not None:
            agenda = agenda.after(change)

        assert orders(agenda) == orders(Agenda.of(*agenda.entities()))
