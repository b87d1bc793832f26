"""The warning, before publishing or printing, that people are named without having confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from planner.domain.attendee_names import unconfirmed_warning
from planner.domain.entities import Person
from planner.programme.difference import newly_unconfirmed_people
from ui.kit.widgets.buttons import LinkStrip, Way
from ui.state.document import PEOPLE, WITHOUT_YES, Document


class UnconfirmedLine(LinkStrip):
    """A warning about unconfirmed people, with a link that closes the dialog and lists them; hidden if there are none.

    Once a version has been published, the warning is only about people whom the last one did not name, and the link
    selects them. ``leave`` closes the dialog, as its Cancel button does. ``ways`` are further links before this one.
    """

    def __init__(self, document: Document, leave: Callable[[], object], ways: Iterable[Way] = ()) -> None:
        last, words = document.workspace.releases.last, document.presentation.words
        people = newly_unconfirmed_people(document.agenda, last)
        chosen = [person.id for person in people] if last else []
        line = unconfirmed_warning(people, more=last is not None)
        show = (words("Show in the list"), lambda: self._list_unconfirmed(document, leave, chosen))
        super().__init__(words.say(line) if line else "", [*ways, show])
        self.any = line is not None
        self.show_them = self.ways[-1]
        self.setHidden(not self.any)

    @staticmethod
    def _list_unconfirmed(document: Document, leave: Callable[[], object], chosen: Sequence[str]) -> None:
        leave()
        document.list_requested.emit(PEOPLE, WITHOUT_YES)
        if chosen:
            document.plan.show(Person, *chosen)
