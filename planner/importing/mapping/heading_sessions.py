"""Tells which sessions of a table are headings of others: those with the time and the room of what is below them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from planner.domain.value_objects import KINDS, Kind, Role
from planner.importing.incoming import grouped
from planner.importing.mapping.drafts import RowDraft

_STARTS = frozenset({"start", "when"})
_TOLD_OF_A_HEADING = frozenset({"title", "abstract", "description", "extra", "status", "language"})
"""Fields of a heading that its block or the sessions below it take, or that say nothing of it."""
LEAST, MOST = 2, 200
"""Minimum number of sessions below a heading, and of those in its room that are looked at."""
SHORT_TALKS = re.compile(r"(?i)\b(?:lightning|blixt\w*|pecha\s?kucha)\b")
"""The title of several talks that follow each other."""
SAYS_SO = re.compile(
    r"(?i)(?:parallel |invited |oral |poster )?(?:session|block|pass|sektion|section|séance|sesión|sessie|sessione)\b|"
    + SHORT_TALKS.pattern.removeprefix("(?i)")
)
"""The title of a heading, without which one that has no chair is a session itself."""
NO_HEADING = frozenset({Kind.KEYNOTE, Kind.PANEL, Kind.WORKSHOP})


def find_headings(drafts: Sequence[RowDraft]) -> Iterator[tuple[RowDraft, list[RowDraft]]]:
    """Yield each session that only is the heading of others in its table, with these.

    It has a length, and nobody but moderators. Those below it lie in its time and its room, or follow it directly
    without a room, or without time and room; these share its time.
    """
    taken: set[int] = set()
    timed = [(at, n, room) for n, one in enumerate(drafts) if (at := one.slot.begins) for room in one.rooms or ()]
    of_rooms = {room: [(at, n) for at, n, _ in found] for room, found in grouped(sorted(timed), itemgetter(2)).items()}
    for n, draft in enumerate(drafts):
        if id(draft) not in taken and _may_head(draft):
            near = sorted({at for room in draft.rooms or () for at in _starting_indexes(draft, of_rooms.get(room, []))})
            found = [*_following_sessions(draft, (drafts[m] for m in range(n + 1, len(drafts))))]
            found += [drafts[m] for m in near if m > n and _fits_heading(draft, drafts[m])]
            below = list({id(one): one for one in found if id(one) not in taken}.values())
            if len(below) >= LEAST:
                taken |= {id(draft), *map(id, below)}
                yield draft, below


def _may_head(draft: RowDraft) -> bool:
    """Return whether a session may be a heading: timed, with chairs alone, or with a title that says so and nobody."""
    timed = draft.slot.begins is not None and draft.slot.minutes and draft.record.parent is None
    leads = all(role is Role.MODERATOR for _, role in draft.people)
    is_titled = bool(SAYS_SO.search(draft.title))
    more = any(value for name, value in draft.fields.items() if name not in _TOLD_OF_A_HEADING)
    kept = more or draft.waits or draft.kind in NO_HEADING or is_pause(draft)
    return bool(timed and leads and not kept and (is_titled or (draft.people and draft.rooms)))


def _starting_indexes(draft: RowDraft, of_room: Sequence[tuple[datetime, int]]) -> list[int]:
    """Return the indexes of the sessions of a room that begin in the time of a heading, not more than ``MOST``."""
    begins = draft.slot.begins or datetime.min
    first, last = (
        bisect_left(of_room, (at, 0)) for at in (begins, begins + timedelta(minutes=draft.slot.minutes or 0))
    )
    return [n for _, n in of_room[first : min(last, first + MOST)]]


def _fits_heading(draft: RowDraft, other: RowDraft) -> bool:
    """Return whether a session lies in the time and the rooms of a heading."""
    rooms = set(draft.rooms or ())
    return bool(other.rooms) and set(other.rooms or ()) <= rooms and _is_enclosed(draft, other)


def _is_enclosed(draft: RowDraft, other: RowDraft) -> bool:
    begins, at = draft.slot.begins, other.slot.begins
    if begins is None or at is None or other.record.parent is not None or is_pause(other):
        return False
    ends = begins + timedelta(minutes=draft.slot.minutes or 0)
    return begins <= at < ends and at + timedelta(minutes=other.slot.minutes or 0) <= ends


def _following_sessions(draft: RowDraft, others: Iterable[RowDraft]) -> Iterator[RowDraft]:
    """Yield the sessions that follow a heading without a room, timed within it or all of them without a time."""
    untimed: bool | None = None
    for other in others:
        told = not _STARTS.isdisjoint(other.record.values)
        sure = draft.people or draft.rooms  # else what is within its time may be beside it
        fits = sure and _is_enclosed(draft, other) if told else other.people and not other.slot.doubted
        apart = untimed is not None and untimed == told
        if other.rooms not in (None, draft.rooms) or other.record.parent is not None or not fits or apart:
            return
        untimed = not told
        yield other


def is_pause(draft: RowDraft) -> bool:
    """Return whether a session is a break, a meal or the like."""
    return draft.kind is not None and KINDS[draft.kind].pause


def lend_time(draft: RowDraft, below: Sequence[RowDraft]) -> None:
    """Give sessions below a heading its rooms, track and extra fields, and times within its own if they have none.

    They follow each other by their lengths, or in equal parts if one has none.
    """
    untimed = [one for one in below if _STARTS.isdisjoint(one.record.values)]
    after, lasts = 0, [one.slot.minutes or 0 for one in untimed]
    for n, one in enumerate(untimed):
        slot = one.slot
        slot.day, slot.start, slot.at = draft.slot.day, draft.slot.start, draft.slot.at
        if all(lasts) and slot.start is not None:
            slot.start, slot.at = slot.start + after, slot.at and slot.at + timedelta(minutes=after)
        else:
            slot.minutes, one.record.part = draft.slot.minutes, (n, len(untimed))
        after += lasts[n]
    below[0].remarks.extend(draft.remarks)
    extras = draft.fields.get("extra", ())
    for one in below:
        one.fields |= {"extra": (*one.fields.get("extra", ()), *extras)} if extras else {}
        one.rooms, one.track = one.rooms or draft.rooms, one.track or draft.track
        one.record.parent = draft.record
