"""The preview of sending the open conference: the files, what is at their places, and what a send would do."""

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
    """A preview of sending; nothing is written here. ``Workspace.send`` sends.

    ``known`` returns the present conference, ``read`` a release by its number.
    """

    def __init__(
        self, known: Callable[[], SendContext], clock: Callable[[], datetime], read: Callable[[int], Release | None]
    ) -> None:
        self._known, self._clock, self._read = known, clock, read

    def named(self, parts: Sequence[Part] = ()) -> tuple[Part, ...]:
        """Return the parts with the names that their files have or will get; the whole conference if there are none."""
        return files_of(self._known(), parts)

    def lying(self, targets: Mapping[Path, Part]) -> Mapping[str, ExistingCalendar]:
        """Return what is at the places of these parts' files, by the part's key: see ``read_existing``."""
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

        ``parts`` are the requested files, including ``whole_part`` if the whole conference is meant too; none means
        only the whole. ``first`` makes it the first public version, which forgets all cancellations so far. ``found``
        is what ``lying`` found at the places of files that are to be replaced, by the part's key. Raise ``EstradError``
        if the clock cannot be right.
        """
        return prepare(self._known(), self._clock(), SendRequest(note, parts, first, found), self._read)
