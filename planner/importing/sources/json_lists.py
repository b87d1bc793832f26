"""Reads JSON programmes that consist of lists: sessions, and people, rooms and tracks with their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Text
from planner.importing.incoming import Incoming
from planner.importing.sources.json_entry import is_object, objects_of, same_name, written
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import NOTHING, SessionNames, SessionReader, SessionSurroundings
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.tables.opened_file import OpenedFile

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
    title = str((lists.conference or {}).get("title", ""))
    programme = JsonProgramme(opened, title or namespace, lists.zone)
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
    if pages and len(pages) == len(found):
        return [one for page in pages for one in listed(page, *names)]
    return found


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
