"""The line at the current time, on a day that is today in the conference's time zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from planner.layout.grid import Grid
from ui.state.document import Document

TICK = 30_000
"""Milliseconds between checks of the clock."""


class NowClock(QObject):
    """A clock that ticks while the timeline is visible."""

    ticked = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.timer = QTimer(self, interval=TICK)
        self.timer.timeout.connect(self.ticked)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick only while the widget is shown."""
        if event.type() == QEvent.Type.Show:
            self.timer.start()
        elif event.type() == QEvent.Type.Hide:
            self.timer.stop()
        return False

    def minute(self, grid: Grid) -> int | None:
        """Return the current minute of the grid's day in the conference's time zone, or None outside the grid."""
        now = self._document.workspace.now().astimezone(ZoneInfo(self._document.agenda.conference.timezone))
        minute = (now.date() - grid.day).days * 24 * 60 + now.hour * 60 + now.minute
        return minute if grid.first <= minute <= grid.last else None
