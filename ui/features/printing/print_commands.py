"""The command that prints a product: the dialog of its options, then the preview of its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QWidget

from planner.domain.entities import Person, Room
from planner.printing.run_sheet_sections import moderators
from planner.products import Product, ProductOption, pages_of
from ui.features.printing.page_painter import measure
from ui.features.printing.print_preview import PrintPreview
from ui.kit.dialogs.dialog_service import DialogService, answer_buttons, set_default_button
from ui.kit.widgets.labels_and_boxes import named, plain_label
from ui.state.command_table import without_mnemonic
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine

OFFERED: dict[str, Callable[[Document], Sequence[Any]]] = {
    "day": lambda document: document.agenda.days_in_order if len(document.agenda.days) > 1 else (),
    "room": lambda document: document.agenda.rooms_in_order,
    "person": lambda document: document.agenda.people_in_order,
    "moderator": lambda document: moderators(document.agenda),
}
"""The things of the conference among which an option chooses, by its name."""


class PrintOptionsDialog(QDialog):
    """A dialog that asks for the options of a printed product; ``fields`` are its boxes by the options' names."""

    def __init__(self, product: Product, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self.setWindowTitle(without_mnemonic(self._words(product.offer)).rstrip("…"))
        self.setMinimumWidth(460)
        self.fields = {option.name: self._field(option) for option in product.options}
        for name in product.either:
            self.fields[name].currentIndexChanged.connect(partial(self._keep_only, name, product.either))
        self.named = UnconfirmedLine(document, self.reject)
        self._lay_out(product)

    def _field(self, option: ProductOption) -> QComboBox:
        field = named(QComboBox(), self._words(option.label))
        for word, name in (option.choices or {}).items():
            field.addItem(name, word)
        if not option.choices:
            field.addItem(self._words(option.unset))
            for thing in OFFERED[option.name](self._document):
                field.addItem(self._name(thing), thing)
        return field

    def _name(self, thing: Any) -> str:
        return thing.name if isinstance(thing, Room | Person) else self._document.presentation.day_name(thing.date)

    def _keep_only(self, name: str, either: Sequence[str], chosen: int) -> None:
        """Take back what was chosen in other fields, as one of them is chosen that excludes them."""
        for other in set(either) - {name} if chosen else ():
            self.fields[other].setCurrentIndex(0)

    def _lay_out(self, product: Product) -> None:
        _, form = self._words, QFormLayout(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(10)
        for option in product.options:
            field = self.fields[option.name]
            form.addRow(_(option.label), field)
            form.setRowVisible(field, field.count() > 1)
        form.addRow(plain_label(_(product.hint), tone="muted"))
        form.addRow(self.named)
        form.setRowVisible(self.named, self.named.any)
        buttons, self.go_on = answer_buttons(self, _("Preview…"))
        form.addRow(buttons)
        set_default_button(self, self.go_on)

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the options that were chosen, by name, as the product's maker takes them."""
        data = {name: field.currentData() for name, field in self.fields.items()}
        return {name: value for name, value in data.items() if value is not None}

    @property
    def names(self) -> list[str]:
        """Return the names of the rooms and people that were chosen."""
        return [self._name(thing) for thing in self.chosen.values() if isinstance(thing, Room | Person)]


def print_product(product: Product, document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Ask for the options of a printed product, and show the preview of its pages."""
    asked = PrintOptionsDialog(product, document, parent)
    if not dialogs.dialog(asked):
        return
    workspace = document.workspace
    pages, name = pages_of(product, workspace, measure, asked.chosen), workspace.wording(product.title)
    title = " – ".join([workspace.agenda.conference.title, name, *asked.names])
    file = f"{workspace.path.stem}-{name.casefold().replace(' ', '-')}.pdf"
    dialogs.dialog(PrintPreview(pages, title, document.presentation.words, file, parent, private=product.private))
