"""Create a new conference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from planner.commands.edit import cleaned, make, refuse_other_years
from planner.domain.agenda import Agenda
from planner.domain.change import change
from planner.domain.entities import Conference, Day, Room, Venue
from planner.domain.errors import EstradError
from planner.domain.text import Text

MOST_DAYS = 60


def new_conference(
    ids: Callable[[], str],
    *,
    title: str,
    first: date,
    last: date | None = None,
    rooms: Sequence[str] = (),
    venue: str = "",
    **fields: Any,
) -> Agenda:
    """Build an empty conference with its days and rooms; raise ``EstradError`` if a value is invalid."""
    refuse_other_years(first, last or first)
    days = ((last or first) - first).days + 1
    if not 1 <= days <= MOST_DAYS:
        raise EstradError(
            Text("A conference has 1 to {most} days, not {days}.", most=MOST_DAYS, days=days),
            Text("Check the first and the last date."),
        )
    names = [cleaned(Room, {"name": name})["name"] for name in rooms]
    if len(set(names)) != len(names):
        raise EstradError(Text("Two rooms have the same name."), Text("Give each room a name of its own."))
    return Agenda.of(
        make(Conference, id=ids(), title=title, **fields),
        make(Venue, id=ids(), name=venue),
        *(Day(id=ids(), date=first + timedelta(days=n)) for n in range(days)),
        *(Room(id=ids(), name=name, position=n) for n, name in enumerate(names)),
    )


def with_a_day(agenda: Agenda, when: date, ids: Callable[[], str]) -> Agenda:
    """Return the conference, adding that day if it has none, as after importing a list of people."""
    if agenda.days:
        return agenda
    first = Day(id=ids(), date=when)
    return agenda.after(change(Text("Add day {date}", date=when.isoformat()), (None, first)))
