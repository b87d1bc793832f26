"""Animation: a change that is already made is drawn as a motion of 120 ms; panels slide in and out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEasingCurve, QEvent, QObject, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

LONG = 120
"""Length of a motion, in milliseconds."""
ACTS = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.WindowDeactivate)
"""Events of the user that end a motion at once."""


class Motion(QVariantAnimation):
    """An animated share from 0 to 1, fast at first; the user's next press, key or wheel turn ends it."""

    def __init__(self, parent: QObject) -> None:
        curve = QEasingCurve(QEasingCurve.Type.OutCubic)
        super().__init__(parent, duration=LONG, startValue=0.0, endValue=1.0, easingCurve=curve)
        self.finished.connect(self._stop_watching)

    def begin(self) -> bool:
        """Start from 0 and return True; while a mouse button is down, only end a running motion, and return False."""
        self.finish()
        app = QApplication.instance()
        if app is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return False
        app.installEventFilter(self)
        self.start()
        return True

    def finish(self) -> None:
        """Jump to the end, if the motion is running."""
        if self.state() == QVariantAnimation.State.Running:
            self.setCurrentTime(LONG)

    def _stop_watching(self) -> None:
        if app := QApplication.instance():
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End the motion at the user's next action, before that is handled."""
        if event.type() in ACTS:
            self.finish()
        return False


class PanelSlide(QWidget):
    """A picture of a panel that slides in over a picture of what was there, or slides out over what is there now."""

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
        """Start to slide, or delete this picture if a mouse button is down; the panel was opened or closed before."""
        if not self._motion.begin():
            self.deleteLater()
            return
        if self._opens:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._panel = self.window().grab(self.geometry())
        self.show()
        self.raise_()

    @property
    def offset(self) -> int:
        """The number of pixels that the panel is drawn to the right of its place, or to the left if it is negative."""
        share: float = self._motion.currentValue()
        return round(self._away * (1 - share if self._opens else share))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._opens:
            painter.drawPixmap(0, 0, self._before)
        painter.drawPixmap(self.offset, 0, self._panel)


def change_with_slide(
    window: QWidget, place: QRect, away: int, change: Callable[[], object], *, opens: bool, moves: bool
) -> None:
    """Make a change that opens or closes a panel in a place of the window, and animate the panel as sliding.

    It slides from or to ``away`` pixels further right, or left if that is negative. If ``moves`` is false, the window
    is hidden or a mouse button is down, only the change is made.
    """
    picture = PanelSlide(window, place, away, opens=opens) if moves and window.isVisible() else None
    change()
    if picture:
        picture.begin()
