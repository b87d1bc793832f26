"""Reads a table row into a draft of a session, which has not yet been compared with the other rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.enums import Kind, Role
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.importing.mapping.records import Record, text_of
from planner.importing.mapping.row_people import RowPeople
from planner.importing.mapping.table_people import parts_of
from planner.importing.mapping.timing import TIMES, RowTime, RowTimeReader
from planner.importing.mapping.values import session_fields_of
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

    ``rooms`` are as written; None means that no rooms are given.
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
        track, *more = parts_of(record.text("track"), ";") or ("",)
        everywhere = track.casefold() in EVERYWHERE
        rooms, all_of_them = _rooms(record)
        return RowDraft(
            record=record,
            title=title,
            told=session_fields_of(record, title, more),
            known_as=clean_line(record.text("id")).strip("[]"),
            kind=self._kind(record, title, alone=not people),
            track="" if everywhere else track,
            rooms=rooms,
            everywhere=all_of_them or (everywhere and not rooms),
            people=people,
            slot=slot,
            remarks=[*remarks, *slot.remarks, *self._people.remarks],
        )

    def _kind(self, record: Record, title: str, *, alone: bool) -> Kind | None:
        told = clean_line(record.text("kind"))
        kind = kind_of(told) if told else None
        if told and kind is None:
            self._unmapped[f"type={told[:60]}"] += 1
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


def _rooms(record: Record) -> tuple[tuple[str, ...] | None, bool]:
    """Return the rooms as written, and whether they are all rooms."""
    if record.rooms is not None:
        return record.rooms, not record.rooms
    written = record.values.get("room") or record.view.mapping.room
    if not written:
        return None, False
    texts = tuple(clean_line(text_of(one)) for one in (written if isinstance(written, tuple) else (written,)))
    if len(texts) == 1 and texts[0].casefold() in EVERYWHERE:
        return (), True
    return (texts if len(texts) > 1 else (text_of(written),)), False
