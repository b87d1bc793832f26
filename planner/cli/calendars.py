"""Functions that ``export`` and ``publish`` share: choose the parts, check the target files, print the messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planner.cli.console import Console
from planner.cli.lookup import day_named, person_named, room_named, track_named
from planner.domain.enums import Role
from planner.domain.errors import EstradError
from planner.domain.text import Plural, Text, fill
from planner.exporting.sending import Sending, new_uids_notice
from planner.printing.dates import long_date
from planner.programme.clock_check import doubtful_clock
from planner.programme.display_names import ROLE_LINES
from planner.programme.existing_calendar import FREE, ExistingCalendar, FileOrigin, file_origin_notice
from planner.programme.parts import (
    Part,
    PartKind,
    day_part,
    moderator_part,
    person_part,
    room_part,
    track_part,
    whole_part,
)
from planner.programme.release import Ledger
from planner.programme.sent_parts import offered, reminders
from planner.workspace import Workspace


def part_asked(workspace: Workspace, asked: Mapping[str, str]) -> Part:
    """Return the calendar part that an option selects, or the whole programme without options.

    Raise ``EstradError`` for a day, room, track or person that does not exist.
    """
    for about, typed in asked.items():
        try:
            return _part_now(workspace, PartKind(about), typed)
        except EstradError:
            if found := _part_gone(workspace, PartKind(about), typed):
                return found
            raise
    return whole_part(workspace.programme())


def _part_now(workspace: Workspace, about: PartKind, typed: str) -> Part:
    """Return the calendar part for the named day, room, track or person; raise ``EstradError`` if there is none."""
    agenda, shown = workspace.agenda, workspace.programme()
    match about:
        case PartKind.DAY:
            day = day_named(agenda, typed)
            return day_part(shown, day, long_date(day.date, workspace.wording.language))
        case PartKind.ROOM:
            return room_part(agenda, shown, room_named(agenda, typed))
        case PartKind.TRACK:
            return track_part(agenda, shown, track_named(agenda, typed))
        case PartKind.PERSON:
            return person_part(agenda, shown, person_named(agenda, typed))
        case PartKind.MODERATOR:
            return moderator_part(agenda, shown, person_named(agenda, typed), workspace.wording)


def _part_gone(workspace: Workspace, about: PartKind, typed: str) -> Part | None:
    """Return the deleted part with that name or id that was sent, or None; raise ``EstradError`` for several."""
    names = {typed.strip().casefold()}
    if about is PartKind.MODERATOR:
        names.add(fill(workspace.wording(dict(ROLE_LINES)[Role.MODERATOR]), {"names": typed.strip()}).casefold())
    gone = [part for part in parts_offered(workspace, [about], workspace.releases.ledger()) if part.gone]
    found = [part for part in gone if part.of == typed] or [part for part in gone if part.title.casefold() in names]
    if len(found) > 1:
        raise EstradError(
            Text("Several are called “{name}”.", name=typed),
            Text("Say the id instead: {ids}.", ids=", ".join(part.of for part in found)),
        )
    return found[0] if found else None


def parts_offered(workspace: Workspace, sorts: Sequence[PartKind], ledger: Ledger) -> list[Part]:
    """Return all parts of the given kinds that contain a session or did when sent, including deleted ones."""
    agenda, shown, words = workspace.agenda, workspace.programme(), workspace.wording
    return [
        part
        for about in sorts
        for part in offered(agenda, shown, ledger, about, words, lambda day: long_date(day, words.language))
    ]


def replacing(
    workspace: Workspace, targets: Mapping[Path, Part], *, replace: bool, draft: bool = False
) -> Mapping[str, ExistingCalendar]:
    """Return the existing calendars at the target paths, by part key, if they may be overwritten.

    Unless ``replace`` is set, raise ``EstradError`` for any file but the one last sent there; if a draft is written,
    for any file but a draft.
    """
    found = workspace.outbox.lying(targets)
    free = (FileOrigin.NOTHING, FileOrigin.DRAFT) if draft else FREE
    in_the_way = [(path, found[part.key]) for path, part in targets.items() if found[part.key].file_origin not in free]
    if in_the_way and not replace:
        path, first = in_the_way[0]
        more = len(in_the_way) - 1
        remedy = Text("Say --replace to replace it, or choose another place.")
        others = Plural(
            "There is {n} more such file. Say --replace to replace them, or choose another place.",
            "There are {n} more such files. Say --replace to replace them, or choose another place.",
            more,
        )
        raise EstradError(file_origin_notice(first, path.name), others if more else remedy, file=path)
    return found


def tell(console: Console, sending: Sending, part: Part) -> None:
    """Print the changes since the part was last sent, after a warning if the computer's clock seems wrong."""
    if doubt := doubtful_clock(console.env.clock(), sending.before.last_stamp):
        console.say(doubt)
    if sending.earlier[part.key]:
        for line in sending.changes(part):
            console.say(line)


def tell_once(console: Console, sending: Sending) -> None:
    """Print a notice if entries that an older Estrad sent get new UIDs now."""
    if once := new_uids_notice(sending):
        console.say(once)


def remind(console: Console, workspace: Workspace, sending: Sending) -> None:
    """Print a reminder of the other sent calendars that are now out of date."""
    for line in reminders(sending.ledger, sending.stale(parts_offered(workspace, list(PartKind), sending.ledger))):
        console.say(line)
