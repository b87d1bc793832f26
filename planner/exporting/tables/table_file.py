"""Serialises tables as CSV or as an Excel workbook, depending on the file's name."""

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
    """Serialise the tables that ``making`` returns: the first one as CSV if ``out`` ends in .csv, else all as XLSX.

    A CSV file is delimited by semicolons if the decimal sign of ``language`` is a comma, as spreadsheets expect,
    otherwise by commas. Raise ``EstradError`` for contents that the format cannot hold.
    """
    tables = yield from making
    if out.suffix.lower() == ".csv":
        return to_csv(tables[0], ";" if language and get_decimal_symbol(language.locale) == "," else ",")
    from planner.exporting.tables.xlsx import to_xlsx  # imports XlsxWriter

    return (yield from to_xlsx(tables, made=made, title=title, keywords=keywords))
