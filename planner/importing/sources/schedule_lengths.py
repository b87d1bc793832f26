"""The meaning of lengths in three parts in a schedule.xml: ``2:06:00`` is 2 hours 6 minutes, or 2 days 6 hours.

The format (voc/schedule, ``schedule.xml.xsd``) allows both forms and defines the meaning of neither. Most programs
write HH:MM or HH:MM:SS throughout; one family writes HH:MM, and D:HH:MM for lengths of more than a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.errors import EstradError
from planner.domain.span import MINUTES_A_DAY
from planner.importing.datetimes import parse_clock
from planner.importing.sources.safe_xml import Element, name_of, text_of

LEAST = 5
"""Minimum length in minutes; a shorter one must be written in the other form."""
_PARTS = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")


@dataclass(frozen=True, slots=True)
class Length:
    """A length as written; ``begins`` is the event's start in minutes from midnight before the first day, or None."""

    room: str
    begins: int | None
    parts: tuple[int, ...]

    @property
    def as_clock(self) -> int:
        return self.parts[0] * 60 + self.parts[1]

    @property
    def as_days(self) -> int:
        return self.parts[0] * MINUTES_A_DAY + self.parts[1] * 60 + self.parts[2]

    def ends_with(self, starts: set[tuple[str, int]], minutes: int) -> bool:
        """Return whether another event starts in its room exactly this many minutes later."""
        return self.begins is not None and minutes > 0 and (self.room, self.begins + minutes) in starts


def begins_with_days(days: list[Element]) -> bool:
    """Return whether lengths in three parts are days, hours and minutes, rather than end in seconds.

    It is decided in this order. A second part above 23 cannot be hours. The reading is preferred by which more of the
    events end exactly when another one in the room starts. A length of less than 5 minutes is impossible. Files with
    HH:MM for other lengths do not have seconds.
    """
    return days_come_first(list(_lengths(days)))


def days_come_first(lengths: list[Length]) -> bool:
    """Return whether lengths in three parts are days, hours and minutes, as ``begins_with_days`` describes."""
    three = [length for length in lengths if len(length.parts) == 3]
    if not three or any(length.parts[1] > 23 for length in three):
        return False
    starts = {(length.room, length.begins) for length in lengths if length.begins is not None}
    by_clock = sum(length.ends_with(starts, length.as_clock) for length in three)
    by_days = sum(length.ends_with(starts, length.as_days) for length in three)
    if by_clock != by_days:
        return by_days > by_clock
    return any(length.as_clock < LEAST for length in three) or len(three) < len(lengths)


def _lengths(days: list[Element]) -> Iterator[Length]:
    """Yield the lengths that are written in parts, if any has three."""
    written = (duration.text or "" for day in days for duration in day.iter("{*}duration"))
    if not any(len(re.findall("[:.]", text)) > 1 for text in written):
        return
    for number, day in enumerate(days):
        for event in day.iter("{*}event"):
            found = _PARTS.fullmatch(text_of(event, "duration"))
            if found:
                parent = event.getparent()
                room = parent.get("name") if name_of(parent) == "room" else text_of(event, "room")
                parts = tuple(int(part) for part in found.groups() if part)
                yield Length(room or "", _begins(event, number), parts)


def _begins(event: Element, day: int) -> int | None:
    try:
        return day * MINUTES_A_DAY + parse_clock(text_of(event, "start"))
    except EstradError:
        return None
