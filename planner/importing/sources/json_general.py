"""Reads lists of objects of unknown programs whose fields are unambiguous."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Text, clean_line
from planner.importing.incoming import LONGEST_NAME, Incoming
from planner.importing.sources.json_entry import (
    OWN,
    date_from,
    is_object,
    is_only_a_clock,
    moment_from,
    same_name,
    says_something,
    written,
)
from planner.importing.sources.json_lists import FoundList, facts_beside
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

EACH = 100
"""Number of objects between two checks for cancellation."""
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
