"""Find or do (Ctrl+K): shows the entity that was chosen, or runs the action."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Day, Person, Room, Session
from ui.features.command_palette.palette_dialog import CommandPalette, PaletteEntry
from ui.kit.dialogs.dialog_service import DialogService
from ui.state.open_window import HostWindow, OpenPage
from ui.state.places import PEOPLE, VENUE

PLACES = {Person: PEOPLE, Room: VENUE}
"""The pages that list a type of entity. The timeline or tray shows sessions, and the inspector all others."""


def show_palette(window: QWidget, host: HostWindow, dialogs: DialogService) -> None:
    """Show the command palette, then show the chosen entity or run the chosen action."""
    page = host.page
    if page:
        page.commit()
        finder = CommandPalette(page.document, host.actions_by_name, window)
        if dialogs.dialog(finder) and finder.chosen:
            run_entry(page, finder.chosen)


def run_entry(page: OpenPage, hit: PaletteEntry) -> None:
    """Show the entity of a search result, or run its action."""
    if isinstance(hit.thing, QAction):
        hit.thing.trigger()
        return
    kind, entity_id = hit.thing
    if kind is Session:
        page.show_session(entity_id)
        return
    if kind in PLACES:
        page.places.go(PLACES[kind])
    elif kind is Day:
        page.document.show_day(page.document.agenda.days[entity_id])
    page.document.show(kind, entity_id)
