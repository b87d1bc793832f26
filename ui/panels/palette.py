"""What can be inserted: chips for breaks, meals and the like. Drag one into the timeline, or press it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from planner.commands.sessions import add_session
from planner.domain.entities import Session
from planner.domain.kinds import Kind
from planner.domain.text import N_
from ui.desk import Desk
from ui.flow import Flow
from ui.look import mark
from ui.timeline.carrier import Carrier
from ui.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Insert:
    """A chip: a title in the conference's language, a kind and a length in minutes."""

    title: str
    kind: Kind
    minutes: int


INSERTS: tuple[Insert, ...] = (
    Insert(N_("Coffee"), Kind.BREAK, 15),
    Insert(N_("Lunch"), Kind.MEAL, 60),
    Insert(N_("Mingle"), Kind.SOCIAL, 60),
    Insert(N_("Opening"), Kind.OPENING, 10),
    Insert(N_("Registration"), Kind.REGISTRATION, 60),
)


class Chip(QPushButton):
    """One chip. Pressed, it makes a session in the tray; dragged, it makes one where it is dropped."""

    def __init__(self, insert: Insert, desk: Desk, timeline: Timeline) -> None:
        words = desk.reader.words
        super().__init__(words("{title} {n}").format(title=words(insert.title), n=insert.minutes))
        self._insert, self._desk, self._timeline = insert, desk, timeline
        self._carrier = Carrier(timeline, self)
        name = words("Insert {title}, {n} minutes").format(title=words(insert.title), n=insert.minutes)
        self.setAccessibleName(name)
        self.setToolTip(
            words("Drag it into the timeline. A click puts it into the tray; M places it with the arrow keys.")
        )
        mark(self, chip=True)
        self.clicked.connect(self._into_tray)

    def _draft(self) -> Session:
        agenda, title = self._desk.agenda, self._desk.workspace.wording(self._insert.title)
        return Session(
            id=self._desk.workspace.new_id(),
            number=agenda.next_number(),
            title=title,
            kind=self._insert.kind,
            minutes=self._insert.minutes,
        )

    def _into_tray(self) -> None:
        draft = self._draft()
        if self._desk.perform(lambda agenda: add_session(agenda, draft.id, title=draft.title, kind=draft.kind)):
            self._desk.select((draft.id,))

    def _by_keys(self) -> None:
        self._timeline.grab_by_keys(self._draft(), draft=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._carrier.press(event)
        super().mousePressEvent(event)

    def _taken(self) -> Session:
        self.setDown(False)
        return self._draft()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._carrier.move(event, self._taken, draft=True):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._carrier.release():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_M, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._by_keys()
        else:
            super().keyPressEvent(event)


class Palette(QWidget):
    """The chips under their heading."""

    new_wanted = Signal()

    def __init__(self, desk: Desk, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        heading = QLabel(_("Insert").upper())
        mark(heading, heading="group")
        flow = Flow()
        self.chips = [Chip(insert, desk, timeline) for insert in INSERTS]
        for chip in self.chips:
            flow.addWidget(chip)
        self.more = QPushButton(_("+ New…"))
        self.more.setAccessibleName(_("New session"))
        mark(self.more, chip=True)
        self.more.clicked.connect(self.new_wanted)
        flow.addWidget(self.more)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(heading)
        box.addLayout(flow)
        self.setEnabled(desk.workspace.writable)
