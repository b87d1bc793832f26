"""The programme as a table for people, and in the layouts that event apps import.

All of these tables have only public data, and only placed sessions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from planner.domain.long_task import LongTask, Progress
from planner.domain.span import format_clock
from planner.domain.text import N_
from planner.domain.value_objects import KIND_NAMES, ON_STAGE, Role
from planner.exporting.tables.table import OutColumn, OutTable
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import ROLES
from planner.wording import Wording, wording
from planner.workbook.codecs import Cell, CellKind

COLUMNS = (
    OutColumn(N_("Date"), CellKind.DATE, 12), OutColumn(N_("Start"), CellKind.TIME, 8),
    OutColumn(N_("End"), CellKind.TIME, 8), OutColumn(N_("Room"), width=20), OutColumn(N_("Title"), width=44),
    OutColumn(N_("Type"), width=16), OutColumn(N_("People"), width=40), OutColumn(N_("Track"), width=20),
)  # fmt: skip
BLOCK = OutColumn(N_("Block"), width=20)
"""The last column, only in a programme with blocks."""
DAY = 24 * 60


def programme_tables(programme: Programme, _words: Wording, _name: str) -> LongTask[tuple[OutTable, ...]]:
    """Return the whole programme as the only table, in the conference's language, not the window's."""
    yield Progress(0, 1)
    return (programme_table(programme),)


def programme_table(programme: Programme, only: Collection[str] | None = None) -> OutTable:
    """Return the sessions of a programme, or ``only`` those with these ids, as a table in the conference's language."""
    words = wording(programme.language)
    blocks = bool(programme.blocks)
    found = (*COLUMNS, BLOCK) if blocks else COLUMNS
    columns = tuple(OutColumn(words(one.heading), one.sort, one.width) for one in found)
    shown = (item for item in programme.items if only is None or item.id in only)
    rows = tuple((*_row(item, words), *([item.block_title] if blocks else ())) for item in shown)
    return OutTable(words("Programme"), columns, rows)


def _row(item: ProgrammeItem, words: Wording) -> tuple[Cell, ...]:
    where = item.where or words("All rooms")
    people = (f"{one.name} ({words(ROLES[one.role])})" if one.role in ROLES else one.name for one in item.credits)
    span = item.span
    when = span.start_datetime.date(), span.start % DAY, span.end % DAY
    return *when, where, item.title, words(KIND_NAMES[item.kind]), ", ".join(people), item.track


Read = Callable[[ProgrammeItem], Cell]
SEVERAL = "; "
US_DATE = "%m/%d/%Y"


def app_tables(programme: Programme, _words: Wording, name: str) -> LongTask[tuple[OutTable, ...]]:
    """Return the sessions as the only table, in the layout called ``name`` in ``APP_LAYOUTS``, with its headings."""
    yield Progress(0, 1)
    rows = tuple(tuple(read(item) for _column, read in APP_LAYOUTS[name]) for item in programme.items)
    return (OutTable("Agenda", tuple(column for column, _read in APP_LAYOUTS[name]), rows),)


def _us_clock(minutes: int) -> str:
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{hours % 12 or 12}:{rest:02d} {'AM' if hours < 12 else 'PM'}"


def _joined_texts(item: ProgrammeItem) -> str:
    """Return the subtitle, abstract and description of an item as one text."""
    return "\n\n".join(text for text in (item.subtitle, item.abstract, item.description) if text)


def _names_reader(*roles: Role) -> Read:
    return lambda item: SEVERAL.join(item.names(*roles))


def _credits_line(item: ProgrammeItem) -> str:
    """Return the people of an item on one line, such as ``Ada Ek (Engineer, Town); Bo Ek``."""
    found = []
    for credit in item.credits:
        about = ", ".join(part for part in (credit.title, credit.organisation) if part)
        found.append(f"{credit.name} ({about})" if about else credit.name)
    return SEVERAL.join(found)


def _text_column(heading: str, read: Read, width: int = 16) -> tuple[OutColumn, Read]:
    return OutColumn(heading, width=width), read


WHOVA = (
    _text_column("*Date", lambda item: item.span.start_datetime.strftime(US_DATE), 12),
    _text_column("*Time Start", lambda item: format_clock(item.span.start), 12),
    _text_column("*Time End", lambda item: format_clock(item.span.end), 12),
    _text_column("Tracks (Optional)", lambda item: item.track, 20),
    _text_column("*Session Title", lambda item: item.title, 40),
    _text_column("Room/Location (Optional)", lambda item: item.where, 20),
    _text_column("Description (Optional)", _joined_texts, 60),
    _text_column("Speakers (Optional)", _names_reader(*ON_STAGE), 30),
    _text_column("Role: Moderators (Optional)", _names_reader(Role.MODERATOR), 30),
    _text_column("Session or Sub-session(Sub) (Optional)", lambda item: "Session", 14),
    _text_column("Tags (Optional)", lambda item: SEVERAL.join(item.tags), 20),
)  # fmt: skip
GUIDEBOOK = (
    _text_column("Session Title", lambda item: item.title, 40),
    _text_column("Date", lambda item: item.span.start_datetime.strftime(US_DATE), 12),
    _text_column("Time Start", lambda item: _us_clock(item.span.start), 12),
    _text_column("End Date (Optional)", lambda item: item.span.end_datetime.strftime(US_DATE), 12),
    _text_column("Time End", lambda item: _us_clock(item.span.end), 12),
    _text_column("Room/Location", lambda item: item.where, 20),
    _text_column("Schedule Track (Optional)", lambda item: item.track, 20),
    _text_column(
        "Description (Optional)", lambda item: "\n\n".join(filter(None, (_joined_texts(item), _credits_line(item)))), 60
    ),
)  # fmt: skip
APP = (
    _text_column("Title", lambda item: item.title, 40),
    (OutColumn("Date", CellKind.DATE, 12), lambda item: item.span.start_datetime.date()),
    (OutColumn("Start", CellKind.TIME, 8), lambda item: item.span.start % (24 * 60)),
    (OutColumn("End", CellKind.TIME, 8), lambda item: item.span.end % (24 * 60)),
    _text_column("Room", lambda item: item.where, 20),
    _text_column("Track", lambda item: item.track, 20),
    _text_column("Speakers", _names_reader(*ON_STAGE), 30),
    _text_column("Moderators", _names_reader(Role.MODERATOR), 30),
    _text_column("Description", _joined_texts, 60),
    _text_column("Kind", lambda item: item.kind.value, 12),
    _text_column("Language", lambda item: item.language, 10),
    _text_column("Tags", lambda item: ", ".join(item.tags), 20),
    _text_column("ID", lambda item: item.id, 34),
)  # fmt: skip
APP_LAYOUTS: dict[str, tuple[tuple[OutColumn, Read], ...]] = {"whova": WHOVA, "guidebook": GUIDEBOOK, "app": APP}
"""The columns of each app's layout, by its name on the command line."""
