"""The rule about nights in which the clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from planner.domain.agenda import Agenda
from planner.domain.clock_change import as_clocks_show, clocks_change, is_ambiguous_time, real_minutes, zone_of
from planner.domain.entities import Session
from planner.domain.text import N_, Text
from planner.domain.value_objects import Placement
from planner.rules.conflict import Conflict, Severity
from planner.rules.conflict_index import ConflictIndex
from planner.rules.rule import Places, Rule, in_short

_SKIPPED = (
    N_("“{title}” begins at {time} on {date}, but the clocks skip that time: they show {shown}."),
    N_("“{title}” ends at {time} on {date}, but the clocks skip that time: they show {shown}."),
)
_TWICE = (
    N_("“{title}” begins at {time} on {date}, which comes twice that night. Calendars take the first."),
    N_("“{title}” ends at {time} on {date}, which comes twice that night. Calendars take the first."),
)


def _while_clocks_change(index: ConflictIndex, places: Places) -> Iterator[Conflict]:
    """Yield a conflict for each session that starts or ends at a skipped or repeated time, or spans the change."""
    if zone := index.made(_changing_zone):
        for session, placement in places:
            if clocks_change(zone, placement.span.day):
                yield from _found(zone, session, placement)


CLOCK_CHANGE = Rule(id="clock-change", at_places=_while_clocks_change, label=in_short)


def _changing_zone(agenda: Agenda) -> ZoneInfo | None:
    """Return the time zone if the clocks change on a day of the conference, otherwise None."""
    zone = zone_of(agenda)
    return zone if zone and any([clocks_change(zone, day.date) for day in agenda.days.values()]) else None


def _found(zone: ZoneInfo, session: Session, placement: Placement) -> Iterator[Conflict]:
    """Yield the conflict for one placement in such a night, if there is one."""
    span = placement.span
    for wall, skipped, twice in zip((span.begins, span.ends), _SKIPPED, _TWICE, strict=True):
        said = {"title": session.title, "time": f"{wall:%H:%M}", "date": wall.date().isoformat()}
        shown, last = as_clocks_show(wall, zone), wall - timedelta(minutes=1)
        just_then = wall == span.ends and as_clocks_show(last, zone) == last  # it ends just as the clocks change
        if shown != wall and not just_then:
            short = Text("No {time} that night: {shown}", time=said["time"], shown=f"{shown:%H:%M}")
            yield _finding(session, placement, Text(skipped, **said, shown=f"{shown:%H:%M}"), short)
            return
        if is_ambiguous_time(wall, zone):
            yield _finding(session, placement, Text(twice, **said), Text("{time} comes twice", time=said["time"]))
            return
    if (minutes := real_minutes(span, zone)) != span.minutes:
        text = Text(
            "“{title}” goes on while the clocks change on {date}: it lasts {real} min, not {minutes}.",
            title=session.title, date=span.ends.date().isoformat(), real=minutes, minutes=span.minutes,
        )  # fmt: skip
        yield _finding(session, placement, text, Text("Clocks change: lasts {real} min", real=minutes), grave=False)


def _finding(session: Session, placement: Placement, text: Text, short: Text, *, grave: bool = True) -> Conflict:
    severity = Severity.PROBLEM if grave else Severity.WARNING
    return Conflict("clock-change", severity, (session.id,), text, short, rooms=placement.rooms)
