"""The upper part of a session's or block's form: title, people, time and place, and buttons to shift what follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QToolButton, QWidget

from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.text import N_
from planner.domain.value_objects import Role
from ui.features.inspector.block_sessions import OutsideBlock
from ui.features.inspector.entity_form import EntityForm
from ui.features.inspector.people_field import PeopleField, PersonChip
from ui.forms.forms import FORMS
from ui.forms.unsaved import DATES, LINES
from ui.kit.editors.choice_editors import ARROW_ROOM
from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import prepare_button
from ui.kit.widgets.plain_widgets import column, row
from ui.state.command_table import TITLE
from ui.state.document import Document

STEP = 5
"""The minutes by which a button shifts sessions."""
SHIFTS = ((-1, N_("Start {n} min earlier, and what follows")), (1, N_("Start {n} min later, and what follows")))
"""The directions of the two buttons, with their accessible names."""
PARTS: dict[type[Session | Block], tuple[tuple[str, ...], tuple[str, ...], str]] = {
    Session: (("title", "subtitle"), ("start", "minutes", "rooms", "day", "kind", "track", "block"), "abstract"),
    Block: (("title",), ("start", "minutes", "rooms", "day", "track"), "description"),
}
"""The names of the fields of each form: titles, properties, and the text below them."""


class FollowButtons(QWidget):
    """Two buttons that request a preview of the selected sessions, and of what follows, shifted in time."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent, enabled=document.workspace.writable)
        words, buttons = document.presentation.words, []
        for (sign, name), end in zip(SHIFTS, ("first", "last"), strict=True):
            said = words(name).format(n=STEP)
            button = prepare_button(QToolButton(), name=said, tip=said, joined=end)
            button.clicked.connect(lambda _checked, by=sign * STEP: document.reschedule_requested.emit("follow", by))
            button.setText(f"{'−' if sign < 0 else '+'}{STEP}")
            buttons.append(button)
        row(*buttons, inside=self, spacing=0)


def pass_by_tab_if_empty(title: QWidget, subtitle: QWidget) -> None:
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
        self._following = FollowButtons(document, self) if kind is Session else None

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
            pass_by_tab_if_empty(*(self._titles.fields[name].widget for name in titles))
        self.people = PeopleField(document, kind, self)
        self.outside = OutsideBlock(document, self)
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

    def focus(self, name: str) -> bool:
        """Focus the line that adds a person, or a date of an appearance; return False if ``name`` is none of these."""
        asked = name.partition(" ")[0]
        if name in LINES:
            self.people.ask(Role.MODERATOR if name == "moderator" else None)
        elif asked in DATES:
            self._focus_date(asked, name)
        return name in LINES or asked in DATES

    def _focus_date(self, asked: str, name: str) -> None:
        """Focus the date ``asked`` or ``answered`` of the appearance whose draft has this ``name``."""
        for chip in self.people.findChildren(PersonChip):
            if chip.date_draft_spot(asked).field == name:
                chip.show_dates()
                for editor in chip.findChildren(LineEditor, asked):
                    editor.setFocus()

    def commit(self) -> None:
        self._titles.commit()
        self.people.commit()
        for form in self.forms[1:]:
            form.commit()
