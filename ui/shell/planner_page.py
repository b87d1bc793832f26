"""The page of an open conference: head and status bars, the rail, the current place and the inspector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Conference, Day, Entity, Room, Session
from planner.domain.value_objects import Placement
from ui.features.inspector.inspector import Inspector
from ui.features.problems.problems_panel import Problems
from ui.features.timeline.all_days_view import DaysBeside
from ui.features.timeline.colour_legend import Legend
from ui.features.timeline.timeline import Timeline
from ui.features.timeline.timeline_bar import SeeingBar
from ui.features.tray.tray import Tray
from ui.kit.widgets.day_tabs import DayTabs
from ui.kit.widgets.labels import unmarked
from ui.shell.header_bar import Head
from ui.shell.navigation_rail import Rail
from ui.shell.status_bar import StatusLine
from ui.state.document import Desk
from ui.state.open_window import Host
from ui.state.places import AGENDA, CONFERENCE, COVER
from ui.state.settings import Settings

if TYPE_CHECKING:
    from ui.features.history.history_panel import History
    from ui.features.rescheduling.reschedule_bar import RippleBar
    from ui.shell.places import Place

WATCH = 1000
"""Milliseconds between checks that the file is still ours."""


class PageHost(Host, Protocol):
    """A window, with its page as the rest of the shell sees it."""

    @property
    def page(self) -> PlannerPage | None:
        """The page of the open conference, or None on the start page."""


class PlannerPage(QWidget):
    """All widgets of an open conference, which share one desk."""

    new_wanted = Signal()
    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Emitted with the point of the screen at which a menu of what is selected is asked for."""
    verb_wanted = Signal(str)
    """Emitted with the name of an action that a key of the timeline asks for."""
    import_wanted = Signal()
    unsaved_wanted = Signal()
    """Emitted to show the first text that is not saved."""
    ripple_made = Signal(QWidget)
    """Emitted with the bar below the timeline, when it is made."""

    def __init__(
        self, desk: Desk, actions: dict[str, QAction], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self._settings, self._actions = desk, settings, actions
        self.timeline = Timeline(desk)
        self.tray = Tray(desk, self.timeline)
        self.timeline.carry_beyond(self.tray, self._day_at)
        self.inspector = Inspector(desk)
        self.problems = Problems(desk)
        self.problems.hide()
        self.status = StatusLine(desk, self.toggle_problems)
        self.days = DayTabs(desk.reader.words)
        self.beside = DaysBeside(desk, self.timeline, self)
        self.bar, self.legend = SeeingBar(desk, self.days, self.timeline, self), Legend(desk, self)
        self.place = AGENDA
        self._places: dict[str, Place] = {}
        self.history: History | None = None
        self._ripple: RippleBar | None = None
        self.rail = Rail(desk, actions)
        self.head = Head(desk, actions)
        self._lay_out()
        self._wire()
        self.rail.show_place(AGENDA)
        desk.seeing.remember_in(settings, desk.agenda.conference.id)
        self._show_days()
        self.watch = QTimer(self, interval=WATCH)

    def _wire(self) -> None:
        """Connect the parts with each other, and hand on what they ask of the window."""
        desk, timeline, tray = self.desk, self.timeline, self.tray
        timeline.over_tray.connect(tray.hint_drop)
        timeline.header.clicked.connect(lambda room: desk.show(Room, room))
        timeline.verb_wanted.connect(self.verb_wanted)
        for asks in (timeline.menu_wanted, timeline.header.menu_wanted, tray.menu_wanted):
            asks.connect(self.menu_wanted)
        tray.new_wanted.connect(self.new_wanted)
        self.status.unsaved_wanted.connect(self.unsaved_wanted)
        self.days.currentChanged.connect(self._on_tab)
        self.rail.chosen.connect(self.go)
        desk.edit_wanted.connect(self._edit)
        desk.delete_wanted.connect(self.delete_wanted)
        desk.list_wanted.connect(self.go_to_list)
        desk.changed.connect(self._on_change)
        desk.day_changed.connect(self._show_days)
        desk.selection_changed.connect(self._settle)

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
        box.addWidget(self.head)
        box.addLayout(body, 1)
        box.addWidget(self.status)
        QWidget.setTabOrder(self.tray.palette_chips.more, self.timeline)

    # places --------------------------------------------------------------------------------------------

    def go(self, name: str) -> None:
        """Show a place: the timeline, a list, the moderators' board, or the conference page."""
        self.timeline.cancel()
        if self._ripple and name != AGENDA:
            self._ripple.cancel()
        self.place = name
        self.rail.show_place(name)
        self.head.show_place(name)
        self.inspector.widen(wide=name not in (AGENDA, COVER))
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
        """Show a list, filtered by the chip of that name."""
        self.go(name)
        self.page_of(name).filter(chip)

    def see_timeline(self) -> None:
        """Go to the timeline, unless it is shown."""
        if self.place != AGENDA:
            self.go(AGENDA)

    def page_of(self, name: str) -> Place:
        """Return the page of a place other than the timeline, made when first needed."""
        if name not in self._places:
            from ui.shell.places import make_place  # the window starts without it

            place = make_place(name, self.desk, self._settings)
            place.delete_wanted.connect(self.delete_wanted)
            place.menu_wanted.connect(self.menu_wanted)
            place.import_wanted.connect(self.import_wanted)
            place.duplicates_wanted.connect(self._actions["duplicates"].trigger)
            self._places[name] = place
            self._stack.addWidget(place)
        return self._places[name]

    def _settle(self) -> None:
        """Show the inspector, unless the history is open or both it and the page would show the conference."""
        past = self.history is not None and self.history.isVisibleTo(self)
        self.inspector.setVisible(not past and (self.place != CONFERENCE or self.desk.shown[0] is not Conference))

    @property
    def current(self) -> Place | None:
        """Return the page that is shown; None for the timeline."""
        return self._places.get(self.place)

    def search(self) -> None:
        """Put the cursor into the search line of the current place.

        In the timeline, a second call moves on to the tray's, unless the tray is empty.
        """
        if self.current and self.current.search:
            self.current.search.setFocus()
            return
        self.see_timeline()
        line = self.tray.search if self.bar.search.hasFocus() and self.desk.agenda.tray else self.bar.search
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
        days, reader = self.desk.agenda.days_in_order, self.desk.reader
        names = [reader.short_day(day.date) for day in days]
        names = [unmarked(f"{n} · {day.title}" if day.title else n) for n, day in zip(names, days, strict=True)]
        self.days.show_days(names, [day.id for day in days].index(self.desk.day.id))

    def _on_tab(self, n: int) -> None:
        days = self.desk.agenda.days_in_order
        if 0 <= n < len(days) and days[n].id != self.desk.day.id:
            self.desk.show_day(days[n])

    def _day_at(self, point: QPoint) -> Day | None:
        """Return the day whose tab or column is at a point of the screen, or None."""
        tab = self.days.tabAt(self.days.mapFromGlobal(point)) if self.days.isVisible() else -1
        return self.desk.agenda.days_in_order[tab] if tab >= 0 else self.beside.day_at(point)

    def turn_day(self, by: int) -> None:
        """Show the day that is ``by`` days after the current one (negative: before), up to the last or first."""
        self.days.setCurrentIndex(max(0, min(self.days.count() - 1, self.days.currentIndex() + by)))

    def toggle_problems(self) -> None:
        """Show or hide the list of problems."""
        self.problems.setVisible(not self.problems.isVisible())
        if self.problems.isVisible():
            self.problems.listing.setFocus()
        else:
            self.take_keys()

    def show_problems(self) -> None:
        """Show the list of problems below the timeline, and focus it."""
        self.see_timeline()
        if not self.problems.isVisible():
            self.toggle_problems()
        self.problems.listing.setFocus()

    # ripple bar, history and focus ---------------------------------------------------------------------

    @property
    def ripple(self) -> RippleBar:
        """Return the bar below the timeline, made when first needed."""
        if self._ripple is None:
            from ui.features.rescheduling.reschedule_bar import RippleBar  # the window starts without it

            bar = self._ripple = RippleBar(self.desk)
            bar.previewed.connect(lambda change: self.timeline.show_preview(change, bar.clashes))
            bar.ended.connect(self.timeline.setFocus)
            self._column.addWidget(bar)
            self.ripple_made.emit(bar)
        return self._ripple

    def toggle_history(self) -> None:
        """Show the history instead of the inspector, or the inspector again."""
        if self.history is None:
            from ui.features.history.history_panel import History  # the window starts without it

            self.history = History(self.desk)
            self.history.closed.connect(self._close_history)
            self.history.leaving.connect(self.timeline.cancel)
            self.history.went.connect(self.reveal)
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
        """Show these things in the inspector, with the cursor in a field."""
        if self.place == CONFERENCE:
            self.see_timeline()
        if self.history and self.history.isVisible():
            self._close_history()
        self.desk.show(kind, *ids)
        self.inspector.show_field(kind, field)

    def show_session(self, session: str) -> None:
        """Show a session in the timeline, scrolled to it, or in the tray if it has no place."""
        self.see_timeline()
        self.desk.select((session,))
        if self.desk.agenda.sessions[session].placement:
            self.timeline.scrollTo(self.timeline.days.index(self.timeline.days.row(session)))
            self.timeline.setFocus()
        else:
            self.tray.show_session(session)

    def rename(self) -> None:
        """Edit the title of the selected session: in its block if the timeline shows it, else in the inspector."""
        if self.place == AGENDA and self.session and self.session.placement:
            self.timeline.rename(self.session)
        else:
            self.desk.edit_wanted.emit()

    @property
    def spot(self) -> Placement | None:
        """Return the clicked place on the empty grid of the timeline; None if the timeline is not shown."""
        return self.timeline.caret.at if self.place == AGENDA else None

    def reveal(self, change: Change) -> None:
        """Show the day of the sessions that a change moved, and scroll the timeline to them."""
        after = [edit.after for edit in change.edits if isinstance(edit.after, Session) and edit.after.placement]
        days = [session.placement.span.day for session in after if session.placement]
        if days and self.desk.day.date not in days and (day := self.desk.agenda.day_of(days[0])):
            self.desk.show_day(day)
        self.timeline.reveal(session.id for session in after)

    def show_conference(self) -> None:
        """Show the conference in the inspector."""
        self.desk.show(Conference, self.desk.agenda.conference.id)

    @property
    def session(self) -> Session | None:
        """Return the first selected session, or None."""
        return self.desk.agenda.sessions.get(self.desk.selected[0]) if self.desk.selected else None
