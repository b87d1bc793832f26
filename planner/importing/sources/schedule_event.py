"""Reads one event of a schedule.xml."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from planner.domain.cleaning import clean_line
from planner.domain.enums import Kind
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.domain.value_objects import Link
from planner.importing.datetimes import parse_clock, parse_length, parse_start
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import IncomingSession, IncomingStart, checked_name
from planner.importing.sources.safe_xml import Element
from planner.importing.sources.schedule_people import PeopleReader
from planner.importing.sources.xml_text import children, raw_text_of, text_of
from planner.importing.vocabulary import is_yes, kind_of, kind_of_title


class EventReader:
    """Reads the events below a root, and collects their people and the elements that are not imported.

    ``base`` completes addresses; ``days_first`` means that lengths in three parts begin with days.
    """

    def __init__(self, namespace: str, base: str, root: Element, days_first: bool) -> None:
        self._days_first = days_first
        self.unmapped: Counter[str] = Counter()
        self.people = PeopleReader(namespace, root, self.unmapped)
        self._namespace = namespace
        self._base = base
        self._lines: dict[str, int] = {}
        self._titles: Counter[str] = Counter()
        guids = Counter(clean_line(event.get("guid") or "").casefold() for event in root.iter("event"))
        self._shared = {guid for guid, times in guids.items() if times > 1}

    def key_of(self, event: Element) -> str:
        """Return the key that an event keeps in later versions of the file; empty if it has no id of any kind."""
        for attribute in ("guid", "id", "code"):
            name = clean_line(event.get(attribute) or "").casefold()
            if name:
                several = "+" if attribute == "guid" and name in self._shared else ""  # not unique: two events have it
                return f"{self._namespace}/{attribute}:{name[:200]}{several}"
        return ""

    def read(self, event: Element, day: date, room: str, night: int) -> IncomingSession:
        """Read the session of an event; raise ``EstradError`` if it cannot be one."""
        title = text_of(event, "title")
        if not title:
            raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
        key = self._claimed(event, title)
        begin, remarks = self._begin(event, day, night)
        length = text_of(event, "duration")
        people, said = self.people.read(event)
        where = checked_name(room or text_of(event, "room"))
        return IncomingSession(
            line=event.sourceline or 0,
            key=key,
            title=title,
            told=self._told(event, title),
            kind=self._kind(event, title, alone=not people),
            track=checked_name(text_of(event, "track")),
            rooms=(where,) if where else (),
            people=people,
            begin=begin,
            minutes=parse_length(length, days_first=self._days_first) if length else None,
            remarks=(*remarks, *said),
            named=not self.key_of(event),
        )

    def _kind(self, event: Element, title: str, *, alone: bool) -> Kind | None:
        """Return the kind of an event by its type, or by its title if the type is unknown and it has no people."""
        told = text_of(event, "type")
        kind = kind_of(told) if told else None
        if told and kind is None:
            self.unmapped[f"type={told[:60]}"] += 1
        return kind_of_title(title) if kind is None and alone else kind

    def _claimed(self, event: Element, title: str) -> str:
        """Return the key of an event, or one made from its title; raise ``EstradError`` if another event has it."""
        key = self.key_of(event)
        if not key:
            self._titles[title] += 1
            return f"{self._namespace}/title:{title[:200]}#{self._titles[title]}"
        if key in self._lines:
            raise EstradError(
                Text("The event on line {line} has the same key, {key}.", line=self._lines[key],
                     key=key.partition("/")[2][:60]),
                Text("Give each event one of its own."),
            )  # fmt: skip
        self._lines[key] = event.sourceline or 0
        return key

    def _begin(self, event: Element, day: date, night: int) -> tuple[IncomingStart | None, tuple[Text, ...]]:
        start, when = text_of(event, "start"), text_of(event, "date")
        begin = parse_start(day, start, when, night)
        if begin is None or not start or len(when) <= 10:
            return begin, ()
        told = begin.at.hour * 60 + begin.at.minute
        in_utc = begin.at.tzinfo is not None and not begin.at.utcoffset()
        if in_utc or told == parse_clock(start) % (24 * 60):
            return begin, ()
        return begin, (Text("It begins at {start} by its start, but its date counts: {date}.", start=start, date=when),)

    def _told(self, event: Element, title: str) -> dict[str, Any]:
        """Return the session's fields that the event has, without empty ones and the permission to record."""
        links = (*self._links(event, "links", "link"), *self._links(event, "attachments", "attachment"))
        told: dict[str, Any] = {
            "title": title,
            "subtitle": text_of(event, "subtitle"),
            "abstract": html_to_text(raw_text_of(event, "abstract")),
            "description": html_to_text(raw_text_of(event, "description")),
            "language": text_of(event, "language").replace("_", "-"),
            "website": self._address(text_of(event, "url"), "url"),
            "links": links,
        }
        optout = children(event, "recording", "optout")
        told["do_not_record"] = bool(optout) and is_yes(clean_line(optout[0].text or ""))
        return {name: value for name, value in told.items() if value}

    def _links(self, event: Element, *path: str) -> tuple[Link, ...]:
        found = []
        for link in children(event, *path):
            address = self._address(clean_line(link.get("href") or ""), f"{path[-1]}@href")
            label = clean_line("".join(link.itertext())) or clean_line(link.get("title") or "")
            if address:
                found.append(Link(address, "" if label == address else label))
        return tuple(dict.fromkeys(found))

    def _address(self, written: str, name: str) -> str:
        """Return the complete address if it is a web or mail address, or an empty text; any other text is counted."""
        if not written:
            return ""
        try:
            address = urljoin(self._base, written).replace(" ", "%20")
            parts = urlsplit(address)
            leads = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))
        except ValueError:
            leads = False
        if leads:
            return address
        self.unmapped[name] += 1
        return ""
