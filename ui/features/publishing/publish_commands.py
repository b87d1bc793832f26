"""Commands that publish calendar files."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDir
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Person
from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Plural, Text
from planner.exporting.sending import Sending
from planner.programme.difference import change_lines
from planner.programme.release import PartKind, file_origin_notice
from planner.wording import Wording
from ui.features.publishing.calendar_sender import CalendarSender, PreparedSend, PublishChoice
from ui.features.publishing.publish_dialog import COMPARING, PublishDialog, is_sure_to_call_off
from ui.features.publishing.published_versions import COPY, show_releases
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.widgets.notice_bar import show_saved
from ui.state.open_window import HostWindow
from ui.state.view_state import Settings


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
