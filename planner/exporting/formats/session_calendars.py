"""Writes a calendar file for each session, with the entry that it has in the calendar of the whole conference.

Who adds one and subscribes to the whole as well has one entry in clients that know an event by its UID.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.exporting.ics import loose_calendar
from planner.programme.calendar import session_uid
from planner.programme.release import WHOLE, Ledger, Release
from planner.wording import Wording


def session_calendars(release: Release, words: Wording, *, ledger: Ledger) -> Mapping[str, bytes]:
    """Return the files as the whole calendar was sent last, by names that stay; ``words`` as in that calendar.

    A session that was called off keeps its file, in which it is cancelled, as long as the whole calendar tells it; the
    file of one that the entry of its block tells has that entry. The name is made of the session's id: a file that
    vanished with a title would leave links that lead nowhere.
    """
    programme = release.programme
    entries = ledger.file(WHOLE).shown
    told = {s: entry for entry in entries if entry.event.status != "CANCELLED" for s in entry.event.sessions}
    found = {entry.session: entry for entry in entries} | told
    return {  # the DTSTAMP is when an entry was changed last, so that the bytes stay while the entry does
        file_name(programme.id, key): loose_calendar(programme, [entry], words, entry.modified)
        for key, entry in found.items()
    }


def file_name(conference_id: str, session_id: str) -> str:
    """Return the name of a session's file: the last twelve digits of its UUID are enough to tell it from all others."""
    return f"session-{session_uid(conference_id, session_id)[-12:]}.ics"
