"""The layers of a day other than tiles and frames: hours, blocked times, insertion point, current time and others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterStateGuard, QPen

from planner.domain.span import format_clock
from planner.layout.day_layout import AROUND, BlockedTime, DayLayout, ReasonText, max_text_width, reason_boxes
from planner.layout.day_layout import dirty_areas as changed_boxes
from planner.layout.grid import Box, Grid
from planner.layout.strips import STRIP
from ui.kit.theme.painting import (
    LastCallCache,
    MeasuredFont,
    dashed_pen,
    hatch_brush,
    paint_plain_text,
    paint_rounded,
    text_font,
)
from ui.plan.canvas.ground_painters import HoursPainter
from ui.plan.canvas.painters import rectangle
from ui.plan.canvas.scene import Layer, Part, to_box
from ui.plan.canvas.tile_ground import CORNER
from ui.plan.day.day_scene import DayScene
from ui.state.plan_view import PlanView

NEAR = 24
"""Pixels above and below the insertion point that its line and label may cover."""
SOFT = 30
"""Opacity, of 255, of the inside of the selection band."""


class GroundLayer(Layer[DayScene]):
    """Paints the background, hours and columns; what it repaints includes where tiles come, go or move."""

    def __init__(self, plan: PlanView) -> None:
        self._theme = plan.presentation.theme
        self._hours = HoursPainter(self._theme)

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the background, the hours, and a line for each edge of a column."""
        grid = scene.layout.grid
        for rect in dirty:
            with QPainterStateGuard(painter):
                painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)  # a line at its edge belongs to its neighbour
                painter.fillRect(rect, self._theme.colour("background"))
                self._hours.paint(painter, grid, rect)
                columns = range(grid.column(rect.left()), grid.column(rect.right()) + 2)
                edges = [round(column * grid.column_width) for column in columns]
                painter.setPen(self._theme.colour("line"))
                painter.drawLines([QLineF(x, rect.top(), x, rect.bottom()) for x in edges])

    def dirty(self, before: DayScene, now: DayScene) -> Iterable[Box]:
        """Return the areas where tiles or the end of the grid have changed, or all that is in sight.

        It is all if rooms, filter, photos or the rest of the grid have changed, or if the day has got its first tile or
        lost its last.
        """
        found = changed_boxes(before.layout, now.layout)
        same = before.session_filter is now.session_filter and before.photos == now.photos
        return found if found is not None and same else [to_box(now.area)]


class BusyPeopleLayer(Layer[DayScene]):
    """Hatches the times at which people of the dragged sessions are in other sessions, across all columns."""

    def __init__(self, plan: PlanView) -> None:
        self._hatch = hatch_brush(plan.presentation.theme.colour("shade"))

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the boxes of the times at which people of the dragged sessions are busy; none without a drag."""
        grid, busy = scene.layout.grid, scene.drag.grab.busy_times if scene.drag else ()
        return [("", Box(0, grid.y(start), grid.width, (end - start) * grid.scale)) for start, end in busy]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        for _look, box in self.parts(scene):
            for rect in dirty:
                painter.fillRect(QRectF(*box).intersected(rect), self._hatch)


class InsertionLayer(Layer[DayScene]):
    """Paints the insertion point: a line across its column, with its time."""

    def __init__(self, plan: PlanView) -> None:
        self._theme, self._font = plan.presentation.theme, text_font(11)

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the insertion point, if it is on this day and its room has a column."""
        grid, at = scene.layout.grid, scene.insertion
        if at is None or at.span.day != grid.day:
            return ()
        columns = grid.find_columns(at.rooms)
        if grid.rooms and not columns:  # its room is folded
            return ()
        column = columns[0] if columns else 0
        top = grid.y(at.span.start) - NEAR
        return [(format_clock(at.span.start), Box(column * grid.column_width, top, grid.column_width, 2 * NEAR))]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        for time, box in self.parts(scene):
            y = box.y + NEAR
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawLine(QPointF(box.x + 3, y), QPointF(box.right - 3, y))
            label = QRectF(box.x + 3, y - 17, 40, 16)
            paint_rounded(painter, label, 3, fill=self._theme.colour("accent"))
            paint_plain_text(painter, self._font, self._theme.colour("on_accent"), label, str(time))


class SelectionBandLayer(Layer[DayScene]):
    """Paints the selection band that is drawn around tiles."""

    def __init__(self, plan: PlanView) -> None:
        self._theme = plan.presentation.theme

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the band, if one is being drawn."""
        return [("", to_box(scene.band).grown(1))] if scene.band else ()

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the band's edge and its tinted inside."""
        if scene.band:
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(self._theme.translucent("accent", SOFT))
            painter.drawRect(scene.band)


GRIP, GRIP_HEIGHT = 16, 2
"""Size in pixels of the grips at a tile's ends, which show that these can be dragged."""


class HoverLayer(Layer[DayScene]):
    """Paints an outline and grips on the tile or frame below the pointer, except on a selected tile or in a drag."""

    def __init__(self, plan: PlanView) -> None:
        self._theme = plan.presentation.theme

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the boxes that get an outline."""
        if not scene.hovered or scene.drag or scene.hovered in scene.selected:
            return ()
        return [("", box.grown(1)) for box in scene.layout.find_boxes(scene.hovered)]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        edge = self._theme.colour("muted")
        for _look, box in self.parts(scene):
            rect = rectangle(box).adjusted(3.5, 2.5, -3.5, -2.5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_rounded(painter, rect, min(CORNER, rect.height() / 4), edge=edge)
            if rect.height() > STRIP and rect.width() > 2 * GRIP:
                left = rect.center().x() - GRIP / 2
                for top in (rect.top() + 1, rect.bottom() - 1 - GRIP_HEIGHT):
                    paint_rounded(painter, QRectF(left, top, GRIP, GRIP_HEIGHT), 1, fill=edge)


class DifferenceLayer(Layer[DayScene]):
    """Paints a dashed outline around the sessions that are different in the plan beside this one."""

    def __init__(self, plan: PlanView) -> None:
        self._plan, self._theme = plan, plan.presentation.theme

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        if not self._plan.differing:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = dashed_pen(self._theme.colour("warning"), 2.5)
        for name in {key for rect in dirty for key in scene.layout.keys_in_area(to_box(rect))} & self._plan.differing:
            for box in scene.layout.find_boxes(name):
                rect = rectangle(box).adjusted(2.5, 1.5, -2.5, -1.5)
                paint_rounded(painter, rect, min(CORNER, rect.height() / 4), edge=edge)


class NowLayer(Layer[DayScene]):
    """Paints the line at the current time across the visible width, aligned to whole pixels."""

    def __init__(self, plan: PlanView) -> None:
        self._theme = plan.presentation.theme

    def parts(self, scene: DayScene) -> Sequence[Part]:
        """Return the line, if the current time is on the grid of this day."""
        if scene.now is None:
            return ()
        return [("", Box(scene.area.x(), scene.layout.grid.y(scene.now) - 3, scene.area.width(), 6))]

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        if scene.now is not None:
            y = round(scene.layout.grid.y(scene.now) - scene.area.y()) + scene.area.y()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(self._theme.colour("accent"), 1.5))
            painter.drawLine(QPointF(scene.area.left(), y), QPointF(scene.area.right(), y))


NARROWEST = 24
"""Width in pixels for the text of a blocked time in its column, below which it has none."""


class LaidBlockedTimes(NamedTuple):
    """The blocked times of a day laid out among the tiles: a box for each, and the boxes of their texts by column."""

    boxes: list[QRectF]
    texts: dict[int, list[tuple[Box, str]]]


class BlockedLayer(Layer[DayScene]):
    """Paints, below the tiles, the times at which rooms are closed or people of dragged sessions are away."""

    def __init__(self, plan: PlanView) -> None:
        self._theme, self._style = plan.presentation.theme, MeasuredFont(12, QFont.Weight.Medium)
        self._hatch = hatch_brush(self._theme.colour("line"), rising=False)
        self._laid = LastCallCache(self._lay_out_times)

    def paint(self, painter: QPainter, scene: DayScene, dirty: Sequence[QRectF]) -> None:
        """Paint the hatching, then the texts on a plain background, as they would be hard to read on the hatching."""
        if not scene.shaded:
            return
        laid, grid = self._laid(scene.layout, scene.shaded), scene.layout.grid
        for rect in dirty:
            for hatched in laid.boxes:
                if hatched.intersects(rect):
                    painter.fillRect(hatched.intersected(rect), self._hatch)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        background, ink = self._theme.colour("background"), self._theme.colour("muted")
        columns = {n for rect in dirty for n in range(grid.column(rect.left()), grid.column(rect.right()) + 1)}
        for box, text in (found for column in columns for found in laid.texts.get(column, ())):
            spot = rectangle(box)
            if any(spot.intersects(rect) for rect in dirty):
                paint_rounded(painter, spot, 3, fill=background)
                at = QPointF(spot.left() + AROUND, spot.top() + self._style.ascent)
                paint_plain_text(painter, self._style.font, ink, at, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def dirty(self, before: DayScene, now: DayScene) -> Iterable[Box]:
        """Return the boxes of blocked times that come or go, and of texts that come, go or move.

        Blocked times that move because the grid has changed are left out, as ``GroundLayer`` then returns everything.
        """
        if (before.shaded is now.shaded and before.layout is now.layout) or not (before.shaded or now.shaded):
            return []
        old, new = self._text_boxes(before), self._text_boxes(now)
        return [*(old ^ new), *(part.box(now.layout.grid) for part in set(before.shaded) ^ set(now.shaded))]

    def _text_boxes(self, scene: DayScene) -> set[Box]:
        laid = self._laid(scene.layout, scene.shaded)
        return {box for texts in laid.texts.values() for box, _text in texts}

    def _lay_out_times(self, layout: DayLayout, shaded: tuple[BlockedTime, ...]) -> LaidBlockedTimes:
        boxes = [rectangle(part.box(layout.grid)) for part in shaded]
        return LaidBlockedTimes(boxes, self._texts(layout.grid, shaded, layout.boxes))

    def _texts(
        self, grid: Grid, shaded: Sequence[BlockedTime], tiles: Sequence[Box]
    ) -> dict[int, list[tuple[Box, str]]]:
        room, metrics = max_text_width(grid), self._style.metrics
        if room < NARROWEST or not shaded:
            return {}
        texts = [metrics.elidedText(part.why, Qt.TextElideMode.ElideRight, room) for part in shaded]
        reasons = [ReasonText(text, metrics.horizontalAdvance(text)) for text in texts]
        return reason_boxes(grid, zip(shaded, reasons, strict=True), tiles, self._style.height)
