"""The dialog that invites participants of an earlier conference again."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHeaderView, QLineEdit, QTreeWidgetItem, QWidget

from planner.commands.field_names import FIELD_NAMES
from planner.commands.next_edition import PastParticipant, fields_to_fill, past_participants
from planner.domain.agenda import Agenda
from ui.kit.dialogs.dialog_service import answer_buttons, set_default_button
from ui.kit.editors.choice_editors import ENTER
from ui.kit.widgets.labels_and_boxes import column, named, plain_label, row
from ui.kit.widgets.list_rows import THING, TextTable
from ui.state.document import Document
from ui.state.fields.forms import value_text

SIZE = QSize(900, 560)
SEARCHED = THING + 1


class InviteAgainDialog(QDialog):
    """A dialog with a list of people, none ticked at first; those who are new here or have new data can be ticked."""

    def __init__(self, document: Document, before: Agenda, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self.setWindowTitle(self._words("Invite again"))
        self.resize(SIZE)
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
        named_so = title if year in title else f"{title}, {year}"
        self.head = plain_label(_("Who was at {conference}").format(conference=named_so), heading="window")
        self.says = plain_label(
            _("They come with all that lasts: address, biography, photo. What was agreed for that year stays there. "
              "The file itself is not changed.")
            if before.people else _("Nobody is in that file."),
            tone="muted",
        )  # fmt: skip
        hint = _("Search people")
        self.search = named(QLineEdit(clearButtonEnabled=True, placeholderText=hint), hint)
        self.all = QCheckBox(_("All that are in sight"))
        self.guests = TextTable(self.head.text(), [_("Person"), _("Sessions"), _("On stage"), _("Here")])
        header = self.guests.header()
        for n, width in ((0, 250), (2, 140), (3, 240)):
            header.setSectionResizeMode(n, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(n, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        buttons, self.go = answer_buttons(self, _("Invite"))
        above = row((self.search, 1), self.all)
        parts = (self.head, self.says, above, (self.guests, 1), buttons)
        column(*parts, inside=self, margins=(16, 16, 16, 16), spacing=10)
        set_default_button(self, self.go)

    def _add(self, guest: PastParticipant) -> None:
        person = guest.person
        filled = fields_to_fill(self._document.agenda, guest)
        sessions = ", ".join(session.title for session in guest.sessions)
        name = ", ".join(part for part in (person.name, person.organisation) if part)
        texts = [name, sessions, value_text(self._document, "earlier", guest.earlier), self._here(guest, filled)]
        item = self.guests.add(texts, guest, False if guest.here is None or filled else None)
        item.setData(0, SEARCHED, " ".join(texts).casefold())

    def _here(self, guest: PastParticipant, filled: Collection[str]) -> str:
        if guest.here is None:
            return ""
        if not filled:
            return self._words("is here already")
        names = ", ".join(self._words(FIELD_NAMES[name]) for name in filled)
        return self._words("is here; is told: {fields}").format(fields=names)

    # ticks ---------------------------------------------------------------------------------------------

    def _in_sight(self) -> list[QTreeWidgetItem]:
        """Return the rows that can be ticked and are not hidden by the search."""
        return [
            row for row in self.guests.items if not row.isHidden() and row.flags() & Qt.ItemFlag.ItemIsUserCheckable
        ]

    @property
    def chosen(self) -> tuple[PastParticipant, ...]:
        """Return the ticked people, including those hidden by the search."""
        return tuple(self.guests.ticked)

    def _tick_all(self) -> None:
        state = Qt.CheckState.Checked if self.all.isChecked() else Qt.CheckState.Unchecked
        for item in self._in_sight():
            item.setCheckState(0, state)
        self._count()

    def _count(self) -> None:
        n, seen = len(self.chosen), self._in_sight()
        many = self._words.plural("Invite {n} person again", "Invite {n} people again", n)
        self.go.setText(many if n else self._words("Invite"))
        self.go.setEnabled(n > 0)
        self.all.setEnabled(bool(seen))
        self.all.setChecked(bool(seen) and all(item.checkState(0) == Qt.CheckState.Checked for item in seen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from the search field to the list on Enter, and clear the search on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.focusWidget() is self.search and self.search.text():
            self.search.clear()
        elif event.key() in ENTER and self.search.hasFocus():
            self.guests.setFocus()
        else:
            super().keyPressEvent(event)

    def _find(self) -> None:
        """Show only the people who match all words; ticks are kept."""
        wanted = self.search.text().casefold().split()
        for item in self.guests.items:
            item.setHidden(not all(word in item.data(0, SEARCHED) for word in wanted))
        self._count()
