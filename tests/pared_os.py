"""Runs Estrad with `os` and `sys.platform` pared down to what Windows has, as far as another system can play it.

Libraries are imported before, as they have their own code for Windows; all of ours is imported after. What of Windows
is called is played: its locks, and the language of its desktop, which is Swedish.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

LIBRARIES = (
    *("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtNetwork", "PySide6.QtPrintSupport"),
    *("PySide6.QtSvg", "babel.dates", "babel.numbers", "babel.localtime", "click", "icalendar", "jinja2", "lxml.etree"),
    *("lxml.html", "segno", "sqlite_utils", "xlsxwriter", "rapidfuzz.process", "rapidfuzz.fuzz", "zoneinfo", "tzdata"),
    *("subprocess", "tempfile", "shutil", "socket", "uuid", "getpass", "selectors", "zipfile", "webbrowser", "pathlib"),
    *("asyncio", "concurrent.futures", "logging", "signal", "platform", "locale", "email.message", "http.client"),
)
NOT_THERE = (
    *("chown", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getpgid", "getuid"),
    *(
        "getpriority",
        "getsid",
        "lchown",
        "link_at",
        "mkfifo",
        "mknod",
        "nice",
        "openpty",
        "pread",
        "pwrite",
        "sendfile",
    ),
    *("setuid", "setgid", "statvfs", "sync", "uname", "wait3", "wait4", "WNOHANG", "O_NOFOLLOW", "O_DIRECTORY"),
    *("O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY", "O_SYNC", "getxattr", "setxattr", "listxattr", "copy_file_range"),
)
"""Names of `os` that Windows has not (the documentation of Python says *Availability: Unix*)."""
FOREIGN = ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "readline", "syslog", "posix_ipc")
SWEDISH = 0x041D


def pare() -> None:
    """Take from this process what Windows has not, and play what it has."""
    for name in LIBRARIES:
        import_module(name)
    for name in NOT_THERE:
        if hasattr(os, name):
            delattr(os, name)
    for name in FOREIGN:
        sys.modules[name] = None  # type: ignore[assignment] - which makes an import of it fail
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: SWEDISH)
    user = SimpleNamespace(AllowSetForegroundWindow=lambda _process: 1, SystemParametersInfoW=lambda *_: 0)
    ctypes.windll = SimpleNamespace(kernel32=kernel, user32=user)  # type: ignore[attr-defined]
    locks: Any = ModuleType("msvcrt")
    locks.LK_NBLCK, locks.LK_UNLCK, locks.locking = 2, 0, lambda _handle, _mode, _length: None
    sys.modules["msvcrt"] = locks
    sys.platform = "win32"


def say_title_and_end(estrad: Any) -> None:
    """Say the title of the window once it is painted, and close it; a hook for its test."""
    from PySide6.QtCore import Qt

    def end() -> None:
        print(estrad.window.windowTitle())
        estrad.window.close()

    estrad.window.painted.connect(end, Qt.ConnectionType.QueuedConnection)


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    pare()
    from main import main

    sys.exit(main(sys.argv[1:]))
