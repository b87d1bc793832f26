"""A frame of the window as the screen shows it, beside the same state painted whole; runs inside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tools.pictures.comparing import difference_picture, differing_pixels


def stale_pixels(window: QWidget, folder: Path) -> int:
    """Paint what is due, then everything, and return the number of pixels in which the screen differs after that.

    If there are any, both pictures and their difference go into a folder.
    """
    _paint_due()
    shown = _on_screen(window)
    for widget in (window, *window.findChildren(QWidget)):  # a widget's own update leaves out opaque children
        widget.update()
    _paint_due()
    whole = _on_screen(window)
    differing = differing_pixels(shown, whole)
    if differing:
        for name, image in (("shown", shown), ("whole", whole), ("difference", difference_picture(shown, whole))):
            image.save(str(folder / f"{name}.png"))
    return differing


def _paint_due() -> None:
    """Deliver the paintings that were asked for and nothing else, so that the state stays as it is."""
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)


def _on_screen(window: QWidget) -> QImage:
    place = window.geometry()
    screen = QGuiApplication.primaryScreen()
    return screen.grabWindow(0, place.x(), place.y(), place.width(), place.height()).toImage()
