"""Windows to look at a plan on the timeline: alone, or beside another with a list of the sessions that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import permutations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHeaderView, QLayout, QPushButton, QSplitter, QTabBar, QWidget

from planner.commands.edit import FIELD_NAMES
from planner.commands.fetching import SessionDifference, session_differences
from planner.domain.agenda import Agenda
from planner.domain.entities import Session
from planner.domain.span import format_times
from planner.wording import Wording
from ui.kit.dialogs.dialog_service import DialogService, close_buttons, fill_dialog
from ui.kit.theme.theme import Presentation
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import ElidedLabel, TextTable, name_widget, plain_label, row
from ui.plan.canvas.tools import Tool
from ui.plan.day.day_view import DayView
from ui.state.plan_view import PlanView

SHARES, ZOOM, BEFORE = (460, 190), 1.2, 30
"""Initial heights in pixels of the plans and of the list; factor of a zoom by keys; minutes shown before a session."""
SHOWN = ("title", "placement")
"""The fields whose values the list shows; of others it says only that they differ."""
MOST = (1760, 1000)
"""Largest width and height of the dialog in pixels, or nine tenths of the screen where that is less."""


def time_and_place(presentation: Presentation, agenda: Agenda, session: Session | None) -> str:
    """Return a session's time and place, such as Thu 25 Apr 09:10–09:55 · Hall, or that it is not placed or missing."""
    if session is None:
        return presentation.words("not there")
    if (where := session.placement) is None:
        return presentation.words("not placed")
    rooms = where.place_name(agenda.room_names(where.rooms)) or presentation.words("All rooms")
    return f"{presentation.short_date(where.span.start_datetime.date())} {format_times(where.span)} · {rooms}"


def other_field_labels(words: Wording, found: SessionDifference) -> list[str]:
    """Return the labels of the differing fields whose values the list does not show, without duplicates."""
    names = (name for name in found.names if name in FIELD_NAMES and name not in SHOWN)
    return list(dict.fromkeys(words(FIELD_NAMES[name]) for name in names))


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """A plan to be shown alone or beside another, and its name."""

    plan: PlanView
    name: str


class LinkedPlans(QWidget):
    """One or several plans beside each other, read-only.

    Scrolling, zoom and selection in one are followed by the others. ``days`` are the tabs that show a day in every plan
    that has it; the dialog puts them into its head.
    """

    def __init__(self, plans: Sequence[ComparedPlan]) -> None:
        super().__init__()
        self._names, self._plans = [one.name for one in plans], [one.plan for one in plans]
        self._presentation, self._follows = self._plans[0].presentation, True
        for plan in self._plans:
            plan.setParent(self)
        self.views = tuple(DayView(plan, Tool(), parent=self) for plan in self._plans)
        self._dates = sorted({day.date for plan in self._plans for day in plan.agenda.days_in_order})
        self._heads = [ElidedLabel() for _view in self.views]
        self.days = name_widget(QTabBar(drawBase=False, expanding=False), self._presentation.words("Days"))
        self._arrange()
        self._link_plans()

    def _arrange(self) -> None:
        plans = QGridLayout(self)
        plans.setContentsMargins(0, 0, 0, 0)
        plans.setVerticalSpacing(0)
        plans.setHorizontalSpacing(16)
        for n, (view, head, name) in enumerate(zip(self.views, self._heads, self._names, strict=True)):
            view.canvas.setAccessibleName(name)
            head.setContentsMargins(8, 4, 8, 4)
            head.setProperty("heading", "count")
            plans.addWidget(head, 0, n)
            plans.addWidget(view.frame, 1, n)
            plans.setColumnStretch(n, 1)
        for date in self._dates:
            self.days.addTab(self._presentation.short_date(date))
        self.days.setVisible(len(self._dates) > 1)

    def _link_plans(self) -> None:
        """Connect the plans so that each follows the others, the tabs of the days, and the keys that zoom."""
        for mine, other in permutations(self.views, 2):
            for bar, followed in (
                (mine.canvas.verticalScrollBar(), other.canvas.verticalScrollBar()),
                (mine.canvas.horizontalScrollBar(), other.canvas.horizontalScrollBar()),
            ):
                bar.valueChanged.connect(lambda value, followed=followed: self._follow_other(followed.setValue, value))
            mine.canvas.grid_changed.connect(
                lambda mine=mine, other=other: self._follow_other(other.canvas.set_zoom, mine.canvas.scale_now, 0)
            )
            mine.plan.selection_changed.connect(
                lambda mine=mine, other=other: self._follow_other(other.plan.select, mine.plan.selected)
            )
        for plan in self._plans:
            plan.day_changed.connect(partial(self._update_heads_and_tab, plan))
        self.days.currentChanged.connect(self._show_tab_day)
        canvas = self.views[0].canvas
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, lambda: canvas.zoom(ZOOM, 0)),
            (QKeySequence.StandardKey.ZoomOut, lambda: canvas.zoom(1 / ZOOM, 0)),
            (QKeySequence("Ctrl+0"), canvas.fit),
        ):
            QShortcut(QKeySequence(keys), self, act)
        self._update_heads_and_tab(self._plans[-1])

    @contextmanager
    def without_following(self) -> Iterator[None]:
        """Keep the plans from following each other inside the ``with`` block."""
        before, self._follows = self._follows, False
        try:
            yield
        finally:
            self._follows = before

    def _follow_other(self, act: Callable[..., object], *values: object) -> None:
        """Do in one plan what was done in another, unless inside ``without_following``."""
        if self._follows:
            with self.without_following():
                act(*values)

    def _show_tab_day(self, tab: int) -> None:
        """Show the day of a tab in every plan that has it; the others stay on theirs."""
        for plan in self._plans:
            if day := plan.agenda.day_with_date(self._dates[tab]):
                plan.show_day(day)

    def _update_heads_and_tab(self, changed: PlanView) -> None:
        """Show in each plan's head which day it is on, and select the tab of the ``changed`` plan's day."""
        for plan, head, name in zip(self._plans, self._heads, self._names, strict=True):
            head.setText(f"{name} · {self._presentation.short_date(plan.day.date)}")
        with QSignalBlocker(self.days):
            self.days.setCurrentIndex(self._dates.index(changed.day.date))


class ComparisonDialog(QDialog):
    """A dialog with two plans beside each other, and a list of the sessions that differ.

    F3 and Shift+F3 choose the next and the previous row of the list.
    """

    def __init__(self, first: ComparedPlan, second: ComparedPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presentation, self._words = first.plan.presentation, first.plan.presentation.words
        self.differences = session_differences(first.plan.agenda, second.plan.agenda)
        for one in (first, second):
            one.plan.differing = frozenset(found.id for found in self.differences)
        self._linked = LinkedPlans((first, second))
        self.views, self.days = self._linked.views, self._linked.days
        self._arrange((first.name, second.name))
        self._list_differences()
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_difference(self.list.current))

    def _arrange(self, names: Sequence[str]) -> None:
        words = self._words
        self.list = TextTable(words("Sessions that differ"), [words("Session"), *names])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        parts = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        for part in (self._linked, self.list):
            parts.addWidget(part)
        parts.setSizes(SHARES)
        parts.setStretchFactor(0, 1)
        self.count = plain_label(heading="window", wrap=False)
        back = self._step_button("◂", words("Previous difference"), "Shift+F3", lambda: self.step(-1))
        ahead = self._step_button("▸", words("Next difference"), "F3", lambda: self.step(1))
        head = row(self.count, back, ahead, 0, self.days)
        _fill_plans_dialog(self, " · ".join(names), head, parts)

    def _step_button(self, sign: str, name: str, key: str, act: Callable[[], object]) -> QPushButton:
        QShortcut(QKeySequence(key), self, act)
        return push_button(sign, act, name=name, tip=f"{name} ({key})", enabled=bool(self.differences))

    def _list_differences(self) -> None:
        words, n = self._words, len(self.differences)
        for found in self.differences:
            places = [
                time_and_place(self._presentation, view.plan.agenda, session)
                for view, session in zip(self.views, (found.first, found.second), strict=True)
            ]
            titles = [session.title for session in (found.second, found.first) if session]
            if "title" in found.names:
                places[0] = f"{titles[1]} · {places[0]}"
            places[1] = " · ".join([places[1], *other_field_labels(words, found)])
            self.list.add([titles[0], *places], found)
        alike = words("The two plans have the same sessions.")
        self.count.setText(words.plural("{n} session differs", "{n} sessions differ", n) if n else alike)
        self.list.setVisible(n > 0)

    def step(self, by: int) -> None:
        """Go ``by`` rows down the list of differences (up if negative), from one end on to the other."""
        if items := self.list.items:
            current = self.list.currentItem()
            here = items.index(current) if current else -(by > 0)
            self.list.setCurrentItem(items[(here + by) % len(items)])

    def _show_difference(self, found: SessionDifference | None) -> None:
        """Select a differing session in each plan that has it, and scroll to it where it is placed; None is ignored.

        In a plan without the session nothing stays selected.
        """
        if found is None:
            return
        with self._linked.without_following():
            for view, session in zip(self.views, (found.first, found.second), strict=True):
                view.plan.select([found.id] if session else [])
                if session and session.placement:
                    view.frame.scroll_to_minute(session.placement.span.start - BEFORE)
                    view.canvas.scrollTo(view.source.model.item_index(found.id))


class PlanDialog(QDialog):
    """A dialog that shows one plan, read-only."""

    def __init__(self, shown: ComparedPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linked = LinkedPlans((shown,))
        self.view, self.days = self._linked.views[0], self._linked.days
        n = len(shown.plan.agenda.sessions)
        count = shown.plan.presentation.words.plural("{n} session", "{n} sessions", n)
        head = row(plain_label(count, heading="window", wrap=False), 0, self.days)
        _fill_plans_dialog(self, shown.name, head, self._linked)


def _fill_plans_dialog(dialog: QDialog, title: str, head: QLayout, plans: QWidget) -> None:
    """Fill a dialog with plans below a head, as large as is useful, up to nine tenths of the screen."""
    closing, close = close_buttons(dialog)
    room = dialog.screen().availableGeometry().size()
    size = min(MOST[0], room.width() * 9 // 10), min(MOST[1], room.height() * 9 // 10)
    fill_dialog(dialog, title, head, (plans, 1), row(0, closing), default=close, size=size, spacing=12)


def open_comparison(
    plan: PlanView, other: Agenda, name: str, dialogs: DialogService, parent: QWidget | None,
    read_picture: Callable[[str], bytes | None] | None = None,
) -> None:  # fmt: skip
    """Open a dialog with the present plan beside another one, which is called ``name``.

    ``read_picture`` reads the other plan's pictures; without it they are those of the present plan.
    """
    now = ComparedPlan(plan.make_other_view(plan.agenda), plan.presentation.words("Now"))
    dialogs.run_dialog(ComparisonDialog(now, ComparedPlan(plan.make_other_view(other, read_picture), name), parent))
