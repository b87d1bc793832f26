"""The people of a session or block: rows with a menu for role, reply and dates, and the line that adds a person.

Also saves unfinished texts of that line and of the dates as drafts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QToolButton, QWidget

from planner.commands.answers import people_or_chairs
from planner.commands.name_completion import NameCompleter, PersonChoice
from planner.commands.people import add_known_person, add_new_person, add_person_by_name, people_in_all_sessions
from planner.commands.sessions import change_appearance, remove_appearance
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Person, Session
from planner.domain.text import N_
from planner.domain.value_objects import Appearance, Role, State
from ui.features.inspector.people_rows import (
    ShiftRow,
    TwoLineButton,
    moderating_shifts,
    person_row,
    role_button,
)
from ui.forms.conference_fields import CHAIR, ROLE_NAMES, STATE_NAMES
from ui.forms.field import label_with_effect, past_day_editor, report_naming_changes
from ui.forms.form_field import LOW, property_grid
from ui.forms.person_line import PersonLineEdit, PersonOffersPopup
from ui.forms.unsaved import DATES, answer_date_spot, field_label, reverted_message
from ui.kit.editors.text_editors import LineEditor
from ui.kit.editors.typed_values import DateEditor, make_error_label
from ui.kit.theme.theme import set_properties, set_tab_order
from ui.kit.widgets.plain_widgets import clear, column, name_widget, plain_label, row
from ui.state.document import Document, Draft, DraftSpot


class PersonLineDraft(QObject):
    """Saves the text of a person line as a draft, and restores it when the empty line gets the focus."""

    def __init__(self, document: Document, line: PersonLineEdit) -> None:
        super().__init__(line)
        self._document, self._line = document, line
        self._spot: DraftSpot | None = None
        line.textEdited.connect(self._on_edited)
        line.textChanged.connect(self._discard_if_cleared)
        line.installEventFilter(self)

    def set_draft_spot(self, kind: type[Session | Block], ids: Iterable[str], name: str) -> None:
        """Set the sessions or blocks for which the text is typed, and the name of the line, to find its draft."""
        self._spot = DraftSpot.of(kind, ids, name)

    def _on_edited(self, text: str) -> None:
        """Save the typed text without its completion, unless the line has already accepted it."""
        typed = text if self._line.text().startswith(text) else self._line.text()
        if self._spot and typed.strip():
            self._document.drafts.keep(self._spot, Draft(typed))

    def _discard_if_cleared(self, text: str) -> None:
        if self._spot and not text:
            self._document.drafts.discard(self._spot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.restore()
        return False

    def restore(self) -> None:
        """Show the draft in the line if that is empty."""
        if self._spot and not self._line.text():
            draft = self._document.drafts.find_draft(self._spot)
            self._line.setText(draft.text if draft else "")
            self._line.offer(completing=False)  # so that Enter accepts exactly the visible text


class EditorDraft(QObject):
    """Saves the text of an editor outside a form as a draft, and first restores an earlier one."""

    def __init__(self, document: Document, editor: LineEditor, spot: DraftSpot) -> None:
        super().__init__(editor)
        self._document, self._editor, self._spot = document, editor, spot
        if draft := document.drafts.find_draft(spot):
            editor.restore_text(draft.text, again=False)
        for news in (editor.typing, editor.settled, editor.edited):
            news.connect(self._update_draft)
        editor.refused.connect(lambda _why: document.drafts.mark_refused(spot))
        editor.reverted.connect(
            lambda text: document.status_reported.emit(reverted_message(document, text, field_label(document, spot)))
        )
        document.drafts.gone.connect(self._on_draft_gone)

    def _update_draft(self) -> None:
        if (text := self._editor.waiting) is None:
            self._document.drafts.discard(self._spot)
        else:
            self._document.drafts.keep(self._spot, Draft(text, self._editor.stored))

    def _on_draft_gone(self, spot: DraftSpot) -> None:
        if spot == self._spot and self._editor.waiting is not None:
            self._editor.discard_text()


class AppearanceRow(QFrame):
    """The row of an appearance: a click on the name shows the person; a menu changes or removes the appearance.

    The menu is for role, state and dates. A chair of a block has no other role to choose. Tab passes by the name, as
    the menu can show the person too.
    """

    def __init__(self, document: Document, holder: Session | Block, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        words, person = document.presentation.words, document.agenda.people[appearance.person]
        self._document, self._holder, self._appearance = document, holder, appearance
        tone = "muted" if appearance.state is State.CONFIRMED else "warning"
        name = words(CHAIR if isinstance(holder, Block) else ROLE_NAMES[appearance.role])
        role = role_button(document.presentation.theme, name, self._answer_text(), self._choices_menu(), tone)
        name_widget(role, words("Role and reply of {name}: {role}").format(name=person.name, role=role.whole))
        self.key = appearance.person, appearance.role
        self._dates: QWidget | None = None
        self._box = column(person_row(document, person, role, self), inside=self, spacing=0)

    def _answer_text(self) -> str:
        """Return the text of the state, and unless it is confirmed, the date of asking or answering if known."""
        presentation, appearance = self._document.presentation, self._appearance
        since = appearance.asked if appearance.state is State.INVITED else appearance.answered
        said = presentation.words(STATE_NAMES[appearance.state])
        return f"{said} {presentation.day_month(since)}" if since and appearance.state is not State.CONFIRMED else said

    def _choices_menu(self) -> QMenu:
        menu, _ = QMenu(self), self._document.presentation.words
        roles, states = QActionGroup(menu), QActionGroup(menu)
        for role in self._offered_roles():
            action = QAction(_(ROLE_NAMES[role]), roles, checkable=True, checked=role is self._appearance.role)
            action.triggered.connect(lambda _checked, r=role: self._change_appearance(new_role=r))
            menu.addAction(action)
        menu.addSeparator()
        for state, name in STATE_NAMES.items():
            action = QAction(_(name), states, checkable=True, checked=state is self._appearance.state)
            action.triggered.connect(lambda _checked, s=state: self._change_appearance(state=s))
            menu.addAction(action)
            menu.aboutToShow.connect(
                lambda a=action, s=state, n=name: a.setText(
                    label_with_effect(self._document, self._state_change, s, _(n))
                )
            )
        menu.addSeparator()
        person = self._appearance.person
        menu.addAction(_("Show the person")).triggered.connect(lambda: self._document.plan.show(Person, person))
        remove = _("Remove from the block") if isinstance(self._holder, Block) else _("Remove from the session")
        menu.addAction(remove).triggered.connect(self._remove_appearance)
        menu.addAction(_("Dates of asking and answering")).triggered.connect(self._go_to_dates)
        return menu

    def _offered_roles(self) -> Sequence[Role]:
        """Return the roles to choose from; none for a chair, and in a pause no moderator, unless the person is one."""
        if isinstance(self._holder, Block):
            return ()
        own, pause = self._appearance.role, self._holder.facts.pause
        return [role for role in ROLE_NAMES if not pause or role is own or role is not Role.MODERATOR]

    def _remove_appearance(self) -> None:
        holder, one = self._holder.id, self._appearance
        self._document.apply(lambda agenda: remove_appearance(agenda, holder, one.person, one.role))

    def _go_to_dates(self) -> None:
        self.show_dates()
        self.focus_date("asked")

    @property
    def shows_dates(self) -> bool:
        """True if the fields of the dates are open."""
        return self._dates is not None

    def focus_date(self, name: str) -> None:
        """Focus the field of one of the dates, if it is open."""
        if editor := self.findChild(DateEditor, name):
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_dates(self) -> None:
        """Open the fields of the dates."""
        if self._dates is not None:
            return
        words, self._dates = self._document.presentation.words, QWidget()
        grid = property_grid(self._dates)
        for n, (name, label) in enumerate(DATES.items()):
            editor = name_widget(past_day_editor(self._document), words(label))
            editor.setObjectName(name)
            editor.show_value(getattr(self._appearance, name))
            editor.edited.connect(partial(self._save_date, editor))
            EditorDraft(
                self._document, editor, self.date_draft_spot(name)
            )  # connected last, as it drops what was saved
            beside = plain_label(words(label), label="field")
            beside.setBuddy(editor)
            grid.addWidget(beside, 2 * n, 0)
            grid.addLayout(column(editor, make_error_label(editor), spacing=LOW), 2 * n, 1)
            grid.setRowMinimumHeight(2 * n + 1, LOW)
        self._box.addWidget(self._dates)

    def _state_change(self, agenda: Agenda, state: State) -> Change:
        who, today = self._appearance, self._document.plan.today()
        return change_appearance(agenda, self._holder.id, who.person, who.role, state=state, today=today)

    def date_draft_spot(self, name: str) -> DraftSpot:
        """Return the spot of the draft for one of the appearance's dates, ``asked`` or ``answered``."""
        return answer_date_spot(self._holder, self._appearance, name)

    def _save_date(self, editor: DateEditor, day: date | None) -> None:
        if not self._change_appearance(**{editor.objectName(): day}):
            editor.refuse(again=self._document.file_refused)

    def _change_appearance(self, **changes: Any) -> bool:
        document, holder, who, today = self._document, self._holder.id, self._appearance, self._document.plan.today()
        before = document.agenda
        done = document.apply(
            lambda agenda: change_appearance(agenda, holder, who.person, who.role, today=today, **changes), silent=True
        )
        if done:
            report_naming_changes(document, before)
        return done


class PeopleField(QWidget):
    """The people of a session or block, and the line that adds a person; for several of them, only the line.

    Beside the line is the role of the person to add: the usual one of the sessions' type, until another is chosen. A
    person added to a block is a chair.
    """

    def __init__(self, document: Document, kind: type[Session | Block], parent: QWidget | None = None) -> None:
        super().__init__(parent, enabled=document.workspace.writable)
        self._document, self._kind = document, kind
        self._ids: tuple[str, ...] = ()
        self._role: Role | None = None  # None is the usual one
        self._shown: tuple[object, ...] = ()
        self._named: tuple[Person, ...] | None = None
        self._names = NameCompleter()
        words, chairs = document.presentation.words, kind is Block
        name_widget(self, words("Chairs") if chairs else words("People"))
        self._chips = column(spacing=0)
        self.adder = PersonLineEdit(
            lambda typed: self._names.find_offers(
                typed, people_in_all_sessions(self._document.agenda, self._ids_if_all_exist(), self._role)
            ),
            self._add_person, lambda: self._names, self,
        )  # fmt: skip
        set_properties(name_widget(self.adder, words("Add a chair") if chairs else words("Add person")), add=True)
        self.adder.setPlaceholderText(words("+ Add a chair…") if chairs else words("+ Add person…"))
        self.adder.setTextMargins(-2, 0, 0, 0)  # Qt's own, so that it stands below the portraits
        self.adder.left.connect(self._on_line_left)
        self._draft = PersonLineDraft(document, self.adder)
        PersonOffersPopup(self.adder, document)
        self.roles = set_properties(QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup), role=True)
        name_widget(self.roles, words("Role")).setMenu(QMenu(self))
        for role, name in ROLE_NAMES.items():
            self.roles.menu().addAction(words(name)).triggered.connect(lambda _checked, r=role: self.focus_adder(r))
        column(self._chips, row((self.adder, 1), self.roles, spacing=4), inside=self, spacing=4)

    def _open_dates(self) -> dict[tuple[str, Role], str]:
        """Return the person and role of each row whose dates are open, with the name of the focused date, or empty."""
        held = QApplication.focusWidget()
        chips = (chip for chip in self.findChildren(AppearanceRow) if chip.shows_dates)
        return {chip.key: held.objectName() if held and chip.isAncestorOf(held) else "" for chip in chips}

    def _ids_if_all_exist(self) -> tuple[str, ...]:
        """Return the ids of the shown sessions or blocks, or an empty tuple if one of them was deleted."""
        there = self._document.agenda.blocks if self._kind is Block else self._document.agenda.sessions
        return self._ids if all(one in there for one in self._ids) else ()

    def _add_person(self, choice: PersonChoice) -> bool:
        ids, new_id, role = self._ids_if_all_exist(), self._document.workspace.new_id(), self._role
        if not ids:
            return False

        def change(agenda: Agenda) -> Change:
            if choice.person in agenda.people:
                return add_known_person(agenda, ids, choice.person or "", role)
            return (add_new_person if choice.new else add_person_by_name)(agenda, ids, choice.name, role, new_id)

        self._document.introduced.add(new_id)
        return self._document.apply(change)

    def commit(self) -> None:
        """Add the typed person to the shown sessions or blocks; a refused name stays in the line."""
        self.adder.take()

    def _on_line_left(self) -> None:
        self.commit()
        if not self.adder.text():
            self._set_role(None)

    def show_entities(self, entities: Sequence[Session | Block]) -> None:
        """Show the people of sessions or blocks; before that, add the person who was typed for the previous ones."""
        if others := (ids := tuple(entity.id for entity in entities)) != self._ids:
            self.commit()
            self.adder.clear_silently()
        agenda, self._ids = self._document.agenda, ids
        if self._named is not agenda.people_in_order:
            self._named = agenda.people_in_order
            self._names = NameCompleter.of(self._named)
        self._set_role(None if others else self._role)
        one = entities[0] if len(entities) == 1 else None
        people = tuple((seat, agenda.people[seat.person]) for seat in (people_or_chairs(one) if one else ()))
        covers = moderating_shifts(agenda, one) if isinstance(one, Session) else ()
        shifts = tuple((cover, agenda.people[cover.person]) for cover in covers)
        if (ids, people, shifts) == self._shown:
            return
        opened = {} if others else self._open_dates()
        self._shown = (ids, people, shifts)
        clear(self._chips)
        for appearance, _person in people:
            assert one
            chip = AppearanceRow(self._document, one, appearance, self)
            self._chips.addWidget(chip)
            if (focused := opened.get((appearance.person, appearance.role))) is not None:
                chip.show_dates()
                chip.show()  # Qt would show it only later, and a hidden field takes no focus
                chip.focus_date(focused)
        for cover, _person in shifts:
            self._chips.addWidget(ShiftRow(self._document, cover, lambda: self.focus_adder(Role.MODERATOR)))
        for last in (self.adder, self.roles):
            last.raise_()  # a screen reader finds them below the people
        set_tab_order(self.adder, [chip for chip in self.findChildren(TwoLineButton) if chip is not self.roles])

    def _set_role(self, role: Role | None) -> None:
        """Set the role in which the line adds people; None is the usual one of the type. A block has only chairs."""
        self._role = Role.MODERATOR if self._kind is Block else role
        if self._kind is Block:
            self._draft.set_draft_spot(Block, self._ids, "chair")
            self.roles.hide()
            return
        sessions = [self._document.agenda.sessions[sid] for sid in self._ids_if_all_exist()]
        usual = {session.facts.role for session in sessions}
        name = ROLE_NAMES[role or usual.pop()] if role or len(usual) == 1 else N_("Role by type")
        words = self._document.presentation.words
        self.roles.setText(words(name))
        name_widget(self.roles, words("Role of who is added: {role}").format(role=words(name)))
        self.adder.setAccessibleDescription(words(name))
        pause = all(session.facts.pause for session in sessions)
        self.roles.menu().actions()[[*ROLE_NAMES].index(Role.MODERATOR)].setVisible(not pause)
        self._draft.set_draft_spot(Session, self._ids, "moderator" if role is Role.MODERATOR else "adder")

    def focus_adder(self, role: Role | None) -> None:
        """Focus the line to add a person in this role, keeping the text typed so far; None is the usual role."""
        typed = self.adder.typed
        self.adder.clear()
        self._set_role(role)
        self.adder.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self.adder.selectAll()
            self.adder.insert(typed)
        self._draft.restore()
