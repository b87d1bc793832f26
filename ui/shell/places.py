"""The places of an open conference, one of which is shown; all but the timeline are created when first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from planner.domain.entities import Entity, Venue
from ui.kit.widgets.buttons import push_button
from ui.kit.widgets.plain_widgets import column
from ui.state.document import AGENDA, CONFERENCE, MODERATORS, VENUE, Document
from ui.state.view_state import Settings


def do_nothing(*_args: object) -> None:
    """Do nothing; stands for a command that a place has no use for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of an open conference, with what the commands common to all places do there."""

    widget: QWidget
    """The page with the widgets around it; it has no focus proxy, as Tab would then skip those before the page."""
    inner: QWidget
    enter: Callable[[], object]
    """Prepares and focuses the page when it is opened."""
    take_keys: Callable[[], object]
    focus_search: Callable[[], object] | None = None
    """Focuses the search line; None if there is none."""
    select_all: Callable[[], object] = do_nothing
    zoom: Callable[[float], object] = do_nothing
    fit: Callable[[], object] = do_nothing
    filter: Callable[[str], object] = do_nothing
    """Filters the list by the filter chip with a name."""
    commit: Callable[[], object] = do_nothing
    """Saves what was typed."""
    leave: Callable[[], object] = do_nothing
    """Cancels what cannot continue while another place is shown."""
    lists: type[Entity] | None = None
    """The type of entity that the place lists, or None."""
    ids: Callable[[], Sequence[str]] = tuple
    """Returns the ids in the list, from top to bottom."""
    add: Callable[[], object] | None = None
    """Adds an entity to the list; None if the place has no list."""
    fill_down: Callable[[], object] = do_nothing
    paste_down: Callable[[], object] = do_nothing


class PlaceStack(QStackedWidget):
    """The places of an open conference, by name; all but the timeline are created when first needed."""

    place_changed = Signal(str)
    """Emitted with the name of the place that is about to be shown."""
    menu_requested = Signal(QPoint)
    """Emitted when the context menu of the selection is asked for, with its position in global coordinates."""

    def __init__(self, document: Document, settings: Settings, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._settings, self._actions = document, settings, actions
        self._places: dict[str, Place] = {}
        self.shown = AGENDA
        document.list_requested.connect(self._show_filtered)

    def add(self, name: str, place: Place) -> None:
        self._places[name] = place
        self.addWidget(place.widget)

    @property
    def current(self) -> Place:
        """The place that is shown."""
        return self._places[self.shown]

    def find_place(self, name: str) -> Place:
        """Return the place with a name, created when first needed."""
        if name not in self._places:
            self.add(name, make_place(name, self._document, self._settings, self._actions, self))
        return self._places[name]

    def go(self, name: str) -> None:
        """Leave the shown place and show the one with this name."""
        if name != self.shown:
            self.current.leave()
        place = self.find_place(name)
        self.shown = name
        self.place_changed.emit(name)
        self.setCurrentWidget(place.widget)
        place.enter()

    def show_timeline(self) -> None:
        """Show the timeline, unless it is shown already."""
        if self.shown != AGENDA:
            self.go(AGENDA)

    def _show_filtered(self, name: str, chip: str) -> None:
        self.go(name)
        self.current.filter(chip)

    def focus_search(self) -> None:
        """Focus the search line of the current place; if it has none, show the timeline and focus its search line."""
        if not self.current.focus_search:
            self.show_timeline()
        if focus := self.current.focus_search:
            focus()

    def commit(self) -> None:
        """Save what was typed in any place."""
        for place in self._places.values():
            place.commit()


def make_place(
    name: str, document: Document, settings: Settings, actions: Mapping[str, QAction], stack: PlaceStack
) -> Place:
    """Return the place with a name, newly created."""
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
    """Return the place of a list: people, sessions or rooms."""
    from ui.features.lists.list_page import DuplicatesLine, ListPage
    from ui.features.lists.listings import PEOPLE, ROOMS, SESSIONS

    listing = {listing.name: listing for listing in (PEOPLE, SESSIONS)}.get(name, ROOMS)
    page = ListPage(document, listing, settings)
    page.menu_requested.connect(stack.menu_requested)
    words = document.presentation.words
    if name == VENUE:
        venue = push_button(words("Venue…"), lambda: document.plan.show(Venue, document.agenda.venue.id))
        page.add_button(venue, words("Venue…"))
    else:
        act, can = actions["import"].trigger, document.workspace.writable
        page.add_button(push_button(words("Import from Excel…"), act, enabled=can), words("Import…"))
    outer = QWidget()
    box = column((page, 1), inside=outer, spacing=0)
    if listing is PEOPLE:
        box.addWidget(DuplicatesLine(document, actions["duplicates"].trigger))
    return Place(
        outer, page, page.enter, page.take_keys,
        focus_search=page.search.setFocus, select_all=page.view.selectAll, filter=page.show_chip,
        commit=page.view.cells.finish, lists=listing.kind, ids=lambda: page.table.ids, add=page.add,
        fill_down=page.view.cells.fill_down, paste_down=page.view.paste_down,
    )  # fmt: skip
