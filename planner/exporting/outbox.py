"""Previews sending the open conference: the files to write, existing ones, and the resulting changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from planner.exporting.ics_existing import read_existing
from planner.exporting.sending import SendContext, Sending, SendRequest, files_of, outgoing, prepare
from planner.programme.existing_calendar import ExistingCalendar
from planner.programme.parts import Part
from planner.programme.release import Release


class Outbox:
    """A preview of sending that writes nothing; ``Workspace.send`` does the sending.

    ``known`` returns the current conference data, and ``read`` a release by its number.
    """

    def __init__(
        self, known: Callable[[], SendContext], clock: Callable[[], datetime], read: Callable[[int], Release | None]
    ) -> None:
        self._known, self._clock, self._read = known, clock, read

    def named(self, parts: Sequence[Part] = ()) -> tuple[Part, ...]:
        """Return the parts with their current or future file names; without parts, the whole conference."""
        return files_of(self._known(), parts)

    def lying(self, targets: Mapping[Path, Part]) -> Mapping[str, ExistingCalendar]:
        """Return the existing calendar at each target path by part key, see ``read_existing``."""
        known = self._known()
        _release, out, _new = outgoing(known, self._clock(), SendRequest())
        return {part.key: read_existing(path, part, known.ledger, out) for path, part in targets.items()}

    def sending(
        self,
        note: str = "",
        parts: Sequence[Part] = (),
        *,
        first: bool = False,
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:
        """Return what ``Workspace.send`` would send.

        ``parts`` are the requested files, including ``whole_part`` if the whole conference is meant too; if empty, only
        the whole conference is sent. ``first`` makes it the first public version, which forgets all earlier
        cancellations. ``found`` are the existing files to be replaced, by part key, as returned by ``lying``. Raise
        ``EstradError`` if the clock cannot be right.
        """
        return prepare(self._known(), self._clock(), SendRequest(note, parts, first, found), self._read)
