"""What the window remembers of itself between starts; never anything of a conference."""

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
    """Window state, scheme, language and recent files, in the platform's own place."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def scheme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return _text(self._store, "scheme", "system")

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._store.setValue("scheme", value)

    @property
    def language(self) -> str:
        """A language of ours, or ``system``."""
        return _text(self._store, "language", "system")

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's place on the screen."""
        value: Any = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files opened last that still exist, the newest first."""
        value: Any = self._store.value("recent", [])
        names = [value] if isinstance(value, str) else list(value or [])
        # os.path.exists, since Path.exists raises where we may not even look
        return tuple(path for path in map(Path, names) if os.path.exists(path))

    def sent(self, file: Path, which: str) -> Path | None:
        """Where that calendar of the conference in that file was written to last; a copy of the file has none."""
        name = _text(self._store, _sent_key(file, which), "")
        return Path(name) if name else None

    def remember_sent(self, file: Path, which: str, path: Path) -> None:
        """Write that calendar there the next time."""
        self._store.setValue(_sent_key(file, which), str(path.absolute()))

    def sends_along(self, file: Path) -> bool:
        """Whether calendars of that file that are out of date go out along with others."""
        return _text(self._store, _sent_key(file, "along"), "") == "yes"

    def send_along(self, file: Path, *, on: bool) -> None:
        """Do so the next time too, or not."""
        self._store.setValue(_sent_key(file, "along"), "yes" if on else "no")

    def columns(self, page: str) -> tuple[str, ...]:
        """The names of the columns chosen for a list; none if nobody chose."""
        return tuple(name for name in _text(self._store, f"columns/{page}", "").split(",") if name)

    def choose_columns(self, page: str, names: Sequence[str]) -> None:
        """Show these columns the next time too."""
        self._store.setValue(f"columns/{page}", ",".join(names))

    def width(self, page: str, column: str) -> int:
        """The width that a column was given, in pixels; 0 if nobody gave one."""
        found = _text(self._store, f"widths/{page}/{column}", "0")
        return int(found) if found.isdecimal() else 0

    def remember_width(self, page: str, column: str, width: int) -> None:
        """Make the column as wide the next time."""
        self._store.setValue(f"widths/{page}/{column}", width)

    def table_choices(self) -> dict[str, str]:
        """Return what was chosen for the columns of tables, by what such tables have in common; the newest last."""
        try:
            found = json.loads(_text(self._store, "tables", "{}"))
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def remember_table(self, signature: str, choice: str) -> None:
        """Understand such tables so the next time too; the oldest of very many choices is forgotten."""
        known = self.table_choices()
        known.pop(signature, None)
        kept = dict([*known.items(), (signature, choice)][-MOST_TABLES:])
        self._store.setValue("tables", json.dumps(kept))

    def hidden_rooms(self, conference: str) -> tuple[str, ...]:
        """The ids of the rooms without a column in the timeline of that conference."""
        return tuple(room for room in _text(self._store, f"hidden/{conference}", "").split(",") if room)

    def hide_rooms(self, conference: str, rooms: Iterable[str]) -> None:
        """Hide these rooms the next time too."""
        self._store.setValue(f"hidden/{conference}", ",".join(rooms))

    def seen(self, name: str) -> str:
        """How something of the timeline was looked at last; empty if nobody chose."""
        return _text(self._store, f"seen/{name}", "")

    def see(self, name: str, value: str) -> None:
        """Look at it so the next time too."""
        self._store.setValue(f"seen/{name}", value)

    def remember(self, path: Path) -> None:
        """Put a file first in the recent ones."""
        names = [str(path.absolute())]
        names += [str(other) for other in self.recent if str(other) != names[0]]
        self._store.setValue("recent", names[:MOST_RECENT])


def _sent_key(file: Path, which: str) -> str:
    """A key for a file by its path, as short as a registry wants it and without a sign that means something there."""
    digest = sha256(os.fsencode(os.path.realpath(file))).hexdigest()[:32]
    return f"sent/{digest}/{which}"


def _text(store: QSettings, key: str, default: str) -> str:
    return str(store.value(key, default))
