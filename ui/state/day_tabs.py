"""The tabs of the days above a grid, shown if there are several days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTabBar

from ui.kit.widgets.plain_widgets import escape_mnemonic
from ui.state.document import Document


class DayTabs(QTabBar):
    """A tab bar with a tab for each day, in order; the current tab is the shown day."""

    def __init__(self, document: Document) -> None:
        super().__init__(drawBase=False, expanding=False)
        self._document = document
        self.setAccessibleName(document.presentation.words("Days"))
        self.currentChanged.connect(self._on_tab)

    def show_days(self, more: Sequence[str]) -> None:
        """Show the names of the days, each followed by its text of ``more``, and which of them is shown."""
        days, short_day = self._document.agenda.days_in_order, self._document.presentation.short_day
        with QSignalBlocker(self):
            while self.count() > len(days):
                self.removeTab(self.count() - 1)
            for n, (day, text) in enumerate(zip(days, more, strict=True)):
                name = " · ".join(part for part in (short_day(day.date), day.title) if part)
                if n == self.count():
                    self.addTab("")
                if self.tabText(n) != (shown := escape_mnemonic(f"{name}{text}")):
                    self.setTabText(n, shown)
            self.setCurrentIndex([day.id for day in days].index(self._document.day.id))
        self.setVisible(len(days) > 1)

    def _on_tab(self, n: int) -> None:
        days = self._document.agenda.days_in_order
        if 0 <= n < len(days):
            self._document.show_day(days[n])
