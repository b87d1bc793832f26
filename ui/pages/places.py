"""The places beside the timeline, each made when it is first wanted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.entities import Venue
from ui.cover.page import CoverPage
from ui.desk import Desk
from ui.pages.conference_page import ConferencePage
from ui.pages.list_page import ListPage
from ui.pages.listings import PEOPLE, ROOMS, SESSIONS
from ui.rail import CONFERENCE, COVER, VENUE
from ui.settings import Settings


class Place(QWidget):
    """A page with what the window asks of every one of them."""

    delete_wanted = Signal()
    menu_wanted = Signal(QPoint)
    import_wanted = Signal()

    def __init__(self, inner: ListPage | ConferencePage | CoverPage) -> None:
        super().__init__()
        self.inner = inner
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(inner)
        self.setFocusProxy(inner)
        if isinstance(inner, ListPage):
            inner.delete_wanted.connect(self.delete_wanted)
            inner.menu_wanted.connect(self.menu_wanted)
            self.setFocusProxy(inner.view)

    @property
    def search(self) -> QLineEdit | None:
        """Where one types what is searched for, if anything can be."""
        return self.inner.search if isinstance(self.inner, ListPage | CoverPage) else None

    def enter(self) -> None:
        """The page comes into sight."""
        self.inner.enter()

    def select_all(self) -> None:
        """Select all in the list."""
        if isinstance(self.inner, ListPage):
            self.inner.view.selectAll()

    def commit(self) -> None:
        """Save what was typed."""
        if isinstance(self.inner, ConferencePage):
            self.inner.commit()


def make_place(name: str, desk: Desk, settings: Settings) -> Place:
    """The page of that name."""
    if name == CONFERENCE:
        return Place(ConferencePage(desk))
    if name == COVER:
        return Place(CoverPage(desk))
    listing = {listing.name: listing for listing in (PEOPLE, SESSIONS)}.get(name, ROOMS)
    page = ListPage(desk, listing, settings)
    place = Place(page)
    words = desk.reader.words
    if name == VENUE:
        venue = QPushButton(words("Venue…"), autoDefault=True)
        venue.clicked.connect(lambda: desk.show(Venue, desk.agenda.venue.id))
        page.top.insertWidget(page.top.count() - 1, venue)
    else:
        importer = QPushButton(words("Import…"), autoDefault=True)
        importer.setEnabled(desk.workspace.writable)
        importer.clicked.connect(place.import_wanted)
        page.top.insertWidget(page.top.count() - 1, importer)
    return place
