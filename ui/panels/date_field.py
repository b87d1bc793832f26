"""The one field for a date: typed in any way people write one, or chosen in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QIcon, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDialog, QFrame, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from planner.domain.span import FIRST_YEAR, LAST_YEAR
from planner.domain.typed import YearRule
from ui.desk import Reader
from ui.fields.reading import date_reader
from ui.icons import icon
from ui.look import mark
from ui.panels.editors import LineEditor
from ui.voice import announce

ICON, ICON_ROOM, GAP = 16, 30, 12
"""Pixels of the calendar's icon, of the place it takes, and around the date in words."""
MONTH = QSize(316, 256)
"""Pixels of a month with the numbers of its weeks."""
STEPS = {"qt_calendar_prevmonth": "←", "qt_calendar_nextmonth": "→"}
"""Qt's own names of the buttons beside the month; its icons are black in the dark, too."""


def write_date(value: date | None) -> str:
    """Such as 2024-04-25; nothing for None."""
    return value.isoformat() if value else ""


class DateEditor(LineEditor):
    """A line to type a date into; at its right the date in words, and the calendar.

    What is typed stays as it is until the field is left or Enter is pressed; the words say all the while which day that
    will be, so that 4/5 cannot be taken for another one. ``year_of`` gives the year of a date without one, ``usual`` is
    where the calendar opens when there is no date yet, and only an ``empty`` field may be left without one.
    """

    def __init__(
        self, reader: Reader, year_of: Callable[[], YearRule], usual: Callable[[], date], *, empty: bool = False,
        hint: str = "",
    ) -> None:  # fmt: skip
        read = date_reader(reader.words, year_of, empty=empty)
        super().__init__(read, write_date, hint)
        self._reader, self._usual = reader, usual
        self._in_words = QLabel(self)
        self._in_words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark(self._in_words, tone="muted")
        look = reader.look
        opens = QAction(icon("calendar", look.muted, look.accent, ICON), "", self)
        opens.setToolTip(reader.words("Calendar (Alt+↓)"))
        opens.triggered.connect(self.open_calendar)
        self.addAction(opens, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(reader.words("Calendar"))
        self.textChanged.connect(self._say_in_words)

    @property
    def typed(self) -> date | None:
        """The date that stands there now, or None where that is none."""
        try:
            found = self._read(self.text())
        except ValueError:
            return None
        return found if isinstance(found, date) else None

    @property
    def in_words(self) -> str:
        """The date in words, such as Sat 4 May 2024; nothing where it cannot be read."""
        return self._in_words.text()

    def _say_in_words(self) -> None:
        found = self.typed
        words = self._reader.dated(found) if found else ""
        if words != self.in_words and self.isModified():
            announce(self, words)
        self._in_words.setText(words)
        self._in_words.adjustSize()
        width, free = self._in_words.width(), self.width() - ICON_ROOM - 2 * GAP
        fits = self.fontMetrics().horizontalAdvance(self.text()) + width <= free
        self._in_words.setVisible(fits)
        self.setToolTip("" if fits else self.in_words)
        self._in_words.move(self.width() - ICON_ROOM - width, (self.height() - self._in_words.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_in_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and isinstance(self.window(), QDialog):
            event.ignore()  # it closes the dialog
            return
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Let the date be chosen in a calendar, which opens at the one that stands there."""
        if self.isReadOnly() or not self.isEnabled():
            return
        popup = Calendar(self._reader, self.typed or self._usual(), self)
        popup.chosen.connect(self._choose)
        popup.open_under(self)

    def _choose(self, when: Any) -> None:
        self.setText(write_date(when))
        self.setModified(True)
        self.commit()


class Calendar(QFrame):
    """A month to choose a day from: a click or Enter chooses, Escape closes."""

    chosen = Signal(object)

    def __init__(self, reader: Reader, shown: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(self, part="calendar")
        self.month = QCalendarWidget()
        self.month.setLocale(reader.locale)
        self.month.setFirstDayOfWeek(reader.locale.firstDayOfWeek())
        self.month.setGridVisible(False)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.month.setMinimumSize(MONTH)
        self._dress(reader)
        self.month.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self.month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.month.setAccessibleName(reader.words("Calendar"))
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.month)

    def _dress(self, reader: Reader) -> None:
        """In the colours of the scheme."""
        weekend = QTextCharFormat()
        weekend.setForeground(QBrush(reader.look.colour("muted")))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, weekend)
        for button in self.month.findChildren(QToolButton):
            if sign := STEPS.get(button.objectName()):
                button.setIcon(QIcon())
                button.setText(sign)

    def open_under(self, field: QWidget) -> None:
        """Open below the field, or above it where the screen ends."""
        self.adjustSize()
        room, size = field.screen().availableGeometry(), self.sizeHint()
        corner = field.mapToGlobal(QPoint(0, field.height() + 2))
        if corner.y() + size.height() > room.bottom():
            corner = field.mapToGlobal(QPoint(0, -size.height() - 2))
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        self.move(corner)
        self.show()
        self.month.setFocus()

    def _choose(self, when: QDate) -> None:
        self.close()
        self.chosen.emit(date(when.year(), when.month(), when.day()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
