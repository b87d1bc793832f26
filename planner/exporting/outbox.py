"""Sends the open conference to attendees; before that, tells which files go out and what changes in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from planner.exporting.deliver import deliver
from planner.exporting.ics_existing import read_existing
from planner.exporting.sending import SendContext, Sending, SendRequest, files_of, outgoing, prepare
from planner.programme.existing_calendar import ExistingCalendar
from planner.programme.ledger_update import draft_ledger
from planner.programme.parts import Part
from planner.programme.release import Ledger, Release

Render = Callable[[Sending], Mapping[Path, bytes]]
"""Returns the content of each file to write."""
Write = Callable[[Ledger, Ledger, Release | None, Callable[[], Callable[[], None]]], None]
"""Stores the ledger after a sending, given the one before, and a new release; see ``ReleaseStore.write``."""


class Outbox:
    """Prepares and performs the sending of a conference.

    ``known`` returns the current conference data, ``read`` a release by its number, and ``sent`` is called after each
    sending.
    """

    def __init__(
        self,
        known: Callable[[], SendContext],
        clock: Callable[[], datetime],
        read: Callable[[int], Release | None],
        write: Write,
        sent: Callable[[], None],
    ) -> None:
        self._known, self._clock, self._read, self._write, self._sent = known, clock, read, write, sent

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
        """Return what ``send`` would send.

        ``parts`` are the requested files, including ``whole_part`` if the whole conference is meant too; if empty, only
        the whole conference is sent. ``first`` makes it the first public version, which forgets all earlier
        cancellations. ``found`` are the existing files to be replaced, by part key, as returned by ``lying``. Raise
        ``EstradError`` if the clock cannot be right.
        """
        return prepare(self._known(), self._clock(), SendRequest(note, parts, first, found), self._read)

    def send(
        self, render: Render, *, note: str = "", parts: Sequence[Part] = (), first: bool = False,
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:  # fmt: skip
        """Write files for attendees, then update the ledger and store the release.

        If the files cannot be written, ledger and releases stay unchanged. The other arguments and the result are as in
        ``sending``.
        """
        sending = self.sending(note, parts, first=first, found=found)
        files = render(sending)
        self._write(sending.before, sending.ledger, sending.release if sending.new else None, lambda: deliver(files))
        self._sent()
        return sending

    def draft(
        self, render: Render, *, parts: Sequence[Part] = (), found: Mapping[str, ExistingCalendar] | None = None
    ) -> Sending:
        """Write files as a draft: nothing is sent, and only the draft's number is stored.

        ``render`` and the result are as in ``send``, except that ``ledger`` in the result is the draft's.
        """
        sending = self.sending(parts=parts, found=found)
        sending = replace(sending, ledger=draft_ledger(sending.before, sending.out, sending.parts))
        files = render(sending)
        noted = replace(sending.before, drafts=sending.ledger.drafts)
        self._write(sending.before, noted, None, lambda: deliver(files))
        return sending
