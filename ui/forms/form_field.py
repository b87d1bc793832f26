"""A field in a form or a table cell: label and button, editor, saving, error message and draft of unsaved text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from planner.commands.edit import FIELD_NAMES, entity_name, in_one_step
from planner.commands.timeline import is_placed_and_pinned, pinned_error
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Entity
from planner.domain.text import EstradError, Pinned, Plural, Text
from ui.forms.field import Field, Pictures
from ui.forms.forms import long_text_fields
from ui.forms.photo_editor import PictureEditor
from ui.forms.unsaved import reverted_message
from ui.kit.editors.text_editors import TextEditor, TypedEditor
from ui.kit.editors.typed_values import FieldErrorLabel
from ui.kit.theme.theme import icon, set_properties
from ui.kit.widgets.buttons import prepare_button
from ui.kit.widgets.plain_widgets import name_widget, row
from ui.state.document import Document, Draft, DraftSpot, report_pinned

WRITE_ICON = 14
"""Side in pixels of the icon for the large editor."""
LABEL, BESIDE, LOW, HIGH = 76, 8, 2, 24
"""In pixels: least width of a label, gaps beside it and below a field, and height of a label above a long text."""
SHARES = (1, 2)
"""Shares of a form's width for labels and for fields."""


def property_grid(inside: QWidget) -> QGridLayout:
    """Return the grid layout of a form, with labels at the left and fields at the right."""
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(BESIDE)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, LABEL)
    for column, share in enumerate(SHARES):
        grid.setColumnStretch(column, share)
    return grid


def edit_field(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> Change:
    """Return the change that sets a field of one or several entities to a value, as one step.

    Pinned sessions that it would move are left out; if no others remain, ``Pinned`` is raised.
    """
    if (staying := affected_pinned_sessions(agenda, field, ids, value)) and len(staying) == len(ids):
        raise pinned_error([agenda.sessions[eid] for eid in staying])
    ids = [eid for eid in ids if eid not in staying]
    if len(ids) == 1:
        return field.apply(agenda, ids[0], value)
    label = Plural(
        "Change {field} of {n} thing", "Change {field} of {n} things", len(ids), field=Text(FIELD_NAMES[field.name])
    )

    def as_change(eid: str) -> Callable[[Agenda], Change]:
        return lambda now: field.apply(now, eid, value)

    return in_one_step(agenda, label, map(as_change, ids))


def affected_pinned_sessions(agenda: Agenda, field: Field, ids: Sequence[str], value: Any) -> tuple[str, ...]:
    """Return the ids of the pinned sessions that setting the field to this value would move."""
    found = []
    for eid in ids:
        if (session := agenda.sessions.get(eid)) and is_placed_and_pinned(session):
            try:
                field.apply(agenda, eid, value)
            except Pinned:
                found.append(eid)
            except EstradError:
                continue  # reported when the change is made
    return tuple(found)


def autosave_obstacle(document: Document, draft: Draft, editor: TypedEditor) -> str:
    """Return the reason why an earlier draft must not be saved automatically, or an empty string if it may be."""
    words = document.presentation.words
    if draft.before != editor.stored:
        return words("The field was changed after this was typed. Change the text to save it, or undo it.")
    if draft.restored and not editor.free:
        return words("This was typed earlier and is not saved. Press Enter in it to save it, or undo it.")
    return ""


class FormField(QObject):
    """A field for the shown entities, which applies edits to the document and keeps unsaved text as a draft.

    A ``bare`` field has no label; nor has a picture, whose button says what it is.
    """

    def __init__(
        self, document: Document, kind: type[Entity], field: Field, parent: QWidget, *, bare: bool = False
    ) -> None:
        super().__init__(parent)
        self._document, self._kind, self._field = document, kind, field
        self._ids: tuple[str, ...] = ()
        self._fits = True  # the shown entities have the field
        self._mine = False  # the draft belongs to this form
        self._showing = False  # set while other entities are loaded, so that this is not treated as typing
        self._said = ""  # the error message shown at the field
        self._why = ""  # the same if the document refused the change; empty if it may be accepted later
        self._visit: str | None = None  # id of the step made while the field has the focus: only one
        self._error: FieldErrorLabel | None = None  # created on demand
        self._grid: QGridLayout | None = None
        words = document.presentation.words
        self.editor = field.make(document)
        self.widget = name_widget(cast(QWidget, self.editor), words(field.label))
        self.widget.setObjectName(field.name)
        self._labels = [] if bare or isinstance(self.editor, PictureEditor) else self._make_labels(words(field.label))
        self._update_visibility(())
        self.editor.edited.connect(self._on_edited)
        self.typed = self.editor if isinstance(self.editor, TypedEditor) else None
        if self.typed:
            self.typed.typing.connect(self._update_draft)
            self.typed.paused.connect(self._autosave)
            self.typed.refused.connect(self._show_refusal)
            self.typed.settled.connect(self._show_error)
            self.typed.left.connect(self.end_undo_step)
            self.typed.reverted.connect(
                lambda text: document.status_reported.emit(reverted_message(document, text, words(field.label)))
            )
            document.drafts.gone.connect(self._on_draft_gone)

    def _make_labels(self, text: str) -> list[QWidget]:
        """Return the field's label and, for a long text, the button that opens the large editor, as F11 does."""
        label = set_properties(QLabel(text, wordWrap=True), label="field")
        label.setBuddy(self.widget)
        if self._field not in long_text_fields(self._kind):
            return [label]
        words, theme = self._document.presentation.words, self._document.presentation.theme
        button, name = QToolButton(), words("Open “{field}” in a large editor").format(field=text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIcon(icon("write", theme.muted, theme.accent, WRITE_ICON))
        button.clicked.connect(lambda: self._document.writing_requested.emit(self._field.name))
        return [label, prepare_button(button, name=name, tip=words("Open large editor (F11)"), small=True)]

    def add_widgets(self, grid: QGridLayout, at: int, *after: QWidget) -> None:
        """Add the label, the editor with the widgets ``after`` it, and the place for an error message to a grid.

        They take three rows from row ``at``: a text of several lines is below its label, any other field beside it.
        """
        beside = bool(self._labels) and not isinstance(self.editor, TextEditor)
        for label, where in zip(self._labels, (Qt.AlignmentFlag(0), Qt.AlignmentFlag.AlignRight), strict=False):
            grid.addWidget(label, at + beside, 0, 1, 2 - beside, where)
        place = (at + 1, int(beside), 1, 2 - beside)
        if after:
            grid.addLayout(row((self.widget, 1), *after), *place)
        else:
            grid.addWidget(self.widget, *place)
        grid.setRowMinimumHeight(at, 0 if beside or not self._labels else HIGH)
        grid.setRowMinimumHeight(at + 2, LOW if beside else 3 * LOW if self._labels else 0)
        self._grid, self._error_place = grid, (at + 2, *place[1:])

    # the shown entities --------------------------------------------------------------------------------

    def show_entities(self, entities: Sequence[Entity]) -> None:
        """Show the entities' value, or a hint if they differ.

        If they are not those shown before, report unsaved text of the former ones, and restore a draft of the new ones.
        """
        ids = tuple(entity.id for entity in entities)
        refused = self._refused_draft()
        if others := ids != self._ids:
            self.report_unsaved()
            self._ids, self._mine, self._showing = ids, False, True
            self._said = self._why = ""
            self.editor.drop()
        self._update_visibility(entities)
        values = [self._field.value(self._document.agenda, entity) for entity in entities]
        if any(value != values[0] for value in values):
            self.editor.show_mixed(self._document.presentation.words("mixed"))
        else:
            self.editor.show_value(values[0])
        self._showing = False
        if refused and not others:  # the text stays when the value is changed elsewhere
            self._document.drafts.keep(self._spot, refused)
        if refused or others:
            self.restore_draft()
        self._show_error()

    def _refused_draft(self) -> Draft | None:
        """Return the draft of a refused text that is still in the field, or None."""
        text = self.typed.waiting if self.typed and (self._said or self._why) else None
        return Draft(text, self.typed.stored) if self.typed and text is not None else None

    def _update_visibility(self, entities: Sequence[Entity]) -> None:
        """Show the field, or hide it if one of these entities lacks it or they are several and it is for one alone."""
        fits = self._field.fits(self._document.agenda, entities) and not (self._field.single and len(entities) > 1)
        if fits is not self._fits:
            self._fits = fits
            for widget in (*self._labels, self.widget):
                widget.setVisible(fits)

    def restore_draft(self) -> None:
        """Show the draft, if there is one, that was typed for these entities in this form or another."""
        draft = self._document.drafts.find_draft(self._spot)
        if self.typed and draft and draft.text != self.typed.waiting:
            self._mine = True
            self._said = self._why = draft.why or autosave_obstacle(self._document, draft, self.typed)
            self.typed.restore_text(draft.text, again=not self._why)
            self._show_error()

    def report_unsaved(self) -> None:
        """Report the text that remains unsaved in this field, if it was refused or must not be saved by itself."""
        why = self._said or self._why
        if why and self.typed and self.typed.waiting is not None and (found := self._shown_entities()):
            field = self._document.presentation.words(self._field.label)
            self._document.change_refused.emit(
                EstradError(
                    Text("“{field}” of “{name}” is not saved. {why}", field=field, name=entity_name(found[0]), why=why),
                    Text("What was typed is kept there, to be corrected."),
                )
            )

    def _shown_entities(self) -> list[Entity]:
        """Return the shown entities; empty if any of them was deleted."""
        found = [entity for eid in self._ids if (entity := self._document.agenda.find(self._kind, eid)) is not None]
        return found if len(found) == len(self._ids) else []

    # saving --------------------------------------------------------------------------------------------

    def end_undo_step(self) -> None:
        """End the visit to the field: what is entered later becomes a new step to undo."""
        self._visit = None

    def _on_edited(self, value: Any) -> None:
        self._said = self._why = ""
        ids, document, field, editor = self._ids, self._document, self._field, self.editor
        if not self._shown_entities():
            return  # deleted meanwhile
        staying, given = affected_pinned_sessions(document.agenda, field, ids, value), field.given(document, value)
        # all that is saved while a field keeps the focus becomes one step
        amends = self._visit is not None or (isinstance(editor, TextEditor) and editor.hasFocus())
        save = self._amend if amends else partial(document.apply, silent=True)
        if not save(lambda agenda: edit_field(agenda, field, ids, given), field.pictures(value)):
            if (refusal := document.refusal) and not document.file_refused:
                self._why = document.presentation.words.say(refusal.problem)
            editor.refuse(again=document.file_refused)
            if isinstance(refusal, Pinned):
                editor.drop()  # the text is not at fault: the session has to be unpinned first
        elif staying:
            report_pinned(document, staying)
        elif len(ids) == 1 and (remark := field.remark(document.agenda, ids[0])):
            document.remarked.emit(remark)
        self._show_error()  # not earlier, as the draft is kept until the file has the text
        if self._why:
            document.drafts.mark_refused(self._spot)

    def _autosave(self, value: Any) -> None:
        """Save free text during typing, unless it is not valid yet, such as an empty title."""
        if not self._shown_entities():
            return
        try:
            change = edit_field(self._document.agenda, self._field, self._ids, value)
        except EstradError:
            return
        if self._amend(lambda agenda: change):
            self._said = self._why = ""
        self._show_error()

    def _amend(self, make: Callable[[Agenda], Change], pictures: Pictures = None) -> bool:
        document = self._document

        def amend() -> None:
            self._visit = document.workspace.amend(make(document.agenda), self._visit or "", pictures)

        return document.try_run(amend)

    # drafts and errors ---------------------------------------------------------------------------------

    @property
    def _spot(self) -> DraftSpot:
        return DraftSpot.of(self._kind, self._ids, self._field.name)

    def _update_draft(self) -> None:
        """Keep the unsaved text as a draft; if there is none, discard the draft that this field kept.

        Do nothing while other entities are loaded.
        """
        if self._showing or not self._ids or not self.typed:
            return
        text, drafts = self.typed.waiting, self._document.drafts
        if text is not None:
            self._mine = True
            drafts.keep(self._spot, Draft(text, self.typed.stored, self._said or self._why))
        elif self._mine:
            self._mine = False
            drafts.discard(self._spot)

    def _on_draft_gone(self, spot: DraftSpot) -> None:
        """Discard the typed text if its draft was saved or given up elsewhere, as in another form of these entities."""
        if self.typed and spot == self._spot and self.typed.waiting is not None:
            self._mine = False
            self.typed.discard_text()

    def _show_refusal(self, sentence: str) -> None:
        self._said = sentence
        self._show_error()
        self._document.drafts.mark_refused(self._spot)

    def _show_error(self) -> None:
        """Update the draft, and show why the typed text is not saved, or else what is wrong with the stored value.

        Hide the error message if there is neither. A table cell has none: it is marked, and the reason why its text is
        not saved is reported.
        """
        self._update_draft()
        if not self.typed or self.typed.waiting is None:
            self._said = ""
        said = self._said or self._stored_value_fault()
        if said and self._error is None and self._grid:
            self._error = FieldErrorLabel(self.widget)
            self._grid.addWidget(self._error, *self._error_place)
        if self._error:
            self._error.say(said)
        elif not self._grid and bool(self._said) is not bool(self.widget.property("refused")):  # in a cell
            set_properties(self.widget, refused=bool(self._said))
            self.widget.setAccessibleDescription(self._said)
            self._document.status_reported.emit(self._said)

    def _stored_value_fault(self) -> str:
        faults = (
            self._field.fault(self._field.value(self._document.agenda, entity)) for entity in self._shown_entities()
        )
        return next((self._document.presentation.words.say(fault) for fault in faults if fault), "")
