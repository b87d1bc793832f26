"""``print`` and ``demo``: the two commands that draw, and so need Qt, which is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from planner.cli.console import DONE, Console
from planner.cli.finding import day_named, refuse_the_file_itself
from planner.cli.later import later
from planner.cli.sending import make_folder
from planner.commands.sample import sample_conference
from planner.commands.timeline import place
from planner.domain.entities import Day
from planner.domain.errors import EstradError
from planner.domain.text import Plural, Text
from planner.exporting.deliver import deliver
from planner.exporting.ics import to_ics
from planner.printing.marks import Page
from planner.printing.programme_sheet import draft, programme_sheet, released
from planner.workspace import Workspace

LATER_SHEETS = (
    "grid",
    "runsheet",
    "technician",
    "doors",
    "names",
    "badges",
    "speaker",
    "cards",
    "erratum",
)
DEMO_START = 15 * 60 + 20


def print_command(console: Console) -> click.Command:
    """``print FILE OUT.pdf --sheet programme [--day D] [--paper a5|a4|a3|a0|letter]``; the other sheets come later."""
    _ = console.words

    @click.command("print", help=_("Print FILE's programme into OUT.pdf."))
    @click.argument("file")
    @click.argument("out", metavar="OUT.pdf")
    @click.option("--sheet", required=True, metavar="programme", help=_("What to print."))
    @click.option("--day", metavar="D", help=_("Only this day, as 2024-04-25."))
    @click.option("--paper", default="a4", metavar="a4", help=_("The paper's size."))
    @click.option("--room", metavar="R", help=_("Not in this version yet."))
    @click.option("--person", metavar="P", help=_("Not in this version yet."))
    @click.option("--booklet", is_flag=True, help=_("Not in this version yet."))
    def command(file: str, out: str, sheet: str, day: str | None, paper: str, **parts: str | bool | None) -> int:
        _refuse_sheet(sheet, Path(out))
        for name, value in parts.items():
            if value:
                raise later(f"--{name}")
        with console.opened(file) as workspace:
            refuse_the_file_itself(workspace, Path(out))
            found = day_named(workspace.agenda, day) if day is not None else None
            pages = programme_pages(console, workspace, found, paper)
            deliver({Path(out): programme_pdf(console, workspace, pages)})
        console.say(Plural("“{file}” has {n} page.", "“{file}” has {n} pages.", len(pages), file=out))
        return DONE

    return command


def _refuse_sheet(sheet: str, out: Path) -> None:
    if sheet in LATER_SHEETS:
        raise later(f"--sheet {sheet}")
    if sheet != "programme":
        raise EstradError(
            Text("There is no sheet “{name}”.", name=sheet), Text("Choose one of: {names}.", names="programme")
        )
    if out.suffix.lower() != ".pdf":
        raise EstradError(
            Text("Estrad does not write files like “{name}”.", name=out.name),
            Text("Give it a name that ends in .pdf."),
            file=out,
        )


def programme_pages(console: Console, workspace: Workspace, day: Day | None, paper: str) -> list[Page]:
    """The programme as it is now; it says draft where attendees were not sent it yet."""
    sending = workspace.sending()
    version = (draft if sending.new else released)(sending.release.number)
    return programme_sheet(
        sending.release.programme, console.drawing.measure, workspace.wording, version=version, paper=paper, day=day
    )


def programme_pdf(console: Console, workspace: Workspace, pages: Sequence[Page]) -> bytes:
    """The pages as a file that says what and whose it is."""
    conference = workspace.agenda.conference
    return console.drawing.pdf(pages, conference.title, conference.organisers)


def demo_command(console: Console) -> click.Command:
    """``demo FOLDER``: plan the sample, send its calendar, print its programme, take the window's picture."""
    _ = console.words

    @click.command("demo", help=_("Do the whole main job on the sample, and leave its files in FOLDER."))
    @click.argument("folder")
    def command(folder: str) -> int:
        target = Path(folder)
        make_folder(target)
        conference = target / "demo.estrad"
        _clear(console, conference)
        with_calendar, paper = conference.with_suffix(".ics"), target / "demo-programme.pdf"
        workspace = Workspace.create(conference, sample_conference(console.edge.ids), console.edge)
        try:
            waiting, room = workspace.agenda.tray[0], workspace.agenda.rooms_in_order[0]
            day = workspace.agenda.days_in_order[0].date
            workspace.apply(place(workspace.agenda, waiting.id, day, DEMO_START, [room.id]))
            words = workspace.wording
            workspace.send(lambda sent: {with_calendar: to_ics(sent.release.programme, sent.ledger, words)})
            deliver({paper: programme_pdf(console, workspace, programme_pages(console, workspace, None, "a4"))})
        finally:
            workspace.close()
        picture = target / "demo-window.png"
        console.drawing.picture(conference, picture)
        for path in (conference, with_calendar, paper, picture):
            click.echo(str(path))
        return DONE

    return command


def _clear(console: Console, conference: Path) -> None:
    """Remove the file of the last demo; raises ``EstradError`` if it is held, or no conference at all."""
    if conference.exists():
        Workspace.open(conference, console.edge).close()
        conference.unlink()
