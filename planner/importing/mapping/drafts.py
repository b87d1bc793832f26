"""Reads table rows into drafts of sessions; what a field cannot take is said with its cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.domain.text import N_, EstradError, Text, clean_line
from planner.domain.title_kinds import kind_by_title, kind_of
from planner.domain.value_objects import Kind, Role
from planner.importing.cells.cell_times import TimeColumn, time_in
from planner.importing.cells.contents import count_in
from planner.importing.mapping.records import Record, RowTime, parts_of, text_of
from planner.importing.mapping.table_people import WEB_ADDRESS, RowPeople, links_in
from planner.importing.mapping.timing import TIMES, RowTimeReader
from planner.importing.vocabulary import is_yes, language_of, status_of

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
        *("all stages", "both stages", "båda salarna", "båda scenerna", "alle bühnen", "beide bühnen", "alle räume"),
        *("alle säle", "alle rom", "alle rum", "alle sale", "alle zalen", "toutes les salles", "todas las salas"),
        *("kaikki salit", "kaikki huoneet"),
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
        if slot.minutes is None:  # as in *45 mins*, *Workshop (90 min)*
            slot.minutes = _length_in(record.values.get("kind"))
        track, *more = parts_of(record.text("track"), ";") or ("",)
        everywhere = track.casefold() in EVERYWHERE
        rooms = _rooms(record)
        told, unread = _fields_of(record, title, more)
        return RowDraft(
            record=record,
            title=title,
            told=told,
            kind=self._kind(record, title, alone=not people),
            track="" if everywhere else track,
            rooms=rooms,
            everywhere=rooms == () or (everywhere and rooms is None),
            people=people,
            slot=slot,
            remarks=[*remarks, *record.doubts, *slot.remarks, *self._people.remarks, *unread],
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
        cells = record.view.unknown_in(record.row) if record.column is None else []
        cells += [("title", record.unknown)] if record.unknown else []
        for key, cell in cells:
            if key in TIMES or key in ("title", "id", "room"):
                raise EstradError(
                    Text("The formula in {cell} has no stored value.", cell=cell),
                    Text("Open the table in the program that it is of, save it and import it again."),
                )
        return [Text("The formula in {cell} has no stored value; it is left out.", cell=cell) for _, cell in cells]


def _rooms(record: Record) -> tuple[str, ...] | None:
    """Return the rooms as written; empty if they are all rooms, None if none are given."""
    written = record.values.get("room") or record.view.mapping.room
    if record.rooms is not None or not written:
        return record.rooms
    cells = written if isinstance(written, tuple) else (written,)
    texts = tuple(clean_line(line) for one in cells for line in text_of(one).split("\n"))
    if len(texts) == 1 and texts[0].casefold() in EVERYWHERE:
        return ()
    return texts


_MARKED_UP = re.compile(r"</(?:p|div|ul|ol|li|strong|em|b|i|a|span|h[1-6])>|<br\s*/?>", re.IGNORECASE)


def _fields_of(record: Record, title: str, tags: Sequence[str]) -> tuple[dict[str, Any], list[Text]]:
    """Return the fields of a row's session, and remarks on what they cannot take; an empty cell makes one empty.

    The ``title`` has already been read; ``tags`` are additional tags.
    """
    told: dict[str, Any] = {"title": title}
    unread = []
    fields = record.values.keys() if record.column is not None else record.view.fields | record.values.keys()
    for name, read in _CELL_READERS.items():
        if name in fields:
            found, text = read(record.values.get(name)), record.text(name)
            told |= {} if found is None else {name: found}
            if text and not found and not (name in _SWITCHES and text.casefold() in _NO):
                unread.append((name, text))
    if "links" in fields:
        lines = [line for line in record.text("links").splitlines() if len(WEB_ADDRESS.findall(line)) != 1]
        rest = WEB_ADDRESS.sub(" ", " ".join(lines)).strip(" ,;")
        unread += [("links", rest)] if rest and told["links"] else []
    if tags:
        told["tags"] = tuple(dict.fromkeys((*told.get("tags", ()), *tags)))
    if record.extras or record.view.extras:
        told["extra"] = tuple(record.extras)
    left = N_("{cell}: “{text}” does not fit there and is left out.")
    remarks = (Text(left, cell=record.cell(name), text=" ".join(text.split())[:60]) for name, text in unread)
    return told, sorted(remarks, key=str)


def prose_of(value: Any) -> str:
    """Return the text of a cell, converted from HTML if a program has written it so."""
    text = text_of(value)
    if not _MARKED_UP.search(text):
        return text
    from planner.importing.html_to_text import html_to_text  # imports lxml

    return html_to_text(text)


def _length_in(value: Any) -> int | None:
    return time_in(value[0] if isinstance(value, tuple) else value, None, TimeColumn.LENGTH).minutes


def yes_in(value: Any) -> bool:
    """Return whether a cell means yes."""
    return is_yes(text_of(value))


def _address(value: Any) -> str | None:
    found = links_in(value)
    return found[0].address if found else "" if not text_of(value) else None


_CELL_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("subtitle", "note", "introduction", "cues"), text_of),
    **dict.fromkeys(("abstract", "description"), prose_of),
    **dict.fromkeys(("website", "stream"), _address),
    **dict.fromkeys(("tags", "equipment"), lambda value: parts_of(text_of(value))),
    **dict.fromkeys(("setup", "teardown", "least"), _length_in),
    "language": lambda value: language_of(text_of(value)),
    "audience": lambda value: count_in(text_of(value)),
    **dict.fromkeys(("do_not_record", "pinned"), yes_in),
    "status": lambda value: status_of(text_of(value)),
    "links": links_in,
}
"""Readers for the cells of session fields that do not depend on other cells."""

_NO = frozenset(("no", "n", "nej", "nein", "non", "false", "0", "off", "falskt", "falsch", "-", "–"))
_SWITCHES = ("do_not_record", "pinned")
