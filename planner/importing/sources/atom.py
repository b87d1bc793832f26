"""Reads agendas in Atom feeds whose entries have additional elements for time and place."""

from __future__ import annotations

import re
from collections import Counter

from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Text
from planner.importing.datetimes import parse_datetime
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import LONGEST_NAME, ImportRefusal, Incoming
from planner.importing.sources.calendar_collector import CalendarCollector, CalendarHead
from planner.importing.sources.calendar_event import CalendarEvent, NamedByEvent
from planner.importing.sources.first_bytes import not_a_schedule, other_root
from planner.importing.sources.ics_event import web
from planner.importing.sources.ics_times import IcsTime, minutes_between
from planner.importing.sources.safe_xml import Element, name_of, read_xml, without_controls
from planner.importing.sources.xml_text import children, raw_text_of, text_of
from planner.tables.opened_file import OpenedFile

_READ = {"title", "id", "updated", "summary", "content", "room", "lang", "track", "start", "end", "speaker", "link"}
_LANGUAGES = {"english": "en", "chinese": "zh", "swedish": "sv", "german": "de", "french": "fr", "japanese": "ja"}


def read_atom(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a feed; raise ``EstradError`` if no entry has a start."""
    data, _, _ = without_controls(opened.data)
    root = yield from read_xml(data, opened.path)
    entries = children(root, "entry")
    if name_of(root) != "feed" or not any(text_of(entry, "start") for entry in entries):
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    unmapped: Counter[str] = Counter()
    events: list[CalendarEvent] = []
    refused: list[ImportRefusal] = []
    for n, entry in enumerate(entries):
        unmapped.update(name for child in entry if (name := name_of(child)) and name not in _READ)
        try:
            events.append(_event(entry, unmapped))
        except EstradError as error:
            refused.append(ImportRefusal(entry.sourceline or 0, text_of(entry, "title"), error))
        if n % 10 == 9:
            yield Progress(n, len(entries))
    title = text_of(root, "title")[:LONGEST_NAME].strip()
    website = next((link.get("href") for link in children(root, "link") if web(link.get("href") or "")), "")
    slug = re.sub(r"[^a-z0-9]+", "-", (title or opened.path.stem).casefold()).strip("-")[:80]
    about = {name: text for name, text in (("title", title), ("website", website)) if text}
    return (
        yield from CalendarCollector(CalendarHead(opened.name, slug or "feed", about), events, refused).incoming(
            unmapped
        )
    )


def _event(entry: Element, unmapped: Counter[str]) -> CalendarEvent:
    title, key = text_of(entry, "title"), text_of(entry, "id")
    if not title:
        raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
    start, end = text_of(entry, "start"), text_of(entry, "end")
    begins = IcsTime(parse_datetime(start)) if start else None
    language, track = text_of(entry, "lang"), text_of(entry, "track")
    if track.startswith("urn:"):  # an id of a track that the feed does not name
        unmapped["track"] += 1
        track = ""
    page = next((link.get("href") for link in children(entry, "link") if web(link.get("href") or "")), "")
    told = {"language": _LANGUAGES.get(language.casefold(), language), "website": page}
    people = [who for one in children(entry, "speaker") if (who := _person(one))]
    if len(people) < len(children(entry, "speaker")):
        unmapped["speaker"] += len(children(entry, "speaker")) - len(people)
    return CalendarEvent(
        line=entry.sourceline or 0,
        key=f"id:{key[:200].casefold()}" if key else "",
        title=title,
        start=begins.at if begins else None,
        minutes=minutes_between(begins, IcsTime(parse_datetime(end))) if begins and end else None,
        location=text_of(entry, "room"),
        text=html_to_text(raw_text_of(entry, "summary", "content")),
        track=track,
        people=tuple(people),
        fields={name: value for name, value in told.items() if value},
        remarks=() if begins else (Text("It has no time and waits in the tray."),),
    )


def _person(element: Element) -> NamedByEvent | None:
    """Return the speaker, or None if the feed has only an id and no name."""
    name = text_of(element, "name", "title") or " ".join("".join(element.itertext()).split())
    key = element.get("id") or ""
    return (
        NamedByEvent(element.sourceline or 0, name, key=f"id:{key[:200].casefold()}" if key else "") if name else None
    )
