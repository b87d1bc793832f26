"""The dialog of possible duplicates: pairs of people with the reason, to be merged or kept apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QWidget

from planner.commands.duplicates import REASONS, DuplicatePair, keep_apart, likely_duplicates
from ui.kit.dialogs.default_button import closing_button, set_default_button
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.boxes import column, row
from ui.kit.widgets.labels import plain_label
from ui.kit.widgets.text_table import TextTable
from ui.state.document import Document

SIZE = QSize(720, 420)


class DuplicatesDialog(QDialog):
    """A dialog with a list of pairs. ``look_at`` shows a pair side by side and returns True if it was decided."""

    def __init__(
        self, document: Document, look_at: Callable[[DuplicatePair], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._words, self._look_at = document, document.presentation.words, look_at
        self.setWindowTitle(self._words("Possible duplicates"))
        self.resize(SIZE)
        self.head = plain_label(heading="window")
        _ = self._words
        self.pairs = TextTable(_("Possible duplicates"), [_("Person"), _("Perhaps the same"), _("Why")])
        self.pairs.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.pairs.itemDoubleClicked.connect(self._compare_pair)
        self.look = set_properties(QPushButton(_("Look at both…")), primary=True)
        self.two = QPushButton(_("They are two"))
        self.look.clicked.connect(self._compare_pair)
        self.two.clicked.connect(self._keep_apart)
        closing, self._close = closing_button(self)
        column(
            (self.head, 0, Qt.AlignmentFlag.AlignTop), (self.pairs, 1), row(self.look, self.two, 1, closing),
            inside=self, margins=(16, 16, 16, 16), spacing=12,
        )  # fmt: skip
        self._fill()

    def _fill(self) -> None:
        """Show the current pairs, and select the one after the pair that has been decided."""
        words, current = self._words, self.pairs.currentIndex().row()
        found = likely_duplicates(self._document.agenda)
        self.pairs.clear()
        for pair in found:
            self.pairs.add([self._named(pair.first), self._named(pair.second), words(REASONS[pair.why])], pair)
        pairs = words.plural("{n} pair may be one person", "{n} pairs may be one person each", len(found))
        self.head.setText(pairs if found else words("Nobody seems to be there twice."))
        self.pairs.setVisible(bool(found))
        for button in (self.look, self.two):
            button.setVisible(bool(found))
            button.setEnabled(self._document.workspace.writable)
        if item := self.pairs.topLevelItem(max(0, min(current, len(found) - 1))):
            self.pairs.setCurrentItem(item)
            self.pairs.setFocus()
        set_default_button(self, self.look if found else self._close)

    def _named(self, person_id: str) -> str:
        """Return a person's name with the number of sessions, such as Ada Lovelace · 2 sessions."""
        sessions = self._words.plural("{n} session", "{n} sessions", len(self._document.appearances_of(person_id)))
        return f"{self._document.agenda.people[person_id].name} · {sessions}"

    def _compare_pair(self) -> None:
        if (pair := self.pairs.current) and self._look_at(pair):
            self._fill()

    def _keep_apart(self) -> None:
        pair: DuplicatePair | None = self.pairs.current
        if pair and self._document.apply(partial(keep_apart, one_id=pair.first, other_ids=[pair.second])):
            self._fill()
