"""A day of the timeline: a canvas with its source, the list of its layers, and the widgets around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtWidgets import QWidget

from planner.layout.day_layout import DayLayout
from planner.layout.grid import Box, Grid
from ui.features.timeline import day_layers
from ui.features.timeline.blocked_layer import BlockedLayer
from ui.features.timeline.blocks_layer import BlocksLayer
from ui.features.timeline.change_preview import PreviewLayer
from ui.features.timeline.clash_marks import mark_tooltip
from ui.features.timeline.day_scene import DayScene, DaySource
from ui.features.timeline.drag_ghost import DragGhost
from ui.features.timeline.minimap import Minimap
from ui.features.timeline.now_line import NowClock
from ui.features.timeline.room_headers import needed_height, shift_room
from ui.features.timeline.session_matcher import SessionMatcher
from ui.state.canvas.block_painter import BlockPainter, rectangle
from ui.state.canvas.canvas import Canvas, CanvasParts, scroll_into_view
from ui.state.canvas.frame import CanvasFrame
from ui.state.canvas.room_header import RoomHeader
from ui.state.canvas.rulers import TimeRuler
from ui.state.canvas.scene import Layer, SharedSelection
from ui.state.canvas.tools import Tool, ToolBox
from ui.state.document import Document


class DayView(QObject):
    """The canvas of the shown day, or of the ``fixed`` one; ``idle`` is its tool when nothing has begun."""

    def __init__(self, document: Document, idle: Tool, fixed: str = "", parent: QWidget | None = None) -> None:
        self.frame = CanvasFrame(parent)
        self.canvas = canvas = Canvas(document.presentation.words("Timeline"), self.frame)
        super().__init__(self.frame)
        self.document, self.tools = document, ToolBox(idle, self)
        self.matcher, self.now = SessionMatcher(document), NowClock(document, canvas)
        self.source = DaySource(document, self.now, self.matcher, fixed)
        across, down = canvas.horizontalScrollBar(), canvas.verticalScrollBar()
        self.header = RoomHeader(
            lambda: self.grid, across.value, document, self.frame, move=partial(shift_room, document),
            needed_height=lambda: needed_height(document, lambda: self.grid, self.frame),
        )  # fmt: skip
        self.ruler = TimeRuler(lambda: self.grid, down.value, document, self.frame)
        self.ruler.now = lambda: self.now.minute(self.grid)
        self.minimap = None if fixed else Minimap(document, down, self.matcher, self.frame)  # one for all days
        self._blocks = BlockPainter(document.presentation.theme, document.paint_cache)
        self.ghost = DragGhost(document, self._blocks)
        self.frame.surround(canvas, self.ruler, self.header, self.minimap)
        canvas.compose(
            CanvasParts(
                self.source.model, self.source, SharedSelection(lambda: document.selected, self._on_selected),
                self._layers(), self.tools, self.frame, tooltip=self._tooltip,
            )
        )  # fmt: skip
        self._connect()

    def _layers(self) -> list[Layer[DayScene]]:
        """Return the layers from the lowest to the highest; a new one is a row here."""
        document = self.document
        return [
            day_layers.GroundLayer(document),
            day_layers.BusyLayer(document),
            BlockedLayer(document),
            BlocksLayer(document, self._blocks, self.matcher),
            day_layers.InsertionLayer(document),
            PreviewLayer(document, self._blocks),
            self.ghost,
            day_layers.BandLayer(document),
            day_layers.EmptyLayer(document),
            day_layers.NowLayer(document),
        ]

    def _connect(self) -> None:
        document, canvas = self.document, self.canvas
        document.changed.connect(canvas.refresh)
        document.changed.connect(self.tools.on_change)
        document.selection_changed.connect(canvas.adopt_selection)
        document.day_changed.connect(self._on_day)
        document.view_state.changed.connect(canvas.refresh)
        self.now.ticked.connect(canvas.refresh)
        self.now.ticked.connect(self.ruler.update)
        self.header.walked.connect(
            lambda column: self.bring_across(Box(column * self.grid.column_width, 0, self.grid.column_width, 1))
        )

    def _on_day(self) -> None:
        self.canvas.refresh()
        if not self.document.shows_all_days:
            self.scroll_to_minute(self.source.day.opens)

    def _on_selected(self, keys: Sequence[str], current: str | None) -> None:
        """Select sessions in the document; those of other days stay selected if none of this day was or is."""
        chosen = set(self.document.selected)
        if set(keys) != chosen and (keys or not chosen.isdisjoint(self.source.model.keys)):
            self.document.select(keys)

    def _tooltip(self, spot: QPointF) -> str:
        """Return the titles of the sessions in the mark at a point; empty if there is none."""
        layout = self.canvas.scene.layout
        block = layout.at(spot.x(), spot.y())
        mark = layout.marks.get(block) if block else None
        return mark_tooltip(self.document, mark) if mark else ""

    @property
    def grid(self) -> Grid:
        """The grid of the day."""
        canvas = self.canvas
        layout: DayLayout = (
            canvas.scene.layout if canvas.scene else self.source.lay_out(canvas.viewport().size(), canvas.scale_now)
        )
        return layout.grid

    def boxes_of(self, *sessions: str) -> list[QRectF]:
        """Return the rectangles of sessions in the grid."""
        return [rectangle(box) for box in self.canvas.scene.layout.boxes_of(*sessions)]

    def scroll_to_minute(self, minute: int) -> None:
        """Scroll so that a minute of the day is near the top."""
        self.canvas.verticalScrollBar().setValue(round(self.grid.y(minute)) - 24)

    def bring_across(self, box: Box) -> None:
        """Scroll sideways so that a box of the grid is in sight."""
        bar, wide = self.canvas.horizontalScrollBar(), self.canvas.viewport().width()
        scroll_into_view(bar, (round(box.x), round(box.right)), (bar.value(), bar.value() + wide))
