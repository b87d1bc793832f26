"""The parts whose calendars were sent, also parts deleted from the plan; those out of date, and reminders of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from planner.domain.agenda import Agenda
from planner.domain.text import N_, Plural, Text
from planner.programme.ledger_update import Outgoing, next_file
from planner.programme.programme import Programme
from planner.programme.release import Ledger, Part, PartKind, parts, whole_part
from planner.wording import Wording

FEW = 5
"""The maximum number of calendars named in reminders; more are only counted."""
_NAMED = {
    PartKind.ROOM: N_("room “{name}”"), PartKind.TRACK: N_("track “{name}”"),
    PartKind.MODERATOR: N_("“{name}”"),  # its title already says so
}  # fmt: skip


def offered(
    agenda: Agenda,
    programme: Programme,
    ledger: Ledger,
    about: PartKind,
    words: Wording,
    day_title: Callable[[date], str],
) -> tuple[Part, ...]:
    """Return the parts of one kind that have sessions or were sent, with those deleted from the plan last.

    Subscribers to the calendar of a deleted part must still learn what became of its sessions. The other arguments are
    as in ``parts``.
    """
    now = parts(agenda, programme, about, words, day_title)
    known = {part.key for part in now}
    sent = [key for key, file in ledger.files.items() if file.was_sent]
    gone = [_gone(key, ledger, day_title) for key in sent if key not in known and _concerns(key, about)]
    return (
        *(part for part in now if part.sessions or ledger.sent(part.key)),
        *sorted(gone, key=lambda part: (part.title, part.key)),
    )


def _concerns(key: str, about: PartKind) -> bool:
    sort, _colon, of = key.partition(":")
    if sort == PartKind.DAY:
        with suppress(ValueError):
            return sort == about and date.fromisoformat(of).isoformat() == of
        return False
    return sort == about


def _gone(key: str, ledger: Ledger, day_title: Callable[[date], str]) -> Part:
    """Return a deleted part with the title it was sent with, or else the day's title or the id."""
    part = Part(key, "", frozenset(), gone=True)
    otherwise = day_title(date.fromisoformat(part.of)) if part.about is PartKind.DAY else part.of
    return replace(part, title=ledger.file(key).title or otherwise)


def out_of_date(ledger: Ledger, out: Outgoing, found: Iterable[Part]) -> tuple[Part, ...]:
    """Return the sent parts among ``found`` whose file as last sent differs from the current one."""
    now = replace(out, over=False, first=False, found={})
    return tuple(part for part in found if ledger.sent(part.key) and _differs(ledger, now, part))


def _differs(ledger: Ledger, out: Outgoing, part: Part) -> bool:
    sent = ledger.file(part.key)
    if sent.older:
        whole = next_file(ledger, out, whole_part(out.programme)).entries
        return not part.sessions <= sent.older.keys() or any(
            session in whole and whole[session].sequence != sequence for session, sequence in sent.older.items()
        )
    after = next_file(ledger, out, part)
    return after.shown != sent.shown or sent.about not in ("", after.about)


def reminders(ledger: Ledger, stale: Sequence[Part]) -> Iterator[Text]:
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
