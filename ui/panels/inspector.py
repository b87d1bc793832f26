"""The inspector: every field of what is selected; with nothing selected, the conference and what it consists of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.commands.people import add_person, delete_person
from planner.commands.sessions import delete_session
from planner.commands.venue import add_day, add_room, add_track, delete_day, delete_room, delete_track, move_room
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import COLOURS, Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.text import N_
from ui.desk import Desk
from ui.look import mark, tab_in_order
from ui.panels.fields import FORMS
from ui.panels.form import Form
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


def heading(words: str) -> QLabel:
    """A group's heading."""
    label = QLabel(words.upper())
    mark(label, heading="group")
    return label


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
            delete = QPushButton(_(label))
            delete.clicked.connect(lambda: desk.perform(lambda agenda: act(agenda, desk.shown[1])))
            delete.setEnabled(desk.workspace.writable)
            self.box.addWidget(delete)
            back = QPushButton("← " + _("The conference"))
            mark(back, flat=True)
            back.clicked.connect(lambda: desk.show(Conference, desk.agenda.conference.id))
            self.box.addWidget(back)
        self.more.setVisible(bool(self.more.editors))

    def _add_movers(self) -> None:
        _, desk, row = self._desk.reader.words, self._desk, QHBoxLayout()
        for label, places in ((_("Move left"), -1), (_("Move right"), 1)):
            button = QPushButton(label)
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


class Parts(QWidget):
    """A list of what the conference has of one type, each to be shown, and one more to be made."""

    def __init__(self, desk: Desk, kind: type[Entity], title: str, add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, _ = desk, kind, desk.reader.words
        self._shown: list[tuple[str, str]] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._more = QPushButton("+ " + _(add))
        mark(self._more, flat=True)
        self._more.setAccessibleName(_(add))
        self._more.setEnabled(desk.workspace.writable)
        self._more.clicked.connect(self._add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(2)
        box.addWidget(heading(_(title)))
        box.addLayout(self._rows)
        box.addWidget(self._more)

    def _named(self) -> list[tuple[str, str]]:
        agenda, reader = self._desk.agenda, self._desk.reader
        if self._kind is Day:
            return [
                (d.id, f"{reader.day_name(d.date)} · {self._desk.hours(d.opens, d.closes)}")
                for d in agenda.days_in_order
            ]
        if self._kind is Room:
            rooms = agenda.rooms_in_order
            seats = {r.id: reader.words.plural("{n} seat", "{n} seats", r.seats) if r.seats else "" for r in rooms}
            return [(r.id, " · ".join(part for part in (r.name, seats[r.id]) if part)) for r in rooms]
        if self._kind is Track:
            return [(t.id, t.name) for t in agenda.tracks_in_order]
        return [(p.id, ", ".join(part for part in (p.name, p.title) if part)) for p in agenda.people_in_order]

    def refresh(self) -> None:
        """Read the snapshot anew."""
        named = self._named()
        if named == self._shown:
            return
        self._shown = named
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for entity_id, name in named:
            button = QPushButton(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 244))
            button.setAccessibleName(name)
            mark(button, row=True)
            button.clicked.connect(lambda _checked, eid=entity_id: self._desk.show(self._kind, eid))
            self._rows.addWidget(button)
        tab_in_order(self._more, [widget for n in range(len(named)) if (widget := self._rows.itemAt(n).widget())])

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
            return add_person(agenda, new_id, name=_("New person"))

        if self._desk.perform(make):
            self._desk.show(self._kind, new_id)
            self._desk.edit_wanted.emit()


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
