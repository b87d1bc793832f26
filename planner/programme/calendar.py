"""Builds the calendar events of a programme (RFC 5545, 7986)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from planner.domain.enums import KIND_NAMES, KINDS, Role
from planner.domain.errors import EstradError
from planner.domain.span import Span
from planner.domain.text import N_, Text, fill
from planner.programme.addresses import mail_address, web_address
from planner.programme.display_names import ROLE_LINES, SUPPORT_LINES
from planner.programme.identity import session_uid
from planner.programme.parts import Part
from planner.programme.programme import Credit, Programme, ProgrammeItem
from planner.programme.release import SentEvent
from planner.wording import Wording

LONGEST = 255
"""The maximum length of a SUMMARY or LOCATION; Exchange truncates longer ones (MS-OXCICAL)."""
_OF_THE_CALENDAR = (
    "title", "subtitle", "description", "theme", "focus", "registration_page", "programme_page", "website",
    "calendar_address", "logo_address", "colour", "timezone", "language",
)  # fmt: skip
_MAILTO = re.compile("mailto:", re.IGNORECASE)


def time_zone(name: str) -> ZoneInfo:
    """Return the time zone with an IANA name; raise ``EstradError`` if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise EstradError(
            Text("There is no time zone “{name}”.", name=name),
            Text("Set the conference's time zone to a name such as Europe/Stockholm."),
        ) from error


def events(programme: Programme, words: Wording, uids: Mapping[str, str] | None = None) -> Mapping[str, SentEvent]:
    """Return the calendar event of each item by session id, in the language of ``words``.

    ``uids`` are the UIDs of sessions that have one from an imported source. Raise ``EstradError`` if the time zone does
    not exist.
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
    known = uids or {}
    return {
        item.id: replace(
            _event(boring, programme, item, zone, words), uid=known.get(item.id) or session_uid(programme.id, item.id)
        )
        for item in programme.items
    }


def _organiser_address(programme: Programme) -> str:
    mail = mail_address(programme.contact)
    return f"mailto:{mail}" if mail else web_address(programme.website) or web_address(programme.programme_page)


def _event(boring: SentEvent, programme: Programme, item: ProgrammeItem, zone: ZoneInfo, words: Wording) -> SentEvent:
    start, end = wall_times(item.span, zone)
    kind = words(KIND_NAMES[item.kind])
    return replace(
        boring,
        start=start,
        end=end,
        summary=_summary(programme, item),
        location=_location(programme, item, words),
        description=_description(item, kind, words),
        categories=_categories(item, kind),
        status="TENTATIVE" if item.tentative else "CONFIRMED",
        busy="FREE" if KINDS[item.kind].pause else "TENTATIVE" if item.tentative else "BUSY",
        url=web_address(item.website),
        colour=item.track_colour,
        stream=web_address(item.stream),
    )


def _summary(programme: Programme, item: ProgrammeItem) -> str:
    """Return the title, followed by the people on stage if ``speakers_in_title`` is set."""
    names = item.names(Role.SPEAKER, Role.PANELLIST, Role.HOST) if programme.speakers_in_title else ()
    return one_line(f"{item.title} – {', '.join(names)}" if names else item.title)


def _location(programme: Programme, item: ProgrammeItem, words: Wording) -> str:
    """Return the place, venue and street address, without the venue if the address begins with it."""
    venue, address = programme.venue, ", ".join(programme.address.split("\n"))
    if address.casefold().startswith(venue.casefold()):
        venue = ""
    where = ", ".join(part for part in (item.where, venue, address) if part)
    return one_line(where or words(N_("Whole venue")))


def wall_times(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the span's start and end as naive local times that exist in the zone.

    A time in the gap when summer time begins moves forward as in ``zoneinfo`` (02:30 becomes 03:30). If the end is then
    not after the start, the session keeps its length.
    """
    start, end = (_existing(wall, zone) for wall in (span.begins, span.ends))
    if end <= start:
        length = timedelta(minutes=span.minutes)
        end = (start.astimezone(UTC) + length).astimezone(zone)
    return start.replace(tzinfo=None, fold=0), end.replace(tzinfo=None, fold=0)


def _existing(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def one_line(text: str) -> str:
    """Return the text on one line, truncated to ``LONGEST`` characters and without any ``mailto:``."""
    line = " ".join(_MAILTO.sub("", text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _description(item: ProgrammeItem, kind: str, words: Wording) -> str:
    people = [
        fill(words(message), {"names": "; ".join(_person(credit) for credit in found)})
        for role, message in ROLE_LINES
        if (found := [credit for credit in item.credits if credit.role == role])
    ]
    sort = " · ".join(part for part in ("" if KINDS[item.kind].pause else kind, item.track) if part)
    language = [fill(words(N_("Language: {name}")), {"name": _language(item.language, words)})] if item.language else []
    links = [fill(words(N_("Stream: {address}")), {"address": item.stream})] if item.stream else []
    links += [fill(words(N_("More: {address}")), {"address": item.website})] if item.website else []
    links += [": ".join(part for part in (link.label, link.address) if part) for link in item.links]
    texts = (item.subtitle, item.abstract, item.description)
    head = "\n".join([*people, *filter(None, [sort]), *language])
    blocks = [head, *(text.strip() for text in texts), "\n".join(links)]
    said = _MAILTO.sub("", "\n\n".join(block for block in blocks if block))
    return "" if said == kind else said


def _language(tag: str, words: Wording) -> str:
    """Return the name of a language tag such as ``en-GB`` in the language of ``words``; other text unchanged."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(words.language) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def _categories(item: ProgrammeItem, kind: str) -> tuple[str, ...]:
    """Return track, kind and tags without duplicates, ignoring case; the kind's spelling wins over the track's."""
    same = item.track.casefold() == kind.casefold()
    known: dict[str, str] = {}
    for name in (kind if same else item.track, kind, *item.tags):
        if name.strip():
            known.setdefault(name.strip().casefold(), name)
    return tuple(known.values())


def _person(credit: Credit) -> str:
    return ", ".join(part for part in (credit.name, credit.title, credit.organisation) if part)


def fingerprint(programme: Programme, part: Part) -> str:
    """Return a hash of a part's calendar properties (name, texts, colour, addresses), without its events."""
    said = [getattr(programme, name) for name in _OF_THE_CALENDAR]
    supporters = [programme.supporters(role) for role, _message in SUPPORT_LINES]
    return blake2b(repr([part.title, *said, *supporters]).encode(), digest_size=8).hexdigest()


def is_over(programme: Programme, now: datetime) -> bool:
    """Return whether the last day of the conference is past, including a session after midnight."""
    days = [day.date for day in programme.days] + [item.span.ends.date() for item in programme.items]
    return bool(days) and now.astimezone(time_zone(programme.timezone)).date() > max(days)
