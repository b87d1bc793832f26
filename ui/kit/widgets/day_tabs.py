"""The tabs of the days above a grid, shown if there are several days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabBar

from planner.wording import Wording


class DayTabs(QTabBar):
    """A tab bar with a tab for each day, in order."""

    def __init__(self, words: Wording) -> None:
        super().__init__(drawBase=False, expanding=False)
        self.setAccessibleName(words("Days"))

    def show_days(self, names: Sequence[str], chosen: int) -> None:
        """Set the names of the tabs and the current one, without emitting ``currentChanged``."""
        with QSignalBlocker(self):
            while self.count() > len(names):
                self.removeTab(self.count() - 1)
            for n, name in enumerate(names):
                if n == self.count():
                    self.addTab(name)
                elif self.tabText(n) != name:
                    self.setTabText(n, name)
            self.setCurrentIndex(chosen)
        self.setVisible(len(names) > 1)
