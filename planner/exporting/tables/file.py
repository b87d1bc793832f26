"""Serialises tables as a file, in the format given by the suffix of its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Text
from planner.exporting.tables.table import OutTable

SUFFIXES = (".xlsx", ".csv")


def table_file(tables: Sequence[OutTable], out: Path, *, made: datetime, delimiter: str, title: str) -> LongTask[bytes]:
    """Serialise tables as CSV (one table only) or XLSX (any number), depending on the suffix of ``out``.

    Raise ``EstradError`` for any other suffix, and for contents that the format cannot hold.
    """
    suffix = out.suffix.lower()
    if suffix == ".csv" and len(tables) == 1:
        from planner.exporting.tables.csv_text import to_csv

        yield Progress(0, 1)
        return to_csv(tables[0], delimiter)
    if suffix == ".xlsx":
        from planner.exporting.tables.xlsx import to_xlsx  # imports XlsxWriter

        return (yield from to_xlsx(tables, made=made, title=title))
    raise EstradError(
        Text("Estrad does not write files like “{name}”.", name=out.name),
        Text("Give it a name that ends in {suffixes}.", suffixes=".xlsx" if len(tables) > 1 else ".xlsx or .csv"),
        file=out,
    )
