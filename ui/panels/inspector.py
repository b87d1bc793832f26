"""The inspector: every field of what is selected; with nothing selected, the conference and what it consists of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.commands.people import delete_person
from planner.commands.sessions import delete_session
from planner.commands.venue import delete_day, delete_room, delete_track, move_room
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.text import N_
from ui.desk import Desk
from ui.look import mark
from ui.panels.fields import FORMS
from ui.panels.form import Form
from ui.panels.parts import Parts, heading
from ui.panels.people_field import PeopleField

HEADINGS: dict[type[Entity], str] = {
    Session: N_("Session"), Person: N_("Person"), Room: N_("Room"), Track: N_("Track"), Day: N_("Day"),
    Conference: N_("Conference"),
}  # fmt: skip
DELETIONS: dict[type[Entity], tuple[str, Callable[[Agenda, str], Change]]] = {
    Session: (N_("Delete session"), delete_session), Person: (N_("Delete person"), delete_person),
    Room: (N_("Delete room"), delete_room), Track: (N_("Delete track"), delete_track),
    Day: (N_("Delete day"), delete_day),
}  # fmt: skip


class Page(QWidget):
    """One thing's page: its form, what else can be done with it, and a way back."""

    def __init__(self, desk: Desk, kind: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, _ = desk, kind, desk.reader.words
        first = 1 if kind is Session else len(FORMS[kind])
        self.form = Form(desk, kind, FORMS[kind][:first], self)
        self.people = PeopleField(desk, self) if kind is Session else None
        self.more = Form(desk, kind, FORMS[kind][first:], self)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(10)
        self.box.addWidget(heading(_(HEADINGS[kind])))
        self.box.addWidget(self.form)
        if self.people:
            self.box.addWidget(self.people)
            self.box.addWidget(self.more)
        if kind is Room:
            self._add_movers()
        if kind in DELETIONS:
            label, act = DELETIONS[kind]
            delete = QPushButton(_(label), autoDefault=True)
            delete.clicked.connect(lambda: desk.perform(lambda agenda: act(agenda, desk.shown[1])))
            delete.setEnabled(desk.workspace.writable)
            self.box.addWidget(delete)
            back = QPushButton("← " + _("The conference"), autoDefault=True)
            mark(back, flat=True)
            back.clicked.connect(lambda: desk.show(Conference, desk.agenda.conference.id))
            self.box.addWidget(back)
        self.more.setVisible(bool(self.more.editors))

    def _add_movers(self) -> None:
        _, desk, row = self._desk.reader.words, self._desk, QHBoxLayout()
        for label, places in ((_("Move left"), -1), (_("Move right"), 1)):
            button = QPushButton(label, autoDefault=True)
            button.setEnabled(desk.workspace.writable)
            button.clicked.connect(
                lambda _checked, n=places: desk.perform(lambda agenda: move_room(agenda, desk.shown[1], n))
            )
            row.addWidget(button)
        self.box.addLayout(row)

    def show_entity(self, entity: Entity) -> None:
        """Show that thing."""
        self.form.show_entity(entity)
        self.more.show_entity(entity)
        if self.people and isinstance(entity, Session):
            self.people.show_session(entity)

    def commit(self) -> None:
        """Save what was typed."""
        self.form.commit()
        self.more.commit()


class Overview(QWidget):
    """The conference, its venue, and the lists of days, rooms, tracks and people."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, _ = desk, desk.reader.words
        self._parts = [
            Parts(desk, Day, N_("Days"), N_("Add day"), self),
            Parts(desk, Room, N_("Rooms"), N_("Add room"), self),
            Parts(desk, Track, N_("Tracks"), N_("Add track"), self),
            Parts(desk, Person, N_("People"), N_("Add person"), self),
        ]
        self.form = Form(desk, Conference, FORMS[Conference], self)
        self._venue = Form(desk, Venue, FORMS[Venue], self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for part in self._parts:
            box.addWidget(part)
        box.addWidget(heading(_("Conference")))
        box.addWidget(self.form)
        box.addWidget(heading(_("Venue")))
        box.addWidget(self._venue)

    def show_entity(self, entity: Entity) -> None:
        """Show the conference."""
        self.form.show_entity(entity)
        self._venue.show_entity(self._desk.agenda.venue)
        for part in self._parts:
            part.refresh()

    def commit(self) -> None:
        """Save what was typed."""
        self.form.commit()
        self._venue.commit()


class Inspector(QFrame):
    """The right side."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, part="right")
        self.setFixedWidth(292)
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
        kind, entity_id = self._desk.shown
        entity = self._desk.agenda.find(kind, entity_id)
        if entity is None:
            return
        page = self.page(kind)
        for other in self._pages.values():
            if other is not page and other.isVisibleTo(self):
                other.commit()
                other.hide()
        page.show_entity(entity)
        page.setVisible(True)

    def edit(self) -> None:
        """Put the cursor into the first field of what is shown."""
        form = self.page(self._desk.shown[0]).form
        form.focus(next(iter(form.editors)))

    def commit(self) -> None:
        """Save what was typed, before the window closes or something is sent."""
        for page in self._pages.values():
            page.commit()
