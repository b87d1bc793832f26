"""Plays an SQLite that distrusts ``json_valid``, as 3.40.1 of Debian 12 does; ``make roots`` tries the real one."""

import sqlite3
from functools import partial
from typing import Any

import pytest

NEEDS_NO_SCHEMA = ("BEGIN", "COMMIT", "ROLLBACK")
PRAGMAS = ("PRAGMA integrity_check", "PRAGMA foreign_key_check", "PRAGMA synchronous")
LOOKS = "SELECT 1 FROM sqlite_schema WHERE sql LIKE '%json_valid%'"


class DistrustingConnection(sqlite3.Connection):
    """Refuses every statement for which a schema with ``json_valid`` would be loaded before it is trusted."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement; raise as SQLite 3.40.1 does."""
        word = sql.split()[0].upper()
        loads = word != "PRAGMA" or sql.startswith(PRAGMAS)
        if loads and word not in NEEDS_NO_SCHEMA and not self._is("trusted_schema"):
            heedless = self._is("writable_schema") and word in ("SELECT", "PRAGMA")
            if not heedless and ("json_valid" in sql or super().execute(LOOKS).fetchone()):
                error = sqlite3.DatabaseError("malformed database schema - unsafe use of json_valid()")
                error.sqlite_errorname = "SQLITE_CORRUPT"
                raise error
        return super().execute(sql, parameters)

    def _is(self, setting: str) -> bool:
        return bool(super().execute(f"PRAGMA {setting}").fetchone()[0])


def distrust_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every connection be one that distrusts ``json_valid``."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=DistrustingConnection))
