"""The inspector: every field of what is selected; with nothing selected, the conference and what it consists of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.commands.partners import move_partner
from planner.commands.venue import move_room, move_track
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Conference, Cover, Day, Entity, Partner, Person, Room, Session, Track, Venue
from planner.domain.text import N_
from ui.desk import Desk
from ui.fields.forms import FORMS
from ui.look import mark
from ui.panels.appearances import Appearances
from ui.panels.form import Form
from ui.panels.parts import Parts, heading
from ui.panels.people_field import PeopleField
from ui.panels.sheet import Sheet

NARROW, WIDE = 292, 372
"""Pixels of the inspector beside the timeline and beside a list."""
HEADINGS: dict[type[Entity], str] = {
    Session: N_("Session"), Person: N_("Person"), Room: N_("Room"), Track: N_("Track"), Day: N_("Day"),
    Conference: N_("Conference"), Venue: N_("Venue"), Partner: N_("Organisation"), Cover: N_("Moderator's stretch"),
}  # fmt: skip
DELETIONS: dict[type[Entity], str] = {
    Session: N_("Delete session"), Person: N_("Delete person"), Room: N_("Delete room"), Track: N_("Delete track"),
    Day: N_("Delete day"), Partner: N_("Delete organisation"), Cover: N_("Delete stretch"),
}  # fmt: skip
MOVES: dict[type[Entity], tuple[str, str, Callable[[Agenda, str, int], Change]]] = {
    Room: (N_("Move left"), N_("Move right"), move_room),
    Track: (N_("Move up"), N_("Move down"), move_track),
    Partner: (N_("Move up"), N_("Move down"), move_partner),
}
OPENED: dict[type[Entity], frozenset[str]] = {
    Session: frozenset({N_("Texts")}), Person: frozenset({N_("When they can come")}),
    Conference: frozenset({N_("Addresses")}),
}  # fmt: skip


class Page(QWidget):
    """The page of one kind of thing: its fields, what else can be done with it, and a way back."""

    def __init__(self, desk: Desk, kind: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, _ = desk, kind, desk.reader.words
        first = 2 if kind is Session else len(FORMS[kind])
        opened = set(OPENED.get(kind, ()))
        self.head = heading(_(HEADINGS[kind]))
        self.form = Form(desk, kind, FORMS[kind][:first], self) if kind is Session else None
        self.people = PeopleField(desk, self) if kind is Session else None
        self.sheet = Sheet(desk, kind, FORMS[kind][first if self.form else 0 :], opened, self)
        self.appearances = Appearances(desk, self) if kind is Person else None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(10)
        for part in (self.head, self.form, self.people, self.sheet.form, self.appearances, self.sheet):
            if part:
                self.box.addWidget(part)
        self._buttons: list[QPushButton] = []
        if kind in MOVES:
            self._add_movers(*MOVES[kind])
        if kind in DELETIONS:
            delete = QPushButton(_(DELETIONS[kind]), autoDefault=True)
            delete.clicked.connect(desk.delete_wanted)
            delete.setEnabled(desk.workspace.writable)
            self.box.addWidget(delete)
            back = QPushButton("← " + _("The conference"), autoDefault=True)
            mark(back, flat=True)
            back.clicked.connect(lambda: desk.show(Conference, desk.agenda.conference.id))
            self.box.addWidget(back)

    def _add_movers(self, first: str, second: str, act: Callable[[Agenda, str, int], Change]) -> None:
        _, desk, row = self._desk.reader.words, self._desk, QHBoxLayout()
        for label, places in ((_(first), -1), (_(second), 1)):
            button = QPushButton(label, autoDefault=True)
            button.setEnabled(desk.workspace.writable)
            button.clicked.connect(
                lambda _checked, n=places: desk.perform(lambda agenda: act(agenda, desk.shown[1], n))
            )
            row.addWidget(button)
            self._buttons.append(button)
        self.box.addLayout(row)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show these things, all of this page's kind."""
        one, words = len(entities) == 1, self._desk.reader.words
        name = words(HEADINGS[self._kind])
        self.head.setText((name if one else f"{name} × {len(entities)}").upper())
        if self.form:
            self.form.show_entities(entities)
            self.form.setVisible(one)
        self.sheet.show_entities(entities)
        first = entities[0]
        if self.people and isinstance(first, Session):
            self.people.setVisible(one)
            self.people.show_session(first)
        if self.appearances and isinstance(first, Person):
            self.appearances.setVisible(one)
            self.appearances.show_person(first)
        for button in self._buttons:
            button.setVisible(one)

    def form_of(self, name: str) -> Form:
        """The form that a field stands in, opened."""
        return self.form if self.form and name in self.form.editors else self.sheet.form_of(name)

    def commit(self) -> None:
        """Save what was typed."""
        if self.form:
            self.form.commit()
        self.sheet.commit()


class Overview(QWidget):
    """The conference, its venue, and the lists of days, rooms, tracks, people and organisations."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, _ = desk, desk.reader.words
        self._parts = [
            Parts(desk, Day, N_("Days"), N_("Add day"), self),
            Parts(desk, Room, N_("Rooms"), N_("Add room"), self),
            Parts(desk, Track, N_("Tracks"), N_("Add track"), self),
            Parts(desk, Person, N_("People"), N_("Add person"), self),
            Parts(desk, Partner, N_("Organisations"), N_("Add organisation"), self),
        ]
        self.sheet = Sheet(desk, Conference, FORMS[Conference], set(OPENED[Conference]), self)
        self._venue = Sheet(desk, Venue, FORMS[Venue], set(), self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for part in self._parts:
            box.addWidget(part)
        box.addWidget(heading(_("Conference")))
        box.addWidget(self.sheet)
        box.addWidget(heading(_("Venue")))
        box.addWidget(self._venue)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show the conference."""
        self.sheet.show_entities(entities)
        self._venue.show_entities((self._desk.agenda.venue,))
        for part in self._parts:
            part.refresh()

    def form_of(self, name: str) -> Form:
        """The form that a field of the conference stands in, opened."""
        return self.sheet.form_of(name)

    def commit(self) -> None:
        """Save what was typed."""
        self.sheet.commit()
        self._venue.commit()


class Inspector(QFrame):
    """The right side."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, part="right")
        self.setFixedWidth(NARROW)
        self.setAccessibleName(desk.reader.words("Inspector"))
        self._desk = desk
        self._pages: dict[type[Entity], Page | Overview] = {}
        self._body = QVBoxLayout()
        self._body.setContentsMargins(14, 14, 14, 14)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setLayout(self._body)
        self._body.addStretch()
        self._area.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 0, 0)
        box.addWidget(self._area)
        desk.changed.connect(self.refresh)
        desk.selection_changed.connect(self.refresh)
        self.refresh()

    def widen(self, *, wide: bool) -> None:
        """Take more room beside a list than beside the timeline."""
        self.setFixedWidth(WIDE if wide else NARROW)

    def page(self, kind: type[Entity]) -> Page | Overview:
        """The page for a type of thing, made when it is first wanted."""
        if kind not in self._pages:
            page = Overview(self._desk) if kind is Conference else Page(self._desk, kind)
            page.hide()
            self._pages[kind] = page
            self._body.insertWidget(0, page)
        return self._pages[kind]

    def refresh(self) -> None:
        """Show what the desk shows, as it is now."""
        things = self._desk.shown_things
        if not things:
            return
        page = self.page(type(things[0]))
        for other in self._pages.values():
            if other is not page and other.isVisibleTo(self):
                other.commit()
                other.hide()
        page.show_entities(things)
        page.setVisible(True)

    def edit(self) -> None:
        """Put the cursor into the field that names what is shown; of several things, into the first they share."""
        kind, several = self._desk.shown[0], len(self._desk.shown_things) > 1
        names = ("title", "name", "date", "person")
        name = next(f.name for f in FORMS[kind] if (not f.single if several else f.name in names))
        self.page(kind).form_of(name).focus(name)

    def commit(self) -> None:
        """Save what was typed, before the window closes or something is sent."""
        for page in self._pages.values():
            page.commit()
