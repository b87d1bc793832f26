"""The page of an open conference: head, tray, timeline, inspector, problems and status."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTabBar, QToolButton, QVBoxLayout, QWidget

from planner.domain.change import Change
from planner.domain.entities import Conference, Room, Session
from planner.domain.text import Text
from planner.rules.conflict import Severity
from ui.desk import Desk
from ui.labels import ElidedLabel, tip, unmarked
from ui.look import mark
from ui.panels.inspector import Inspector
from ui.panels.problems import Problems
from ui.panels.tray import Tray
from ui.timeline.timeline import Timeline

WATCH = 1000
"""Milliseconds between looks at whether the file is still ours."""


class Follower(QObject):
    """Keeps a button as its action is. The action lives as long as the window, the button as long as its page."""

    def __init__(self, button: QToolButton | QPushButton, action: QAction) -> None:
        super().__init__(button)
        self._button, self._action = button, action
        button.clicked.connect(action.trigger)
        action.changed.connect(self._take_over)
        self._take_over()

    def _take_over(self) -> None:
        name = self._action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setEnabled(self._action.isEnabled())
        self._button.setAccessibleName(name)
        self._button.setToolTip(tip(f"{name} ({keys})" if keys else name))


class Head(QFrame):
    """The bar above: the conference's name, undo, redo, zoom, print and send."""

    def __init__(self, desk: Desk, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        self._desk = desk
        mark(self, part="bar")
        self.setFixedHeight(52)
        self._title, self._line = ElidedLabel(), ElidedLabel()
        mark(self._title, heading="window")
        mark(self._line, tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._line)
        row.addStretch()
        for name, text in (
            ("undo", "↶ " + _("Undo")),
            ("redo", "↷"),
            ("zoom_out", "−"),
            ("fit", _("Fit")),
            ("zoom_in", "+"),
        ):
            row.addWidget(self._button(actions[name], text))
        row.addWidget(self._push(actions["print"], _("Print…"), primary=False))
        row.addWidget(self._push(actions["send"], _("Send calendar…"), primary=True))
        desk.changed.connect(self.refresh)
        self.refresh()

    def _button(self, action: QAction, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        Follower(button, action)
        return button

    def _push(self, action: QAction, text: str, *, primary: bool) -> QPushButton:
        button = QPushButton(text, autoDefault=True)
        mark(button, primary=primary)
        Follower(button, action)
        return button

    def refresh(self) -> None:
        """Read the snapshot anew."""
        agenda, reader = self._desk.agenda, self._desk.reader
        days = agenda.days_in_order
        when = reader.day_name(days[0].date)
        if len(days) > 1:
            when += " – " + reader.day_name(days[-1].date)
        self._title.setText(agenda.conference.title)
        self._line.setText(" · ".join(part for part in (when, agenda.venue.name) if part))


class StatusLine(QFrame):
    """The bar below: what is wrong, how much there is, what changed since it was sent, and that it is saved."""

    def __init__(self, desk: Desk, show_problems: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        self._desk = desk
        mark(self, part="status")
        self.setFixedHeight(32)
        self.problems = QPushButton(autoDefault=True)
        self.warnings = QPushButton(autoDefault=True)
        mark(self.problems, status=True)
        mark(self.warnings, status=True)
        self.counts, self.sent, self.saved = QLabel(), QLabel(), QLabel()
        mark(self.counts, tone="muted")
        mark(self.sent, tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 14, 0)
        row.setSpacing(14)
        for button in (self.problems, self.warnings):
            button.clicked.connect(show_problems)
            button.setToolTip(_("Show the list of problems"))
            row.addWidget(button)
        row.addWidget(self.counts)
        row.addStretch()
        row.addWidget(self.sent)
        row.addWidget(self.saved)
        desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the snapshot anew."""
        words, agenda = self._desk.reader.words, self._desk.agenda
        graves = [conflict.severity for conflict in self._desk.conflicts]
        problems, warnings = graves.count(Severity.PROBLEM), graves.count(Severity.WARNING)
        self.problems.setText("● " + words.plural("{n} problem", "{n} problems", problems))
        mark(self.problems, tone="problem" if problems else "muted")
        self.warnings.setText("▲ " + words.plural("{n} warning", "{n} warnings", warnings))
        mark(self.warnings, tone="warning" if warnings else "muted")
        self.counts.setText(
            words.plural("{n} session", "{n} sessions", len(agenda.sessions))
            + " · " + words("{n} to schedule").format(n=len(agenda.tray))
        )  # fmt: skip
        self.sent.setText(words.say(self._since()))
        self.saved.setText(words("Saved") if self._desk.workspace.writable else words("Read-only"))
        mark(self.saved, tone="good" if self._desk.workspace.writable else "muted")

    def _since(self) -> Text:
        release = self._desk.workspace.last_release
        if release is None:
            return Text("Not sent yet")
        from planner.programme.difference import summary

        changed = summary(release.programme, self._desk.workspace.programme())
        if changed is None:
            return Text("As sent in v{n}", n=release.number)
        return Text("Changed since v{n}: {what}", n=release.number, what=changed)


class PlannerPage(QWidget):
    """All parts of an open conference, around one desk."""

    def __init__(self, desk: Desk, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, _ = desk, desk.reader.words
        self.timeline = Timeline(desk)
        self.tray = Tray(desk, self.timeline)
        self.timeline.tray_zone = self.tray
        self.timeline.over_tray.connect(self.tray.hint_drop)
        self.timeline.header.clicked.connect(lambda room: desk.show(Room, room))
        self.inspector = Inspector(desk)
        self.problems = Problems(desk)
        self.problems.hide()
        self.status = StatusLine(desk, self.toggle_problems)
        self.days = QTabBar(drawBase=False, expanding=False)
        self.days.setAccessibleName(_("Days"))
        self.days.currentChanged.connect(self._on_tab)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.days)
        middle.addWidget(self.timeline, 1)
        middle.addWidget(self.problems)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.tray)
        body.addLayout(middle, 1)
        body.addWidget(self.inspector)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Head(desk, actions))
        box.addLayout(body, 1)
        box.addWidget(self.status)
        QWidget.setTabOrder(self.tray.palette_chips.more, self.timeline)
        desk.edit_wanted.connect(self.inspector.edit)
        desk.changed.connect(self._on_change)
        desk.day_changed.connect(self._show_days)
        self._show_days()
        self.watch = QTimer(self, interval=WATCH)

    def _on_change(self, change: Change) -> None:
        if change.edits:
            self._show_days()

    def _show_days(self) -> None:
        days, reader = self.desk.agenda.days_in_order, self.desk.reader
        names = [reader.short_day(day.date) for day in days]
        names = [unmarked(f"{n} · {day.title}" if day.title else n) for n, day in zip(names, days, strict=True)]
        if names != [self.days.tabText(n) for n in range(self.days.count())]:
            while self.days.count() > len(names):
                self.days.removeTab(self.days.count() - 1)
            for n, name in enumerate(names):
                if n < self.days.count():
                    self.days.setTabText(n, name)
                else:
                    self.days.addTab(name)
        self.days.setVisible(len(days) > 1)
        self.days.setCurrentIndex([day.id for day in days].index(self.desk.day.id))

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
        else:
            self.timeline.setFocus()

    def show_conference(self) -> None:
        """Show the conference in the inspector."""
        self.desk.show(Conference, self.desk.agenda.conference.id)

    @property
    def session(self) -> Session | None:
        """The first selected session."""
        return self.desk.agenda.sessions.get(self.desk.selected[0]) if self.desk.selected else None
