"""Writes the calendar (.ics) for attendees: a VEVENT for each session, VTIMEZONEs, its name, its address to subscribe
to (RFC 5545, 5546 PUBLISH, 7986).

Each property is written as Outlook, Google, Apple, Thunderbird and others require.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Component,
    Parameters,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vRecur,
    vText,
    vUri,
)
from icalendar import Event as VEvent

from planner.domain.addresses import sibling_address, web_address
from planner.domain.text import N_, EstradError, clean_text, fill
from planner.domain.value_objects import COLOURS
from planner.domain.zones import time_zone
from planner.programme.calendar import conference_uid
from planner.programme.programme import REGISTRATION, SUPPORT_LINES, Programme
from planner.programme.release import WHOLE, Ledger, LedgerEntry, Part, SentEvent, SentFile, nothing_to_send
from planner.wording import Wording

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LOOK_AHEAD = 28
"""The number of years after which weekdays fall on the same dates again."""


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of the UTC offset; ``wall`` is the local time before it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def shape(self) -> tuple[object, ...]:
        """The values that onsets of the same yearly rule have in common, except for the day."""
        return (self.wall.month, self.wall.weekday(), self.wall.time(), self.before, self.after, self.name)

    @property
    def weeks(self) -> set[int]:
        """The positions of its weekday in the month, counted from the first (1 to 4) and from the last (-1 …)."""
        day, length = self.wall.day, _days_in_month(self.wall.year, self.wall.month)
        return {n for n in ((day - 1) // 7 + 1, -((length - day) // 7 + 1)) if -5 < n < 5}


def vtimezone(key: str, years: Iterable[int]) -> Timezone:
    """Return the VTIMEZONE of a zone, correct in the given years, with yearly rules if possible.

    If several rules fit the years, the one that stays valid longest is used. A zone with other rules in other years
    (Israel, Morocco, or in the past) is correct only in the given years. If no yearly rule fits them, each change is
    listed separately. It is made once for each zone and span of years, and must not be changed.
    """
    found = set(years)
    return _vtimezone(key, min(found), max(found))


@cache
def _vtimezone(key: str, first: int, last: int) -> Timezone:
    zone, span = ZoneInfo(key), range(first, last + 1)
    component = Timezone()
    component.add("TZID", TextValue(key))
    changes = [list(_onsets(zone, year)) for year in span]
    rules = [] if len(changes[0]) != 2 else [_rule(zone, span, changes, which) for which in (0, 1)]
    if rules and all(rules):
        for part in sorted((part for part in rules if part), key=lambda part: part.name or ""):  # DAYLIGHT first
            component.add_component(part)
        return component
    start = datetime(span.start, 1, 1, tzinfo=zone)
    lone = Onset(datetime(1970, 1, 1), _offset(start), _offset(start), start.tzname() or key)
    alone = [lone, *(onset for year in changes for onset in year)]
    base = min(onset.after for onset in alone)
    for onset in alone:
        component.add_component(_observance(onset, base))
    return component


def _rule(
    zone: ZoneInfo, span: range, changes: Sequence[Sequence[Onset]], which: int
) -> TimezoneStandard | TimezoneDaylight | None:
    """Return the year's first (``which`` 0) or second change as a yearly rule, or None if no rule fits the years."""
    if any(len(year) != 2 or year[which].shape != changes[0][which].shape for year in changes):
        return None
    first = changes[0][which]
    weeks = set.intersection(*(year[which].weeks for year in changes))
    later = span.stop
    while len(weeks) > 1 and later < span.start + _LOOK_AHEAD:
        onsets = [onset for onset in _onsets(zone, later) if onset.shape == first.shape]
        weeks = weeks & onsets[0].weeks or weeks if onsets else weeks
        later += 1
    if not weeks:
        return None
    week = max(weeks, key=lambda n: (n == -1, n))
    start = datetime.combine(_nth(1970, first.wall.month, week, first.wall.weekday()), first.wall.time())
    base = min(first.before, first.after)
    day = f"{week}{_WEEKDAYS[first.wall.weekday()]}"
    rule = vRecur({"FREQ": "YEARLY", "BYDAY": day, "BYMONTH": first.wall.month})
    return _observance(Onset(start, first.before, first.after, first.name), base, rule)


def _observance(onset: Onset, base: timedelta, rule: vRecur | None = None) -> TimezoneStandard | TimezoneDaylight:
    """Return a STANDARD component if the offset is ``base``, the smaller one, otherwise a DAYLIGHT component.

    The legal definition does not matter: Ireland's standard time is in summer.
    """
    part: Component = TimezoneStandard() if onset.after == base else TimezoneDaylight()
    part.add("TZNAME", TextValue(onset.name))
    part.add("TZOFFSETFROM", onset.before)
    part.add("TZOFFSETTO", onset.after)
    part.add("DTSTART", onset.wall)
    if rule:
        part.add("RRULE", rule)
    assert isinstance(part, TimezoneStandard | TimezoneDaylight)
    return part


def _offset(when: datetime) -> timedelta:
    return when.utcoffset() or timedelta()


def _onsets(zone: ZoneInfo, year: int) -> Iterator[Onset]:
    """Yield the changes of the UTC offset in a year, in chronological order."""
    step = timedelta(days=5)
    low, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while low < end:
        high = min(low + step, end)
        before, after = _offset(low.astimezone(zone)), _offset(high.astimezone(zone))
        if before != after:
            instant = _first_second(zone, low, high)
            wall = (instant + before).replace(tzinfo=None)
            name = instant.astimezone(zone).tzname() or zone.key
            yield Onset(wall, before, _offset(instant.astimezone(zone)), name)
        low = high


def _first_second(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second after the offset changes between ``low`` and ``high``, by bisection."""
    before = _offset(low.astimezone(zone))
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(middle.astimezone(zone)) == before else (low, middle)
    return high


def _days_in_month(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def _nth(year: int, month: int, week: int, weekday: int) -> date:
    """Return the date of the nth weekday of a month, counted from the end if ``week`` is negative."""
    if week > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
    last = date(year, month, _days_in_month(year, month))
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-week - 1))


_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNCLEAN = re.compile("[^\n\x20-\x7e\xa0-\u024f\u2010-\u2027]")


class TextValue(vText):
    """A TEXT value (RFC 5545 section 3.3.11) for any property, without control characters.

    ``vText`` turns a backslash and N into a line break, and a bare string is written unescaped in properties unknown to
    icalendar.
    """

    __slots__ = ()

    def __new__(cls, value: str, /, params: dict[str, Any] | None = None) -> Self:
        """Create the value from a text, normalised to NFC and with uniform line breaks."""
        return super().__new__(cls, clean_text(value) if _UNCLEAN.search(value) else value.strip(), params=params)

    def to_ical(self) -> bytes:
        """Serialise the text with backslashes, semicolons, commas and line breaks escaped."""
        return self.translate(_ESCAPES).encode()


class TextValues:
    """A list of TEXT values in one property, such as CATEGORIES."""

    def __init__(self, values: Iterable[str]) -> None:
        self.params = Parameters()
        self._values = [TextValue(value) for value in values]

    def to_ical(self) -> bytes:
        """Serialise the values, each escaped, separated by unescaped commas."""
        return b",".join(value.to_ical() for value in self._values)


def uri(address: str, **params: str) -> vUri:
    """Return a URI value with explicit ``VALUE=URI``, which icalendar omits even if the default type differs."""
    return vUri(address, params={"VALUE": "URI", **{name.replace("_", "-"): value for name, value in params.items()}})


def parameter(text: str) -> str:
    """Return the text on one line for use as a parameter; icalendar escapes quotation marks (RFC 6868)."""
    return " ".join(clean_text(text).split())


PRODID = "-//Estrad//Estrad conference planner//EN"
"""The same in every Estrad version, since Exchange and others identify a calendar by it."""
CONFERENCE_ID = "X-ESTRAD-CONFERENCE"
"""The property with ``conference_uid``, near the file's beginning so that it is found without parsing the file."""
SESSION_OF = "X-ESTRAD-SESSION-OF"
"""The property with ``conference_uid`` in the file of a session, which is no calendar that could be out of date."""
_STANDARD = (("VERSION", "2.0"), ("PRODID", PRODID), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"))
DRAFT, COPY = N_("DRAFT: {name}"), N_("DRAFT, copy of version {number}: {name}")
REFRESH = timedelta(hours=1)
APPLE_RADIUS = "70"
_NOBODY = "invalid:nomail"
_IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}


def to_ics(
    programme: Programme,
    ledger: Ledger,
    words: Wording,
    *,
    part: Part | None = None,
    draft: bool = False,
    copy_of: int = 0,
) -> bytes:
    """Serialise the calendar file of a part, or of the whole conference if ``part`` is None, from the ledger.

    The result is UTF-8 with CRLF. ``ledger`` is the result of ``advance`` or ``draft_ledger``, with each session's
    event; ``words`` is in the conference's language. A draft, and one that is the copy of a version, says so in the
    calendar's name and cannot be subscribed to. Raise ``NothingToSend`` if there is no event, since a calendar file
    needs one (RFC 5546 section 3.2.1).
    """
    file, name = ledger.file(part.key if part else WHOLE), calendar_title(programme, part)
    if not file.shown or file.stamp is None:
        raise nothing_to_send(part)
    if draft or copy_of:
        marked = fill(words(COPY if copy_of else DRAFT), {"name": name, "number": str(copy_of)})
        return written_calendar(programme, file, words, marked)
    whole = part is None or part.whole
    return written_calendar(programme, file, words, name, Subscription.WHOLE if whole else Subscription.PART)


class Subscription(Enum):
    """The address at which a calendar can be subscribed to: that of the conference, or one beside it; or none."""

    NONE = ""
    WHOLE = "whole"
    PART = "part"


def written_calendar(
    programme: Programme, file: SentFile, words: Wording, name: str, address: Subscription = Subscription.NONE
) -> bytes:
    """Serialise a calendar that has that name, with the entries of a record that has a DTSTAMP.

    One without a subscription, a draft, does not say which conference it is of.
    """
    assert file.stamp is not None
    shown = [_in_known_zone(entry, programme) for entry in file.shown]
    entries = sorted(shown, key=lambda entry: (entry.event.start, entry.event.end, entry.event.uid))
    calendar = _calendar(programme, file, words, name, address)
    _subscribe(calendar, programme, file, address)
    _look(calendar, programme)
    return _with_events(calendar, programme, entries, words, file.stamp)


def session_calendar(programme: Programme, entry: LedgerEntry, words: Wording) -> bytes:
    """Serialise a file with one session of the whole conference's calendar, which adds itself to whatever has it.

    It has no name, colour or address of a calendar: by these clients make a calendar of a file, instead of an entry.
    Its DTSTAMP is when the entry was changed last, so that the bytes stay while the entry does.
    """
    calendar = Calendar()
    for key, text in (*_STANDARD, (SESSION_OF, conference_uid(programme.id))):
        calendar.add(key, TextValue(text))
    return _with_events(calendar, programme, [_in_known_zone(entry, programme)], words, entry.modified)


def _with_events(
    calendar: Calendar, programme: Programme, entries: Sequence[LedgerEntry], words: Wording, stamp: datetime
) -> bytes:
    """Serialise a calendar with entries and their time zones."""
    label = parameter(words(N_("Stream")))
    components = [_event(entry, stamp, label) for entry in entries]
    named = {component["DTSTART"].params.get("TZID") for component in components}  # UTC has no TZID
    for key in dict.fromkeys([programme.timezone, *(entry.event.timezone for entry in entries)]):
        if key in named:
            times = [when for e in entries if e.event.timezone == key for when in (e.event.start, e.event.end)]
            calendar.add_component(vtimezone(key, {when.year for when in times}))
    for component in components:
        calendar.add_component(component)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _in_known_zone(entry: LedgerEntry, programme: Programme) -> LedgerEntry:
    """Return the entry; one that was cancelled in a zone that this computer does not know is put in the programme's."""
    try:
        time_zone(entry.event.timezone)
    except EstradError:
        return replace(entry, event=replace(entry.event, timezone=programme.timezone))
    return entry


def _about(programme: Programme, words: Wording) -> str:
    """Return the calendar's DESCRIPTION: the texts about the conference, its partners and the registration."""
    lines = [
        (N_("Theme: {text}"), programme.theme),
        (N_("Focus: {text}"), programme.focus),
        *((message, ", ".join(programme.supporters(role))) for role, message in SUPPORT_LINES),
    ]
    said = [fill(words(message), {"text": text}) for message, text in lines if text]
    if programme.registration_page:
        said.append(fill(words(REGISTRATION), {"address": programme.registration_page}))
    return "\n\n".join(part for part in (programme.subtitle, programme.description, "\n".join(said)) if part)


def calendar_title(programme: Programme, part: Part | None) -> str:
    """Return the name that a part's calendar has for attendees, or that of the whole conference if it is None."""
    return f"{programme.title} · {part.title}" if part and part.title else programme.title


def _calendar(programme: Programme, file: SentFile, words: Wording, name: str, address: Subscription) -> Calendar:
    """Return a calendar with its properties, but without events."""
    calendar, about = Calendar(), _about(programme, words)
    identity = "" if address is Subscription.NONE else conference_uid(programme.id)
    texts = [  # no UID of its own: vdirsyncer takes it for every event's (pimutils/vdirsyncer #1222)
        *_STANDARD,
        (CONFERENCE_ID, identity),
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("DESCRIPTION", about),
        ("X-WR-CALDESC", about),
        ("X-WR-TIMEZONE", programme.timezone),
    ]
    for key, text in texts:
        if text:
            calendar.add(key, TextValue(text))
    calendar.add("LAST-MODIFIED", file.modified or max(entry.modified for entry in file.shown))
    if page := web_address(programme.programme_page) or web_address(programme.website):
        calendar.add("URL", page)
    return calendar


def _subscribe(calendar: Calendar, programme: Programme, file: SentFile, address: Subscription) -> None:
    """Add the file's address, if known, and the refresh interval, which door signs require of every part."""
    whole, of_part = web_address(programme.calendar_address), address is Subscription.PART
    source = sibling_address(whole, f"{file.name}.ics") if of_part else whole
    if address is Subscription.NONE:
        return
    if source:
        calendar.add("SOURCE", uri(source))
    if source or of_part:
        calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), {"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))


def _look(calendar: Calendar, programme: Programme) -> None:
    calendar.add("COLOR", TextValue(programme.colour))
    calendar.add("X-APPLE-CALENDAR-COLOR", TextValue(COLOURS[programme.colour].upper()))
    if logo := web_address(programme.logo_address):
        kind = _IMAGES.get(PurePosixPath(urlsplit(logo).path).suffix.lower())
        calendar.add("IMAGE", uri(logo, DISPLAY="BADGE", **({"FMTTYPE": kind} if kind else {})))


def _event(entry: LedgerEntry, stamp: datetime, label: str) -> VEvent:
    """Return a session's VEVENT; properties without a value are left out."""
    event, component, zone = entry.event, VEvent(), ZoneInfo(entry.event.timezone)
    properties: tuple[tuple[str, Any], ...] = (
        ("UID", TextValue(event.uid)), ("DTSTAMP", stamp), ("CREATED", entry.created),
        ("LAST-MODIFIED", entry.modified), ("SEQUENCE", entry.sequence),
        ("DTSTART", event.start.replace(tzinfo=zone)), ("DTEND", event.end.replace(tzinfo=zone)),
        ("SUMMARY", TextValue(event.summary)), ("LOCATION", event.location and TextValue(event.location)),
        ("DESCRIPTION", event.description and TextValue(event.description)),
        ("CATEGORIES", event.categories and TextValues(event.categories)),
        ("ORGANIZER", vCalAddress(event.organiser_address or _NOBODY, params={"CN": parameter(event.organiser)})),
        ("STATUS", TextValue(event.status)), ("TRANSP", TextValue("TRANSPARENT" if event.busy == "FREE" else "OPAQUE")),
        ("X-MICROSOFT-CDO-BUSYSTATUS", TextValue(event.busy)), ("CLASS", TextValue("PUBLIC")), ("URL", event.url),
        *_place(event), ("COLOR", event.colour and TextValue(event.colour)),
        ("CONFERENCE", event.stream and uri(event.stream, FEATURE="VIDEO", LABEL=label)),
    )  # fmt: skip
    for name, value in properties:
        if value not in ("", ()) or name == "SUMMARY":
            component.add(name, value, encode=not isinstance(value, TextValues))
    return component


def _place(event: SentEvent) -> Iterator[tuple[str, Any]]:
    """Yield the coordinates as GEO, and for Apple, which ignores GEO, in a property titled like LOCATION."""
    if event.latitude is not None and event.longitude is not None:
        yield "GEO", (round(event.latitude, 6), round(event.longitude, 6))
        where = f"geo:{event.latitude:.6f},{event.longitude:.6f}"
        title = parameter(event.location)
        yield "X-APPLE-STRUCTURED-LOCATION", uri(where, X_APPLE_RADIUS=APPLE_RADIUS, X_TITLE=title)
