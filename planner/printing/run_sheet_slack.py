"""Computes slack: the delay that a stretch of sessions can absorb before a pinned session or the day's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.entities import Session
from planner.domain.enums import Status
from planner.domain.value_objects import Placement

Placed = tuple[Session, Placement]


@dataclass(frozen=True, slots=True)
class Slack:
    """The delay that a stretch can absorb until ``at`` (minutes from midnight), in minutes of gaps and of breaks.

    The stretch ends at the pinned session called ``title``, or at the day's end if ``title`` is empty.
    """

    title: str
    at: int
    gaps: int = 0
    breaks: int = 0

    @property
    def minutes(self) -> int:
        """The total slack in minutes."""
        return self.gaps + self.breaks


def can_give(session: Session) -> int:
    """Return the minutes by which a session can be shortened; 0 if it is pinned or cancelled."""
    if session.pinned or session.status is Status.CANCELLED:
        return 0
    return session.minutes - session.least_minutes


def slack_in(placed: Iterable[Placed], closes: int | None) -> dict[str, Slack]:
    """Return the slack of each session's stretch on one day of a room, by session id.

    ``placed`` is in order of time; ``closes`` is the end of the day, or None if unknown. Set-up and teardown times
    reduce a gap. A stretch ends before a pinned session, which must not be delayed; the last one ends at ``closes``,
    and has no slack if ``closes`` is unknown or exceeded.
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
