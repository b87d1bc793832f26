"""The problems of the plan in few lines, above what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.text import Plural
from planner.rules.rule import Conflict, Severity, concerned, with_sessions
from planner.wording import Wording
from ui.kit.widgets.plain_widgets import column, first_few, plain_label, row
from ui.state.document import Document


class ProblemSummary(QWidget):
    """The number of conflicts of each severity, the first sentences, and a button; hidden if there are no conflicts.

    Hints are only counted. ``leave`` closes the dialog and shows the list.
    """

    def __init__(self, document: Document, leave: Callable[[], object]) -> None:
        super().__init__()
        words = document.presentation.words
        self.any = bool(document.plan.problems.all)
        grave = [conflict for conflict in document.plan.problems.all if conflict.severity is not Severity.HINT]
        is_problem = any(conflict.severity is Severity.PROBLEM for conflict in grave)
        lines = conflict_lines(words, grave)
        self.sentences = plain_label("\n".join(first_few(words, lines)))
        self.count = plain_label(
            _count_text(document), tone="problem" if is_problem else "warning" if grave else "muted"
        )
        self.show_them = QPushButton(words("Show the problems"), autoDefault=False)
        self.show_them.setShortcut(QKeySequence("F8"))
        self.show_them.setToolTip(words("Show the list of problems") + " (F8)")
        self.show_them.clicked.connect(lambda: leave())
        column(row((self.count, 1), self.show_them), self.sentences, inside=self, spacing=4)
        self.sentences.setVisible(bool(lines))
        if not self.any:
            self.hide()


def conflict_lines(words: Wording, grave: Iterable[Conflict]) -> list[str]:
    """Return the sentences of problems and warnings, each with its sign."""
    signs = {Severity.PROBLEM: words("● Problem: {what}"), Severity.WARNING: words("▲ Warning: {what}")}
    return [signs[conflict.severity].format(what=words.say(conflict.text)) for conflict in grave]


def _count_text(document: Document) -> str:
    """Return the counts of conflicts, such as 2 sessions in 1 problem · 2 warnings · 3 to do."""
    words, found = document.presentation.words, [conflict.severity for conflict in document.plan.problems.all]
    problems, warnings, hints = (found.count(severity) for severity in Severity)
    sessions = concerned(conflict for conflict in document.plan.problems.all if conflict.severity is Severity.PROBLEM)
    count = with_sessions(sessions, Plural("{n} problem", "{n} problems", problems))
    parts = [
        words.say(count) if problems else "",
        words.plural("{n} warning", "{n} warnings", warnings) if warnings else "",
        words("{n} to do").format(n=hints) if hints else "",
    ]
    return " · ".join(part for part in parts if part)
