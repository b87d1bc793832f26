"""The window: menus, the start page or an open conference, and what the menus do."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QStandardPaths, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.commands.conference import new_conference
from planner.commands.sessions import add_session, delete_session, duplicate_session
from planner.commands.timeline import unplace
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.errors import EstradError, FileMoved
from planner.domain.text import N_, Text
from planner.storage.faults import file_moved
from planner.wording import LANGUAGES
from planner.workspace import Edge, Workspace
from ui.actions import FILE, VIEW, fill_menus, make_actions, needs
from ui.ask import SUFFIX, Ask
from ui.desk import Desk, Reader
from ui.labels import unmarked
from ui.notice import Notice, Remedy
from ui.panels.fields import LANGUAGE_NAMES
from ui.planner_page import PlannerPage
from ui.settings import Settings
from ui.start import StartPage

SCHEMES: tuple[tuple[str, str], ...] = (("system", N_("&System")), ("light", N_("&Light")), ("dark", N_("&Dark")))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a window is given: the edge of the planner, the sample, who reads it, what it remembers, whom it asks."""

    edge: Edge
    sample: Callable[[], Agenda]
    reader: Reader
    settings: Settings
    ask: Ask


class Window(QMainWindow):
    """One window, with one conference or the start page."""

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
        self.resize(1366, 820)
        self.setMinimumSize(960, 560)
        self.actions_by_name = make_actions(self, self._words, self._handlers())
        menus = fill_menus(self, self._words, self.actions_by_name, self.menuBar().addMenu)
        self._recent = QMenu(self._words("Open &recent"), self)
        menus[FILE].insertMenu(self.actions_by_name["sample"], self._recent)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add_choices(menus)
        self._stack = QStackedWidget()
        self.notice = Notice(self._words, self)
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._stack, 1)
        box.addWidget(self.notice)
        inner = QWidget()
        inner.setLayout(box)
        self.setCentralWidget(inner)
        if geometry := around.settings.geometry:
            self.restoreGeometry(geometry)

    def _add_choices(self, menus: dict[str, QMenu]) -> None:
        settings, view = self._around.settings, menus[VIEW]
        schemes, languages = view.addMenu(self._words("Co&lours")), view.addMenu(self._words("&Language"))
        group = QActionGroup(self)
        for name, text in SCHEMES:
            action = schemes.addAction(self._words(text))
            action.setCheckable(True)
            action.setChecked(settings.scheme == name)
            action.triggered.connect(lambda _checked, n=name: self.dress_wanted.emit(n, settings.language))
            group.addAction(action)
        group = QActionGroup(self)
        for name in ("system", *LANGUAGES):
            action = languages.addAction(LANGUAGE_NAMES.get(name) or self._words("&System"))
            action.setCheckable(True)
            action.setChecked(settings.language == name)
            action.triggered.connect(lambda _checked, n=name: self.dress_wanted.emit(settings.scheme, n))
            group.addAction(action)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._around.settings.recent:
            self._recent.addAction(unmarked(path.name)).triggered.connect(lambda _checked, p=path: self.open_path(p))
        if self._recent.isEmpty():
            self._recent.addAction(self._words("No file yet")).setEnabled(False)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self.new, "open": self.open, "sample": self.open_sample, "save_copy": self.save_copy,
            "close": self.close_conference, "quit": self.close, "undo": self._undo, "redo": self._redo,
            "find": lambda: self._with(lambda page: page.tray.search.setFocus()),
            "select_all": lambda: self._with(lambda page: page.timeline.selectAll()),
            "zoom_in": lambda: self._with(lambda page: page.timeline.zoom(1.25)),
            "zoom_out": lambda: self._with(lambda page: page.timeline.zoom(0.8)),
            "fit": lambda: self._with(lambda page: page.timeline.fit()),
            "next_day": lambda: self._with(lambda page: page.turn_day(1)),
            "previous_day": lambda: self._with(lambda page: page.turn_day(-1)),
            "problems": lambda: self._with(lambda page: page.toggle_problems()),
            "conference": lambda: self._with(lambda page: page.show_conference()),
            "add": self._add, "duplicate": self._duplicate,
            "edit": lambda: self._with(lambda page: page.inspector.edit()),
            "move": self._move, "unplace": self._unplace, "delete": self._delete,
            "send": self.send, "print": self.print_programme, "keys": self._show_keys, "about": self._about,
        }  # fmt: skip

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
        page.new_wanted.connect(self.new)
        page.open_wanted.connect(self.open)
        page.sample_wanted.connect(self.open_sample)
        page.file_wanted.connect(self.open_path)
        self.page = None
        self._show(page)
        self.setWindowTitle("Estrad")
        self._enable()

    def _adopt(self, workspace: Workspace) -> None:
        """Show a conference that was opened."""
        desk = Desk(workspace, self._around.reader)
        page = PlannerPage(desk, self.actions_by_name)
        desk.setParent(page)
        desk.trouble.connect(self.tell)
        desk.changed.connect(self._enable)
        desk.changed.connect(self.notice.settle)
        desk.selection_changed.connect(self._enable)
        page.watch.timeout.connect(self._watch)
        page.tray.new_wanted.connect(self._add)
        page.timeline.menu_wanted.connect(self._show_menu)
        page.watch.start()
        self.page = page
        self.notice.hide()
        self._show(page)
        self.setWindowTitle(f"{workspace.path.name} – Estrad")
        self._around.settings.remember(workspace.path)
        self._enable()
        page.timeline.setFocus()
        if not workspace.writable:
            self.tell(read_only_notice(workspace.path))
        self.file_opened.emit(workspace.path)

    def _with(self, act: Callable[[PlannerPage], object]) -> None:
        if self.page:
            act(self.page)

    def _enable(self) -> None:
        """What can be done now, and what undo would undo by name."""
        page = self.page
        writable = page is not None and page.desk.workspace.writable
        allowed = {"": True, "file": page is not None, "change": writable}
        for name, action in self.actions_by_name.items():
            action.setEnabled(allowed[needs(name)])
        session = page.session if page else None
        for name in ("duplicate", "edit", "move", "delete"):
            self.actions_by_name[name].setEnabled(writable and session is not None)
        self.actions_by_name["unplace"].setEnabled(writable and session is not None and session.placement is not None)
        workspace = page.desk.workspace if page else None
        for name, label, bare in (
            ("undo", workspace.undoable if workspace else None, self._words("&Undo")),
            ("redo", workspace.redoable if workspace else None, self._words("&Redo")),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(writable and label is not None)
            action.setText(f"{bare} {unmarked(self._words.say(label))}" if label else bare)

    def tell(self, error: EstradError) -> None:
        """Say what the world refused, with what one can do about it."""
        remedies: list[Remedy] = []
        if isinstance(error, FileMoved) and self.page:
            path = self.page.desk.workspace.path
            remedies.append((self._words("Save a copy…"), lambda: self.save_copy(go_on_with_it=True)))
            if os.path.exists(path):
                remedies.append((self._words("Load the file"), lambda: self.open_path(path, anew=True)))
        self.notice.tell(error, remedies)

    def _watch(self) -> None:
        """Once a second: is the file still ours?"""
        if self.page and not self.page.desk.workspace.same_file and not self.notice.isVisible():
            self.tell(file_moved(self.page.desk.workspace.path))

    def _show_menu(self, point: QPoint) -> None:
        if self.page and self.page.session:
            menu = QMenu(self)
            menu.addActions([self.actions_by_name[name] for name in ("edit", "move", "unplace", "duplicate", "delete")])
            menu.popup(point)

    # files ---------------------------------------------------------------------------------------------

    def _dare(self, act: Callable[[], Workspace]) -> bool:
        """Open something; if the world refuses it, say so and keep what is open."""
        try:
            workspace = act()
        except EstradError as error:
            self.tell(error)
            return False
        self._close_workspace()
        self._adopt(workspace)
        return True

    def _folder(self) -> Path:
        recent = self._around.settings.recent
        if recent:
            return recent[0].parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or ".")

    def open_path(self, path: Path, *, anew: bool = False) -> bool:
        """Open a file; ``anew`` also if it has the name of the open one. Whether it could be opened."""
        current = self.page.desk.workspace.path if self.page else None
        if current is not None and not anew and path.absolute() == current.absolute():
            return True
        if anew:
            self._close_workspace()
            self.show_start()
        return self._dare(lambda: Workspace.open(path, self._around.edge))

    def open(self) -> None:
        """Ask for a file and open it."""
        if path := self._around.ask.file_to_open(self, self._folder()):
            self.open_path(path)

    def _create(self, name: str, agenda: Callable[[], Agenda]) -> None:
        title = self._words("Where shall the conference lie?")
        if path := self._around.ask.file_to_save(self, title, self._folder() / f"{name}{SUFFIX}"):
            self._dare(lambda: Workspace.create(path, agenda(), self._around.edge))

    def open_sample(self) -> None:
        """Make the sample where the person wants it, and open it."""
        self._create("trygghetnu", self._around.sample)

    def new(self) -> None:
        """Ask what the new conference is, make it and open it."""
        from ui.dialogs.new_conference import NewConference

        dialog = NewConference(self._words, self._around.edge.clock().date(), self)
        if not self._around.ask.dialog(dialog):
            return
        wanted = dialog.wanted
        name = " ".join("".join(c for c in wanted.title if c.isalnum() or c in " -_").split()) or "conference"
        self._create(
            name,
            lambda: new_conference(
                self._around.edge.ids, title=wanted.title, first=wanted.first,
                last=wanted.first + timedelta(days=wanted.days - 1), rooms=wanted.rooms, venue=wanted.venue,
                language=wanted.language,
                timezone=wanted.timezone,
            ),
        )  # fmt: skip

    def save_copy(self, *, go_on_with_it: bool = False) -> None:
        """Ask for a name and write the whole conference there."""
        if self.page:
            workspace = self.page.desk.workspace
            self.page.inspector.commit()
            start = workspace.path.with_name(f"{workspace.path.stem}-copy{SUFFIX}")
            path = self._around.ask.file_to_save(self, self._words("Save a copy"), start)
            if path and self.page.desk.dare(lambda: workspace.save_copy(path)) and go_on_with_it:
                self.open_path(path, anew=True)

    def _close_workspace(self) -> None:
        if self.page:
            self.page.watch.stop()
            self.page.timeline.cancel()
            self.page.inspector.commit()
            self.page.desk.close()
            self.page = None

    def close_conference(self) -> None:
        """Go back to the start page. Everything is saved."""
        self.notice.hide()
        self._close_workspace()
        self.show_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._around.settings.geometry = self.saveGeometry()
        self._close_workspace()
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

    # changes -------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        self._step(lambda workspace: workspace.undo())

    def _redo(self) -> None:
        self._step(lambda workspace: workspace.redo())

    def _step(self, act: Callable[[Workspace], Change | None]) -> None:
        if self.page:
            self.page.timeline.cancel()
            self.page.inspector.commit()
            desk = self.page.desk
            desk.dare(lambda: act(desk.workspace))

    def _add(self) -> None:
        if self.page:
            desk, new_id = self.page.desk, self.page.desk.workspace.new_id()
            title = desk.workspace.wording("New session")
            if desk.perform(lambda agenda: add_session(agenda, new_id, title=title)):
                desk.select((new_id,))
                self.page.inspector.edit()

    def _duplicate(self) -> None:
        if self.page and self.page.session:
            desk, sid, new_id = self.page.desk, self.page.session.id, self.page.desk.workspace.new_id()
            if desk.perform(lambda agenda: duplicate_session(agenda, sid, new_id)):
                desk.select((new_id,))

    def _move(self) -> None:
        if self.page and self.page.session:
            self.page.timeline.grab_by_keys(self.page.session)

    def _unplace(self) -> None:
        if self.page:
            selected = self.page.desk.selected
            self.page.desk.perform(lambda agenda: unplace(agenda, *selected))

    def _delete(self) -> None:
        if self.page and self.page.session:
            sid = self.page.session.id
            self.page.desk.perform(lambda agenda: delete_session(agenda, sid))

    # products ------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Show what attendees will see changed, ask for a file and write the calendar."""
        if self.page:
            self.page.inspector.commit()
            from ui.products import send_calendar

            send_calendar(self.page.desk, self._around.ask, self._around.settings, self)

    def print_programme(self) -> None:
        """Show the programme sheet as it will be printed."""
        if self.page:
            self.page.inspector.commit()
            from ui.products import print_programme

            print_programme(self.page.desk, self._around.ask, self)

    def _show_keys(self) -> None:
        from ui.dialogs.help import Keys

        self._around.ask.dialog(Keys(self._words, self))

    def _about(self) -> None:
        text = self._words(
            "Estrad plans conferences: people, sessions, rooms and days in one local file. "
            "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
        )
        self._around.ask.tell(self, self._words("About Estrad"), text)


def read_only_notice(path: Path) -> EstradError:
    """What is said when a file opens that cannot be changed."""
    return EstradError(
        Text("“{name}” is read-only here; you can look, print and save a copy.", name=path.name),
        Text("Save a copy in a folder of your own to change it."), file=path,
    )  # fmt: skip
