"""The target of calendars in the publish dialog, with buttons that choose another or replace existing files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.domain.text import Plural
from planner.programme.existing_calendar import file_origin_notice
from planner.wording import Wording
from ui.features.publishing.calendar_sender import PreparedSend
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.labels import ElidedLabel


class TargetLines(QWidget):
    """The path of a file or folder, and a message if another file exists there or the folder is gone."""

    other_target_requested = Signal()
    replace_requested = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.where, self.sentence = ElidedLabel(Qt.TextElideMode.ElideMiddle), QLabel(wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.elsewhere, self.replace = QPushButton(words("Elsewhere…")), QPushButton()
        self.elsewhere.clicked.connect(self.other_target_requested)
        self.replace.clicked.connect(self.replace_requested)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for first, second in ((self.where, self.elsewhere), (self.sentence, self.replace)):
            row = QHBoxLayout()
            row.addWidget(first, 1)
            row.addWidget(second)
            box.addLayout(row)

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
