"""The commands that publish calendar files and show the versions that were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.kit.dialogs.dialog_service import Ask
from ui.kit.widgets.saved_notice import say_saved
from ui.state.document import Desk
from ui.state.settings import Settings

if TYPE_CHECKING:
    from planner.exporting.sending import Sending
    from planner.programme.release import Release
    from ui.features.publishing.calendar_sender import Sender
    from ui.features.publishing.publish_dialog import Publish
    from ui.state.open_window import Host


def send_calendar(host: Host, ask: Ask, settings: Settings, parent: QWidget) -> None:
    """Show problems and changes for attendees, ask what to publish, write it and update the ledger."""
    from ui.features.publishing.calendar_sender import Choice, Prepared, Sender
    from ui.features.publishing.publish_dialog import Publish

    page = host.page
    made: list[tuple[Sender, Prepared]] = []
    if page is None:
        return
    desk = page.desk

    def begin() -> None:
        sender = Sender(desk, settings)
        choice = Choice((sender.whole,), along=sender.goes_along())
        made.append((sender, sender.prepare(choice, sender.known(choice))))

    if not desk.dare(begin):
        return
    sender, prepared = made[0]
    dialog = Publish(desk, ask, sender, prepared, lambda above: show_releases(desk, ask, above), parent)
    if ask.dialog(dialog):
        _send(host, desk, sender, dialog)
    elif dialog.problems_wanted:
        page.show_problems()


def _send(host: Host, desk: Desk, sender: Sender, dialog: Publish) -> None:
    """Write the chosen files, and say where they are."""
    from planner.domain.text import Plural, Text

    prepared = dialog.prepared
    sent: list[Sending] = []
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        desk.dare(lambda: sent.append(sender.send(prepared, dialog.note.text())))
    finally:
        QGuiApplication.restoreOverrideCursor()
    if not sent:
        return
    targets, number, words = list(prepared.targets), sent[0].release.number, desk.reader.words
    path = QDir.toNativeSeparators(str(targets[0]))
    said = Text("Version {number} is saved in {path}.", number=number, path=path)
    if len(targets) > 1:
        folders = dict.fromkeys(QDir.toNativeSeparators(str(target.parent)) for target in targets)
        said = Plural("Version {number}: {n} calendar is saved in {path}.",
                      "Version {number}: {n} calendars are saved in {path}.",
                      len(targets), number=number, path=", ".join(folders))  # fmt: skip
    say_saved(host.notice, words, targets[0], words.say(said))


def show_releases(desk: Desk, ask: Ask, parent: QWidget) -> None:
    """Show the published versions, and what changed between any two of them."""
    from ui.features.publishing.releases_dialog import Releases

    found: list[Release] = []
    if desk.dare(lambda: found.extend(desk.workspace.releases())):
        ask.dialog(Releases(desk, found, parent))
