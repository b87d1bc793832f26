"""Releases, which are numbered programmes sent to attendees, and the ledger of the calendar files sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planner.domain.text import Text
from planner.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Release:
    """A numbered programme that was sent to attendees; ``made`` is in UTC."""

    number: int
    made: datetime
    programme: Programme
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeVersion:
    """The version of a programme ``at`` a time: the release that shows it, or a ``draft`` of the release to come."""

    number: int
    draft: bool
    at: datetime

    @property
    def label(self) -> Text:
        """The version as it is printed."""
        if self.draft:
            return Text("Programme v{number}, draft", number=self.number)
        return Text("Programme v{number}", number=self.number)


def version_of(shown: Programme, last: Release | None, now: datetime) -> ProgrammeVersion:
    """Return the version of a programme: the last release, or a draft if attendees would see a difference from it."""
    draft = last is None or last.programme != shown
    return ProgrammeVersion((last.number if last else 0) + draft, draft, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentEvent:
    """The VEVENT values of one session in the conference's language, without SEQUENCE and timestamps.

    ``start`` and ``end`` are local times that exist in ``timezone``. ``organiser_address`` is ``mailto:``, a web
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
    """A session's entry in a calendar file: the event as last sent, its SEQUENCE and its timestamps (UTC).

    A ``dropped`` entry is a cancelled one that the file no longer contains. If the session returns, its UID and
    SEQUENCE continue.
    """

    session: str
    event: SentEvent
    created: datetime
    modified: datetime
    sequence: int = 0
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class SentFile:
    """The record of a calendar file as last sent, with an entry for every session it ever contained.

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
        """The entries that the file contains, without dropped ones."""
        return tuple(entry for entry in self.entries.values() if not entry.dropped)

    @property
    def sessions(self) -> frozenset[str]:
        """The ids of the sessions in the file that are not cancelled."""
        held = {entry.session for entry in self.entries.values() if entry.event.status != "CANCELLED"}
        return frozenset(held | self.older.keys())

    @property
    def was_sent(self) -> bool:
        """True if the file was ever sent; a record with only a name was not."""
        return bool(self.entries or self.older)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The record of the calendar files sent to attendees.

    It has each calendar file by its part key (``WHOLE`` for the whole conference), the last DTSTAMP, the DTSTAMP of the
    first public version (both UTC), and the number of drafts made.
    """

    files: Mapping[str, SentFile] = field(default_factory=dict)
    last_stamp: datetime | None = None
    drafts: int = 0
    first_public: datetime | None = None

    @property
    def entries(self) -> Mapping[str, LedgerEntry]:
        """The entries in the whole conference's file, by session."""
        return self.file(WHOLE).entries

    def file(self, key: str) -> SentFile:
        """Return the record of the calendar file with a part key; an empty one if it was never sent."""
        return self.files.get(key, NEVER_SENT)

    def sent(self, key: str) -> bool:
        """Return whether the calendar file with a part key was ever sent."""
        return self.file(key).was_sent


WHOLE = ""
"""The key of the whole conference's calendar file."""
NEVER_SENT = SentFile()
