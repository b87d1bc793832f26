"""Withdraws a calendar file that is not kept up to date any more: all its entries are cancelled in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.domain.published_files import digest
from planner.domain.text import EstradError, Text, fill
from planner.exporting.calendar_folder import UnknownCalendar
from planner.exporting.ics import Subscription, written_calendar
from planner.exporting.ics_existing import read_calendar
from planner.programme.departed_events import CANCELLED, withdrawn_event
from planner.programme.ledger_update import Outgoing
from planner.programme.release import ExistingCalendar, ExistingEvent, LedgerEntry, SentFile

_SECOND = timedelta(seconds=1)


def withdrawn_calendar(calendar: UnknownCalendar, out: Outgoing) -> bytes:
    """Return a calendar file in which all entries are cancelled, above the numbers and times that it has (RFC 5546).

    UIDs, name and time zones stay; what the calendar says of the conference is as it is now. Raise ``EstradError`` if
    the file cannot be read, or is not the one that was found any more.
    """
    path = calendar.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be read: {why}.", name=path.name, why=error.strerror or str(error)),
            Text("Nothing was written."),
            file=path,
        ) from error
    known = read_calendar(data) if digest(data) == calendar.digest else None
    if known is None:
        raise EstradError(
            Text("“{name}” cannot be read as a calendar, or has changed meanwhile.", name=path.name),
            Text("Publish again to see what is there."),
            file=path,
        )
    file = _withdrawn(known[0], path.stem, out)
    return written_calendar(out.programme, file, out.words, calendar.title, Subscription.PART)


def _withdrawn(found: ExistingCalendar, name: str, out: Outgoing) -> SentFile:
    now = out.second
    stamp = max(now, found.stamp + _SECOND) if found.stamp else now
    modified = max(now, found.modified + _SECOND) if found.modified else now
    entries = {
        uid: _cancelled(uid, line, out) for uid, line in found.events.items() if line.event.start < line.event.end
    }
    return SentFile(entries, name=name, stamp=stamp, modified=modified)


def _cancelled(uid: str, line: ExistingEvent, out: Outgoing) -> LedgerEntry:
    """Return the entry of an event, cancelled with a higher SEQUENCE; as it is if it was cancelled before.

    What is said to be called off may take place here: it is *no longer in this calendar* too.
    """
    when, event = line.modified or line.created or out.second, replace(line.event, sessions=())
    off = fill(out.words(CANCELLED), {"title": ""})
    if event.status == "CANCELLED" and not event.summary.startswith(off):
        return LedgerEntry(uid, event, line.created or when, when, line.sequence)
    event = withdrawn_event(replace(event, title=event.summary.removeprefix(off)), out.words)
    modified = max(out.second, when + _SECOND)
    return LedgerEntry(uid, event, line.created or when, modified, line.sequence + 1)
