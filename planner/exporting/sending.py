"""What a send would do, worked out before anything is written: versions, entries, file names, what is new for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from planner.domain.agenda import Agenda
from planner.domain.text import Plural, Text
from planner.exporting.file_names import conference_name, named
from planner.programme.advance import Outgoing, advance
from planner.programme.calendar import events, is_over
from planner.programme.difference import difference, part_difference
from planner.programme.found import Found
from planner.programme.identity import source_uids
from planner.programme.parts import Part, whole_part
from planner.programme.programme import Programme
from planner.programme.release import WHOLE, Ledger, Release
from planner.programme.sent_parts import out_of_date
from planner.programme.stamps import refuse_impossible_clock
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Sending:
    """A send that is about to be made, or was made.

    ``parts`` are the files that go out, each with its file's name; ``new`` is whether a new release is made, since
    attendees would see a difference to the last one. ``before`` and ``ledger`` are the ledger around it. ``earlier`` is
    the release that each of the files was sent with last, by key, None where it is sent for the first time;
    ``previous`` the one with another number that the whole's was sent with before, so that sent again it says the same.
    """

    release: Release
    before: Ledger
    ledger: Ledger
    new: bool
    parts: tuple[Part, ...]
    out: Outgoing
    earlier: Mapping[str, Release | None]
    previous: Release | None

    def changes(self, part: Part) -> list[Text]:
        """What is new for those who have the file of one of ``parts``, since that file was sent last; a line each."""
        shown, earlier = self.release.programme, self.earlier[part.key]
        if part.whole or earlier is None:
            return _news(earlier, shown, len(self.out.shown_in(part)))
        return part_difference(earlier.programme, self.before.file(part.key).sessions, shown, part)

    def news(self) -> list[Text]:
        """What is new in this version of the whole conference's file, also where it is sent once more; a line each."""
        return _news(self.previous, self.release.programme, len(self.out.events))

    def stale(self, offered: Iterable[Part]) -> tuple[Part, ...]:
        """Those of the offered parts, and the whole, of which attendees have a file that is out of date after this."""
        whole = whole_part(self.release.programme)
        return out_of_date(self.ledger, self.out, [whole, *(part for part in offered if not part.whole)])

    def changes_once(self) -> tuple[Part, ...]:
        """Those of ``parts`` whose entries get other UIDs now and never again, since an older Estrad sent them."""
        return tuple(part for part in self.parts if self.before.file(part.key).older)

    @property
    def cancellations(self) -> int:
        """How many sessions attendees would read as cancelled in any of the files after this."""
        shown = (entry for file in self.ledger.files.values() for entry in file.shown)
        return len({entry.session for entry in shown if entry.event.status == "CANCELLED"})

    @property
    def again(self) -> bool:
        """Whether all of ``parts`` were sent with this very release before."""
        number = self.release.number
        return all((sent := self.earlier[part.key]) and sent.number == number for part in self.parts)


def once_line(sending: Sending) -> Text | None:
    """That the entries of files that an older Estrad sent get other UIDs with this send, or None where none do."""
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
class Asked:
    """What is to be sent. No ``parts`` means the whole conference; ``first`` makes it the first public version.

    ``found`` is what lies at the places of the files by key, as ``found_at`` judged it, for those that are replaced.
    """

    note: str = ""
    parts: Sequence[Part] = ()
    first: bool = False
    found: Mapping[str, Found] | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    """What is known of the conference when something is sent; ``stem`` is its file's name without the suffix."""

    agenda: Agenda
    shown: Programme
    words: Wording
    ledger: Ledger
    last: Release | None
    stem: str


def outgoing(known: Conference, now: datetime, asked: Asked) -> tuple[Release, Outgoing, bool]:
    """The release that would be made, what is sent with it, and whether the release is new."""
    shown, last, ledger = known.shown, known.last, known.ledger
    new = last is None or last.programme != shown
    release = Release(last.number + 1 if last else 1, now, shown, asked.note) if new or last is None else last
    taken = {entry.event.uid for entry in ledger.entries.values()}
    uids = source_uids(known.agenda, ledger.entries.keys(), taken)
    found, over = asked.found or {}, is_over(shown, now)
    out = Outgoing(
        shown,
        events(shown, known.words, uids),
        known.words,
        now,
        release.number,
        asked.first,
        over,
        frozenset(known.agenda.sessions),
        found,
    )
    return release, out, new


def files_of(known: Conference, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with the names of their files; the whole conference if there are none."""
    asked = list(parts) or [whole_part(known.shown)]
    return tuple(named(asked, known.ledger, conference_name(known.agenda), known.stem))


def prepare(known: Conference, now: datetime, asked: Asked, read: Callable[[int], Release | None]) -> Sending:
    """The send; ``read`` gives a release by its number. Raises ``EstradError`` where the clock cannot be right."""
    refuse_impossible_clock(now, known.ledger.last_stamp)
    read = cache(read)  # all parts of a large conference were sent with a few releases
    release, out, new = outgoing(known, now, asked)
    parts, before = files_of(known, asked.parts), known.ledger
    after = advance(before, out, parts)
    if not before.file(WHOLE).name:  # the parts' names are made of it, so it is settled with the first of them
        name = files_of(known, ())[0].name
        after = replace(after, files={**after.files, WHOLE: replace(after.file(WHOLE), name=name)})
    earlier = {part.key: _sent_with(before.file(part.key).release, before, part, read) for part in parts}
    number = after.file(WHOLE).previous
    return Sending(release, before, after, new, parts, out, earlier, read(number) if number else None)


def _news(earlier: Release | None, shown: Programme, held: int) -> list[Text]:
    if earlier is None:
        return [Plural("The first version, with {n} session.", "The first version, with {n} sessions.", held)]
    return difference(earlier.programme, shown)


def _sent_with(number: int, ledger: Ledger, part: Part, read: Callable[[int], Release | None]) -> Release | None:
    """The release of that number; the first where an older Estrad did not note with which a part was sent."""
    if not number and ledger.file(part.key).older:
        number = 1
    return read(number) if number else None
