"""Rules about missing information."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.enums import KINDS, ON_STAGE, Kind, Status
from planner.domain.session_people import moderators_of
from planner.domain.text import Text
from planner.rules.conflict import Conflict, Severity
from planner.rules.rule import Rule

NEED_SPEAKER = tuple(kind for kind, facts in KINDS.items() if facts.needs_speaker)
NEED_MODERATOR = tuple(kind for kind, facts in KINDS.items() if facts.needs_moderator)


def _without_speaker(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each session that needs somebody on stage but has nobody expected there."""
    for session in _going_on(agenda, NEED_SPEAKER):
        if not any([a.role in ON_STAGE and a.counts for a in session.people]):
            text = Text("“{title}” has no speaker yet.", title=session.title)
            short = Text("No speaker yet")
            yield Conflict("session-without-speaker", Severity.WARNING, (session.id,), text, short)


def _without_moderator(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each session that needs a moderator but has none, neither its own nor from a shift."""
    for session in _going_on(agenda, NEED_MODERATOR):
        if not moderators_of(agenda, session):
            text = Text("“{title}” has no moderator yet.", title=session.title)
            short = Text("No moderator yet")
            yield Conflict("session-without-moderator", Severity.WARNING, (session.id,), text, short)


def _without_abstract(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a hint for each session that needs somebody on stage but has neither abstract nor description."""
    for session in _going_on(agenda, NEED_SPEAKER):
        if not session.abstract.strip() and not session.description.strip():
            text = Text("“{title}” has no abstract yet.", title=session.title)
            yield Conflict("session-without-abstract", Severity.HINT, (session.id,), text, Text("No abstract yet"))


def _unplaced(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a hint for each session in the tray that is not cancelled."""
    for session in agenda.tray:
        if session.status is not Status.CANCELLED:
            text = Text("“{title}” is not placed in the timeline yet.", title=session.title)
            yield Conflict("session-unplaced", Severity.HINT, (session.id,), text, Text("Not placed yet"))


def _going_on(agenda: Agenda, kinds: tuple[Kind, ...]) -> list[Session]:
    """Return the sessions of these kinds that are not cancelled, placed or not, by number."""
    cancelled = Status.CANCELLED
    return [s for s in agenda.sessions_in_order if s.kind in kinds and s.status is not cancelled]


SESSION_WITHOUT_SPEAKER = Rule(id="session-without-speaker", in_plan=_without_speaker)
SESSION_WITHOUT_MODERATOR = Rule(
    id="session-without-moderator", in_plan=_without_moderator, untold="A shift may be given to it afterwards."
)
SESSION_WITHOUT_ABSTRACT = Rule(id="session-without-abstract", in_plan=_without_abstract, only_hints=True)
SESSION_UNPLACED = Rule(id="session-unplaced", in_plan=_unplaced, only_hints=True)
