"""What Estrad itself writes into a calendar, taken apart again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from planner.domain.agenda import Agenda
from planner.importing.incoming import Incoming, IncomingRoom, IncomingSession
from planner.importing.sources.calendar_people import is_role_line
from planner.programme.calendar import one_line
from planner.programme.identity import draft_uid, part_uid, session_uid, source_uids

UID = "/uid:"
_LANGUAGE = re.compile(r"(?:Language|Språk): \S.*")
_LINK = re.compile(r"(?:[^\n]{1,300}: )?https?://\S+")


def own_text(text: str, categories: tuple[str, ...]) -> str:
    """Return a description of ours: its lines of people and its texts, without kind, track, language and links."""
    people, rest = [], text.split("\n")
    while rest and is_role_line(rest[0]):
        people.append(rest.pop(0))
    if rest and {part.strip() for part in rest[0].split(" · ")} <= set(categories):
        rest.pop(0)
    if rest and _LANGUAGE.fullmatch(rest[0]):
        rest.pop(0)
    blocks = "\n".join(rest).strip().split("\n\n")
    if all(_LINK.fullmatch(line) for line in blocks[-1].split("\n")):
        blocks.pop()
    return "\n".join([*people, "\n\n".join(blocks)]).strip()


def with_our_ids(incoming: Incoming, agenda: Agenda) -> Incoming:
    """Return it with the id here of each session whose UID Estrad made for it, in whichever of its files.

    UIDs are made of ids and cannot be read back, so the conference must be there. What the calendar calls its place is
    not always a room: it may be several, or a text of ours.
    """
    wanted = {uid: n for n, one in enumerate(incoming.sessions) if not one.ours and (uid := _uid_of(one.key))}
    if not wanted:
        return incoming
    ours = {wanted[uid]: session for uid, session in _uids(agenda, frozenset(wanted)).items()}
    sessions = tuple(
        _known(one, agenda, ours[n]) if n in ours else one for n, one in enumerate(incoming.sessions)
    )  # fmt: skip
    lines = {room: one.line for one in reversed(sessions) for room in one.rooms}
    rooms = {room.name: room for room in incoming.rooms}
    named = tuple(rooms.get(name) or IncomingRoom(line, name) for name, line in lines.items())
    return replace(incoming, sessions=sessions, rooms=named)


def _known(told: IncomingSession, agenda: Agenda, session: str) -> IncomingSession:
    """The session with its id here, and in its rooms if the calendar says where it is as we do."""
    placement = agenda.sessions[session].placement
    rooms = tuple(agenda.rooms[room].name for room in placement.rooms) if placement else ()
    same = placement and one_line(placement.place or ", ".join(rooms)) == ", ".join(told.rooms)
    return replace(told, ours=session, rooms=rooms if same else told.rooms)


def _uid_of(key: str) -> str:
    """The UID in a key, in the form that ours have."""
    found = re.search(r"/uid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", key)
    return found[1] if found else ""


def _uids(agenda: Agenda, wanted: frozenset[str]) -> Mapping[str, str]:
    """The sessions with one of those UIDs; the files of parts are only looked at for what no other file knows."""
    here = agenda.conference.id
    found = {uid: session for session, uid in source_uids(agenda, (), ()).items() if uid in wanted}
    for session in agenda.sessions:
        for uid in (session_uid(here, session), draft_uid(here, session)):
            if uid in wanted:
                found[uid] = session
    if wanted - found.keys():
        days = [f"day:{day.date.isoformat()}" for day in agenda.days.values()]
        parts = [*days, *(f"room:{room}" for room in agenda.rooms), *(f"track:{track}" for track in agenda.tracks)]
        for one in agenda.sessions.values():
            people = [f"{what}:{a.person}" for a in one.people for what in ("person", "moderator")]
            for part in (*parts, *people):
                uid = part_uid(here, part, one.id)
                if uid in wanted:
                    found[uid] = one.id
    return found
