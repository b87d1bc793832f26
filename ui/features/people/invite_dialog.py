"""The dialog that invites participants of an earlier conference again."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.commands.field_names import FIELD_NAMES
from planner.commands.inviting import PastParticipant, fields_to_fill, past_participants
from planner.domain.agenda import Agenda
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.editors.choice_editors import ENTER
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document
from ui.state.fields.field_text import value_text

SIZE = QSize(900, 560)
GUEST, SEARCHED = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
TICKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class InviteAgainDialog(QDialog):
    """A dialog with a list of people, none ticked at first; those who are new here or have new data can be ticked."""

    def __init__(self, document: Document, before: Agenda, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self.setWindowTitle(self._words("Invite again"))
        self.resize(SIZE)
        self.head, self.says = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.search, self.guests, self.all = QLineEdit(clearButtonEnabled=True), QTreeWidget(), QCheckBox()
        self._lay_out(before)
        for guest in past_participants(document.agenda, before):
            self._add(guest)
        self.guests.itemChanged.connect(lambda _item, _column: self._count())
        self.search.textChanged.connect(self._find)
        self.all.clicked.connect(self._tick_all)
        if first := self.guests.topLevelItem(0):
            self.guests.setCurrentItem(first)
        self._count()

    def _lay_out(self, before: Agenda) -> None:
        _ = self._words
        title, year = before.conference.title, str(before.days_in_order[0].date.year)
        named = title if year in title else f"{title}, {year}"
        self.head.setText(_("Who was at {conference}").format(conference=named))
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(self.head, heading="window")
        self.says.setText(
            _("They come with all that lasts: address, biography, photo. What was agreed for that year stays there. "
              "The file itself is not changed.")
            if before.people else _("Nobody is in that file.")
        )  # fmt: skip
        set_properties(self.says, tone="muted")
        self.search.setPlaceholderText(_("Search people"))
        self.search.setAccessibleName(_("Search people"))
        self.all.setText(_("All that are in sight"))
        self._lay_out_guests()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Invite"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_properties(self.go, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(self.all)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        box.addWidget(self.head)
        box.addWidget(self.says)
        box.addLayout(above)
        box.addWidget(self.guests, 1)
        box.addWidget(buttons)
        set_default_button(self, self.go)

    def _lay_out_guests(self) -> None:
        _ = self._words
        self.guests.setAccessibleName(self.head.text())
        self.guests.setHeaderLabels([_("Person"), _("Sessions"), _("On stage"), _("Here")])
        self.guests.setRootIsDecorated(False)
        self.guests.setUniformRowHeights(True)
        header = self.guests.header()
        header.setStretchLastSection(False)
        for column, width in ((0, 250), (2, 140), (3, 240)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _add(self, guest: PastParticipant) -> None:
        person = guest.person
        filled = fields_to_fill(self._document.agenda, guest)
        sessions = ", ".join(session.title for session in guest.sessions)
        named = ", ".join(part for part in (person.name, person.organisation) if part)
        texts = [named, sessions, value_text(self._document, "earlier", guest.earlier), self._here(guest, filled)]
        item = QTreeWidgetItem(texts)
        item.setData(0, GUEST, guest)
        item.setData(0, SEARCHED, " ".join(texts).casefold())
        for column, text in enumerate(texts):
            item.setToolTip(column, tooltip_text(text))
        wanted = guest.here is None or bool(filled)
        item.setFlags(TICKABLE if wanted else TICKABLE & ~Qt.ItemFlag.ItemIsUserCheckable)
        if wanted:
            item.setCheckState(0, Qt.CheckState.Unchecked)
        self.guests.addTopLevelItem(item)

    def _here(self, guest: PastParticipant, filled: Collection[str]) -> str:
        if guest.here is None:
            return ""
        if not filled:
            return self._words("is here already")
        names = ", ".join(self._words(FIELD_NAMES[name]) for name in filled)
        return self._words("is here; is told: {fields}").format(fields=names)

    # ticks ---------------------------------------------------------------------------------------------

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = (self.guests.topLevelItem(n) for n in range(self.guests.topLevelItemCount()))
        return [row for row in rows if row is not None]

    def _in_sight(self) -> list[QTreeWidgetItem]:
        """Return the rows that can be ticked and are not hidden by the search."""
        return [row for row in self._rows() if not row.isHidden() and row.flags() & Qt.ItemFlag.ItemIsUserCheckable]

    @property
    def chosen(self) -> tuple[PastParticipant, ...]:
        """Return the ticked people, including those hidden by the search."""
        ticked = (row for row in self._rows() if row.checkState(0) == Qt.CheckState.Checked)
        return tuple(row.data(0, GUEST) for row in ticked)

    def _tick_all(self) -> None:
        state = Qt.CheckState.Checked if self.all.isChecked() else Qt.CheckState.Unchecked
        for row in self._in_sight():
            row.setCheckState(0, state)
        self._count()

    def _count(self) -> None:
        n, rows = len(self.chosen), self._in_sight()
        many = self._words.plural("Invite {n} person again", "Invite {n} people again", n)
        self.go.setText(many if n else self._words("Invite"))
        self.go.setEnabled(n > 0)
        self.all.setEnabled(bool(rows))
        self.all.setChecked(bool(rows) and all(row.checkState(0) == Qt.CheckState.Checked for row in rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from the search field to the list on Enter, and clear the search on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.focusWidget() is self.search and self.search.text():
            self.search.clear()
            return
        if event.key() in ENTER and self.search.hasFocus():
            self.guests.setFocus()
            return
        super().keyPressEvent(event)

    def _find(self) -> None:
        """Show only the people who match all words; ticks are kept."""
        wanted = self.search.text().casefold().split()
        for row in self._rows():
            text = row.data(0, SEARCHED)
            row.setHidden(not all(word in text for word in wanted))
        self._count()
