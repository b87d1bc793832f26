"""Releases, which are numbered programmes that were sent out, and the calendar's ledger of what was sent."""

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
class SentEvent:
    """The calendar event of one session: the VEVENT's values in the conference's language, without bookkeeping.

    ``start`` and ``end`` are wall time in ``timezone`` and exist there. ``organiser_address`` is ``mailto:``, a web
    address, or empty; ``url`` and ``stream`` are percent-encoded or empty. ``own_title`` is true if the organiser's
    name is the conference's title, for lack of another. ``title`` is the summary before the event was cancelled; it is
    empty if the event is not cancelled, or was cancelled by an older Estrad.
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
    own_title: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A calendar file's entry for a session: the event as last sent, and its bookkeeping. Times are UTC.

    A ``dropped`` entry is a cancellation that the file no longer holds. If the session comes back, its UID and SEQUENCE
    continue.
    """

    session: str
    event: SentEvent
    created: datetime
    modified: datetime
    sequence: int = 0
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class SentFile:
    """A calendar file as it was last sent, with an entry for every session it ever held, by session.

    ``name`` is the file's name without suffix; ``title`` is a part's title for attendees. ``release`` is the version it
    was sent with and ``previous`` the one before that, 0 if unknown. ``stamp`` is its DTSTAMP, and ``modified`` the
    calendar's LAST-MODIFIED; both are UTC, and None if it was not sent or that was not recorded. ``about`` is a
    fingerprint of the calendar's own texts. ``older`` are the sessions of a part's file that an older Estrad sent with
    their own UIDs, and the SEQUENCE of each then; in that case there are no entries.
    """

    entries: Mapping[str, LedgerEntry] = field(default_factory=dict)
    title: str = ""
    name: str = ""
    release: int = 0
    stamp: datetime | None = None
    modified: datetime | None = None
    about: str = ""
    older: Mapping[str, int] = field(default_factory=dict)
    previous: int = 0

    @property
    def shown(self) -> tuple[LedgerEntry, ...]:
        """The entries that are in the file."""
        return tuple(entry for entry in self.entries.values() if not entry.dropped)

    @property
    def sessions(self) -> frozenset[str]:
        """The sessions in the file that are not cancelled there."""
        held = {entry.session for entry in self.entries.values() if entry.event.status != "CANCELLED"}
        return frozenset(held | self.older.keys())

    @property
    def was_sent(self) -> bool:
        """True if anybody can have the file; a name may be chosen before it is sent."""
        return bool(self.entries or self.older)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The record of what was sent to attendees.

    It has each calendar file by its key (``WHOLE`` is the whole conference's), the last DTSTAMP, that of the first
    public version (both UTC), and the number of drafts made.
    """

    files: Mapping[str, SentFile] = field(default_factory=dict)
    last_stamp: datetime | None = None
    drafts: int = 0
    first_public: datetime | None = None

    @property
    def entries(self) -> Mapping[str, LedgerEntry]:
        """The entries of the whole conference's file."""
        return self.file(WHOLE).entries

    def file(self, key: str) -> SentFile:
        """Return the calendar file of that key as it was last sent; an empty one if it never was."""
        return self.files.get(key, NEVER_SENT)

    def sent(self, key: str) -> bool:
        """Return whether anybody can have the calendar file of that key."""
        return self.file(key).was_sent


WHOLE = ""
"""The key of the whole conference's calendar file."""
NEVER_SENT = SentFile()
