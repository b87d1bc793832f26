"""Commands that publish a version, finish a publishing that was cut short, and write the calendar of one person."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.domain.entities import Person
from planner.domain.long_task import LongTask, Progress
from planner.domain.published_files import unfinished_files
from planner.domain.text import EstradError, Plural, Text
from planner.exporting.calendar_folder import unknown_calendar_notices
from planner.exporting.deliver import refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending
from planner.product_types import PrintFunctions
from planner.products import published_products
from planner.programme.difference import change_lines
from planner.programme.release import FREE, ExistingCalendar, Part, PartKind, file_origin_notice
from planner.publishing.publication import (
    Publication,
    PublishingResult,
    PublishRequest,
    deliver_publication,
    offered_parts,
)
from planner.wording import Wording
from ui.features.publishing.publish_dialog import (
    COMPARING,
    MAKING,
    PublishDialog,
    attendee_changes,
    is_sure_to_call_off,
)
from ui.features.publishing.publish_folder import FOLDER, PublishFolder
from ui.features.publishing.published_versions import COPY, show_releases
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.widgets.notice_bar import NoticeBar, show_saved
from ui.state.document import Document
from ui.state.open_window import OpenPage
from ui.state.view_state import Settings


def publish(page: OpenPage, notice: NoticeBar, settings: Settings, drawing: PrintFunctions, parent: QWidget) -> None:
    """Show the publish dialog, and put what it made into the folder; if it was left for problems, show those."""
    document, words = page.document, page.document.presentation.words
    folder = PublishFolder(document, settings)
    planned = document.run_long_task(folder.outline(None), parent, words("Publish"), words(COMPARING))
    if planned is None:
        return
    earlier = partial(show_releases, document, document.dialogs)
    dialog = document.run_or_report(lambda: PublishDialog(document, folder, planned, drawing, earlier, parent))
    if dialog is None:
        return
    dialog.note.setText(folder.saved.unpublished_note)
    if document.dialogs.run_dialog(dialog) and dialog.made:
        folder.saved.unpublished_note, made, ticked = dialog.note.text(), dialog.made, dialog.products.ticked
        kept = document.try_run(lambda: document.workspace.releases.set_ticked_products(ticked))
        if kept and _deliver_and_report(document, notice, folder, made, parent):
            folder.saved.unpublished_note = ""
    elif dialog.left_for:
        _go_to_problem(page, dialog)


def _go_to_problem(page: OpenPage, dialog: PublishDialog) -> None:
    """Show the list of problems, and select the sessions of the problem for which the dialog was left, if any."""
    page.show_problems()
    if (conflict := dialog.left_for[0]) and conflict.sessions:
        page.show_session(conflict.sessions[0])
        page.document.plan.select(conflict.sessions)


def finish_publishing(
    page: OpenPage, notice: NoticeBar, settings: Settings, drawing: PrintFunctions, parent: QWidget
) -> None:
    """Publish again the products that were ticked last and those that were cut short.

    The publish dialog opens if the folder is unknown or gone, a file is in the way, a product fails, or attendees would
    see more than was published.
    """
    document, words = page.document, page.document.presentation.words
    folder = PublishFolder(document, settings)
    if place := folder.existing_folder:
        made = document.run_long_task(
            _make_unfinished(document, folder, place, drawing), parent, words("Publish"), words(MAKING)
        )
        if made is None:
            return
        if not (made.faults or made.in_the_way or made.outline.sending.new):
            _deliver_and_report(document, notice, folder, made, parent)
            return
    publish(page, notice, settings, drawing, parent)


def _make_unfinished(
    document: Document, folder: PublishFolder, place: Path, drawing: PrintFunctions
) -> LongTask[Publication]:
    """Make the ticked products, and those whose files are still owed by a publishing that was cut short."""
    yield Progress(0, 1)
    releases = document.workspace.releases
    owed = [file.product for file in unfinished_files(releases.published())]
    request = PublishRequest(published_products([*releases.ticked_products(), *owed]))
    return (yield from folder.publication(request, place, drawing))


def _deliver_and_report(
    document: Document, notice: NoticeBar, folder: PublishFolder, made: Publication, parent: QWidget
) -> bool:
    """Put a publication's files into their folder and report the result; return whether that succeeded."""
    words = document.presentation.words
    changes = change_lines(attendee_changes(document.workspace, made.outline.sending))
    lines = [words.say(line) for line in changes if document.workspace.releases.last]
    steps = deliver_publication(document.workspace, made)
    unseen = () if folder.existing_folder == made.outline.folder else made.outline.unknown
    folder.saved.store_path(FOLDER, made.outline.folder)  # before a kill can come in between
    done = document.run_long_task(steps, parent, words("Publish"), words("What goes out is being written…"))
    if done is None:
        return False
    copying = [(words(COPY), partial(QGuiApplication.clipboard().setText, "\n".join(lines)))] if lines else []
    first = next(iter(made.shipment.files), made.outline.folder)
    sentences = *_result_sentences(document, done), *unknown_calendar_notices(unseen)
    show_saved(notice, words, first, " ".join(map(words.say, sentences)), copying)
    return True


def _result_sentences(document: Document, done: PublishingResult) -> list[Text]:
    """Return the sentences that report a publishing to the user."""
    made, address = done.publication, document.agenda.conference.calendar_address
    planned = made.outline
    where = QDir.toNativeSeparators(str(planned.folder))
    number, files = planned.sending.release.number, len(made.shipment.files)
    told: list[Text] = [
        Plural(
            "Version {number}: {n} file is in {path}.", "Version {number}: {n} files are in {path}.", files,
            number=number, path=where,
        )
    ]  # fmt: skip
    if address and planned.targets:
        told.append(Text("Put it at {address}.", address=address))
    told += [*done.notices(), *done.erased.notices()]
    if planned.stale:
        names = ", ".join(f"{part.name}.ics" for part in planned.stale)
        told.append(
            Plural(
                "“{names}” is out of date now.", "{n} calendars are out of date now: {names}.",
                len(planned.stale), names=names,
            )
        )  # fmt: skip
    return told


def save_person_calendar(document: Document, notice: NoticeBar, settings: Settings, parent: QWidget) -> None:
    """Write only the calendar of the person in the inspector, where it was written last, else to a file asked for."""
    words, (kind, person) = document.presentation.words, document.plan.shown
    if kind is not Person:
        return
    outbox, folder = document.workspace.outbox, PublishFolder(document, settings)
    part = next((one for one in offered_parts(document.workspace, (PartKind.PERSON,)) if one.of == person), None)
    if part is None:
        nothing = Text("“{name}” is in no session of the programme.", name=document.agenda.people[person].name)
        notice.show_error(
            EstradError(nothing, Text("A calendar holds what is placed, not called off and not declined."))
        )
        return
    beside = (
        folder.existing_folder or document.workspace.path.parent
    ) / f"{outbox.with_calendar_names([part])[0].name}.ics"
    place = folder.saved.stored_path(part.key)
    if not (place and place.parent.is_dir()):
        place = document.dialogs.file_to_save(parent, words("Save the calendar"), beside, confirm=False)
    if place:
        document.try_run(partial(_write_calendar, document, notice, folder, part, place, parent))


def _write_calendar(
    document: Document, notice: NoticeBar, folder: PublishFolder, part: Part, place: Path, parent: QWidget
) -> None:
    """Write a person's calendar to ``place``, after asking before it replaces a foreign file or cancels all sessions.

    Raise ``EstradError`` if ``place`` is the conference file, or as ``Outbox.send`` does.
    """
    outbox, words = document.workspace.outbox, document.presentation.words
    refuse_own_file(document.workspace.path, place)
    found = outbox.existing_calendars({place: part})
    if not _may_replace(document.dialogs, parent, found[part.key], place, words):
        return
    if not is_sure_to_call_off(document.dialogs, parent, outbox.planned_sending(parts=(part,), found=found), words):
        return

    def written(sending: Sending) -> dict[Path, bytes]:
        shown = sending.release.programme
        return {place: to_ics(shown, sending.ledger, document.workspace.wording, part=sending.parts[0])}

    sent = outbox.send(written, targets={place: part}, found=found)
    folder.saved.store_path(part.key, place)
    number, path = sent.release.number, QDir.toNativeSeparators(str(place))
    said = Text("Version {number} is saved in {path}.", number=number, path=path)
    alone = Text("It holds only the sessions of {name}: mail it.", name=part.title)
    show_saved(notice, words, place, f"{words.say(said)} {words.say(alone)}")


def _may_replace(dialogs: DialogService, parent: QWidget, found: ExistingCalendar, place: Path, words: Wording) -> bool:
    """Return whether a calendar may be written to ``place``; ask the user if a file of other origin is there."""
    told, stay = words.say(file_origin_notice(found, place.name)), words("Do not publish")
    question, go = words("Replace the file?"), words("Replace it")
    return found.file_origin in FREE or dialogs.is_sure(parent, question, told, go=go, stay=stay)
