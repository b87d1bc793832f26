"""What can be sent of the open conference: the files, what lies at their places, and what a send would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from planner.exporting.ics_found import found_at
from planner.exporting.sending import Asked, Conference, Sending, files_of, outgoing, prepare
from planner.programme.found import Found
from planner.programme.parts import Part
from planner.programme.release import Release


class Outbox:
    """Answers before something is sent; nothing is written here. ``Workspace.send`` sends.

    ``known`` gives the conference as it is now, ``read`` a release by its number.
    """

    def __init__(
        self, known: Callable[[], Conference], clock: Callable[[], datetime], read: Callable[[int], Release | None]
    ) -> None:
        self._known, self._clock, self._read = known, clock, read

    def named(self, parts: Sequence[Part] = ()) -> tuple[Part, ...]:
        """The parts with the names that their files have, or get when they are sent; the whole if there are none."""
        return files_of(self._known(), parts)

    def lying(self, targets: Mapping[Path, Part]) -> Mapping[str, Found]:
        """What lies where the files of these parts are to go, by the part's key: see ``found_at``."""
        known = self._known()
        _release, out, _new = outgoing(known, self._clock(), Asked())
        return {part.key: found_at(path, part, known.ledger, out) for path, part in targets.items()}

    def sending(
        self,
        note: str = "",
        parts: Sequence[Part] = (),
        *,
        first: bool = False,
        found: Mapping[str, Found] | None = None,
    ) -> Sending:
        """What ``Workspace.send`` would send.

        ``parts`` are the files that are asked for, ``whole_part`` among them where the whole conference is meant too;
        none means the whole alone. ``first`` makes it the first public version, which forgets all cancellations so far.
        ``found`` is what ``lying`` found at the places of files that are to be replaced, by the part's key.
        Raises ``EstradError`` where the clock cannot be right.
        """
        return prepare(self._known(), self._clock(), Asked(note, parts, first, found), self._read)
