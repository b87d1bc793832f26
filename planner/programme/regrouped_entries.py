"""Says before a sending how many entries of calendars go and come as blocks become one entry, or are not any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.text import Plural, Text
from planner.programme.ledger_update import Outgoing, next_file
from planner.programme.release import Ledger, LedgerEntry, Part, SentFile


def regrouped(ledger: Ledger, out: Outgoing, parts: Iterable[Part]) -> Iterator[Text]:
    """Yield a sentence for each block of which a calendar of ``parts`` has one entry instead of several, or several
    instead of one, with the number of sessions that this concerns in any of them.

    ``ledger`` is that before the sending of ``out``.
    """
    sent = [part for part in parts if ledger.sent(part.key)]
    told = [part for part in sent if out.told_in or any(e.event.sessions for e in ledger.file(part.key).shown)]
    files = [(ledger.file(part.key), next_file(ledger, out, part)) for part in told]
    for title, sessions in _told(files).items():
        yield Plural(
            "In calendars, {n} entry becomes part of another: “{title}”.",
            "In calendars, {n} entries become one: “{title}”.",
            len(sessions), title=title,
        )  # fmt: skip
    for title, sessions in _told([(now, then) for then, now in files]).items():
        yield Plural(
            "In calendars, {n} entry takes the place of another: “{title}”.",
            "In calendars, one entry becomes {n}: “{title}”.",
            len(sessions), title=title,
        )  # fmt: skip


def _told(files: Iterable[tuple[SentFile, SentFile]]) -> dict[str, set[str]]:
    """Return, by the title of a block, which sessions have an entry in the first of two files, but not in the second,
    which has the block's.
    """
    found: dict[str, set[str]] = {}
    for first, second in files:
        for entry in filter(_is_live, second.shown):
            own = {s for s in entry.event.sessions if s in first.entries and _is_live(first.entries[s])}
            own = {s for s in own if s not in second.entries or not _is_live(second.entries[s])}
            if own:
                found.setdefault(entry.event.summary, set()).update(own)
    return found


def _is_live(entry: LedgerEntry) -> bool:
    return not entry.dropped and entry.event.status != "CANCELLED"
