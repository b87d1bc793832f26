"""All fields of what is shown: those needed first as they are, the others under headings that open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.domain.entities import Entity
from ui.desk import Desk
from ui.fields.field import Field
from ui.look import mark
from ui.panels.form import Form

LEAST_HEAD = 120
"""Pixels of a heading at least."""


class SectionHead(QToolButton):
    """A heading that is pressed; where there is no room for it, it ends in … and is whole in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        mark(self, section=True)

    def say(self, text: str) -> None:
        """Show this heading."""
        self._whole = text
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        shown = self.fontMetrics().horizontalAdvance(self.text())
        whole = self.fontMetrics().horizontalAdvance(self._whole)
        return super().sizeHint() + QSize(whole - shown, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_HEAD, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        frame = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        text = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width() - frame))
        if text != self.text():
            self.setText(text)
        self.setToolTip(self._whole if text != self._whole else "")


class Section(QWidget):
    """A heading and the fields under it, which are made when it is opened for the first time."""

    toggled = Signal()

    def __init__(self, desk: Desk, kind: type[Entity], group: str, fields: Sequence[Field], *, opened: bool) -> None:
        super().__init__()
        self._desk, self._kind, self._group, self._fields = desk, kind, group, tuple(fields)
        self.form: Form | None = None
        self._entities: tuple[Entity, ...] = ()
        self.head = SectionHead()
        self.head.setChecked(opened)
        self.head.toggled.connect(self._toggle)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(self.head)

    @property
    def opened(self) -> bool:
        """Whether its fields are seen."""
        return self.head.isChecked()

    def _toggle(self) -> None:
        if self.form and not self.opened:
            self.form.commit()
        self._show()
        self.toggled.emit()

    def open_form(self) -> Form:
        """Its fields, made and seen."""
        self.head.setChecked(True)
        self._show()
        assert self.form
        return self.form

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show these things."""
        self._entities = tuple(entities)
        self._show()

    def _show(self) -> None:
        if self.opened and self.form is None:
            self.form = Form(self._desk, self._kind, self._fields, self)
            self._box.addWidget(self.form)
        if self.form:
            self.form.setVisible(self.opened)
            if self._entities:
                self.form.show_entities(self._entities)
        self._name()

    def _name(self) -> None:
        words, agenda = self._desk.reader.words, self._desk.agenda
        filled = sum(any(field.says(agenda, e) for e in self._entities) for field in self._fields)
        name = words(self._group)
        count = words.plural("{n} filled in", "{n} filled in", filled) if filled and not self.opened else ""
        self.head.say(f"{'▾' if self.opened else '▸'}  {name.upper()}{'  · ' + count if count else ''}")
        state = words("open") if self.opened else words("closed")
        self.head.setAccessibleName(", ".join(part for part in (name, count, state) if part))

    def commit(self) -> None:
        """Save what was typed."""
        if self.form:
            self.form.commit()


class Sheet(QWidget):
    """The fields of a kind of thing: a form for those without a group, and a section for each group."""

    toggled = Signal()

    def __init__(
        self, desk: Desk, kind: type[Entity], fields: Sequence[Field], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        groups = [(group, tuple(found)) for group, found in groupby(fields, key=lambda field: field.group)]
        self.form = Form(desk, kind, next((found for group, found in groups if not group), ()), self)
        self.sections = {
            group: Section(desk, kind, group, found, opened=group in opened) for group, found in groups if group
        }
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.form)
        for group, section in self.sections.items():
            section.toggled.connect(lambda g=group, s=section: opened.add(g) if s.opened else opened.discard(g))
            section.toggled.connect(self.toggled)
            box.addWidget(section)
        self._groups = {field.name: field.group for field in fields}

    def form_of(self, name: str) -> Form:
        """The form that a field stands in, opened."""
        group = self._groups[name]
        return self.sections[group].open_form() if group else self.form

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show these things."""
        self.form.show_entities(entities)
        for section in self.sections.values():
            section.show_entities(entities)

    def commit(self) -> None:
        """Save what was typed."""
        self.form.commit()
        for section in self.sections.values():
            section.commit()
