"""All days of a small conference side by side: the timeline in the column of the shown day, the others around it.

Only the one timeline can be edited. The other days are read-only; pressing the mouse in one, or dragging something over
it, shows that day and so moves the timeline there.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Day, Room
from ui.features.timeline.overlay_block_view import OverlayBlockView
from ui.features.timeline.timeline import Timeline
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import ElidedLabel
from ui.state.document import Document


class NoDrag:
    """A drag controller that never drags, for the days that are not shown in the timeline."""

    state: object | None = None

    def cancel(self) -> None:
        """Do nothing, as nothing is dragged."""


class OtherDayView(OverlayBlockView):
    """A day beside the shown one, with the same zoom and height as the timeline."""

    def __init__(self, document: Document, timeline: Timeline, day: str, parent: QWidget) -> None:
        self._timeline, self.drag_controller, self._pressed = timeline, NoDrag(), None
        super().__init__(document, parent, day)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.header.room_clicked.connect(lambda room: document.show(Room, room))
        timeline.zoomed.connect(self.lay_out)
        timeline.verticalScrollBar().rangeChanged.connect(self.lay_out)
        timeline.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(timeline.verticalScrollBar().setValue)

    def lay_out(self) -> None:
        self._scale, self._fitted, self.until = self._timeline.scale_now, False, self._timeline.until
        super().lay_out()

    def _show_minimap(self) -> None:
        """Do nothing: the timeline has one minimap for all days."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show this day, which moves the timeline here, and forward the press to it."""
        self.document.show_day(self.day)
        self._timeline.setFocus()
        self._pass_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons():  # Qt keeps sending the drag to this view, although it is hidden now
            self._pass_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event)

    def _pass_on(self, event: QMouseEvent) -> None:
        """Forward a mouse event to the timeline."""
        area, at = self._timeline.viewport(), event.globalPosition()
        there = QMouseEvent(
            event.type(), area.mapFromGlobal(at), at, event.button(), event.buttons(), event.modifiers()
        )
        QApplication.sendEvent(area, there)

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Zoom the timeline, which all days follow."""
        self._timeline.zoom(factor, around)


class AllDaysView(QWidget):
    """A widget with the timeline, alone or among the other days, each below its date."""

    def __init__(self, document: Document, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._timeline = document, timeline
        self.others: dict[str, OtherDayView] = {}
        self._heads: dict[str, ElidedLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setRowStretch(1, 1)
        document.view_state.days_changed.connect(self.arrange)
        document.day_changed.connect(self.arrange)
        document.changed.connect(self._on_change)
        self._grid.addWidget(timeline, 1, 0)
        self._grid.setColumnStretch(0, 1)

    def _on_change(self, change: Change) -> None:
        if any(isinstance(edit.entity, Day) for edit in change.edits):
            self.arrange()

    def arrange(self) -> None:
        """Arrange the columns of the days, or the timeline alone."""
        days = self._document.agenda.days_in_order if self._document.shows_all_days else ()
        for gone in self.others.keys() - {day.id for day in days}:
            for widget in (self.others.pop(gone), self._heads.pop(gone)):
                widget.hide()
                widget.deleteLater()
        while (item := self._grid.takeAt(0)) is not None:
            del item
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < max(1, len(days)) else 0)
        for column, day in enumerate(days):
            self._place(day, column)
        if not days:
            self._grid.addWidget(self._timeline, 1, 0)
        self._grid.activate()
        self._timeline.lay_out()

    def _place(self, day: Day, column: int) -> None:
        shown = day.id == self._document.day.id
        if day.id not in self.others:
            self.others[day.id] = OtherDayView(self._document, self._timeline, day.id, self)
            self._heads[day.id] = ElidedLabel()
            self._heads[day.id].setContentsMargins(10, 4, 10, 4)
        other, head, name = self.others[day.id], self._heads[day.id], self._document.presentation.short_day(day.date)
        head.setText(f"{name} · {day.title}" if day.title else name)
        set_properties(head, heading="count" if shown else "", tone="" if shown else "muted")
        other.setAccessibleName(head.text())
        other.setVisible(not shown)
        self._grid.addWidget(head, 0, column)
        head.show()
        self._grid.addWidget(self._timeline if shown else other, 1, column)
        self._grid.setColumnStretch(column, 1)
        if not shown:
            other.lay_out()
            other.verticalScrollBar().setValue(self._timeline.verticalOffset())

    def day_at(self, point: QPoint) -> Day | None:
        """Return the day at a point in screen coordinates, or None for the shown day and outside all days."""
        for day, other in self.others.items():
            if other.isVisible() and other.rect().contains(other.mapFromGlobal(point)):
                return self._document.agenda.days.get(day)
        return None
