"""The dependencies between the sessions of a day: how a delay or a new length affects everything that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.value_objects import Status

FAR = 10**6
"""A number of minutes larger than any day."""
EVERYWHERE = ""
"""The key of the only column in a conference without rooms."""


@dataclass(slots=True)
class SessionNode:
    """A session in the flow of a day, linked to the sessions before and after it.

    ``columns`` are the rooms that it occupies, and ``plenary`` is true if it has the whole venue. ``start``,
    ``length``, ``least`` (the minimum length) and ``end`` are in minutes. A ``held`` session must not move.
    """

    session: Session
    columns: tuple[str, ...]
    plenary: bool
    start: int
    length: int
    least: int
    held: bool
    before: list[Dependency] = field(default_factory=list)
    after: list[Dependency] = field(default_factory=list)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.end = self.start + self.length


@dataclass(frozen=True, slots=True)
class Dependency:
    """A link between two sessions that follow one another in a room.

    ``second`` may move ``slack`` minutes closer to ``first`` and still leave time to clear away and set up; if the two
    already overlap, it moves no closer.
    """

    first: SessionNode
    second: SessionNode
    slack: int
    overlap: bool = False


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """A session's new start and length in minutes."""

    start: int
    length: int

    @property
    def end(self) -> int:
        """The end in minutes."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Propagation:
    """A way to pass a delay on: what follows keeps its distance, or with ``gaps_first`` moves only where it is pushed.

    A session brought forward always takes along what follows. The sessions whose ids are in ``over`` have ended: they
    stay, unless only they are asked to move.
    """

    gaps_first: bool = False
    over: frozenset[str] = frozenset()

    @property
    def keeping_distances(self) -> Propagation:
        """The same propagation, except that what follows keeps its distance."""
        return Propagation(over=self.over)

    def sessions_to_move(self, names: Iterable[str]) -> list[str]:
        """Return the ids of the sessions that move when these are asked to: those not over, or all if all are over."""
        asked = list(names)
        return [name for name in asked if name not in self.over] or asked

    def without_ended(self, names: Iterable[str]) -> Propagation:
        """Return this propagation with these sessions not counted as over, because they are asked to move."""
        return replace(self, over=self.over.difference(names))


KEPT = Propagation()
"""The propagation in which what follows keeps its distance."""


class ScheduleGraph:
    """The sessions of a day that take place, and their order in each room.

    Pinned sessions stay in place, and so do ``staying``, those that are over (``how``) and, unless ``rooms`` is None,
    those in the whole venue or not entirely within these. Sessions in ``put`` have just been placed: they stay too, and
    come before others with the same start. ``how`` tells how delays are passed on.
    """

    def __init__(
        self, agenda: Agenda, day: date, rooms: frozenset[str] | None = None, *, put: Set[str] = frozenset(),
        staying: Set[str] = frozenset(), how: Propagation = KEPT,
    ) -> None:  # fmt: skip
        self.nodes: dict[str, SessionNode] = {}
        self.day, self.how = day, how
        self.closes = next((found.closes for found in agenda.days.values() if found.date == day), None)
        self._put = put
        lines: dict[str, list[SessionNode]] = {room: [] for room in agenda.rooms} or {EVERYWHERE: []}
        there = [pair for pair in agenda.day_sessions(day) if pair[0].status is not Status.CANCELLED]
        for session, where in sorted(there, key=lambda pair: (pair[1].span.start, pair[0].id not in put)):
            outside = rooms is not None and not (where.rooms and rooms.issuperset(where.rooms))
            held = session.pinned or outside or session.id in put | staying | how.over
            columns = where.rooms or tuple(lines)
            node = SessionNode(
                session, columns, where.everywhere, where.span.start, session.minutes, session.least_minutes, held
            )
            links: dict[str, Dependency] = {}
            for room in columns:
                for link in _links_to_predecessors(lines[room], node):
                    links.setdefault(link.first.session.id, link)
                lines[room].append(node)
            for link in links.values():
                link.first.after.append(link)
                node.before.append(link)
            self.nodes[session.id] = node

    def _nodes_in_rooms(self, rooms: frozenset[str] | None) -> dict[str, SessionNode]:
        """Return the sessions that are in some of the rooms, by id; all sessions if ``rooms`` is None or empty."""
        return {name: node for name, node in self.nodes.items() if not rooms or not rooms.isdisjoint(node.columns)}

    def leading_sessions(self, minute: int, rooms: frozenset[str] | None = None) -> list[str]:
        """Return the ids of sessions that start at ``minute`` or later and have no predecessor that does, by time.

        Only those in some of ``rooms`` count (None: all) that are not over. Held ones among them stay and shield what
        follows them.
        """
        there, over = self._nodes_in_rooms(rooms), self.how.over
        late = {name: node for name, node in there.items() if node.start >= minute and name not in over}
        return [n for n, node in late.items() if late.keys().isdisjoint(link.first.session.id for link in node.before)]

    def delays_if_late(self, minute: int, by: int, rooms: frozenset[str] | None = None) -> dict[str, int]:
        """Return the minutes by which sessions must be delayed, by id, if the day runs late from ``minute`` on.

        It is ``by`` minutes late. What is going on at that minute ends ``by`` minutes later, nothing starts within
        ``by`` minutes after it, and free time absorbs what it can. Only sessions in some of ``rooms`` count (None:
        all).
        """
        there, found = self._nodes_in_rooms(rooms), dict[str, int]()
        for name, node in there.items():
            before = [b.slack for b in node.before if b.first.session.id in there and b.first.start < minute]
            late = node.start >= minute and name not in self.how.over
            if late and (need := by - min(node.start - minute, *before, FAR)) > 0:
                found[name] = need
        return found

    def all_successors(self, names: Iterable[str]) -> set[str]:
        """Return the ids of all sessions that follow these in their rooms, directly or through others."""
        found: set[str] = set()
        ahead = list(names)
        while ahead:
            after = {link.second.session.id for link in self.nodes[ahead.pop()].after} - found
            found |= after
            ahead += after
        return found

    def delays_to_make_way(self) -> dict[str, int]:
        """Return the minutes by which movable sessions must be delayed, by id, to make way for those in ``put``.

        Only sessions that share a room with one in ``put``, and start no earlier, make way.
        """
        late: dict[str, int] = {}
        for first in (node for name, node in self.nodes.items() if name in self._put):
            for name, node in self.nodes.items():
                need = first.end + _changeover_minutes(first, node) - node.start
                beside = node.held or node.start < first.start or set(first.columns).isdisjoint(node.columns)
                if need > 0 and not beside:
                    late[name] = max(need, late.get(name, 0))
        return late

    def reschedule(
        self,
        asked: Mapping[str, int],
        lengths: Mapping[str, int] | None = None,
        *,
        at_least: Mapping[str, int] | None = None,
        absorb: bool = True,
        pulled: frozenset[str] = frozenset(),
        opens: int | None = None,
        closes: int | None = None,
    ) -> dict[str, SessionTimes]:
        """Return the times of all sessions by id after changing some starts or lengths.

        Sessions start ``asked`` minutes later (negative: earlier), at least ``at_least`` minutes later, or get new
        ``lengths``; all these are by id. What follows keeps its distance or not (``how``); ``pulled`` ones close up to
        predecessors. A delay is absorbed (``absorb``) by breaks, and all else with a shorter minimum length; if that is
        not enough before a held session, or before the day ``closes``, by gaps. The rest overlaps or ends later. With
        ``opens``, sessions with nothing before them start at that time or later, and as early as that if the end of the
        day requires it; without it, nothing starts earlier for what follows. The order of starts in a room stays.
        """
        lengths, at_least = lengths or {}, at_least or {}
        (latest, hard), done = self._latest_delays(lengths, absorb, closes), dict[str, SessionTimes]()
        for name, node in self.nodes.items():  # by time, so that predecessors are settled first
            if node.held:
                done[name] = SessionTimes(node.start, node.length)
                continue
            length = lengths.get(name, node.length)
            wish, push = _wished_and_least_delay(node, done, opens)
            wish = min(wish, max(push, 0)) if self.how.gaps_first else wish
            if name in asked:
                delay = max(asked[name], *(done[b.first.session.id].start - node.start for b in node.before), -FAR)
            else:
                limit = latest[name] if opens is not None else max(0, latest[name])
                delay = max(push, min(push if name in pulled and node.before else wish, limit))
                delay = max(delay, at_least.get(name, delay))
            delay = min(delay, hard[name])
            if absorb and delay > 0 and name not in lengths and node.after:
                length = max(node.least, length - delay)
            done[name] = SessionTimes(node.start + delay, length)
        return done

    def _latest_delays(
        self, lengths: Mapping[str, int], absorb: bool, closes: int | None
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Return two maximum delays in minutes of each session, by id.

        With the first, the session and what follows it overlap no held session and end by ``closes``, if given. With
        the second, they may overlap held ones, but still start no later than these.
        """
        latest: dict[str, int] = {}
        hard: dict[str, int] = {}
        for name, node in reversed(self.nodes.items()):
            if node.held:
                latest[name] = hard[name] = 0
                continue
            grown = (
                node.least - node.length
                if absorb and name not in lengths and node.after
                else lengths.get(name, node.length) - node.length
            )
            late = FAR if closes is None else closes - node.end - grown
            far = FAR
            for link in node.after:
                second = link.second.session.id
                late = min(late, latest[second] + link.slack - (0 if link.overlap else grown))
                far = min(far, hard[second] + link.second.start - node.start)
            latest[name], hard[name] = late, far
        return latest, hard


def _wished_and_least_delay(node: SessionNode, done: Mapping[str, SessionTimes], opens: int | None) -> tuple[int, int]:
    """Return the delay in minutes that keeps the distance to the predecessors, and the least delay they allow."""
    if not node.before:
        return (0, 0) if opens is None else (max(0, opens - node.start), opens - node.start)
    wish = push = -FAR
    for link in node.before:
        first = done[link.first.session.id]
        moved = first.start - link.first.start if link.overlap else first.end - link.first.end
        wish, push = max(wish, moved), max(push, moved - link.slack)
    return wish, push


def _links_to_predecessors(line: Sequence[SessionNode], node: SessionNode) -> list[Dependency]:
    """Return the links to the direct predecessors of ``node`` among the earlier nodes of a room, sorted by time."""
    last = next((other.start for other in reversed(line) if other.end <= node.start), 0)
    return [
        Dependency(other, node, 0, overlap=True)
        if other.end > node.start
        else Dependency(other, node, max(0, node.start - other.end - _changeover_minutes(other, node)))
        for other in line
        if other.end > last
    ]


def _changeover_minutes(first: SessionNode, second: SessionNode) -> int:
    """Return the minutes needed to clear away and set up between two sessions; 0 if one is a whole-venue pause."""
    free = any(node.plenary and node.session.facts.pause for node in (first, second))
    return 0 if free else first.session.teardown + second.session.setup
