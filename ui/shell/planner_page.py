"""The page of an open conference with bars, places and side column; it watches the file and keeps a daily version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.domain.block import Block
from planner.domain.entities import Conference, Entity, Person, Room, Session, Track
from planner.domain.text import N_, EstradError
from planner.domain.value_objects import Placement
from planner.rules.addresses import ADDRESS_UNUSABLE
from planner.rules.completeness import BLOCK_WITHOUT_CHAIR
from planner.rules.hours import UNKNOWN_TIME_ZONE
from planner.rules.rule import Conflict, Severity
from ui.kit.widgets.plain_widgets import column
from ui.shell.bars import HeaderBar, NavigationRail, StatusBar
from ui.shell.places import PlaceStack
from ui.shell.side_column import PageBody, SideColumn
from ui.shell.timeline_page import TimelinePage
from ui.state.document import AGENDA, CONFERENCE, MODERATORS, VENUE, Document
from ui.state.open_window import HostWindow
from ui.state.view_state import SessionFilter, Settings

if TYPE_CHECKING:
    from planner.workspace import Workspace
    from ui.features.history.history_panel import HistoryPanel
    from ui.features.problems.problems_panel import ProblemsPanel
    from ui.features.rescheduling.reschedule_bar import RescheduleBar
    from ui.shell.reading_bar import ReadingBar


INTERVAL = 1000
"""Milliseconds between two checks of the file."""
TIME_ZONE = (Conference, (), "timezone")
ADDRESS = (Conference, (), "calendar_address")
"""The conference's calendar address as the arguments of ``PlannerPage.show_field``; ``TIME_ZONE`` is its time zone."""


class FileWatch(QTimer):
    """Checks every second that no other program has changed the file, and keeps a version of the plan once a day."""

    fault_found = Signal(EstradError)
    """Emitted at each check while the file is changed, replaced, moved or locked by others."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent, interval=INTERVAL)
        self._document = document
        self.timeout.connect(self._check_file)

    def _check_file(self) -> None:
        """Check the file, and keep the day's version unless a mouse button is held."""
        workspace = self._document.workspace
        workspace.guard.contents.digest_next_piece()
        if workspace.versions and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._document.try_run(workspace.versions.keep_daily)
        if fault := workspace.guard.fault():
            self.fault_found.emit(fault)


class PageHost(HostWindow, Protocol):
    """A window whose page is a ``PlannerPage``."""

    @property
    def page(self) -> PlannerPage | None:
        """The page of the open conference, or None on the start page."""

    def try_open(self, act: Callable[[], Workspace]) -> bool:
        """Show the conference that ``act`` opens and return True.

        If it raises ``EstradError``, show that and return False.
        """

    def open_path(self, path: Path, *, anew: bool = False) -> bool:
        """Open a file and return whether this window shows it.

        With ``anew`` it is opened even if it is the open one.
        """


class Sight(NamedTuple):
    """The shown day, the selected sessions and the place of a page, so that another page can show the same."""

    day: str
    selected: tuple[str, ...]
    place: str

    def restore_view(self, page: PlannerPage) -> None:
        """Show the same place on another page of this conference, and day and selection if the day still exists."""
        page.places.go(self.place)
        if day := page.document.agenda.days.get(self.day):
            page.document.plan.show_day(day)
            page.document.plan.select(self.selected)


class PlannerPage(QWidget):
    """The page of an open conference: all its widgets, which share one document."""

    def __init__(
        self, document: Document, actions: dict[str, QAction], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.timeline_page = TimelinePage(document)
        self.timeline, self.tray = self.timeline_page.timeline, self.timeline_page.tray
        self.places = PlaceStack(document, settings, actions, self)
        self.places.add(AGENDA, self.timeline_page.as_place())
        self.side = SideColumn(document, self)
        self.inspector = self.side.inspector
        self.status = StatusBar(document, self.toggle_problems, self.timeline_page.in_sight)
        self.rail = NavigationRail(document, actions, self.places.go)
        self.header_bar = HeaderBar(document, actions, self.timeline_page.day_tabs, self.timeline_page.bar)
        self.watch = FileWatch(document, self)
        self.reading_bar: ReadingBar | None = None
        if document.workspace.source:
            from ui.shell.reading_bar import ReadingBar  # the window starts without it

            self.reading_bar = ReadingBar(document, actions)
            self.watch.timeout.connect(self.reading_bar.reader.check)
        body = PageBody(self.rail, self.places, self.side, self.tray)
        above = [self.header_bar, self.reading_bar] if self.reading_bar else [self.header_bar]
        column(*above, (body, 1), self.status, inside=self, spacing=0)
        QWidget.setTabOrder(self.tray.palette_chips.more, self.timeline.canvas)
        for asking in (self.timeline.canvas, self.timeline.header, self.tray.cards):
            asking.menu_requested.connect(self.places.menu_requested)
        for part in (self.rail, self.header_bar, self.side, self.status):
            self.places.place_changed.connect(part.adapt_to_place)
        self.side.escaped.connect(self.close_panel)
        for bar_made in (self.timeline_page.reschedule_bar_made, self.timeline_page.first_steps.strip_made):
            bar_made.connect(self.side.stay_above)
        self.rail.adapt_to_place(AGENDA)
        document.plan.view_state.bind_settings(settings, document.agenda.conference.id)
        document.plan.show_day(document.plan.current_day or self.timeline_page.stored_day or document.plan.day)
        self.timeline_page.day_tabs.refresh()

    @property
    def session(self) -> Session | None:
        """The first selected session, or None."""
        return (
            self.document.agenda.sessions.get(self.document.plan.selected[0]) if self.document.plan.selected else None
        )

    @property
    def insertion_point(self) -> Placement | None:
        """The place that was clicked on the empty grid; None if there is none or the timeline is not shown."""
        return self.timeline.insertion_point.at if self.places.shown == AGENDA else None

    @property
    def reschedule_bar(self) -> RescheduleBar:
        """The rescheduling bar below the timeline, created when first needed."""
        return self.timeline_page.reschedule_bar

    @property
    def sight(self) -> Sight:
        """The day, selection and place that are shown now."""
        return Sight(self.document.plan.day.id, self.document.plan.selected, self.places.shown)

    def focus_and_restore_view(self, *, shown: bool) -> None:
        """Focus the place; if the window is ``shown``, restore zoom and scrolling once the page has its size."""
        self.places.current.take_keys()
        self.timeline_page.first_steps.show_if_wanted()
        if shown:
            QTimer.singleShot(0, self, self.timeline_page.restore_zoom_and_scroll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the rescheduling bar on Escape, unless the focused widget uses the key itself."""
        if event.key() != Qt.Key.Key_Escape or not self.timeline_page.close_reschedule_bar():
            super().keyPressEvent(event)

    def commit(self) -> None:
        """Save what was typed in the inspector and in the places."""
        self.inspector.commit()
        self.places.commit()

    @cached_property
    def problems(self) -> ProblemsPanel:
        """The panel of problems, created when first needed."""
        from ui.features.problems.problems_panel import ProblemsPanel  # the window starts without it

        panel = ProblemsPanel(self.document, self)
        panel.hide()
        panel.chosen.connect(self._show_problem)
        panel.closed.connect(self.close_panel)
        return panel

    def toggle_problems(self, severity: Severity | None = None) -> None:
        """Show and focus the problems, of one severity if that is given.

        Hide them instead if they are shown already and either have the focus or a severity is given. If there are none,
        say so.
        """
        if self.side.shows(self.problems) and (severity or self.problems.isAncestorOf(self.focusWidget() or self)):
            self.close_panel()
        elif self.document.plan.problems.all:
            self.commit()
            self.problems.filters.reset_filter(severity)
            self.side.show_panel(self.problems)
            self.problems.take_keys()
        else:
            said = N_("No problems. Every session has its time, its room and its people.")
            self.document.status_reported.emit(self.document.presentation.words(said))

    def show_problems(self) -> None:
        """Show the timeline with the panel of problems beside it, focused; if there are no problems, say so."""
        self.places.show_timeline()
        self.side.show_panel(None)
        self.toggle_problems()

    def _show_problem(self, conflict: Conflict) -> None:
        """Show what a problem is about: sessions or their block, a field, or the people whose shift it is about."""
        if conflict.sessions:
            self.show_session(conflict.sessions[0])
            self.document.plan.select(conflict.sessions)
            block = self.document.agenda.sessions[conflict.sessions[0]].block
            if block and conflict.rule == BLOCK_WITHOUT_CHAIR.id:
                self.document.plan.show(Block, block)
        elif conflict.rule == UNKNOWN_TIME_ZONE.id:
            self.show_field(*TIME_ZONE)
        elif conflict.rule == ADDRESS_UNUSABLE.id:
            self.show_field(*(Person, conflict.people, "links") if conflict.people else ADDRESS)
        else:
            self.places.go(MODERATORS)
            self.side.show_panel(None)
            self.document.plan.show(Person, *conflict.people)

    @cached_property
    def history(self) -> HistoryPanel:
        """The history panel, created when first needed."""
        from ui.features.history.history_panel import HistoryPanel  # the window starts without it

        panel = HistoryPanel(self.document)
        panel.closed.connect(self.close_panel)
        panel.about_to_go.connect(self.timeline.cancel)
        panel.state_restored.connect(self.timeline_page.reveal)
        return panel

    def toggle_history(self) -> None:
        """Show and focus the history in place of the inspector, or show the inspector again."""
        if self.side.shows(self.history):
            self.close_panel()
        else:
            self.commit()
            self.history.refresh()
            self.side.show_panel(self.history)
            self.history.listing.setFocus()

    def close_panel(self) -> None:
        """Show the inspector in place of a panel, or close both if they float over the place; focus the place."""
        self.side.show_panel(None)
        self.side.close_floating()
        self.places.current.take_keys()

    def show_field(self, kind: type[Entity], ids: Sequence[str], field: str) -> None:
        """Show entities in the inspector, with the cursor in a field."""
        if self.places.shown == CONFERENCE:
            self.places.show_timeline()
        self.side.show_panel(None)
        self.document.plan.show(kind, *ids)
        self.side.open()
        self.inspector.show_field(kind, field)

    def show_session(self, session_id: str) -> None:
        """Show and select a session in the timeline, or in the tray if it is not placed."""
        self.places.show_timeline()
        self.document.plan.select((session_id,))
        self.timeline_page.show_session(self.document.agenda.sessions[session_id])

    def show_room(self, room_id: str) -> None:
        """Show and select a room's column in the timeline; if it has none on any day, the room in its list."""
        if self.timeline_page.has_column(room_id):
            self.places.show_timeline()
            self.document.plan.show(Room, room_id)
            self.timeline_page.show_room(room_id)
        else:
            self.places.go(VENUE)
            self.document.plan.show(Room, room_id)

    def show_track(self, track_id: str) -> None:
        """Show a track in the inspector, and the timeline with only its sessions undimmed if it has any."""
        self.places.show_timeline()
        self.side.show_panel(None)
        self.document.plan.show(Track, track_id)
        if any(session.track == track_id for session in self.document.agenda.sessions.values()):
            self.document.plan.view_state.set_filter(SessionFilter(tracks=frozenset({track_id})))

    def rename(self) -> None:
        """Edit the title of the selected session, in its tile if the timeline shows it, else in the inspector."""
        if self.places.shown == AGENDA and self.session and self.timeline.view.find_boxes(self.session.id):
            self.timeline.rename(self.session)
        else:
            self.document.edit_requested.emit()
