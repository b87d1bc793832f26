"""The main window: the open conference or the start page, with menus, commands on files and notices."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from planner.commands.timeline import set_pinned
from planner.disk import is_same_file
from planner.domain.clock_change import conference_zone
from planner.domain.published_files import unfinished_files
from planner.domain.text import EstradError, FileMoved, Pinned, Plural, Text
from planner.rules.hours import UNKNOWN_TIME_ZONE
from planner.wording import Wording
from planner.workspace import Workspace, open_or_read
from ui.features.people.people_commands import PeopleCommands
from ui.kit.widgets.notice_bar import NoticeBar, Remedy
from ui.kit.widgets.plain_widgets import column, escape_window_title
from ui.shell.conference_commands import ConferenceCommands, open_about, presentation_handlers, show_help
from ui.shell.file_commands import FileCommands, ImportActions, read_only_error
from ui.shell.menus import TextFieldKeyFilter, fill_recent_menu, make_actions, make_menus, update_actions
from ui.shell.planner_page import TIME_ZONE, PlannerPage
from ui.shell.unsaved_changes import UnsavedChanges
from ui.state.command_table import FILE
from ui.state.document import Document
from ui.state.open_window import WindowContext, report_last_change
from ui.state.transfer import DropZone


def show_erasure_debt(notice: NoticeBar, workspace: Workspace, words: Wording) -> None:
    """Show what data of an erased person is still to be removed, if there is any and the conference can be written."""
    debt = workspace.debt
    if not (workspace.writable and debt.left):
        return

    def close() -> None:
        try:
            debt.record_paid(debt.left)
        except EstradError as error:
            notice.show_error(error)

    faults = dict.fromkeys(words.say(fault.problem) for fault in debt.faults)
    sentence = " ".join([*map(words.say, debt.notices()), *faults])
    notice.show_lasting(sentence, [(words("I have looked after it"), close)])


def show_unfinished_publishing(
    notice: NoticeBar, workspace: Workspace, words: Wording, finish: Callable[[], object]
) -> None:
    """Show that publishing was interrupted, if it was and the conference can be written; ``finish`` publishes again."""
    files = unfinished_files(workspace.releases.published()) if workspace.writable else ()
    if files:
        said = Plural(
            "Publishing version {version} was cut short: {n} file may still be as it was before.",
            "Publishing version {version} was cut short: {n} files may still be as they were before.",
            len(files),
            version=max(file.version for file in files),
        )
        notice.show_lasting(words.say(said), [(words("Publish again"), finish)])


USUAL, LEAST, FRAME = QSize(1366, 820), QSize(960, 560), QSize(16, 40)
"""Default and smallest size of the window in pixels, and an estimate of the space for the desktop's frame."""


class MainWindow(QMainWindow):
    """The main window, showing one conference or the start page."""

    presentation_requested = Signal(str, str)
    painted = Signal()
    conference_changed = Signal()
    """Emitted when another conference or the start page is shown."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._was_painted = False
        self.page: PlannerPage | None = None
        self._words = context.presentation.words
        self.setWindowTitle("Estrad")
        self._stack, inner = QStackedWidget(), QWidget()
        column(self._stack, inside=inner)
        self.setCentralWidget(inner)
        self.notice = NoticeBar(self._words, inner)
        self.unsaved_changes = UnsavedChanges(self, self, context.dialogs)
        self.people = PeopleCommands(self, self, context, self.unsaved_changes.may_leave, self.unsaved_changes.flush)
        self.files = FileCommands(self, self, context)
        self.imports = ImportActions(self, self, context, self.files, self.people.offer_duplicates)
        self.commands = ConferenceCommands(self, self, context.dialogs, context.settings, self.imports.import_sources)
        DropZone(self, self.imports.import_sources, self.imports.drop_hint)
        self.actions_by_name = make_actions(self, self._words, self._handlers())
        menus = make_menus(self, self._words, self.actions_by_name, self.menuBar().addMenu)
        self.recent = QMenu(self._words("Open &recent"), self)
        self.recent.aboutToShow.connect(self._fill_recent_menu)
        menus[FILE].insertMenu(self.actions_by_name["sample"], self.recent)
        for chosen in (f"scheme_{context.settings.scheme}", f"language_{context.settings.language}"):
            if chosen in self.actions_by_name:
                self.actions_by_name[chosen].setChecked(True)
        TextFieldKeyFilter(self)
        _restore_size(self, context.settings.geometry)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of all actions, by name.

        Those that leave the conference first ask about unsaved text.
        """
        files, saved = self.files, self.commands.run_on_committed_page
        leaving: dict[str, Callable[[], object]] = {
            "new": files.new, "open": files.open, "sample": files.open_sample, "full_example": files.open_full_example,
            "new_edition": partial(saved, files.new_edition), "import_new": self.imports.import_new,
            "close": self.close_conference,
        }  # fmt: skip
        return {
            **{name: self.unsaved_changes.guarded_handler(act) for name, act in leaving.items()},
            "open_beside": files.open_beside, "read_again": files.read_again,
            "edit_here": partial(self.commands.run_on_page, files.edit_here),
            "save_copy": partial(self.commands.run_on_page, files.save_copy),
            "plan_versions": partial(saved, files.show_versions), "quit": self.close,
            "import": self.imports.import_here, "help": partial(show_help, self, self._context),
            "about": partial(open_about, self, self._context),
            **presentation_handlers(self._context.settings, self.presentation_requested.emit),
            **self.commands.handlers(),
            **{name: partial(saved, act) for name, act in self.people.handlers().items()},
        }  # fmt: skip

    def _fill_recent_menu(self) -> None:
        opens = self.unsaved_changes.guarded_handler(self.open_path)
        fill_recent_menu(self.recent, self._words, self._context.settings.recent, opens)

    # pages ---------------------------------------------------------------------------------------------

    def _show_page(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        while self._stack.count() > 1:
            if old := self._stack.widget(0):
                self._stack.removeWidget(old)
                old.deleteLater()

    def show_start(self) -> None:
        from ui.features.conferences.start_page import StartPage  # the window starts without it, if with a file

        context = self._context
        page = StartPage(
            context.presentation,
            context.settings.all_recent_files,
            context.env.today(),
            self.actions_by_name,
            self.open_path,
            context.settings.remove_recent_file,
        )
        self.page = None
        self._show_page(page)
        page.take_keys()
        self.setWindowTitle("Estrad")
        self._update_actions()
        self.conference_changed.emit()

    def show_workspace(self, workspace: Workspace) -> None:
        """Show a conference that has just been opened."""
        document = Document(workspace, self._context.presentation, dialogs=self._context.dialogs)
        plan, page = document.plan, PlannerPage(document, self.actions_by_name, self._context.settings, self._stack)
        document.setParent(page)
        document.change_refused.connect(self.tell)
        document.remarked.connect(self._report_change)
        for news in (
            plan.changed, plan.selection_changed, plan.day_changed, plan.view_state.changed,
            document.drafts.refusal_changed, page.timeline.view.now.ticked,
        ):  # fmt: skip
            news.connect(self._update_actions)
        document.plan.changed.connect(self.notice.hide_unless_lasting)
        document.status_reported.connect(self.notice.show_message)
        document.delete_requested.connect(self.commands.delete)
        document.reschedule_requested.connect(self.commands.rescheduling.shift_following)
        self.notice.stay_above(page.status)
        _connect_bars(page, self.notice, self.commands)
        page.timeline.command_requested.connect(self.commands.do)
        page.timeline.drag_controller.asked.connect(self.commands.reschedule)
        page.tray.palette_chips.new_requested.connect(self.commands.sessions.add_session)
        page.places.menu_requested.connect(self.commands.show_context_menu)
        page.places.place_changed.connect(self._update_actions)
        page.status.unsaved.clicked.connect(self.unsaved_changes.show_first_field)
        page.watch.fault_found.connect(self._on_fault)
        if bar := page.reading_bar:
            bar.reader.failed.connect(self.tell)
            bar.reader.replaced.connect(lambda: self.open_path(workspace.path, anew=True))
        page.watch.start()
        self.page = page
        self.notice.hide()
        self._show_page(page)
        self.setWindowTitle(_window_title(workspace, self._words))
        self._context.settings.add_recent_file(workspace.path)
        self._update_actions()
        page.focus_and_restore_view(shown=self.isVisible())
        self._warn_of_limits(page)
        self.unsaved_changes.start_document(document)
        self.conference_changed.emit()

    def _warn_of_limits(self, page: PlannerPage) -> None:
        """Show a notice if the file is read-only, not just open elsewhere, or if the time zone is unknown here."""
        workspace = page.document.workspace
        if not (workspace.writable or (workspace.source and workspace.source.holder)):
            self.tell(read_only_error(workspace))
        elif not conference_zone(workspace.agenda):
            fault = next(iter(UNKNOWN_TIME_ZONE.check(workspace.agenda)))
            choose = (self._words("Choose a time zone"), lambda: page.show_field(*TIME_ZONE))
            self.notice.show_error(EstradError(fault.text), [choose])

    def _update_actions(self) -> None:
        update_actions(self.actions_by_name, self.page, self._words)

    def tell(self, error: EstradError) -> None:
        """Show an error, with buttons for remedies."""
        if isinstance(error, Pinned) and self.page:
            document, held = self.page.document, error.sessions
            unpin = (self._words("Unpin"), lambda: document.apply(lambda agenda: set_pinned(agenda, *held, on=False)))
            self.notice.show_message(self._words.say(error.problem), [unpin])
            return
        remedies: list[Remedy] = []
        if isinstance(error, FileMoved) and self.page:
            page, path = self.page, self.page.document.workspace.path
            remedies.append((self._words("Save a copy…"), lambda: self.files.save_copy(page, go_on_with_it=True)))
            if os.path.exists(path):
                remedies.append((self._words("Load the file"), lambda: self.files.reload_file(page)))
        self.notice.show_error(error, remedies)

    def _report_change(self, more: Text | None) -> None:
        """Report the last change, with the remark ``more``.

        Without a remark, a notice that the user must deal with stays.
        """
        if more or not self.notice.is_lasting:
            report_last_change(self, *([self._words.say(more)] if more else []))

    def _on_fault(self, fault: EstradError) -> None:
        if not self.notice.isVisible() or self.notice.passing.isActive():
            self.tell(fault)

    # files ---------------------------------------------------------------------------------------------

    def try_open(self, act: Callable[[], Workspace]) -> bool:
        """Show the conference that ``act`` opens and return True.

        If it raises ``EstradError``, show that and return False. The present conference then stays open.
        """
        try:
            workspace = act()
        except EstradError as error:
            self.tell(error)
            return False
        self.close_workspace()
        self.show_workspace(workspace)
        show_erasure_debt(self.notice, workspace, self._words)
        finish = partial(self.commands.publish, finish=True)
        show_unfinished_publishing(self.notice, workspace, self._words, lambda: self.commands.run_on_page(finish))
        return True

    def open_path(self, path: Path, *, anew: bool = False) -> bool:
        """Open a file and return whether this window shows it; with ``anew`` it is opened even if it is the open one.

        Otherwise, if another window of this account has it open, that window is raised instead.
        """
        current = self.page.document.workspace.path if self.page else None
        if current is not None and not anew and (path.absolute() == current.absolute() or is_same_file(path, current)):
            return True
        if not anew:
            if self._context.others.raise_window(path):
                return False
            return self.try_open(lambda: open_or_read(path, self._context.env))
        unsaved = self.unsaved_changes.texts()
        self.close_workspace()
        self.show_start()
        if opened := self.try_open(lambda: open_or_read(path, self._context.env)):
            self.unsaved_changes.restore_texts(unsaved)
        return opened

    def close_workspace(self) -> None:
        """Close the open file, after saving typed text unless the program is being forced to end."""
        if self.page:
            self.page.watch.stop()
            if self.page.reading_bar:
                self.page.reading_bar.reader.discard_newer()
            self.page.timeline.cancel()
            self.page.timeline_page.store_zoom_and_scroll()
            if not self.unsaved_changes.ending:
                self.page.commit()
            self.unsaved_changes.release(self.page.document)
            self.page.document.close()
            self.page = None

    def close_conference(self) -> None:
        self.notice.hide()
        self.close_workspace()
        self.show_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.unsaved_changes.may_leave():
            event.ignore()
            return
        self._context.settings.geometry = self.saveGeometry()
        self.close_workspace()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.page and not event.spontaneous():
            self.page.timeline_page.restore_zoom_and_scroll()


def _window_title(workspace: Workspace, words: Wording) -> str:
    """Return the window's title for an open conference."""
    name = workspace.path.name if workspace.writable else words("{name} (read only)").format(name=workspace.path.name)
    return escape_window_title(f"{name} – Estrad")


def _restore_size(window: QWidget, geometry: QByteArray | None) -> None:
    """Give the window its last size and position, or else the default size, within the screen."""
    window.resize(USUAL)
    if geometry:
        window.restoreGeometry(geometry)
    screen = QGuiApplication.screenAt(window.geometry().center()) or window.screen()
    most = screen.availableGeometry().size() - FRAME
    window.setMinimumSize(LEAST.boundedTo(most))
    if not window.isMaximized() and not window.isFullScreen():
        window.resize(window.size().boundedTo(most))


def _connect_bars(page: PlannerPage, notice: NoticeBar, commands: ConferenceCommands) -> None:
    """Connect the bars below the timeline, made when first needed, with the notice above them and the commands."""
    page.timeline_page.first_steps.strip_made.connect(notice.stay_above)
    for make_use in (notice.give_way_to_bar, commands.rescheduling.report_bar_changes):
        page.timeline_page.reschedule_bar_made.connect(make_use)
