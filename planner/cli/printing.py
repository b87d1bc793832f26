"""The commands ``print`` and ``demo``, which draw with the Qt functions passed in as ``Renderer``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from planner.cli.console import DONE, Console
from planner.cli.lookup import day_named, person_named, room_named
from planner.cli.sending import make_folder
from planner.cli.unsupported import unsupported
from planner.commands.sample import sample_conference
from planner.commands.timeline import place
from planner.disk import resolve_target
from planner.domain.entities import Day
from planner.domain.errors import EstradError
from planner.domain.text import Plural, Text
from planner.exporting.deliver import deliver, refuse_own_file
from planner.exporting.ics import to_ics
from planner.exporting.sending import Sending
from planner.printing.marks import PrintedPage
from planner.printing.programme_sheet import draft, programme_sheet, released
from planner.printing.run_sheet import run_sheet
from planner.workspace import Workspace

SHEETS = ("programme", "runsheet")
LATER_SHEETS = (
    "grid",
    "technician",
    "doors",
    "names",
    "badges",
    "speaker",
    "cards",
    "erratum",
)
DEMO_START = 15 * 60 + 20


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """The arguments of ``print``: the sheet, the paper size, and the selection."""

    sheet: str
    paper: str = "a4"
    day: str | None = None
    room: str | None = None
    person: str | None = None
    moderator: str | None = None
    booklet: bool = False


def print_command(console: Console) -> click.Command:
    """Build the command ``print FILE OUT.pdf --sheet programme|runsheet`` with its options."""
    _ = console.words

    @click.command("print", help=_("Print FILE's programme or run sheet into OUT.pdf."))
    @click.argument("file")
    @click.argument("out", metavar="OUT.pdf")
    @click.option("--sheet", required=True, metavar="|".join(SHEETS), help=_("What to print."))
    @click.option("--day", metavar="D", help=_("Only this day, as 2024-04-25."))
    @click.option("--room", metavar="R", help=_("The run sheet of this room only."))
    @click.option("--person", metavar="P", help=_("The run sheet of what this person is in."))
    @click.option("--moderator", metavar="P", help=_("The run sheet of what this person moderates."))
    @click.option("--paper", default="a4", metavar="a4", help=_("The paper's size."))
    @click.option("--booklet", is_flag=True, help=_("Not in this version yet."))
    def command(file: str, out: str, **asked: str | bool | None) -> int:
        wanted = PrintRequest(**asked)  # type: ignore[arg-type]
        _refuse(wanted, Path(out))
        with console.opened(file) as workspace:
            refuse_own_file(workspace.path, Path(out))
            make = run_sheet_pages if wanted.sheet == "runsheet" else programme_pages
            pages = make(console, workspace, wanted)
            deliver({Path(out): pdf(console, workspace, pages)}, private=wanted.sheet == "runsheet")
            console.say(Plural("“{file}” has {n} page.", "“{file}” has {n} pages.", len(pages), file=out))
            console.print_unconfirmed_warning(workspace.agenda)
        return DONE

    return command


def _refuse(wanted: PrintRequest, out: Path) -> None:
    """Raise ``EstradError`` for options that are unknown, unsupported or cannot be combined."""
    if wanted.sheet in LATER_SHEETS:
        raise unsupported(f"--sheet {wanted.sheet}")
    if wanted.sheet not in SHEETS:
        names = ", ".join(SHEETS)
        raise EstradError(
            Text("There is no sheet “{name}”.", name=wanted.sheet), Text("Choose one of: {names}.", names=names)
        )
    for name in ("room", "person", "moderator") if wanted.sheet == "programme" else ():
        if getattr(wanted, name) is not None:
            raise unsupported(f"--sheet programme --{name}")
    if wanted.booklet:
        raise unsupported("--booklet")
    if wanted.person is not None and wanted.moderator is not None:
        raise EstradError(
            Text("{options} cannot be combined.", options="--person, --moderator"),
            Text("A run sheet is of what somebody moderates, or of all that they are in."),
        )
    if out.suffix.lower() != ".pdf":
        raise EstradError(
            Text("Estrad does not write files like “{name}”.", name=out.name),
            Text("Give it a name that ends in .pdf."),
            file=out,
        )


def programme_pages(console: Console, workspace: Workspace, wanted: PrintRequest) -> list[PrintedPage]:
    """Return the pages of the current programme, marked as a draft if it has not been sent yet."""
    sending = workspace.outbox.sending()
    return programme_sheet(
        sending.release.programme,
        console.drawing.measure,
        workspace.wording,
        version=_version(sending),
        paper=wanted.paper,
        day=_day(workspace, wanted),
    )


def run_sheet_pages(console: Console, workspace: Workspace, wanted: PrintRequest) -> list[PrintedPage]:
    """Return the pages of the current run sheet for the crew."""
    agenda = workspace.agenda
    return run_sheet(
        agenda,
        console.drawing.measure,
        workspace.wording,
        stamp=workspace.now(),
        version=_version(workspace.outbox.sending()),
        paper=wanted.paper,
        day=_day(workspace, wanted),
        room=room_named(agenda, wanted.room) if wanted.room is not None else None,
        person=person_named(agenda, wanted.person) if wanted.person is not None else None,
        moderator=person_named(agenda, wanted.moderator) if wanted.moderator is not None else None,
    )


def _version(sending: Sending) -> Text:
    return (draft if sending.new else released)(sending.release.number)


def _day(workspace: Workspace, wanted: PrintRequest) -> Day | None:
    return day_named(workspace.agenda, wanted.day) if wanted.day is not None else None


def pdf(console: Console, workspace: Workspace, pages: Sequence[PrintedPage]) -> bytes:
    """Return the pages as a PDF with the conference's title, and its organisers as the author."""
    conference = workspace.agenda.conference
    return console.drawing.pdf(pages, conference.title, conference.organisers)


def demo_command(console: Console) -> click.Command:
    """Build ``demo FOLDER``, which plans the sample, sends its calendar, prints both sheets and draws the window."""
    _ = console.words

    @click.command("demo", help=_("Do the whole main job on the sample, and leave its files in FOLDER."))
    @click.argument("folder")
    def command(folder: str) -> int:
        target = Path(folder)
        make_folder(target)
        conference = target / "demo.estrad"
        _clear(console, conference)
        workspace = Workspace.create(conference, sample_conference(console.env.ids), console.env)
        try:
            made = _do_the_main_job(console, workspace, target)
        finally:
            workspace.close()
        picture = target / "demo-window.png"
        console.drawing.picture(conference, resolve_target(picture))
        for path in (conference, *made, picture):
            console.write(str(path))
        return DONE

    return command


def _do_the_main_job(console: Console, workspace: Workspace, target: Path) -> list[Path]:
    """Place a session from the tray, send the calendar and print both sheets; return the files written."""
    waiting, room = workspace.agenda.tray[0], workspace.agenda.rooms_in_order[0]
    day = workspace.agenda.days_in_order[0].date
    workspace.apply(place(workspace.agenda, waiting.id, day, DEMO_START, [room.id]))
    with_calendar, words = target / "demo.ics", workspace.wording
    workspace.outbox.send(lambda sent: {with_calendar: to_ics(sent.release.programme, sent.ledger, words)})
    made = [with_calendar]
    for sheet, make in (("programme", programme_pages), ("runsheet", run_sheet_pages)):
        made.append(target / f"demo-{sheet}.pdf")
        pages = make(console, workspace, PrintRequest(sheet))
        deliver({made[-1]: pdf(console, workspace, pages)}, private=sheet == "runsheet")
    return made


def _clear(console: Console, conference: Path) -> None:
    """Delete the last demo's file; raise ``EstradError`` if it is locked or is not a conference."""
    if conference.exists():
        Workspace.open(conference, console.env).close()
        conference.unlink()
