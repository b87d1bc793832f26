"""Serialises tables as a file of the kind that its name says: CSV or an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from babel.numbers import get_decimal_symbol

from planner.domain.languages import Language
from planner.domain.long_task import LongTask
from planner.exporting.tables.table import OutTable, to_csv


def table_file(
    making: LongTask[Sequence[OutTable]],
    out: PurePath,
    *,
    made: datetime,
    language: Language | None,
    title: str,
    keywords: str = "",
) -> LongTask[bytes]:
    """Serialise the tables that a task makes: one as CSV if ``out`` ends so, else all as XLSX.

    In CSV the ``language`` decides on the delimiter, as spreadsheets expect a semicolon if the comma is the decimal
    sign; without one it is a comma. Raise ``EstradError`` for contents that the format cannot hold.
    """
    tables = yield from making
    if out.suffix.lower() == ".csv":
        return to_csv(tables[0], ";" if language and get_decimal_symbol(language.locale) == "," else ",")
    from planner.exporting.tables.xlsx import to_xlsx  # imports XlsxWriter

    return (yield from to_xlsx(tables, made=made, title=title, keywords=keywords))
