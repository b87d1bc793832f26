"""The command that prints a product: its options, then the preview of its pages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.products import Product, pages_of
from ui.kit.dialogs.dialog_service import DialogService
from ui.state.document import Document


def print_product(product: Product, document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Ask for the options of a printed product, and show the preview of its pages."""
    from ui.features.printing.paper_fonts import measure
    from ui.features.printing.print_options_dialog import PrintOptionsDialog
    from ui.features.printing.print_preview import PrintPreview

    asked = PrintOptionsDialog(product, document, parent)
    if not dialogs.dialog(asked):
        return
    workspace = document.workspace
    pages, name = pages_of(product, workspace, measure, asked.chosen), workspace.wording(product.title)
    title = " – ".join([workspace.agenda.conference.title, name, *asked.names])
    file = f"{workspace.path.stem}-{name.casefold().replace(' ', '-')}.pdf"
    dialogs.dialog(PrintPreview(pages, title, document.presentation.words, file, parent, private=product.private))
