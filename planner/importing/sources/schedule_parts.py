"""The parts of a schedule: days in XML or JSON, with their nights and lengths in three parts, and events in XML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from operator import mul
from pathlib import Path
from typing import Any

from planner.domain.span import LATEST, MINUTES_A_DAY
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import Link, Role
from planner.importing.datetimes import (
    NIGHT_ENDS,
    LastsTooLong,
    clock_beside,
    parse_clock,
    parse_date,
    parse_datetime,
    parse_length,
    parse_start,
)
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import (
    IncomingPerson,
    IncomingSession,
    IncomingStart,
    checked_name,
    filled,
    key_with_name,
    numbered_key,
)
from planner.importing.sources.json_values import LEAST, whole_address
from planner.importing.sources.safe_xml import Element, children, raw_text_of, text_of
from planner.importing.vocabulary import is_yes, kind_said, role_of

MOST_DAYS = 60
LONGEST_DAY = 20 * 60
"""Maximum minutes from a start to an end that are opening hours; longer ones span the change of the day."""
NOON = 12 * 60
"""Latest end of a night; a later one is not wall clock time."""
_PARTS = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?")
_AS_CLOCK, _AS_DAYS = (60, 1, 0), (MINUTES_A_DAY, 60, 1)
"""The minutes of each part of a length."""


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day as the file lists it; hours and the end of its night are minutes from midnight, by the wall clock."""

    line: int
    date: date
    night: int
    opens: int | None = None
    closes: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Return whether a time is between the start and the end of the day."""
        if not (self.starts and self.ends):
            return False
        alike = {bound.tzinfo is None for bound in (self.starts, self.ends, moment)}
        return len(alike) == 1 and self.starts <= moment < self.ends


def listed_day(
    line: int, written: date, bounds: Iterable[str], clock: tzinfo | None, events: Iterable[IncomingStart]
) -> ListedDay:  # fmt: skip
    """Return a day by its written date, start and end, and the starts of its events.

    If the written date is that of a start in UTC, the day may be that of the start at the venue; its events decide,
    since some programs write UTC beside local times. Without both ends, or if they span the change of the day, the
    opening hours are not known.
    """
    starts, ends = (next((begin.at for begin in starts_of([(bound, "")])), None) for bound in bounds)
    start, end = (moment and _on_the_wall(moment, clock) for moment in (starts, ends))
    when = written
    if starts and start and starts.date() == written != start.date():
        told = Counter(begin.at.date() for begin in events)
        when = start.date() if told[start.date()] >= told[written] else written
    opens, closes = (_minutes(start, when), _minutes(end, when)) if start and end else (-1, -1)
    night = _minutes(end, when) - MINUTES_A_DAY if end and end.date() > when else NIGHT_ENDS
    if not 0 <= opens < closes <= min(LATEST, opens + LONGEST_DAY):
        return ListedDay(line, when, night, None, None, starts, ends)
    return ListedDay(line, when, night, opens, closes, starts, ends)


def date_of(written: str, first: str, index: int | None, number: int) -> date:
    """Return the date of a day as written, or else counted from the ``first`` date of the conference.

    ``index`` is the day's own number, from 1, ``number`` its place in the file, from 0. Raise ``EstradError`` if it has
    no date.
    """
    if written:
        return parse_date(written)
    if not first:
        raise EstradError(Text("The day has no date."), Text("Give it one in the file, such as 2024-04-25."))
    return parse_date(first) + timedelta(days=number if index is None else max(index, 1) - 1)


def check_days(lines: Sequence[int], path: Path) -> None:
    """Raise ``EstradError`` for a schedule with more days than a conference has; ``lines`` are those of the days."""
    if len(lines) > MOST_DAYS:
        raise EstradError(
            Text("A conference has 1 to {most} days, not {days}.", most=MOST_DAYS, days=len(lines)),
            Text("Check the first and the last date."),
            file=path,
            line=lines[MOST_DAYS],
        )


def night_of(minutes: int) -> int:
    """Return the end of a night; earlier times belong to the day before."""
    return minutes if 0 <= minutes <= NOON else NIGHT_ENDS


def _on_the_wall(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return the wall clock time at a moment, converted to ``zone`` if both are known."""
    return (moment.astimezone(zone) if moment.tzinfo and zone else moment).replace(tzinfo=None)


def _minutes(moment: datetime, day: date) -> int:
    return (moment.date() - day).days * MINUTES_A_DAY + moment.hour * 60 + moment.minute


def starts_of(told: Iterable[tuple[str, str]]) -> Iterator[IncomingStart]:
    """Yield the starts of events, each given by its date and its time of day; those without a date are left out."""
    for when, start in told:
        with suppress(EstradError):
            moment = parse_datetime(when)
            yield IncomingStart(moment.date(), moment, NIGHT_ENDS, clock_beside(start))


def usual_offset(begins: Iterable[IncomingStart]) -> tzinfo | None:
    """Return the usual UTC offset of wall clock times, or None if it cannot be inferred from them."""
    counted = Counter(begin.at.utcoffset() for begin in begins if begin.is_wall_clock)
    usual = max(counted, key=lambda offset: counted[offset], default=None)
    return timezone(usual) if usual is not None else None


def start_of_listed(
    day: date, start: str, when: str, night: int
) -> tuple[IncomingStart | None, tuple[Text, ...]]:  # fmt: skip
    """Return the start of an event that a day lists, with a remark if its time of day is not that of its date."""
    begin = parse_start(day, start, when, night)
    if begin is None or not start or len(when) <= len("2024-04-25"):
        return begin, ()
    in_utc = begin.at.tzinfo is not None and not begin.at.utcoffset()
    if in_utc or begin.at.hour * 60 + begin.at.minute == parse_clock(start) % MINUTES_A_DAY:
        return begin, ()
    return begin, (Text("It begins at {start} by its start, but its date counts: {date}.", start=start, date=when),)


def days_come_first(told: Iterable[tuple[int, str, str, str]]) -> bool:
    """Return whether lengths in three parts are days, hours and minutes, rather than end in seconds.

    The format (voc/schedule, ``schedule.xml.xsd``) allows both forms and defines the meaning of neither: ``2:06:00`` is
    2 hours 6 minutes, or 2 days 6 hours. Most programs write HH:MM or HH:MM:SS throughout; one family writes HH:MM, and
    D:HH:MM for lengths of more than a day. Each event is given by the number of its day, its room, start and length.

    It is decided in this order. A second part above 23 cannot be hours. The reading is preferred by which more of the
    events end exactly when another one in the room starts. A length of less than 5 minutes is impossible. Files with
    HH:MM for other lengths do not have seconds.
    """
    lengths = [
        (room, _begins(day, start), tuple(int(part) for part in found.groups() if part))
        for day, room, start, length in told
        if (found := _PARTS.fullmatch(length))
    ]
    three = [(room, begins, parts) for room, begins, parts in lengths if len(parts) == 3]
    if not three or any(parts[1] > 23 for _, _, parts in three):
        return False
    starts = {(room, begins) for room, begins, _ in lengths}

    def ends(scale: tuple[int, ...]) -> int:
        """Return the number of events that end exactly when another one starts in the room."""
        ended = ((room, begins, sum(map(mul, parts, scale))) for room, begins, parts in three if begins is not None)
        return sum(minutes > 0 and (room, begins + minutes) in starts for room, begins, minutes in ended)

    by_clock, by_days = ends(_AS_CLOCK), ends(_AS_DAYS)
    if by_clock != by_days:
        return by_days > by_clock
    return any(parts[0] * 60 + parts[1] < LEAST for _, _, parts in three) or len(three) < len(lengths)


def _begins(day: int, start: str) -> int | None:
    """Return the start of an event in minutes from midnight before the first day, or None."""
    try:
        return day * MINUTES_A_DAY + parse_clock(start)
    except EstradError:
        return None


_NOTHING = set("0-{}")
"""Characters of an id that refers to nobody."""
Id = tuple[str, str]
"""The attribute with a person's id, and the id."""


class PeopleReader:
    """Reads the people of events, and collects them by key; ``unmapped`` counts those who are not on stage.

    An id used for several names in the file is not a key by itself, but together with the name it is. Id 0 is ignored.
    """

    def __init__(self, namespace: str, root: Element, unmapped: Counter[str]) -> None:
        self.people: dict[str, IncomingPerson] = {}
        self._namespace = namespace
        self._unmapped = unmapped
        self._names = _names_by_id(root)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Warnings about ids that are used for several names."""
        ids = sum(1 for names in self._names.values() if len(names) > 1)
        people = sum(1 for person in self.people.values() if person.shared)
        return (
            Plural("An id in the file stands for several names; its {people} people are told apart by name.",
                   "{n} ids in the file stand for several names each; their {people} people are told apart by name.",
                   ids, people=people),
        ) if people else ()  # fmt: skip

    def read(self, event: Element) -> tuple[tuple[tuple[str, Role], ...], list[Text]]:
        """Return the keys and roles of an event's people, and remarks on them."""
        found: dict[tuple[str, Role], None] = {}
        remarks = []
        for element in children(event, "persons", "person"):
            word = clean_line(element.get("role") or "")
            role = role_of(word)
            if role is None:
                self._unmapped[f"person@role={word[:60]}"] += 1
                continue
            person = self._person(element)
            if not person.name:
                remarks.append(Text("Somebody on line {line} has no name and is left out.", line=person.line))
                continue
            known = self.people.setdefault(person.key, person)
            if person.bio and not known.bio:
                self.people[person.key] = replace(known, bio=person.bio)
            if person.shared:
                remarks.append(Text("“{name}” has an id that stands for other names as well.", name=person.name))
            found[person.key, role] = None
        return tuple(found), remarks

    def _person(self, element: Element) -> IncomingPerson:
        line, name = element.sourceline or 0, _name(element)
        bio = html_to_text(raw_text_of(element, "biography", "bio"))
        known_by = _id(element)
        if known_by is None:
            return IncomingPerson(line, f"{self._namespace}/name:{name[:200].casefold()}", name, bio, True)
        key = f"{self._namespace}/{known_by[0]}:{known_by[1]}"
        if len(self._names[known_by]) > 1:
            return IncomingPerson(line, key_with_name(key, name), name, bio, shared=key)
        return IncomingPerson(line, key, name, bio)


def _names_by_id(root: Element) -> dict[Id, set[str]]:
    """Return the casefolded names for each id in the file."""
    found: dict[Id, set[str]] = {}
    for element in root.iter("{*}person"):
        known_by, name = _id(element), _name(element).casefold()
        if known_by:
            names = found.setdefault(known_by, set())
            if name:
                names.add(name)
    return found


def _id(element: Element) -> Id | None:
    for attribute in ("guid", "id"):
        told = clean_line(element.get(attribute) or "").casefold()
        if set(told) - _NOTHING:
            return attribute, told[:200]
    return None


def _name(element: Element) -> str:
    return text_of(element, "name") or clean_line(element.get("name") or "") or clean_line(element.text or "")


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
        self._titles: Counter[str] = Counter()
        often = Counter(map(self.key_of, root.iter("{*}event")))
        self._shared = {key: 0 for key, times in often.items() if key and times > 1}
        self._read: dict[tuple[object, ...], int] = {}

    def key_of(self, event: Element) -> str:
        """Return the key that an event keeps in later versions of the file; empty if it has no id of any kind."""
        for attribute in ("guid", "id", "code"):
            name = clean_line(event.get(attribute) or "").casefold()
            if name:
                return f"{self._namespace}/{attribute}:{name[:200]}"
        return ""

    def read(self, event: Element, day: date, room: str, night: int) -> IncomingSession:
        """Read the session of an event; raise ``EstradError`` if it cannot be one."""
        title = text_of(event, "title")
        if not title:
            raise EstradError(Text("The event has no title."), Text("Give it one in the file."))
        begin, remarks = start_of_listed(day, text_of(event, "start"), text_of(event, "date"), night)
        minutes, said_of_length = self._length(text_of(event, "duration"))
        where = checked_name(room or text_of(event, "room"))
        key = self._claimed(event, title, begin, where)
        people, said = self.people.read(event)
        return IncomingSession(
            line=event.sourceline or 0,
            key=key,
            title=title,
            told=self._told(event, title),
            kind=kind_said(text_of(event, "type"), title, self.unmapped, alone=not people),
            track=checked_name(text_of(event, "track")),
            rooms=(where,) if where else (),
            people=people,
            begin=begin,
            minutes=minutes,
            remarks=(*remarks, *said_of_length, *said),
            named=not self.key_of(event),
        )

    def _length(self, written: str) -> tuple[int | None, tuple[Text, ...]]:
        """Return a length in minutes, and the remark if it is longer than a session can be; raise ``EstradError``."""
        try:
            return parse_length(written, days_first=self._days_first) if written else None, ()
        except LastsTooLong as error:
            return None, (error.problem,)

    def _claimed(self, event: Element, title: str, *facts: object) -> str:
        """Return the key of an event, numbered if others have its code, or one made from its title.

        ``facts`` are its start and place. Raise ``EstradError`` if another one has the same code, title and facts.
        """
        key = self.key_of(event)
        if not key:
            self._titles[title] += 1
            return f"{self._namespace}/title:{title[:200]}#{self._titles[title]}"
        line = self._read.setdefault((key, title, *facts), event.sourceline or 0)
        if line != (event.sourceline or 0):
            raise EstradError(
                Text("The event on line {line} has the same key, {key}.", line=line, key=key.partition("/")[2][:60]),
                Text("Give each event one of its own."),
            )
        if key not in self._shared:
            return key
        self._shared[key] += 1
        return numbered_key(key, self._shared[key])

    def _told(self, event: Element, title: str) -> dict[str, Any]:
        """Return the session's fields that the event has, without empty ones and the permission to record."""
        links = (*self._links(event, "links", "link"), *self._links(event, "attachments", "attachment"))
        optout = children(event, "recording", "optout")
        return filled(
            title=title,
            subtitle=text_of(event, "subtitle"),
            abstract=html_to_text(raw_text_of(event, "abstract")),
            description=html_to_text(raw_text_of(event, "description")),
            language=text_of(event, "language").replace("_", "-"),
            website=self._address(text_of(event, "url"), "url"),
            links=links,
            do_not_record=bool(optout) and is_yes(clean_line(optout[0].text or "")),
        )

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
        address = whole_address(written, self._base) if written else ""
        if written and not address:
            self.unmapped[name] += 1
        return address
