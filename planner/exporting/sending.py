"""Sends the open conference to attendees, or makes a draft: works out the version and its effects, then writes files.

Also writes the changes of a version as a text file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from planner.background import in_thread
from planner.domain.agenda import Agenda
from planner.domain.long_task import LongTask, Progress, as_half, run_to_end
from planner.domain.published_files import FileState, PublishedFile, digest
from planner.domain.text import EstradError, Plural, Text
from planner.domain.zones import time_zone
from planner.exporting.deliver import remove_file, write_temporary
from planner.exporting.file_names import conference_file_stem, with_file_names
from planner.exporting.ics_existing import read_existing
from planner.programme.block_entries import block_key
from planner.programme.calendar import events, has_ended, imported_uids
from planner.programme.difference import ChangeSort, ProgrammeChange, change_lines, difference, part_difference
from planner.programme.ledger_update import Outgoing, draft_ledger, ledger_after_sending, refuse_impossible_clock
from planner.programme.programme import Programme
from planner.programme.release import (
    WHOLE,
    ExistingCalendar,
    Ledger,
    Part,
    Release,
    nothing_to_send_error,
    programme_version,
    whole_part,
)
from planner.programme.sent_parts import outdated_parts
from planner.wording import Wording


def changes_text(release: Release, words: Wording, *, news: Sequence[ProgrammeChange]) -> Mapping[str, bytes]:
    """Return ``changes.txt``, by file name: a heading with the version, then the ``change_lines``.

    ``news`` are the changes; the release's note is left out.
    """
    shown = release.programme
    made = release.made.astimezone(time_zone(shown.timezone))
    head = Text(
        "{conference}, version {number}, {date}",
        conference=shown.title, number=release.number, date=made.date().isoformat(),
    )  # fmt: skip
    lines = [words.say(head), "", *(words.say(line) for line in change_lines(news)), ""]
    return {"changes.txt": "\n".join(lines).encode()}


@dataclass(frozen=True, slots=True)
class Sending:
    """A prepared or completed sending of calendar files.

    ``parts`` are the calendars to send, with their file names. ``new`` is true if a new release is made because there
    is none yet, or attendees would see a difference from the last one. ``before`` and ``ledger`` are the ledger before
    and after. ``earlier`` has the release with which each calendar was last sent, by part key, or None if it was never
    sent. ``previous`` is the release that the whole conference's calendar was sent with before this one, so that
    sending again reports the same changes; if that calendar is not sent now, it is the release before this one. None if
    there is none.
    """

    release: Release
    before: Ledger
    ledger: Ledger
    new: bool
    parts: tuple[Part, ...]
    out: Outgoing
    earlier: Mapping[str, Release | None]
    previous: Release | None

    def changes(self, part: Part) -> list[ProgrammeChange]:
        """Return the changes since a part's calendar was last sent; ``part`` is one of ``parts``."""
        shown, earlier = self.release.programme, self.earlier[part.key]
        if part.whole or earlier is None:
            return changes_since_release(earlier, shown, len(part.sessions))
        return part_difference(earlier.programme, self.before.file(part.key).sessions, shown, part)

    def conference_changes(self) -> list[ProgrammeChange]:
        """Return the changes of the whole conference in this version, the same ones if it is sent again."""
        return changes_since_release(self.previous, self.release.programme, len(self.release.programme.items))

    def stale_parts(self, offered: Iterable[Part]) -> tuple[Part, ...]:
        """Return those of the conference and the ``offered`` parts whose calendars this sending leaves out of date."""
        whole = whole_part(self.release.programme)
        return outdated_parts(self.ledger, self.out, [whole, *(part for part in offered if not part.whole)])

    def parts_with_new_uids(self) -> tuple[Part, ...]:
        """Return the parts whose events get new UIDs this one time, because an older Estrad last sent them."""
        return tuple(part for part in self.parts if self.before.file(part.key).older)

    @property
    def cancelled_count(self) -> int:
        """The number of sessions and blocks shown as cancelled in any calendar after this sending."""
        shown = (entry for file in self.ledger.files.values() for entry in file.kept_entries)
        return len({entry.session for entry in shown if entry.event.status == "CANCELLED"})

    @property
    def called_off_count(self) -> int:
        """The number of sessions in attendees' calendars if this version cancels all of them, else 0."""
        if not self.new or self.release.programme.items:
            return 0
        return len({session for file in self.before.files.values() for session in file.sessions})


def new_uids_notice(sending: Sending) -> Text | None:
    """Return a notice that the events of some calendars get new UIDs, or None, see ``Sending.parts_with_new_uids``."""
    once = sending.parts_with_new_uids()
    if not once:
        return None
    return Plural(
        "The entries of {n} calendar get identities of their own with this version: whoever imported it, and "
        "does not subscribe, gets them once more.",
        "The entries of {n} calendars get identities of their own with this version: whoever imported one, and "
        "does not subscribe, gets them once more.",
        len(once),
    )


@dataclass(frozen=True, slots=True)
class SendRequest:
    """A request to send the calendars of ``parts``, or that of the whole conference if they are None.

    ``first`` makes it the first public version. ``found`` are the existing files to be replaced, by part key, as
    returned by ``parse_existing``.
    """

    note: str = ""
    parts: Sequence[Part] | None = None
    first: bool = False
    found: Mapping[str, ExistingCalendar] | None = None


@dataclass(frozen=True, slots=True)
class SendContext:
    """The data for preparing a sending; ``last`` is the last release or one to copy, ``stem`` the file name's stem."""

    agenda: Agenda
    shown: Programme
    words: Wording
    ledger: Ledger
    last: Release | None
    stem: str


def determine_release(known: SendContext, now: datetime, asked: SendRequest) -> tuple[Release, Outgoing, bool]:
    """Return the release to send, the data to send, and whether the release is a new one."""
    shown, last, ledger = known.shown, known.last, known.ledger
    version = programme_version(shown, last, now)
    release = Release(version.number, now, shown, asked.note) if version.draft or last is None else last
    uids = imported_uids(known.agenda, ledger.entries.keys(), {entry.event.uid for entry in ledger.entries.values()})
    found, over = asked.found or {}, has_ended(shown, now)
    out = Outgoing(
        shown,
        events(shown, known.words, uids),
        known.words,
        now,
        release.number,
        asked.first,
        over,
        frozenset({*known.agenda.sessions, *map(block_key, known.agenda.blocks)}),
        found,
    )
    return release, out, version.draft


def named_parts(known: SendContext, parts: Sequence[Part] | None) -> tuple[Part, ...]:
    """Return the parts with their file names, or only the whole conference if they are None."""
    asked = [whole_part(known.shown)] if parts is None else parts
    return tuple(with_file_names(asked, known.ledger, conference_file_stem(known.agenda), known.stem))


def build_sending(
    known: SendContext,
    now: datetime,
    asked: SendRequest,
    read: Callable[[int], Release | None],
    kind: tuple[Release, Outgoing, bool] | None = None,
) -> Sending:
    """Prepare a sending; ``read`` returns a release by number; ``kind`` is from ``determine_release``, if known.

    Raise ``EstradError`` for an impossible clock or unknown time zone, ``NothingToSend`` for an empty first version.
    """
    if known.last is None and not known.shown.items:
        raise nothing_to_send_error()
    refuse_impossible_clock(now, known.ledger.last_stamp)
    read = cache(read)  # all parts of a large conference share a few releases
    release, out, new = kind or determine_release(known, now, asked)
    parts, before = named_parts(known, asked.parts), known.ledger
    after = ledger_after_sending(before, out, parts)
    if not before.file(WHOLE).name:  # the parts' names derive from it, so it is fixed with the first of them
        name = named_parts(known, None)[0].name
        after = replace(after, files={**after.files, WHOLE: replace(after.file(WHOLE), name=name)})
    earlier = {part.key: _last_release(before.file(part.key).release, before, part, read) for part in parts}
    number = after.file(WHOLE).previous if any(part.whole for part in parts) else release.number - 1
    return Sending(release, before, after, new, parts, out, earlier, read(number) if number else None)


def changes_since_release(earlier: Release | None, shown: Programme, held: int) -> list[ProgrammeChange]:
    """Return the changes since a release; if it is None, a single one: the first version, with ``held`` sessions."""
    if earlier is None:
        first = Plural("The first version, with {n} session.", "The first version, with {n} sessions.", held)
        return [ProgrammeChange(ChangeSort.NEW, "", (first,))]
    return difference(earlier.programme, shown)


def _last_release(number: int, ledger: Ledger, part: Part, read: Callable[[int], Release | None]) -> Release | None:
    """Return the release with this ``number``, with which a part was last sent, or None for 0.

    If an older Estrad sent the part without recording the number, it is the first release.
    """
    if not number and ledger.file(part.key).older:
        number = 1
    return read(number) if number else None


Render = Callable[[Sending], Mapping[Path, bytes]]
"""Returns the contents of the files to write for a sending, by path."""
Find = Callable[[Ledger, Outgoing], LongTask[Mapping[str, ExistingCalendar]]]
"""Reads the existing calendars at the target paths and returns them by part key, given the ledger and what to send."""
Targets = Mapping[Path, Part]
"""The part whose calendar is written to each path."""


class SentStore(Protocol):
    """The store of what was sent, see ``planner.storage.ledger.ReleaseStore``."""

    @property
    def writable(self) -> bool: ...
    def read(self, number: int) -> Release | None: ...
    def record(
        self,
        before: Ledger,
        after: Ledger,
        release: Release | None,
        owed: Iterable[PublishedFile] = (),
        rooms: Mapping[str, str] = ...,
    ) -> LongTask[Callable[[], None]]: ...
    def record_delivery(self, files: Iterable[PublishedFile]) -> None: ...


def with_digests(ledger: Ledger, files: Mapping[Path, bytes], targets: Targets) -> Ledger:
    """Return the ledger with the digests of the calendars in ``files``, by which they are recognised later."""
    known = {part.key: replace(ledger.file(part.key), digest=digest(files[path])) for path, part in targets.items()}
    return replace(ledger, files={**ledger.files, **known})


@dataclass(frozen=True, slots=True)
class Shipment:
    """The files that publishing a version writes and removes.

    ``files`` are the contents by path, ``targets`` the calendars among them. ``products`` has the product names of the
    files by path; a missing one is the calendar. ``leaving`` are the published files to remove, and ``replaced`` those
    to overwrite because they might name an erased person. ``rooms`` are new addresses of rooms on the page, by room id.
    """

    files: Mapping[Path, bytes]
    targets: Targets
    products: Mapping[Path, str] = field(default_factory=dict)
    leaving: Mapping[Path, PublishedFile] = field(default_factory=dict)
    replaced: Sequence[PublishedFile] = ()
    rooms: Mapping[str, str] = field(default_factory=dict)

    def owed_files(self, version: int) -> list[PublishedFile]:
        """Return the records to store until a version is delivered: files still to be put into place or removed."""
        made = [
            PublishedFile(path.name, digest(content), self.products.get(path, "calendar"), version)
            for path, content in self.files.items()
        ]
        return [*(replace(file, state=FileState.LEAVING) for file in (*self.replaced, *self.leaving.values())), *made]


class Outbox:
    """Sends the open conference to attendees, or writes a draft: works out the version, writes its files, records it.

    ``known`` returns the conference as it is now, ``store`` records what was sent, and ``sent`` is called after each
    sending, not after a draft.
    """

    def __init__(
        self,
        known: Callable[[], SendContext],
        clock: Callable[[], datetime],
        store: SentStore,
        sent: Callable[[], None],
    ) -> None:
        self._known, self._clock, self._store, self._sent = known, clock, store, sent

    def with_calendar_names(self, parts: Sequence[Part] | None = None) -> tuple[Part, ...]:
        """Return the parts with the file names they have or would get, or only the whole conference if None."""
        return named_parts(self._known(), parts)

    def existing_calendars(self, targets: Mapping[Path, Part]) -> Mapping[str, ExistingCalendar]:
        """Read the existing calendars at the target paths; return them by part key, see ``read_existing``."""
        known = self._known()
        _release, out, _new = determine_release(known, self._clock(), SendRequest())
        return {part.key: read_existing(path, part, known.ledger, out) for path, part in targets.items()}

    def prepare_sending(self, asked: SendRequest, find: Find) -> LongTask[Sending]:
        """Prepare a sending as ``planned_sending`` does, but as a long task; ``find`` reads the existing calendars."""
        known, now = self._known(), self._clock()
        release, out, new = yield from in_thread(partial(determine_release, known, now, asked))
        found = yield from find(known.ledger, out)
        files, read = known.ledger.files.values(), dict[int, Release | None]()
        for number in {1, release.number - 1, *(file.release for file in files), *(file.previous for file in files)}:
            yield Progress(0, 1)
            read[number] = self._store.read(number)
        kind = release, replace(out, found=found), new
        return (yield from in_thread(partial(build_sending, known, now, asked, read.get, kind)))

    def planned_sending(
        self,
        note: str = "",
        parts: Sequence[Part] | None = None,
        *,
        first: bool = False,
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:
        """Return the sending that ``send`` would perform; write nothing.

        ``parts`` are the calendars to send, including ``whole_part`` if the whole conference is meant too; None means
        only the whole conference, and an empty sequence no calendar, as the version goes out in other files. ``first``
        makes it the first public version, which forgets all earlier cancellations. ``found`` are the existing files to
        be replaced, by part key, as returned by ``existing_calendars``. Errors are as in ``build_sending``.
        """
        return build_sending(self._known(), self._clock(), SendRequest(note, parts, first, found), self._store.read)

    def send(
        self, render: Render, *, note: str = "", targets: Targets | None = None, first: bool = False,
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:  # fmt: skip
        """Prepare a sending, and write and record the files that ``render`` returns for it, as ``deliver`` does.

        ``targets`` are the parts to send, by the paths of their files. Without any, the whole conference is sent, and
        the digest of its file is not recorded. The other arguments and the result are as in ``planned_sending``.
        """
        targets = targets or {}
        sending = self.planned_sending(note, tuple(targets.values()) or None, first=first, found=found)
        run_to_end(self.deliver(sending, Shipment(render(sending), targets)))
        return sending

    def deliver(self, sending: Sending, shipment: Shipment) -> LongTask[tuple[EstradError, ...]]:
        """Record a sending that was just prepared, and put its files into their places; return the errors of removals.

        The slow steps, which also fail most, come first: the files are written under temporary names. Then the
        conference file records the version and which files are owed, the files are renamed, and the debt is settled. If
        the program is killed in between, each file is whole, of this version or the one before, and the debt remains.
        If the files cannot be written, raise ``EstradError`` with ledger and releases unchanged. A file that cannot be
        removed stays owed.
        """
        ledger = with_digests(sending.ledger, shipment.files, shipment.targets)
        release, owed = sending.release if sending.new else None, shipment.owed_files(sending.release.number)
        recording = self._store.record(sending.before, ledger, release, owed, shipment.rooms)
        yield from _write_and_record(shipment.files, recording)
        faults = {file.digest: fault for path, file in shipment.leaving.items() if (fault := remove_file(path))}
        self._store.record_delivery([file for file in owed if file.digest not in faults])
        self._sent()
        return tuple(faults.values())

    def draft(
        self, render: Render, *, parts: Sequence[Part] = (), found: Mapping[str, ExistingCalendar] | None = None
    ) -> Sending:
        """Write files as a draft: nothing is sent, and only the number of drafts is stored, if the store is writable.

        Without ``parts`` it is one of the whole conference. ``render`` is as in ``send``, the rest as in
        ``planned_sending``, except that ``ledger`` in the result is the draft's.
        """
        sending = self.planned_sending(parts=parts or None, found=found)
        sending = replace(sending, ledger=draft_ledger(sending.before, sending.out, sending.parts))
        self.write_draft(render(sending), sending.ledger.drafts)
        return sending

    def write_draft(self, files: Mapping[Path, bytes], drafts: int) -> None:
        """Write the files of a draft, and record the new number of drafts if the store is writable; both or neither."""
        before = self._known().ledger
        recording = self._store.record(before, replace(before, drafts=drafts), None)
        noted = drafts != before.drafts and self._store.writable
        run_to_end(_write_and_record(files, recording if noted else None))


def _write_and_record(files: Mapping[Path, bytes], recording: LongTask[Callable[[], None]] | None) -> LongTask[None]:
    """Write files under temporary names, run ``recording``, then rename them; undo the recording if that fails."""
    delivery = yield from as_half(write_temporary(files), 0)
    try:
        take_back = (yield from as_half(recording, 1)) if recording else None
        try:
            yield from delivery.move_into_place()
        except (EstradError, GeneratorExit):
            if take_back:
                take_back()
            raise
    finally:
        delivery.discard_temporary_files()
