"""The calendar's events of a programme, and how the ledger moves when they are sent (RFC 5545, 5546, 7986)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from planner.domain.errors import EstradError
from planner.domain.kinds import KIND_NAMES, KINDS
from planner.domain.span import Span
from planner.domain.text import N_, Text, fill
from planner.programme.addresses import mail_address, web_address
from planner.programme.names import ROLE_LINES
from planner.programme.parts import Part
from planner.programme.programme import Credit, Item, Programme
from planner.programme.release import Entry, Event, Ledger, SentPart
from planner.wording import Wording

LONGEST = 255
"""Characters of a SUMMARY or LOCATION; Exchange cuts there (MS-OXCICAL)."""
CANCELLED = N_("CANCELLED: {title}")
_SPACE = UUID("5f1d6d0e-3c5b-5a0e-9d59-6b3f0a1c7e24")
_MAILTO = re.compile("mailto:", re.IGNORECASE)


def session_uid(conference_id: str, session_id: str) -> str:
    """The UID of a session's event: from ids only, so that title, time and room may change."""
    return str(uuid5(_SPACE, f"{conference_id}/session/{session_id}"))


def time_zone(name: str) -> ZoneInfo:
    """The zone of that IANA name; raises ``EstradError`` if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise EstradError(
            Text("There is no time zone “{name}”.", name=name),
            Text("Set the conference's time zone to a name such as Europe/Stockholm."),
        ) from error


def events(programme: Programme, words: Wording) -> Mapping[str, Event]:
    """Each placed session's event by session id, worded in ``words``, the conference's language.

    Raises ``EstradError`` for a time zone that does not exist.
    """
    zone = time_zone(programme.timezone)
    boring = Event(
        uid="",
        start=datetime.min,
        end=datetime.min,
        summary="",
        timezone=programme.timezone,
        organiser=programme.organisers or programme.title,
        organiser_address=_organiser_address(programme),
        latitude=programme.latitude,
        longitude=programme.longitude,
    )
    return {item.id: _event(boring, programme, item, zone, words) for item in programme.items}


def _organiser_address(programme: Programme) -> str:
    mail = mail_address(programme.contact)
    return f"mailto:{mail}" if mail else web_address(programme.website) or web_address(programme.programme_page)


def _event(boring: Event, programme: Programme, item: Item, zone: ZoneInfo, words: Wording) -> Event:
    start, end = wall_times(item.span, zone)
    kind = words(KIND_NAMES[item.kind])
    where = ", ".join(part for part in (item.where, programme.venue) if part) or words(N_("Whole venue"))
    return replace(
        boring,
        uid=session_uid(programme.id, item.id),
        start=start,
        end=end,
        summary=_line(item.title),
        location=_line(where),
        description=_description(item, kind, words),
        categories=_categories(item, kind),
        status="TENTATIVE" if item.tentative else "CONFIRMED",
        busy="FREE" if KINDS[item.kind].pause else "TENTATIVE" if item.tentative else "BUSY",
        url=web_address(item.website),
        colour=item.track_colour,
        stream=web_address(item.stream),
    )


def wall_times(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The span's start and end as wall time that exists in the zone.

    A time in the gap of a change to summer time moves forward as ``zoneinfo`` does it (02:30 is 03:30); should
    the end then not be after the start, the session keeps its length.
    """
    start, end = (_existing(wall, zone) for wall in (span.begins, span.ends))
    if end <= start:
        length = timedelta(minutes=span.minutes)
        end = (start.astimezone(UTC) + length).astimezone(zone)
    return start.replace(tzinfo=None, fold=0), end.replace(tzinfo=None, fold=0)


def _existing(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _line(text: str) -> str:
    line = " ".join(_MAILTO.sub("", text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _description(item: Item, kind: str, words: Wording) -> str:
    people = [
        fill(words(message), {"names": "; ".join(_person(credit) for credit in found)})
        for role, message in ROLE_LINES
        if (found := [credit for credit in item.credits if credit.role == role])
    ]
    sort = " · ".join(part for part in (kind, item.track) if part)
    language = [fill(words(N_("Language: {name}")), {"name": _language(item.language, words)})] if item.language else []
    links = [fill(words(N_("Stream: {address}")), {"address": item.stream})] if item.stream else []
    links += [fill(words(N_("More: {address}")), {"address": item.website})] if item.website else []
    links += [": ".join(part for part in (link.label, link.address) if part) for link in item.links]
    texts = (item.subtitle, item.abstract, item.description)
    blocks = ["\n".join([*people, sort, *language]), *(text.strip() for text in texts), "\n".join(links)]
    return _MAILTO.sub("", "\n\n".join(block for block in blocks if block))


def _language(tag: str, words: Wording) -> str:
    """A language by its name in ours where what was typed is a tag such as sv or en-GB."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(words.language) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def _categories(item: Item, kind: str) -> tuple[str, ...]:
    """Track, kind and tags, none twice; a track that is called like the kind is the kind."""
    same = item.track.casefold() == kind.casefold()
    known: dict[str, str] = {}
    for name in (kind if same else item.track, kind, *item.tags):
        if name.strip():
            known.setdefault(name.strip().casefold(), name)
    return tuple(known.values())


def _person(credit: Credit) -> str:
    return ", ".join(part for part in (credit.name, credit.title, credit.organisation) if part)


def advance(
    ledger: Ledger,
    current: Mapping[str, Event],
    now: datetime,
    parts: Iterable[Part],
    words: Wording,
    *,
    release: int = 1,
) -> Ledger:
    """The ledger after sending these events at ``now`` with that release, and the calendars of these parts.

    A new session has SEQUENCE 0, a changed one +1 and a later LAST-MODIFIED, one that is gone is CANCELLED once,
    the same stays untouched (RFC 5546 section 2.1.4). A part keeps all that it ever held. Times are whole seconds.
    """
    second = now.astimezone(UTC).replace(microsecond=0)
    entries = {
        session: _advanced(entry, current.get(session) or cancelled(entry.event, words), second)
        for session, entry in ledger.entries.items()
    }
    for session, event in current.items():
        if session not in entries:
            entries[session] = Entry(session, event, second, second)
    kept = dict(ledger.parts)
    for part in parts:
        held = (part.sessions | ledger.held(part.key)) & entries.keys()
        sequences = {session: entries[session].sequence for session in sorted(held)}
        kept[part.key] = SentPart(sequences, part.title, part.name, release)
    stamps = [second, *(entry.modified for entry in entries.values())]
    if ledger.last_stamp:
        stamps.append(ledger.last_stamp)
    return Ledger(entries, kept, max(stamps))


def _advanced(entry: Entry, event: Event, now: datetime) -> Entry:
    if event == entry.event:
        return entry
    modified = max(now, entry.modified + timedelta(seconds=1))
    return replace(entry, event=event, modified=modified, sequence=entry.sequence + 1)


def cancelled(event: Event, words: Wording) -> Event:
    """The event of a session that is gone: as it was last, marked for readers that ignore STATUS; stays as it is."""
    if event.status == "CANCELLED":
        return event
    title = fill(words(CANCELLED), {"title": event.summary})
    return replace(event, summary=_line(title), status="CANCELLED", busy="FREE")
