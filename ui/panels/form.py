"""A form of one thing, or of several at once: labels and editors from a list of fields, following the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.commands.edit import name_of
from planner.commands.field_names import FIELD_NAMES
from planner.commands.several import several
from planner.commands.timeline import pinned, stays
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Entity
from planner.domain.errors import EstradError, Pinned
from planner.domain.text import Plural, Text
from ui.desk import Desk
from ui.fields.field import Field
from ui.look import mark
from ui.panels.drafts import Draft, Drafts
from ui.panels.editors import Editor, LineEditor, TextEditor, Typed, is_typed
from ui.panels.refusal import Refusal
from ui.pinning import refuses


def edit_all(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> Change:
    """The change that gives that field of these things a value; one step however many they are.

    Of several things, sessions that would leave the time they are pinned to are passed by. Raises ``Pinned`` if
    there are no others.
    """
    staying = those_that_stay(agenda, field, ids, value)
    if staying and len(staying) == len(ids):
        raise pinned([agenda.sessions[eid] for eid in staying])
    ids = [eid for eid in ids if eid not in staying]
    if len(ids) == 1:
        return field.apply(agenda, ids[0], value)
    label = Plural(
        "Change {field} of {n} thing", "Change {field} of {n} things", len(ids), field=Text(FIELD_NAMES[field.name])
    )
    return several(agenda, label, [partial(_apply, field, eid, value) for eid in ids])


def those_that_stay(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> tuple[str, ...]:
    """The sessions that would leave the time and rooms they are pinned to if the field had that value."""
    found = []
    for eid in ids:
        session = agenda.sessions.get(eid)
        if session and stays(session):
            try:
                field.apply(agenda, eid, value)
            except Pinned:
                found.append(eid)
            except EstradError:
                continue  # whoever makes the change will say so
    return tuple(found)


def _apply(field: Field, eid: str, value: Any, agenda: Agenda) -> Change:
    return field.apply(agenda, eid, value)


class Form(QWidget):
    """The fields of what is shown. It never shows its own edits: it performs them and waits to be told."""

    def __init__(self, desk: Desk, kind: type[Entity], fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        self._ids: tuple[str, ...] = ()
        self._one = True
        self.editors: dict[str, Editor] = {}
        self._typed: dict[str, Typed] = {}  # asked once: what is no class is slow to ask
        self._drafts = Drafts()
        self._said: dict[str, str] = {}  # what is wrong with what stands in a field, where the form says so
        self._why: dict[str, str] = {}  # the same where the window says so; nothing if it may be taken later
        self._visits: dict[str, str] = {}  # the step that a visit to a field made, so that it makes but one
        self._refusals: dict[str, Refusal] = {}  # made when there is something to say
        self._under: dict[str, tuple[int, int, int, int]] = {}  # where in the grid that is said
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._labels: dict[str, QLabel] = {}
        row, column = 0, 0
        for n, field in enumerate(fields):
            pair = column == 1 or (n + 1 < len(fields) and fields[n + 1].half)
            half = field.half and pair
            self._add(grid, field, row, column, half=half)
            row, column = (row, 1) if half and column == 0 else (row + 3, 0)
        self.setEnabled(desk.workspace.writable)
        self._fields = {field.name: field for field in fields}

    def _add(self, grid: QGridLayout, field: Field, row: int, column: int, *, half: bool) -> None:
        words, editor = self._desk.reader.words, field.make(self._desk)
        widget = cast(QWidget, editor)
        label = QLabel(words(field.label), wordWrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignBottom)
        label.setBuddy(widget)
        mark(label, label="field")
        widget.setAccessibleName(words(field.label))
        widget.setObjectName(field.name)
        width = 1 if half else 2
        grid.addWidget(label, row, column, 1, width)
        grid.addWidget(widget, row + 1, column, 1, width, Qt.AlignmentFlag.AlignTop if half else Qt.AlignmentFlag(0))
        grid.setRowMinimumHeight(row + 2, 6)
        self._under[field.name] = (row + 2, column, 1, width)
        editor.edited.connect(lambda value: self._on_edited(field, value))
        if is_typed(editor):
            self._typed[field.name] = editor
            editor.refused.connect(lambda sentence: self._refuse(field.name, sentence))
            editor.let_go.connect(self._say)
            editor.left.connect(lambda: self._visits.pop(field.name, None))
        self.editors[field.name] = editor
        self._labels[field.name] = label

    def _refuse(self, name: str, sentence: str) -> None:
        self._said[name] = sentence
        self._say()

    def _waiting(self) -> Iterable[tuple[str, str, Typed]]:
        """The fields in which something stands that was not taken, and what."""
        for name, editor in self._typed.items():
            if (text := editor.waiting) is not None:
                yield name, text, editor

    def _say(self) -> None:
        """Say what is wrong at the field itself, as long as it stands there."""
        names = {name for name, _text, _editor in self._waiting()}
        self._said = {name: sentence for name, sentence in self._said.items() if name in names}
        for name in self._said.keys() - self._refusals.keys():
            self._refusals[name] = Refusal(cast(QWidget, self.editors[name]))
            cast(QGridLayout, self.layout()).addWidget(self._refusals[name], *self._under[name])
        for name, refusal in self._refusals.items():
            refusal.say(self._said.get(name, ""))

    def _on_edited(self, field: Field, value: Any) -> None:
        self._said.pop(field.name, None)
        self._say()
        ids, desk, editor = self._ids, self._desk, self.editors[field.name]
        if any(desk.agenda.find(self._kind, name) is None for name in ids):
            return  # it was deleted meanwhile
        staying = those_that_stay(desk.agenda, field, ids, value)
        if ids and not self._perform(field, lambda agenda: edit_all(agenda, field, ids, value), value):
            refusal = desk.refusal
            self._why[field.name] = (
                "" if desk.file_refused or refusal is None else desk.reader.words.say(refusal.problem)
            )
            editor.refuse(again=desk.file_refused)
            if isinstance(refusal, Pinned):
                editor.drop()  # nothing is wrong with the text: it waits until the session is unpinned
        elif staying:
            refuses(desk, staying)

    def _perform(self, field: Field, make: Callable[[Agenda], Change], value: Any) -> bool:
        """Make the change. What is saved while somebody types is one step from when they come until they leave."""
        desk, name, pictures = self._desk, field.name, field.pictures(value)
        editor = self.editors[name]
        if name not in self._visits and not (isinstance(editor, TextEditor) and editor.hasFocus()):
            return desk.perform(make, pictures)

        def amend() -> None:
            self._visits[name] = desk.workspace.amend(make(desk.agenda), self._visits.get(name, ""), pictures)

        return desk.dare(amend)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show several things: what they have in common, and where they differ."""
        ids = tuple(entity.id for entity in entities)
        if others := ids != self._ids:
            self.commit()
            self._put_aside()
            self._ids = ids
            for editor in self.editors.values():
                editor.drop()
            self._show_fields(one=len(ids) == 1)
        words = self._desk.reader.words("several values")
        for name, editor in self.editors.items():
            field = self._fields[name]
            values = [field.value(self._desk.agenda, entity) for entity in entities]
            if any(value != values[0] for value in values):
                editor.show_mixed(words)
            else:
                editor.show_value(values[0])
        if others:
            self._take_up()
        self._say()

    def _put_aside(self) -> None:
        """Keep what was typed for these things and not taken until they are shown again."""
        if not self._there():
            return
        for name, text, _editor in self._waiting():
            self._drafts.keep(self._ids, name, Draft(text, self._said.get(name) or self._why.get(name, "")))
        self._tell()
        self._said, self._why = {}, {}

    def _take_up(self) -> None:
        """Show again what was typed for these things and not taken."""
        for name, draft in self._drafts.take(self._ids):
            if editor := self._typed.get(name):
                editor.resume(draft.text, again=not draft.why)
                self._said[name], self._why[name] = draft.why, draft.why

    def _tell(self) -> None:
        """Say in the window that what was typed stays here, unsaved."""
        found = self._desk.agenda.find(self._kind, self._ids[0]) if self._ids else None
        for name, _text, _editor in self._waiting():
            if found and (why := self._said.get(name) or self._why.get(name)):
                field = self._desk.reader.words(self._fields[name].label)
                self._desk.trouble.emit(
                    EstradError(
                        Text("“{field}” of “{name}” is not saved. {why}", field=field, name=name_of(found), why=why),
                        Text("What was typed is kept there, to be corrected."),
                    )
                )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._desk.closed:
            self._tell()

    def _show_fields(self, *, one: bool) -> None:
        if one == self._one:
            return
        self._one = one
        for name, editor in self.editors.items():
            for widget in (self._labels[name], cast(QWidget, editor)):
                widget.setVisible(one or not self._fields[name].single)

    def _there(self) -> bool:
        return bool(self._ids) and all(self._desk.agenda.find(self._kind, eid) is not None for eid in self._ids)

    def commit(self) -> None:
        """Save what was typed; what is typed after that is another step."""
        if self._there():
            for editor in self.editors.values():
                editor.commit()
        self._visits.clear()

    def focus(self, name: str) -> None:
        """Put the cursor into a field, its text selected."""
        widget = cast(QWidget, self.editors[name])
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, LineEditor):
            widget.end(False)
            widget.home(True)  # all is selected, and a long text shows how it begins
