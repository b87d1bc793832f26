"""The lists of the conference's parts: days, rooms, tracks, people and organisations."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from planner.commands.partners import add_partner
from planner.commands.people import add_person
from planner.commands.venue import add_day, add_room, add_track
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Day, Entity, Partner, Room, Track
from planner.domain.enums import COLOURS
from ui.kit.theme.theme import mark, tab_in_order
from ui.kit.widgets.labels import unmarked
from ui.state.document import Desk
from ui.state.fields.conference_fields import PARTNER_ROLES
from ui.state.plain_line import PlainLine

PARTS_ABOVE = 6
"""Pixels above a heading."""
MOST_ROWS = 24
"""Number of rows shown; the rest are found by searching."""


def heading(words: str) -> QLabel:
    """Return the heading of a group."""
    label = QLabel(words.upper())
    mark(label, heading="group")
    return label


class Parts(QWidget):
    """A list of the conference's parts of one type. A click shows one, and a button adds one."""

    def __init__(self, desk: Desk, kind: type[Entity], title: str, add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, _ = desk, kind, desk.reader.words
        self._shown: list[tuple[str, str]] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._more = QPushButton("+ " + _(add))
        self._more.setAutoDefault(True)
        mark(self._more, flat=True)
        self._more.setAccessibleName(_(add))
        self._more.setEnabled(desk.workspace.writable)
        self._more.clicked.connect(self._add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, PARTS_ABOVE, 0, 0)
        box.setSpacing(2)
        self.search = PlainLine(placeholderText=_("Search"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search"))
        self.search.textChanged.connect(self.refresh)
        self._rest = QLabel()
        mark(self._rest, tone="muted")
        box.addWidget(heading(_(title)))
        box.addWidget(self.search)
        box.addLayout(self._rows)
        box.addWidget(self._rest)
        box.addWidget(self._more)

    def _named(self) -> list[tuple[str, str]]:
        agenda, reader = self._desk.agenda, self._desk.reader
        if self._kind is Day:
            return [
                (d.id, f"{reader.short_day(d.date)} · {self._desk.hours(d.opens, d.closes)}")
                for d in agenda.days_in_order
            ]
        if self._kind is Room:
            rooms = agenda.rooms_in_order
            seats = {r.id: reader.words.plural("{n} seat", "{n} seats", r.seats) if r.seats else "" for r in rooms}
            return [(r.id, " · ".join(part for part in (r.name, seats[r.id]) if part)) for r in rooms]
        if self._kind is Track:
            return [(t.id, t.name) for t in agenda.tracks_in_order]
        if self._kind is Partner:
            roles = {p.id: reader.words(PARTNER_ROLES[p.role]) for p in agenda.partners_in_order}
            return [(p.id, f"{p.name} · {roles[p.id]}") for p in agenda.partners_in_order]
        return [(p.id, ", ".join(part for part in (p.name, p.title) if part)) for p in agenda.people_in_order]

    def refresh(self) -> None:
        """Read the snapshot anew."""
        everything = self._named()
        wanted = self.search.text().casefold().split()
        found = [(i, name) for i, name in everything if all(word in name.casefold() for word in wanted)]
        named, rest = found[:MOST_ROWS], len(found) - MOST_ROWS
        self.search.setVisible(len(everything) > MOST_ROWS or bool(wanted))
        self._rest.setText(self._desk.reader.words.plural("and {n} more", "and {n} more", max(0, rest)))
        self._rest.setVisible(rest > 0)
        if named == self._shown:
            return
        self._shown = named
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for entity_id, name in named:
            button = QPushButton(unmarked(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 230)))
            button.setAccessibleName(name)
            button.setAutoDefault(True)
            mark(button, row=True)
            button.clicked.connect(lambda _checked, eid=entity_id: self._desk.show(self._kind, eid))
            self._rows.addWidget(button)
        items = [self._rows.itemAt(n) for n in range(len(named))]
        tab_in_order(self._more, [widget for item in items if item and (widget := item.widget())])

    def _add(self) -> None:
        _, new_id = self._desk.reader.words, self._desk.workspace.new_id()

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

        if self._desk.perform(make):
            self._desk.show(self._kind, new_id)
            self._desk.edit_wanted.emit()
