"""The application: sets fonts, colours and language, makes the window and catches unexpected errors."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from planner.domain.agenda import Agenda
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.wording import Wording, best_language, wording
from planner.workspace import Environment
from resources import FOLDER
from ui.kit.dialogs.dialog_service import Ask
from ui.kit.theme.font_loading import load_family
from ui.kit.theme.presentation import Reader
from ui.kit.theme.theme import DARK, LIGHT, Look, put_on
from ui.shell.crash_dialog import CrashWatch
from ui.shell.main_window import Window
from ui.shell.shutdown import end_well
from ui.state.settings import Settings
from ui.state.window_context import Surroundings

DRAG_FROM = 4
"""Pixels that the pointer moves before a drag begins: five minutes of a whole day in a window of usual height."""


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the one application object, named and with our typeface."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("Estrad")
    QApplication.setOrganizationName("Estrad")
    QApplication.setDesktopFileName("estrad")
    app = QApplication([*argv, "-style", "Fusion"])  # QApplication.setStyle loads QStyle into Python, 5 ms
    dress(app)
    return app


def dress(app: QApplication) -> None:
    """Set the application's typeface, its icon and the distance at which a drag begins."""
    font = QFont(load_family())
    font.setPixelSize(13)
    app.setFont(font)
    app.setStartDragDistance(DRAG_FROM)
    icon = QPixmap()
    if icon.loadFromData(QByteArray((FOLDER / "icons" / "estrad.svg").read_bytes())):
        app.setWindowIcon(QIcon(icon))


SELDOM = (50_000, 20, 50)
"""Thresholds of the garbage collector. With Python's own, every other drop scans the whole of a large conference."""


class Estrad:
    """Holds the one window, and makes it anew when the language or the colour scheme changes."""

    def __init__(
        self,
        app: QApplication,
        env: Environment,
        sample: Callable[[], Agenda],
        settings: Settings,
        preferred: Sequence[str],
        ask: Callable[[Wording], Ask] = Ask,
    ) -> None:
        self._app, self._env, self._sample, self._settings, self._preferred = app, env, sample, settings, preferred
        self._make_ask = ask
        self._qt_words: QTranslator | None = None
        self.window: Window | None = None
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    def look(self) -> Look:
        """Return the colour scheme of the settings; for "system", the desktop's own, else light."""
        scheme = self._settings.scheme
        if scheme == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if scheme == "dark" else LIGHT

    def language(self) -> str:
        """Return the language of the settings, or the desktop's."""
        chosen = self._settings.language
        return best_language(self._preferred) if chosen == "system" else chosen

    def show(self, path: Path | None = None) -> Window:
        """Make and show the window, with a file or the start page."""
        language, look = self.language(), self.look()
        words = wording(language)
        locale = QLocale("sv_SE" if language == "sv" else "en_GB")
        QLocale.setDefault(locale)
        self._translate_qt(locale)
        old = self.window
        reader, ask = Reader(words, locale, look), self._make_ask(words)
        window = Window(Surroundings(self._env, self._sample, reader, self._settings, ask))
        window.dress_wanted.connect(self._dress)
        window.painted.connect(self._after_first_paint, Qt.ConnectionType.QueuedConnection)
        self.window = window
        if path is None or not window.open_path(path):
            window.show_start()
        put_on(self._app, look)  # last: otherwise each widget is styled again whenever it is moved into another
        if old:
            window.setGeometry(old.geometry())
        window.show()
        if old:
            old.deleteLater()
        return window

    def _after_first_paint(self) -> None:
        """Load what writing needs, and turn the garbage collector on again.

        The objects that exist by then are frozen: scanning them each time is what makes a step of a drag slow. This is
        done only once, since the objects at a later paint may belong to a closed window, which must be collected.
        """
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*SELDOM)
            gc.enable()
        if self.window and self.window.page:
            self.window.page.desk.workspace.prepare_to_write()

    def _translate_qt(self, locale: QLocale) -> None:
        """Load Qt's own translations, such as those of its dialogs."""
        if self._qt_words:
            self._app.removeTranslator(self._qt_words)
        self._qt_words = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(locale, "qtbase", "_", folder):
            self._app.installTranslator(self._qt_words)

    def _dress(self, scheme: str, language: str) -> None:
        """Change scheme and language by showing the same file in a new window."""
        self._settings.scheme, self._settings.language = scheme, language
        self._renew()

    def _on_system_scheme(self) -> None:
        if self._settings.scheme == "system" and self.window:
            self._renew()

    def _renew(self) -> None:
        old = self.window
        if old is None:
            return
        path = old.page.desk.workspace.path if old.page else None
        day = old.page.desk.day.id if old.page else ""
        selected = old.page.desk.selected if old.page else ()
        old.close_workspace()  # unsaved text is restored to its field in the new window, so no question is asked
        old.close()
        window = self.show(path)
        if window.page and day in window.page.desk.agenda.days:
            window.page.desk.show_day(window.page.desk.agenda.days[day])
            window.page.desk.select(selected)

    def settle(self) -> None:
        """Save what was typed, or keep it aside, without a question; called when the program is being ended."""
        if self.window:
            self.window.leaving.settle()

    def close(self) -> None:
        """Settle, and close the file, however the program ends."""
        self.settle()
        if self.window:
            self.window.close_workspace()


def run_window(
    path: Path | None,
    env: Environment,
    *,
    sample: Callable[[], Agenda],
    preferred: Sequence[str],
    argv: Sequence[str],
    log: Path,
    hook: Callable[[Estrad], object] | None = None,
) -> int:
    """Run the window until it is closed and return the exit code.

    ``preferred`` are the desktop's language tags, ``log`` is the file for tracebacks, ``hook`` is for tests.
    """
    app = make_application(argv)
    estrad = Estrad(app, env, sample, Settings(QSettings()), preferred)
    CrashWatch(wording(estrad.language()), log).install()
    end_well(app, estrad)
    estrad.show(path)
    if hook:
        hook(estrad)
    return app.exec()


def picture(
    path: Path, target: Path, env: Environment, *, sample: Callable[[], Agenda], preferred: Sequence[str]
) -> None:
    """Save a picture of the window with a conference, 1366 × 820 pixels, without touching the user's settings."""
    app = QApplication.instance()
    application = app if isinstance(app, QApplication) else make_application(["estrad"])
    store = QSettings(str(target.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings = Settings(store)
    settings.scheme = "light"
    alone = replace(env, data_folder=None)  # nor restoring text that somebody left unsaved
    window = Estrad(application, alone, sample, settings, preferred).show(path)
    window.resize(1366, 820)
    if window.page:
        desk = window.page.desk
        first = next((s for s, _ in desk.agenda.on(desk.day.date) if not s.facts.plenary), None)
        desk.select((first.id,) if first else ())
        window.page.timeline.fit()
        window.page.inspector.wake()
    QCoreApplication.sendPostedEvents()  # let the layouts settle before it is taken
    taken = window.grab()
    window.close()
    store.sync()
    Path(store.fileName()).unlink(missing_ok=True)
    if not taken.save(str(target)):
        raise EstradError(
            Text("“{name}” cannot be written.", name=target.name), Text("Choose another folder."), file=target
        )
