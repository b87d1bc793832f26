"""Columns and chips of the list of rooms: seats, equipment, use, closed times."""

from __future__ import annotations

from typing import Any

from planner.domain.entities import Room
from planner.domain.enums import Status
from planner.domain.text import N_
from ui.features.lists.columns import ALL, Chip, Column
from ui.state.document import Desk
from ui.state.fields.field_text import window_name


def _seats(desk: Desk, room: Room) -> str:
    return desk.reader.words.plural("{n} seat", "{n} seats", room.seats) if room.seats else ""


def _held(desk: Desk, room: Room) -> list[int]:
    placed = desk.agenda.placed
    return [s.minutes for s, where in placed if room.id in where.rooms and s.status is not Status.CANCELLED]


def _use(desk: Desk, room: Room) -> str:
    n = len(_held(desk, room))
    return desk.reader.words.plural("{n} session", "{n} sessions", n) if n else ""


def _hours(desk: Desk, room: Room) -> str:
    minutes = sum(_held(desk, room))
    return (
        desk.reader.words("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
        if minutes
        else ""
    )


def _closed(desk: Desk, room: Room) -> str:
    return ", ".join(window_name(desk, window) for window in room.closed)


def _place(desk: Desk, room: Room) -> Any:
    return (room.position, room.name)


ROOM_COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Name"), lambda desk, r: r.name, _place, below=lambda desk, r: r.floor, width=220, bold=True),
    Column("seats", N_("Seats"), _seats, lambda desk, r: r.seats or None, width=100, least=100),
    Column("arrangement", N_("Set-up"), lambda desk, r: r.arrangement, width=150),
    Column("equipment", N_("Equipment"), lambda desk, r: ", ".join(r.equipment), width=220),
    Column("use", N_("In use"), _use, lambda desk, r: len(_held(desk, r)) or None, below=_hours, width=136, least=136),
    Column(
        "closed", N_("Closed"),
        _closed, lambda desk, r: min((w.absolute_start for w in r.closed), default=None),
        tone=lambda desk, r: "warning" if r.closed else "", width=200, least=180,
    ),
)  # fmt: skip
ROOM_CHIPS: tuple[Chip, ...] = (
    ALL,
    Chip("closed", N_("Closed at times"), lambda desk, r: bool(r.closed)),
    Chip("seatless", N_("Seats unknown"), lambda desk, r: r.seats is None),
    Chip("columnless", N_("Without a column"), lambda desk, r: not r.column),
)
