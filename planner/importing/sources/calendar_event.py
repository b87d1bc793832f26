"""The events of a calendar, independent of the file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.domain.enums import Kind, Role, Status
from planner.domain.text import Text


@dataclass(frozen=True, slots=True)
class NamedByEvent:
    """A person in an event, identified by name; ``line`` is the line in the file."""

    line: int
    name: str
    role: Role = Role.SPEAKER
    email: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event.

    ``start`` has a UTC offset or none; ``zone`` is the name of its time zone, or empty. ``key`` identifies it, and is
    empty if the file has no id; ``known_as`` are its other ids. ``all_day`` is the date of an event without a time.
    ``version`` counts its changes; ``occurrence`` identifies it in a series. ``fields`` are fields of the session with
    final values.
    """

    line: int
    key: str
    title: str
    start: datetime | None = None
    zone: str = ""
    all_day: date | None = None
    minutes: int | None = None
    location: str = ""
    text: str = ""
    categories: tuple[str, ...] = ()
    people: tuple[NamedByEvent, ...] = ()
    track: str = ""
    kind: Kind | None = None
    status: Status | None = None
    version: int = 0
    occurrence: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    known_as: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()
