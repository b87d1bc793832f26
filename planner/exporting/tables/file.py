"""Serialises tables as a file, in the format given by the suffix of its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from planner.domain.long_task import LongTask
from planner.exporting.tables.csv_text import DELIMITERS, to_csv
from planner.exporting.tables.table import OutTable


def table_file(
    making: LongTask[Sequence[OutTable]], out: Path, *, made: datetime, language: str, title: str
) -> LongTask[bytes]:
    """Serialise the tables that a task makes: one as CSV if ``out`` ends so, else all as XLSX.

    In CSV the ``language`` decides on the delimiter; without one it is a comma. Raise ``EstradError`` for contents that
    the format cannot hold.
    """
    tables = yield from making
    if out.suffix.lower() == ".csv":
        return to_csv(tables[0], DELIMITERS.get(language, ","))
    from planner.exporting.tables.xlsx import to_xlsx  # imports XlsxWriter

    return (yield from to_xlsx(tables, made=made, title=title))
