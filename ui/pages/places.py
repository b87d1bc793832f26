"""The places beside the timeline, each made when it is first wanted; what one alone needs is read only for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.entities import Venue
from ui.desk import Desk
from ui.rail import CONFERENCE, COVER, VENUE
from ui.settings import Settings


class Place(QWidget):
    """A page with what the window asks of every one of them.

    It is no focus proxy of what lies in it: that would lead Tab past all that stands before.
    """

    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)
    import_wanted = Signal()
    duplicates_wanted = Signal()

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
        """Where one types what is searched for, if anything can be."""
        return None

    def enter(self) -> None:
        """The page comes into sight."""
        self._enter()

    def take_keys(self) -> None:
        """Let what is shown have the keys."""

    def select_all(self) -> None:
        """Select all in the list."""

    def zoom(self, factor: float) -> None:
        """Zoom what can be zoomed."""

    def fit(self) -> None:
        """Zoom so that the whole day is seen."""

    def commit(self) -> None:
        """Save what was typed."""

    def filter(self, chip: str) -> None:
        """Show only what the chip of that name lets through."""


class ListPlace(Place):
    """A list of people, sessions or rooms."""

    def __init__(self, name: str, desk: Desk, settings: Settings) -> None:
        from ui.pages.list_page import ListPage
        from ui.pages.listings import PEOPLE, ROOMS, SESSIONS

        listing = {listing.name: listing for listing in (PEOPLE, SESSIONS)}.get(name, ROOMS)
        self._page = ListPage(desk, listing, settings)
        super().__init__(self._page, self._page.enter)
        self._page.delete_wanted.connect(self.delete_wanted)
        self._page.menu_wanted.connect(self.menu_wanted)
        words = desk.reader.words
        button = QPushButton(words("Venue…") if name == VENUE else words("Import…"), autoDefault=True)
        if name == VENUE:
            button.clicked.connect(lambda: desk.show(Venue, desk.agenda.venue.id))
        else:
            button.setEnabled(desk.workspace.writable)
            button.clicked.connect(self.import_wanted)
        self._page.add_button(button)
        if listing is PEOPLE:
            from ui.pages.twice import MaybeTwice

            twice = MaybeTwice(desk)
            twice.wanted.connect(self.duplicates_wanted)
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


class CoverPlace(Place):
    """Who moderates what."""

    def __init__(self, desk: Desk) -> None:
        from ui.cover.page import CoverPage

        self._page = CoverPage(desk)
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
    """The conference as a whole."""

    def __init__(self, desk: Desk) -> None:
        from ui.pages.conference_page import ConferencePage

        self._page = ConferencePage(desk)
        super().__init__(self._page, self._page.enter)

    def take_keys(self) -> None:
        self._page.sheet.form.focus("title")

    def commit(self) -> None:
        self._page.commit()


def make_place(name: str, desk: Desk, settings: Settings) -> Place:
    """The page of that name."""
    if name == CONFERENCE:
        return ConferencePlace(desk)
    if name == COVER:
        return CoverPlace(desk)
    return ListPlace(name, desk, settings)
