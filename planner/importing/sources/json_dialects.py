"""The programs whose JSON is known, one row of ``DIALECTS`` each, and the handling of all other JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, half_of
from planner.domain.text import Plural, Text
from planner.importing.incoming import Incoming
from planner.importing.sources.json_apps import (
    community_day,
    ddd,
    devfest,
    devoxx,
    emf,
    kotlinconf,
    miniconf,
    opass,
)  # fmt: skip
from planner.importing.sources.json_entry import same_name
from planner.importing.sources.json_general import FoundList, is_sure, lists_in, read_general
from planner.importing.sources.json_schedule import is_schedule, read_schedule_json
from planner.importing.sources.json_session import Lists, read_lists
from planner.importing.sources.json_systems import indico, openevent, pretalx, sessionize
from planner.importing.sources.json_tables import programmes_in, tables_of, zone_of
from planner.importing.sources.safe_json import JsonDocument, read_json
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables

SCHEDULE, TABLE = "schedule.json", "table"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The JSON of a program.

    ``key`` is its name on the command line, ``name`` its label, ``fields`` are those of its sessions; ``lists`` returns
    the parts of a document, or None if it is another program's. Without it the documents are schedules.
    """

    key: str
    name: str
    fields: tuple[str, ...]
    lists: Callable[[Any], Lists | None] | None = None

    def told(self, document: JsonDocument, opened: OpenedFile) -> LongTask[Incoming] | None:
        """Return the steps of reading a document, or None if it is another program's."""
        if self.lists is None:
            return read_schedule_json(document, opened) if is_schedule(document.root) else None
        lists = self.lists(document.root)
        return read_lists(document, opened, self.key, lists) if lists else None


DIALECTS = (
    Dialect(SCHEDULE, "schedule.json", ("title", "date", "start", "duration", "room", "persons")),
    Dialect("sessionize", "Sessionize", ("title", "startsAt", "endsAt", "roomId", "speakers"), sessionize),
    Dialect("indico", "Indico", ("title", "startDate", "endDate", "room", "presenters"), indico),
    Dialect("opass", "OPass", ("zh", "en", "start", "end", "room", "broadcast", "speakers"), opass),
    Dialect("community-day", "Community Day", ("title", "start", "end", "room_id", "speakers"), community_day),
    Dialect("kotlinconf", "KotlinConf", ("title", "startsAt", "endsAt", "location", "speakerIds"), kotlinconf),
    Dialect("openevent", "Open Event", ("title", "starts_at", "ends_at", "microlocation", "speakers"), openevent),
    Dialect("pretalx", "pretalx", ("code", "title", "abstract", "speakers", "start", "end", "room"), pretalx),
    Dialect("devfest", "DevFest", ("session_title", "session_start_time", "speaker_name"), devfest),
    Dialect("devoxx", "Devoxx", ("roomName", "fromTimeMillis", "toTimeMillis", "talk", "break"), devoxx),
    Dialect("ddd", "DDD", ("Title", "Abstract", "Format", "Presenters"), ddd),
    Dialect("emf", "Electromagnetic Field", ("title", "start_date", "end_date", "venue", "speaker"), emf),
    Dialect("miniconf", "mini-conf", ("title", "start", "end", "location", "calendarId"), miniconf),
)  # fmt: skip
"""The dialects in the order in which they are tried; the first that recognises the document reads it."""


def read_opened_json(opened: OpenedFile, kind: str = "") -> LongTask[Incoming | Tables]:
    """Return the content of a JSON file; raise ``EstradError`` if it cannot be read or not recognised.

    ``kind`` is the key of a dialect, ``TABLE`` for its lists as tables, or empty to recognise the file by its content.
    """
    document = yield from half_of(read_json(opened), 0)
    for dialect in DIALECTS:
        if kind in ("", dialect.key) and (told := dialect.told(document, opened)):
            return (yield from half_of(told, 1))
    found = yield from lists_in(document.root)
    if kind in ("", TABLE):
        programmes = programmes_in(found)
        if not kind and is_sure(programmes):
            zone = zone_of(document.root)
            told = read_general(document, opened, programmes[0], found, zone.key if zone else "")
            return (yield from half_of(told, 1))
        if tables := (yield from tables_of(document, opened, found, programmes)):
            return tables
    raise _nothing_fits(found, opened, kind)


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
