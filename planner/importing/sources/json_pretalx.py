"""Reads the JSON of pretalx: submissions, talks, slots and speakers from its API, and its ``talks.json``."""

from __future__ import annotations

from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.long_task import LongTask
from planner.domain.text import Plural
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
from planner.importing.sources.json_session import SessionNames
from planner.importing.sources.safe_json import JsonDocument, JsonObject
from planner.tables.opened_file import OpenedFile

COLUMNS = SessionNames(
    ids=("code", "id"), kind=("submission_type", "session_type"), language=("content_locale", "language"),
    state=("state",),
    links=("resources", "links", "attachments"), note=("internal_notes", "notes"),
)  # fmt: skip
_NOT_ON = frozenset(("rejected", "withdrawn", "deleted"))
"""States of submissions that will never be on the programme."""


def is_pretalx(root: Any) -> bool:
    """Return whether the document is ``talks.json``, or a page or list of the API."""
    talks = part(root, "talks")
    if talks:
        return have(talks, "title", "start") and any_has(talks, "code")
    found = listed(root, "submissions", "talks")
    return (
        (have(found, "code", "title") and any_has(found, "submission_type", "slot", "slots", "state", "session_type"))
        or _are_slots(found)
        or _are_speakers(found)
    )  # fmt: skip


def _are_slots(values: list[JsonObject]) -> bool:
    return have(values, "submission", "start", "room") and any(is_object(one.get("submission")) for one in values)


def _are_speakers(values: list[JsonObject]) -> bool:
    return have(values, "code", "name") and any_has(values, "submissions", "biography")


def read_pretalx(document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of such a file; raise ``EstradError`` if it cannot be read."""
    root = document.root
    found = part(root, "talks") or listed(root, "submissions", "talks")
    people, sessions = part(root, "speakers"), [] if _are_speakers(found) else found
    if not sessions:
        people = [with_fields(one, submissions=None) for one in found]
    if _are_slots(sessions):
        sessions = [_of_slot(slot) for slot in sessions]
    taken = [session for session in sessions if first_text_of(session, "state").casefold() not in _NOT_ON]
    left_out = Plural("{n} submission that was rejected or withdrawn is left out.",
                      "{n} submissions that were rejected or withdrawn are left out.",
                      len(sessions) - len(taken))  # fmt: skip
    remarks = (*document.remarks, left_out) if len(taken) < len(sessions) else document.remarks
    lists = Lists(
        map(_with_slot, taken),
        people,
        part(root, "rooms"),
        part(root, "tracks"),
        COLUMNS,
        zone=first_text_of(root, "timezone"),
        conference={"title": first_text_of(root, "event_name", "title")},
        total=len(taken),
    )
    return (yield from read_lists(JsonDocument(root, remarks), opened, "pretalx", lists))


def _of_slot(slot: JsonObject) -> JsonObject:
    """Return the submission of a slot with its time and room.

    A slot without a submission is a break, whose title is the description.
    """
    submission = slot.get("submission")
    times = {name: slot.get(name) for name in ("start", "end", "room")}
    if is_object(submission):
        return with_fields(submission, **times)
    title = clean_line(written(slot.get("description")))
    return with_fields(slot, title=title, description=None, submission=None, schedule=None)


def _with_slot(session: JsonObject) -> JsonObject:
    """Return the session with the time and the room of its first slot.

    The states *accepted* and *confirmed* are left out.
    """
    slots = [session["slot"]] if is_object(session.get("slot")) else objects_of(session.get("slots"))
    fields: dict[str, Any] = {"slot_count": None, "submission_type_id": None, "track_id": None, "tag_ids": None}
    if first_text_of(session, "state") in ("accepted", "confirmed"):
        fields["state"] = None
    if slots and not session.get("start"):
        slot = slots[0]
        fields |= {"slot": None, "slots": None, "start": slot.get("start"), "end": slot.get("end")}
        fields["room"] = slot.get("room") or session.get("room")
    submission_type = session.get("submission_type")
    if isinstance(submission_type, int):
        fields |= {"submission_type": None, f"{OWN}type": submission_type}
    return with_fields(session, **fields)
