"""Motion: what has changed already is drawn on its way for 120 ms, and a panel slides off or comes in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEasingCurve, QEvent, QObject, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

LONG = 120
"""Milliseconds of a motion."""
ACTS = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.WindowDeactivate)
"""What a motion ends at."""


class Motion(QVariantAnimation):
    """A share that goes from 0 to 1, fast at first; the next act of the user ends it."""

    def __init__(self, parent: QObject) -> None:
        curve = QEasingCurve(QEasingCurve.Type.OutCubic)
        super().__init__(parent, duration=LONG, startValue=0.0, endValue=1.0, easingCurve=curve)
        self.finished.connect(self._let_go)

    def begin(self) -> bool:
        """Begin anew, and return True, unless a button of the mouse is down."""
        self.finish()
        app = QApplication.instance()
        if app is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return False
        app.installEventFilter(self)
        self.start()
        return True

    def finish(self) -> None:
        if self.state() == QVariantAnimation.State.Running:
            self.setCurrentTime(LONG)

    def _let_go(self) -> None:
        if app := QApplication.instance():
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTS:
            self.finish()
        return False


class PanelSlide(QWidget):
    """The picture of a panel that slides in over the picture of what was there, or off what is there already."""

    def __init__(self, window: QWidget, place: QRect, away: int, *, opens: bool) -> None:
        super().__init__(window)
        self._before, self._away, self._opens = window.grab(place), away, opens
        self._panel = self._before
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(place)
        self._motion = Motion(self)
        self._motion.valueChanged.connect(self.update)
        self._motion.finished.connect(self.deleteLater)
        self._motion.finished.connect(self.hide)

    def begin(self) -> None:
        """Slide, as the panel is there now, or gone."""
        if not self._motion.begin():
            self.deleteLater()
            return
        if self._opens:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._panel = self.window().grab(self.geometry())
        self.show()
        self.raise_()

    @property
    def off(self) -> int:
        """The pixels to the right of its place at which the panel is drawn."""
        share: float = self._motion.currentValue()
        return round(self._away * (1 - share if self._opens else share))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._opens:
            painter.drawPixmap(0, 0, self._before)
        painter.drawPixmap(self.off, 0, self._panel)


def slide(window: QWidget, place: QRect, away: int, change: Callable[[], object], *, opens: bool, moves: bool) -> None:
    """Make a change that opens or closes a panel in a place of the window, and let the picture of the panel slide.

    When it closes it goes ``away`` pixels to the right. Without ``moves``, or while the window is not seen, nothing
    slides.
    """
    picture = PanelSlide(window, place, away, opens=opens) if moves and window.isVisible() else None
    change()
    if picture:
        picture.begin()
