"""Exporting tables to files after a dialog, and copying people or their e-mail addresses to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from planner.domain.entities import Person
from planner.domain.languages import LANGUAGE_NAMES
from planner.domain.text import Plural, Text
from planner.exporting.deliver import deliver_files, refuse_own_file
from planner.exporting.tables.table import OutTable, to_html, to_recipients, to_tsv
from planner.exporting.tables.table_file import TableOffer, table_file
from planner.product_types import TableProduct
from planner.products import LANGUAGE, TABLES
from planner.wording import Wording, wording
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.widgets.notice_bar import NoticeBar, show_saved
from ui.kit.widgets.plain_widgets import labelled_field, plain_label
from ui.state.document import Document


class ExportTableDialog(QDialog):
    """A dialog that asks which table to export, in which format and language; the caller then asks for the path."""

    def __init__(self, offers: Sequence[TableOffer], words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers, self._words = offers, words
        self.setMinimumWidth(480)
        self.what_field, self.file_field, self.language_field = QComboBox(), QComboBox(), QComboBox()
        self.what_field.addItems([offer.name for offer in offers])
        self.language_field.addItems(list(LANGUAGE_NAMES.values()))
        self.language_field.setCurrentText(words.language.name)
        self.hint = plain_label(tone="muted")
        self._headings = labelled_field(words("Headings in"), self.language_field)
        buttons, self.proceed = answer_buttons(self, words("Save as…"))
        fill_dialog(
            self, words("Export a table"), labelled_field(words("What"), self.what_field),
            labelled_field(words("File"), self.file_field), self._headings, self.hint, buttons, default=self.proceed,
        )  # fmt: skip
        self.what_field.currentIndexChanged.connect(self._show_format_choices)
        self._show_format_choices()

    def _show_format_choices(self) -> None:
        """Show the formats of the chosen table, its languages if one can be chosen, and whether it is public."""
        words, offer = self._words, self.offer
        names = {".xlsx": words("Workbook (.xlsx)"), ".csv": words("Text with columns (.csv)")}
        before = self.file_field.currentData()
        self.file_field.clear()
        for suffix in offer.suffixes:
            self.file_field.addItem(names[suffix], suffix)
        self.file_field.setCurrentIndex(max(0, self.file_field.findData(before)))
        self._headings.setVisible(offer.languages)
        private = words("It is yours: it may hold what is never published, such as notes, addresses and answers.")
        public = words("It holds what attendees may see, and only sessions with a time. Nothing is sent.")
        safe = words("In a .csv an apostrophe stands before texts that a spreadsheet would calculate.")
        self.hint.setText(
            " ".join([public if offer.public else private, *([safe] if ".csv" in offer.suffixes else [])])
        )

    @property
    def offer(self) -> TableOffer:
        """The chosen table."""
        return self._offers[self.what_field.currentIndex()]

    @property
    def suffix(self) -> str:
        """The suffix of the chosen file format."""
        return str(self.file_field.currentData())

    @property
    def headings_wording(self) -> Wording:
        """The catalogue of the language chosen for the headings."""
        return wording(list(LANGUAGE_NAMES)[self.language_field.currentIndex()])


MOST_NAMES = 5
"""Maximum number of names in a sentence."""


def export_table(document: Document, notice: NoticeBar, parent: QWidget, in_sight: TableOffer | None) -> None:
    """Ask which table to export and for a path, and write it; ``in_sight`` is the list on the current page, if any."""
    offers = [*([in_sight] if in_sight else []), *(_table_offer(product, document) for product in TABLES)]
    dialog = ExportTableDialog(offers, document.presentation.words, parent)
    if document.dialogs.run_dialog(dialog):
        _save_table(document, notice, parent, dialog.offer, dialog.suffix, dialog.headings_wording)


def export_programme_table(document: Document, notice: NoticeBar, parent: QWidget) -> None:
    """Ask for a path, and write the programme there as a table for others who work with it."""
    offer = next(_table_offer(product, document) for product in TABLES if product.name == "others")
    _save_table(document, notice, parent, offer, offer.suffixes[0], document.presentation.words)


def _save_table(
    document: Document,
    notice: NoticeBar,
    parent: QWidget,
    offer: TableOffer,
    suffix: str,
    headings: Wording,
) -> None:
    """Ask for a path, and write a table there."""
    words, workspace = document.presentation.words, document.workspace
    start = workspace.path.with_name(f"{workspace.path.stem}-{offer.ending}{suffix}")
    if (out := document.dialogs.file_to_save(parent, words("Export a table"), start)) is None:
        return

    def write() -> bool:
        refuse_own_file(workspace.path, out)
        steps = table_file(
            offer.make(headings), out, made=workspace.now(), language=None if offer.public else headings.language,
            title=document.agenda.conference.title,
        )  # fmt: skip
        data = run_with_progress(
            steps, document.dialogs, parent, words("Export a table"), words("The table is being written…")
        )
        if data is not None:
            deliver_files({out: data}, private=not offer.public)
        return data is not None

    if document.run_or_report(write):
        show_saved(notice, words, out)


def _table_offer(product: TableProduct, document: Document) -> TableOffer:
    """Return the offer of a table that can be exported whatever page is shown."""
    words = document.presentation.words
    tables = partial(product.tables, product.maker_input(document.workspace))
    return TableOffer(
        words(product.offer), tables, words(product.title).casefold(),
        public=not product.private, languages=LANGUAGE in product.options, suffixes=product.suffixes,
    )  # fmt: skip


def copy_people(document: Document, notice: NoticeBar, make_table: Callable[[Sequence[str]], OutTable]) -> None:
    """Copy the selected people to the clipboard as a table, which ``make_table`` makes from their ids."""
    if people := _selected_people(document):
        table, data = make_table([person.id for person in people]), QMimeData()
        data.setText(to_tsv(table))
        data.setHtml(to_html(table))
        QGuiApplication.clipboard().setMimeData(data)
        said = Plural("{n} person is on the clipboard.", "{n} people are on the clipboard.", len(table.rows))
        notice.show_message(document.presentation.words.say(said))


def copy_addresses(document: Document, notice: NoticeBar) -> None:
    """Copy the selected people's usable e-mail addresses as a list of recipients; report who has none."""
    words, people = document.presentation.words, _selected_people(document)
    found = to_recipients(people)
    sentences: list[Text] = []
    if n := found.count:
        QGuiApplication.clipboard().setText(found.text)
        sentences.append(Plural("{n} address is on the clipboard.", "{n} addresses are on the clipboard.", n))
    if found.without:
        names = ", ".join(found.without[:MOST_NAMES]) + ("…" if len(found.without) > MOST_NAMES else "")
        none = Plural(
            "{n} has no usable address: {names}.", "{n} have no usable address: {names}.",
            len(found.without), names=names,
        )  # fmt: skip
        sentences.append(none)
    notice.show_message(" ".join(words.say(sentence) for sentence in sentences))


def _selected_people(document: Document) -> list[Person]:
    """Return the selected people, in alphabetical order."""
    chosen = {thing.id for thing in document.plan.shown_entities if isinstance(thing, Person)}
    return [person for person in document.agenda.people_in_order if person.id in chosen]
