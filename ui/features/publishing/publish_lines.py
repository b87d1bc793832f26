"""Lines of the publish dialog: the plan's problems, and the place of the calendars with what lies there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from planner.domain.text import Plural
from planner.programme.release import file_origin_notice
from planner.rules.conflict import Severity
from planner.wording import Wording
from ui.features.publishing.calendar_sender import PreparedSend
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels_and_boxes import ElidedLabel, column, first_few, plain_label, row
from ui.state.document import Document


class ProblemSummary(QWidget):
    """The number of conflicts of each severity, the first sentences, and a button; hidden if there are no conflicts.

    Hints are only counted. ``leave`` closes the dialog and shows the list.
    """

    def __init__(self, document: Document, leave: Callable[[], object]) -> None:
        super().__init__()
        words = document.presentation.words
        self.any = bool(document.problems.all)
        grave = [conflict for conflict in document.problems.all if conflict.severity is not Severity.HINT]
        is_problem = any(conflict.severity is Severity.PROBLEM for conflict in grave)
        signs = {
            Severity.PROBLEM: words("● Problem: {what}"), Severity.WARNING: words("▲ Warning: {what}"),
        }  # fmt: skip
        lines = [signs[conflict.severity].format(what=words.say(conflict.text)) for conflict in grave]
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


def _count_text(document: Document) -> str:
    """Return the counts of conflicts, such as 1 problem · 2 warnings · 3 to do."""
    words, found = document.presentation.words, [conflict.severity for conflict in document.problems.all]
    problems, warnings, hints = (found.count(severity) for severity in Severity)
    parts = [
        words.plural("{n} problem", "{n} problems", problems) if problems else "",
        words.plural("{n} warning", "{n} warnings", warnings) if warnings else "",
        words("{n} to do").format(n=hints) if hints else "",
    ]
    return " · ".join(part for part in parts if part)


class TargetLines(QWidget):
    """The path of a file or folder, and a message if another file exists there or the folder is gone."""

    other_target_requested = Signal()
    replace_requested = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.where, self.sentence = ElidedLabel(Qt.TextElideMode.ElideMiddle), plain_label()
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.elsewhere, self.replace = QPushButton(words("Elsewhere…")), QPushButton()
        self.elsewhere.clicked.connect(self.other_target_requested)
        self.replace.clicked.connect(self.replace_requested)
        lines = row((self.where, 1), self.elsewhere), row((self.sentence, 1), self.replace)
        column(*lines, inside=self, spacing=6)

    def tell(self, place: Path | None, prepared: PreparedSend) -> None:
        """Show the target of a sending, or that the folder of the last ``place`` no longer exists."""
        words, in_the_way = self._words, prepared.in_the_way
        shown = QDir.toNativeSeparators(str(place)) if place else ""
        known = bool(prepared.targets)
        self.where.setText(shown if known else "")
        self.where.setAccessibleName(words("To {place}").format(place=shown))
        self.where.setVisible(known)
        self.elsewhere.setVisible(known and not in_the_way)
        self.replace.setVisible(bool(in_the_way))
        self.replace.setText(words("Replace them") if len(in_the_way) > 1 else words("Replace it"))
        self.sentence.setText(self._said(place, prepared))
        self.sentence.setVisible(bool(self.sentence.text()))
        set_properties(self.sentence, tone="problem" if in_the_way else "muted")
        self.setVisible(known or bool(self.sentence.text()))

    def _said(self, place: Path | None, prepared: PreparedSend) -> str:
        words, in_the_way = self._words, prepared.in_the_way
        if in_the_way:
            path, found = in_the_way[0]
            more = len(in_the_way) - 1
            others = Plural("There is {n} more such file.", "There are {n} more such files.", more)
            return " ".join([words.say(file_origin_notice(found, path.name)), *([words.say(others)] if more else [])])
        if place and not prepared.targets:
            folder = QDir.toNativeSeparators(str(place if prepared.choice.each else place.parent))
            return words("The folder “{name}” is not there any more.").format(name=folder)
        return ""
