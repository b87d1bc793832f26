"""The places that mouse and keys can reach in the window under test, by the words that stand on them.

Only visible things are found: with a menu or a dialog open, its own things alone; in a form that scrolls, the part that
has been scrolled to.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, QRectF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHeaderView,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from planner.domain.entities import Session
from tests.realmouse.view import Area
from ui.features.importing.plan_table import WHAT, ImportView
from ui.features.lists.list_model import EntityTableModel
from ui.features.moderators.board import Board
from ui.features.moderators.people_list import PeopleList
from ui.features.problems.problems_panel import ProblemsPanel
from ui.features.timeline.timeline import Timeline
from ui.shell.main_window import MainWindow
from ui.state.availability.availability_editor import DayBars
from ui.state.canvas.scene import in_view
from ui.state.fields.photo_editor import PhotoEditor


def area(widget: QWidget, rect: QRect) -> Area:
    """Return a rectangle of a widget in screen coordinates."""
    corner = widget.mapToGlobal(rect.topLeft())
    return Area(corner.x(), corner.y(), rect.width(), rect.height())


def reached(window: MainWindow) -> QWidget:
    """Return the widget that mouse and keys reach now: an open menu, else a dialog, else the window."""
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or window


def menu_of(top: QWidget) -> dict[str, Area]:
    """Return the enabled rows of a menu."""
    if not isinstance(top, QMenu):
        return {}
    rows = [action for action in top.actions() if action.isEnabled() and not action.isSeparator()]
    return {row.text().replace("&", "").split("\t")[0]: area(top, top.actionGeometry(row)) for row in rows}


def buttons_of(top: QWidget) -> dict[str, Area]:
    """Return the enabled buttons by their text, or else by their accessible name."""
    found = top.findChildren(QAbstractButton)
    return {
        (button.text() or button.accessibleName()).replace("&", ""): seen
        for button in found
        if button.isEnabled() and (seen := _seen(button))
    }


def inputs_of(top: QWidget) -> dict[str, Area]:
    """Return the fields, bars and photo editors that take input, by label."""
    found = (widget for kind in (QLineEdit, QPlainTextEdit, PhotoEditor) for widget in top.findChildren(kind))
    named = {widget.accessibleName(): seen for widget in found if widget.isEnabled() and (seen := _seen(widget))}
    return named | {
        f"{bars.accessibleName()}, drawn": seen for bars in top.findChildren(DayBars) if (seen := _seen(bars))
    }


def rows_of(top: QWidget) -> dict[str, Area]:
    """Return the visible rows of lists and tables from top to bottom, by their first words."""
    return dict(_rows(top))


def chosen_in(top: QWidget) -> list[str]:
    """Return the selected rows of tables from top to bottom."""
    tables = (table for table in top.findChildren(QTableView) if table.isVisible())
    return [
        str(table.model().index(row.row(), _name_column(table)).data())
        for table in tables
        for row in sorted(table.selectionModel().selectedRows())
    ]


def ticked_in(top: QWidget) -> list[str]:
    """Return the ticked rows of an import from top to bottom."""
    views = (view for view in top.findChildren(ImportView) if view.isVisible())
    return [name for view in views for name, tick in _ticks(view.model()) if tick == Qt.CheckState.Checked.value]


def board_of(board: Board) -> dict[str, Area]:
    """Return the sessions of the moderators' board by title and its shifts by accessible text."""
    found: dict[str, Area] = {}
    for kind, name in board.source.model.keys:
        index = board.source.model.index_of((kind, name))
        words = index.data() if kind is Session else index.data(Qt.ItemDataRole.AccessibleTextRole)
        rect = board.canvas.visualRect(index).intersected(board.canvas.viewport().rect())
        if not rect.isEmpty():
            found[str(words)] = area(board.canvas.viewport(), rect)
    return found


def heads_of(top: QWidget) -> dict[str, Area]:
    """Return the column headers of tables, and the room headers of the timeline and the moderators' board."""
    found: dict[str, Area] = {}
    for timeline in (timeline for timeline in top.findChildren(Timeline) if timeline.canvas.isVisible()):
        head, grid, rooms = timeline.header, timeline.view.grid, timeline.document.agenda.rooms
        for column, room in enumerate(grid.rooms):
            left = round(column * grid.column_width) - timeline.canvas.horizontalScrollBar().value()
            found[rooms[room].name] = area(head, QRect(left, 0, round(grid.column_width), head.height()))
    for board in (board for board in top.findChildren(Board) if board.canvas.isVisible()):
        rooms, plan = board.document.agenda.rooms, board.layout
        found["Every room"] = area(board.header, QRect(0, 0, round(plan.fixed), board.header.height()))
        for column, room in enumerate(plan.grid.rooms):
            left, width = plan.fixed + column * plan.grid.column_width, plan.grid.column_width
            box = in_view(board.canvas.scene, QRectF(left, 0, width, 0)).toRect()
            found[rooms[room].name] = area(board.header, QRect(box.x(), 0, box.width(), board.header.height()))
    for table in top.findChildren(QTableView):
        if not table.isVisible():
            continue
        header = table.horizontalHeader()
        assert isinstance(header, QHeaderView)
        for column in range(header.count()):
            rect = QRect(header.sectionViewportPosition(column), 0, header.sectionSize(column), header.height())
            words = str(table.model().headerData(column, Qt.Orientation.Horizontal))
            found[words] = area(header.viewport(), rect)
    return found


def _ticks(rows: QAbstractItemModel) -> Iterator[tuple[str, object]]:
    for row in range(rows.rowCount()):
        tick = rows.index(row, 0).data(Qt.ItemDataRole.CheckStateRole)
        yield str(rows.index(row, WHAT).data()), getattr(tick, "value", tick)


def _rows(top: QWidget) -> Iterator[tuple[str, Area]]:
    lists = [top] if isinstance(top, QListView) else top.findChildren(QListView)
    told = (
        view
        for view in lists
        if isinstance(view, PeopleList) or isinstance(view.parent(), ProblemsPanel) or view is top
    )
    for view in (*told, *top.findChildren(QTableView)):
        if not view.isVisible():
            continue
        for row in range(view.model().rowCount()):
            index: QModelIndex = view.model().index(row, _name_column(view))
            rect = view.visualRect(index).intersected(view.viewport().rect())
            if not rect.isEmpty():
                yield str(index.data()), area(view.viewport(), rect)


def _name_column(view: QListView | QTableView) -> int:
    """Return the column that holds the name of a row."""
    rows = view.model()
    if isinstance(rows, EntityTableModel):
        return next(n for n, column in enumerate(rows.columns) if column.name in ("name", "title"))
    return WHAT if isinstance(view, ImportView) else 0


def _seen(widget: QWidget) -> Area | None:
    """Return the visible part of a widget, or None if its middle is hidden."""
    region = widget.visibleRegion()
    return (
        area(widget, region.boundingRect()) if widget.isVisible() and region.contains(widget.rect().center()) else None
    )
