"""``export`` and ``publish``: files for attendees. Each is a release first, unless it is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import click

from planner.cli.console import DONE, Console
from planner.cli.finding import day_named, refuse_the_file_itself
from planner.cli.later import later
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.exporting.deliver import deliver
from planner.exporting.ics import to_ics
from planner.printing.dates import long_date
from planner.programme.difference import difference
from planner.programme.parts import Part, day_part
from planner.programme.release import Release
from planner.workspace import Sending, Workspace

LATER_SUFFIXES = (".xml", ".xcal", ".json", ".html", ".md", ".vcf", ".csv", ".xlsx")


def day_calendar(workspace: Workspace, day: str) -> Part:
    """The part of the calendar for a day of the conference as it is now."""
    found = day_named(workspace.agenda, day)
    return day_part(workspace.programme(), found, long_date(found.date, workspace.wording.language))


def _refuse_suffix(out: Path) -> None:
    suffix = out.suffix.lower()
    if suffix in LATER_SUFFIXES:
        raise later(suffix)
    if suffix != ".ics":
        raise EstradError(
            Text("Estrad does not write files like “{name}”.", name=out.name),
            Text("Give it a name that ends in .ics."),
            file=out,
        )


def export_command(console: Console) -> click.Command:
    """``export FILE OUT [--day D] [--draft]``; the other parts come later."""
    _ = console.words

    @click.command("export", help=_("Write OUT.ics, the calendar for attendees, and note what they were sent."))
    @click.argument("file")
    @click.argument("out")
    @click.option("--day", metavar="D", help=_("Only this day, as 2024-04-25."))
    @click.option("--room", metavar="R", help=_("Not in this version yet."))
    @click.option("--person", metavar="P", help=_("Not in this version yet."))
    @click.option("--moderator", metavar="P", help=_("Not in this version yet."))
    @click.option("--track", metavar="T", help=_("Not in this version yet."))
    @click.option(
        "--draft", is_flag=True, help=_("Write it without sending: nothing is noted, and its name says draft.")
    )
    def command(file: str, out: str, day: str | None, draft: bool, **parts: str | None) -> int:
        _refuse_suffix(Path(out))
        for name, value in parts.items():
            if value is not None:
                raise later(f"--{name}")
        with console.opened(file) as workspace:
            refuse_the_file_itself(workspace, Path(out))
            part = day_calendar(workspace, day) if day is not None else None
            _export(console, workspace, Path(out), part, draft)
        return DONE

    return command


def _export(console: Console, workspace: Workspace, out: Path, part: Part | None, draft: bool) -> None:
    words = workspace.wording
    held = {part.key: part.sessions} if part else {}

    def render(sending: Sending) -> Mapping[Path, bytes]:
        return {out: to_ics(sending.release.programme, sending.ledger, words, part=part, draft=draft)}

    if draft:
        sending = workspace.sending(parts=held)
        deliver(render(sending))
        console.say(
            Text(
                "“{file}” is a draft of version {number}; nothing was sent.",
                file=str(out),
                number=sending.release.number,
            )
        )
        return
    before = workspace.last_release
    sending = workspace.send(render, parts=held)
    _tell(console, before, sending)
    console.say(Text("“{file}” is version {number}.", file=str(out), number=sending.release.number))


def _tell(console: Console, before: Release | None, sending: Sending) -> None:
    """What attendees will see changed, a line each, if they had anything before."""
    if before and sending.new:
        for line in difference(before.programme, sending.release.programme):
            console.say(line)


def publish_command(console: Console) -> click.Command:
    """``publish FILE [--note TEXT] [--to FOLDER]``."""
    _ = console.words

    @click.command("publish", help=_("Make a new version if attendees would see a difference, and write their files."))
    @click.argument("file")
    @click.option("--note", default="", metavar="TEXT", help=_("What this version is about."))
    @click.option("--to", "target", metavar="FOLDER", help=_("Where to; beside FILE if not given."))
    def command(file: str, note: str, target: str | None) -> int:
        with console.opened(file) as workspace:
            _publish(console, workspace, note, Path(target) if target is not None else None)
        return DONE

    return command


def _publish(console: Console, workspace: Workspace, note: str, target: Path | None) -> None:
    before, words, name = workspace.last_release, workspace.wording, workspace.path.stem
    expected = workspace.sending(note)
    folder = target or workspace.path.with_name(f"{name}-v{expected.release.number}")
    made = make_folder(folder)
    try:
        sending = workspace.send(
            lambda sending: {folder / f"{name}.ics": to_ics(sending.release.programme, sending.ledger, words)},
            note=note,
        )
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
    _tell(console, before, sending)
    if sending.new:
        console.say(Text("Version {number} is in “{folder}”.", number=sending.release.number, folder=str(folder)))
    else:
        same = Text(
            "Attendees would see no difference: version {number} is in “{folder}” again.",
            number=sending.release.number,
            folder=str(folder),
        )
        console.say(same)


def make_folder(folder: Path) -> bool:
    """Whether it had to be made; raises ``EstradError`` where it cannot."""
    if folder.is_dir():
        return False
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise EstradError(
            Text("The folder “{name}” cannot be made: {why}.", name=folder.name, why=error.strerror or str(error)),
            Text("Choose another folder, or make room on the disk."),
            file=folder,
        ) from error
    return True
