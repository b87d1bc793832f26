"""The line that says what time it is, on a day that is today where the conference is."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from planner.layout.grid import Grid
from ui.desk import Desk

TICK = 30_000
"""Milliseconds between looks at the clock."""


class Now(QObject):
    """Looks at the clock while somebody watches."""

    ticked = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.timer = QTimer(self, interval=TICK)
        self.timer.timeout.connect(self.ticked)

    def watch(self, on: bool) -> None:
        """Begin to look at the clock, or rest."""
        if on:
            self.timer.start()
        else:
            self.timer.stop()

    def minute(self, grid: Grid) -> int | None:
        """The minute of the grid's day that it is now where the conference is, if the grid shows it."""
        now = self._desk.workspace.now().astimezone(ZoneInfo(self._desk.agenda.conference.timezone))
        minute = (now.date() - grid.day).days * 24 * 60 + now.hour * 60 + now.minute
        return minute if grid.first <= minute <= grid.last else None
