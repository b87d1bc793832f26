"""The dialog for the next edition: its first day, its title, and the sessions to copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QWidget

from planner.commands.next_edition import KeptSessions, new_edition, next_title
from planner.domain.agenda import Agenda
from planner.domain.input_parsing import next_year_after
from planner.domain.text import N_
from planner.wording import Wording
from ui.kit.dialogs.default_button import answer_buttons, set_default_button
from ui.kit.editors.date_editor import DateEditor
from ui.kit.editors.field_error import attach_error, with_error_below
from ui.kit.widgets.labels import named, plain_label
from ui.state.document import Document

KEPT: tuple[tuple[KeptSessions, str], ...] = (
    (KeptSessions.FRAME, N_("Breaks, meals and whatever needs no speaker")),
    (KeptSessions.ALL, N_("All sessions, without their people")),
    (KeptSessions.NONE, N_("No session")),
)
WEEKS = timedelta(weeks=52)
"""52 weeks: the same weekday a year later."""
WIDTH, MARGIN = 480, 16


def _carried_over_text(_: Wording) -> QLabel:
    tip = plain_label(
        _("Venue, rooms, tracks, organisations and people with their photos come along; this year's appearances "
          "are counted among the earlier ones. What was agreed for this year only stays in this file: who is in a "
          "session and their answers, times, when people can come, travel, lodging and fees, history and what was "
          "sent."),
        tone="muted",
    )  # fmt: skip
    tip.setMinimumHeight(tip.heightForWidth(WIDTH - 2 * MARGIN))  # Qt asks for its height before it has a width
    return tip


class NextEditionDialog(QDialog):
    """A dialog for the next edition, which proposes the same weekday a year later and the title with its year."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, self._agenda = document.presentation.words, document.agenda
        first = document.agenda.days_in_order[0].date + WEEKS
        self.setWindowTitle(_("New edition"))
        self.setMinimumWidth(WIDTH)
        last = document.agenda.days_in_order[-1].date
        self.first = DateEditor(
            document.presentation, lambda: next_year_after(max(document.today(), last)), lambda: first
        )
        self.first.edited.connect(self.first.show_value)
        self.first.show_value(first)
        self.title = QLineEdit(next_title(document.agenda, first))
        self.kept = QComboBox()
        self.kept.addItems([_(label) for _kept, label in KEPT])
        self._proposed = self.title.text()
        self.first.textChanged.connect(self._propose)
        head = _("The next edition of {title}").format(title=document.agenda.conference.title)
        form = QFormLayout(self)
        form.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        form.setVerticalSpacing(10)
        form.addRow(plain_label(head, heading="window"))
        form.addRow(_carried_over_text(_))
        form.addRow(_("First day"), with_error_below(self.first, attach_error(self.first)))
        named(self.first, _("First day"))
        for label, widget in ((_("Title"), self.title), (_("Sessions"), self.kept)):
            form.addRow(label, named(widget, label))
        buttons, go = answer_buttons(self, _("Choose the file…"))
        form.addRow(buttons)
        set_default_button(self, go)
        self.first.setFocus()
        self.first.selectAll()

    @property
    def day(self) -> date:
        """Return the first day that was typed."""
        found = self.first.typed
        assert found
        return found

    def accept(self) -> None:
        """Accept the dialog, or focus the date if it is invalid; its field shows the error."""
        self.first.commit()
        if self.first.waiting is None:
            super().accept()
        else:
            self.first.setFocus()
            self.first.selectAll()

    def _propose(self) -> None:
        """Update the proposed title for the typed date, unless the user has changed it."""
        found = self.first.typed
        if found and self.title.text() == self._proposed:
            self._proposed = next_title(self._agenda, found)
            self.title.setText(self._proposed)

    def made(self, ids: Callable[[], str]) -> Agenda:
        """Return the new conference; raise ``EstradError`` for an invalid title."""
        kept = KEPT[self.kept.currentIndex()][0]
        return new_edition(self._agenda, ids, first=self.day, title=self.title.text(), kept=kept)
