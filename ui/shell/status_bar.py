"""The status bar at the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from planner.domain.text import Text
from planner.rules.conflict import Severity
from ui.kit.theme.accessibility import announce
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import tooltip_text
from ui.state.document import Document


class StatusBar(QFrame):
    """The status bar: problems, counts, what changed since the last version, and whether all is saved."""

    unsaved_requested = Signal()
    """Emitted to show the unsaved text."""

    def __init__(self, document: Document, show_problems: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = document.presentation.words
        self._document = document
        set_properties(self, part="status")
        self.setFixedHeight(32)
        self.problems = QPushButton(autoDefault=True)
        self.warnings = QPushButton(autoDefault=True)
        set_properties(self.problems, status=True)
        set_properties(self.warnings, status=True)
        self.counts, self.sent, self.saved, self.done = QLabel(), QLabel(), QLabel(), QLabel()
        self.unsaved = QPushButton("○ " + _("Not saved"), autoDefault=True)
        set_properties(self.unsaved, status=True, tone="warning")
        set_properties(self.counts, tone="muted")
        set_properties(self.sent, tone="muted")
        self.done.setTextFormat(Qt.TextFormat.PlainText)
        self.done.setMinimumWidth(1)  # so that a long sentence is cut instead of widening the window
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 14, 0)
        row.setSpacing(14)
        for button in (self.problems, self.warnings):
            button.clicked.connect(show_problems)
            button.setToolTip(_("Show the list of problems"))
            row.addWidget(button)
        row.addWidget(self.counts)
        row.addWidget(self.done, 1)
        row.addStretch()
        row.addWidget(self.sent)
        row.addWidget(self.saved)
        row.addWidget(self.unsaved)
        self.unsaved.clicked.connect(self.unsaved_requested)
        document.changed.connect(self.refresh)
        document.status_reported.connect(self.say)
        document.drafts.changed.connect(self._say_saved)
        self.refresh()

    def refresh(self) -> None:
        """Show the state of the current snapshot."""
        words, agenda = self._document.presentation.words, self._document.agenda
        graves = [conflict.severity for conflict in self._document.problems.all]
        problems, warnings = graves.count(Severity.PROBLEM), graves.count(Severity.WARNING)
        self.problems.setText("● " + words.plural("{n} problem", "{n} problems", problems))
        set_properties(self.problems, tone="problem" if problems else "muted")
        self.warnings.setText("▲ " + words.plural("{n} warning", "{n} warnings", warnings))
        set_properties(self.warnings, tone="warning" if warnings else "muted")
        self.counts.setText(
            words.plural("{n} session", "{n} sessions", len(agenda.sessions))
            + " · " + words("{n} to schedule").format(n=len(agenda.tray))
        )  # fmt: skip
        self.sent.setText(words.say(self._since()))
        self.saved.setText(words("Saved") if self._document.workspace.writable else words("Read-only"))
        set_properties(self.saved, tone="good" if self._document.workspace.writable else "muted")
        self.done.clear()
        self._say_saved()

    def say(self, sentence: str) -> None:
        """Show a sentence about the last action until the next change."""
        self.done.setText(sentence)
        self.done.setToolTip(tooltip_text(sentence))
        announce(self, sentence)

    def _say_saved(self) -> None:
        """Show *Saved* or *Not saved*; the latter while any typed text is not in the file."""
        words, document = self._document.presentation.words, self._document
        found: list[str] = []
        if len(document.drafts):
            from ui.state.fields.unsaved import spot_label, unsaved_drafts  # the window starts without it

            found = [spot_label(document, spot) for spot, _draft in unsaved_drafts(document)]
        self.saved.setVisible(not found)
        self.unsaved.setVisible(bool(found))
        if found:
            self.unsaved.setToolTip(
                tooltip_text(words("Typed, and not saved yet: {where}.").format(where=", ".join(found)))
            )

    def _since(self) -> Text:
        release = self._document.workspace.releases.last
        if release is None:
            return Text("Not sent yet")
        from planner.programme.difference import summary

        changed = summary(release.programme, self._document.workspace.programme())
        if changed is None:
            return Text("As sent in v{n}", n=release.number)
        return Text("Changed since v{n}: {what}", n=release.number, what=changed)
