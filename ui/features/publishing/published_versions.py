"""The published versions in a dialog: what attendees see changed from one to another, or to the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.zones import time_zone
from planner.programme.difference import ProgrammeChange, difference, summary
from planner.programme.programme import Programme
from planner.programme.release import Release
from ui.kit.dialogs.dialog_service import DialogService, closing_button, resize_within_screen, set_default_button
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import EDGE, column, plain_label, tooltip_text
from ui.state.change_list import ChangeList
from ui.state.document import Document

COPY = N_("Copy what changed")
NOW, BEFORE = 0, 1
"""Indices of the first two choices to compare with; the versions follow, the newest first."""


class ReleasesDialog(QDialog):
    """A dialog with a list of versions, the newest first, and the differences from another version or the plan."""

    def __init__(self, document: Document, releases: Sequence[Release], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = self._words = document.presentation.words
        self._releases = tuple(sorted(releases, key=lambda release: -release.number))
        self._now = document.workspace.programme()
        self.setWindowTitle(_("Published versions"))
        resize_within_screen(self, 560, 480)
        self.versions = set_properties(QListWidget(), offered=True)
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for release in self._releases:
            row = QListWidgetItem(self._row(document, release))
            row.setToolTip(tooltip_text(release.note))
            self.versions.addItem(row)
        self.other = QComboBox(maxVisibleItems=16)
        self.other.addItems([_("The plan as it is now"), _("The version before it")])
        self.other.addItems([_("Version {n}").format(n=release.number) for release in self._releases])
        self.head = plain_label()
        self.changes = ChangeList(document, _("What attendees see changed"))
        self.copy = QPushButton(_(COPY))
        self.copy.clicked.connect(self.changes.copy)
        self._lay_out()
        self.versions.currentRowChanged.connect(self._compare)
        self.other.currentIndexChanged.connect(self._compare)
        self.versions.setCurrentRow(0)
        self._compare()

    def _lay_out(self) -> None:
        _ = self._words
        compare = QLabel(_("Compare with"))
        for name, field in ((_("Published versions"), self.versions), (_("Compare with"), self.other)):
            field.setAccessibleName(name)
        compare.setBuddy(self.other)
        buttons, close = closing_button(self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        parts = (self.versions, compare, self.other, self.head, self.changes)
        box = column(*parts, buttons, inside=self, margins=EDGE)
        box.setStretchFactor(self.versions, 1)
        box.setStretchFactor(self.changes, 2)
        for part in parts:
            part.setVisible(bool(self._releases) or part is self.head)
        set_default_button(self, close)

    def _row(self, document: Document, release: Release) -> str:
        """Return the text of a version, such as Version 3 · Fri 1 March 2024 13:00 · after the meeting."""
        made = release.made.astimezone(_zone(release.programme))
        when = f"{document.presentation.day_name(made.date())} {made:%H:%M}"
        name = self._words("Version {n}").format(n=release.number)
        return " · ".join(part for part in (name, when, release.note) if part)

    def _compare(self) -> None:
        words, row = self._words, self.versions.currentRow()
        self.copy.setEnabled(row >= 0)
        if row < 0:
            self.head.setText(words("Nothing was sent yet. Publish makes the first version."))
            return
        head, changes = self._difference(self._releases[row], self.other.currentIndex())
        self.head.setText(words.say(head))
        self.changes.show_changes(("", changes))
        self.copy.setEnabled(bool(changes))

    def _difference(self, chosen: Release, other: int) -> tuple[Text, Sequence[ProgrammeChange]]:
        """Return a summary and the list of what changed from the earlier to the later version."""
        if other == NOW:
            what = summary(chosen.programme, self._now) or Text("no difference")
            head = Text("From version {old} to now: {what}", old=chosen.number, what=what)
            return head, difference(chosen.programme, self._now)
        if other == BEFORE:
            if not (known := [release for release in self._releases if release.number < chosen.number]):
                n = len(chosen.programme.items)
                first = Plural("The first version, with {n} session.", "The first version, with {n} sessions.", n)
                return first, difference(None, chosen.programme)
            earlier = known[0]
        else:
            earlier = self._releases[other - BEFORE - 1]
        old, new = sorted((earlier, chosen), key=lambda release: release.number)
        what = summary(old.programme, new.programme) or Text("no difference")
        head = Text("From version {old} to version {new}: {what}", old=old.number, new=new.number, what=what)
        return head, difference(old.programme, new.programme)


def _zone(programme: Programme) -> tzinfo:
    try:
        return time_zone(programme.timezone)
    except EstradError:
        return UTC


def show_releases(document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Show the published versions, and the changes between any two of them."""
    found: list[Release] = []
    if document.try_run(lambda: found.extend(document.workspace.releases.all())):
        dialogs.dialog(ReleasesDialog(document, found, parent))
