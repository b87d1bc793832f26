"""Before anything is sent: what attendees will see changed, a note, and what of the conference goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from planner.domain.text import N_
from planner.exporting.sending import Sending
from planner.programme.parts import About, Part
from planner.programme.sent_parts import reminders
from ui.desk import Desk
from ui.dialogs.answer import answered_by
from ui.dialogs.named import NamedLine
from ui.look import mark

WHAT: dict[About | None, str] = {
    None: N_("The whole conference"),
    About.DAY: N_("A day"),
    About.ROOM: N_("A room"),
    About.TRACK: N_("A track"),
    About.PERSON: N_("A person's sessions"),
    About.MODERATOR: N_("What a person moderates"),
}


class Publish(QDialog):
    """Says what is new for attendees, and asks what to send; the file or folder is chosen next.

    ``offered`` are the parts that can be sent, by sort; ``earlier`` shows what was sent before.
    """

    def __init__(
        self,
        desk: Desk,
        sending: Sending,
        offered: Mapping[About, Sequence[Part]],
        earlier: Callable[[QWidget], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _ = self._words = desk.reader.words
        self._offered = {about: tuple(found) for about, found in offered.items() if found}
        self._sorts: tuple[About | None, ...] = (None, *(about for about in About if about in self._offered))
        self._names = {p.key: _name(desk, p) for found in self._offered.values() for p in found}
        self.setWindowTitle(_("Publish"))
        self.setMinimumWidth(560)
        self.head = QLabel(_("This becomes version {n}.").format(n=sending.release.number), wordWrap=True)
        mark(self.head, heading="window")
        if not sending.new:
            self.head.setText(_("Nothing changed for attendees since version {n}.").format(n=sending.release.number))
        self.named = NamedLine(desk, self.reject)
        self.changes = QPlainTextEdit("\n".join(_lines(desk, sending)), readOnly=True, tabChangesFocus=True)
        self.changes.setMinimumHeight(180)
        found = sending.stale(part for found in self._offered.values() for part in found)
        stale = reminders(sending.ledger, found)
        self.stale = QLabel("\n".join(desk.reader.words.say(line) for line in stale), wordWrap=True)
        self.stale.setTextFormat(Qt.TextFormat.PlainText)
        self.what, self.which = QComboBox(), QComboBox(maxVisibleItems=16)
        self.what.addItems([_(WHAT[about]) for about in self._sorts])
        self.note = QLineEdit(placeholderText=_("For your own records, such as “after the programme meeting”"))
        self.earlier = QPushButton(_("Earlier versions…"))
        self.earlier.setEnabled(desk.workspace.last_release is not None)
        self.earlier.clicked.connect(lambda: earlier(self))
        self.go = QPushButton(_("Choose the file…"))
        self._form = QFormLayout(self)
        self._lay_out(sending.new)
        self.what.currentIndexChanged.connect(self._offer)
        self.which.currentIndexChanged.connect(self._choose)
        self._offer()
        self.go.setFocus()

    def _lay_out(self, new: bool) -> None:
        _, form = self._words, self._form
        tip = QLabel(
            _("A calendar only updates by itself for those who subscribe to it: publish the file at a fixed address, "
              "write that address into the conference, and always send the file under the same name."), wordWrap=True,
        )  # fmt: skip
        tip.setTextFormat(Qt.TextFormat.PlainText)
        mark(tip, tone="muted")
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        form.addRow(self.head)
        form.addRow(self.named)
        form.setRowVisible(self.named, self.named.any)
        form.addRow(QLabel(_("What attendees will see changed")))
        form.addRow(self.changes)
        form.addRow(self.stale)
        form.setRowVisible(self.stale, bool(self.stale.text()))
        form.addRow(_("What to send"), self.what)
        form.addRow(_("Which"), self.which)
        form.addRow(_("Note"), self.note)
        form.setRowVisible(self.note, new)  # a note belongs to a new version
        form.addRow(tip)
        for name, field in (
            (_("What attendees will see changed"), self.changes), (_("What to send"), self.what),
            (_("Which"), self.which), (_("Note"), self.note),
        ):  # fmt: skip
            field.setAccessibleName(name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.earlier, QDialogButtonBox.ButtonRole.ResetRole)
        mark(self.go, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        answered_by(self, self.go)

    def _offer(self) -> None:
        """Offer what there is of the sort, and all of it at once."""
        found = self._of_the_sort
        self.which.clear()
        if len(found) > 1:
            self.which.addItem(self._words("Each of the {n}, in a file of its own").format(n=len(found)))
        self.which.addItems([self._names[part.key] for part in found])
        self.which.setCurrentIndex(1 if len(found) > 1 else 0)
        self._form.setRowVisible(self.which, bool(found))
        self._choose()

    def _choose(self) -> None:
        self.go.setText(self._words("Choose the folder…") if self.each else self._words("Choose the file…"))

    @property
    def _of_the_sort(self) -> tuple[Part, ...]:
        about = self.about
        return self._offered[about] if about else ()

    @property
    def about(self) -> About | None:
        """The sort of part that was chosen, or None for the whole conference."""
        return self._sorts[self.what.currentIndex()]

    @property
    def each(self) -> bool:
        """Whether all parts of the sort are wanted, in a file each."""
        return len(self._of_the_sort) > 1 and self.which.currentIndex() == 0

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was chosen; none means the whole conference."""
        found = self._of_the_sort
        if self.each or not found:
            return found
        return (found[self.which.currentIndex() - (1 if len(found) > 1 else 0)],)


def _name(desk: Desk, part: Part) -> str:
    """What the part is called in a list of its sort, for whoever reads the window."""
    if part.about is About.DAY:
        name = desk.reader.day_name(date.fromisoformat(part.of))
    elif part.about is About.MODERATOR and part.of in desk.agenda.people:
        name = desk.agenda.people[part.of].name
    else:
        name = part.title
    return desk.reader.words("{name} (deleted)").format(name=name) if part.gone else name


def _lines(desk: Desk, sending: Sending) -> Sequence[str]:
    words = desk.reader.words
    return [words.say(line) for line in sending.changes(sending.parts[0])] or [words("Nothing.")]
