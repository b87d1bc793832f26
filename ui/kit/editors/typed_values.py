"""Line editors for a headline and for a date with its calendar; typing errors as sentences below a field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QBrush,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from planner.domain.input_parsing import (
    YearRule,
    read_date,
)
from planner.domain.span import FIRST_YEAR, LAST_YEAR, format_clock
from planner.domain.text import EstradError
from planner.wording import Wording
from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.painting import break_in_two
from ui.kit.theme.theme import Presentation, announce, icon, set_properties
from ui.kit.widgets.plain_widgets import column, tooltip_text

INNER = 2
"""Pixels that Qt leaves free at each side of the text in a line edit."""


def text_area(editor: QLineEdit, option: QStyleOptionFrame) -> QRect:
    """Return the rectangle of a line edit's text."""
    inside = editor.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, editor)
    return inside.marginsRemoved(editor.textMargins()).adjusted(INNER, 0, -INNER, 0)


class HeadlineEditor(LineEditor):
    """A line edit that wraps a long text to two lines while it is not being edited."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self.lines: tuple[str, ...] = ()
        """The two lines of a wrapped text, the second elided if need be; empty if the text is on one line."""
        self.textChanged.connect(self._wrap_in_two)

    def _wrap_in_two(self) -> None:
        """Wrap the text if it does not fit on one line; do nothing during editing, so that the height stays."""
        if self.hasFocus():
            return
        text, before = self.text(), self.lines
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        width = text_area(self, option).width()
        lines = break_in_two(text, self.font(), self.fontMetrics(), width) if width > 0 else ()
        self.lines = lines if len(lines) > 1 else ()
        if self.lines or before:
            self.setToolTip(tooltip_text(text) if self.lines and "".join(self.lines) != text else "")
            self.update()
        if bool(self.lines) != bool(before):
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, self.fontMetrics().lineSpacing() if self.lines else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap_in_two()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._wrap_in_two()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.lines or self.height() < self.sizeHint().height():
            super().paintEvent(event)
            return
        painter, option = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(option)
        room, step = text_area(self, option), self.fontMetrics().lineSpacing()
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        for n, line in enumerate(self.lines):
            at = QRect(room.x(), room.center().y() + 1 + (n - 1) * step, room.width(), step)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)


T = TypeVar("T")


def error_text(error: EstradError, words: Wording) -> str:
    """Return an error's problem and remedy as one line."""
    return " ".join(words.say(text) for text in (error.problem, error.remedy) if text)


def with_worded_errors(read: Callable[[str], T], words: Wording) -> Callable[[str], T]:
    """Return a function like ``read`` that turns its ``EstradError`` into a ``ValueError`` worded by ``words``."""

    def read_typed(text: str) -> T:
        try:
            return read(text)
        except EstradError as error:
            raise ValueError(error_text(error, words)) from None

    return read_typed


def clock_text(value: int | None) -> str:
    """Return a time in minutes as a clock shows it: 25:30 as 01:30; an empty string for None."""
    return "" if value is None else format_clock(value)


def read_or_raise(read: Callable[[str], T], text: str, sentence: str) -> T:
    """Return ``read(text)``; for its ``EstradError`` or ``ValueError`` raise ``ValueError(sentence)`` instead."""
    try:
        return read(text)
    except (EstradError, ValueError):
        raise ValueError(sentence) from None


ICON, ICON_ROOM, GAP = 16, 30, 12
"""Pixels of the calendar icon's side, of the width reserved for it, and around the date in words."""
MONTH = QSize(316, 256)
"""Least size in pixels of the calendar, with its week numbers."""
STEPS = {"qt_calendar_prevmonth": "←", "qt_calendar_nextmonth": "→"}
"""Texts of the buttons that change the month, by Qt's object names; Qt's icons are black even on a dark background."""


def iso_date_text(value: date | None) -> str:
    """Return a date as ISO text such as 2024-04-25, or an empty string for None."""
    return value.isoformat() if value else ""


class DateEditor(LineEditor):
    """A line edit for a date, with the date in words and a calendar button on the right.

    The text stays as typed until the field is left or Enter is pressed; meanwhile the words show how it is understood,
    so that 4/5 is not misread. ``choose_year`` returns the rule for dates without a year, ``usual`` the date at which
    the calendar opens if there is none. Only with ``empty`` may the field be left without a date.
    """

    def __init__(
        self,
        presentation: Presentation,
        choose_year: Callable[[], YearRule],
        usual: Callable[[], date],
        *,
        empty: bool = False,
    ) -> None:
        def read(text: str) -> date | None:
            return None if empty and not text.strip() else read_date(text, choose_year())

        super().__init__(with_worded_errors(read, presentation.words), iso_date_text)
        self.in_words = DateInWords(self, lambda: presentation.dated(found) if (found := self.typed) else "")
        self._presentation, self._usual = presentation, usual
        words, theme = presentation.words, presentation.theme
        drawn = icon("calendar", theme.muted, theme.accent, ICON)
        self._calendar = QAction(drawn, "", self, toolTip=words("Calendar (Alt+↓)"))
        self._calendar.triggered.connect(self._open_calendar)
        self.addAction(self._calendar, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(words("Calendar"))

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

    def _open_calendar(self) -> None:
        if self.isEnabled() and not self.isReadOnly():
            popup = CalendarPopup(self._presentation, self.typed or self._usual(), self)
            popup.chosen.connect(self._enter_date)
            popup.open_popup(self)

    def _enter_date(self, when: date) -> None:
        self.setText(iso_date_text(when))
        self.setModified(True)
        self.commit()


class DateInWords(QLabel):
    """A date in words, such as "Sat 4 May 2024", at the right inside a date field.

    If there is no room for it, the field's tooltip has it instead.
    """

    def __init__(self, field: QLineEdit, words: Callable[[], str]) -> None:
        super().__init__(field)
        self._field, self._words = field, words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_properties(self, tone="muted")
        field.textChanged.connect(self._update_words)
        field.installEventFilter(self)

    def _update_words(self) -> None:
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
            self._update_words()
        return super().eventFilter(watched, event)


class CalendarPopup(QFrame):
    """A popup calendar: a click or Enter chooses a day, Escape closes the popup."""

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
        self._apply_theme(presentation)
        self.month.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        self.month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.month.setAccessibleName(presentation.words("Calendar"))
        self.month.clicked.connect(self._emit_date)
        self.month.activated.connect(self._emit_date)
        column(self.month, inside=self, margins=(1, 1, 1, 1))

    def _apply_theme(self, presentation: Presentation) -> None:
        """Give weekends the theme's muted colour, and replace the icons of the month buttons by texts."""
        weekend = QTextCharFormat()
        weekend.setForeground(QBrush(presentation.theme.colour("muted")))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, weekend)
        for button in self.month.findChildren(QToolButton):
            if sign := STEPS.get(button.objectName()):
                button.setIcon(QIcon())
                button.setText(sign)

    def open_popup(self, field: QWidget) -> None:
        """Show the popup below the field, or above it if there is no space below on the screen."""
        self.adjustSize()
        room, size = field.screen().availableGeometry(), self.sizeHint()
        corner = field.mapToGlobal(QPoint(0, field.height() + 2))
        if corner.y() + size.height() > room.bottom():
            corner = field.mapToGlobal(QPoint(0, -size.height() - 2))
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        self.move(corner)
        self.show()
        self.month.setFocus()

    def _emit_date(self, when: QDate) -> None:
        self.close()
        self.chosen.emit(date(when.year(), when.month(), when.day()))


BELOW = 4
"""Pixels below the message."""


class FieldErrorLabel(QLabel):
    """The error message below a field, hidden while there is no error."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._field = field
        set_properties(self, tone="problem")
        self.setContentsMargins(0, 0, 0, BELOW)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a message and mark the field as wrong; an empty sentence hides the message and removes the mark."""
        self.setText(sentence)
        self._fit_height(self._field.width())
        self.setVisible(bool(sentence))
        set_properties(self._field, refused=bool(sentence))
        self._field.setAccessibleDescription(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height(event.size().width())

    def _fit_height(self, width: int) -> None:
        """Set the minimum height to that of the text at this width; without a text, to 0.

        A dialog asks for the minimum height before the label has its width.
        """
        self.setMinimumHeight(0)  # or the height for a width would be that of a narrower one
        self.setMinimumHeight(self.heightForWidth(width) if self.text() else 0)


def make_error_label(editor: LineEditor) -> FieldErrorLabel:
    """Return the error label for an editor outside a form; it shows a refusal until the text is corrected."""
    refusal = FieldErrorLabel(editor)
    editor.refused.connect(refusal.say)
    editor.edited.connect(lambda _value: refusal.say(""))
    editor.settled.connect(lambda: refusal.say(""))
    return refusal
