"""Joins sheets: the rows of one are looked up by the values in another."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.cleaning import clean_line
from planner.importing.mapping.records import MappedSheet, PersonRecord, Record, text_of
from planner.importing.mapping.row_people import NAMES
from planner.importing.mapping.rows_of_sheets import RowsOfSheet
from planner.importing.mapping.table_mapping import ABOUT_SESSIONS, Join, SheetShape, TableMapping


class Joined:
    """The other sheets of a mapping, by the values with which the main sheet refers to their rows.

    ``inner`` are the numbers of sheets whose sessions are not read separately but complete those of the main sheet.
    """

    def __init__(self, mapping: TableMapping, views: list[MappedSheet]) -> None:
        self._views = views
        self._joins = [join for join in mapping.joins if max(join.sheet, join.other) < len(views)]
        self.inner = {join.other for join in self._joins if views[join.other].mapping.shape in ABOUT_SESSIONS}
        self._found = {join: self._rows_of(join) for join in self._joins if join.other in self.inner}

    def with_others(self, rows: RowsOfSheet) -> Iterator[Record]:
        """Yield the sessions of the main sheet, each completed from the other sheets."""
        if not self._found:
            yield from rows.records()
            return
        records = list(rows.records())
        for join, found in self._found.items():
            children: dict[int, list[Record]] = {}
            for record in records:
                others = found.get(_known(record.view.sheet.rows[record.row][join.column]), ())
                own_time = not {"start", "when"}.isdisjoint(record.values)
                self._add(rows, record, join, others)
                if record.parent is not None and not own_time:
                    children.setdefault(record.parent.row, []).append(record)
            for siblings in children.values():
                for number, child in enumerate(siblings):
                    child.part = (number, len(siblings)) if len(siblings) > 1 else None
        yield from records
        if any(self._of_parents(join) for join in self._found):
            met = {id(record.parent) for record in records}
            parents = (one for found in self._found.values() for each in found.values() for one in each)
            yield from (parent for parent in parents if id(parent) not in met)

    def _of_parents(self, join: Join) -> bool:
        return self._views[join.sheet].mapping.columns[join.column] == "session.parent"

    def _rows_of(self, join: Join) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        view = self._views[join.other]
        for record in RowsOfSheet(view, lambda value: None).rows():
            value = _known(view.sheet.rows[record.row][join.other_column])
            if value:
                found.setdefault(value, []).append(record)
        return found

    def _add(self, rows: RowsOfSheet, record: Record, join: Join, others: tuple[Record, ...] | list[Record]) -> None:
        view = self._views[join.other]
        if not others:
            return
        if self._of_parents(join):
            rows.lend(others[0], record)
        elif not view.fields.isdisjoint(NAMES):
            record.values.pop("speakers", None)
            record.people.extend(PersonRecord(dict(other.values), "speakers", other) for other in others)
        elif view.mapping.shape in (SheetShape.SESSIONS, SheetShape.SPEAKERS):
            for other in others:
                for name, value in other.values.items():
                    record.values.setdefault(name, value)
                record.extras.extend(other.extras)


def _known(value: object) -> str:
    return clean_line(text_of(value)).casefold()  # type: ignore[arg-type]
