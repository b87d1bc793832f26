"""The places other than the timeline; each is created, and its modules loaded, when first needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.entities import Venue
from ui.state.document import Document
from ui.state.places import CONFERENCE, MODERATORS, VENUE
from ui.state.settings import Settings


class Place(QWidget):
    """A page with the interface that the window needs of every place.

    It is not a focus proxy for its content, because Tab would then skip the widgets before the content.
    """

    delete_requested = Signal()
    menu_requested = Signal(QPoint)
    import_requested = Signal()
    duplicates_requested = Signal()

    def __init__(self, inner: QWidget, enter: Callable[[], None]) -> None:
        super().__init__()
        self.inner, self._enter = inner, enter
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(inner, 1)

    def _add_below(self, widget: QWidget) -> None:
        self._box.addWidget(widget)

    @property
    def search(self) -> QLineEdit | None:
        """Return the search line, or None if there is none."""
        return None

    def enter(self) -> None:
        """Prepare the page when it is opened."""
        self._enter()

    def take_keys(self) -> None:
        """Focus the content."""

    def select_all(self) -> None:
        """Select everything in the list."""

    def zoom(self, factor: float) -> None:
        """Zoom by a factor, if the place can be zoomed."""

    def fit(self) -> None:
        """Zoom so that the whole day is visible."""

    def commit(self) -> None:
        """Save what was typed."""

    def filter(self, chip: str) -> None:
        """Filter by the chip with a name."""


class ListPlace(Place):
    """The place of a list of people, sessions or rooms."""

    def __init__(self, name: str, document: Document, settings: Settings) -> None:
        from ui.features.lists.list_page import ListPage
        from ui.features.lists.listings import PEOPLE, ROOMS, SESSIONS

        listing = {listing.name: listing for listing in (PEOPLE, SESSIONS)}.get(name, ROOMS)
        self._page = ListPage(document, listing, settings)
        super().__init__(self._page, self._page.enter)
        self._page.delete_requested.connect(self.delete_requested)
        self._page.menu_requested.connect(self.menu_requested)
        words = document.presentation.words
        button = QPushButton(words("Venue…") if name == VENUE else words("Import…"), autoDefault=True)
        if name == VENUE:
            button.clicked.connect(lambda: document.show(Venue, document.agenda.venue.id))
        else:
            button.setEnabled(document.workspace.writable)
            button.clicked.connect(self.import_requested)
        self._page.add_button(button)
        if listing is PEOPLE:
            from ui.features.lists.duplicates_line import DuplicatesLine

            twice = DuplicatesLine(document)
            twice.requested.connect(self.duplicates_requested)
            self._add_below(twice)

    @property
    def search(self) -> QLineEdit | None:
        return self._page.search

    def take_keys(self) -> None:
        self._page.take_keys()

    def select_all(self) -> None:
        self._page.view.selectAll()

    def filter(self, chip: str) -> None:
        self._page.filter(chip)


class ModeratorsPlace(Place):
    """The place of the moderators' board."""

    def __init__(self, document: Document) -> None:
        from ui.features.moderators.moderators_page import ModeratorsPage

        self._page = ModeratorsPage(document)
        super().__init__(self._page, self._page.enter)

    @property
    def search(self) -> QLineEdit | None:
        return self._page.search

    def take_keys(self) -> None:
        self._page.board.setFocus()

    def zoom(self, factor: float) -> None:
        self._page.board.zoom(factor)

    def fit(self) -> None:
        self._page.board.fit()


class ConferencePlace(Place):
    """The place of the conference page."""

    def __init__(self, document: Document) -> None:
        from ui.features.inspector.conference_page import ConferencePage

        self._page = ConferencePage(document)
        super().__init__(self._page, self._page.enter)

    def take_keys(self) -> None:
        self._page.sheet.form.focus("title")

    def commit(self) -> None:
        self._page.commit()


def make_place(name: str, document: Document, settings: Settings) -> Place:
    """Create the place with a name."""
    if name == CONFERENCE:
        return ConferencePlace(document)
    if name == MODERATORS:
        return ModeratorsPlace(document)
    return ListPlace(name, document, settings)
