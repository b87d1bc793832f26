"""Reads the sessions of a JSON programme of any program, and programmes that consist of lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import EstradError, Text, clean_line
from planner.domain.value_objects import Extra, Kind, Role, Status
from planner.importing.cells.names import looks_like_name
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import Incoming, IncomingStart, filled
from planner.importing.sources.json_entry import (
    JsonEntry,
    clock_from,
    is_object,
    is_only_a_clock,
    labelled,
    minutes_from,
    minutes_until,
    moment_from,
    objects_of,
    same_name,
    written,
)
from planner.importing.sources.json_people import Ids, PersonDraft, answers_of, ids_of
from planner.importing.sources.json_programme import JsonProgramme, SessionDraft, begin_at
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.vocabulary import kind_said, language_of, role_of
from planner.tables.opened_file import OpenedFile

Names = tuple[str, ...]
_STATES = {
    **dict.fromkeys(("canceled", "cancelled"), Status.CANCELLED),
    **dict.fromkeys(("submitted", "pending", "draft", "tentative", "nominated"), Status.DRAFT),
}
_ROLE_WORDS = {"contributor": None, "moderator": Role.MODERATOR, "host": Role.HOST, "coauthor": Role.SPEAKER}
_AND = re.compile(r"\s*[,;]\s*|\s+(?:&|and|och|und|/)\s+")
_NAME = re.compile(r"(?:\w[\w.’'-]*\s?){1,4}")
_SMALL = frozenset(("de", "da", "van", "von", "der", "den", "af", "al", "el", "la", "le", "bin", "di", "du"))


@dataclass(frozen=True, slots=True)
class SessionNames:
    """The names that a program uses for the fields of a session; the first with a value is used.

    ``labelled_links`` and ``extra`` are labels with the field that holds the value. With ``names`` people are given by
    name, otherwise by id.
    """

    ids: Names = ("guid", "id", "code", "slug")
    title: Names = ("title", "name")
    subtitle: Names = ("subtitle",)
    abstract: Names = ("abstract",)
    description: Names = ("description",)
    start: Names = ("start", "starts_at")
    end: Names = ("end", "ends_at")
    length: Names = ("duration",)
    room: Names = ("room",)
    people: Names = ("speakers",)
    kind: Names = ("type",)
    track: Names = ("track",)
    language: Names = ("language",)
    tags: Names = ("tags",)
    website: Names = ("url",)
    stream: Names = ()
    links: Names = ("links", "attachments")
    labelled_links: tuple[tuple[str, str], ...] = ()
    state: Names = ()
    note: Names = ()
    extra: tuple[tuple[str, str], ...] = ()
    names: bool = False


@dataclass(frozen=True, slots=True)
class SessionSurroundings:
    """Facts about a session from outside its object; ``when`` returns the start and the length in minutes."""

    room: Any = None
    day: date | None = None
    extra: tuple[Extra, ...] = ()
    kind: Kind | None = None
    when: Callable[[JsonEntry, list[Text]], tuple[IncomingStart | None, int | None]] | None = None


NOTHING = SessionSurroundings()


class SessionReader:
    """Reads sessions with the given field names into a programme."""

    def __init__(
        self, programme: JsonProgramme, columns: SessionNames, questions: Mapping[str, str] | None = None
    ) -> None:
        self._programme, self._columns = programme, columns
        self._questions = questions or {}

    def read(self, entry: JsonEntry, known: SessionSurroundings = NOTHING) -> None:
        """Add a session to the programme, or record why it cannot be one."""
        ids, title = ids_of(entry, *self._columns.ids), entry.line_of(*self._columns.title)
        try:
            self._programme.add(self._draft(entry, ids, title, known))
        except EstradError as error:
            self._programme.refuse(entry.line, title, ids, error)

    def _draft(self, entry: JsonEntry, ids: Ids, title: str, known: SessionSurroundings) -> SessionDraft:
        if not title:
            raise EstradError(Text("The session has no title."), Text("Give it one in the file."))
        columns, programme = self._columns, self._programme
        remarks: list[Text] = []
        draft = SessionDraft(entry.line, ids, title, self._told(entry, title, known), remarks=remarks)
        draft.people = self._people(entry, remarks)
        kind = kind_said(entry.line_of(*columns.kind), title, programme.seen.others, alone=not draft.people)
        draft.kind = known.kind or kind
        draft.track = programme.track_of(entry.value(*columns.track), entry.line)
        room = entry.value(*columns.room)  # asked for in any case, so that it is none of what is unmapped
        draft.rooms = programme.rooms_of(known.room or room, entry.line, remarks)
        if known.when:
            (draft.begin, draft.minutes), draft.listed = known.when(entry, remarks), True
        else:
            self._when(draft, entry, known.day)
        return draft

    # times ---------------------------------------------------------------------------------------------

    def _when(self, draft: SessionDraft, entry: JsonEntry, day: date | None) -> None:
        """Set the start and the length of a draft from the entry's fields."""
        columns, clock = self._columns, self._programme.clock
        told, end_told = entry.value(*columns.start), entry.value(*columns.end)
        start = moment_from(told, day)
        if start:
            draft.begin = begin_at(start, clock)
        elif is_only_a_clock(told):
            when = clean_line(written(told))
            draft.remarks.append(Text("It begins at {time}, but no date is told; it waits in “Not placed”.", time=when))
        draft.minutes = self._minutes(start, told, end_told)
        if draft.minutes is None:
            draft.minutes = minutes_from(entry.value(*columns.length))
        else:
            entry.value(*columns.length)
        if draft.minutes is None and start and end_told is not None:
            draft.remarks.append(
                Text("Its end, {end}, is not after its start.", end=clean_line(written(end_told))[:40])
            )

    def _minutes(self, start: datetime | None, told: Any, end_told: Any) -> int | None:
        """Return the minutes from start to end, or None if either is unknown or the end is not after the start."""
        if end_told is None:
            return None
        if start is None:
            if not (is_only_a_clock(told) and is_only_a_clock(end_told)):
                return None
            return (clock_from(end_told) - clock_from(told)) % MINUTES_A_DAY or None
        end = moment_from(end_told, start.date())
        if end and is_only_a_clock(end_told):
            end = end.replace(tzinfo=start.tzinfo)
            if end < start:
                return minutes_until(start, end, self._programme.clock) or (
                    (clock_from(end_told) - start.hour * 60 - start.minute) % MINUTES_A_DAY or None
                )
        return minutes_until(start, end, self._programme.clock) if end else None

    # content -------------------------------------------------------------------------------------------

    def _told(self, entry: JsonEntry, title: str, known: SessionSurroundings) -> dict[str, Any]:
        """Return the session's fields that the entry has."""
        columns = self._columns
        asked = (Extra(label, entry.text(name)) for label, name in columns.extra)
        return filled(
            title=title,
            subtitle=entry.line_of(*columns.subtitle),
            abstract=entry.text(*columns.abstract),
            description=entry.text(*columns.description),
            language=language_of(entry.line_of(*columns.language)),
            website=entry.address(*columns.website) if columns.website else "",
            stream=entry.address(*columns.stream) if columns.stream else "",
            tags=entry.words(*columns.tags),
            links=self._links(entry),
            note=entry.text(*columns.note),
            do_not_record=entry.flag("do_not_record") or _may_not_record(entry),
            status=_STATES.get(entry.line_of(*columns.state).casefold()),
            extra=(*known.extra, *(e for e in asked if e.value), *answers_of(entry, self._questions)),
        )

    def _links(self, entry: JsonEntry) -> tuple[Any, ...]:
        found = {link.address: link for link in entry.links(*self._columns.links)}
        for link in labelled((label, entry.address(name)) for label, name in self._columns.labelled_links):
            found.setdefault(link.address, link)
        return tuple(found.values())

    # people --------------------------------------------------------------------------------------------

    def _people(self, entry: JsonEntry, remarks: list[Text]) -> list[tuple[PersonDraft, Role]]:
        found: list[tuple[PersonDraft, Role]] = []
        value = entry.value(*self._columns.people)
        if isinstance(value, str) and self._columns.names:
            value = split_names(value)
        for one in value if isinstance(value, list) else [value]:
            role = self._role(one)
            if one in (None, "") or role is None:
                continue
            person = self._programme.people.who(one) or self._by_name(one, entry.line)
            if person is None or not (person.name or person.ids):
                remarks.append(
                    Text("“{id}” is in it, whom the file does not name.", id=clean_line(written(one))[:60])
                    if not is_object(one)
                    else Text("Somebody on line {line} has no name and is left out.", line=one.line)
                )
            else:
                found.append((person, role))
        return found

    def _by_name(self, told: Any, line: int) -> PersonDraft | None:
        """Return the person whose name the session contains; None for an id that is in no list."""
        name = clean_line(told) if isinstance(told, str) else ""
        is_name = looks_like_name(name) or (self._columns.names and bool(name) and not _is_an_id(name))
        return self._programme.people.named(name, line) if is_name else None

    def _role(self, one: Any) -> Role | None:
        """Return the role on stage, or None if the person is not on stage."""
        told = clean_line(written(one.get("role"))).casefold() if is_object(one) else ""
        role = _ROLE_WORDS[told] if told in _ROLE_WORDS else role_of(told)
        if role is None:
            self._programme.seen.others[f"persons/role={told[:60]}"] += 1
        return role


def split_names(told: str) -> list[str]:
    """Split a text with several names, if every part between commas and *and* looks like a name."""
    text = clean_line(html_to_text(told))
    parts = [part for part in _AND.split(text) if part]
    several = len(parts) > 1 and all(map(_is_a_name, parts)) and (" " in parts[-1] or "," in text)
    return parts if several else [text]


def _is_a_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and all(word[0].isupper() or word in _SMALL for word in text.split())


def _is_an_id(name: str) -> bool:
    """Return whether a text looks like a number or a UUID rather than a name."""
    return name.isdigit() or re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", name.casefold()) is not None


def _may_not_record(entry: JsonEntry) -> bool:
    recording = entry.value("recording")
    optout = recording.get("optout") if is_object(recording) else None
    return optout is True or (isinstance(optout, str) and optout.casefold() in ("true", "yes", "1"))


EACH = 20
ENOUGH = 100
"""Number of objects that are a sufficient sample of all of them."""
_PAGES = ("results", "data", "items")
"""Names of the field with the list in paged responses."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The parts of a programme: objects as in the file, or converted to a common form.

    ``known`` returns further facts on a session; ``total`` is the number of sessions, if known in advance.
    """

    columns: SessionNames
    sessions: Iterable[JsonObject]
    people: Iterable[JsonObject] = ()
    rooms: Iterable[JsonObject] = ()
    tracks: Iterable[JsonObject] = ()
    zone: str = ""
    conference: Mapping[str, Any] | None = None
    venue: Mapping[str, Any] | None = None
    questions: Mapping[str, str] | None = None
    known: Callable[[JsonObject, JsonProgramme], SessionSurroundings] | None = None
    total: int = 0
    remarks: tuple[Text, ...] = ()


def read_lists(document: JsonDocument, opened: OpenedFile, namespace: str, lists: Lists) -> LongTask[Incoming]:
    """Return the content of the lists; raise ``EstradError`` if they cannot be read."""
    programme = JsonProgramme(opened, str((lists.conference or {}).get("title", "")) or namespace, lists.zone)
    programme.list_rooms(lists.rooms)
    programme.list_tracks(lists.tracks)
    yield Progress(0, 1)
    programme.people.list(lists.people)
    reader = SessionReader(programme, lists.columns, lists.questions)
    for n, session in enumerate(lists.sessions):
        reader.read(programme.seen.entry(session), lists.known(session, programme) if lists.known else NOTHING)
        if n % EACH == 0:
            yield Progress(n, max(lists.total, n + 1))
    return (yield from programme.incoming(lists.conference, lists.venue, remarks=(*document.remarks, *lists.remarks)))


def listed(root: Any, *names: str) -> list[JsonObject]:
    """Return the objects of a list: the root itself, one of its fields, or all its pages."""
    if is_object(root):
        fields = {same_name(name): value for name, value in root.items()}
        for name in (*map(same_name, names), *_PAGES):
            if found := objects_of(fields.get(name)):
                return found
        by_id = objects_of(root)
        return by_id if len(by_id) == len(root) and have(by_id, "code") else []
    found = objects_of(root)
    pages = [page for page in found if any(isinstance(page.get(name), list) for name in _PAGES)]
    return [one for page in pages for one in listed(page, *names)] if pages and len(pages) == len(found) else found


def have(objects: Iterable[JsonObject], *names: str) -> bool:
    """Return whether there are objects, and nine out of ten have all the fields."""
    wanted = set(map(same_name, names))
    having = [wanted <= set(map(same_name, one)) for one in islice(objects, ENOUGH)]
    return bool(having) and sum(having) * 10 >= len(having) * 9


def any_has(objects: Iterable[JsonObject], *names: str) -> bool:
    """Return whether one of the objects has one of the fields."""
    wanted = set(map(same_name, names))
    return any(wanted & set(map(same_name, one)) for one in islice(objects, ENOUGH))


def part(root: Any, name: str) -> list[JsonObject]:
    """Return the objects in a field of the root, which is a list or an object of objects."""
    return objects_of(root.get(name)) if is_object(root) else []


def first_text_of(value: Any, *names: str) -> str:
    """Return the text, in one line, of the first of an object's fields that has one, or an empty text."""
    if not is_object(value):
        return ""
    fields = {same_name(name): inside for name, inside in value.items()}
    return next(filter(None, (clean_line(written(fields.get(same_name(name)))) for name in names)), "")


def with_fields(value: JsonObject, **fields: Any) -> JsonObject:
    """Return the object with fields added or replaced."""
    return JsonObject({**value, **fields}, value.line)
