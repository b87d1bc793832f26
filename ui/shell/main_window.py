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
from ui.features.people.people_commands import PeopleVerbs
from ui.kit.widgets.labels import unmarked, window_title
from ui.kit.widgets.notice_bar import Notice, Remedy
from ui.shell.command_state import possible
from ui.shell.conference_commands import Verbs
from ui.shell.file_commands import Files, read_only_notice
from ui.shell.menus import fill_menus, make_actions, with_key
from ui.shell.planner_page import PlannerPage
from ui.shell.text_keys import TextKeys
from ui.shell.unsaved_changes import Leaving
from ui.shell.view_commands import ticked
from ui.state.command_table import FILE, needs
from ui.state.document import Desk
from ui.state.fields.unsaved import label_of, shortened
from ui.state.open_window import say_done
from ui.state.pinning import all_pinned
from ui.state.transfer import DropZone
from ui.state.window_context import Surroundings

SCHEMES: tuple[str, ...] = ("system", "light", "dark")
USUAL, LEAST, FRAME = QSize(1366, 820), QSize(960, 560), QSize(16, 40)
"""Default and smallest size of the window in pixels, and an estimate of what the desktop's frame adds."""


class Window(QMainWindow):
    """The main window, which shows one conference or the start page."""

    dress_wanted = Signal(str, str)
    file_opened = Signal(Path)
    painted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._was_painted = False
        self.page: PlannerPage | None = None
        self._words = around.reader.words
        self.setWindowTitle("Estrad")
        self._stack, inner = QStackedWidget(), QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.setCentralWidget(inner)
        self.notice = Notice(self._words, inner)
        self.leaving = Leaving(self, self, around.ask)
        self.people = PeopleVerbs(self, self, around, self.leaving)
        self.files = Files(self, self, around, self.people.offer_duplicates)
        self.verbs = Verbs(self, self, around.ask, around.settings, self.files.bring)
        DropZone(self, self.files.bring)
        self.actions_by_name = make_actions(self, self._words, self._handlers())
        menus = fill_menus(self, self._words, self.actions_by_name, self.menuBar().addMenu)
        self._recent = QMenu(self._words("Open &recent"), self)
        menus[FILE].insertMenu(self.actions_by_name["sample"], self._recent)
        self._recent.aboutToShow.connect(self._fill_recent)
        for chosen in (f"scheme_{around.settings.scheme}", f"language_{around.settings.language}"):
            if chosen in self.actions_by_name:
                self.actions_by_name[chosen].setChecked(True)
        TextKeys(self)
        self._take_size()

    def _take_size(self) -> None:
        """Restore the last size of the window, else take the default, and never exceed the screen."""
        self.resize(USUAL)
        if geometry := self._around.settings.geometry:
            self.restoreGeometry(geometry)
        screen = QGuiApplication.screenAt(self.geometry().center()) or self.screen()
        most = screen.availableGeometry().size() - FRAME
        self.setMinimumSize(LEAST.boundedTo(most))
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(self.size().boundedTo(most))

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._around.settings.recent:
            opening = self._after_asking(partial(self.open_path, path))
            self._recent.addAction(unmarked(path.name)).triggered.connect(lambda _checked, act=opening: act())
        if self._recent.isEmpty():
            self._recent.addAction(self._words("No file yet")).setEnabled(False)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            **{name: self._after_asking(act) for name, act in self._leaves().items()},
            "save_copy": self.files.save_copy, "plan_versions": self.files.show_versions, "quit": self.close,
            "import": self.files.import_into,
            "keys": self._show_keys, "about": self._about, **self._dresses(), **self.verbs.handlers(),
            **self.people.handlers(),
            "rename": lambda: self.verbs.on_page(lambda page: page.rename()),
        }  # fmt: skip

    def _leaves(self) -> dict[str, Callable[[], object]]:
        """Return the handlers of the actions that leave the open conference, by name."""
        files = self.files
        return {
            "new": files.new, "open": files.open, "sample": files.open_sample, "new_edition": files.new_edition,
            "import_new": files.import_new, "close": self.close_conference,
        }  # fmt: skip

    def _after_asking(self, act: Callable[[], object]) -> Callable[[], object]:
        """Return a handler that asks first if something in the open conference is not saved."""
        return lambda: act() if self.leaving.may_leave() else None

    def _dresses(self) -> Mapping[str, Callable[[], object]]:
        """Return the handlers of the actions that choose a scheme or language, by name."""
        schemes = {f"scheme_{name}": partial(self._wear, scheme=name) for name in SCHEMES}
        languages = {f"language_{name}": partial(self._wear, language=name) for name in ("system", *LANGUAGES)}
        return schemes | languages

    def _wear(self, *, scheme: str = "", language: str = "") -> None:
        settings = self._around.settings
        self.dress_wanted.emit(scheme or settings.scheme, language or settings.language)

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
        page = StartPage(self._words, self._around.settings.recent)
        page.new_wanted.connect(self.files.new)
        page.open_wanted.connect(self.files.open)
        page.import_wanted.connect(lambda: self.files.import_new())
        page.sample_wanted.connect(self.files.open_sample)
        page.file_wanted.connect(self.open_path)
        self.page = None
        self._show(page)
        self.setWindowTitle("Estrad")
        self._enable()

    def adopt(self, workspace: Workspace) -> None:
        """Show a conference that was opened."""
        desk = Desk(workspace, self._around.reader, ask=self._around.ask)
        page = PlannerPage(desk, self.actions_by_name, self._around.settings, self._stack)
        desk.setParent(page)
        desk.trouble.connect(self.tell)
        desk.told.connect(lambda text: say_done(self, self._words.say(text)))
        desk.changed.connect(self._enable)
        desk.changed.connect(self.notice.settle)
        desk.selection_changed.connect(self._enable)
        desk.day_changed.connect(self._enable)
        desk.seeing.changed.connect(self._enable)
        page.watch.timeout.connect(self._watch)
        page.ripple_made.connect(self.notice.make_room_for)
        self.notice.stay_above(page.status)
        page.ripple_made.connect(self.verbs.rippling.attend)
        page.new_wanted.connect(self.verbs.sessions.add_session)
        page.verb_wanted.connect(self.verbs.do)
        desk.ripple_wanted.connect(self.verbs.rippling.follow)
        page.menu_wanted.connect(self.verbs.show_menu)
        page.delete_wanted.connect(self.verbs.delete)
        page.import_wanted.connect(lambda: self.files.import_into())
        desk.drafts.refusal_changed.connect(self._enable)
        desk.said.connect(self.notice.settle)
        page.unsaved_wanted.connect(self.leaving.show)
        page.watch.start()
        self.page = page
        self.notice.hide()
        self._show(page)
        self.setWindowTitle(window_title(f"{workspace.path.name} – Estrad"))
        self._around.settings.remember(workspace.path)
        self._enable()
        page.timeline.setFocus()
        if not workspace.writable:
            self.tell(read_only_notice(workspace.path))
        self.leaving.attend(desk)
        self.file_opened.emit(workspace.path)

    def _enable(self) -> None:
        """Enable, check and name the actions for the current state, undo and redo with what they would do."""
        page, met = self.page, possible(self.page)
        for name, action in self.actions_by_name.items():
            action.setEnabled(met[needs(name)])
        for name, on in ticked(page).items():
            self.actions_by_name[name].setChecked(on)
        free = page is not None and all_pinned(page.desk)
        pin_words = self._words("Un&pin") if free else self._words("&Pin to its time")
        self.actions_by_name["pin"].setText(with_key("pin", pin_words))
        workspace = page.desk.workspace if page else None
        refused = self._refused_label()
        for name, label, bare in (
            ("undo", refused or (workspace.undoable if workspace else None), self._words("&Undo")),
            ("redo", workspace.redoable if workspace else None, self._words("&Redo")),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(met["change"] and label is not None)
            action.setText(f"{bare} {unmarked(self._words.say(label))}" if label else bare)

    def _refused_label(self) -> Text | None:
        """Return a label for the refused text that undo would take back, or None."""
        spot = self.page.desk.drafts.refused if self.page else None
        draft = self.page.desk.drafts.at(spot) if self.page and spot else None
        if not (self.page and spot and draft):
            return None
        return Text("“{text}” in {field}", text=shortened(draft.text), field=label_of(self.page.desk, spot))

    def tell(self, error: EstradError) -> None:
        """Show an error, with buttons for what can be done about it."""
        if isinstance(error, Pinned) and self.page:
            desk, held = self.page.desk, error.sessions
            unpin = (self._words("Unpin"), lambda: desk.perform(lambda agenda: pin(agenda, *held, on=False)))
            self.notice.say(self._words.say(error.problem), [unpin])
            return
        remedies: list[Remedy] = []
        if isinstance(error, FileMoved) and self.page:
            path = self.page.desk.workspace.path
            remedies.append((self._words("Save a copy…"), lambda: self.files.save_copy(go_on_with_it=True)))
            if os.path.exists(path):
                remedies.append((self._words("Load the file"), self.files.load_again))
        self.notice.tell(error, remedies)

    def _watch(self) -> None:
        """Check that the file is still ours, and keep a version of the plan once a day while no mouse button is held.

        Called every second.
        """
        if not self.page:
            return
        workspace = self.page.desk.workspace
        workspace.use_pause()
        if workspace.versions and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.page.desk.dare(workspace.versions.keep_day)
        if not self.notice.isVisible() and (fault := workspace.file_fault()):
            self.tell(fault)

    # files ---------------------------------------------------------------------------------------------

    def dare(self, act: Callable[[], Workspace]) -> bool:
        """Open the workspace that ``act`` returns; if it raises ``EstradError``, say so and keep what is open."""
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
        current = self.page.desk.workspace.path if self.page else None
        if current is not None and not anew and path.absolute() == current.absolute():
            return True
        if not anew:
            return self.dare(lambda: Workspace.open(path, self._around.env))
        unsaved = self.leaving.texts()
        self.close_workspace()
        self.show_start()
        opened = self.dare(lambda: Workspace.open(path, self._around.env))
        if opened:
            self.leaving.go_on_with(unsaved)
        return opened

    def close_workspace(self) -> None:
        """Close the open file, after saving what was typed unless the program is being ended."""
        if self.page:
            self.page.watch.stop()
            self.page.timeline.cancel()
            if not self.leaving.ending:
                self.page.commit()
            self.leaving.release(self.page.desk)
            self.page.desk.close()
            self.page = None

    def close_conference(self) -> None:
        """Close the conference and show the start page."""
        self.notice.hide()
        self.close_workspace()
        self.show_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_leave():
            event.ignore()
            return
        self._around.settings.geometry = self.saveGeometry()
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
            self.page.timeline.scroll_to_minute(self.page.desk.day.opens)

    # help ----------------------------------------------------------------------------------------------

    def _show_keys(self) -> None:
        from ui.features.help.keys_dialog import Keys

        self._around.ask.dialog(Keys(self._words, self))

    def _about(self) -> None:
        text = self._words(
            "Estrad plans conferences: people, sessions, rooms and days in one local file. "
            "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
        )
        self._around.ask.tell(self, self._words("About Estrad"), text)
