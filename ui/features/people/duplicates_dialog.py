"""The dialog of possible duplicates: pairs of people with the reason, to be merged or kept apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.commands.duplicates import REASONS, DuplicatePair, likely_duplicates
from planner.commands.merging import keep_apart
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document

SIZE = QSize(720, 420)
PAIR = Qt.ItemDataRole.UserRole + 1


class DuplicatesDialog(QDialog):
    """A dialog with a list of pairs. ``look_at`` shows a pair side by side and returns True if it was decided."""

    def __init__(
        self, document: Document, look_at: Callable[[DuplicatePair], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._words, self._look_at = document, document.presentation.words, look_at
        self.setWindowTitle(self._words("Possible duplicates"))
        self.resize(SIZE)
        self.head, self.pairs = QLabel(wordWrap=True), QTreeWidget()
        set_properties(self.head, heading="window")
        self.look, self.two = QPushButton(self._words("Look at both…")), QPushButton(self._words("They are two"))
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        _ = self._words
        self.pairs.setAccessibleName(_("Possible duplicates"))
        self.pairs.setHeaderLabels([_("Person"), _("Perhaps the same"), _("Why")])
        self.pairs.setRootIsDecorated(False)
        self.pairs.setUniformRowHeights(True)
        self.pairs.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.pairs.itemDoubleClicked.connect(lambda _item, _column: self._compare_pair())
        self.look.clicked.connect(self._compare_pair)
        self.two.clicked.connect(self._keep_apart)
        set_properties(self.look, primary=True)
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        closing.rejected.connect(self.reject)
        self._close = closing.button(QDialogButtonBox.StandardButton.Close)
        line = QHBoxLayout()
        for button in (self.look, self.two):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(closing)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        box.addWidget(self.head, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.pairs, 1)
        box.addLayout(line)

    def _fill(self) -> None:
        """Show the current pairs, and select the one after the pair that has been decided."""
        words, row = self._words, self.pairs.currentIndex().row()
        found = likely_duplicates(self._document.agenda)
        self.pairs.clear()
        for pair in found:
            texts = [self._named(pair.first), self._named(pair.second), words(REASONS[pair.why])]
            item = QTreeWidgetItem(texts)
            item.setData(0, PAIR, pair)
            for n, text in enumerate(texts):
                item.setToolTip(n, tooltip_text(text))
            self.pairs.addTopLevelItem(item)
        pairs = words.plural("{n} pair may be one person", "{n} pairs may be one person each", len(found))
        self.head.setText(pairs if found else words("Nobody seems to be there twice."))
        self.pairs.setVisible(bool(found))
        for button in (self.look, self.two):
            button.setVisible(bool(found))
            button.setEnabled(self._document.workspace.writable)
        if current := self.pairs.topLevelItem(max(0, min(row, len(found) - 1))):
            self.pairs.setCurrentItem(current)
            self.pairs.setFocus()
        set_default_button(self, self.look if found else self._close)

    def _named(self, person_id: str) -> str:
        """Return a person's name with the number of sessions, such as Ada Lovelace · 2 sessions."""
        sessions = self._words.plural("{n} session", "{n} sessions", len(self._document.appearances_of(person_id)))
        return f"{self._document.agenda.people[person_id].name} · {sessions}"

    @property
    def pair(self) -> DuplicatePair | None:
        """Return the current pair, or None if there is none."""
        item = self.pairs.currentItem()
        found = item.data(0, PAIR) if item else None
        return found if isinstance(found, DuplicatePair) else None

    def _compare_pair(self) -> None:
        if (pair := self.pair) and self._look_at(pair):
            self._fill()

    def _keep_apart(self) -> None:
        pair = self.pair
        if pair is not None and self._document.apply(partial(keep_apart, one_id=pair.first, other_ids=[pair.second])):
            self._fill()
