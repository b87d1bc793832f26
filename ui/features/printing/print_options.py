"""Printing: the command, the options above the preview, and the proposed path of the PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from planner.commands.edit import edit
from planner.domain.entities import Conference, Entity, Person, Room
from planner.domain.long_task import LongTask
from planner.domain.text import N_, Plural
from planner.domain.value_objects import ABSTRACT_NAMES, AbstractLength
from planner.exporting.deliver import refuse_own_file
from planner.exporting.file_names import to_slug
from planner.printing.marks import PrintedPage
from planner.printing.run_sheet_sections import moderators
from planner.product_types import PrintedProduct, Product, ProductOption
from planner.products import ABSTRACTS
from ui.features.printing.page_painter import measure
from ui.features.printing.print_preview import PrintPreview
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.long_work import LongWork
from ui.kit.widgets.plain_widgets import (
    FlowLayout,
    column,
    escape_window_title,
    labelled_field,
    name_widget,
    plain_label,
)
from ui.state.document import Document
from ui.state.unconfirmed_line import UnconfirmedLine

LAYING_OUT = N_("The pages are being laid out…")
OFFERED: dict[str, Callable[[Document], Sequence[Any]]] = {
    "day": lambda document: document.agenda.days_in_order if len(document.agenda.days) > 1 else (),
    "room": lambda document: document.agenda.rooms_in_order,
    "person": lambda document: document.agenda.people_in_order,
    "moderator": lambda document: moderators(document.agenda),
}
"""Functions that return the things that an option offers to choose from, by the option's name."""


class PrintOptions(QWidget):
    """The options of a printed product that the conference does not keep, shown above its pages.

    ``fields`` are their boxes, by the options' names. An option with only one choice is hidden. ``at_first`` are
    the things chosen at first, by the options' names. ``changed`` is emitted once for each choice.
    """

    changed = Signal()

    def __init__(
        self, product: Product, document: Document, leave: Callable[[], object], at_first: Mapping[str, Entity]
    ) -> None:
        super().__init__()
        self._kept: dict[str, int] = {}
        self._title, self._at_first = product.title, at_first
        self._document, self._words = document, document.presentation.words
        asked = [option for option in product.options if not option.kept]
        self.fields = {option.name: self._option_box(option) for option in asked}
        self.named = UnconfirmedLine(document, leave)
        self.flow = FlowLayout()
        for option in asked:
            box = self.fields[option.name]
            box.currentIndexChanged.connect(partial(self._on_option_chosen, option.name, product.either))
            whole = labelled_field(self._words(option.label), box)
            self.flow.addWidget(whole)
            whole.setHidden(box.count() < 2)
        column(self.flow, plain_label(self._words(product.hint), tone="muted"), self.named, inside=self)
        self.named.setVisible(self.named.any)
        self.remember_choices()

    def _option_box(self, option: ProductOption) -> QComboBox:
        field = name_widget(QComboBox(), self._words(option.label))
        for word, name in (option.choices or {}).items():
            field.addItem(name, word)
        if not option.choices:
            field.addItem(self._words(option.unset))
            for thing in OFFERED[option.name](self._document):
                field.addItem(self._choice_name(thing), thing)
                if thing == self._at_first.get(option.name):
                    field.setCurrentIndex(field.count() - 1)
        return field

    def _choice_name(self, thing: Any) -> str:
        return thing.name if isinstance(thing, Room | Person) else self._document.presentation.full_date(thing.date)

    def _on_option_chosen(self, name: str, either: Sequence[str], chosen: int) -> None:
        """Reset the options that exclude what was chosen, and emit ``changed``."""
        for other in set(either) - {name} if chosen and name in either else ():
            with QSignalBlocker(self.fields[other]):
                self.fields[other].setCurrentIndex(0)
        self.changed.emit()

    def remember_choices(self) -> None:
        """Remember the present choices for ``restore_choices``."""
        self._kept = {name: field.currentIndex() for name, field in self.fields.items()}

    def restore_choices(self) -> None:
        """Restore the remembered choices, without emitting ``changed``."""
        for name, field in self.fields.items():
            with QSignalBlocker(field):
                field.setCurrentIndex(self._kept[name])

    @property
    def chosen(self) -> dict[str, Any]:
        """The chosen options by name, as the function that makes the pages takes them."""
        data = {name: field.currentData() for name, field in self.fields.items()}
        return {name: value for name, value in data.items() if value is not None}

    @property
    def title(self) -> str:
        """The title of the printed pages, with the names of chosen rooms and people."""
        workspace = self._document.workspace
        return " – ".join([workspace.agenda.conference.title, workspace.wording(self._title), *self._names])

    @property
    def proposed_path(self) -> Path:
        """The proposed path of the PDF, beside the conference's file.

        Its name consists of those of the file, the product, and chosen rooms and people.
        """
        path, name = self._document.workspace.path, self._document.workspace.wording(self._title)
        named = [name.casefold().replace(" ", "-"), *filter(None, map(to_slug, self._names))]
        return path.with_name("-".join([path.stem, *named]) + ".pdf")

    @property
    def _names(self) -> list[str]:
        return [self._choice_name(thing) for thing in self.chosen.values() if isinstance(thing, Room | Person)]


class AbstractsChoice(QWidget):
    """A box to choose how much of each abstract is printed, stored in the conference, with numbers of pages.

    ``arrange`` returns the task that lays out the pages for a choice; ``wait_for`` runs it, and returns None if it was
    cancelled; ``show_pages`` shows pages. The pages of choices that are not shown are counted in the background.
    """

    def __init__(
        self, document: Document, pages: list[PrintedPage],
        arrange: Callable[[AbstractLength], LongTask[list[PrintedPage]]],
        wait_for: Callable[[LongTask[list[PrintedPage]]], list[PrintedPage] | None],
        show_pages: Callable[[list[PrintedPage]], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._document, self._words = document, document.presentation.words
        self._arrange, self._wait_for, self._show_pages = arrange, wait_for, show_pages
        self._shown = document.agenda.conference.abstracts
        self._pages = {self._shown: pages}
        self.box = name_widget(QComboBox(), self._words(ABSTRACTS.label))
        for one, name in ABSTRACT_NAMES.items():
            self.box.addItem(self._words(name), one)
        self.box.setCurrentIndex(list(ABSTRACT_NAMES).index(self._shown))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._show_page_count(self._shown)
        self.box.activated.connect(lambda _index: self._choose_abstracts(self.box.currentData()))
        column(labelled_field(self._words(ABSTRACTS.label), self.box), inside=self)
        self._counting = LongWork[None](self)
        self._counting.start(self._lay_out_other_choices())

    def refresh_pages(self) -> bool:
        """Lay out and show the pages again, as another option has changed, and count those of the other choices.

        Return False if that was cancelled; the previous pages stay then.
        """
        self._pages.clear()
        return self._show_choice(self._shown)

    def _show_choice(self, choice: AbstractLength) -> bool:
        """Show the pages for a choice, and count those of the others; return False if that was cancelled."""
        self._counting.cancel()
        if choice not in self._pages and (pages := self._wait_for(self._arrange(choice))):
            self._pages[choice] = pages
        if known := self._pages.get(choice):
            self._shown = choice
            self._show_page_count(choice)
            self._show_pages(known)
        self._counting.start(self._lay_out_other_choices())
        return known is not None

    def _lay_out_other_choices(self) -> LongTask[None]:
        """Lay out the pages of all choices that have none yet, and show how many they are."""
        for choice in ABSTRACT_NAMES:
            if choice not in self._pages:
                self._pages[choice] = yield from self._arrange(choice)
                self._show_page_count(choice)

    def _show_page_count(self, choice: AbstractLength) -> None:
        name, count = self._words(ABSTRACT_NAMES[choice]), len(self._pages[choice])
        text = Plural("{name}: {n} page", "{name}: {n} pages", count, name=name)
        self.box.setItemText(list(ABSTRACT_NAMES).index(choice), self._words.say(text))

    def _choose_abstracts(self, choice: AbstractLength) -> None:
        """Show the pages for a choice, and store it if the file can be written; if cancelled, go back to the last."""
        if not self._show_choice(choice):
            self.box.setCurrentIndex(list(ABSTRACT_NAMES).index(self._shown))
        elif self._document.workspace.writable and self._document.agenda.conference.abstracts is not choice:
            self._document.apply(lambda agenda: edit(agenda, Conference, agenda.conference.id, abstracts=choice))


def print_product(
    product: PrintedProduct, document: Document, dialogs: DialogService, parent: QWidget, at_first: Mapping[str, Entity]
) -> None:
    """Show the preview of a printed product, with its options above the pages, set to ``at_first`` at first."""
    workspace, words = document.workspace, document.presentation.words
    options = PrintOptions(product, document, lambda: preview.reject(), at_first)

    def arrange(**kept: Any) -> LongTask[list[PrintedPage]]:
        return product.pages(workspace, measure, {**options.chosen, **kept})

    def wait_for(steps: LongTask[list[PrintedPage]], above: QWidget) -> list[PrintedPage] | None:
        return run_with_progress(steps, dialogs, above, escape_window_title(options.title), words(LAYING_OUT))

    def show(pages: list[PrintedPage]) -> None:
        preview.show_pages(pages, options.title, options.proposed_path)

    def refresh_pages() -> bool:
        if found := wait_for(arrange(), preview):
            show(found)
        return bool(found)

    if (pages := wait_for(arrange(), parent)) is None:
        return
    author = workspace.agenda.conference.organisers
    preview = PrintPreview(
        pages, options.title, words, options.proposed_path, parent, author=author, private=product.private,
        printed=lambda: product.remember(workspace, options.chosen), dialogs=dialogs,
        refuse=partial(refuse_own_file, workspace.path),
    )  # fmt: skip
    again = refresh_pages
    if ABSTRACTS in product.options:
        abstracts = AbstractsChoice(
            document, pages, lambda one: arrange(**{ABSTRACTS.name: one}), lambda steps: wait_for(steps, preview), show
        )
        options.flow.addWidget(abstracts)
        again = abstracts.refresh_pages
    options.changed.connect(lambda: options.remember_choices() if again() else options.restore_choices())
    preview.add_options(options)
    dialogs.run_dialog(preview)
