"""Reads the session JSON of OPass, which has all texts in two languages."""

from __future__ import annotations

from typing import Any

from planner.domain.long_task import LongTask
from planner.domain.value_objects import Extra
from planner.importing.incoming import Incoming
from planner.importing.sources.json_entry import OWN, is_object, languages_of, united
from planner.importing.sources.json_lists import Lists, any_has, first_text_of, have, part, read_lists, with_fields
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import SessionNames, SessionSurroundings
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.vocabulary import kind_of
from planner.tables.opened_file import OpenedFile

COLUMNS = SessionNames(
    ids=("id",), kind=(f"{OWN}type",), tags=(f"{OWN}tags",), website=("uri", "url"), stream=("live",),
    labelled_links=(("Slides", "slide"), ("Questions", "qa"), ("Recording", "record"), ("Notes", "co_write")), links=(),
)  # fmt: skip


def is_opass(root: Any) -> bool:
    """Return whether the document has sessions with texts by language."""
    sessions = part(root, "sessions")
    return have(sessions, "id", "start", "end", "room") and any(languages_of(one) for one in sessions) and (
        any_has(sessions, "broadcast", "qa", "slide") or "session_types" in root
    )  # fmt: skip


def read_opass(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a programme; raise ``EstradError`` if it cannot be read."""
    root = document.root
    tags = {first_text_of(one, "id"): first_text_of(united(one), "name") for one in part(root, "tags")}
    types = {first_text_of(one, "id"): _type(united(one)) for one in part(root, "session_types")}
    lists = Lists(
        (_session(united(one), types, tags) for one in part(root, "sessions")),
        [united(one) for one in part(root, "speakers")],
        [united(one) for one in part(root, "rooms")],
        [],
        COLUMNS,
        known=_known,
    )
    return (yield from read_lists(document, opened, "opass", lists))


def _type(value: JsonObject) -> str:
    """Return the name of a type in a language in which its kind is known, or else in the first language."""
    names = value.get("name")
    told = [name for name in names.values() if isinstance(name, str)] if is_object(names) else []
    return next(filter(kind_of, told), first_text_of(value, "name"))


def _session(value: JsonObject, types: dict[str, str], tags: dict[str, str]) -> JsonObject:
    rooms, also = value.get("room"), value.get("broadcast")
    named = value.get("tags")
    fields = {
        "type": None,
        "tags": None,
        "broadcast": None,
        "room": list(dict.fromkeys([rooms, *also])) if isinstance(also, list) and _plain(also) else rooms,
        f"{OWN}type": types.get(first_text_of(value, "type"), first_text_of(value, "type")),
        f"{OWN}tags": [tags.get(str(one), one) for one in named] if isinstance(named, list) else [],
    }
    return with_fields(value, **fields)


def _plain(values: list[Any]) -> bool:
    return all(isinstance(one, str | int) for one in values)


def _known(session: JsonObject, _: JsonProgramme) -> SessionSurroundings:
    """Return the titles in the other languages as extra fields, if they differ."""
    titles = session.get("title")
    if not is_object(titles):
        return SessionSurroundings()
    first = first_text_of(session, "title")
    others = [(language, first_text_of(titles, language)) for language in titles]
    return SessionSurroundings(
        extra=tuple(Extra(f"Title ({name})", told) for name, told in others if told not in ("", first))
    )
