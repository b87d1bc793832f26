"""Reads JSON: the lists of any document as tables, and the refusal of what has none that could be a programme."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from planner.domain.long_task import LongTask, half_of
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.importing.mapping.header_rows import layout_of
from planner.importing.mapping.records import headings_in
from planner.importing.sources.json_lists import FoundList, lists_in
from planner.importing.sources.json_schedule import is_schedule, whole_events
from planner.importing.sources.json_systems import whole_sessions
from planner.importing.sources.json_tables import about_of, tables_of
from planner.importing.sources.json_values import same_name
from planner.importing.sources.safe_json import read_json
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables


@dataclass(frozen=True, slots=True)
class Dialect:
    """A program that writes JSON: its name on the command line, its label, and fields that its sessions have."""

    key: str
    name: str
    fields: tuple[str, ...]


DIALECTS = (
    Dialect("schedule.json", "schedule.json", ("title", "date", "start", "duration", "room", "persons")),
    Dialect("sessionize", "Sessionize", ("title", "startsAt", "endsAt", "roomId", "speakers")),
    Dialect("indico", "Indico", ("title", "startDate", "endDate", "room", "presenters")),
    Dialect("opass", "OPass", ("zh", "en", "start", "end", "room", "broadcast", "speakers")),
    Dialect("kotlinconf", "KotlinConf", ("title", "startsAt", "endsAt", "location", "speakerIds")),
    Dialect("openevent", "Open Event", ("title", "starts_at", "ends_at", "microlocation", "speakers")),
    Dialect("pretalx", "pretalx", ("code", "title", "abstract", "speakers", "start", "end", "room")),
)
"""Programs that are named where a document has nothing that could be sessions."""


def read_opened_json(opened: OpenedFile, kind: str = "") -> LongTask[Tables]:
    """Return the lists of a JSON file as tables; raise ``EstradError`` if it cannot be read or has none.

    ``kind`` is the key of a dialect that it shall be of, or anything else.
    """
    document = yield from half_of(read_json(opened), 0)
    root, about = document.root, about_of(document.root)
    if is_schedule(root):
        root, about = whole_events(root, opened)
    else:
        root = whole_sessions(root)
        about = about_of(root)
    found = yield from lists_in(root)
    remarks = (*document.remarks, *about.pop("remarks", ()))
    tables = yield from half_of(tables_of(root, remarks, about, opened, found), 1)
    if tables is None or (kind and not _is_of(kind, tables)):
        raise _nothing_fits(found, opened, kind)
    return tables


def _is_of(kind: str, tables: Tables) -> bool:
    """Return whether tables have the headings of a dialect, if ``kind`` is the key of one."""
    name = next((dialect.name for dialect in DIALECTS if dialect.key == kind), "")
    layouts = (layout_of(headings_in(sheet.rows[0])) for sheet in tables.sheets)
    return not name or any(layout is not None and layout.name == name for layout in layouts)


def _nothing_fits(lists: list[FoundList], opened: OpenedFile, kind: str) -> EstradError:
    """Return the error for an unusable file: what it contains, what was expected, and the nearest program."""
    found = max(lists, key=lambda one: len(one.objects), default=None)
    asked = next((dialect for dialect in DIALECTS if dialect.key == kind), None)
    remedy = Text("Export the programme as JSON again, or as a table (.xlsx, .csv).")
    if found is None:
        problem = Text("“{name}” is JSON without a list of anything that could be sessions.", name=opened.name)
        return EstradError(problem, remedy, file=opened.path, line=1)
    names = [clean_line(name)[:40] for name, _ in Counter(chain(*found.objects)).most_common()]
    problem = Plural(
        "“{name}” is JSON with {n} entry that has {fields}, but {lacks}.",
        "“{name}” is JSON with {n} entries that have {fields}, but {lacks}.",
        len(found.objects), name=opened.name, fields=", ".join(names[:4]) or "–", lacks=_lacks(asked, names),
    )  # fmt: skip
    return EstradError(problem, remedy, file=opened.path, line=found.objects[0].line)


def _lacks(asked: Dialect | None, names: list[str]) -> Text:
    """Return the message about the fields that the requested program expects, or else the nearest one."""
    if asked:
        return Text("{program} has sessions with {wanted}", program=asked.name, wanted=", ".join(asked.fields[:5]))
    nearest = _nearest(names)
    if nearest is None:
        return Text("none has a title and a time")
    return Text("none has a title and a time; the nearest is {program}, whose sessions have {wanted}",
                program=nearest.name, wanted=", ".join(nearest.fields[:5]))  # fmt: skip


def _nearest(names: list[str]) -> Dialect | None:
    """Return the program with the most fields equal or similar to the names, or None if there are hardly any."""
    have = set(map(same_name, names))

    def likeness(dialect: Dialect) -> tuple[int, int]:
        wanted = set(map(same_name, dialect.fields))
        return len(wanted & have), sum(1 for name in wanted if any(name[:5] == one[:5] for one in have))

    nearest = max(DIALECTS, key=likeness)
    common, alike = likeness(nearest)
    return nearest if common > 1 or alike > 2 else None
