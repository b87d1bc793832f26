"""The open conference: snapshot, file, history and listeners. The one way in and the one way out."""

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
from planner.edge import Edge as Edge
from planner.storage.file import ConferenceFile, create_file, open_file
from planner.storage.header import damaged
from planner.storage.history import Step
from planner.wording import Wording

if TYPE_CHECKING:
    from planner.exporting.outbox import Outbox
    from planner.exporting.sending import Conference, Sending
    from planner.programme.found import Found
    from planner.programme.parts import Part
    from planner.programme.programme import Programme
    from planner.programme.release import Ledger, Release
    from planner.storage.kept_aside import KeptAside
    from planner.storage.versions import Versions

Listener = Callable[[Change], None]


class Workspace:
    """One open conference. Every change of it is an ``apply``, ``undo``, ``redo`` or ``send``.

    Each writes the file first, then moves memory, then tells the listeners; a refused write raises
    ``EstradError`` and leaves file and memory as they were.
    """

    def __init__(self, file: ConferenceFile, edge: Edge) -> None:
        self._file = file
        self._edge = edge
        self._listeners: list[Listener] = []
        self.agenda: Agenda = file.read_agenda()
        self._programme: tuple[Agenda, Programme] | None = None
        self._position = file.read_position()
        self._undo = file.read_step(self._position)
        self._redo = file.read_step(self._position + 1)
        self.last_release: Release | None = file.read_last_release()

    @classmethod
    def create(cls, path: Path, agenda: Agenda, edge: Edge, pictures: Mapping[str, bytes] | None = None) -> Workspace:
        """A new file with that conference and its pictures (by id) in it, opened."""
        return cls._of(create_file(path, agenda, file_id=edge.ids(), holder=edge.holder, pictures=pictures), edge)

    @classmethod
    def open(cls, path: Path, edge: Edge) -> Workspace:
        """The conference in that file; raises ``EstradError`` where it cannot be opened well."""
        workspace = cls._of(open_file(path, holder=edge.holder, now=edge.clock), edge)
        if workspace._file.backup and workspace.versions:
            workspace.versions.keep_backup()
        return workspace

    @classmethod
    def _of(cls, file: ConferenceFile, edge: Edge) -> Workspace:
        try:
            return cls(file, edge)
        except BaseException:
            file.close()
            raise

    # questions -----------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    @property
    def writable(self) -> bool:
        """Whether it can be changed here."""
        return self._file.writable

    @property
    def kept_aside(self) -> KeptAside | None:
        """Where what is typed into this file is kept until it is saved, or None where nothing is."""
        folder = self._edge.data_folder
        if folder is None or not self.writable:
            return None
        from planner.storage.kept_aside import KeptAside  # the command line does without it

        return KeptAside(folder / "unsaved", self._file.id, self.path)

    def file_fault(self) -> EstradError | None:
        """``FileMoved`` if the file on the disk was replaced, moved, deleted or changed by something else, or None."""
        return self._file.fault()

    def use_pause(self) -> None:
        """Do a piece of what waits until nobody does anything: a few milliseconds."""
        self._file.use_pause()

    @property
    def undoable(self) -> Text | None:
        """The label of what ``undo`` would take back, or None."""
        return self._undo.change.label if self._undo else None

    @property
    def redoable(self) -> Text | None:
        """The label of what ``redo`` would do again, or None."""
        return self._redo.change.label if self._redo else None

    @property
    def last_step(self) -> Step | None:
        """The newest step that is done, or None."""
        return self._undo

    def history(self) -> tuple[list[Step], int]:
        """All steps in the file, and how many of them are done."""
        return self._file.read_steps(), self._position

    def changes(self) -> Iterator[Change]:
        """Return what led here from the first step on, the newest first; another thread may go through them."""
        return self._file.read_changes(self._position)

    def labels(self) -> list[tuple[datetime, Text]]:
        """When each step in the file was made (UTC) and what it is called, the oldest first."""
        return [(datetime.fromisoformat(made), label) for made, label in self._file.read_labels()]

    @property
    def position(self) -> int:
        """How many of the steps are done."""
        return self._position

    def releases(self) -> list[Release]:
        """What was sent out, the oldest first."""
        return self._file.read_releases()

    def ledger(self) -> Ledger:
        """What attendees were sent in calendars."""
        return self._file.read_ledger()

    def picture(self, picture: str) -> bytes | None:
        """The bytes of a photo or logo (JPEG or PNG), or None if there is none of that id."""
        return self._file.read_picture(picture)

    @property
    def wording(self) -> Wording:
        """The catalogue of the conference's own language, for all that is printed and sent."""
        return self._edge.wording(self.agenda.conference.language)

    def new_id(self) -> str:
        """An id for a new thing, never used before."""
        return self._edge.ids()

    def now(self) -> datetime:
        """The time, UTC."""
        return self._edge.clock()

    # changes -------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell ``listener`` of each change after it is on the disk and in memory; the answer ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def apply(self, change: Change, pictures: Mapping[str, bytes] | None = None) -> None:
        """Make the change; what could have been redone is gone then. A change without edits does nothing.

        ``pictures`` are new ones that the change speaks of, by id: the SHA-256 of their bytes in hex.
        """
        if not change:
            return
        step = Step(self._position + 1, self._edge.ids(), self._edge.clock().isoformat(), change)
        self._write(change, step, self._position + 1, pictures)
        self._undo, self._redo = step, None
        self._tell(change)

    def amend(self, change: Change, onto: str, pictures: Mapping[str, bytes] | None = None) -> str:
        """Make the change a part of the newest step if that has the id ``onto``, else a step of its own.

        The answer is the id of the step that it is in now. If together they come to nothing, the step is undone and
        the answer is empty.
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
        amended = replace(step, made=self._edge.clock().isoformat(), change=whole)
        self._write(change, amended, self._position, pictures)
        self._undo, self._redo = amended, None
        self._tell(change)
        return step.id

    def begin_anew(self, change: Change, rewrite: Callable[[Any], None]) -> EstradError | None:
        """Make a change before which nothing can be undone, as ``ConferenceFile.write_anew`` does."""
        after = self.agenda.after(change)
        fault = self._file.write_anew(change, rewrite)
        self.agenda, self._position, self._undo, self._redo = after, 0, None, None
        self._programme, self.last_release = None, self._file.read_last_release()
        self._tell(change)
        return fault

    def undo(self) -> Change | None:
        """Take the newest change back; the answer is what that did, or None if there is nothing."""
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
        """Make the change again that ``undo`` took back last; None if there is nothing."""
        if self._redo is None:
            return None
        step = self._redo
        following = self._file.read_step(self._position + 2)
        self._write(step.change, None, self._position + 1)
        self._undo, self._redo = step, following
        self._tell(step.change)
        return step.change

    def jump(self, position: int) -> Change | None:
        """Go to the moment when so many steps were done, in one write; None if that is now.

        Raises ``ValueError`` for a position that the history does not have.
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
        """The snapshot when so many steps were done; raises ``ValueError`` as ``jump`` does."""
        agenda = self.agenda
        for change in self._way_to(position):
            agenda = agenda.after(change)
        return agenda

    def deleted(self, ids: Collection[str]) -> dict[str, Entity]:
        """Things that are not there any more, as they were when they were deleted, by their ids; see ``deleted``."""
        return deleted(ids, (self._step(number).change for number in range(self._position, 0, -1)))

    def _way_to(self, position: int) -> list[Change]:
        """What leads there from now, a change a step."""
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
                raise  # made for another snapshot: ours
            raise damaged(self.path) from error
        if self.versions:
            with suppress(EstradError):  # the window says so when it keeps the day's version by itself
                self.versions.keep_day()
        self._file.write(change, step, position, pictures)
        self.agenda = after
        self._position = position

    def _tell(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    # sending -------------------------------------------------------------------------------------------

    def programme(self) -> Programme:
        """What attendees may see of the conference as it is now."""
        if self._programme is None or self._programme[0] is not self.agenda:
            from planner.programme.programme import programme, told_from  # the window starts without it

            shown, sent = programme(self.agenda, self._programme), self.last_release
            self._programme = (self.agenda, told_from(sent.programme, shown) if sent else shown)
        return self._programme[1]

    @cached_property
    def outbox(self) -> Outbox:
        """What can be sent of it, and what lies where it would go."""
        from planner.exporting.outbox import Outbox  # the window starts without it

        return Outbox(self._known, self._edge.clock, self._file.read_release)

    def _known(self) -> Conference:
        from planner.exporting.sending import Conference

        shown, ledger = self.programme(), self._file.read_ledger()
        return Conference(self.agenda, shown, self.wording, ledger, self.last_release, self.path.stem)

    def send(
        self,
        render: Callable[[Sending], Mapping[Path, bytes]],
        *,
        note: str = "",
        parts: Sequence[Part] = (),
        first: bool = False,
        found: Mapping[str, Found] | None = None,
    ) -> Sending:
        """Write files for attendees, and only if they got onto the disk move the ledger and note the release.

        Arguments and answer as of ``outbox.sending``.
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
        found: Mapping[str, Found] | None = None,
    ) -> Sending:
        """Write files as a draft: nothing is sent, and only the number of the draft is noted.

        ``render`` and the answer are as of ``send``, but that the ledger is the draft's own.
        """
        from planner.exporting.deliver import deliver
        from planner.programme.advance import draft

        sending = self.outbox.sending(parts=parts, found=found)
        sending = replace(sending, ledger=draft(sending.before, sending.out, sending.parts))
        files = render(sending)
        noted = replace(sending.before, drafts=sending.ledger.drafts)
        self._file.write_ledger(sending.before, noted, None, lambda: deliver(files))
        return sending

    # the file ------------------------------------------------------------------------------------------

    def prepare_to_write(self) -> None:
        """Load what writing needs, so that the first change need not wait for it."""
        if self.writable:
            self._file.prepare_to_write()

    @cached_property
    def versions(self) -> Versions | None:
        """The versions of the plan that are kept by themselves, or None where none are."""
        edge, file = self._edge, self._file
        if edge.data_folder is None or not self.writable:
            return None
        from planner.storage.versions import Versions  # the window starts without it

        return Versions(edge.data_folder, file, edge.clock, lambda to: file.save_copy(to, self.agenda))

    def save_copy(self, target: Path) -> Text | None:
        """Write the whole conference to another file; raises ``EstradError`` with the target as it was.

        If our own was changed in place, the copy is made of what is in memory; the answer says what is missing in it.
        """
        if not self.file_fault() and disk.same_file(target, self.path):
            raise EstradError(
                Text("“{name}” is the open file itself.", name=target.name),
                Text("Choose another name."),
                file=target,
            )
        return self._file.save_copy(target, self.agenda)

    def close(self) -> None:
        """Give the file back. Everything is saved already."""
        self._listeners.clear()
        self._file.close()
