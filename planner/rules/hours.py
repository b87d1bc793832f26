"""Rules about the clock: opening hours of the day, the building and the rooms; blocks; clock changes, time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.clock_change import (
    conference_zone,
    elapsed_minutes,
    has_clock_change,
    is_ambiguous_time,
    shown_wall_time,
)
from planner.domain.entities import Day, Session
from planner.domain.span import MINUTES_A_DAY, format_clock, format_clock_range
from planner.domain.text import N_, Text
from planner.domain.value_objects import Placement
from planner.rules.overlap import Stretch, first_open_minute, format_windows, merge_spans, with_following_nights
from planner.rules.rule import Conflict, ConflictIndex, Places, Rule, Severity, short_label


def _days_by_date(agenda: Agenda) -> dict[date, Day]:
    return {day.date: day for day in agenda.days.values()}


def _day_hours_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a warning for each session that begins before its day opens or ends after it closes, or is on no day."""
    days = index.cached_result(_days_by_date)
    for session, placement in places:
        day, span = days.get(placement.span.day), placement.span
        if day is None or span.start < day.opens or span.end > day.closes:
            yield _outside_hours_conflict(day, session, placement)


def _outside_hours_conflict(day: Day | None, session: Session, placement: Placement) -> Conflict:
    if day is None:
        text = Text(
            "“{title}” is on {date}, which is not a day of the conference.",
            title=session.title,
            date=placement.span.day.isoformat(),
        )
        short = Text("Not a day of the conference")
    elif placement.span.start < day.opens:
        text = Text(
            "“{title}” begins at {time}, before the day opens at {opens}.",
            title=session.title,
            time=format_clock(placement.span.start),
            opens=format_clock(day.opens),
        )
        short = Text("Before the day opens at {opens}", opens=format_clock(day.opens))
    else:
        text = Text(
            "“{title}” ends at {time}, after the day closes at {closes}.",
            title=session.title,
            time=format_clock(placement.span.end),
            closes=format_clock(day.closes),
        )
        short = Text("After the day closes at {closes}", closes=format_clock(day.closes))
    return Conflict("outside-day-hours", Severity.WARNING, (session.id,), text, short, rooms=placement.rooms)


def _minutes_outside_hours(agenda: Agenda, conflict: Conflict) -> int:
    """Return the minutes by which a session begins before its day opens plus those by which it ends after closing.

    It is 0 if the session is on no day of the conference.
    """
    (where,) = [agenda.sessions[name].placement for name in conflict.sessions]
    day = where and agenda.day_with_date(where.span.day)
    return max(0, day.opens - where.span.start) + max(0, where.span.end - day.closes) if where and day else 0


OUTSIDE_DAY_HOURS = Rule(
    id="outside-day-hours",
    title=N_("Outside the day's hours"),
    at_places=_day_hours_conflicts,
    label=short_label,
    minutes=_minutes_outside_hours,
)


def _venue_closing_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a warning for each session that ends after the building closes.

    Dates that are not conference days are skipped: without opening hours it is unknown which night a closing time is
    in.
    """
    if index.agenda.venue.closes is None:
        return
    days = index.cached_result(_days_by_date)
    for session, placement in places:
        closes = venue_closing_time(index.agenda, days.get(placement.span.day))
        if closes is not None and placement.span.end > closes:
            text = Text(
                "“{title}” ends at {time}, after the venue closes at {closes}.",
                title=session.title,
                time=format_clock(placement.span.end),
                closes=format_clock(closes),
            )
            short = Text("After the venue closes at {closes}", closes=format_clock(closes))
            yield Conflict("venue-closed", Severity.WARNING, (session.id,), text, short, rooms=placement.rooms)


def _minutes_after_closing(agenda: Agenda, conflict: Conflict) -> int:
    """Return the minutes by which a session ends after the building closes, 0 if it does not or that is unknown."""
    (where,) = [agenda.sessions[name].placement for name in conflict.sessions]
    closes = venue_closing_time(agenda, agenda.day_with_date(where.span.day)) if where else None
    return max(0, where.span.end - closes) if where and closes is not None else 0


VENUE_CLOSED = Rule(
    id="venue-closed",
    title=N_("Venue closed"),
    at_places=_venue_closing_conflicts,
    label=short_label,
    minutes=_minutes_after_closing,
)


def venue_closing_time(agenda: Agenda, day: Day | None) -> int | None:
    """Return the closing time of the building on that day in minutes from its midnight, or None if it is unknown.

    A closing time at or before the day's opening is in the following night.
    """
    closes = agenda.venue.closes
    if closes is None or day is None:
        return None
    return closes + MINUTES_A_DAY if closes <= day.opens else closes


def _closed_room_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a problem for each room of a session that is closed at its time; whole-venue sessions are skipped."""
    closed = index.cached_result(closed_times_by_room)
    for session, placement in places if closed else ():
        span = placement.span
        for room in placement.rooms:
            windows = closed.get(room, ())
            when = first_open_minute(windows, span.absolute_start, span.absolute_end)
            if when is not None:
                name = index.agenda.rooms[room].name
                text = Text(
                    "{room} is closed {times} on {date}, but “{title}” is there {start}–{end}.",
                    room=name,
                    times=format_windows(windows, span),
                    date=span.day.isoformat(),
                    title=session.title,
                    start=format_clock(span.start),
                    end=format_clock(span.end),
                )
                short = Text("{room} is closed at {time}", room=name, time=format_clock(when))
                yield Conflict("room-closed", Severity.PROBLEM, (session.id,), text, short, rooms=(room,))


def _closed_label(_agenda: Agenda, conflict: Conflict, _session: Session, _start: int) -> Text:
    said = dict(conflict.text.args)
    return Text("{room} is closed {times}.", room=said["room"], times=said["times"])


ROOM_CLOSED = Rule(id="room-closed", title=N_("Room closed"), at_places=_closed_room_conflicts, label=_closed_label)


def closed_times_by_room(agenda: Agenda) -> dict[str, tuple[Stretch, ...]]:
    """Return the closed times of each room by its id, in absolute minutes, leaving out rooms without any."""
    return {
        room.id: merge_spans(with_following_nights(agenda, room.closed))
        for room in agenda.rooms.values()
        if room.closed
    }


_SKIPPED = (
    N_("“{title}” begins at {time} on {date}, but the clocks skip that time: they show {shown}."),
    N_("“{title}” ends at {time} on {date}, but the clocks skip that time: they show {shown}."),
)
_TWICE = (
    N_("“{title}” begins at {time} on {date}, which comes twice that night. Some calendars take the second."),
    N_("“{title}” ends at {time} on {date}, which comes twice that night. Some calendars take the second."),
)


def _clock_change_conflicts(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a conflict for each session whose start, end or length is in doubt because the clocks change.

    There is none unless they change on a day of the conference or the day after.
    """
    if zone := index.cached_result(_zone_if_clocks_change):
        for session, placement in places:
            if has_clock_change(zone, placement.span.day):
                yield from _clock_change_conflict(zone, session, placement)


CLOCK_CHANGE = Rule(id="clock-change", title=N_("Clocks change"), at_places=_clock_change_conflicts, label=short_label)


def _zone_if_clocks_change(agenda: Agenda) -> ZoneInfo | None:
    """Return the time zone if the clocks change on a day of the conference or the day after, otherwise None."""
    zone = conference_zone(agenda)
    return zone if zone and any([has_clock_change(zone, day.date) for day in agenda.days.values()]) else None


def _time_zone_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a problem if this computer does not know the conference's time zone."""
    if conference_zone(agenda) is None:
        text = Text(
            "This computer does not know the time zone “{name}”: nothing can be published, and no night is found in "
            "which the clocks change. Choose another for the conference.",
            name=agenda.conference.timezone,
        )
        yield Conflict("unknown-time-zone", Severity.PROBLEM, (), text, Text("Unknown time zone"))


UNKNOWN_TIME_ZONE = Rule(id="unknown-time-zone", title=N_("Unknown time zone"), in_plan=_time_zone_conflicts)


def _clock_change_conflict(zone: ZoneInfo, session: Session, placement: Placement) -> Iterator[Conflict]:
    """Yield the conflict of one placement in a night in which the clocks change, if there is one."""
    span = placement.span
    for wall, skipped, twice in zip((span.start_datetime, span.end_datetime), _SKIPPED, _TWICE, strict=True):
        said = {"title": session.title, "time": f"{wall:%H:%M}", "date": wall.date().isoformat()}
        shown, last = shown_wall_time(wall, zone), wall - timedelta(minutes=1)
        just_then = (
            wall == span.end_datetime and shown_wall_time(last, zone) == last
        )  # it ends just as the clocks change
        if shown != wall and not just_then:
            short = Text("No {time} that night: {shown}", time=said["time"], shown=f"{shown:%H:%M}")
            yield _make_conflict(session, placement, Text(skipped, **said, shown=f"{shown:%H:%M}"), short)
            return
        if is_ambiguous_time(wall, zone):
            short = Text("{time} comes twice", time=said["time"])
            yield _make_conflict(session, placement, Text(twice, **said), short, grave=False)
            return
    if (minutes := elapsed_minutes(span, zone)) != span.minutes:
        text = Text(
            "“{title}” goes on while the clocks change on {date}: it lasts {real} min, not {minutes}.",
            title=session.title, date=span.end_datetime.date().isoformat(), real=minutes, minutes=span.minutes,
        )  # fmt: skip
        yield _make_conflict(
            session, placement, text, Text("Clocks change: lasts {real} min", real=minutes), grave=False
        )


def _make_conflict(session: Session, placement: Placement, text: Text, short: Text, *, grave: bool = True) -> Conflict:
    severity = Severity.PROBLEM if grave else Severity.WARNING
    return Conflict("clock-change", severity, (session.id,), text, short, rooms=placement.rooms)


def _outside_block_conflicts(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each session that takes place outside its placed block."""
    for session, where in agenda.taking_place if agenda.blocks else ():
        block = agenda.blocks.get(session.block) if session.block else None
        own = block.placement if block else None
        if block is None or own is None or block.holds(where):
            continue
        rooms = ", ".join(agenda.room_names(own.rooms))
        said = {"title": session.title, "block": block.title, "hours": format_clock_range(own.span.start, own.span.end)}
        text = (
            Text("“{title}” is outside its block “{block}”, which is {hours} in {room}.", room=rooms, **said)
            if rooms
            else Text("“{title}” is outside its block “{block}”, which is {hours}.", **said)
        )
        yield Conflict("session-outside-block", Severity.WARNING, (session.id,), text, Text("Outside its block"))


SESSION_OUTSIDE_BLOCK = Rule(
    id="session-outside-block",
    title=N_("Outside its block"),
    in_plan=_outside_block_conflicts,
    why_silent="A drag says which block the session joins or leaves.",
)
