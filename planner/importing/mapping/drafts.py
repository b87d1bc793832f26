"""Reads rows of a table into drafts of sessions, and makes sessions of drafts: fields, rooms, tracks and keys."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from planner.domain.text import EstradError, Text, clean_line
from planner.domain.title_kinds import parse_kind
from planner.domain.value_objects import KINDS, Kind, Role
from planner.importing.cells.cell_times import TimeColumn, cell_time_or_nothing
from planner.importing.cells.contents import parse_count
from planner.importing.cells.titles import split_track_and_room
from planner.importing.datetimes import NIGHT_ENDS
from planner.importing.incoming import (
    IncomingPlace,
    IncomingSession,
    IncomingStart,
    NumberedKeys,
    checked_name,
    non_empty,
)
from planner.importing.mapping.records import Record, RowTime, split_parts, text_of
from planner.importing.mapping.table_mapping import SheetShape
from planner.importing.mapping.table_people import WEB_ADDRESS, RowPeopleReader, parse_links
from planner.importing.mapping.timing import TIMES, RowTimeReader
from planner.importing.vocabulary import NO, find_kind, is_yes, nearest_colour, parse_language, parse_status

EVERYWHERE = frozenset(
    (
        *(
            "all",
            "all rooms",
            "all halls",
            "all tracks",
            "all stages",
            "plenary",
            "everywhere",
            "whole venue",
        ),
        *("all stages", "both stages", "båda salarna", "båda scenerna", "alle bühnen", "beide bühnen", "alle räume"),
        *("alle säle", "alle rom", "alle rum", "alle sale", "alle zalen", "toutes les salles", "todas las salas"),
        *("kaikki salit", "kaikki huoneet"),
        *("entire venue", "alla", "alla salar", "alla rum", "alla lokaler", "alla scener", "alla spår", "hela huset"),
        *("gemensamt", "gemensam", "alle", "alle räume", "alle säle"),
    )
)
"""Texts in place of a room or a track that mean all rooms."""
OUT = re.compile(
    r"(?<!\bnot )(?<!\binte )(?<!\bej )(?<!\bnicht )"
    r"\b(?:reject|rejected|withdrawn|deleted|declined|refused|avsl[aå]\w*|avböj\w*|tillbakadrag\w*|abgelehnt)\b"
)
"""Matches casefolded states of sessions that are not in the programme."""


@dataclass(slots=True)
class RowDraft:
    """The draft of a session, made of its row or its cell in a grid.

    ``rooms`` are as written; an empty tuple means all rooms, None that no rooms are given. ``block`` is the key of
    its block, ``waits`` the reason why it is not proposed, or None.
    """

    record: Record
    title: str
    fields: dict[str, Any]
    kind: Kind | None
    track: str
    rooms: tuple[str, ...] | None
    everywhere: bool
    people: tuple[tuple[str, Role], ...]
    slot: RowTime
    remarks: list[Text]
    waits: Text | None = None
    block: str = ""


def read_draft(record: Record, timing: RowTimeReader, people: RowPeopleReader, unmapped: Counter[str]) -> RowDraft:
    """Return the draft of the session in a record; an unknown type of session is counted in ``unmapped``.

    Its people are added to those of the table, and doubts to the record. Raise ``EstradError`` if it has no title, or
    if a cell that it needs has no known value.
    """
    title = clean_line(record.text("title"))
    record.doubts += _uncomputed_formula_remarks(record)
    if not title:
        raise EstradError(Text("It has no title."), Text("Give it one in the table."))
    slot = timing.read(record)
    named = people.read(record)
    if slot.minutes is None:  # as in *45 mins*, *Workshop (90 min)*
        slot.minutes = _parsed_length(record.values.get("kind"))
    of_room, room = split_track_and_room(record.text("room"))
    if of_room:
        record.values |= {"track": record.text("track") or of_room, "room": room}
    track, *more = split_parts(record.text("track"), ";") or ("",)
    everywhere = track.casefold() in EVERYWHERE
    rooms = _written_rooms(record)
    return RowDraft(
        record=record,
        title=title,
        fields=_session_fields(record, title, more),
        kind=_find_kind(record, title, unmapped, alone=not named),
        track="" if everywhere else track,
        rooms=rooms,
        everywhere=rooms == () or (everywhere and rooms is None),
        people=named,
        slot=slot,
        remarks=record.doubts,
    )


def _find_kind(record: Record, title: str, unmapped: Counter[str], *, alone: bool) -> Kind | None:
    told = clean_line(record.text("kind")) or next(filter(parse_kind, split_parts(record.text("tags"))), "")
    if _parsed_length(told) and parse_kind(told) is None:
        told = ""
    return find_kind(told, title, unmapped, alone=alone)


def _uncomputed_formula_remarks(record: Record) -> list[Text]:
    """Return remarks on cells without a known value; raise ``EstradError`` if the session needs one of them."""
    for key, cell in record.unknown:
        if key in TIMES or key in ("title", "id", "room"):
            raise EstradError(
                Text("The formula in {cell} has no stored value.", cell=cell),
                Text("Open the table in the program that it is of, save it and import it again."),
            )
    return [Text("The formula in {cell} has no stored value; it is left out.", cell=cell) for _, cell in record.unknown]


def _written_rooms(record: Record) -> tuple[str, ...] | None:
    """Return the rooms of a record as written; empty if it is in all rooms, None if no room is given."""
    written = record.values.get("room") or record.view.mapping.room
    if record.rooms is not None or not written:
        return record.rooms
    texts = tuple(map(clean_line, text_of(written).split("\n")))
    return () if len(texts) == 1 and texts[0].casefold() in EVERYWHERE else texts


_MARKED_UP = re.compile(r"</(?:p|div|ul|ol|li|strong|em|b|i|a|span|h[1-6])>|<br\s*/?>", re.IGNORECASE)


def _session_fields(record: Record, title: str, tags: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a record's session.

    In a list, an empty cell empties its field, except the status. A text that a field cannot take is a doubt. The
    ``title`` has been read before; ``tags`` are added to those in the row.
    """
    told: dict[str, Any] = {"title": title}
    unread = []
    fields = record.values.keys() if record.column is not None else record.view.fields | record.values.keys()
    for name, read in _CELL_READERS.items():
        if name in fields:
            found, text = read(record.values.get(name)), record.text(name)
            if text and (found in (None, "", ()) or (found is False and text.casefold() not in NO)):
                unread.append((name, text))
            elif found is not None or name != "status":
                told[name] = found
    if "links" in fields:
        lines = [line for line in record.text("links").splitlines() if len(WEB_ADDRESS.findall(line)) != 1]
        rest = WEB_ADDRESS.sub(" ", " ".join(lines)).strip(" ,;")
        unread += [("links", rest)] if rest and told.get("links") else []
    for name in ("website", "stream"):
        rest = WEB_ADDRESS.sub("", record.text(name), count=1).strip(" ,;\n")
        unread += [(name, rest)] if rest and told.get(name) else []
    if tags:
        told["tags"] = tuple(dict.fromkeys((*told.get("tags", ()), *tags)))
    if record.extras or record.view.extras:
        told["extra"] = tuple(record.extras)
    record.doubts += sorted((record.left_out_message(name, text) for name, text in unread), key=str)
    return told


def cell_to_plain_text(value: Any) -> str:
    """Return the value of a cell as text, converted to plain text if it has HTML tags."""
    text = text_of(value)
    if not _MARKED_UP.search(text):
        return text
    from planner.importing.html_to_text import html_to_text  # imports lxml

    return html_to_text(text)


def _parsed_length(value: Any) -> int | None:
    return cell_time_or_nothing(value[0] if isinstance(value, tuple) else value, None, TimeColumn.LENGTH).minutes


def _first_web_address(value: Any) -> str | None:
    found = parse_links(value)
    return found[0].address if found else "" if not text_of(value) else None


_CELL_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("subtitle", "note", "introduction", "cues"), text_of),
    **dict.fromkeys(("abstract", "description"), cell_to_plain_text),
    **dict.fromkeys(("website", "stream"), _first_web_address),
    **dict.fromkeys(("tags", "equipment"), lambda value: split_parts(text_of(value))),
    **dict.fromkeys(("setup", "teardown"), lambda value: _parsed_length(value) if text_of(value).strip("0") else 0),
    "least": _parsed_length,
    "language": lambda value: parse_language(text_of(value)),
    "audience": lambda value: parse_count(text_of(value)),
    **dict.fromkeys(("do_not_record", "pinned"), lambda value: is_yes(text_of(value))),
    "status": lambda value: parse_status(text_of(value)),
    "links": parse_links,
}
"""Functions that read a cell for a field of a session, if the field does not depend on other cells."""

# sessions of drafts ------------------------------------------------------------------------------------


_SURELY_APART = re.compile(r"\s*(?:[+;|\n]|\s\+\s)\s*")
_PERHAPS_APART = re.compile(r"\s*(?:,|/|&|\s(?:and|och|und)\s)\s*")


_SEATS = re.compile(
    r"(?P<name>.*\S)\s*[(\[,]\s*(?P<seats>\d{1,5})\s*(?:pl|platser|sittplatser|seats|pers|personer|people|pax|plätze)\b\.?"
    r"\s*[)\]]?",
    re.IGNORECASE,
)


class TablePlaces:
    """Collects rooms and tracks, each once, by their casefolded names, in the order in which they are added.

    ``known`` are names of rooms of the conference. A cell may name several rooms.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.rooms: dict[str, IncomingPlace] = {}
        self.tracks: dict[str, IncomingPlace] = {}
        self._of_ids: dict[tuple[str, str], str] = {}
        self._known = {name.casefold(): name for name in known}
        self._seats: dict[str, int] = {}

    def resolve_id(self, what: str, written: str) -> str:
        """Return the name of the ``what`` (*room* or *track*) with an id, or the text itself if it is not an id."""
        return self._of_ids.get((what, written.casefold()), written) if self._of_ids else written

    def add_record(self, record: Record) -> None:
        """Add the room or track in a record; if it has no name, add a doubt to the record instead."""
        what = "room" if record.view.mapping.shape is SheetShape.ROOMS else "track"
        name = clean_line(record.text(f"{what}.name"))[:300]
        if not name:
            record.doubts.append(record.cell_problem("title", Text("It has no name.")))
            return
        fields: dict[str, Any] = {
            key: record.text(f"{what}.{key}")
            for key in ("floor", "arrangement", "note", "description")
            if f"{what}.{key}" in record.view.fields
        }
        if what == "track":
            fields |= non_empty(colour=nearest_colour(record.text("track.colour")))
        elif (seats := parse_count(record.text("room.seats"))) is not None:
            fields["seats"] = seats
        if what == "room" and "room.equipment" in record.view.fields:
            fields["equipment"] = split_parts(record.text("room.equipment"))
        if known_as := record.text(f"{what}.id"):
            self._of_ids.setdefault((what, known_as.casefold()), name)
        places = self.rooms if what == "room" else self.tracks
        first = places.setdefault(name.casefold(), IncomingPlace(record.line, name, fields))
        other = any(value not in ("", (), first.fields.get(key)) for key, value in fields.items())
        if other and first.line not in (0, record.line):
            problem = Text("“{text}” is there twice; only the first row is read.", text=name[:60])
            record.doubts.append(record.cell_problem(f"{what}.name", problem))
        self._known |= {name.casefold(): name} if what == "room" else {}

    def learn_names(self, written: Sequence[str], *, by_line: bool) -> None:
        """Remember rooms that have a cell alone, so that they are recognised in cells with several.

        ``by_line`` means that each line is one room, whatever signs are in its name.
        """
        lines = [line for cell in written for line in cell.split("\n")] if by_line else []
        self._known = {line.casefold(): line for line in lines} | self._known
        for cell in map(self._without_seats, dict.fromkeys(written)):
            if not _SURELY_APART.search(cell) and not _PERHAPS_APART.search(cell):
                self._known.setdefault(cell.casefold(), cell)

    def add_room(self, name: str) -> None:
        """Add a room by its name, unless it was added before."""
        name = self._without_seats(name)
        called = self._known.setdefault(name.casefold(), name)
        if called.casefold() not in self.rooms:
            told = {"seats": self._seats[called]} if called in self._seats else {}
            self.rooms[called.casefold()] = IncomingPlace(0, called, told)

    def add_rooms_in_cell(self, cell: str) -> tuple[str, ...]:
        """Return the rooms in a cell, and add them; raise ``EstradError`` if the name of one is too long."""
        names = dict.fromkeys(
            self._known.get(name.casefold(), checked_name(name)) for name in self._split_room_names(cell)
        )
        for name in names:
            self.add_room(name)
        return tuple(names)

    def _without_seats(self, name: str) -> str:
        """Return a room's name without the number of its seats, as in *Aula (300 pl)*, and remember that number."""
        found = _SEATS.fullmatch(name)
        if found is None or name.casefold() in self._known:
            return name
        self._seats.setdefault(found["name"], int(found["seats"]))
        return found["name"]

    def _split_room_names(self, cell: str) -> list[str]:
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
    """Makes keys of sessions from their ids, or else from titles, and from people where several have the same title.

    ``ids`` are the keys made of ids, or empty texts, by the ``id()`` of the drafts.
    """

    def __init__(self, namespace: str, drafts: Sequence[RowDraft]) -> None:
        self.ids = {id(draft): session_key(draft.record, namespace) for draft in drafts}
        self._numbered = NumberedKeys(namespace, self.ids.values())
        self._titles = Counter(draft.title.casefold() for draft in drafts if not self.ids[id(draft)])

    def next_key(self, draft: RowDraft) -> str:
        """Return the key of a session; raise ``EstradError`` if an earlier one has the same id and time."""
        key, title = self.ids[id(draft)], draft.title.casefold()
        if draft.people and self._titles[title] > 1:
            title = f"{title[:100]}/{','.join(sorted(person.partition('/')[2] for person, _ in draft.people))}"
        return self._numbered.next(key, title, draft.record.line, draft.slot.begins)


def session_key(record: Record, namespace: str) -> str:
    """Return the key of a session made of its id, or an empty text if it has none."""
    known_as = clean_line(record.text("id")).strip("[]")[:200].casefold()
    return f"{namespace}/{record.view.id_label('id')}:{known_as}" if known_as else ""


def refusal_facts(record: Record, namespace: str) -> tuple[int, str, str, str]:
    """Return the line, title, key and cell of a record, to report that it is refused."""
    return record.line, clean_line(record.text("title")), session_key(record, namespace), record.cell_name()


def incoming_start(slot: RowTime) -> IncomingStart | None:
    """Return the start of a session, or None if its day or time is not known."""
    if slot.day is None or (slot.at is None and slot.start is None):
        return None
    at = slot.at or datetime.combine(slot.day, time()) + timedelta(minutes=slot.start or 0)
    return IncomingStart(slot.day, at, NIGHT_ENDS, slot.wall if slot.at else None)


def to_incoming(draft: RowDraft, places: TablePlaces, keys: SessionKeys) -> IncomingSession:
    """Return a draft as a session, and add its rooms to ``places``.

    Raise ``EstradError`` if the name of a room or track is too long, or as ``SessionKeys.next_key`` does.
    """
    record, slot = draft.record, draft.slot
    names = [name for written in draft.rooms or () for name in places.add_rooms_in_cell(written)]
    if draft.everywhere and not (draft.kind and KINDS[draft.kind].plenary):
        names = [room.name for room in places.rooms.values()]
    return IncomingSession(
        line=record.line,
        key=keys.next_key(draft),
        title=draft.title,
        fields=draft.fields,
        kind=draft.kind,
        track=checked_name(draft.track),
        rooms=tuple(dict.fromkeys(names)),
        people=draft.people,
        begin=incoming_start(slot),
        minutes=slot.minutes,
        remarks=tuple(draft.remarks),
        waits=draft.waits,
        block=draft.block,
        named=not keys.ids[id(draft)],
        cell=record.cell_name(),
    )
