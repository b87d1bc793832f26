"""The places of a calendar's events: rooms, and the venue that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WHOLE_VENUE = ("Whole venue", "Plenum")
"""Words that Estrad writes in place of a room for a session without one, in all its languages."""
_WEB = re.compile(r"https?://\S+")
Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventPlace:
    """The place of an event: rooms, or an address on the web."""

    rooms: Parts = ()
    stream: str = ""


class CalendarPlaces:
    """Splits the locations of all events; the ending that all share is the venue.

    Estrad's calendars (``ours``) write room, venue and address; the calendar of a room or of one event has only one
    location.
    """

    def __init__(self, locations: Sequence[str], *, ours: bool) -> None:
        self._ours = ours
        said = {_parts(location) for location in locations if location and not _WEB.match(location)}
        self._tail = self._common(said)

    @property
    def venue(self) -> dict[str, str]:
        """The name and the address of the venue, if the locations contain them."""
        if not self._tail:
            return {}
        name, *address = self._tail
        return {"name": name, **({"address": ", ".join(address)} if address else {})}

    def room(self, location: str) -> EventPlace:
        """Return the place of an event by its location."""
        if _WEB.match(location):
            return EventPlace(stream=location.split()[0].rstrip(",;"))
        parts = _parts(location)
        room = ", ".join(parts[: len(parts) - len(self._tail)])
        if not room or (self._ours and room in WHOLE_VENUE):
            return EventPlace()
        return EventPlace((room,))

    def _common(self, said: set[Parts]) -> Parts:
        """Return the common ending of all locations; for one location in Estrad's calendars, all but its room."""
        if len(said) < 2:
            return next(iter(said), ())[1:] if self._ours else ()
        tail: Parts = ()
        for same in zip(*(reversed(parts) for parts in said), strict=False):
            if len(set(same)) > 1:
                break
            tail = (same[0], *tail)
        return tail


def _parts(location: str) -> Parts:
    return tuple(part.strip() for part in location.split(", ") if part.strip())
