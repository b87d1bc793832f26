"""The other days beside the timeline."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from planner.domain.agenda import Change
from planner.domain.entities import Day, Room
from ui.features.timeline.timeline import Timeline, move_room_column
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel
from ui.plan.canvas.canvas import wheel_zoom_factor
from ui.plan.canvas.tools import Tool
from ui.plan.day.day_view import DayView
from ui.state.document import Document


class AllDaysView(QWidget):
    """The timeline, alone or with the other days beside it, each below its date."""

    def __init__(self, document: Document, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._timeline = document, timeline
        self.others: dict[str, DayView] = {}
        self._heads: dict[str, ElidedLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setRowStretch(1, 1)
        document.plan.view_state.days_changed.connect(self.arrange)
        document.plan.day_changed.connect(self.arrange)
        document.plan.changed.connect(self._on_change)
        timeline.canvas.grid_changed.connect(self._on_grid_changed)
        self._grid.addWidget(timeline.frame, 1, 0)
        self._grid.setColumnStretch(0, 1)

    def _on_grid_changed(self) -> None:
        """Give the other days the timeline's zoom and hours."""
        for other in self.others.values():
            other.canvas.scale_now = self._timeline.canvas.scale_now
            other.canvas.refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches(Day):
            self.arrange()

    def arrange(self) -> None:
        """Lay out a column for each day, or the timeline alone."""
        days = self._document.agenda.days_in_order if self._document.plan.shows_all_days else ()
        for gone in self.others.keys() - {day.id for day in days}:
            for widget in (self.others.pop(gone).frame, self._heads.pop(gone)):
                widget.hide()
                widget.deleteLater()
        while (item := self._grid.takeAt(0)) is not None:
            del item
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < max(1, len(days)) else 0)
        for column, day in enumerate(days):
            self._place_column(day, column)
        if not days:
            self._grid.addWidget(self._timeline.frame, 1, 0)
        self._grid.activate()
        self._timeline.canvas.refresh()

    def _place_column(self, day: Day, column: int) -> None:
        shown = day.id == self._document.plan.day.id
        if day.id not in self.others:
            self.others[day.id] = self._make_day_view(day)
            self._heads[day.id] = ElidedLabel()
            self._heads[day.id].setContentsMargins(8, 4, 8, 4)
        other, head, name = self.others[day.id], self._heads[day.id], self._document.presentation.short_date(day.date)
        head.setText(f"{name} · {day.title}" if day.title else name)
        set_properties(head, heading="count" if shown else "", tone="" if shown else "muted")
        other.canvas.setAccessibleName(head.text())
        other.frame.setVisible(not shown)
        self._grid.addWidget(head, 0, column)
        head.show()
        self._grid.addWidget(self._timeline.frame if shown else other.frame, 1, column)
        self._grid.setColumnStretch(column, 1)
        if not shown:
            self._on_grid_changed()
            other.canvas.verticalScrollBar().setValue(self._timeline.canvas.verticalScrollBar().value())

    def _make_day_view(self, day: Day) -> DayView:
        """Return a view of another day that scrolls with the timeline."""
        move = partial(move_room_column, self._document)
        other, timeline = DayView(self._document.plan, Tool(), day.id, self, move=move), self._timeline
        other.source.leader = timeline.view.source
        other.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        other.canvas.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        other.canvas.viewport().installEventFilter(self)
        other.header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        other.header.room_clicked.connect(lambda room: self._document.plan.show(Room, room))
        mine, others = timeline.canvas.verticalScrollBar(), other.canvas.verticalScrollBar()
        mine.valueChanged.connect(others.setValue)
        others.valueChanged.connect(mine.setValue)
        return other

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show a pressed day, which moves the timeline there, and pass mouse events on to it, except hovering.

        The wheel with Ctrl zooms all days.
        """
        area = self._timeline.canvas.viewport()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._timeline.canvas.zoom(wheel_zoom_factor(event), event.position().y())
            return True
        if isinstance(event, QContextMenuEvent):
            where = event.globalPos()
            again = QContextMenuEvent(event.reason(), area.mapFromGlobal(where), where, event.modifiers())
            return QApplication.sendEvent(area, again)
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            for other in self.others.values():
                if other.canvas.viewport() is watched:
                    self._document.plan.show_day(other.source.day)
            self._timeline.canvas.setFocus()
        if event.buttons() or event.type() != QEvent.Type.MouseMove:  # Qt sends a drag here, though this is hidden now
            at = event.globalPosition()
            there = (area.mapFromGlobal(at), at, event.button(), event.buttons(), event.modifiers())
            QApplication.sendEvent(area, QMouseEvent(event.type(), *there))
        return True

    def find_day(self, point: QPoint) -> Day | None:
        """Return the day at a point in screen coordinates; None for the shown day and outside all days."""
        for day, other in self.others.items():
            canvas = other.canvas
            if canvas.isVisible() and canvas.rect().contains(canvas.mapFromGlobal(point)):
                return self._document.agenda.days.get(day)
        return None
