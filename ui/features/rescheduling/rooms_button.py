"""The button to choose the rooms in which a day is rescheduled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.entities import Room
from ui.kit.editors.choice_editors import set_menu_button_text
from ui.kit.editors.search_menus import TickMenu
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import escape_mnemonic
from ui.state.document import Document


class RoomsButton(QPushButton):
    """A button that shows the chosen rooms, with a menu to tick them, which stays open.

    ``chosen`` is None for all rooms, including sessions in the whole venue; ticking a room then chooses that room
    alone.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._words = document, document.presentation.words
        self.chosen: frozenset[str] | None = None
        self.wanted = frozenset[str]()
        """The rooms that the bar was opened for, or that were chosen in the menu since; empty for all."""
        self._listed: tuple[Room, ...] = ()
        set_properties(self, many=True)
        self._list = TickMenu(self)
        self.setMenu(self._list)

    @property
    def label(self) -> str:
        """The whole label, not elided."""
        if self.chosen is None:
            return self._words("in all rooms")
        return self._words("in {rooms}").format(rooms=", ".join(self._document.agenda.room_names(self.chosen)))

    def choose(self, rooms: frozenset[str] | None) -> None:
        """Choose those of the rooms that exist; all rooms if that is none or all of them."""
        there = frozenset(self._document.agenda.rooms)
        self.chosen = (rooms & there) if rooms else None
        if not self.chosen or self.chosen == there:
            self.chosen = None
        self._fill_menu()

    def refresh_rooms(self) -> bool:
        """Update the menu if rooms have changed; return False if rooms were chosen and none of them exists any more.

        The choice never becomes all rooms here: even if only the chosen rooms are left, they do not include sessions in
        the whole venue.
        """
        if self._listed != self._document.agenda.rooms_in_order:
            if self.chosen is not None:
                self.chosen &= frozenset(self._document.agenda.rooms)
            self._fill_menu()
        return self.chosen is None or bool(self.chosen)

    def _fill_menu(self) -> None:
        if self._listed != self._document.agenda.rooms_in_order:
            self._listed = self._document.agenda.rooms_in_order
            self._list.clear()
            self._add_entry(self._words("All rooms"), None)
            self._list.addSeparator()
            for room in self._listed:
                self._add_entry(room.name, room.id)
        for action in self._list.actions():
            room = action.data()
            action.setChecked(self.chosen is None if room is None else room in (self.chosen or ()))
        set_menu_button_text(self, self.label, self.maximumWidth())
        self.setAccessibleDescription(self.label)

    def _add_entry(self, name: str, room: str | None) -> None:
        action = QAction(escape_mnemonic(name), self._list, checkable=True)
        action.setData(room)
        action.triggered.connect(lambda _on, room=room: self._toggle(room))
        self._list.addAction(action)

    def _toggle(self, room: str | None) -> None:
        self.choose(None if room is None else (self.chosen or frozenset()) ^ {room})
        self.wanted = self.chosen or frozenset()
        self.changed.emit()
