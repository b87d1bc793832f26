"""A warning before publishing or printing about people named without having confirmed, with a button to list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from planner.domain.attendee_names import unconfirmed_warning
from planner.domain.entities import Person
from planner.programme.difference import newly_unconfirmed
from ui.kit.widgets.buttons import TintedLine, Way
from ui.state.document import PEOPLE, WITHOUT_YES, Document


class UnconfirmedLine(TintedLine):
    """A warning with a link that closes the dialog and shows the list of these people; hidden if there are none.

    Once something was sent, it tells of those alone whom the version sent last did not name, and selects them in the
    list. ``leave`` closes the dialog, as its Cancel button does. ``ways`` are links before that one.
    """

    def __init__(self, document: Document, leave: Callable[[], object], ways: Iterable[Way] = ()) -> None:
        last, words = document.workspace.releases.last, document.presentation.words
        people = newly_unconfirmed(document.agenda, last)
        chosen = [person.id for person in people] if last else []
        line = unconfirmed_warning(people, more=last is not None)
        show = (words("Show in the list"), lambda: self._go(document, leave, chosen))
        super().__init__(words.say(line) if line else "", [*ways, show])
        self.any = line is not None
        self.show_them = self.ways[-1]
        self.setHidden(not self.any)

    @staticmethod
    def _go(document: Document, leave: Callable[[], object], chosen: Sequence[str]) -> None:
        leave()
        document.list_requested.emit(PEOPLE, WITHOUT_YES)
        if chosen:
            document.plan.show(Person, *chosen)
