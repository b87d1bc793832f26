"""The places other than the timeline; each is created, and its modules loaded, when first needed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.entities import Venue
from ui.kit.widgets.plain_widgets import column
from ui.shell.timeline_page import Place, PlaceStack
from ui.state.document import CONFERENCE, MODERATORS, VENUE, Document
from ui.state.view_state import Settings


def make_place(
    name: str, document: Document, settings: Settings, actions: Mapping[str, QAction], stack: PlaceStack
) -> Place:
    """Create the place with a name."""
    if name == CONFERENCE:
        from ui.features.inspector.inspector_page import ConferencePage

        page = ConferencePage(document)
        return Place(page, page, page.enter, page.take_keys, commit=page.commit)
    return _moderators_place(document) if name == MODERATORS else _list_place(name, document, settings, actions, stack)


def _moderators_place(document: Document) -> Place:
    from ui.features.moderators.moderators_page import ModeratorsPage

    page = ModeratorsPage(document)
    board = page.board.canvas
    return Place(
        page, page, page.enter, board.setFocus, focus_search=page.people.search.setFocus, zoom=board.zoom, fit=board.fit
    )


def _list_place(
    name: str, document: Document, settings: Settings, actions: Mapping[str, QAction], stack: PlaceStack
) -> Place:
    """Create the place of a list of people, sessions or rooms."""
    from ui.features.lists.list_page import DuplicatesLine, ListPage
    from ui.features.lists.listings import PEOPLE, ROOMS, SESSIONS

    listing = {listing.name: listing for listing in (PEOPLE, SESSIONS)}.get(name, ROOMS)
    page = ListPage(document, listing, settings)
    page.delete_requested.connect(document.delete_requested)
    page.menu_requested.connect(stack.menu_requested)
    words = document.presentation.words
    said, short = (words("Venue…"),) * 2 if name == VENUE else (words("Import from Excel…"), words("Import…"))
    button = QPushButton(said, autoDefault=True)
    if name == VENUE:
        button.clicked.connect(lambda: document.plan.show(Venue, document.agenda.venue.id))
    else:
        button.setEnabled(document.workspace.writable)
        button.clicked.connect(actions["import"].trigger)
    page.add_button(button, short)
    outer = QWidget()
    box = column((page, 1), inside=outer, spacing=0)
    if listing is PEOPLE:
        twice = DuplicatesLine(document)
        twice.requested.connect(actions["duplicates"].trigger)
        box.addWidget(twice)
    return Place(
        outer, page, page.enter, page.take_keys,
        focus_search=page.search.setFocus, select_all=page.view.selectAll, filter=page.filter,
        commit=page.view.cells.finish, lists=listing.kind, ids=lambda: page.table.ids, add=page.add,
        fill_down=page.view.cells.fill_down, paste_down=page.view.paste_down,
    )  # fmt: skip
