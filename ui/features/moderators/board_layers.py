"""The layers of the moderators' board: the tiles of sessions and the shifts in their lanes, and above them a drag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterStateGuard, QPen

from planner.domain.entities import Cover
from planner.domain.span import format_clock_range
from planner.domain.text import Plural
from planner.layout.board_layout import BoardLayout, ModeratorShift, longest_visible_part, visible_text_width
from planner.layout.grid import Box
from ui.features.moderators.board_scene import BoardScene, BoardSessionContent, ShiftContent
from ui.features.moderators.board_tools import ListTarget, ModeratorDrag
from ui.kit.pictures.portrait import portrait_pixmap
from ui.kit.theme.painting import MeasuredFont, PaintCache, dashed_pen, paint_card, paint_plain_text, paint_rounded
from ui.kit.theme.theme import Theme
from ui.kit.widgets.plain_widgets import first_lines_and_count
from ui.plan.canvas.ground_painters import HoursPainter, TipLabel
from ui.plan.canvas.painters import WORDS_WIDTH, rectangle
from ui.plan.canvas.scene import Layer, Part, to_box, view_rect
from ui.plan.canvas.tile_ground import BAND, CORNER, WRONG, TileGround, ink_lookup
from ui.plan.canvas.tile_words import NARROW
from ui.state.plan_view import PlanView

PAD, GAP = 7, 1.5
FACE_SIDE = 18
MARK = 11
"""The size in pixels of the circle before the text for a missing moderator."""
LINE = 16.0
"""The height in pixels of a line of text."""
ROOMY = 56
"""The minimum width in pixels of a shift with horizontal text; in narrower ones the text is rotated."""


class SessionTileLook(NamedTuple):
    """The look of a session's tile: its ground, and whether it is highlighted.

    ``lacks`` is the colour token of an outline for a missing or impossible moderator, or empty.
    """

    ground: TileGround
    is_lit: bool
    lacks: str

    def fill(self, theme: Theme) -> QColor:
        """Return the background colour of the tile's text."""
        return theme.colour("accent_soft") if self.is_lit else self.ground.fill(theme)


class ShiftBackground(NamedTuple):
    """The ground of a shift: tinted if it ``counts``, otherwise plain."""

    counts: bool

    def fill(self, theme: Theme) -> QColor:
        """Return the background colour of the shift's text."""
        return theme.colour("accent_soft" if self.counts else "panel")


class BoardPainter:
    """Paints the board in the colours of the theme, or in pale ones if ``dimmed``."""

    def __init__(self, plan: PlanView, *, dimmed: bool = False) -> None:
        theme = plan.presentation.theme
        self._plan, self._theme = plan, theme.dimmed() if dimmed else theme
        self._cache = PaintCache() if dimmed else plan.paint_cache
        bold = QFont.Weight.DemiBold
        self._body, self._tiny = MeasuredFont(12), MeasuredFont(10, bold)
        self._names = MeasuredFont(12, bold), MeasuredFont(12, bold, struck=True)  # as usual, and struck through
        self._hours = HoursPainter(self._theme)
        self._find_inks = ink_lookup(self._theme)
        self._inks = self._find_inks(ShiftBackground(counts=True))
        """The text colours for the tile or shift that is being painted."""

    def dimmed(self) -> BoardPainter:
        """Return a painter of the same plan in pale colours."""
        return BoardPainter(self._plan, dimmed=True)

    # the background ------------------------------------------------------------------------------------

    def paint_ground(self, painter: QPainter, board_layout: BoardLayout, dirty: QRectF) -> None:
        """Paint the columns with their lanes, the hour lines, and the hours outside the opening hours."""
        theme, grid = self._theme, board_layout.grid
        painter.fillRect(dirty, theme.colour("background"))
        edges = [board_layout.fixed + column * grid.column_width for column in range(grid.columns + 1)]
        for left, lane in zip(edges, board_layout.lanes, strict=False):
            painter.fillRect(QRectF(left, 0, lane, grid.height).intersected(dirty), theme.colour("shade"))
        self._hours.paint(painter, grid, dirty)
        painter.drawLines([QLineF(round(x), dirty.top(), round(x), dirty.bottom()) for x in edges])

    def paint_all_rooms_lane(self, painter: QPainter, board_layout: BoardLayout, dirty: QRectF) -> None:
        """Paint the background of the all-rooms lane, which does not scroll horizontally."""
        area = QRectF(0, 0, board_layout.fixed, board_layout.grid.height).intersected(dirty)
        painter.fillRect(area, self._theme.colour("shade"))
        self._hours.paint(painter, board_layout.grid, area)
        painter.drawLine(QLineF(board_layout.fixed - 1, area.top(), board_layout.fixed - 1, area.bottom()))

    def paint_covered_area(self, painter: QPainter, board_layout: BoardLayout, shift: ModeratorShift) -> None:
        """Tint the area that a dragged shift would cover if dropped now."""
        if box := board_layout.covered_box(shift):
            painter.fillRect(rectangle(box), self._theme.translucent("accent", 22))

    def paint_empty_hint(self, painter: QPainter, area: QRectF) -> None:
        words = self._plan.presentation.words
        hint = words("Nothing is placed on this day yet. Place sessions in the timeline first.")
        self._hours.paint_hint(painter, hint, area)

    # sessions ------------------------------------------------------------------------------------------

    def paint_session(
        self, painter: QPainter, content: BoardSessionContent, box: QRectF, wide: float, *, selected: bool, lit: bool,
        his: bool, corner: QPointF | None = None,
    ) -> None:  # fmt: skip
        """Paint the tile of a session.

        ``wide`` is the width available for its text in pixels. The text is kept right of and below ``corner``, so that
        it stays in sight. ``lit`` is true if the current drag highlights the tile, ``his`` if the person in the
        inspector moderates the session.
        """
        gap = min(GAP, box.height() / 5)
        beside = min(GAP + 1, box.width() / 6)  # many parallel tiles are narrow, and still visible
        rect = box.adjusted(beside, gap, -beside, -gap)
        lacks = "" if selected or lit else "warning" if content.needed else "problem" if content.wrong else ""
        tile = SessionTileLook(content.ground, lit or his, lacks)
        self._cache.paint(painter, tile, rect, self._draw_tile, 0, 0)
        if rect.width() > 3 * PAD and rect.height() > 9:
            if tight := rect.height() < 2 * LINE + PAD or rect.width() < NARROW:
                painter.save()
                painter.setClipRect(rect)
            x, y = (corner.x(), corner.y()) if corner else (rect.x(), rect.y())
            right = max(0.0, min(x - rect.x(), min(wide, rect.width()) - WORDS_WIDTH))
            seen = rect.adjusted(right, max(0.0, min(y - rect.y(), rect.height() - LINE - 4)), 0, 0)
            self._inks = self._find_inks(tile)
            self._paint_words(painter, content, seen, min(wide - right, seen.width()) - BAND - 2 * PAD)
            if tight:
                painter.restore()
        if selected or lit:
            paint_rounded(painter, rect.adjusted(-1, -1, 1, 1), CORNER, edge=QPen(self._theme.colour("accent"), 2))

    def _draw_tile(self, tile: SessionTileLook, painter: QPainter, rect: QRectF) -> None:
        theme, flat = self._theme, tile.ground.pause and not tile.is_lit
        edge: QPen | QColor | None = None if flat else theme.edge()
        if tile.lacks:
            edge = QPen(theme.colour(tile.lacks), WRONG)
        band = None if flat else (theme.track(tile.ground.colour), BAND)
        paint_card(painter, rect, CORNER, fill=tile.fill(theme), band=band, edge=edge)

    def _paint_words(self, painter: QPainter, content: BoardSessionContent, rect: QRectF, width: float) -> None:
        title, quiet = self._names[content.cancelled], content.ground.pause or content.cancelled
        ink = "muted" if quiet else "ink"
        room = QRectF(rect.x() + BAND + PAD, rect.y(), width, rect.height())
        if rect.height() < 2 * LINE + 2:
            tiny = rect.height() < LINE
            used = self._paint_line(painter, content.title, self._tiny if tiny else title, ink, room, most=0.62)
            if content.who and not tiny:
                self._paint_moderator(painter, content, room.adjusted(used + PAD, 0, 0, 0))
            return
        room.setRect(room.x(), rect.y() + 3, width, LINE)
        for row in self._title_rows(content.title, title, width) if rect.height() > 3 * LINE + 4 else (content.title,):
            self._paint_line(painter, row, title, ink, room)
            room.translate(0, LINE)
        if content.who:
            self._paint_moderator(painter, content, room)
            room.translate(0, LINE)
        lines = [(f"! {content.wrong}", "problem")] if content.wrong else []
        if not (content.ground.pause and content.who):
            lines.append((content.hours, "muted"))
        for words, token in lines:
            if room.bottom() <= rect.bottom():
                self._paint_line(painter, words, self._body, token, room)
                room.translate(0, LINE)

    def _paint_moderator(self, painter: QPainter, content: BoardSessionContent, room: QRectF) -> None:
        """Paint the moderator's name, or a circle and a text if one is missing, muted and hollow if none is needed."""
        name = self._names[False]
        if content.people and not content.missing and room.width() > 4 * LINE:
            self.paint_face(
                painter, content.people[0], QRectF(room.x(), round(room.center().y() - LINE / 2), LINE - 1, LINE - 1)
            )
            room = room.adjusted(LINE + 3, 0, 0, 0)
        if content.own:
            self._paint_line(painter, content.who, name, "ink", room)
        elif not content.missing:
            via = self._plan.presentation.words("{name} · by shift").format(name=content.who)
            whole = self._cache.text(via, self._body, max(0.0, room.width())).shown == via
            self._paint_line(painter, via if whole else content.who, self._body, "muted", room)
        else:
            token = "warning" if content.needed else "muted"
            middle, colour = QPointF(room.x() + MARK / 2, room.center().y() + 0.5), getattr(self._inks, token)
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(QBrush(colour) if content.needed else QBrush(Qt.BrushStyle.NoBrush))
            painter.drawEllipse(middle, MARK / 2 - 1.5, MARK / 2 - 1.5)
            self._paint_line(
                painter, content.who, name if content.needed else self._body, token, room.adjusted(MARK + 4, 0, 0, 0)
            )

    def _paint_line(
        self, painter: QPainter, words: str, style: MeasuredFont, token: str, room: QRectF, *, most: float = 1
    ) -> float:
        """Paint one line of text, elided to the share ``most`` of the width, and return its width in pixels."""
        text = self._cache.text(words, style, max(0.0, room.width() * most))
        y = room.y() + (room.height() - text.height) / 2
        text.paint(painter, room.x(), y, getattr(self._inks, token), style.font.strikeOut())
        return text.width

    def _title_rows(self, words: str, style: MeasuredFont, width: float) -> tuple[str, ...]:
        """Return a title as one line or, if it is too long, as two, broken between words."""
        first, rest = words, ""
        while self._cache.text(first, style, max(0.0, width)).shown != first and " " in first:
            first, _space, last = first.rpartition(" ")
            rest = f"{last} {rest}".rstrip()
        return (first, rest) if rest else (first,)

    # shifts -----------------------------------------------------------------------------------------

    def paint_shift(
        self, painter: QPainter, content: ShiftContent, box: QRectF, words: QRectF, *, selected: bool, his: bool
    ) -> None:
        """Paint a shift in its lane, with photo and name in the part ``words`` of its box.

        ``his`` is true if it is the shift of the person in the inspector.
        """
        theme, rect = self._theme, box.adjusted(1.5, 1.5, -1.5, -1.5)
        edge: QPen | QColor | None = theme.edge() if content.firm else dashed_pen(theme.colour("accent"), 1)
        if content.wrong:
            style = Qt.PenStyle.SolidLine if content.firm else Qt.PenStyle.DashLine
            edge = QPen(theme.colour("problem"), WRONG, style)
        ground = ShiftBackground(content.counts)
        self._inks = self._find_inks(ground)
        paint_card(painter, rect, CORNER, fill=ground.fill(theme), band=(theme.colour("accent"), BAND), edge=edge)
        with QPainterStateGuard(painter):
            painter.setClipRect(rect)
            self._paint_face_and_name(painter, content, rect.intersected(words))
        if selected or his:
            paint_rounded(painter, rect, CORNER, edge=QPen(self._theme.colour("accent"), 2.5))

    def _paint_face_and_name(self, painter: QPainter, content: ShiftContent, rect: QRectF) -> None:
        side, top = min(FACE_SIDE, rect.width() - 4, rect.height() - 4), rect.y() + 3
        if side > 8:
            self.paint_face(painter, content.person, QRectF(rect.center().x() - side / 2, top, side, side))
            top += side + 4
        who, token = (f"! {content.who}", "problem") if content.wrong else (content.who, "ink")
        style = self._names[not content.counts]
        if rect.width() >= ROOMY:
            room = QRectF(rect.x() + 4, top, rect.width() - 8, max(0.0, rect.bottom() - top - 2))
            how = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            paint_plain_text(painter, style.font, getattr(self._inks, token), room, who, how)
            return
        painter.translate(rect.center().x(), top)
        painter.rotate(90)
        self._paint_line(painter, who, style, token, QRectF(0, -10, rect.bottom() - top - 4, 20))

    def paint_face(self, painter: QPainter, person_id: str, box: QRectF) -> None:
        """Paint a person's photo or initials; nothing if there is no such person."""
        if found := self._plan.agenda.people.get(person_id):
            side, ratio = round(box.width()), painter.device().devicePixelRatioF()
            photo = self._plan.pictures.photo(found.photo, side, ratio)
            circle = portrait_pixmap(self._cache, found.name, found.photo, photo, side, ratio, self._theme)
            painter.drawPixmap(box.topLeft(), circle)


OUTLINE = 4
"""The distance in pixels around an item that its outline may cover."""
FACE, MARGIN = 24, 8
WIDEST = 340
"""The maximum width in pixels of the text in the label at the pointer; longer lines wrap."""
BESIDE = 16
"""The distance from the pointer to its label in pixels."""


class BoardLayer(Layer[BoardScene]):
    """Paints the ground, sessions and shifts; any change of them repaints the whole visible part of the board."""

    def __init__(self, tiles: BoardPainter) -> None:
        self._tiles, self._dimmed = tiles, tiles.dimmed()

    def parts(self, scene: BoardScene) -> Sequence[Part]:
        """Return the visible part of the board as the only part, whose look changes with everything that is painted."""
        look = (id(scene.layout), id(scene.contents), scene.selected, scene.person, id(scene.drag))
        return [(look, to_box(scene.area))]

    def paint(self, painter: QPainter, scene: BoardScene, dirty: Sequence[QRectF]) -> None:
        """Paint the rooms, the area that a dragged shift would cover, then above these the all-rooms lane.

        If nothing is placed on the day, also paint a hint.
        """
        layout, area, target = scene.layout, scene.area, scene.drag.target if scene.drag else None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect in dirty:
            self._tiles.paint_ground(painter, layout, rect)
        self._paint_items(painter, scene, [to_box(rect) for rect in dirty], fixed=False)
        if isinstance(target, ModeratorShift):
            self._tiles.paint_covered_area(painter, layout, target)
        if layout.fixed:
            lane = Box(0, area.y(), layout.fixed, area.height())
            with QPainterStateGuard(painter):
                painter.translate(area.x(), 0)
                painter.setClipRect(rectangle(lane))
                self._tiles.paint_all_rooms_lane(painter, layout, rectangle(lane))
                self._paint_items(painter, scene, [lane], fixed=True)
        if not layout.tiles:
            self._tiles.paint_empty_hint(painter, area.adjusted(layout.fixed, 0, 0, 0))

    def _paint_items(self, painter: QPainter, scene: BoardScene, dirty: Sequence[Box], *, fixed: bool) -> None:
        """Paint the items of the all-rooms lane if ``fixed``, or else all others, as far as they meet ``dirty``."""
        layout, drag = scene.layout, scene.drag
        corner = QPointF(0 if fixed else scene.area.x() + layout.fixed, scene.area.y())
        held, lit = ((Cover, drag.cover.id) if drag.cover else None, drag.lit) if drag else (None, ())
        for (item, box), above in zip(layout.items, layout.boxes_above, strict=True):
            if (box.x < layout.fixed) is not fixed or not any(box.grown(OUTLINE).meets(area) for area in dirty):
                continue
            content, rect, selected = scene.contents[item], rectangle(box), item in scene.selected
            if isinstance(content, BoardSessionContent):
                self._tiles.paint_session(
                    painter, content, rect, visible_text_width(box, above), selected=selected, lit=item[1] in lit,
                    his=scene.person in content.people, corner=corner,
                )  # fmt: skip
            else:
                (self._dimmed if item == held else self._tiles).paint_shift(
                    painter, content, rect, rectangle(longest_visible_part(box, above, to_box(scene.area))),
                    selected=selected and item != held, his=content.person == scene.person,
                )  # fmt: skip


class ModeratorDragGhost(Layer[BoardScene]):
    """Paints the dragged shift at its target, and the label at the pointer, all in board coordinates."""

    def __init__(self, plan: PlanView, painter: BoardPainter) -> None:
        self._plan, self._painter, self._theme = plan, painter, plan.presentation.theme
        margins = QMarginsF(FACE + 2 * MARGIN, MARGIN - 2, MARGIN, MARGIN - 2)
        self._label = TipLabel(self._theme, plan.paint_cache, 6, margins, snug=True)

    def parts(self, scene: BoardScene) -> Sequence[Part]:
        """Return the rectangle of the label as the only part, or none if nothing is dragged."""
        drag = scene.drag
        return [("", to_box(self.label_rect(drag, scene.area, scene.pointer)).grown(2))] if drag else ()

    def paint(self, painter: QPainter, scene: BoardScene, dirty: Sequence[QRectF]) -> None:
        """Paint the shift and the label; a shift in a room is not painted over the all-rooms lane."""
        if scene.drag is None:
            return
        layout, area, target = scene.layout, scene.area, scene.drag.target
        if isinstance(target, ModeratorShift) and (box := layout.shift_box(target)):
            with QPainterStateGuard(painter):
                painter.setClipRect(area.adjusted(layout.fixed if box.x >= layout.fixed else 0, 0, 0, 0))
                self.paint_shift(painter, scene.drag, view_rect(scene, rectangle(box)).translated(area.topLeft()))
        self.paint_label(painter, scene.drag, area, scene.pointer)

    def lines(self, state: ModeratorDrag) -> list[str]:
        """Return the lines of the label: the person, the target, the effect of a shift, then the first conflicts."""
        agenda, words, target = self._plan.agenda, self._plan.presentation.words, state.target
        lines = [agenda.people[state.person].name] if state.person in agenda.people else []
        if isinstance(target, str) and target in agenda.sessions:
            lines.append(words("Moderator of “{title}”").format(title=agenda.sessions[target].title))
        elif isinstance(target, ModeratorShift):
            gain = Plural("{n} session gets a moderator", "{n} sessions get a moderator", len(state.lit))
            lines += [self.place_and_times(target), words.say(gain)]
        return [*lines, *first_lines_and_count(words, [f"! {words.say(reason)}" for reason in state.reasons])]

    def place_and_times(self, shift: ModeratorShift) -> str:
        """Return the room and times of a shift, such as “Sal B · 09:00 – 10:10” or “All rooms · the whole day”."""
        words, room = self._plan.presentation.words, self._plan.agenda.rooms.get(shift.room or "")
        place, times = room.name if room else words("All rooms"), words("the whole day")
        if shift.start is not None and shift.end is not None:
            times = format_clock_range(shift.start, shift.end).replace("–", " – ")
        return f"{place} · {times}"

    def label_rect(self, state: ModeratorDrag, area: QRectF, pointer: QPointF) -> QRectF:
        """Return the rectangle of the label, beside the pointer and inside the visible ``area``."""
        size = self._label.size(self._label.rows(self.lines(state), WIDEST))
        width, height = size.width(), max(size.height(), FACE + 2 * MARGIN - 4)
        x = max(area.left() + 4, min(pointer.x() + BESIDE, area.right() - width - 4))
        y = pointer.y() + BESIDE
        if y + height > area.bottom() - 4:
            y = pointer.y() - BESIDE - height
        return QRectF(x, max(area.top() + 4, y), width, height)

    def paint_shift(self, painter: QPainter, state: ModeratorDrag, box: QRectF) -> None:
        """Paint the dragged shift in the box of its target."""
        edge = dashed_pen(self._theme.colour("problem" if state.grave else "accent"), 2)
        paint_rounded(painter, box.adjusted(2, 2, -2, -2), 6, fill=self._theme.colour("accent_soft"), edge=edge)

    def paint_label(self, painter: QPainter, state: ModeratorDrag, area: QRectF, pointer: QPointF) -> None:
        """Paint the label, unless the drag is over the list of people, or has no target and has left the board."""
        if state.target is not ListTarget.PEOPLE and (state.target or area.contains(pointer)):
            box = self.label_rect(state, area, pointer)
            self._label.paint(painter, box, self._label.rows(self.lines(state), WIDEST))
            self._painter.paint_face(painter, state.person, QRectF(box.x() + MARGIN, box.y() + MARGIN - 2, FACE, FACE))
