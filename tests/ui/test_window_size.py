"""The window is never larger than the screen, however large it was when it was closed."""

from PySide6.QtWidgets import QMainWindow

from tests.ui.conftest import NewWindow
from ui.shell.main_window import USUAL, MainWindow
from ui.state.view_state import Settings


def fits(window: MainWindow) -> bool:
    """Return whether the window fits on its screen, which is smaller than the usual size."""
    room = window.screen().availableGeometry().size()
    assert room.width() < USUAL.width(), "another screen than that of the tests"
    return window.frameGeometry().size().boundedTo(room) == window.frameGeometry().size()


def test_it_opens_within_the_screen(new_window: NewWindow) -> None:
    assert fits(new_window(resized=False))


def test_also_where_it_was_larger_on_another(new_window: NewWindow, settings: Settings) -> None:
    large = QMainWindow()
    large.resize(2400, 1400)
    settings.geometry = large.saveGeometry()

    assert fits(new_window(resized=False))


def test_as_large_as_it_was_if_that_fits(new_window: NewWindow, settings: Settings) -> None:
    small = QMainWindow()
    small.resize(640, 600)
    settings.geometry = small.saveGeometry()

    window = new_window(resized=False)

    assert (window.width(), window.height()) == (window.minimumWidth(), 600)
