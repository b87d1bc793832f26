"""Rules about a room booked twice: for two sessions at once, or for one during set-up or clearing of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import format_clock, format_clock_range
from planner.domain.text import N_, Plural, Text
from planner.rules.overlap import (
    Crowd,
    allows_changeover,
    crowd_sessions,
    earlier_first,
    ids_by_number,
    overlap_start,
    overlapping_pairs,
    padded_slots_by_room,
    pairs_and_crowds,
    require_placement,
    slots_by_room,
)
from planner.rules.rule import Conflict, ConflictIndex, Places, Rule, Severity, SlotIndex, other_session


def _double_bookings(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a problem for each pair of sessions in one room at the same time; a whole-venue session is in all rooms.

    Three or more at once are one conflict.
    """
    met = {room: pairs_and_crowds(slots) for room, slots in slots_by_room(agenda).items()}
    for first, second in _sorted_pairs(agenda, {pair for pairs, _crowds in met.values() for pair in pairs}):
        yield _room_clash(agenda, first, second)
    crowds: dict[Crowd, list[str]] = {}
    for room, (_pairs, here) in met.items():
        for crowd in here:
            crowds.setdefault(crowd, []).append(room)
    yield from (_crowd_conflict(agenda, crowd, crowds[crowd]) for crowd in sorted(crowds))


def _room_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a problem for each other session that is in one of a placed session's rooms at the same time."""
    for session, where in places:
        span = where.span
        hits = index.rooms.overlapping_ids_by_keys(where.rooms, session.id, span.absolute_start, span.absolute_end)
        yield from (
            _room_clash(index.agenda, *earlier_first(session, other)) for other in index.sessions_by_number(hits)
        )


def _room_taken_label(agenda: Agenda, conflict: Conflict, session: Session, start: int) -> Text:
    """Return when a room is taken, and by which session; the whole reason if not by just one other."""
    other = other_session(agenda, conflict, session)
    if other is None:
        return conflict.text
    span, rooms, title = other[1].span, ", ".join(agenda.room_names(conflict.rooms)), other[0].title
    if not rooms:
        return Text(
            "All rooms are taken {hours}: “{title}”.", hours=format_clock_range(span.start, span.end), title=title
        )
    if span.start > start:
        return Text("{room} is taken from {time}: “{title}”.", room=rooms, time=format_clock(span.start), title=title)
    return Text("{room} is taken until {time}: “{title}”.", room=rooms, time=format_clock(span.end), title=title)


ROOM_DOUBLE_BOOKED = Rule(
    id="room-double-booked",
    title=N_("Room double-booked"),
    at_places=_room_conflicts,
    in_plan=_double_bookings,
    label=_room_taken_label,
)


def _crowd_conflict(agenda: Agenda, crowd: Crowd, rooms: Iterable[str]) -> Conflict:
    """Return the conflict for three or more sessions at once in ``rooms``; "" among these means the whole venue."""
    taken = () if "" in rooms else agenda.by_column(rooms)
    sessions = crowd_sessions(agenda, crowd)
    said = crowd.text_arguments(sessions)
    if not taken:
        text = (
            Text(
                "All rooms {time}: {n} sessions, up to {most} at once: “{first}”, “{second}” and {more} more.",
                **said,
            )
            if crowd.most < len(sessions)
            else Text("All rooms {time}: {n} sessions at once: “{first}”, “{second}” and {more} more.", **said)
        )
    else:
        said["room"] = ", ".join(agenda.room_names(taken))
        text = (
            Text("{room} {time}: {n} sessions, up to {most} at once: “{first}”, “{second}” and {more} more.", **said)
            if crowd.most < len(sessions)
            else Text("{room} {time}: {n} sessions at once: “{first}”, “{second}” and {more} more.", **said)
        )
    short = Text("{most} at once in the room {time}", most=crowd.most, time=crowd.hours)
    if not taken:
        short = Text("{most} at once in all rooms {time}", most=crowd.most, time=crowd.hours)
    return Conflict("room-double-booked", Severity.PROBLEM, ids_by_number(*sessions), text, short, rooms=taken)


def _has_set_up_time(agenda: Agenda) -> bool:
    return any([session.setup or session.teardown for session in agenda.sessions.values()])


def _setup_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each two sessions in a room with too little time to clear away and set up between them.

    If the sessions themselves overlap, ``ROOM_DOUBLE_BOOKED`` reports it. A pause of the whole venue is never in the
    way.
    """
    if not _has_set_up_time(agenda):
        return
    pairs = {pair for slots in padded_slots_by_room(agenda).values() for pair in overlapping_pairs(slots)}
    for one, other in _sorted_pairs(agenda, pairs):
        if found := _setup_clash(agenda, *earlier_first(one, other)):
            yield found


def _changeover_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a warning for each other session that leaves a placed one too little time to set up or clear away."""
    for session, where in places:
        if not (session.setup or session.teardown or index.cached_result(_has_set_up_time)) or allows_changeover(
            session, where
        ):
            continue
        start, end = where.span.absolute_start - session.setup, where.span.absolute_end + session.teardown
        hits = index.cached_result(_padded_slots).overlapping_ids_by_keys(where.rooms, session.id, start, end)
        for other in index.sessions_by_number(hits):
            if found := _setup_clash(index.agenda, *earlier_first(session, other)):
                yield found


def _padded_slots(agenda: Agenda) -> SlotIndex:
    return SlotIndex(padded_slots_by_room(agenda))


SETUP_IN_THE_WAY = Rule(
    id="setup-in-the-way",
    title=N_("Too little time to set up"),
    at_places=_changeover_conflicts,
    in_plan=_setup_conflicts,
)


def _room_clash(agenda: Agenda, first: Session, second: Session) -> Conflict:
    """Return the conflict of two placed sessions, the earlier first, that overlap in a room or the whole venue."""
    rooms = _shared_rooms(agenda, first, second)
    when = overlap_start(require_placement(first).span, require_placement(second).span)
    said = {"time": when, "first": first.title, "second": second.title}
    if rooms:
        names = ", ".join(agenda.room_names(rooms))
        text = Text("{room} is double-booked at {time}: “{first}” and “{second}”.", room=names, **said)
    else:
        text = Text("All rooms are double-booked at {time}: “{first}” and “{second}”.", **said)
    short = Text("Room double-booked at {time}", time=when)
    return Conflict("room-double-booked", Severity.PROBLEM, ids_by_number(first, second), text, short, rooms=rooms)


def _setup_clash(agenda: Agenda, first: Session, second: Session) -> Conflict | None:
    """Return a warning if two placed sessions, the earlier first, leave too little time to clear and set up between.

    Otherwise return None, also if they overlap, which another rule reports.
    """
    needed = first.teardown + second.setup
    free = require_placement(second).span.absolute_start - require_placement(first).span.absolute_end
    if not 0 <= free < needed:
        return None
    rooms = _shared_rooms(agenda, first, second)
    said: dict[str, str | int] = {"first": first.title, "second": second.title, "free": free}
    said["time"] = format_clock(require_placement(first).span.end)
    if rooms:
        text = Plural(
            "{room} needs {n} minute from {time} to be cleared and set up between “{first}” and “{second}”,"
            " and has {free}.",
            "{room} needs {n} minutes from {time} to be cleared and set up between “{first}” and “{second}”,"
            " and has {free}.",
            needed,
            room=", ".join(agenda.room_names(rooms)),
            **said,
        )
    else:
        text = Plural(
            "All rooms need {n} minute from {time} to be cleared and set up between “{first}” and “{second}”,"
            " and have {free}.",
            "All rooms need {n} minutes from {time} to be cleared and set up between “{first}” and “{second}”,"
            " and have {free}.",
            needed,
            **said,
        )
    short = Text("{free} of {needed} min to set up", free=free, needed=needed)
    return Conflict("setup-in-the-way", Severity.WARNING, ids_by_number(first, second), text, short, rooms=rooms)


def _sorted_pairs(agenda: Agenda, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[Session, Session]]:
    found = [(agenda.sessions[one], agenda.sessions[other]) for one, other in pairs]
    yield from sorted(found, key=lambda pair: tuple((session.number, session.id) for session in pair))


def _shared_rooms(agenda: Agenda, one: Session, other: Session) -> tuple[str, ...]:
    """Return the rooms shared by both sessions, in column order; empty if both have the whole venue or share none."""
    mine, theirs = set(require_placement(one).rooms), set(require_placement(other).rooms)
    shared = (mine & theirs) if mine and theirs else (mine or theirs)
    return agenda.by_column(shared)
