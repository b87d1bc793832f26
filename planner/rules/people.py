"""Rules about people in two places at once (booked twice), in sessions and by moderators' shifts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Session
from planner.domain.span import Span, format_clock, format_clock_range
from planner.domain.text import N_, Text
from planner.domain.value_objects import Placement
from planner.rules.overlap import (
    CROWD,
    Crowd,
    crowd_sessions,
    earlier_first,
    expected_person_ids,
    ids_by_number,
    overlap_start,
    pairs_and_crowds,
    require_placement,
    slots_by_person,
)
from planner.rules.rule import Conflict, ConflictIndex, Places, Rule, Severity, other_session

Duty = tuple[Cover, Span]
"""A moderator's shift, or a chaired block as one, with its time."""


def _person_clashes(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a problem for each two sessions, two shifts, or a session and a shift that need a person at the same time.

    Shifts conflict only with what is in another room, and not with each other if one session is in both rooms for as
    long as they overlap. Three or more sessions at once are one conflict, and so are shifts in three or more rooms.
    """
    slots, duties = slots_by_person(agenda), moderating_duties_by_person(agenda)
    for person in sorted({person for person, taken in slots.items() if len(taken) > 1} | duties.keys()):
        taken = slots.get(person, ())
        if len(taken) > 1:
            pairs, crowds = pairs_and_crowds(taken)
            for first, second in pairs:
                yield _person_clash(agenda, person, agenda.sessions[first], agenda.sessions[second])
            yield from (_crowd_conflict(agenda, person, crowd) for crowd in crowds)
        if person in duties:
            yield from _all_duty_conflicts(
                agenda, duties[person], [agenda.sessions[name] for _start, _end, name in taken]
            )


def _person_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a problem for each other session and each shift in another room that a session's people have then."""
    agenda, duties = index.agenda, index.cached_result(moderating_duties_by_person)
    for session, where in places:
        start, end = where.span.absolute_start, where.span.absolute_end
        for person in expected_person_ids(session):
            for other in index.sessions_by_number(index.people.overlapping_ids(person, session.id, start, end)):
                yield _person_clash(agenda, person, *earlier_first(session, other))
            if person in duties:
                yield from _shift_and_session_clashes(agenda, duties[person], session)


def _elsewhere_label(agenda: Agenda, conflict: Conflict, session: Session, start: int) -> Text:
    """Return where a person is instead, and when; the whole reason if that is not just one other session."""
    other = other_session(agenda, conflict, session)
    if other is None or not conflict.people:
        return conflict.text
    span, rooms = other[1].span, ", ".join(agenda.room_names(other[1].rooms))
    said = {"name": agenda.people[conflict.people[0]].name, "title": other[0].title}
    if not rooms:
        return Text("{name} is in “{title}” {hours}.", hours=format_clock_range(span.start, span.end), **said)
    if span.start > start:
        return Text("{name} is in {room} from {time}: “{title}”.", room=rooms, time=format_clock(span.start), **said)
    return Text("{name} is in {room} until {time}: “{title}”.", room=rooms, time=format_clock(span.end), **said)


PERSON_IN_TWO_PLACES = Rule(
    id="person-in-two-places",
    title=N_("Person in two places"),
    at_places=_person_conflicts,
    in_plan=_person_clashes,
    label=_elsewhere_label,
)


def _all_duty_conflicts(agenda: Agenda, duties: Sequence[Duty], sessions: Sequence[Session]) -> Iterator[Conflict]:
    for session in sessions:
        yield from _shift_and_session_clashes(agenda, duties, session)
    pairs, crowds = pairs_and_crowds(
        sorted((time.absolute_start, time.absolute_end, cover.id) for cover, time in duties)
    )
    by_id = {duty[0].id: duty for duty in duties}
    for pair in pairs:
        one, other = sorted((by_id[name] for name in pair), key=duties.index)
        if _are_shifts_in_conflict(agenda, one, other):
            yield _two_shifts_clash(agenda, one, other)
    for crowd in crowds:
        yield from _crowd_duty_conflicts(agenda, crowd, [duty for duty in duties if duty[0].id in crowd.ids])


def _are_shifts_in_conflict(agenda: Agenda, one: Duty, other: Duty) -> bool:
    return one[0].room != other[0].room and one[1].overlaps(other[1]) and not _has_common_session(agenda, one, other)


def _crowd_duty_conflicts(agenda: Agenda, crowd: Crowd, duties: Sequence[Duty]) -> Iterator[Conflict]:
    """Yield one conflict if the clashing shifts are in three or more rooms, otherwise one for each clashing pair."""
    apart = [pair for pair in combinations(duties, 2) if _are_shifts_in_conflict(agenda, *pair)]
    ids = {duty[0].room for pair in apart for duty in pair}
    if len(ids) < CROWD:
        yield from dict.fromkeys(_two_shifts_clash(agenda, one, other) for one, other in apart)
        return
    rooms = agenda.by_column(room for room in ids if room)
    person = duties[0][0].person
    name, names = agenda.people[person].name, ", ".join(agenda.room_names(rooms))
    text = Text("{name} moderates {n} rooms at once {time}: {rooms}.", name=name, n=len(rooms), time=crowd.hours,
                rooms=names)  # fmt: skip
    yield _make_conflict((), person, rooms, text, name, format_clock(crowd.start))


def _has_common_session(agenda: Agenda, one: Duty, other: Duty) -> bool:
    """Return whether one session runs in both rooms for all of the time that the two shifts share."""
    start = max(one[1].absolute_start, other[1].absolute_start)
    end = min(one[1].absolute_end, other[1].absolute_end)
    rooms = {one[0].room, other[0].room}
    return any(
        (where.everywhere or rooms <= set(where.rooms))
        and where.span.absolute_start <= start
        and end <= where.span.absolute_end
        for _session, where in agenda.taking_place
    )


def moderating_duties_by_person(agenda: Agenda) -> dict[str, list[Duty]]:
    """Return the shifts and chaired blocks in a single room that still count, with their times, by moderator.

    Those in several rooms are left out: their moderator can be in any of them. So are shifts for the whole of a day
    that is not in the conference.
    """
    found: dict[str, list[Duty]] = {}
    for cover, _where, _asked in shifts_and_chairs(agenda):
        time = duty_time(agenda, cover)
        if cover.is_expected and cover.room is not None and time:
            found.setdefault(cover.person, []).append((cover, time))
    return found


def shifts_and_chairs(agenda: Agenda) -> tuple[tuple[Cover, Placement, date | None], ...]:
    """Return the moderators' shifts, then each chair of each placed block as a shift, both sorted by time.

    Each comes with its time and rooms, and a chair with the date on which the person was asked; for a shift that is
    None. The shift of a chair has the room of the block, or None if the block has several or is in the whole venue.
    """
    chairs = (
        (
            Cover(
                id=f"{block.id}/{chair.person}",
                person=chair.person,
                day=where.span.day,
                start=where.span.start,
                end=where.span.end,
                room=where.rooms[0] if len(where.rooms) == 1 else None,
                state=chair.state,
            ),
            where,
            chair.asked,
        )
        for block in agenda.blocks_in_order
        if (where := block.placement)
        for chair in block.chairs
    )
    shifts = ((c, Placement(c.span, (c.room,) if c.room else ()), None) for c in agenda.covers_in_order)
    return (*shifts, *chairs)


def duty_time(agenda: Agenda, cover: Cover) -> Span | None:
    """Return the time of a shift: for a whole day its opening hours, or None if the conference has no such day."""
    if not cover.whole_day:
        return cover.span
    day = agenda.day_with_date(cover.day)
    return day.hours if day else None


def _is_session_elsewhere(duty: Duty, placement: Placement) -> bool:
    """Return whether a shift conflicts with a session that is at the same time and only in other rooms."""
    cover, time = duty
    return bool(placement.rooms) and cover.room not in placement.rooms and time.overlaps(placement.span)


def _person_clash(agenda: Agenda, person: str, first: Session, second: Session) -> Conflict:
    """Return the conflict for a person in two placed sessions that overlap."""
    when = overlap_start(require_placement(first).span, require_placement(second).span)
    name = agenda.people[person].name
    text = Text(
        "{name} is in two places at {time}: “{first}” and “{second}”.",
        name=name,
        time=when,
        first=first.title,
        second=second.title,
    )
    return _make_conflict(ids_by_number(first, second), person, (), text, name, when)


def _crowd_conflict(agenda: Agenda, person: str, crowd: Crowd) -> Conflict:
    """Return the conflict for a person in three or more placed sessions at once."""
    name, sessions = agenda.people[person].name, crowd_sessions(agenda, crowd)
    said = crowd.text_arguments(sessions)
    text = (
        Text(
            "{name} is in {n} sessions {time}, up to {most} at once: “{first}”, “{second}” and {more} more.",
            name=name,
            **said,
        )
        if crowd.most < len(sessions)
        else Text("{name} is in {n} places at once {time}: “{first}”, “{second}” and {more} more.", name=name, **said)
    )
    short = Text("{name} in {most} places at once {time}", name=name, most=crowd.most, time=crowd.hours)
    return Conflict("person-in-two-places", Severity.PROBLEM, ids_by_number(*sessions), text, short, people=(person,))


def _shift_and_session_clashes(agenda: Agenda, duties: Iterable[Duty], session: Session) -> Iterable[Conflict]:
    """Return the conflicts of a person who is on shift in one room and in a placed session in another, each once.

    Two overlapping shifts in one room, such as the whole day and an hour of it, may produce the same conflict.
    """
    where = session.placement
    return dict.fromkeys(
        _shift_and_session_clash(agenda, duty, session)
        for duty in duties
        if where and _is_session_elsewhere(duty, where)
    )


def _shift_and_session_clash(agenda: Agenda, duty: Duty, session: Session) -> Conflict:
    """Return the conflict for a person on shift in one room and in a session in another."""
    cover, time = duty
    when = overlap_start(time, require_placement(session).span)
    name = agenda.people[cover.person].name
    text = Text(
        "{name} is in two places at {time}: moderating {room}, and in “{title}” in {other}.",
        name=name,
        time=when,
        room=_room_text(agenda, cover),
        title=session.title,
        other=", ".join(agenda.room_names(require_placement(session).rooms)),
    )
    return _make_conflict((session.id,), cover.person, (cover.room or "",), text, name, when)


def _two_shifts_clash(agenda: Agenda, one: Duty, other: Duty) -> Conflict:
    when = overlap_start(one[1], other[1])
    name = agenda.people[one[0].person].name
    text = Text(
        "{name} is in two places at {time}: moderating {first} and {second}.",
        name=name,
        time=when,
        first=_room_text(agenda, one[0]),
        second=_room_text(agenda, other[0]),
    )
    rooms = agenda.by_column(duty[0].room for duty in (one, other) if duty[0].room)
    return _make_conflict((), one[0].person, rooms, text, name, when)


def _make_conflict(
    sessions: tuple[str, ...], person: str, rooms: tuple[str, ...], text: Text, name: str, when: str
) -> Conflict:
    short = Text("{name} in two places at {time}", name=name, time=when)
    return Conflict("person-in-two-places", Severity.PROBLEM, sessions, text, short, people=(person,), rooms=rooms)


def _room_text(agenda: Agenda, cover: Cover) -> str:
    return agenda.rooms[cover.room].name if cover.room else ""
