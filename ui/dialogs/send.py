"""Before a calendar is written: what attendees will see changed, and what of the conference is sent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from planner.domain.entities import Day
from planner.domain.text import Text
from planner.programme.difference import difference
from planner.workspace import Sending
from ui.desk import Desk
from ui.look import mark


class SendCalendar(QDialog):
    """Says what is new for attendees; the file is chosen next."""

    def __init__(self, desk: Desk, sending: Sending, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = desk.reader.words
        self._days: tuple[Day | None, ...] = (None, *desk.agenda.days_in_order)
        self.setWindowTitle(_("Send calendar"))
        self.setMinimumWidth(560)
        self.head = QLabel(_("This becomes version {n}.").format(n=sending.release.number), wordWrap=True)
        mark(self.head, heading="window")
        if not sending.new:
            self.head.setText(_("Nothing changed for attendees since version {n}.").format(n=sending.release.number))
        lines = self._lines(desk, sending)
        self.changes = QPlainTextEdit("\n".join(lines), readOnly=True, tabChangesFocus=True)
        self.changes.setAccessibleName(_("What attendees will see changed"))
        self.changes.setMinimumHeight(180)
        self.whole = QComboBox()
        names = [_("The whole conference"), *(desk.reader.day_name(d.date) for d in desk.agenda.days_in_order)]
        self.whole.addItems(names)
        self.note = QLineEdit(placeholderText=_("For your own records, such as “after the programme meeting”"))
        self._lay_out(desk)

    def _lay_out(self, desk: Desk) -> None:
        _ = desk.reader.words
        tip = QLabel(
            _("A calendar only updates by itself for those who subscribe to it: publish the file at a fixed address, "
              "write that address into the conference, and always send the file under the same name."), wordWrap=True,
        )  # fmt: skip
        tip.setTextFormat(Qt.TextFormat.PlainText)
        mark(tip, tone="muted")
        form = QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        form.addRow(self.head)
        form.addRow(QLabel(_("What attendees will see changed")))
        form.addRow(self.changes)
        if len(desk.agenda.days) > 1:
            form.addRow(_("What to send"), self.whole)
        form.addRow(_("Note"), self.note)
        form.addRow(tip)
        self.whole.setAccessibleName(_("What to send"))
        self.note.setAccessibleName(_("Note"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go = buttons.addButton(_("Choose the file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        mark(go, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    @staticmethod
    def _lines(desk: Desk, sending: Sending) -> Sequence[str]:
        words, last = desk.reader.words, desk.workspace.last_release
        if last is None:
            n = len(sending.release.programme.items)
            return [words.plural("The first version, with {n} session.", "The first version, with {n} sessions.", n)]
        found: Sequence[Text] = difference(last.programme, sending.release.programme)
        return [words.say(line) for line in found] or [words("Nothing.")]

    @property
    def day(self) -> Day | None:
        """The day that was chosen, or None for the whole conference."""
        return self._days[self.whole.currentIndex()]
