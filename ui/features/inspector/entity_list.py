"""Lists of the conference's days, rooms, tracks, people and organisations."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from planner.commands.people import add_partner, add_person
from planner.commands.venue import add_day, add_room, add_track
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Day, Entity, Partner, Room, Track
from planner.domain.enums import COLOURS
from planner.domain.span import clock_range
from ui.kit.theme.theme import set_properties, set_tab_order
from ui.kit.widgets.labels import escape_mnemonic
from ui.state.document import Document
from ui.state.fields.conference_fields import PARTNER_ROLES
from ui.state.plain_line import PlainLineEdit

PARTS_ABOVE = 6
"""Pixels above a heading."""
MOST_ROWS = 24
"""Maximum number of rows shown; the rest are found by searching."""


def heading(words: str) -> QLabel:
    """Return the label of a group's heading."""
    label = QLabel(words.upper())
    set_properties(label, heading="group")
    return label


class EntityList(QWidget):
    """A list of the entities of one type. Clicking one shows it, and a button adds one."""

    def __init__(
        self, document: Document, kind: type[Entity], title: str, add: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._kind, _ = document, kind, document.presentation.words
        self._shown: list[tuple[str, str]] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._more = QPushButton("+ " + _(add))
        self._more.setAutoDefault(True)
        set_properties(self._more, flat=True)
        self._more.setAccessibleName(_(add))
        self._more.setEnabled(document.workspace.writable)
        self._more.clicked.connect(self._add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, PARTS_ABOVE, 0, 0)
        box.setSpacing(2)
        self.search = PlainLineEdit(placeholderText=_("Search"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search"))
        self.search.textChanged.connect(self.refresh)
        self._rest = QLabel()
        set_properties(self._rest, tone="muted")
        box.addWidget(heading(_(title)))
        box.addWidget(self.search)
        box.addLayout(self._rows)
        box.addWidget(self._rest)
        box.addWidget(self._more)

    def _named(self) -> list[tuple[str, str]]:
        agenda, presentation = self._document.agenda, self._document.presentation
        if self._kind is Day:
            return [
                (d.id, f"{presentation.short_day(d.date)} · {clock_range(d.opens, d.closes)}")
                for d in agenda.days_in_order
            ]
        if self._kind is Room:
            rooms = agenda.rooms_in_order
            seats = {
                r.id: presentation.words.plural("{n} seat", "{n} seats", r.seats) if r.seats else "" for r in rooms
            }
            return [(r.id, " · ".join(part for part in (r.name, seats[r.id]) if part)) for r in rooms]
        if self._kind is Track:
            return [(t.id, t.name) for t in agenda.tracks_in_order]
        if self._kind is Partner:
            roles = {p.id: presentation.words(PARTNER_ROLES[p.role]) for p in agenda.partners_in_order}
            return [(p.id, f"{p.name} · {roles[p.id]}") for p in agenda.partners_in_order]
        return [(p.id, ", ".join(part for part in (p.name, p.title) if part)) for p in agenda.people_in_order]

    def refresh(self) -> None:
        """Reload the rows from the current snapshot."""
        everything = self._named()
        wanted = self.search.text().casefold().split()
        found = [(i, name) for i, name in everything if all(word in name.casefold() for word in wanted)]
        named, rest = found[:MOST_ROWS], len(found) - MOST_ROWS
        self.search.setVisible(len(everything) > MOST_ROWS or bool(wanted))
        self._rest.setText(self._document.presentation.words.plural("and {n} more", "and {n} more", max(0, rest)))
        self._rest.setVisible(rest > 0)
        if named == self._shown:
            return
        self._shown = named
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for entity_id, name in named:
            button = QPushButton(escape_mnemonic(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 230)))
            button.setAccessibleName(name)
            button.setAutoDefault(True)
            set_properties(button, row=True)
            button.clicked.connect(lambda _checked, eid=entity_id: self._document.show(self._kind, eid))
            self._rows.addWidget(button)
        items = [self._rows.itemAt(n) for n in range(len(named))]
        set_tab_order(self._more, [widget for item in items if item and (widget := item.widget())])

    def _add(self) -> None:
        _, new_id = self._document.presentation.words, self._document.workspace.new_id()

        def make(agenda: Agenda) -> Change:
            if self._kind is Day:
                return add_day(agenda, new_id, when=agenda.days_in_order[-1].date + timedelta(days=1))
            if self._kind is Room:
                taken = {room.name for room in agenda.rooms.values()}
                names = (_("Room {n}").format(n=n) for n in range(len(taken) + 1, 2 * len(taken) + 3))
                return add_room(agenda, new_id, name=next(name for name in names if name not in taken))
            if self._kind is Track:
                colour = list(COLOURS)[len(agenda.tracks) % len(COLOURS)]
                return add_track(agenda, new_id, name=_("New track"), colour=colour)
            if self._kind is Partner:
                return add_partner(agenda, new_id, name=_("New organisation"))
            return add_person(agenda, new_id, name=_("New person"))

        if self._document.apply(make):
            self._document.show(self._kind, new_id)
            self._document.edit_requested.emit()
