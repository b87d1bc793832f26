"""What lasts of people and sessions from one conference to another: the next edition and pasting agree on it."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.entities import Person, Session
from planner.domain.kinds import Status


def lasting_person(person: Person) -> Person:
    """The person without what was agreed for one year: when they can come, travel, lodging, fee and expenses."""
    return replace(person, availability=(), travel="", lodging="", fee="", expenses="", told=())


def lasting_session(session: Session) -> Session:
    """The session without what was of one year: its place, its people with their answers, page, stream, statements,
    pin and whether it is recorded. What needs somebody on stage is a draft again.
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
