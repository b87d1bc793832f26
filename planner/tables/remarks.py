"""Remarks on cells whose value is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.text import Plural
from planner.tables.pieces import Remark
from planner.tables.table import column_name

Cells = Sequence[tuple[int, int]]


def of_hidden_values(sheet: str, errors: Cells, unknown: Cells) -> Iterator[Remark]:
    """Yield a remark on cells with an error such as #REF!, and one on cells with a formula whose result is missing."""
    if errors:
        yield Remark(
            Plural(
                "{n} cell of the sheet “{sheet}” shows an error in place of a value: {cell}.",
                "{n} cells of the sheet “{sheet}” show an error in place of a value, the first is {cell}.",
                len(errors),
                sheet=sheet,
                cell=_first(errors),
            )
        )
    if unknown:
        yield Remark(
            Plural(
                "{n} cell of the sheet “{sheet}” has a formula whose result is not in the file: {cell}. "
                "Save it again in the program it is from.",
                "{n} cells of the sheet “{sheet}” have a formula whose result is not in the file, the first is {cell}. "
                "Save it again in the program it is from.",
                len(unknown),
                sheet=sheet,
                cell=_first(unknown),
            )
        )


def _first(cells: Cells) -> str:
    row, column = min(cells)
    return f"{column_name(column)}{row + 1}"
