"""Prepares and sends calendar files: the parts, their paths, and the existing files there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planner.background import in_thread
from planner.domain.long_task import LongTask, Progress, half_of
from planner.domain.text import Text
from planner.erased_calendars import ErasedCalendars, calendars_to_remove, settle
from planner.exporting.calendar_folder import UnknownCalendar, changed_calendars, unknown_calendars
from planner.exporting.deliver import deliver, refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.ics_existing import read_existing
from planner.exporting.ics_withdrawal import withdrawn_calendar
from planner.exporting.sending import Sending, Shipment, Targets
from planner.programme.dates import long_date
from planner.programme.ledger_update import doubtful_clock
from planner.programme.release import FREE, ExistingCalendar, Part, PartKind, whole_part
from planner.programme.sent_parts import offered
from ui.state.document import Document
from ui.state.view_state import Settings

State = tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class PublishChoice:
    """The choice in the publish dialog: the parts to send.

    ``each`` sends all parts of a kind to one folder; ``along`` also sends parts that would be out of date; ``first``
    makes it the first public version.
    """

    parts: tuple[Part, ...]
    each: bool = False
    along: bool = False
    first: bool = False

    @property
    def key(self) -> str:
        """Return the key under which the path of this choice is saved."""
        return f"each:{self.parts[0].about}" if self.each else _key(self.parts[0])


@dataclass(frozen=True, slots=True)
class PreparedSend:
    """A sending as it would be made now. ``targets`` is empty if no path is known.

    ``stale`` are the sent parts that would be out of date if only the chosen ones were sent; ``found`` are the existing
    files at the targets, by the part's key. ``changed`` are parts whose file beside the target another copy sent, with
    that file; ``unknown`` are calendars there that nobody here knows.
    """

    choice: PublishChoice
    sending: Sending
    stale: tuple[Part, ...]
    targets: Targets
    found: Mapping[str, ExistingCalendar]
    changed: Sequence[tuple[Part, ExistingCalendar]] = ()
    unknown: Sequence[UnknownCalendar] = ()

    @property
    def in_the_way(self) -> list[tuple[Path, ExistingCalendar]]:
        """Return the targets whose existing file was not the last one sent from this conference, with that file."""
        lying = ((path, self.found[part.key]) for path, part in self.targets.items())
        return [(path, found) for path, found in lying if found.file_origin not in FREE]


class CalendarSender:
    """Sends the calendars of one conference. The settings remember their paths for the path of the conference file.

    ``erased`` are the calendars of erased people that the last sending removed, for each folder.
    """

    def __init__(self, document: Document, settings: Settings) -> None:
        self._workspace, self._places = document.workspace, settings.calendars(document.workspace.path)
        self.whole = whole_part(self._workspace.programme())
        self.offered = self._offered(document)
        self._read: dict[Path, tuple[tuple[str, State], ExistingCalendar]] = {}
        self.erased: list[ErasedCalendars] = []

    def _offered(self, document: Document) -> Mapping[PartKind, Sequence[Part]]:
        """Return the parts that have a session, or had one when they were sent, including deleted ones.

        Days are offered only if there are several, or if one was sent before.
        """
        workspace, ledger = self._workspace, self._workspace.releases.ledger()
        words, shown = workspace.wording, workspace.programme()
        found = {
            about: offered(document.agenda, shown, ledger, about, words, lambda day: long_date(day, words.language))
            for about in PartKind
        }
        several = len(document.agenda.days) > 1 or any(ledger.sent(part.key) for part in found[PartKind.DAY])
        return found if several else {**found, PartKind.DAY: ()}

    def remembered(self, choice: PublishChoice) -> Path | None:
        """Return the file or folder that the choice was last written to, or None; it may no longer exist."""
        return self._places.of(self._which(choice.key))

    def known(self, choice: PublishChoice) -> Path | None:
        """Return the path to write to without asking: the last one, or None if its folder no longer exists."""
        place = self.remembered(choice)
        return place if place and (place if choice.each else place.parent).is_dir() else None

    def proposed(self, choice: PublishChoice) -> Path:
        """Return the path to propose: the last one, or else one beside the calendar of the whole conference."""
        if place := self.known(choice):
            return place
        whole = self.known(PublishChoice((self.whole,)))
        folder = whole.parent if whole else self._workspace.path.parent
        return folder if choice.each else folder / f"{self._workspace.outbox.named(choice.parts)[0].name}.ics"

    def prepare(self, choice: PublishChoice, place: Path | None) -> LongTask[PreparedSend]:
        """Return what would be sent to that file or folder; raise ``EstradError`` as ``Outbox.sending`` does."""
        yield Progress(0, 1)
        outbox, every = self._workspace.outbox, [part for parts in self.offered.values() for part in parts]
        sending = outbox.sending(parts=choice.parts, first=choice.first)
        yield Progress(0, 1)
        stale, named = sending.stale(every), outbox.named([self.whole, *every])
        folder = (place if choice.each else place.parent) if place else None
        chosen = {part.key for part in choice.parts}
        others = [part for part in named if folder and part.key not in chosen]
        changed = changed_calendars(folder, sending.out, sending.before, others) if folder else ()
        stale = tuple({part.key: part for part in (*stale, *self._sent(changed, sending))}.values())
        if choice.along and stale:
            sending = outbox.sending(parts=[*choice.parts, *stale], first=choice.first)
        targets = self._targets(sending.parts, choice, place) if place else {}
        found = yield from self._existing_at(targets, sending)
        unknown = unknown_calendars(folder, sending.out, sending.before, named) if folder else ()
        passing = {*targets, *calendars_to_remove(self._workspace, folder)} if folder and unknown else targets.keys()
        strangers = tuple(calendar for calendar in unknown if calendar.path not in passing)
        return PreparedSend(choice, sending, stale, targets, found, changed, strangers)

    @staticmethod
    def _sent(changed: Sequence[tuple[Part, ExistingCalendar]], sending: Sending) -> list[Part]:
        """Return the parts that were sent from here; what only a colleague sends is left alone."""
        return [part for part, _found in changed if sending.before.sent(part.key)]

    def _existing_at(self, targets: Targets, sending: Sending) -> LongTask[Mapping[str, ExistingCalendar]]:
        """Return the existing files at the targets, by the part's key; a file is read again only if it has changed."""
        found = {}
        for done, (path, part) in enumerate(targets.items()):
            yield Progress(done, len(targets))
            now = part.key, _file_state(path)
            if path not in self._read or self._read[path][0] != now:
                read = partial(read_existing, path, part, sending.before, sending.out)
                self._read[path] = now, (yield from in_thread(read)) if part.whole else read()
            found[part.key] = self._read[path][1]
        return found

    def _targets(self, parts: Sequence[Part], choice: PublishChoice, place: Path) -> Targets:
        folder, found = place if choice.each else place.parent, dict[Path, Part]()
        chosen = {part.key for part in choice.parts}
        for part in parts:
            usual = folder / f"{part.name}.ics"
            if part.key in chosen:
                found[usual if choice.each else place] = part
                continue
            free = [path for path in (self.known(PublishChoice((part,))), usual) if path and path not in found]
            if free:  # chosen parts have precedence
                found[free[0]] = part
        return found

    def send(self, prepared: PreparedSend, note: str) -> LongTask[Sending]:
        """Write the files and remember their paths; raise ``EstradError`` as ``Outbox.send`` does."""
        targets, outbox, words = prepared.targets, self._workspace.outbox, self._workspace.wording
        for path in targets:
            refuse_own_file(self._workspace.path, path)
        yield Progress(0, 1)
        parts, first = list(targets.values()), prepared.choice.first
        sending = outbox.sending(note, parts, first=first, found=prepared.found)

        files = dict[Path, bytes]()
        for done, (path, part) in enumerate(targets.items()):
            yield Progress(done, 2 * len(targets))
            make = partial(to_ics, sending.release.programme, sending.ledger, words, part=part)
            files[path] = (yield from in_thread(make)) if part.whole else make()
        yield from half_of(outbox.deliver(sending, Shipment(files, targets)), 1)
        folders = dict.fromkeys(path.parent for path in targets)
        self.erased = [settle(self._workspace, folder, parts) for folder in folders]
        self._remember(prepared)
        return sending

    def withdraw(self, prepared: PreparedSend, calendars: Sequence[UnknownCalendar]) -> None:
        """Cancel all entries of unknown calendars in their files; raise ``EstradError`` if one cannot be written."""
        deliver({calendar.path: withdrawn_calendar(calendar, prepared.sending.out) for calendar in calendars})

    def _remember(self, prepared: PreparedSend) -> None:
        places, choice = self._places, prepared.choice
        for path, part in prepared.targets.items():
            places.remember(self._which(_key(part)), path)
        if choice.each:
            places.remember(self._which(choice.key), next(iter(prepared.targets)).parent)
        if prepared.stale:
            places.along = choice.along

    def _which(self, key: str) -> str:
        return f"{self._workspace.agenda.conference.id}/{key}"

    def doubt(self) -> Text | None:
        """Return a warning if the last sending is dated in the future, as a clock must be wrong, or else None."""
        return doubtful_clock(self._workspace.now(), self._workspace.releases.ledger().last_stamp)


def _file_state(path: Path) -> State:
    """Return the inode, size and times of a file, which show if it has changed, or None if there is no file."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _key(part: Part) -> str:
    return part.key or "whole"
