"""The bar above the timeline: the day tabs, and the search that dims all other sessions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from planner.domain.change import Change
from ui.features.timeline.room_headers import hidden_on
from ui.features.timeline.timeline import Timeline
from ui.kit.theme.theme import mark
from ui.kit.widgets.day_tabs import DayTabs
from ui.kit.widgets.labels import tip
from ui.state.document import Desk
from ui.state.plain_line import PlainLine
from ui.state.view_state import Wanted

WIDEST = 240
"""Maximum width of the search line, in pixels."""


class LookFor(PlainLine):
    """The search line. Enter selects the matches, Down moves to the timeline, Escape clears and then leaves."""

    def __init__(self, desk: Desk, timeline: Timeline) -> None:
        super().__init__()
        self._desk, self._timeline = desk, timeline
        self.setPlaceholderText(desk.reader.words("Find in the timeline"))
        self.setAccessibleName(self.placeholderText())
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._desk.seeing.wanted:
            self._desk.seeing.want(Wanted())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self._timeline.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._desk.seeing.wanted and (found := self._timeline.matching):
                self._desk.select(found)
                self._timeline.setFocus()
        else:
            super().keyPressEvent(event)


class SeeingBar(QFrame):
    """The bar with the day tabs, the search line and the count of matches. It is shown for a single day too."""

    def __init__(self, desk: Desk, days: DayTabs, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._timeline, words = desk, timeline, desk.reader.words
        mark(self, part="bar")
        self.search = LookFor(desk, timeline)
        self.count = QLabel()
        mark(self.count, tone="muted")
        self.hidden = QToolButton()
        self.hidden.clicked.connect(lambda: desk.seeing.show())
        self.pick = QToolButton()
        self.pick.clicked.connect(self.open_picker)
        self.clear = QToolButton()
        self.clear.setText("✕")
        self.clear.setAccessibleName(words("Show everything again"))
        self.clear.setToolTip(self.clear.accessibleName())
        self.clear.clicked.connect(self._show_everything)
        for button in (self.hidden, self.pick, self.clear):
            mark(button, small=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 8, 0)
        across.setSpacing(6)
        across.addWidget(days)
        across.addStretch(1)
        for widget in (self.count, self.clear, self.hidden, self.pick):
            across.addWidget(widget)
        across.addWidget(self.search, 1)
        self.setFixedHeight(38)
        self.search.textChanged.connect(self._on_typed)
        desk.seeing.wanted_changed.connect(self.show_wanted)
        desk.changed.connect(self._on_change)
        desk.day_changed.connect(self.show_wanted)
        desk.seeing.rooms_changed.connect(self.show_wanted)
        desk.seeing.rooms_changed.connect(self.count_hidden)
        desk.day_changed.connect(self.count_hidden)
        self.show_wanted()
        self.count_hidden()

    def _on_change(self, change: Change) -> None:
        if change.edits and self._desk.seeing.wanted:
            self.show_wanted()
        if change.edits:
            self.count_hidden()

    def count_hidden(self) -> None:
        """Show the number of hidden rooms on the shown day."""
        words, desk = self._desk.reader.words, self._desk
        rooms = hidden_on(desk)
        self.hidden.setText(words.plural("{n} room hidden", "{n} rooms hidden", len(rooms)))
        names = ", ".join(desk.agenda.room_names(rooms))
        self.hidden.setAccessibleName(words("Show the hidden rooms: {names}").format(names=names))
        self.hidden.setToolTip(tip(self.hidden.accessibleName()))
        self.hidden.setVisible(bool(rooms))

    def _on_typed(self, text: str) -> None:
        wanted = self._desk.seeing.wanted
        self._desk.seeing.want(Wanted(text, wanted.tracks, wanted.kinds, wanted.statuses, wanted.people))
        if text != wanted.text:  # changed by typing
            self._show_found()
        self._say()

    def _show_found(self) -> None:
        """Scroll to the match if there is exactly one, without selecting it."""
        found = self._timeline.matching if self._desk.seeing.wanted else ()
        if len(found) == 1:
            self._timeline.scrollTo(self._timeline.days.index(self._timeline.days.row(found[0])))

    def _show_everything(self) -> None:
        self._desk.seeing.want(Wanted())
        self.search.setFocus()

    def open_picker(self) -> None:
        """Open the popup of tracks, kinds, statuses and people."""
        from ui.features.timeline.filter_popup import Picker  # loaded late to keep the start of the window short

        Picker(self._desk, self.window()).open_below(self.pick)

    def show_wanted(self) -> None:
        """Show the search text, the number of picked values, and the number of matches on the day."""
        words, wanted = self._desk.reader.words, self._desk.seeing.wanted
        if self.search.text() != wanted.text:
            self.search.setText(wanted.text)
        n = wanted.picked
        self.pick.setText(words.plural("{n} picked", "{n} picked", n) if n else words("Pick…"))
        hint = words("Pick tracks, kinds, statuses and people; all else is dimmed")
        self.pick.setToolTip(hint)
        self.pick.setAccessibleName(f"{self.pick.text()}, {hint}" if n else hint)
        found, every = len(self._timeline.matching), len(self._timeline.days.ids)
        self.count.setText(words("{n} of {all}").format(n=found, all=every) if wanted else "")
        self.count.setVisible(bool(wanted))
        self.clear.setVisible(bool(wanted))

    def _say(self) -> None:
        """Announce the number of matches to a screen reader."""
        if QAccessible.isActive() and self.count.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.search, self.count.text()))
