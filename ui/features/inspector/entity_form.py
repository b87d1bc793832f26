"""A form for one or several entities: labels and editors built from a list of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.commands.batch import in_one_step
from planner.commands.edit import name_of
from planner.commands.field_names import FIELD_NAMES
from planner.commands.timeline import is_placed_and_pinned, pinned_error
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.entities import Entity
from planner.domain.errors import EstradError, Pinned
from planner.domain.text import Plural, Text
from ui.kit.editors.field_error import FieldError
from ui.kit.editors.text_editors import LineEditor, TextEditor, TypedEditor, ValueEditor, is_typed
from ui.kit.theme.theme import set_properties
from ui.state.document import Document
from ui.state.drafts import Draft, Spot
from ui.state.fields.field import Field, Pictures
from ui.state.fields.unsaved import reverted_message
from ui.state.pinning import report_pinned


def edit_all(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> Change:
    """Return the change that sets a field of the entities to a value, as one step.

    Of several entities, sessions that would leave the time they are pinned to are skipped; raise ``Pinned`` if no
    others are left.
    """
    staying = pinned_sessions_moved(agenda, field, ids, value)
    if staying and len(staying) == len(ids):
        raise pinned_error([agenda.sessions[eid] for eid in staying])
    ids = [eid for eid in ids if eid not in staying]
    if len(ids) == 1:
        return field.apply(agenda, ids[0], value)
    label = Plural(
        "Change {field} of {n} thing", "Change {field} of {n} things", len(ids), field=Text(FIELD_NAMES[field.name])
    )
    return in_one_step(agenda, label, [partial(_apply, field, eid, value) for eid in ids])


def pinned_sessions_moved(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> tuple[str, ...]:
    """Return the ids of the pinned sessions that setting the field to the value would move."""
    found = []
    for eid in ids:
        session = agenda.sessions.get(eid)
        if session and is_placed_and_pinned(session):
            try:
                field.apply(agenda, eid, value)
            except Pinned:
                found.append(eid)
            except EstradError:
                continue  # reported when the change is made
    return tuple(found)


def _apply(field: Field, eid: str, value: Any, agenda: Agenda) -> Change:
    return field.apply(agenda, eid, value)


def autosave_obstacle(document: Document, draft: Draft, editor: TypedEditor) -> str:
    """Return the reason why an earlier draft is not saved automatically, or an empty string if it may be."""
    words = document.presentation.words
    if draft.before != editor.stored:
        return words("The field was changed after this was typed. Change the text to save it, or undo it.")
    if draft.restored and not editor.free:
        return words("This was typed before Estrad was closed. Press Enter to save it, or undo it.")
    return ""


class EntityForm(QWidget):
    """The fields of the shown entities. Edits are applied to the document, whose change then updates the form."""

    def __init__(
        self, document: Document, kind: type[Entity], fields: Sequence[Field], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._kind = document, kind
        self._ids: tuple[str, ...] = ()
        self._one = True
        self.editors: dict[str, ValueEditor] = {}
        self._typed: dict[str, TypedEditor] = {}  # cached, as the check is slow
        self._mine: set[str] = set()  # the fields whose drafts belong to this form
        self._showing = False  # set while entities are loaded, so that this is not treated as typing
        self._said: dict[str, str] = {}  # the error messages shown at fields, by field
        self._why: dict[str, str] = {}  # the same if the document refused the change; empty if it may be accepted later
        self._visits: dict[str, str] = {}  # id of the step made while a field has the focus: only one
        self._refusals: dict[str, FieldError] = {}  # created on demand
        self._under: dict[str, tuple[int, int, int, int]] = {}  # positions of the error messages in the grid
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
        self.setEnabled(document.workspace.writable)
        self._fields = {field.name: field for field in fields}
        document.drafts.gone.connect(self._on_gone)

    def _add(self, grid: QGridLayout, field: Field, row: int, column: int, *, half: bool) -> None:
        document, words, editor = self._document, self._document.presentation.words, field.make(self._document)
        widget = cast(QWidget, editor)
        label = QLabel(words(field.label), wordWrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignBottom)
        label.setBuddy(widget)
        set_properties(label, label="field")
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
            editor.typing.connect(lambda: self._track(field.name))
            editor.paused.connect(lambda value: self._autosave_draft(field, value))
            editor.refused.connect(lambda sentence: self._refuse(field.name, sentence))
            editor.settled.connect(self._say)
            editor.reverted.connect(
                lambda text: document.status_reported.emit(reverted_message(document, text, words(field.label)))
            )
            editor.left.connect(lambda: self._visits.pop(field.name, None))
        self.editors[field.name] = editor
        self._labels[field.name] = label

    def _refuse(self, name: str, sentence: str) -> None:
        self._said[name] = sentence
        self._say()
        self._document.drafts.refuse(self._spot(name))

    def _spot(self, name: str) -> Spot:
        return Spot.of(self._kind, self._ids, name)

    def _track(self, name: str) -> None:
        """Keep a field's unsaved text as a draft, or drop the draft if there is no such text."""
        if self._showing or not self._ids:
            return
        editor, drafts = self._typed[name], self._document.drafts
        text = editor.waiting
        if text is not None:
            self._mine.add(name)
            drafts.keep(self._spot(name), Draft(text, editor.stored, self._said.get(name) or self._why.get(name, "")))
        elif name in self._mine:
            self._mine.discard(name)
            drafts.discard(self._spot(name))

    def _on_gone(self, spot: Spot) -> None:
        """Discard a text that was reverted or saved elsewhere, such as in another form of the same entities."""
        editor = self._typed.get(spot.field)
        if editor and spot == self._spot(spot.field) and editor.waiting is not None:
            self._mine.discard(spot.field)
            editor.revert()

    def _waiting(self) -> Iterable[tuple[str, str, TypedEditor]]:
        """Yield the name, text and editor of each field whose text is not saved yet."""
        for name, editor in self._typed.items():
            if (text := editor.waiting) is not None:
                yield name, text, editor

    def _say(self) -> None:
        """Show the error messages at their fields."""
        for name in self._typed:
            self._track(name)
        names = {name for name, _text, _editor in self._waiting()}
        self._said = {name: sentence for name, sentence in self._said.items() if name in names}
        for name in self._said.keys() - self._refusals.keys():
            self._refusals[name] = FieldError(cast(QWidget, self.editors[name]))
            cast(QGridLayout, self.layout()).addWidget(self._refusals[name], *self._under[name])
        for name, refusal in self._refusals.items():
            refusal.say(self._said.get(name, ""))

    def _on_edited(self, field: Field, value: Any) -> None:
        self._said.pop(field.name, None)
        self._why.pop(field.name, None)
        ids, document, editor = self._ids, self._document, self.editors[field.name]
        if any(document.agenda.find(self._kind, name) is None for name in ids):
            return  # deleted meanwhile
        staying = pinned_sessions_moved(document.agenda, field, ids, value)
        if ids and not self._perform(field, lambda agenda: edit_all(agenda, field, ids, value), value):
            refusal = document.refusal
            self._why[field.name] = (
                "" if document.file_refused or refusal is None else document.presentation.words.say(refusal.problem)
            )
            editor.refuse(again=document.file_refused)
            if isinstance(refusal, Pinned):
                editor.drop()  # the text is not at fault: the session has to be unpinned first
        elif staying:
            report_pinned(document, staying)
        self._say()  # not earlier, as the draft is kept until the file has the text
        if self._why.get(field.name):
            document.drafts.refuse(self._spot(field.name))

    def _autosave_draft(self, field: Field, value: Any) -> None:
        """Save free text during typing; text that is not valid yet, such as an empty title, waits until it is left."""
        ids, document = self._ids, self._document
        if not self._there():
            return
        try:
            change = edit_all(document.agenda, field, ids, value)
        except EstradError:
            return
        if self._amend(field.name, lambda agenda: change):
            self._said.pop(field.name, None)
            self._why.pop(field.name, None)
        self._say()

    def _perform(self, field: Field, make: Callable[[Agenda], Change], value: Any) -> bool:
        """Apply a change. All that is saved while a field keeps the focus becomes one step."""
        document, name, pictures = self._document, field.name, field.pictures(value)
        editor = self.editors[name]
        if name not in self._visits and not (isinstance(editor, TextEditor) and editor.hasFocus()):
            return document.apply(make, pictures)
        return self._amend(name, make, pictures)

    def _amend(self, name: str, make: Callable[[Agenda], Change], pictures: Pictures = None) -> bool:
        document = self._document

        def amend() -> None:
            self._visits[name] = document.workspace.amend(make(document.agenda), self._visits.get(name, ""), pictures)

        return document.try_run(amend)

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show one or several entities, with the values they share and a hint where they differ."""
        ids = tuple(entity.id for entity in entities)
        if others := ids != self._ids:
            self.commit()
            if self._there():
                self._tell()
            self._said, self._why = {}, {}
            self._mine = set()
            self._showing, self._ids = True, ids
            for editor in self.editors.values():
                editor.drop()
            self._show_fields(one=len(ids) == 1)
        words = self._document.presentation.words("several values")
        for name, editor in self.editors.items():
            field = self._fields[name]
            values = [field.value(self._document.agenda, entity) for entity in entities]
            if any(value != values[0] for value in values):
                editor.show_mixed(words)
            else:
                editor.show_value(values[0])
        self._showing = False
        if others:
            self._take_up()
        self._say()

    def _take_up(self) -> None:
        """Show the drafts of these entities again, from this form or another form of them."""
        for name, editor in self._typed.items():
            draft = self._document.drafts.at(self._spot(name))
            if draft is None or draft.text == editor.waiting:
                continue
            self._mine.add(name)
            why = draft.why or autosave_obstacle(self._document, draft, editor)
            self._said[name] = self._why[name] = why
            editor.resume(draft.text, again=not why)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._ids and not event.spontaneous():
            self._take_up()
            self._say()

    def _tell(self) -> None:
        """Report in the window that the typed text stays unsaved in this form."""
        found = self._document.agenda.find(self._kind, self._ids[0]) if self._ids else None
        for name, _text, _editor in self._waiting():
            if found and (why := self._said.get(name) or self._why.get(name)):
                field = self._document.presentation.words(self._fields[name].label)
                self._document.change_refused.emit(
                    EstradError(
                        Text("“{field}” of “{name}” is not saved. {why}", field=field, name=name_of(found), why=why),
                        Text("What was typed is kept there, to be corrected."),
                    )
                )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._document.closed:
            self._tell()

    def _show_fields(self, *, one: bool) -> None:
        if one == self._one:
            return
        self._one = one
        for name, editor in self.editors.items():
            for widget in (self._labels[name], cast(QWidget, editor)):
                widget.setVisible(one or not self._fields[name].single)

    def _there(self) -> bool:
        return bool(self._ids) and all(self._document.agenda.find(self._kind, eid) is not None for eid in self._ids)

    def commit(self) -> None:
        """Save the typed texts, and begin a new step for later input."""
        if self._there():
            for editor in self.editors.values():
                editor.commit()
        self._visits.clear()

    def save_free_text(self) -> None:
        """Save free text that may be saved during typing."""
        for editor in self._typed.values():
            editor.autosave()

    def focus(self, name: str) -> None:
        """Focus a field and select its text."""
        self._take_up()
        widget = cast(QWidget, self.editors[name])
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, LineEditor):
            widget.end(False)
            widget.home(True)  # selects all, and a long text shows its beginning
