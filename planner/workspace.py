"""The open conference: its snapshot, file, history and listeners. All reads and writes go through it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import disk
from planner.domain.agenda import Agenda
from planner.domain.change import Change, deleted, merged
from planner.domain.entities import Entity
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.environment import Environment as Environment
from planner.storage.file import ConferenceFile, create_file, open_file
from planner.storage.header import damaged
from planner.storage.history import Step
from planner.wording import Wording

if TYPE_CHECKING:
    from planner.exporting.outbox import Outbox
    from planner.exporting.sending import SendContext, Sending
    from planner.programme.existing_calendar import ExistingCalendar
    from planner.programme.parts import Part
    from planner.programme.programme import Programme
    from planner.programme.release import Ledger, Release
    from planner.storage.draft_store import DraftStore
    from planner.storage.versions import Versions

Listener = Callable[[Change], None]


class Workspace:
    """An open conference, changed only through its methods such as ``apply``, ``undo``, ``redo`` and ``send``.

    Each writes the file first, then updates memory, then notifies the listeners. A failed write raises ``EstradError``
    and leaves file and memory unchanged.
    """

    def __init__(self, file: ConferenceFile, env: Environment) -> None:
        self._file = file
        self._env = env
        self._listeners: list[Listener] = []
        self.agenda: Agenda = file.read_agenda()
        self._programme: tuple[Agenda, Programme] | None = None
        self._position = file.read_position()
        self._undo = file.read_step(self._position)
        self._redo = file.read_step(self._position + 1)
        self.last_release: Release | None = file.read_last_release()

    @classmethod
    def create(
        cls, path: Path, agenda: Agenda, env: Environment, pictures: Mapping[str, bytes] | None = None
    ) -> Workspace:
        """Create and open a file with the conference in ``agenda`` and its pictures by id."""
        return cls._of(create_file(path, agenda, file_id=env.ids(), holder=env.holder, pictures=pictures), env)

    @classmethod
    def open(cls, path: Path, env: Environment) -> Workspace:
        """Open a conference file; raise ``EstradError`` if it cannot be opened."""
        workspace = cls._of(open_file(path, holder=env.holder, now=env.clock), env)
        if workspace._file.backup and workspace.versions:
            workspace.versions.keep_backup()
        return workspace

    @classmethod
    def _of(cls, file: ConferenceFile, env: Environment) -> Workspace:
        try:
            return cls(file, env)
        except BaseException:
            file.close()
            raise

    # queries -------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self._file.path

    @property
    def writable(self) -> bool:
        """True if the file can be changed here."""
        return self._file.writable

    @property
    def draft_store(self) -> DraftStore | None:
        """The store of this file's unsaved texts; None if read-only or without a data folder."""
        folder = self._env.data_folder
        if folder is None or not self.writable:
            return None
        from planner.storage.draft_store import DraftStore  # the command line does without it

        return DraftStore(folder / "unsaved", self._file.id, self.path)

    def file_fault(self) -> EstradError | None:
        """Return ``FileMoved`` if another program replaced, moved, deleted or changed the file, otherwise None."""
        return self._file.fault()

    def use_pause(self) -> None:
        """Do a few milliseconds of postponed work while idle."""
        self._file.use_pause()

    @property
    def undoable(self) -> Text | None:
        """The label of the change that ``undo`` would revert, or None if there is none."""
        return self._undo.change.label if self._undo else None

    @property
    def redoable(self) -> Text | None:
        """The label of the change that ``redo`` would reapply, or None if there is none."""
        return self._redo.change.label if self._redo else None

    @property
    def last_step(self) -> Step | None:
        """The step that ``undo`` would revert, or None if there is none."""
        return self._undo

    def history(self) -> tuple[list[Step], int]:
        """Return all steps in the file, and the number of those that are applied."""
        return self._file.read_steps(), self._position

    def changes(self) -> Iterator[Change]:
        """Return the applied changes, newest first; another thread may iterate over them."""
        return self._file.read_changes(self._position)

    def labels(self) -> list[tuple[datetime, Text]]:
        """Return the time (UTC) and label of each step in the file, oldest first."""
        return [(datetime.fromisoformat(made), label) for made, label in self._file.read_labels()]

    @property
    def position(self) -> int:
        """The number of steps that are applied."""
        return self._position

    def releases(self) -> list[Release]:
        """Return all releases, oldest first."""
        return self._file.read_releases()

    def ledger(self) -> Ledger:
        """Return the record of the calendars sent to attendees."""
        return self._file.read_ledger()

    def picture(self, picture: str) -> bytes | None:
        """Return the bytes of a photo or logo (JPEG or PNG), or None if the id is unknown."""
        return self._file.read_picture(picture)

    @property
    def wording(self) -> Wording:
        """The catalogue of the conference's language, used for everything printed and sent."""
        return self._env.wording(self.agenda.conference.language)

    def new_id(self) -> str:
        """Return a new unique id."""
        return self._env.ids()

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return self._env.clock()

    # changes -------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each change after it is written and applied; return a function to unsubscribe."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def apply(self, change: Change, pictures: Mapping[str, bytes] | None = None) -> None:
        """Write and apply a change, and discard the changes to redo; a change without edits does nothing.

        ``pictures`` are the new pictures that the change refers to, by id: the SHA-256 of their bytes in hex.
        """
        if not change:
            return
        step = Step(self._position + 1, self._env.ids(), self._env.clock().isoformat(), change)
        self._write(change, step, self._position + 1, pictures)
        self._undo, self._redo = step, None
        self._tell(change)

    def amend(self, change: Change, onto: str, pictures: Mapping[str, bytes] | None = None) -> str:
        """Merge a change into the newest step if its id is ``onto``, otherwise apply it as a new step.

        Return the id of the step that now contains the change. If together they change nothing, undo the step and
        return an empty string.
        """
        step = self._undo
        if not change:
            return onto
        if step is None or step.id != onto:
            self.apply(change, pictures)
            return self._undo.id if self._undo else ""
        whole = merged(step.change.label, [step.change, change])
        if not whole:
            self.undo()
            return ""
        amended = replace(step, made=self._env.clock().isoformat(), change=whole)
        self._write(change, amended, self._position, pictures)
        self._undo, self._redo = amended, None
        self._tell(change)
        return step.id

    def begin_anew(self, change: Change, rewrite: Callable[[Any], None]) -> EstradError | None:
        """Apply a change that starts a new history, with ``ConferenceFile.write_anew``, and return its error."""
        after = self.agenda.after(change)
        fault = self._file.write_anew(change, rewrite)
        self.agenda, self._position, self._undo, self._redo = after, 0, None, None
        self._programme, self.last_release = None, self._file.read_last_release()
        self._tell(change)
        return fault

    def undo(self) -> Change | None:
        """Revert the newest change; return the inverse change, or None if there is nothing to undo."""
        if self._undo is None:
            return None
        step = self._undo
        before = self._file.read_step(self._position - 1)
        inverse = step.change.inverse()
        self._write(inverse, None, self._position - 1)
        self._undo, self._redo = before, step
        self._tell(inverse)
        return inverse

    def redo(self) -> Change | None:
        """Reapply the change that ``undo`` reverted last and return it, or None if there is nothing to redo."""
        if self._redo is None:
            return None
        step = self._redo
        following = self._file.read_step(self._position + 2)
        self._write(step.change, None, self._position + 1)
        self._undo, self._redo = step, following
        self._tell(step.change)
        return step.change

    def jump(self, position: int) -> Change | None:
        """Undo or redo to the state after ``position`` steps in one write; return the change, None if already there.

        Raise ``ValueError`` if the history has no such position.
        """
        if position == self._position:
            return None
        change = merged(Text("Go through the history"), self._way_to(position))
        undo, redo = self._file.read_step(position), self._file.read_step(position + 1)
        self._write(change, None, position)
        self._undo, self._redo = undo, redo
        self._tell(change)
        return change

    def agenda_at(self, position: int) -> Agenda:
        """Return the snapshot after ``position`` steps; raise ``ValueError`` like ``jump``."""
        agenda = self.agenda
        for change in self._way_to(position):
            agenda = agenda.after(change)
        return agenda

    def deleted(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return deleted entities by id, in their state when deleted; see ``planner.domain.change.deleted``."""
        return deleted(ids, (self._step(number).change for number in range(self._position, 0, -1)))

    def _way_to(self, position: int) -> list[Change]:
        """Return the changes that lead from the current state to ``position``, one for each step."""
        back = [self._step(number).change.inverse() for number in range(self._position, position, -1)]
        return back or [self._step(number).change for number in range(self._position + 1, position + 1)]

    def _step(self, number: int) -> Step:
        step = self._file.read_step(number)
        if step is None:
            raise ValueError(f"no step {number}")
        return step

    def _write(
        self, change: Change, step: Step | None, position: int, pictures: Mapping[str, bytes] | None = None
    ) -> None:
        try:
            after = self.agenda.after(change)
        except ValueError as error:
            if step:
                raise  # a bug: the change was made for another snapshot
            raise damaged(self.path) from error
        if self.versions:
            with suppress(EstradError):  # the window reports this when it keeps the day's version itself
                self.versions.keep_day()
        self._file.write(change, step, position, pictures)
        self.agenda = after
        self._position = position

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    # sending -------------------------------------------------------------------------------------------

    def programme(self) -> Programme:
        """Return the current programme: the conference as attendees may see it."""
        if self._programme is None or self._programme[0] is not self.agenda:
            from planner.programme.programme import programme, reuse_sent_items  # for a faster start of the window

            shown, sent = programme(self.agenda, self._programme), self.last_release
            self._programme = (self.agenda, reuse_sent_items(sent.programme, shown) if sent else shown)
        return self._programme[1]

    @cached_property
    def outbox(self) -> Outbox:
        """The preview of sending the programme."""
        from planner.exporting.outbox import Outbox  # imported here so that the window starts without it

        return Outbox(self._known, self._env.clock, self._file.read_release)

    def _known(self) -> SendContext:
        from planner.exporting.sending import SendContext

        shown, ledger = self.programme(), self._file.read_ledger()
        return SendContext(self.agenda, shown, self.wording, ledger, self.last_release, self.path.stem)

    def send(
        self, render: Callable[[Sending], Mapping[Path, bytes]], *, note: str = "", parts: Sequence[Part] = (),
        first: bool = False, found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:  # fmt: skip
        """Write files for attendees, then update the ledger and store the release.

        If the files cannot be written, ledger and releases stay unchanged. ``render`` returns the content of each
        file. The other arguments and the result are as in ``Outbox.sending``.
        """
        from planner.exporting.deliver import deliver

        sending = self.outbox.sending(note, parts, first=first, found=found)
        files = render(sending)
        self._file.write_ledger(
            sending.before, sending.ledger, sending.release if sending.new else None, lambda: deliver(files)
        )
        self.last_release = sending.release
        self._tell(Change(Text("Send the programme")))
        return sending

    def draft(
        self,
        render: Callable[[Sending], Mapping[Path, bytes]],
        *,
        parts: Sequence[Part] = (),
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:
        """Write files as a draft: nothing is sent, and only the draft's number is stored.

        ``render`` and the result are as in ``send``, except that ``ledger`` in the result is the draft's.
        """
        from planner.exporting.deliver import deliver
        from planner.programme.ledger_update import draft_ledger

        sending = self.outbox.sending(parts=parts, found=found)
        sending = replace(sending, ledger=draft_ledger(sending.before, sending.out, sending.parts))
        files = render(sending)
        noted = replace(sending.before, drafts=sending.ledger.drafts)
        self._file.write_ledger(sending.before, noted, None, lambda: deliver(files))
        return sending

    # the file ------------------------------------------------------------------------------------------

    def prepare_to_write(self) -> None:
        """Load the modules needed for writing, so that the first change is not delayed."""
        if self.writable:
            self._file.prepare_to_write()

    @cached_property
    def versions(self) -> Versions | None:
        """The automatically kept versions of the plan; None if read-only or without a data folder."""
        env, file = self._env, self._file
        if env.data_folder is None or not self.writable:
            return None
        from planner.storage.versions import Versions  # imported here so that the window starts without it

        return Versions(env.data_folder, file, env.clock, lambda to: file.save_copy(to, self.agenda))

    def save_copy(self, target: Path) -> Text | None:
        """Save the whole conference to another file.

        If the open file was changed in place, the copy is made from memory; return a text on what it lacks, otherwise
        None. Raise ``EstradError``, with the target unchanged, if the copy cannot be made.
        """
        if not self.file_fault() and disk.same_file(target, self.path):
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
