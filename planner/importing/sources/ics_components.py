"""Splits an iCalendar file into components, each with its lines, so that an invalid one does not affect others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.domain.long_task import LongTask, Progress
from planner.importing.sources.content_lines import EACH, ContentLine, Property, property_of

EVENT, CALENDAR, ZONE = "VEVENT", "VCALENDAR", "VTIMEZONE"
_ALARM = "VALARM"
_DEEPEST = 20


@dataclass(slots=True)
class Component:
    """An iCalendar component, such as an event: the lines between its BEGIN and END, and the components inside it.

    ``calendar`` is the calendar around it, or None.
    """

    name: str
    line: int
    calendar: Component | None = None
    lines: list[ContentLine] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def properties(self) -> Iterator[Property]:
        """Yield the properties of this component, without inner ones; invalid lines are recorded as broken."""
        for line in self.lines:
            said = property_of(line)
            if said is None:
                self.broken.append(line.number)
            else:
                yield said

    def first(self, *names: str) -> Property | None:
        """Return the first property with one of the names and a value, or None."""
        for name in names:
            for line in self.lines:
                if line.name == name and (said := property_of(line)) and said.value.strip():
                    return said
        return None


def components_of(lines: tuple[ContentLine, ...]) -> LongTask[list[Component]]:
    """Return all components in the order in which they begin, whether or not they are in a calendar.

    A component that does not end before the next event begins ends there; an END without a BEGIN is ignored.
    """
    found: list[Component] = []
    open_ones: list[Component] = []
    for n, line in enumerate(lines):
        word, _, name = line.text.partition(":")
        word, name = word.strip().upper(), name.strip().upper()
        if word == "BEGIN" and len(open_ones) < _DEEPEST:
            _close_before(open_ones, name)
            calendar = next((one for one in open_ones if one.name == CALENDAR), None)
            component = Component(name, line.number, calendar)
            if open_ones:
                open_ones[-1].inside.append(component)
            found.append(component)
            open_ones.append(component)
        elif word == "END":
            if any(one.name == name for one in open_ones):
                while open_ones.pop().name != name:
                    pass
        elif open_ones:
            open_ones[-1].lines.append(line)
        if n % EACH == EACH - 1:
            yield Progress(0, 0)
    return found


def _close_before(open_ones: list[Component], name: str) -> None:
    """Close the open components that cannot contain a component with this name."""
    if name == CALENDAR:
        open_ones.clear()
    elif name != _ALARM:
        while open_ones and open_ones[-1].name in (EVENT, _ALARM):
            open_ones.pop()
