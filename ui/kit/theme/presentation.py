"""The language, the date formats and the theme in which a window is presented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCollator, QCollatorSortKey, QDate, QLocale, Qt

from planner.wording import Wording
from ui.kit.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Presentation:
    """The language, the locale for dates and the colour theme that a window is shown in."""

    words: Wording
    locale: QLocale
    theme: Theme

    def day_name(self, when: date) -> str:
        """Format a date as Thu 25 April 2024."""
        return self.locale.toString(QDate(when.year, when.month, when.day), "ddd d MMMM yyyy")

    def dated(self, when: date) -> str:
        """Format a date as Thu 25 Apr 2024."""
        return self.locale.toString(QDate(when.year, when.month, when.day), "ddd d MMM yyyy")

    def day_month(self, when: date) -> str:
        """Format a date as 25 Apr."""
        return self.locale.toString(QDate(when.year, when.month, when.day), "d MMM")

    def short_day(self, when: date) -> str:
        """Format a date as Thu 25 Apr."""
        return self.locale.toString(QDate(when.year, when.month, when.day), "ddd d MMM")

    def rank(self, text: str) -> QCollatorSortKey:
        """Return a sort key in the order of the locale's alphabet: Å after Z in Swedish, and Room 10 after Room 2."""
        collator = QCollator(self.locale)
        collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        collator.setNumericMode(True)
        return collator.sortKey(text)
