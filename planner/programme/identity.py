"""The UIDs of calendar events, derived from ids so that they outlast changes (RFC 7986 section 5.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from uuid import UUID, uuid5

from planner.domain.agenda import Agenda

_SPACE = UUID("5f1d6d0e-3c5b-5a0e-9d59-6b3f0a1c7e24")
_GUID = re.compile(r"/guid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)
_NIL = str(UUID(int=0))


def session_uid(conference_id: str, session_id: str) -> str:
    """Return the UID of a session's event in the whole conference's file."""
    return str(uuid5(_SPACE, f"{conference_id}/session/{session_id}"))


def part_uid(conference_id: str, part: str, session_id: str) -> str:
    """Return the UID of a session's event in a part's file.

    It differs from the UID in the whole conference's file, so that a session that leaves the part can be cancelled
    there without affecting those who have the whole file too.
    """
    return str(uuid5(_SPACE, f"{conference_id}/part/{part}/{session_id}"))


def draft_uid(conference_id: str, session_id: str) -> str:
    """Return the UID of a session's event in a draft, which never collides with what is sent later."""
    return str(uuid5(_SPACE, f"{conference_id}/draft/{session_id}"))


def source_uids(agenda: Agenda, sent: Collection[str], taken: Collection[str]) -> Mapping[str, str]:
    """Return UIDs from an imported source by session: the *guid*, if it is a UUID that only one session has.

    Sessions already ``sent`` are omitted, and so are UIDs ``taken`` by another ledger entry. Copied sessions and those
    of a new edition have no *guid*.
    """
    borne = {session.id: found[1].lower() for session in agenda.sessions.values()
             if (found := _GUID.search(session.origin))}  # fmt: skip
    often = Counter(borne.values())
    return {
        session: guid
        for session, guid in borne.items()
        if often[guid] == 1 and guid != _NIL and session not in sent and guid not in taken
    }
