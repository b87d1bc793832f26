"""The body of a page: rail, place, and the column at the right, which floats over the place in a narrow window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from planner.domain.entities import Conference
from ui.features.inspector.inspector import Inspector
from ui.features.tray.tray import Tray
from ui.kit.widgets.motion import change_with_slide
from ui.kit.widgets.plain_widgets import row
from ui.state.document import AGENDA, CONFERENCE, MODERATORS, Document

WIDE, TIGHT, NARROW = 1200, 1100, 1000
"""Widths in pixels of a page's body below which the side column and the tray leave it more room.

Below the first the column floats over the place, below the second the tray folds to a strip if the column is shown, and
below the third the tray always folds.
"""


class SideColumn(QWidget):
    """The column at the right: the inspector, or history or problems in its place.

    It is hidden if it would show the conference beside the conference page. Where it *floats* over the place, the
    inspector opens with a selection or for editing, and Escape closes it.
    """

    escaped = Signal()
    """Emitted when Escape is pressed in a floating column."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._place = document, AGENDA
        self.floats = self._is_open = False
        self.inspector = Inspector(document)
        self._instead: QWidget | None = None
        self._bars: list[QWidget] = []
        self._row = row(self.inspector, inside=self, spacing=0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # each panel has a width of its own
        self._opening = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._opening.timeout.connect(self._open_for_selection)
        document.edit_requested.connect(self._open_and_edit)
        document.field_requested.connect(self._open_and_edit_field)
        document.plan.changed.connect(self._update_column)
        document.plan.selection_changed.connect(self._on_selection)

    def shows(self, panel: QWidget) -> bool:
        """Return whether a panel is in the place of the inspector, even while the window is hidden."""
        return panel is self._instead

    def adapt_to_place(self, name: str) -> None:
        """Adapt the column to the place with this name, which is now shown beside it."""
        self._place, self._is_open = name, False
        self.inspector.set_wide(wide=name not in (AGENDA, MODERATORS))
        self._update_column(slides=False)

    def set_floating(self, on: bool) -> None:
        """Let the column float over the place, or put it beside the place again."""
        if on != self.floats:
            self.floats, self._is_open = on, on and self._has_details
        self._update_column(slides=False)

    @property
    def _has_details(self) -> bool:
        """True if something is selected in a place that leaves its details to the inspector."""
        return self._place in (AGENDA, MODERATORS) and self._document.plan.shown[0] is not Conference

    def _on_selection(self) -> None:
        """Open a floating inspector after the time for a double click; close it when nothing is selected."""
        if self.floats and self._has_details:
            self._opening.start()
        elif self._document.plan.shown[0] is Conference:
            self._is_open = False
        self._update_column()

    def _open_for_selection(self) -> None:
        if self._has_details and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._opening.start()  # nothing comes in the way of a drag
        elif self._has_details and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.open()

    def open(self) -> None:
        """Open the inspector if it floats."""
        self._is_open = True
        self._update_column()

    def show_conference(self) -> None:
        """Show the conference in the inspector."""
        self.show_panel(None)
        self._document.plan.show(Conference)
        self.open()

    def _update_column(self, *, slides: bool = True) -> None:
        """Show or hide the column and the inspector in it, and lay out a floating column.

        The inspector is hidden behind a panel, and where the conference page shows the conference already. A floating
        column ``slides`` in and out.
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
            change_with_slide(self.window(), place, self.width(), show, opens=shown, moves=moves)
        else:
            self.setVisible(shown)

    def stay_above(self, bar: QWidget) -> None:
        """Keep a floating column above a bar at the bottom of the place, so as not to cover the bar's buttons."""
        self._bars.append(bar)
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out the column again when a bar that it stays above is shown, hidden or resized."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize):
            self._update_column()
        return False

    def show_panel(self, panel: QWidget | None) -> None:
        """Show a panel in place of the inspector; for None, show the inspector."""
        if self._instead and self._instead is not panel:
            self._instead.hide()
        self._instead = panel
        if panel:
            if self._row.indexOf(panel) < 0:
                self._row.addWidget(panel)
            panel.show()
        self._update_column()

    def _open_and_edit(self) -> None:
        """Open the inspector and begin to edit what it shows."""
        self.show_panel(None)
        self.open()
        self.inspector.focus_naming_field()

    def _open_and_edit_field(self, name: str) -> None:
        """Open the inspector and begin to edit the field with this name."""
        self.show_panel(None)
        self.open()
        self.inspector.show_field(self._document.plan.shown[0], name)

    def close_floating(self) -> None:
        """Close the inspector if it floats."""
        self._opening.stop()
        self._is_open = False
        self._update_column()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.floats:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class PageBody(QWidget):
    """Rail, place and side column side by side; in a narrow window the column floats and the tray folds."""

    def __init__(self, rail: QWidget, places: QWidget, side: SideColumn, tray: Tray) -> None:
        super().__init__()
        self._side, self._tray, self._gives_way = side, tray, False
        self._row = row(rail, (places, 1), side, inside=self, spacing=0)
        side.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold the tray in a tight window while the side column is open, unless the focus was in the tray."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            focus = QApplication.focusWidget()
            self._gives_way = not self._side.isHidden() and not (focus and self._tray.isAncestorOf(focus))
            self._update_tray_folding()
        return False

    def _update_tray_folding(self) -> None:
        self._tray.set_narrow(self.width() < (TIGHT if self._gives_way else NARROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        floats = self.width() < WIDE
        if floats and not self._side.floats:
            self._row.removeWidget(self._side)
        elif self._side.floats and not floats:
            self._row.addWidget(self._side)
        self._side.set_floating(floats)
        self._update_tray_folding()
