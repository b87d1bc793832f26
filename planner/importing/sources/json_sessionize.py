"""Reads the JSON of Sessionize: its views *All*, *Sessions*, *GridSmart*, *Speakers* and *SpeakerWall*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.enums import Kind
from planner.domain.long_task import LongTask
from planner.domain.value_objects import Extra
from planner.importing.incoming import Incoming
from planner.importing.sources.json_entry import OWN, is_object, objects_of, written
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
from planner.importing.sources.json_programme import JsonProgramme
from planner.importing.sources.json_session import SessionNames, SessionSurroundings
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.importing.vocabulary import kind_of, kind_of_title
from planner.tables.opened_file import OpenedFile

COLUMNS = SessionNames(
    ids=("id",), start=("starts_at",), end=("ends_at",), room=("room_id", "room"), kind=(f"{OWN}kind",),
    track=(f"{OWN}track",), language=(f"{OWN}language",), tags=(f"{OWN}tags",), stream=("live_url",),
    labelled_links=(("Recording", "recording_url"),), website=(), state=(),
)  # fmt: skip
_TRACK = re.compile(r"\b(?:tracks?|streams?|spår|themen?|topics?)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"\b(?:languages?|språk|sprache)\b", re.IGNORECASE)
_FORMAT = re.compile(r"\b(?:formats?|types?|typ|art|kind)\b", re.IGNORECASE)
_TAGS = re.compile(r"\b(?:tags?|keywords?|technolog(?:y|ies))\b", re.IGNORECASE)
Category = tuple[str, str]
"""The title of a category and the selected item."""


def is_sessionize(root: Any) -> bool:
    """Return whether the document is one of Sessionize's views."""
    marks = ("is_service_session", "is_plenum_session", "category_items", "question_answers")
    sessions = part(root, "sessions")
    if sessions:
        return have(sessions, "id", "title") and have(sessions, "starts_at", "ends_at") and any_has(sessions, *marks)
    groups = listed(root) if isinstance(root, list) else []
    if _are_speakers(groups):
        return True
    if have(groups, "sessions"):
        return any_has(groups, "group_name") or any_has(list(_of_groups(groups)), *marks)
    return have(groups, "rooms", "date") and (any_has(list(_of_grid(groups)), *marks) or any_has(groups, "time_slots"))


def _are_speakers(values: list[JsonObject]) -> bool:
    return have(values, "id", "full_name") and any_has(values, "tag_line", "is_top_speaker")


def read_sessionize(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a view; raise ``EstradError`` if it cannot be read."""
    root = document.root
    groups = listed(root) if isinstance(root, list) else []
    people = groups if _are_speakers(groups) else part(root, "speakers")
    sessions = part(root, "sessions")
    if groups and groups is not people:
        sessions = list(_of_grid(groups) if have(groups, "rooms", "date") else _of_groups(groups))
    items = _items(part(root, "categories"))
    rooms = part(root, "rooms")
    names = [first_text_of(room, "name") for room in rooms]
    questions = {first_text_of(one, "id"): first_text_of(one, "question") for one in part(root, "questions")}

    def known(session: JsonObject, _: JsonProgramme) -> SessionSurroundings:
        everywhere = session.get(f"{OWN}plenum") is True and session.get("roomId") is None
        room = first_text_of(session, "room") or (names if everywhere else None)
        service = session.get(f"{OWN}service") is True and not session.get("speakers")
        kind = (kind_of_title(first_text_of(session, "title")) or Kind.BREAK) if service else None
        return SessionSurroundings(room=room or None, kind=kind, extra=session.get(f"{OWN}extra") or ())

    made = (_with_categories(session, items) for session in sessions)
    who = [_person(one, items) for one in people]
    lists = Lists(made, who, rooms, [], COLUMNS, questions=questions, known=known, total=len(sessions))
    return (yield from read_lists(document, opened, "sessionize", lists))


def _of_groups(groups: list[JsonObject]) -> Iterator[JsonObject]:
    for group in groups:
        yield from objects_of(group.get("sessions"))


def _of_grid(days: list[JsonObject]) -> Iterator[JsonObject]:
    """Yield the sessions of all rooms on all days; one listed in several rooms is yielded once."""
    seen = set()
    for day in days:
        for room in objects_of(day.get("rooms")):
            for session in objects_of(room.get("sessions")):
                ident = first_text_of(session, "id")
                if ident not in seen:
                    seen.add(ident)
                    yield session if session.get("room") else with_fields(session, room=room.get("name"))


def _items(categories: list[JsonObject]) -> dict[str, Category]:
    """Return the items that can be selected, by id."""
    return {
        first_text_of(item, "id"): (first_text_of(category, "title", "name"), first_text_of(item, "name"))
        for category in categories
        for item in objects_of(category.get("items"))
    }


def _chosen(value: JsonObject, items: dict[str, Category]) -> list[Category]:
    """Return the items selected for a session or person, which are given as ids or inside their categories."""
    ids = value.get("categoryItems")
    found = [items[told] for told in map(written, ids) if told in items] if isinstance(ids, list) else []
    for category in objects_of(value.get("categories")):
        inside = category.get("categoryItems") or category.get("items")
        found += [
            (first_text_of(category, "name", "title"), first_text_of(item, "name")) for item in objects_of(inside)
        ]
    return found


def _with_categories(session: JsonObject, items: dict[str, Category]) -> JsonObject:
    """Return the session with the items selected in its categories as separate fields."""
    fields: dict[str, Any] = {}
    tags, extra = list[str](), dict[str, str]()
    for category, name in _chosen(session, items):
        if _LANGUAGE.search(category):
            fields.setdefault(f"{OWN}language", name)
        elif _FORMAT.search(category) and kind_of(name):
            fields.setdefault(f"{OWN}kind", name)
        elif _TRACK.search(category) and f"{OWN}track" not in fields:
            fields[f"{OWN}track"] = name
        elif _TAGS.search(category):
            tags.append(name)
        elif category:
            extra[category] = f"{extra[category]}, {name}" if category in extra else name
    fields[f"{OWN}tags"] = tags
    fields[f"{OWN}extra"] = tuple(Extra(clean_line(name), value) for name, value in extra.items())
    for name, own in (("isServiceSession", "service"), ("isPlenumSession", "plenum")):
        fields[name], fields[OWN + own] = None, session.get(name)
    return with_fields(session, **fields, categoryItems=None, categories=None, status=None, isInformed=None,
                       isConfirmed=None)  # fmt: skip


def _person(value: JsonObject, items: dict[str, Category]) -> JsonObject:
    answers = [{"question": name, "answer": told} for name, told in _chosen(value, items)]
    made = JsonObject({**value, "sessions": None, "categoryItems": None, "categories": None}, value.line)
    asked = value.get("questionAnswers")
    both = [*(asked if isinstance(asked, list) else []), *(JsonObject(one, value.line) for one in answers)]
    made["questionAnswers"] = [one for one in both if is_object(one)]
    return made
