"""The dialog for exporting a table: which table, in which file format and language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QWidget

from planner.domain.long_task import LongTask
from planner.exporting.tables.table import OutTable
from planner.wording import LANGUAGE_NAMES, LANGUAGES, Wording
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.theme.theme import set_properties


@dataclass(frozen=True, slots=True)
class TableOffer:
    """A table that can be exported: its name, a function that makes it in a language, and a suffix for the file's stem.

    A ``public`` one contains only what attendees may see; ``languages`` is True if its headings are translated;
    ``suffixes`` are its file formats (the workbook has no CSV).
    """

    name: str
    make: Callable[[Wording], LongTask[Sequence[OutTable]]]
    ending: str
    public: bool = False
    languages: bool = True
    suffixes: tuple[str, ...] = (".xlsx", ".csv")


class ExportTableDialog(QDialog):
    """A dialog that asks which table to export; the caller then asks for the path."""

    def __init__(self, offers: Sequence[TableOffer], words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers, self._words = offers, words
        self.setWindowTitle(words("Export a table"))
        self.setMinimumWidth(480)
        self.what_field, self.file_field, self.language_field = QComboBox(), QComboBox(), QComboBox()
        self.what_field.addItems([offer.name for offer in offers])
        self.language_field.addItems([LANGUAGE_NAMES[language] for language in LANGUAGES])
        self.language_field.setCurrentIndex(LANGUAGES.index(words.language))
        self.hint = QLabel(wordWrap=True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(self.hint, tone="muted")
        self._form = QFormLayout(self)
        self._lay_out()
        self.what_field.currentIndexChanged.connect(self._settle)
        self._settle()

    def _lay_out(self) -> None:
        words, form = self._words, self._form
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        for label, field in (
            (words("What"), self.what_field), (words("File"), self.file_field),
            (words("Headings in"), self.language_field),
        ):  # fmt: skip
            field.setAccessibleName(label)
            form.addRow(label, field)
        form.addRow(self.hint)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = buttons.addButton(words("Save as…"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_properties(self.go_on, primary=True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        set_default_button(self, self.go_on)

    def _settle(self) -> None:
        """Show the formats and languages of the chosen table, and a hint on whether its content is public."""
        words, offer = self._words, self.offer
        names = {".xlsx": words("Workbook (.xlsx)"), ".csv": words("Text with columns (.csv)")}
        before = self.file_field.currentData()
        self.file_field.clear()
        for suffix in offer.suffixes:
            self.file_field.addItem(names[suffix], suffix)
        self.file_field.setCurrentIndex(max(0, self.file_field.findData(before)))
        self._form.setRowVisible(self.language_field, offer.languages)
        private = words("It is yours: it may hold what is never published, such as notes, addresses and answers.")
        public = words("It holds what attendees may see, and only sessions with a time. Nothing is sent.")
        safe = words("In a .csv an apostrophe stands before texts that a spreadsheet would calculate.")
        self.hint.setText(
            " ".join([public if offer.public else private, *([safe] if ".csv" in offer.suffixes else [])])
        )

    @property
    def offer(self) -> TableOffer:
        """Return the chosen table."""
        return self._offers[self.what_field.currentIndex()]

    @property
    def suffix(self) -> str:
        """Return the suffix of the chosen file format."""
        return str(self.file_field.currentData())

    @property
    def language(self) -> str:
        """Return the language code of the headings."""
        return LANGUAGES[self.language_field.currentIndex()]
