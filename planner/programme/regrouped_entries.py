"""Says before a sending how many entries of calendars go and come as blocks become one entry, or are not any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.text import Plural, Text
from planner.programme.ledger_update import Outgoing, next_file
from planner.programme.release import Ledger, LedgerEntry, Part, SentFile


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A change of calendars in which a block's entry, with that title, tells of so many ``sessions`` more or fewer.

    They lose their own entries if it ``gathers`` them, else they get them. The block's comes or goes with that, or
    ``stays``. It is of any of the calendars.
    """

    title: str
    sessions: int
    gathers: bool
    stays: bool

    @property
    def go(self) -> int:
        """The number of entries that go."""
        return self.sessions if self.gathers else int(not self.stays)

    @property
    def come(self) -> int:
        """The number of entries that come."""
        return int(not self.stays) if self.gathers else self.sessions

    @property
    def sentence(self) -> Text:
        """The sentence that says so."""
        if self.gathers:
            return Plural(
                "In calendars, {n} entry becomes part of another: “{title}”.",
                "In calendars, {n} entries become one: “{title}”.",
                self.sessions, title=self.title,
            )  # fmt: skip
        if self.stays:
            return Plural(
                "In calendars, {n} session of “{title}” gets an entry of its own.",
                "In calendars, {n} sessions of “{title}” get entries of their own.",
                self.sessions, title=self.title,
            )  # fmt: skip
        return Plural(
            "In calendars, {n} entry takes the place of another: “{title}”.",
            "In calendars, one entry becomes {n}: “{title}”.",
            self.sessions, title=self.title,
        )  # fmt: skip


def regrouped(ledger: Ledger, out: Outgoing, parts: Iterable[Part]) -> Iterator[Regrouping]:
    """Yield what becomes of each block of which a calendar of ``parts`` has one entry instead of several, or several
    instead of one.

    ``ledger`` is that before the sending of ``out``.
    """
    sent = [part for part in parts if ledger.sent(part.key)]
    told = [part for part in sent if out.block_entry_keys or any(e.event.sessions for e in ledger.file(part.key).shown)]
    files = [(ledger.file(part.key), next_file(ledger, out, part)) for part in told]
    yield from _told(files, gathers=True)
    yield from _told([(now, then) for then, now in files], gathers=False)


def _told(files: Iterable[tuple[SentFile, SentFile]], *, gathers: bool) -> Iterator[Regrouping]:
    """Yield for each block how many sessions have an entry in the first of two files, but not in the second, which has
    the block's; it stays if both have that.
    """
    found: dict[tuple[str, str], set[str]] = {}
    kept = set[str]()
    for first, second in files:
        before, after = (_live(file) for file in (first, second))
        for key, entry in after.items():
            own = {one for one in entry.event.sessions if one in before.keys() - after.keys()}
            if own:
                found.setdefault((key, entry.event.summary), set()).update(own)
                kept |= {key} & before.keys()
    for (key, title), sessions in found.items():
        yield Regrouping(title, len(sessions), gathers, key in kept)


def _live(file: SentFile) -> dict[str, LedgerEntry]:
    return {key: one for key, one in file.entries.items() if not one.dropped and one.event.status != "CANCELLED"}
