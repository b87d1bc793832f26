"""The lasting fields of people and sessions, taken along to the next edition and when pasting."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.entities import Person, Session
from planner.domain.enums import Status


def carry_over_person(person: Person) -> Person:
    """Return the person without what was agreed for one year: availability, travel, lodging, fee and expenses."""
    return replace(person, availability=(), travel="", lodging="", fee="", expenses="", told=())


def carry_over_session(session: Session) -> Session:
    """Return the session without what belonged to one year.

    This is its place, its people with their answers, page, stream, statements, pin and recording ban. Kinds that need
    somebody on stage become a draft again.
    """
    return replace(
        session,
        status=Status.DRAFT if session.facts.needs_speaker else Status.CONFIRMED,
        people=(),
        placement=None,
        website="",
        stream="",
        statements=(),
        pinned=False,
        do_not_record=False,
        origin="",
        told=(),
    )
