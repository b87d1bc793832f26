"""All days of a small conference side by side: the timeline in the column of the shown day, the others around it.

Only the one timeline can be edited. The other days are read-only; pressing the mouse in one, or dragging something over
it, shows that day and so moves the timeline there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Day, Room
from ui.features.timeline.day_view import DayView
from ui.features.timeline.timeline import Timeline
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import ElidedLabel
from ui.state.canvas.canvas import zoom_of
from ui.state.canvas.tools import Tool
from ui.state.document import Document


class AllDaysView(QWidget):
    """A widget with the timeline, alone or among the other days, each below its date."""

    def __init__(self, document: Document, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._timeline = document, timeline
        self.others: dict[str, DayView] = {}
        self._heads: dict[str, ElidedLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setRowStretch(1, 1)
        document.view_state.days_changed.connect(self.arrange)
        document.day_changed.connect(self.arrange)
        document.changed.connect(self._on_change)
        timeline.canvas.grid_changed.connect(self._on_grid)
        self._grid.addWidget(timeline.frame, 1, 0)
        self._grid.setColumnStretch(0, 1)

    def _on_grid(self) -> None:
        """Give the other days the zoom and the hours of the timeline."""
        for other in self.others.values():
            other.canvas.scale_now = self._timeline.canvas.scale_now
            other.canvas.refresh()

    def _on_change(self, change: Change) -> None:
        if any(isinstance(edit.entity, Day) for edit in change.edits):
            self.arrange()

    def arrange(self) -> None:
        """Arrange the columns of the days, or the timeline alone."""
        days = self._document.agenda.days_in_order if self._document.shows_all_days else ()
        for gone in self.others.keys() - {day.id for day in days}:
            for widget in (self.others.pop(gone).frame, self._heads.pop(gone)):
                widget.hide()
                widget.deleteLater()
        while (item := self._grid.takeAt(0)) is not None:
            del item
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < max(1, len(days)) else 0)
        for column, day in enumerate(days):
            self._place(day, column)
        if not days:
            self._grid.addWidget(self._timeline.frame, 1, 0)
        self._grid.activate()
        self._timeline.canvas.refresh()

    def _place(self, day: Day, column: int) -> None:
        shown = day.id == self._document.day.id
        if day.id not in self.others:
            self.others[day.id] = self._make(day)
            self._heads[day.id] = ElidedLabel()
            self._heads[day.id].setContentsMargins(10, 4, 10, 4)
        other, head, name = self.others[day.id], self._heads[day.id], self._document.presentation.short_day(day.date)
        head.setText(f"{name} · {day.title}" if day.title else name)
        set_properties(head, heading="count" if shown else "", tone="" if shown else "muted")
        other.canvas.setAccessibleName(head.text())
        other.frame.setVisible(not shown)
        self._grid.addWidget(head, 0, column)
        head.show()
        self._grid.addWidget(self._timeline.frame if shown else other.frame, 1, column)
        self._grid.setColumnStretch(column, 1)
        if not shown:
            self._on_grid()
            other.canvas.verticalScrollBar().setValue(self._timeline.canvas.verticalScrollBar().value())

    def _make(self, day: Day) -> DayView:
        """Return a view of another day that scrolls and zooms with the timeline."""
        other, timeline = DayView(self._document, Tool(), day.id, self), self._timeline
        other.source.leader = timeline.view.source
        other.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        other.canvas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        other.canvas.viewport().installEventFilter(self)
        other.header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        other.header.room_clicked.connect(lambda room: self._document.show(Room, room))
        mine, others = timeline.canvas.verticalScrollBar(), other.canvas.verticalScrollBar()
        mine.valueChanged.connect(others.setValue)
        others.valueChanged.connect(mine.setValue)
        return other

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the day of a press, which moves the timeline there, and pass the mouse on; the wheel zooms all days."""
        area = self._timeline.canvas.viewport()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._timeline.canvas.zoom(zoom_of(event), event.position().y())
            return True
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            for other in self.others.values():
                if other.canvas.viewport() is watched:
                    self._document.show_day(other.source.day)
            self._timeline.canvas.setFocus()
        if event.buttons() or event.type() != QEvent.Type.MouseMove:  # Qt sends a drag here, though this is hidden now
            at = event.globalPosition()
            there = (area.mapFromGlobal(at), at, event.button(), event.buttons(), event.modifiers())
            QApplication.sendEvent(area, QMouseEvent(event.type(), *there))
        return True

    def day_at(self, point: QPoint) -> Day | None:
        """Return the day at a point in screen coordinates, or None for the shown day and outside all days."""
        for day, other in self.others.items():
            canvas = other.canvas
            if canvas.isVisible() and canvas.rect().contains(canvas.mapFromGlobal(point)):
                return self._document.agenda.days.get(day)
        return None
