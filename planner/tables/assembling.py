"""Assembles a table from the pieces that the child process sends, in steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.domain.long_task import LongTask, Progress, run_to_end
from planner.domain.text import Text
from planner.tables.pieces import Begins, BrokenPiece, Piece, Remark, Row, SheetBegins, SheetMarks, SheetRows
from planner.tables.table import Area, Tables, Worksheet

PADDED = 5_000
"""Number of rows padded to full width in one step."""


@dataclass(slots=True)
class _Pile:
    """The pieces of one sheet that have arrived so far."""

    name: str
    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)


class TableAssembler:
    """Assembles tables from pieces, which are added one by one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._begins: Begins | None = None
        self._piles: list[_Pile] = []
        self._remarks: list[Text] = []
        self._read = 0

    @property
    def progress(self) -> Progress:
        """The number of rows received, out of those expected."""
        return Progress(self._read, max(self._begins.rows if self._begins else 0, self._read, 1))

    def add(self, piece: Piece) -> None:
        """Add the next piece; raise ``BrokenPiece`` if it belongs to a sheet and none has begun."""
        if isinstance(piece, Begins):
            self._begins = piece
        elif isinstance(piece, SheetBegins):
            self._piles.append(_Pile(piece.name))
        elif isinstance(piece, Remark):
            self._remarks.append(piece.text)
        elif isinstance(piece, SheetRows | SheetMarks):
            if not self._piles:
                raise BrokenPiece("no sheet")
            self._add_to(self._piles[-1], piece)

    def _add_to(self, pile: _Pile, piece: SheetRows | SheetMarks) -> None:
        if isinstance(piece, SheetRows):
            pile.rows += piece.rows
            pile.lines += piece.lines
            self._read += len(piece.rows)
        else:
            pile.merged += piece.merged
            pile.unknown += piece.unknown

    def result(self) -> LongTask[Tables]:
        """Return the assembled tables; raise ``BrokenPiece`` if nothing was received."""
        begins = self._begins
        if begins is None:
            raise BrokenPiece("no beginning")
        sheets = []
        while self._piles:  # freed one by one, so that no table is held twice
            sheets.append((yield from self._sheet(self._piles.pop(0))))
        return Tables(self._name, begins.form, tuple(sheets), begins.encoding, begins.delimiter, tuple(self._remarks))

    def _sheet(self, pile: _Pile) -> LongTask[Worksheet]:
        """Return the sheet of a pile, with all rows padded to the width of the longest."""
        rows = pile.rows
        width = max(map(len, rows), default=0)
        if pile.unknown:  # even if all other cells are empty
            rows += [()] * (1 + max(row for row, _column in pile.unknown) - len(rows))
            width = max(width, 1 + max(column for _row, column in pile.unknown))
        yield self.progress
        for start in range(0, len(rows), PADDED):
            part = rows[start : start + PADDED]
            rows[start : start + PADDED] = [row + (None,) * (width - len(row)) for row in part]
            yield self.progress
        rows += [(None,) * width] * (_bottom(pile.merged, rows, width) - len(rows))
        areas = [clipped for area in pile.merged if (clipped := _clipped(area, len(rows), width))]
        yield self.progress
        return Worksheet(pile.name, tuple(rows), tuple(areas), tuple(sorted(set(pile.unknown))), tuple(pile.lines))


def tables_of(name: str, pieces: Iterable[Piece]) -> Tables:
    """Assemble tables from a small number of pieces."""
    assembling = TableAssembler(name)
    for piece in pieces:
        assembling.add(piece)
    return run_to_end(assembling.result())


LONGER = 200
"""Number of empty rows kept below the last value because they belong to a merged area with one."""


def _bottom(merged: list[Area], rows: list[Row], width: int) -> int:
    """Return the number of rows, including empty ones covered by a merged area that has a value."""
    count = len(rows)
    said = [a.bottom + 1 for a in merged if a.top < count and a.left < width and rows[a.top][a.left] is not None]
    return min(max(said, default=0), count + LONGER)


def _clipped(area: Area, rows: int, columns: int) -> Area | None:
    """Clip an area to the sheet; None if fewer than two cells remain."""
    cut = Area(area.top, area.left, min(area.bottom, rows - 1), min(area.right, columns - 1))
    if cut.top > cut.bottom or cut.left > cut.right or (cut.top, cut.left) == (cut.bottom, cut.right):
        return None
    return cut
