"""Commands that publish calendar files and show the published versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.widgets.notice_bar import show_saved
from ui.state.document import Document
from ui.state.settings import Settings

if TYPE_CHECKING:
    from planner.exporting.sending import Sending
    from planner.programme.release import Release
    from ui.features.publishing.calendar_sender import CalendarSender
    from ui.features.publishing.publish_dialog import PublishDialog
    from ui.state.open_window import HostWindow


def send_calendar(host: HostWindow, dialogs: DialogService, settings: Settings, parent: QWidget) -> None:
    """Show problems and changes for attendees, ask what to publish, write it and update the ledger."""
    from ui.features.publishing.calendar_sender import CalendarSender, PreparedSend, PublishChoice
    from ui.features.publishing.publish_dialog import PublishDialog

    page = host.page
    made: list[tuple[CalendarSender, PreparedSend]] = []
    if page is None:
        return
    document = page.document

    def begin() -> None:
        sender = CalendarSender(document, settings)
        choice = PublishChoice((sender.whole,), along=sender.goes_along())
        made.append((sender, sender.prepare(choice, sender.known(choice))))

    if not document.try_run(begin):
        return
    sender, prepared = made[0]
    dialog = PublishDialog(
        document, dialogs, sender, prepared, lambda above: show_releases(document, dialogs, above), parent
    )
    if dialogs.dialog(dialog):
        _send(host, document, sender, dialog)
    elif dialog.problems_requested:
        page.show_problems()


def _send(host: HostWindow, document: Document, sender: CalendarSender, dialog: PublishDialog) -> None:
    """Write the chosen files and report where they are."""
    from planner.domain.text import Plural, Text

    prepared = dialog.prepared
    sent: list[Sending] = []
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        document.try_run(lambda: sent.append(sender.send(prepared, dialog.note.text())))
    finally:
        QGuiApplication.restoreOverrideCursor()
    if not sent:
        return
    targets, number, words = list(prepared.targets), sent[0].release.number, document.presentation.words
    path = QDir.toNativeSeparators(str(targets[0]))
    said = Text("Version {number} is saved in {path}.", number=number, path=path)
    if len(targets) > 1:
        folders = dict.fromkeys(QDir.toNativeSeparators(str(target.parent)) for target in targets)
        said = Plural("Version {number}: {n} calendar is saved in {path}.",
                      "Version {number}: {n} calendars are saved in {path}.",
                      len(targets), number=number, path=", ".join(folders))  # fmt: skip
    show_saved(host.notice, words, targets[0], words.say(said))


def show_releases(document: Document, dialogs: DialogService, parent: QWidget) -> None:
    """Show the published versions, and the changes between any two of them."""
    from ui.features.publishing.releases_dialog import ReleasesDialog

    found: list[Release] = []
    if document.try_run(lambda: found.extend(document.workspace.releases.all())):
        dialogs.dialog(ReleasesDialog(document, found, parent))
