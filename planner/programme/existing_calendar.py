"""A calendar file found where one is to be written: its relation to us, and the SEQUENCE of each of its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planner.domain.text import N_, Text
from planner.programme.release import LedgerEntry, SentEvent


class FileOrigin(StrEnum):
    """The kinds of file at a place, seen from the calendar file that is to be written there."""

    NOTHING = "nothing"
    OURS = "ours"
    """The file itself, as this conference last sent it: no question is needed."""
    OLDER = "older"
    """The file itself, as this conference sent it earlier."""
    DRAFT = "draft"
    """A draft of this conference."""
    RIVAL = "rival"
    """The file as sent by another copy of the conference, or by this one before a backup was restored."""
    OTHER_FILE = "other file"
    """Another calendar file of this conference."""
    ANOTHER = "another"
    """The calendar of another conference, including its own last edition."""
    STRANGE = "strange"
    """A file that is no calendar written by Estrad, or cannot be read."""


_TEXTS = ("summary", "location", "description", "organiser", "organiser_address")
_ESCAPED = frozenset('\\^"')


@dataclass(frozen=True, slots=True)
class ExistingEvent:
    """An event in that file, with its bookkeeping there. Times are UTC, None if missing in the file."""

    event: SentEvent
    sequence: int = 0
    created: datetime | None = None
    modified: datetime | None = None

    def is_of(self, entry: LedgerEntry) -> bool:
        """Return whether the event is what that entry of a ledger, with the same SEQUENCE, was written as.

        Texts with a backslash or caret are not compared, since icalendar does not read back every escape as it was.
        """
        ours, there = entry.event, self.event
        same = all(getattr(ours, name) == getattr(there, name) for name in ("start", "end", "status"))
        texts = ((getattr(ours, name), getattr(there, name)) for name in _TEXTS)
        return self.modified == entry.modified and same and all(a == b or _ESCAPED & set(a) for a, b in texts)


@dataclass(frozen=True, slots=True)
class ExistingCalendar:
    """A file that was found: its events by UID, the newest DTSTAMP (UTC), its name, and the program that made it."""

    file_origin: FileOrigin = FileOrigin.NOTHING
    events: Mapping[str, ExistingEvent] = field(default_factory=dict)
    stamp: datetime | None = None
    name: str = ""
    program: str = ""


NOTHING_THERE = ExistingCalendar()
FREE = (FileOrigin.NOTHING, FileOrigin.OURS)
"""The cases in which a calendar file may be written without a question."""


def file_origin_notice(found: ExistingCalendar, name: str) -> Text:
    """Return a sentence that begins with the file's name and says what was found there."""
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
