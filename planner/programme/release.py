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
class SentPart:
    """A part's calendar as it was sent last: every session that it ever held with its SEQUENCE then, its title, its
    file's own name, and the release it was sent with; 0 and empty where a file of version 1 does not tell.
    """

    sequences: Mapping[str, int]
    title: str = ""
    name: str = ""
    release: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """What attendees were sent: an entry a session, every part's calendar by its key, and the last DTSTAMP (UTC)."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    parts: Mapping[str, SentPart] = field(default_factory=dict)
    last_stamp: datetime | None = None

    def held(self, part: str) -> frozenset[str]:
        """The sessions that were ever sent in that part's calendar."""
        return frozenset(self.parts[part].sequences) if part in self.parts else frozenset()
