"""Makes sessions of the drafts of a table: rooms and tracks, each once, and keys that stay the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from planner.domain.text import EstradError, Text, clean_line
from planner.domain.value_objects import KINDS
from planner.importing.cells.contents import count_in
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.incoming import (
    ImportRefusal,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
    NumberedKeys,
    checked_name,
    filled,
)
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.records import Record, parts_of
from planner.importing.mapping.table_mapping import SheetShape
from planner.importing.vocabulary import nearest_colour


class ListedPlaces:
    """Collects rooms and tracks, each once, in the order of the table and by their casefolded names."""

    def __init__(self) -> None:
        self.rooms: dict[str, IncomingPlace] = {}
        self.tracks: dict[str, IncomingPlace] = {}
        self._of_ids: dict[tuple[str, str], str] = {}

    def named(self, what: str, written: str) -> str:
        """Return the name of the *room* or *track* with an id, or the text itself if there is none."""
        return self._of_ids.get((what, written.casefold()), written) if self._of_ids else written

    def take(self, record: Record) -> None:
        """Record the room or the track of a row; raise ``EstradError`` if it has no name."""
        what = "room" if record.view.mapping.shape is SheetShape.ROOMS else "track"
        name = clean_line(record.text(f"{what}.name"))[:300]
        if not name:
            raise EstradError(Text("It has no name."), Text("Give it one in the table."))
        seats, colour = count_in(record.text("room.seats")), nearest_colour(record.text("track.colour"))
        told: dict[str, Any] = {} if seats is None else {"seats": seats}
        told |= filled(colour=colour) | {
            key: record.text(f"{what}.{key}")
            for key in ("floor", "arrangement", "note", "description")
            if f"{what}.{key}" in record.view.fields
        }
        if "room.equipment" in record.view.fields:
            told["equipment"] = parts_of(record.text("room.equipment"))
        if known_as := record.text(f"{what}.id"):
            self._of_ids.setdefault((what, known_as.casefold()), name)
        places = self.rooms if what == "room" else self.tracks
        places.setdefault(name.casefold(), IncomingPlace(record.line, name, told))


_SURELY_APART = re.compile(r"\s*(?:[+;|\n]|\s\+\s)\s*")
_PERHAPS_APART = re.compile(r"\s*(?:,|/|&|\s(?:and|och|und)\s)\s*")


_SEATS = re.compile(
    r"(?P<name>.*\S)\s*[(\[,]\s*(?P<seats>\d{1,5})\s*(?:pl|platser|sittplatser|seats|pers|personer|people|pax|plätze)\b\.?"
    r"\s*[)\]]?",
    re.IGNORECASE,
)


class TableRooms:
    """The rooms of a table by name; a cell may contain several. ``told`` is what a cell says of one beside its name."""

    def __init__(self, known: Iterable[str], written: Iterable[str]) -> None:
        self._known = {name.casefold(): name for name in known}
        self._here, self.told = frozenset(self._known), dict[str, dict[str, int]]()
        self._met: dict[str, str] = {}
        for cell in map(self._without_seats, dict.fromkeys(written)):
            if not _SURELY_APART.search(cell) and not _PERHAPS_APART.search(cell):
                self._known.setdefault(cell.casefold(), cell)

    @property
    def names(self) -> tuple[str, ...]:
        """The rooms recorded so far, in that order."""
        return tuple(self._met.values())

    def note(self, name: str) -> None:
        """Record a room that has a row or a column."""
        name = self._without_seats(name)
        self._met.setdefault(name.casefold(), self._known.setdefault(name.casefold(), name))

    def of(self, cell: str) -> tuple[str, ...]:
        """Return the rooms in a cell; raise ``EstradError`` if a name is too long for a room."""
        names = dict.fromkeys(self._known.get(name.casefold(), checked_name(name)) for name in self._parts(cell))
        for name in names:
            self.note(name)
        return tuple(names)

    def _without_seats(self, name: str) -> str:
        """Return a room's name without the number of its seats, which is noted: *Aula (300 pl)*."""
        found = _SEATS.fullmatch(name)
        if found is None or name.casefold() in self._here:
            return name
        self.told.setdefault(found["name"], {"seats": int(found["seats"])})
        return found["name"]

    def _parts(self, cell: str) -> list[str]:
        lines = cell.split("\n")
        if all(line.casefold() in self._known for line in lines):
            return lines
        parts = [" ".join(self._without_seats(part).split()) for part in _SURELY_APART.split(cell)]
        found: list[str] = []
        for part in filter(None, parts):
            several = _PERHAPS_APART.split(part)
            apart = len(several) > 1 and all(one.casefold() in self._known for one in several)
            found += several if apart and part.casefold() not in self._known else [part]
        return found


class SessionKeys:
    """Session keys: of ids, or else of titles, with the people where several have one title."""

    def __init__(self, namespace: str, drafts: Sequence[RowDraft]) -> None:
        self.namespace = namespace
        self._met: dict[tuple[str, datetime | None], Record] = {}
        ids = [key_of(draft.record, namespace) for draft in drafts]
        self._numbered = NumberedKeys(namespace, ids)
        self._titles = Counter(draft.title.casefold() for n, draft in enumerate(drafts) if not ids[n])

    def of(self, draft: RowDraft) -> str:
        """Return the key of a session; raise ``EstradError`` if another one has the same id and time."""
        key, title = key_of(draft.record, self.namespace), draft.title.casefold()
        first = self._met.setdefault((key, draft.slot.begins), draft.record)
        if key and first is not draft.record:
            raise EstradError(
                Text("Row {row} has the same number, {key}.", row=first.line, key=draft.record.text("id")[:60]),
                Text("Give each session one of its own."),
            )
        names = ",".join(sorted(person.partition("/")[2] for person, _ in draft.people))
        return self._numbered.next(key, f"{title[:100]}/{names}" if names and self._titles[title] > 1 else title)


def key_of(record: Record, namespace: str) -> str:
    """Return the key of a session by its id, or an empty text if it has none."""
    known_as = clean_line(record.text("id")).strip("[]")[:200].casefold()
    return f"{namespace}/{record.view.label_of_id('id')}:{known_as}" if known_as else ""


def finished(draft: RowDraft, rooms: TableRooms, keys: SessionKeys) -> IncomingSession | ImportRefusal:
    """Return a draft as an incoming session or a refusal."""
    try:
        return _session_of(draft, rooms, keys)
    except EstradError as error:
        return refusal_of(draft.record, error, keys.namespace)


def refusal_of(record: Record, error: EstradError, namespace: str) -> ImportRefusal:
    """Return the refusal of a row."""
    title = clean_line(record.text("title"))
    return ImportRefusal(record.line, title, error, key_of(record, namespace), record.cell())


def _session_of(draft: RowDraft, rooms: TableRooms, keys: SessionKeys) -> IncomingSession:
    record, slot = draft.record, draft.slot
    names = [name for written in draft.rooms or () for name in rooms.of(written)]
    if draft.everywhere and not (draft.kind and KINDS[draft.kind].plenary):
        names = list(rooms.names)
    begin = None
    if slot.day is not None and (slot.at or slot.start is not None):
        at = slot.at or datetime.combine(slot.day, time()) + timedelta(minutes=slot.start or 0)
        begin = IncomingStart(slot.day, at, NIGHT_ENDS, slot.wall if slot.at else None)
    return IncomingSession(
        line=record.line,
        key=keys.of(draft),
        title=draft.title,
        told=draft.told,
        kind=draft.kind,
        track=checked_name(draft.track),
        rooms=tuple(dict.fromkeys(names)),
        people=draft.people,
        begin=begin,
        minutes=slot.minutes,
        remarks=tuple(draft.remarks),
        waits=draft.waits,
        named=not key_of(record, keys.namespace),
        cell=record.cell(),
    )
