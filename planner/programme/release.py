"""Releases, the ledger of the calendar files sent, and the state of a calendar's target path before writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planner.domain.text import N_, Text
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


class FileOrigin(StrEnum):
    """The origin of the file at a target path, relative to the calendar file to be written there."""

    NOTHING = "nothing"
    OURS = "ours"
    """This calendar file as this conference last sent it; it may be replaced without asking."""
    OLDER = "older"
    """An earlier version of this calendar file, sent by this conference."""
    DRAFT = "draft"
    """A draft of this conference."""
    RIVAL = "rival"
    """This calendar file as sent by another copy of the conference, or by this one before a backup was restored."""
    OTHER_FILE = "other file"
    """Another calendar file of this conference."""
    ANOTHER = "another"
    """A calendar of another conference, including an earlier edition of this one."""
    STRANGE = "strange"
    """A file that was not written by Estrad, or cannot be read as a calendar."""


_TEXTS = ("summary", "location", "description", "organiser", "organiser_address")
_ESCAPED = frozenset('\\^"')


@dataclass(frozen=True, slots=True)
class ExistingEvent:
    """An event in an existing calendar file, with its SEQUENCE and times (UTC; None if missing in the file)."""

    event: SentEvent
    sequence: int = 0
    created: datetime | None = None
    modified: datetime | None = None

    def is_of(self, entry: LedgerEntry) -> bool:
        """Return whether the event was written from a ledger entry, assuming an equal SEQUENCE.

        Texts with a backslash, caret or quotation mark are not compared, since icalendar does not read back every
        escape unchanged.
        """
        ours, there = entry.event, self.event
        same = all(getattr(ours, name) == getattr(there, name) for name in ("start", "end", "status"))
        texts = ((getattr(ours, name), getattr(there, name)) for name in _TEXTS)
        return self.modified == entry.modified and same and all(a == b or _ESCAPED & set(a) for a, b in texts)


@dataclass(frozen=True, slots=True)
class ExistingCalendar:
    """The state of a calendar's target path: origin, events by UID, newest DTSTAMP (UTC), calendar name, PRODID.

    The default means that there is no file.
    """

    file_origin: FileOrigin = FileOrigin.NOTHING
    events: Mapping[str, ExistingEvent] = field(default_factory=dict)
    stamp: datetime | None = None
    name: str = ""
    program: str = ""


NOTHING_THERE = ExistingCalendar()
FREE = (FileOrigin.NOTHING, FileOrigin.OURS)
"""The origins for which a calendar file may be written without asking."""


def file_origin_notice(found: ExistingCalendar, name: str) -> Text:
    """Return a sentence that describes the existing file; ``name`` is its file name."""
    return Text(_SAID[found.file_origin], name=name, calendar=found.name or found.program or "?")


_SAID = {
    FileOrigin.NOTHING: N_("“{name}” is not there yet."),
    FileOrigin.OURS: N_("“{name}” is the calendar that was sent last."),
    FileOrigin.OLDER: N_("“{name}” is this calendar as it was sent earlier, not as it was sent last."),
    FileOrigin.DRAFT: N_("“{name}” is a draft of this conference."),
    FileOrigin.RIVAL: N_("“{name}” was sent by another copy of this conference, or later than this file knows."),
    FileOrigin.OTHER_FILE: N_("“{name}” is another calendar of this conference: “{calendar}”."),
    FileOrigin.ANOTHER: N_("“{name}” is the calendar of another conference: “{calendar}”."),
    FileOrigin.STRANGE: N_("“{name}” was not made by Estrad, or cannot be read."),
}
