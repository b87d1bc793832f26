"""The script of a page, made of several files, and the data and words that it reads."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from planner.domain.text import N_, clean_text
from planner.domain.value_objects import CALENDAR_KIND_NAMES, KIND_NAMES
from planner.exporting.file_names import RoomAddress
from planner.exporting.formats.schedule import STREAM
from planner.exporting.ics import calendar_of_entries
from planner.exporting.page.page_entries import PageEntry, session_anchor
from planner.programme.calendar import BLOCK_LINE, IN_TITLES, LONGEST, conference_uid, event_title, venue_line
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import MORE_LINE, ROLE_LINES, STREAM_LINE
from planner.programme.release import LedgerEntry, SentFile
from planner.wording import Wording
from resources import FOLDER

FILES = ("reading", "calendar", "now", "filter", "stars", "beside", "zone", "door", "offline", "start")
"""The names of the script's files, without suffix, in the order in which they are joined into one function."""
SCRIPT_WORDS: Mapping[str, str] = {
    "all": N_("All"),
    "calendar": N_("Add to my calendar"),
    "close": N_("Close"),
    "copied": N_("The link is copied."),
    "idle": N_("Nothing is on now. Next at {time}."),
    "saved": N_("The file is saved: open it to add it."),
    "share": N_("Share my programme"),
    "count": N_("{n} of {total} sessions"),
    "done": N_("Nothing more today"),
    "doors": N_("Door signs"),
    "empty": N_("Nothing is chosen yet: press the star of a session."),
    "filter": N_("Filter"),
    "find": N_("Search"),
    "first": N_("First at {time}"),
    "full": N_("Full screen"),
    "hide": N_("Hide what is over ({n})"),
    "in": N_("Room"),
    "keep": N_("Add them to my programme"),
    "kind": N_("Type"),
    "lang": N_("Language"),
    "left": N_("{time} left"),
    "link": N_("Link to this session"),
    "lost": N_("This browser keeps no stars. Share the link: it has them."),
    "mine": N_("My programme"),
    "more": N_("More"),
    "next": N_("Next in {room}"),
    "none": N_("No session matches."),
    "now": N_("Now"),
    "off": N_("Called off"),
    "over": N_("Show what is over ({n})"),
    "parallel": N_("At the same time"),
    "print": N_("Print"),
    "save_all": N_("Save everything ({n})"),
    "save_mine": N_("Save my programme ({n})"),
    "shared": N_("A programme from a link ({n})"),
    "soon": N_("In {time}"),
    "stale": N_("Not updated since {time}."),
    "star": N_("My programme: {title}"),
    "still": N_("This copy does not update itself."),
    "subscribe": N_("Subscribe: it updates itself"),
    "tentative": N_("Preliminary"),
    "track": N_("Track"),
    "unknown": N_("There is no room “{name}”."),
    "until": N_("Until {time}"),
    "zone": N_("Also in my time ({zone})"),
}
"""The words that the script shows, by their names in the script."""


def page_script() -> str:
    """Return the script: its files joined into one function, without comments and indentation."""
    texts = ((FOLDER / "page" / "script" / f"{name}.js").read_text("utf-8") for name in FILES)
    lines = [shown for text in texts for line in text.splitlines() if (shown := line.strip())]
    return "\n".join(["(()=>{", '"use strict";', *(line for line in lines if not line.startswith("//")), "})();"])


def script_data(
    programme: Programme,
    entries: Sequence[PageEntry],
    words: Wording,
    calendar: SentFile | None,
    rooms: Iterable[RoomAddress],
    offline: str = "",
) -> dict[str, Any]:
    """Return the data that the script reads, as JSON can hold it; ``entries`` are the page's sessions in its order.

    In the result, ``minutes`` are the lengths of the sessions, and ``placed`` has, by anchor, the rooms of sessions for
    which the page shows another place. Without a ``calendar`` the page offers no calendar entries. ``offline`` is the
    line to show without a network, empty if no service worker keeps the page.
    """
    saying = {name: words(message) for name, message in SCRIPT_WORDS.items()}
    spoken = dict.fromkeys([programme.language, *(one.item.language for one in entries if one.item.language)])
    return {
        "id": conference_uid(programme.id),
        "file": f"{saying['mine'].lower().replace(' ', '-')}.ics",
        "minutes": [one.minutes for one in entries],
        "rooms": [[one.name, one.address] for one in rooms],
        "placed": {one.anchor: list(one.item.rooms) for one in entries if one.item.place and one.item.rooms},
        "kinds": {one.item.kind.value: words(KIND_NAMES[one.item.kind]) for one in entries},
        "languages": {tag: words.language_name(tag) for tag in spoken},
        "calendar": page_calendar(entries, programme, calendar, words) if calendar else {},
        "offline": offline,
        "say": saying,
    }


_EVENT = "BEGIN:VEVENT\r\n"
_END = "END:VCALENDAR\r\n"
_FOLD = "\r\n "
_ALIKE = ("ORGANIZER", "GEO", "X-APPLE-STRUCTURED-LOCATION")
"""The properties that are the same in all entries that the script writes, but for the place in Apple's."""
_GAP = re.compile(r"\n\s*\n")


def page_calendar(
    entries: Sequence[PageEntry], programme: Programme, calendar: SentFile, words: Wording
) -> dict[str, Any]:
    """Return the calendar data for the script, as JSON can hold it; empty if the calendar was never sent or is empty.

    ``entries`` are the sessions of the page in its order, all of which are in the calendar. In the result, ``within``
    has the anchor of a block by the anchor of each session that only the block's entry lists. For all other sessions,
    ``uids`` has the octets of their UIDs in Base64, without the last six of each if the anchors contain them, and
    ``sent`` has SEQUENCE, CREATED and LAST-MODIFIED, these two as indices into ``times``. ``written`` are whole entries
    by anchor.
    """
    if calendar.stamp is None or not calendar.kept_entries:
        return {}
    within = _block_anchors(programme.id, entries, calendar)
    own = [one for one in entries if one.anchor not in within]
    sent = [calendar.entries[one.item.id] for one in own]
    model = _usual_entry(sent or calendar.kept_entries)
    apart = [
        entry
        for one, entry in zip(own, sent, strict=True)
        if _organiser(entry) != _organiser(model) or not _can_rebuild_entry(one, entry, programme, words)
    ]
    shown = {entry.session for entry in sent}
    apart += [entry for entry in calendar.kept_entries if entry.session not in shown]
    head, written = _head_and_entry_texts(programme, [model, *apart], sent, words, calendar.stamp)
    times = sorted({at for entry in sent for at in (entry.created, entry.modified)})
    numbers = {at: number for number, at in enumerate(times)}
    alike = _lines_by_property(written[model.session])
    return {
        "head": head,
        "stamp": _utc_text(calendar.stamp),
        "times": [_utc_text(at) for at in times],
        "uids": b64encode(b"".join(_uid_prefixes(own, sent))).decode(),
        "sent": " ".join(f"{entry.sequence}.{numbers[entry.created]}.{numbers[entry.modified]}" for entry in sent),
        "within": within,
        "written": {session_anchor(programme.id, entry.session): written[entry.session] for entry in apart},
        "alike": {name: alike[name] for name in _ALIKE if name in alike},
        **_entry_words(entries, programme, words),
    }


def _usual_entry(entries: Sequence[LedgerEntry]) -> LedgerEntry:
    """Return the first of the entries that have the most frequent organiser."""
    usual, _ = Counter(map(_organiser, entries)).most_common(1)[0]
    return next(entry for entry in entries if _organiser(entry) == usual)


def _organiser(entry: LedgerEntry) -> tuple[str, str]:
    return entry.event.organiser, entry.event.organiser_address


def _entry_words(entries: Sequence[PageEntry], programme: Programme, words: Wording) -> dict[str, Any]:
    return {
        "kinds": {one.item.kind.value: words(CALENDAR_KIND_NAMES[one.item.kind]) for one in entries},
        "roles": [[role.value, words(message)] for role, message in ROLE_LINES],
        "named": [role.value for role in IN_TITLES] if programme.speakers_in_title else [],
        "venue": venue_line(programme),
        "part": words(BLOCK_LINE),
        "stream": words(STREAM),
        "streamed": words(STREAM_LINE),
        "more": words(MORE_LINE),
    }


def _block_anchors(conference_id: str, entries: Sequence[PageEntry], calendar: SentFile) -> dict[str, str]:
    """Return the anchor of a block by the anchor of each session that only the block's calendar entry lists."""
    live = [entry for entry in calendar.kept_entries if entry.event.status != "CANCELLED"]
    told = {session: session_anchor(conference_id, entry.session) for entry in live for session in entry.event.sessions}
    return {one.anchor: told[one.item.id] for one in entries if one.item.id in told}


def _utc_text(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _uid_prefixes(entries: Sequence[PageEntry], sent: Sequence[LedgerEntry]) -> Iterator[bytes]:
    uids = [_uuid_octets(entry) for entry in sent]
    ends = [bytes.fromhex(one.anchor.removeprefix("s-")) for one in entries]
    known = all(uid.endswith(end) for uid, end in zip(uids, ends, strict=True))
    return (uid[: -len(end)] if known else uid for uid, end in zip(uids, ends, strict=True))


def _uuid_octets(entry: LedgerEntry) -> bytes:
    """Return the 16 octets of an entry's UID, or 16 zeros if it is no UUID in the usual notation."""
    try:
        found = UUID(entry.event.uid)
    except ValueError:
        return bytes(16)
    return found.bytes if str(found) == entry.event.uid else bytes(16)


def _head_and_entry_texts(
    programme: Programme, apart: Sequence[LedgerEntry], sent: Sequence[LedgerEntry], words: Wording, stamp: datetime
) -> tuple[str, dict[str, str]]:
    """Return the text before the entries of a calendar, and the text of some entries by session id or ``block_key``.

    These are the entries ``apart``, and the first and the last of those ``sent``, whose years the time zone must cover.
    """
    by_time = sorted(sent, key=lambda entry: entry.event.start)
    some = list({entry.session: entry for entry in (*by_time[:1], *by_time[-1:], *apart)}.values())
    head, *events = calendar_of_entries(programme, some, words, stamp).decode().removesuffix(_END).split(_EVENT)
    return head, {entry.session: _EVENT + event for entry, event in zip(some, events, strict=True)}


def _lines_by_property(event: str) -> dict[str, str]:
    """Return the unfolded lines of an entry's text by their property names."""
    return {re.split("[;:]", line, maxsplit=1)[0]: line for line in event.replace(_FOLD, "").split("\r\n")}


def _can_rebuild_entry(one: PageEntry, entry: LedgerEntry, programme: Programme, words: Wording) -> bool:
    """Return whether the script can write the entry, but for its organiser, exactly from the page."""
    item, event = one.item, entry.event
    texts = (item.subtitle, item.abstract, item.description)
    links = tuple(
        (piece.typed or piece.address, "" if piece.text == piece.address else piece.text) for piece in one.links
    )
    return (
        not event.erased
        and any(_uuid_octets(entry))
        and event.timezone == programme.timezone
        and "UTC" not in event.timezone  # its times are written otherwise
        and event.end - event.start == timedelta(minutes=one.minutes)  # the clocks do not change meanwhile
        and event.summary == event_title(programme, item)
        and event.colour == one.band
        and links == _calendar_links(item, words)
        and len(event.location) < LONGEST
        and clean_text(event.description) == event.description
        and all(text == text.strip() and all(gap == "\n\n" for gap in _GAP.findall(text)) for text in texts)
        and not any(
            "mailto:" in text.lower() for text in (*texts, item.block_title, *(address for address, _text in links))
        )
        and all(text.casefold() == text.lower() and text == text.strip() for text in (item.track, *item.tags))
    )


def _calendar_links(item: ProgrammeItem, words: Wording) -> tuple[tuple[str, str], ...]:
    """Return the addresses and labels of a session's links as the calendar lists them."""
    own = ((item.stream, words(STREAM)), (item.website, ""))
    return (*(pair for pair in own if pair[0]), *((link.address, link.label) for link in item.links))
