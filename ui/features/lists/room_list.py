"""Columns and chips of the list of rooms: seats, equipment, use, closed times."""

from __future__ import annotations

from typing import Any

from planner.domain.entities import Room
from planner.domain.enums import Status
from planner.domain.text import N_
from ui.features.lists.columns import ALL, FilterChip, ListColumn
from ui.state.document import Document
from ui.state.fields.field_text import window_name


def _seats(document: Document, room: Room) -> str:
    return document.presentation.words.plural("{n} seat", "{n} seats", room.seats) if room.seats else ""


def _held(document: Document, room: Room) -> list[int]:
    placed = document.agenda.placed
    return [s.minutes for s, where in placed if room.id in where.rooms and s.status is not Status.CANCELLED]


def _use(document: Document, room: Room) -> str:
    n = len(_held(document, room))
    return document.presentation.words.plural("{n} session", "{n} sessions", n) if n else ""


def _hours(document: Document, room: Room) -> str:
    minutes = sum(_held(document, room))
    return (
        document.presentation.words("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
        if minutes
        else ""
    )


def _closed(document: Document, room: Room) -> str:
    return ", ".join(window_name(document, window) for window in room.closed)


def _place(document: Document, room: Room) -> Any:
    return (room.position, room.name)


ROOM_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(
        "name", N_("Name"), lambda document, r: r.name, _place, below=lambda document, r: r.floor, width=220, bold=True
    ),
    ListColumn("seats", N_("Seats"), _seats, lambda document, r: r.seats or None, width=100, least=100),
    ListColumn("arrangement", N_("Set-up"), lambda document, r: r.arrangement, width=150),
    ListColumn("equipment", N_("Equipment"), lambda document, r: ", ".join(r.equipment), width=220),
    ListColumn(
        "use",
        N_("In use"),
        _use,
        lambda document, r: len(_held(document, r)) or None,
        below=_hours,
        width=136,
        least=136,
    ),
    ListColumn(
        "closed",
        N_("Closed"),
        _closed,
        lambda document, r: min((w.absolute_start for w in r.closed), default=None),
        tone=lambda document, r: "warning" if r.closed else "",
        width=200,
        least=180,
    ),
)
ROOM_CHIPS: tuple[FilterChip, ...] = (
    ALL,
    FilterChip("closed", N_("Closed at times"), lambda document, r: bool(r.closed)),
    FilterChip("seatless", N_("Seats unknown"), lambda document, r: r.seats is None),
    FilterChip("columnless", N_("Without a column"), lambda document, r: not r.column),
)
