"""Dates, times, lengths and numbers as typed: parsing, the date field with its calendar, the error below a field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QBrush, QIcon, QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDialog, QFrame, QLabel, QLineEdit, QToolButton, QWidget

from planner.domain.input_parsing import (
    YearRule,
    read_address,
    read_date,
    read_length,
    read_positive_number,
    read_time,
    read_times,
)
from planner.domain.span import FIRST_YEAR, LAST_YEAR, clock
from planner.domain.text import EstradError
from planner.wording import Wording
from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import Presentation, announce, icon, set_properties
from ui.kit.widgets.plain_widgets import column

T = TypeVar("T")


def error_text(error: EstradError, words: Wording) -> str:
    """Return an error's problem and remedy as one line."""
    return " ".join(words.say(text) for text in (error.problem, error.remedy) if text)


def date_reader(
    words: Wording, choose_year: Callable[[], YearRule], *, empty: bool = False
) -> Callable[[str], date | None]:
    """Return a parser of typed dates, which returns None for an empty text if ``empty`` is true.

    It raises ``ValueError`` with a sentence in the language of ``words``. ``choose_year`` is called for each text and
    returns the rule for a date without a year.
    """

    def read(text: str) -> date | None:
        if empty and not text.strip():
            return None
        try:
            return read_date(text, choose_year())
        except EstradError as error:
            raise ValueError(error_text(error, words)) from None

    return read


def read_clock(text: str, sentence: str) -> int:
    """Parse a time of day like ``read_time``, but raise ``ValueError(sentence)`` if it is invalid."""
    return read_value(read_time, text, sentence)


def read_clocks(text: str, sentence: str) -> tuple[int, int | None]:
    """Parse a start and perhaps an end like ``read_times``, but raise ``ValueError(sentence)`` if it is invalid."""
    return read_value(read_times, text, sentence)


def write_clock(value: int | None) -> str:
    """Return a time of day as a clock shows it: 25:30 as 01:30, and None as an empty string."""
    return "" if value is None else clock(value)


def read_minutes(text: str, sentence: str) -> int:
    """Parse a length in minutes like ``read_length``, but raise ``ValueError(sentence)`` if it is invalid."""
    return read_value(read_length, text, sentence)


def read_email(text: str, sentence: str) -> str:
    """Parse an e-mail address like ``read_address``, or return an empty text; else raise ``ValueError(sentence)``."""
    return read_value(read_address, text, sentence) if text.strip() else ""


def read_value(read: Callable[[str], T], text: str, sentence: str) -> T:
    """Return what ``read`` makes of a text; raise ``ValueError(sentence)`` if it refuses it."""
    try:
        return read(text)
    except EstradError:
        raise ValueError(sentence) from None


def read_number(text: str, sentence: str) -> int:
    """Parse a whole number like ``read_positive_number``, but raise ``ValueError(sentence)`` if it is invalid."""
    return read_value(read_positive_number, text, sentence)


ICON, ICON_ROOM, GAP = 16, 30, 12
"""The size of the calendar icon, the width reserved for it, and the space around the date in words, in pixels."""
MONTH = QSize(316, 256)
"""Size of the calendar with its week numbers, in pixels."""
STEPS = {"qt_calendar_prevmonth": "←", "qt_calendar_nextmonth": "→"}
"""Texts for the buttons that change the month, by Qt's object names; Qt's icons are black even in the dark scheme."""


def write_date(value: date | None) -> str:
    """Return a date as ISO text such as 2024-04-25, or an empty string for None."""
    return value.isoformat() if value else ""


class DateEditor(LineEditor):
    """A line edit for a date, which also shows the date in words and has a calendar button on the right.

    The text stays as typed until the field is left or Enter is pressed. The words show its meaning all along, so
    that 4/5 is not misread. ``choose_year`` returns the rule for a date without a year, ``usual`` the date at which the
    calendar opens if the field has none. Only a field created with ``empty`` may be left without a date.
    """

    def __init__(
        self,
        presentation: Presentation,
        choose_year: Callable[[], YearRule],
        usual: Callable[[], date],
        *,
        empty: bool = False,
    ) -> None:
        super().__init__(date_reader(presentation.words, choose_year, empty=empty), write_date)
        self.in_words = DateInWords(self, lambda: presentation.dated(found) if (found := self.typed) else "")
        self._calendar = CalendarAction(self, presentation, lambda: self.typed or usual())
        self._calendar.chosen.connect(self._choose)

    @property
    def typed(self) -> date | None:
        """The date in the field, or None if the text is not a date."""
        try:
            found = self.parse_value(self.text())
        except ValueError:
            return None
        return found if isinstance(found, date) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and isinstance(self.window(), QDialog):
            event.ignore()  # the dialog is closed instead
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._calendar.trigger()
        else:
            super().keyPressEvent(event)

    def _choose(self, when: date) -> None:
        self.setText(write_date(when))
        self.setModified(True)
        self.commit()


class DateInWords(QLabel):
    """A date field's meaning, such as "Sat 4 May 2024", inside of it on the right; a tooltip if it does not fit."""

    def __init__(self, field: QLineEdit, words: Callable[[], str]) -> None:
        super().__init__(field)
        self._field, self._words = field, words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_properties(self, tone="muted")
        field.textChanged.connect(self._follow)
        field.installEventFilter(self)

    def _follow(self) -> None:
        field, words = self._field, self._words()
        if words != self.text() and field.isModified():
            announce(field, words)
        self.setText(words)
        self.adjustSize()
        free = field.width() - ICON_ROOM - 2 * GAP
        fits = field.fontMetrics().horizontalAdvance(field.text()) + self.width() <= free
        self.setVisible(fits)
        field.setToolTip("" if fits else words)
        self.move(field.width() - ICON_ROOM - self.width(), (field.height() - self.height()) // 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)


class CalendarAction(QAction):
    """The button in a date field that opens the calendar; it emits ``chosen`` with the date that is chosen there."""

    chosen = Signal(date)

    def __init__(self, field: QLineEdit, presentation: Presentation, shown: Callable[[], date]) -> None:
        theme = presentation.theme
        super().__init__(
            icon("calendar", theme.muted, theme.accent, ICON), "", field, toolTip=presentation.words("Calendar (Alt+↓)")
        )
        self._field, self._presentation, self._shown = field, presentation, shown
        self.triggered.connect(self._open)
        field.addAction(self, QLineEdit.ActionPosition.TrailingPosition)
        for button in field.findChildren(QToolButton):
            button.setAccessibleName(presentation.words("Calendar"))

    def _open(self) -> None:
        if self._field.isEnabled() and not self._field.isReadOnly():
            popup = CalendarPopup(self._presentation, self._shown(), self._field)
            popup.chosen.connect(self.chosen)
            popup.open_popup(self._field)


class CalendarPopup(QFrame):
    """A popup calendar in which a click or Enter chooses a day and Escape closes the popup."""

    chosen = Signal(date)

    def __init__(self, presentation: Presentation, shown: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_properties(self, part="calendar")
        self.month = QCalendarWidget(
            gridVisible=False, verticalHeaderFormat=QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers
        )
        self.month.setLocale(presentation.locale)
        self.month.setFirstDayOfWeek(presentation.locale.firstDayOfWeek())
        self.month.setMinimumSize(MONTH)
        self._dress(presentation)
        self.month.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self.month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.month.setAccessibleName(presentation.words("Calendar"))
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        column(self.month, inside=self, margins=(1, 1, 1, 1))

    def _dress(self, presentation: Presentation) -> None:
        """Apply the colours of the scheme, and replace the icons of the month buttons with text."""
        weekend = QTextCharFormat()
        weekend.setForeground(QBrush(presentation.theme.colour("muted")))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, weekend)
        for button in self.month.findChildren(QToolButton):
            if sign := STEPS.get(button.objectName()):
                button.setIcon(QIcon())
                button.setText(sign)

    def open_popup(self, field: QWidget) -> None:
        """Open the popup below the field, or above it if there is no space below on the screen."""
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


BELOW = 4
"""Pixels below the message."""


class FieldError(QLabel):
    """The error message below a field, hidden while there is no error."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._field = field
        set_properties(self, tone="problem")
        self.setContentsMargins(0, 0, 0, BELOW)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a message and mark the field, or hide the message if it is empty."""
        self.setText(sentence)
        self._grow(self._field.width())
        self.setVisible(bool(sentence))
        set_properties(self._field, refused=bool(sentence))
        self._field.setAccessibleDescription(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow(event.size().width())

    def _grow(self, width: int) -> None:
        """Set the minimum height to that of the text, as a dialog asks for it before the label has its width."""
        self.setMinimumHeight(0)  # or the height for a width would be that of a narrower one
        self.setMinimumHeight(self.heightForWidth(width) if self.text() else 0)


def attach_error(editor: LineEditor) -> FieldError:
    """Create the error message of an editor outside a form; it is shown until the text is corrected."""
    refusal = FieldError(editor)
    editor.refused.connect(refusal.say)
    editor.edited.connect(lambda _value: refusal.say(""))
    editor.settled.connect(lambda: refusal.say(""))
    return refusal
