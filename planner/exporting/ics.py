"""Writes calendar files (.ics) for attendees: VEVENTs, VTIMEZONEs, name, subscription (RFC 5545, 5546 PUBLISH, 7986).

Each property is written as Outlook, Google, Apple, Thunderbird and others require. Also writes a file for each session
with its entry in the whole conference's calendar, UID included: clients that recognise events by UID do not show the
session twice to people who also subscribe to the whole calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress, vDuration
from icalendar import Event as VEvent

from planner.domain.addresses import sibling_address, web_address
from planner.domain.text import N_, EstradError, fill_placeholders
from planner.domain.value_objects import COLOURS, current_colour
from planner.domain.zones import time_zone
from planner.exporting.ics_values import TextValue, TextValues, parameter_text, uri_value, vtimezone
from planner.programme.calendar import conference_uid, session_uid
from planner.programme.programme import Programme
from planner.programme.public_words import REGISTRATION, SUPPORT_LINES
from planner.programme.release import (
    WHOLE,
    Ledger,
    LedgerEntry,
    Part,
    Release,
    SentEvent,
    SentFile,
    nothing_to_send_error,
)
from planner.wording import Wording

PRODID = "-//Estrad//Estrad conference planner//EN"
"""The PRODID of all calendar files, the same in every Estrad, since Exchange and others identify a calendar by it."""
CONFERENCE_ID = "X-ESTRAD-CONFERENCE"
"""The property with ``conference_uid``, near the file's beginning so that it is found without parsing the file."""
SESSION_OF = "X-ESTRAD-SESSION-OF"
"""The property with ``conference_uid`` in a session's file, which must not be taken for a calendar to keep updated."""
_STANDARD = (("VERSION", "2.0"), ("PRODID", PRODID), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"))
DRAFT, COPY = N_("DRAFT: {name}"), N_("DRAFT, copy of version {number}: {name}")
REFRESH = timedelta(hours=1)
APPLE_RADIUS = "70"
APPLE_COLOURS = COLOURS | {"royalblue": "#2f5bd7", "teal": "#0f8f83"}
"""The colours for Apple's calendar; royalblue and teal are as in the first Estrad, to keep subscribers' files."""
_NOBODY, _CHILD = "invalid:nomail", {"RELTYPE": "CHILD"}
STRANGER = "uid:"
"""The prefix of a session's UID where its id is not known, as only another copy of the conference has the session."""
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

    The result is UTF-8 with CRLF. ``ledger`` is a result of ``ledger_after_sending`` or ``draft_ledger``; ``words`` is
    in the conference's language. A ``draft``, and a copy of the earlier version with the number ``copy_of``, says so in
    the calendar's name and has no address to subscribe to. Raise ``NothingToSend`` if there is no event, since a
    calendar file needs one (RFC 5546 section 3.2.1).
    """
    file, name = ledger.file(part.key if part else WHOLE), calendar_title(programme, part)
    if not file.kept_entries or file.stamp is None:
        raise nothing_to_send_error(part)
    if draft or copy_of:
        marked = fill_placeholders(words(COPY if copy_of else DRAFT), {"name": name, "number": str(copy_of)})
        return written_calendar(programme, file, words, marked)
    whole = part is None or part.whole
    return written_calendar(programme, file, words, name, Subscription.WHOLE if whole else Subscription.PART)


class Subscription(Enum):
    """The address for subscribing that a calendar file gives: the conference's, one beside it for a part, or none."""

    NONE = ""
    WHOLE = "whole"
    PART = "part"


def written_calendar(
    programme: Programme, file: SentFile, words: Wording, name: str, address: Subscription = Subscription.NONE
) -> bytes:
    """Serialise the calendar of this name with the entries of a record, which must have a DTSTAMP.

    With ``Subscription.NONE``, as for a draft, it does not contain ``CONFERENCE_ID``.
    """
    assert file.stamp is not None
    shown = [_in_known_zone(entry, programme) for entry in file.kept_entries]
    entries = sorted(shown, key=lambda entry: (entry.event.start, entry.event.end, entry.event.uid))
    calendar = _calendar_without_events(programme, file, words, name, address)
    _add_subscription(calendar, programme, file, address)
    _add_colours_and_logo(calendar, programme)
    return _serialise_with_events(calendar, programme, entries, words, file.stamp)


def calendar_of_entries(programme: Programme, entries: Iterable[LedgerEntry], words: Wording, stamp: datetime) -> bytes:
    """Serialise a file with some entries of the whole conference's calendar, to be added to an existing calendar.

    It has no calendar name, colour or address, since these would make clients create a new calendar from it.
    """
    calendar = Calendar()
    for key, text in (*_STANDARD, (SESSION_OF, conference_uid(programme.id))):
        calendar.add(key, TextValue(text))
    return _serialise_with_events(
        calendar, programme, [_in_known_zone(entry, programme) for entry in entries], words, stamp
    )


def _serialise_with_events(
    calendar: Calendar, programme: Programme, entries: Sequence[LedgerEntry], words: Wording, stamp: datetime
) -> bytes:
    """Add entries and their time zones to a calendar, and serialise it."""
    label = parameter_text(words(N_("Stream")))
    components = [_event(entry, stamp, label, programme.id) for entry in entries]
    named = {component["DTSTART"].params.get("TZID") for component in components}  # UTC has no TZID
    for key in dict.fromkeys([programme.timezone, *(entry.event.timezone for entry in entries)]):
        if key in named:
            held = [entry.event for entry in entries if entry.event.timezone == key]
            years = {when.year for event in held for when in (event.start, event.end)}
            calendar.add_component(vtimezone(key, min(years), max(years)))
    for component in components:
        calendar.add_component(component)
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _in_known_zone(entry: LedgerEntry, programme: Programme) -> LedgerEntry:
    """Return the entry, with the programme's time zone in place of one that this computer does not know."""
    try:
        time_zone(entry.event.timezone)
    except EstradError:
        return replace(entry, event=replace(entry.event, timezone=programme.timezone))
    return entry


def _calendar_description(programme: Programme, words: Wording) -> str:
    """Return the calendar's DESCRIPTION: the texts about the conference, its partners and the registration page."""
    lines = [
        (N_("Theme: {text}"), programme.theme),
        (N_("Focus: {text}"), programme.focus),
        *((message, ", ".join(programme.supporters(role))) for role, message in SUPPORT_LINES),
    ]
    said = [fill_placeholders(words(message), {"text": text}) for message, text in lines if text]
    if programme.registration_page:
        said.append(fill_placeholders(words(REGISTRATION), {"address": programme.registration_page}))
    return "\n\n".join(part for part in (programme.subtitle, programme.description, "\n".join(said)) if part)


def calendar_title(programme: Programme, part: Part | None) -> str:
    """Return the name that attendees see of a part's calendar, or of the whole conference's if ``part`` is None."""
    return f"{programme.title} · {part.title}" if part and part.title else programme.title


def _calendar_without_events(
    programme: Programme, file: SentFile, words: Wording, name: str, address: Subscription
) -> Calendar:
    """Return a calendar without events, with texts, LAST-MODIFIED and, if known, a page of the conference as URL."""
    calendar, about = Calendar(), _calendar_description(programme, words)
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
    calendar.add("LAST-MODIFIED", file.modified or max(entry.modified for entry in file.kept_entries))
    if page := web_address(programme.programme_page) or web_address(programme.website):
        calendar.add("URL", page)
    return calendar


def _add_subscription(calendar: Calendar, programme: Programme, file: SentFile, address: Subscription) -> None:
    """Add the file's own address, if known, and how often to refresh it; nothing for ``Subscription.NONE``.

    A part always has the interval, which door signs require.
    """
    whole, of_part = web_address(programme.calendar_address), address is Subscription.PART
    source = sibling_address(whole, f"{file.name}.ics") if of_part else whole
    if address is Subscription.NONE:
        return
    if source:
        calendar.add("SOURCE", uri_value(source))
    if source or of_part:
        calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), {"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))


def _add_colours_and_logo(calendar: Calendar, programme: Programme) -> None:
    calendar.add("COLOR", TextValue(current_colour(programme.colour)))
    apple = APPLE_COLOURS.get(programme.colour, APPLE_COLOURS["royalblue"])
    calendar.add("X-APPLE-CALENDAR-COLOR", TextValue(apple.upper()))
    if logo := web_address(programme.logo_address):
        kind = _IMAGES.get(PurePosixPath(urlsplit(logo).path).suffix.lower())
        calendar.add("IMAGE", uri_value(logo, DISPLAY="BADGE", **({"FMTTYPE": kind} if kind else {})))


def _event(entry: LedgerEntry, stamp: datetime, label: str, conference: str) -> VEvent:
    """Return the VEVENT of an entry; properties without a value are left out, except SUMMARY.

    A block's VEVENT also has the UID of each of its sessions (see ``_child_uid``), by which another copy of the
    conference recognises them.
    """
    event, component, zone = entry.event, VEvent(), ZoneInfo(entry.event.timezone)
    properties: tuple[tuple[str, Any], ...] = (
        ("UID", TextValue(event.uid)), ("DTSTAMP", stamp), ("CREATED", entry.created),
        ("LAST-MODIFIED", entry.modified), ("SEQUENCE", entry.sequence),
        ("DTSTART", event.start.replace(tzinfo=zone)), ("DTEND", event.end.replace(tzinfo=zone)),
        ("SUMMARY", TextValue(event.summary)), ("LOCATION", event.location and TextValue(event.location)),
        ("DESCRIPTION", event.description and TextValue(event.description)),
        ("CATEGORIES", event.categories and TextValues(event.categories)),
        ("ORGANIZER", vCalAddress(event.organiser_address or _NOBODY, params={"CN": parameter_text(event.organiser)})),
        ("STATUS", TextValue(event.status)), ("TRANSP", TextValue("TRANSPARENT" if event.busy == "FREE" else "OPAQUE")),
        ("X-MICROSOFT-CDO-BUSYSTATUS", TextValue(event.busy)), ("CLASS", TextValue("PUBLIC")), ("URL", event.url),
        *_coordinates(event), ("COLOR", event.colour and TextValue(event.colour)),
        ("CONFERENCE", event.stream and uri_value(event.stream, FEATURE="VIDEO", LABEL=label)),
        *(("RELATED-TO", TextValue(_child_uid(conference, one), _CHILD)) for one in event.sessions),
    )  # fmt: skip
    for name, value in properties:
        if value not in ("", ()) or name == "SUMMARY":
            component.add(name, value, encode=not isinstance(value, TextValues))
    return component


def _child_uid(conference: str, session: str) -> str:
    """Return the UID by which a block's event names a session, given its id, or ``STRANGER`` and the UID itself."""
    known = not session.startswith(STRANGER)
    return session_uid(conference, session) if known else session.removeprefix(STRANGER)


def _coordinates(event: SentEvent) -> Iterator[tuple[str, Any]]:
    """Yield the properties with the coordinates, if known: GEO, and one for Apple, which ignores GEO."""
    if event.latitude is not None and event.longitude is not None:
        yield "GEO", (round(event.latitude, 6), round(event.longitude, 6))
        where = f"geo:{event.latitude:.6f},{event.longitude:.6f}"
        yield (
            "X-APPLE-STRUCTURED-LOCATION",
            uri_value(where, X_APPLE_RADIUS=APPLE_RADIUS, X_TITLE=parameter_text(event.location)),
        )


def session_calendars(release: Release, words: Wording, *, ledger: Ledger) -> Mapping[str, bytes]:
    """Return a file for each session and block entry in the whole conference's calendar of ``ledger``, by file name.

    A cancelled session keeps its file, with the cancelled entry, as long as the calendar has that; a session listed in
    a block's entry has that entry in its file. File names are made of ids, so that links to them stay valid when a
    title changes. ``words`` are in the conference's language.
    """
    programme = release.programme
    entries = ledger.file(WHOLE).kept_entries
    told = {s: entry for entry in entries if entry.event.status != "CANCELLED" for s in entry.event.sessions}
    found = {entry.session: entry for entry in entries} | told
    return {  # the DTSTAMP is when an entry was changed last, so that the bytes stay while the entry does
        session_file_name(programme.id, key): calendar_of_entries(programme, [entry], words, entry.modified)
        for key, entry in found.items()
    }


def session_file_name(conference_id: str, session_id: str) -> str:
    """Return the name of a session's own calendar file, with the last twelve digits of its UUID to make it unique."""
    return f"session-{session_uid(conference_id, session_id)[-12:]}.ics"
