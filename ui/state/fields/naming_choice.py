"""Choices that affect which people are named to attendees, with a hint at the effect and a message afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planner.commands.edit import edit
from planner.domain.agenda import Agenda
from planner.domain.attendee_names import naming_change
from planner.domain.change import Change
from planner.domain.entities import Conference, Cover
from planner.domain.enums import Naming, State
from planner.domain.errors import EstradError
from planner.domain.text import N_
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice
from ui.state.document import Document

NAMING_NAMES: dict[Naming, str] = {
    Naming.ALL: N_("All but who declined or withdrew"),
    Naming.EXCEPT_INVITED: N_("All but who declined, withdrew or owes an answer"),
    Naming.CONFIRMED: N_("Only who said yes"),
}
Make = Callable[[Agenda, Any], Change]
ROOM = 48
"""Pixels of a popup list's width in addition to its text."""


def label_with_effect(document: Document, make: Make, value: Any, name: str) -> str:
    """Return the label of a choice, followed by its effect on the people who are named to attendees."""
    try:
        after = document.agenda.after(make(document.agenda, value))
    except EstradError:  # the reason is shown when the choice is made
        return name
    told = naming_change(document.agenda, after).foresaid
    return f"{name} – {document.presentation.words.say(told)}" if told else name


def report_naming_changes(document: Document, before: Agenda) -> None:
    """Emit a message about the people whose naming to attendees changed since an earlier snapshot, if there are any."""
    if sentence := naming_change(before, document.agenda).sentence:
        document.remarked.emit(sentence)


class NamingChoiceEditor(ChoiceEditor):
    """A choice that may affect which people are named to attendees; ``make`` returns the change for a value."""

    def __init__(self, document: Document, names: Mapping[Any, str], make: Make) -> None:
        super().__init__(
            lambda: [EditorChoice(value, document.presentation.words(name)) for value, name in names.items()]
        )
        self._document, self._make = document, make

    def _choose(self, n: int) -> None:
        before = self._document.agenda
        super()._choose(n)
        if not self._document.closed:
            report_naming_changes(self._document, before)

    def showPopup(self) -> None:
        self._say(lambda choice: label_with_effect(self._document, self._make, choice.value, choice.name))
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + ROOM)
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self._say(lambda choice: choice.name)

    def _say(self, word: Callable[[EditorChoice], str]) -> None:
        for n, choice in enumerate(self._shown):
            self.setItemText(n, word(choice))


def naming(document: Document) -> NamingChoiceEditor:
    """Return an editor for the conference's rule on which people are named to attendees."""
    return NamingChoiceEditor(
        document, NAMING_NAMES, lambda agenda, value: edit(agenda, Conference, agenda.conference.id, naming=value)
    )


def state_of_shifts(
    names: Mapping[State, str], make: Callable[[Agenda, Sequence[str], State], Change]
) -> Callable[[Document], NamingChoiceEditor]:
    """Return a factory of editors for the state of the shifts that the inspector shows."""

    def editor(document: Document) -> NamingChoiceEditor:
        def shown() -> list[str]:
            return [thing.id for thing in document.shown_things if isinstance(thing, Cover)]

        return NamingChoiceEditor(document, names, lambda agenda, state: make(agenda, shown(), state))

    return editor
