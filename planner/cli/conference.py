"""The commands that create, check, list and change a conference.

``sample``, ``new``, ``check`` and ``list``, and those of the timeline: ``place``, ``unplace``, ``shift``, ``undo`` and
``redo``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.cli.console import DONE, NO, Console, argument, command, option
from planner.cli.listing import KINDS_OF_LIST, lines, objects
from planner.cli.lookup import day_named, room_named, session_named, whole_number
from planner.commands.conference import new_conference, sample_conference
from planner.commands.ripple import shift_following
from planner.commands.timeline import as_night_time, place, shift, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.input_parsing import next_year_after, read_date, read_length, read_time
from planner.domain.text import N_, EstradError, Text
from planner.domain.zones import zone_named
from planner.rules import check
from planner.rules.rule import Severity
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
    with console.reading(file) as workspace:
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
    with console.reading(file) as workspace:
        found = objects(workspace, kind, console.words)
        if as_json:
            console.show_json(found)
        else:
            for line in lines(workspace, kind, found, console.words):
                console.write(line)
    return DONE


def _shifted(agenda: Agenda, session: str, minutes: int, ripple: bool) -> Change:
    return shift_following(agenda, session, minutes).change if ripple else shift(agenda, session, minutes)


def _apply(console: Console, file: str, make: Callable[[Agenda], Change]) -> int:
    """Apply a change and print its label, or that there is nothing to change."""
    with console.opened(file) as workspace:
        change = make(workspace.agenda)
        workspace.apply(change)
    console.say(change.label if change else Text("Nothing to change: it is so already."))
    return DONE


@command(
    "place",
    Text("Put SESSION (an id, a number or an exact title) at a time into rooms."),
    "file",
    "session",
    option("--day", required=True, metavar="D", help=Text("The day, as 2024-04-25.")),
    option("--start", required=True, metavar="HH:MM", help=Text("Past midnight goes on with 24:30.")),
    option("--room", "rooms", multiple=True, metavar="NAME", help=Text("A room; may be given several times.")),
    option("--everywhere", is_flag=True, help=Text("Over the whole venue.")),
    option("--place", "where", metavar="TEXT", help=Text("Where it really is, such as the foyer.")),
    option("--minutes", metavar="N", help=Text("How long; as long as it is, if not given.")),
)
def place_command(
    console: Console,
    file: str,
    session: str,
    day: str,
    start: str,
    rooms: tuple[str, ...],
    everywhere: bool,
    where: str | None,
    minutes: str | None,
) -> int:
    """Run ``place FILE SESSION --day D --start HH:MM (--room NAME…|--everywhere) [--place TEXT] [--minutes N]``."""
    if everywhere == bool(rooms):
        raise EstradError(
            Text("A session is either in rooms or in the whole venue."), Text("Say --room NAME or --everywhere.")
        )
    length = read_length(minutes) if minutes is not None else None

    def make(agenda: Agenda) -> Change:
        ids = [room_named(agenda, room).id for room in rooms]
        at = day_named(agenda, day).date
        begins = as_night_time(agenda, at, read_time(start))
        return place(agenda, session_named(agenda, session).id, at, begins, ids, place=where, minutes=length)

    return _apply(console, file, make)


@command(
    "unplace",
    Text("Return SESSION to the tray."),
    "file",
    "session",
)
def unplace_command(console: Console, file: str, session: str) -> int:
    """Run ``unplace FILE SESSION``."""
    return _apply(console, file, lambda agenda: unplace(agenda, session_named(agenda, session).id))


@command(
    "shift",
    Text("Move SESSION so many minutes later, or earlier if negative."),
    "file",
    "session",
    argument("minutes", metavar="±MIN"),
    option("--ripple", is_flag=True, help=Text("Take along what follows it in its rooms.")),
    context_settings={"ignore_unknown_options": True},
)
def shift_command(console: Console, file: str, session: str, minutes: str, ripple: bool) -> int:
    """Run ``shift FILE SESSION ±MIN [--ripple]``."""
    by = whole_number(minutes)
    return _apply(console, file, lambda agenda: _shifted(agenda, session_named(agenda, session).id, by, ripple))


def _step(console: Console, file: str, take: Callable[[Workspace], Change | None], done: str, none: Text) -> int:
    with console.opened(file) as workspace:
        change = take(workspace)
    console.say(Text(done, label=change.label) if change else none)
    return DONE if change else NO


@command(
    "undo",
    Text("Take the newest change back."),
    "file",
)
def undo_command(console: Console, file: str) -> int:
    """Run ``undo FILE``, which exits with 1 if there is nothing to undo."""
    return _step(console, file, Workspace.undo, N_("Undone: {label}"), Text("There is nothing to undo."))


@command(
    "redo",
    Text("Make the change again that was undone last."),
    "file",
)
def redo_command(console: Console, file: str) -> int:
    """Run ``redo FILE``, which exits with 1 if there is nothing to redo."""
    return _step(console, file, Workspace.redo, N_("Done again: {label}"), Text("There is nothing to redo."))
