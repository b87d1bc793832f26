"""The conference file as a database of sqlite-utils; imported only where something is written or migrated."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Column, NotFoundError, Table


class FileDatabase(Database):
    """The database of one connection, as sqlite-utils sees it; our code begins and ends its transactions."""

    supports_on_conflict = True
    """Set to True, since the library would create a table in the file to find out whether it is.

    It would go on even if SQLite then rolled our transaction back.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        super().__init__(conn, execute_plugins=False, strict=True)
        self._known: dict[str, FileTable] = {}

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        """Let a write of the library run in our open transaction; raise ``sqlite3.ProgrammingError`` if there is none.

        The library's own method makes a savepoint for every write or, outside a transaction, commits at once.
        """
        if not self.conn.in_transaction:
            raise sqlite3.ProgrammingError("a write outside a transaction")
        yield self

    def table(self, table_name: str, **kwargs: Any) -> FileTable:
        """Return a table, the same one at each call."""
        if table_name not in self._known:
            self._known[table_name] = FileTable(self, table_name, **kwargs)
        return self._known[table_name]


class FileTable(Table):
    """A table of the schema; it exists and keeps its columns, as only new files and migrations make or change tables.

    The library would ask SQLite about both at every call, and create an unknown table. An update of one session took
    0.3 ms that way, and takes 0.04 now.
    """

    def exists(self) -> bool:
        """Return True without asking SQLite; a write to a table that is missing fails later."""
        return True

    def get(self, pk_values: list[Any] | tuple[Any, ...] | str | int) -> dict[str, Any]:
        """Return the row with a primary key; raise ``ValueError`` if there is none, as do updates and deletions."""
        try:
            return super().get(pk_values)
        except NotFoundError as error:
            raise ValueError(f"the row to change is not there: {self.name} {pk_values!r}") from error

    @cached_property
    def columns(self) -> list[Column]:
        """The table's columns, asked of SQLite once, at the first use."""
        return super().columns

    @cached_property
    def pks(self) -> list[str]:
        """The names of the columns of the primary key, asked of SQLite once, at the first use."""
        return super().pks
