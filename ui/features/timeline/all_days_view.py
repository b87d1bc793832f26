"""All days of a small conference side by side: the timeline in the place of the shown day, the others around it.

There is one timeline, and only it can be edited. The other days are for display; pressing the mouse in one, or dragging
something over it, moves the timeline there.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Day, Room
from ui.features.timeline.overlay_block_view import SeenView
from ui.features.timeline.timeline import Timeline
from ui.kit.theme.theme import mark
from ui.kit.widgets.labels import ElidedLabel
from ui.state.document import Desk


class Idle:
    """A hand that is always empty. Only the timeline's hand can hold something."""

    held: object | None = None

    def cancel(self) -> None:
        """Do nothing, as nothing is held."""


class OtherDay(SeenView):
    """A day beside the shown one, with the timeline's zoom and height."""

    def __init__(self, desk: Desk, timeline: Timeline, day: str, parent: QWidget) -> None:
        self._timeline, self.hand, self._pressed = timeline, Idle(), None
        super().__init__(desk, parent, day)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.header.clicked.connect(lambda room: desk.show(Room, room))
        timeline.zoomed.connect(self.lay_out)
        timeline.verticalScrollBar().rangeChanged.connect(self.lay_out)
        timeline.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(timeline.verticalScrollBar().setValue)

    def lay_out(self) -> None:
        self._scale, self._fitted, self.until = self._timeline.scale_now, False, self._timeline.until
        super().lay_out()

    def _show_overview(self) -> None:
        """Do nothing: the timeline has one overview for all days."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show this day, which moves the timeline here, and forward the press to it."""
        self.desk.show_day(self.day)
        self._timeline.setFocus()
        self._hand_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons():  # Qt keeps sending the drag to this view, although it is hidden by now
            self._hand_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand_on(event)

    def _hand_on(self, event: QMouseEvent) -> None:
        """Forward a mouse event to the timeline."""
        area, at = self._timeline.viewport(), event.globalPosition()
        there = QMouseEvent(
            event.type(), area.mapFromGlobal(at), at, event.button(), event.buttons(), event.modifiers()
        )
        QApplication.sendEvent(area, there)

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Zoom the timeline, which all days follow."""
        self._timeline.zoom(factor, around)


class DaysBeside(QWidget):
    """A widget with the timeline, alone or among the other days, each below its date."""

    def __init__(self, desk: Desk, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._timeline = desk, timeline
        self.others: dict[str, OtherDay] = {}
        self._heads: dict[str, ElidedLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setRowStretch(1, 1)
        desk.seeing.days_changed.connect(self.arrange)
        desk.day_changed.connect(self.arrange)
        desk.changed.connect(self._on_change)
        self._grid.addWidget(timeline, 1, 0)
        self._grid.setColumnStretch(0, 1)

    def _on_change(self, change: Change) -> None:
        if any(isinstance(edit.entity, Day) for edit in change.edits):
            self.arrange()

    def arrange(self) -> None:
        """Place a column for each day."""
        days = self._desk.agenda.days_in_order if self._desk.days_beside else ()
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
        shown = day.id == self._desk.day.id
        if day.id not in self.others:
            self.others[day.id] = OtherDay(self._desk, self._timeline, day.id, self)
            self._heads[day.id] = ElidedLabel()
            self._heads[day.id].setContentsMargins(10, 4, 10, 4)
        other, head, name = self.others[day.id], self._heads[day.id], self._desk.reader.short_day(day.date)
        head.setText(f"{name} · {day.title}" if day.title else name)
        mark(head, heading="count" if shown else "", tone="" if shown else "muted")
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
        """Return the day at a point of the screen, or None for the shown day and outside all days."""
        for day, other in self.others.items():
            if other.isVisible() and other.rect().contains(other.mapFromGlobal(point)):
                return self._desk.agenda.days.get(day)
        return None
