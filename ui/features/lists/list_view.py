"""The table view of a list page: the painter of its cells, the widths of its columns, its keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterStateGuard,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from planner.domain.agenda import session_people
from planner.domain.entities import Person, Room, Session
from planner.domain.value_objects import ON_STAGE
from ui.features.lists.cell_editing import CellEditing
from ui.features.lists.list_model import CELL, ENTITY, Cell, ColumnChoice, EntityTableModel, ListSpec
from ui.kit.pictures.portrait import portrait_pixmap
from ui.kit.theme.painting import PIN, MeasuredFont, paint_pin, paint_swatch
from ui.kit.widgets.plain_widgets import Index, paint_pill
from ui.state.command_table import LIST, match_binding, types_character
from ui.state.document import Document

ROW, PAD, FACE, BAND = 40, 10, 28, 4
SMALL, LINE, LEADS = 20, 17, 140
"""In pixels: side of a small photo, height of a line, and column width above which the first person has a photo."""


class CellPainter(QStyledItemDelegate):
    """Paints the cells of a list; texts are never interpreted as markup."""

    def __init__(self, document: Document, rows: EntityTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._document, self._theme, self._cache = document, document.presentation.theme, document.plan.paint_cache
        self._bold = MeasuredFont(13, QFont.Weight.DemiBold)
        self._body, self._small = MeasuredFont(13), MeasuredFont(12)
        self.hovered = -1
        """The row under the pointer, or -1."""
        self._is_cut, self._cut = False, set[tuple[int, int]]()
        """True if a text in the cell being painted was elided; and the rows and columns of cells with such texts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL)
        theme, box, self._is_cut = self._theme, QRectF(option.rect), False
        state: QStyle.StateFlag = option.state
        with QPainterStateGuard(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, theme.colour("accent_soft"))
            elif index.row() == self.hovered:
                painter.fillRect(box, theme.colour("background"))
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line"))
            left = box.left() + PAD
            if index.column() == 0:
                left = self._paint_photo_or_band(painter, index.data(ENTITY), box, left)
            elif box.width() > LEADS and self._rows.columns[index.column()].name == "people":
                left = self._paint_first_face(painter, index.data(ENTITY), box, left)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.colour("accent"), 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -1.5))
            self._paint_content(
                painter, cell, QRectF(left, box.top() + 4, box.right() - left - PAD / 2, box.height() - 8)
            )
        (self._cut.add if self._is_cut else self._cut.discard)((index.row(), index.column()))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:  # fmt: skip
        """Show the tooltip only of cells that do not show everything, because a text is elided or people are photos."""
        cell: Cell | None = index.data(CELL)
        if event.type() == QEvent.Type.ToolTip and not (
            (index.row(), index.column()) in self._cut or (cell and cell.faces)
        ):
            QToolTip.hideText()
            return False
        return super().helpEvent(event, view, option, index)

    def _paint_photo_or_band(self, painter: QPainter, entity: object, box: QRectF, left: float) -> float:
        """Paint what precedes a row's first text, a person's photo or a colour band; return the x behind it."""
        if isinstance(entity, Person):
            self._paint_face(painter, entity, QRectF(left, box.center().y() - FACE / 2, FACE, FACE))
            return left + FACE + PAD
        if not isinstance(entity, Session | Room):
            return left
        track = self._document.agenda.tracks.get(entity.track or "") if isinstance(entity, Session) else entity
        colour = track.colour if track else ""
        band = QRectF(left, box.top() + 8, BAND, box.height() - 17)
        painter.fillRect(band, self._theme.track(colour) if colour else self._theme.colour("line"))
        return left + BAND + PAD

    def _paint_first_face(self, painter: QPainter, entity: object, box: QRectF, left: float) -> float:
        """Paint the photo of a session's first person on stage before the names; return the x behind it."""
        people = session_people(self._document.agenda, entity, *ON_STAGE) if isinstance(entity, Session) else ()
        for person in people[:1]:
            self._paint_face(painter, person, QRectF(left, box.center().y() - SMALL / 2, SMALL, SMALL))
            left += SMALL + 6
        return left

    def _paint_content(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        if cell.tone not in ("", "quiet"):
            self._paint_pill(painter, cell, room)
            return
        top, ink = self._paint_faces(painter, cell, room), self._theme.colour("muted" if cell.tone else "ink")
        if cell.below and not cell.faces:
            top = QRectF(room.left(), room.center().y() - LINE, room.width(), LINE)
            below = self._paint_swatch(painter, cell, top.translated(0, LINE))
            self._paint_line(painter, below, cell.below, self._small, self._theme.colour("muted"))
        elif not cell.below:
            top = self._paint_swatch(painter, cell, top)
        text = top.adjusted(0, 0, -(PIN + 6) if cell.pinned else 0, 0)
        width = self._paint_line(painter, text, cell.text, self._bold if cell.bold else self._body, ink)
        if cell.pinned:
            paint_pin(painter, top.left() + width + 6, top.center().y() - PIN / 2, ink)

    def _paint_swatch(self, painter: QPainter, cell: Cell, line: QRectF) -> QRectF:
        """Paint the cell's colour swatch, if it has one, at the beginning of a line; return the rest of the line."""
        if cell.swatch:
            line.setLeft(paint_swatch(painter, line.left(), line.center().y(), QColor(cell.swatch)))
        return line

    def _paint_faces(self, painter: QPainter, cell: Cell, room: QRectF) -> QRectF:
        """Paint the photos of a cell's ``faces`` at its right; return the rest of the room."""
        left = room.right()
        for person in reversed(cell.faces):
            left -= SMALL + 2
            self._paint_face(painter, person, QRectF(left, room.center().y() - SMALL / 2, SMALL, SMALL))
        return room.adjusted(0, 0, left - room.right() - (4 if cell.faces else 0), 0)

    def _paint_pill(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        if not cell.text:
            return
        mark = "! " if cell.tone == "problem" else ""
        text = self._cache.text(mark + cell.text, self._small, int(max(0.0, room.width() - 12)))
        self._is_cut = self._is_cut or text.shown != mark + cell.text
        pill = QRectF(room.left(), room.center().y() - 11, text.width + 14, 22)
        paint_pill(painter, pill, text.shown, self._small.font, self._theme.colour(cell.tone))

    def _paint_line(self, painter: QPainter, area: QRectF, words: str, style: MeasuredFont, colour: QColor) -> float:
        """Paint a text on one line, elided if the area is too narrow; return its width in pixels."""
        text = self._cache.text(words, style, int(max(0.0, area.width())))
        self._is_cut = self._is_cut or text.shown != words
        text.paint(painter, area.left(), area.center().y() - text.height / 2, colour)
        return text.width

    def _paint_face(self, painter: QPainter, person: Person, box: QRectF) -> None:
        side, ratio = round(box.width()), painter.device().devicePixelRatioF()
        photo = self._document.plan.pictures.photo(person.photo, side, ratio)
        circle = portrait_pixmap(self._cache, person.name, person.photo, photo, side, ratio, self._theme)
        painter.drawPixmap(box.topLeft(), circle)


class ListView(QTableView):
    """A table view of a list, with columns fitted to its width, editing in cells, and signals for its keys."""

    delete_requested = Signal()
    add_requested = Signal()
    edit_requested = Signal(str)
    """Emitted to edit the selected entities in the form, with a field's name; the form chooses one if it is empty."""

    def __init__(self, document: Document, listing: ListSpec, rows: EntityTableModel, columns: ColumnChoice) -> None:
        super().__init__(showGrid=False, wordWrap=False)
        words = document.presentation.words
        self.rows, self._columns, self._document = rows, columns, document
        self._sorted_anew = self._fitting = False
        self.cell = ("", "")
        """The entity's id and the column's name of the last current cell, kept when the model is reset; or empty."""
        self.setModel(rows)
        self.selectionModel().currentChanged.connect(self._on_current_cell)
        for shown in (rows.modelReset, rows.dataChanged):
            shown.connect(self._show_sort_order)
        self.cells = CellEditing(document, listing, self, rows)
        self._acts = {
            "delete": self.delete_requested.emit, "add": self.add_requested.emit,
            "edit": lambda: self.edit_requested.emit(""), "edit_cell": self._edit_cell,
            "fill_down": self.cells.fill_down, "paste_down": self.paste_down,
        }  # fmt: skip
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # mousePressEvent takes the focus itself
        self._painter = CellPainter(document, rows, self)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._highlight_row(index.row()))
        self.viewportEntered.connect(lambda: self._highlight_row(-1))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(words(listing.title))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        _prepare_header(self.horizontalHeader(), words("Columns"))
        self.setSortingEnabled(True)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().sectionResized.connect(self._on_column_resized)

    def _highlight_row(self, row: int) -> None:
        """Highlight this row as the one under the pointer, or none for -1."""
        before, self._painter.hovered = self._painter.hovered, row
        for changed in {before, row} - {-1} if before != row else ():
            y, height = self.rowViewportPosition(changed), self.rowHeight(changed)
            self.viewport().update(0, y, self.viewport().width(), height)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._highlight_row(-1)

    def show_columns(self) -> None:
        """Show the columns that ``ColumnChoice.visible_columns`` returns."""
        self.rows.set_columns(self._columns.visible_columns(self._document))
        self._fit_columns()

    def _show_sort_order(self) -> None:
        """Mark the sort column in the header, or none while rows are held, so that the next click on it sorts again."""
        header, rows = self.horizontalHeader(), self.rows
        with QSignalBlocker(header):
            header.setSortIndicator(
                -1 if rows.held else rows.columns.index(rows.sort_column), header.sortIndicatorOrder()
            )

    def _on_current_cell(self, now: Index) -> None:
        if now.isValid():
            self.cell = (self.rows.ids[now.row()], self.rows.columns[now.column()].name)

    def restore_current_cell(self, entity_id: str, row: int) -> None:
        """Make an entity's cell in the last current column current; if it is gone, that in ``row`` or the last row."""
        now, last = self.rows.row(entity_id), len(self.rows.ids) - 1
        index = self.rows.index(now if now >= 0 else min(row, last), self.column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    @property
    def column(self) -> int:
        """The number of the column that is or was last current, or 0 if it is not shown."""
        names = [column.name for column in self.rows.columns]
        return names.index(self.cell[1]) if self.cell[1] in names else 0

    def _fit_columns(self) -> None:
        """Set the widths of all columns for the view's width."""
        self._fitting = True
        for n, width in enumerate(self._columns.widths(self.rows.columns, self.viewport().width())):
            self.setColumnWidth(n, width)
        self._fitting = False

    def _on_column_resized(self, n: int, _before: int, width: int) -> None:
        if not self._fitting and n < len(self.rows.columns) - 1:
            self._columns.set_width(self.rows.columns[n], width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the row that was under the pointer, even if taking the focus moves it.

        A form that loses the focus saves its text, which may change the order of rows.
        """
        aimed = self.indexAt(event.position().toPoint())
        column, wanted = aimed.column(), self.rows.ids[aimed.row()] if aimed.isValid() else ""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        now = self.rows.index(self.rows.row(wanted), column) if wanted else aimed
        self._sorted_anew = now.isValid() and self.indexAt(event.position().toPoint()) != now
        if self._sorted_anew:
            self.scrollTo(now)
            spot = QPointF(self.visualRect(now).center())
            event = QMouseEvent(
                event.type(), spot, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
            )
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._sorted_anew:  # otherwise it would extend the selection to the row now under the pointer
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._sorted_anew = False
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Accept the keys to fill down (Ctrl+D) and paste before the window takes them as its shortcuts."""
        key = event if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) else None
        if key and match_binding(LIST, key) in ("fill_down", "paste_down"):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if act := self._acts.get(match_binding(LIST, event)):
            act()
        elif not (types_character(event) and self._type_into_cell(event)):
            super().keyPressEvent(event)

    def paste_down(self) -> None:
        """Paste the cells on the clipboard from the current cell down and to the right."""
        self.cells.paste(QGuiApplication.clipboard().text())

    def _edit_cell(self) -> None:
        """Edit the current cell, or if that is not possible, as for several rows, edit in the form."""
        if not self.cells.begin() and not self._edit_in_form():
            self.edit_requested.emit("")

    def _edit_in_form(self) -> bool:
        """Go to the form's field for a column that only the form can edit; return whether there is such a field.

        In a file that can only be read, nothing happens.
        """
        field = self.cells.form_field_name(self.currentIndex().column())
        if field and self._document.workspace.writable:
            self.edit_requested.emit(field)
        return bool(field)

    def _type_into_cell(self, letter: QKeyEvent) -> bool:
        """Begin editing the current cell, or its field in the form, with a letter; return False to give it to Qt."""
        if self.cells.begin(letter):
            return True
        line = QApplication.focusWidget() if self._edit_in_form() else None
        if isinstance(line, QLineEdit):
            QCoreApplication.sendEvent(line, QKeyEvent(letter.type(), letter.key(), letter.modifiers(), letter.text()))
        return line is not None


def _prepare_header(header: QHeaderView, name: str) -> None:
    """Set up a header: its name for screen readers, elided titles, minimum widths and the first sort column."""
    header.setAccessibleName(name)
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumSectionSize(60)
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
