"""The editor of time windows: as bars to draw on, and as text below the bars."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QSizePolicy, QToolTip, QWidget

from planner.commands.window_text import merge_windows, read_windows, write_windows
from planner.domain.span import Span, whole_day
from ui.kit.editors.text_editors import LineEditor, TextEditor
from ui.kit.theme.theme import announce
from ui.kit.widgets.plain_widgets import column
from ui.plan.availability.bar_painter import BarContent, BarLayout, BarPainter, BarWords, bar_contents
from ui.plan.availability.bar_state import STEP, BarGrip, BarState, BegunBy, ShownHours
from ui.state.plan_view import PlanView

MOST_BARS = 10
"""Maximum number of days with a bar; in a longer conference, the other days are only in the text below."""
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
"""Keys that begin and end a window."""
SHAPES = {
    BarGrip.START: Qt.CursorShape.SizeHorCursor, BarGrip.END: Qt.CursorShape.SizeHorCursor,
    BarGrip.WHOLE: Qt.CursorShape.OpenHandCursor, BarGrip.NEW: Qt.CursorShape.ArrowCursor,
}  # fmt: skip


class DayBars(QAbstractSlider):
    """Time windows on bars, one per day, which emit ``edited`` with all windows once per gesture.

    For screen readers it is a slider, whose value is the time of day at the cursor, such as 930.
    """

    edited = Signal(tuple)

    def __init__(self, plan: PlanView, *, closed: bool) -> None:
        super().__init__()
        self._plan = plan
        self._words = BarWords(plan, closed=closed)
        self._painter = BarPainter(plan.presentation.theme, closed=closed)
        self._state = BarState((), (), ShownHours(0, 60))
        self._pressed_at = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(plan.presentation.words("Drag to say when. Double-click for the whole day."))

    # content -------------------------------------------------------------------------------------------

    def show_windows(self, windows: tuple[Span, ...], mixed: str = "") -> None:
        """Show windows, or the text ``mixed`` if the edited entities have different windows."""
        days, merged = self._plan.agenda.days_in_order[:MOST_BARS], merge_windows(windows)
        if (days, merged, mixed) == (self._state.days, self._state.windows, self._state.mixed):
            return
        state = self._state.showing(days, merged, mixed)
        self.setRange(_figure(state.hours.first), _figure(state.hours.last))
        self._take(state)
        self.setAccessibleDescription(mixed or ". ".join(self._words.day(state, day) for day in days))
        self.updateGeometry()

    def _take(self, state: BarState, words: str = "") -> None:
        """Show a state and announce a text; the one way in which a drag begins, goes on and ends."""
        if self._state.drag and not state.drag:
            QToolTip.hideText()
        self._state = state
        self.setValue(_figure(state.minute))
        self.update()
        if words:
            announce(self, words)

    def _edit(self, windows: tuple[Span, ...], words: str) -> None:
        """Emit the windows if they changed, and announce the change."""
        if (merged := merge_windows(windows)) != self._state.windows or self._state.mixed:
            announce(self, words)
            self.edited.emit(merged)

    def commit(self, by: tuple[BegunBy, ...] = (BegunBy.ENTER, BegunBy.SHIFT)) -> None:
        """Finish a drag that was begun in one of these ways, by default with the keys, and emit its result."""
        drag, windows = self._state.drag, self._state.preview
        if drag and drag.by in by:
            self._take(replace(self._state, drag=None, selected=self._state.hit))
            if drag.result:
                self._edit(windows, self._words.drawn(drag.result))

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        self._take(replace(self._state, drag=None))

    # display -------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(240, BarLayout(len(self._state.days), self._state.hours).height)

    @property
    def bar_layout(self) -> BarLayout:
        """The places of the bars, which change with the width and with what is shown."""
        days = self._state.days
        left = self._painter.column([self._words.name(day) for day in days]) if len(days) > 1 else 0
        return BarLayout(len(days), self._state.hours, left, self.width())

    def shown(self) -> tuple[BarContent, ...]:
        """Return the content of each bar."""
        return bar_contents(self._state, self.bar_layout, self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.paint(painter, self.bar_layout, self.shown())
        if self.hasFocus():
            self._painter.paint_cursor(painter, self.bar_layout, self._state.row, self._state.minute)

    # mouse ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit()
        if event.button() != Qt.MouseButton.LeftButton:
            self.cancel()
        elif drag := self.bar_layout.find_drag(event.position(), self._state):
            self._pressed_at = event.position()
            self._take(self._state.pressed(drag))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, place, point = self._state.drag, self.bar_layout, event.position()
        if drag is None or drag.by is not BegunBy.MOUSE:
            hovered = place.find_drag(point, self._state)
            self.setCursor(SHAPES[hovered.grip if hovered else BarGrip.NEW])
        elif not event.buttons() & Qt.MouseButton.LeftButton:
            self.cancel()  # the release went elsewhere
        elif drag.result or (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self._take(self._state.dragged_state(place.to_minute(point.x())))
            QToolTip.showText(event.globalPosition().toPoint(), self._words.cursor(self._state), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.commit((BegunBy.MOUSE,))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add a window for the whole day, regardless of its opening hours."""
        drag = self.bar_layout.find_drag(event.position(), self._state)
        if event.button() == Qt.MouseButton.LeftButton and drag:
            day = whole_day(drag.day.date)
            self._edit((*self._state.windows, day), self._words.drawn(day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the form must not change a value

    # keyboard ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim Escape during a drag."""
        asked = event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape
        if asked and self._state.drag:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not shift:
            self.commit((BegunBy.SHIFT,))
        state = self._state
        if (minute := _key_minute(event, state)) is not None:
            begun = state.begun(BegunBy.SHIFT) if shift and not state.drag else state
            moved = begun.moved_to(state.row, minute)
            self._take(moved, self._words.cursor(moved) if moved.minute != state.minute else "")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(state.days) > 1:
            self.commit()
            moved = self._state.moved_to(state.row + (1 if key == Qt.Key.Key_Down else -1), state.minute)
            self._take(moved, self._words.day(moved, moved.day))
        elif key in ENTERS and state.drag:
            self.commit(tuple(BegunBy))
        elif key in ENTERS:
            self._take(state.begun(BegunBy.ENTER), self._words.begun(state.minute))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not state.drag:
            if gone := state.selected or state.under_cursor:
                self._take(replace(state, selected=None))
                self._edit(tuple(w for w in state.windows if w != gone), self._words.removed(gone))
        elif key == Qt.Key.Key_Escape and state.drag:
            self.cancel()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Shift and not event.isAutoRepeat():
            self.commit((BegunBy.SHIFT,))
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)


def _key_minute(event: QKeyEvent, state: BarState) -> int | None:
    """Return the minute to which a key moves the cursor, or None if it does not move it on the bar."""
    key = Qt.Key(event.key())
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return state.next_edge(forward=key == Qt.Key.Key_Right)
    targets = {
        Qt.Key.Key_Left: state.minute - STEP, Qt.Key.Key_Right: state.minute + STEP,
        Qt.Key.Key_PageUp: state.minute - 60, Qt.Key.Key_PageDown: state.minute + 60,
        Qt.Key.Key_Home: state.day.opens, Qt.Key.Key_End: state.day.closes,
    }  # fmt: skip
    return targets.get(key)


def _figure(minute: int) -> int:
    """Return a time of day as a number that can be read aloud, such as 930."""
    return minute // 60 * 100 + minute % 60


class AvailabilityEditor(QWidget):
    """An editor for a tuple of spans: a person's availability or, with ``closed``, the times when a room is closed."""

    edited = Signal(object)
    typing = Signal()
    paused = Signal(object)
    refused = Signal(str)
    settled = Signal()
    reverted = Signal(str)
    left = Signal()
    free = False

    def __init__(self, plan: PlanView, *, closed: bool = False) -> None:
        super().__init__()
        self._plan, self._closed = plan, closed
        self._value: tuple[Span, ...] = ()
        self.bars = DayBars(plan, closed=closed)
        self.bars.edited.connect(self.edited)
        self._column = column(self.bars, inside=self, margins=(0, 2, 0, 0), spacing=4)
        self.text = self._made_text()
        self.setFocusProxy(self.bars)
        self.bars.show_windows(())

    def _made_text(self) -> LineEditor | TextEditor:
        words, days = self._plan.presentation.words, len(self._plan.agenda.days)
        placeholder = words("Always open") if self._closed else words("Always, or hours such as 9–14")
        if days == 1:
            made: LineEditor | TextEditor = LineEditor(
                self._read, lambda v: self._write(v).replace("\n", ", "), placeholder
            )
        else:
            made = TextEditor(placeholder, self._read, self._write)
        for its, ours in (
            (made.edited, self.edited), (made.typing, self.typing), (made.refused, self.refused),
            (made.settled, self.settled), (made.reverted, self.reverted), (made.left, self.left),
        ):  # fmt: skip
            its.connect(ours)
        made.setAccessibleName(self.accessibleName())
        self._column.addWidget(made)
        return made

    def _read(self, text: str) -> tuple[Span, ...]:
        return read_windows(text, self._plan.agenda.days_in_order, self._plan.presentation.words, before=self._value)

    def _write(self, windows: Any) -> str:
        return write_windows(windows or (), self._plan.agenda.days_in_order)

    def _follow_days(self) -> None:
        """Use a line edit for a conference of one day, and a text edit for one of several days."""
        if isinstance(self.text, LineEditor) != (len(self._plan.agenda.days) == 1):
            self.text.deleteLater()
            self.text = self._made_text()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.bars.setAccessibleName(name)
        self.text.setAccessibleName(name)

    def show_value(self, value: Any) -> None:
        self._follow_days()
        self._value = tuple(value)
        self.bars.show_windows(self._value)
        self.text.show_value(self._value)

    def show_mixed(self, words: str) -> None:
        self._follow_days()
        self._value = ()
        self.bars.show_windows((), words)
        self.text.show_mixed(words)

    @property
    def waiting(self) -> str | None:
        return self.text.waiting

    @property
    def stored(self) -> str:
        return self.text.stored

    def revert(self) -> None:
        self.text.revert()

    def autosave(self) -> None:
        """Do nothing, as windows are saved only when they are finished."""

    def resume(self, text: str, *, again: bool) -> None:
        self.text.resume(text, again=again)

    def commit(self) -> None:
        self.bars.commit()
        self.text.commit()

    def refuse(self, *, again: bool) -> None:
        self.text.refuse(again=again)

    def drop(self) -> None:
        self.bars.cancel()
        self.text.drop()
