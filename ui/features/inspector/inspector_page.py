"""The inspector's pages, one for each type of entity and one for the conference; and the window's conference page.

The page of a session or block begins with title, people, time and place; a session has buttons to shift what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QToolButton, QWidget

from planner.commands.deleting import count_text
from planner.commands.edit import move_in_order
from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.text import N_, Text
from planner.domain.value_objects import Role
from ui.features.inspector.block_sessions import BlockSessions, OutsideBlockWarning
from ui.features.inspector.entity_form import EntityForm, SectionedForm
from ui.features.inspector.entity_list import PARTS_ABOVE, AnswersField, AppearanceList, EntityList
from ui.features.inspector.people_field import AppearanceRow, PeopleField
from ui.forms.conference_fields import COMING, TIMES
from ui.forms.forms import FORMS
from ui.forms.unsaved import DATES, LINES
from ui.kit.editors.choice_editors import ARROW_ROOM
from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import set_properties, set_tab_order_by_layout
from ui.kit.widgets.buttons import prepare_button, push_button
from ui.kit.widgets.plain_widgets import column, heading_label, row, set_heading_height
from ui.kit.widgets.scrolling import vertical_scroll_area
from ui.state.command_table import TITLE
from ui.state.document import Document, ungroup

HEADINGS: dict[type[Entity], str] = {
    Session: N_("Session"), Person: N_("Person"), Room: N_("Room"), Track: N_("Track"), Day: N_("Day"),
    Conference: N_("Conference"), Venue: N_("Venue"), Partner: N_("Organisation"), Cover: N_("Moderator's shift"),
    Template: N_("Template"), Block: N_("Block"),
}  # fmt: skip
MOVES: dict[type[Entity], tuple[str, str]] = {
    Room: (N_("Move left"), N_("Move right")),
    Track: (N_("Move up"), N_("Move down")),
    Partner: (N_("Move up"), N_("Move down")),
    Template: (N_("Move left"), N_("Move right")),
}
OPENED: dict[type[Entity], frozenset[str]] = {
    Person: frozenset({COMING, TIMES}), Conference: frozenset({N_("Addresses")}),
}  # fmt: skip


STEP = 5
"""The minutes by which a button shifts sessions."""
SHIFTS = ((-1, N_("Start {n} min earlier, and what follows")), (1, N_("Start {n} min later, and what follows")))
"""The directions of the two buttons, with their accessible names."""
PARTS: dict[type[Session | Block], tuple[tuple[str, ...], tuple[str, ...], str]] = {
    Session: (("title", "subtitle"), ("start", "minutes", "rooms", "day", "kind", "track", "block"), "abstract"),
    Block: (("title",), ("start", "minutes", "rooms", "day", "track"), "description"),
}
"""The names of the fields of each form: titles, properties, and the text below them."""


def time_shift_buttons(document: Document) -> QWidget:
    """Return a widget with two buttons that request to shift the selected sessions, and what follows, in time."""
    words, buttons = document.presentation.words, []
    for (sign, name), end in zip(SHIFTS, ("first", "last"), strict=True):
        said = words(name).format(n=STEP)
        button = prepare_button(QToolButton(), name=said, tip=said, joined=end)
        button.clicked.connect(lambda _checked, by=sign * STEP: document.reschedule_requested.emit("follow", by))
        button.setText(f"{'−' if sign < 0 else '+'}{STEP}")
        buttons.append(button)
    both = QWidget(enabled=document.workspace.writable)
    row(*buttons, inside=both, spacing=0)
    return both


def skip_empty_subtitle(title: QWidget, subtitle: QWidget) -> None:
    """Make Tab skip the subtitle if it is empty, as it mostly is; the keys of ``TITLE`` lead to it and back."""
    assert isinstance(subtitle, QLineEdit)
    policies = (Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus)
    subtitle.textChanged.connect(lambda text: subtitle.setFocusPolicy(policies[bool(text)]))
    subtitle.setFocusPolicy(policies[bool(subtitle.text())])
    for binding, here, there in zip(TITLE, (title, subtitle), (subtitle, title), strict=True):
        shortcut = QShortcut(binding.keys[0], here, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(there.setFocus)


class PageTop(QWidget):
    """The most used fields of a session or block; a session's ``status`` is put beside the page's heading."""

    def __init__(self, document: Document, kind: type[Session | Block], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fields, (titles, properties, text) = {field.name: field for field in FORMS[kind]}, PARTS[kind]
        self._following = time_shift_buttons(document) if kind is Session else None

        def form(*names: str, bare: bool = False) -> EntityForm:
            shown, after = [fields[name] for name in names], {"start": [self._following] if self._following else []}
            return EntityForm(document, kind, shown, self, bare=bare, after=after)

        self._titles, self.status = form(*titles, bare=True), form("status", bare=True) if kind is Session else None
        for name in titles:
            widget = set_properties(self._titles.fields[name].widget, heading=name)
            if isinstance(widget, QLineEdit):
                widget.setTextMargins(-2, 0, 0, 0)  # Qt's own, so that it stands below the heading
        if self.status:
            status = set_properties(self.status.fields["status"].widget, beside=True)
            if grid := self.status.layout():
                grid.setAlignment(status, Qt.AlignmentFlag.AlignRight)
            skip_empty_subtitle(*(self._titles.fields[name].widget for name in titles))
        self.people = PeopleField(document, kind, self)
        self.outside = OutsideBlockWarning(document, self)
        others = (form(*properties), form(text))
        self.forms = (self._titles, *([self.status] if self.status else []), *others)
        first, second = (set_properties(QFrame(), part="rule") for _ in range(2))
        column(self._titles, self.people, first, others[0], self.outside, second, others[1], inside=self)

    def show_entities(self, entities: Sequence[Session | Block]) -> None:
        """Show one session or block, or what several of them share."""
        for form in self.forms:
            form.show_entities(entities)
        self._titles.setVisible(len(entities) == 1)
        self.people.show_entities(entities)
        self.outside.show_entities(entities)
        if self._following:
            self._following.setVisible(any(isinstance(one, Session) and one.placement for one in entities))
        status = self.status.fields["status"].widget if self.status else None
        if isinstance(status, QComboBox):  # as wide as its word, so that the arrow follows that
            shown = status.currentText() or status.placeholderText()
            status.setFixedWidth(status.fontMetrics().horizontalAdvance(shown) + ARROW_ROOM)

    def focus_person_or_date(self, name: str) -> bool:
        """Focus the line that adds a person, or a date of an appearance; return False if ``name`` is none of these."""
        asked = name.partition(" ")[0]
        if name in LINES:
            self.people.focus_adder(Role.MODERATOR if name == "moderator" else None)
        elif asked in DATES:
            self._focus_date(asked, name)
        return name in LINES or asked in DATES

    def _focus_date(self, asked: str, name: str) -> None:
        """Focus the date ``asked`` or ``answered`` of the appearance whose draft has this ``name``."""
        for chip in self.people.findChildren(AppearanceRow):
            if chip.date_draft_spot(asked).field == name:
                chip.show_dates()
                for editor in chip.findChildren(LineEditor, asked):
                    editor.setFocus()

    def commit(self) -> None:
        self._titles.commit()
        self.people.commit()
        for form in self.forms[1:]:
            form.commit()


def naming_field(kind: type[Entity], *, several: bool) -> str:
    """Return the name of the field that names an entity; if ``several``, of the first field that they share."""
    names = ("title", "name", "date", "person")
    return next(f.name for f in FORMS[kind] if (not f.single if several else f.name in names))


class EntityPage(QWidget):
    """The page of one type of entity: its fields, its other actions, and a button to show the conference.

    ``deletion`` is the label of the button that deletes the entity; it is empty if there is none.
    """

    def __init__(
        self, document: Document, kind: type[Entity], deletion: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._kind, _ = document, kind, document.presentation.words
        self.head = heading_label(_(HEADINGS[kind]))
        self.top = PageTop(document, kind, self) if kind in (Session, Block) else None
        self.answers = AnswersField(document, self) if kind in (Session, Block, Person) else None
        in_top = {name for form in self.top.forms for name in form.fields} if self.top else set()
        fields = [field for field in FORMS[kind] if field.name not in in_top]
        self.sheet = SectionedForm(document, kind, fields, OPENED.get(kind, ()), self)
        self.appearances = AppearanceList(document, self) if kind is Person else None
        self.sessions = BlockSessions(document, self) if kind is Block else None
        delete = partial(ungroup, document) if kind is Block else document.delete_requested
        can = document.workspace.writable
        self._delete = push_button(_(deletion), delete, enabled=can, flat=kind is Block) if deletion else None
        beside = self._delete if kind is Block else self.top.status if self.top else None
        head = set_heading_height(row(self.head, 0, *([beside] if beside else [])))
        parts = (head, self.top, self.answers, self.sheet.form, self.appearances, self.sessions, self.sheet)
        self._box = column(*(part for part in parts if part), inside=self)
        moves = zip(MOVES.get(kind, ()), (-1, 1), strict=False)
        self._buttons = [self._move_button(_(name), places) for name, places in moves]
        if self._buttons:
            self._box.addLayout(row(*self._buttons))
        self._deletion = deletion
        if self._delete and beside is not self._delete:
            self._box.addWidget(self._delete)
        back = "← " + _("The conference")
        self._box.addWidget(push_button(back, lambda: document.plan.show(Conference), flat=True, edge=True))
        self._tabbed: list[QWidget] = []
        self.sheet.toggled.connect(self._set_tab_order)

    def _set_tab_order(self) -> None:
        self._tabbed = set_tab_order_by_layout(self, self._tabbed)

    def _move_button(self, name: str, places: int) -> QPushButton:
        """Return a button that moves the shown entity among those of its type."""
        document = self._document

        def shift() -> None:
            document.apply(lambda agenda: move_in_order(agenda, self._kind, document.plan.shown[1], places))

        return push_button(name, shift, enabled=document.workspace.writable)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        one, words = len(entities) == 1, self._document.presentation.words
        self.head.setText(self._heading(entities).upper())
        if self.top:
            self.top.show_entities([entity for entity in entities if isinstance(entity, Session | Block)])
        self.sheet.show_entities(entities)
        first = entities[0]
        if self.appearances and isinstance(first, Person):
            self.appearances.setVisible(one)
            self.appearances.show_person(first)
        if self.sessions and isinstance(first, Block):
            self.sessions.setVisible(one)
            self.sessions.show_block(first)
        if self.answers:
            self.answers.show_entities(entities)
        for button in self._buttons:
            button.setVisible(one)
        if self._delete:
            things = Text("Delete {things}", things=count_text(self._kind, len(entities)))
            self._delete.setText(words(self._deletion) if one or self._kind is Block else words.say(things))
        self._set_tab_order()

    def _heading(self, entities: Sequence[Entity]) -> str:
        """Return the heading: the type, for a block as “Block · 3 sessions”; for several entities, their number."""
        words = self._document.presentation.words
        if len(entities) > 1:
            return words.say(count_text(self._kind, len(entities)))
        name = words(HEADINGS[self._kind])
        if self._kind is Block:
            count = words.say(count_text(Session, len(self._document.agenda.member_sessions(entities[0].id))))
            return f"{name} · {count}"
        return name

    def focus_field(self, name: str) -> None:
        """Focus a field, the line that adds a person, or a date of an appearance."""
        if not (self.top and self.top.focus_person_or_date(name)):
            self.find_form(name).focus_field(name)

    def find_form(self, name: str) -> EntityForm:
        forms = self.top.forms if self.top else ()
        return next((form for form in forms if name in form.fields), None) or self.sheet.find_form(name)

    def commit(self) -> None:
        if self.top:
            self.top.commit()
        self.sheet.commit()


class ConferenceOverview(QWidget):
    """The inspector's page for conference and venue, with lists of days, rooms, tracks, people and organisations."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, _ = document, document.presentation.words
        self._parts = [EntityList(document, kind, self) for kind in (Day, Room, Track, Person, Partner)]
        self.sheet = SectionedForm(document, Conference, FORMS[Conference], OPENED[Conference], self)
        self._venue = SectionedForm(document, Venue, FORMS[Venue], (), self)
        sheets = (heading_label(_("Conference")), self.sheet, heading_label(_("Venue")), self._venue)
        column(*self._parts, *sheets, inside=self, spacing=12)
        self._tabbed: list[QWidget] = []
        for sheet in (self.sheet, self._venue):
            sheet.toggled.connect(self._set_tab_order)

    def _set_tab_order(self) -> None:
        self._tabbed = set_tab_order_by_layout(self, self._tabbed)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show the conference, its venue, and the lists of its days, rooms, tracks, people and organisations."""
        self.sheet.show_entities(entities)
        self._venue.show_entities((self._document.agenda.venue,))
        for part in self._parts:
            part.refresh()
        self._set_tab_order()

    def focus_field(self, name: str) -> None:
        self.find_form(name).focus_field(name)

    def find_form(self, name: str) -> EntityForm:
        return self.sheet.find_form(name)

    def commit(self) -> None:
        self.sheet.commit()
        self._venue.commit()


FORM_WIDTH, PARTS_WIDTH = 560, 400


class ConferencePage(QWidget):
    """The window's page *Conference*: its fields, and lists of days, tracks and organisations.

    Entities chosen in the lists are edited in the inspector.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        set_properties(self, part="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        groups = {field.group for field in FORMS[Conference]}
        self.sheet = SectionedForm(document, Conference, FORMS[Conference], groups)
        self._parts = (
            EntityList(document, Day),
            EntityList(document, Track),
            EntityList(document, Partner),
        )
        self._inner, self._tabbed = QWidget(), list[QWidget]()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(document.presentation.words("Conference"))
        self._arrange()
        self.sheet.toggled.connect(self._set_tab_order)
        document.plan.changed.connect(self.refresh)

    def _arrange(self) -> None:
        conference = heading_label(self._document.presentation.words("Conference"))
        sides = []
        for parts, width, above in (((conference, self.sheet), FORM_WIDTH, PARTS_ABOVE), (self._parts, PARTS_WIDTH, 0)):
            side = QWidget(maximumWidth=width)
            column(*parts, 0, inside=side, margins=(0, above, 0, 0))
            sides.append((side, width))
        row(*sides, 1, inside=self._inner, margins=(24, 12, 24, 16), spacing=32)
        area = vertical_scroll_area()
        area.setWidget(self._inner)
        column(area, inside=self)

    def refresh(self) -> None:
        """Show the current snapshot if the page is visible."""
        if self.isVisible():
            self.sheet.show_entities((self._document.agenda.conference,))
            for part in self._parts:
                part.refresh()
            self._set_tab_order()

    def _set_tab_order(self) -> None:
        self._tabbed = set_tab_order_by_layout(self._inner, self._tabbed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def enter(self) -> None:
        """Show the conference in the inspector, unless it shows a day, track or organisation, and focus the page.

        Called when the user goes to the page.
        """
        if self._document.plan.shown[0] not in (Day, Track, Partner):
            self._document.plan.show(Conference)
        self.take_keys()

    def take_keys(self) -> None:
        """Focus the page itself rather than its title, which the next key pressed would replace; Tab goes there."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Save the typed texts."""
        self.sheet.commit()
