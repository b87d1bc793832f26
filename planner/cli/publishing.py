"""The command ``publish``, which makes a release and writes its calendars into a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner import disk
from planner.cli.calendar_parts import parts_offered
from planner.cli.console import DONE, Console
from planner.cli.parameters import FILES, JSON, WAIT, command, option
from planner.cli.sending import refuse_calling_off, remind, replacing, tell, tell_addresses, tell_once
from planner.domain.text import EstradError, Text
from planner.erased_calendars import ErasedCalendars, parts_that_named_the_erased, settle
from planner.exporting.calendar_folder import (
    UnknownCalendar,
    changed_calendars,
    unknown_calendars,
    unknown_notices,
)
from planner.exporting.deliver import refuse_own_file
from planner.exporting.file_names import name_key
from planner.exporting.ics import to_ics
from planner.exporting.ics_withdrawal import withdrawn_calendar
from planner.exporting.sending import Sending, to_changes
from planner.products import CALLED_OFF
from planner.programme.difference import change_lines
from planner.programme.release import ExistingCalendar, Part, PartKind, file_origin_notice, whole_part
from planner.workspace import Workspace


@command(
    "publish",
    "file",
    option("--note", default="", metavar="TEXT", help=Text("What this version is about.")),
    option(
        "--to",
        "target",
        metavar="FOLDER",
        type=FILES,
        help=Text("Where to; if not given, a folder with the calendar's name beside FILE."),
    ),
    option(
        "--each",
        multiple=True,
        choices=[about.value for about in PartKind],
        help=Text("Also a calendar for each day, room, track, person or moderator; may be given several times."),
    ),
    option("--again", is_flag=True, help=Text("Also each calendar that was sent before, of what was deleted too.")),
    option(
        "--first", is_flag=True, help=Text("This is the first public version: it forgets what was cancelled before.")
    ),
    option(
        "--replace",
        is_flag=True,
        help=Text("Replace calendars that lie there and were not sent last from FILE."),
    ),
    option(
        "--withdraw",
        multiple=True,
        metavar="NAME",
        help=Text(
            "Cancel all entries of this calendar in the folder, which is of the conference and FILE knows nothing of; "
            "may be given several times."
        ),
    ),
    option("--called-off", is_flag=True, help=Text(CALLED_OFF.help)),
    WAIT,
    JSON,
)
def publish_command(
    console: Console,
    file: str,
    note: str,
    target: str | None,
    each: Sequence[str],
    again: bool,
    first: bool,
    replace: bool,
    withdraw: Sequence[str],
    called_off: bool,
    as_json: bool,
) -> int:
    """Run ``publish FILE`` with its options."""
    told = console.beside(document=as_json)
    with console.opened(file) as workspace:
        sorts = tuple(PartKind(about) for about in dict.fromkeys(each))
        folder = Path(target) if target is not None else None
        refuse_calling_off(workspace, called_off=called_off)
        asked = _Asked(note, sorts, again, first, replace, tuple(dict.fromkeys(withdraw)))
        before, done = workspace.releases.last, _publish(workspace, folder, asked)
        _tell(told, done)
        tell_addresses(told, workspace)
        told.print_unconfirmed_warning(workspace.agenda, before)
    if as_json:
        console.show_json(_document(console, done))
    return DONE


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options of ``publish``; ``sorts`` are those of ``--each``, and ``withdraw`` names files."""

    note: str
    sorts: Sequence[PartKind]
    again: bool
    first: bool
    replace: bool
    withdraw: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Done:
    """A publishing that was done, and the calendars found beside it in the folder.

    ``stale`` are calendars that were sent before and are out of date; ``changed`` those whose file is another than the
    one sent last, with that file.
    """

    sending: Sending
    folder: Path
    files: Sequence[Path]
    stale: Sequence[Part]
    changed: Sequence[tuple[Part, ExistingCalendar]]
    unknown: Sequence[UnknownCalendar]
    withdrawn: Sequence[Path]
    erased: ErasedCalendars

    @property
    def whole(self) -> Part:
        """The whole conference, which is always sent."""
        return self.sending.parts[0]


def _publish(workspace: Workspace, target: Path | None, asked: _Asked) -> _Done:
    """Send the whole conference and its parts into a folder."""
    ledger, outbox = workspace.releases.ledger(), workspace.outbox
    whole, *every = outbox.named([whole_part(workspace.programme()), *parts_offered(workspace, list(PartKind), ledger)])
    folder = target or workspace.path.with_name(whole.name)
    whole, *parts = outbox.named([whole, *_chosen(workspace, folder, asked, every)])
    targets = {folder / f"{part.name}.ics": part for part in (whole, *parts)}
    changes = folder / f"{whole.name}-changes.txt"
    for path in (*targets, changes):
        refuse_own_file(workspace.path, path)
    found = replacing(workspace, targets, replace=asked.replace)
    withdrawn = _withdrawals(workspace, folder, asked.withdraw, [whole, *every])
    made = make_folder(folder)
    try:
        sending = outbox.send(
            lambda sending: {**_published(workspace, sending, targets, changes), **withdrawn},
            note=asked.note,
            targets=targets,
            first=asked.first,
            found=found,
        )
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    erased = settle(workspace, folder, [whole, *parts])
    others = [part for part in every if part.key not in {sent.key for sent in parts}]
    out, ledger = sending.out, sending.ledger
    return _Done(
        sending,
        folder,
        [*targets, changes, *withdrawn],
        sending.stale(every),
        changed_calendars(folder, out, ledger, others),
        unknown_calendars(folder, out, ledger, [whole, *every]),
        list(withdrawn),
        erased,
    )


def _chosen(workspace: Workspace, folder: Path, asked: _Asked, every: Sequence[Part]) -> list[Part]:
    """Return the parts to send: those asked for, and those that named somebody who is erased."""
    ledger = workspace.releases.ledger()
    sorts = [part for about in asked.sorts for part in every if part.about is about]
    again = [part for part in every if asked.again and ledger.sent(part.key)]
    named = parts_that_named_the_erased(workspace, folder, every)
    return list({part.key: part for part in (*sorts, *again, *named)}.values())


def _withdrawals(
    workspace: Workspace, folder: Path, names: Sequence[str], known: Sequence[Part]
) -> Mapping[Path, bytes]:
    """Return the withdrawn content of the unknown calendars in a folder that are named, with or without their suffix.

    Raise ``EstradError`` for any other file: what is ``known`` is kept up to date instead.
    """
    if not names:
        return {}
    sending = workspace.outbox.sending()
    unknown = unknown_calendars(folder, sending.out, sending.before, known)
    there = {name: calendar for calendar in unknown for name in (calendar.path.name, calendar.path.stem)}
    for name in names:
        if name_key(name.removesuffix(".ics")) in {name_key(part.name) for part in known}:
            raise EstradError(
                Text("“{name}” is a calendar that this file sends.", name=name),
                Text("Say --again to bring it up to date: what is no longer in it is cancelled there."),
            )
        if name not in there:
            raise EstradError(
                Text("“{folder}” has no unknown calendar “{name}”.", folder=str(folder), name=name),
                Text("There is: {names}.", names=", ".join(calendar.path.name for calendar in unknown))
                if unknown else Text("It has none of this conference that this file knows nothing of."),
            )  # fmt: skip
    return {there[name].path: withdrawn_calendar(there[name], sending.out) for name in names}


def _tell(console: Console, done: _Done) -> None:
    sending, folder = done.sending, str(done.folder)
    tell(console, sending, done.whole)
    number, before = sending.release.number, sending.earlier[done.whole.key]
    if before is None or before.number != number:
        console.say(Text("Version {number} is in “{folder}”.", number=number, folder=folder))
    else:
        same = Text(
            "Attendees would see no difference: version {number} is in “{folder}” again.",
            number=number,
            folder=folder,
        )
        console.say(same)
    tell_once(console, sending)
    others = {part.key for part, _found in done.changed}
    remind(console, sending, [part for part in done.stale if part.key not in others])
    for line in done.erased.notices():
        console.say(line)
    for path in done.withdrawn:
        console.say(Text("“{name}” is withdrawn: all its entries are cancelled.", name=path.name))
    for part, found in done.changed:
        console.say(file_origin_notice(found, f"{part.name}.ics"))
    if done.changed:
        console.say(
            Text("Say --again and --replace to bring it up to date, and --each for what was never sent from here.")
        )
    for line in unknown_notices(done.unknown):
        console.say(line)
    if done.unknown:
        console.say(Text("Say --withdraw NAME to cancel all entries of such a calendar."))


def _document(console: Console, done: _Done) -> dict[str, Any]:
    say, sending = console.words.say, done.sending
    stale = {part.key: part for part in (*done.stale, *(part for part, _found in done.changed))}
    return {
        "version": sending.release.number,
        "new": sending.new,
        "files": [str(path) for path in done.files],
        "changes": [say(line) for line in change_lines(sending.changes(done.whole))],
        "stale": [
            {
                "part": part.key,
                "kind": "whole" if part.whole else part.about.value,
                "title": part.title,
                "file": f"{part.name}.ics",
                "version": sending.ledger.file(part.key).release or None,
            }
            for part in stale.values()
        ],
        "unknown": [{"file": one.path.name, "title": one.title, "sure": one.sure} for one in done.unknown],
        "withdrawn": [path.name for path in done.withdrawn],
        "removed": [path.name for path in done.erased.removed],
    }


def _published(
    workspace: Workspace, sending: Sending, targets: Mapping[Path, Part], changes: Path
) -> Mapping[Path, bytes]:
    """Return a release's files: the calendars, and a text with the changes since the whole one was last sent."""
    shown, words = sending.release.programme, workspace.wording
    files = {path: to_ics(shown, sending.ledger, words, part=part) for path, part in targets.items()}
    return {**files, changes: to_changes(sending.release, sending.news(), words)}


def make_folder(folder: Path) -> bool:
    """Create a folder and return True, or False if it exists; raise ``EstradError`` if it cannot be created."""
    if folder.is_dir():
        return False
    try:
        disk.make_folder(folder)
    except OSError as error:
        raise EstradError(
            Text("The folder “{name}” cannot be made: {why}.", name=folder.name, why=error.strerror or str(error)),
            disk.remedy(error),
            file=folder,
        ) from error
    return True
