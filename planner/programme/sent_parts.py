"""The parts whose calendars were sent, including deleted parts; those now out of date, and reminders about them.

Also the numbers of calendar entries that a sending adds and removes when a block becomes one entry, or several again,
and the cancelled sessions that calendars still show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.text import N_, Plural, Text
from planner.domain.value_objects import Status
from planner.programme.ledger_update import Outgoing, next_file_record
from planner.programme.programme import Programme, ProgrammeItem
from planner.programme.public_words import long_date
from planner.programme.release import Ledger, LedgerEntry, Part, PartKind, Release, SentFile, parts, whole_part
from planner.wording import Wording

FEW = 5
"""The maximum number of calendars or files that a reminder names; any more are only counted."""
_NAMED = {
    PartKind.ROOM: N_("room “{name}”"), PartKind.TRACK: N_("track “{name}”"),
    PartKind.MODERATOR: N_("“{name}”"),  # its title already says so
}  # fmt: skip


def sendable_parts(
    agenda: Agenda,
    programme: Programme,
    ledger: Ledger,
    about: PartKind,
    words: Wording,
) -> tuple[Part, ...]:
    """Return the parts of one kind that have sessions or were sent, with those deleted from the plan last.

    Subscribers to the calendar of a deleted part must still learn what became of its sessions. Other arguments are as
    in ``parts``.
    """
    now = parts(agenda, programme, about, words)
    known = {part.key for part in now}
    sent = [key for key, file in ledger.files.items() if file.was_sent]
    gone = [_deleted_part(key, ledger, words) for key in sent if key not in known and _is_key_of_kind(key, about)]
    return (
        *(part for part in now if part.sessions or ledger.sent(part.key)),
        *sorted(gone, key=lambda part: (part.title, part.key)),
    )


def _is_key_of_kind(key: str, about: PartKind) -> bool:
    sort, _colon, of = key.partition(":")
    if sort == PartKind.DAY:
        with suppress(ValueError):
            return sort == about and date.fromisoformat(of).isoformat() == of
        return False
    return sort == about


def _deleted_part(key: str, ledger: Ledger, words: Wording) -> Part:
    """Return a deleted part with the title it was sent with, or else a day's date in full or the subject's id."""
    part = Part(key, "", frozenset(), gone=True)
    otherwise = long_date(date.fromisoformat(part.of), words.language) if part.about is PartKind.DAY else part.of
    return replace(part, title=ledger.file(key).title or otherwise)


def outdated_parts(ledger: Ledger, out: Outgoing, found: Iterable[Part]) -> tuple[Part, ...]:
    """Return those of the ``found`` parts whose calendar was sent and would differ if it were sent now."""
    now = replace(out, over=False, first=False, found={})
    return tuple(part for part in found if ledger.sent(part.key) and _is_out_of_date(ledger, now, part))


def _is_out_of_date(ledger: Ledger, out: Outgoing, part: Part) -> bool:
    sent = ledger.file(part.key)
    if sent.older:
        whole = next_file_record(ledger, out, whole_part(out.programme)).entries
        return not part.sessions <= sent.older.keys() or any(
            session in whole and whole[session].sequence != sequence for session, sequence in sent.older.items()
        )
    after = next_file_record(ledger, out, part)
    return after.kept_entries != sent.kept_entries or sent.about not in ("", after.about)


def sentences_on_outdated_calendars(ledger: Ledger, stale: Sequence[Part]) -> Iterator[Text]:
    """Yield a sentence for each of the first ``FEW`` outdated calendars, and one that counts the rest."""
    for part in stale[:FEW]:
        number = ledger.file(part.key).release
        version = Text("version {n}", n=number) if number else Text("an earlier version")
        if part.whole:
            yield Text("The calendar of the whole conference was last sent with {version}; "
                       "whoever subscribes to it does not see what has changed since.", version=version)  # fmt: skip
            continue
        said = {"part": Text(_NAMED.get(part.about, "{name}"), name=part.title), "version": version}
        if part.gone:
            yield Text("The calendar of {part}, now deleted, was last sent with {version}; "
                       "whoever subscribes to it still reads what was planned then.", **said)  # fmt: skip
        else:
            yield Text("The calendar of {part} was last sent with {version}; "
                       "whoever subscribes to it does not see what has changed since.", **said)  # fmt: skip
    if len(stale) > FEW:
        n = len(stale) - FEW
        yield Plural("{n} more calendar is out of date too.", "{n} more calendars are out of date too.", n)


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A change of calendars in which sessions move into a block's single entry, or out of it into entries of their own.

    ``title`` is the block's, ``sessions`` the number that move in any of the calendars. They move in if ``gathers``,
    else out. ``stays`` is true if a calendar has the block's entry both before and after.
    """

    title: str
    sessions: int
    gathers: bool
    stays: bool

    @property
    def removed_count(self) -> int:
        """The number of calendar entries that disappear."""
        return self.sessions if self.gathers else int(not self.stays)

    @property
    def added_count(self) -> int:
        """The number of calendar entries that are new."""
        return int(not self.stays) if self.gathers else self.sessions

    @property
    def sentence(self) -> Text:
        """The change as a sentence for the organiser."""
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


def find_regroupings(ledger: Ledger, out: Outgoing, parts: Iterable[Part]) -> Iterator[Regrouping]:
    """Yield the regrouping of each block whose sessions move into its entry or out of it in calendars of ``parts``.

    Calendars that were never sent do not count. ``ledger`` is the ledger before ``out`` is sent.
    """
    sent = [part for part in parts if ledger.sent(part.key)]
    told = [
        part
        for part in sent
        if out.block_entry_keys or any(e.event.sessions for e in ledger.file(part.key).kept_entries)
    ]
    files = [(ledger.file(part.key), next_file_record(ledger, out, part)) for part in told]
    yield from _regroupings(files, gathers=True)
    yield from _regroupings([(now, then) for then, now in files], gathers=False)


def _regroupings(files: Iterable[tuple[SentFile, SentFile]], *, gathers: bool) -> Iterator[Regrouping]:
    """Yield a regrouping for each block whose entry in a pair's second file replaces those of sessions in the first.

    The block's entry stays if the first file has it too.
    """
    found: dict[tuple[str, str], set[str]] = {}
    kept = set[str]()
    for first, second in files:
        before, after = (_live_entries(file) for file in (first, second))
        for key, entry in after.items():
            own = {one for one in entry.event.sessions if one in before.keys() - after.keys()}
            if own:
                found.setdefault((key, entry.event.summary), set()).update(own)
                kept |= {key} & before.keys()
    for (key, title), sessions in found.items():
        yield Regrouping(title, len(sessions), gathers, key in kept)


def _live_entries(file: SentFile) -> dict[str, LedgerEntry]:
    return {key: one for key, one in file.entries.items() if not one.dropped and one.event.status != "CANCELLED"}


def cancelled_items(
    agenda: Agenda, entries: Mapping[str, LedgerEntry], releases: Callable[[], Sequence[Release]]
) -> tuple[ProgrammeItem, ...]:
    """Return the sessions with status *cancelled* whose cancelled entries the calendar still has.

    Each is as it was last sent, without abstract and description, and neither tentative nor waiting for a speaker.
    ``entries`` are those of the whole conference's file; ``releases`` returns all releases, the oldest first. A session
    that was deleted is not included, nor one put back into the tray without being *cancelled*.
    """
    off = {session.id for session in agenda.sessions.values() if session.status is Status.CANCELLED}
    held = {entry.session: entry.event for entry in entries.values() if not entry.dropped and entry.session in off}
    held = {session: event for session, event in held.items() if event.status == "CANCELLED"}
    found: dict[str, ProgrammeItem] = {}
    for release in releases() if held else ():
        for item in release.programme.items:
            event, known = held.get(item.id), found.get(item.id)
            if event and (
                known is None or known.span.start_datetime != event.start or item.span.start_datetime == event.start
            ):
                found[item.id] = item
    return tuple(
        replace(item, abstract="", description="", names_nobody=True, tentative=False) for item in found.values()
    )
