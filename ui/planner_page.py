"""The page of an open conference: head and status, the rail, and the place in sight with the inspector beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Conference, Room, Session
from ui.day_tabs import DayTabs
from ui.desk import Desk
from ui.head import Head
from ui.labels import unmarked
from ui.panels.inspector import Inspector
from ui.panels.problems import Problems
from ui.panels.tray import Tray
from ui.rail import AGENDA, CONFERENCE, COVER, Rail
from ui.settings import Settings
from ui.status import StatusLine
from ui.timeline.timeline import Timeline

if TYPE_CHECKING:
    from ui.pages.places import Place

WATCH = 1000
"""Milliseconds between looks at whether the file is still ours."""


class PlannerPage(QWidget):
    """All parts of an open conference, around one desk."""

    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)
    import_wanted = Signal()

    def __init__(
        self, desk: Desk, actions: dict[str, QAction], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self._settings = desk, settings
        self.timeline = Timeline(desk)
        self.tray = Tray(desk, self.timeline)
        self.timeline.tray_zone = self.tray
        self.timeline.over_tray.connect(self.tray.hint_drop)
        self.timeline.header.clicked.connect(lambda room: desk.show(Room, room))
        self.inspector = Inspector(desk)
        self.problems = Problems(desk)
        self.problems.hide()
        self.status = StatusLine(desk, self.toggle_problems)
        self.days = DayTabs(desk.reader.words)
        self.days.currentChanged.connect(self._on_tab)
        self.place = AGENDA
        self._places: dict[str, Place] = {}
        self.rail = Rail(desk, actions)
        self.rail.chosen.connect(self.go)
        self.head = Head(desk, actions)
        self._lay_out()
        self.rail.show_place(AGENDA)
        desk.edit_wanted.connect(self.inspector.edit)
        desk.delete_wanted.connect(self.delete_wanted)
        desk.changed.connect(self._on_change)
        desk.day_changed.connect(self._show_days)
        desk.selection_changed.connect(self._settle)
        self._show_days()
        self.watch = QTimer(self, interval=WATCH)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._agenda = QWidget()
        across = QHBoxLayout(self._agenda)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        timeline = QVBoxLayout()
        timeline.setSpacing(0)
        timeline.addWidget(self.days)
        timeline.addWidget(self.timeline, 1)
        across.addWidget(self.tray)
        across.addLayout(timeline, 1)
        self._stack.addWidget(self._agenda)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.problems)
        body = QHBoxLayout()
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
        """Show a place: the timeline, a list, who moderates, or the conference itself."""
        self.timeline.cancel()
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

    def page_of(self, name: str) -> Place:
        """The page of a place beside the timeline, made when it is first wanted."""
        if name not in self._places:
            from ui.pages.places import make_place  # the window starts without it

            place = make_place(name, self.desk, self._settings)
            place.delete_wanted.connect(self.delete_wanted)
            place.menu_wanted.connect(self.menu_wanted)
            place.import_wanted.connect(self.import_wanted)
            self._places[name] = place
            self._stack.addWidget(place)
        return self._places[name]

    def _settle(self) -> None:
        """On the conference's own page the inspector would say everything twice."""
        self.inspector.setVisible(self.place != CONFERENCE or self.desk.shown[0] is not Conference)

    @property
    def current(self) -> Place | None:
        """The page in sight, unless it is the timeline."""
        return self._places.get(self.place)

    def search(self) -> None:
        """Put the cursor into the search of what is in sight, else into that of the tray."""
        if self.current and self.current.search:
            self.current.search.setFocus()
            return
        if self.place != AGENDA:
            self.go(AGENDA)
        self.tray.search.setFocus()

    def select_all(self) -> None:
        """Select all that is in sight."""
        if self.current:
            self.current.select_all()
        else:
            self.timeline.selectAll()

    def zoom(self, factor: float) -> None:
        """Zoom the timeline or the board, whichever is in sight."""
        (self.current or self.timeline).zoom(factor)

    def fit(self) -> None:
        """Zoom what is in sight so that the whole day is seen."""
        (self.current or self.timeline).fit()

    def commit(self) -> None:
        """Save what was typed anywhere."""
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

    def turn_day(self, by: int) -> None:
        """Show the next or the previous day."""
        self.days.setCurrentIndex(max(0, min(self.days.count() - 1, self.days.currentIndex() + by)))

    def toggle_problems(self) -> None:
        """Show or hide the list of problems."""
        self.problems.setVisible(not self.problems.isVisible())
        if self.problems.isVisible():
            self.problems.listing.setFocus()
        elif self.current:
            self.current.take_keys()
        else:
            self.timeline.setFocus()

    def show_conference(self) -> None:
        """Show the conference in the inspector."""
        self.desk.show(Conference, self.desk.agenda.conference.id)

    @property
    def session(self) -> Session | None:
        """The first selected session."""
        return self.desk.agenda.sessions.get(self.desk.selected[0]) if self.desk.selected else None
