"""Reads the single events of an iCalendar file, with the people whom they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.title_kinds import parse_kind
from planner.domain.value_objects import Kind, Role, Status
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import IncomingPerson, IncomingSession, non_empty
from planner.importing.sources.content_lines import Component, Property
from planner.importing.sources.ics_times import FileZone, TimeReader, event_length, parse_duration, whole_minutes
from planner.importing.sources.json_rows import valid_address
from planner.importing.vocabulary import parse_status
from planner.programme.calendar import BLOCK_LINE
from planner.programme.public_words import LANGUAGE_LINE, ROLE_LINES
from planner.workbook.codecs import placeholder_text

EventPerson = tuple[IncomingPerson, Role]
"""A person in an event, who has no key yet, and the role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event: the ``session`` as far as it can be read from it alone, and facts to compare with those of others.

    The key of the session is without the namespace, and empty if the file has no id. ``start`` has its zone, its UTC
    offset or neither, and is None without a time. ``version`` counts the event's changes; ``occurrence`` identifies it
    in a series.
    """

    session: IncomingSession
    start: datetime | None
    location: str
    categories: tuple[str, ...]
    people: tuple[EventPerson, ...]
    version: int
    occurrence: str


MOST_WORDS, LONGEST = 6, 80
_BY = re.compile(
    r"(?:(talk|workshop|tutorial|keynote|panel|poster|session|föredrag|vortrag)\s+)?(?:by|av|von)\s+([^()]+)\)\s*",
    re.IGNORECASE,
)
_ROLE_LINE = {
    role: re.compile(rf"(?:{words})\s*:\s*(.+)", re.IGNORECASE)
    for role, words in (
        (
            Role.SPEAKER,
            r"(?:speaker|presenter)(?:s|\(s\))?|talare|föredragshållare|referent(?:in|en)?|vortragende[rn]?",
        ),
        (Role.PANELLIST, r"on the panel|panell?ists?|i panelen|paneldeltagare"),
        (Role.HOST, r"hosts?|värd(?:ar)?|led(?:s av|are)"),
        (Role.MODERATOR, r"moderators?|moderated by|chairs?|moderation|moderatorer"),
    )
}
"""The forms of lines that name people, by role."""
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b|\boch\b|\bund\b)\s*")


def parse_names(text: str) -> tuple[str, ...]:
    """Return the names in a list of people, or nothing if any part of it cannot be a name."""
    names = [clean_line(part) for part in _BETWEEN.split(text) if part.strip()]
    return tuple(dict.fromkeys(names)) if names and all(map(may_be_a_name, names)) else ()


def may_be_a_name(text: str) -> bool:
    """Return whether a text may be a person's name."""
    return 0 < len(text) <= LONGEST and len(text.split()) <= MOST_WORDS and not re.search(r"[:/@!?\d<>{}]", text)


def split_speakers(title: str) -> tuple[str, tuple[str, ...], str]:
    """Return the title without “(talk by …)”, the names in that, and its word for the kind of session.

    A title without such names is returned unchanged, with no names and an empty word.
    """
    head, _, tail = title.rpartition("(")
    found = _BY.fullmatch(tail) if head.strip() else None
    names = parse_names(found[2]) if found and (found[1] or not found[2][:1].islower()) else ()
    return (clean_line(head), names, found[1] or "") if found and names else (title, (), "")


def split_names_after_dash(title: str) -> tuple[str, tuple[str, ...]]:
    """Return the title without the names after its last dash, and the names, for programs known to put them there.

    If something other than names follows the dash, the title is unchanged.
    """
    head, _, tail = f"{title} ".rpartition(" - ")
    names = parse_names(tail)
    return (head.strip(), names) if head.strip() and (names or not tail.strip()) else (title, ())


def people_in_text(text: str, line: int, *, ours: bool = False) -> tuple[list[EventPerson], str]:
    """Return the people whom the first lines of a text name by role, and the text without those lines.

    In Estrad's calendars (``ours``) each name may be followed by a title and an organisation.
    """
    people: list[EventPerson] = []
    rest = text.split("\n")
    while rest:
        line_of_text = rest[0].strip()
        told = ((role, pattern.fullmatch(line_of_text)) for role, pattern in _ROLE_LINE.items())
        names = {role: _names_after_role(found[1], ours=ours) for role, found in told if found}
        own = ((role, placeholder_text(message, line_of_text)) for role, message in ROLE_LINES if ours)
        names |= {role: _names_after_role(said, ours=ours) for role, said in own if said}
        if not any(names.values()):
            break
        people += [(IncomingPerson(line, "", name), role) for role in names for name in names[role]]
        rest.pop(0)
    return people, "\n".join(rest).strip()


def _names_after_role(said: str, *, ours: bool) -> tuple[str, ...]:
    """Return the names in the text after a role, without titles; empty if one cannot be a name, unless ``ours``."""
    if not ours and ";" not in said:
        return parse_names(said)
    names = dict.fromkeys(filter(None, [clean_line(part.partition(",")[0]) for part in said.split(";")]))
    return tuple(names) if ours or all(map(may_be_a_name, names)) else ()


_ON_STAGE = {
    "ROLE": ("CHAIR", "REQ-PARTICIPANT"),
    "PARTSTAT": ("NEEDS-ACTION", "ACCEPTED", "TENTATIVE"),
    "CUTYPE": ("INDIVIDUAL",),
}
"""Values of an ATTENDEE's parameters for a person on stage who may be coming."""


def parse_attendee(said: Property) -> EventPerson | None:
    """Return the person of an ATTENDEE, or None.

    It is None without a name, for a room or a group, and for somebody who is not on stage or not coming.
    """
    name = clean_line(said.parameters.get("CN") or said.text).strip("'\"")
    told = {key: value.upper() for key, value in said.parameters.items() if key in _ON_STAGE and value}
    if not name or re.search("[@:]", name) or any(value not in _ON_STAGE[key] for key, value in told.items()):
        return None
    scheme, _, address = said.value.strip().partition(":")
    email = address.strip() if scheme.lower() == "mailto" and "@" in address else ""
    role = Role.MODERATOR if told.get("ROLE") == "CHAIR" else Role.SPEAKER
    return IncomingPerson(said.line, "", name, fields=non_empty(email=email)), role


_LINK = r"(?:[^\n]{1,300}: )?https?://\S+"
_AFTER_TEXT = re.compile(rf"(?:\A|\n\n){_LINK}(?:\n{_LINK})*\Z")
"""The links at the end of Estrad's descriptions."""


def strip_estrad_lines(text: str, categories: tuple[str, ...]) -> str:
    """Return the texts in Estrad's description of a session, without lines for its block, track, links and such.

    The lines that name its people have been removed before.
    """
    first, _, rest = text.partition("\n")
    if placeholder_text(BLOCK_LINE, first) is not None:
        first, _, rest = (text := rest).partition("\n")
    is_sorted = {part.strip() for part in first.split(" · ")} <= set(categories)
    first, _, rest = (text := (rest if is_sorted else text).strip()).partition("\n")
    return _AFTER_TEXT.sub("", text if placeholder_text(LANGUAGE_LINE, first) is None else rest.strip()).strip()


_KNOWN = {
    *("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "DESCRIPTION", "X-ALT-DESC", "CATEGORIES"),
    *("SUBTITLE", "LANGUAGE", "LANGUAGE-CODE", "TRACK", "GUID", "EVENT-ID", "CODE"),
    *("ATTENDEE", "URL", "STATUS", "SEQUENCE", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "CONFERENCE"),
    *("DTSTAMP", "CREATED", "LAST-MODIFIED", "TRANSP", "CLASS", "PRIORITY", "COLOR", "METHOD", "ORGANIZER", "GEO"),
    *("EVENT-SLUG", "EVENT-TAG"),
    *("X-MICROSOFT-CDO-BUSYSTATUS", "X-APPLE-STRUCTURED-LOCATION", "X-LIC-ERROR", "X-MOZ-GENERATION"),
}
"""Properties that are read, and those that do not matter for a session."""
LONGEST_TITLE = 2000


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """The facts in a calendar that apply to all its events."""

    program: str = ""
    zone: ZoneInfo | None = None
    cancels: bool = False

    @property
    def ours(self) -> bool:
        """True if Estrad wrote the calendar."""
        return "//Estrad//" in self.program


class CalendarEventReader:
    """Reads events, and counts in ``unmapped`` the properties that are not imported."""

    def __init__(self, zones: Mapping[str, FileZone]) -> None:
        self.times = TimeReader(zones)
        self.unmapped: Counter[str] = Counter()

    def read(self, event: Component, calendar: CalendarFacts) -> CalendarEvent:
        """Read the event of a component; raise ``EstradError`` if it cannot be a session."""
        event.count_others(_KNOWN | {"RELATED-TO"} if calendar.ours else _KNOWN, self.unmapped)
        texts = (html_to_text(one.text) for name in ("DESCRIPTION", "X-ALT-DESC") for one in event.find_all(name))
        text, uid, version = next(filter(None, texts), ""), event.short_text("UID")[:200], event.text("SEQUENCE")
        categories = tuple(clean_line(name) for one in event.find_all("CATEGORIES") for name in one.texts)
        named, rest = people_in_text(text, event.line, ours=calendar.ours)
        title, kind, people = self._title_kind_and_people(event, _event_title(event, text), calendar, named)
        start, minutes, remarks = self._start_and_length(event, calendar)
        address, stream = (valid_address(self.unmapped, name, event.short_text(name)) for name in ("URL", "CONFERENCE"))
        text = strip_estrad_lines(rest, categories) if calendar.ours else text
        session = IncomingSession(
            line=event.line,
            key=f"uid:{uid.casefold()}" if uid else "",
            title=title,
            fields=non_empty(
                title=title,
                abstract=text if text != address else "",  # some programs repeat the address
                status=Status.CANCELLED if calendar.cancels else parse_status(event.short_text("STATUS")),
                subtitle=event.short_text("SUBTITLE") if event.short_text("SUBTITLE") != title else "",
                language=event.short_text("LANGUAGE-CODE", "LANGUAGE").replace("_", "-"),
                website=address,
                stream=stream,
            ),
            kind=kind,
            track=event.short_text("TRACK"),
            minutes=minutes,
            remarks=(*_event_remarks(event), *remarks),
        )
        return CalendarEvent(
            session=session,
            start=start,
            location=event.short_text("LOCATION"),
            categories=categories,
            people=people,
            version=int(version) if re.fullmatch(r"\d{1,9}", version) else 0,
            occurrence=event.text("RECURRENCE-ID"),
        )

    def _start_and_length(
        self, event: Component, calendar: CalendarFacts
    ) -> tuple[datetime | None, int | None, tuple[Text, ...]]:  # fmt: skip
        """Return the start or None, the minutes or None, and remarks.

        Without a time of day the session waits in the tray. Raise ``EstradError`` if the start is invalid or the length
        too long.
        """
        begin, end = event.find_first("DTSTART"), event.find_first("DTEND")
        start = self.times.read(begin, calendar.zone) if begin else None
        length = parse_duration(event.find_first("DURATION"))
        if start is None:
            return None, whole_minutes(length), (Text("It has no time and waits in “Not placed”."),)
        if not isinstance(start, datetime):
            said = Text("It lasts all day ({date}) and has no time; it waits in “Not placed”.", date=start.isoformat())
            return None, None, (said,)
        if end:
            try:
                length = event_length(start, self.times.read(end, calendar.zone))
            except EstradError as error:
                return start, None, (error.problem,)
        reverse = end and length and length < timedelta()
        return start, whole_minutes(length), (Text("It ends before it begins."),) if reverse else ()

    def _title_kind_and_people(
        self, event: Component, title: str, calendar: CalendarFacts, named: list[EventPerson]
    ) -> tuple[str, Kind | None, tuple[EventPerson, ...]]:  # fmt: skip
        """Return the title without names, the kind, and the people in properties, text (``named``) and title."""
        attending = list(map(parse_attendee, event.find_all("ATTENDEE")))
        self.unmapped["ATTENDEE"] += attending.count(None)
        names, word = tuple[str, ...](), ""
        if "pretalx" in calendar.program.casefold():  # it puts the speakers into the title
            title, names = split_names_after_dash(title)
        elif calendar.ours:
            title = _drop_names(title, {who.name for who, _ in named})
        else:
            title, names, word = split_speakers(title)
        in_title = [(IncomingPerson(event.line, "", name), Role.SPEAKER) for name in names]
        return title, parse_kind(word) if word else None, (*filter(None, attending), *named, *in_title)


def _event_title(event: Component, text: str) -> str:
    """Return the title, or else the first line of the text; raise ``EstradError`` if both are missing."""
    title = event.short_text("SUMMARY") or clean_line(text.partition("\n")[0])[:LONGEST_TITLE]
    if not title:
        raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
    return title


def _drop_names(title: str, names: Set[str]) -> str:
    """Return the title without the names that Estrad's calendars may add to its end."""
    head, dash, tail = title.rpartition(" – ")
    return head if dash and names and set(map(clean_line, tail.split(", "))) <= names else title


def _event_remarks(event: Component) -> Iterator[Text]:
    """Yield the remarks on an event that repeats, and on its broken lines."""
    if event.find_all("RRULE") or event.find_all("RDATE"):
        yield Text("It repeats; it is taken once, at its first time.")
    if event.broken:
        yield Plural("Line {line} says nothing that can be understood.",
                     "{n} lines say nothing that can be understood, the first is line {line}.",
                     len(event.broken), line=event.broken[0])  # fmt: skip
