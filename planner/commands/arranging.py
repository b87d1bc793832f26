"""Commands on several sessions and on parts of one: move together, lengthen, split, merge, fill a day in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, zip_longest
from typing import Any, get_origin

from planner.commands.edit import alone_or_in_one_step, cleaned_fields, with_values
from planner.commands.sessions import UNKNOWN, next_number
from planner.commands.timeline import is_placed_and_pinned, pinned_error, place, set_length
from planner.domain.agenda import Agenda, Change, change, merged_change
from planner.domain.entities import INTERNAL, Day, Session
from planner.domain.json_codec import field_types
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import LINES, Appearance, Placement, Segment, State, Status, metadata_defaults

_OWN_WAY = {"id", "title", "origin", "segments", "people", *INTERNAL}
_MERGED = {name: hint for name, hint in field_types(Session).items() if name not in _OWN_WAY}
JOINED = tuple(metadata_defaults(LINES, Session))
GATHERED = tuple(name for name, hint in _MERGED.items() if get_origin(hint) is tuple)
FIRST = tuple(name for name, hint in _MERGED.items() if hint in (str, str | None) and name not in JOINED)
"""The fields that are merged in one of three ways; the others are each merged in their own way.

Texts of several lines are joined, lists are combined, and lines and ids are copied from the first session that has
one.
"""
SURER = (State.CONFIRMED, State.TENTATIVE, State.INVITED, State.NOT_ASKED, State.CANCELLED, State.DECLINED)
"""The states by certainty, the most certain first."""


def move_together(agenda: Agenda, targets: Mapping[str, Placement]) -> Change:
    """Move sessions to the times and rooms in ``targets``, all or none; their lengths and place texts stay.

    Raise ``Pinned`` if one of them must not move, ``EstradError`` for an invalid day or time.
    """
    held = [agenda.sessions[name] for name in targets if is_placed_and_pinned(agenda.sessions[name])]
    if held:
        raise pinned_error(held)
    label = Plural("Move {n} session", "Move {n} sessions", len(targets))
    makes: list[Callable[[Agenda], Change]] = [
        partial(place, session_id=name, day=to.span.day, start=to.span.start, rooms=to.rooms)
        for name, to in targets.items()
    ]
    return alone_or_in_one_step(agenda, label, makes)


def lengthen(agenda: Agenda, session_ids: Sequence[str], minutes: int) -> Change:
    """Lengthen sessions by ``minutes`` (negative: shorten), all or none.

    Raise ``Pinned`` if one must not change, ``EstradError`` if one would have an invalid length.
    """
    makes: list[Callable[[Agenda], Change]] = [
        partial(set_length, session_id=name, minutes=agenda.sessions[name].minutes + minutes) for name in session_ids
    ]
    return alone_or_in_one_step(agenda, Text("Resize {n} sessions", n=len(makes)), makes)


def split(agenda: Agenda, session_id: str, minutes: int, new_id: str) -> Change:
    """Split a session into its first ``minutes`` and the rest right after, which becomes a session with ``new_id``.

    Set-up stays with the first half and clearing with the second; both keep the other fields, except that the
    rest has a new number and is unknown to imports. Each segment goes to the half that contains it; one that spans both
    is split. Raise ``EstradError`` if a half would be empty, ``Pinned`` if the session must not change.
    """
    before = agenda.sessions[session_id]
    if is_placed_and_pinned(before):
        raise pinned_error((before,))
    if not 0 < minutes < before.minutes:
        raise EstradError(
            Text("“{title}” cannot be split after {n} min.", title=before.title, n=minutes),
            Text("Choose a time inside it."),
        )
    first_parts, second_parts = _split_segments(before.segments, minutes)
    first = replace(
        before, minutes=minutes, teardown=0, segments=first_parts, placement=_part_of_placement(before, 0, minutes)
    )
    second = replace(
        before,
        id=new_id,
        number=next_number(agenda),
        minutes=before.minutes - minutes,
        setup=0,
        segments=second_parts,
        placement=_part_of_placement(before, minutes, before.minutes),
        **UNKNOWN,
    )
    return change(Text("Split “{title}”", title=before.title), (before, first), (None, second))


def _part_of_placement(session: Session, start: int, end: int) -> Placement | None:
    where = session.placement
    if where is None:
        return None
    begins = where.span.start
    return replace(where, span=replace(where.span, start=begins + start, end=begins + end))


def _split_segments(segments: tuple[Segment, ...], minutes: int) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    first, second, at = [], [], 0
    for segment in segments:
        end = at + segment.minutes
        if at < minutes:
            first.append(replace(segment, minutes=min(end, minutes) - at))
        if end > minutes:
            second.append(replace(segment, minutes=end - max(at, minutes)))
        at = end
    return tuple(first), tuple(second)


def merge_sessions(agenda: Agenda, session_ids: Sequence[str]) -> Change:
    """Merge sessions into the first, from its start to the end of the last, with the people of all.

    Each becomes a segment or keeps its own segments; there are none if all have the same title and no segments. Texts
    of several lines are joined. All must follow one another in the same rooms on one day, or be in the tray, where
    they are merged by number. Raise ``EstradError`` if they cannot be merged.
    """
    parts = _sessions_to_merge(agenda, [agenda.sessions[name] for name in dict.fromkeys(session_ids)])
    first, last = parts[0], parts[-1]
    minutes, where = sum(s.minutes for s in parts), None
    if first.placement and last.placement:
        span = replace(first.placement.span, end=last.placement.span.end)
        minutes, where = span.minutes, replace(first.placement, span=span)
    gathered: dict[str, Any] = {name: _joined_text(parts, name) for name in JOINED}
    gathered |= {name: _distinct_values(parts, name) for name in GATHERED}
    gathered |= {name: _first_value(parts, name) for name in FIRST}
    whole = with_values(
        first,
        minutes=minutes,
        placement=where,
        teardown=last.teardown,
        segments=_merged_segments(parts),
        people=_merged_people(parts),
        least=sum(s.least_minutes for s in parts) if any(s.least for s in parts) else None,
        audience=max((s.audience for s in parts if s.audience is not None), default=None),
        do_not_record=any(s.do_not_record for s in parts),
        **cleaned_fields(Session, gathered),
    )
    label = Text("Merge {n} sessions into “{title}”", n=len(parts), title=first.title)
    return change(label, (first, whole), *((session, None) for session in parts[1:]))


def _sessions_to_merge(agenda: Agenda, found: Sequence[Session]) -> list[Session]:
    """Return the sessions in the order in which to merge them; raise ``EstradError`` if they cannot be merged."""
    if len(found) < 2:
        raise EstradError(Text("Merging takes two sessions or more."), Text("Select all that shall become one."))
    held = [session for session in found if is_placed_and_pinned(session)]
    if held:
        raise pinned_error(held)
    off = [session for session in found if session.status is Status.CANCELLED]
    if off and len(off) < len(found):
        raise EstradError(
            Text("“{title}” is cancelled, and the others are not.", title=off[0].title),
            Text("Merge only sessions that take place."),
        )
    placed = [session for session, _where in agenda.placed if session in found]
    if placed and (len(placed) < len(found) or not _are_consecutive(placed)):
        raise EstradError(
            Text("Only sessions that follow one another in the same room can become one."),
            Text("Move them next to each other first."),
        )
    if other := _session_in_the_way(agenda, placed):
        raise EstradError(
            Text("“{title}” is in the same room between them.", title=other.title),
            Text("Move it away, or merge it too."),
        )
    return placed or sorted(found, key=lambda s: s.number)


def _are_consecutive(parts: Sequence[Session]) -> bool:
    """Return whether placed sessions, sorted by time, have the same rooms and day and do not overlap."""
    return all(
        one.has_same_rooms(other) and one.span.day == other.span.day and one.span.end <= other.span.start
        for one, other in pairwise([session.placement for session in parts if session.placement])
    )


def _session_in_the_way(agenda: Agenda, parts: Sequence[Session]) -> Session | None:
    """Return another session that takes place in one of the parts' rooms between their start and end, or None."""
    places = [session.placement for session in parts if session.placement]
    if not places:
        return None
    whole = replace(places[0], span=replace(places[0].span, end=places[-1].span.end))
    names = {session.id for session in parts}
    return next((s for s, where in agenda.taking_place if s.id not in names and where.meets(whole)), None)


def _merged_segments(parts: Sequence[Session]) -> tuple[Segment, ...]:
    if len({session.title for session in parts}) == 1 and not any(session.segments for session in parts):
        return ()
    found: list[Segment] = []
    for session, following in zip_longest(parts, parts[1:]):
        *first, last = session.segments or (Segment(session.title, session.minutes),)
        found += [*first, replace(last, minutes=last.minutes + _gap_minutes(session, following))]
    return tuple(found)


def _gap_minutes(session: Session, following: Session | None) -> int:
    """Return the gap in minutes before the following part, or 0 if there is none or one of them is unplaced."""
    if following is None or session.placement is None or following.placement is None:
        return 0
    return following.placement.span.absolute_start - session.placement.span.absolute_end


def _merged_people(parts: Sequence[Session]) -> tuple[Appearance, ...]:
    """Return each person once per role, with the most certain of their answers."""
    found: dict[tuple[str, str], Appearance] = {}
    for appearance in (appearance for session in parts for appearance in session.people):
        key = (appearance.person, appearance.role)
        if key not in found or SURER.index(appearance.state) < SURER.index(found[key].state):
            found[key] = appearance
    return tuple(found.values())


def _first_value(parts: Sequence[Session], name: str) -> Any:
    return next((value for s in parts if (value := getattr(s, name))), getattr(parts[0], name))


def _joined_text(parts: Sequence[Session], name: str) -> str:
    return "\n\n".join(dict.fromkeys(text for s in parts if (text := getattr(s, name))))


def _distinct_values(parts: Sequence[Session], name: str) -> tuple[object, ...]:
    return tuple(dict.fromkeys(value for s in parts for value in getattr(s, name)))


STEP = 5
"""The interval in minutes between the start times tried."""

IsFree = Callable[[Agenda, Session, tuple[str, ...], int], bool]
"""A function that tells whether a session would have no conflict in these rooms at this minute of the day to fill."""


@dataclass(frozen=True, slots=True)
class FillResult:
    """The change that places sessions, and the ids of those that do not fit into the day."""

    change: Change
    left: tuple[str, ...]


def fill_in_order(
    agenda: Agenda, day: Day, session_ids: Sequence[str], rooms: Sequence[str], is_free: IsFree
) -> LongTask[FillResult]:  # fmt: skip
    """Place waiting sessions on a day one after another, in the order of ``session_ids``.

    Yield progress before each. Each goes into the first of ``rooms`` (none: into the whole venue) in which, after those
    placed there before it, ``is_free`` allows a time that ends by the day's closing; others stay where they are. A
    pause occupies the whole venue.
    """
    ends: dict[tuple[str, ...], int] = {(room,): day.opens for room in rooms} or {(): day.opens}
    made: list[Change] = []
    left: list[str] = []
    waiting = [session for name in session_ids if (session := agenda.sessions[name]).placement is None]
    for n, session in enumerate(waiting):
        yield Progress(n, len(waiting))
        places = (
            (line, () if session.facts.pause else line, start)
            for line, end in ends.items()
            for start in range(end, day.closes - session.minutes + 1, STEP)
        )
        found = next((it for it in places if is_free(agenda, session, it[1], it[2])), None)
        if found is None:
            left.append(session.id)
            continue
        line, target, start = found
        made.append(place(agenda, session.id, day.date, start, target))
        agenda, ends[line] = agenda.after(made[-1]), start + session.minutes
    return FillResult(merged_change(Plural("Place {n} session", "Place {n} sessions", len(made)), made), tuple(left))
