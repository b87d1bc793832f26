"""Recognises sessions in Estrad's own calendars by the UIDs that it gave them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.domain.long_task import LongTask, Progress
from planner.importing.incoming import Incoming, IncomingRoom, IncomingSession
from planner.programme.calendar import one_line
from planner.programme.identity import draft_uid, part_uid, session_uid, source_uids

OURS = "estrad:"
"""Beginning, after the file's namespace, of a key that is a UID written by Estrad."""
EACH = 50
"""Number of sessions between two checks for cancellation."""
_UID = re.compile(rf"/{OURS}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})$")


def with_our_ids(incoming: Incoming, agenda: Agenda) -> LongTask[Incoming]:
    """Return the file with an id on each session whose UID Estrad wrote in any of its calendars.

    UIDs are derived from ids and cannot be reversed, so the conference is needed. The place in the calendar is not
    always a room: it may be several rooms, or the place text.
    """
    wanted = {found[1]: n for n, one in enumerate(incoming.sessions) for key in one.known_as
              if not one.ours and (found := _UID.search(key))}  # fmt: skip
    if not wanted:
        return incoming
    known = yield from _uids(agenda, frozenset(wanted))
    ours = {wanted[uid]: session for uid, session in known.items()}
    sessions = tuple(
        _known(one, agenda, ours[n]) if n in ours else one for n, one in enumerate(incoming.sessions)
    )  # fmt: skip
    lines = {room: one.line for one in reversed(sessions) for room in one.rooms}
    rooms = {room.name: room for room in incoming.rooms}
    named = tuple(rooms.get(name) or IncomingRoom(line, name) for name, line in lines.items())
    return replace(incoming, sessions=sessions, rooms=named)


def _known(told: IncomingSession, agenda: Agenda, session: str) -> IncomingSession:
    """Return the session with its id, and with its rooms if the calendar has the place as Estrad would write it."""
    placement = agenda.sessions[session].placement
    rooms = tuple(agenda.rooms[room].name for room in placement.rooms) if placement else ()
    same = placement and one_line(placement.place or ", ".join(rooms)) == ", ".join(told.rooms)
    return replace(told, ours=session, rooms=rooms if same else told.rooms)


def _uids(agenda: Agenda, wanted: frozenset[str]) -> LongTask[Mapping[str, str]]:
    """Return session ids by UID; those of calendars for parts are only computed for UIDs not found otherwise."""
    here = agenda.conference.id
    found = {uid: session for session, uid in source_uids(agenda, (), ()).items() if uid in wanted}
    for n, session in enumerate(agenda.sessions):
        if n % EACH == EACH - 1:
            yield Progress(0, 1)
        for uid in (session_uid(here, session), draft_uid(here, session)):
            if uid in wanted:
                found[uid] = session
    if wanted - found.keys():
        days = [f"day:{day.date.isoformat()}" for day in agenda.days.values()]
        parts = [*days, *(f"room:{room}" for room in agenda.rooms), *(f"track:{track}" for track in agenda.tracks)]
        for one in agenda.sessions.values():
            yield Progress(0, 1)
            people = [f"{what}:{a.person}" for a in one.people for what in ("person", "moderator")]
            for part in (*parts, *people):
                uid = part_uid(here, part, one.id)
                if uid in wanted:
                    found[uid] = one.id
    return found
