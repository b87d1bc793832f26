"""Commands on files: new, open, samples, copies, next editions and kept versions; importing by menu, paste and drop."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QWidget

from planner.disk import is_same_file, make_private_folder
from planner.domain.agenda import Agenda, picture_ids
from planner.domain.text import EstradError, Plural, Text
from planner.workspace import Workspace
from ui.kit.dialogs.dialog_service import SUFFIX
from ui.kit.widgets.notice_bar import show_saved
from ui.shell.planner_page import PageHost, PlannerPage
from ui.state.document import PEOPLE
from ui.state.open_window import WindowContext, report_last_change
from ui.state.transfer import ImportSource

if TYPE_CHECKING:
    from planner.storage.versions import Version


LONGEST_NAME = 100
"""The number of characters of a title that the proposed name of a new file has at most."""


class FileCommands:
    """Handles the commands on files, such as new, open and save a copy, for one window."""

    def __init__(self, window: QWidget, host: PageHost, context: WindowContext) -> None:
        self._window, self._host, self._context = window, host, context
        self._words = context.presentation.words

    def start_folder(self) -> Path:
        """Return the folder of the last opened file, else the documents folder, or home if that is missing."""
        if recent := self._context.settings.recent:
            return recent[0].parent
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or ".")
        return documents if os.path.isdir(documents) else Path(QDir.homePath())  # Path's raises if it may not look

    def open(self) -> None:
        if path := self._context.dialogs.file_to_open(self._window, self.start_folder()):
            self._host.open_path(path)

    def open_beside(self) -> None:
        """Ask for a file and open it in a window of another process, or raise another window that shows it already.

        Nothing happens if this window shows it.
        """
        path = self._context.dialogs.file_to_open(self._window, self.start_folder())
        here = self._host.page.document.workspace.path if self._host.page else None
        if path is None or (here and is_same_file(path, here)) or self._context.others.raise_window(path):
            return
        if self._context.others.start(path):
            self._host.notice.show_message(self._words("“{name}” opens in a window of its own.").format(name=path.name))
        else:
            remedy = Text("Start Estrad once more, and open it there.")
            self._host.tell(EstradError(Text("No other window could be started."), remedy))

    def read_again(self) -> None:
        """Read again the file of which a read-only copy is shown."""
        if (page := self._host.page) and page.reading_bar:
            page.reading_bar.reader.read()

    def edit_here(self, page: PlannerPage) -> None:
        """Open for editing the file of which a read-only copy is shown, or tell why that is not possible."""
        path, sight = page.document.workspace.path, page.sight
        if self._host.try_open(lambda: self._open_for_editing(path)) and self._host.page:
            sight.restore_view(self._host.page)

    def _open_for_editing(self, path: Path) -> Workspace:
        workspace = Workspace.open(path, self._context.env)
        if not workspace.writable:
            workspace.close()
            raise workspace.guard.unwritable_error()
        return workspace

    def reload_file(self, page: PlannerPage) -> None:
        """Reload the open file from disk, after keeping the state in memory as a version where versions are kept.

        Nothing is loaded if that fails. If the file cannot be opened, saving the version is offered.
        """
        workspace, kept = page.document.workspace, None
        if versions := workspace.versions:
            from planner.storage.versions import Reason  # the window starts without it

            if not page.document.try_run(partial(versions.keep, Reason.LOAD)):
                return
            kept = next(iter(versions.kept()), None)
        if not self._host.open_path(workspace.path, anew=True) and kept:
            self._host.notice.offer(self._words("Save what was open…"), partial(self._save_version, kept))

    def create(
        self, title: str, agenda: Callable[[], Agenda], pictures: Mapping[str, bytes] | None = None,
        folder: Path | None = None,
    ) -> None:  # fmt: skip
        """Ask for a path for a new conference, create its file and open it.

        If that fails or is cancelled, offer another try. The proposed path is in ``folder``, by default that of
        ``self.folder()``.
        """
        signs = (c for c in title if c.isalnum() or c in " -_" or unicodedata.category(c).startswith("M"))
        name = " ".join("".join(signs)[:LONGEST_NAME].split()) or "conference"
        question = self._words("Where to save the conference")
        start = (folder or self.start_folder()) / f"{name}{SUFFIX}"
        if path := self._context.dialogs.file_to_save(self._window, question, start):
            made = self._host.try_open(lambda: Workspace.create(path, agenda(), self._context.env, pictures))
        else:
            made = False
            self._host.notice.show_message(self._words("The new conference was not saved."))
        if not made:  # what was typed or imported for it is not lost
            self._host.notice.offer(self._words("Save it…"), partial(self.create, title, agenda, pictures, folder))

    def open_sample(self) -> None:
        """Open a new copy of the sample at once, and offer to save it elsewhere."""
        said = self._words("This is a copy of the sample, to try things in.")
        self._open_example("trygghetnu", said, lambda: (self._context.sample(), {}))

    def open_full_example(self) -> None:
        """Open a new copy of the full example in the window's language, and offer to save it elsewhere."""
        from planner.commands.conference import full_example  # the window starts without it

        said = self._words("This is a copy of the full example, which is made up. One thing in it clashes.")
        code = self._words.language.code
        self._open_example("stad-efter-morkret", said, lambda: full_example(self._context.env.ids, code))

    def _open_example(self, name: str, said: str, made: Callable[[], tuple[Agenda, Mapping[str, bytes]]]) -> None:
        """Create a file among the samples from a conference and its pictures, open it, and show the notice ``said``."""
        env, words = self._context.env, self._words
        folder = env.data_folder / "samples" if env.data_folder else self.start_folder()
        names = (f"{name}{f'-{n}' if n > 1 else ''}{SUFFIX}" for n in count(1))
        path = next(path for name in names if not os.path.exists(path := folder / name))
        with suppress(OSError):  # the file cannot be made then, and that is told
            make_private_folder(folder)
        agenda, pictures = made()
        self._host.try_open(lambda: Workspace.create(path, agenda, env, pictures))
        if (page := self._host.page) and page.document.workspace.path == path:
            self._host.notice.show_message(said)
            self._host.notice.offer(words("Save it elsewhere…"), partial(self.save_copy, page, go_on_with_it=True))

    def new(self) -> None:
        """Ask for the title and dates of a new conference, create it and open it."""
        from ui.features.conferences.conference_dialogs import NewConferenceDialog  # the window starts without it

        dialog = NewConferenceDialog(self._context.presentation, self._context.env.clock().date(), self._window)
        if self._context.dialogs.run_dialog(dialog):
            self.create(dialog.title.text(), partial(dialog.make_conference, self._context.env.ids))

    def new_edition(self, page: PlannerPage) -> None:
        """Ask for the dates of the next edition, create it as a separate file and open it."""
        from ui.features.conferences.conference_dialogs import NextEditionDialog

        workspace = page.document.workspace
        dialog = NextEditionDialog(page.document, self._window)
        if not self._context.dialogs.run_dialog(dialog):
            return
        agenda = page.document.run_or_report(lambda: dialog.make_conference(self._context.env.ids))
        if agenda is None:
            return
        found = {picture: workspace.pictures.read(picture) for picture in picture_ids(agenda)}
        pictures = {picture: data for picture, data in found.items() if data is not None}
        self.create(agenda.conference.title, lambda: agenda, pictures)

    def show_versions(self, page: PlannerPage) -> None:
        """Show the dialog of kept plans; restoring from one is a single undo step, and is reported."""
        from ui.features.history.versions_dialog import PlanVersionsDialog  # the window starts without it

        dialog = PlanVersionsDialog(page.document, self._save_version, self._host.tell, self._window)
        if self._context.dialogs.run_dialog(dialog):
            report_last_change(self._host)

    def _save_version(self, version: Version) -> bool:
        """Ask for a path, write a kept version there as a file, and offer to open it; return whether it was written."""
        from planner.storage.versions import copy_conference

        start = version.of.with_name(f"{version.of.stem}-{version.made.date().isoformat()}{SUFFIX}")
        path = self._context.dialogs.file_to_save(self._window, self._words("Save this kept plan"), start)
        if path is None:
            return False
        try:
            copy_conference(version.path, path)
        except EstradError as error:
            self._host.tell(error)
            return False
        open_it = (self._words("Open it"), lambda: self._host.open_path(path))
        show_saved(self._host.notice, self._words, path, remedies=[open_it])
        return True

    def save_copy(self, page: PlannerPage, *, go_on_with_it: bool = False) -> None:
        """Ask for a path and write a copy of the conference there; with ``go_on_with_it``, open the copy."""
        workspace = page.document.workspace
        page.commit()
        name = self._words("{name}-copy").format(name=workspace.path.stem)
        start = workspace.path.with_name(f"{name}{SUFFIX}")
        path = self._context.dialogs.file_to_save(self._window, self._words("Save a copy"), start)
        missing: list[Text | None] = []
        if path and page.document.try_run(lambda: missing.append(workspace.save_copy(path))):
            if go_on_with_it:
                self._host.open_path(path, anew=True)
            sentences = [Text("Saved in {path}.", path=QDir.toNativeSeparators(str(path))), missing[0]]
            said = " ".join(self._words.say(sentence) for sentence in sentences if sentence)
            show_saved(self._host.notice, self._words, path, said)


def read_only_error(workspace: Workspace) -> EstradError:
    """Return the error to show when a read-only file is opened, or when something is to be imported into one."""
    path = workspace.path
    if workspace.source and workspace.source.holder:
        return workspace.guard.unwritable_error()
    return EstradError(
        Text("“{name}” is read-only here; you can look, print and save a copy.", name=path.name),
        Text("Save a copy in a folder of your own to change it."), file=path,
    )  # fmt: skip


class ImportActions:
    """Imports files and texts that were chosen, pasted or dropped in one window."""

    def __init__(
        self, window: QWidget, host: PageHost, context: WindowContext, files: FileCommands,
        imported: Callable[[Container[str]], object],
    ) -> None:  # fmt: skip
        """``imported`` is called after an import into the open conference, with the ids of the people before it."""
        self._window, self._host, self._context, self._files = window, host, context, files
        self._imported, self._words = imported, context.presentation.words

    def import_new(self, source: ImportSource | None = None) -> None:
        """Create a new conference from another program's file or a pasted table.

        If the source is a file, the conference is proposed beside it.
        """
        if not self._load_modules_with_progress():
            return
        from planner.incoming_file import file_name_patterns
        from ui.features.importing.import_commands import import_new

        context, before = self._context, self._host.page
        source = source or context.dialogs.source_to_open(
            self._window, self._files.start_folder(), file_name_patterns()
        )
        if source is None:
            return
        agenda = import_new(
            context.env, context.presentation, context.dialogs, self._window, self._host.tell, source, context.settings,
        )  # fmt: skip
        if agenda is not None:
            folder = source.parent if isinstance(source, Path) else None
            self._files.create(agenda.conference.title, lambda: agenda, folder=folder)
            if self._host.page is not before:
                self._offer_to_place({})

    def _load_modules_with_progress(self) -> bool:
        """Load the modules for importing in a thread, with progress; return False if that was cancelled."""
        if "ui.features.importing.import_commands" in sys.modules:
            return True
        from planner.background import in_thread
        from ui.kit.dialogs.progress import run_with_progress

        steps, said = in_thread(_load_import_modules), (self._words("Import"), self._words("The file is being read…"))
        return bool(run_with_progress(steps, self._context.dialogs, self._window, *said))

    def import_here(self) -> None:
        """Import into the open conference; on the start page, into a new one."""
        (self.run_import if self._host.page else self.import_new)()

    def run_import(self, source: ImportSource | None = None) -> None:
        """Ask for a file unless ``source`` is given, show what it would change, and import it into the conference."""
        if page := self._host.page:
            page.commit()
            if not self._load_modules_with_progress():
                return
            from ui.features.importing.import_commands import import_summary, run_import

            before, context = page.document.agenda, self._context
            names = page.places.shown == PEOPLE
            placing = run_import(page.document, context.dialogs, self._window, source, context.settings, names=names)
            if placing is not None and (step := page.document.workspace.history.last):
                versions = page.document.workspace.versions
                unkept = [self._words.say(versions.fault.problem)] if versions and versions.fault else []
                report_last_change(self._host, import_summary(step.change, self._words), *unkept)
                self._offer_to_place(before.sessions, at_once=placing)
                self._imported(before.people)

    def _offer_to_place(self, before: Container[str], *, at_once: bool = False) -> None:
        """Offer to place the imported sessions that have no time: those in the tray whose ids are not in ``before``.

        With ``at_once`` place them now, as was chosen with the import.
        """
        page = self._host.page
        waiting = [session.id for session in page.document.agenda.tray if session.id not in before] if page else []
        if page is None or not waiting:
            return
        from ui.features.sessions.session_commands import place_tray_sessions

        if at_once:
            place_tray_sessions(self._host, waiting)
            return
        if not self._host.notice.isVisible():
            waits = Plural("{n} session is not placed.", "{n} sessions are not placed.", len(waiting))
            self._host.notice.show_message(self._words.say(waits))
        self._host.notice.offer(self._words("Place all in order"), lambda: place_tray_sessions(self._host, waiting))

    def drop_hint(self, found: Sequence[ImportSource]) -> str:
        """Return the text shown while these sources are dragged, also over a read-only conference."""
        opens = self._host.page is None and _is_conference_file(found[0])
        return self._words("Drop it here to open it") if opens else self._words("Drop it here to import")

    def import_sources(self, found: Sequence[ImportSource]) -> None:
        """Import pasted or dropped sources; a read-only conference takes none, which is reported.

        With no conference open, only the first is used; if it is a conference file, it is opened.
        """
        page = self._host.page
        for source in found:
            if page is not None and not page.document.workspace.writable:
                self._host.tell(read_only_error(page.document.workspace))
            elif page is not None:
                self.run_import(source)
            elif _is_conference_file(source):
                self._host.open_path(source)
                return
            else:
                self.import_new(source)
                return


def _is_conference_file(source: ImportSource) -> TypeGuard[Path]:
    """Return whether a source is a file with the suffix of conferences."""
    return isinstance(source, Path) and source.suffix.lower() == SUFFIX


def _load_import_modules() -> bool:
    """Load the modules for importing, except the dialogs, which have to be loaded in the main thread."""
    from planner import incoming_file
    from planner.importing import planning
    from planner.importing.mapping import guessing
    from planner.tables import reading

    return all((incoming_file, planning, guessing, reading))
