"""The news of earlier versions for readers of a page: new, moved and called-off sessions, and lists of changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.programme.difference import change_lines, difference
from planner.programme.programme import ProgrammeItem
from planner.programme.release import Release
from planner.wording import Wording

MOST_LINES = 12
"""The maximum number of lines about one version; the rest is counted."""


@dataclass(frozen=True, slots=True)
class SessionMark:
    """The change of a session by a version: ``before`` is where it was, None if it is new."""

    release: Release
    before: ProgrammeItem | None = None


@dataclass(frozen=True, slots=True)
class CalledOff:
    """A session that is in the programme no more, as it was last, and the version that left it out."""

    item: ProgrammeItem
    release: Release


@dataclass(frozen=True, slots=True)
class VersionNews:
    """The lines about a version, and how many more there would be."""

    release: Release
    lines: tuple[str, ...]
    more: int


def session_marks(releases: Sequence[Release]) -> dict[str, SessionMark]:
    """Return the last thing that befell each session, by its id; ``releases`` are all, with the shown one at the end.

    What the first version had, and has stood where it was since, has no mark.
    """
    found = dict[str, SessionMark]()
    for before, after in pairwise(releases):
        old = {item.id: item for item in before.programme.items}
        for item in after.programme.items:
            then = old.get(item.id)
            if then is not item and (then is None or _place(then) != _place(item)):
                found[item.id] = SessionMark(after, then)
    return found


def _place(item: ProgrammeItem) -> tuple[object, ...]:
    return item.span.begins, item.place, item.rooms


def called_off(releases: Sequence[Release]) -> tuple[CalledOff, ...]:
    """Return the sessions of earlier versions that the last release has no more, by time."""
    found = dict[str, CalledOff]()
    for before, after in pairwise(releases):
        kept = {item.id for item in after.programme.items}
        found |= {item.id: CalledOff(item, after) for item in before.programme.items if item.id not in kept}
    still = {item.id for item in releases[-1].programme.items}
    return tuple(
        sorted((off for key, off in found.items() if key not in still), key=lambda off: (off.item.span, off.item.id))
    )


def version_news(releases: Sequence[Release], words: Wording) -> Iterator[VersionNews]:
    """Yield what changed with each version but the first, the newest first."""
    for before, after in reversed(list(pairwise(releases))):
        lines = [words.say(line) for line in change_lines(difference(before.programme, after.programme))]
        yield VersionNews(after, tuple(lines[:MOST_LINES]), len(lines[MOST_LINES:]))
