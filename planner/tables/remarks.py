"""What is said of cells that hide what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.text import Plural
from planner.tables.pieces import Remark
from planner.tables.table import column_name


def of_errors(sheet: str, cells: Sequence[tuple[int, int]]) -> Iterator[Remark]:
    """Say how many cells show an error such as #REF! in place of a value, and which is the first."""
    if cells:
        row, column = min(cells)
        yield Remark(
            Plural(
                "{n} cell of the sheet “{sheet}” shows an error in place of a value: {cell}.",
                "{n} cells of the sheet “{sheet}” show an error in place of a value, the first is {cell}.",
                len(cells),
                sheet=sheet,
                cell=f"{column_name(column)}{row + 1}",
            )
        )
