"""Exports the calendar for attendees, a VEVENT for each session (RFC 5545, 5546 PUBLISH, and 7986).

Each property is written as Outlook, Google, Apple, Thunderbird and others require.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress, vDuration
from icalendar import Event as VEvent

from planner.domain.enums import COLOURS
from planner.domain.errors import EstradError
from planner.domain.text import N_, Text, fill
from planner.exporting.ics_text import TextValue, TextValues, parameter, uri
from planner.exporting.ics_timezone import vtimezone
from planner.programme.addresses import sibling_address, web_address
from planner.programme.display_names import REGISTRATION, SUPPORT_LINES
from planner.programme.parts import Part
from planner.programme.programme import Programme
from planner.programme.release import WHOLE, Ledger, LedgerEntry, SentEvent, SentFile
from planner.wording import Wording

PRODID = "-//Estrad//Estrad conference planner//EN"
"""The same in every Estrad version, since Exchange and others identify a calendar by it."""
DRAFT = N_("DRAFT: {name}")
REFRESH = timedelta(hours=1)
APPLE_RADIUS = "70"
_NOBODY = "invalid:nomail"
_IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"}


def to_ics(
    programme: Programme, ledger: Ledger, words: Wording, *, part: Part | None = None, draft: bool = False
) -> bytes:
    """Serialise the calendar file of a part, or of the whole conference if ``part`` is None, from the ledger.

    The result is UTF-8 with CRLF. ``ledger`` is the result of ``advance`` or ``draft_ledger``, with each session's
    event; ``words`` is in the conference's language. A draft is marked in the calendar's name and cannot be subscribed
    to. Raise ``EstradError`` if there is no event, since a calendar file needs one (RFC 5546 section 3.2.1).
    """
    file = ledger.file(part.key if part else WHOLE)
    entries = sorted(file.shown, key=lambda entry: (entry.event.start, entry.event.end, entry.event.uid))
    if not entries or file.stamp is None:
        raise _nothing(part)
    name = _title(programme, part)
    calendar = _calendar(programme, file, words, fill(words(DRAFT), {"name": name}) if draft else name)
    if not draft:
        _subscribe(calendar, programme, file, part)
    _look(calendar, programme)
    label = parameter(words(N_("Stream")))
    components = [_event(entry, file.stamp, label) for entry in entries]
    named = {component["DTSTART"].params.get("TZID") for component in components}  # UTC has no TZID
    for key in dict.fromkeys([programme.timezone, *(entry.event.timezone for entry in entries)]):
        if key in named:
            times = [when for e in entries if e.event.timezone == key for when in (e.event.start, e.event.end)]
            calendar.add_component(vtimezone(key, {when.year for when in times}))
    for component in components:
        calendar.add_component(component)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _nothing(part: Part | None) -> EstradError:
    if part is None or part.whole:
        return EstradError(
            Text("Nothing of this has a time yet, so there is no calendar to write."),
            Text("Place a session in the timeline first."),
        )
    return EstradError(
        Text("“{name}” has no session that attendees are shown, so there is no calendar to write.", name=part.title),
        Text("Attendees are shown what has a time, and those whom the conference names to them."),
    )


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


def _title(programme: Programme, part: Part | None) -> str:
    return f"{programme.title} · {part.title}" if part and part.title else programme.title


def _calendar(programme: Programme, file: SentFile, words: Wording, name: str) -> Calendar:
    """Return a calendar with its properties, but without events."""
    calendar, about = Calendar(), _about(programme, words)
    texts = [  # no UID of its own: vdirsyncer takes it for every event's (pimutils/vdirsyncer #1222)
        ("VERSION", "2.0"),
        ("PRODID", PRODID),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
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


def _subscribe(calendar: Calendar, programme: Programme, file: SentFile, part: Part | None) -> None:
    """Add the file's address, if known, and the refresh interval, which door signs require of every part."""
    whole = web_address(programme.calendar_address)
    source = sibling_address(whole, f"{file.name}.ics") if part and not part.whole else whole
    if source:
        calendar.add("SOURCE", uri(source))
    if source or (part and not part.whole):
        calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), {"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))


def _look(calendar: Calendar, programme: Programme) -> None:
    calendar.add("COLOR", TextValue(programme.colour))
    calendar.add("X-APPLE-CALENDAR-COLOR", TextValue(COLOURS[programme.colour].upper()))
    if logo := web_address(programme.logo_address):
        kind = _IMAGES.get(PurePosixPath(urlsplit(logo).path).suffix.lower())
        calendar.add("IMAGE", uri(logo, DISPLAY="BADGE", **({"FMTTYPE": kind} if kind else {})))


def _event(entry: LedgerEntry, stamp: datetime, label: str) -> VEvent:
    event, component = entry.event, VEvent()
    component.add("UID", TextValue(event.uid))
    component.add("DTSTAMP", stamp)
    component.add("CREATED", entry.created)
    component.add("LAST-MODIFIED", entry.modified)
    component.add("SEQUENCE", entry.sequence)
    zone = ZoneInfo(event.timezone)
    component.add("DTSTART", event.start.replace(tzinfo=zone))
    component.add("DTEND", event.end.replace(tzinfo=zone))
    component.add("SUMMARY", TextValue(event.summary))
    if event.location:
        component.add("LOCATION", TextValue(event.location))
    if event.description:
        component.add("DESCRIPTION", TextValue(event.description))
    if event.categories:
        component.add("CATEGORIES", TextValues(event.categories), encode=False)
    organiser = {"CN": parameter(event.organiser)}
    component.add("ORGANIZER", vCalAddress(event.organiser_address or _NOBODY, params=organiser))
    component.add("STATUS", TextValue(event.status))
    component.add("TRANSP", TextValue("TRANSPARENT" if event.busy == "FREE" else "OPAQUE"))
    component.add("X-MICROSOFT-CDO-BUSYSTATUS", TextValue(event.busy))
    component.add("CLASS", TextValue("PUBLIC"))
    if event.url:
        component.add("URL", event.url)
    _add_place(component, event)
    if event.colour:
        component.add("COLOR", TextValue(event.colour))
    if event.stream:
        component.add("CONFERENCE", uri(event.stream, FEATURE="VIDEO", LABEL=label))
    return component


def _add_place(component: VEvent, event: SentEvent) -> None:
    """Add the coordinates as GEO, and for Apple, which ignores GEO, in a property titled like LOCATION."""
    if event.latitude is None or event.longitude is None:
        return
    component.add("GEO", (round(event.latitude, 6), round(event.longitude, 6)))
    where = uri(
        f"geo:{event.latitude:.6f},{event.longitude:.6f}",
        X_APPLE_RADIUS=APPLE_RADIUS,
        X_TITLE=parameter(event.location),
    )
    component.add("X-APPLE-STRUCTURED-LOCATION", where)
