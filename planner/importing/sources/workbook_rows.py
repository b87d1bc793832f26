"""The sheets of Estrad's workbook, recognised by their headings, their rows with fields, and people in cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from planner.domain.languages import LANGUAGES
from planner.domain.text import EstradError, Text, clean_text, unguard_formula
from planner.domain.value_objects import STATE_NAMES, Appearance, ExtraField, Role, State
from planner.importing.incoming import CellFault, WrittenCells
from planner.tables.table import TableFormat, Tables, Value, Worksheet
from planner.wording import wording
from planner.workbook.codecs import (
    SAYS_NOTHING,
    all_wordings,
    cell_as_text,
    choice_codec,
    parse_cell_date,
    placeholder_text,
    split_at_bars,
    split_lines,
)
from planner.workbook.columns import (
    ANSWERED,
    ASKED,
    EXTRA,
    ID,
    LAYOUTS,
    MORE,
    SINCE,
    WRITTEN_AS,
    SheetColumn,
    SheetLayout,
    extra_fingerprint,
    read_cell_fingerprint,
    read_fingerprints,
)

_SEVERAL = re.compile(r"[;\n](?![^\[\]]*\])|(?<=\])\s*,")
_WHO = re.compile(r"(?P<label>[^\[\]]*?)\s*(?:\[(?P<said>[^\[\]]*)\])?")
_STATE = choice_codec(STATE_NAMES)


@dataclass(slots=True)
class LabelIndex:
    """Names or keys by which rooms, tracks, people or blocks are imported, by their casefolded labels and names.

    ``new`` are the labels, lines and cells of those that have no row of their own, by these names or keys.
    """

    known: dict[str, str] = field(default_factory=dict)
    new: dict[str, tuple[str, int, str]] = field(default_factory=dict)

    def add(self, label: str, name: str, key: str) -> None:
        """Add an entity that has a row, under its label and its name, unless an earlier one has these.

        ``key`` is the name or key by which it is imported.
        """
        self.known.setdefault(label.casefold(), key)
        self.known.setdefault(name.casefold(), key)

    def split_label(self, label: str) -> tuple[str, ...]:
        """Split a label at commas, if each part is a label and the whole is not."""
        parts = tuple(part.strip() for part in label.split(","))
        whole = label.casefold() in self.known or not all(part.casefold() in self.known for part in parts)
        return (label,) if whole else parts

    def find_or_add(self, label: str, key: str, line: int, cell: str = "") -> str:
        """Return the name or key of the entity with a label; without a row it is added as new under ``key``."""
        if label.casefold() not in self.known:
            self.known[label.casefold()] = key
            self.new[key] = label, line, cell
        return self.known[label.casefold()]


def parse_people(text: str, role: Role) -> Iterator[Appearance]:
    """Yield the people in a cell, with their labels in place of ids; raise ``EstradError`` if a part is malformed."""
    for part in _SEVERAL.split(text):
        found = _WHO.fullmatch(part.strip())
        if found is None or (found["said"] and not found["label"]):
            raise EstradError(
                Text("“{text}” is nobody that Estrad knows how to read.", text=part.strip()),
                Text("Write names with semicolons between, and an answer as Anna Berg [Confirmed]."),
            )
        if found["label"]:
            yield Appearance(found["label"], role, *_parse_agreement(found["said"] or ""))


def _parse_agreement(said: str) -> tuple[State, date | None, date | None]:
    state, dates = State.NOT_ASKED, dict[str, date]()
    for word in filter(None, map(str.strip, said.split(","))):
        told = {
            one: parse_cell_date(day) for one in (ASKED, ANSWERED) if (day := placeholder_text(one, word)) is not None
        }
        dates |= told
        state = state if told else _STATE.read(word)
    return state, dates.get(ASKED), dates.get(ANSWERED)


FIRST_ROWS = 10
"""Number of rows in which the headings may be."""


@dataclass(frozen=True, slots=True)
class EstradSheet:
    """A sheet of Estrad's workbook: its layout, its header row, and the column of each field and extra field.

    ``marks`` are the columns for id, label, fingerprints and other extra fields. ``guards`` means that texts like
    formulas have an apostrophe before them (CSV).
    """

    layout: SheetLayout
    sheet: Worksheet
    head: int
    fields: Mapping[str, int]
    marks: Mapping[str, int]
    extra: Mapping[int, str]
    guards: bool
    language: str = "en"

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows below the headings that have a value in a column for a field or for one extra field."""
        seen, ids = [*self.fields.values(), *self.extra], set[str]()
        for n in range(self.head + 1, len(self.sheet.rows)):
            if any(self.sheet.rows[n][at] not in (None, "") for at in seen):
                row = SheetRow(self, n)
                yield replace(row, copied=True) if row.estrad_id in ids else row
                ids |= {row.estrad_id} - {""}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The row of an entity in a sheet; a ``copied`` one repeats the id of a row above, and is a new entity."""

    of: EstradSheet
    number: int
    copied: bool = False

    @property
    def line(self) -> int:
        """The row's number as the spreadsheet shows it."""
        return self.of.sheet.line(self.number)

    def cell(self, name: str) -> str:
        """Return the name of a field's cell, such as ``Sessions!B7``; of the row's first cell if it has no column."""
        return f"{self.of.sheet.name}!{self.of.sheet.cell(self.number, self.of.fields.get(name, 0))}"

    def has_columns(self, *names: str) -> bool:
        """Return whether the sheet has columns for all of these fields."""
        return all(name in self.of.fields for name in names)

    def value(self, name: str) -> Value:
        """Return the value of the field's cell, or None if it is empty or the field has no column."""
        return self._cell_value(self.of.fields.get(name))

    def _cell_value(self, column: int | None) -> Value:
        found = None if column is None else self.of.sheet.rows[self.number][column]
        if isinstance(found, str):
            found = clean_text(unguard_formula(found) if self.of.guards else found)
        return None if found == "" else found

    def _own_column_text(self, heading: str) -> str:
        return "" if self.copied else cell_as_text(self._cell_value(self.of.marks.get(heading)) or "").strip()

    @property
    def estrad_id(self) -> str:
        """The id of the entity in the conference that wrote the workbook; empty for a new one."""
        return self._own_column_text(ID)

    @property
    def label(self) -> str:
        """The label that the entity had in other sheets when the workbook was written; empty for a new one."""
        return self._own_column_text(WRITTEN_AS)

    def read(self, name: str) -> Any:
        """Return the value of a field, also that of an empty cell; raise ``CellFault`` if it is invalid.

        It is ``SAYS_NOTHING`` if the cell's value is not known, or if the cell is empty and the field's codec says so.
        """
        field = self.of.layout.field(name)
        if self._is_unknown(name):
            return SAYS_NOTHING
        found = self.value(name)
        if found is None:
            return field.codec.empty
        try:
            return field.codec.read(found)
        except EstradError as error:
            raise CellFault(error, self.cell(name)) from error

    def read_known_value(self, name: str) -> Any:
        """Return the value of a field as ``read`` does; raise ``CellFault`` if it is invalid or ``SAYS_NOTHING``."""
        if (value := self.read(name)) is SAYS_NOTHING:
            raise self._unknown_fault(name)
        return value

    def known_value(self, name: str) -> Value:
        """Return the value of the field's cell as ``value`` does; raise ``CellFault`` if it is not known."""
        if self._is_unknown(name):
            raise self._unknown_fault(name)
        return self.value(name)

    def _is_unknown(self, name: str) -> bool:
        return (self.number, self.of.fields.get(name, -1)) in self.of.sheet.unknown

    def _unknown_fault(self, name: str) -> CellFault:
        problem = Text("The cell has an error, or a formula without a result.")
        return CellFault(EstradError(problem, Text("Type its value, and save the workbook.")), self.cell(name))

    def fields(self, *but: str) -> dict[str, Any]:
        """Return the row's fields, without ``but``, people by role, and cells that say nothing.

        Raise ``CellFault`` if one is invalid.
        """
        names = (name for name in self.of.fields if name not in but and ":" not in name)
        found = {name: value for name in names if (value := self.read(name)) is not SAYS_NOTHING}
        tells_extra = self.of.layout.extra and (self.of.extra or MORE in self.of.marks)
        return found | ({"extra": self.extra()} if tells_extra else {})

    def extra(self) -> tuple[ExtraField, ...]:
        """Return the extra fields; one that has a column but no value has an empty value."""
        listed = [
            ExtraField(*split_at_bars(line, 2))
            for line in split_lines(cell_as_text(self._cell_value(self.of.marks.get(MORE)) or ""))
        ]
        names = {extra.name for extra in listed}
        values = ((name, self._cell_value(at)) for at, name in self.of.extra.items())
        found = [ExtraField(name, "" if value is None else cell_as_text(value)) for name, value in values]
        return (*(extra for extra in found if extra.value or extra.name not in names), *listed)

    def written_cells(self) -> WrittenCells | None:
        """Return the row's fingerprints as Estrad wrote them, and the fields changed since; None if not known."""
        prints = read_fingerprints(self._own_column_text(SINCE))
        if not prints or not self.estrad_id:
            return None
        fields = [field for field in self.of.layout.fields if field.name in prints and self.has_columns(field.name)]
        now = {field.name: read_cell_fingerprint(field.codec.sort, self.value(field.name)) for field in fields}
        if "extra" in prints:
            now["extra"] = extra_fingerprint(self.extra())
        changed = frozenset(name for name, found in now.items() if found != prints[name])
        return WrittenCells(prints, changed, self.of.language)


def estrad_sheets(tables: Tables) -> list[EstradSheet]:
    """Return the sheets of Estrad's workbook: those with a column for its ids."""
    found = (_recognise_sheet(sheet, guards=tables.form is TableFormat.CSV) for sheet in tables.sheets)
    return [sheet for sheet in found if sheet]


def _recognise_sheet(sheet: Worksheet, *, guards: bool) -> EstradSheet | None:
    for head, row in enumerate(sheet.rows[:FIRST_ROWS]):
        texts = [value.strip() if isinstance(value, str) else "" for value in row]
        texts = [unguard_formula(text) if guards else text for text in texts]
        headings = [text.casefold() for text in texts]
        marks = {
            mark: headings.index(word)
            for mark in (ID, SINCE, WRITTEN_AS, MORE)
            for word in all_wordings(mark)
            if word in headings
        }
        if ID in marks:
            layout = _find_layout(sheet.name, headings)
            fields = {field.name: at for field in layout.fields if (at := _field_index(field, headings)) is not None}
            taken = {*fields.values(), *marks.values()}
            others = {at: text for at, text in enumerate(texts) if text and at not in taken} if layout.extra else {}
            extra = {at: placeholder_text(EXTRA, text) or text for at, text in others.items()}
            return EstradSheet(layout, sheet, head, fields, marks, extra, guards, _sheet_language(layout, headings))
    return None


def _sheet_language(layout: SheetLayout, headings: list[str]) -> str:
    """Return the language in which the most headings are those of the layout."""
    wanted = [field.heading for field in layout.fields]
    return max(LANGUAGES, key=lambda one: sum(wording(one)(heading).casefold() in headings for heading in wanted))


def _field_index(field: SheetColumn, headings: list[str]) -> int | None:
    return next((headings.index(word) for word in all_wordings(field.heading) if word in headings), None)


def _find_layout(name: str, headings: list[str]) -> SheetLayout:
    """Return the layout with the sheet's name in any language, or else the one that matches the most headings."""
    named = (layout for layout in LAYOUTS if name.casefold() in all_wordings(layout.name))
    return next(named, None) or max(
        LAYOUTS, key=lambda layout: sum(_field_index(field, headings) is not None for field in layout.fields)
    )
