"""The display of the bars, one per day: their geometry, painting and accessible text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from planner.domain.entities import Day
from planner.domain.span import Span
from ui.kit.theme.painting import text_font
from ui.state.availability.bar_drag import BarDrag, ShownHours, shown_hours_of
from ui.state.availability.bar_painter import AXIS, BarContent, BarPainter
from ui.state.availability.window_text import merge_windows
from ui.state.document import Document

MOST_BARS = 10
"""Maximum number of days with a bar; in a longer conference, the other days are only in the text below."""
GAP = 4


class DayBarsView(QAbstractSlider):
    """Time windows on bars, with a cursor; the subclass handles mouse and keyboard.

    For screen readers it is a slider, whose value is the time of day at the cursor, such as 930.
    """

    def __init__(self, document: Document, *, closed: bool) -> None:
        super().__init__()
        self._document, self._closed = document, closed
        self._days: tuple[Day, ...] = ()
        self._windows: tuple[Span, ...] = ()
        self._mixed = ""
        self._reach = ShownHours(0, 60)
        self._painter = BarPainter(document.presentation.theme, closed=closed)
        self._row, self._minute = 0, 0
        self._selected: Span | None = None
        self._pull: BarDrag | None = None
        self._pulled: Span | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # content -------------------------------------------------------------------------------------------

    def show_windows(self, windows: tuple[Span, ...], mixed: str = "") -> None:
        """Show windows, or the text ``mixed`` if the edited entities have different windows."""
        days = self._document.agenda.days_in_order[:MOST_BARS]
        if (windows, mixed, days) != (self._windows, self._mixed, self._days):
            self.cancel()
        first = not self._days
        self._days, self._windows, self._mixed = days, merge_windows(windows), mixed
        self._reach = shown_hours_of(days, self._windows)
        self._row = min(self._row, len(days) - 1)
        self._selected = self._selected if self._selected in self._windows else None
        self.setRange(_figure(self._reach.first), _figure(self._reach.last))
        self._put_cursor(self._row, days[self._row].opens if first else self._minute)
        self.setAccessibleDescription(mixed or self._in_words())
        self.updateGeometry()
        self.update()

    def _in_words(self) -> str:
        return ". ".join(
            f"{self._document.presentation.short_day(day.date)}: {self._day_in_words(day)}" for day in self._days
        )

    def _day_in_words(self, day: Day) -> str:
        return ", ".join(self._hours(w) for w in self._windows if w.day == day.date) or self.nothing(day)

    def nothing(self, day: Day) -> str:
        """Return the text on the bar of a day without windows."""
        words = self._document.presentation.words
        if self._mixed:
            return self._mixed
        if self._closed:
            return words("Always open")
        return words("Not there") if self._with_pulled() else words("Always")

    def _hours(self, window: Span) -> str:
        if window.is_whole_day:
            return self._document.presentation.words("The whole day")
        return self._document.hours(window.start, window.end)

    def _ends(self, window: Span) -> tuple[int, int]:
        """Return the start and end of a window, clamped to the shown hours."""
        return max(window.start, self._reach.first), min(window.end, self._reach.last)

    # geometry ------------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return 22 if len(self._days) < 2 else 16

    def sizeHint(self) -> QSize:
        return QSize(240, len(self._days) * (self._height + GAP) + AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _bar(self, row: int) -> QRectF:
        left = 0.0
        if len(self._days) > 1:
            metrics = QFontMetricsF(text_font(11.5))
            names = [self._document.presentation.short_day(day.date) for day in self._days]
            left = max(metrics.horizontalAdvance(name) for name in names) + 8
        return QRectF(left, row * (self._height + GAP), self.width() - left, self._height).adjusted(1, 1, -1, -1)

    def x_of(self, minute: float) -> float:
        """Return the x coordinate of a minute, in pixels."""
        bar = self._bar(0)
        return bar.left() + (minute - self._reach.first) / (self._reach.last - self._reach.first) * bar.width()

    def minute_at(self, x: float) -> float:
        """Return the minute at an x coordinate, the inverse of ``x_of``."""
        bar = self._bar(0)
        return self._reach.first + (x - bar.left()) / bar.width() * (self._reach.last - self._reach.first)

    def bar_of(self, row: int) -> QRectF:
        """Return the rectangle of a day's bar, in pixels."""
        return self._bar(row)

    def _row_at(self, y: float) -> int:
        return max(0, min(len(self._days) - 1, int(y // (self._height + GAP))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, (day, shown) in enumerate(zip(self._days, self.shown(), strict=True)):
            self._painter.paint(painter, shown, enabled=self.isEnabled())
            if len(self._days) > 1:
                self._painter.paint_name(painter, self._bar(row), self._document.presentation.short_day(day.date))
        self._painter.paint_axis(painter, self._bar(len(self._days) - 1), self._reach)
        if self.hasFocus():
            self._painter.paint_cursor(painter, self._bar(self._row), self.x_of(self._minute))

    def shown(self) -> tuple[BarContent, ...]:
        """Return the content of each bar."""
        windows = self._with_pulled()
        return tuple(
            self._shown(row, day, [w for w in windows if w.day == day.date]) for row, day in enumerate(self._days)
        )

    def _shown(self, row: int, day: Day, windows: list[Span]) -> BarContent:
        bar, hit = self._bar(row), self._pulled or self._selected
        stretches = []
        for window in windows:
            left, right = max(bar.left(), self.x_of(window.start)), min(bar.right(), self.x_of(window.end))
            box = QRectF(left, bar.top(), right - left, bar.height())
            stretches.append((box, self._hours(window), window == hit))
        return BarContent(
            bar, (self.x_of(day.opens), self.x_of(day.closes)), tuple(stretches),
            "" if windows else self.nothing(day), bool(self._with_pulled()),
        )  # fmt: skip

    def _with_pulled(self) -> tuple[Span, ...]:
        """Return the windows as they would be if the dragged one were released now."""
        if not self._pulled:
            return self._windows
        held = self._pull.held if self._pull else None
        return (*(w for w in self._windows if w != held), self._pulled)

    def cancel(self) -> None:
        """Cancel the drag without a change."""
        self._pull = self._pulled = None
        self.update()

    def _put_cursor(self, row: int, minute: int) -> None:
        self._row = row
        self._minute = max(self._reach.first, min(self._reach.last, minute))
        self.setValue(_figure(self._minute))


def _figure(minute: int) -> int:
    """Return a time of day as a number that can be read aloud, such as 930."""
    return minute // 60 * 100 + minute % 60
