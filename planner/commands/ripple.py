"""Verbs that move all that follows: delays, gaps, and a day that has to hold everything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from planner.commands.arranging import move_together
from planner.commands.flow import Flow, Node, Times
from planner.commands.timeline import pinned, set_length, shift, span_on
from planner.domain.agenda import Agenda
from planner.domain.change import Change, Edit, change
from planner.domain.details import Placement
from planner.domain.entities import Entity, Session
from planner.domain.errors import EstradError
from planner.domain.kinds import Kind, Status
from planner.domain.span import clock
from planner.domain.text import Text

LEAST = 5
"""Minutes below which no session is shortened, and to which shortened lengths are rounded."""


SHARES = range(2, 101, 2)
"""Per cent of the lengths that are tried."""


class Fit(StrEnum):
    """Where the time comes from when a day shall hold everything."""

    GAPS = "gaps"
    LENGTHS = "lengths"


@dataclass(frozen=True, slots=True)
class Ripple:
    """What a verb would do: the change, the titles of the pinned sessions that stay in its way, what breaks give, in
    minutes, and how many other sessions become shorter.

    ``late`` is when the day would still end although it was to be fitted, in minutes; 0 for a day that fits.
    ``shielded`` is how many stay because they are behind one of those that are pinned.
    """

    change: Change
    staying: tuple[str, ...] = ()
    from_breaks: int = 0
    shorter: int = 0
    late: int = 0
    shielded: int = 0


def delay(agenda: Agenda, day: date, minute: int, by: int, rooms: frozenset[str] | None = None) -> Ripple:
    """Let all that begins at ``minute`` or later begin ``by`` minutes later (negative: earlier): ``Flow.settle``."""
    flow = Flow(agenda, day, rooms)
    label = Text("Shift what follows {time} by {minutes} min", time=clock(minute), minutes=by)
    firsts = flow.first_from(minute)
    times = flow.settle(dict.fromkeys(firsts, by), closes=_closes(agenda, day))
    return _ripple(agenda, flow, label, times, firsts)


def insert_gap(agenda: Agenda, day: date, minute: int, minutes: int, rooms: frozenset[str] | None = None) -> Ripple:
    """Make room at ``minute``: what begins then or later moves on, and no break is shortened for it."""
    flow = Flow(agenda, day, rooms)
    label = Text("Insert a gap of {minutes} min at {time}", time=clock(minute), minutes=minutes)
    firsts = flow.first_from(minute)
    times = flow.settle(dict.fromkeys(firsts, minutes), absorb=False)
    return _ripple(agenda, flow, label, times, firsts)


def close_gaps(agenda: Agenda, day: date, minute: int = 0, rooms: frozenset[str] | None = None) -> Ripple:
    """Let each session that begins at ``minute`` or later follow at once on what is before it in its rooms."""
    flow = Flow(agenda, day, rooms)
    pulled = frozenset(name for name, node in flow.nodes.items() if node.start >= minute)
    return _ripple(agenda, flow, Text("Close the gaps"), flow.settle({}, absorb=False, pulled=pulled))


def breaks_to(agenda: Agenda, day: date, minutes: int, rooms: frozenset[str] | None = None) -> Ripple:
    """Make all breaks that may move ``minutes`` long; what follows keeps its distance."""
    flow = Flow(agenda, day, rooms)
    breaks = {name: minutes for name, node in flow.nodes.items() if node.session.kind is Kind.BREAK and not node.held}
    label = Text("Make all breaks {minutes} min long", minutes=minutes)
    return _ripple(agenda, flow, label, flow.settle({}, breaks, absorb=False))


def fit_day(agenda: Agenda, day: date, by: Fit, rooms: frozenset[str] | None = None) -> Ripple:
    """Bring all sessions of the day between its opening and its closing, as far as gaps, or lengths, can give.

    Lengths shrink by one share for all but pauses, to whole five minutes and to their least; where they cannot do it
    without the gaps, these give first, and where nothing does it, the gaps alone, so that what does not fit ends after
    closing. A social event that begins after closing stays.
    """
    hours = agenda.day_of(day)
    if hours is None:
        raise KeyError(day)
    evening = {s.id for s, where in agenda.on(day) if s.kind is Kind.SOCIAL and where.span.start >= hours.closes}
    flow = Flow(agenda, day, rooms, staying=evening)
    by_gaps = partial(flow.settle, {}, absorb=False, opens=hours.opens, closes=hours.closes)
    if by is Fit.GAPS:
        return _fitted(agenda, flow, Text("Fit into the day by its gaps"), by_gaps(), hours.closes)
    times = (
        _most(flow, hours.closes, partial(flow.settle, {}, absorb=False, opens=hours.opens))
        or _most(flow, hours.closes, by_gaps)
        or by_gaps()
    )
    return _fitted(agenda, flow, Text("Fit into the day by the lengths"), times, hours.closes)


def _fitted(agenda: Agenda, flow: Flow, label: Text, times: Mapping[str, Times], closes: int) -> Ripple:
    end = max((times[name].end for name, node in flow.nodes.items() if not node.held), default=0)
    return replace(_ripple(agenda, flow, label, times), late=end if end > closes else 0)


def _most(flow: Flow, closes: int, settle: Callable[..., dict[str, Times]]) -> dict[str, Times] | None:
    """The times with which all ends by then, and as much of the lengths is left as can be; None where none does it."""

    def too_long(share: int) -> bool:
        times = settle(lengths=_shortened(flow, share))
        return max((t.end for name, t in times.items() if not flow.nodes[name].held), default=0) > closes

    place = bisect_left(SHARES, True, key=too_long)  # the lengths grow with the share, and so does the day
    return settle(lengths=_shortened(flow, SHARES[place - 1])) if place else None


def _shortened(flow: Flow, share: int) -> dict[str, int]:
    """The lengths at so many per cent."""
    found = {}
    for name, node in flow.nodes.items():
        if share < 100 and not node.held and not node.session.facts.pause:
            least = node.session.least or LEAST
            found[name] = min(node.length, max(least, node.length * share // 100 // LEAST * LEAST))
    return found


def _closes(agenda: Agenda, day: date) -> int | None:
    hours = agenda.day_of(day)
    return hours.closes if hours else None


def shift_following(agenda: Agenda, session_id: str, by: int, *, flow: Flow | None = None) -> Ripple:
    """Move a placed session and all that follows it; nothing follows one that is cancelled.

    ``flow`` is that of its day, if somebody has it: a drag asks at every step.
    """
    session, day = _movable(agenda, session_id)
    if session.status is Status.CANCELLED:
        return Ripple(shift(agenda, session_id, by))
    flow = flow or Flow(agenda, day)
    label = Text("Shift “{title}” and what follows by {minutes} min", title=session.title, minutes=by)
    lengths = {session_id: session.minutes}  # what is moved keeps its length, a break too
    return _ripple(agenda, flow, label, flow.settle({session_id: by}, lengths, closes=_closes(agenda, day)))


def shift_all(agenda: Agenda, session_ids: Sequence[str], by: int) -> Ripple:
    """``shift_following`` for several sessions of one day at once."""
    if len(session_ids) == 1:
        return shift_following(agenda, session_ids[0], by)
    targets: dict[str, Placement] = {}
    for session, day in (_movable(agenda, name) for name in session_ids):
        if was := session.placement:
            targets[session.id] = replace(was, span=span_on(agenda, day, was.span.start + by, session.minutes))
    return make_way(agenda, move_together(agenda, targets))


def run_over_all(agenda: Agenda, session_ids: Sequence[str], by: int) -> Ripple:
    """``run_over`` for several sessions of one day at once."""
    if len(session_ids) == 1:
        return run_over(agenda, session_ids[0], by)
    lengths: dict[str, int] = {}
    aside: list[Edit] = []
    for session, _day in (_movable(agenda, name) for name in session_ids):
        if session.status is Status.CANCELLED:
            aside += set_length(agenda, session.id, _grown(session, by)).edits
        else:
            lengths[session.id] = _grown(session, by)
    day = _movable(agenda, session_ids[0])[1]
    flow, n = Flow(agenda, day), len(lengths) + len(aside)
    label = Text("Let {n} sessions end {minutes} min later", n=n, minutes=by)
    if by < 0:
        label = Text("Let {n} sessions end {minutes} min earlier", n=n, minutes=-by)
    return _with(_ripple(agenda, flow, label, flow.settle({}, lengths, closes=_closes(agenda, day))), aside)


def _with(found: Ripple, first: Sequence[Edit]) -> Ripple:
    """A ripple with edits before its own: what is put somewhere, or moves along without anything that follows it."""
    return replace(found, change=Change(found.change.label, (*first, *found.change.edits))) if first else found


def _grown(session: Session, by: int) -> int:
    """Its length with so many minutes more; raises ``EstradError`` where none is left."""
    if session.minutes + by < 1:
        raise EstradError(
            Text("“{title}” would have no length left.", title=session.title), Text("Choose fewer minutes.")
        )
    return session.minutes + by


def run_over(agenda: Agenda, session_id: str, by: int, *, flow: Flow | None = None) -> Ripple:
    """Let a placed session end ``by`` minutes later (negative: earlier), and what follows move; ``flow`` as above."""
    session, day = _movable(agenda, session_id)
    length = _grown(session, by)
    if session.status is Status.CANCELLED:
        return Ripple(set_length(agenda, session_id, length))
    flow = flow or Flow(agenda, day)
    label = Text("Let “{title}” end {minutes} min later", title=session.title, minutes=by)
    if by < 0:
        label = Text("Let “{title}” end {minutes} min earlier", title=session.title, minutes=-by)
    times = flow.settle({}, {session_id: length}, closes=_closes(agenda, day))
    return _ripple(agenda, flow, label, times)


def make_way(agenda: Agenda, moved: Change, *, flow: Flow | None = None) -> Ripple:
    """Let what follows make way for the sessions that ``moved`` puts somewhere, all on one day.

    If they stay in their rooms, as long as they are, all that follows moves as far as they do; elsewhere what begins
    where they are moves on by as much as it needs. Nothing makes way for what is cancelled. ``flow`` as above.
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
    delays = {after.id: late for before, after in pairs if (late := _delay(before, after)) is not None}
    if len(delays) == n == 1:
        return shift_following(agenda, *delays.popitem(), flow=flow)
    if len(delays) == len(pairs):
        flow, by = flow or Flow(agenda, day), next(iter(delays.values()))
        label = Text("Shift {n} sessions and what follows by {minutes} min", n=n, minutes=by)
        lengths = {name: agenda.sessions[name].minutes for name in delays}
        return _with(_ripple(agenda, flow, label, flow.settle(delays, lengths, closes=_closes(agenda, day))), aside)
    there = agenda.after(moved)
    flow = Flow(there, day, put=frozenset(after.id for _before, after in pairs))
    label = Text("Put “{title}” in and shift what follows", title=title)
    if n > 1:
        label = Text("Put {n} sessions in and shift what follows", n=n)
    found = _ripple(there, flow, label, flow.settle({}, at_least=flow.crowded(), closes=_closes(agenda, day)))
    return _with(found, moved.edits)


def _delay(before: Entity | None, after: Session) -> int | None:
    """By how many minutes a session is later; None where that is not all that is other."""
    if not isinstance(before, Session) or before.placement is None or after.placement is None:
        return None
    was, now = before.placement, after.placement
    same = (was.span.day, was.rooms, before.minutes) == (now.span.day, now.rooms, after.minutes)
    return now.span.start - was.span.start if same else None


def _movable(agenda: Agenda, session_id: str) -> tuple[Session, date]:
    """The session and its day; raises ``EstradError`` where it has none, and ``Pinned``."""
    session = agenda.sessions[session_id]
    if session.placement is None:
        raise EstradError(
            Text("“{title}” is in the tray and has no time.", title=session.title), Text("Place the session first.")
        )
    if session.pinned:
        raise pinned((session,))
    return session, session.placement.span.day


def _ripple(
    agenda: Agenda, flow: Flow, label: Text, times: Mapping[str, Times], firsts: Collection[str] = ()
) -> Ripple:
    """The change that gives the sessions of the day their new times; raises ``EstradError`` where one cannot be.

    ``firsts`` were asked to move, as far as they can.
    """
    pairs, from_breaks, shorter = [], 0, 0
    for name, node in flow.nodes.items():
        new = times[name]
        if (new.start, new.length) == (node.start, node.length):
            continue
        placement = node.session.placement
        assert placement
        span = span_on(agenda, placement.span.day, new.start, new.length)
        after = replace(node.session, minutes=new.length, placement=replace(placement, span=span))
        pairs.append((node.session, after))
        if node.session.facts.pause:
            from_breaks += max(0, node.length - new.length)
        else:
            shorter += new.length < node.length
    moved = {before.id for before, _after in pairs}
    staying = [name for name, node in flow.nodes.items() if name in firsts or _meets(node, moved)]
    staying = [name for name in staying if flow.nodes[name].session.pinned]
    titles = tuple(flow.nodes[name].session.title for name in staying)
    shielded = len(flow.behind(staying) - moved - set(staying))
    return Ripple(change(label, *pairs), titles, from_breaks, shorter, shielded=shielded)


def _meets(node: Node, moved: Set[str]) -> bool:
    """Whether one of those that move is directly before it."""
    return not moved.isdisjoint(link.first.session.id for link in node.before)
