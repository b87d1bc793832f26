"""Finds lists of objects in JSON of any program, with the facts around each object, such as its day and room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.span import LATEST
from planner.domain.text import clean_line
from planner.importing.sources.json_rows import (
    Row,
    child_objects,
    first_text,
    group_texts_by_field,
    is_entity_object,
    is_object,
    normalized_name,
    value_as_text,
)
from planner.importing.sources.json_systems import ABOUT
from planner.importing.sources.safe_json import JsonObject

EACH = 100
"""Number of objects between two checks for cancellation."""
LONGEST_FACT = 200
"""Maximum length in characters of a text in an object that is a fact about everything inside it."""
_ANY = "*"
"""A stand-in, in the path to a list, for a name that is itself a fact about the objects below it."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_MINUTES = re.compile(r"\d{1,4}")
_START = re.compile(r"^start|begin|^time$|slot")
_ROOM = re.compile(r"\b(?:room|hall|stage|aud\w*|aula|theat\w+|saal|sal|salen|lokal|raum)\b", re.IGNORECASE)
_WRAPPED = frozenset(("talk", "proposal", "submission", "presentation", "session", "break", "node", "fields",
                      "attributes"))  # fmt: skip
"""Names of inner objects that are the session itself."""
_OF_ITSELF = frozenset(("date", "day", "time", "room", "location", "venue", "hall", "stage", "track"))
"""Names of fields that mean the same for everything inside an object as for the object itself."""
PEOPLE = re.compile(r"speaker|people|person|presenter|author|participant|talare", re.IGNORECASE)
"""Names of lists of people; what is said of a session is no fact about its people, as they are in several sessions."""


@dataclass(slots=True)
class FoundList:
    """A list of objects: its path in the document, its objects, and the facts around each of them."""

    name: str
    path: tuple[str, ...] = ()
    objects: list[JsonObject] = field(default_factory=list)
    around: list[Row] = field(default_factory=list)

    def encloses(self, other: FoundList) -> bool:
        """Return whether the other list lies within this one's objects; a list holds itself."""
        return other.path[: len(self.path)] == self.path


def find_lists(root: Any) -> LongTask[list[FoundList]]:
    """Return the lists of objects in a document; lists at the same path, inside several objects, are merged.

    Lists in the inner objects of a list's objects are found only if ``unwrap_session`` merges these objects, or if the
    names in them are data.
    """
    found: dict[tuple[str, ...], FoundList] = {}
    for n, _ in enumerate(_collect_lists(root, (), {}, found)):
        if n % EACH == 0:
            yield Progress(0, 1)
    return [one for one in found.values() if one.objects]


def _collect_lists(
    value: Any, path: tuple[str, ...], around: Row, found: dict[tuple[str, ...], FoundList]
) -> Iterator[None]:
    """Collect in ``found``, by path, the lists below a value; yield for each of their elements, to tell progress."""
    if isinstance(value, list):
        own = found.setdefault(path, FoundList(_list_name(path), path))
        for one in value:
            yield
            if isinstance(one, list) or _heading_for_data_keys(
                one, path, around
            ):  # a list for each day, or lists under their rooms
                yield from _collect_lists(one, path, around, found)
            elif is_object(one):
                yield from _collect_object(unwrap_session(one), own, around, found)
    elif heading := _heading_for_data_keys(value, path, around):
        for name, part in value.items():
            facts = {**around, heading: _time_in_name(name) if heading == "time" else clean_line(name)}
            yield from _collect_lists(part if isinstance(part, list) else [part], (*path, _ANY), facts, found)
    elif is_object(value):
        day = _shared_date(value)
        around = {**around, "date": day} if day and "date" not in around else around
        for name, part in value.items():
            if isinstance(part, list | dict):
                yield from _collect_lists(part, (*path, normalized_name(name)), around, found)


def _collect_object(
    one: JsonObject, own: FoundList, around: Row, found: dict[tuple[str, ...], FoundList]
) -> Iterator[None]:
    """Add an object to its list ``own``, and collect the lists in the object."""
    own.objects.append(one)
    own.around.append(around)
    for name, part in one.items():
        if (isinstance(part, list) and child_objects(part)) or _heading_for_data_keys(part, own.path, around):
            facts = around if PEOPLE.search(name) else around | _shared_facts(one, own.name)
            yield from _collect_lists(part, (*own.path, normalized_name(name)), facts, found)


def _shared_date(value: JsonObject) -> str:
    """Return the date that an object, or its event, gives for everything inside it, or an empty text."""
    for one in [value, *(part for name, part in value.items() if normalized_name(name) in ABOUT and is_object(part))]:
        first, last = first_text(one, "startdate"), first_text(one, "enddate")
        day = first_text(one, "date", "day") or (first if first[:10] == last[:10] else "")
        if _DATE.fullmatch(day[:10]) and len(day) <= len("2024-04-25T00:00:00.000Z"):
            return day[:10]
    return ""


def unwrap_session(one: JsonObject) -> JsonObject:
    """Return an object merged with the session in it, as a slot with its talk, or a session with the slot in it.

    What the object gives itself stays. The description of a slot without a talk becomes its title.
    """
    one = group_texts_by_field(one)
    made = dict(one)
    if one.get("submission", "") is None and "title" not in one:  # a slot that holds no talk
        made |= {"title": made.pop("description", None)}
    around = {"slot"} if "title" in one else set[str]()
    for name, inside in list(made.items()):
        if normalized_name(name) in _WRAPPED | around and is_entity_object(inside) and len(inside) > 1:
            del made[name]
            made |= {own: value for own, value in inside.items() if one.get(own) in (None, "", [], {})}
    return JsonObject(made, one.line) if len(made) > len(one) or made.keys() != one.keys() else one


def _heading_for_data_keys(value: Any, path: tuple[str, ...], around: Row) -> str:
    """Return the heading for the names of an object's fields if they are data: dates, times, rooms or other things.

    It is empty if the names are those of fields, as usual.
    """
    if not is_object(value) or not value or not all(isinstance(part, list | dict) for part in value.values()):
        return ""
    if all(map(_DATE.match, value)):
        return "date"
    if all(map(_CLOCK.fullmatch, value)) or _has_minutes_as_names(value):
        return "time"
    if not _is_keyed_by_things(value, below_a_time="time" in around):
        return ""
    in_lists = any(isinstance(part, list) for part in value.values())
    if "time" in around or (in_lists and any(map(_ROOM.search, value))):
        return "room"
    return _singular(_list_name(path)) if in_lists else "id"


def _is_keyed_by_things(value: JsonObject, *, below_a_time: bool) -> bool:
    """Return whether an object's fields are similar lists or objects, so that their names are those of things.

    One object is enough if it has a title and a start, or below a time, as the session in the room that it is named by.
    """
    parts = list(value.values())
    if all(isinstance(part, list) for part in parts):
        lists = [child_objects(part)[0] for part in parts if child_objects(part)]
        return len(lists) > 1 and _has_shared_fields(lists)
    objects = [part for part in parts if is_object(part)]
    named = below_a_time and not {"title", "name"} & set(map(normalized_name, value))
    least = (
        1
        if named or all("title" in one and any(map(_START.search, map(normalized_name, one))) for one in objects)
        else 3
    )
    return len(objects) == len(parts) >= least and _has_shared_fields(objects)


def _has_minutes_as_names(value: JsonObject) -> bool:
    """Return whether the names of an object's fields are minutes from midnight, each with things inside."""
    minutes = [int(name) for name in value if _MINUTES.fullmatch(name)]
    inside = [part for part in value.values() if isinstance(part, list) or (
        is_object(part) and part and all(isinstance(one, list | dict) for one in part.values()))]  # fmt: skip
    return len(minutes) == len(inside) == len(value) and all(n % 5 == 0 and n <= LATEST for n in minutes)


def _time_in_name(name: str) -> str:
    """Return the time of day in a field's name; minutes from midnight, such as 570, become 09:30."""
    return "{:02}:{:02}".format(*divmod(int(name), 60)) if _MINUTES.fullmatch(name) else clean_line(name)


def _has_shared_fields(objects: list[JsonObject]) -> bool:
    """Return whether all objects share at least half as many fields as the largest of them has."""
    names = [set(map(normalized_name, one)) for one in objects]
    return len(set.intersection(*names)) * 2 >= max(map(len, names)) > 0


def _list_name(path: tuple[str, ...]) -> str:
    return next((name for name in reversed(path) if name != _ANY), "")


def _singular(name: str) -> str:
    """Return a list's name without a final *s*, as in *session*, or *section* for an empty name."""
    return re.sub(r"(?<=\w\w)s$", "", name) or "section"


def _shared_facts(value: JsonObject, name: str) -> Row:
    """Return the facts in an object about everything within it: its short texts, most under the name of its list."""
    facts: Row = {}
    single = _singular(name)
    for own, told in value.items():
        text, known = clean_line(value_as_text(told)[: 2 * LONGEST_FACT]), normalized_name(own)
        if 0 < len(text) <= LONGEST_FACT:
            heading = own if known in _OF_ITSELF else f"{single}.{own}"
            if known in ("name", "title", normalized_name(f"{single}name"), normalized_name(f"{single}title")):
                heading = "track" if single == "stream" else single
            facts[clean_line(heading)] = text
    return facts


def surrounding_facts(one: JsonObject, around: dict[str, Any]) -> dict[str, Any]:
    """Return the facts around an object, except for those whose names are fields of its own."""
    own = set(map(normalized_name, one))
    return {name: value for name, value in around.items() if normalized_name(name) not in own}
