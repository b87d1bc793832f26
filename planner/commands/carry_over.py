"""Reduce people and sessions to their lasting fields, for the next edition and for pasting."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.entities import Person, Session
from planner.domain.enums import Status


def carry_over_person(person: Person) -> Person:
    """Return the person without the arrangements for one year: availability, travel, lodging, fee and expenses."""
    return replace(person, availability=(), travel="", lodging="", fee="", expenses="", told=())


def carry_over_session(session: Session) -> Session:
    """Return the session without everything that belongs to one year.

    This is its placement, its people with their answers, page, stream, statements, pin and recording ban. Kinds that
    need somebody on stage become a draft again.
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
