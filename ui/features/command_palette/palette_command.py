"""Find or do (Ctrl+K): go to the thing that was found, or run the action."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Day, Person, Room, Session
from ui.features.command_palette.palette_dialog import Finder, Hit
from ui.kit.dialogs.dialog_service import Ask
from ui.state.open_window import Host, OpenPage
from ui.state.places import PEOPLE, VENUE

PLACES = {Person: PEOPLE, Room: VENUE}
"""The place that lists a kind of thing; others are shown in the inspector, sessions in the timeline or the tray."""


def find_or_do(window: QWidget, host: Host, ask: Ask) -> None:
    """Show the finder, and go to the thing that was chosen or run the action."""
    page = host.page
    if page:
        page.commit()
        finder = Finder(page.desk, host.actions_by_name, window)
        if ask.dialog(finder) and finder.chosen:
            go_to(page, finder.chosen)


def go_to(page: OpenPage, hit: Hit) -> None:
    """Go to the thing that was found, or run the action."""
    if isinstance(hit.thing, QAction):
        hit.thing.trigger()
        return
    kind, entity_id = hit.thing
    if kind is Session:
        page.show_session(entity_id)
        return
    if kind in PLACES:
        page.go(PLACES[kind])
    elif kind is Day:
        page.desk.show_day(page.desk.agenda.days[entity_id])
    page.desk.show(kind, entity_id)
