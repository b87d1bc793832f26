"""The entry point: sets up clock, ids and language, and opens the window or runs a command."""

from __future__ import annotations

import sys

if sys.argv[1:2] == ["--read-table"]:  # said by planner/tables/reading.py, and answered before anything else is loaded
    sys.path += sys.argv[2:]
    from planner.tables.reader_process import main as read_table

    read_table()
    sys.exit()

import builtins
import getpass
import io
import os
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.text import N_, EstradError, Text
from planner.environment import Environment
from planner.wording import best_language, wording

if TYPE_CHECKING:
    from planner.domain.agenda import Agenda
    from planner.domain.long_task import LongTask
    from planner.printing.marks import PrintedPage, TextStyle

COMPLETES = "_ESTRAD_COMPLETE"
"""The environment variable set by Click's shell completion; with it, a call without arguments opens no window."""


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window if there is no argument or only a file, else run a command; return the exit code.

    If there is no display for the window, say so and return 2; if there is no argument, print the help too.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    correct_time_zone(os.environ)
    bare = not words and COMPLETES not in os.environ
    if (bare and not _lacks_display()) or (len(words) == 1 and _names_conference_file(words[0])):
        return _open_window(Path(words[0]) if words else None)
    if bare:
        _say_no_display()
        words = ["--help"]
    from planner.cli.console import Renderer
    from planner.cli.runner import run, translate_click

    set_output_to_utf8()
    translate_click()
    env, language = make_environment(), best_language(languages(os.environ))
    qt = _QtFunctions(env, language)
    code = run(words, env=env, language=language, drawing=Renderer(qt.measure, qt.pdf, qt.picture, qt.encode))
    return 2 if bare else code


def set_output_to_utf8() -> None:
    """Set standard output and standard error to UTF-8, as JSON requires, where they are files or pipes.

    A terminal keeps its encoding, and gets question marks for what it cannot show.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):  # none at all, or that of a test
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def window() -> int:
    """Open the window and return the exit code; the entry point without a console.

    The first argument, if there is one, is the file to open, such as one that was double-clicked.
    """
    correct_time_zone(os.environ)
    return _open_window(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


def correct_time_zone(environment: MutableMapping[str, str]) -> None:
    """Replace an invalid TZ variable by UTC, as the C library does; otherwise importing Babel would raise an error."""
    if "TZ" in environment:
        try:
            import_module("babel.localtime")
        except (ValueError, LookupError, OSError):
            environment["TZ"] = "UTC"


def _names_conference_file(word: str) -> bool:
    if word.startswith("-") or word.lower().endswith(".estrad"):
        return not word.startswith("-")
    from planner.cli.commands import COMMANDS

    return os.path.isfile(word) and word not in COMMANDS


def _say_no_display() -> None:
    words = wording(best_language(languages(os.environ)))
    print(words(N_("There is no display for the window. `estrad --help` shows what works without.")), file=sys.stderr)


def _open_window(path: Path | None) -> int:
    if _lacks_display():
        _say_no_display()
        return 2
    from planner.storage.opening import refuse_unfit_sqlite

    try:
        refuse_unfit_sqlite()
    except EstradError as error:
        return _refuse_window(error)
    from PySide6.QtCore import QLocale

    from planner.background import disable_garbage_collector

    disable_garbage_collector()
    _restore_import()
    from ui.shell.application import run_window

    env = make_environment()
    return run_window(
        path,
        env,
        sample=lambda: _sample_agenda(env),
        preferred=languages(os.environ) or list(QLocale.system().uiLanguages()),
        argv=sys.argv[:1],
        log=log_folder(os.environ) / "estrad.log",
        command=_start_command(),
        moves=os.environ.get("ESTRAD_MOTION") != "0",
        program=Path(sys.executable) if getattr(sys, "frozen", False) else None,
        hook=_test_hook(os.environ),
    )


def _refuse_window(error: EstradError) -> int:
    """Say why no window can be opened, on standard error and in a message box; return the exit code."""
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.kit.dialogs.dialog_service import DialogService
    from ui.shell.application import make_application

    words = wording(best_language(languages(os.environ)))
    sentence = " ".join(words.say(text) for text in (error.problem, error.remedy) if text)
    print(sentence, file=sys.stderr)
    app = QApplication.instance() or make_application(sys.argv[:1])
    assert app
    DialogService(words).tell(QWidget(), "Estrad", sentence)
    return 2


def _restore_import() -> None:
    """Restore Python's own ``import``, which PySide6 replaces to support ``__feature__``.

    PySide6's ``import`` reads the source of every module to see if it requests a feature. No module of Estrad does, so
    this saves 7 ms and 7 MB at the start.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _test_hook(environment: Mapping[str, str]) -> Callable[[Any], object] | None:
    """Return the hook for tests that ``ESTRAD_TEST_HOOK`` names as ``module:function``, or None if it is not set."""
    module, _, name = environment.get("ESTRAD_TEST_HOOK", "").partition(":")
    if not name:
        return None
    hook: Callable[[Any], object] = getattr(import_module(module), name)
    return hook


def _lacks_display() -> bool:
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform.startswith("linux") and not named


def _sample_agenda(env: Environment) -> Agenda:
    from planner.commands.conference import sample_conference

    return sample_conference(env.ids)


def new_id() -> str:
    from uuid import uuid4  # imported here so that the window starts without it

    return uuid4().hex


def make_environment(environment: Mapping[str, str] = os.environ) -> Environment:
    """Return the real environment; ``ESTRAD_CLOCK`` and ``ESTRAD_IDS`` may fix its clock and ids."""
    return Environment(
        clock=_clock(environment), ids=_id_generator(environment), wording=wording, holder=_lock_holder(),
        data_folder=data_folder(environment), log=log_folder(environment) / "estrad.log",
        socket_folder=socket_folder(environment), system=system_name, settings=settings_place(environment),
        home=Path.home(),
    )  # fmt: skip


def _clock(environment: Mapping[str, str]) -> Callable[[], datetime]:
    """Return the system clock, or one that stands still at ``ESTRAD_CLOCK`` if that is set.

    ``ESTRAD_CLOCK`` is an ISO time, in UTC unless it has another offset.
    """
    at = environment.get("ESTRAD_CLOCK", "")
    if not at:
        return lambda: datetime.now(UTC)
    still = datetime.fromisoformat(at)
    still = still.astimezone(UTC) if still.tzinfo else still.replace(tzinfo=UTC)
    return lambda: still


def _id_generator(environment: Mapping[str, str]) -> Callable[[], str]:
    """Return the generator of ids: ``new_id``, or a counter from the number in ``ESTRAD_IDS`` if that is set."""
    first = environment.get("ESTRAD_IDS", "")
    if not first:
        return new_id

    counted = count(int(first))
    return lambda: f"{next(counted):032x}"


def _lock_holder() -> str | Text:
    """Return user and host, for others who find the file locked; the host alone if the user has no name."""
    try:
        return Text("{user} on {host}", user=getpass.getuser(), host=_host())
    except (OSError, KeyError, ImportError):
        return _host()


def _host() -> str:
    if sys.platform == "win32":
        import socket

        return socket.gethostname()
    return os.uname().nodename  # the same name, without the 3 ms for importing socket


def languages(environment: Mapping[str, str]) -> list[str]:
    """Return the user's languages by preference, from gettext's variables, or on Windows from the system.

    May be empty.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if found := environment.get(name):
            return found.split(":") if name == "LANGUAGE" else [found]
    if sys.platform == "win32":
        import ctypes
        import locale

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")]
    return []


def log_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the log on this operating system."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home()) / "Estrad"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "Estrad"
    return Path(environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "estrad"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder for the user's application data on this operating system, such as unsaved texts."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home()) / "Estrad"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Estrad"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "estrad"


def settings_place(environment: Mapping[str, str]) -> str:
    """Return the file or registry key of the window's settings on this operating system, as Qt chooses it."""
    if sys.platform == "win32":
        return "HKEY_CURRENT_USER\\Software\\Estrad\\Estrad"
    if sys.platform == "darwin":
        return str(Path.home() / "Library" / "Preferences" / "com.estrad.Estrad.plist")
    return str(Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "Estrad" / "Estrad.conf")


def system_name() -> str:
    """Return the names and versions of operating system and Python, without the computer's name."""
    import platform  # imported here so that the window starts without it

    return f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}"


def socket_folder(environment: Mapping[str, str]) -> Path:
    """Return this account's folder for sockets; on Windows, the one that has all pipes."""
    if sys.platform == "win32":
        return Path("\\\\.\\pipe")
    if runtime := environment.get("XDG_RUNTIME_DIR"):
        return Path(runtime)
    return Path(environment.get("TMPDIR") or "/tmp") / f"estrad-{os.getuid()}"


def _start_command() -> list[str]:
    """Return the command that starts Estrad, without arguments."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(Path(__file__).resolve())]


class _QtFunctions:
    """The functions that the command line needs from Qt, which is imported on first use."""

    def __init__(self, env: Environment, language: str) -> None:
        self._env = env
        self._language = language

    @cached_property
    def _application(self) -> Any:
        if _lacks_display():
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from ui.shell.application import make_application

        return QApplication.instance() or make_application(["estrad"])

    def measure(self, text: str, face: TextStyle) -> float:
        """Return the width of a text in a text style, in millimetres."""
        assert self._application
        from ui.features.printing.page_painter import measure

        return measure(text, face)

    def pdf(self, pages: Sequence[PrintedPage], title: str, author: str) -> LongTask[bytes]:
        """Return a task that renders pages as a PDF with a title and an author."""
        assert self._application
        from ui.features.printing.page_painter import pdf

        return pdf(pages, title, author)

    def picture(self, conference: Path, png: Path) -> None:
        """Save a picture of the window, with a conference open in it, as a PNG file."""
        from ui.shell.application import save_window_picture

        app, sample = self._application, lambda: _sample_agenda(self._env)
        save_window_picture(app, conference, png, self._env, sample=sample, preferred=[self._language])

    def encode(self, path: Path, square: bool) -> tuple[str, bytes]:
        """Return the id and bytes of a picture file encoded for storing: a photo's central square, or a whole logo."""
        assert self._application
        from PySide6.QtCore import QRect

        from ui.kit.pictures.picture_bytes import encode_logo, photo_from_crop, read_picture_file

        image = read_picture_file(path)
        side = min(image.width(), image.height())
        middle = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
        found = photo_from_crop(image, middle) if square else encode_logo(image)
        return found.id, found.bytes


if __name__ == "__main__":
    sys.exit(main())
