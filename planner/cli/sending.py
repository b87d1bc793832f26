"""The commands ``export`` and ``publish``, which make a release and write its files; ``--draft`` makes none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from planner import disk
from planner.cli.calendars import part_asked, parts_offered, remind, replacing, tell, tell_once
from planner.cli.console import DONE, Console
from planner.cli.product_options import given, product_options, refuse_suffix
from planner.cli.tables import export_table
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.exporting.changes import to_changes
from planner.exporting.deliver import refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending
from planner.products import CALENDAR, EXPORTED, LAYOUTS, LISTS, TABLES, Product, suffixes_of
from planner.programme.parts import Part, PartKind, whole_part
from planner.workspace import Workspace


def export_command(console: Console) -> click.Command:
    """Build ``export FILE OUT [--day D] [--room R] [--person P] [--moderator P] [--track T] [--draft] [--replace]``."""
    _ = console.words

    @click.command(
        "export",
        help=_(
            "Write OUT.ics, the calendar for attendees, and note what they were sent; or OUT.xlsx or OUT.csv, tables "
            "of your own, which send nothing: without --list and --layout the workbook of everything, or the sessions."
        ),
    )
    @click.argument("file")
    @click.argument("out")
    @product_options(EXPORTED, _)
    @click.option("--list", type=_names(LISTS), help=_("Only this sheet of the workbook."))
    @click.option("--layout", type=_names(LAYOUTS), help=_("The programme as this event app imports it."))
    def command(file: str, out: str, list: str | None, layout: str | None, **asked: Any) -> int:
        path = Path(out)
        product = _product(path, list, layout)
        options = given(product, asked)
        with console.opened(file) as workspace:
            refuse_own_file(workspace.path, path)
            if product is CALENDAR:
                _export(console, workspace, path, **options)
                console.print_unconfirmed_warning(workspace.agenda)
            else:
                export_table(console, workspace, product, path, **options)
        return DONE

    return command


def _names(products: Sequence[Product]) -> click.Choice[str]:
    return click.Choice([product.name for product in products])


def _product(out: Path, list: str | None, layout: str | None) -> Product:
    """Return the product that is meant: the one that is named, or the first with the file's suffix."""
    if list and layout:
        raise EstradError(
            Text("{options} cannot be combined.", options="--list, --layout"),
            Text("A layout is of sessions, as attendees see them."),
        )
    named = [product for product in TABLES if product.name in (list, layout)] or EXPORTED
    refuse_suffix(out, suffixes_of(named))
    return next(product for product in named if out.suffix.lower() in product.suffixes)


def _export(
    console: Console, workspace: Workspace, out: Path, *, draft: bool = False, replace: bool = False, **of: str
) -> None:
    words, part = workspace.wording, part_asked(workspace, of)
    found = replacing(workspace, {out: part}, replace=replace, draft=draft)

    def render(sending: Sending) -> Mapping[Path, bytes]:
        return {out: to_ics(sending.release.programme, sending.ledger, words, part=part, draft=draft)}

    if draft:
        number = workspace.outbox.draft(render, parts=[part], found=found).release.number
        console.say(Text("“{file}” is a draft of version {number}; nothing was sent.", file=str(out), number=number))
        return
    sending = workspace.outbox.send(render, parts=[part], found=found)
    tell(console, sending, part)
    console.say(Text("“{file}” is version {number}.", file=str(out), number=sending.release.number))
    tell_once(console, sending)
    remind(console, workspace, sending)


def publish_command(console: Console) -> click.Command:
    """Build the command ``publish FILE [--note TEXT] [--to FOLDER] [--each SORT]… [--first] [--replace]``."""
    _ = console.words

    @click.command("publish", help=_("Make a new version if attendees would see a difference, and write their files."))
    @click.argument("file")
    @click.option("--note", default="", metavar="TEXT", help=_("What this version is about."))
    @click.option(
        "--to",
        "target",
        metavar="FOLDER",
        help=_("Where to; if not given, a folder with the calendar's name beside FILE."),
    )
    @click.option(
        "--each",
        multiple=True,
        type=click.Choice([about.value for about in PartKind]),
        help=_("Also a calendar for each day, room, track, person or moderator; may be given several times."),
    )
    @click.option(
        "--first", is_flag=True, help=_("This is the first public version: it forgets what was cancelled before.")
    )
    @click.option(
        "--replace",
        is_flag=True,
        help=_("Replace calendars that lie there and were not sent last from FILE."),
    )
    def command(file: str, note: str, target: str | None, each: Sequence[str], first: bool, replace: bool) -> int:
        with console.opened(file) as workspace:
            sorts = [PartKind(about) for about in dict.fromkeys(each)]
            folder = Path(target) if target is not None else None
            _publish(console, workspace, note, folder, sorts, first=first, replace=replace)
            console.print_unconfirmed_warning(workspace.agenda)
        return DONE

    return command


def _publish(
    console: Console,
    workspace: Workspace,
    note: str,
    target: Path | None,
    sorts: Sequence[PartKind],
    *,
    first: bool,
    replace: bool,
) -> None:
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
            parts=[whole, *parts],
            first=first,
            found=found,
        )
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    _tell(console, workspace, sending, whole, folder)


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
