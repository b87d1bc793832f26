"""Selecting by mouse: the idle tool of a day, pressing a tile, drawing a band, and the insertion point of a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from planner.domain.block import Block
from planner.domain.span import LATEST, Span, format_clock
from planner.domain.value_objects import Placement
from planner.layout.day_layout import Hit, find_hit
from planner.layout.grid import ClashGroup, Grid
from ui.plan.canvas.tools import AwaitingRelease, Pointer, Tool, ToQt, hover_cursor
from ui.plan.day.day_scene import DayScene
from ui.state.document import Document


class InsertionPoint(QObject):
    """The time and room of a click on the empty grid, where new sessions go.

    Selecting a session, changing the plan or the visible rooms, and showing another day clear it.
    """

    moved = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.at: Placement | None = None
        for changed in (document.plan.changed, document.plan.day_changed, document.plan.view_state.rooms_changed):
            changed.connect(self.forget)
        document.plan.selection_changed.connect(self._on_selection)

    def _on_selection(self) -> None:
        if self._document.plan.selected:
            self.forget()

    def forget(self, _change: object = None) -> None:
        if self.at:
            self.at = None
            self.moved.emit()

    def set_spot(self, grid: Grid, spot: QPointF) -> str:
        """Set the insertion point to a point of the grid, and return its room and time as text."""
        minute = max(0, min(int(grid.minute(spot.y()) // grid.snap * grid.snap), LATEST - 1))
        rooms = (grid.rooms[grid.column(spot.x())],) if grid.rooms else ()
        self.at = Placement(Span(grid.day, minute, LATEST), rooms)
        self.moved.emit()
        return ", ".join([*self._document.agenda.room_names(rooms), format_clock(minute)])


class Press(NamedTuple):
    """A press of the left button; ``kept`` is true if the selection stays until the release, as a drag may follow."""

    at: Pointer
    hit: Hit | None
    kept: bool


Begin = Callable[[Press], Tool | None]
"""A function that returns the tool that a press begins, or None if the next such function is to be asked."""


class SelectTool(Tool):
    """The idle tool of the timeline: a press selects and begins one of the other tools, and keys go to ``key``."""

    name, cursor = "select", Qt.CursorShape.ArrowCursor

    def __init__(self, document: Document, scene: Callable[[], DayScene], key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._document, self._scene = document, scene
        self.key = key  # type: ignore[method-assign, assignment]
        self.begins: Sequence[Begin] = ()
        """The functions asked, in this order, for the tool that a left press begins."""
        self.hover: Callable[[str], object] = lambda _session: None
        """Called with the id of the session or block below the pointer, or an empty string."""

    def press(self, at: Pointer, qt: ToQt) -> Tool:
        """Select, and begin the tool for what was pressed; another button than the left one only selects."""
        if not at.is_left:
            qt()
            return self
        hit = find_hit(self._scene().layout, at.spot.x(), at.spot.y(), self._document.plan.selected_ids)
        press = Press(at, hit, self._select(at, hit, qt))
        return next((tool for begin in self.begins if (tool := begin(press))), self)

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Show by the pointer's shape what a press would do, and highlight the session or block below it."""
        hit = find_hit(self._scene().layout, at.spot.x(), at.spot.y(), (self._document.plan.selected_block_id,))
        self.cursor = hover_cursor(hit and hit.part)
        self.hover(hit.session if hit and not hit.mark else "")
        qt()
        return self

    def _select(self, at: Pointer, hit: Hit | None, qt: ToQt) -> bool:
        """Select what was pressed: a block, all sessions of a clash mark, or what Qt selects.

        The selection stays, as it may be dragged, if a session of the mark is selected, or the pressed one among
        several. Return the ``kept`` of the press.
        """
        chosen = self._document.plan.selected
        if hit and hit.session in self._document.agenda.blocks:
            self._document.plan.show(Block, hit.session)
            return True
        if hit and hit.mark:
            if not set(hit.mark.sessions).isdisjoint(chosen):
                return True
            also = chosen if at.modifiers & Qt.KeyboardModifier.ControlModifier else ()
            self._document.plan.select((*hit.mark.sessions, *also))
            return False
        if hit and len(chosen) > 1 and hit.session in chosen and not at.modifiers:
            return True
        qt()
        return False


class PressTool(Tool):
    """A pressed tile, block or clash mark: moving far enough begins a drag, and a release selects."""

    name = "press"

    def __init__(
        self, document: Document, idle: Tool, press: Press, hit: Hit, grab: Callable[[Hit, Pointer, Tool], Tool | None],
        scene: Callable[[], DayScene],
    ) -> None:  # fmt: skip
        super().__init__(idle)
        self._document, self._press, self._hit, self._grab, self._scene = document, press, hit, grab, scene

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Grab what was pressed once the pointer has moved far enough; if the file is read-only, leave moves to Qt."""
        if not self._document.workspace.writable:
            qt()
            return self
        if not at.left or not at.is_far(self._press.at):
            return self
        return self._grab(self._hit, self._press.at, self.idle) or AwaitingRelease(self.idle)

    def release(self, at: Pointer, qt: ToQt) -> Tool:
        """Select what was pressed, alone if several were selected; after a double click, open the form.

        On a clash mark of which a session was selected, select the next one.
        """
        if not at.is_left:
            return self
        hit = find_hit(self._scene().layout, at.spot.x(), at.spot.y(), ())
        if (hit is None or hit.mark is None) and not self._press.kept:
            qt()
        elif self._hit.session in self._document.agenda.blocks:
            self._document.plan.show(Block, self._hit.session)
        elif hit is None or hit.mark is None:
            self._document.plan.select((self._hit.session,))
        elif self._press.kept and not self._press.at.twice:
            self._select_next(hit.mark)
        if self._press.at.twice:
            self._document.edit_requested.emit()
        return self.idle

    def _select_next(self, mark: ClashGroup) -> None:
        """Select the next one of a clash mark's sessions alone; after the last, all of them."""
        ids, chosen = mark.sessions, self._document.plan.selected
        n = ids.index(chosen[0]) + 1 if len(chosen) == 1 and chosen[0] in ids else 0
        self._document.plan.select(ids[n : n + 1] or ids)


class BandTool(Tool):
    """Draws a selection band from a press on the empty grid, in grid coordinates; Qt selects the tiles it touches."""

    name = "band"

    def __init__(
        self, idle: Tool, start: Pointer, draw: Callable[[QRectF | None], None], released: Callable[[], None]
    ) -> None:
        super().__init__(idle)
        self._start, self._draw, self._released = start, draw, released

    def move(self, at: Pointer, qt: ToQt) -> Tool:
        """Draw the band up to the pointer."""
        if at.left:
            self._draw(QRectF(self._start.spot, at.spot).normalized())
        qt()
        return self

    def release(self, at: Pointer, qt: ToQt) -> Tool:
        """Remove the band and call ``released``; the tiles that the band touched stay selected."""
        if not at.is_left:
            return self
        self.end()
        qt()
        self._released()
        return self.idle

    def end(self) -> None:
        self._draw(None)
