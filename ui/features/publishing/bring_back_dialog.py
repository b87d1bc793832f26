"""The dialog that asks before placements of a published version are brought back: what moves, and what clashes then."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHeaderView, QWidget

from planner.commands.bringing_back import BroughtBack
from planner.domain.entities import Session
from planner.domain.text import Plural, Text
from planner.rules import conflicts_of_change
from planner.rules.rule import Severity
from ui.features.publishing.publish_lines import conflict_lines
from ui.kit.dialogs.dialog_service import answer_buttons, resize_within_screen, set_default_button
from ui.kit.widgets.plain_widgets import EDGE, TextTable, column, first_few, plain_label
from ui.plan.comparison import time_and_place
from ui.state.document import Document


class BringBackDialog(QDialog):
    """A dialog with a row for each session that would be brought back, and for each that cannot be and why."""

    def __init__(self, document: Document, version: int, found: BroughtBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, self._version, self._found = document, version, found
        self._moves = [
            (edit.before, edit.after)
            for edit in found.change.edits
            if isinstance(edit.before, Session) and isinstance(edit.after, Session)
        ]
        self.setWindowTitle(words("Bring back as in version {number}").format(number=version))
        resize_within_screen(self, 760, 520)
        self.head = plain_label("\n".join(map(words.say, self._sentences())), heading="window")
        then = words("Version {n}").format(n=version)
        self.sessions = TextTable(words("Sessions that move"), [words("Session"), words("Now"), then])
        self.sessions.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.clashes = self._clashes()
        buttons, self.go = answer_buttons(self, words("Bring back"))
        self.go.setEnabled(bool(found.change))
        self._fill()
        column(self.head, (self.sessions, 1), self.clashes, buttons, inside=self, margins=EDGE)
        set_default_button(self, self.go)

    def _sentences(self) -> list[Text]:
        """Return what is going to happen, a sentence each."""
        found, number = self._found, self._version
        gone, off, staying = len(found.unplaced), len(found.called_off), len(found.staying)
        moved = len(self._moves) - gone
        counts = (
            Plural(
                "{n} session goes back to its place in version {number}.",
                "{n} sessions go back to their places in version {number}.",
                moved,
                number=number,
            ),
            Plural(
                "{n} of them was called off since, and stays so.",
                "{n} of them were called off since, and stay so.",
                off,
            ),
            Plural(
                "{n} session that version {number} did not have goes back to “Not placed”.",
                "{n} sessions that version {number} did not have go back to “Not placed”.",
                gone,
                number=number,
            ),
            Plural(
                "{n} session cannot be brought back; the list says why.",
                "{n} sessions cannot be brought back; the list says why.",
                staying,
            ),
        )
        return [count for count in counts if count.number]

    def _fill(self) -> None:
        document, words = self._document, self._document.presentation.words

        def place(session: Session | None) -> str:
            return time_and_place(document.presentation, document.agenda, session)

        for before, after in sorted(self._moves, key=lambda move: _by_time(move[1])):
            self.sessions.add([before.title, place(before), place(after)], after.id)
        for one in self._found.staying:
            refused = words("not brought back: {why}").format(why=words.say(one.why))
            self.sessions.add([one.title, place(document.agenda.sessions.get(one.id)), refused], one.id)

    def _clashes(self) -> QWidget:
        """Return a label with the problems and warnings that come with the change."""
        document, words = self._document, self._document.presentation.words
        found = conflicts_of_change(document.agenda, self._found.change, document.plan.problems.all)
        if not found:
            return plain_label(words("Nothing new would clash."), tone="muted")
        count = words.plural("{n} new clash:", "{n} new clashes:", len(found))
        grave = any(conflict.severity is Severity.PROBLEM for conflict in found)
        lines = first_few(words, conflict_lines(words, found))
        return plain_label("\n".join([count, *lines]), tone="problem" if grave else "warning")


def _by_time(session: Session) -> tuple[bool, int]:
    """Return the key by which sessions are in the order of their times, those without one last."""
    return session.placement is None, session.placement.span.absolute_start if session.placement else 0
