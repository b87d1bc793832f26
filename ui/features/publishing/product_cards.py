"""The cards of what can be published, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from planner.domain.published_files import FileState, PublishedFile
from planner.product_types import CalendarProduct, FormatProduct, Product
from planner.products import CALENDARS, PUBLISHED, TICKED, published_named
from planner.programme.release import Ledger, Part, PartKind
from planner.wording import Wording
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import NO_MARGINS, column, plain_label, row
from ui.state.document import Document


class ProductCard(QFrame):
    """A card with a tick, the name of a product and what it is for; at its right its file, or their number."""

    def __init__(self, product: Product, words: Wording, files: str) -> None:
        super().__init__()
        set_properties(self, part="product")
        self.box = QCheckBox(words(product.published))
        self.box.setAccessibleDescription(f"{words(product.outcome)} {files}")
        outcome = plain_label(words(product.outcome), tone="muted", small="true")
        outcome.setContentsMargins(22, 0, 0, 0)
        told = plain_label(files, wrap=False, tone="muted", small="true")
        column(row((self.box, 1), told), outcome, inside=self, margins=(12, 2, 12, 2), spacing=0)
        self.box.toggled.connect(lambda ticked: set_properties(self, chosen=ticked))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()


class ProductCards(QWidget):
    """The cards of all products that can be made of a conference, by their names; first those that are ticked at first.

    Ticked at first is what was ticked last; before that, the calendars of a kind if an older Estrad sent each of them.
    """

    changed = Signal()

    def __init__(self, document: Document, every: Sequence[Part]) -> None:
        super().__init__()
        words, releases = document.presentation.words, document.workspace.releases
        ledger, published = releases.ledger(), releases.published()
        self._ticks = releases.ticks()
        kinds = [(product.name, product.parts(every)) for product in CALENDARS]
        each = [name for name, parts in kinds if parts and all(ledger.sent(part.key) for part in parts)]
        at_first = self._ticks or (*TICKED, *each)
        self.cards = dict[str, ProductCard]()
        for product in sorted(PUBLISHED, key=lambda one: one.name not in at_first):
            if _can_be_made(product, every, ledger):
                card = ProductCard(product, words, _files_text(words, product, every, published))
                card.box.setChecked(product.name in at_first)
                card.box.toggled.connect(self.changed)
                self.cards[product.name] = card
        column(*self.cards.values(), inside=self, margins=NO_MARGINS, spacing=2)

    @property
    def ticked(self) -> list[str]:
        """The names of the products that are ticked, with those ticked earlier that cannot be made now."""
        hidden = [name for name in self._ticks if name not in self.cards]
        return [*(name for name, card in self.cards.items() if card.box.isChecked()), *hidden]

    def parts(self, every: Sequence[Part]) -> tuple[Part, ...]:
        """Return those of all parts whose calendars are of a ticked product."""
        kinds = [product for product in published_named(self.ticked) if isinstance(product, CalendarProduct)]
        return tuple(part for product in kinds for part in product.parts(every))

    def tick(self, parts: Sequence[Part]) -> None:
        """Tick the products of the calendars of these parts."""
        for product in published_named(self.cards):
            if isinstance(product, CalendarProduct) and product.parts(parts):
                self.cards[product.name].box.setChecked(True)


def _can_be_made(product: Product, every: Sequence[Part], ledger: Ledger) -> bool:
    """Return whether a product has anything that another has not; a single room or day is the whole."""
    if not isinstance(product, CalendarProduct):
        return True
    parts = product.parts(every)
    least = 2 if product.about in (PartKind.DAY, PartKind.ROOM) else 1
    return len(parts) >= least or any(ledger.sent(part.key) for part in parts)


def _files_text(words: Wording, product: Product, every: Sequence[Part], published: Sequence[PublishedFile]) -> str:
    """Return the name of a product's only file, or their number; an empty text if only the making of them tells.

    A format's files are those that were published last.
    """
    if isinstance(product, CalendarProduct):
        names = [f"{part.name}{product.suffixes[0]}" for part in product.parts(every)]
    elif isinstance(product, FormatProduct):
        lies = [file.name for file in published if file.product == product.name and file.state is FileState.OUT]
        names = list(dict.fromkeys(filter(None, lies)))
    else:
        names = [f"{every[0].name}{product.suffixes[0]}"]
    if len(names) == 1:
        return names[0]
    return words.plural("{n} file", "{n} files", len(names)) if names else ""
