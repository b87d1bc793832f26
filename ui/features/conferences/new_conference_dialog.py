"""The dialog for a new conference: title, days, venue, rooms, time zone and language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.domain.errors import EstradError
from planner.domain.input_parsing import next_year_after
from planner.domain.zones import proposed_zone, zone_named, zones
from planner.wording import LANGUAGE_NAMES, LANGUAGES
from ui.kit.dialogs.default_button import answer_buttons, set_default_button
from ui.kit.editors.date_editor import DateEditor
from ui.kit.editors.field_error import FieldError, attach_error, with_error_below
from ui.kit.editors.parsing import error_text
from ui.kit.theme.presentation import Presentation
from ui.kit.widgets.labels import named, plain_label

MOST_ZONES = 12
"""Number of time zones that the open list shows at once."""


@dataclass(frozen=True, slots=True)
class NewConferenceOptions:
    """The values entered in the dialog."""

    title: str
    first: date
    days: int
    venue: str
    rooms: tuple[str, ...]
    language: str
    timezone: str


class NewConferenceDialog(QDialog):
    """A dialog for the initial values of a new conference, which can all be changed later.

    On Continue, missing and invalid values are reported at their fields.
    """

    def __init__(self, presentation: Presentation, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words = presentation.words
        self.setWindowTitle(words("New conference"))
        self.setMinimumWidth(460)
        self.title = QLineEdit(placeholderText=words("Such as #Trygghetnu 2027"))
        self.first = DateEditor(presentation, lambda: next_year_after(today), lambda: today)
        self.first.edited.connect(self.first.show_value)
        self.first.show_value(today)
        self.days = QSpinBox(minimum=1, maximum=30)
        self.days.lineEdit().setTextMargins(9, 0, 0, 0)  # the style sheet's padding has no effect here
        self.venue, self.rooms = QLineEdit(), QLineEdit(placeholderText=words("Hall A, Hall B"))
        self.timezone = QComboBox(
            editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert, maxVisibleItems=MOST_ZONES
        )
        self.timezone.addItems(list(zones()))
        self.timezone.setCompleter(None)  # type: ignore[arg-type]  # it would eat Enter
        self.timezone.setCurrentText(proposed_zone(QTimeZone.systemTimeZoneId().toStdString()))
        if line := self.timezone.lineEdit():
            line.editingFinished.connect(self._read_zone)
        self.language = QComboBox()
        self.language.addItems([LANGUAGE_NAMES[language] for language in LANGUAGES])
        self.language.setCurrentIndex(LANGUAGES.index(words.language))
        self._no_title, self._no_zone = FieldError(self.title), FieldError(self.timezone)
        self.title.textChanged.connect(lambda: self._no_title.say(""))
        self._lay_out()

    def _lay_out(self) -> None:
        _, form = self._words, QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        rows: tuple[tuple[str, QWidget, QVBoxLayout | None], ...] = (
            (_("Title"), self.title, with_error_below(self.title, self._no_title)),
            (_("First day"), self.first, with_error_below(self.first, attach_error(self.first))),
            (_("Number of days"), self.days, None), (_("Venue"), self.venue, None),
            (_("Rooms, separated by commas"), self.rooms, None),
            (_("Time zone"), self.timezone, with_error_below(self.timezone, self._no_zone)),
            (_("Language of print and calendar"), self.language, None),
        )  # fmt: skip
        for label, field, box in rows:
            named(field, label)
            form.addRow(label, box or field)
        form.addRow(plain_label(_("Next you choose where the file shall lie."), tone="muted"))
        buttons, go = answer_buttons(self, _("Continue…"))
        form.addRow(buttons)
        set_default_button(self, go)

    def _read_zone(self) -> bool:
        """Replace the typed zone with its proper name; if it is unknown, show an error there and return False."""
        said = ""
        try:
            self.timezone.setCurrentText(zone_named(self.timezone.currentText()))
        except EstradError as error:
            said = error_text(error, self._words)
        self._no_zone.say(said)
        return not said

    def accept(self) -> None:
        """Accept the dialog, or report missing and invalid values at their fields and focus the first."""
        self.first.commit()
        has_title = bool(self.title.text().strip())
        self._no_title.say("" if has_title else self._words("Type a title."))
        wrong = [
            field
            for field, right in (
                (self.title, has_title), (self.first, self.first.waiting is None), (self.timezone, self._read_zone()),
            )
            if not right
        ]  # fmt: skip
        if wrong:
            wrong[0].setFocus()
            if isinstance(line := wrong[0].focusWidget() or wrong[0], QLineEdit):
                line.selectAll()
        else:
            super().accept()

    @property
    def options(self) -> NewConferenceOptions:
        """Return the values entered in the dialog."""
        chosen = self.first.typed
        assert chosen
        rooms = tuple(name.strip() for name in self.rooms.text().split(",") if name.strip())
        return NewConferenceOptions(
            self.title.text(),
            chosen,
            self.days.value(),
            self.venue.text(),
            rooms,
            LANGUAGES[self.language.currentIndex()],
            self.timezone.currentText(),
        )
