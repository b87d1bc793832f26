"""The people of a session: chips with a menu of role, reply and dates, lines that add one, drafts of what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from planner.commands.name_completion import NameCompleter, PersonChoice
from planner.commands.people import add_by_name, add_known, add_new, people_in_all
from planner.commands.sessions import change_appearance, remove_appearance
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Person, Session
from planner.domain.text import N_
from planner.domain.value_objects import Appearance, Role, State
from ui.features.inspector.people_rows import CROSS, ShiftRow, across, moderating_shifts, name_button
from ui.forms.conference_fields import ROLE_NAMES, STATE_NAMES
from ui.forms.field import label_with_effect, past_day, report_naming_changes
from ui.forms.person_line import PersonLine, PersonOffersPopup
from ui.forms.unsaved import date_spot, label_of, reverted_message
from ui.kit.editors.text_editors import LineEditor
from ui.kit.editors.typed_values import DateEditor, attach_error
from ui.kit.theme.theme import set_properties, set_tab_order
from ui.kit.widgets.plain_widgets import (
    ElidedLabel,
    clear,
    column,
    heading,
    named,
)
from ui.state.document import Document, Draft, Spot


class PersonLineDraft(QObject):
    """Saves the text of a person line as a draft, and restores it when the empty line gets the focus."""

    def __init__(self, document: Document, line: PersonLine, name: str) -> None:
        super().__init__(line)
        self._document, self._line, self._name = document, line, name
        self._spot: Spot | None = None
        line.textEdited.connect(self._on_edited)
        line.textChanged.connect(self._on_changed)
        line.installEventFilter(self)

    def show(self, sessions: Iterable[str]) -> None:
        """Set the sessions that the text is typed for."""
        self._spot = Spot.of(Session, sessions, self._name)

    def _on_edited(self, text: str) -> None:
        """Save the typed text without its completion, unless the line has already accepted it."""
        typed = text if self._line.text().startswith(text) else self._line.text()
        if self._spot and typed.strip():
            self._document.drafts.keep(self._spot, Draft(typed))

    def _on_changed(self, text: str) -> None:
        if self._spot and not text:
            self._document.drafts.discard(self._spot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._spot and not self._line.text():
            draft = self._document.drafts.at(self._spot)
            self._line.setText(draft.text if draft else "")
            self._line.offer(completing=False)  # so that Enter accepts exactly the visible text
        return False


class EditorDraft(QObject):
    """Saves the text of an editor outside a form as a draft, and restores an earlier draft when it is created."""

    def __init__(self, document: Document, editor: LineEditor, spot: Spot) -> None:
        super().__init__(editor)
        self._document, self._editor, self._spot = document, editor, spot
        if draft := document.drafts.at(spot):
            editor.resume(draft.text, again=False)
        editor.typing.connect(self._track)
        editor.settled.connect(self._track)
        editor.edited.connect(self._track)
        editor.refused.connect(lambda _why: document.drafts.refuse(spot))
        editor.reverted.connect(
            lambda text: document.status_reported.emit(reverted_message(document, text, label_of(document, spot)))
        )
        document.drafts.gone.connect(self._on_gone)

    def _track(self) -> None:
        if (text := self._editor.waiting) is None:
            self._document.drafts.discard(self._spot)
        else:
            self._document.drafts.keep(self._spot, Draft(text, self._editor.stored))

    def _on_gone(self, spot: Spot) -> None:
        if spot == self._spot and self._editor.waiting is not None:
            self._editor.revert()


MOST_ROLE = 168
"""Maximum width of a role and state, in pixels."""
ADDING: dict[Role | None, tuple[str, str]] = {
    Role.SPEAKER: (N_("Add speaker"), N_("Add speaker…")),
    Role.PANELLIST: (N_("Add panellist"), N_("Add panellist…")),
    Role.HOST: (N_("Add host"), N_("Add host…")),
    Role.MODERATOR: (N_("Add moderator"), N_("Add moderator…")),
    None: (N_("Add person"), N_("Add person…")),
}
"""The name and the placeholder of a line that adds a person, by role; None is the usual role of the session's kind."""


class PersonChip(QFrame):
    """An appearance. The name shows the person, the menu changes role, state and dates, and the cross removes it.

    Tab comes to the menu alone, which also shows and removes.
    """

    def __init__(
        self, document: Document, session: Session, appearance: Appearance, about: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        set_properties(self, part="person")
        self._document, self._session, self._appearance = document, session, appearance
        person = document.agenda.people[appearance.person]
        cross = named(set_properties(QToolButton(), cross=True), _("Remove {name}").format(name=person.name))
        cross.setText("×")
        cross.setFixedWidth(CROSS)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(self._remove)
        beside = set_properties(ElidedLabel(), tone="muted")
        beside.setObjectName("about")
        beside.setText(about)
        who, role = name_button(document, person), self._role_button(person.name)
        who.setAccessibleDescription(about)
        self._dates: QWidget | None = None
        self._box = column(across(document, person, who, role, beside, cross), inside=self, spacing=0)

    def _role_button(self, name: str) -> QToolButton:
        """Return the button with role and state, whose menu changes them."""
        role, _ = self._role(), self._document.presentation.words
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setText(button.fontMetrics().elidedText(role, Qt.TextElideMode.ElideRight, MOST_ROLE))
        button.setToolTip(role if button.text() != role else _("Change role and reply"))
        button.setMenu(self._choices())
        return set_properties(
            named(button, _("Role and reply of {name}: {role}").format(name=name, role=role)), tone="muted", menu="true"
        )

    def _role(self) -> str:
        """Return the role; unless the state is confirmed, also the state and its date."""
        _, appearance = self._document.presentation.words, self._appearance
        role = _(ROLE_NAMES[appearance.role])
        if appearance.state is State.CONFIRMED:
            return role
        since = appearance.asked if appearance.state is State.INVITED else appearance.answered
        said = f"{role} · {_(STATE_NAMES[appearance.state])}"
        return f"{said} {self._document.presentation.day_month(since)}" if since else said

    def _choices(self) -> QMenu:
        menu, _ = QMenu(self), self._document.presentation.words
        roles, states = QActionGroup(menu), QActionGroup(menu)
        for role, name in ROLE_NAMES.items():
            if role is Role.MODERATOR is not self._appearance.role and self._session.facts.pause:
                continue
            action = QAction(_(name), roles, checkable=True, checked=role is self._appearance.role)
            action.triggered.connect(lambda _checked, r=role: self._become(new_role=r))
            menu.addAction(action)
        menu.addSeparator()
        for state, name in STATE_NAMES.items():
            action = QAction(_(name), states, checkable=True, checked=state is self._appearance.state)
            action.triggered.connect(lambda _checked, s=state: self._become(state=s))
            menu.addAction(action)
            menu.aboutToShow.connect(
                lambda a=action, s=state, n=name: a.setText(label_with_effect(self._document, self._change, s, _(n)))
            )
        menu.addSeparator()
        person = self._appearance.person
        menu.addAction(_("Show the person")).triggered.connect(lambda: self._document.plan.show(Person, person))
        menu.addAction(_("Remove from the session")).triggered.connect(self._remove)
        menu.addAction(_("Dates of asking and answering")).triggered.connect(self._go_to_dates)
        return menu

    def _remove(self) -> None:
        session, one = self._session.id, self._appearance
        self._document.apply(lambda agenda: remove_appearance(agenda, session, one.person, one.role))

    def _go_to_dates(self) -> None:
        self.show_dates()
        if asked := self.findChild(DateEditor, "asked"):
            asked.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_dates(self) -> None:
        """Show the editors for the dates of asking and answering."""
        if self._dates is not None:
            return
        _, document, self._dates = self._document.presentation.words, self._document, QWidget()
        lines = column(inside=self._dates)
        for name, label in (("asked", _("Asked")), ("answered", _("Answered"))):
            editor = past_day(document, label)
            named(editor, label).setToolTip(label)
            editor.setObjectName(name)
            editor.show_value(getattr(self._appearance, name))
            editor.edited.connect(lambda day, n=name: self._become(**{n: day}))
            EditorDraft(self._document, editor, self.spot_of(name))  # connected last, as it drops what was saved
            lines.addLayout(column(editor, attach_error(editor), spacing=4))
        self._box.addWidget(self._dates)

    def _change(self, agenda: Agenda, state: State) -> Change:
        who, today = self._appearance, self._document.plan.today()
        return change_appearance(agenda, self._session.id, who.person, who.role, state=state, today=today)

    def spot_of(self, name: str) -> Spot:
        """Return the spot of the draft for one of the appearance's dates."""
        return date_spot(self._session.id, self._appearance, name)

    def _become(self, **changes: Any) -> None:
        document, sid, who, today = self._document, self._session.id, self._appearance, self._document.plan.today()
        before = document.agenda

        def make(agenda: Agenda) -> Change:
            return change_appearance(agenda, sid, who.person, who.role, today=today, **changes)

        if document.apply(make, silent=True):
            report_naming_changes(document, before)


class PeopleField(QWidget):
    """The people of a session; if several sessions are shown, only the lines that add a person to all of them."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent, enabled=document.workspace.writable)
        self._document = document
        self._ids: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()  # the sessions that another moderator is wanted for
        self._shown: tuple[object, ...] = ()
        self._named: tuple[Person, ...] | None = None
        self._names = NameCompleter()
        _ = document.presentation.words
        self._chips = column(spacing=4)
        self.adder, self.moderator = self._line(None), self._line(Role.MODERATOR)
        self._call(self.moderator, Role.MODERATOR)
        column(heading(_("People")), self._chips, self.adder, self.moderator, inside=self, spacing=4)

    def _line(self, role: Role | None) -> PersonLine:
        """Return a line that adds a person in a role; None is the usual role of the session's kind."""
        line = PersonLine(
            lambda typed: self._names.for_typed(typed, people_in_all(self._document.agenda, self._there(), role)),
            partial(self._add, role), lambda: self._names, self,
        )  # fmt: skip
        line.left.connect(line.take)
        PersonOffersPopup(line, self._document.presentation.words)
        return line

    def _call(self, line: PersonLine, role: Role | None) -> None:
        name, placeholder = map(self._document.presentation.words, ADDING[role])
        named(line, name).setPlaceholderText(placeholder)

    def _there(self) -> tuple[str, ...]:
        """Return the ids of the shown sessions, or an empty tuple if one of them was deleted."""
        return self._ids if all(sid in self._document.agenda.sessions for sid in self._ids) else ()

    def _add(self, role: Role | None, choice: PersonChoice) -> bool:
        ids, new_id = self._there(), self._document.workspace.new_id()
        if not ids:
            return False

        def change(agenda: Agenda) -> Change:
            if choice.person in agenda.people:
                return add_known(agenda, ids, choice.person or "", role)
            return (add_new if choice.new else add_by_name)(agenda, ids, choice.name, role, new_id)

        self._document.introduced.add(new_id)
        return self._document.apply(change)

    def commit(self) -> None:
        """Add the typed people to the sessions they were typed for; a refused name stays in its line."""
        for line in (self.adder, self.moderator):
            line.take()

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        """Show the people of sessions, after adding the people typed for other sessions to those."""
        if (ids := tuple(session.id for session in sessions)) != self._ids:
            self.commit()
            self.adder.put_away()
            self.moderator.put_away()
        agenda, self._ids = self._document.agenda, ids
        if self._named is not agenda.people_in_order:
            self._named = agenda.people_in_order
            self._names = NameCompleter.of(self._named)
        roles = {session.facts.role for session in sessions}
        self._call(self.adder, roles.pop() if len(roles) == 1 else None)
        one = sessions[0] if len(sessions) == 1 else None
        people = tuple((a, agenda.people[a.person], self._about(a.person)) for a in one.people) if one else ()
        shifts = tuple((cover, agenda.people[cover.person]) for cover in moderating_shifts(agenda, one)) if one else ()
        self._offer_moderator(sessions, moderated=bool(shifts))
        if (ids, people, shifts) == self._shown:
            return
        self._shown = (ids, people, shifts)
        clear(self._chips)
        for appearance, _person, about in people:
            assert one
            self._chips.addWidget(PersonChip(self._document, one, appearance, about, self))
        for cover, _person in shifts:
            shift = ShiftRow(self._document, cover)
            shift.another_wanted.connect(self.ask_moderator)
            self._chips.addWidget(shift)
        set_tab_order(self.adder, self.findChildren(QToolButton))

    def _offer_moderator(self, sessions: Sequence[Session], *, moderated: bool) -> None:
        """Show the line for a moderator, unless it is a pause or a shift moderates and nobody else was asked for."""
        pause = bool(sessions) and all(session.facts.pause for session in sessions)
        self.moderator.setHidden(pause or (moderated and self._asked != self._ids))

    def ask_moderator(self) -> None:
        """Show and focus the line for a moderator of this session, although a shift moderates it."""
        self._asked = self._ids
        self.moderator.show()
        self.moderator.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, person_id: str) -> str:
        """Return a person's title and organisation, or “new” if both are empty and the person was just added."""
        person = self._document.agenda.people[person_id]
        known = " · ".join(part for part in (person.title, person.organisation) if part)
        return known or (self._document.presentation.words("new") if person_id in self._document.introduced else "")
