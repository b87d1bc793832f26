"""The command ``publish``, which makes a release and writes its calendars into a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from planner import disk
from planner.cli.calendar_parts import parts_offered
from planner.cli.console import DONE, Console
from planner.cli.parameters import FILES, JSON, WAIT, command, option
from planner.cli.sending import refuse_calling_off, remind, replacing, tell, tell_once
from planner.domain.text import EstradError, Text
from planner.exporting.deliver import refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending, to_changes
from planner.products import CALLED_OFF
from planner.programme.difference import change_lines
from planner.programme.release import Part, PartKind, whole_part
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
    option(
        "--first", is_flag=True, help=Text("This is the first public version: it forgets what was cancelled before.")
    ),
    option(
        "--replace",
        is_flag=True,
        help=Text("Replace calendars that lie there and were not sent last from FILE."),
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
    first: bool,
    replace: bool,
    called_off: bool,
    as_json: bool,
) -> int:
    """Run ``publish FILE [--note TEXT] [--to FOLDER] [--each SORT]… [--first] [--replace] [--called-off] [--json]``."""
    told = console.beside(document=as_json)
    with console.opened(file) as workspace:
        sorts = [PartKind(about) for about in dict.fromkeys(each)]
        folder = Path(target) if target is not None else None
        refuse_calling_off(workspace, called_off=called_off)
        sending, files = _publish(told, workspace, note, folder, sorts, first=first, replace=replace)
        told.print_unconfirmed_warning(workspace.agenda)
        whole = sending.parts[0]
    if as_json:
        say = console.words.say
        console.show_json(
            {
                "version": sending.release.number,
                "new": sending.new,
                "files": [str(path) for path in files],
                "changes": [say(line) for line in change_lines(sending.changes(whole))],
            }
        )
    return DONE


def _publish(
    console: Console,
    workspace: Workspace,
    note: str,
    target: Path | None,
    sorts: Sequence[PartKind],
    *,
    first: bool,
    replace: bool,
) -> tuple[Sending, Sequence[Path]]:
    """Send the whole conference and its parts into a folder; return the sending and the files written."""
    whole, *parts = workspace.outbox.named(
        [whole_part(workspace.programme()), *parts_offered(workspace, sorts, workspace.releases.ledger())]
    )
    folder = target or workspace.path.with_name(whole.name)
    targets = {folder / f"{part.name}.ics": part for part in (whole, *parts)}
    changes = folder / f"{whole.name}-changes.txt"
    for path in (*targets, changes):
        refuse_own_file(workspace.path, path)
    found = replacing(workspace, targets, replace=replace)
    made = make_folder(folder)
    try:
        sending = workspace.outbox.send(
            lambda sending: _published(workspace, sending, targets, changes),
            note=note,
            targets=targets,
            first=first,
            found=found,
        )
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    _tell(console, workspace, sending, whole, folder)
    return sending, [*targets, changes]


def _tell(console: Console, workspace: Workspace, sending: Sending, whole: Part, folder: Path) -> None:
    tell(console, sending, whole)
    number, before = sending.release.number, sending.earlier[whole.key]
    if before is None or before.number != number:
        console.say(Text("Version {number} is in “{folder}”.", number=number, folder=str(folder)))
    else:
        same = Text(
            "Attendees would see no difference: version {number} is in “{folder}” again.",
            number=number,
            folder=str(folder),
        )
        console.say(same)
    tell_once(console, sending)
    remind(console, workspace, sending)


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
