"""The commands of the timeline: ``place``, ``unplace``, ``shift``, ``undo`` and ``redo``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from planner.cli.console import DONE, NO, Console
from planner.cli.lookup import day_named, room_named, session_named, whole_number
from planner.cli.parameters import JSON, WAIT, argument, command, option
from planner.commands.propagation import Propagation
from planner.commands.ripple import shift_following
from planner.commands.timeline import as_night_time, place, shift, unplace
from planner.domain.agenda import Agenda, Change
from planner.domain.input_parsing import read_length, read_time
from planner.domain.text import N_, EstradError, Text
from planner.workspace import Workspace


def _shifted(agenda: Agenda, session: str, minutes: int, ripple: bool, gaps_first: bool) -> Change:
    if ripple or gaps_first:
        return shift_following(agenda, session, minutes, Propagation(gaps_first)).change
    return shift(agenda, session, minutes)


def apply_change(
    console: Console, file: str, make: Callable[[Agenda], Change], *, as_json: bool, **document: object
) -> int:
    """Apply a change and say that it is done, or that there is nothing to change; ``document`` is more for JSON."""
    with console.opened(file) as workspace:
        change = make(workspace.agenda)
        workspace.apply(change)
    return report_change(console, change, as_json=as_json, **document)


def report_change(console: Console, change: Change, *, as_json: bool, **document: object) -> int:
    """Say that a change is done, or that there was nothing to change; ``document`` is more for JSON."""
    said = Text("Done: {label}", label=change.label) if change else Text("Nothing to change: it is so already.")
    label = console.words.say(change.label) if change else None
    console.report(said, {"changed": bool(change), "label": label, **document}, as_json=as_json)
    return DONE


@command(
    "place",
    "file",
    "session",
    option("--day", required=True, metavar="D", help=Text("The day, as 2024-04-25.")),
    option("--start", required=True, metavar="HH:MM", help=Text("Past midnight goes on with 24:30.")),
    option("--room", "rooms", multiple=True, metavar="NAME", help=Text("A room; may be given several times.")),
    option("--everywhere", is_flag=True, help=Text("Over all rooms.")),
    option("--place", "where", metavar="TEXT", help=Text("Where it really is, such as the foyer.")),
    option("--minutes", metavar="N", help=Text("How long; as long as it is, if not given.")),
    WAIT,
    JSON,
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
    as_json: bool,
) -> int:
    """Run ``place FILE SESSION --day D --start HH:MM (--room NAME…|--everywhere) [--place TEXT] [--minutes N]``."""
    if everywhere == bool(rooms):
        raise EstradError(
            Text("A session is either in some rooms or in all of them."), Text("Say --room NAME or --everywhere.")
        )
    length = read_length(minutes) if minutes is not None else None

    def make(agenda: Agenda) -> Change:
        ids = [room_named(agenda, room).id for room in rooms]
        at = day_named(agenda, day).date
        begins = as_night_time(agenda, at, read_time(start))
        return place(agenda, session_named(agenda, session).id, at, begins, ids, place=where, minutes=length)

    return apply_change(console, file, make, as_json=as_json)


@command(
    "unplace",
    "file",
    "session",
    WAIT,
    JSON,
)
def unplace_command(console: Console, file: str, session: str, as_json: bool) -> int:
    """Run ``unplace FILE SESSION [--json]``."""
    return apply_change(
        console, file, lambda agenda: unplace(agenda, session_named(agenda, session).id), as_json=as_json
    )


@command(
    "shift",
    "file",
    "session",
    argument("minutes", metavar="±MIN"),
    option("--ripple", is_flag=True, help=Text("Take along what follows it in its rooms.")),
    option("--gaps-first", is_flag=True, help=Text("Take it along only where free gaps do not take up the delay.")),
    WAIT,
    JSON,
    context_settings={"ignore_unknown_options": True},
)
def shift_command(
    console: Console, file: str, session: str, minutes: str, ripple: bool, gaps_first: bool, as_json: bool
) -> int:
    """Run ``shift FILE SESSION ±MIN [--ripple|--gaps-first] [--json]``."""
    by = whole_number(minutes)
    return apply_change(
        console,
        file,
        lambda agenda: _shifted(agenda, session_named(agenda, session).id, by, ripple, gaps_first),
        as_json=as_json,
    )


class HistoryStep(NamedTuple):
    """A step through the history: its verb, and the messages for one that is done and for none."""

    take: Callable[[Workspace], Change | None]
    done: str
    none: Text


UNDO = HistoryStep(Workspace.undo, N_("Undone: {label}"), Text("There is nothing to undo."))
REDO = HistoryStep(Workspace.redo, N_("Done again: {label}"), Text("There is nothing to redo."))


def _step(console: Console, file: str, step: HistoryStep, *, as_json: bool) -> int:
    with console.opened(file) as workspace:
        change = step.take(workspace)
    if as_json:
        console.show_json({"changed": bool(change), "label": console.words.say(change.label) if change else None})
    elif change:
        console.say(Text(step.done, label=change.label))
    else:
        console.beside(document=True).say(step.none)
    return DONE if change else NO


@command(
    "undo",
    "file",
    WAIT,
    JSON,
)
def undo_command(console: Console, file: str, as_json: bool) -> int:
    """Run ``undo FILE [--json]``, which exits with 1 if there is nothing to undo."""
    return _step(console, file, UNDO, as_json=as_json)


@command(
    "redo",
    "file",
    WAIT,
    JSON,
)
def redo_command(console: Console, file: str, as_json: bool) -> int:
    """Run ``redo FILE [--json]``, which exits with 1 if there is nothing to redo."""
    return _step(console, file, REDO, as_json=as_json)
