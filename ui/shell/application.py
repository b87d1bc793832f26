"""The application: font, colours, language, the window that is remade for them, crash reports, an orderly end."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    Qt,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from planner.background import enable_garbage_collector
from planner.disk import make_private_folder, restrict_to_owner
from planner.domain.agenda import Agenda
from planner.domain.text import EstradError, Text
from planner.environment import Environment
from planner.wording import Wording, best_language, wording
from resources import FOLDER
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.other_windows import OtherWindows, WindowServer
from ui.kit.theme.theme import DARK, LIGHT, Presentation, Theme, apply_theme, load_font_family
from ui.shell.main_window import MainWindow
from ui.shell.program_end import save_and_close_on_end
from ui.state.open_window import WindowContext
from ui.state.view_state import Settings

BUSY = 500
"""Milliseconds between two checks whether a menu or a dialog is open."""


class CrashHandler(QObject):
    """Logs uncaught exceptions, and tells the user of each at most once."""

    _caught = Signal(str)

    def __init__(self, words: Wording, log: Path) -> None:
        super().__init__()
        self._words, self._log = words, log
        self._open = False
        self._shown: set[str] = set()
        self.explained: Callable[[], bool] = lambda: False  # whether the cause of a fault is known, and is told instead
        self._caught.connect(self._tell_user, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Replace ``sys.excepthook``, and make an existing log readable by its owner only."""
        restrict_to_owner(self._log)
        sys.excepthook = self._log_exception

    def _log_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        with suppress(OSError):
            make_private_folder(self._log.parent)
            with open(
                self._log, "a", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
            ) as stream:
                stream.write(text + "\n")
        self._caught.emit(text)

    def _tell_user(self, text: str) -> None:
        if self._open or text in self._shown or self.explained():
            return
        self._open = True
        self._shown.add(text)
        from PySide6.QtWidgets import QMessageBox

        _ = self._words
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            _("Estrad has a fault"),
            _("Something went wrong in Estrad. Your conference is saved up to your last change."),
            QMessageBox.StandardButton.Ok,
            textFormat=Qt.TextFormat.PlainText,
            informativeText=_("The details are in {file}.").format(file=self._log),
            detailedText=text,
        )
        copy = box.addButton(_("Copy the details"), QMessageBox.ButtonRole.ActionRole)
        box.exec()
        if box.clickedButton() is copy:
            QApplication.clipboard().setText(text)
        self._open = False


def user_settings() -> QSettings:
    """Return this account's settings; on Linux only the owner can read their file, as it names conferences."""
    settings = QSettings()
    if sys.platform not in ("win32", "darwin"):  # it is the registry there, or a file that the system writes
        place = Path(settings.fileName())
        with suppress(OSError):
            make_private_folder(place.parent)
        restrict_to_owner(place)
    return settings


DRAG_FROM = 4
"""Pixels that the pointer moves before a drag begins: five minutes, with a whole day in a window of usual height."""


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application object, with its name, font and icon set."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("Estrad")
    QApplication.setOrganizationName("Estrad")
    QApplication.setDesktopFileName("estrad")
    app = QApplication([*argv, "-style", "Fusion"])  # QApplication.setStyle loads QStyle into Python, 5 ms
    set_up_application(app)
    return app


def set_up_application(app: QApplication) -> None:
    """Set the application's font, its icon, and the distance at which a drag begins."""
    font = QFont(load_font_family())
    font.setPixelSize(13)
    app.setFont(font)
    app.setStartDragDistance(DRAG_FROM)
    icon = QPixmap()
    if icon.loadFromData(QByteArray((FOLDER / "icons" / "estrad.svg").read_bytes())):
        app.setWindowIcon(QIcon(icon))


class Application:
    """Owns the window, and replaces it by a new one when the language, the colours or the contrast change."""

    def __init__(
        self,
        app: QApplication,
        env: Environment,
        sample: Callable[[], Agenda],
        settings: Settings,
        preferred: Sequence[str],
        dialogs: Callable[[Wording], DialogService] = DialogService,
        others: OtherWindows | None = None,
        *,
        moves: bool = False,
    ) -> None:
        self._app, self._env, self._sample, self._settings, self._preferred = app, env, sample, settings, preferred
        self._make_dialogs, self._others = dialogs, others or OtherWindows(None)
        self._may_move, self._moves = moves, False
        self._server: WindowServer | None = None
        self._qt_words: QTranslator | None = None
        self.window: MainWindow | None = None
        self._hints = app.styleHints()  # kept, as PySide takes what it gave out for deleted with it
        self._hints.colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._remake_when_idle)

    def theme(self) -> Theme:
        """Return the theme chosen in the settings; for "system" that of the desktop, or light if that has none.

        It has edges around buttons and cards if the system asks for high contrast.
        """
        if (scheme := self._settings.scheme) == "system":
            scheme = "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        found = DARK if scheme == "dark" else LIGHT
        return found.with_edges() if self._contrast_preference() == Qt.ContrastPreference.HighContrast else found

    def _contrast_preference(self) -> Qt.ContrastPreference:
        return self._hints.accessibility().contrastPreference()

    def language(self) -> str:
        """Return the code of the chosen language; for "system" the best match for the desktop's languages."""
        chosen = self._settings.language
        return best_language(self._preferred) if chosen == "system" else chosen

    def show(self, path: Path | None = None) -> MainWindow:
        """Create and show the window, with a file or else the start page, in place of the window before."""
        words, theme = wording(self.language()), self.theme()
        locale = QLocale(words.language.locale)
        QLocale.setDefault(locale)
        self._load_qt_translations(locale)
        old = self.window
        presentation, dialogs = Presentation(words, locale, theme, lambda: self._moves), self._make_dialogs(words)
        dialogs.memory = self._settings
        window = MainWindow(WindowContext(self._env, self._sample, presentation, self._settings, dialogs, self._others))
        window.presentation_requested.connect(self._change_presentation)
        window.painted.connect(self._after_first_paint, Qt.ConnectionType.QueuedConnection)
        window.conference_changed.connect(self._announce_open_file)
        self.window = window
        if path is None or not window.open_path(path):
            window.show_start()
        apply_theme(self._app, theme)  # last: otherwise each widget is styled again whenever it is moved into another
        if old:
            window.setGeometry(old.geometry())
        window.show()
        if old:
            old.deleteLater()
        return window

    def _after_first_paint(self) -> None:
        """Do what would have delayed the first paint, such as loading modules and serving other processes."""
        enable_garbage_collector()
        if self._may_move:
            from ui.kit.theme.reduced_motion import asks_for_less_motion

            self._moves = not asks_for_less_motion(self._hints)
        if self.window and self.window.page:
            self.window.page.document.workspace.prepare_to_write()
        if self._server is None:
            self._server = WindowServer(self._others, self._app)
            self._server.raise_asked.connect(self._raise_window)
            self._announce_open_file()

    def _announce_open_file(self) -> None:
        """Let other processes find this window by the file of the open conference."""
        if self._server and self.window:
            page = self.window.page
            self._server.listen_for_file(page.document.workspace.path if page else None)

    def _raise_window(self, token: str) -> None:
        """Bring the window to the front, or mark it on the task bar; ``token`` permits that, or is empty."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland: Qt hands it on as it activates the window
        if (window := self.window) is None:
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        front = self._app.activeModalWidget() or window
        front.raise_()
        front.activateWindow()
        self._app.alert(window)

    def _load_qt_translations(self, locale: QLocale) -> None:
        """Load Qt's own translations, such as those of its dialogs, for a locale."""
        if self._qt_words:
            self._app.removeTranslator(self._qt_words)
        self._qt_words = QTranslator(self._app)
        if self._qt_words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(self._qt_words)

    def _change_presentation(self, scheme: str, language: str) -> None:
        """Store another colour scheme and language, and show the same file in a new window with them."""
        self._settings.scheme, self._settings.language = scheme, language
        self._remake_window()

    def _on_system_scheme_changed(self) -> None:
        if self._settings.scheme == "system" and self.window:
            self._remake_when_idle()

    def _remake_when_idle(self) -> None:
        """Make the window anew as soon as no menu or dialog is open, which would go with the old one."""
        from ui.shell.reading_bar import is_user_busy  # the window starts without it

        if is_user_busy():
            QTimer.singleShot(BUSY, self._app, self._remake_when_idle)
        else:
            self._remake_window()

    def _remake_window(self) -> None:
        """Make the window anew, but not while its file is gone or changed: the conference is only in memory then."""
        if (old := self.window) is None or (old.page and old.page.document.workspace.guard.fault()):
            return
        path = old.page.document.workspace.path if old.page else None
        sight = old.page.sight if old.page else None
        old.close_workspace()  # unsaved text is restored to its field in the new window, so no question is asked
        old.close()
        if content := old.centralWidget():
            delete(content)  # else the style sheet would style it once more
        window = self.show(path)
        if window.page and sight:
            sight.restore_view(window.page)

    def save_without_asking(self) -> None:
        """Save typed text to the file or as drafts, without asking."""
        if self.window:
            self.window.unsaved_changes.save_without_asking()

    def restart_program(self) -> None:
        """Save everything, tell the user that Estrad was updated, and start a new process with the same file."""
        if (window := self.window) is None:
            return
        words, path = wording(self.language()), window.page.document.workspace.path if window.page else None
        self.save_without_asking()
        told = words("Estrad was updated. Everything is saved, and it starts again now.")
        self._make_dialogs(words).tell(window, "Estrad", told)
        self.close()
        self._others.start(path)
        self._app.exit()

    def close(self) -> None:
        """Save what is typed, close the file, and stop serving other processes."""
        self.save_without_asking()
        if self.window:
            self.window.close_workspace()
        if self._server:
            self._server.listen_for_file(None)


def run_window(
    path: Path | None,
    env: Environment,
    *,
    sample: Callable[[], Agenda],
    preferred: Sequence[str],
    argv: Sequence[str],
    log: Path,
    command: Sequence[str] = (),
    moves: bool = True,
    program: Path | None = None,
    hook: Callable[[Application], object] | None = None,
) -> int:
    """Run the window until it is closed and return the exit code.

    If the file is open in another window of this account, that window is raised instead. ``preferred`` are the
    desktop's language tags, ``log`` is the file for tracebacks, ``command`` starts another window. Without ``moves``
    nothing is animated; ``program`` is the file of a packaged Estrad, which an update replaces; ``hook`` is for tests.
    """
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")  # Qt takes it away
    app = make_application(argv)
    others = OtherWindows(env.socket_folder, command, token)
    if path and others.raise_window(path):
        return 0
    estrad = Application(app, env, sample, Settings(user_settings()), preferred, others=others, moves=moves)
    crashes = CrashHandler(wording(estrad.language()), log)
    crashes.install()
    save_and_close_on_end(app, estrad.save_without_asking, estrad.close)
    estrad.show(path)
    if program:
        from ui.shell.updates import UpdateWatch

        crashes.explained = UpdateWatch(program, estrad.restart_program, app).restart_if_replaced
    if hook:
        hook(estrad)
    return app.exec()


def save_window_picture(
    app: QApplication,
    path: Path,
    target: Path,
    env: Environment,
    *,
    sample: Callable[[], Agenda],
    preferred: Sequence[str],
) -> None:
    """Save a picture of the window with a conference open, 1366 × 820 pixels, without touching user settings.

    Raise ``EstradError`` if it cannot be written.
    """
    store = QSettings(str(target.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings = Settings(store)
    settings.scheme = "light"
    alone = replace(env, data_folder=None)  # nor restoring text that somebody left unsaved
    window = Application(app, alone, sample, settings, preferred).show(path)
    window.resize(1366, 820)
    if window.page:
        document = window.page.document
        first = next((s for s, _ in document.agenda.day_sessions(document.plan.day.date) if not s.facts.plenary), None)
        document.plan.select((first.id,) if first else ())
        window.page.places.current.fit()
        window.page.inspector.ensure_page()
    QCoreApplication.sendPostedEvents()  # let the layouts settle before it is taken
    taken = window.grab()
    window.close()
    store.sync()
    Path(store.fileName()).unlink(missing_ok=True)
    if not taken.save(str(target)):
        raise EstradError(
            Text("“{name}” cannot be written.", name=target.name), Text("Choose another folder."), file=target
        )
