"""The commands ``sample``, ``new``, ``check`` and ``list``, which create, check and list a conference."""

from __future__ import annotations

from pathlib import Path

from planner.cli.console import DONE, NO, Console
from planner.cli.listing import KINDS_OF_LIST, lines, objects
from planner.cli.parameters import argument, command, option
from planner.commands.conference import new_conference, sample_conference
from planner.domain.agenda import Agenda
from planner.domain.input_parsing import next_year_after, read_date
from planner.domain.text import N_, EstradError, Text
from planner.domain.zones import zone_named
from planner.rules import check
from planner.rules.conflict import Severity
from planner.workspace import Workspace

SEVERITIES = {Severity.PROBLEM: N_("problem"), Severity.WARNING: N_("warning"), Severity.HINT: N_("hint")}


def _create(console: Console, file: str, agenda: Agenda) -> int:
    Workspace.create(Path(file), agenda, console.env).close()
    console.say(Text("“{file}” holds “{title}”.", file=file, title=agenda.conference.title))
    return DONE


def _refuse_existing(file: str) -> None:
    if Path(file).exists():
        raise EstradError(
            Text("“{name}” exists already.", name=Path(file).name),
            Text("Choose another name, or open that file."),
            file=Path(file),
        )


@command(
    "sample",
    Text("Make FILE with the sample conference; refuses an existing FILE."),
    "file",
)
def sample_command(console: Console, file: str) -> int:
    """Run ``sample FILE``."""
    _refuse_existing(file)
    return _create(console, file, sample_conference(console.env.ids))


@command(
    "new",
    Text("Make FILE with an empty conference; refuses an existing FILE."),
    "file",
    option("--title", required=True, metavar="T", help=Text("What the conference is called.")),
    option("--date", "first", required=True, metavar="D", help=Text("Its first day, as 2024-04-25.")),
    option("--until", "last", metavar="D", help=Text("Its last day, if it has several.")),
    option("--timezone", "zone", default="Europe/Stockholm", metavar="Z", help=Text("Such as Europe/Stockholm.")),
    option("--room", "rooms", multiple=True, metavar="NAME", help=Text("A room; may be given several times.")),
)
def new_command(
    console: Console, file: str, title: str, first: str, last: str | None, zone: str, rooms: tuple[str, ...]
) -> int:
    """Run ``new FILE --title T --date D [--until D] [--timezone Z] [--room NAME]…``."""
    _refuse_existing(file)
    begins = read_date(first, next_year_after(console.env.clock().date()))
    agenda = new_conference(
        console.env.ids,
        title=title,
        first=begins,
        last=read_date(last, next_year_after(begins)) if last is not None else None,
        rooms=rooms,
        timezone=zone_named(zone),
        language=console.words.language,
    )
    return _create(console, file, agenda)


@command(
    "check",
    Text("Say the problems in FILE and why; the exit code is 1 if there are any."),
    "file",
    option("--json", "as_json", is_flag=True, help=Text("Print JSON.")),
)
def check_command(console: Console, file: str, as_json: bool) -> int:
    """Run ``check FILE [--json]``, which exits with 1 if it finds more than hints."""
    with console.opened(file) as workspace:
        found = check(workspace.agenda)
    if as_json:
        console.show_json(
            [
                {
                    "rule": c.rule,
                    "severity": c.severity.value,
                    "sessions": list(c.sessions),
                    "people": list(c.people),
                    "rooms": list(c.rooms),
                    "text": console.words.say(c.text),
                    "waived": False,
                }
                for c in found
            ]
        )
    else:
        for conflict in found:
            console.write(f"{console.words(SEVERITIES[conflict.severity])}: {console.words.say(conflict.text)}")
        if not found:
            console.say(Text("No problems."))
    return NO if any(c.severity is not Severity.HINT for c in found) else DONE


@command(
    "list",
    Text("Say what is in FILE."),
    "file",
    argument("kind", metavar="|".join(KINDS_OF_LIST)),
    option("--json", "as_json", is_flag=True, help=Text("Print JSON.")),
)
def list_command(console: Console, file: str, kind: str, as_json: bool) -> int:
    """Run ``list FILE KIND [--json]``."""
    if kind not in KINDS_OF_LIST:
        raise EstradError(
            Text("There is no list of “{kind}”.", kind=kind),
            Text("Choose one of: {names}.", names=", ".join(KINDS_OF_LIST)),
        )
    with console.opened(file) as workspace:
        found = objects(workspace, kind, console.words)
        if as_json:
            console.show_json(found)
        else:
            for line in lines(workspace, kind, found, console.words):
                console.write(line)
    return DONE
