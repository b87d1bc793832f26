"""Reads a file to be imported: another program's, or another Estrad conference, which becomes an ``Incoming``."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import INTERNAL, Entity, Session
from planner.domain.long_task import LongTask, Progress
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Plural, Text, with_commas
from planner.domain.value_objects import Placement
from planner.importing.incoming import (
    Incoming,
    IncomingBlock,
    IncomingDay,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
)
from planner.importing.source_registry import SOURCES, read_bytes, read_file
from planner.storage.file import is_conference, read_foreign
from planner.storage.header import is_header
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables

KEY = "estrad"
"""The kind of source that stands for another Estrad conference."""
SUFFIX = ".estrad"


def name_patterns() -> tuple[str, ...]:
    """Return the patterns of the names of files that can be imported, such as ``*.csv``, for a file dialog."""
    return (*dict.fromkeys(pattern for source in SOURCES for pattern in source.patterns), f"*{SUFFIX}")


def read_incoming(
    source: Path | OpenedFile, kind: str = "", how: ReadingOptions | None = None
) -> LongTask[Incoming | Tables]:
    """Read a file to be imported, or its bytes: another program's, like ``read_file``, or an Estrad conference.

    The file stays unchanged. Raise ``EstradError`` if it cannot be read, or is a conference that is open here.
    """
    path, content = (source, None) if isinstance(source, Path) else (source.path, source.data)
    is_ours = is_conference(path) if content is None else is_header(content)
    if is_ours or kind == KEY or (not kind and path.suffix.lower() == SUFFIX):
        yield Progress(0, 2)
        agenda, left = read_foreign(path, content)
        yield Progress(1, 2)
        incoming = whole_incoming(agenda, path.name)
        return replace(incoming, remarks=(*incoming.remarks, *((left.problem,) if left else ())))
    return (yield from read_file(source, kind, how) if isinstance(source, Path) else read_bytes(source, kind, how))


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
"""Fields that are not imported: pictures stay in the other file, time zone and language are set elsewhere, and whether
biographies are published is decided for each conference."""


def whole_incoming(agenda: Agenda, name: str) -> Incoming:
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
            IncomingPerson(0, f"{namespace}/person:{person.id}", person.name, person.bio,
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
            replace(one, person=f"{namespace}/person:{one.person}", room=one.room and agenda.rooms[one.room].name)
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
        people=tuple((f"{namespace}/person:{a.person}", a.role) for a in block.chairs),
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
        people=tuple((f"{namespace}/person:{a.person}", a.role) for a in session.people),
        begin=_placement_start(placement),
        minutes=session.minutes,
        block=f"{namespace}/block:{session.block}" if session.block else "",
        remarks=(Text("It is said to be in “{place}”, which is not taken over.", place=place),) if place else (),
        known_as=(session.origin,) if session.origin else (),
        ours=session.id,
    )


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
    return (Text("Left out, as it does not come along from another conference: {what}.", what=with_commas(told)),)
