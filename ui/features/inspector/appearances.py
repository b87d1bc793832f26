"""The sessions and shifts of a person, by time. Clicking one shows it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.domain.entities import Cover, Entity, Person, Session
from planner.domain.enums import State
from planner.domain.span import clock_range
from ui.features.inspector.entity_list import heading
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import escape_mnemonic, tooltip_text
from ui.state.document import Document
from ui.state.fields.person_fields import ROLE_NAMES, STATE_NAMES

PADDING = 30
"""Width of a card in pixels beyond that of its text."""


class AppearanceCard(QPushButton):
    """A button with two lines, elided if the card is too narrow; the tooltip has the full text."""

    def __init__(self, title: str, line: str) -> None:
        super().__init__()
        self._lines = (title, line)
        self.setAccessibleName(f"{title}, {line}")
        self.setToolTip(tooltip_text(f"{title}, {line}"))
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_properties(self, card=True)
        self._fit(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width() - PADDING)

    def _fit(self, room: int) -> None:
        metrics, end = self.fontMetrics(), Qt.TextElideMode.ElideRight
        self.setText("\n".join(escape_mnemonic(metrics.elidedText(text, end, room)) for text in self._lines))


class Appearances(QWidget):
    """The list of a person's sessions and shifts as a moderator."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: list[tuple[type[Entity], str, str, str]] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._head = heading(document.presentation.words("Sessions"))
        box.addWidget(self._head)
        box.addLayout(self._rows)

    def show_person(self, person: Person) -> None:
        """Show the sessions and shifts of a person."""
        rows = [*self._sessions(person), *self._shifts(person)]
        if rows == self._shown:
            return
        self._shown = rows
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for kind, entity_id, title, line in rows:
            button = AppearanceCard(title, line)
            button.clicked.connect(lambda _checked, k=kind, e=entity_id: self._document.show(k, e))
            self._rows.addWidget(button)
        self._head.setVisible(bool(rows))

    def _sessions(self, person: Person) -> Iterator[tuple[type[Entity], str, str, str]]:
        agenda, words = self._document.agenda, self._document.presentation.words
        placed = [session for session, _ in agenda.placed]
        for session in (*placed, *agenda.tray):
            for appearance in session.people:
                if appearance.person == person.id:
                    role = words(ROLE_NAMES[appearance.role])
                    state = self._state(appearance.state)
                    problem = self._document.reason(session.id)
                    parts = (self.when(session), role, state, f"! {problem}" if problem else "")
                    yield Session, session.id, session.title, " · ".join(part for part in parts if part)

    def _state(self, state: State) -> str:
        name = self._document.presentation.words(STATE_NAMES[state])
        return f"✓ {name}" if state is State.CONFIRMED else name

    def when(self, session: Session) -> str:
        """Return the time and room of a session in short form, with the day if there are several."""
        agenda, words, where = self._document.agenda, self._document.presentation.words, session.placement
        if where is None:
            return words("In the tray")
        rooms = where.place or ", ".join(agenda.room_names(where.rooms)) or words("Whole venue")
        hours = clock_range(where.span.start, where.span.end)
        return f"{self._day(where.span.day)}{hours} · {rooms}"

    def _day(self, day: object) -> str:
        days = self._document.agenda.days_in_order
        return f"{self._document.presentation.short_day(day)} " if len(days) > 1 else ""  # type: ignore[arg-type]

    def _shifts(self, person: Person) -> Iterator[tuple[type[Entity], str, str, str]]:
        agenda, words = self._document.agenda, self._document.presentation.words
        for cover in agenda.covers_in_order:
            if cover.person == person.id:
                room = agenda.rooms[cover.room].name if cover.room else words("Every room")
                hours = (
                    words("The whole day")
                    if cover.start is None or cover.end is None
                    else clock_range(cover.start, cover.end)
                )
                line = f"{self._day(cover.day)}{hours} · {self._state(cover.state)}"
                yield Cover, cover.id, words("Moderator: {room}").format(room=room), line
