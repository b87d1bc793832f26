"""Tables that can be exported, serialised as CSV or as an Excel workbook, depending on the file's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from babel.numbers import get_decimal_symbol

from planner.domain.languages import Language
from planner.domain.long_task import LongTask
from planner.exporting.tables.table import OutTable, to_csv
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class TableOffer:
    """A table that can be exported: its name, a function that makes it, and an ending for the file's name.

    ``make`` gets the wording of the headings. A ``public`` table contains only what attendees may see. ``languages`` is
    true if the language of its headings can be chosen. ``suffixes`` are the file formats it can have.
    """

    name: str
    make: Callable[[Wording], LongTask[Sequence[OutTable]]]
    ending: str
    public: bool = False
    languages: bool = True
    suffixes: tuple[str, ...] = (".xlsx", ".csv")


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
