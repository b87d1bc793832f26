"""Finds lists of objects in JSON of unknown programs, and reads those with unambiguous fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.span import LATEST
from planner.domain.text import EstradError, Text, clean_line
from planner.importing.incoming import LONGEST_NAME, Incoming
from planner.importing.sources.json_entry import (
    OWN,
    date_from,
    is_object,
    is_only_a_clock,
    is_thing,
    languages_of,
    moment_from,
    objects_of,
    same_name,
    says_something,
    united,
    written,
)
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import (
    Lists,
    SessionNames,
    SessionSurroundings,
    first_text_of,
    read_lists,
    with_fields,
)
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.vocabulary import kind_of
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Value

EACH = 100
"""Number of objects between two checks for cancellation."""
LONGEST_FACT = 200
"""Maximum length in characters of a text that is treated as a fact about everything within an object."""
_DEEP = 12
_ANY = "*"
"""A part of the path to a list whose name is a fact about the objects below it."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_MINUTES = re.compile(r"\d{1,4}")
_ROOM = re.compile(r"\b(?:room|hall|stage|aud\w*|aula|theat\w+|saal|sal|salen|lokal|raum)\b", re.IGNORECASE)
_WRAPPED = frozenset(("talk", "proposal", "submission", "presentation", "session", "node", "fields", "attributes"))
"""Names of inner objects that are the session itself."""
_ABOUT = frozenset(("event", "conference", "meta", "info", "details"))
"""Names of objects beside a programme that describe the event."""
_OF_ITSELF = frozenset(("date", "day", "time", "room", "location", "venue", "hall", "stage", "track"))
"""Names of facts that apply to everything within an object as they do to the object itself."""
Row = dict[str, Value]


@dataclass(slots=True)
class FoundList:
    """A list of objects with its position, its objects, and the facts around each of them."""

    name: str
    path: tuple[str, ...] = ()
    objects: list[JsonObject] = field(default_factory=list)
    around: list[Row] = field(default_factory=list)


def lists_in(root: Any) -> LongTask[list[FoundList]]:
    """Return all lists of objects in a document; those within the objects of one list are merged."""
    found: dict[tuple[str, ...], FoundList] = {}
    for n, _ in enumerate(_look(root, (), {}, found)):
        if n % EACH == 0:
            yield Progress(0, 1)
    return [one for one in found.values() if one.objects]


def _look(value: Any, path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], FoundList]) -> Iterator[None]:
    """Collect the lists below a value, yielding after each object."""
    if len(path) > _DEEP:
        return
    if isinstance(value, list):
        yield from _look_into_list(value, path, around, found)
    elif is_object(value) and _is_a_table_by_names(value, around):
        heading = _heading(value, path, around)
        for name, part in value.items():
            facts = {**around, heading: _time_named(name) if heading == "time" else clean_line(name)}
            yield from _look(part if isinstance(part, list) else [part], (*path, _ANY), facts, found)
    elif is_object(value):
        day = _date_of(value)
        around = {**around, "date": day} if day and "date" not in around else around
        for name, part in value.items():
            if isinstance(part, list | dict):
                yield from _look(part, (*path, same_name(name)), around, found)


def _date_of(value: JsonObject) -> str:
    """Return the only date of everything within an object, from itself or its event, or an empty text."""
    for one in [value, *(part for name, part in value.items() if same_name(name) in _ABOUT and is_object(part))]:
        told = {same_name(name): written(part).strip() for name, part in one.items() if isinstance(part, str)}
        first, last = told.get("startdate", ""), told.get("enddate", "")
        day = told.get("date") or told.get("day") or (first if first[:10] == last[:10] else "")
        if _DATE.fullmatch(day[:10]) and len(day) <= len("2024-04-25T00:00:00.000Z"):
            return day[:10]
    return ""


def _look_into_list(
    values: list[Any], path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], FoundList]
) -> Iterator[None]:  # fmt: skip
    own = found.setdefault(path, FoundList(_name(path), path))
    for one in values:
        yield
        if isinstance(one, list):  # a list for each room, or for each day
            yield from _look_into_list(one, path, around, found)
        if not is_object(one):
            continue
        if _is_a_table_by_names(one, around):  # lists under the names of rooms, under a date
            yield from _look(one, path, around, found)
            continue
        one = unwrapped(one)
        own.objects.append(one)
        own.around.append(around)
        for name, part in one.items():
            if (isinstance(part, list) and objects_of(part)) or _is_a_table_by_names(part, around):
                yield from _look(part, (*path, same_name(name)), around | _facts(one, own.name), found)


def unwrapped(one: JsonObject) -> JsonObject:
    """Return the object merged with the session that it wraps, such as a slot with its talk."""
    if len(languages_of(one)) > 1:
        one = united(one)
    made = dict(one)
    for name, inside in one.items():
        if same_name(name) in _WRAPPED and is_thing(inside) and len(inside) > 1:
            del made[name]
            made |= {own: value for own, value in inside.items() if one.get(own) in (None, "", [], {})}
    return JsonObject(made, one.line) if len(made) > len(one) or made.keys() != one.keys() else one


def _is_a_table_by_names(value: Any, around: Row) -> bool:
    """Return whether the names of an object's fields are facts, such as dates, times, or names of similar parts.

    Below a time, one object is enough to be the session in the room that it is named by.
    """
    if not is_object(value) or not value:
        return False
    parts = list(value.values())
    if all(map(_DATE.match, value)) or all(map(_CLOCK.fullmatch, value)) or _are_minutes(value):
        return all(isinstance(part, list | dict) for part in parts)
    lists = [objects_of(part)[0] for part in parts if isinstance(part, list) and objects_of(part)]
    if all(isinstance(part, list) for part in parts):
        return len(lists) > 1 and _alike(lists)
    objects = [part for part in parts if is_object(part)]
    least = 1 if "time" in around and not {"title", "name"} & set(map(same_name, value)) else 3
    return len(objects) == len(parts) >= least and _alike(objects)


def _are_minutes(value: JsonObject) -> bool:
    """Return whether an object's fields are named by minutes from midnight, each with several things in it."""
    minutes = [int(name) for name in value if _MINUTES.fullmatch(name)]
    inside = [part for part in value.values() if isinstance(part, list) or (
        is_object(part) and part and all(isinstance(one, list | dict) for one in part.values()))]  # fmt: skip
    return len(minutes) == len(inside) == len(value) and all(n % 5 == 0 and n <= LATEST for n in minutes)


def _time_named(name: str) -> str:
    """Return the time of day that a field is named by, of minutes from midnight as 09:30."""
    return "{:02}:{:02}".format(*divmod(int(name), 60)) if _MINUTES.fullmatch(name) else clean_line(name)


def _alike(objects: list[JsonObject]) -> bool:
    """Return whether all objects share at least half of the fields."""
    names = [set(map(same_name, one)) for one in objects]
    return len(set.intersection(*names)) * 2 >= max(map(len, names)) > 0


def _heading(value: JsonObject, path: tuple[str, ...], around: Row) -> str:
    """Return a heading for the names of an object's fields."""
    if all(map(_DATE.match, value)):
        heading = "date"
    elif all(map(_CLOCK.fullmatch, value)) or _are_minutes(value):
        heading = "time"
    elif "time" in around or any(isinstance(part, list) for part in value.values()):
        heading = "room" if "time" in around or any(map(_ROOM.search, value)) else _single(_name(path))
    else:
        heading = "id"
    number, wanted = 2, heading
    while heading in around:
        heading, number = f"{wanted} {number}", number + 1
    return heading


def _name(path: tuple[str, ...]) -> str:
    return next((name for name in reversed(path) if name != _ANY), "")


def _single(name: str) -> str:
    """Return the word for one entry of a list with a name."""
    return re.sub(r"(?<=\w\w)s$", "", name) or "section"


def _facts(value: JsonObject, name: str) -> Row:
    """Return the facts in an object about everything within it: its short texts, prefixed by the name of its list."""
    facts: Row = {}
    for own, told in value.items():
        text = clean_line(written(told)) if not isinstance(told, list) else ""
        if text and len(text) <= LONGEST_FACT:
            known = same_name(own)
            heading = own if known in _OF_ITSELF else f"{_single(name)}.{own}"
            single = same_name(_single(name))
            heading = _single(name) if known in ("name", "title", f"{single}name", f"{single}title") else heading
            facts[clean_line(heading)] = text
    return facts


ENOUGH = 200
"""Number of objects that are a sufficient sample of all of them."""
MOST_EXTRA = 40
"""Maximum number of unknown fields that are kept as extra fields."""
GENERAL = SessionNames(
    ids=("guid", "id", "uid", "uuid", "code", "slug", "event_key", "session_id", "talk_id"),
    title=("title", "session_title", "talk_title", "event_title", "titel", "name", "session_name", "event_name", "talk",
           "session", "topic", "summary"),
    subtitle=("subtitle",),
    abstract=("abstract", "short_abstract"),
    description=("description", "desc", "details", "introduction", "abstract_text", "text", "body", "content",
                 "description_html", "long_abstract"),
    start=("start", "starts_at", "start_time", "start_at", "start_date_time", "start_datetime", "start_date",
           "time_start", "begin", "begins_at", "event_start", "from", "start_utc", "dtstart", "time", "when",
           "starttid", "börjar", "beginn"),
    end=("end", "ends_at", "end_time", "end_at", "end_date_time", "end_datetime", "end_date", "time_end", "event_end",
         "to", "until", "end_utc", "dtend", "finish", "sluttid", "slutar", "ende"),
    length=("duration", "length", "mins", "minutes", "duration_minutes", "längd", "dauer"),
    room=("room", "rooms", "room_id", "room_name", "location", "location_name", "locations", "loc", "venue", "hall",
          "stage", "place", "where", "sal", "lokal", "rum", "raum"),
    people=("speakers", "speaker", "speaker_ids", "speaker_names", "speaker_name", "presenters", "presenter", "authors",
            "author", "people", "persons", "participants", "performers", "performer", "hosts", "host", "talare"),
    kind=("type", "kind", "session_type", "event_type", "talk_type", "format", "category", "typ"),
    track=("track", "tracks", "track_id", "track_name", "stream", "theme", "section", "spår"),
    language=("language", "lang", "språk"),
    tags=("tags", "keywords", "topics"),
    website=("url", "link", "website", "permalink"),
    stream=("stream_url", "live_url"),
    links=("links", "attachments", "resources"),
    labelled_links=(("Slides", "slides"), ("Slides", "slides_url"), ("Recording", "video_url"), ("Recording", "video"),
                    ("Recording", "recording_url")),
    state=("state", "status"),
    names=True,
)  # fmt: skip
"""Names that programs use for the fields of a session."""
_DAYS = ("date", "day", "start_date", "event_date", "datum", "dag", "day_date")
_IN_USE = {same_name(name) for field in (
    GENERAL.ids, GENERAL.title, GENERAL.subtitle, GENERAL.abstract, GENERAL.description, GENERAL.start, GENERAL.end,
    GENERAL.length, GENERAL.room, GENERAL.people, GENERAL.kind, GENERAL.track, GENERAL.language, GENERAL.tags,
    GENERAL.website, GENERAL.stream, GENERAL.links, GENERAL.state, _DAYS,
    tuple(name for _, name in GENERAL.labelled_links),
) for name in field}  # fmt: skip
_ROOMS = re.compile(r"room|location|venue|hall|stage|sal|lokal")
_TRACKS = re.compile(r"track|stream|theme|spår")
_PEOPLE = re.compile(r"speaker|people|person|presenter|author|participant|talare")


def is_sure(programmes: list[FoundList]) -> bool:
    """Return whether there is one list in which nearly all objects have a title, a date and a time."""
    if len(programmes) != 1:
        return False
    pairs = list(_pairs(programmes[0]))
    objects = [with_surroundings(one, around) for one, around in pairs[:: max(len(pairs) // ENOUGH, 1)]]
    return sum(1 for one in objects if first_text_of(one, *GENERAL.title) and _starts(one)) * 10 >= len(objects) * 9


def read_general(
    document: JsonDocument, opened: OpenedFile, programme: FoundList, others: Iterable[FoundList], zone: str
) -> LongTask[Incoming]:  # fmt: skip
    """Return the content of such a list; ``others`` are the other lists of the document.

    Raise ``EstradError`` if it cannot be read.
    """
    sessions: list[JsonObject] = []
    fields = _FieldsOfSessions()
    for one, around in _pairs(programme):
        sessions.append(_with_times(with_surroundings(one, around)))
        fields.look_at(sessions[-1])
        if len(sessions) % EACH == 0:
            yield Progress(0, 1)
    beside = [one for one in others if one.path[: len(programme.path)] != programme.path or not programme.path]
    beside = [one for one in beside if one is not programme and one.path != programme.path]
    people, rooms, tracks = (
        [thing for one in beside if sort.search(one.name) for thing in one.objects]
        for sort in (_PEOPLE, _ROOMS, _TRACKS)
    )
    heading = Text("Nobody knows which program wrote it; its fields are understood by their names: {names}.",
                   names=", ".join(fields.understood))  # fmt: skip
    by_name = not any(first_text_of(one, "id", "code", "guid") for one in people)
    columns = replace(
        GENERAL, start=(f"{OWN}start",), end=(f"{OWN}end",), ids=fields.ids, extra=fields.others, names=by_name
    )
    title = first_text_of(document.root, "conference_name", "event_name", "conference", "event", "name", "title")
    conference = {"title": title[:LONGEST_NAME]}
    lists = Lists(columns, sessions, people, rooms, tracks, zone=zone, conference=conference, known=_known,
                  total=len(sessions), remarks=(heading,))  # fmt: skip
    return (yield from read_lists(document, opened, "list", lists))


def _pairs(found: FoundList) -> Iterable[tuple[JsonObject, dict[str, Any]]]:
    return zip(found.objects, found.around, strict=True)


def facts_beside(one: JsonObject, around: dict[str, Any]) -> dict[str, Any]:
    """Return the facts around an object, except for fields that it has itself."""
    own = set(map(same_name, one))
    return {name: value for name, value in around.items() if same_name(name) not in own}


def with_surroundings(one: JsonObject, around: dict[str, Any]) -> JsonObject:
    """Return the object with the facts around it, except for fields that it has itself."""
    return JsonObject({**facts_beside(one, around), **one}, one.line)


def _with_times(one: JsonObject) -> JsonObject:
    fields = _fields(one)
    start, end = (_best(fields, names) for names in (GENERAL.start, GENERAL.end))
    return with_fields(one, **{f"{OWN}start": start, f"{OWN}end": end})


def _fields(one: JsonObject) -> dict[str, Any]:
    return {same_name(name): value for name, value in one.items()}


def _start_of(one: JsonObject) -> Any:
    return _best(_fields(one), GENERAL.start)


def _best(fields: dict[str, Any], names: tuple[str, ...]) -> Any:
    """Return the first of the fields with a date and a time, or else the first with any value, or None."""
    told = [value for name in names if (value := fields.get(same_name(name))) not in (None, "", [], {})]
    whole = (one for one in told if not isinstance(one, str) or len(one.strip()) > len("2024-04-25"))
    return next((one for one in whole if not is_only_a_clock(one)), next(iter(told), None))


def _starts(one: JsonObject) -> bool:
    """Return whether a date and a time can be read."""
    try:
        return moment_from(_start_of(one), _day_of(one)) is not None
    except EstradError:
        return False


def _day_of(one: JsonObject) -> date | None:
    fields = _fields(one)
    for name in _DAYS:
        try:
            return date_from(fields.get(same_name(name)))
        except EstradError:
            continue
    return None


def _known(session: JsonObject, programme: JsonProgramme) -> SessionSurroundings:
    programme.seen.know(*_DAYS, *GENERAL.start, *GENERAL.end)
    clock = _start_of(session)
    tags = session.get("tags")
    kinds = map(kind_of, filter(None, map(written, tags))) if isinstance(tags, list) else ()
    kind = None if first_text_of(session, *GENERAL.kind) else next(filter(None, kinds), None)
    return SessionSurroundings(kind=kind, day=_day_of(session) if is_only_a_clock(clock) else None)


class _FieldsOfSessions:
    """The fields that the sessions have, and those of them that are ids."""

    def __init__(self) -> None:
        self._short: dict[str, bool] = {}
        self._titles: dict[tuple[str, str], str] = {}
        self._no_ids: set[str] = set()

    def look_at(self, session: JsonObject) -> None:
        """Record the fields of one session."""
        fields, title = _fields(session), first_text_of(session, *GENERAL.title)
        for name in GENERAL.ids:
            told = clean_line(written(fields.get(same_name(name))))
            if told and self._titles.setdefault((name, told), title) != title:
                self._no_ids.add(name)
        for name, value in session.items():
            if says_something(value) and "@" not in name and not name.startswith(OWN):
                self._short[name] = self._short.get(name, True) and _is_short(value)

    @property
    def ids(self) -> tuple[str, ...]:
        """The fields that are ids: none of their values belongs to several titles."""
        return tuple(name for name in GENERAL.ids if name not in self._no_ids)

    @property
    def understood(self) -> list[str]:
        """The names of the fields that are recognised, at most twenty."""
        return [clean_line(name)[:40] for name in self._short if same_name(name) in _IN_USE][:20]

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """Fields that are kept unchanged, each with its label."""
        names = [name for name, short in self._short.items() if short and same_name(name) not in _IN_USE]
        return tuple((clean_line(name)[:60] or "?", name) for name in names[:MOST_EXTRA])


def _is_short(value: Any) -> bool:
    """Return whether a value can be kept as the text of a field."""
    return isinstance(value, str | int | float) or (is_object(value) and bool(written(value)))
