"""What the menus do with an open conference: changes, and what leaves the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.commands.deleting import delete_all
from planner.commands.sessions import add_session, duplicate_sessions
from planner.domain.change import Change
from planner.domain.entities import Conference, Session, Venue
from planner.workspace import Workspace
from ui.ask import Ask
from ui.notice import Notice
from ui.panels.inspector import DELETIONS
from ui.pinning import return_to_tray, toggle
from ui.planner_page import PlannerPage
from ui.rail import AGENDA, PLACES
from ui.settings import Settings


class Host(Protocol):
    """What the verbs need of the window."""

    page: PlannerPage | None
    notice: Notice
    actions_by_name: dict[str, QAction]


class Verbs:
    """The verbs of one window; without a conference they do nothing."""

    def __init__(self, window: QWidget, host: Host, ask: Ask, settings: Settings) -> None:
        self._window, self._host, self._ask, self._settings = window, host, ask, settings

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        found: dict[str, Callable[[], object]] = {
            "undo": lambda: self._step(lambda workspace: workspace.undo()),
            "redo": lambda: self._step(lambda workspace: workspace.redo()),
            "find": lambda: self.on_page(lambda page: page.search()),
            "select_all": lambda: self.on_page(lambda page: page.select_all()),
            "zoom_in": lambda: self.on_page(lambda page: page.zoom(1.25)),
            "zoom_out": lambda: self.on_page(lambda page: page.zoom(0.8)),
            "fit": lambda: self.on_page(lambda page: page.fit()),
            "next_day": lambda: self.on_page(lambda page: page.turn_day(1)),
            "previous_day": lambda: self.on_page(lambda page: page.turn_day(-1)),
            "problems": lambda: self.on_page(lambda page: page.toggle_problems()),
            "conference": lambda: self.on_page(lambda page: page.show_conference()),
            "edit": lambda: self.on_page(lambda page: page.inspector.edit()),
            "add": self.add_session, "duplicate": self._duplicate, "move": self._move,
            "unplace": lambda: self.on_page(lambda page: return_to_tray(page.desk)),
            "pin": lambda: self.on_page(lambda page: toggle(page.desk)),
            "delete": self.delete, "send": self.send, "print": self.print_programme, "run_sheet": self.print_run_sheet,
            "import": self.import_schedule, "releases": self.show_releases,
        }  # fmt: skip
        for name, _label in PLACES:
            found[f"go_{name}"] = partial(self._go, name)
        return found

    def _go(self, name: str) -> None:
        self.on_page(lambda page: page.go(name))

    def on_page(self, act: Callable[[PlannerPage], object]) -> None:
        """Do something with the open conference, if there is one."""
        if self._host.page:
            act(self._host.page)

    def _step(self, act: Callable[[Workspace], Change | None]) -> None:
        if page := self._host.page:
            page.timeline.cancel()
            page.commit()
            page.desk.dare(lambda: act(page.desk.workspace))

    # changes -------------------------------------------------------------------------------------------

    def add_session(self) -> None:
        """A new session in the tray, its title ready to be typed."""
        if page := self._host.page:
            desk, new_id = page.desk, page.desk.workspace.new_id()
            title = desk.workspace.wording("New session")
            if desk.perform(lambda agenda: add_session(agenda, new_id, title=title)):
                desk.select((new_id,))
                page.inspector.edit()

    def _duplicate(self) -> None:
        page = self._host.page
        if page and page.desk.selected:
            desk = page.desk
            copies = {session: desk.workspace.new_id() for session in desk.selected}
            if desk.perform(lambda agenda: duplicate_sessions(agenda, copies)):
                desk.select(copies.values())

    def _move(self) -> None:
        page = self._host.page
        if page and page.session:
            if page.place != AGENDA:
                page.go(AGENDA)
            page.timeline.grab_by_keys(page.session)

    def delete(self) -> None:
        """Delete what is shown, say what went along, and offer to bring it back."""
        page = self._host.page
        if page is None or page.desk.shown[0] not in DELETIONS:
            return
        desk, kind = page.desk, page.desk.shown[0]
        ids = tuple(entity.id for entity in desk.shown_things)
        if desk.perform(lambda agenda: delete_all(agenda, kind, ids)):
            step, words = desk.workspace.last_step, desk.reader.words
            assert step
            said = words("Done: {what}.").format(what=words.say(step.change.label))
            self._host.notice.say(said, [(words("Undo"), lambda: desk.dare(desk.workspace.undo))])

    def show_menu(self, point: QPoint) -> None:
        """The menu of what is selected."""
        page = self._host.page
        if page is None or page.desk.shown[0] in (Conference, Venue):
            return
        session = page.desk.shown[0] is Session
        names = ["edit", "move", "pin", "unplace", "duplicate", "delete"] if session else ["edit", "delete"]
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self._host.actions_by_name[name] for name in names])
        menu.popup(point)

    # in and out ----------------------------------------------------------------------------------------

    def send(self) -> None:
        """Show what attendees will see changed, and write what they get."""
        if page := self._host.page:
            page.commit()
            from ui.products import send_calendar

            send_calendar(page.desk, self._ask, self._settings, self._window)

    def show_releases(self) -> None:
        """Show what was sent so far, and what changed between."""
        if page := self._host.page:
            page.commit()
            from ui.products import show_releases

            show_releases(page.desk, self._ask, self._window)

    def print_programme(self) -> None:
        """Show the programme sheet as it will be printed."""
        if page := self._host.page:
            page.commit()
            from ui.products import print_programme

            print_programme(page.desk, self._ask, self._window)

    def print_run_sheet(self) -> None:
        """Ask whose run sheet it is, and show it as it will be printed."""
        if page := self._host.page:
            page.commit()
            from ui.run_sheet import print_run_sheet

            print_run_sheet(page.desk, self._ask, self._window)

    def import_schedule(self) -> None:
        """Ask for a schedule, show what it would change, and take it in."""
        if page := self._host.page:
            page.commit()
            from ui.importing import import_schedule

            import_schedule(page.desk, self._ask, self._window)
