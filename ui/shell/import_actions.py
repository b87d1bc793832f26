"""Importing by menu, paste and drop, with its hint: into the open conference, or as a new one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import TypeGuard

from PySide6.QtWidgets import QWidget

from planner.domain.text import Plural
from ui.kit.dialogs.dialog_service import SUFFIX
from ui.shell.file_commands import FileCommands, read_only_notice
from ui.shell.planner_page import PageHost
from ui.state.document import PEOPLE
from ui.state.open_window import WindowContext, report_done
from ui.state.transfer import ImportSource


class ImportActions:
    """Imports what was chosen, pasted or dropped in one window."""

    def __init__(
        self, window: QWidget, host: PageHost, context: WindowContext, files: FileCommands,
        imported: Callable[[Container[str]], object],
    ) -> None:  # fmt: skip
        """``imported`` is called after an import with the ids of the people who were there before."""
        self._window, self._host, self._context, self._files = window, host, context, files
        self._imported, self._words = imported, context.presentation.words

    def import_new(self, source: ImportSource | None = None) -> None:
        """Create a new conference from a list or a schedule of another program, to be saved beside its file."""
        if not self._can_import():
            return
        from planner.incoming_file import name_patterns
        from ui.features.importing.import_commands import import_new

        context, before = self._context, self._host.page
        source = source or context.dialogs.source_to_open(self._window, self._files.folder(), name_patterns())
        if source is None:
            return
        agenda = import_new(
            context.env, context.presentation, context.dialogs, self._window, self._host.tell, source, context.settings,
        )  # fmt: skip
        if agenda is not None:
            folder = source.parent if isinstance(source, Path) else None
            self._files.create(agenda.conference.title, lambda: agenda, folder=folder)
            if self._host.page is not before:
                self._offer_to_fill({})

    def _can_import(self) -> bool:
        """Load the modules for importing in a thread; return False if that was cancelled."""
        if "ui.features.importing.import_commands" in sys.modules:
            return True
        from planner.background import in_thread
        from ui.kit.dialogs.progress import run_with_progress

        steps, said = in_thread(_load_importing), (self._words("Import"), self._words("The file is being read…"))
        return bool(run_with_progress(steps, self._context.dialogs, self._window, *said))

    def import_here(self) -> None:
        """Import a file into the open conference, or make a new one of it on the start page."""
        (self.run_import if self._host.page else self.import_new)()

    def run_import(self, source: ImportSource | None = None) -> None:
        """Ask for a file (unless ``source`` is given), show what it would change, and import it."""
        if page := self._host.page:
            page.commit()
            if not self._can_import():
                return
            from ui.features.importing.import_commands import import_summary, run_import

            before, context = page.document.agenda, self._context
            names = page.places.shown == PEOPLE
            placing = run_import(page.document, context.dialogs, self._window, source, context.settings, names=names)
            if placing is not None and (step := page.document.workspace.history.last):
                versions = page.document.workspace.versions
                unkept = [self._words.say(versions.fault.problem)] if versions and versions.fault else []
                report_done(self._host, import_summary(step.change, self._words), *unkept)
                self._offer_to_fill(before.sessions, at_once=placing)
                self._imported(before.people)

    def _offer_to_fill(self, before: Container[str], *, at_once: bool = False) -> None:
        """Offer to place the imported sessions that have no time: those in the tray and not in ``before``.

        Place them ``at_once`` if that was chosen with the import.
        """
        page = self._host.page
        waiting = [session.id for session in page.document.agenda.tray if session.id not in before] if page else []
        if page is None or not waiting:
            return
        from ui.features.sessions.session_commands import fill

        if at_once:
            fill(self._host, waiting)
            return
        if not self._host.notice.isVisible():
            waits = Plural("{n} session is not placed.", "{n} sessions are not placed.", len(waiting))
            self._host.notice.show_message(self._words.say(waits))
        self._host.notice.offer(self._words("Place all in order"), lambda: fill(self._host, waiting))

    def drop_hint(self, found: Sequence[ImportSource]) -> str:
        """Return what a drop does, as ``import_sources`` would do it."""
        opens = self._host.page is None and _is_ours(found[0])
        return self._words("Drop it here to open it") if opens else self._words("Drop it here to import")

    def import_sources(self, found: Sequence[ImportSource]) -> None:
        """Import what was pasted or dropped, but open a conference file if no conference is open."""
        page = self._host.page
        for source in found:
            if page is not None and not page.document.workspace.writable:
                self._host.tell(read_only_notice(page.document.workspace))
            elif page is not None:
                self.run_import(source)
            elif _is_ours(source):
                self._host.open_path(source)
                return
            else:
                self.import_new(source)
                return


def _is_ours(source: ImportSource) -> TypeGuard[Path]:
    """Return whether the source is a file with the suffix of conferences."""
    return isinstance(source, Path) and source.suffix.lower() == SUFFIX


def _load_importing() -> bool:
    """Load the modules for importing, except the dialogs, which belong to the main thread."""
    from planner import incoming_file
    from planner.importing import planning, source_registry
    from planner.importing.mapping import guessing
    from planner.tables import reading

    return all((incoming_file, planning, source_registry, guessing, reading))
