"""Commands that publish calendar files, and show the published versions in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from functools import partial

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QGuiApplication
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

from planner.domain.entities import Person
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.zones import time_zone
from planner.exporting.sending import Sending
from planner.programme.difference import ProgrammeChange, change_lines, difference, summary
from planner.programme.programme import Programme
from planner.programme.release import PartKind, Release, file_origin_notice
from planner.wording import Wording
from ui.features.publishing.calendar_sender import CalendarSender, PreparedSend, PublishChoice
from ui.features.publishing.publish_dialog import COMPARING, PublishDialog, is_sure_to_call_off
from ui.kit.dialogs.dialog_service import (
    DialogService,
    closing_button,
    resize_within_screen,
    set_default_button,
)
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.notice_bar import show_saved
from ui.kit.widgets.plain_widgets import EDGE, column, plain_label, tooltip_text
from ui.state.change_list import ChangeList
from ui.state.document import Document
from ui.state.open_window import HostWindow
from ui.state.view_state import Settings

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


def send_calendar(host: HostWindow, dialogs: DialogService, settings: Settings, parent: QWidget) -> None:
    """Show problems and changes for attendees, ask what to publish, write it and update the ledger."""
    page = host.page
    if page is None:
        return
    document, words = page.document, page.document.presentation.words

    def begin() -> LongTask[tuple[CalendarSender, PreparedSend]]:
        yield Progress(0, 1)
        sender = CalendarSender(document, settings)
        choice = PublishChoice((sender.whole,), along=settings.calendars(document.workspace.path).along)
        return sender, (yield from sender.prepare(choice, sender.known(choice)))

    title, sentence = words("Publish calendar (.ics)"), words(COMPARING)
    if made := document.result_of(lambda: run_with_progress(begin(), dialogs, parent, title, sentence)):
        sender, prepared = made
        dialog = PublishDialog(
            document, dialogs, sender, prepared, lambda above: show_releases(document, dialogs, above), parent
        )
        places = settings.calendars(document.workspace.path)
        dialog.note.setText(places.note)
        if dialogs.dialog(dialog):
            places.note = dialog.note.text()
            if _send(host, dialogs, sender, dialog.prepared, parent, dialog.note.text()):
                places.note = ""
        elif dialog.problems_requested:
            page.show_problems()


def send_to_person(host: HostWindow, dialogs: DialogService, settings: Settings, parent: QWidget) -> None:
    """Write the calendar of the person in the inspector, and no other; ask where to, unless it has a place already."""
    if (page := host.page) is None or page.document.plan.shown[0] is not Person:
        return
    document, words, person = page.document, page.document.presentation.words, page.document.plan.shown[1]
    if (sender := document.result_of(lambda: CalendarSender(document, settings))) is None:
        return
    part = next((part for part in sender.offered[PartKind.PERSON] if part.of == person), None)
    if part is None:
        nothing = Text("“{name}” is in no session of the programme.", name=document.agenda.people[person].name)
        host.tell(EstradError(nothing, Text("A calendar holds what is placed, not called off and not declined.")))
        return
    choice, title = PublishChoice((part,)), words("Save the calendar")
    place = sender.known(choice) or dialogs.file_to_save(parent, title, sender.proposed(choice), confirm=False)
    if place is None:
        return
    said, steps = (title, words(COMPARING)), sender.prepare(choice, place)
    prepared = document.result_of(lambda: run_with_progress(steps, dialogs, parent, *said))
    if (
        prepared
        and _may_replace(dialogs, parent, prepared, words)
        and is_sure_to_call_off(dialogs, parent, prepared.sending, words)
    ):
        _send(host, dialogs, sender, prepared, parent)


def _may_replace(dialogs: DialogService, parent: QWidget, prepared: PreparedSend, words: Wording) -> bool:
    """Return True if nothing lies at the target that was not sent last from here, or the user has it replaced."""
    for path, found in prepared.in_the_way:
        told, stay = words.say(file_origin_notice(found, path.name)), words("Do not publish")
        if not dialogs.is_sure(parent, words("Replace the file?"), told, go=words("Replace it"), stay=stay):
            return False
    return True


def _send(
    host: HostWindow, dialogs: DialogService, sender: CalendarSender, prepared: PreparedSend, parent: QWidget,
    note: str = "",
) -> bool:  # fmt: skip
    """Write the chosen files, report where they are, and return whether they were written."""
    if (page := host.page) is None:
        return False
    document, words = page.document, page.document.presentation.words
    title, sentence = words("Publish calendar (.ics)"), words("The calendar is being written…")
    steps = sender.send(prepared, note)
    sent = document.result_of(lambda: run_with_progress(steps, dialogs, parent, title, sentence))
    if sent is None:
        return False
    targets, number = list(prepared.targets), sent.release.number
    said = Text("Version {number} is saved in {path}.", number=number, path=QDir.toNativeSeparators(str(targets[0])))
    if len(targets) > 1:
        folders = dict.fromkeys(QDir.toNativeSeparators(str(target.parent)) for target in targets)
        said = Plural("Version {number}: {n} calendar is saved in {path}.",
                      "Version {number}: {n} calendars are saved in {path}.",
                      len(targets), number=number, path=", ".join(folders))  # fmt: skip
    elif sent.parts[0].whole:
        address = document.agenda.conference.calendar_address
        put = Text("Put it at {address}.", address=address) if address else Text("Mail it, or put it on the web.")
        said = Text("{done} {next}", done=said, next=put)
    elif sent.parts[0].about is PartKind.PERSON:
        alone = Text("It holds only the sessions of {name}: mail it.", name=sent.parts[0].title)
        said = Text("{done} {next}", done=said, next=alone)
    erased = [words.say(line) for calendars in sender.erased for line in calendars.notices()]
    copying = (
        [(words(COPY), partial(QGuiApplication.clipboard().setText, news))] if (news := _news(sent, words)) else []
    )
    show_saved(host.notice, words, targets[0], " ".join([words.say(said), *erased]), copying)
    return True


def _news(sent: Sending, words: Wording) -> str:
    """Return what changed for those who had one of the sent calendars before, as lines."""
    known = [part for part in sent.parts if sent.earlier[part.key]]
    return "\n".join(dict.fromkeys(words.say(line) for part in known for line in change_lines(sent.changes(part))))


def show_releases(document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Show the published versions, and the changes between any two of them."""
    found: list[Release] = []
    if document.try_run(lambda: found.extend(document.workspace.releases.all())):
        dialogs.dialog(ReleasesDialog(document, found, parent))
