"""Builds the calendar events of a programme: their texts, times, people, addresses and UIDs (RFC 5545, 7986)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from planner.domain.addresses import mail_address, web_address
from planner.domain.agenda import Agenda
from planner.domain.span import Span
from planner.domain.text import N_, fill_placeholders
from planner.domain.value_objects import CALENDAR_KIND_NAMES, KINDS, Role, current_colour
from planner.domain.zones import time_zone
from planner.programme.block_entries import block_as_item, block_text, sessions_in_block_entries
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import (
    SUPPORT_LINES,
    language_line,
    link_lines,
    people_lines,
    session_texts,
    stream_lines,
)
from planner.programme.release import Part, SentEvent
from planner.wording import Wording

_SPACE = UUID("5f1d6d0e-3c5b-5a0e-9d59-6b3f0a1c7e24")
_GUID = re.compile(r"/guid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)
_NIL = str(UUID(int=0))
BLOCK_LINE = N_("Part of: {title}")


def conference_uid(conference_id: str) -> str:
    """Return the UUID that marks published files as a conference's, the same for all copies of the conference file."""
    return str(uuid5(_SPACE, f"{conference_id}/conference"))


def session_uid(conference_id: str, session_id: str) -> str:
    """Return the UID of a session's or block's event in the whole conference's file, if it has none from an import."""
    return str(uuid5(_SPACE, f"{conference_id}/session/{session_id}"))


def part_uid(conference_id: str, part: str, session_id: str) -> str:
    """Return the UID of a session's or block's event in a part's file.

    It differs from the UID in the whole conference's file, so that a session that leaves the part can be cancelled
    there without affecting those who have the whole file too.
    """
    return str(uuid5(_SPACE, f"{conference_id}/part/{part}/{session_id}"))


def draft_uid(conference_id: str, session_id: str) -> str:
    """Return the UID of a session's or block's event in a draft, which never collides with what is sent later."""
    return str(uuid5(_SPACE, f"{conference_id}/draft/{session_id}"))


def person_uid(conference_id: str, person_id: str) -> str:
    """Return the UUID of a person in files for other programs, made of the conference's id and ``person_id``.

    It stays if the person is renamed, except in an older Estrad's release, in which the name stands for the id.
    """
    return str(uuid5(_SPACE, f"{conference_id}/person/{person_id}"))


def imported_uids(agenda: Agenda, sent: Collection[str], taken: Collection[str]) -> Mapping[str, str]:
    """Return the UIDs that sessions have from the file they were imported from, by session id.

    Such a UID is the file's *guid*, if it is a UUID, not all zeros, that only one session has. Sessions already
    ``sent`` are omitted, and so are UIDs ``taken`` by another ledger entry. Copied sessions and those of a new edition
    have no *guid*.
    """
    borne = {session.id: found[1].lower() for session in agenda.sessions.values()
             if (found := _GUID.search(session.origin))}  # fmt: skip
    often = Counter(borne.values())
    return {
        session: guid
        for session, guid in borne.items()
        if often[guid] == 1 and guid != _NIL and session not in sent and guid not in taken
    }


LONGEST = 255
"""The maximum length of a SUMMARY or LOCATION; Exchange truncates longer ones (MS-OXCICAL)."""
_OF_THE_CALENDAR = (
    "title", "subtitle", "description", "theme", "focus", "registration_page", "programme_page", "website",
    "calendar_address", "logo_address", "colour", "timezone", "language",
)  # fmt: skip
_MAILTO = re.compile("mailto:", re.IGNORECASE)


def events(programme: Programme, words: Wording, uids: Mapping[str, str] | None = None) -> Mapping[str, SentEvent]:
    """Return the calendar events of a programme, by session id or ``block_key``, in the language of ``words``.

    A session that is listed in its block's entry has no event of its own. ``uids`` are UIDs from an imported file, by
    session id. Raise ``EstradError`` if the time zone does not exist.
    """
    zone = time_zone(programme.timezone)
    boring = SentEvent(
        uid="",
        start=datetime.min,
        end=datetime.min,
        summary="",
        timezone=programme.timezone,
        organiser=programme.organisers or programme.title,
        organiser_address=_organiser_address(programme),
        own_title=not programme.organisers,
        latitude=programme.latitude,
        longitude=programme.longitude,
    )
    known, inside = uids or {}, sessions_in_block_entries(programme)
    told = {item.id for items in inside.values() for item in items}
    blocks = [(block, inside[block.id]) for block in programme.blocks if block.id in inside]
    found = {item.id: _event(boring, programme, item, zone, words) for item in programme.items if item.id not in told}
    for block, items in blocks:
        whole = block_as_item(block, items)
        found[whole.id] = replace(
            _event(boring, programme, whole, zone, words),
            description=_MAILTO.sub("", block_text(programme, block, items, words)),
            categories=(block.track,) if block.track.strip() else (),
            sessions=tuple(item.id for item in items),
        )
    return {key: replace(event, uid=known.get(key) or session_uid(programme.id, key)) for key, event in found.items()}


def _organiser_address(programme: Programme) -> str:
    mail = mail_address(programme.contact)
    return f"mailto:{mail}" if mail else web_address(programme.website) or web_address(programme.programme_page)


def _event(boring: SentEvent, programme: Programme, item: ProgrammeItem, zone: ZoneInfo, words: Wording) -> SentEvent:
    start, end = wall_times(item.span, zone)
    kind = words(CALENDAR_KIND_NAMES[item.kind])
    return replace(
        boring,
        start=start,
        end=end,
        summary=one_line(event_title(programme, item)),
        location=one_line(", ".join(filter(None, (item.where, venue_line(programme)))) or words(N_("All rooms"))),
        description=_description(item, kind, words),
        categories=_categories(item, kind),
        status="TENTATIVE" if item.tentative else "CONFIRMED",
        busy="FREE" if KINDS[item.kind].pause else "TENTATIVE" if item.tentative else "BUSY",
        url=web_address(item.website),
        colour=current_colour(item.track_colour),
        stream=web_address(item.stream),
    )


IN_TITLES = (Role.SPEAKER, Role.PANELLIST, Role.HOST)
"""The roles of the people named in event titles if ``speakers_in_title`` is set."""


def event_title(programme: Programme, item: ProgrammeItem) -> str:
    """Return the title, followed by the people with a role in ``IN_TITLES`` if ``speakers_in_title`` is set."""
    names = item.names(*IN_TITLES) if programme.speakers_in_title else ()
    return f"{item.title} – {', '.join(names)}" if names else item.title


def venue_line(programme: Programme) -> str:
    """Return venue and street address on one line, without the venue if the address begins with it."""
    venue, address = programme.venue, ", ".join(programme.address.split("\n"))
    if re.match(rf"{re.escape(venue)}(?!\w)", address, re.IGNORECASE):
        venue = ""
    return ", ".join(filter(None, (venue, address)))


def wall_times(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the span's start and end as naive local times that exist in the zone.

    A time in the gap when summer time begins moves forward as in ``zoneinfo`` (02:30 becomes 03:30). If the end is then
    not after the start, the session keeps its length.
    """
    start, end = (
        wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone) for wall in (span.start_datetime, span.end_datetime)
    )
    if end <= start:
        end = (start.astimezone(UTC) + timedelta(minutes=span.minutes)).astimezone(zone)
    return start.replace(tzinfo=None, fold=0), end.replace(tzinfo=None, fold=0)


def one_line(text: str) -> str:
    """Return the text on one line, truncated to ``LONGEST`` characters and without any ``mailto:``."""
    line = " ".join(_MAILTO.sub("", text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _description(item: ProgrammeItem, kind: str, words: Wording) -> str:
    sort = " · ".join(part for part in ("" if KINDS[item.kind].pause else kind, item.track) if part)
    block = [fill_placeholders(words(BLOCK_LINE), {"title": item.block_title})] if item.block_title else []
    head = "\n".join([*people_lines(item, words), *block, *filter(None, [sort, language_line(item.language, words)])])
    blocks = [head, *session_texts(item), "\n".join([*stream_lines(item, words), *link_lines(item, words)])]
    said = _MAILTO.sub("", "\n\n".join(block for block in blocks if block))
    return "" if said == kind else said


def _categories(item: ProgrammeItem, kind: str) -> tuple[str, ...]:
    """Return track, kind and tags, each once ignoring case; if track and kind are the same, the kind's spelling."""
    same = item.track.casefold() == kind.casefold()
    known: dict[str, str] = {}
    for name in (kind if same else item.track, kind, *item.tags):
        if name.strip():
            known.setdefault(name.strip().casefold(), name)
    return tuple(known.values())


def calendar_fingerprint(programme: Programme, part: Part) -> str:
    """Return a hash of a part's calendar properties (title, texts, addresses and the like), without its events."""
    said = [getattr(programme, name) for name in _OF_THE_CALENDAR]
    supporters = [programme.supporters(role) for role, _message in SUPPORT_LINES]
    return blake2b(repr([part.title, *said, *supporters]).encode(), digest_size=8).hexdigest()


def has_ended(programme: Programme, now: datetime) -> bool:
    """Return whether both the last day and the date on which the last session ends are past; false without any.

    What today is depends on the conference's time zone. Raise ``EstradError`` if that does not exist.
    """
    days = [day.date for day in programme.days] + [item.span.end_datetime.date() for item in programme.items]
    return bool(days) and now.astimezone(time_zone(programme.timezone)).date() > max(days)
