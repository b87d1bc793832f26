"""Where time can be won back: what a stretch of a room's day can lose before something comes at a fixed time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.kinds import Status

Placed = tuple[Session, Placement]


@dataclass(frozen=True, slots=True)
class Slack:
    """How many minutes a stretch can lose until ``at`` (minutes from midnight): in its gaps and from its breaks.

    It ends with the pinned session ``title``, or with the day where that is empty.
    """

    title: str
    at: int
    gaps: int = 0
    breaks: int = 0

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.gaps + self.breaks


def can_give(session: Session) -> int:
    """How many minutes can be taken from a session: down to its shortest length, and nothing from a pinned one."""
    if session.pinned or session.status is Status.CANCELLED:
        return 0
    return session.minutes - session.least_minutes


def slack_in(placed: Iterable[Placed], closes: int | None) -> dict[str, Slack]:
    """The slack of the stretch in which each session of a room's day stands, by session id.

    ``placed`` is in order; ``closes`` is when the day ends, where that is known. Setting up and clearing away take
    their minutes out of a gap. What a stretch loses must not reach into the pinned session that ends it.
    """
    found: dict[str, Slack] = {}
    for sessions, slack in _stretches([pair for pair in placed if pair[0].status is not Status.CANCELLED], closes):
        found |= dict.fromkeys(sessions, slack)
    return found


def _stretches(placed: Iterable[Placed], closes: int | None) -> Iterator[tuple[list[str], Slack]]:
    stretch: list[str] = []
    gaps = breaks = end = 0
    for session, where in placed:
        start = where.span.start
        if stretch:
            gaps += max(0, start - session.setup - end)
        if session.pinned and stretch:
            yield stretch, Slack(session.title, start, gaps, breaks)
            stretch, gaps, breaks = [], 0, 0
        breaks += can_give(session)
        end = max(end, where.span.end + session.teardown)
        stretch.append(session.id)
    if stretch and closes is not None and end <= closes:
        yield stretch, Slack("", closes, gaps + closes - end, breaks)
