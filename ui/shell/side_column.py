"""The body of a page: rail, place, and the column at the right, which floats over the place in a narrow window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from planner.domain.entities import Conference
from ui.features.inspector.inspector import Inspector
from ui.features.tray.tray import Tray
from ui.kit.widgets.motion import slide
from ui.kit.widgets.plain_widgets import row
from ui.state.document import AGENDA, CONFERENCE, MODERATORS, Document

if TYPE_CHECKING:
    from ui.features.history.history_panel import HistoryPanel

WIDE, TIGHT, NARROW = 1200, 1100, 1000
"""Widths in pixels below which the right column lies over the place, the tray is a strip beside it, and always one."""


class SideColumn(QWidget):
    """The inspector, or in its place the history or the problems, or nothing if the place shows what it would show.

    Where it *floats* over the place, the inspector opens with a selection or to be edited, and Escape closes it.
    """

    history_made = Signal(QWidget)
    """Emitted with the history when it is created."""
    escaped = Signal()
    """Emitted when Escape was pressed in a floating column."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._place = document, AGENDA
        self.floats = self._is_open = False
        self.inspector = Inspector(document)
        self.history: HistoryPanel | None = None
        self._instead: QWidget | None = None
        self._bars: list[QWidget] = []
        self._row = row(self.inspector, inside=self, spacing=0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # each panel has a width of its own
        self._opening = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._opening.timeout.connect(self._open_by_selection)
        document.edit_requested.connect(self._edit)
        document.field_requested.connect(self._edit_field)
        document.plan.changed.connect(self._settle)
        document.plan.selection_changed.connect(self._on_selection)

    def shows(self, panel: QWidget | None) -> bool:
        """Return whether a panel is shown instead of the inspector, even if the window is not visible."""
        return panel is not None and panel is self._instead

    def show_place(self, name: str) -> None:
        """Fit the column to the place that is shown beside it."""
        self._place, self._is_open = name, False
        self.inspector.widen(wide=name not in (AGENDA, MODERATORS))
        self._settle(slides=False)

    def float(self, on: bool) -> None:
        """Let the column lie over the place, or stand beside it."""
        if on != self.floats:
            self.floats, self._is_open = on, on and self._is_filled
        self._settle(slides=False)

    @property
    def _is_filled(self) -> bool:
        """Return True if something is selected, and the place leaves it to the inspector to show it."""
        return self._place in (AGENDA, MODERATORS) and self._document.plan.shown[0] is not Conference

    def _on_selection(self) -> None:
        """Open a floating inspector after what could become a double click; close it when nothing is selected."""
        if self.floats and self._is_filled:
            self._opening.start()
        elif self._document.plan.shown[0] is Conference:
            self._is_open = False
        self._settle()

    def _open_by_selection(self) -> None:
        if self._is_filled and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._opening.start()  # nothing comes in the way of a drag
        elif self._is_filled and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.open()

    def open(self) -> None:
        """Open the inspector where it floats."""
        self._is_open = True
        self._settle()

    def _settle(self, *, slides: bool = True) -> None:
        """Show the inspector, unless a panel is in its place or both it and the place would show the conference.

        Where it floats, it ``slides`` in and off.
        """
        double = self._place == CONFERENCE and self._document.plan.shown[0] is Conference
        self.inspector.setVisible(not self._instead and not double)
        shown = bool(self._instead) or (not double and (self._is_open or not self.floats))
        if self.floats and (parent := self.parentWidget()):
            width = self._row.sizeHint().width()
            foot = sum(bar.height() for bar in self._bars if bar.isVisible())
            self.setGeometry(QRect(parent.width() - width, 0, width, parent.height() - foot))
            self.raise_()
        if slides and self.floats and shown is self.isHidden():
            place = QRect(self.mapTo(self.window(), QPoint(0, 0)), self.size())
            show, moves = partial(self.setVisible, shown), self._document.presentation.moves()
            slide(self.window(), place, self.width(), show, opens=shown, moves=moves)
        else:
            self.setVisible(shown)

    def stay_above(self, bar: QWidget) -> None:
        """Leave a bar at the foot of the place free, as its buttons would lie below a floating column."""
        self._bars.append(bar)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle when a bar at the foot comes, goes, or has another height."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize):
            self._settle()
        return False

    def show_history(self) -> None:
        """Show the history instead of the inspector, creating it when first needed."""
        if self.history is None:
            from ui.features.history.history_panel import HistoryPanel  # the window starts without it

            self.history = HistoryPanel(self._document)
            self.history_made.emit(self.history)
        self.history.refresh()
        self.show_instead(self.history)
        self.history.listing.setFocus()

    def show_instead(self, panel: QWidget | None) -> None:
        """Show a panel instead of the inspector, or for None the inspector."""
        if self._instead and self._instead is not panel:
            self._instead.hide()
        self._instead = panel
        if panel:
            if self._row.indexOf(panel) < 0:
                self._row.addWidget(panel)
            panel.show()
        self._settle()

    def _edit(self) -> None:
        self.show_instead(None)
        self.open()
        self.inspector.edit()

    def _edit_field(self, name: str) -> None:
        self.show_instead(None)
        self.open()
        self.inspector.show_field(self._document.plan.shown[0], name)

    def close_floating(self) -> None:
        """Close the inspector where it floats."""
        self._opening.stop()
        self._is_open = False
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.floats:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class PageBody(QWidget):
    """Rail, place and right column side by side; what they take of a narrow window is folded away."""

    def __init__(self, rail: QWidget, places: QWidget, side: SideColumn, tray: Tray) -> None:
        super().__init__()
        self._side, self._tray, self._gives_way = side, tray, False
        self._row = row(rail, (places, 1), side, inside=self, spacing=0)
        side.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the tray give way to the right column when that opens, unless somebody works in the tray."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            focus = QApplication.focusWidget()
            self._gives_way = not self._side.isHidden() and not (focus and self._tray.isAncestorOf(focus))
            self._fold_tray()
        return False

    def _fold_tray(self) -> None:
        self._tray.make_narrow(self.width() < (TIGHT if self._gives_way else NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        floats = self.width() < WIDE
        if floats and not self._side.floats:
            self._row.removeWidget(self._side)
        elif self._side.floats and not floats:
            self._row.addWidget(self._side)
        self._side.float(floats)
        self._fold_tray()
