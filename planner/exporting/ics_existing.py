"""Reads the calendar file that exists where one is to be written, and determines its origin from the ledger."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar, vGeo

from planner.domain.addresses import web_address
from planner.domain.published_files import digest
from planner.domain.value_objects import COLOURS
from planner.exporting.ics import CONFERENCE_ID, PRODID, STRANGER, calendar_title
from planner.programme.calendar import LONGEST, conference_uid, draft_uid
from planner.programme.ledger_update import Outgoing
from planner.programme.release import (
    NOTHING_THERE,
    ExistingCalendar,
    ExistingEvent,
    FileOrigin,
    Ledger,
    Part,
    SentEvent,
    SentFile,
    whole_part,
)

LARGEST = 64 * 1024 * 1024
"""The maximum size of a file to read, in bytes."""
HIGHEST = 2**31 - 2
"""The highest SEQUENCE that can still be incremented (RFC 5545 section 3.3.8)."""
YEARS = range(1970, 2200)
LONGEST_ADDRESS = 2000
LONGEST_TEXT = 200_000
"""The maximum length of a description; one by Estrad may combine several texts of 100,000 characters."""
_ESCAPE = re.compile(r"\\(.)")
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""The exceptions that icalendar raises for data that is not a calendar."""


def read_existing(path: Path, part: Part, ledger: Ledger, out: Outgoing) -> ExistingCalendar:
    """Read the file at the path to which a part's calendar will be written, and determine its origin.

    The caller decides by the origin whether to ask before it writes, see ``FREE`` and ``file_origin_notice``. A sending
    is prepared with the result: SEQUENCE continues above the file's, and sessions that only a rival's file contains are
    cancelled.

    Unreadable files are ``STRANGE``. Nothing is raised, since writing gives a better message if the path is unusable.
    """
    try:
        if not path.exists():
            return NOTHING_THERE
        if not path.is_file() or path.stat().st_size > LARGEST:
            return ExistingCalendar(FileOrigin.STRANGE)
        return parse_existing(path.read_bytes(), part, ledger, out, path.stem)
    except OSError:
        return ExistingCalendar(FileOrigin.STRANGE)


def parse_existing(data: bytes, part: Part, ledger: Ledger, out: Outgoing, stem: str = "") -> ExistingCalendar:
    """Determine the origin of a calendar file relative to a part's file, and parse it unless it is just as last sent.

    The file that was last sent is recognised by its digest, even if its texts in the ledger were changed since. If the
    bytes differ, as after a transfer with other line ends, its entries and the conference that it names decide.
    ``stem`` is the file's name without suffix.
    """
    if ledger.file(part.key).digest == digest(data):
        return ExistingCalendar(FileOrigin.OURS)
    if (known := read_calendar(data)) is None:
        return ExistingCalendar(FileOrigin.STRANGE)
    found, of = _with_own_sessions(known[0], ledger, out), known[1]
    verdict = _origin_by_events(found, part, ledger, out)
    if verdict is FileOrigin.ANOTHER and of == conference_uid(out.programme.id):
        same_file = stem == part.name or found.name == calendar_title(out.programme, part)
        verdict = FileOrigin.RIVAL if same_file else FileOrigin.OTHER_FILE
    return replace(found, file_origin=verdict)


def _with_own_sessions(found: ExistingCalendar, ledger: Ledger, out: Outgoing) -> ExistingCalendar:
    """Return a calendar whose block entries list sessions by id instead of UID; unknown ones as ``STRANGER`` + UID."""
    if not any(line.event.sessions for line in found.events.values()):
        return found
    ids = out.sessions_by_uid(whole_part(out.programme), ledger.entries.keys())
    told = {
        uid: tuple(ids.get(one, STRANGER + one) for one in line.event.sessions) for uid, line in found.events.items()
    }
    events = {uid: replace(line, event=replace(line.event, sessions=told[uid])) for uid, line in found.events.items()}
    return replace(found, events=events)


def read_calendar(data: bytes) -> tuple[ExistingCalendar, str] | None:
    """Parse a calendar file; return it with the ``conference_uid`` that it names or "", or None if it cannot be read.

    Its origin is always ``STRANGE``, and its block entries list sessions by UID.
    """
    try:
        calendar = Calendar.from_ical(data)
        lines = {line.event.uid: line for line in map(_read_event, calendar.walk("VEVENT"))}
        stamps = [moment for event in calendar.walk("VEVENT") if (moment := _utc_time(event, "DTSTAMP"))]
        name, program, of = (str(calendar.get(key, "")) for key in ("NAME", "PRODID", CONFERENCE_ID))
        modified = _utc_time(calendar, "LAST-MODIFIED")
    except _UNREADABLE:
        return None
    stamp = max(stamps, default=None)
    return ExistingCalendar(FileOrigin.STRANGE, lines, stamp, unescaped_text(name), program, modified), of


def unescaped_text(text: str) -> str:
    """Return the text of a TEXT value (RFC 5545 section 3.3.11) that icalendar leaves escaped, such as NAME."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _origin_by_events(found: ExistingCalendar, part: Part, ledger: Ledger, out: Outgoing) -> FileOrigin:
    file, uids = ledger.file(part.key), found.events.keys()
    if file.older and _is_from_older(found, file, ledger):
        return FileOrigin.OURS
    sessions = out.events.keys() | ledger.entries.keys() | out.known
    if (  # the UIDs of all sessions take long to make, for each of hundreds of files
        uids & {entry.event.uid for entry in file.entries.values()}
        or uids & {event.uid for event in out.part_events(part).values()}
        or uids & out.sessions_by_uid(part, sessions).keys()
    ):
        return _origin_of_same_file(found, file)
    if uids & {draft_uid(out.programme.id, session) for session in sessions}:
        return FileOrigin.DRAFT
    if found.program != PRODID:
        return FileOrigin.STRANGE
    others = {entry.event.uid for other in ledger.files.values() for entry in other.entries.values()}
    return (
        FileOrigin.OTHER_FILE if uids & (others | {event.uid for event in out.events.values()}) else FileOrigin.ANOTHER
    )


def _origin_of_same_file(found: ExistingCalendar, file: SentFile) -> FileOrigin:
    """Return ``OURS`` if the file is as last sent, ``OLDER`` if as sent earlier, otherwise ``RIVAL``."""
    known = {entry.event.uid: entry for entry in file.entries.values()}
    if found.program != PRODID or not found.stamp or not file.stamp or not found.events.keys() <= known.keys():
        return FileOrigin.RIVAL
    if found.stamp == file.stamp and found.holds(file):
        return FileOrigin.OURS
    pairs = [(known[uid], line) for uid, line in found.events.items()]
    before = all(line.sequence < entry.sequence or (line.sequence == entry.sequence and line.matches_entry(entry))
                 for entry, line in pairs)  # fmt: skip
    return FileOrigin.OLDER if before and found.stamp <= file.stamp else FileOrigin.RIVAL


def _is_from_older(found: ExistingCalendar, file: SentFile, ledger: Ledger) -> bool:
    """Return whether the file is as an older Estrad sent it, with the UIDs of the whole conference's file."""
    whole, older = ledger.entries, file.older.items()
    sent = {whole[session].event.uid: sequence for session, sequence in older if session in whole}
    return found.program == PRODID and {uid: line.sequence for uid, line in found.events.items()} == sent


def _read_event(component: Any) -> ExistingEvent:
    """Parse a VEVENT, truncating most of its texts; raise one of ``_UNREADABLE`` if it is invalid."""
    start, timezone = _wall_time(component["DTSTART"].dt)
    end, _zone = _wall_time(component["DTEND"].dt if "DTEND" in component else component["DTSTART"].dt)
    organiser = component.get("ORGANIZER", "")
    address, place = str(organiser), _coordinates(component)
    event = SentEvent(
        uid=str(component["UID"])[:LONGEST],
        start=start,
        end=end,
        summary=str(component.get("SUMMARY", ""))[:LONGEST],
        timezone=timezone,
        location=str(component.get("LOCATION", ""))[:LONGEST],
        description=str(component.get("DESCRIPTION", ""))[:LONGEST_TEXT],
        categories=_categories(component),
        organiser=str(getattr(organiser, "params", {}).get("CN", "")),
        organiser_address=address if address.startswith(("mailto:", "http:", "https:")) else "",
        status=str(component.get("STATUS", "")),
        busy="FREE" if str(component.get("TRANSP", "")) == "TRANSPARENT" else "BUSY",
        url=web_address(str(component.get("URL", ""))[:LONGEST_ADDRESS]),
        colour=colour if (colour := str(component.get("COLOR", ""))) in COLOURS else "",
        stream=web_address(str(component.get("CONFERENCE", ""))[:LONGEST_ADDRESS]),
        latitude=place[0],
        longitude=place[1],
        sessions=tuple(str(uid)[:LONGEST] for uid in _property_values(component, "RELATED-TO")),
    )
    sequence = min(max(int(component.get("SEQUENCE", 0)), 0), HIGHEST)
    return ExistingEvent(event, sequence, _utc_time(component, "CREATED"), _utc_time(component, "LAST-MODIFIED"))


def _property_values(component: Any, name: str) -> list[Any]:
    """Return the values of a property that may be repeated, such as RELATED-TO with a block's sessions."""
    found = component.get(name, ())
    return found if isinstance(found, list) else [found] if found else []


def _coordinates(component: Any) -> tuple[float, float] | tuple[None, None]:
    """Return latitude and longitude in degrees, both None if there are none or they are not on Earth."""
    geo = component.get("GEO")
    if isinstance(geo, vGeo) and abs(geo.latitude) <= 90 and abs(geo.longitude) <= 180:
        return geo.latitude, geo.longitude
    return None, None


def _categories(component: Any) -> tuple[str, ...]:
    names = (str(name) for one in _property_values(component, "CATEGORIES") for name in one.cats)
    return tuple(dict.fromkeys(name[:LONGEST] for name in names if name.strip()))


def _wall_time(when: date) -> tuple[datetime, str]:
    """Return the local time and the name of its time zone; a time in an unnamed zone is converted to UTC.

    A date becomes its midnight; this, and a time without a zone, counts as UTC. Raise ``ValueError`` for a year that is
    not in ``YEARS``.
    """
    if when.year not in YEARS:
        raise ValueError("a date that no conference has")
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day), "UTC"
    key = getattr(when.tzinfo, "key", None)
    if when.tzinfo is not None and key is None:
        when = when.astimezone(UTC)
    return when.replace(tzinfo=None, fold=0), key or "UTC"


def _utc_time(component: Any, name: str) -> datetime | None:
    when = component[name].dt if name in component else None
    if not isinstance(when, datetime) or when.tzinfo is None or when.year not in YEARS:
        return None
    return when.astimezone(UTC)
