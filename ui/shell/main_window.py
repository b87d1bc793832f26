"""The main window: menus, and the start page or an open conference."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.commands.timeline import pin
from planner.domain.errors import EstradError, FileMoved, Pinned
from planner.domain.text import Text
from planner.wording import LANGUAGES
from planner.workspace import Workspace
from ui.features.conferences.start_page import StartPage
from ui.features.people.people_commands import PeopleCommands
from ui.kit.widgets.labels import escape_mnemonic, window_title
from ui.kit.widgets.notice_bar import NoticeBar, Remedy
from ui.shell.command_state import met_needs
from ui.shell.conference_commands import ConferenceCommands
from ui.shell.file_commands import FileCommands, read_only_notice
from ui.shell.menus import fill_menus, make_actions, with_key
from ui.shell.planner_page import PlannerPage
from ui.shell.text_keys import TextKeys
from ui.shell.unsaved_changes import UnsavedChanges
from ui.shell.view_commands import checked_commands
from ui.state.command_table import FILE, need_of
from ui.state.document import Document
from ui.state.fields.unsaved import label_of, shortened
from ui.state.open_window import report_done
from ui.state.pinning import all_pinned
from ui.state.transfer import DropZone
from ui.state.window_context import WindowContext

SCHEMES: tuple[str, ...] = ("system", "light", "dark")
USUAL, LEAST, FRAME = QSize(1366, 820), QSize(960, 560), QSize(16, 40)
"""Default and smallest size of the window in pixels, and an estimate of what the desktop's frame adds."""


class MainWindow(QMainWindow):
    """The main window, which shows one conference or the start page."""

    presentation_requested = Signal(str, str)
    file_opened = Signal(Path)
    painted = Signal()

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._was_painted = False
        self.page: PlannerPage | None = None
        self._words = context.presentation.words
        self.setWindowTitle("Estrad")
        self._stack, inner = QStackedWidget(), QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.setCentralWidget(inner)
        self.notice = NoticeBar(self._words, inner)
        self.unsaved_changes = UnsavedChanges(self, self, context.dialogs)
        self.people = PeopleCommands(self, self, context, self.unsaved_changes)
        self.files = FileCommands(self, self, context, self.people.offer_duplicates)
        self.commands = ConferenceCommands(self, self, context.dialogs, context.settings, self.files.import_sources)
        DropZone(self, self.files.import_sources)
        self.actions_by_name = make_actions(self, self._words, self._handlers())
        menus = fill_menus(self, self._words, self.actions_by_name, self.menuBar().addMenu)
        self._recent = QMenu(self._words("Open &recent"), self)
        menus[FILE].insertMenu(self.actions_by_name["sample"], self._recent)
        self._recent.aboutToShow.connect(self._fill_recent)
        for chosen in (f"scheme_{context.settings.scheme}", f"language_{context.settings.language}"):
            if chosen in self.actions_by_name:
                self.actions_by_name[chosen].setChecked(True)
        TextKeys(self)
        self._take_size()

    def _take_size(self) -> None:
        """Restore the last size of the window, or else use the default, and never exceed the screen."""
        self.resize(USUAL)
        if geometry := self._context.settings.geometry:
            self.restoreGeometry(geometry)
        screen = QGuiApplication.screenAt(self.geometry().center()) or self.screen()
        most = screen.availableGeometry().size() - FRAME
        self.setMinimumSize(LEAST.boundedTo(most))
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(self.size().boundedTo(most))

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._context.settings.recent:
            opening = self._after_asking(partial(self.open_path, path))
            self._recent.addAction(escape_mnemonic(path.name)).triggered.connect(lambda _checked, act=opening: act())
        if self._recent.isEmpty():
            self._recent.addAction(self._words("No file yet")).setEnabled(False)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            **{name: self._after_asking(act) for name, act in self._leaving_handlers().items()},
            "save_copy": self.files.save_copy, "plan_versions": self.files.show_versions, "quit": self.close,
            "import": self.files.import_into,
            "keys": self._show_keys, "about": self._about, **self._presentation_handlers(), **self.commands.handlers(),
            **self.people.handlers(),
        }  # fmt: skip

    def _leaving_handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of the actions that leave the open conference, by name."""
        files = self.files
        return {
            "new": files.new, "open": files.open, "sample": files.open_sample, "new_edition": files.new_edition,
            "import_new": files.import_new, "close": self.close_conference,
        }  # fmt: skip

    def _after_asking(self, act: Callable[[], object]) -> Callable[[], object]:
        """Return a handler that first asks for confirmation if something in the open conference is unsaved."""
        return lambda: act() if self.unsaved_changes.may_leave() else None

    def _presentation_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return the handlers of the actions that choose a scheme or language, by name."""
        schemes = {f"scheme_{name}": partial(self._request_presentation, scheme=name) for name in SCHEMES}
        languages = {
            f"language_{name}": partial(self._request_presentation, language=name) for name in ("system", *LANGUAGES)
        }
        return schemes | languages

    def _request_presentation(self, *, scheme: str = "", language: str = "") -> None:
        settings = self._context.settings
        self.presentation_requested.emit(scheme or settings.scheme, language or settings.language)

    # pages ---------------------------------------------------------------------------------------------

    def _show(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        while self._stack.count() > 1:
            if old := self._stack.widget(0):
                self._stack.removeWidget(old)
                old.deleteLater()

    def show_start(self) -> None:
        """Show the start page."""
        page = StartPage(self._words, self._context.settings.recent)
        page.new_requested.connect(self.files.new)
        page.open_requested.connect(self.files.open)
        page.import_requested.connect(lambda: self.files.import_new())
        page.sample_requested.connect(self.files.open_sample)
        page.file_requested.connect(self.open_path)
        self.page = None
        self._show(page)
        self.setWindowTitle("Estrad")
        self._enable()

    def adopt(self, workspace: Workspace) -> None:
        """Show a conference that was opened."""
        document = Document(workspace, self._context.presentation, dialogs=self._context.dialogs)
        page = PlannerPage(document, self.actions_by_name, self._context.settings, self._stack)
        document.setParent(page)
        document.change_refused.connect(self.tell)
        document.remarked.connect(lambda text: report_done(self, self._words.say(text)))
        document.changed.connect(self._enable)
        document.changed.connect(self.notice.expire)
        document.selection_changed.connect(self._enable)
        document.day_changed.connect(self._enable)
        document.view_state.changed.connect(self._enable)
        page.watch.timeout.connect(self._check_file)
        page.reschedule_bar_made.connect(self.notice.make_room_for)
        self.notice.stay_above(page.status)
        page.reschedule_bar_made.connect(self.commands.rescheduling.follow_bar)
        page.new_requested.connect(self.commands.sessions.add_session)
        page.command_requested.connect(self.commands.do)
        document.reschedule_requested.connect(self.commands.rescheduling.follow)
        page.menu_requested.connect(self.commands.show_menu)
        page.delete_requested.connect(self.commands.delete)
        page.import_requested.connect(lambda: self.files.import_into())
        document.drafts.refusal_changed.connect(self._enable)
        document.status_reported.connect(self.notice.expire)
        page.unsaved_requested.connect(self.unsaved_changes.show)
        page.watch.start()
        self.page = page
        self.notice.hide()
        self._show(page)
        self.setWindowTitle(window_title(f"{workspace.path.name} – Estrad"))
        self._context.settings.remember(workspace.path)
        self._enable()
        page.timeline.setFocus()
        if not workspace.writable:
            self.tell(read_only_notice(workspace.path))
        self.unsaved_changes.follow_document(document)
        self.file_opened.emit(workspace.path)

    def _enable(self) -> None:
        """Enable, check and name the actions for the current state, undo and redo with what they would do."""
        page, met = self.page, met_needs(self.page)
        for name, action in self.actions_by_name.items():
            action.setEnabled(met[need_of(name)])
        for name, on in checked_commands(page).items():
            self.actions_by_name[name].setChecked(on)
        free = page is not None and all_pinned(page.document)
        pin_words = self._words("Un&pin") if free else self._words("&Pin to its time")
        self.actions_by_name["pin"].setText(with_key("pin", pin_words))
        workspace = page.document.workspace if page else None
        refused = self._refused_label()
        for name, label, bare in (
            ("undo", refused or (workspace.history.undoable if workspace else None), self._words("&Undo")),
            ("redo", workspace.history.redoable if workspace else None, self._words("&Redo")),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(met["change"] and label is not None)
            action.setText(f"{bare} {escape_mnemonic(self._words.say(label))}" if label else bare)

    def _refused_label(self) -> Text | None:
        """Return a label for the refused text that undo would discard, or None if there is none."""
        spot = self.page.document.drafts.refused if self.page else None
        draft = self.page.document.drafts.at(spot) if self.page and spot else None
        if not (self.page and spot and draft):
            return None
        return Text("“{text}” in {field}", text=shortened(draft.text), field=label_of(self.page.document, spot))

    def tell(self, error: EstradError) -> None:
        """Show an error, with buttons for what can be done about it."""
        if isinstance(error, Pinned) and self.page:
            document, held = self.page.document, error.sessions
            unpin = (self._words("Unpin"), lambda: document.apply(lambda agenda: pin(agenda, *held, on=False)))
            self.notice.show_message(self._words.say(error.problem), [unpin])
            return
        remedies: list[Remedy] = []
        if isinstance(error, FileMoved) and self.page:
            path = self.page.document.workspace.path
            remedies.append((self._words("Save a copy…"), lambda: self.files.save_copy(go_on_with_it=True)))
            if os.path.exists(path):
                remedies.append((self._words("Load the file"), self.files.load_again))
        self.notice.show_error(error, remedies)

    def _check_file(self) -> None:
        """Check that the file is still ours, and keep a version of the plan once a day while no mouse button is held.

        Called every second.
        """
        if not self.page:
            return
        workspace = self.page.document.workspace
        workspace.guard.contents.take_digest()
        if workspace.versions and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.page.document.try_run(workspace.versions.keep_day)
        if not self.notice.isVisible() and (fault := workspace.guard.fault()):
            self.tell(fault)

    # files ---------------------------------------------------------------------------------------------

    def try_open(self, act: Callable[[], Workspace]) -> bool:
        """Open the workspace that ``act`` returns; on ``EstradError``, show the error and keep the current one."""
        try:
            workspace = act()
        except EstradError as error:
            self.tell(error)
            return False
        self.close_workspace()
        self.adopt(workspace)
        return True

    def open_path(self, path: Path, *, anew: bool = False) -> bool:
        """Open a file, with ``anew`` even if it has the path of the open one, and return whether it could be opened."""
        current = self.page.document.workspace.path if self.page else None
        if current is not None and not anew and path.absolute() == current.absolute():
            return True
        if not anew:
            return self.try_open(lambda: Workspace.open(path, self._context.env))
        unsaved = self.unsaved_changes.texts()
        self.close_workspace()
        self.show_start()
        opened = self.try_open(lambda: Workspace.open(path, self._context.env))
        if opened:
            self.unsaved_changes.restore_in_copy(unsaved)
        return opened

    def close_workspace(self) -> None:
        """Close the open file, after saving what was typed unless the program is being ended."""
        if self.page:
            self.page.watch.stop()
            self.page.timeline.cancel()
            if not self.unsaved_changes.ending:
                self.page.commit()
            self.unsaved_changes.release(self.page.document)
            self.page.document.close()
            self.page = None

    def close_conference(self) -> None:
        """Close the conference and show the start page."""
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
        if self.page:
            self.page.timeline.scroll_to_minute(self.page.document.day.opens)

    # help ----------------------------------------------------------------------------------------------

    def _show_keys(self) -> None:
        from ui.features.help.keys_dialog import KeysDialog

        self._context.dialogs.dialog(KeysDialog(self._words, self))

    def _about(self) -> None:
        text = self._words(
            "Estrad plans conferences: people, sessions, rooms and days in one local file. "
            "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
        )
        self._context.dialogs.tell(self, self._words("About Estrad"), text)
