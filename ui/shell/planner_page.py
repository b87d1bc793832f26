"""The page of an open conference: header and status bars, the navigation rail, the current place and the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Conference, Day, Entity, Room, Session
from planner.domain.value_objects import Placement
from ui.features.inspector.inspector import Inspector
from ui.features.problems.problems_panel import ProblemsPanel
from ui.features.timeline.all_days_view import AllDaysView
from ui.features.timeline.colour_legend import ColourLegend
from ui.features.timeline.timeline import Timeline
from ui.features.timeline.timeline_bar import TimelineBar
from ui.features.tray.tray import Tray
from ui.kit.widgets.day_tabs import DayTabs
from ui.kit.widgets.labels import escape_mnemonic
from ui.shell.header_bar import HeaderBar
from ui.shell.navigation_rail import NavigationRail
from ui.shell.status_bar import StatusBar
from ui.state.document import Document
from ui.state.open_window import HostWindow
from ui.state.places import AGENDA, CONFERENCE, MODERATORS
from ui.state.settings import Settings

if TYPE_CHECKING:
    from planner.workspace import Workspace
    from ui.features.history.history_panel import HistoryPanel
    from ui.features.rescheduling.reschedule_bar import RescheduleBar
    from ui.shell.places import Place

WATCH = 1000
"""Milliseconds between checks that no other program has changed the file."""


class PageHost(HostWindow, Protocol):
    """A window, with its page as a ``PlannerPage``."""

    @property
    def page(self) -> PlannerPage | None:
        """The page of the open conference, or None on the start page."""

    def try_open(self, act: Callable[[], Workspace]) -> bool:
        """Open the workspace that ``act`` returns; on ``EstradError``, show the error and keep the current one."""

    def open_path(self, path: Path, *, anew: bool = False) -> bool:
        """Open a file; ``anew`` also if it is open. Return whether it is open now."""


class PlannerPage(QWidget):
    """All widgets of an open conference, which share one document."""

    new_requested = Signal()
    delete_requested = Signal()
    menu_requested = Signal(QPoint)
    """Emitted to show a context menu of the selection, with its position in global coordinates."""
    command_requested = Signal(str)
    """Emitted to run an action by a key of the timeline, with the name of the action."""
    import_requested = Signal()
    unsaved_requested = Signal()
    """Emitted to show the first unsaved text."""
    reschedule_bar_made = Signal(QWidget)
    """Emitted with the bar below the timeline when it is created."""

    def __init__(
        self, document: Document, actions: dict[str, QAction], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self._settings, self._actions = document, settings, actions
        self.timeline = Timeline(document)
        self.tray = Tray(document, self.timeline)
        self.timeline.carry_beyond(self.tray, self._day_at)
        self.inspector = Inspector(document)
        self.problems = ProblemsPanel(document)
        self.problems.hide()
        self.status = StatusBar(document, self.toggle_problems)
        self.day_tabs = DayTabs(document.presentation.words)
        self.beside = AllDaysView(document, self.timeline, self)
        self.bar, self.legend = TimelineBar(document, self.day_tabs, self.timeline, self), ColourLegend(document, self)
        self.place = AGENDA
        self._places: dict[str, Place] = {}
        self.history: HistoryPanel | None = None
        self._reschedule_bar: RescheduleBar | None = None
        self.rail = NavigationRail(document, actions)
        self.header_bar = HeaderBar(document, actions)
        self._lay_out()
        self._wire()
        self.rail.show_place(AGENDA)
        document.view_state.remember_in(settings, document.agenda.conference.id)
        self._show_days()
        self.watch = QTimer(self, interval=WATCH)

    def _wire(self) -> None:
        """Connect the parts with each other, and forward their requests to the window."""
        document, timeline, tray = self.document, self.timeline, self.tray
        timeline.over_tray.connect(tray.hint_drop)
        timeline.header.room_clicked.connect(lambda room: document.show(Room, room))
        timeline.command_requested.connect(self.command_requested)
        for asks in (timeline.menu_requested, timeline.header.menu_requested, tray.menu_requested):
            asks.connect(self.menu_requested)
        tray.new_requested.connect(self.new_requested)
        self.status.unsaved_requested.connect(self.unsaved_requested)
        self.day_tabs.currentChanged.connect(self._on_tab)
        self.rail.chosen.connect(self.go)
        document.edit_requested.connect(self._edit)
        document.delete_requested.connect(self.delete_requested)
        document.list_requested.connect(self.go_to_list)
        document.changed.connect(self._on_change)
        document.day_changed.connect(self._show_days)
        document.selection_changed.connect(self._settle)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._agenda = QWidget(self._stack)
        across = QHBoxLayout(self._agenda)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self._column = timeline = QVBoxLayout()
        timeline.setSpacing(0)
        timeline.addWidget(self.bar)
        timeline.addWidget(self.beside, 1)
        timeline.addWidget(self.legend)
        across.addWidget(self.tray)
        across.addLayout(timeline, 1)
        self._stack.addWidget(self._agenda)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.problems)
        self._body = body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.rail)
        body.addLayout(middle, 1)
        body.addWidget(self.inspector)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header_bar)
        box.addLayout(body, 1)
        box.addWidget(self.status)
        QWidget.setTabOrder(self.tray.palette_chips.more, self.timeline)

    # places --------------------------------------------------------------------------------------------

    def go(self, name: str) -> None:
        """Show a place: the timeline, a list, the moderators' board, or the conference page."""
        self.timeline.cancel()
        if self._reschedule_bar and name != AGENDA:
            self._reschedule_bar.cancel()
        self.place = name
        self.rail.show_place(name)
        self.header_bar.show_place(name)
        self.inspector.widen(wide=name not in (AGENDA, MODERATORS))
        if name == AGENDA:
            self._stack.setCurrentWidget(self._agenda)
            self._settle()
            self.timeline.setFocus()
            return
        place = self.page_of(name)
        self._stack.setCurrentWidget(place)
        place.enter()
        self._settle()

    def go_to_list(self, name: str, chip: str) -> None:
        """Show a list, filtered by the chip with a name."""
        self.go(name)
        self.page_of(name).filter(chip)

    def show_timeline(self) -> None:
        """Go to the timeline, unless it is shown."""
        if self.place != AGENDA:
            self.go(AGENDA)

    def page_of(self, name: str) -> Place:
        """Return the page of a place other than the timeline, creating it when first needed."""
        if name not in self._places:
            from ui.shell.places import make_place  # the window starts without it

            place = make_place(name, self.document, self._settings)
            place.delete_requested.connect(self.delete_requested)
            place.menu_requested.connect(self.menu_requested)
            place.import_requested.connect(self.import_requested)
            place.duplicates_requested.connect(self._actions["duplicates"].trigger)
            self._places[name] = place
            self._stack.addWidget(place)
        return self._places[name]

    def _settle(self) -> None:
        """Show the inspector, unless the history is open or both it and the page would show the conference."""
        past = self.history is not None and self.history.isVisibleTo(self)
        self.inspector.setVisible(not past and (self.place != CONFERENCE or self.document.shown[0] is not Conference))

    @property
    def current(self) -> Place | None:
        """Return the page that is shown, or None for the timeline."""
        return self._places.get(self.place)

    def search(self) -> None:
        """Put the cursor into the search line of the current place.

        In the timeline, a second call moves on to the tray's, unless the tray is empty.
        """
        if self.current and self.current.search:
            self.current.search.setFocus()
            return
        self.show_timeline()
        line = self.tray.search if self.bar.search.hasFocus() and self.document.agenda.tray else self.bar.search
        line.setFocus()
        line.selectAll()

    def select_all(self) -> None:
        """Select everything in the current place."""
        if self.current:
            self.current.select_all()
        else:
            self.timeline.selectAll()

    def zoom(self, factor: float) -> None:
        """Zoom the timeline or the board, whichever is shown."""
        (self.current or self.timeline).zoom(factor)

    def fit(self) -> None:
        """Zoom the timeline or the board so that the whole day is visible."""
        (self.current or self.timeline).fit()

    def commit(self) -> None:
        """Save what was typed in the inspector and the pages."""
        self.inspector.commit()
        for place in self._places.values():
            place.commit()

    # days ----------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self._show_days()
            self._settle()

    def _show_days(self) -> None:
        days, presentation = self.document.agenda.days_in_order, self.document.presentation
        names = [presentation.short_day(day.date) for day in days]
        names = [escape_mnemonic(f"{n} · {day.title}" if day.title else n) for n, day in zip(names, days, strict=True)]
        self.day_tabs.show_days(names, [day.id for day in days].index(self.document.day.id))

    def _on_tab(self, n: int) -> None:
        days = self.document.agenda.days_in_order
        if 0 <= n < len(days) and days[n].id != self.document.day.id:
            self.document.show_day(days[n])

    def _day_at(self, point: QPoint) -> Day | None:
        """Return the day whose tab or column is at a point in global coordinates, or None if there is none."""
        tab = self.day_tabs.tabAt(self.day_tabs.mapFromGlobal(point)) if self.day_tabs.isVisible() else -1
        return self.document.agenda.days_in_order[tab] if tab >= 0 else self.beside.day_at(point)

    def turn_day(self, by: int) -> None:
        """Show the day that is ``by`` days after the current one (negative: before), up to the last or first."""
        self.day_tabs.setCurrentIndex(max(0, min(self.day_tabs.count() - 1, self.day_tabs.currentIndex() + by)))

    def toggle_problems(self) -> None:
        """Show or hide the list of problems."""
        self.problems.setVisible(not self.problems.isVisible())
        if self.problems.isVisible():
            self.problems.listing.setFocus()
        else:
            self.take_keys()

    def show_problems(self) -> None:
        """Show the list of problems below the timeline, and focus it."""
        self.show_timeline()
        if not self.problems.isVisible():
            self.toggle_problems()
        self.problems.listing.setFocus()

    # reschedule bar, history and focus ---------------------------------------------------------------------

    @property
    def reschedule_bar(self) -> RescheduleBar:
        """Return the bar below the timeline, creating it when first needed."""
        if self._reschedule_bar is None:
            from ui.features.rescheduling.reschedule_bar import RescheduleBar  # the window starts without it

            bar = self._reschedule_bar = RescheduleBar(self.document)
            bar.previewed.connect(lambda change: self.timeline.show_preview(change, bar.clashes))
            bar.ended.connect(self.timeline.setFocus)
            self._column.addWidget(bar)
            self.reschedule_bar_made.emit(bar)
        return self._reschedule_bar

    def toggle_history(self) -> None:
        """Show the history instead of the inspector, or the inspector again."""
        if self.history is None:
            from ui.features.history.history_panel import HistoryPanel  # the window starts without it

            self.history = HistoryPanel(self.document)
            self.history.closed.connect(self._close_history)
            self.history.about_to_go.connect(self.timeline.cancel)
            self.history.state_restored.connect(self.reveal)
            self._body.addWidget(self.history)
            self.history.hide()
        if self.history.isVisible():
            self._close_history()
            return
        self.commit()
        self.history.refresh()
        self.history.show()
        self._settle()
        self.history.listing.setFocus()

    def _close_history(self) -> None:
        if self.history:
            self.history.hide()
        self._settle()
        self.take_keys()

    def take_keys(self) -> None:
        """Focus the current place."""
        if self.current:
            self.current.take_keys()
        else:
            self.timeline.setFocus()

    def _edit(self) -> None:
        """Begin to edit what the inspector shows."""
        if self.history and self.history.isVisible():
            self.history.hide()
            self._settle()
        self.inspector.edit()

    def show_field(self, kind: type[Entity], ids: Sequence[str], field: str) -> None:
        """Show entities in the inspector, with the cursor in a field."""
        if self.place == CONFERENCE:
            self.show_timeline()
        if self.history and self.history.isVisible():
            self._close_history()
        self.document.show(kind, *ids)
        self.inspector.show_field(kind, field)

    def show_session(self, session_id: str) -> None:
        """Show a session in the timeline, scrolled to it, or in the tray if it is not placed."""
        self.show_timeline()
        self.document.select((session_id,))
        if self.document.agenda.sessions[session_id].placement:
            self.timeline.scrollTo(self.timeline.session_model.index(self.timeline.session_model.row(session_id)))
            self.timeline.setFocus()
        else:
            self.tray.show_session(session_id)

    def rename(self) -> None:
        """Edit the title of the selected session: in its block if the timeline shows it, or else in the inspector."""
        if self.place == AGENDA and self.session and self.session.placement:
            self.timeline.rename(self.session)
        else:
            self.document.edit_requested.emit()

    @property
    def insertion_point(self) -> Placement | None:
        """Return the place that was clicked on the empty grid; None if there is none or the timeline is not shown."""
        return self.timeline.insertion_point.at if self.place == AGENDA else None

    def reveal(self, change: Change) -> None:
        """Show the day of the sessions that a change moved, and scroll the timeline to them."""
        after = [edit.after for edit in change.edits if isinstance(edit.after, Session) and edit.after.placement]
        days = [session.placement.span.day for session in after if session.placement]
        if days and self.document.day.date not in days and (day := self.document.agenda.day_of(days[0])):
            self.document.show_day(day)
        self.timeline.reveal(session.id for session in after)

    def show_conference(self) -> None:
        """Show the conference in the inspector."""
        self.document.show(Conference, self.document.agenda.conference.id)

    @property
    def session(self) -> Session | None:
        """Return the first selected session, or None."""
        return self.document.agenda.sessions.get(self.document.selected[0]) if self.document.selected else None
