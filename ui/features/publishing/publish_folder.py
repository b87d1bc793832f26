"""The folder into which this computer publishes a conference, and the names of the calendars in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.domain.long_task import LongTask, Progress, as_half
from planner.domain.text import N_, EstradError
from planner.exporting.deliver import make_folder
from planner.product_types import PrintFunctions
from planner.publishing.publication import (
    Publication,
    PublishOutline,
    PublishRequest,
    make_publication,
    outline_publishing,
)
from ui.state.document import Document
from ui.state.view_state import Settings

ASKING = N_("Folder to publish into")
FOLDER, WHOLE = "folder", "whole"
"""The keys in the settings of the folder, and of the whole conference's calendar as an older Estrad wrote it."""


class PublishFolder:
    """The folder into which a conference is published, which the settings remember by the conference file's path.

    A copy of the file has none at first. ``saved`` has the paths by part key, ``FOLDER`` or ``WHOLE``.
    """

    def __init__(self, document: Document, settings: Settings) -> None:
        self._document, self._workspace = document, document.workspace
        self.saved = settings.publishing_settings(self._workspace.path, self._workspace.agenda.conference.id)

    @property
    def last_folder(self) -> Path | None:
        """The folder of the last publishing, or of an older Estrad's calendar, or None; it may be gone."""
        whole = self.saved.stored_path(WHOLE)
        return self.saved.stored_path(FOLDER) or (whole.parent if whole else None)

    @property
    def existing_folder(self) -> Path | None:
        """The folder to publish into without asking, or None if there is none or it is gone."""
        return last if (last := self.last_folder) and last.is_dir() else None

    @property
    def proposed(self) -> Path:
        """The folder to propose: the known one, or one beside the conference file, which need not exist."""
        return self.existing_folder or self._workspace.path.with_name(
            self._workspace.outbox.with_calendar_names()[0].name
        )

    def outline(self, place: Path | None, *, first: bool = False) -> LongTask[PublishOutline]:
        """Return the outline of publishing, without any products, into ``place``, or the proposed folder for None."""
        yield Progress(0, 1)
        there = place or self.proposed
        return (
            yield from outline_publishing(
                self._workspace, PublishRequest((), first=first, stems=self.calendar_stems(there)), there
            )
        )

    def publication(self, request: PublishRequest, place: Path, drawing: PrintFunctions) -> LongTask[Publication]:
        """Make all files that are to be published into a folder, without writing them."""
        yield Progress(0, 1)
        request = replace(request, stems=self.calendar_stems(place))
        planned = yield from as_half(outline_publishing(self._workspace, request, place), 0)
        return (yield from as_half(make_publication(self._workspace, planned, drawing), 1))

    def ask_folder(self, parent: QWidget, start: Path) -> Path | None:
        """Ask for a folder and return it, or None if cancelled; a missing ``start`` exists while the user is asked."""
        is_new = False
        with suppress(EstradError):
            is_new = make_folder(start)
        begin, title = start if start.is_dir() else start.parent, self._document.presentation.words(ASKING)
        chosen = self._document.dialogs.folder_to_fill(parent, title, begin)
        if is_new:
            with suppress(OSError):
                start.rmdir()
        return chosen

    def calendar_stems(self, folder: Path) -> Mapping[str, str]:
        """Return the names without suffix of calendars written into a folder before, by part key."""
        written = {key: self.saved.stored_path(key or WHOLE) for key in self._workspace.releases.ledger().files}
        return {key: path.stem for key, path in written.items() if path and path.parent == folder}
