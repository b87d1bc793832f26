"""Reads JSON from Open Event and eventyay: files of sessions, speakers, tracks or microlocations, or the API."""

from __future__ import annotations

from typing import Any

from planner.domain.long_task import LongTask
from planner.importing.incoming import Incoming
from planner.importing.sources.json_entry import OWN, is_object, objects_of
from planner.importing.sources.json_lists import (
    Lists,
    any_has,
    first_text_of,
    have,
    listed,
    part,
    read_lists,
    with_fields,
)
from planner.importing.sources.json_session import SessionNames
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.tables.opened_file import OpenedFile

COLUMNS = SessionNames(
    ids=("id",), abstract=("short_abstract",), description=("long_abstract", "description"),
    start=("starts_at", "start_time"),
    end=("ends_at", "end_time"), room=("microlocation",), kind=("session_type", "type"), website=("session_url",),
    labelled_links=(("Slides", "slides_url"), ("Slides", "slides"), ("Recording", "video_url"), ("Recording", "video"),
                    ("Audio", "audio_url"), ("Audio", "audio"), ("Sign up", "signup_url")),
    state=("state",), note=("comments",), extra=(("Level", "level"),), links=(),
)  # fmt: skip
_SESSION = ("microlocation", "short_abstract", "long_abstract", "session_type")


def is_openevent(root: Any) -> bool:
    """Return whether the document is one of these files, or a response of the API."""
    found = _flat(root)
    return (
        (have(found, "title") and any_has(found, "starts_at", "start_time") and any_has(found, *_SESSION))
        or _are_speakers(found)
        or (have(found, "name", "id") and any_has(found, "latitude", "floor", "color") and any_has(found, "sessions"))
    )  # fmt: skip


def _are_speakers(values: list[JsonObject]) -> bool:
    return have(values, "name") and any_has(values, "long_biography", "short_biography")


def read_openevent(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a file or a response; raise ``EstradError`` if it cannot be read."""
    root = document.root
    found = _flat(root)
    sessions = found if have(found, "title") else []
    people = found if not sessions and _are_speakers(found) else []
    people = [with_fields(one, sessions=None) for one in [*people, *part(root, "speakers")]]
    others = [] if sessions or people else [with_fields(one, sessions=None) for one in found]
    tracks = [one for one in others if one.get("color")]
    lists = Lists(
        map(_session, sessions),
        people,
        [*part(root, "microlocations"), *(one for one in others if not one.get("color"))],
        [*part(root, "tracks"), *tracks],
        COLUMNS,
        zone=first_text_of(root.get("event"), "timezone") if is_object(root) else "",
    )
    return (yield from read_lists(document, opened, "openevent", lists))


def _session(value: JsonObject) -> JsonObject:
    fields: dict[str, Any] = {"state": None} if first_text_of(value, "state") in ("accepted", "confirmed") else {}
    return with_fields(value, **fields)


def _flat(root: Any) -> list[JsonObject]:
    """Return the objects of a list; those of the API (JSON:API) with their attributes and related objects."""
    found = part(root, "sessions") or listed(root)
    if not have(found, "type", "id", "attributes"):
        return found
    known = {(first_text_of(one, "type"), first_text_of(one, "id")): one for one in part(root, "included")}
    return [_of_api(one, known) for one in found]


def _of_api(value: JsonObject, known: dict[tuple[str, str], JsonObject]) -> JsonObject:
    """Return one object of the API; a reference to an object that is not included becomes None."""
    made: dict[str, Any] = {"id": value.get("id"), **_attributes(value)}
    relations = value.get("relationships")
    for name, relation in relations.items() if is_object(relations) else []:
        data = relation.get("data") if is_object(relation) else None
        if is_object(data):
            made[name] = _related(data, known)
        elif isinstance(data, list):
            made[name] = [_related(one, known) for one in objects_of(data)]
    return JsonObject(made, value.line)


def _related(data: JsonObject, known: dict[tuple[str, str], JsonObject]) -> Any:
    found = known.get((first_text_of(data, "type"), first_text_of(data, "id")))
    if found is None:
        return None
    return JsonObject({"id": found.get("id"), **_attributes(found), f"{OWN}type": data.get("type")}, found.line)


def _attributes(value: JsonObject) -> JsonObject:
    inside = value.get("attributes")
    return inside if isinstance(inside, JsonObject) else JsonObject((), value.line)
