"""``export`` and ``publish``: files for attendees. Each is a release first, unless it is a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from planner import disk
from planner.cli.console import DONE, Console
from planner.cli.finding import day_named, person_named, refuse_the_file_itself, room_named, track_named
from planner.cli.later import later
from planner.domain.errors import EstradError
from planner.domain.kinds import Role
from planner.domain.text import Text, fill
from planner.exporting.changes import to_changes
from planner.exporting.deliver import deliver
from planner.exporting.file_names import part_files
from planner.exporting.ics import to_ics
from planner.printing.dates import long_date
from planner.programme.difference import difference
from planner.programme.names import ROLE_LINES
from planner.programme.parts import (
    About,
    Part,
    day_part,
    moderator_part,
    person_part,
    room_part,
    track_part,
)
from planner.programme.release import Ledger, Release
from planner.programme.sent_parts import offered, reminders
from planner.programme.stamps import doubtful_clock
from planner.workspace import Sending, Workspace

LATER_SUFFIXES = (".xml", ".xcal", ".json", ".html", ".md", ".vcf", ".csv", ".xlsx")


def part_asked(workspace: Workspace, asked: Mapping[str, str | None]) -> Part | None:
    """The part that the options ask for, by what it is about; None if they ask for the whole.

    Raises ``EstradError`` for more than one option, and for what is not there.
    """
    given = {About(name): typed for name, typed in asked.items() if typed is not None}
    if len(given) > 1:
        raise EstradError(
            Text("{options} cannot be combined.", options=", ".join(f"--{about}" for about in given)),
            Text("A calendar is of one day, room, person, moderator or track; export each by itself."),
        )
    for about, typed in given.items():
        try:
            return _part_now(workspace, about, typed)
        except EstradError:
            if found := _part_gone(workspace, about, typed):
                return found
            raise
    return None


def _part_now(workspace: Workspace, about: About, typed: str) -> Part:
    """The part of what is in the plan; raises ``EstradError`` for what is not."""
    agenda, shown = workspace.agenda, workspace.programme()
    match about:
        case About.DAY:
            day = day_named(agenda, typed)
            return day_part(shown, day, long_date(day.date, workspace.wording.language))
        case About.ROOM:
            return room_part(agenda, shown, room_named(agenda, typed))
        case About.TRACK:
            return track_part(agenda, shown, track_named(agenda, typed))
        case About.PERSON:
            return person_part(agenda, shown, person_named(agenda, typed))
        case About.MODERATOR:
            return moderator_part(agenda, shown, person_named(agenda, typed), workspace.wording)


def _part_gone(workspace: Workspace, about: About, typed: str) -> Part | None:
    """The part of that name or id whose calendar was sent before it was deleted; raises ``EstradError`` for several."""
    names = {typed.strip().casefold()}
    if about is About.MODERATOR:
        names.add(fill(workspace.wording(dict(ROLE_LINES)[Role.MODERATOR]), {"names": typed.strip()}).casefold())
    gone = [part for part in _offered(workspace, [about], workspace.ledger()) if part.gone]
    found = [part for part in gone if part.of == typed] or [part for part in gone if part.title.casefold() in names]
    if len(found) > 1:
        raise EstradError(
            Text("Several are called “{name}”.", name=typed),
            Text("Say the id instead: {ids}.", ids=", ".join(part.of for part in found)),
        )
    return found[0] if found else None


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
    """``export FILE OUT [--day D] [--room R] [--person P] [--moderator P] [--track T] [--draft]``."""
    _ = console.words

    @click.command("export", help=_("Write OUT.ics, the calendar for attendees, and note what they were sent."))
    @click.argument("file")
    @click.argument("out")
    @click.option("--day", metavar="D", help=_("Only this day, as 2024-04-25."))
    @click.option("--room", metavar="R", help=_("Only this room, and what takes the whole venue."))
    @click.option("--person", metavar="P", help=_("Only the sessions in which this person is named."))
    @click.option("--moderator", metavar="P", help=_("Only what this person moderates."))
    @click.option("--track", metavar="T", help=_("Only this track."))
    @click.option(
        "--draft", is_flag=True, help=_("Write it without sending: nothing is noted, and its name says draft.")
    )
    def command(file: str, out: str, draft: bool, **asked: str | None) -> int:
        _refuse_suffix(Path(out))
        with console.opened(file) as workspace:
            refuse_the_file_itself(workspace, Path(out))
            part = part_asked(workspace, asked)
            _export(console, workspace, Path(out), part, draft)
            console.say_who_is_unsure(workspace.agenda)
        return DONE

    return command


def _export(console: Console, workspace: Workspace, out: Path, part: Part | None, draft: bool) -> None:
    words = workspace.wording
    parts = [part] if part else []

    def render(sending: Sending) -> Mapping[Path, bytes]:
        return {out: to_ics(sending.release.programme, sending.ledger, words, part=part, draft=draft)}

    if draft:
        sending = workspace.sending(parts=parts)
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
    sending = workspace.send(render, parts=parts)
    _tell(console, before, sending)
    console.say(Text("“{file}” is version {number}.", file=str(out), number=sending.release.number))


def _tell(console: Console, before: Release | None, sending: Sending) -> None:
    """What attendees will see changed, a line each, if they had anything before; and a clock that cannot be right."""
    if doubt := doubtful_clock(console.edge.clock(), sending.before.last_stamp):
        console.say(doubt)
    if before and sending.new:
        for line in difference(before.programme, sending.release.programme):
            console.say(line)


def publish_command(console: Console) -> click.Command:
    """``publish FILE [--note TEXT] [--to FOLDER] [--each day|room|track|person|moderator]…``."""
    _ = console.words

    @click.command("publish", help=_("Make a new version if attendees would see a difference, and write their files."))
    @click.argument("file")
    @click.option("--note", default="", metavar="TEXT", help=_("What this version is about."))
    @click.option("--to", "target", metavar="FOLDER", help=_("Where to; beside FILE if not given."))
    @click.option(
        "--each",
        multiple=True,
        type=click.Choice([about.value for about in About]),
        help=_("Also a calendar for each day, room, track, person or moderator; may be given several times."),
    )
    def command(file: str, note: str, target: str | None, each: Sequence[str]) -> int:
        with console.opened(file) as workspace:
            sorts = [About(about) for about in dict.fromkeys(each)]
            _publish(console, workspace, note, Path(target) if target is not None else None, sorts)
            console.say_who_is_unsure(workspace.agenda)
        return DONE

    return command


def _publish(console: Console, workspace: Workspace, note: str, target: Path | None, sorts: Sequence[About]) -> None:
    before, name = workspace.last_release, workspace.path.stem
    expected = workspace.sending(note)
    folder = target or workspace.path.with_name(f"{name}-v{expected.release.number}")
    files = part_files(_offered(workspace, sorts, expected.before), name, expected.before)
    for file in (f"{name}.ics", f"{name}-changes.txt", *files):
        refuse_the_file_itself(workspace, folder / file)
    made = make_folder(folder)
    try:
        sending = workspace.send(
            lambda sending: {
                folder / file: content for file, content in _published(workspace, sending, name, files).items()
            },
            note=note,
            parts=list(files.values()),
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
    for reminder in reminders(sending.ledger, _offered(workspace, list(About), sending.ledger)):
        console.say(reminder)


def _offered(workspace: Workspace, sorts: Sequence[About], ledger: Ledger) -> list[Part]:
    """Every part of these sorts that holds a session or held one when it was sent, deleted since or not."""
    agenda, shown, words = workspace.agenda, workspace.programme(), workspace.wording
    return [
        part
        for about in sorts
        for part in offered(agenda, shown, ledger, about, words, lambda day: long_date(day, words.language))
    ]


def _published(workspace: Workspace, sending: Sending, name: str, files: Mapping[str, Part]) -> dict[str, bytes]:
    """The files of a release by name: the calendar, what is new in it, and the calendars of the parts."""
    release, words = sending.release, workspace.wording
    earlier = [known for known in workspace.releases() if known.number < release.number]
    return {
        f"{name}.ics": to_ics(release.programme, sending.ledger, words),
        f"{name}-changes.txt": to_changes(release, earlier[-1] if earlier else None, words),
        **{file: to_ics(release.programme, sending.ledger, words, part=part) for file, part in files.items()},
    }


def make_folder(folder: Path) -> bool:
    """Whether it had to be made; raises ``EstradError`` where it cannot."""
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
