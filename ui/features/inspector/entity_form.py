"""The form of some fields of entities, and the sheet of more fields, with sections that can be folded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from planner.domain.entities import Entity
from ui.forms.field import Field
from ui.forms.form_field import FormField, property_grid
from ui.kit.editors.text_editors import LineEditor
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import column
from ui.state.document import Document


class EntityForm(QWidget):
    """A form with a row for each of these fields, each of which applies its edits to the document by itself.

    ``after`` has widgets to put behind the editor of a field, by the field's name.
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
        """Show one or several entities, after saving texts typed for others."""
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
        """Save the typed texts, unless a shown entity was deleted; later input becomes a new step to undo."""
        if self._ids and all(self._document.agenda.find(self._kind, eid) is not None for eid in self._ids):
            for field in self.fields.values():
                field.editor.commit()
        for field in self.fields.values():
            field.end_undo_step()

    def save_free_text(self) -> None:
        """Save the free texts that may be saved during typing."""
        for field in self.fields.values():
            if field.typed:
                field.typed.autosave()

    def focus_field(self, name: str) -> None:
        self._restore_draft()
        widget = self.fields[name].widget
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, LineEditor):
            widget.end(False)
            widget.home(True)  # selects all, and a long text shows its beginning


INSET, GAP = 5, 6
"""The space around a heading, and between its marker and its text, in pixels."""
OPENED, CLOSED = "▾", "▸"


class SectionHeader(QToolButton):
    """A clickable heading of a section: a marker for open or closed, and left-aligned text that wraps if needed."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        set_properties(self, section=True)

    @property
    def _indent(self) -> int:
        metrics = self.fontMetrics()
        return 1 + max(metrics.horizontalAdvance(OPENED), metrics.horizontalAdvance(CLOSED)) + GAP

    def sizeHint(self) -> QSize:
        width = self._indent + self.fontMetrics().horizontalAdvance(self.text()) + INSET + 1
        return QSize(width, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._indent, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # its height depends on the width

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._indent - INSET), 1000)
        return self.fontMetrics().boundingRect(room, self._text_flags(), self.text()).height() + 2 * INSET

    def _text_flags(self) -> int:
        return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the style's frame without its text, then the marker and the wrapped text."""
        option, painter = QStyleOptionToolButton(), QStylePainter(self)
        self.initStyleOption(option)
        option.text = ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        inside = self.rect().adjusted(1, INSET, -INSET, -INSET)
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText))
        painter.drawText(inside, self._text_flags(), OPENED if self.isChecked() else CLOSED)
        inside.setLeft(self._indent)
        painter.drawText(inside, self._text_flags(), self.text())


class FieldSection(QWidget):
    """A heading and the fields below it, whose form is created when the section is first opened."""

    def __init__(
        self, document: Document, kind: type[Entity], group: str, fields: Sequence[Field], *, opened: bool
    ) -> None:
        super().__init__()
        self._document, self._kind, self._group, self._fields = document, kind, group, tuple(fields)
        self.form: EntityForm | None = None
        self._entities: tuple[Entity, ...] = ()
        self.head = SectionHeader()
        self.head.setChecked(opened)
        self.head.toggled.connect(self._on_toggled)
        self._box = column(self.head, inside=self)

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def _on_toggled(self) -> None:
        if self.form and not self.is_open:
            self.form.commit()
        self._update_section()

    def open_form(self) -> EntityForm:
        self.head.setChecked(True)
        self._update_section()
        assert self.form
        return self.form

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show entities of the sheet's type; the section is hidden if none of its fields fits them."""
        self._entities, agenda = tuple(entities), self._document.agenda
        self.setVisible(any(field.fits(agenda, self._entities) for field in self._fields))
        self._update_section()

    def _update_section(self) -> None:
        if self.is_open and self.form is None:
            self.form = EntityForm(self._document, self._kind, self._fields, self)
            self._box.addWidget(self.form)
        if self.form:
            self.form.setVisible(self.is_open)
            if self._entities:
                self.form.show_entities(self._entities)
        words, agenda = self._document.presentation.words, self._document.agenda
        filled = sum(any(field.has_value(agenda, e) for e in self._entities) for field in self._fields)
        name = words(self._group)
        count = words.plural("{n} filled in", "{n} filled in", filled) if filled and not self.is_open else ""
        self.head.setText(" · ".join(part for part in (name, count) if part))
        state = words("open") if self.is_open else words("closed")
        self.head.setAccessibleName(", ".join(part for part in (name, count, state) if part))

    def commit(self) -> None:
        if self.form:
            self.form.commit()


class SectionedForm(QWidget):
    """Fields of a type of entity: a form for those without a group, and a section for each group.

    ``opened`` are the groups whose sections are open at first.
    """

    toggled = Signal()
    """Emitted after a section was opened or closed."""

    def __init__(
        self,
        document: Document,
        kind: type[Entity],
        fields: Sequence[Field],
        opened: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        groups = [(group, tuple(found)) for group, found in groupby(fields, key=lambda field: field.group)]
        self.form = EntityForm(document, kind, next((found for group, found in groups if not group), ()), self)
        self.form.setHidden(not self.form.fields)
        self.sections = {
            group: FieldSection(document, kind, group, found, opened=group in opened)
            for group, found in groups
            if group
        }
        column(self.form, *self.sections.values(), inside=self)
        for section in self.sections.values():
            section.head.toggled.connect(self.toggled)
        self._groups = {field.name: field.group for field in fields}

    def find_form(self, name: str) -> EntityForm:
        """Return the form that contains the named field, opening its section if it is in one."""
        group = self._groups[name]
        return self.sections[group].open_form() if group else self.form

    def show_entities(self, entities: Sequence[Entity]) -> None:
        self.form.show_entities(entities)
        for section in self.sections.values():
            section.show_entities(entities)

    def commit(self) -> None:
        self.form.commit()
        for section in self.sections.values():
            section.commit()
