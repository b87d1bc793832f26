"""The dialogs about several people: possible duplicates, merging two, and inviting people again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QRadioButton,
    QTreeWidgetItem,
    QWidget,
)

from planner.commands.conference import PastParticipant, fields_to_fill, past_participants
from planner.commands.duplicates import (
    REASONS,
    DuplicatePair,
    DuplicateReason,
    FieldChoice,
    field_choices,
    likely_duplicates,
    merge_two_people,
    record_as_different,
)
from planner.commands.edit import FIELD_NAMES
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Person, Session
from ui.forms.conference_fields import PERSON_FIELDS
from ui.forms.forms import value_text
from ui.forms.photo_editor import person_icon
from ui.kit.dialogs.dialog_service import (
    answer_buttons,
    close_buttons,
    fill_dialog,
    resize_within_screen,
    set_default_button,
)
from ui.kit.editors.search_menus import SearchField
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import THING, TextTable, column, name_widget, plain_label, row
from ui.kit.widgets.scrolling import vertical_scroll_area
from ui.state.document import Document

WIDTH, LOWEST, HIGHEST, LABEL, PHOTO = 820, 320, 600, 150, 56
"""In pixels: the merge dialog's width, limits of its initial height, width of a field's label, side of a photo."""
LABELS = {field.name: field.label for field in PERSON_FIELDS}


def involvement_text(document: Document, person: str) -> str:
    """Return the number of a person's sessions and, if any, of blocks that they chair: 2 sessions · 1 block."""
    words, things = (
        document.presentation.words,
        {thing.id: thing for thing, _ in document.plan.person_appearances(person)},
    )
    sessions = sum(isinstance(thing, Session) for thing in things.values())
    blocks = len(things) - sessions
    chaired = [words.plural("{n} block", "{n} blocks", blocks)] if blocks else []
    return " · ".join([words.plural("{n} session", "{n} sessions", sessions), *chaired])


class ValueChoice(QWidget):
    """A radio button with a label that wraps; a click on the label selects the button too."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.button, self.words = (
            name_widget(QRadioButton(), name),
            plain_label(text or "–", tone="" if text else "muted"),
        )
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        row((self.button, 0, Qt.AlignmentFlag.AlignTop), (self.words, 1), inside=self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()


class MergePeopleDialog(QDialog):
    """A dialog with two people side by side, to merge them into one or mark them as different."""

    def __init__(
        self,
        document: Document,
        one: str,
        other: str,
        why: DuplicateReason | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self.keep, self.other = one, other
        self.apart = False
        self.chosen: dict[str, Any] = {}
        """The values that the user has chosen, by field; for all other fields the proposed ones are used."""
        self.values: dict[str, list[ValueChoice]] = {}
        self.reason = plain_label(self._words(REASONS[why]).capitalize() if why else "", tone="muted")
        self.reason.setHidden(why is None)
        self.same = plain_label(tone="muted")
        self._area = vertical_scroll_area()
        self._arrange()
        self._show_choices()
        first = next((value.button for values in self.values.values() for value in values), self.go)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        rest = self.sizeHint().height() - self._area.sizeHint().height()
        wanted = self._inner.heightForWidth(WIDTH - 48) + rest + 8
        resize_within_screen(self, WIDTH, min(HIGHEST, max(LOWEST, wanted)))

    def _arrange(self) -> None:
        _ = self._words
        self._buttons, self.go = answer_buttons(self, _("Merge"))
        self.swap = push_button(_("Keep the other one"), self._swap_people)
        self.two = push_button(_("They are two"), self._keep_apart)
        below, head = row(self.swap, self.two, 0, self._buttons), plain_label(_("Are they one?"), heading="window")
        parts = (head, self.reason, (self._area, 1), self.same, below)
        fill_dialog(self, _("Merge two people"), *parts, default=self.go)

    # display -------------------------------------------------------------------------------------------

    def _show_choices(self) -> None:
        agenda, words = self._document.agenda, self._words
        keep, other = agenda.people[self.keep], agenda.people[self.other]
        self._inner = inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._person_heading(keep, words("is kept")), 0, 1)
        grid.addWidget(self._person_heading(other, words("goes into it")), 0, 2)
        self.values = {}
        found = field_choices(keep, other)
        for line, choice in enumerate(found, 1):
            self._add_choice(grid, line, choice, (keep.name, other.name))
        for n, stretch in ((1, 4), (2, 4), (3, int(any(choice.both is not None for choice in found)))):
            grid.setColumnStretch(n, stretch)
        grid.setRowStretch(len(found) + 1, 1)
        old = self._area.takeWidget()
        self._area.setWidget(inner)
        self._set_tab_order()
        if old is not None:
            old.deleteLater()
        self.same.setText(
            words("All else is the same. Sessions, answers and shifts of both belong to the one that stays.")
            if found
            else words("They are the same in all fields. Sessions, answers and shifts of both belong to one then.")
        )

    def _set_tab_order(self) -> None:
        """Set the tab order: the fields from the top, then the buttons."""
        fields = [value.button for values in self.values.values() for value in values]
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        for first, second in pairwise([*fields, self.swap, self.two, self.go, cancel]):
            self.setTabOrder(first, second)

    def _person_heading(self, person: Person, becomes: str) -> QWidget:
        head, below = QWidget(), plain_label(f"{becomes} · {involvement_text(self._document, person.id)}", tone="muted")
        names = column(plain_label(person.name, heading="column"), below, 0, spacing=0)
        icon = person_icon(self._document, person)
        face = QLabel(pixmap=icon.pixmap(QSize(FACE, FACE), head.devicePixelRatioF()))
        row((face, 0, Qt.AlignmentFlag.AlignTop), (names, 1), inside=head, spacing=8)
        return head

    def _add_choice(self, grid: QGridLayout, line: int, choice: FieldChoice, names: tuple[str, str]) -> None:
        words, name = self._words, self._words(LABELS[choice.field])
        label = set_properties(QLabel(name, wordWrap=True), label="field")
        label.setFixedWidth(LABEL)
        label.setContentsMargins(0, 2, 0, 0)  # aligns its smaller letters with those of the values
        grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(grid.parentWidget())
        now = self.chosen.get(choice.field, choice.proposed)
        both = now not in (choice.ours, choice.theirs)  # perhaps in the order before the people were swapped
        options = self.values[choice.field] = []
        for value, whose in ((choice.ours, names[0]), (choice.theirs, names[1]), (choice.both, "")):
            if value is None and not whose:
                continue
            text = self._value_text(choice.field, value) if whose else words("both")
            said = text or words("nothing")
            option = ValueChoice(text, f"{name}: {said}" + (f", {whose}" if whose else ""))
            if choice.field == "photo" and value:
                self._show_picture(option, value)
            group.addButton(option.button)
            option.button.setChecked(value == now or (both and not whose))
            for signal in (option.button.toggled, option.button.clicked):  # clicking the proposed value chooses it too
                signal.connect(partial(self._choose_value, choice.field, value))
            options.append(option)
            grid.addWidget(option, line, len(options), Qt.AlignmentFlag.AlignTop)

    def _value_text(self, field: str, value: Any) -> str:
        if field == "photo":
            return self._words("yes") if value else ""
        return value_text(self._document, field, value)

    def _show_picture(self, option: ValueChoice, picture: str) -> None:
        if face := self._document.plan.pictures.photo(picture, PHOTO, self.devicePixelRatioF()):
            option.words.setPixmap(face)

    def _choose_value(self, field: str, value: Any, on: bool = True) -> None:
        if on:
            self.chosen[field] = value

    # result --------------------------------------------------------------------------------------------

    def _swap_people(self) -> None:
        """Keep the other person instead; the choices made so far stay."""
        self.keep, self.other = self.other, self.keep
        self._show_choices()

    def _keep_apart(self) -> None:
        self.apart = True
        self.accept()

    def make_change(self, agenda: Agenda) -> Change:
        """Return the chosen change; raise ``EstradError`` if a value is invalid."""
        if self.apart:
            return record_as_different(agenda, self.keep, [self.other])
        return merge_two_people(agenda, self.keep, self.other, self.chosen)


PAIRS_SIZE = (720, 420)


class DuplicatesDialog(QDialog):
    """A dialog with pairs of people who may be one; ``look_at`` shows a pair, and returns whether it is settled."""

    def __init__(
        self, document: Document, look_at: Callable[[DuplicatePair], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._words, self._look_at = document, document.presentation.words, look_at
        self.head = plain_label(heading="window")
        _ = self._words
        self.pairs = TextTable(_("Possible duplicates"), [_("Person"), _("Perhaps the same"), _("Why")])
        self.pairs.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.pairs.setIconSize(QSize(FACE, FACE))
        self.pairs.itemDoubleClicked.connect(self._compare_pair)
        self.look = push_button(_("Look at both…"), self._compare_pair, primary=True)
        self.two = push_button(_("They are two"), self._keep_apart)
        closing, self._close = close_buttons(self)
        parts = ((self.head, 0, Qt.AlignmentFlag.AlignTop), (self.pairs, 1), row(self.look, self.two, 1, closing))
        fill_dialog(self, _("Possible duplicates"), *parts, size=PAIRS_SIZE, spacing=12)
        self._list_pairs()

    def _list_pairs(self) -> None:
        """List the pairs found now, keeping the position of the selected row."""
        words, current = self._words, self.pairs.currentIndex().row()
        found = likely_duplicates(self._document.agenda)
        self.pairs.clear()
        for pair in found:
            added = self.pairs.add(
                [self._person_text(pair.first), self._person_text(pair.second), words(REASONS[pair.why])], pair
            )
            for n, person in enumerate((pair.first, pair.second)):
                added.setIcon(n, person_icon(self._document, self._document.agenda.people[person]))
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

    def _person_text(self, person_id: str) -> str:
        """Return a person's name with ``involvement_text``, such as Ada Lovelace · 2 sessions."""
        return f"{self._document.agenda.people[person_id].name} · {involvement_text(self._document, person_id)}"

    def _compare_pair(self) -> None:
        if (pair := self.pairs.current) and self._look_at(pair):
            self._list_pairs()

    def _keep_apart(self) -> None:
        pair: DuplicatePair | None = self.pairs.current
        if pair and self._document.apply(partial(record_as_different, one_id=pair.first, other_ids=[pair.second])):
            self._list_pairs()


SIZE = (900, 560)
SEARCHED = THING + 1


class InviteAgainDialog(QDialog):
    """A dialog with the people of an earlier conference, none ticked at first, to invite again.

    Those who are in this conference already can be ticked only if there is something new about them.
    """

    def __init__(self, document: Document, before: Agenda, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self._arrange(before)
        for guest in past_participants(document.agenda, before):
            self._add_guest(guest)
        self.guests.itemChanged.connect(lambda _item, _column: self._show_count())
        self.search.textChanged.connect(self._filter_guests)
        self.search.returnPressed.connect(lambda: self.guests.setFocus())
        self.all.clicked.connect(self._tick_visible)
        if first := self.guests.topLevelItem(0):
            self.guests.setCurrentItem(first)
        self._show_count()

    def _arrange(self, before: Agenda) -> None:
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
        self.search = SearchField(_("Search people"))
        self.all = QCheckBox(_("All that are in sight"))
        self.guests = TextTable(self.head.text(), [_("Person"), _("Sessions"), _("Appears"), _("Here")])
        self.guests.setIconSize(QSize(FACE, FACE))
        header = self.guests.header()
        for n, width in ((0, 250), (2, 140), (3, 240)):
            header.setSectionResizeMode(n, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(n, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        buttons, self.go = answer_buttons(self, _("Invite"))
        parts = (self.head, self.says, row((self.search, 1), self.all), (self.guests, 1), buttons)
        fill_dialog(self, _("Invite again"), *parts, default=self.go, size=SIZE, spacing=12)

    def _add_guest(self, guest: PastParticipant) -> None:
        person = guest.person
        filled = fields_to_fill(self._document.agenda, guest)
        sessions = ", ".join(session.title for session in guest.sessions)
        name = ", ".join(part for part in (person.name, person.organisation) if part)
        texts = [
            name,
            sessions,
            value_text(self._document, "earlier", guest.earlier),
            self._presence_text(guest, filled),
        ]
        item = self.guests.add(texts, guest, False if guest.here is None or filled else None)
        item.setData(0, SEARCHED, " ".join(texts).casefold())
        item.setIcon(0, person_icon(self._document, replace(person, photo=None)))  # which is in the other file

    def _presence_text(self, guest: PastParticipant, filled: Collection[str]) -> str:
        if guest.here is None:
            return ""
        if not filled:
            return self._words("is here already")
        names = ", ".join(self._words(FIELD_NAMES[name]) for name in filled)
        return self._words("is here; is told: {fields}").format(fields=names)

    # ticks ---------------------------------------------------------------------------------------------

    def _visible_rows(self) -> list[QTreeWidgetItem]:
        """Return the rows that have a check box and are not hidden by the search."""
        return [
            row for row in self.guests.items if not row.isHidden() and row.flags() & Qt.ItemFlag.ItemIsUserCheckable
        ]

    @property
    def chosen(self) -> tuple[PastParticipant, ...]:
        """The ticked people, including those hidden by the search."""
        return tuple(self.guests.ticked)

    def _tick_visible(self) -> None:
        state = Qt.CheckState.Checked if self.all.isChecked() else Qt.CheckState.Unchecked
        for item in self._visible_rows():
            item.setCheckState(0, state)
        self._show_count()

    def _show_count(self) -> None:
        n, seen = len(self.chosen), self._visible_rows()
        many = self._words.plural("Invite {n} person again", "Invite {n} people again", n)
        self.go.setText(many if n else self._words("Invite"))
        self.go.setEnabled(n > 0)
        self.all.setEnabled(bool(seen))
        self.all.setChecked(bool(seen) and all(item.checkState(0) == Qt.CheckState.Checked for item in seen))

    def _filter_guests(self) -> None:
        """Show only the people who match all search words; ticks stay."""
        wanted = self.search.text().casefold().split()
        for item in self.guests.items:
            item.setHidden(not all(word in item.data(0, SEARCHED) for word in wanted))
        self._show_count()
