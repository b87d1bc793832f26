"""A day of the timeline: its canvas with the list of layers, header and minimap, hover tip, and scrolling to now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from planner.domain.block import Block
from planner.layout.grid import Box, Grid, Tile, day_columns
from ui.kit.theme.painting import paint_rounded
from ui.kit.widgets.plain_widgets import first_lines_and_count
from ui.plan.canvas.canvas import Canvas, scroll_into_view
from ui.plan.canvas.hover_tip import HoverTip, TileTip, TipLine
from ui.plan.canvas.painters import TilePainter, rectangle
from ui.plan.canvas.scene import CanvasFrame, Layer, SideStrip, map_to_grid
from ui.plan.canvas.tile_content import tip_lines
from ui.plan.canvas.tools import Tool, ToolBox
from ui.plan.day import day_layers
from ui.plan.day.block_frames import FramePainter, FramesLayer
from ui.plan.day.day_layers import BlockedLayer
from ui.plan.day.day_scene import DayScene, DaySource, NowClock
from ui.plan.day.ghosts import DragGhost, PreviewLayer
from ui.plan.day.session_matcher import SessionMatcher
from ui.plan.day.tile_layers import MotionLayer, TilesLayer, clash_mark_lines
from ui.plan.day.tile_mover import TileAnimator
from ui.state.plan_view import PlanView


def hidden_columns(plan: PlanView) -> tuple[str, ...]:
    """Return the ids of hidden rooms that would otherwise have a column on the shown day."""
    shown = set(day_columns(plan.agenda, plan.day, plan.view_state.hidden))
    return tuple(room for room in day_columns(plan.agenda, plan.day) if room not in shown)


STRIP = 16
"""Width of the minimap, in pixels."""
EDGE = 1
"""Width of the line between the last column and the minimap, in pixels."""

BEFORE_NOW, HALF = 60, 30
"""Least number of minutes shown above the current time after scrolling to it.

The view then starts at a multiple of ``HALF``.
"""


class Minimap(SideStrip):
    """A miniature of the day that scrolls by click or drag; its picture is cached until it has to look different."""

    def __init__(self, plan: PlanView, bar: QScrollBar, matcher: SessionMatcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._bar, self._matcher = plan.presentation.theme, bar, matcher
        self._scene: DayScene | None = None
        self._picture: QPixmap | None = None
        self.hide()
        self.setAccessibleName(plan.presentation.words("Overview of the day"))
        self.setToolTip(self.accessibleName())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        bar.valueChanged.connect(lambda _value: self.update())

    def show_scene(self, scene: DayScene) -> None:
        """Show a scene; the picture is redrawn only if something that it shows has changed."""
        before, self._scene = self._scene, scene
        if before is None or _picture_key(before) != _picture_key(scene):
            self._picture = None
        if before is None or self._picture is None or before.layout is not scene.layout:
            self.update()

    def wanted_width(self, scene: DayScene) -> int:
        """Return the width in pixels; 0 if the day's opening hours, sessions and blocks fit into the viewport."""
        first, last = scene.layout.content_minutes
        return STRIP if (last - first) * scene.layout.grid.scale > scene.area.height() + 1 else 0

    @property
    def _scale(self) -> float:
        """The height in the minimap, in pixels, of one pixel of the day."""
        return self.height() / max(1.0, self._scene.layout.size[1] if self._scene else 0)

    @property
    def visible_frame(self) -> QRectF:
        """The frame around the part of the day that is in sight, in pixels of the minimap."""
        return QRectF(0, self._bar.value() * self._scale, self.width(), self._bar.pageStep() * self._scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Scroll so that the pressed point is in the middle of the viewport."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._bar.setValue(round(event.position().y() / self._scale - self._bar.pageStep() / 2))

    mouseMoveEvent = mousePressEvent

    def _draw_picture(self) -> QPixmap:
        picture = QPixmap((QSizeF(self.size()) * self.devicePixelRatioF()).toSize())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(self._theme.colour("panel"))
        with QPainter(picture) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            alike: dict[tuple[bool, str], list[QRectF]] = defaultdict(list)
            assert self._scene
            layout, contents, down = self._scene.layout, self._scene.contents, self._scale
            left, answers = EDGE + 2, self._matcher.matches
            across = (self.width() - EDGE - 3) / max(1.0, layout.size[0])
            for tile, (x, y, width, height) in zip(layout.tiles, layout.boxes, strict=True):
                place = QRectF(left + x * across, y * down, max(1.0, width * across - 0.5), max(1.0, height * down - 1))
                alike[answers.get(tile.session, True), contents[tile.session].colour].append(place)
            pale = self._theme.dimmed()
            for (meant, colour), places in sorted(alike.items()):  # dimmed tiles below
                painter.setBrush((self._theme if meant else pale).track(colour))
                painter.drawRects(places)
        return picture

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._draw_picture()
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, 0), self._picture)
        painter.fillRect(0, 0, EDGE, self.height(), self._theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge = self._theme.translucent("accent", 28), QPen(self._theme.colour("accent"), 1.5)
        paint_rounded(painter, self.visible_frame.adjusted(EDGE + 1, 1, -1, -1), 3, fill=fill, edge=edge)


def _picture_key(scene: DayScene) -> tuple[object, ...]:
    """Return the values that the minimap's picture depends on, whatever the zoom."""
    layout = scene.layout
    return id(layout.lanes), layout.grid.first, layout.grid.last, id(scene.contents), id(scene.session_filter)


class DayView(QObject):
    """The canvas of the shown day, or of the day ``fixed``, with all around it.

    ``idle`` is its tool when nothing has begun. ``move`` moves a room by a number of the given columns and returns
    whether it did; without it, rooms cannot be moved.
    """

    def __init__(
        self, plan: PlanView, idle: Tool, fixed: str = "", parent: QWidget | None = None, *,
        move: Callable[[str, int, Sequence[str]], bool] | None = None,
    ) -> None:  # fmt: skip
        self.frame = CanvasFrame(parent)
        words = plan.presentation.words
        self.canvas = canvas = Canvas(words("Timeline"), self.frame)
        canvas.setAccessibleDescription(
            words("Enter edits, M moves by the arrow keys, Del puts back, F1 tells all keys.")
        )
        super().__init__(self.frame)
        self.plan, self.tools = plan, ToolBox(idle, self)
        self.matcher, self.now = SessionMatcher(plan), NowClock(plan, canvas)
        self.source = DaySource(plan, self.now, self.matcher, fixed)
        self.header = self.frame.add_header_and_ruler(canvas, plan, move=move)
        self.header.dimmed = self._rooms_without_hits
        self.frame.ruler.now = lambda: self.now.minute(self.grid)
        if not fixed:  # one for all days
            self.frame.strip = Minimap(plan, canvas.verticalScrollBar(), self.matcher, self.frame)
        self._tiles = TilePainter(plan.presentation.theme, plan.paint_cache, plan.photos.photo)
        self._tiles_layer = TilesLayer(plan, self._tiles, self.matcher)
        frames = FramePainter(plan.presentation.theme, plan.paint_cache, plan.photos.photo)
        pale = FramePainter(plan.presentation.theme.dimmed(), plan.paint_cache, lambda *_asked: None)
        self._frames = partial(FramesLayer, plan, frames, pale)
        self.ghost = DragGhost(plan, self._tiles)
        canvas.set_up(
            self.source, self._layers(), self.tools, self.frame,
            selected=lambda: plan.selected_ids, select=self._select_in_plan,
        )  # fmt: skip
        self.tip = HoverTip(canvas, plan.presentation.theme, plan.paint_cache, self._find_tip)
        self.mover = TileAnimator(plan, canvas, self.source)
        self._connect()

    def _connect(self) -> None:
        plan, canvas = self.plan, self.canvas
        for news in (plan.view_state.changed, self.now.ticked, plan.photos.loaded):
            news.connect(canvas.refresh)
        for news in (plan.changed, plan.view_state.filter_changed):
            news.connect(self.header.refresh)
        for left in (plan.changed, plan.selection_changed, plan.day_changed, self.tools.changed):
            left.connect(self.tip.hide_until_moved)
        canvas.viewport().installEventFilter(self)
        plan.changed.connect(self.tools.on_change)
        plan.selection_changed.connect(canvas.adopt_selection)
        plan.day_changed.connect(self._on_day_changed)
        self.now.ticked.connect(self.frame.ruler.update)
        self.header.walked.connect(
            lambda column: self.scroll_sideways(Box(column * self.grid.column_width, 0, self.grid.column_width, 1))
        )

    def _layers(self) -> list[Layer[DayScene]]:
        """Return the layers from lowest to highest; to add one, add a row here."""
        plan = self.plan
        return [
            day_layers.GroundLayer(plan),
            day_layers.BusyPeopleLayer(plan),
            BlockedLayer(plan),
            self._frames(),
            self._tiles_layer,
            self._frames(over=True),
            MotionLayer(self._tiles_layer, self._tiles),
            day_layers.InsertionLayer(plan),
            day_layers.HoverLayer(plan),
            day_layers.DifferenceLayer(plan),
            PreviewLayer(plan, self._tiles),
            self.ghost,
            day_layers.SelectionBandLayer(plan),
            day_layers.NowLayer(plan),
        ]

    def _rooms_without_hits(self) -> set[str]:
        """Return the ids of the rooms where no session of the day matches search and filter; none if neither is set."""
        if not self.matcher.matches:
            return set()
        fitting, sessions = self.matcher.fitting(self.source.sessions), self.plan.agenda.sessions
        placements = [where for name in fitting if (where := sessions[name].placement)]
        return {room for room in self.grid.rooms if not any(room in (where.rooms or (room,)) for where in placements)}

    def hover(self, session: str) -> None:
        """Show that the pointer is over a session or block with this id; an empty string for none."""
        if session != self.source.hovered:
            self.source.hovered = session
            self.canvas.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the hover when the pointer leaves the canvas, and let the tip follow the pointer."""
        if (kind := event.type()) == QEvent.Type.Leave:
            self.hover("")
        return self.tip.handle_event(event, kind)

    def _on_day_changed(self) -> None:
        self.canvas.refresh()
        if not self.plan.shows_all_days:
            self.frame.scroll_to_minute(self.source.day.opens)

    def _select_in_plan(self, keys: Sequence[str], current: str | None) -> None:
        """Select in the plan the sessions that are selected on the canvas, or else a block.

        If nothing is selected on the canvas, a selection on another day stays.
        """
        chosen, sessions = set(self.plan.selected_ids), [key for key in keys if key in self.plan.agenda.sessions]
        if keys and not sessions and set(keys) != chosen:
            self.plan.show(Block, keys[0])
        elif set(keys) != chosen and (keys or not chosen.isdisjoint(self.source.model.keys)):
            self.plan.select(sessions)

    def _find_tip(self, spot: QPointF) -> TileTip | None:
        """Return the tip at a point of the viewport; None if there is no tile, it says all, or a tool has begun."""
        scene, at = self.canvas.scene, map_to_grid(self.canvas.scene, spot)
        tile = None if self.tools.has_begun else scene.layout.find_tile(at.x(), at.y())
        if tile is None:
            return None
        box, *others = [
            box._replace(x=box.x - scene.area.x(), y=box.y - scene.area.y())
            for box in (scene.layout.spots[tile].box, *scene.layout.boxes)
        ]
        lines = self._tip_lines(tile)
        return TileTip(lines, box, [other for other in others if other != box]) if lines else None

    def _tip_lines(self, tile: Tile) -> list[TipLine]:
        """Return the lines of the tip of a tile or clash mark; none if the tile itself says all of it.

        A tile with a grave problem, or with several problems or warnings, always has a tip.
        """
        scene, words = self.canvas.scene, self.plan.presentation.words
        if mark := scene.layout.marks.get(tile):
            first, *titles = clash_mark_lines(self.plan, mark)
            return [TipLine(first, "problem"), *map(TipLine, titles)]
        content = scene.contents[tile.session]
        found = self.plan.problems.session_conflicts(tile.session) if content.reason else []
        whole = self._tiles_layer.shows_all_texts(scene, tile, self.canvas.devicePixelRatioF())
        if whole and not content.grave and len(found) <= 1:  # a single warning is said by the tile
            return []
        said = first_lines_and_count(words, [words.say(conflict.text) for conflict in found])
        title, *facts = tip_lines(content)
        tone = "problem" if content.grave else "warning"
        return [TipLine(title, "ink"), *map(TipLine, facts), *(TipLine(line, tone) for line in said)]

    @property
    def grid(self) -> Grid:
        return self.canvas.scene.layout.grid

    def find_boxes(self, *sessions: str) -> list[QRectF]:
        """Return the rectangles in grid coordinates of sessions and blocks with these ids; none for those not shown."""
        return [rectangle(box) for box in self.canvas.scene.layout.find_boxes(*sessions)]

    def scroll_to_now(self) -> None:
        """Scroll to a little before the current time, or to the day's opening if that time is not on the grid."""
        minute = self.now.minute(self.grid)
        self.frame.scroll_to_minute(self.plan.day.opens if minute is None else (minute - BEFORE_NOW) // HALF * HALF)

    def go_to_now(self) -> None:
        """Show the day that ``current_day`` returns, and scroll to the current time; do nothing if that is None."""
        if day := self.plan.current_day:
            self.plan.show_day(day)
            self.scroll_to_now()

    def scroll_sideways(self, box: Box) -> None:
        """Scroll sideways so that a box of the grid is in sight."""
        bar, wide = self.canvas.horizontalScrollBar(), self.canvas.viewport().width()
        scroll_into_view(bar, (round(box.x), round(box.right)), (bar.value(), bar.value() + wide))
