"""The history of an open file: all steps that it holds, and those that undo and redo would take next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from planner.domain.agenda import Change, deleted_entities
from planner.domain.entities import Entity
from planner.domain.text import Text
from planner.storage import history
from planner.storage.connection import GuardedConnection
from planner.storage.history import Step
from planner.storage.recovery_cache import RecoveryCache
from planner.storage.sqlite_errors import reporting_read_errors


class History:
    """The steps of an open file; undo would revert ``last`` and redo would reapply ``next``, None if there is none."""

    def __init__(self, connection: GuardedConnection, memory: RecoveryCache) -> None:
        self._connection, self._memory = connection, memory
        self.last: Step | None = None
        self.next: Step | None = None
        self.set_neighbouring_steps(self.neighbouring_steps(memory.position))

    @property
    def position(self) -> int:
        """The number of steps that are applied."""
        return self.last.number if self.last else 0

    @property
    def undo_label(self) -> Text | None:
        """The label of the change that undo would revert, or None if there is none."""
        return self.last.change.label if self.last else None

    @property
    def redo_label(self) -> Text | None:
        """The label of the change that redo would reapply, or None if there is none."""
        return self.next.change.label if self.next else None

    def neighbouring_steps(self, position: int) -> tuple[Step | None, Step | None]:
        """Return the last applied step and the next one as they are after ``position`` steps; None if missing."""
        return self._find_step(position), self._find_step(position + 1)

    def set_neighbouring_steps(self, around: tuple[Step | None, Step | None]) -> None:
        """Set the last applied step and the next one; call this when the file's position has been changed."""
        self.last, self.next = around

    def changes_to_position(self, position: int) -> list[Change]:
        """Return the changes that undo or redo to the state after ``position`` steps, one for each step.

        Raise ``ValueError`` if the history has no such position.
        """
        back = [self._existing_step(number).change.inverse() for number in range(self.position, position, -1)]
        return back or [self._existing_step(number).change for number in range(self.position + 1, position + 1)]

    def deleted_entities(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return deleted entities by id, in their state when deleted; see ``agenda.deleted_entities``."""
        return deleted_entities(ids, (self._existing_step(number).change for number in range(self.position, 0, -1)))

    def steps(self) -> list[Step]:
        """Return all steps in the file, the oldest first."""
        with self._connection.reading() as sql:
            return history.read_steps(sql)

    def changes(self) -> Iterator[Change]:
        """Return the applied changes, the newest first, decoding them lazily.

        All rows are read at once. Decoding no longer needs the file, so another thread may do it.
        """
        with self._connection.reading() as sql:
            rows = list(next(history.read_neighbouring_rows(sql, self.position)))
        return self._decoded_changes(rows)

    def _decoded_changes(self, rows: Iterable[history.Row]) -> Iterator[Change]:
        with reporting_read_errors(self._connection.path):
            yield from (history.decode_step(row).change for row in rows)

    def labels(self) -> list[tuple[datetime, Text]]:
        """Return the time (UTC) and label of each step in the file, the oldest first."""
        with self._connection.reading() as sql:
            rows = sql.execute("SELECT made, label FROM changes ORDER BY number").fetchall()
            return [(datetime.fromisoformat(made), history.decode_label(label)) for made, label in rows]

    def _existing_step(self, number: int) -> Step:
        step = self._find_step(number)
        if step is None:
            raise ValueError(f"no step {number}")
        return step

    def _find_step(self, number: int) -> Step | None:
        for step in (self.last, self.next):
            if step and step.number == number:
                return step
        with self._connection.reading() as sql:
            row = sql.execute(f"{history.ROWS} WHERE number = ?", (number,)).fetchone()
            step = history.decode_step(row) if row else None
        if row:
            self._memory.steps[number] = row
        return step
