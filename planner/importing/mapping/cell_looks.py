"""Reads what the looks of a table's cells mean: rows that are struck through or hidden, and colours of tracks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from planner.domain.text import Text, clean_line
from planner.importing.mapping.drafts import RowDraft
from planner.importing.mapping.records import MappedSheet, Record
from planner.importing.vocabulary import kind_of, state_of
from planner.tables.legend import CellColours
from planner.tables.table import LegendEntry

_SHADE = r"(?:(?:light|dark|ljus|mörk|hell|dunkel)[\s-]*)?"
_COLOUR = (
    rf"{_SHADE}(?:red|green|blue|yellow|orange|purple|pink|gr[ae]y|violet|turquoise|brown|white|black|"
    r"röda?|rött|gröna?|grönt|blåa?|blått|gula?|gult|orangea?|lila|rosa|gråa?|grått|violetta?|turkosa?|bruna?|vita?|"
    r"svarta?|rot|grün|blau|gelb|grau|violett|türkis|braun|weiß|schwarz)"
)
_BEFORE = re.compile(rf"{_COLOUR}\s*(?:[=:–—-]|->|→)\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:[=:–—-]\s*{_COLOUR}|\(\s*{_COLOUR}\s*\))$", re.IGNORECASE)
_TRACK = re.compile(r"(?:track|stream|strand|spår)\s*[:=]\s*|[\s-]+(?:track|stream|strand|spår(?:et)?)$", re.IGNORECASE)


class CellLooksReader:
    """Reads the looks of one sheet's cells; ``warnings`` are about colours whose meaning is not known."""

    def __init__(self, view: MappedSheet) -> None:
        self._view, self._looks = view, view.sheet.looks
        self._struck: dict[int, list[int]] = {}
        for row, column in sorted(self._looks.struck):
            if row < len(view.sheet.rows) and view.sheet.rows[row][column : column + 1] != (None,):
                self._struck.setdefault(row, []).append(column)
        self._colours = CellColours(self._looks)
        self._tracks = tracks_of(self._looks.legend)
        self._drafts: list[tuple[RowDraft, str]] = []

    def waits(self, record: Record, name: str = "title") -> Text | None:
        """Return why a record is not proposed: all its rows are hidden, or its title or name is struck through."""
        found = [why for row in _rows_of(record) if (why := self._out(record, row, name))]
        return Text("{why} Tick it to take it in.", why=found[0]) if len(found) == len(_rows_of(record)) else None

    def _out(self, record: Record, row: int, name: str) -> Text | None:
        column = self._view.column_of(name) if record.column is None else record.column
        if row in self._looks.hidden:
            return Text("{cell}: the row is hidden in the file.", cell=self._view.cell(row, column))
        if column in self._struck.get(row, ()):
            return Text("{cell} is struck through in the file.", cell=self._view.cell(row, column))
        return None

    def take(self, draft: RowDraft) -> None:
        """Note why a session waits and which of its other cells are struck through, and give it its colour's track."""
        record = draft.record
        draft.waits = self.waits(record)
        if draft.waits is None and record.column is None:
            for row in _rows_of(record):
                out = self._out(record, row, "title") if row in self._looks.hidden else None
                cells = (self._view.cell(row, column) for column in self._struck.get(row, ()))
                draft.remarks += (
                    [out] if out else [Text("{cell} is struck through in the file.", cell=c) for c in cells]
                )
        if self._looks.colours:
            colour = self._colour_of(record)
            draft.track = draft.track or self._tracks.get(colour, "")
            self._drafts.append((draft, colour))

    def _colour_of(self, record: Record) -> str:
        """Return the colour of a record's title, or else the only one in its row."""
        if record.column is not None:
            return self._colours.of(record.row, record.column)
        in_row = self._colours.in_row(record.row)
        return self._colours.of(record.row, self._view.column_of("title")) or (in_row.pop() if len(in_row) == 1 else "")

    def remarks(self) -> list[Text]:
        """Return a remark on each colour that is read as a track."""
        cells = {one.colour: self._view.cell(one.row, one.column) for one in self._looks.legend}
        return [Text("{cell}: its colour is read as the track “{track}”.", cell=cells[colour], track=track)
                for colour, track in self._tracks.items()]  # fmt: skip

    def warnings(self) -> list[Text]:
        """Return a warning if the colours of sessions say something that nothing else in the sheet says."""
        if self._looks.legend and not self._tracks:
            one = self._looks.legend[0]
            cell = self._view.cell(one.row, one.column)
            return [Text("{cell}: “{text}” names a colour; colours are not read here.", cell=cell, text=one.text[:60])]
        unknown = [(draft, colour) for draft, colour in self._drafts if colour and colour not in self._tracks]
        if not unknown or _is_explained(self._drafts):
            return []
        draft, _ = unknown[0]
        return [Text("{cell}: sessions have colours that no legend names; what they mean is left out.",
                     cell=draft.record.cell())]  # fmt: skip


def _rows_of(record: Record) -> list[int]:
    return sorted({record.row, *(one.of.row for one in record.people if one.of)})


def _is_explained(drafts: list[tuple[RowDraft, str]]) -> bool:
    """Return whether colours are the same everywhere, take turns by row, or go by track, kind, rooms or day."""
    colours = [colour for _, colour in drafts]
    if len(set(colours)) == 1 or (len(colours) > 2 and colours == (colours[:2] * len(colours))[: len(colours)]):
        return True
    keys: tuple[Callable[[RowDraft], object], ...] = (
        lambda draft: draft.track,
        lambda draft: draft.kind,
        lambda draft: draft.rooms,
        lambda draft: draft.slot.day,
    )
    return any(_goes_by((key(draft), colour) for draft, colour in drafts) for key in keys)


def _goes_by(pairs: Iterable[tuple[object, str]]) -> bool:
    several = set(pairs)
    return len({key for key, _ in several}) == len(several)


def tracks_of(legend: Iterable[LegendEntry]) -> dict[str, str]:
    """Return the tracks that a legend names by their colours; none if an entry names a kind or an answer instead."""
    found = {entry.colour: _name_in(entry.text) for entry in legend}
    others = any(not name or kind_of(name) or state_of(name) for name in found.values())
    return {} if others else found


def _name_in(text: str) -> str:
    """Return the name in an entry of a legend, without that of the colour: *Security* of *Red = Security track*."""
    text = _AFTER.sub("", clean_line(text))
    text = text[found.end() :] if (found := _BEFORE.match(text)) else text
    return _TRACK.sub("", text).strip()[:300]
