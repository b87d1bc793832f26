"""Sends the open conference to attendees, or makes a draft: computes version and effects before anything is written,
then writes; the changes as a text.
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
from planner.exporting.deliver import removed, write_temporary
from planner.exporting.file_names import conference_name, with_file_names
from planner.exporting.ics_existing import read_existing
from planner.programme.block_entries import block_key
from planner.programme.calendar import events, has_ended, source_uids
from planner.programme.difference import ChangeSort, ProgrammeChange, change_lines, difference, part_difference
from planner.programme.ledger_update import Outgoing, advance, draft_ledger, refuse_impossible_clock
from planner.programme.programme import Programme
from planner.programme.release import (
    WHOLE,
    ExistingCalendar,
    Ledger,
    Part,
    Release,
    nothing_to_send,
    programme_version,
    whole_part,
)
from planner.programme.sent_parts import out_of_date
from planner.wording import Wording


def changes_text(release: Release, words: Wording, *, news: Sequence[ProgrammeChange]) -> Mapping[str, bytes]:
    """Return a file with changes as lines below a heading with the version; the release's note is left out."""
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

    ``parts`` are the outgoing files with their file names. ``new`` is true if a new release is made because attendees
    would see a difference from the last one. ``before`` and ``ledger`` are the ledger before and after. ``earlier`` is
    the release with which each file was last sent, by part key, or None if it was never sent. ``previous`` is the last
    release of the whole file with another number, so that sending again reports the same changes; if that file does not
    go out, it is the release before.
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
        """Return what changed since a part's file was last sent; ``part`` is one of ``parts``."""
        shown, earlier = self.release.programme, self.earlier[part.key]
        if part.whole or earlier is None:
            return release_news(earlier, shown, len(part.sessions))
        return part_difference(earlier.programme, self.before.file(part.key).sessions, shown, part)

    def news(self) -> list[ProgrammeChange]:
        """Return what changed in this version of the whole conference's file, even if sent again."""
        return release_news(self.previous, self.release.programme, len(self.release.programme.items))

    def stale(self, offered: Iterable[Part]) -> tuple[Part, ...]:
        """Return the parts in ``offered``, and the whole, whose sent files are out of date after this sending."""
        whole = whole_part(self.release.programme)
        return out_of_date(self.ledger, self.out, [whole, *(part for part in offered if not part.whole)])

    def changes_once(self) -> tuple[Part, ...]:
        """Return the parts whose events get new UIDs this once, because an older Estrad sent them last."""
        return tuple(part for part in self.parts if self.before.file(part.key).older)

    @property
    def cancellations(self) -> int:
        """The number of sessions shown as cancelled in any file after this sending."""
        shown = (entry for file in self.ledger.files.values() for entry in file.shown)
        return len({entry.session for entry in shown if entry.event.status == "CANCELLED"})

    @property
    def calls_off(self) -> int:
        """The number of sessions that attendees have if this is the version that cancels all of them, or else 0."""
        if not self.new or self.release.programme.items:
            return 0
        return len({session for file in self.before.files.values() for session in file.sessions})


def new_uids_notice(sending: Sending) -> Text | None:
    """Return a notice that events sent by an older Estrad get new UIDs, or None if there are none."""
    once = sending.changes_once()
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
    """A request to send ``parts``, or the whole conference if None.

    ``first`` makes it the first public version. ``found`` are the existing files to be replaced, by part key, as
    returned by ``judge_existing``.
    """

    note: str = ""
    parts: Sequence[Part] | None = None
    first: bool = False
    found: Mapping[str, ExistingCalendar] | None = None


@dataclass(frozen=True, slots=True)
class SendContext:
    """The conference data needed to prepare a sending; ``stem`` is its file's name without the suffix."""

    agenda: Agenda
    shown: Programme
    words: Wording
    ledger: Ledger
    last: Release | None
    stem: str


def outgoing(known: SendContext, now: datetime, asked: SendRequest) -> tuple[Release, Outgoing, bool]:
    """Return the release to send, the data to send with it, and whether the release is new."""
    shown, last, ledger = known.shown, known.last, known.ledger
    version = programme_version(shown, last, now)
    release = Release(version.number, now, shown, asked.note) if version.draft or last is None else last
    uids = source_uids(known.agenda, ledger.entries.keys(), {entry.event.uid for entry in ledger.entries.values()})
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
    """Return the parts with their file names; without parts, the whole conference."""
    asked = [whole_part(known.shown)] if parts is None else parts
    return tuple(with_file_names(asked, known.ledger, conference_name(known.agenda), known.stem))


def prepare(
    known: SendContext,
    now: datetime,
    asked: SendRequest,
    read: Callable[[int], Release | None],
    kind: tuple[Release, Outgoing, bool] | None = None,
) -> Sending:
    """Prepare a sending; ``read`` returns a release by number, and ``kind`` is what ``outgoing`` returns for it.

    Raise ``EstradError`` if the clock cannot be right, or a first version would have no session.
    """
    if known.last is None and not known.shown.items:
        raise nothing_to_send()
    refuse_impossible_clock(now, known.ledger.last_stamp)
    read = cache(read)  # all parts of a large conference share a few releases
    release, out, new = kind or outgoing(known, now, asked)
    parts, before = named_parts(known, asked.parts), known.ledger
    after = advance(before, out, parts)
    if not before.file(WHOLE).name:  # the parts' names derive from it, so it is fixed with the first of them
        name = named_parts(known, None)[0].name
        after = replace(after, files={**after.files, WHOLE: replace(after.file(WHOLE), name=name)})
    earlier = {part.key: _last_release(before.file(part.key).release, before, part, read) for part in parts}
    number = after.file(WHOLE).previous if any(part.whole for part in parts) else release.number - 1
    return Sending(release, before, after, new, parts, out, earlier, read(number) if number else None)


def release_news(earlier: Release | None, shown: Programme, held: int) -> list[ProgrammeChange]:
    """Return what changed since a release; without one, that this is the first version, with ``held`` sessions."""
    if earlier is None:
        first = Plural("The first version, with {n} session.", "The first version, with {n} sessions.", held)
        return [ProgrammeChange(ChangeSort.NEW, "", (first,))]
    return difference(earlier.programme, shown)


def _last_release(number: int, ledger: Ledger, part: Part, read: Callable[[int], Release | None]) -> Release | None:
    """Return the release a part was last sent with, or None; the first if an older Estrad did not record it."""
    if not number and ledger.file(part.key).older:
        number = 1
    return read(number) if number else None


Render = Callable[[Sending], Mapping[Path, bytes]]
"""Returns the content of each file to write."""
Find = Callable[[Ledger, Outgoing], LongTask[Mapping[str, ExistingCalendar]]]
"""Returns the existing calendars at the targets by part key, given what goes out."""
Targets = Mapping[Path, Part]
"""The part that is written to each path."""


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
    def settle(self, files: Iterable[PublishedFile]) -> None: ...


def with_digests(ledger: Ledger, files: Mapping[Path, bytes], targets: Targets) -> Ledger:
    """Return the ledger with the digest of each calendar that is written to its target, by which it is known again."""
    known = {part.key: replace(ledger.file(part.key), digest=digest(files[path])) for path, part in targets.items()}
    return replace(ledger, files={**ledger.files, **known})


@dataclass(frozen=True, slots=True)
class Shipment:
    """All that one version puts into its place, and takes away from there.

    ``files`` are the contents by their paths, ``targets`` the calendars among them. ``products`` are the names of the
    products of the others, by path. ``leaving`` are the published files that are removed, and ``replaced`` those that
    might name an erased person, and do not lie there any more after it. ``rooms`` are the addresses that rooms have on
    the page from now on, by id.
    """

    files: Mapping[Path, bytes]
    targets: Targets
    products: Mapping[Path, str] = field(default_factory=dict)
    leaving: Mapping[Path, PublishedFile] = field(default_factory=dict)
    replaced: Sequence[PublishedFile] = ()
    rooms: Mapping[str, str] = field(default_factory=dict)

    def owed(self, version: int) -> list[PublishedFile]:
        """Return what is owed of a version until all of it is delivered."""
        made = [
            PublishedFile(path.name, digest(content), self.products.get(path, "calendar"), version)
            for path, content in self.files.items()
        ]
        return [*(replace(file, state=FileState.LEAVING) for file in (*self.replaced, *self.leaving.values())), *made]


class Outbox:
    """Prepares and performs the sending of a conference.

    ``known`` returns the current conference data, ``store`` keeps what was sent, and ``sent`` is called after each
    sending.
    """

    def __init__(
        self,
        known: Callable[[], SendContext],
        clock: Callable[[], datetime],
        store: SentStore,
        sent: Callable[[], None],
    ) -> None:
        self._known, self._clock, self._store, self._sent = known, clock, store, sent

    def named(self, parts: Sequence[Part] | None = None) -> tuple[Part, ...]:
        """Return the parts with their current or future file names; without parts, the whole conference."""
        return named_parts(self._known(), parts)

    def lying(self, targets: Mapping[Path, Part]) -> Mapping[str, ExistingCalendar]:
        """Return the existing calendar at each target path by part key, see ``read_existing``."""
        known = self._known()
        _release, out, _new = outgoing(known, self._clock(), SendRequest())
        return {part.key: read_existing(path, part, known.ledger, out) for path, part in targets.items()}

    def preparing(self, asked: SendRequest, find: Find) -> LongTask[Sending]:
        """Prepare a sending as ``sending`` does, in pieces; ``find`` returns the existing files, by part key."""
        known, now = self._known(), self._clock()
        release, out, new = yield from in_thread(partial(outgoing, known, now, asked))
        found = yield from find(known.ledger, out)
        files, read = known.ledger.files.values(), dict[int, Release | None]()
        for number in {1, release.number - 1, *(file.release for file in files), *(file.previous for file in files)}:
            yield Progress(0, 1)
            read[number] = self._store.read(number)
        kind = release, replace(out, found=found), new
        return (yield from in_thread(partial(prepare, known, now, asked, read.get, kind)))

    def sending(
        self,
        note: str = "",
        parts: Sequence[Part] | None = None,
        *,
        first: bool = False,
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:
        """Return what ``send`` would send.

        ``parts`` are the requested calendars, including ``whole_part`` if the whole conference is meant too; without
        them, only the whole conference is sent, and if there are none, the version goes out in other files. ``first``
        makes it the first public version, which forgets all earlier cancellations. ``found`` are the existing files to
        be replaced, by part key, as returned by ``lying``. Raise ``EstradError`` if the clock cannot be right.
        """
        return prepare(self._known(), self._clock(), SendRequest(note, parts, first, found), self._store.read)

    def send(
        self, render: Render, *, note: str = "", targets: Targets | None = None, first: bool = False,
        found: Mapping[str, ExistingCalendar] | None = None,
    ) -> Sending:  # fmt: skip
        """Write files for attendees as ``deliver`` does.

        ``targets`` are the parts that are sent, by the paths to which ``render`` writes them; without it, the whole
        conference is sent, and its file will not be known again by its bytes. The other arguments and the result are as
        in ``sending``.
        """
        targets = targets or {}
        sending = self.sending(note, tuple(targets.values()) or None, first=first, found=found)
        run_to_end(self.deliver(sending, Shipment(render(sending), targets)))
        return sending

    def deliver(self, sending: Sending, shipment: Shipment) -> LongTask[tuple[EstradError, ...]]:
        """Record a sending that was just prepared, and put its files into their places.

        All that takes long, and most of what can fail, comes first: the files are written under other names. Then the
        file remembers the version and what is owed of it, then the files get their names, and what is owed is settled.
        A program that is killed in between leaves each file whole, of this version or the one before, and the debt. If
        they cannot be written, ledger and releases stay unchanged; if one that leaves cannot be removed, that is in the
        result, and stays owed.
        """
        ledger = with_digests(sending.ledger, shipment.files, shipment.targets)
        release, owed = sending.release if sending.new else None, shipment.owed(sending.release.number)
        recording = self._store.record(sending.before, ledger, release, owed, shipment.rooms)
        yield from _recorded_and_put(shipment.files, recording)
        faults = {file.digest: fault for path, file in shipment.leaving.items() if (fault := removed(path))}
        self._store.settle([file for file in owed if file.digest not in faults])
        self._sent()
        return tuple(faults.values())

    def draft(
        self, render: Render, *, parts: Sequence[Part] = (), found: Mapping[str, ExistingCalendar] | None = None
    ) -> Sending:
        """Write files as a draft: nothing is sent, and only the draft's number is stored, if the file can be written.

        ``render`` and the result are as in ``send``, except that ``ledger`` in the result is the draft's.
        """
        sending = self.sending(parts=parts or None, found=found)
        sending = replace(sending, ledger=draft_ledger(sending.before, sending.out, sending.parts))
        self.write_draft(render(sending), sending.ledger.drafts)
        return sending

    def write_draft(self, files: Mapping[Path, bytes], drafts: int) -> None:
        """Write the files of a draft, and how many there are now where the conference can be written; or neither."""
        before = self._known().ledger
        recording = self._store.record(before, replace(before, drafts=drafts), None)
        noted = drafts != before.drafts and self._store.writable
        run_to_end(_recorded_and_put(files, recording if noted else None))


def _recorded_and_put(files: Mapping[Path, bytes], recording: LongTask[Callable[[], None]] | None) -> LongTask[None]:
    """Write files under other names, record them, and give them their names; the record is taken back if that fails."""
    delivery = yield from as_half(write_temporary(files), 0)
    try:
        take_back = (yield from as_half(recording, 1)) if recording else None
        try:
            yield from delivery.put()
        except (EstradError, GeneratorExit):
            if take_back:
                take_back()
            raise
    finally:
        delivery.drop()
