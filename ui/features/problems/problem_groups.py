"""Conflicts as cards, in groups by rule and room, and the filter of cards by words, severity, room, person and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.search import folded
from planner.domain.span import format_clock_range
from planner.domain.text import N_
from planner.domain.value_objects import Placement
from planner.rules import RULE_OF
from planner.rules.rooms import ROOM_DOUBLE_BOOKED, SETUP_IN_THE_WAY
from planner.rules.rule import Conflict, Severity
from ui.state.document import Document

FEW, MANY = 3, 60
"""Number of sessions that a card names at most, and number of cards up to which groups are unfolded at first."""
TO_PLACE, EVERYWHERE, ELSEWHERE = "", "*", "@"
"""Values in ``rooms`` of a card: its sessions are not placed, it is about no room in particular, or another place."""
_OF_ROOMS = {ROOM_DOUBLE_BOOKED.id, SETUP_IN_THE_WAY.id}
SIGNS: dict[Severity, tuple[str, str, str]] = {
    Severity.PROBLEM: ("●", "problem", N_("Problem")), Severity.WARNING: ("▲", "warning", N_("Warning")),
    Severity.HINT: ("○", "muted", N_("To do")),
}  # fmt: skip
"""The sign of each severity, the name of its colour, and its name."""


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """A conflict as a card: its reason, a line for each of its first sessions and one with the number of the rest.

    A single session is named by the reason, and its line has only place and time. ``rooms``, ``people`` and ``days``
    are what it is filtered by; rooms may be ``TO_PLACE``, ``EVERYWHERE`` or ``ELSEWHERE``.
    """

    conflict: Conflict
    title: str
    lines: tuple[str, ...]
    said: str
    """The text that is searched, as the function ``folded`` returns it."""
    rooms: tuple[str, ...]
    people: frozenset[str]
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The heading above the cards of one rule in one room; the cards are listed unless it is ``folded``.

    It has no ``lines``, unlike a card.
    """

    rule: str
    room: str
    title: str
    cards: tuple[ProblemCard, ...]
    folded: bool
    lines: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class ProblemFilter:
    """A filter of cards: all words of ``text`` must be found, and each other value that is not None must match."""

    text: str = ""
    severity: Severity | None = None
    room: str | None = None
    person: str | None = None
    day: date | None = None

    def passes(self, card: ProblemCard) -> bool:
        """Return whether a card passes the filter."""
        return (
            self.severity in (None, card.conflict.severity)
            and (self.room is None or self.room in card.rooms)
            and (self.person is None or self.person in card.people)
            and (self.day is None or self.day in card.days)
            and all(word in card.said for word in folded(self.text).split())
        )

    def choices(self, cards: Iterable[ProblemCard], field: str) -> Counter[Any]:
        """Return the values of ``field`` (room, person or day) in cards that pass the rest of the filter, counted."""
        everything: dict[str, Any] = {field: None}
        rest, of = replace(self, **everything), {"room": "rooms", "person": "people", "day": "days"}[field]
        return Counter(value for card in cards if rest.passes(card) for value in getattr(card, of))


def make_cards(document: Document) -> list[ProblemCard]:
    """Return a card for each conflict, the gravest first."""
    return [_conflict_card(document, conflict) for conflict in document.plan.problems.all]


def _conflict_card(document: Document, conflict: Conflict) -> ProblemCard:
    agenda, words = document.agenda, document.presentation.words
    sessions = [agenda.sessions[name] for name in conflict.sessions if name in agenda.sessions]
    places = [session.placement for session in sessions if session.placement]
    lines = [_session_line(document, session) for session in sessions[:FEW]]
    if len(sessions) == 1:  # which is named in the reason
        lines = [_place_text(document, sessions[0])]
    if len(sessions) > FEW:
        lines.append(words.plural("and {n} more", "and {n} more", len(sessions) - FEW))
    title = words.say(conflict.text)
    people = {*conflict.people, *(a.person for session in sessions for a in session.people if a.is_expected)}
    return ProblemCard(
        conflict, title, tuple(lines), folded("\n".join([title, *(_session_line(document, s) for s in sessions)])),
        _conflict_rooms(agenda, conflict, sessions, places),
        frozenset(people & agenda.people.keys()), frozenset(place.span.day for place in places),
    )  # fmt: skip


def _conflict_rooms(
    agenda: Agenda, conflict: Conflict, sessions: Sequence[Session], places: Sequence[Placement]
) -> tuple[str, ...]:
    """Return the ids of the conflict's rooms, or else of its sessions' rooms.

    Without any, ``TO_PLACE`` if it has sessions and none is placed, ``ELSEWHERE`` if those that are placed are at
    another place and it is not about rooms, else ``EVERYWHERE``.
    """
    found = conflict.rooms or tuple(dict.fromkeys(room for place in places for room in place.rooms))
    if known := tuple(room for room in found if room in agenda.rooms):
        return known
    if sessions and not places:
        return (TO_PLACE,)
    elsewhere = conflict.rule not in _OF_ROOMS and sessions and all(place.place for place in places)
    return (ELSEWHERE,) if elsewhere else (EVERYWHERE,)


def _place_text(document: Document, session: Session) -> str:
    """Return a session's rooms and time, such as Hall, Thu 25 Apr, 11:00–11:30, or that it is not placed."""
    words, where = document.presentation.words, session.placement
    if where is None:
        return words("Not placed yet")
    rooms = where.place_name(document.agenda.room_names(where.rooms)) or words("All rooms")
    day = (document.presentation.short_date(where.span.day),) if len(document.agenda.days) > 1 else ()
    return ", ".join([rooms, *day, format_clock_range(where.span.start, where.span.end)])


def _session_line(document: Document, session: Session) -> str:
    """Return a session's title and ``_place_text``, such as “Panel”, Hall, 11:00–11:30."""
    title = document.presentation.words("“{title}”").format(title=session.title)
    return f"{title}, {_place_text(document, session)}"


def room_name(document: Document, room: str) -> str:
    """Return the name of a room by its id, or of ``TO_PLACE``, ``EVERYWHERE`` or ``ELSEWHERE``."""
    words = document.presentation.words
    special = {TO_PLACE: words("Not placed yet"), EVERYWHERE: words("All rooms"), ELSEWHERE: words("Other place")}
    return special.get(room) or document.agenda.rooms[room].name


def group_cards(
    document: Document, cards: Sequence[ProblemCard], turned: Set[tuple[str, str]]
) -> list[ProblemGroup | ProblemCard]:
    """Return the groups, each followed by its cards unless it is folded.

    By default all are unfolded, or all folded if there are more than ``MANY`` cards; ``turned`` has the rule and room
    of the groups that differ from that.
    """
    order = {room.id: n for n, room in enumerate(document.agenda.rooms_in_order)}
    firsts = {card.conflict.rule: n for n, card in reversed(list(enumerate(cards)))}

    def group_key(card: ProblemCard) -> tuple[int, int, str]:
        return firsts[card.conflict.rule], order.get(card.rooms[0], len(order)), card.rooms[0]

    found: list[ProblemGroup | ProblemCard] = []
    for (_first, _order, room), together in groupby(sorted(cards, key=group_key), group_key):
        inside = tuple(together)
        rule = inside[0].conflict.rule
        names = (document.presentation.words(RULE_OF[rule].title), room_name(document, room))
        title = " · ".join(dict.fromkeys(names))  # what is not placed is so by its rule too
        folds = (len(cards) > MANY) != ((rule, room) in turned)
        found.append(ProblemGroup(rule, room, title, inside, folds))
        found += () if folds else inside
    return found
