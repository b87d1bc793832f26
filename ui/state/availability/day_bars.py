"""The bars of a conference's days, on which time windows are drawn by mouse or keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from planner.domain.entities import Day
from planner.domain.span import Span, clock, whole_day
from planner.domain.text import Text
from ui.kit.theme.accessibility import announce
from ui.state.availability.bar_drag import STEP, BarDrag, BarGrip
from ui.state.availability.day_bars_view import DayBarsView
from ui.state.availability.window_text import merge_windows
from ui.state.document import Document

EDGE = 5
"""Pixels on either side of a window's edge within which it can be grabbed."""


@dataclass(frozen=True, slots=True)
class _Press:
    """A mouse press that has not become a drag yet."""

    point: QPointF
    pull: BarDrag


class DayBars(DayBarsView):
    """Interactive bars, which emit ``edited`` with all windows once per gesture."""

    edited = Signal(tuple)

    def __init__(self, document: Document, *, closed: bool) -> None:
        super().__init__(document, closed=closed)
        self._press: _Press | None = None
        self._by_shift = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(document.presentation.words("Drag to say when. Double-click for the whole day."))

    # changes -------------------------------------------------------------------------------------------

    def _say(self, windows: tuple[Span, ...], words: Text) -> None:
        """Emit the windows if they changed, and announce the change."""
        if (found := merge_windows(windows)) != self._windows or self._mixed:
            self._tell(words)
            self.edited.emit(found)

    def _tell(self, words: Text) -> None:
        announce(self, self._document.presentation.words.say(words))

    def _grown(self, span: Span) -> Text:
        if self._closed:
            return Text("Closed {times}", times=self._hours(span))
        return Text("Available {times}", times=self._hours(span))

    def _finish(self) -> None:
        """Finish the drag, and emit its result."""
        pulled, windows = self._pulled, self._with_pulled()
        self.cancel()
        if pulled:
            self._selected = pulled
            self._say(windows, self._grown(pulled))

    def commit(self) -> None:
        """Finish a window that was begun with the keyboard."""
        if self._pull and not self._press:
            self._finish()

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        super().cancel()
        self._press, self._by_shift = None, False
        QToolTip.hideText()

    def _remove(self) -> None:
        gone = self._selected or self._window_at(self._days[self._row], self._minute)
        if gone:
            self._selected = None
            self._say(tuple(w for w in self._windows if w != gone), Text("Removed {times}", times=self._hours(gone)))

    def _window_at(self, day: Day, minute: float) -> Span | None:
        inside = [w for w in self._windows if w.day == day.date and w.start <= minute <= w.end]
        return inside[-1] if inside else None

    # mouse ---------------------------------------------------------------------------------------------

    def _pull_at(self, point: QPointF) -> BarDrag:
        """Return the drag that a press at a point would begin."""
        day, minute = self._days[self._row_at(point.y())], self.minute_at(point.x())
        for window in self._windows:
            if window.day != day.date:
                continue
            left, right = map(self.x_of, self._ends(window))
            far, grip = min(
                (abs(right - point.x()), BarGrip.END), (abs(left - point.x()), BarGrip.START), key=lambda p: p[0]
            )
            if far <= min(EDGE, (right - left) / 3):
                return BarDrag(day, self._reach, grip, minute, window)
            if window.start <= minute < window.end:
                return BarDrag(day, self._reach, BarGrip.WHOLE, minute, window)
        return BarDrag(day, self._reach, BarGrip.NEW, minute)

    def _on_bar(self, event: QMouseEvent) -> bool:
        return event.position().y() < self.bar_of(len(self._days) - 1).bottom()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit()
        if event.button() == Qt.MouseButton.LeftButton and self._on_bar(event):
            pull = self._pull_at(event.position())
            self._press, self._selected = _Press(event.position(), pull), pull.held
            self._put_cursor(self._row_at(event.position().y()), self._reach.snapped(pull.taken))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            grip = self._pull_at(event.position()).grip if self._on_bar(event) else None
            edge, shapes = grip in (BarGrip.START, BarGrip.END), Qt.CursorShape
            self.setCursor(
                shapes.SizeHorCursor if edge else shapes.OpenHandCursor if grip is BarGrip.WHOLE else shapes.ArrowCursor
            )
            return
        far = (event.position() - self._press.point).manhattanLength()
        if self._pull is None and far < QApplication.startDragDistance():
            return
        self._pull = self._press.pull
        self._pulled = self._pull.to(self.minute_at(event.position().x()))
        self._put_cursor(self._row, self._reach.snapped(self.minute_at(event.position().x())))
        QToolTip.showText(event.globalPosition().toPoint(), self._hours(self._pulled), self)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._press:
            self._finish()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add a window for the whole day, regardless of its opening hours."""
        if event.button() == Qt.MouseButton.LeftButton and self._on_bar(event):
            day = whole_day(self._days[self._row_at(event.position().y())].date)
            self._say((*self._windows, day), self._grown(day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the form must not change a value

    # keyboard ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim Escape during a drag."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and self._pull and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = event.key(), self._days[self._row]
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._by_shift and not shift:
            self._finish()
        targets = {
            Qt.Key.Key_Left: self._minute - STEP, Qt.Key.Key_Right: self._minute + STEP,
            Qt.Key.Key_PageUp: self._minute - 60, Qt.Key.Key_PageDown: self._minute + 60,
            Qt.Key.Key_Home: day.opens, Qt.Key.Key_End: day.closes,
        }  # fmt: skip
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step_to(self._next_edge(forward=key == Qt.Key.Key_Right), extend=shift)
        elif key in targets:
            self._step_to(targets[Qt.Key(key)], extend=shift)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(self._days) > 1:
            self._other_day(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._begin_or_end()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._pull:
            self._remove()
        elif key == Qt.Key.Key_Escape and self._pull:
            self.cancel()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Shift and self._by_shift and not event.isAutoRepeat():
            self._finish()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def _next_edge(self, *, forward: bool) -> int:
        day = self._days[self._row]
        edges = {day.opens, day.closes, *(m for w in self._windows if w.day == day.date for m in self._ends(w))}
        if forward:
            return min((m for m in edges if m > self._minute), default=self._reach.last)
        return max((m for m in edges if m < self._minute), default=self._reach.first)

    def _step_to(self, minute: int, *, extend: bool) -> None:
        """Move the cursor; with ``extend``, or during a drag, the window follows it."""
        before = self._minute
        if extend and not self._pull:
            self._pull, self._by_shift = self._edge_pull(), True
        self._put_cursor(self._row, minute)
        if self._pull:
            self._pulled = self._pull.to(self._minute) if self._minute != self._pull.taken else None
        else:
            self._selected = self._window_at(self._days[self._row], self._minute)
        if self._minute != before:
            announce(
                self, self._hours(self._pulled) if self._pulled else self._document.presentation.words.say(self._here())
            )
        self.update()

    def _edge_pull(self) -> BarDrag:
        """Return the drag that Shift begins at the cursor: of the window edge there, or else of a new window."""
        day, minute = self._days[self._row], self._minute
        for window in self._windows:
            if window.day == day.date and minute in (ends := self._ends(window)):
                return BarDrag(day, self._reach, BarGrip.START if minute == ends[0] else BarGrip.END, minute, window)
        return BarDrag(day, self._reach, BarGrip.NEW, minute)

    def _begin_or_end(self) -> None:
        if self._pull:
            self._finish()
            return
        self._pull = BarDrag(self._days[self._row], self._reach, BarGrip.NEW, self._minute)
        self._tell(Text("From {time}. Press Enter where it ends.", time=clock(self._minute)))
        self.update()

    def _other_day(self, step: int) -> None:
        self.commit()
        self._put_cursor(max(0, min(len(self._days) - 1, self._row + step)), self._minute)
        day = self._days[self._row]
        self._selected = self._window_at(day, self._minute)
        self._tell(
            Text("{day}: {times}", day=self._document.presentation.short_day(day.date), times=self._day_in_words(day))
        )
        self.update()

    def _here(self) -> Text:
        """Return a text about the minute at the cursor, for a screen reader."""
        time, window = clock(self._minute), self._window_at(self._days[self._row], self._minute)
        if self._closed:
            return Text("{time}, closed", time=time) if window else Text("{time}, open", time=time)
        there = bool(window) or not self._windows
        return Text("{time}, available", time=time) if there else Text("{time}, not there", time=time)
