"""The commands ``sample``, ``new``, ``check`` and ``list``, which create, check and list a conference."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.cli.console import DONE, NO, Console
from planner.cli.listing import KINDS_OF_LIST, listed_lines, listed_objects, overview, overview_lines, tab_separated
from planner.cli.parameters import JSON, WAIT, argument, command, option, refuse_unknown
from planner.cli.time_zone import machine_zone, refuse_zone_without_place
from planner.commands.conference import full_example, new_conference, sample_conference
from planner.domain.agenda import Agenda
from planner.domain.input_parsing import read_date, upcoming_year_rule
from planner.domain.text import N_, EstradError, Text
from planner.domain.zones import find_zone_name
from planner.rules import check
from planner.rules.rule import Conflict, Severity
from planner.workspace import Workspace

SEVERITIES = {Severity.PROBLEM: N_("problem"), Severity.WARNING: N_("warning"), Severity.HINT: N_("hint")}


def create_and_report(
    console: Console, file: str, agenda: Agenda, pictures: Mapping[str, bytes] | None = None, *, as_json: bool
) -> None:
    """Create a conference file, with the pictures by id, and report it."""
    Workspace.create(Path(file), agenda, console.env, pictures).close()
    title = agenda.conference.title
    said = Text("“{file}” holds “{title}”.", file=file, title=title)
    console.report(said, {"file": file, "title": title}, as_json=as_json)


def refuse_existing(file: str) -> None:
    """Raise ``EstradError`` if there is a file or a folder at this path; a link that leads nowhere does not count."""
    if Path(file).exists():
        raise EstradError(
            Text("“{name}” exists already.", name=Path(file).name),
            Text("Choose another name, or open that file."),
            file=Path(file),
        )


@command(
    "sample",
    "file",
    option("--full", is_flag=True, help=Text("The full example instead: made up, with everything filled in.")),
    JSON,
)
def sample_command(console: Console, file: str, full: bool, as_json: bool) -> None:
    """Run ``sample FILE [--full] [--json]``."""
    refuse_existing(file)
    ids = console.env.ids
    made = full_example(ids, console.words.language.code) if full else (sample_conference(ids), {})
    create_and_report(console, file, *made, as_json=as_json)


@command(
    "new",
    "file",
    option("--title", required=True, metavar="T", help=Text("What the conference is called.")),
    option("--date", "first", required=True, metavar="D", help=Text("Its first day, as 2024-04-25.")),
    option("--until", "last", metavar="D", help=Text("Its last day, if it has several.")),
    option("--timezone", "zone", metavar="Z", help=Text("Such as Europe/Stockholm; if not given, the computer's.")),
    option("--room", "rooms", multiple=True, metavar="NAME", help=Text("A room; may be given several times.")),
    JSON,
)
def new_command(
    console: Console,
    file: str,
    title: str,
    first: str,
    last: str | None,
    zone: str | None,
    rooms: tuple[str, ...],
    as_json: bool,
) -> None:
    """Run ``new FILE --title T --date D [--until D] [--timezone Z] [--room NAME]… [--json]``."""
    refuse_existing(file)
    where = find_zone_name(zone) if zone is not None else machine_zone()
    if zone is None:
        refuse_zone_without_place(where)
    begins = read_date(first, upcoming_year_rule(console.env.clock().date()))
    agenda = new_conference(
        console.env.ids,
        title=title,
        first=begins,
        last=read_date(last, upcoming_year_rule(begins)) if last is not None else None,
        rooms=rooms,
        timezone=where,
        language=console.words.language.code,
    )
    create_and_report(console, file, agenda, as_json=as_json)
    if zone is None:
        console.with_messages_aside(as_json).say(Text("Its time zone is {zone}, that of this computer.", zone=where))


@command(
    "check",
    "file",
    option(
        "--severity",
        choices=[severity.value for severity in Severity],
        help=Text("Say what is at least so severe; the exit code is 1 if there is any. Else all, and 1 for problems."),
    ),
    WAIT,
    JSON,
)
def check_command(console: Console, file: str, severity: str | None, as_json: bool) -> int:
    """Run ``check FILE [--severity LEVEL] [--wait S] [--json]``.

    It exits with 1 for problems or, with a severity, for findings that are at least so severe.
    """
    least = Severity(severity) if severity else Severity.HINT
    with console.reading(file) as workspace:
        found = [one for one in check(workspace.agenda, today=console.env.today()) if one.severity.rank <= least.rank]
    if as_json:
        console.show_json([_conflict_document(console, one) for one in found])
    else:
        say = console.words.say
        console.write(*(f"{console.words(SEVERITIES[one.severity])}: {say(one.text)}" for one in found))
        console.say(None if found else Text("No problems."))
    return NO if any(severity or one.severity is Severity.PROBLEM for one in found) else DONE


def _conflict_document(console: Console, found: Conflict) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "sessions": list(found.sessions),
        "people": list(found.people),
        "rooms": list(found.rooms),
        "text": console.words.say(found.text),
        "waived": False,
    }


@command(
    "list",
    "file",
    argument("kind", metavar=f"[{'|'.join(KINDS_OF_LIST)}]", choices=KINDS_OF_LIST, required=False),
    option("--tsv", "as_tsv", is_flag=True, help=Text("Print a line each, with tabs between the values of the JSON.")),
    WAIT,
    JSON,
)
def list_command(console: Console, file: str, kind: str | None, as_tsv: bool, as_json: bool) -> None:
    """Run ``list FILE [KIND] [--tsv] [--wait S] [--json]``; without a kind it prints an overview."""
    if kind is not None:
        refuse_unknown(kind, KINDS_OF_LIST, Text("There is no list of “{kind}”.", kind=kind))
    if as_tsv and as_json:
        raise EstradError(Text("{options} cannot be combined.", options="--json, --tsv"), Text("Leave one out."))
    with console.reading(file) as workspace:
        found = listed_objects(workspace, kind, console.words) if kind else overview(workspace, console.env.today())
        if as_json:
            console.show_json(found)
        elif as_tsv:
            console.write(*tab_separated(found))
        elif kind:
            console.write(*listed_lines(workspace, kind, found, console.words))
        else:
            console.write(*overview_lines(workspace, found, console.words))
