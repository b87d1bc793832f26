"""Editing in the cells of a list: a cell with the same field as the form, filling a column down, and pasting cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QTableView

from planner.commands.edit import FIELD_NAMES, entity_name, in_one_step
from planner.commands.timeline import pinned_error
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Entity
from planner.domain.text import EstradError, Plural, Text
from planner.tables.delimited import tabbed_rows
from ui.features.lists.list_model import ENTITY, EntityTableModel, ListSpec
from ui.forms.field import Field
from ui.forms.form_field import FormField, affected_pinned_sessions, edit_field
from ui.forms.forms import FORMS
from ui.kit.editors.choice_editors import FlagEditor, MultiChoiceEditor
from ui.kit.editors.search_boxes import ENTER
from ui.kit.editors.text_editors import NOT_LEFT, LineEditor, TextEditor
from ui.state.document import Document, report_pinned

NOT_IN_CELLS = frozenset({"photo", "logo", "availability", "closed"})
"""The fields whose editors need more room than a cell; they are edited in the form."""
EDITED = {("sessions", "when"): "start"}
"""The field that is edited in a column of another name, by list and column."""
IN_FORM = {("sessions", "people"): "adder"}
"""The line of the form that edits a column whose cells cannot be edited, by list and column."""
LEAST, TEXT_WIDTH = 30, 360
"""The minimum height of an editor of one line, and the minimum width of one for a long text, in pixels."""
NOTHING_PASTED = Text("Nothing was pasted.")
Target = tuple[str, int] | None
"""The cell to go to next: the id of its entity and the number of its column; None if there is none."""


class ParsingEditor(Protocol):
    """An editor that can read a text without showing it."""

    def parse_value(self, text: str) -> Any:
        """Return the value of a text, or raise ``ValueError``."""


class CellEditing(QObject):
    """Edits one cell at a time with the same field as the form, so that texts are read, refused and kept as there."""

    ended = Signal()

    def __init__(self, document: Document, listing: ListSpec, view: QTableView, rows: EntityTableModel) -> None:
        super().__init__(view)
        self._document, self._listing, self._view, self._rows = document, listing, view, rows
        self._fields = {field.name: field for field in FORMS[listing.kind] if field.name not in NOT_IN_CELLS}
        self._open: FormField | None = None
        self._at: tuple[str, int] = ("", 0)
        for moved in (view.verticalScrollBar().valueChanged, view.horizontalScrollBar().valueChanged):
            moved.connect(self._place_editor)

    @property
    def is_open(self) -> bool:
        """True while a cell is being edited."""
        return self._open is not None

    def column_field(self, column: int) -> Field | None:
        """Return the field that is edited in a column, or None if its cells cannot be edited.

        Single entities of the list may not have the field, see ``_cell_field``.
        """
        if not 0 <= column < len(self._rows.columns):
            return None
        name = self._rows.columns[column].name
        return self._fields.get(EDITED.get((self._listing.name, name), name))

    def _cell_field(self, entity_id: str, column: int) -> Field | None:
        """Return the field that is edited in a cell, or None if the cell cannot be edited."""
        field, agenda = self.column_field(column), self._document.agenda
        return field if field and field.fits(agenda, (agenda.find(self._listing.kind, entity_id),)) else None

    def form_field_name(self, column: int) -> str:
        """Return the name of the form's field or line for a column that only the form can edit, or an empty string."""
        name = self._rows.columns[column].name if 0 <= column < len(self._rows.columns) else ""
        return IN_FORM.get((self._listing.name, name), name if name in NOT_IN_CELLS else "")

    # one cell ------------------------------------------------------------------------------------------

    def begin(self, key: QKeyEvent | None = None) -> bool:
        """Edit the current cell; return False if it cannot be edited, or if several rows are selected.

        A typed ``key`` is sent to the editor, where it replaces the whole text if there is one.
        """
        index, selected = self._view.currentIndex(), self._view.selectionModel().selectedRows()
        if not index.isValid() or len(selected) > 1 or not self._document.workspace.writable:
            return False
        entity: Entity = self._rows.data(index, ENTITY)
        if (field := self._cell_field(entity.id, index.column())) is None:
            return False
        self.finish()
        self._at = (entity.id, index.column())
        self._open = opened = FormField(self._document, self._listing.kind, field, self._view.viewport(), bare=True)
        widget = opened.widget
        widget.setParent(self._view.viewport())
        opened.show_entities((entity,))
        self._place_editor()
        widget.show()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        widget.installEventFilter(self)
        if isinstance(widget, LineEditor | TextEditor):
            widget.selectAll()
        if isinstance(widget, MultiChoiceEditor):  # queued, as its menu still gives the focus back
            widget.picked.connect(self._on_value_picked, Qt.ConnectionType.QueuedConnection)
        if key or isinstance(widget, FlagEditor):
            typed = key or QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            again = QKeyEvent(QEvent.Type.KeyPress, typed.key(), typed.modifiers(), typed.text())
            QCoreApplication.sendEvent(widget, again)
        return True

    def _place_editor(self) -> None:
        """Move the editor over its cell."""
        if self._open is None:
            return
        widget, (entity_id, column) = self._open.widget, self._at
        cell = self._view.visualRect(self._rows.index(self._rows.row(entity_id), column))
        width, height = cell.width(), max(LEAST, min(cell.height() - 2, widget.sizeHint().height()))
        if isinstance(widget, TextEditor):
            width, height = max(width, TEXT_WIDTH), widget.height()
        room = self._view.viewport().rect()
        top = max(0, min(cell.top() + max(0, cell.height() - height) // 2, room.bottom() - height))
        widget.setGeometry(QRect(max(0, min(cell.left(), room.right() - width)), top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._open is None or watched is not self._open.widget:
            return False
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in NOT_LEFT:
                QTimer.singleShot(0, self, self.finish)
            return False
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Handle a key that leaves the cell, and return whether it is one: Tab, Enter, or Escape, which drops the text.

        In a text of several lines, Enter alone is none, but Ctrl+Enter is.
        """
        assert self._open
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        (entity_id, column), ids = self._at, self._rows.ids
        row = self._rows.row(entity_id)
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            by = 1 if event.key() == Qt.Key.Key_Tab else -1
            self._save_and_go(_next_cell(self._rows, self._cell_field, row, column, by), on=True)
        elif event.key() in ENTER and (held or not isinstance(self._open.widget, TextEditor)):
            self._save_and_go((ids[min(row + 1, len(ids) - 1)], column), on=False)
        elif event.key() == Qt.Key.Key_Escape:
            self._open.widget.removeEventFilter(self)
            QCoreApplication.sendEvent(self._open.widget, QKeyEvent(event.type(), event.key(), event.modifiers()))
            self._open.editor.drop()
            self._close_editor()
            self._go_to_cell((entity_id, column), on=False)
        else:
            return False
        return True

    def _on_value_picked(self) -> None:
        """Save and close the cell after a value was picked in its menu."""
        if self._open:
            self._save_and_go(self._at, on=False)

    def _save_and_go(self, target: Target, *, on: bool) -> None:
        """Save the cell and go to ``target``, editing it if ``on``; without a target, only close the cell.

        If the text is refused, stay in the cell.
        """
        assert self._open
        opened, here = self._open, self._at
        opened.editor.commit()
        if opened.typed and opened.typed.waiting is not None:
            return
        self._close_editor()
        self._go_to_cell(target or here, on=on and target is not None)

    def _go_to_cell(self, target: tuple[str, int], *, on: bool) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if (row := self._rows.row(target[0])) >= 0:
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._view.selectionModel().setCurrentIndex(self._rows.index(row, target[1]), chosen)
            if on:
                self.begin()

    def finish(self) -> None:
        """Save the typed text and close the cell; a refused text is kept as a draft of the form's field."""
        if self._open:
            self._open.editor.commit()
            self._open.report_unsaved()
            self._close_editor()

    def _close_editor(self) -> None:
        if opened := self._open:
            self._open = None
            opened.widget.removeEventFilter(self)
            opened.widget.hide()
            opened.deleteLater()
            opened.widget.deleteLater()
            self.ended.emit()

    # several cells -------------------------------------------------------------------------------------

    def fill_down(self) -> None:
        """Copy the first selected row's value in the current column to the other selected rows.

        If a single row is selected, copy the value of the row above to it.
        """
        rows = sorted(index.row() for index in self._view.selectionModel().selectedRows())
        rows = [rows[0] - 1, *rows] if len(rows) == 1 and rows[0] > 0 else rows
        column, document = self._view.currentIndex().column(), self._document
        if len(rows) > 1 and (field := self._fillable_field(column, self._rows.ids[rows[0]])):
            value = field.value(document.agenda, self._rows.data(self._rows.index(rows[0], 0), ENTITY))
            ids = [eid for eid in (self._rows.ids[row] for row in rows[1:]) if self._cell_field(eid, column)]
            if not ids or (value is None and field.name in ("start", "rooms")):  # the first one waits in the tray
                return
            pinned, given = affected_pinned_sessions(document.agenda, field, ids, value), field.given(document, value)
            self._write_cells(lambda agenda: _fill_change(agenda, field, ids, given), pinned)

    def _write_cells(self, make: Callable[[Agenda], Change], pinned: Sequence[str] = ()) -> None:
        """Change several cells, keeping the rows where they are; report the ``pinned`` sessions, which did not move."""
        document, before = self._document, self._document.agenda
        if not self._rows.hold_rows(lambda: document.apply(make)):
            return
        if document.agenda is before:
            report_pinned(document, pinned)
        else:
            document.remarked.emit(pinned_error([before.sessions[s] for s in pinned]).problem if pinned else None)

    def paste(self, text: str) -> None:
        """Write tab-separated cells from the current cell down and to the right, all of them in one step or none."""
        at, ids, document = self._view.currentIndex(), self._rows.ids, self._document

        def changes() -> Change:
            makes: list[Callable[[Agenda], Change]] = []
            for n, line in enumerate(_pasted_lines(text, len(ids) - at.row())):
                for column, cell in enumerate(line, at.column()):
                    field, value = self._read_cell(column, n + 1, cell.strip())
                    makes.append(self._writing_change(field, ids[at.row() + n], value, n + 1))
            return in_one_step(document.agenda, Plural("Paste {n} cell", "Paste {n} cells", len(makes)), makes)

        if text and at.isValid():
            self._write_cells(lambda _agenda: changes())

    def _writing_change(self, field: Field, entity_id: str, value: Any, line: int) -> Callable[[Agenda], Change]:
        """Return a function that makes the change to write a pasted value into an entity's field.

        Raise ``EstradError`` if the entity has no such field.
        """
        document = self._document
        entity = document.agenda.find(self._listing.kind, entity_id)
        if entity and not field.fits(document.agenda, (entity,)):
            label, name = document.presentation.words(field.label), entity_name(entity)
            problem = Text(
                "Line {line}: “{field}” of “{name}” cannot be written here.", line=line, field=label, name=name
            )
            raise EstradError(problem, NOTHING_PASTED)
        given = field.given(document, value)
        return lambda agenda: field.apply(agenda, entity_id, given)

    def _fillable_field(self, column: int, first: str) -> Field | None:
        """Return a column's field if ``first`` has it and it can be filled down; else report that it cannot."""
        field = self._cell_field(first, column)
        if field is None or field.single:
            words, title = self._document.presentation.words, self._rows.columns[column].title
            self._document.status_reported.emit(words("“{column}” cannot be filled down.").format(column=words(title)))
            return None
        return field

    def _read_cell(self, column: int, line: int, text: str) -> tuple[Field, Any]:
        """Return the field of a column, and the value that its editor reads from a text.

        Raise ``EstradError`` with the number of the ``line`` if there is no field, or the text cannot be read.
        """
        words = self._document.presentation.words
        if (field := self.column_field(column)) is None:
            raise EstradError(
                Text("There is no cell for “{text}” on line {line}.", text=text, line=line), NOTHING_PASTED
            )
        editor = cast(ParsingEditor, field.make(self._document))
        label = words(field.label)
        try:
            return field, editor.parse_value(text)
        except (AttributeError, ValueError) as error:
            why = str(error) if isinstance(error, ValueError) else ""
            problem = Text("Line {line}: “{text}” is no “{field}”. {why}", line=line, text=text, field=label, why=why)
            raise EstradError(problem, NOTHING_PASTED) from None


def _fill_change(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> Change:
    """Return the change that writes a value into a field of several entities; its label counts those that change."""
    made, name = edit_field(agenda, field, ids, value), Text(FIELD_NAMES[field.name])
    n = len(made.edits)
    return replace(made, label=Plural("Fill {n} cell ({field})", "Fill {n} cells ({field})", n, field=name))


def _pasted_lines(text: str, rows: int) -> list[list[str]]:
    """Return the cells of a text copied from a spreadsheet, by line.

    Raise ``EstradError`` if it has more lines than there are ``rows``, not counting empty ones at the end, as in a
    whole column that was copied.
    """
    lines = [[str(cell) for cell in line] for line, _begins in tabbed_rows(text)]
    while len(lines) > rows and not any(lines[-1]):
        del lines[-1]
    if len(lines) > rows:
        there = Plural("there is {n} row from here on", "there are {n} rows from here on", rows)
        raise EstradError(
            Text("{lines} lines were copied, and {there}.", lines=len(lines), there=there), NOTHING_PASTED
        )
    return lines


def _next_cell(
    rows: EntityTableModel, field_at: Callable[[str, int], Field | None], row: int, column: int, by: int
) -> Target:
    """Return the next (``by`` 1) or previous (-1) cell that can be edited, in reading order, or None if there is none.

    ``field_at`` returns the field of a cell, or None if it cannot be edited.
    """
    columns, ids = len(rows.columns), rows.ids
    places = range(row * columns + column + by, len(ids) * columns if by > 0 else -1, by)
    return next(((ids[n // columns], n % columns) for n in places if field_at(ids[n // columns], n % columns)), None)
