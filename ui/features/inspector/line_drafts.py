"""Drafts of editors outside a form: of a line that adds a person, and of a single editor."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject

from planner.domain.entities import Session
from ui.kit.editors.text_editors import LineEditor
from ui.state.document import Document
from ui.state.drafts import Draft, Spot
from ui.state.fields.person_line import PersonLine
from ui.state.fields.unsaved import label_of, reverted_message


class PersonLineDraft(QObject):
    """Saves the text of a person line as a draft, and restores it when the empty line gets the focus."""

    def __init__(self, document: Document, line: PersonLine, name: str) -> None:
        super().__init__(line)
        self._document, self._line, self._name = document, line, name
        self._spot: Spot | None = None
        line.textEdited.connect(self._on_edited)
        line.textChanged.connect(self._on_changed)
        line.installEventFilter(self)

    def show(self, sessions: Iterable[str]) -> None:
        """Set the sessions that the text is typed for."""
        self._spot = Spot.of(Session, sessions, self._name)

    def _on_edited(self, text: str) -> None:
        """Save the typed text without its completion, unless the line has already accepted it."""
        typed = text if self._line.text().startswith(text) else self._line.text()
        if self._spot and typed.strip():
            self._document.drafts.keep(self._spot, Draft(typed))

    def _on_changed(self, text: str) -> None:
        if self._spot and not text:
            self._document.drafts.discard(self._spot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._spot and not self._line.text():
            draft = self._document.drafts.at(self._spot)
            self._line.setText(draft.text if draft else "")
            self._line.offer(completing=False)  # so that Enter accepts exactly the visible text
        return False


class EditorDraft(QObject):
    """Saves the text of an editor outside a form as a draft, and restores an earlier draft when it is created."""

    def __init__(self, document: Document, editor: LineEditor, spot: Spot) -> None:
        super().__init__(editor)
        self._document, self._editor, self._spot = document, editor, spot
        if draft := document.drafts.at(spot):
            editor.resume(draft.text, again=False)
        editor.typing.connect(self._track)
        editor.settled.connect(self._track)
        editor.edited.connect(self._track)
        editor.refused.connect(lambda _why: document.drafts.refuse(spot))
        editor.reverted.connect(
            lambda text: document.status_reported.emit(reverted_message(document, text, label_of(document, spot)))
        )
        document.drafts.gone.connect(self._on_gone)

    def _track(self) -> None:
        text = self._editor.waiting
        if text is None:
            self._document.drafts.discard(self._spot)
        else:
            self._document.drafts.keep(self._spot, Draft(text, self._editor.stored))

    def _on_gone(self, spot: Spot) -> None:
        if spot == self._spot and self._editor.waiting is not None:
            self._editor.revert()
