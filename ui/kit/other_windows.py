"""Estrad windows in other processes of this account: raise the one that has a file open, or start another one.

A window with a file listens on a local socket (a pipe on Windows) that only its own account can reach, and whose name
is made from the identity of the file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ASKING, ANSWER = b"raise ", b"raised\n"
LONGEST = 4096
"""Maximum size of a request in bytes; a connection that sends more is cut off."""
CONNECTING, ANSWERING = 500, 3000
"""Milliseconds to wait for another window to accept a connection, and to answer."""


class OtherWindows:
    """Raises the window that has a file open, and starts further windows.

    ``folder`` holds the sockets of this account; None if windows shall not find each other. ``command`` starts Estrad.
    ``token`` is the desktop's permission for this process to bring a window to the front.
    """

    def __init__(self, folder: Path | None, command: Sequence[str] = (), token: str = "") -> None:
        self.folder, self._command, self._token = folder, command, token
        self.served = ""  # the name under which this process is found

    def raise_window(self, path: Path) -> bool:
        """Ask the other process that has a file open to raise its window; return whether it answered that it did.

        Return False also for this process's own file.
        """
        name = socket_name(self.folder, path)
        if name is None or name == self.served:
            return False
        if not (_is_pipe(name) or (os.path.exists(name) and _is_private(Path(name).parent))):
            return False
        from PySide6.QtNetwork import QLocalSocket  # the window starts without it

        socket = QLocalSocket()
        socket.connectToServer(name)
        if not socket.waitForConnected(CONNECTING):
            return False
        if sys.platform == "win32":  # the permission to show a window in front, which Windows gave to this process
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(-1)
        socket.write(ASKING + (self._token.encode() if _is_safe_token(self._token) else b"") + b"\n")
        socket.flush()
        answered = socket.waitForReadyRead(ANSWERING) and bytes(socket.readAll().data()) == ANSWER
        socket.abort()
        return answered

    def start(self, path: Path | None) -> bool:
        """Start another window, with a file unless that is None; return False if it cannot be started."""
        return bool(self._command) and bool(
            QProcess.startDetached(self._command[0], [*self._command[1:], *([str(path.absolute())] if path else [])])[0]
        )


class WindowServer(QObject):
    """Answers other processes of this account that ask for the window of this process's file."""

    raise_asked = Signal(str)
    """Emitted when this window is to be raised, with the desktop's token for that, or an empty string."""

    def __init__(self, others: OtherWindows, parent: QObject) -> None:
        super().__init__(parent)
        self._others = others
        self._server: QLocalServer | None = None

    def listen_for_file(self, path: Path | None) -> None:
        """Let other processes find this window by a file from now on, no longer by the one before; for None by no file.

        Failure is not reported: another process then opens the file in a window of its own, read-only.
        """
        name = (path and socket_name(self._others.folder, path)) or ""
        if name == self._others.served:
            return
        if self._server:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._others.served = name
        if name and (_is_pipe(name) or _is_private(Path(name).parent)):
            self._server = self._listening_server(name)

    def _listening_server(self, name: str) -> QLocalServer | None:
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(name):
            probe = QLocalSocket()
            probe.connectToServer(name)
            if probe.waitForConnected(CONNECTING):  # another window serves it
                probe.abort()
                return None
            QLocalServer.removeServer(name)  # a killed process left it
            if not server.listen(name):
                return None
        server.newConnection.connect(partial(self._accept_connections, server))
        return server

    def _accept_connections(self, server: QLocalServer) -> None:
        while socket := server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._answer_request, socket))
            self._answer_request(socket)

    def _answer_request(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        asked = bytes(socket.readLine(LONGEST).data())
        token = asked.removeprefix(ASKING).removesuffix(b"\n").decode(errors="replace")
        if not (asked.startswith(ASKING) and asked.endswith(b"\n") and _is_safe_token(token)):
            socket.abort()
            return
        self.raise_asked.emit(token)
        socket.write(ANSWER)
        socket.flush()


def _is_safe_token(text: str) -> bool:
    """Return whether a text is safe as a desktop token, which is put into the environment; true for an empty text."""
    return text.isascii() and text.isprintable()


def socket_name(folder: Path | None, path: Path) -> str | None:
    """Return the name of this account's socket for a file, the same for every path to it.

    None if the file cannot be found, or there is no ``folder``.
    """
    if folder is None:
        return None
    with suppress(OSError, ValueError):
        found = os.stat(path)
        account = os.environ.get("USERNAME", "") if sys.platform == "win32" else os.getuid()
        key = blake2b(f"{account}:{found.st_dev}:{found.st_ino}".encode(), digest_size=8).hexdigest()
        return str(folder / f"estrad-{key}")
    return None


def _is_pipe(name: str) -> bool:
    return name.startswith("\\\\.\\pipe")


def _is_private(folder: Path) -> bool:
    """Return whether only this account can put files into a folder, which is created if need be.

    Always true on Windows.
    """
    if sys.platform == "win32":
        return True
    with suppress(OSError):
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = os.lstat(folder)
        return found.st_uid == os.getuid() and not found.st_mode & 0o022
    return False
