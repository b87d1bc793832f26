"""A form for one or several entities: its fields as a list of properties, shown, saved and focused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Entity
from ui.forms.field import Field
from ui.forms.form_field import FormField, property_grid
from ui.kit.editors.text_editors import LineEditor
from ui.state.document import Document


class EntityForm(QWidget):
    """The fields of the shown entities, a row each. Each applies its edits to the document by itself.

    ``after`` are widgets that stand after the editor of a field, by its name.
    """

    def __init__(
        self,
        document: Document,
        kind: type[Entity],
        fields: Sequence[Field],
        parent: QWidget | None = None,
        *,
        bare: bool = False,
        after: Mapping[str, Sequence[QWidget]] | None = None,
    ) -> None:
        super().__init__(parent, enabled=document.workspace.writable)
        self._document, self._kind = document, kind
        self._ids: tuple[str, ...] = ()
        grid, after = property_grid(self), after or {}
        self.fields: dict[str, FormField] = {}
        for n, field in enumerate(fields):
            self.fields[field.name] = FormField(document, kind, field, self, bare=bare)
            self.fields[field.name].add_widgets(grid, 3 * n, *after.get(field.name, ()))

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show one or several entities, after saving what was typed for others."""
        if (ids := tuple(entity.id for entity in entities)) != self._ids:
            self.commit()
            self._ids = ids
        for field in self.fields.values():
            field.show_entities(entities)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._restore_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._document.closed:
            for field in self.fields.values():
                field.report_unsaved()

    def _restore_draft(self) -> None:
        for field in self.fields.values():
            field.restore_draft()

    def commit(self) -> None:
        """Save the typed texts, and begin a new step for later input."""
        if self._ids and all(self._document.agenda.find(self._kind, eid) is not None for eid in self._ids):
            for field in self.fields.values():
                field.editor.commit()
        for field in self.fields.values():
            field.end_visit()

    def save_free_text(self) -> None:
        """Save free text that may be saved during typing."""
        for field in self.fields.values():
            if field.typed:
                field.typed.autosave()

    def focus(self, name: str) -> None:
        """Focus a field and select its text."""
        self._restore_draft()
        widget = self.fields[name].widget
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, LineEditor):
            widget.end(False)
            widget.home(True)  # selects all, and a long text shows its beginning
