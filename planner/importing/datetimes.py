"""Dates, times and UTC offsets as other programs write them, and the time zone in which a file's times are read."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST, MINUTES_A_DAY, Span, format_clock
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.zones import zones_likely_first
from planner.importing.incoming import Incoming, IncomingStart

NIGHT_ENDS = 4 * 60
"""Minutes after midnight until which an event belongs to the day before, if the file does not say; as in pretalx."""
FARTHEST = 60 * MINUTES_A_DAY
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
_MINUTES = re.compile(r"\d{1,4}")


class LengthTooLong(EstradError):
    """Raised for a length, in minutes, that is too long for a session."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            Text("It lasts {hours} hours; a session ends on the following day at the latest.", hours=minutes // 60),
            Text("Divide it in the file, or enter it here by hand."),
        )


def parse_length(written: str, *, days_first: bool = False) -> int:
    """Parse HH:MM, H:MM, HH:MM:SS or a number of minutes as a length in minutes.

    Raise ``EstradError`` if it is invalid. ``days_first`` reads three parts as D:HH:MM.
    """
    text = written.strip()
    found = _CLOCK.fullmatch(text)
    if found and found[3] and days_first:
        minutes = int(found[1]) * MINUTES_A_DAY + int(found[2]) * 60 + int(found[3])
    elif found and int(found[2]) < 60:
        minutes = int(found[1]) * 60 + int(found[2]) + (int(found[3] or 0) >= 30)
    else:
        minutes = int(text) if _MINUTES.fullmatch(text) and text.isascii() else 0
    if minutes > LATEST:
        raise LengthTooLong(minutes)
    if minutes <= 0:
        raise EstradError(
            Text("“{text}” is no length.", text=message_excerpt(written)), Text("Write it as 00:45, up to 48 hours.")
        )
    return minutes


def parse_clock(written: str) -> int:
    """Parse HH:MM or HH:MM:SS, up to 47:59, as minutes from midnight; raise ``EstradError`` if it is invalid."""
    found = _CLOCK.fullmatch(written.strip())
    if not found or int(found[2]) > 59 or int(found[1]) > 47:
        raise EstradError(
            Text("“{text}” is no time of day.", text=message_excerpt(written)),
            Text("Write it as 09:30; past midnight goes on with 24:30."),
        )
    return int(found[1]) * 60 + int(found[2])


def parse_date(written: str) -> date:
    """Parse the first ten characters of a text as an ISO 8601 date; raise ``EstradError`` if they are none."""
    return parse_datetime(written.strip()[:10]).date()


def parse_datetime(written: str) -> datetime:
    """Parse an ISO 8601 date, with its time and UTC offset if given; raise ``EstradError`` if it is invalid."""
    with suppress(ValueError):
        found = datetime.fromisoformat(written.strip())
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    raise EstradError(
        Text("“{text}” is no date.", text=message_excerpt(written)),
        Text("Write it as 2024-04-25 or 2024-04-25T09:30:00+02:00."),
    )


def parse_clock_or_none(start: str) -> int | None:
    """Parse a time of day that stands beside a full date and time, in minutes from midnight; None if it is invalid."""
    try:
        return parse_clock(start) % MINUTES_A_DAY
    except EstradError:
        return None


def event_start_in_utc(begin: IncomingStart, zone: ZoneInfo) -> datetime:
    """Return the start of an event in UTC, with the file's times read in ``zone``.

    The wall clock time takes precedence over the UTC offset beside it: in all files that could be checked the former is
    right, and in many the latter is wrong.
    """
    at = begin.at
    if at.tzinfo is None or (begin.is_wall_clock and contradicts_zone(begin, zone)):
        at = at.replace(tzinfo=zone)
    return at.astimezone(UTC)


def event_span(begin: IncomingStart, minutes: int, zone: ZoneInfo, here: ZoneInfo) -> Span:
    """Return the span of an event; the file's times are in ``zone``, the conference's in ``here``.

    Raise ``EstradError`` if its date is far from ``begin.day`` or no day of a conference, or if it lasts too long. It
    stays on the day that lists it until that day's night ends, otherwise it is moved to its own date. ``minutes`` are
    elapsed time, so if the clocks change meanwhile, the end is earlier or later on the wall clock. If that end would
    not be after the start, the change of the clocks is ignored.
    """
    local, end = wall_clock_time(begin, zone, here), wall_clock_time(begin, zone, here, minutes)
    if end <= local:
        end = local + timedelta(minutes=minutes)
    minutes = (end - local) // timedelta(minutes=1)
    start = (local - datetime.combine(begin.day, time())) // timedelta(minutes=1)
    if abs(start) > FARTHEST:
        raise EstradError(
            Text("Its date {date} is far from the day that lists it, {day}.", date=local.date().isoformat(),
                 day=begin.day.isoformat()),
            Text("Correct one of the two."),
        )  # fmt: skip
    day = begin.day
    if not 0 <= start < MINUTES_A_DAY + begin.night:
        day, start = local.date(), local.hour * 60 + local.minute
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise EstradError(
            Text("Its date {date} is no day of a conference.", date=day.isoformat()), Text("Correct the date.")
        )
    if start + minutes > LATEST:
        raise EstradError(
            Text("It would run for {minutes} minutes from {start}, past the end of the following day.",
                 minutes=minutes, start=format_clock(start)),
            Text("Shorten it or begin it earlier."),
        )  # fmt: skip
    return Span(day, start, start + minutes)


def wall_clock_time(begin: IncomingStart, zone: ZoneInfo, here: ZoneInfo, minutes: int = 0) -> datetime:
    """Return the wall clock time in the conference's zone ``here``, ``minutes`` after the start of an event."""
    return (event_start_in_utc(begin, zone) + timedelta(minutes=minutes)).astimezone(here).replace(tzinfo=None)


def contradicts_zone(begin: IncomingStart, zone: ZoneInfo) -> bool:
    """Return whether the file's UTC offset differs from that of the zone at the same time.

    A time in UTC contradicts the zone only if a wall clock time beside it does.
    """
    offset = begin.at.utcoffset()
    if offset is None:
        return False
    there = begin.at.astimezone(zone)
    if begin.start is not None and (not offset or begin.is_wall_clock):
        return there.hour * 60 + there.minute != begin.start
    return bool(offset) and offset != there.utcoffset()


def message_excerpt(written: str) -> str:
    """Return a text in one line of at most 40 characters, for a message."""
    text = " ".join(written.split())
    return text if len(text) <= 40 else text[:39] + "…"


def valid_zone_name(name: str) -> str:
    """Return the name of a time zone unchanged, or an empty text if there is no such zone."""
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""


class ZoneOrigin(StrEnum):
    """The origin of a time zone: the imported file, the user, the open conference, or this computer."""

    SOURCE = "source"
    ASKED = "asked"
    FILE = "file"
    MACHINE = "machine"


_SAID = {
    ZoneOrigin.SOURCE: N_("Times are read in {zone}, as the file says."),
    ZoneOrigin.ASKED: N_("Times are read in {zone}, as asked for."),
    ZoneOrigin.FILE: N_("Times are read in {zone}, the conference's own time zone."),
    ZoneOrigin.MACHINE: N_("Times are read in {zone}, the time zone of this computer."),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone for reading a file's times, and its origin."""

    zone: ZoneInfo
    by: ZoneOrigin

    @property
    def remark_text(self) -> Text:
        """The sentence about the zone for the user."""
        return Text(_SAID[self.by], zone=self.zone.key)


@dataclass(frozen=True, slots=True)
class ZoneContradiction:
    """The reason why a zone does not fit the file's times, and the names of the zones that fit all of them."""

    text: Text
    fitting: tuple[str, ...]


def choose_zone(source: str, asked: str = "", file: str = "", machine: str = "") -> Zone:
    """Return the first zone given: the file's, the requested one, the open conference's, this computer's.

    Raise ``EstradError`` if none is given or the name is unknown.
    """
    offered = zip((source, asked, file, machine), ZoneOrigin, strict=True)
    name, by = next(((name, by) for name, by in offered if name), ("", ZoneOrigin.MACHINE))
    if key := valid_zone_name(name):
        return Zone(ZoneInfo(key), by)
    why = Text("There is no time zone “{name}”.", name=name)
    raise EstradError(
        why if name else Text("Nothing says which time zone the times are in."),
        Text("Choose one by continent and city, such as Europe/Stockholm."),
    )


def zone_remarks(zone: Zone, here: ZoneInfo) -> tuple[Text, ...]:
    """Return a remark if the file's times are converted to the conference's zone."""
    said = Text("The times are converted to {zone}, the conference's own time zone.", zone=here.key)
    return () if zone.zone.key == here.key else (said,)


def zone_warnings(incoming: Incoming, zone: Zone) -> tuple[Text, ...]:
    """Return warnings if UTC offsets in the file differ from the zone's."""
    astray = _starts_contradicting_zone(incoming, zone.zone)
    walls = sum(1 for begin in astray if begin.is_wall_clock)
    found = (
        (walls, Plural(
            "{n} time in the file is counted from UTC otherwise than {zone} does; its clock time is taken.",
            "{n} times in the file are counted from UTC otherwise than {zone} does; their clock times are taken.",
            walls, zone=zone.zone.key,
        )),
        (len(astray) - walls, Text(
            "The file counts its times from UTC otherwise than {zone} does. They are converted; "
            "if they look wrong, choose the time zone of the place.", zone=zone.zone.key,
        )),
    )  # fmt: skip
    return tuple(text for n, text in found if n)


def find_contradiction(incoming: Incoming, zone: Zone) -> ZoneContradiction | None:
    """Return why the zone does not fit the file's times; None if it may, or if the file or the user has chosen it.

    If no zone fits all times and this one fits at least half of them, the others are treated as mistakes.
    """
    astray = (
        _starts_contradicting_zone(incoming, zone.zone) if zone.by not in (ZoneOrigin.SOURCE, ZoneOrigin.ASKED) else []
    )
    if not astray:
        return None
    fitting = _fitting_zones(incoming, zone.zone.key)
    if not fitting and len(astray) * 2 <= sum(1 for begin in _session_starts(incoming) if begin.at.tzinfo):
        return None
    text = Plural(
        "The file's times are not those of {zone}: {n} of them, such as {example}, is counted from UTC otherwise.",
        "The file's times are not those of {zone}: {n} of them, such as {example}, are counted from UTC otherwise.",
        len(astray), zone=zone.zone.key, example=astray[0].at.isoformat(timespec="minutes"),
    )  # fmt: skip
    return ZoneContradiction(text, fitting)


def _fitting_zones(incoming: Incoming, near: str) -> tuple[str, ...]:
    """Return the zones with offsets that fit all of the file's times, as by ``zones_likely_first``.

    Those without a region in their names, and those of ``Etc``, are left out.
    """
    alike = {
        (b.at.date(), b.at.utcoffset(), None if b.start is None else b.start - (b.at.hour * 60 + b.at.minute)): b
        for b in _session_starts(incoming)
    }
    names = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    fitting = (name for name in names if not any(contradicts_zone(begin, ZoneInfo(name)) for begin in alike.values()))
    return zones_likely_first(fitting, near)


def _starts_contradicting_zone(incoming: Incoming, zone: ZoneInfo) -> list[IncomingStart]:
    return [begin for begin in _session_starts(incoming) if contradicts_zone(begin, zone)]


def _session_starts(incoming: Incoming) -> list[IncomingStart]:
    return [session.begin for session in incoming.sessions if session.begin]
