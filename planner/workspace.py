"""The open conference: its snapshot, file, history and listeners.

All reads and writes go through it: changes, undo, redo, copies, and reading the file again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from planner import disk
from planner.domain.agenda import Agenda, Change, merged_change
from planner.domain.text import EstradError, FileLocked, ReadOnlyFile, Text
from planner.environment import Environment as Environment
from planner.erasure_debt import ErasureDebt
from planner.storage.file import ConferenceFile, create_file, open_file, read_file
from planner.storage.header import damaged_error
from planner.storage.history import Step
from planner.storage.kept_aside import DraftStore, PrintedSheets
from planner.storage.ledger import ReleaseStore
from planner.storage.undo_history import History
from planner.wording import Wording

if TYPE_CHECKING:
    from planner.exporting.sending import Outbox, SendContext
    from planner.programme.programme import Programme
    from planner.storage.memory_copy import CopyGuard
    from planner.storage.versions import Versions

Listener = Callable[[Change], None]


class Workspace:
    """An open conference, changed only through its methods.

    ``apply``, ``undo`` and the like write the file first, then update memory, then notify the listeners. A failed write
    raises ``EstradError`` and leaves file and memory unchanged.

    ``new_id`` returns a new unique id, and ``now`` the current time in UTC. ``draft_store`` stores this file's unsaved
    texts; it is None if the file is read-only or there is no data folder. ``printed`` remembers the printed run sheets;
    it is None without a data folder. ``debt`` is what still has to be removed after erasures. If this is a copy in
    memory, ``source`` watches the file it was read from; otherwise it is None. ``read_at`` is the time of reading, in
    UTC, and ``read_again`` reads the file of a copy once more, for ``adopt_copy``; another thread may call it.
    """

    def __init__(self, file: ConferenceFile, env: Environment) -> None:
        self._file, self._env = file, env
        self._listeners: list[Listener] = []
        self._programme: tuple[Agenda, Programme] | None = None
        self.new_id, self.now = env.ids, env.clock
        self.source: CopyGuard | None = None
        self.read_at: datetime = env.clock()
        self.read_again = partial(read_copy, file.path, env)
        self.path, self.writable, self.guard = file.path, file.connection.writable, file.connection.guard
        try:
            self.agenda: Agenda = file.read_agenda()
            self.history = History(file.connection, file.memory)
            self.releases = ReleaseStore(file.connection, file.memory)
            self.debt = ErasureDebt(file, env)
        except BaseException:
            file.close()
            raise
        self.pictures = file.pictures
        self._data_folder = folder = env.data_folder if self.writable else None
        self.draft_store = DraftStore(folder / "unsaved", file.id, file.path) if folder else None
        self.printed = PrintedSheets(env.data_folder, file.id, file.path) if env.data_folder else None

    @classmethod
    def create(
        cls, path: Path, agenda: Agenda, env: Environment, pictures: Mapping[str, bytes] | None = None
    ) -> Workspace:
        """Create a file with the conference in ``agenda`` and its ``pictures`` by id, and open it."""
        return cls(create_file(path, agenda, file_id=env.ids(), holder=env.holder, pictures=pictures), env)

    @classmethod
    def open(cls, path: Path, env: Environment) -> Workspace:
        """Open a conference file, and complete erasures if possible; raise ``EstradError`` if it cannot be opened.

        If the file was migrated, its backup is also kept as a version.
        """
        workspace = cls(open_file(path, holder=env.holder, now=env.clock), env)
        if workspace._file.backup and workspace.versions:
            workspace.versions.keep_backup_as_version()
        if workspace.debt.left and workspace.writable:
            workspace.debt.settle_debts()
        return workspace

    @property
    def wording(self) -> Wording:
        """The catalogue of the conference's language, used for everything printed and sent."""
        return self._env.wording(self.agenda.conference.language)

    # changes -------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` with each change from now on, and with an empty change after each send."""
        self._listeners.append(listener)

    def apply(self, change: Change, pictures: Mapping[str, bytes] | None = None) -> None:
        """Write and apply a change, and discard the changes to redo; a change without edits does nothing.

        ``pictures`` are the new pictures that the change refers to, by id: the SHA-256 of their bytes in hex.
        """
        if change:
            step = Step(self.history.position + 1, self._env.ids(), self._env.clock().isoformat(), change)
            self._write(change, step.number, step, pictures)

    def amend(self, change: Change, onto: str, pictures: Mapping[str, bytes] | None = None) -> str:
        """Merge a change into the newest step if its id is ``onto``, otherwise apply it as a new step.

        Return the id of the step that now contains the change, or ``onto`` for a change without edits. If step and
        change cancel each other out, undo the step and return an empty string.
        """
        step = self.history.last
        if not change:
            return onto
        if step is None or step.id != onto:
            self.apply(change, pictures)
            return self.history.last.id if self.history.last else ""
        whole = merged_change(step.change.label, [step.change, change])
        if not whole:
            self.undo()
            return ""
        self._write(change, step.number, replace(step, made=self._env.clock().isoformat(), change=whole), pictures)
        return step.id

    def apply_and_clear_history(self, change: Change, rewrite: Callable[[Any], None]) -> None:
        """Apply a change, call ``rewrite`` on the file in the same write, and begin a new, empty history."""
        after = self.agenda.after(change)
        self._file.write_and_clear_history(change, rewrite)
        self.agenda, self._programme = after, None
        self.history.set_neighbouring_steps((None, None))
        self.releases.refresh()
        self._notify_listeners(change)

    def undo(self) -> Change | None:
        """Revert the newest change; return the inverse change, or None if there is nothing to undo."""
        step = self.history.last
        return self._write(step.change.inverse(), step.number - 1) if step else None

    def redo(self) -> Change | None:
        """Reapply the change that ``undo`` reverted last and return it, or None if there is nothing to redo."""
        step = self.history.next
        return self._write(step.change, step.number) if step else None

    def go_to_position(self, position: int) -> Change | None:
        """Undo or redo to the state after ``position`` steps in one write; return the change, None if already there.

        Raise ``ValueError`` if the history has no such position.
        """
        if position == self.history.position:
            return None
        return self._write(
            merged_change(Text("Go through the history"), self.history.changes_to_position(position)), position
        )

    def _write(
        self, change: Change, position: int, step: Step | None = None, pictures: Mapping[str, bytes] | None = None
    ) -> Change:
        """Write, apply and announce a change that leads to ``position``: as ``step``, or through the history."""
        around = (step, None) if step else self.history.neighbouring_steps(position)
        try:
            after = self.agenda.after(change)
        except ValueError as error:
            if step:
                raise  # a bug: the change was made for another snapshot
            raise damaged_error(self.path) from error
        if self.versions:
            with suppress(EstradError):  # the window finds it once more and tells it, the command line its ``fault``
                self.versions.keep_daily(reported=False)
        self._file.write(change, step, position, pictures)
        self.agenda = after
        self.history.set_neighbouring_steps(around)
        self._notify_listeners(change)
        return change

    def _notify_listeners(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    # a copy in memory ----------------------------------------------------------------------------------

    def adopt_copy(self, fresh: Workspace) -> bool:
        """Take over what another copy has read, and tell the listeners the difference; ``fresh`` is used up by that.

        Return False, and take over nothing, if it is of another conference.
        """
        if fresh.agenda.conference.id != self.agenda.conference.id:
            return False
        from planner.commands.fetching import change_to_state

        change = change_to_state(self.agenda, fresh.agenda, Text("Read the file again"))
        after = self.agenda.after(change)  # in which all that did not change is the same object as before
        self._file.close()
        self.__dict__ = {**vars(fresh), "agenda": after, "_listeners": self._listeners}
        self._notify_listeners(change)
        return True

    # sending -------------------------------------------------------------------------------------------

    def programme(self) -> Programme:
        """Return the current programme: the conference as attendees may see it."""
        if self._programme is None or self._programme[0] is not self.agenda:
            from planner.programme.programme import programme, reuse_sent_items  # for a faster start of the window

            shown, sent = programme(self.agenda, self._programme), self.releases.last
            self._programme = (self.agenda, reuse_sent_items(sent.programme, shown) if sent else shown)
        return self._programme[1]

    @cached_property
    def outbox(self) -> Outbox:
        """The outbox, which previews and performs sends of the programme."""
        from planner.exporting.sending import (
            Outbox,  # imported here so that the window starts without it
            SendContext,
        )

        def known() -> SendContext:
            shown, ledger = self.programme(), self.releases.ledger()
            return SendContext(self.agenda, shown, self.wording, ledger, self.releases.last, self.path.stem)

        sent = Change(Text("Send the programme"))
        return Outbox(known, self.now, self.releases, lambda: self._notify_listeners(sent))

    # the file ------------------------------------------------------------------------------------------

    def prepare_to_write(self) -> None:
        """Load the modules needed for writing, so that the first change is not delayed."""
        if self.writable:
            self._file.connection.database()

    @cached_property
    def versions(self) -> Versions | None:
        """The automatically kept versions of the plan; None if read-only or without a data folder."""
        file, folder = self._file, self._data_folder
        if folder is None:
            return None
        from planner.storage.versions import Versions  # imported here so that the window starts without it

        return Versions(folder, file, self.now, lambda to: file.save_copy(to, self.agenda))

    def save_copy(self, target: Path) -> Text | None:
        """Save the whole conference to another file.

        If another program changed the open file, the copy is made from memory. Return a text on what the copy lacks,
        or None. Raise ``EstradError``, with the target unchanged, if it cannot be made.
        """
        if not self.guard.fault() and disk.is_same_file(target, self.path):
            raise EstradError(
                Text("“{name}” is the open file itself.", name=target.name),
                Text("Choose another name."),
                file=target,
            )
        return self._file.save_copy(target, self.agenda)

    def close(self) -> None:
        """Close the file; everything is already saved."""
        self._listeners.clear()
        self._file.close()


def read_copy(path: Path, env: Environment) -> Workspace:
    """Open a copy of a file in memory, to be read only, even if the file is open elsewhere.

    Raise ``FileLocked`` if the file is open in this process or being written, ``EstradError`` if it cannot be read.
    """
    workspace = Workspace(read_file(path), env)
    workspace.source = cast("CopyGuard", workspace.guard)
    return workspace


def open_or_read(path: Path, env: Environment) -> Workspace:
    """Open a conference file, or a copy in memory if another program has it open or it cannot be written."""
    try:
        workspace = Workspace.open(path, env)
    except FileLocked:
        return read_copy(path, env)
    except ReadOnlyFile:  # it is of an older version, or was cut short in the midst of a change
        with suppress(FileLocked):
            return read_copy(path, env)
        raise
    if workspace.writable:
        return workspace
    workspace.close()  # it would go stale as soon as somebody else writes
    return read_copy(path, env)
