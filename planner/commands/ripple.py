"""Commands that move everything that follows a session or a time.

They delay, insert or close gaps, let sessions run over, set the length of breaks, make way, fit a day into its hours.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from planner.commands.arranging import move_together
from planner.commands.blocks import with_moved_frames
from planner.commands.propagation import KEPT, Propagation, ScheduleGraph, SessionTimes
from planner.commands.timeline import day_span, pinned_error, set_length, shift, with_span
from planner.domain.agenda import Agenda, Change, Edit, change
from planner.domain.entities import Entity, Session
from planner.domain.span import format_clock
from planner.domain.text import EstradError, Plural, Text
from planner.domain.value_objects import Kind, Placement, Status

LEAST = 5
"""The default minimum of a shortened length in minutes, and the step to which shortened lengths are rounded down."""
SHARES = range(2, 101, 2)
"""The percentages of the lengths to try."""
MOST_NAMES = 3
"""The maximum number of rooms that a label names."""


class FitMethod(StrEnum):
    """The way to make a day fit its hours: shrink gaps, or shorten sessions and shrink gaps if that is not enough."""

    GAPS = "gaps"
    LENGTHS = "lengths"


@dataclass(frozen=True, slots=True)
class Ripple:
    """The effect of a command: the change, and a summary of its consequences.

    ``staying`` are the titles of pinned sessions in its way, ``from_breaks`` the minutes by which pauses are shortened,
    ``shorter`` the number of other sessions that are shortened. ``late`` is the minute at which the day would still end
    too late despite fitting, except by sessions that must not move; 0 if there is none. ``shielded`` is the number of
    sessions that stay because a pinned one is before them, ``over`` the titles of sessions that stay only because they
    have ended. ``moves_followers`` is true if the command moves what follows, not only what was asked.
    """

    change: Change
    staying: tuple[str, ...] = ()
    from_breaks: int = 0
    shorter: int = 0
    late: int = 0
    shielded: int = 0
    over: tuple[str, ...] = ()
    moves_followers: bool = False


MakeRipple = Callable[[Agenda, Propagation], Ripple]
"""A function that makes a ripple; its second argument tells how a delay is passed on."""


def ripple_with_ended(make: MakeRipple, agenda: Agenda, how: Propagation) -> Ripple:
    """Return the ripple that ``make`` returns, with the titles of sessions that stay only because they are over."""
    found = make(agenda, how)
    if not how.over:
        return found
    try:
        whole = make(agenda, replace(how, over=frozenset()))
    except EstradError:  # what is over could not move
        return found
    left = how.over.intersection(whole.change.edited_ids(Session)).difference(found.change.edited_ids(Session))
    return replace(found, over=tuple(s.title for s in agenda.sessions_in_order if s.id in left))


def delay_day(
    agenda: Agenda, day: date, minute: int, by: int, rooms: frozenset[str] | None = None, how: Propagation = KEPT
) -> Ripple:
    """Delay everything from ``minute`` on by ``by`` minutes (negative: advance), see ``ScheduleGraph.reschedule``.

    In a delay with gaps first, free time right after ``minute`` gives too, and sessions outside ``rooms`` make way
    where they are pushed.
    """
    eased = how.gaps_first and by > 0
    flow = ScheduleGraph(agenda, day, None if eased else rooms, how=how)
    firsts, time = flow.leading_sessions(minute, rooms), format_clock(minute)
    if eased:
        label = Text("Shift what follows {time} by {minutes} min, gaps first", time=time, minutes=by)
        times = flow.reschedule({}, at_least=flow.delays_if_late(minute, by, rooms), closes=flow.closes)
    else:
        label = Text("Shift what follows {time} by {minutes} min", time=time, minutes=by)
        times = flow.reschedule(dict.fromkeys(firsts, by), closes=flow.closes)
    return _ripple_of_times(agenda, flow, _label_with_rooms(agenda, rooms, label), times, firsts)


def insert_gap(
    agenda: Agenda, day: date, minute: int, minutes: int, rooms: frozenset[str] | None = None, how: Propagation = KEPT
) -> Ripple:
    """Insert a gap at ``minute``, delaying all that can move from then on, without shortening breaks."""
    flow = ScheduleGraph(agenda, day, rooms, how=how.keeping_distances)
    label = _label_with_rooms(
        agenda, rooms, Text("Insert a gap of {minutes} min at {time}", time=format_clock(minute), minutes=minutes)
    )
    firsts = flow.leading_sessions(minute)
    return _ripple_of_times(agenda, flow, label, flow.reschedule(dict.fromkeys(firsts, minutes), absorb=False), firsts)


def close_gaps(
    agenda: Agenda, day: date, minute: int = 0, rooms: frozenset[str] | None = None, how: Propagation = KEPT
) -> Ripple:
    """Make the movable sessions from ``minute`` on follow their predecessors, with only clearing and set-up between."""
    flow = ScheduleGraph(agenda, day, rooms, how=how.keeping_distances)
    pulled = frozenset(name for name, node in flow.nodes.items() if node.start >= minute)
    label = _label_with_rooms(agenda, rooms, Text("Close the gaps"))
    return _ripple_of_times(agenda, flow, label, flow.reschedule({}, absorb=False, pulled=pulled))


def set_break_length(
    agenda: Agenda, day: date, minutes: int, rooms: frozenset[str] | None = None, how: Propagation = KEPT
) -> Ripple:
    """Make all movable breaks of a day ``minutes`` long; sessions after them move, so that gaps stay as they were."""
    flow = ScheduleGraph(agenda, day, rooms, how=how.keeping_distances)
    breaks = {name: minutes for name, node in flow.nodes.items() if node.session.kind is Kind.BREAK and not node.held}
    label = _label_with_rooms(agenda, rooms, Text("Make all breaks {minutes} min long", minutes=minutes))
    return _ripple_of_times(agenda, flow, label, flow.reschedule({}, breaks, absorb=False))


def fit_day(
    agenda: Agenda, day: date, by: FitMethod, rooms: frozenset[str] | None = None, how: Propagation = KEPT
) -> Ripple:
    """Fit the movable sessions of the day between its opening and closing, as far as gaps or lengths allow.

    By lengths, all sessions but pauses shrink by the same percentage, in steps of five minutes and down to their
    minimum. If that is not enough, gaps are used too; if nothing is enough, only the gaps are used, and what does not
    fit ends after closing. A social event that starts at closing or later stays. Raise ``KeyError`` if the date is not
    a day.
    """
    hours = agenda.day_with_date(day)
    if hours is None:
        raise KeyError(day)
    evening = {
        s.id for s, where in agenda.day_sessions(day) if s.kind is Kind.SOCIAL and where.span.start >= hours.closes
    }
    flow = ScheduleGraph(agenda, day, rooms, staying=evening, how=how.keeping_distances)
    by_gaps = partial(flow.reschedule, {}, absorb=False, opens=hours.opens, closes=hours.closes)
    if by is FitMethod.GAPS:
        label = _label_with_rooms(agenda, rooms, Text("Make the day fit: shrink gaps"))
        return _fitted_ripple(agenda, flow, label, by_gaps(), hours.closes)
    times = (
        _longest_fitting_times(flow, hours.closes, partial(flow.reschedule, {}, absorb=False, opens=hours.opens))
        or _longest_fitting_times(flow, hours.closes, by_gaps)
        or by_gaps()
    )
    label = _label_with_rooms(agenda, rooms, Text("Make the day fit: shorten sessions"))
    return _fitted_ripple(agenda, flow, label, times, hours.closes)


def _label_with_rooms(agenda: Agenda, rooms: frozenset[str] | None, what: Text) -> Text:
    """Return a label that also names or counts the rooms; it is unchanged if there are not several to choose from."""
    if len(agenda.rooms) < 2:
        return what
    named = [room.name for room in agenda.rooms_in_order if rooms is not None and room.id in rooms]
    if rooms is None or len(named) == len(agenda.rooms):
        return Text("{what} in all rooms", what=what)
    if len(named) > MOST_NAMES:
        return Plural("{what} in {n} room", "{what} in {n} rooms", len(named), what=what)
    return Text("{what} in {rooms}", what=what, rooms=", ".join(named)) if named else what


def _fitted_ripple(
    agenda: Agenda, flow: ScheduleGraph, label: Text, times: Mapping[str, SessionTimes], closes: int
) -> Ripple:
    end = max((times[name].end for name, node in flow.nodes.items() if not node.held), default=0)
    return replace(_ripple_of_times(agenda, flow, label, times), late=end if end > closes else 0)


def _longest_fitting_times(
    flow: ScheduleGraph, closes: int, settle: Callable[..., dict[str, SessionTimes]]
) -> dict[str, SessionTimes] | None:
    """Return the times with the longest lengths for which everything ends by ``closes``, or None if there are none.

    Held sessions may end later. ``settle`` returns the times for given lengths.
    """

    def too_long(share: int) -> bool:
        times = settle(lengths=_shortened_lengths(flow, share))
        return max((t.end for name, t in times.items() if not flow.nodes[name].held), default=0) > closes

    place = bisect_left(SHARES, True, key=too_long)  # the lengths grow with the share, and so does the day
    return settle(lengths=_shortened_lengths(flow, SHARES[place - 1])) if place else None


def _shortened_lengths(flow: ScheduleGraph, share: int) -> dict[str, int]:
    """Return the lengths by id, shortened to ``share`` percent in steps of ``LEAST``, but not below the minimum.

    Pauses and held sessions are left out, and at 100 percent all are.
    """
    found = {}
    for name, node in flow.nodes.items():
        if share < 100 and not node.held and not node.session.facts.pause:
            least = node.session.least or LEAST
            found[name] = min(node.length, max(least, node.length * share // 100 // LEAST * LEAST))
    return found


def shift_following(
    agenda: Agenda, session_id: str, by: int, how: Propagation = KEPT, *, flow: ScheduleGraph | None = None
) -> Ripple:
    """Move a placed session and everything that follows it ``by`` minutes later (negative: earlier).

    A cancelled session moves alone. ``flow`` is the graph of its day if the caller has one already, as a drag does at
    every step. Raise ``EstradError`` if the session is in the tray or for an invalid time, ``Pinned`` if it is pinned.
    """
    session, day = _movable_session(agenda, session_id)
    if session.status is Status.CANCELLED:
        return Ripple(shift(agenda, session_id, by))
    flow = flow or ScheduleGraph(agenda, day, how=how.without_ended([session_id]))
    label = Text("Shift “{title}” and what follows by {minutes} min", title=session.title, minutes=by)
    lengths = {session_id: session.minutes}  # the moved session keeps its length, even if it is a break
    return _ripple_of_times(agenda, flow, label, flow.reschedule({session_id: by}, lengths, closes=flow.closes))


def shift_sessions(agenda: Agenda, session_ids: Sequence[str], by: int, how: Propagation = KEPT) -> Ripple:
    """Move several sessions of one day, and what follows them; those that are over stay, unless all are."""
    session_ids = how.sessions_to_move(session_ids)
    if len(session_ids) == 1:
        return shift_following(agenda, session_ids[0], by, how)
    targets: dict[str, Placement] = {}
    for session, day in (_movable_session(agenda, name) for name in session_ids):
        if was := session.placement:
            targets[session.id] = replace(was, span=day_span(agenda, day, was.span.start + by, session.minutes))
    return make_way(agenda, move_together(agenda, targets), how)


def _with_edits_in_front(found: Ripple, first: Sequence[Edit]) -> Ripple:
    """Return the ripple with more edits in front, of sessions that are placed or moved without followers."""
    return replace(found, change=Change(found.change.label, (*first, *found.change.edits))) if first else found


def _changed_length(session: Session, by: int) -> int:
    """Return the session's length plus ``by`` minutes; raise ``EstradError`` if that is less than one."""
    if session.minutes + by < 1:
        raise EstradError(
            Text("“{title}” would have no length left.", title=session.title), Text("Choose fewer minutes.")
        )
    return session.minutes + by


def overrun(
    agenda: Agenda, session_ids: Sequence[str], by: int, how: Propagation = KEPT, *, flow: ScheduleGraph | None = None
) -> Ripple:
    """Make placed sessions of one day end ``by`` minutes later (negative: earlier), moving what follows.

    Those that are over stay, unless all are. A cancelled session moves nothing. ``flow`` is the graph of their day if
    the caller has one already. Raise ``EstradError`` if one is in the tray or would have an invalid length or time,
    ``Pinned`` if one is pinned.
    """
    asked = how.sessions_to_move(session_ids)
    lengths = {name: _changed_length(_movable_session(agenda, name)[0], by) for name in asked}
    n, off = len(lengths), {name for name in lengths if agenda.sessions[name].status is Status.CANCELLED}
    alone = [set_length(agenda, name, lengths[name]) for name in lengths if name in off]
    if n == 1 and alone:
        return Ripple(alone[0])
    first, day = _movable_session(agenda, asked[0])
    flow = flow or ScheduleGraph(agenda, day, how=how.without_ended(asked))
    if n == 1:
        label = (
            Text("Let “{title}” end {minutes} min earlier", title=first.title, minutes=-by)
            if by < 0
            else Text("Let “{title}” end {minutes} min later", title=first.title, minutes=by)
        )
    else:
        label = (
            Text("Let {n} sessions end {minutes} min earlier", n=n, minutes=-by)
            if by < 0
            else Text("Let {n} sessions end {minutes} min later", n=n, minutes=by)
        )
    followed = {name: length for name, length in lengths.items() if name not in off}
    found = _ripple_of_times(agenda, flow, label, flow.reschedule({}, followed, closes=flow.closes))
    return _with_edits_in_front(found, [edit for one in alone for edit in one.edits])


def make_way(agenda: Agenda, moved: Change, how: Propagation = KEPT, *, flow: ScheduleGraph | None = None) -> Ripple:
    """Make room for the sessions that ``moved`` places; raise ``ValueError`` if they are on several days.

    If they keep their day, rooms and lengths, everything that follows moves by the same amount or, if gaps give first,
    as much as it must. Otherwise sessions that are in their way, and start no earlier, are delayed as needed. Cancelled
    sessions displace nothing. ``flow`` is the graph of the day if the caller has one already.
    """
    put = [edit for edit in moved.edits if isinstance(edit.after, Session) and edit.after.placement]
    aside = [edit for edit in put if isinstance(edit.after, Session) and edit.after.status is Status.CANCELLED]
    pairs = [(edit.before, edit.after) for edit in put if isinstance(edit.after, Session) and edit not in aside]
    if not pairs:
        return Ripple(moved)
    days = {after.placement.span.day for _before, after in pairs if after.placement}
    if len(days) > 1:
        raise ValueError(f"put on {len(days)} days at once")
    title, n, day = pairs[0][1].title, len(put), days.pop()
    delays = {after.id: late for before, after in pairs if (late := _minutes_moved(before, after)) is not None}
    if len(delays) == n == 1:
        return shift_following(agenda, *delays.popitem(), how, flow=flow)
    if len(delays) == len(pairs):
        flow, by = flow or ScheduleGraph(agenda, day, how=how.without_ended(delays)), next(iter(delays.values()))
        label = Text("Shift {n} sessions and what follows by {minutes} min", n=n, minutes=by)
        lengths = {name: agenda.sessions[name].minutes for name in delays}
        return _with_edits_in_front(
            _ripple_of_times(agenda, flow, label, flow.reschedule(delays, lengths, closes=flow.closes)), aside
        )
    there = agenda.after(moved)
    flow = ScheduleGraph(there, day, put=frozenset(after.id for _before, after in pairs), how=how)
    label = (
        Text("Put {n} sessions in and shift what follows", n=n)
        if n > 1
        else Text("Put “{title}” in and shift what follows", title=title)
    )
    found = _ripple_of_times(
        there, flow, label, flow.reschedule({}, at_least=flow.delays_to_make_way(), closes=flow.closes)
    )
    return _with_edits_in_front(found, moved.edits)


def _minutes_moved(before: Entity | None, after: Session) -> int | None:
    """Return the minutes by which a session moves later.

    None if it was or becomes unplaced or is new, or if its day, rooms or length change.
    """
    if not isinstance(before, Session) or before.placement is None or after.placement is None:
        return None
    was, now = before.placement, after.placement
    same = was.has_same_rooms(now) and (was.span.day, before.minutes) == (now.span.day, after.minutes)
    return now.span.start - was.span.start if same else None


def _movable_session(agenda: Agenda, session_id: str) -> tuple[Session, date]:
    """Return the session and its day; raise ``EstradError`` if it is unplaced, ``Pinned`` if it is pinned."""
    session = agenda.sessions[session_id]
    if session.placement is None:
        raise EstradError(
            Text("“{title}” is not placed and has no time.", title=session.title), Text("Place the session first.")
        )
    if session.pinned:
        raise pinned_error((session,))
    return session, session.placement.span.day


def _ripple_of_times(
    agenda: Agenda, flow: ScheduleGraph, label: Text, times: Mapping[str, SessionTimes], firsts: Collection[str] = ()
) -> Ripple:
    """Return the ripple with the change to the new times of a day; raise ``EstradError`` if one of them is invalid.

    ``firsts`` are the ids of the sessions that were asked to move.
    """
    pairs, from_breaks, shorter = [], 0, 0
    for name, node in flow.nodes.items():
        new = times[name]
        if (new.start, new.length) == (node.start, node.length):
            continue
        span = day_span(agenda, flow.day, new.start, new.length)
        pairs.append((node.session, with_span(node.session, span)))
        if node.session.facts.pause:
            from_breaks += max(0, node.length - new.length)
        else:
            shorter += new.length < node.length
    moved = {before.id for before, _after in pairs}
    staying = [
        name
        for name, node in flow.nodes.items()
        if node.session.pinned
        and (name in firsts or not moved.isdisjoint(link.first.session.id for link in node.before))
    ]
    titles = tuple(flow.nodes[name].session.title for name in staying)
    shielded = len(flow.all_successors(staying) - moved - set(staying))
    made = with_moved_frames(agenda, change(label, *pairs))
    return Ripple(made, titles, from_breaks, shorter, shielded=shielded, moves_followers=True)
