"""The dialog “What changed today”: the changes that attendees would see, and the number of steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from planner.domain.agenda import Agenda
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.theme.theme import set_properties
from ui.state.document import Document


def show_changes_today(document: Document, parent: QWidget) -> None:
    """Show what changed for attendees since this morning, and the number of steps."""
    from planner.programme.difference import difference  # the window starts without it
    from planner.programme.programme import programme

    workspace, found = document.workspace, list[tuple[int, Agenda]]()

    def look() -> None:
        since = min(steps_before_today(document), max(workspace.history.position, document.opened_at))
        found.append((since, reduce(Agenda.after, workspace.history.way_to(since), workspace.agenda)))

    if document.try_run(look):
        since, agenda = found[0]
        lines = [
            document.presentation.words.say(line) for line in difference(programme(agenda), programme(document.agenda))
        ]
        document.dialogs.dialog(ChangesTodayDialog(document, abs(workspace.history.position - since), lines, parent))


def steps_before_today(document: Document) -> int:
    """Return the number of steps made before today."""
    today = document.today()
    dates = [made.astimezone().date() for made, _label in document.workspace.history.labels()]
    return next((n for n, made in enumerate(dates) if made >= today), len(dates))


class ChangesTodayDialog(QDialog):
    """A dialog with the changes as text that can be selected and copied."""

    def __init__(self, document: Document, steps: int, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self.setWindowTitle(_("What changed today"))
        self.setMinimumWidth(560)
        self.head = head = QLabel(_.plural("{n} step today", "{n} steps today", steps), wordWrap=True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        set_properties(head, heading="window")
        self.changes = QPlainTextEdit("\n".join(lines), readOnly=True, tabChangesFocus=True)
        self.changes.setMinimumHeight(200)
        self.changes.setAccessibleName(_("What attendees would see changed since this morning"))
        if not lines:
            self.changes.setPlainText(_("Nothing that attendees would see."))
        what = QLabel(_("What attendees would see changed since this morning"), wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        for widget in (head, what, self.changes, buttons):
            box.addWidget(widget)
        set_default_button(self, buttons.button(QDialogButtonBox.StandardButton.Close))
