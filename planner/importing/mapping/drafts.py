"""Reads table rows into drafts of sessions, and completes these with lengths, rooms and keys that depend on all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import KINDS, Kind, Role
from planner.importing.cells.cell_times import TimeColumn, time_in
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.incoming import IncomingSession, IncomingStart, checked_name
from planner.importing.mapping.records import Record, parts_of, text_of
from planner.importing.mapping.session_fields import session_fields_of, unread_in
from planner.importing.mapping.table_people import RowPeople
from planner.importing.mapping.table_rooms import TableRooms
from planner.importing.mapping.timing import TIMES, RowTime, RowTimeReader
from planner.importing.vocabulary import kind_by_title, kind_of

EVERYWHERE = frozenset(
    (
        *(
            "all",
            "all rooms",
            "all halls",
            "all tracks",
            "all stages",
            "plenary",
            "plenum",
            "everywhere",
            "whole venue",
        ),
        *("entire venue", "alla", "alla salar", "alla rum", "alla lokaler", "alla scener", "alla spår", "hela huset"),
        *("gemensamt", "gemensam", "alle", "alle räume", "alle säle"),
    )
)
"""Words in place of a room that mean all rooms."""
OUT = re.compile(
    r"\b(?:reject|rejected|withdrawn|deleted|declined|refused|avsl[aå]\w*|avböj\w*|tillbakadrag\w*|abgelehnt)\b"
)
"""States of sessions that are not part of a programme."""


@dataclass(slots=True)
class RowDraft:
    """The draft of a session.

    ``rooms`` are as written; None means that no rooms are given. ``waits`` is why it is not proposed, if it is not.
    """

    record: Record
    title: str
    told: dict[str, Any]
    known_as: str
    kind: Kind | None
    track: str
    rooms: tuple[str, ...] | None
    everywhere: bool
    people: tuple[tuple[str, Role], ...]
    slot: RowTime
    remarks: list[Text] = field(default_factory=list)
    waits: Text | None = None


class DraftReader:
    """Reads rows, and counts unknown session types in ``unmapped``."""

    def __init__(self, timing: RowTimeReader, people: RowPeople, unmapped: Counter[str]) -> None:
        self._timing, self._people, self._unmapped = timing, people, unmapped

    def read(self, record: Record) -> RowDraft:
        """Return the draft of a row's session.

        Raise ``EstradError`` if it has no title, or depends on an unknown value.
        """
        title = clean_line(record.text("title"))
        remarks = self._of_unknown(record)
        if not title:
            raise EstradError(Text("It has no title."), Text("Give it one in the table."))
        people = self._people.read(record)
        slot = self._timing.read(record)
        if slot.minutes is None and "kind" in record.values:  # as in *45 mins*, *Workshop (90 min)*
            slot.minutes = _length_in(record.text("kind"))
        track, *more = parts_of(record.text("track"), ";") or ("",)
        everywhere = track.casefold() in EVERYWHERE
        rooms, all_of_them = _rooms(record)
        told = session_fields_of(record, title, more)
        return RowDraft(
            record=record,
            title=title,
            told=told,
            known_as=clean_line(record.text("id")).strip("[]"),
            kind=self._kind(record, title, alone=not people),
            track="" if everywhere else track,
            rooms=rooms,
            everywhere=all_of_them or (everywhere and not rooms),
            people=people,
            slot=slot,
            remarks=[*remarks, *record.doubts, *slot.remarks, *self._people.remarks, *unread_in(record, told)],
        )

    def _kind(self, record: Record, title: str, *, alone: bool) -> Kind | None:
        told = clean_line(record.text("kind"))
        kind = kind_of(told) if told else None
        if told and kind is None and not _length_in(told):
            self._unmapped[f"type={told[:60]}"] += 1
        if not told:
            kind = next(filter(None, map(kind_of, parts_of(record.text("tags")))), None)
        return kind_by_title(title, alone=alone) if kind is None else kind

    @staticmethod
    def _of_unknown(record: Record) -> list[Text]:
        """Return remarks on cells with an unknown value; raise ``EstradError`` if the session depends on one."""
        if record.column is None and not record.view.is_unknown(record.row):
            return []
        cells = record.view.unknown_in(record.row) if record.column is None else []
        cells += [("title", record.unknown)] if record.unknown else []
        for key, cell in cells:
            if key in TIMES or key in ("title", "id", "room"):
                raise EstradError(
                    Text("The formula in {cell} has no stored value.", cell=cell),
                    Text("Open the table in the program that it is of, save it and import it again."),
                )
        return [Text("The formula in {cell} has no stored value; it is left out.", cell=cell) for _, cell in cells]


def _length_in(kind: str) -> int | None:
    """Return the minutes in a type such as *45 mins*, or None."""
    return time_in(kind, None, TimeColumn.LENGTH).minutes if any(map(str.isdigit, kind)) else None


def _rooms(record: Record) -> tuple[tuple[str, ...] | None, bool]:
    """Return the rooms as written, and whether they are all rooms."""
    if record.rooms is not None:
        return record.rooms, not record.rooms
    written = record.values.get("room") or record.view.mapping.room
    if not written:
        return None, False
    cells = written if isinstance(written, tuple) else (written,)
    texts = tuple(clean_line(line) for one in cells for line in text_of(one).split("\n"))
    if len(texts) == 1 and texts[0].casefold() in EVERYWHERE:
        return (), True
    return (texts if len(texts) > 1 else (text_of(written),)), False


_LONGEST_GAP = timedelta(hours=4)
"""Maximum gap for which a session without an end lasts until the next one starts."""


def lengthen(drafts: list[RowDraft]) -> tuple[Text, ...]:
    """Let sessions without an end last until the next one in their room starts; return remarks on it."""
    timed = [(begins, n, draft) for n, draft in enumerate(drafts) if (begins := draft.slot.begins)]
    timed.sort(key=lambda one: one[:2])
    in_turn = _are_in_turn([(begins, draft) for begins, _, draft in timed])
    waiting: list[tuple[datetime, RowDraft]] = []
    filled = 0
    for begins, _, draft in timed:
        still = []
        for began, other in waiting:
            if began < begins and began + _LONGEST_GAP >= begins and (in_turn or _meet(other, draft)):
                other.slot.minutes = (begins - began) // timedelta(minutes=1)
                filled += 1
            elif began + _LONGEST_GAP >= begins:
                still.append((began, other))
        waiting = still
        if draft.slot.minutes is None:
            waiting.append((begins, draft))
    return (*_length_remarks(filled), *_day_remarks(drafts), *_room_remarks(drafts))


def _length_remarks(filled: int) -> tuple[Text, ...]:
    if not filled:
        return ()
    return (
        Plural(
            "A session has no end in the table; it ends when the next one begins.",
            "{n} sessions have no end in the table; each ends when the next one begins.",
            filled,
        ),
    )


def _day_remarks(drafts: Iterable[RowDraft]) -> tuple[Text, ...]:
    """Return remarks on sessions that have a day but no time, and are therefore unplaced."""
    timeless = sum(1 for draft in drafts if draft.slot.day and draft.slot.start is None and not draft.slot.remarks)
    if not timeless:
        return ()
    return (
        Plural(
            "A session has a day in the table but no time; it waits in “Not placed”.",
            "{n} sessions have a day in the table but no time; they wait in “Not placed”.",
            timeless,
        ),
    )


def _room_remarks(drafts: Iterable[RowDraft]) -> tuple[Text, ...]:
    """Return remarks on sessions that have a room but no time: what is unplaced is in no room."""
    timeless = sum(1 for draft in drafts if draft.rooms and draft.slot.start is None and not draft.slot.remarks)
    if not timeless:
        return ()
    return (
        Plural(
            "A session has a room in the table but no time; it is not put into the room.",
            "{n} sessions have a room in the table but no time; they are not put into their rooms.",
            timeless,
        ),
    )


def _are_in_turn(timed: list[tuple[datetime, RowDraft]]) -> bool:
    """Return whether the sessions follow each other without overlap, so that everybody can attend all of them."""
    left: dict[date, list[tuple[str, ...]]] = {}
    for begins, draft in timed:
        rooms = left.setdefault(begins.date(), [()])
        if draft.rooms and not (draft.kind and KINDS[draft.kind].plenary) and rooms[-1] != draft.rooms:
            rooms.append(draft.rooms)
    if any(sum(n > 1 for n in Counter(rooms).values()) > 1 for rooms in left.values()):
        return False  # rooms alternate, so each has its own sequence of sessions
    return all(
        begins > began and began + timedelta(minutes=draft.slot.minutes or 0) <= begins
        for (began, draft), (begins, _) in pairwise(timed)
    )


def _meet(one: RowDraft, other: RowDraft) -> bool:
    """Return whether the second session can only start when the first has ended."""
    return not (one.rooms and other.rooms) or not set(one.rooms).isdisjoint(other.rooms)


def divide(draft: RowDraft) -> None:
    """Assign one of several sessions that share a time its fraction of it."""
    part, slot = draft.record.part, draft.slot
    if part is None or slot.start is None or not slot.minutes:
        return
    number, count = part
    first, last = slot.minutes * number // count, slot.minutes * (number + 1) // count
    whole = slot.minutes
    slot.start, slot.minutes = slot.start + first, max(last - first, 1)
    if slot.at:
        slot.at += timedelta(minutes=first)
    draft.remarks.append(
        Text("Only its session's time is told, {n} min; its {count} parts follow each other in equal lengths.",
             n=whole, count=count)
    )  # fmt: skip


def put_nights_to_their_days(drafts: Iterable[RowDraft]) -> None:
    """Move sessions that begin soon after midnight to the day before, if that has any in the afternoon or evening."""
    slots = [draft.slot for draft in drafts if draft.slot.day and draft.slot.start is not None]
    evenings = {slot.day for slot in slots if (slot.start or 0) >= MINUTES_A_DAY // 2}
    for slot in slots:
        before = slot.day - timedelta(days=1) if slot.day else None
        if before in evenings and (slot.start or 0) < NIGHT_ENDS:
            slot.day, slot.start = before, (slot.start or 0) + MINUTES_A_DAY


def session_of(draft: RowDraft, rooms: TableRooms, key: str) -> IncomingSession:
    record, slot = draft.record, draft.slot
    names: tuple[str, ...] = ()
    for written in draft.rooms or ():
        names += rooms.of(written)
    if draft.everywhere and not (draft.kind and KINDS[draft.kind].plenary):
        names = rooms.names
    return IncomingSession(
        line=record.line,
        key=key,
        title=draft.title,
        told=draft.told,
        kind=draft.kind,
        track=checked_name(draft.track),
        rooms=tuple(dict.fromkeys(names)),
        people=draft.people,
        begin=begin_of(slot),
        minutes=slot.minutes,
        remarks=tuple(draft.remarks),
        waits=draft.waits,
        named=not draft.known_as,
        cell=record.cell(),
    )


def begin_of(slot: RowTime) -> IncomingStart | None:
    """Return the start as an ``IncomingStart``, or None if it has no day or no time."""
    if slot.at and slot.day:
        return IncomingStart(slot.day, slot.at, NIGHT_ENDS, slot.wall)
    if slot.day is None or slot.start is None:
        return None
    return IncomingStart(slot.day, datetime.combine(slot.day, time()) + timedelta(minutes=slot.start), NIGHT_ENDS)
