"""Lists of a conference's days, rooms, tracks, people and organisations, and of a person's sessions.

Also the choice of one answer for several entities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from planner.commands.answers import find_answer_holders, set_answers
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Cover, Day, Entity, Partner, Person, Room, Session, Track
from planner.domain.span import format_clock_range
from planner.domain.text import N_
from planner.domain.value_objects import State
from ui.features.inspector.people_rows import shift_time_text
from ui.forms.conference_fields import CHAIR, PARTNER_ROLES, ROLE_NAMES, STATE_NAMES
from ui.forms.field import NamingChoiceEditor
from ui.forms.form_field import property_grid
from ui.forms.photo_editor import person_icon
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.painting import AFTER_SWATCH, SWATCH, break_in_two, swatch_icon
from ui.kit.theme.theme import set_properties, set_tab_order
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import (
    clear,
    column,
    escape_mnemonic,
    heading_label,
    name_widget,
    plain_label,
    tooltip_text,
)
from ui.state.document import Document
from ui.state.new_entities import add_and_edit
from ui.state.transfer import PlainLineEdit

PARTS_ABOVE = 4
"""The space above a heading in pixels."""
MOST_ROWS = 24
"""The maximum number of rows shown; the others are found by searching."""


KINDS: dict[
    type[Entity], tuple[str, str, Callable[[Agenda], Sequence[Entity]], Callable[[Document, Any], tuple[str, ...]], str]
] = {
    Day: (
        N_("Days"), N_("Add day"), lambda agenda: agenda.days_in_order,
        lambda document, d: (document.presentation.short_date(d.date), format_clock_range(d.opens, d.closes)), " · ",
    ),
    Room: (
        N_("Rooms"), N_("Add room"), lambda agenda: agenda.rooms_in_order,
        lambda document, room: (
            room.name, document.presentation.words.plural("{n} seat", "{n} seats", room.seats) if room.seats else "",
        ), " · ",
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
"""For each type: heading, label of the button to add one, entities in order, parts of a row's text, their separator."""


ICONS: dict[type[Entity], str] = {Track: "colour", Person: "photo"}
"""The field from which the icon before a row is made, by type."""


class EntityList(QWidget):
    """A list of the entities of one type: a click shows one in the inspector, and a button adds one."""

    def __init__(self, document: Document, kind: type[Entity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._kind, words = document, kind, document.presentation.words
        title, add, self._read, self._parts, self._between = KINDS[kind]
        self._shown: list[tuple[str, str, str]] | None = None
        self._rows = column(spacing=0)
        can, label = document.workspace.writable, "+ " + words(add)
        self._more = push_button(
            label, lambda: add_and_edit(document, kind), name=words(add), enabled=can, flat=True, edge=True
        )
        hint = words("Search")
        self.search = name_widget(PlainLineEdit(placeholderText=hint, clearButtonEnabled=True), hint)
        self.search.textChanged.connect(self.refresh)
        self._rest = plain_label(wrap=False, tone="muted")
        parts = (heading_label(words(title)), self.search, self._rows, self._rest, self._more)
        column(*parts, inside=self, margins=(0, PARTS_ABOVE, 0, 0), spacing=2)

    def refresh(self) -> None:
        everything = [
            (
                entity.id,
                self._between.join(filter(None, self._parts(self._document, entity))),
                str(getattr(entity, ICONS.get(self._kind, "id"))),
            )
            for entity in self._read(self._document.agenda)
        ]
        wanted = self.search.text().casefold().split()
        found = [one for one in everything if all(word in one[1].casefold() for word in wanted)]
        shown, rest = found[:MOST_ROWS], len(found) - MOST_ROWS
        self.search.setVisible(len(everything) > MOST_ROWS or bool(wanted))
        self._rest.setText(self._document.presentation.words.plural("and {n} more", "and {n} more", max(0, rest)))
        self._rest.setVisible(rest > 0)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        buttons = [self._entity_button(entity_id, name) for entity_id, name, _icon in shown]
        for button in buttons:
            self._rows.addWidget(button)
        set_tab_order(self._more, buttons)

    def _entity_button(self, entity_id: str, name: str) -> QPushButton:
        document, entity = self._document, self._document.agenda.find(self._kind, entity_id)
        if isinstance(entity, Track):
            colour = document.presentation.theme.track(entity.colour)
            button = RowButton(name, lambda: swatch_icon(colour), SWATCH)
        elif isinstance(entity, Person):
            button = RowButton(name, lambda: person_icon(document, entity), FACE)
            document.plan.photos.loaded.connect(button.show_icon)
        else:
            button = RowButton(name)
        button.clicked.connect(lambda: self._document.plan.show(self._kind, entity_id))
        return name_widget(button, name)


class RowButton(QPushButton):
    """A button with a text on one line, elided if the list is too narrow; then the tooltip has the full text.

    Before the text is the icon that ``make`` returns, ``side`` pixels wide.
    """

    def __init__(self, text: str, make: Callable[[], QIcon] = QIcon, side: int = 0) -> None:
        super().__init__(escape_mnemonic(text), autoDefault=True)
        self._whole, self._taken, self._make = text, ROW_PADDING + (side + AFTER_SWATCH if side else 0), make
        self.setIconSize(QSize(side, side))
        self.show_icon()
        set_properties(self, row=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_icon(self) -> None:
        """Make and show the icon again, as after a photo was loaded."""
        self.setIcon(self._make())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - self._taken)
        self.setText(escape_mnemonic(shown))
        self.setToolTip(tooltip_text(self._whole) if shown != self._whole else "")


PADDING, ROW_PADDING = 30, 8
"""The widths of a card, and of a row of a list, in addition to their texts, in pixels."""


class AppearanceCard(QPushButton):
    """A button with a title on up to two lines and a line below, elided if too long; the tooltip has all of it.

    ``band`` is the colour of its left edge, as ``#rrggbb``.
    """

    def __init__(self, title: str, line: str, band: str) -> None:
        super().__init__(autoDefault=True)
        self.setStyleSheet(f'QPushButton[card="true"] {{ border-left: 4px solid {band}; }}')
        self._lines = (title, line)
        set_properties(name_widget(self, f"{title}, {line}"), card=True)
        self.setToolTip(tooltip_text(f"{title}, {line}"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit_texts(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts(event.size().width() - PADDING)

    def _fit_texts(self, room: int) -> None:
        metrics, (title, line) = self.fontMetrics(), self._lines
        lines = break_in_two(title, self.font(), metrics, room) if room > 0 else (title,)
        below = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
        self.setText(escape_mnemonic("\n".join((*lines, below))))


class AppearanceList(QWidget):
    """The list of a person's sessions, of the blocks they chair, and of their shifts as a moderator."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: list[tuple[type[Entity], str, str, str, str]] | None = None
        self._head, self._rows = heading_label(document.presentation.words("Sessions")), column(spacing=4)
        column(self._head, self._rows, inside=self)

    def show_person(self, person: Person) -> None:
        cards = [*self._session_cards(person), *self._block_cards(person), *self._shift_cards(person)]
        rows = [(*card, self._edge_colour(card[0], card[1]).name()) for card in cards]
        if rows == self._shown:
            return
        self._shown = rows
        clear(self._rows)
        for kind, entity_id, title, line, band in rows:
            button = AppearanceCard(title, line, band)
            button.clicked.connect(lambda _checked, k=kind, e=entity_id: self._document.plan.show(k, e))
            self._rows.addWidget(button)
        self._head.setVisible(bool(rows))

    def _session_cards(self, person: Person) -> Iterator[tuple[type[Entity], str, str, str]]:
        for session, appearance in self._document.plan.find_appearances(person.id):
            role = self._document.presentation.words(ROLE_NAMES[appearance.role])
            problem = self._document.plan.problem_text(session.id)
            parts = (
                self._time_and_rooms(session),
                role,
                self._state_text(appearance.state),
                f"! {problem}" if problem else "",
            )
            yield Session, session.id, session.title, " · ".join(part for part in parts if part)

    def _edge_colour(self, kind: type[Entity], entity_id: str) -> QColor:
        """Return the colour of a card's edge: of problems if its session has a problem or warning, else of its track.

        Without a track, it is the colour of lines.
        """
        document, theme = self._document, self._document.presentation.theme
        if kind is Session and document.plan.problem_text(entity_id):
            return theme.colour("problem")
        thing = document.agenda.find(kind, entity_id)
        track = document.agenda.tracks.get(thing.track or "") if isinstance(thing, Session | Block) else None
        return theme.track(track.colour) if track else theme.colour("line")

    def _state_text(self, state: State) -> str:
        name = self._document.presentation.words(STATE_NAMES[state])
        return f"✓ {name}" if state is State.CONFIRMED else name

    def _block_cards(self, person: Person) -> Iterator[tuple[type[Entity], str, str, str]]:
        role = self._document.presentation.words(CHAIR)
        for block, chair in self._document.plan.person_appearances(person.id):
            if isinstance(block, Block):
                yield (
                    Block,
                    block.id,
                    block.title,
                    " · ".join((self._time_and_rooms(block), role, self._state_text(chair.state))),
                )

    def _time_and_rooms(self, thing: Session | Block) -> str:
        """Return the time and rooms of a session or block in short form, with the day if the conference has several."""
        agenda, words, where = self._document.agenda, self._document.presentation.words, thing.placement
        if where is None:
            return words("Not placed yet")
        rooms = where.place_name(agenda.room_names(where.rooms)) or words("All rooms")
        return f"{self._day_prefix(where.span.day)}{format_clock_range(where.span.start, where.span.end)} · {rooms}"

    def _day_prefix(self, day: date) -> str:
        days = self._document.agenda.days_in_order
        return f"{self._document.presentation.short_date(day)} " if len(days) > 1 else ""

    def _shift_cards(self, person: Person) -> Iterator[tuple[type[Entity], str, str, str]]:
        agenda, words = self._document.agenda, self._document.presentation.words
        for cover in agenda.covers_in_order:
            if cover.person == person.id:
                room = agenda.rooms[cover.room].name if cover.room else words("All rooms")
                line = f"{self._day_prefix(cover.day)}{shift_time_text(cover, words)} · {self._state_text(cover.state)}"
                yield Cover, cover.id, words("Moderator: {room}").format(room=room), line


class AnswersField(QWidget):
    """A choice of one state for all answers in several sessions or blocks, or of several people.

    It is shown only if sessions, blocks or shifts have such answers.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, words = document, document.presentation.words
        self._asked: dict[str, tuple[str, ...]] = {}
        name = words("Their answers")
        label = set_properties(QLabel(name, wordWrap=True), label="field")
        self.choice = name_widget(NamingChoiceEditor(document, STATE_NAMES, self._answer_change), name)
        self.choice.edited.connect(self._apply_answer)
        self.choice.setEnabled(document.workspace.writable)
        label.setBuddy(self.choice)
        grid = property_grid(self)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.choice, 0, 1)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show the common answer in these sessions or blocks, or of these people, or that the answers are mixed.

        Hide the choice for a single entity, or if there are no such answers.
        """
        ids = tuple(entity.id for entity in entities)
        self._asked = {"people" if isinstance(entities[0], Person) else "sessions": ids}
        found = find_answer_holders(self._document.agenda, **self._asked) if len(ids) > 1 else ()
        states = {one[1].state if isinstance(one, tuple) else one.state for one in found}
        self.setVisible(any(not isinstance(one, Person) for one in found))
        if len(states) == 1:
            self.choice.show_value(states.pop())
        elif states:
            self.choice.show_mixed(self._document.presentation.words("mixed"))

    def _answer_change(self, agenda: Agenda, state: Any) -> Change:
        return set_answers(agenda, State(state), today=self._document.plan.today(), **self._asked)

    def _apply_answer(self, state: Any) -> None:
        if not self._document.apply(lambda agenda: self._answer_change(agenda, state)):
            self.choice.refuse(again=False)
