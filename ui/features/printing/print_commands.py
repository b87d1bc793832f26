"""Commands that show print previews of the programme and the run sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.domain.text import Text
from planner.programme.programme import Programme
from planner.programme.release import Release
from ui.kit.dialogs.dialog_service import DialogService
from ui.state.document import Document


def print_programme(document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Show a print preview of the programme sheet."""
    from planner.printing.programme_sheet import programme_sheet
    from ui.features.printing.paper_fonts import measure
    from ui.features.printing.print_preview import PrintPreview
    from ui.state.unconfirmed_line import UnconfirmedLine

    workspace = document.workspace
    current = workspace.programme()
    version = _version_label(current, workspace.releases.last)
    pages = programme_sheet(current, measure, workspace.wording, version=version)
    product = workspace.wording("Programme")
    title = f"{current.title} – {product}"
    dialog = PrintPreview(pages, title, document.presentation.words, f"{workspace.path.stem}.pdf", parent)
    dialog.stand_above(UnconfirmedLine(document, dialog.reject))
    dialogs.dialog(dialog)


def print_run_sheet(document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Ask for the content of the run sheet, and show its print preview."""
    from planner.printing.run_sheet import run_sheet
    from ui.features.printing.paper_fonts import measure
    from ui.features.printing.print_preview import PrintPreview
    from ui.features.printing.run_sheet_dialog import RunSheetDialog

    chosen = RunSheetDialog(document, parent)
    if not dialogs.dialog(chosen):
        return
    workspace = document.workspace
    pages = run_sheet(
        workspace.agenda,
        measure,
        workspace.wording,
        stamp=workspace.now(),
        version=_version_label(workspace.programme(), workspace.releases.last),
        paper=chosen.paper,
        day=chosen.day,
        room=chosen.room,
        moderator=chosen.moderator,
    )
    product = workspace.wording("Run sheet")
    whose = chosen.room or chosen.moderator
    parts = (workspace.agenda.conference.title, product, whose.name if whose else "")
    title = " – ".join(part for part in parts if part)
    name = f"{workspace.path.stem}-{product.casefold().replace(' ', '-')}.pdf"
    dialogs.dialog(PrintPreview(pages, title, document.presentation.words, name, parent, private=True))


def _version_label(current: Programme, last: Release | None) -> Text:
    """Return the version label of a sheet: the last release if nothing changed since, else a draft of the next one."""
    from planner.printing.programme_sheet import draft, released

    if last is None:
        return draft(1)
    return released(last.number) if last.programme == current else draft(last.number + 1)
