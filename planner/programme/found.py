"""The calendar file that lies where one is to go: what it is to us, and the SEQUENCE of each of its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from planner.domain.text import N_, Text
from planner.programme.release import Entry, Event


class Lies(StrEnum):
    """What lies at a place, seen from the calendar file that is to go there."""

    NOTHING = "nothing"
    OURS = "ours"
    """The file itself, as this conference sent it last: nothing need be asked."""
    OLDER = "older"
    """The file itself, as this conference sent it before."""
    DRAFT = "draft"
    """A draft of this conference."""
    RIVAL = "rival"
    """This file as another copy of the conference, or this one before a backup was fetched back, has sent it."""
    OTHER_FILE = "other file"
    """Another calendar file of this conference."""
    ANOTHER = "another"
    """The calendar of another conference, also of its last edition."""
    STRANGE = "strange"
    """No calendar that Estrad wrote, or nothing that can be read."""


_TEXTS = ("summary", "location", "description", "organiser", "organiser_address")
_ESCAPED = frozenset('\\^"')


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event in that file, with the bookkeeping that it has there. Times are UTC, None where the file has none."""

    event: Event
    sequence: int = 0
    created: datetime | None = None
    modified: datetime | None = None

    def is_of(self, entry: Entry) -> bool:
        """Whether that entry of a ledger, with the same SEQUENCE, is what was written here.

        A text with a backslash or caret is not compared, since icalendar does not read every escape back as it was.
        """
        ours, there = entry.event, self.event
        same = all(getattr(ours, name) == getattr(there, name) for name in ("start", "end", "status"))
        texts = ((getattr(ours, name), getattr(there, name)) for name in _TEXTS)
        return self.modified == entry.modified and same and all(a == b or _ESCAPED & set(a) for a, b in texts)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies there: its events by UID, the newest DTSTAMP (UTC), its name, and the program that made it."""

    lies: Lies = Lies.NOTHING
    events: Mapping[str, FoundEvent] = field(default_factory=dict)
    stamp: datetime | None = None
    name: str = ""
    program: str = ""


NOTHING_THERE = Found()
FREE = (Lies.NOTHING, Lies.OURS)
"""Where a calendar file may be written without a question."""


def said(found: Found, name: str) -> Text:
    """What lies there, in a sentence that begins with the file's name."""
    return Text(_SAID[found.lies], name=name, calendar=found.name or found.program or "?")


_SAID = {
    Lies.NOTHING: N_("“{name}” is not there yet."),
    Lies.OURS: N_("“{name}” is the calendar that was sent last."),
    Lies.OLDER: N_("“{name}” is this calendar as it was sent earlier, not as it was sent last."),
    Lies.DRAFT: N_("“{name}” is a draft of this conference."),
    Lies.RIVAL: N_("“{name}” was sent by another copy of this conference, or later than this file knows."),
    Lies.OTHER_FILE: N_("“{name}” is another calendar of this conference: “{calendar}”."),
    Lies.ANOTHER: N_("“{name}” is the calendar of another conference: “{calendar}”."),
    Lies.STRANGE: N_("“{name}” was not made by Estrad, or cannot be read."),
}
