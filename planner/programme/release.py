"""A release: a programme that was sent out, with its number; and the calendar's ledger of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planner.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Release:
    """A programme that was sent out. ``made`` is UTC."""

    number: int
    made: datetime
    programme: Programme
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a calendar shows of one session: the VEVENT's values in the conference's language, without bookkeeping.

    ``start`` and ``end`` are wall time in ``timezone``, and exist there. ``organiser_address`` is ``mailto:``, a web
    address, or empty; ``url`` and ``stream`` are percent-encoded or empty. Two equal events need no new SEQUENCE.
    """

    uid: str
    start: datetime
    end: datetime
    summary: str
    timezone: str = "UTC"
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    organiser: str = ""
    organiser_address: str = ""
    status: str = "CONFIRMED"
    busy: str = "BUSY"
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    colour: str = ""
    stream: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The ledger's line for a session: the event as last sent, and its bookkeeping. Times are UTC."""

    session: str
    event: Event
    created: datetime
    modified: datetime
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """What attendees were sent: an entry a session, who was ever in which part file, and the last DTSTAMP (UTC)."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last_stamp: datetime | None = None
