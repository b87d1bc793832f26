"""Reads one event of an iCalendar file, and recognises the people in it, if they are certain."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import Role, Status
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import filled
from planner.importing.matching import OURS
from planner.importing.sources.calendar_collector import CalendarEvent, NamedByEvent
from planner.importing.sources.content_lines import Component, Properties, Property
from planner.importing.sources.ics_times import IcsTime, TimeReader, minutes_between, minutes_of
from planner.importing.vocabulary import kind_of

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
"""Beginnings of lines that name people, in Estrad's calendars and in others."""
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b|\boch\b|\bund\b)\s*")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a list of people, or nothing if any part cannot be a name."""
    names = [clean_line(part) for part in _BETWEEN.split(text) if part.strip()]
    return tuple(dict.fromkeys(names)) if names and all(map(may_be_a_name, names)) else ()


def may_be_a_name(text: str) -> bool:
    """Return whether a text may be a person's name."""
    return 0 < len(text) <= LONGEST and len(text.split()) <= MOST_WORDS and not re.search(r"[:/@!?\d<>{}]", text)


def by_whom(title: str) -> tuple[str, tuple[str, ...], str]:
    """Return the title without “(talk by …)”, the names in it, and the word for the kind of session."""
    head, _, tail = title.rpartition("(")
    found = _BY.fullmatch(tail) if head.strip() else None
    names = names_in(found[2]) if found and (found[1] or not found[2][:1].islower()) else ()
    return (clean_line(head), names, found[1] or "") if found and names else (title, (), "")


def after_dash(title: str, dash: str) -> tuple[str, tuple[str, ...]]:
    """Return the title and the names after its last dash, for programs known to put them there."""
    head, found, tail = title.rpartition(dash)
    if not found or not head.strip():
        return title.removesuffix(dash.rstrip()).rstrip(), ()
    names = names_in(tail)
    return (head.strip(), names) if names else (title, ())


def people_in_text(text: str, line: int, *, ours: bool = False) -> tuple[list[NamedByEvent], str]:
    """Return the people that the first lines of a text name by role, and the text without those lines.

    In Estrad's calendars (``ours``) each name may be followed by a title and an organisation.
    """
    people: list[NamedByEvent] = []
    rest = text.split("\n")
    while rest and (found := _role_line(rest[0])):
        role, said = found
        names = (
            tuple(dict.fromkeys(filter(None, [clean_line(part.partition(",")[0]) for part in said.split(";")])))
            if ours or ";" in said
            else names_in(said)
        )
        names = names if ours or all(map(may_be_a_name, names)) else ()
        if not names:
            break
        people += [NamedByEvent(line, name, role) for name in names]
        rest.pop(0)
    return people, "\n".join(rest).strip()


def _role_line(line: str) -> tuple[Role, str] | None:
    told = ((role, pattern.fullmatch(line.strip())) for role, pattern in _ROLE_LINE.items())
    return next(((role, found[1]) for role, found in told if found), None)


def attendee(said: Property) -> NamedByEvent | None:
    """Return the person of an ATTENDEE; None without a name, for a room, or if not on stage or not coming."""
    parameters = {key: value.upper() for key, value in said.parameters.items() if key != "CN"}
    name = clean_line(said.parameters.get("CN", "")).strip("'\"")
    scheme, _, address = said.value.strip().partition(":")
    email = address.strip() if scheme.lower() == "mailto" and "@" in address else ""
    on_stage = parameters.get("ROLE", "") in ("", "CHAIR", "REQ-PARTICIPANT")
    there = parameters.get("PARTSTAT", "") not in ("DECLINED", "DELEGATED")
    person = parameters.get("CUTYPE", "INDIVIDUAL") in ("", "INDIVIDUAL")
    if not (on_stage and there and person) or not name or "@" in name:
        return None
    return NamedByEvent(said.line, name, Role.MODERATOR if parameters.get("ROLE") == "CHAIR" else Role.SPEAKER, email)


_LANGUAGE = re.compile(r"(?:Language|Språk): \S.*")
_LINK = re.compile(r"(?:[^\n]{1,300}: )?https?://\S+")


def own_text(text: str, categories: tuple[str, ...]) -> str:
    """Return Estrad's description below its people with only its texts, without kind, track, language and links."""
    rest = text.split("\n")
    if {part.strip() for part in rest[0].split(" · ")} <= set(categories):
        rest.pop(0)
    if rest and _LANGUAGE.fullmatch(rest[0]):
        rest.pop(0)
    blocks = "\n".join(rest).strip().split("\n\n")
    if all(_LINK.fullmatch(line) for line in blocks[-1].split("\n")):
        blocks.pop()
    return "\n\n".join(blocks).strip()


STATUSES = {"CONFIRMED": Status.CONFIRMED, "TENTATIVE": Status.DRAFT, "CANCELLED": Status.CANCELLED}
_READ = {
    *("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "DESCRIPTION", "X-ALT-DESC", "CATEGORIES"),
    *("SUBTITLE", "LANGUAGE", "TRACK", "GUID", "EVENT-ID", "CODE"),
    *("ATTENDEE", "URL", "STATUS", "SEQUENCE", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "CONFERENCE"),
}
_OF_CALENDARS = {
    *("DTSTAMP", "CREATED", "LAST-MODIFIED", "TRANSP", "CLASS", "PRIORITY", "COLOR", "METHOD", "ORGANIZER", "GEO"),
    *("EVENT-SLUG", "EVENT-TAG"),
    *("X-MICROSOFT-CDO-BUSYSTATUS", "X-APPLE-STRUCTURED-LOCATION", "X-LIC-ERROR", "X-MOZ-GENERATION"),
}
"""Properties that are irrelevant to a session."""
LONGEST_TITLE = 2000


@dataclass(frozen=True, slots=True)
class AroundEvent:
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

    def __init__(self, times: TimeReader) -> None:
        self._times = times
        self.unmapped: Counter[str] = Counter()

    def read(self, component: Component, calendar: AroundEvent) -> CalendarEvent:
        """Read the event of a component; raise ``EstradError`` if it cannot be a session."""
        said = component.sorted_out(_READ, _OF_CALENDARS, self.unmapped)
        texts = (html_to_text(one.text) for name in ("DESCRIPTION", "X-ALT-DESC") for one in said.get(name, ()))
        text, uid = next(filter(None, texts), ""), _line(said, "UID")[:200]
        title, categories = _title(said, text), _categories(said)
        named, rest = people_in_text(text, component.line, ours=calendar.ours)
        start, minutes, remarks = self._time(said, calendar)
        version, status = _first(said, "SEQUENCE"), STATUSES.get(_line(said, "STATUS").upper())
        event = CalendarEvent(
            line=component.line,
            key=f"uid:{uid.casefold()}" if uid else "",
            title=title,
            start=start.at if start else None,
            zone=start.zone if start else "",
            minutes=minutes,
            text=own_text(rest, categories) if calendar.ours else text,
            location=_line(said, "LOCATION"),
            categories=categories,
            status=Status.CANCELLED if calendar.cancels else status,
            version=int(version) if re.fullmatch(r"\d{1,9}", version) else 0,
            occurrence=_first(said, "RECURRENCE-ID"),
            track=_line(said, "TRACK"),
            fields=self._fields(said, title),
            known_as=_known_as(said, ours=calendar.ours),
            remarks=(*_remarks(said, component), *remarks),
        )
        return self._with_people(event, said, calendar, named)

    def _time(
        self, said: Properties, calendar: AroundEvent
    ) -> tuple[IcsTime | None, int | None, tuple[Text, ...]]:  # fmt: skip
        """Return the start or None, the minutes or None, and remarks; without a time of day it waits in the tray."""
        start = self._times.read(said["DTSTART"][0], calendar.zone) if "DTSTART" in said else None
        if start and start.day:
            day = start.day.isoformat()
            return (
                start,
                None,
                (Text("It lasts all day ({date}) and has no time; it waits in “Not placed”.", date=day),),
            )
        if start is None or "DTEND" not in said:
            minutes = minutes_of(said["DURATION"][0]) if "DURATION" in said else None
            return start, minutes, () if start else (Text("It has no time and waits in “Not placed”."),)
        try:
            end = self._times.read(said["DTEND"][0], calendar.zone)
        except EstradError as error:
            return start, None, (error.problem,)
        minutes, ends = minutes_between(start, end), end.instant(start)
        reverse = minutes is None and ends and ends < (start.instant(end) or ends)
        return start, minutes, (Text("It ends before it begins."),) if reverse else ()

    def _with_people(
        self, event: CalendarEvent, said: Properties, calendar: AroundEvent, named: list[NamedByEvent]
    ) -> CalendarEvent:  # fmt: skip
        """Return the event with the people ``named`` in its text, and those in its properties or its title."""
        people = [who for one in said.get("ATTENDEE", ()) if (who := attendee(one))]
        left_out = len(said.get("ATTENDEE", ())) - len(people)
        if left_out:
            self.unmapped["ATTENDEE"] += left_out
        title, kind = event.title, event.kind
        if "pretalx" in calendar.program.casefold():  # it puts the speakers into the title
            title, names = after_dash(title, " - ")
        elif calendar.ours:
            title, names = _without(title, tuple(one.name for one in named)), ()
        else:
            title, names, word = by_whom(title)
            kind = kind_of(word) if word else kind
        people += [*named, *(NamedByEvent(event.line, name) for name in names)]
        return replace(event, title=title, kind=kind, people=tuple(people))

    def _fields(self, said: Properties, title: str) -> dict[str, object]:
        subtitle, language = _line(said, "SUBTITLE"), _line(said, "LANGUAGE").replace("_", "-")
        found: dict[str, object] = filled(subtitle=subtitle if subtitle != title else "", language=language)
        for name, field in (("URL", "website"), ("CONFERENCE", "stream")):
            address = _line(said, name)
            if web(address):
                found[field] = address
            elif address:
                self.unmapped[name] += 1
        return found


def web(address: str) -> bool:
    """Return whether a text is a web address and nothing else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in address


def _known_as(said: Properties, *, ours: bool) -> tuple[str, ...]:
    """Return the other ids of an event: ours, and those by which a schedule.xml of its conference knows it."""
    if ours:
        return (f"{OURS}{_first(said, 'UID').strip().casefold()}",)
    pairs = (("GUID", "guid"), ("EVENT-ID", "id"), ("CODE", "code"))
    return tuple(f"{key}:{value.casefold()}" for name, key in pairs if (value := _line(said, name)[:200]))


def _first(said: Properties, name: str) -> str:
    return next((one.text for one in said.get(name, ()) if one.value.strip()), "")


def _line(said: Properties, name: str) -> str:
    return clean_line(_first(said, name))


def _categories(said: Properties) -> tuple[str, ...]:
    return tuple(clean_line(name) for one in said.get("CATEGORIES", ()) for name in one.texts)


def _title(said: Properties, text: str) -> str:
    """Return the title, or else the first line of the text; raise ``EstradError`` if both are missing."""
    title = _line(said, "SUMMARY") or clean_line(text.partition("\n")[0])[:LONGEST_TITLE]
    if not title:
        raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
    return title


def _without(title: str, names: tuple[str, ...]) -> str:
    """Return the title without the names that Estrad's calendars may append to it."""
    head, dash, tail = title.rpartition(" – ")
    written = [clean_line(name) for name in tail.split(", ")]
    return head if dash and names and set(written) <= set(names) else title


def _remarks(said: Properties, component: Component) -> tuple[Text, ...]:
    found = []
    if "RRULE" in said or "RDATE" in said:
        found.append(Text("It repeats; it is taken once, at its first time."))
    if component.broken:
        found.append(
            Plural("Line {line} says nothing that can be understood.",
                   "{n} lines say nothing that can be understood, the first is line {line}.",
                   len(component.broken), line=component.broken[0])
        )  # fmt: skip
    return tuple(found)
