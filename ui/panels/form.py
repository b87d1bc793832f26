"""A form of one thing: labels and editors from a list of fields, following the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.domain.entities import Entity
from ui.desk import Desk
from ui.look import mark
from ui.panels.editors import Editor, LineEditor
from ui.panels.fields import Field


class Form(QWidget):
    """The fields of one thing. It never shows its own edits: it performs them and waits to be told."""

    def __init__(self, desk: Desk, kind: type[Entity], fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        self._id = ""
        self.editors: dict[str, Editor] = {}
        self._refusal = QLabel(wordWrap=True)
        self._refusal.hide()
        self._refusal.setTextFormat(Qt.TextFormat.PlainText)
        mark(self._refusal, tone="problem")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._refusal, 0, 0, 1, 2)
        row, column = 1, 0
        for field in fields:
            self._add(grid, field, row, column)
            row, column = (row, 1) if field.half and column == 0 else (row + 3, 0)
        self.setEnabled(desk.workspace.writable)
        self._fields = {field.name: field for field in fields}

    def _add(self, grid: QGridLayout, field: Field, row: int, column: int) -> None:
        words, editor = self._desk.reader.words, field.make(self._desk)
        widget = cast(QWidget, editor)
        label = QLabel(words(field.label), wordWrap=field.half)
        label.setAlignment(Qt.AlignmentFlag.AlignBottom)
        label.setBuddy(widget)
        mark(label, label="field")
        widget.setAccessibleName(words(field.label))
        widget.setObjectName(field.name)
        width = 1 if field.half else 2
        grid.addWidget(label, row, column, 1, width)
        grid.addWidget(widget, row + 1, column, 1, width)
        grid.setRowMinimumHeight(row + 2, 6)
        editor.edited.connect(lambda value: self._on_edited(field, value))
        if isinstance(editor, LineEditor):
            editor.refused.connect(self._refuse)
        self.editors[field.name] = editor

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.show()

    def _on_edited(self, field: Field, value: Any) -> None:
        self._refusal.hide()
        if self._id and not self._desk.perform(lambda agenda: field.apply(agenda, self._id, value)):
            self.editors[field.name].refuse(again=self._desk.file_refused)

    def show_entity(self, entity: Entity) -> None:
        """Show a thing; what was typed for another one is saved first."""
        if entity.id != self._id:
            self.commit()
            self._refusal.hide()
            self._id = entity.id
            for editor in self.editors.values():
                editor.drop()
        for name, editor in self.editors.items():
            editor.show_value(self._fields[name].value(self._desk.agenda, entity))

    def commit(self) -> None:
        """Save what was typed."""
        if self._id and self._desk.agenda.find(self._kind, self._id) is not None:
            for editor in self.editors.values():
                editor.commit()

    def focus(self, name: str) -> None:
        """Put the cursor into a field, its text selected."""
        widget = cast(QWidget, self.editors[name])
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, LineEditor):
            widget.end(False)
            widget.home(True)  # all is selected, and a long text shows how it begins
