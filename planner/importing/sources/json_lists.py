"""Finds the lists of objects in JSON of any program, with the facts that lie around them."""

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
    is_object,
    is_thing,
    objects_of,
    same_name,
    united,
    written,
)
from planner.importing.sources.json_systems import ABOUT
from planner.importing.sources.safe_json import JsonObject

EACH = 100
"""Number of objects between two checks for cancellation."""
LONGEST_FACT = 200
"""Maximum length in characters of a text that is treated as a fact about everything within an object."""
_ANY = "*"
"""A part of the path to a list whose name is a fact about the objects below it."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_MINUTES = re.compile(r"\d{1,4}")
_START = re.compile(r"^start|begin|^time$|slot")
_ROOM = re.compile(r"\b(?:room|hall|stage|aud\w*|aula|theat\w+|saal|sal|salen|lokal|raum)\b", re.IGNORECASE)
_WRAPPED = frozenset(("talk", "proposal", "submission", "presentation", "session", "break", "node", "fields",
                      "attributes"))  # fmt: skip
"""Names of inner objects that are the session itself."""
_OF_ITSELF = frozenset(("date", "day", "time", "room", "location", "venue", "hall", "stage", "track"))
"""Names of facts that apply to everything within an object as they do to the object itself."""
PEOPLE = re.compile(r"speaker|people|person|presenter|author|participant|talare", re.IGNORECASE)
"""Names of lists of people, who are in several sessions."""


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
    for one in [value, *(part for name, part in value.items() if same_name(name) in ABOUT and is_object(part))]:
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
                facts = around if PEOPLE.search(name) else around | _facts(one, own.name)
                yield from _look(part, (*path, same_name(name)), facts, found)


def unwrapped(one: JsonObject) -> JsonObject:
    """Return the object merged with the session that it wraps, such as a slot with its talk."""
    one = united(one)
    made = dict(one)
    if isinstance(slots := one.get("slots"), list) and "title" in one and objects_of(slots):
        made["slot"] = objects_of(slots)[0]
    if one.get("submission", "") is None and "title" not in one:  # a slot that holds no talk
        made |= {"title": made.pop("description", None)}
    if "title" not in one and is_object(inside := one.get("break")) and "title" not in inside:
        made |= {"title": inside.get("nameEN") or inside.get("name"), "type": "break"}
    around = {"slot"} if "title" in one else set[str]()
    for name, inside in list(made.items()):
        if same_name(name) in _WRAPPED | around and is_thing(inside) and len(inside) > 1:
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
    if not all(isinstance(part, list | dict) for part in parts):
        return False
    if all(map(_DATE.match, value)) or all(map(_CLOCK.fullmatch, value)) or _are_minutes(value):
        return True
    lists = [objects_of(part)[0] for part in parts if isinstance(part, list) and objects_of(part)]
    if all(isinstance(part, list) for part in parts):
        return len(lists) > 1 and _alike(lists)
    objects = [part for part in parts if is_object(part)]
    names = {frozenset(map(same_name, part)) for part in objects}
    below_a_time = "time" in around and not {"title", "name"} & set(map(same_name, value))
    least = 1 if below_a_time or all("title" in one and any(map(_START.search, one)) for one in names) else 3
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
        if isinstance(told, list) or (isinstance(told, str) and len(told) > 2 * LONGEST_FACT):
            continue
        text = clean_line(written(told))
        if text and len(text) <= LONGEST_FACT:
            known = same_name(own)
            heading = own if known in _OF_ITSELF else f"{_single(name)}.{own}"
            single = same_name(_single(name))
            if known in ("name", "title", f"{single}name", f"{single}title"):
                heading = "track" if single == "stream" else _single(name)
            facts[clean_line(heading)] = text
    return facts


def facts_beside(one: JsonObject, around: dict[str, Any]) -> dict[str, Any]:
    """Return the facts around an object, except for fields that it has itself."""
    own = set(map(same_name, one))
    return {name: value for name, value in around.items() if same_name(name) not in own}
