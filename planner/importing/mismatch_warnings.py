"""Warnings that a file may belong to another conference or be incomplete."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Room, Session, Track
from planner.domain.text import Plural, Text
from planner.importing.incoming import Incoming


def mismatch_warnings(agenda: Agenda, incoming: Incoming) -> tuple[Text, ...]:
    """Return a warning if nothing here was imported from the file's conference, and title and dates differ.

    A table that lists no days does not belong to a particular conference.
    """
    days = sorted(day.date for day in agenda.days.values())
    theirs = sorted(day.date for day in incoming.days)
    title, ours = str(incoming.conference.get("title", "")), agenda.conference.title
    origins = (thing.origin for thing in agenda.entities() if isinstance(thing, Session | Person | Room | Track))
    if (
        not (days and theirs)
        or title.casefold() == ours.casefold()
        or set(days) & set(theirs)
        or any(map(incoming.has, origins))
    ):
        return ()
    return (
        Text("The file seems to belong to another conference: it is of “{title}”, {date}, and this is “{ours}”, {day}.",
             title=title or incoming.name, date=theirs[0].isoformat(), ours=ours, day=days[0].isoformat()),
    )  # fmt: skip


FEW, SHARE = 3, 5
"""Number of sessions that may vanish without a warning, and the divisor of the fraction that may: a fifth."""


def shortfall_warning(incoming: Incoming, before: int, gone: int) -> tuple[Text, ...]:
    """Return a warning if the file has less than half of the sessions imported ``before``, or if many are gone.

    The user may have exported or pasted only a part.
    """
    told = len(incoming.sessions) + len(incoming.refused)
    if not _is_short(told, before, gone):
        return ()
    return (
        Plural("The file has {n} session; {before} came from it before. Nothing is taken as gone.",
               "The file has {n} sessions; {before} came from it before. Nothing is taken as gone.",
               told, before=before),
    )  # fmt: skip


def people_shortfall_warning(incoming: Incoming, before: int, gone: int) -> tuple[Text, ...]:
    """Return the same warning for a list of people."""
    told = len(incoming.people)
    if not _is_short(told, before, gone):
        return ()
    return (
        Plural("The file has {n} person; {before} came from it before. Nobody is taken as gone.",
               "The file has {n} people; {before} came from it before. Nobody is taken as gone.",
               told, before=before),
    )  # fmt: skip


def _is_short(told: int, before: int, gone: int) -> bool:
    return before > 0 and (told * 2 < before or gone > max(FEW, before / SHARE))


def is_another_list(incoming: Incoming, came: Collection[Session], found: Collection[str]) -> bool:
    """Return whether a list without ids shares no session with ``came``, those imported from such lists before.

    ``found`` are the ids of the conference's sessions that are in the list.
    """
    nameless = bool(incoming.sessions) and all(session.named for session in incoming.sessions)
    return nameless and bool(came) and not any(session.id in found for session in came)


def another_list_notice(before: int) -> Text:
    """Return the message about a list that is treated as a different one."""
    return Plural(
        "{n} session came from a list before and is not in this one, which is taken for another. Nothing is gone.",
        "{n} sessions came from a list before; none is in this one, which is taken for another. Nothing is gone.",
        before,
    )


def tells_sessions(incoming: Incoming) -> bool:
    """Return whether the file describes sessions; a list of people alone does not show that sessions are gone."""
    only_people = incoming.people and not (incoming.rooms or incoming.days)
    return bool(incoming.sessions or incoming.refused or not (only_people or is_empty(incoming)))


def is_empty(incoming: Incoming) -> bool:
    """Return whether the file contains nothing to import or refuse."""
    return not any(
        (incoming.sessions, incoming.people, incoming.rooms, incoming.tracks, incoming.days, incoming.refused)
    )
