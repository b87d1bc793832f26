"""The settings of the window between starts, which never contain content of a conference."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT, MOST_TABLES = 8, 40


class Settings:
    """Window state, colour scheme, language, recent files and choices, stored in the platform's settings."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def scheme(self) -> str:
        """Return the colour scheme: ``system``, ``light`` or ``dark``."""
        return _text(self._store, "scheme", "system")

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._store.setValue("scheme", value)

    @property
    def language(self) -> str:
        """Return the code of the chosen language, or ``system``."""
        return _text(self._store, "language", "system")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def geometry(self) -> QByteArray | None:
        """Return the saved geometry of the window, or None if there is none."""
        value: Any = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Return the recently opened files that still exist, the latest first."""
        value: Any = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else list(value or [])
        # os.path.exists, since Path.exists raises PermissionError for a folder that may not be read
        return tuple(path for path in map(Path, names) if os.path.exists(path))

    def sent(self, file: Path, which: str) -> Path | None:
        """Return the path that a calendar of a file was last written to, or None; a copy of the file has none."""
        name = _text(self._store, _sent_key(file, which), "")
        return Path(name) if name else None

    def remember_sent(self, file: Path, which: str, path: Path) -> None:
        """Save the path that a calendar of a file was written to."""
        self._store.setValue(_sent_key(file, which), str(path.absolute()))

    def sends_along(self, file: Path) -> bool:
        """Return whether outdated calendars of a file are published together with other calendars."""
        return _text(self._store, _sent_key(file, "along"), "") == "yes"

    def send_along(self, file: Path, *, on: bool) -> None:
        """Save whether outdated calendars of a file are published together with other calendars."""
        self._store.setValue(_sent_key(file, "along"), "yes" if on else "no")

    def columns(self, page: str) -> tuple[str, ...]:
        """Return the names of the columns chosen for a list; empty if none were chosen."""
        return tuple(name for name in _text(self._store, f"columns/{page}", "").split(",") if name)

    def choose_columns(self, page: str, names: Sequence[str]) -> None:
        """Save the columns chosen for a list."""
        self._store.setValue(f"columns/{page}", ",".join(names))

    def width(self, page: str, column: str) -> int:
        """Return the saved width of a column in pixels, or 0 if there is none."""
        found = _text(self._store, f"widths/{page}/{column}", "0")
        return int(found) if found.isdecimal() else 0

    def remember_width(self, page: str, column: str, width: int) -> None:
        """Save the width of a column in pixels."""
        self._store.setValue(f"widths/{page}/{column}", width)

    def table_choices(self) -> dict[str, str]:
        """Return the mappings chosen for tables as JSON, by the signature of the table, the latest last."""
        try:
            found = json.loads(_text(self._store, "tables", "{}"))
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def remember_table(self, signature: str, choice: str) -> None:
        """Save the mapping for tables with a signature, and drop the oldest beyond ``MOST_TABLES``."""
        known = self.table_choices()
        known.pop(signature, None)
        kept = dict([*known.items(), (signature, choice)][-MOST_TABLES:])
        self._store.setValue("tables", json.dumps(kept))

    def hidden_rooms(self, conference: str) -> tuple[str, ...]:
        """Return the ids of the rooms that are hidden in the timeline of a conference."""
        return tuple(room for room in _text(self._store, f"hidden/{conference}", "").split(",") if room)

    def hide_rooms(self, conference: str, rooms: Iterable[str]) -> None:
        """Save the hidden rooms of a conference."""
        self._store.setValue(f"hidden/{conference}", ",".join(rooms))

    def view_setting(self, name: str) -> str:
        """Return a setting of the timeline's view, or an empty string if none was saved."""
        return _text(self._store, f"seen/{name}", "")

    def remember_view_setting(self, name: str, value: str) -> None:
        """Save a setting of the timeline's view."""
        self._store.setValue(f"seen/{name}", value)

    def remember(self, path: Path) -> None:
        """Make a file the first of the recent files."""
        names = [str(path.absolute())]
        names += [str(other) for other in self.recent if str(other) != names[0]]
        self._store.setValue("recent", names[:MOST_RECENT])


def _sent_key(file: Path, which: str) -> str:
    """Return a settings key for a file's path without characters that the Windows registry forbids."""
    digest = sha256(os.fsencode(os.path.realpath(file))).hexdigest()[:32]
    return f"sent/{digest}/{which}"


def _text(store: QSettings, key: str, default: str) -> str:
    return str(store.value(key, default))
