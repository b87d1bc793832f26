"""The height of the room header above the timeline, the move of a room among its columns, and the hidden rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from planner.commands.venue import move_room
from planner.layout.grid import Grid, columns_on
from ui.state.canvas.room_heads import FOOT, HEADER_HEIGHT, NARROW, TURNED, turned_font
from ui.state.canvas.rulers import RULER_WIDTH
from ui.state.document import Document

BESIDE = 28
"""Pixels of a timeline's width used by the scroll bar and the minimap."""
TALLEST = 128
"""Maximum height of a header with rotated names, in pixels."""


def hidden_on(document: Document) -> tuple[str, ...]:
    """Return the rooms that are hidden on the shown day but would otherwise have a column."""
    shown = set(columns_on(document.agenda, document.day, document.view_state.hidden))
    return tuple(room for room in columns_on(document.agenda, document.day) if room not in shown)


def shift_room(document: Document, room_id: str, by: int, columns: Sequence[str] = ()) -> bool:
    """Move a room's column right (negative: left) by a number of visible columns, and return True if it moved.

    ``columns`` are the visible rooms, by default those of the shown day.
    """
    columns = columns or columns_on(document.agenda, document.day, document.view_state.hidden)
    place = columns.index(room_id) + by if room_id in columns else -1
    if not 0 <= place < len(columns) or not document.workspace.writable:
        return False
    order = [other.id for other in document.agenda.rooms_in_order]
    return document.apply(lambda now: move_room(now, room_id, order.index(columns[place]) - order.index(room_id)))


def needed_height(document: Document, grid: Callable[[], Grid], view: QWidget) -> int:
    """Return the height in pixels of the header above a day, equal for all days side by side in the view's parent."""
    agenda, view_state, host = document.agenda, document.view_state, view.parentWidget()
    if not view_state.rooms_fitted:
        return HEADER_HEIGHT
    days = tuple(agenda.days.values()) if document.shows_all_days and host else ()
    columns = [columns_on(agenda, day, view_state.hidden) for day in days] or [grid().rooms]
    width = host.width() // len(days) if host and days else view.width()
    column = (width - RULER_WIDTH - BESIDE) / max(1, *map(len, columns))
    names = agenda.room_names({room for shown in columns for room in shown})
    metrics = QFontMetricsF(turned_font(column))
    longest = ceil(max(map(metrics.horizontalAdvance, names), default=0)) + FOOT + 6
    return max(HEADER_HEIGHT, min(TALLEST, longest)) if TURNED <= column < NARROW else HEADER_HEIGHT
