"""Lists of the conference's days, rooms, tracks, people and organisations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Entity, Partner, Person, Room, Track
from planner.domain.span import clock_range
from planner.domain.text import N_
from ui.kit.theme.theme import set_properties, set_tab_order
from ui.kit.widgets.labels_and_boxes import clear, column, escape_mnemonic, heading, named, plain_label
from ui.state.document import Document
from ui.state.fields.conference_fields import PARTNER_ROLES
from ui.state.new_entities import add_and_edit
from ui.state.plain_line import PlainLineEdit

PARTS_ABOVE = 6
"""Pixels above a heading."""
MOST_ROWS = 24
"""Maximum number of rows shown; the rest are found by searching."""


def _seats(document: Document, room: Room) -> str:
    return document.presentation.words.plural("{n} seat", "{n} seats", room.seats) if room.seats else ""


KINDS: dict[
    type[Entity], tuple[str, str, Callable[[Agenda], Sequence[Entity]], Callable[[Document, Any], tuple[str, ...]], str]
] = {
    Day: (
        N_("Days"), N_("Add day"), lambda agenda: agenda.days_in_order,
        lambda document, d: (document.presentation.short_day(d.date), clock_range(d.opens, d.closes)), " · ",
    ),
    Room: (
        N_("Rooms"), N_("Add room"), lambda agenda: agenda.rooms_in_order,
        lambda document, room: (room.name, _seats(document, room)), " · ",
    ),
    Track: (
        N_("Tracks"), N_("Add track"), lambda agenda: agenda.tracks_in_order, lambda document, t: (t.name,), "",
    ),
    Person: (
        N_("People"), N_("Add person"), lambda agenda: agenda.people_in_order,
        lambda document, person: (person.name, person.title), ", ",
    ),
    Partner: (
        N_("Organisations"), N_("Add organisation"), lambda agenda: agenda.partners_in_order,
        lambda document, p: (p.name, document.presentation.words(PARTNER_ROLES[p.role])), " · ",
    ),
}  # fmt: skip
"""Heading, label of the button, entities in order, the parts of an entity's text, and what stands between them."""


class EntityList(QWidget):
    """A list of the entities of one type. Clicking one shows it, and a button adds one."""

    def __init__(self, document: Document, kind: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._kind, words = document, kind, document.presentation.words
        title, add, self._read, self._parts, self._between = KINDS[kind]
        self._shown: list[tuple[str, str]] | None = None
        self._rows = column(spacing=0)
        more = set_properties(QPushButton("+ " + words(add), autoDefault=True), flat=True)
        self._more = named(more, words(add))
        self._more.setEnabled(document.workspace.writable)
        self._more.clicked.connect(lambda: add_and_edit(document, kind))
        hint = words("Search")
        self.search = named(PlainLineEdit(placeholderText=hint, clearButtonEnabled=True), hint)
        self.search.textChanged.connect(self.refresh)
        self._rest = plain_label(wrap=False, tone="muted")
        parts = (heading(words(title)), self.search, self._rows, self._rest, self._more)
        column(*parts, inside=self, margins=(0, PARTS_ABOVE, 0, 0), spacing=2)

    def _text(self, entity: Entity) -> str:
        return self._between.join(part for part in self._parts(self._document, entity) if part)

    def refresh(self) -> None:
        """Reload the rows from the current snapshot."""
        everything = [(entity.id, self._text(entity)) for entity in self._read(self._document.agenda)]
        wanted = self.search.text().casefold().split()
        found = [(i, name) for i, name in everything if all(word in name.casefold() for word in wanted)]
        shown, rest = found[:MOST_ROWS], len(found) - MOST_ROWS
        self.search.setVisible(len(everything) > MOST_ROWS or bool(wanted))
        self._rest.setText(self._document.presentation.words.plural("and {n} more", "and {n} more", max(0, rest)))
        self._rest.setVisible(rest > 0)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        buttons = [self._button(entity_id, name) for entity_id, name in shown]
        for button in buttons:
            self._rows.addWidget(button)
        set_tab_order(self._more, buttons)

    def _button(self, entity_id: str, name: str) -> QPushButton:
        text = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 230)
        button = set_properties(QPushButton(escape_mnemonic(text), autoDefault=True), row=True)
        button.clicked.connect(lambda: self._document.show(self._kind, entity_id))
        return named(button, name)
