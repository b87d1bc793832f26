"""Reads a file to be imported: another program's, or another Estrad conference, which becomes an ``Incoming``.

The kinds of files of other programs are a row of ``SOURCES`` each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import INTERNAL, Entity, Session
from planner.domain.long_task import LongTask, Progress
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import EstradError, Plural, Text, join_with_commas
from planner.domain.value_objects import Appearance, Placement, Role
from planner.importing.incoming import (
    Incoming,
    IncomingBlock,
    IncomingDay,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
)
from planner.importing.sources.first_bytes import refuse_unread_formats, refuse_unrecognised_file
from planner.storage.file import is_conference, read_other_conference
from planner.storage.header import is_conference_header
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile, open_file
from planner.tables.table import TableFormat, Tables

_READERS = "planner.importing.sources"
"""The package of the readers and sniffers, which are named by their modules in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file: ``key`` is its name on the command line, ``patterns`` are usual names of its files.

    ``reader`` and ``sniffer`` name functions of the package ``_READERS`` as ``module:function``, whose modules are
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
        return bool(self.sniffer and resolve_name(f"{_READERS}.{self.sniffer}")(opened))

    def read(self, opened: OpenedFile, how: ReadingOptions) -> LongTask[Incoming | Tables]:
        """Return the content of a file of this kind, or its tables.

        ``how`` are the options for reading a table as text.
        """
        options = (how,) if self.key == TABLE else ()
        steps: LongTask[Incoming | Tables] = resolve_name(f"{_READERS}.{self.reader}")(opened, *options)
        return (yield from steps)


TABLE = "table"
XML, JSON = ("*.xml",), ("*.json",)
_DIALECT = "json_tables:read_opened_json"
SOURCES: tuple[Source, ...] = (
    Source("xcal", ("*.xcal", *XML), "calendars:read_xcal", "first_bytes:looks_like_xcal"),
    Source("xml", XML, "json_tables:read_xml_records", "first_bytes:looks_like_xml_table"),
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

The file's suffix does not matter, except that a .yml or .yaml file may be refused for it.
"""

KEY = "estrad"
"""The kind of source that stands for another Estrad conference."""
SUFFIX = ".estrad"


def file_name_patterns() -> tuple[str, ...]:
    """Return the patterns of the names of files that can be imported, such as ``*.csv``, for a file dialog."""
    return (*dict.fromkeys(pattern for source in SOURCES for pattern in source.patterns), f"*{SUFFIX}")


def read_incoming(
    source: Path | OpenedFile, kind: str = "", how: ReadingOptions | None = None
) -> LongTask[Incoming | Tables]:
    """Read a file to be imported, or its bytes: another program's, like ``read_opened_file``, or an Estrad conference.

    The file stays unchanged. Raise ``EstradError`` if it cannot be read, or is a conference that is open here.
    """
    path, content = (source, None) if isinstance(source, Path) else (source.path, source.data)
    is_ours = is_conference(path) if content is None else is_conference_header(content)
    if is_ours or kind == KEY or (not kind and path.suffix.lower() == SUFFIX):
        yield Progress(0, 2)
        agenda, left = read_other_conference(path, content)
        yield Progress(1, 2)
        incoming = incoming_from_agenda(agenda, path.name)
        return replace(incoming, remarks=(*incoming.remarks, *((left.problem,) if left else ())))
    opened = open_file(source) if isinstance(source, Path) else source
    yield Progress(0, 1)
    return (yield from read_opened_file(opened, kind, how))


def read_opened_file(
    opened: OpenedFile, kind: str = "", how: ReadingOptions | None = None
) -> LongTask[Incoming | Tables]:
    """Return the content of an opened file of another program, or its tables if their columns have to be mapped first.

    ``kind`` is the key of a source, or empty to recognise the file by its content; ``how`` are the options for reading
    a table as text. The lines of a Word document without a table are read as a text file would be. Raise
    ``EstradError`` if the file cannot be read.
    """
    told = yield from choose_source(opened, kind).read(opened, how or ReadingOptions())
    if not isinstance(told, Tables) or told.form is not TableFormat.LINES:
        return told
    text = "\n".join(str(line) for sheet in told.sheets for line, *_ in sheet.rows)
    return (yield from read_opened_file(OpenedFile(opened.path, text.encode()), how=ReadingOptions("utf-8")))


def choose_source(opened: OpenedFile, kind: str = "") -> Source:
    """Return the source with a key, or else the first that recognises the file; raise ``EstradError`` if there is none.

    If the key is that of a program that writes JSON, but the file is a table, the table is read; if the key is that of
    tables, but the file is JSON, the JSON is read.
    """
    if not kind:
        refuse_unread_formats(opened)
        return next((source for source in SOURCES if source.sniff(opened)), None) or refuse_unrecognised_file(opened)
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


_HANDLED_ELSEWHERE = INTERNAL | {
    "id",
    "origin",
    "position",
    "number",
    "minutes",
    "kind",
    "track",
    "block",
    "people",
    "chairs",
    "placement",
}
_OF_ANOTHER_FILE = {"logo", "photo", "timezone", "language", "profiles"}
"""Fields that are not imported.

Pictures stay in the other file, time zone and language are set elsewhere, and whether biographies are published is
decided for each conference.
"""


def incoming_from_agenda(agenda: Agenda, name: str) -> Incoming:
    """Return the content of a conference as if read from a file of that ``name``, to be imported.

    Empty and default values are left out, and so is what an import does not take. ``ours`` of people, rooms, tracks,
    sessions and blocks are their ids there.
    """
    namespace = f"estrad-{agenda.conference.id}"
    days = sorted(agenda.days.values(), key=lambda day: day.date)
    return Incoming(
        name=name,
        namespace=namespace,
        conference=_filled_fields(agenda.conference, _OF_ANOTHER_FILE),
        venue=_filled_fields(agenda.venue),
        zone=agenda.conference.timezone,
        days=tuple(IncomingDay(0, day.date, day.opens, day.closes) for day in days),
        rooms=tuple(
            IncomingPlace(0, room.name, _filled_fields(room, {"name"}), room.id)
            for room in agenda.rooms_in_order
        ),
        tracks=tuple(
            IncomingPlace(0, track.name, _filled_fields(track, {"name"}), track.id)
            for track in agenda.tracks_in_order
        ),
        people=tuple(
            IncomingPerson(0, _person_key(namespace, person.id), person.name, person.bio,
                           fields=_filled_fields(person, {"name", "bio", "photo"}), ours=person.id)
            for person in agenda.people.values()
        ),
        sessions=tuple(
            _incoming_session(agenda, one, namespace)
            for one in sorted(agenda.sessions.values(), key=lambda session: session.number)
        ),
        blocks=tuple(_incoming_block(agenda, one, namespace) for one in agenda.blocks_in_order),
        refused=(),
        remarks=_omission_remark(agenda),
        covers=tuple(
            replace(one, person=_person_key(namespace, one.person), room=one.room and agenda.rooms[one.room].name)
            for one in agenda.covers_in_order
        ),
    )  # fmt: skip


def _incoming_block(agenda: Agenda, block: Block, namespace: str) -> IncomingBlock:
    placement = block.placement
    return IncomingBlock(
        line=0,
        key=f"{namespace}/block:{block.id}",
        title=block.title,
        fields={**_filled_fields(block), "chairs": ()},
        track=agenda.tracks[block.track].name if block.track else "",
        rooms=tuple(agenda.rooms[room].name for room in placement.rooms) if placement else (),
        people=tuple((_person_key(namespace, a.person), a.role) for a in block.chairs),
        agreed=_refusals(block.chairs, namespace),
        begin=_placement_start(placement),
        minutes=block.minutes,
        place=placement.place if placement else None,
        ours=block.id,
    )


def _placement_start(placement: Placement | None) -> IncomingStart | None:
    """Return the start of a placement, or None without one."""
    if placement is None:
        return None
    midnight = datetime.combine(placement.span.day, time())
    return IncomingStart(placement.span.day, midnight + timedelta(minutes=placement.span.start), MINUTES_A_DAY)


def _incoming_session(agenda: Agenda, session: Session, namespace: str) -> IncomingSession:
    placement = session.placement
    place = placement.place if placement else ""
    return IncomingSession(
        line=0,
        key=f"{namespace}/session:{session.id}",
        title=session.title,
        fields=_filled_fields(session),
        kind=session.kind,
        track=agenda.tracks[session.track].name if session.track else "",
        rooms=tuple(agenda.rooms[room].name for room in placement.rooms) if placement else (),
        people=tuple((_person_key(namespace, a.person), a.role) for a in session.people),
        agreed=_refusals(session.people, namespace),
        begin=_placement_start(placement),
        minutes=session.minutes,
        block=f"{namespace}/block:{session.block}" if session.block else "",
        remarks=(Text("It is said to be in “{place}”, which is not taken over.", place=place),) if place else (),
        known_as=(session.origin,) if session.origin else (),
        ours=session.id,
    )


def _person_key(namespace: str, person_id: str) -> str:
    return f"{namespace}/person:{person_id}"


def _refusals(people: Iterable[Appearance], namespace: str) -> dict[tuple[str, Role], Appearance]:
    """Return the appearances that people declined or withdrew, by person key and role.

    An import takes these answers over, lest attendees read such a name.
    """
    keys = ((_person_key(namespace, one.person), one) for one in people if not one.is_expected)
    return {(key, one.role): replace(one, person=key) for key, one in keys}


def _filled_fields(entity: Entity, but: set[str] | frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return an entity's fields by name, without those in ``but``, handled elsewhere, empty or at their default."""
    known = ((field, getattr(entity, field.name)) for field in fields(entity))
    return {
        field.name: value
        for field, value in known
        if field.name not in _HANDLED_ELSEWHERE | but and value not in ("", (), None, field.default)
    }


def _omission_remark(agenda: Agenda) -> tuple[Text, ...]:
    """Return a remark that counts the organisations, templates and pictures left out, or nothing without any."""
    pictures = sum(1 for person in agenda.people.values() if person.photo) + bool(agenda.conference.logo)
    counted = (
        Plural("{n} organisation", "{n} organisations", len(agenda.partners)),
        Plural("{n} template", "{n} templates", len(agenda.templates)),
        Plural("{n} picture", "{n} pictures", pictures),
    )
    told = [one for one in counted if one.number]
    if not told:
        return ()
    return (Text("Left out, as it does not come along from another conference: {what}.", what=join_with_commas(told)),)
