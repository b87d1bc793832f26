"""Shaded times of the timeline that cannot be used: closed rooms, and people who are away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text
from planner.layout.blocked_times import AROUND, BlockedTime, ReasonText, reason_boxes, text_room
from planner.layout.grid import Box, Grid
from planner.rules.capacity import Equipment, equipment_finding, too_few_seats
from planner.rules.conflict import Severity
from planner.rules.conflict_index import Absence
from planner.rules.hours import closed_rooms
from planner.rules.intervals import bounds, clipped
from planner.wording import Wording
from ui.kit.theme.laid_text import MeasuredFont
from ui.kit.theme.painting import hatch_brush, paint_rounded
from ui.kit.theme.theme import Theme
from ui.state.canvas.block_painter import rectangle

NARROWEST = 24
"""Minimum width in pixels for any text."""


def closed_times(agenda: Agenda, grid: Grid, words: Wording) -> tuple[BlockedTime, ...]:
    """Return the times at which rooms of the grid are closed."""
    midnight, closed = grid.day.toordinal() * MINUTES_A_DAY, closed_rooms(agenda)
    return tuple(
        BlockedTime((column, column), start - midnight, end - midnight, words("Closed"))
        for column, room in enumerate(grid.rooms)
        for start, end in clipped(closed.get(room, ()), *bounds(grid.day))
    )


def absence_times(absences: Iterable[Absence], grid: Grid, words: Wording) -> tuple[BlockedTime, ...]:
    """Return the times at which people of the dragged sessions are away, across all columns."""
    midnight, columns = grid.day.toordinal() * MINUTES_A_DAY, (0, grid.columns - 1)
    return tuple(
        BlockedTime(columns, absence.start - midnight, absence.end - midnight, words.say(_away(absence.names)))
        for absence in absences
    )


def _away(names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text("{name} is away", name=names[0])
    return Text("{names} are away", names=", ".join(names))


def unfit_rooms(agenda: Agenda, session: Session, words: Wording) -> dict[str, str]:
    """Return the rooms that do not suit a session, each with a short reason: seats or equipment."""
    equipment, found = Equipment(agenda), {}
    for room in agenda.rooms:
        lacks = (too_few_seats(agenda, session, (room,)), equipment_finding(equipment, session, (room,)))
        said = [words.say(lack.short) for lack in lacks if lack and lack.severity is not Severity.HINT]
        if said:
            found[room] = " · ".join(said)
    return found


@dataclass(frozen=True, slots=True)
class BlockedTimesLayout:
    """The layout of shaded times on a grid, in pixels: their boxes, and the texts of each column."""

    grid: Grid | None = None
    shaded: tuple[BlockedTime, ...] = ()
    blocks: Sequence[QRectF] = ()
    boxes: tuple[QRectF, ...] = ()
    spots: Mapping[int, list[tuple[Box, str]]] = field(default_factory=dict)


class BlockedTimesPainter:
    """Paints shaded times in the colours of the theme, with a cached layout, as each step of a drag needs it."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._style = theme, MeasuredFont(11.5, QFont.Weight.Medium)
        self._hatch = hatch_brush(theme.colour("line"), rising=False)
        self._laid = BlockedTimesLayout()
        self._blocks: Sequence[QRectF] = ()

    def settle(self, grid: Grid, shaded: tuple[BlockedTime, ...], blocks: Sequence[QRectF]) -> list[QRectF]:
        """Move the texts of the shaded times off the blocks, and return the parts of the grid to repaint."""
        before, self._blocks = self._laid, blocks
        if before.grid != grid or before.shaded != shaded:
            return []
        spots = [layout.spots.values() for layout in (before, self.laid(grid, shaded))]
        old, new = ({box for texts in columns for box, _text in texts} for columns in spots)
        return [rectangle(box) for box in old ^ new]

    def paint(self, painter: QPainter, grid: Grid, shaded: tuple[BlockedTime, ...], dirty: Sequence[QRectF]) -> None:
        """Paint the shaded times that intersect parts of the grid, without text."""
        boxes = self.laid(grid, shaded).boxes
        for rect in dirty:
            for box in boxes:
                if box.intersects(rect):
                    painter.fillRect(box.intersected(rect), self._hatch)

    def paint_words(
        self, painter: QPainter, grid: Grid, shaded: tuple[BlockedTime, ...], dirty: Sequence[QRectF]
    ) -> None:
        """Paint the reasons in each column: at the top of a shaded time, repeated further down, and at its end.

        A text has a plain background, as it would be hard to read on the hatching.
        """
        spots = self.laid(grid, shaded).spots
        background, ink = self._theme.colour("background"), self._theme.colour("muted")
        columns = {n for rect in dirty for n in range(grid.column(rect.left()), grid.column(rect.right()) + 1)}
        painter.setFont(self._style.font)
        for box, text in (found for column in columns for found in spots.get(column, ())):
            spot = rectangle(box)
            if any(spot.intersects(rect) for rect in dirty):
                paint_rounded(painter, spot, 3, fill=background)
                painter.setPen(ink)
                painter.drawText(QPointF(spot.left() + AROUND, spot.top() + self._style.ascent), text)

    def laid(self, grid: Grid, shaded: tuple[BlockedTime, ...]) -> BlockedTimesLayout:
        """Return the layout of the shaded times, computed again only if something has changed."""
        if self._laid.shaded != shaded or self._laid.grid != grid or self._laid.blocks is not self._blocks:
            boxes = tuple(rectangle(part.box(grid)) for part in shaded)
            self._laid = BlockedTimesLayout(grid, shaded, self._blocks, boxes, self._spots(grid, shaded))
        return self._laid

    def _spots(self, grid: Grid, shaded: Sequence[BlockedTime]) -> dict[int, list[tuple[Box, str]]]:
        room, metrics = text_room(grid), self._style.metrics
        if room < NARROWEST or not shaded:
            return {}
        texts = [metrics.elidedText(part.why, Qt.TextElideMode.ElideRight, room) for part in shaded]
        reasons = [ReasonText(text, metrics.horizontalAdvance(text)) for text in texts]
        blocks = [Box(block.x(), block.y(), block.width(), block.height()) for block in self._blocks]
        return reason_boxes(grid, zip(shaded, reasons, strict=True), blocks, self._style.height)
