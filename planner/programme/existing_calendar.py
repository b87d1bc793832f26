"""The state of a calendar's target path before writing: the origin of a file found there, and its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planner.domain.text import N_, Text
from planner.programme.release import LedgerEntry, SentEvent


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
