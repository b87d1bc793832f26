"""Choices that affect which people attendees read about, with a hint at the effect before and a message after it."""

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
from ui.kit.editors.choice_editors import Choice, ChoiceEditor
from ui.state.document import Desk

NAMING_NAMES: dict[Naming, str] = {
    Naming.ALL: N_("All but who declined or withdrew"),
    Naming.EXCEPT_INVITED: N_("All but who declined, withdrew or owes an answer"),
    Naming.CONFIRMED: N_("Only who said yes"),
}
Make = Callable[[Agenda, Any], Change]
ROOM = 48
"""Pixels of a popup list's width besides its text."""


def foresaid(desk: Desk, make: Make, value: Any, name: str) -> str:
    """Return the label of a choice, with its effect on the people that attendees read about."""
    try:
        after = desk.agenda.after(make(desk.agenda, value))
    except EstradError:  # the reason is shown when the choice is made
        return name
    told = naming_change(desk.agenda, after).foresaid
    return f"{name} – {desk.reader.words.say(told)}" if told else name


def tell_names(desk: Desk, before: Agenda) -> None:
    """Emit a message on the people about whom attendees read otherwise than in an earlier snapshot, if any."""
    if sentence := naming_change(before, desk.agenda).sentence:
        desk.told.emit(sentence)


class NamingChoice(ChoiceEditor):
    """A choice that may affect which people attendees read about; ``make`` returns the change for a value."""

    def __init__(self, desk: Desk, names: Mapping[Any, str], make: Make) -> None:
        super().__init__(lambda: [Choice(value, desk.reader.words(name)) for value, name in names.items()])
        self._desk, self._make = desk, make

    def _choose(self, n: int) -> None:
        before = self._desk.agenda
        super()._choose(n)
        if not self._desk.closed:
            tell_names(self._desk, before)

    def showPopup(self) -> None:
        self._say(lambda choice: foresaid(self._desk, self._make, choice.value, choice.name))
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + ROOM)
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        self._say(lambda choice: choice.name)

    def _say(self, word: Callable[[Choice], str]) -> None:
        for n, choice in enumerate(self._shown):
            self.setItemText(n, word(choice))


def naming(desk: Desk) -> NamingChoice:
    """Return an editor for the conference's choice of the people named to attendees."""
    return NamingChoice(
        desk, NAMING_NAMES, lambda agenda, value: edit(agenda, Conference, agenda.conference.id, naming=value)
    )


def state_of_stretches(
    names: Mapping[State, str], make: Callable[[Agenda, Sequence[str], State], Change]
) -> Callable[[Desk], NamingChoice]:
    """Return a factory of editors for the state of the shown stretches."""

    def editor(desk: Desk) -> NamingChoice:
        def shown() -> list[str]:
            return [thing.id for thing in desk.shown_things if isinstance(thing, Cover)]

        return NamingChoice(desk, names, lambda agenda, state: make(agenda, shown(), state))

    return editor
