"""The tab bar of the days above a grid, shown if there are several days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QTabBar

from ui.kit.widgets.plain_widgets import escape_mnemonic, tooltip_text
from ui.state.document import Document

WIDEST, LEAST = 180, 160
"""Maximum width of a tab, and least width of the bar: a day's tab and the buttons that scroll to others, in pixels."""


class DayTabs(QTabBar):
    """A tab bar with a tab for each day in order; choosing a tab shows its day."""

    def __init__(self, document: Document) -> None:
        super().__init__(drawBase=False, expanding=False, usesScrollButtons=True, elideMode=Qt.TextElideMode.ElideRight)
        self._document = document
        self.setAccessibleName(document.presentation.words("Days"))
        self.currentChanged.connect(self._on_tab_chosen)

    def tabSizeHint(self, index: int) -> QSize:
        """Return a tab's size, at most ``WIDEST`` wide so that a long title leaves room for the other days."""
        return super().tabSizeHint(index).boundedTo(QSize(WIDEST, 100))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the ``tabSizeHint``, so that tabs which do not fit are scrolled to rather than cut to two letters."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, super().minimumSizeHint().height())

    def show_days(self, more: Sequence[str]) -> None:
        """Show a tab for each day, with its date, title and text in ``more``, and select the shown day.

        Hide the bar if there is only one day.
        """
        days, short_day = self._document.agenda.days_in_order, self._document.presentation.short_date
        with QSignalBlocker(self):
            while self.count() > len(days):
                self.removeTab(self.count() - 1)
            for n, (day, text) in enumerate(zip(days, more, strict=True)):
                name = " · ".join(part for part in (short_day(day.date), day.title) if part)
                if n == self.count():
                    self.addTab("")
                if self.tabText(n) != (shown := escape_mnemonic(f"{name}{text}")):
                    self.setTabText(n, shown)
                    self.setTabToolTip(n, tooltip_text(f"{name}{text}"))
            self.setCurrentIndex([day.id for day in days].index(self._document.plan.day.id))
        self.setVisible(len(days) > 1)

    def _on_tab_chosen(self, n: int) -> None:
        days = self._document.agenda.days_in_order
        if 0 <= n < len(days):
            self._document.plan.show_day(days[n])
