"""The folder into which this machine publishes a conference file, and the names of the calendars in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.domain.long_task import LongTask, Progress, as_half
from planner.domain.text import N_, EstradError
from planner.exporting.deliver import make_folder
from planner.product_types import Drawing
from planner.publishing.publication import Publication, PublishOutline, PublishRequest, make, outline
from ui.state.document import Document
from ui.state.view_state import Settings

ASKING = N_("Folder to publish into")
FOLDER, WHOLE = "folder", "whole"
"""What the settings call the folder, and the calendar of the whole conference that an older Estrad wrote."""


class PublishFolder:
    """The folder, which the settings remember for the path of the conference file; for a copy of it they know none."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self._document, self._workspace = document, document.workspace
        self.saved = settings.calendars(self._workspace.path)

    @property
    def last(self) -> Path | None:
        """The folder that was published into last, or that of an older Estrad's calendar; it may be gone."""
        whole = self.of(WHOLE)
        return self.of(FOLDER) or (whole.parent if whole else None)

    @property
    def known(self) -> Path | None:
        """The folder to publish into without asking."""
        return last if (last := self.last) and last.is_dir() else None

    @property
    def proposed(self) -> Path:
        """The folder to propose; it need not exist."""
        return self.known or self._workspace.path.with_name(self._workspace.outbox.named()[0].name)

    def outlined(self, place: Path | None, *, first: bool = False) -> LongTask[PublishOutline]:
        """Return what publishing into a folder would be, or into the proposed one for None; no product is chosen."""
        yield Progress(0, 1)
        there = place or self.proposed
        return (yield from outline(self._workspace, PublishRequest((), first=first, stems=self.stems(there)), there))

    def publication(self, request: PublishRequest, place: Path, drawing: Drawing) -> LongTask[Publication]:
        yield Progress(0, 1)
        request = replace(request, stems=self.stems(place))
        planned = yield from as_half(outline(self._workspace, request, place), 0)
        return (yield from as_half(make(self._workspace, planned, drawing), 1))

    def ask(self, parent: QWidget, start: Path) -> Path | None:
        """Ask for a folder; the one to begin with is there as long as the question is. Return None if cancelled."""
        is_new = False
        with suppress(EstradError):
            is_new = make_folder(start)
        begin, title = start if start.is_dir() else start.parent, self._document.presentation.words(ASKING)
        chosen = self._document.dialogs.folder_to_fill(parent, title, begin)
        if is_new:
            with suppress(OSError):
                start.rmdir()
        return chosen

    def of(self, which: str) -> Path | None:
        """Return where a calendar was written, by the part's key, or None."""
        return self.saved.of(f"{self._workspace.agenda.conference.id}/{which}")

    def remember(self, which: str, path: Path) -> None:
        """Remember where a calendar was written, by the part's key."""
        self.saved.remember(f"{self._workspace.agenda.conference.id}/{which}", path)

    def stems(self, folder: Path) -> Mapping[str, str]:
        """Return the names under which calendars were written into a folder, by the part's key; see PublishRequest."""
        written = {key: self.of(key or WHOLE) for key in self._workspace.releases.ledger().files}
        return {key: path.stem for key, path in written.items() if path and path.parent == folder}
