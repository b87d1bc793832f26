"""A new conference: its title, its days, its place and its rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QTimeZone
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from planner.wording import LANGUAGE_NAMES, LANGUAGES, Wording
from ui.look import mark


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    title: str
    first: date
    days: int
    venue: str
    rooms: tuple[str, ...]
    language: str
    timezone: str


class NewConference(QDialog):
    """Asks for what a conference needs to begin with; all of it can be changed later."""

    def __init__(self, words: Wording, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words
        self.setWindowTitle(_("New conference"))
        self.setMinimumWidth(460)
        self.title = QLineEdit(placeholderText=_("Such as #Trygghetnu 2027"))
        self.first = QDateEdit(QDate(today.year, today.month, today.day))
        self.first.setCalendarPopup(True)
        self.first.setDisplayFormat("yyyy-MM-dd")
        self.days = QSpinBox(minimum=1, maximum=30)
        self.days.lineEdit().setTextMargins(9, 0, 0, 0)  # the style sheet's padding is not heeded here
        self.venue = QLineEdit()
        self.rooms = QLineEdit(placeholderText=_("Hall A, Hall B"))
        self._zones = sorted(available_timezones())
        here = QTimeZone.systemTimeZoneId().toStdString()
        self.timezone = QComboBox()
        self.timezone.setEditable(True)
        self.timezone.addItems(self._zones)
        self.timezone.setCurrentText(here if here in self._zones else "Europe/Stockholm")
        self.language = QComboBox()
        self.language.addItems([LANGUAGE_NAMES[language] for language in LANGUAGES])
        self.language.setCurrentIndex(LANGUAGES.index(words.language))
        self._lay_out(words)

    def _lay_out(self, words: Wording) -> None:
        _, form = words, QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        for label, field in (
            (_("Title"), self.title), (_("First day"), self.first), (_("Number of days"), self.days),
            (_("Venue"), self.venue), (_("Rooms, separated by commas"), self.rooms),
            (_("Time zone"), self.timezone), (_("Language of print and calendar"), self.language),
        ):  # fmt: skip
            field.setAccessibleName(label)
            form.addRow(label, field)
        hint = QLabel(_("Next you choose where the file shall lie."), wordWrap=True)
        mark(hint, tone="muted")
        form.addRow(hint)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._make = buttons.addButton(_("Continue…"), QDialogButtonBox.ButtonRole.AcceptRole)
        mark(self._make, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.title.textChanged.connect(self._judge)
        self.timezone.currentTextChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        """One can go on when it has a name, and a time zone that there is."""
        self._make.setEnabled(bool(self.title.text().strip()) and self.timezone.currentText() in self._zones)

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        chosen = self.first.date().toPython()
        assert isinstance(chosen, date)
        rooms = tuple(name.strip() for name in self.rooms.text().split(",") if name.strip())
        return Wanted(
            self.title.text(),
            chosen,
            self.days.value(),
            self.venue.text(),
            rooms,
            LANGUAGES[self.language.currentIndex()],
            self.timezone.currentText(),
        )
