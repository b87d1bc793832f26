"""The layers of the moderators' board: all that lies on it, and the ghost of a drag above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPainter

from planner.domain.entities import Cover
from planner.domain.span import clock_range
from planner.domain.text import Plural
from planner.layout.grid import Box
from planner.layout.moderator_shift import ModeratorShift
from ui.features.moderators.board_painter import BoardPainter
from ui.features.moderators.board_scene import BoardScene, BoardSessionContent
from ui.features.moderators.drag_controller import ListTarget, ShiftDrag
from ui.kit.theme.painting import dashed, paint_rounded
from ui.kit.widgets.labels import first_few
from ui.state.canvas.block_painter import rectangle
from ui.state.canvas.scene import Layer, Part, box_of, in_view
from ui.state.canvas.tip_label import TipLabel
from ui.state.document import Document

FADED = 0.4
"""Opacity of the dragged shift."""
OUTLINE = 4
"""Pixels around an item that its outline may cover."""
FACE, PAD = 24, 8
WIDEST = 340
"""Maximum width of the label in pixels; longer reasons wrap."""
BESIDE = 16
"""Pixels from the pointer to the label."""


class BoardLayer(Layer[BoardScene]):
    """Paints ground, sessions and shifts. It covers all, and so it tells when all must be painted anew."""

    def __init__(self, blocks: BoardPainter) -> None:
        self._blocks = blocks

    def parts(self, scene: BoardScene) -> Sequence[Part]:
        """Return all that is in sight as one part, which looks as all but the label at the pointer does."""
        look = (id(scene.layout), id(scene.contents), scene.selected, scene.person, id(scene.drag))
        return [(look, box_of(scene.area))]

    def paint(self, painter: QPainter, scene: BoardScene, dirty: Sequence[QRectF]) -> None:
        """Paint the rooms, and what the dragged shift would cover; the lane for every room above all scrolled below it;
        and a hint while nothing is placed on the day."""
        layout, area, target = scene.layout, scene.area, scene.drag.target if scene.drag else None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect in dirty:
            self._blocks.paint_ground(painter, layout, rect)
        self._paint_items(painter, scene, [box_of(rect) for rect in dirty], fixed=False)
        if isinstance(target, ModeratorShift):
            self._blocks.paint_reach(painter, layout, target)
        if layout.fixed:
            lane = Box(0, area.y(), layout.fixed, area.height())
            painter.save()
            painter.translate(area.x(), 0)
            painter.setClipRect(rectangle(lane))
            self._blocks.paint_every(painter, layout, rectangle(lane))
            self._paint_items(painter, scene, [lane], fixed=True)
            painter.restore()
        if not layout.blocks:
            self._blocks.paint_empty(painter, area.adjusted(layout.fixed, 0, 0, 0))

    def _paint_items(self, painter: QPainter, scene: BoardScene, dirty: Sequence[Box], *, fixed: bool) -> None:
        """Paint the items of the lane for every room if ``fixed``, or else all others, in the areas ``dirty``."""
        layout, drag = scene.layout, scene.drag
        held, lit = ((Cover, drag.cover.id) if drag.cover else None, drag.lit) if drag else (None, ())
        for item, box in layout.items:
            if (box.x < layout.fixed) is not fixed or not any(box.grown(OUTLINE).meets(area) for area in dirty):
                continue
            content, rect, selected = scene.contents[item], rectangle(box), item in scene.selected
            if isinstance(content, BoardSessionContent):
                self._blocks.paint_session(
                    painter, content, rect, layout.words_width(box), selected=selected, lit=item[1] in lit,
                    his=scene.person in content.people,
                )  # fmt: skip
            else:
                painter.setOpacity(FADED if item == held else 1)
                self._blocks.paint_shift(
                    painter, content, rect, scene.area.y(), selected=selected and item != held,
                    his=content.person == scene.person,
                )  # fmt: skip
                painter.setOpacity(1)


class ShiftDragGhost(Layer[BoardScene]):
    """Paints the dragged shift at its target, and the label at the pointer. All is in board coordinates."""

    def __init__(self, document: Document, painter: BoardPainter) -> None:
        self._document, self._painter, self._theme = document, painter, document.presentation.theme
        margins = QMarginsF(FACE + 2 * PAD, PAD - 2, PAD, PAD - 2)
        self._label = TipLabel(self._theme, document.paint_cache, 6, margins, snug=True)

    def parts(self, scene: BoardScene) -> Sequence[Part]:
        """Return the label, if something is dragged."""
        if scene.drag is None:
            return ()
        return [("", box_of(self.tip(scene.drag, scene.area, scene.pointer)).grown(2))]

    def paint(self, painter: QPainter, scene: BoardScene, dirty: Sequence[QRectF]) -> None:
        """Paint both; a shift in a room is covered by the lane for every room."""
        if scene.drag is None:
            return
        layout, area, target = scene.layout, scene.area, scene.drag.target
        if isinstance(target, ModeratorShift) and (box := layout.shift_box(target)):
            painter.save()
            painter.setClipRect(area.adjusted(layout.fixed if box.x >= layout.fixed else 0, 0, 0, 0))
            self.paint_shift(painter, scene.drag, in_view(scene, rectangle(box)).translated(area.topLeft()))
            painter.restore()
        self.paint_tip(painter, scene.drag, area, scene.pointer)

    def lines(self, state: ShiftDrag) -> list[str]:
        """Return the lines of the label: the person, the target and effect, then reasons for conflicts."""
        agenda, words, target = self._document.agenda, self._document.presentation.words, state.target
        lines = [agenda.people[state.person].name] if state.person in agenda.people else []
        if isinstance(target, str) and target in agenda.sessions:
            lines.append(words("Moderator of “{title}”").format(title=agenda.sessions[target].title))
        elif isinstance(target, ModeratorShift):
            gain = Plural("{n} session gets a moderator", "{n} sessions get a moderator", len(state.lit))
            lines += [self.place_and_times(target), words.say(gain)]
        return [*lines, *first_few(words, [f"! {words.say(reason)}" for reason in state.reasons])]

    def place_and_times(self, shift: ModeratorShift) -> str:
        """Return the room and times of a shift, such as "Sal B · 09:00 – 10:10", or "Every room · the whole day"."""
        words, room = self._document.presentation.words, self._document.agenda.rooms.get(shift.room or "")
        place, times = room.name if room else words("Every room"), words("the whole day")
        if shift.start is not None and shift.end is not None:
            times = clock_range(shift.start, shift.end).replace("–", " – ")
        return f"{place} · {times}"

    def tip(self, state: ShiftDrag, area: QRectF, pointer: QPointF) -> QRectF:
        """Return the rectangle of the label, beside the pointer and inside the ``area`` in sight."""
        size = self._label.size(self._label.rows(self.lines(state), WIDEST))
        width, height = size.width(), max(size.height(), FACE + 2 * PAD - 4)
        x = max(area.left() + 4, min(pointer.x() + BESIDE, area.right() - width - 4))
        y = pointer.y() + BESIDE
        if y + height > area.bottom() - 4:
            y = pointer.y() - BESIDE - height
        return QRectF(x, max(area.top() + 4, y), width, height)

    def paint_shift(self, painter: QPainter, state: ShiftDrag, box: QRectF) -> None:
        """Paint the shift at its target."""
        edge = dashed(self._theme.colour("problem" if state.grave else "accent"), 2)
        paint_rounded(painter, box.adjusted(2, 2, -2, -2), 6, fill=self._theme.colour("accent_soft"), edge=edge)

    def paint_tip(self, painter: QPainter, state: ShiftDrag, area: QRectF, pointer: QPointF) -> None:
        """Paint the label, unless the drag is over the people or has left the board."""
        if state.target is ListTarget.PEOPLE or not (state.target or area.contains(pointer)):
            return
        box = self.tip(state, area, pointer)
        self._label.paint(painter, box, self._label.rows(self.lines(state), WIDEST))
        self._painter.paint_face(painter, state.person, QRectF(box.x() + PAD, box.y() + PAD - 2, FACE, FACE))
