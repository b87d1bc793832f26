"""The kinds of files that can be imported, one row of ``SOURCES`` each, and the choice of the one that reads a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Text
from planner.importing.incoming import Incoming
from planner.importing.sources.first_bytes import refuse_other_sorts, refuse_unread
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile, open_file
from planner.tables.table import TableFormat, Tables


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file: ``key`` is its name on the command line, ``patterns`` are usual names of its files.

    ``reader`` and ``sniffer`` name functions of ``planner.importing.sources`` as ``module:function``, whose modules are
    imported when they are first needed. The sniffer returns whether a file may be of this kind, by its content, quickly
    and without raising; a kind without one is only chosen by its key. The reader returns the content, or the tables if
    their columns have to be mapped first, or raises ``EstradError``.
    """

    key: str
    patterns: tuple[str, ...]
    reader: str
    sniffer: str = ""

    def sniff(self, opened: OpenedFile) -> bool:
        """Return whether a file may be one of this kind."""
        return bool(self.sniffer and _import_function(self.sniffer)(opened))

    def read(self, opened: OpenedFile, how: ReadingOptions) -> LongTask[Incoming | Tables]:
        """Return the content of a file of this kind, or its tables.

        ``how`` are the options for reading a table as text.
        """
        options = (how,) if self.key == TABLE else ()
        steps: LongTask[Incoming | Tables] = _import_function(self.reader)(opened, *options)
        return (yield from steps)


def _import_function(name: str) -> Callable[..., Any]:
    """Import and return the function of ``planner.importing.sources`` that ``module:function`` names."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"planner.importing.sources.{module}"), function)
    return found


TABLE = "table"
XML, JSON = ("*.xml",), ("*.json",)
_DIALECT = "json_tables:read_opened_json"
SOURCES: tuple[Source, ...] = (
    Source("xcal", ("*.xcal", *XML), "calendars:read_xcal", "first_bytes:looks_like_xcal"),
    Source("xml", XML, "json_tables:read_records", "first_bytes:looks_like_records"),
    Source("schedule.xml", XML, "schedule_xml:read_schedule", "first_bytes:looks_like_xml"),
    Source("ics", ("*.ics",), "calendars:read_ics", "first_bytes:looks_like_calendar"),
    Source("vcard", ("*.vcf",), "content_lines:read_vcard", "first_bytes:looks_like_cards"),
    Source("json", JSON, _DIALECT, "safe_json:looks_like_json"),
    *(Source(program, JSON, _DIALECT)
      for program in ("schedule.json", "pretalx", "sessionize", "indico", "opass", "openevent")),
    Source(TABLE, ("*.xlsx", "*.ods", "*.xls", "*.csv", "*.tsv", "*.txt", "*.html", "*.docx"),
           "table:read_table", "table:looks_like_timeless_table"),
    Source("titles", ("*.txt", "*.md"), "table:read_titles", "table:looks_like_titles"),
)  # fmt: skip
"""The sources in the order in which they are tried; the first that recognises a file's content reads the file.

Its suffix does not matter.
"""


def read_file(path: Path, kind: str = "", how: ReadingOptions | None = None) -> LongTask[Incoming | Tables]:
    """Return the content of the file at a path, or its tables if their columns have to be mapped first.

    ``kind`` is the key of a source, or empty to recognise the file by its content; ``how`` are the options for reading
    a table as text. Raise ``EstradError`` if the file cannot be read.
    """
    opened = open_file(path)
    yield Progress(0, 1)
    return (yield from read_bytes(opened, kind, how))


def read_bytes(opened: OpenedFile, kind: str = "", how: ReadingOptions | None = None) -> LongTask[Incoming | Tables]:
    """Read an opened file as ``read_file`` does.

    The lines of a Word document without a table are read as a text file would be.
    """
    told = yield from choose_source(opened, kind).read(opened, how or ReadingOptions())
    if not isinstance(told, Tables) or told.form is not TableFormat.LINES:
        return told
    text = "\n".join(str(line) for sheet in told.sheets for line, *_ in sheet.rows)
    return (yield from read_bytes(OpenedFile(opened.path, text.encode()), how=ReadingOptions("utf-8")))


def choose_source(opened: OpenedFile, kind: str = "") -> Source:
    """Return the source with a key, or else the first that recognises the file; raise ``EstradError`` if there is none.

    If the key is that of a program that writes JSON, but the file is a table, the table is read; if the key is that of
    tables, but the file is JSON, the JSON is read.
    """
    if not kind:
        refuse_other_sorts(opened)
        return next((source for source in SOURCES if source.sniff(opened)), None) or refuse_unread(opened)
    known = {source.key: source for source in SOURCES}
    if kind not in known:
        raise EstradError(
            Text("There is no kind of source “{kind}”.", kind=kind[:60]),
            Text("Choose one of: {names}.", names=", ".join(known)),
        )
    is_json = known["json"].sniff(opened)
    if not is_json and not known[kind].sniffer and known[TABLE].sniff(opened):
        return known[TABLE]
    return known["json" if is_json and kind == TABLE else kind]
