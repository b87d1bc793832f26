"""The dialogs for a new conference (title, days, time zone, language, rooms) and for the next edition of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QWidget

from planner.commands.conference import new_conference
from planner.commands.next_edition import KeptSessions, new_edition, next_title
from planner.domain.agenda import Agenda
from planner.domain.input_parsing import upcoming_year_rule
from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.text import EstradError
from planner.domain.zones import find_zone_name, proposed_zone, zones_likely_first
from planner.wording import Wording
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog
from ui.kit.editors.typed_values import DateEditor, FieldErrorLabel, error_text, make_error_label
from ui.kit.theme.theme import Presentation
from ui.kit.widgets.plain_widgets import EDGE, column, labelled_field, number_field, plain_label, row
from ui.state.document import Document

MOST_ZONES = 12
"""Number of time zones in the open list without scrolling."""


class NewConferenceDialog(QDialog):
    """A dialog for the first data of a new conference, all of which can be changed later.

    On *Create*, a missing title and an invalid date or time zone are reported at their fields, and anything else that
    is impossible is reported above the buttons.
    """

    def __init__(self, presentation: Presentation, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words = presentation.words
        self.setMinimumWidth(460)
        self.title = QLineEdit(placeholderText=words("Such as #Trygghetnu 2027"))
        self.first = DateEditor(presentation, lambda: upcoming_year_rule(today), lambda: today)
        self.first.edited.connect(self.first.show_value)
        self.first.show_value(today)
        self.days = number_field(1, 30)
        self.venue, self.rooms = QLineEdit(), QLineEdit(placeholderText=words("Hall A, Hall B"))
        self.timezone = QComboBox(
            editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert, maxVisibleItems=MOST_ZONES
        )
        here = proposed_zone(QTimeZone.systemTimeZoneId().toStdString())
        self.timezone.addItems(zones_likely_first(available_timezones(), here))
        self.timezone.setCompleter(None)  # type: ignore[arg-type]  # it would eat Enter
        self.timezone.setCurrentText(here)
        if line := self.timezone.lineEdit():
            line.editingFinished.connect(self._check_zone)
        self.language = QComboBox()
        self.language.addItems(list(LANGUAGE_NAMES.values()))
        self.language.setCurrentText(words.language.name)
        self._no_title, self._no_zone = FieldErrorLabel(self.title), FieldErrorLabel(self.timezone)
        self.title.textChanged.connect(lambda: self._no_title.say(""))
        self._impossible = FieldErrorLabel(self)
        self._arrange()

    def _arrange(self) -> None:
        _ = self._words
        top = Qt.AlignmentFlag.AlignTop
        days = labelled_field(_("Number of days"), self.days)
        language = labelled_field(_("Language of print and calendar"), self.language)
        first = labelled_field(_("First day"), self.first, make_error_label(self.first))
        zone = labelled_field(_("Time zone"), self.timezone, self._no_zone)
        buttons, go = answer_buttons(self, _("Create…"))
        fill_dialog(
            self, _("New conference"), labelled_field(_("Title"), self.title, self._no_title),
            row((first, 2, top), (days, 1, top)), labelled_field(_("Venue"), self.venue),
            labelled_field(_("Rooms, separated by commas"), self.rooms),
            row((zone, 1, top), (language, 1, top)), self._impossible, buttons,
            default=go,
        )  # fmt: skip

    def _check_zone(self) -> bool:
        """Replace the typed time zone by its proper name.

        If it is unknown or ambiguous, show an error at the field and return False.
        """
        said = ""
        try:
            self.timezone.setCurrentText(find_zone_name(self.timezone.currentText()))
        except EstradError as error:
            said = error_text(error, self._words)
        self._no_zone.say(said)
        return not said

    def accept(self) -> None:
        """Accept the dialog, unless a value is missing, invalid or impossible, which it reports."""
        self.first.commit()
        has_title = bool(self.title.text().strip())
        self._no_title.say("" if has_title else self._words("Type a title."))
        wrong = [
            field
            for field, right in (
                (self.title, has_title), (self.first, self.first.waiting is None), (self.timezone, self._check_zone()),
            )
            if not right
        ]  # fmt: skip
        if wrong:
            wrong[0].setFocus()
            if isinstance(line := wrong[0].focusWidget() or wrong[0], QLineEdit):
                line.selectAll()
        elif self._is_possible():
            super().accept()

    def _is_possible(self) -> bool:
        """Return whether a conference can be made of the values; if not, show why."""
        said = ""
        try:
            self.make_conference(map(str, count()).__next__)
        except EstradError as error:
            said = error_text(error, self._words)
        self._impossible.say(said)
        return not said

    def make_conference(self, ids: Callable[[], str]) -> Agenda:
        """Return the new conference; raise ``EstradError`` if some value is impossible."""
        first, rooms = self.first.typed, re.split("[,;]", self.rooms.text())
        assert first
        return new_conference(
            ids, title=self.title.text(), first=first, last=first + timedelta(days=self.days.value() - 1),
            rooms=tuple(name.strip() for name in rooms if name.strip()), venue=self.venue.text(),
            language=list(LANGUAGE_NAMES)[self.language.currentIndex()], timezone=self.timezone.currentText(),
        )  # fmt: skip


KEPT = {
    (False, False): KeptSessions.NONE, (True, False): KeptSessions.FRAME, (False, True): KeptSessions.REST,
    (True, True): KeptSessions.ALL,
}  # fmt: skip
"""The sessions to keep, by whether the check boxes for the frame and for the other sessions are ticked."""
WEEKS = timedelta(weeks=52)
"""52 weeks, after which the weekday is the same."""
WIDTH = 480


def _carried_over_label(_: Wording) -> QLabel:
    return _muted_label(
        _("Venue, rooms, tracks, organisations and people come along, people with photo, addresses, diet and notes; "
          "this year's appearances are counted among the earlier ones. What was agreed for this year only stays in "
          "this file: who speaks and all answers, the times of talks, when people can come, travel, lodging and fees, "
          "history and what was sent.")
    )  # fmt: skip


def _muted_label(text: str) -> QLabel:
    """Return a muted label as high as its text needs in the dialog."""
    tip = plain_label(text, tone="muted")
    tip.setMinimumHeight(tip.heightForWidth(WIDTH - EDGE[0] - EDGE[2]))  # Qt asks for its height before it has a width
    return tip


class NextEditionDialog(QDialog):
    """A dialog for the next edition; it proposes a first day 52 weeks later, and the title with that day's year."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, self._agenda = document.presentation.words, document.agenda
        first = document.agenda.days_in_order[0].date + WEEKS
        self.setMinimumWidth(WIDTH)
        last = document.agenda.days_in_order[-1].date
        self.first = DateEditor(
            document.presentation, lambda: upcoming_year_rule(max(document.plan.today(), last)), lambda: first
        )
        self.first.edited.connect(self.first.show_value)
        self.first.show_value(first)
        self.title = QLineEdit(next_title(document.agenda, first))
        self.frame = QCheckBox(_("Keep last year's frame: breaks, meals, openings and blocks"))
        self.frame.setChecked(True)
        self.rest = QCheckBox(_("Keep the other sessions too: they wait under “Not placed”"))
        asked = _("Whatever is kept has its moderators and chairs, who are not asked yet; with the frame, shifts too.")
        self._proposed = self.title.text()
        self.first.textChanged.connect(self._propose_title)
        head = _("The next edition of {title}").format(title=document.agenda.conference.title)
        buttons, go = answer_buttons(self, _("Choose the file…"))
        fill_dialog(
            self, _("New edition"), plain_label(head, heading="window"), _carried_over_label(_),
            labelled_field(_("First day"), self.first, make_error_label(self.first)),
            labelled_field(_("Title"), self.title),
            column(self.frame, self.rest, _muted_label(asked), spacing=4), buttons, default=go,
        )  # fmt: skip
        self.first.setFocus()
        self.first.selectAll()

    def accept(self) -> None:
        """Accept the dialog; if the date is invalid, focus its field instead, which reports that."""
        self.first.commit()
        if self.first.waiting is None:
            super().accept()
        else:
            self.first.setFocus()
            self.first.selectAll()

    def _propose_title(self) -> None:
        """Propose a title for the typed date, unless the user has changed the title."""
        if (found := self.first.typed) and self.title.text() == self._proposed:
            self._proposed = next_title(self._agenda, found)
            self.title.setText(self._proposed)

    def make_conference(self, ids: Callable[[], str]) -> Agenda:
        """Return the conference of the next edition; raise ``EstradError`` if some value is impossible."""
        first, kept = self.first.typed, KEPT[self.frame.isChecked(), self.rest.isChecked()]
        assert first
        return new_edition(self._agenda, ids, first=first, title=self.title.text(), kept=kept)
