"""Slack: the time that a stretch of a room's day can lose before something comes at a fixed time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.entities import Session
from planner.domain.enums import Status
from planner.domain.value_objects import Placement

Placed = tuple[Session, Placement]


@dataclass(frozen=True, slots=True)
class Slack:
    """The minutes that a stretch can lose until ``at`` (minutes from midnight): in its gaps and from its breaks.

    It ends with the pinned session ``title``, or with the day if that is empty.
    """

    title: str
    at: int
    gaps: int = 0
    breaks: int = 0

    @property
    def minutes(self) -> int:
        """The total in minutes."""
        return self.gaps + self.breaks


def can_give(session: Session) -> int:
    """Return the minutes that can be taken from a session: down to its shortest length, none from a pinned one."""
    if session.pinned or session.status is Status.CANCELLED:
        return 0
    return session.minutes - session.least_minutes


def slack_in(placed: Iterable[Placed], closes: int | None) -> dict[str, Slack]:
    """Return the slack of the stretch in which each session of a room's day lies, by session id.

    ``placed`` is in order; ``closes`` is the end of the day, or None if unknown. Setting up and clearing away take
    their minutes from a gap. A delay must not reach into the pinned session that ends the stretch.
    """
    found: dict[str, Slack] = {}
    for sessions, slack in _slack_stretches(
        [pair for pair in placed if pair[0].status is not Status.CANCELLED], closes
    ):
        found |= dict.fromkeys(sessions, slack)
    return found


def _slack_stretches(placed: Iterable[Placed], closes: int | None) -> Iterator[tuple[list[str], Slack]]:
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
