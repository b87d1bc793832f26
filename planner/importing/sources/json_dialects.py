"""The programs whose JSON is known, one row of ``DIALECTS`` each, and the handling of all other JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.domain.cleaning import clean_line
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import Plural, Text
from planner.importing.incoming import Incoming
from planner.importing.sources.json_apps import (
    is_community_day,
    is_ddd,
    is_devfest,
    is_devoxx,
    is_emf,
    is_kotlinconf,
    is_miniconf,
    read_community_day,
    read_ddd,
    read_devfest,
    read_devoxx,
    read_emf,
    read_kotlinconf,
    read_miniconf,
)  # fmt: skip
from planner.importing.sources.json_entry import same_name
from planner.importing.sources.json_general import is_sure, read_general
from planner.importing.sources.json_indico import is_indico, read_indico
from planner.importing.sources.json_list_finder import FoundList, lists_in
from planner.importing.sources.json_lists import by_frequency
from planner.importing.sources.json_opass import is_opass, read_opass
from planner.importing.sources.json_openevent import is_openevent, read_openevent
from planner.importing.sources.json_pretalx import is_pretalx, read_pretalx
from planner.importing.sources.json_schedule import is_schedule, read_schedule_json
from planner.importing.sources.json_sessionize import is_sessionize, read_sessionize
from planner.importing.sources.json_tables import programmes_in, tables_of, zone_of
from planner.importing.sources.safe_json import JsonDocument, read_json
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The JSON of a program.

    ``key`` is its name on the command line, ``name`` its label, ``fields`` are those of its sessions.
    """

    key: str
    name: str
    fields: tuple[str, ...]
    looks_like: Callable[[Any], bool]
    read: Callable[[JsonDocument, OpenedFile], LongTask[Incoming]]


DIALECTS = (
    Dialect("schedule.json", "schedule.json", ("title", "date", "start", "duration", "room", "persons"),
            is_schedule, read_schedule_json),
    Dialect("sessionize", "Sessionize", ("title", "startsAt", "endsAt", "roomId", "speakers"),
            is_sessionize, read_sessionize),
    Dialect("indico", "Indico", ("title", "startDate", "endDate", "room", "presenters"), is_indico, read_indico),
    Dialect("opass", "OPass", ("zh", "en", "start", "end", "room", "broadcast", "speakers"), is_opass, read_opass),
    Dialect("community-day", "Community Day", ("title", "start", "end", "room_id", "speakers"),
            is_community_day, read_community_day),
    Dialect("kotlinconf", "KotlinConf", ("title", "startsAt", "endsAt", "location", "speakerIds"),
            is_kotlinconf, read_kotlinconf),
    Dialect("openevent", "Open Event", ("title", "starts_at", "ends_at", "microlocation", "speakers"),
            is_openevent, read_openevent),
    Dialect("pretalx", "pretalx", ("code", "title", "abstract", "speakers", "start", "end", "room"),
            is_pretalx, read_pretalx),
    Dialect("devfest", "DevFest", ("session_title", "session_start_time", "speaker_name"),
            is_devfest, read_devfest),
    Dialect("devoxx", "Devoxx", ("roomName", "fromTimeMillis", "toTimeMillis", "talk", "break"),
            is_devoxx, read_devoxx),
    Dialect("ddd", "DDD", ("Title", "Abstract", "Format", "Presenters"), is_ddd, read_ddd),
    Dialect("emf", "Electromagnetic Field", ("title", "start_date", "end_date", "venue", "speaker"),
            is_emf, read_emf),
    Dialect("miniconf", "mini-conf", ("title", "start", "end", "location", "calendarId"),
            is_miniconf, read_miniconf),
)  # fmt: skip
"""The dialects in the order in which they are tried; the first that recognises the document reads it."""


def read_opened_json(opened: OpenedFile, kind: str = "") -> LongTask[Incoming | Tables]:
    """Return the content of a JSON file; raise ``EstradError`` if it cannot be read or not recognised.

    ``kind`` is the key of a dialect, ``TABLE`` for its lists as tables, or empty to recognise the file by its content.
    """
    steps = read_json(opened)
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            document: JsonDocument = end.value
            break
        yield Progress(step.done, 2 * step.total)
    for dialect in DIALECTS:
        if kind in ("", dialect.key) and dialect.looks_like(document.root):
            return (yield from _second_half(dialect.read(document, opened)))
    found = yield from lists_in(document.root)
    if kind in ("", TABLE):
        programmes = programmes_in(found)
        if not kind and is_sure(programmes):
            zone = zone_of(document.root)
            told = read_general(document, opened, programmes[0], found, zone.key if zone else "")
            return (yield from _second_half(told))
        if tables := (yield from tables_of(document, opened, found, programmes)):
            return tables
    raise _nothing_fits(found, opened, kind)


def _second_half(steps: LongTask[Incoming]) -> LongTask[Incoming]:
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            result: Incoming = end.value
            return result
        yield Progress(step.total + step.done, 2 * step.total)


def _nothing_fits(lists: list[FoundList], opened: OpenedFile, kind: str) -> EstradError:
    """Return the error for an unusable file: what it contains, what was expected, and the nearest program."""
    found = max(lists, key=lambda one: len(one.objects), default=None)
    asked = next((dialect for dialect in DIALECTS if dialect.key == kind), None)
    remedy = Text("Export the programme as JSON again, or as a table (.xlsx, .csv).")
    if found is None:
        problem = Text("“{name}” is JSON without a list of anything that could be sessions.", name=opened.name)
        return EstradError(problem, remedy, file=opened.path, line=1)
    names = [clean_line(name)[:40] for name in by_frequency(found.objects)]
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
        alike = sum(1 for name in wanted if any(name[:5] == one[:5] for one in have))
        return len(wanted & have), alike

    nearest = max(DIALECTS, key=likeness)
    common, alike = likeness(nearest)
    return nearest if common > 1 or alike > 2 else None
