"""The field for the answers of several people or sessions, which sets them all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.commands.appearances import answer_all, appearances_of
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Entity, Session
from planner.domain.enums import State
from ui.kit.theme.theme import set_properties
from ui.state.document import Document
from ui.state.fields.naming_choice import NamingChoiceEditor
from ui.state.fields.person_fields import STATE_NAMES


class AnswersLine(QWidget):
    """A choice of one state for all answers, shown if several entities are selected and have appearances."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, words = document, document.presentation.words
        self._asked: dict[str, tuple[str, ...]] = {}
        label = QLabel(words("Their answers"))
        set_properties(label, label="field")
        self.choice = NamingChoiceEditor(document, STATE_NAMES, self._make)
        self.choice.setAccessibleName(words("Their answers"))
        self.choice.edited.connect(self._answer)
        self.choice.setEnabled(document.workspace.writable)
        label.setBuddy(self.choice)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(label)
        box.addWidget(self.choice)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show the answers of the people in these sessions, or of these people."""
        ids = tuple(entity.id for entity in entities)
        self._asked = {"sessions" if isinstance(entities[0], Session) else "people": ids}
        found = appearances_of(self._document.agenda, **self._asked) if len(ids) > 1 else ()
        states = {one[1].state if isinstance(one, tuple) else one.state for one in found}
        self.setVisible(bool(found))
        if len(states) == 1:
            self.choice.show_value(states.pop())
        elif states:
            self.choice.show_mixed(self._document.presentation.words("several values"))

    def _make(self, agenda: Agenda, state: Any) -> Change:
        return answer_all(agenda, State(state), today=self._document.today(), **self._asked)

    def _answer(self, state: Any) -> None:
        if not self._document.apply(lambda agenda: self._make(agenda, state)):
            self.choice.refuse(again=False)
