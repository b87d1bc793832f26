"""The page of the timeline with tray, day tabs and bars; zoom and scrolling are remembered for each conference."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QWidget

from planner.domain.agenda import Change
from planner.domain.entities import Day, Room, Session
from planner.layout.grid import day_columns
from ui.features.timeline.all_days_view import AllDaysView
from ui.features.timeline.surroundings import ColourLegend, HiddenRoomsButton, TimelineBar
from ui.features.timeline.timeline import Timeline
from ui.features.tray.tray import Tray
from ui.kit.widgets.plain_widgets import column, row
from ui.shell.first_steps import FirstSteps
from ui.shell.places import Place
from ui.state.day_tabs import DayTabs
from ui.state.document import Document

if TYPE_CHECKING:
    from ui.features.rescheduling.reschedule_bar import RescheduleBar


class DayChooser(DayTabs):
    """The tabs of a conference's days; the current tab is that of the shown day."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        document.plan.changed.connect(self.refresh)
        document.plan.day_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show a tab for each day, the current one for the shown day."""
        self.show_days([""] * len(self._document.agenda.days))

    def step_days(self, by: int) -> None:
        """Show the day that is ``by`` days later (earlier if negative), no further than the last or first."""
        self.setCurrentIndex(max(0, min(self.count() - 1, self.currentIndex() + by)))

    def find_day(self, point: QPoint) -> Day | None:
        """Return the day whose tab is at a point in global coordinates, or None if there is none."""
        tab = self.tabAt(self.mapFromGlobal(point)) if self.isVisible() else -1
        return self._document.agenda.days_in_order[tab] if tab >= 0 else None


class TimelinePage(QWidget):
    """The page of the timeline with tray, bars and guide, which it connects."""

    reschedule_bar_made = Signal(QWidget)
    """Emitted with the rescheduling bar when that is created."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._reschedule_bar: RescheduleBar | None = None
        self.timeline = timeline = Timeline(document)
        self.tray = Tray(document, timeline.outside)
        self.day_tabs = DayChooser(document)
        self.beside = AllDaysView(document, timeline, self)
        self.bar = TimelineBar(document, timeline, self)
        self.in_sight = QWidget(self)  # a parent from the start: what is shown without one is a window
        self.legend, self.hidden_rooms = (
            ColourLegend(document.plan, self),
            HiddenRoomsButton(document.plan, timeline, self),
        )
        row(self.hidden_rooms, self.legend, inside=self.in_sight, margins=(12, 0, 0, 0), spacing=12)
        self._column = column((self.beside, 1), spacing=0)
        self.first_steps = FirstSteps(document, timeline, self.tray, self._column)
        row(self.tray, (self._column, 1), inside=self, spacing=0)
        self.tray.lower()  # screen readers read the tray first
        timeline.set_outside_targets(
            self.tray, lambda point: self.day_tabs.find_day(point) or self.beside.find_day(point)
        )
        timeline.drag_controller.over_tray.connect(self.tray.mark_as_target)
        timeline.carried.connect(self.tray.cards.fade_card)
        timeline.header.room_clicked.connect(lambda room: document.plan.show(Room, room))
        document.plan.changed.connect(self._scroll_to_moved_selection)

    def _scroll_to_moved_selection(self, change: Change) -> None:
        """Scroll to the selected sessions when they were moved from outside this page, as in a form."""
        focused, document = QApplication.focusWidget(), self._document
        if not self.isVisible() or focused is None or self.isAncestorOf(focused):
            return
        pairs = [(edit.before, edit.after) for edit in change.edits if edit.entity.id in document.plan.selected]
        if any(
            isinstance(before, Session) and isinstance(after, Session) and after.placement
            and before.placement != after.placement for before, after in pairs
        ):  # fmt: skip
            self.timeline.reveal(document.plan.selected)

    def as_place(self) -> Place:
        """Return the page as a place, with what the commands common to all places do here."""
        timeline = self.timeline
        return Place(
            self, timeline.canvas, self._enter, timeline.canvas.setFocus, focus_search=self._focus_search,
            select_all=timeline.select_all, zoom=timeline.canvas.zoom, fit=timeline.canvas.fit,
            commit=timeline.title_editor.save_and_close, leave=self._leave,
        )  # fmt: skip

    def _enter(self) -> None:
        self.timeline.cancel()
        self.timeline.canvas.setFocus()

    def _leave(self) -> None:
        self.timeline.cancel()
        self.close_reschedule_bar()

    def close_reschedule_bar(self) -> bool:
        """Close the rescheduling bar without a change, and return whether it was open."""
        was_open = self._reschedule_bar is not None and not self._reschedule_bar.isHidden()
        if self._reschedule_bar:
            self._reschedule_bar.cancel()
        return was_open

    def toggle_tray(self) -> None:
        """Fold the tray to a strip, or unfold it and focus it."""
        self.tray.toggle()
        (self.timeline.canvas if self.tray.is_folded else self.tray.focus_target).setFocus()

    def _focus_search(self) -> None:
        """Focus the timeline's search line; if it has the focus already, that of the tray, unless the tray is empty."""
        if self.bar.search.hasFocus() and self._document.agenda.tray:
            self.tray.unfold()
        line = self.tray.line if self.bar.search.hasFocus() and self._document.agenda.tray else self.bar.search
        line.setFocus()
        line.selectAll()

    def store_zoom_and_scroll(self) -> None:
        """Store zoom (0 if the whole day is fitted), shown day and scrolling for this conference; fit the whole day."""
        canvas, scale = self.timeline.canvas, self.timeline.canvas.scale_now
        minute = self.timeline.view.grid.minute(canvas.verticalScrollBar().value())
        across = canvas.horizontalScrollBar().value()
        canvas.fit()
        zoom = 0 if isclose(scale, canvas.scale_now) else scale
        self._document.plan.view_state.remember_conference_setting(
            "sight", f"{self._document.plan.day.id} {zoom:.4f} {minute:.0f} {across}"
        )

    @property
    def stored_day(self) -> Day | None:
        """The day that was stored for this conference; None if there is none or it was deleted."""
        return self._document.agenda.days.get(
            self._document.plan.view_state.conference_setting("sight").partition(" ")[0]
        )

    def restore_zoom_and_scroll(self) -> None:
        """Restore the zoom stored for this conference, and the scrolling if the same day is shown.

        Otherwise scroll to the current time, or to the day's opening.
        """
        canvas = self.timeline.canvas
        shown, *numbers = self._document.plan.view_state.conference_setting("sight").split(" ")
        try:
            zoom, minute, across = map(float, numbers)
        except ValueError:
            self.timeline.view.scroll_to_now()
            return
        if zoom:
            canvas.zoom(zoom / canvas.scale_now)
        else:
            canvas.fit()
        if shown == self._document.plan.day.id:
            canvas.verticalScrollBar().setValue(round(self.timeline.view.grid.y(minute)))
            canvas.horizontalScrollBar().setValue(round(across))
        else:
            self.timeline.view.scroll_to_now()

    def show_session(self, session: Session) -> None:
        """Scroll the timeline to a session and focus it; if it is not placed, show it in the tray."""
        if session.placement:
            self.timeline.show_session(session.id)
            self.timeline.canvas.setFocus()
        else:
            self.tray.show_session(session.id)

    def has_column(self, room_id: str) -> bool:
        """Return whether a room has a column on some day."""
        agenda = self._document.agenda
        return any(room_id in day_columns(agenda, day) for day in agenda.days_in_order)

    def show_room(self, room_id: str) -> None:
        """Scroll the timeline to a room's column and first session, on the shown day or else the first day with one."""
        document, agenda = self._document, self._document.agenda
        days = [document.plan.day, *agenda.days_in_order]
        held = [(day, s) for day in days for s, where in agenda.day_sessions(day.date) if room_id in where.rooms]
        day, first = held[0] if held else (next(day for day in days if room_id in day_columns(agenda, day)), None)
        document.plan.show_day(day)
        document.plan.view_state.show_rooms({room_id})
        view = self.timeline.view
        column = view.grid.rooms.index(room_id)
        view.scroll_sideways(view.grid.box((column, column), view.grid.first, view.grid.last))
        if first:
            self.timeline.show_session(first.id)
        self.timeline.canvas.setFocus()

    def reveal(self, change: Change) -> None:
        """Bring a placed session of a change into sight in the timeline, on another day if none is on this one."""
        after = [edit.after for edit in change.edits if isinstance(edit.after, Session) and edit.after.placement]
        days = [session.placement.span.day for session in after if session.placement]
        if days and self._document.plan.day.date not in days and (day := self._document.agenda.day_with_date(days[0])):
            self._document.plan.show_day(day)
        self.timeline.reveal(session.id for session in after)

    @property
    def reschedule_bar(self) -> RescheduleBar:
        """The rescheduling bar below the timeline, created when first needed."""
        if self._reschedule_bar is None:
            from ui.features.rescheduling.reschedule_bar import RescheduleBar  # the window starts without it

            bar = self._reschedule_bar = RescheduleBar(self._document)
            bar.previewed.connect(lambda change: self.timeline.show_preview(change, bar.clashes))
            bar.ended.connect(self.timeline.canvas.setFocus)
            self._column.addWidget(bar)
            self.reschedule_bar_made.emit(bar)
        return self._reschedule_bar
