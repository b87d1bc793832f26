"""Shaded times of the timeline that cannot be used: closed rooms, and people who are away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import MINUTES_A_DAY
from planner.domain.text import Text
from planner.layout.grid import Grid
from planner.rules.capacity import Equipment, equipment_finding, too_few_seats
from planner.rules.conflict import Severity
from planner.rules.conflict_index import Absence
from planner.rules.hours import closed_rooms
from planner.rules.intervals import bounds, clipped
from planner.wording import Wording
from ui.kit.theme.painting import hatch_brush, text_font
from ui.kit.theme.theme import Theme

EVERY = 200
"""Distance in pixels at which the text of a long shaded time is repeated, so that it is always visible."""
LEAST = 84
"""Minimum height in pixels of a shaded time that has the text at its end too."""
PAD, NARROWEST = 8, 24
"""Pixels beside the text, and the minimum width for any text."""


@dataclass(frozen=True, slots=True)
class BlockedTime:
    """A shaded part of the grid: its first and last column, minutes of the shown day, and the reason."""

    columns: tuple[int, int]
    start: int
    end: int
    why: str


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
    spots: Mapping[int, list[tuple[QRectF, str]]] = field(default_factory=dict)


class BlockedTimesPainter:
    """Paints shaded times in the colours of the theme, with a cached layout, as each step of a drag needs it."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._hatch = hatch_brush(theme.colour("line"), rising=False)
        self._font = text_font(11.5, QFont.Weight.Medium)
        self._metrics = QFontMetricsF(self._font)
        self._laid = BlockedTimesLayout()
        self._blocks: Sequence[QRectF] = ()

    def settle(self, grid: Grid, shaded: tuple[BlockedTime, ...], blocks: Sequence[QRectF]) -> list[QRectF]:
        """Move the texts of the shaded times off the blocks, and return the parts of the grid to repaint."""
        before, self._blocks = self._laid, blocks
        if before.grid != grid or before.shaded != shaded:
            return []
        old, new = _all_spots(before.spots), _all_spots(self.laid(grid, shaded).spots)
        return [QRectF(*spot) for spot in old ^ new]

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
        """Paint the reasons in each column: at the top of a shaded time, repeated further down, and at its end."""
        spots = self.laid(grid, shaded).spots
        if not spots:
            return
        ranges = [range(grid.column(rect.left()), grid.column(rect.right()) + 1) for rect in dirty]
        painter.setFont(self._font)
        for column in {column for columns in ranges for column in columns if column in spots}:
            for spot, words in spots[column]:
                if any(spot.intersects(rect) for rect in dirty):
                    self._say(painter, spot, words)

    def laid(self, grid: Grid, shaded: tuple[BlockedTime, ...]) -> BlockedTimesLayout:
        """Return the layout of the shaded times, computed again only if something has changed."""
        if self._laid.shaded != shaded or self._laid.grid != grid or self._laid.blocks is not self._blocks:
            boxes = tuple(_box(grid, part) for part in shaded)
            self._laid = BlockedTimesLayout(grid, shaded, self._blocks, boxes, self._spots(grid, shaded, boxes))
        return self._laid

    def _spots(
        self, grid: Grid, shaded: Sequence[BlockedTime], boxes: Sequence[QRectF]
    ) -> dict[int, list[tuple[QRectF, str]]]:
        spots: dict[int, list[tuple[QRectF, str]]] = {}
        line, blocks = self._metrics.height(), _by_column(grid, self._blocks) if shaded else {}
        for part, box in zip(shaded, boxes, strict=True):
            room = grid.column_width - 2 * PAD - 8
            if box.height() < line + 4 or room < NARROWEST:
                continue
            words = self._metrics.elidedText(part.why, Qt.TextElideMode.ElideRight, room)
            width = self._metrics.horizontalAdvance(words) + 8
            for column in range(part.columns[0], part.columns[1] + 1):
                said = spots.setdefault(column, [])
                for y in _rows(box, line):
                    spot = QRectF(column * grid.column_width + PAD, y, width, line)
                    if any(spot.intersects(other) for other, _ in said):
                        spot.translate(0, line + 2)
                    free = _clear_of_blocks(spot, blocks.get(column, ()), box.bottom())
                    if free and not any(free.intersects(other) for other, _ in said):
                        said.append((free, words))
        return spots

    def _say(self, painter: QPainter, spot: QRectF, words: str) -> None:
        """Paint a text on a plain background, as it would be hard to read on the hatching."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("background"))
        painter.drawRoundedRect(spot, 3, 3)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QPointF(spot.left() + 4, spot.top() + self._metrics.ascent()), words)


def _box(grid: Grid, part: BlockedTime) -> QRectF:
    start, end = max(part.start, grid.first), min(part.end, grid.last)
    box = grid.box(part.columns, start, max(start, end))
    return QRectF(box.x, box.y, box.width, box.height)


def _rows(box: QRectF, line: float) -> list[float]:
    """Return the y coordinates of a shaded time's texts; the texts do not overlap."""
    top, last = box.top() + 4, box.bottom() - 4 - line
    if box.height() < LEAST:
        return [top]
    return [*(top + step * EVERY for step in range(int((last - top - 2 * line) // EVERY) + 1)), last]


def _by_column(grid: Grid, blocks: Sequence[QRectF]) -> dict[int, list[QRectF]]:
    """Return the blocks of each column, from top to bottom."""
    found: dict[int, list[QRectF]] = {}
    for block in sorted(blocks, key=QRectF.top):
        for column in range(grid.column(block.left() + 1), grid.column(block.right() - 1) + 1):
            found.setdefault(column, []).append(block)
    return found


def _clear_of_blocks(spot: QRectF, blocks: Sequence[QRectF], bottom: float) -> QRectF | None:
    """Move a text down until it is clear of all blocks; return None if it would end below ``bottom``."""
    top = spot.top()
    for block in blocks:
        across = block.left() < spot.right() and block.right() > spot.left()
        if across and block.top() < top + spot.height() and block.bottom() > top:
            top = block.bottom() + 2
    if top + spot.height() > bottom:
        return None
    return QRectF(spot.left(), top, spot.width(), spot.height())


def _all_spots(spots: Mapping[int, list[tuple[QRectF, str]]]) -> set[tuple[float, float, float, float]]:
    found = (spot for column in spots.values() for spot, _ in column)
    return {(spot.x(), spot.y(), spot.width(), spot.height()) for spot in found}
