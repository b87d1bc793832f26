"""Scrolling while something is dragged near the edge of a canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

SCROLL_ZONE, SCROLL_STEP, PAUSE = 28, 14, 30
"""Pixels from an edge within which a drag scrolls, pixels of a step, and milliseconds between two steps."""


class AutoScroll(QObject):
    """A timer that scrolls an area while a point is near one of its edges, or up to ``margin`` pixels outside.

    ``at`` returns the point in screen coordinates, ``fixed`` the width on the left that does not scroll.
    """

    def __init__(
        self, area: QAbstractScrollArea, margin: int, *, fixed: Callable[[], float], at: Callable[[], QPoint | None],
        scrolled: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(area)
        self._area, self._margin, self._fixed, self._at, self._scrolled = area, margin, fixed, at, scrolled
        self.timer = QTimer(self, interval=PAUSE)
        self.timer.timeout.connect(self._step)

    def run(self, on: bool) -> None:
        """Start or stop the timer."""
        self.timer.start() if on else self.timer.stop()

    def _step(self) -> None:
        view, margin = self._area.viewport(), self._margin
        at = self._at()
        spot, area, moved = view.mapFromGlobal(at) if at else QPoint(-margin - 1, 0), view.rect(), False
        if not area.adjusted(-margin, -margin, margin, margin).contains(spot):
            return
        for bar, across, low, high in (
            (self._area.verticalScrollBar(), spot.y(), area.top(), area.bottom()),
            (self._area.horizontalScrollBar(), spot.x(), area.left() + round(self._fixed()), area.right()),
        ):
            before = low - SCROLL_ZONE <= across < low + SCROLL_ZONE
            value = bar.value()
            bar.setValue(value + (-SCROLL_STEP if before else SCROLL_STEP if across > high - SCROLL_ZONE else 0))
            moved = moved or bar.value() != value
        if moved:
            self._scrolled()
