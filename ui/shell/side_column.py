"""The column on the right of the window: the inspector or the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.domain.entities import Conference
from ui.features.inspector.inspector import Inspector
from ui.state.document import Document
from ui.state.places import AGENDA, CONFERENCE, MODERATORS

if TYPE_CHECKING:
    from ui.features.history.history_panel import HistoryPanel


class SideColumn(QHBoxLayout):
    """The inspector, the history instead of it, or neither if the place shows what the inspector would show."""

    history_made = Signal(QWidget)
    """Emitted with the history when it is created."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document, self._place = document, AGENDA
        self.inspector = Inspector(document)
        self.history: HistoryPanel | None = None
        self.addWidget(self.inspector)
        document.edit_requested.connect(self._edit)
        document.changed.connect(self._settle)
        document.selection_changed.connect(self._settle)

    @property
    def shows_history(self) -> bool:
        """Return whether the history is open, even if the window is not visible."""
        return self.history is not None and not self.history.isHidden()

    def show_place(self, name: str) -> None:
        """Fit the column to the place that is shown beside it."""
        self._place = name
        self.inspector.widen(wide=name not in (AGENDA, MODERATORS))
        self._settle()

    def _settle(self) -> None:
        """Show the inspector, unless the history is open or both it and the place would show the conference."""
        double = self._place == CONFERENCE and self._document.shown[0] is Conference
        self.inspector.setVisible(not self.shows_history and not double)

    def show_history(self) -> None:
        """Show the history instead of the inspector, creating it when first needed."""
        if self.history is None:
            from ui.features.history.history_panel import HistoryPanel  # the window starts without it

            self.history = HistoryPanel(self._document)
            self.addWidget(self.history)
            self.history_made.emit(self.history)
        self.history.refresh()
        self.history.show()
        self._settle()
        self.history.listing.setFocus()

    def show_inspector(self) -> None:
        """Show the inspector instead of the history."""
        if self.history:
            self.history.hide()
        self._settle()

    def _edit(self) -> None:
        """Begin to edit what the inspector shows."""
        self.show_inspector()
        self.inspector.edit()
