"""The dialog before a run sheet is printed: its day, its room or moderator, and the paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from planner.domain.entities import Day, Person, Room
from planner.domain.text import Text
from planner.printing.run_sheet_sections import moderators
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.theme.theme import set_properties
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine

PAPER_NAMES = {"a4": "A4", "a3": "A3", "letter": "Letter", "a5": "A5"}


class RunSheetDialog(QDialog):
    """A dialog that asks for the content of a run sheet before its preview is shown."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, agenda = document.presentation.words, document.agenda
        self._days: Sequence[Day | None] = (None, *agenda.days_in_order)
        self._whose: Sequence[Room | Person | None] = (None, *agenda.rooms_in_order, *moderators(agenda))
        self.setWindowTitle(_("Print run sheet"))
        self.setMinimumWidth(460)
        self.day_field, self.whose_field, self.paper_field = QComboBox(), QComboBox(), QComboBox()
        self.day_field.addItems(
            [_("All days"), *(document.presentation.day_name(d.date) for d in agenda.days_in_order)]
        )
        for one in self._whose:
            if isinstance(one, Person):
                self.whose_field.addItem(_.say(Text("Moderator: {names}", names=one.name)))
            else:
                self.whose_field.addItem(one.name if one else _("Every room"))
        self.paper_field.addItems(list(PAPER_NAMES.values()))
        self.named = UnconfirmedLine(document, self.reject)
        self._lay_out(document)

    def _lay_out(self, document: Document) -> None:
        _, form = document.presentation.words, QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        for label, field in (
            (_("Day"), self.day_field), (_("Room or moderator"), self.whose_field), (_("Paper"), self.paper_field),
        ):  # fmt: skip
            field.setAccessibleName(label)
            form.addRow(label, field)
        form.setRowVisible(self.day_field, len(self._days) > 2)
        hint = QLabel(
            _("It holds phone numbers and notes. It is for the moderator and the stage, and every page says so."),
            wordWrap=True,
        )
        hint.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(hint, tone="muted")
        form.addRow(hint)
        form.addRow(self.named)
        form.setRowVisible(self.named, self.named.any)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = buttons.addButton(_("Preview…"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_properties(self.go_on, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        set_default_button(self, self.go_on)

    @property
    def day(self) -> Day | None:
        """Return the chosen day, or None for all days."""
        return self._days[self.day_field.currentIndex()]

    @property
    def room(self) -> Room | None:
        """Return the chosen room, or None if none was chosen."""
        chosen = self._whose[self.whose_field.currentIndex()]
        return chosen if isinstance(chosen, Room) else None

    @property
    def moderator(self) -> Person | None:
        """Return the chosen moderator, or None if none was chosen."""
        chosen = self._whose[self.whose_field.currentIndex()]
        return chosen if isinstance(chosen, Person) else None

    @property
    def paper(self) -> str:
        """Return the key of the chosen paper size."""
        return list(PAPER_NAMES)[self.paper_field.currentIndex()]
