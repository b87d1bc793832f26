"""The kinds of files that can be imported, one row of ``SOURCES`` each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, Text
from planner.importing.incoming import Incoming
from planner.importing.sources.unsupported_files import refuse_other_sorts, refuse_unread
from planner.tables.opened_file import OpenedFile, open_file
from planner.tables.reading_options import ReadingOptions
from planner.tables.table import Tables

_BEGIN = re.compile(rb"(?:^|[\r\n])\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?BEGIN:V(?!CARD)[A-Z]", re.IGNORECASE)

_CARD = re.compile(rb"(?:^|[\r\n])\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?BEGIN:VCARD", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file: ``key`` is its name on the command line, ``name`` its label.

    ``sniff`` tells by a file's first bytes whether it may be one, quickly and without raising. ``read`` returns the
    content, or the tables if their columns have to be mapped first; it raises ``EstradError``.
    """

    key: str
    name: str
    sniff: Callable[[OpenedFile], bool]
    read: Callable[[OpenedFile], LongTask[Incoming | Tables]]


def _looks_like_xml(opened: OpenedFile) -> bool:
    from planner.tables.forms import looks_like_page

    start = opened.data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and not looks_like_page(opened.data)


def _read_schedule(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.schedule_xml import read_opened_schedule  # imports lxml

    return (yield from read_opened_schedule(opened))


def _looks_like_ics(opened: OpenedFile) -> bool:
    return _BEGIN.search(opened.data[:4000].replace(b"\x00", b"")) is not None


def _read_ics(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.ics import read_ics  # imports icalendar

    return (yield from read_ics(opened))


def _looks_like_xcal(opened: OpenedFile) -> bool:
    return b"<icalendar" in opened.data[:4000].lower()


def _read_xcal(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.xcal import read_xcal

    return (yield from read_xcal(opened))


def _looks_like_agenda_feed(opened: OpenedFile) -> bool:
    return b"<feed" in opened.data[:4000] and b"start>" in opened.data


def _read_atom(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.atom import read_atom

    return (yield from read_atom(opened))


def _looks_like_json(opened: OpenedFile) -> bool:
    from planner.importing.sources.safe_json import looks_like_json

    return looks_like_json(opened)


def _read_json(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.json_dialects import read_opened_json

    return (yield from read_opened_json(opened))


def _json_of(key: str) -> Callable[[OpenedFile], LongTask[Incoming | Tables]]:
    """Return a function that reads a JSON file of a particular program."""

    def read(opened: OpenedFile) -> LongTask[Incoming | Tables]:
        from planner.importing.sources.json_dialects import read_opened_json

        return (yield from read_opened_json(opened, key))

    return read


def _only_if_asked(_opened: OpenedFile) -> bool:
    return False


def _looks_like_table(opened: OpenedFile) -> bool:
    from planner.importing.sources.titles import is_timed
    from planner.tables.sniffing import looks_like_table

    return looks_like_table(opened) and not is_timed(opened)


def _read_table(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    return (yield from _read_table_so(opened, ReadingOptions()))


def _read_table_so(opened: OpenedFile, how: ReadingOptions) -> LongTask[Incoming | Tables]:
    if _looks_like_json(opened):
        from planner.importing.sources.json_dialects import read_opened_json

        return (yield from read_opened_json(opened, TABLE))
    from planner.importing.sources.workbook import is_workbook, read_workbook
    from planner.tables.reading import read_tables

    tables = yield from read_tables(opened, how)
    return (yield from read_workbook(tables)) if is_workbook(tables) else tables


def _looks_like_records(opened: OpenedFile) -> bool:
    if not opened.data[:4000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    from planner.importing.sources.xml_records import looks_like_records
    from planner.tables.forms import looks_like_page

    return looks_like_records(opened) and not looks_like_page(opened.data)


def _read_records(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.xml_records import read_records

    return (yield from read_records(opened))


def _looks_like_cards(opened: OpenedFile) -> bool:
    return _CARD.search(opened.data[:4000].replace(b"\x00", b"")) is not None


def _read_cards(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.vcard import read_vcard

    return (yield from read_vcard(opened))


def _looks_like_titles(opened: OpenedFile) -> bool:
    from planner.importing.sources.titles import looks_like_titles

    return looks_like_titles(opened)


def _read_titles(opened: OpenedFile) -> LongTask[Incoming | Tables]:
    from planner.importing.sources.titles import read_titles

    return (yield from read_titles(opened))


TABLE = "table"
SOURCES: tuple[Source, ...] = (
    Source("xcal", N_("a calendar in XML (xCal)"), _looks_like_xcal, _read_xcal),
    Source("atom", N_("an agenda as an Atom feed"), _looks_like_agenda_feed, _read_atom),
    Source("xml", N_("a table in XML, as ConfTool exports it"), _looks_like_records, _read_records),
    Source("schedule.xml", N_("a schedule.xml as pretalx and frab export it"), _looks_like_xml, _read_schedule),
    Source("ics", N_("a calendar in iCalendar"), _looks_like_ics, _read_ics),
    Source("vcard", N_("address cards"), _looks_like_cards, _read_cards),
    Source("json", N_("a programme in JSON"), _looks_like_json, _read_json),
    Source("schedule.json", N_("a schedule.json as frab, pretalx and the hub write it"), _only_if_asked,
           _json_of("schedule.json")),
    Source("pretalx", N_("JSON or tables of pretalx"), _only_if_asked, _json_of("pretalx")),
    Source("sessionize", N_("JSON or tables of Sessionize"), _only_if_asked, _json_of("sessionize")),
    Source("indico", N_("JSON or tables of Indico"), _only_if_asked, _json_of("indico")),
    Source("opass", N_("JSON of OPass"), _only_if_asked, _json_of("opass")),
    Source("openevent", N_("JSON or tables of Open Event or eventyay"), _only_if_asked, _json_of("openevent")),
    Source(TABLE, N_("a table: a spreadsheet, or a text with columns"), _looks_like_table, _read_table),
    Source("titles", N_("a list of titles, one a line"), _looks_like_titles, _read_titles),
)  # fmt: skip
"""The sources in the order in which they are tried; the first that recognises the content reads the file.

The content decides, not the suffix.
"""


def read_file(path: Path, kind: str = "", how: ReadingOptions | None = None) -> LongTask[Incoming | Tables]:
    """Read the file at a path.

    ``kind`` is the key of a source, or empty to recognise the file by its content; ``how`` are the options for reading
    a table as text. Raise ``EstradError`` if the file cannot be read.
    """
    opened = open_file(path)
    yield Progress(0, 1)
    return (yield from read_bytes(opened, kind, how))


def read_bytes(opened: OpenedFile, kind: str = "", how: ReadingOptions | None = None) -> LongTask[Incoming | Tables]:
    """Read an opened file as ``read_file`` does."""
    source = choose_source(opened, kind)
    if source.key == TABLE and how is not None:
        return (yield from _read_table_so(opened, how))
    return (yield from source.read(opened))


def choose_source(opened: OpenedFile, kind: str = "") -> Source:
    """Return the source with a key, or else the first that recognises the file; raise ``EstradError`` if there is none.

    A table from a program that also writes JSON is read as a table.
    """
    if kind:
        found = next((source for source in SOURCES if source.key == kind), None)
        if found is None:
            raise EstradError(
                Text("There is no kind of source “{kind}”.", kind=kind[:60]),
                Text("Choose one of: {names}.", names=", ".join(source.key for source in SOURCES)),
            )
        of_program = found.sniff is _only_if_asked and not _looks_like_json(opened) and _looks_like_table(opened)
        return next(source for source in SOURCES if source.key == TABLE) if of_program else found
    refuse_other_sorts(opened)
    found = next((source for source in SOURCES if source.sniff(opened)), None)
    if found is None:
        refuse_unread(opened)
    return found
