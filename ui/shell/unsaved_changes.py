"""Stores unsaved text on disk, restores it when the file is opened again, and asks about it on closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from planner.background import BackgroundWriter
from planner.domain.text import N_, EstradError, Text, clean_text
from planner.storage.kept_aside import DraftStore, StoredDraft
from ui.forms.unsaved import draft_entities, shortened_text, spot_label, unsaved_drafts
from ui.kit.dialogs.dialog_service import DialogService
from ui.shell.planner_page import PageHost
from ui.state.document import Document, Draft, DraftSpot

KEPT = N_("It is kept aside on this computer, and is in its field again when the file is opened here.")
LOST = N_("It cannot be kept aside, and is lost when the file is closed.")
MOST_LINES = 5
"""Maximum number of texts that the question lists."""


def stored_drafts(document: Document) -> tuple[StoredDraft, ...]:
    """Return the unsaved texts of a document in the form in which they are stored on disk."""
    return tuple(StoredDraft(s.kind, s.ids, s.field, draft.text, draft.before) for s, draft in document.drafts)


def restore_drafts(document: Document, texts: Iterable[StoredDraft]) -> None:
    """Restore stored texts as drafts in their fields, except those that are in the conference already."""
    for text in texts:
        spot = DraftSpot(text.kind, text.ids, text.field)
        if not is_text_saved(document, spot, text.text):
            document.drafts.keep(spot, Draft(text.text, text.before, restored=True))


def is_text_saved(document: Document, spot: DraftSpot, text: str) -> bool:
    """Return whether a field already has this text in each of its entities; False if its values are not texts.

    That happens if the program ended after saving the text and before discarding its draft. A draft of a number, a time
    or a list always counts as unsaved.
    """
    values = [getattr(entity, spot.field, None) for entity in draft_entities(document, spot)]
    return bool(values) and all(isinstance(v, str) and clean_text(v) == clean_text(text) for v in values)


class DraftSaver(QObject):
    """Keeps the unsaved text of an open conference in a file in the user's data folder until it is saved."""

    _failed = Signal(str)

    def __init__(self, document: Document, kept: DraftStore, tell: Callable[[EstradError], object]) -> None:
        super().__init__(document)
        self._document, self._tell = document, tell
        self.fault: OSError | None = None
        self._warned = False
        self.writer = BackgroundWriter(kept.write, self._on_write_failed)
        self._failed.connect(self._warn_once, Qt.ConnectionType.QueuedConnection)
        restore_drafts(document, kept.read())
        document.drafts.changed.connect(self.write)

    def write(self) -> None:
        """Start writing the unsaved texts, without waiting for the disk."""
        self.fault = None
        self.writer.put(stored_drafts(self._document))

    def _on_write_failed(self, error: OSError) -> None:
        self.fault = error
        self._failed.emit(error.strerror or str(error))

    def _warn_once(self, why: str) -> None:
        if not self._warned:
            self._warned = True
            self._tell(
                EstradError(
                    Text("What you type cannot be kept aside until it is saved: {why}.", why=why),
                    Text("Finish each field with Enter before you leave the computer."),
                )
            )


class UnsavedChanges:
    """Handles a window's unsaved text when a conference is opened or closed, or the program ends."""

    def __init__(self, window: QWidget, host: PageHost, dialogs: DialogService) -> None:
        self._window, self._host, self._dialogs = window, host, dialogs
        self._draft_saver: DraftSaver | None = None
        self.ending = False

    def start_document(self, document: Document) -> None:
        """Restore the unsaved text of a newly opened conference, report that, and keep storing what is typed."""
        kept = document.workspace.draft_store
        self._draft_saver = DraftSaver(document, kept, self._host.tell) if kept else None
        self.ending = False
        document.drafts.changed.connect(self._cancel_ending)
        if found := unsaved_drafts(document):
            words = document.presentation.words
            said = words.plural(
                "{n} text that was typed before and not saved is in its field again: {where}.",
                "{n} texts that were typed before and not saved are in their fields again: {where}, …",
                len(found),
            ).format(n=len(found), where=spot_label(document, found[0][0]))
            self._host.notice.show_message(said, [(words("Show"), self.show_first_field)])

    def texts(self) -> tuple[StoredDraft, ...]:
        """Return the unsaved texts of entities that still exist."""
        page = self._host.page
        return (
            tuple(
                t
                for t in stored_drafts(page.document)
                if draft_entities(page.document, DraftSpot(t.kind, t.ids, t.field))
            )
            if page
            else ()
        )

    def restore_texts(self, texts: Iterable[StoredDraft]) -> None:
        """Restore, in the conference now open, unsaved texts of the one that was open before.

        Skip those of missing entities.
        """
        if page := self._host.page:
            restore_drafts(
                page.document, [t for t in texts if draft_entities(page.document, DraftSpot(t.kind, t.ids, t.field))]
            )

    def _cancel_ending(self) -> None:
        self.ending = False  # the program was not ended after all

    def show_first_field(self) -> None:
        """Show the first field with unsaved text, with the cursor in it."""
        page = self._host.page
        found = unsaved_drafts(page.document) if page else []
        if page and found:
            spot = found[0][0]
            page.show_field(type(draft_entities(page.document, spot)[0]), spot.ids, spot.field)

    def may_leave(self, anyway: str = "", stays: str = "") -> bool:
        """Save what can be saved, ask about the rest, and return whether the conference may be closed.

        If it may not, the first unsaved text is shown. The texts are stored on disk in either case, if possible.
        ``anyway`` is the text of the button where it does something else than closing, and ``stays`` then says what
        happens to the texts.
        """
        if (page := self._host.page) is None or self.ending:
            return True
        page.commit()
        if not (found := unsaved_drafts(page.document)):
            return True
        words = page.document.presentation.words
        lines = [
            f"{spot_label(page.document, spot)}: {shortened_text(draft.text)}" for spot, draft in found[:MOST_LINES]
        ]
        if len(found) > MOST_LINES:
            lines.append("…")
        question = words.plural("{n} text is not saved.", "{n} texts are not saved.", len(found)).format(n=len(found))
        why = found[0][1].why
        self.flush()
        is_kept = self._draft_saver is not None and self._draft_saver.fault is None
        more = words(stays or (KEPT if is_kept else LOST))
        more = "\n".join([*lines, *([why] if why else []), "", more])
        go, stay = words(anyway) if anyway else words("Close anyway"), words("Keep editing")
        if self._dialogs.is_sure(self._window, question, more, go=go, stay=stay):
            return True
        self.show_first_field()
        return False

    def guarded_handler(self, act: Callable[..., object]) -> Callable[..., object]:
        """Return a handler that calls ``act`` unless ``may_leave`` returns False."""
        return lambda *args: act(*args) if self.may_leave() else None

    def save_without_asking(self) -> None:
        """Save free text to the file, and other text as drafts, without asking.

        Until something is typed again, the program may then end without a question.
        """
        if page := self._host.page:
            from ui.features.inspector.entity_form import EntityForm  # the window starts without it

            page.timeline.cancel()
            for form in page.findChildren(EntityForm):
                form.save_free_text()
        self.flush()
        self.ending = True

    def release(self, document: Document) -> None:
        """Discard texts of deleted entities and wait until the others are stored.

        Called when the conference is closed.
        """
        document.drafts.forget(lambda spot: not draft_entities(document, spot))
        document.drafts.stop_changes()
        self.flush()
        self._draft_saver = None

    def flush(self) -> None:
        """Wait until the unsaved texts are stored on disk."""
        if self._draft_saver:
            self._draft_saver.writer.flush()
