"""The commands of the timeline: ``place``, ``unplace``, ``shift``, ``undo`` and ``redo``.

Also moves a session or a block for ``set``, by its fields for day, start, rooms, place and length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from planner.cli.console import DONE, NO, Console
from planner.cli.lookup import day_named, parse_signed_minutes, room_named, session_named
from planner.cli.parameters import JSON, WAIT, argument, command, option
from planner.commands.blocks import move_block, set_block_length, set_block_place_text, unplace_block
from planner.commands.edit import alone_or_in_one_step, in_one_step
from planner.commands.propagation import Propagation
from planner.commands.ripple import shift_following
from planner.commands.timeline import minute_in_night, place, set_length, shift, unplace
from planner.commands.value_text import read_list
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.input_parsing import read_length, read_time
from planner.domain.text import N_, EstradError, Text
from planner.domain.value_objects import Placement
from planner.workspace import Workspace


def _shift_change(agenda: Agenda, session: str, minutes: int, ripple: bool, gaps_first: bool) -> Change:
    if ripple or gaps_first:
        return shift_following(agenda, session, minutes, Propagation(gaps_first)).change
    return shift(agenda, session, minutes)


def apply_change(
    console: Console, file: str, make: Callable[[Agenda], Change], *, as_json: bool, **document: object
) -> None:
    """Apply the change that ``make`` returns to a file and report it.

    ``document`` are further values for the JSON.
    """
    with console.opened(file) as workspace:
        change = make(workspace.agenda)
        workspace.apply(change)
    report_change(console, change, as_json=as_json, **document)


def report_change(console: Console, change: Change, *, as_json: bool, **document: object) -> None:
    """Report that a change is done, or that nothing was to be changed; ``document`` are further JSON values."""
    said = Text("Done: {label}", label=change.label) if change else Text("Nothing to change: it is so already.")
    label = console.words.say(change.label) if change else None
    console.report(said, {"changed": bool(change), "label": label, **document}, as_json=as_json)


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
) -> None:
    """Run ``place FILE SESSION`` with its options: a day, a start, rooms or ``--everywhere``, a place and a length."""
    if everywhere == bool(rooms):
        raise EstradError(
            Text("A session is either in some rooms or in all of them."), Text("Say --room NAME or --everywhere.")
        )
    length = read_length(minutes) if minutes is not None else None

    def make(agenda: Agenda) -> Change:
        ids = [room_named(agenda, room).id for room in rooms]
        at = day_named(agenda, day).date
        begins = minute_in_night(agenda, at, read_time(start))
        return place(agenda, session_named(agenda, session).id, at, begins, ids, place=where, minutes=length)

    apply_change(console, file, make, as_json=as_json)


@command(
    "unplace",
    "file",
    "session",
    WAIT,
    JSON,
)
def unplace_command(console: Console, file: str, session: str, as_json: bool) -> None:
    """Run ``unplace FILE SESSION [--wait S] [--json]``."""
    apply_change(console, file, lambda agenda: unplace(agenda, session_named(agenda, session).id), as_json=as_json)


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
) -> None:
    """Run ``shift FILE SESSION ±MIN [--ripple] [--gaps-first] [--wait S] [--json]``."""
    by = parse_signed_minutes(minutes)
    apply_change(
        console,
        file,
        lambda agenda: _shift_change(agenda, session_named(agenda, session).id, by, ripple, gaps_first),
        as_json=as_json,
    )


def _undo_or_redo(
    console: Console, file: str, take: Callable[[Workspace], Change | None], done: str, none: Text, *, as_json: bool
) -> int:
    """Undo or redo a step by ``take``, and print ``done``, or ``none`` if there is nothing to undo or redo.

    Return ``NO`` in the latter case, else ``DONE``.
    """
    with console.opened(file) as workspace:
        change = take(workspace)
    if as_json:
        console.show_json({"changed": bool(change), "label": console.words.say(change.label) if change else None})
    elif change:
        console.say(Text(done, label=change.label))
    else:
        console.with_messages_aside(document=True).say(none)
    return DONE if change else NO


@command(
    "undo",
    "file",
    WAIT,
    JSON,
)
def undo_command(console: Console, file: str, as_json: bool) -> int:
    """Run ``undo FILE [--wait S] [--json]``, which exits with 1 if there is nothing to undo."""
    return _undo_or_redo(
        console, file, Workspace.undo, N_("Undone: {label}"), Text("There is nothing to undo."), as_json=as_json
    )


@command(
    "redo",
    "file",
    WAIT,
    JSON,
)
def redo_command(console: Console, file: str, as_json: bool) -> int:
    """Run ``redo FILE [--wait S] [--json]``, which exits with 1 if there is nothing to redo."""
    return _undo_or_redo(
        console, file, Workspace.redo, N_("Done again: {label}"), Text("There is nothing to redo."), as_json=as_json
    )


PLACE = ("day", "start", "room", "place", "minutes")
"""The fields for when and where a session or block is, which are set together."""
TRAY = "tray"
EVERYWHERE = "everywhere"


def put_session(agenda: Agenda, session_id: str, typed: Mapping[str, str]) -> Change:
    """Return the change that sets the fields of ``PLACE`` that were typed for a session; the others stay as they are.

    Raise ``EstradError`` if a value cannot be read, or the session is not placed and too little is typed to place it.
    """
    session = agenda.sessions[session_id]
    now = session.placement
    minutes = read_length(typed["minutes"]) if "minutes" in typed else None
    if _is_tray(typed):
        away = unplace(agenda, session_id)
        if minutes is None:
            return away
        return in_one_step(agenda, away.label, [lambda _: away, lambda plan: set_length(plan, session_id, minutes)])
    if now is None and minutes is not None and len(typed) == 1:
        return set_length(agenda, session_id, minutes)
    if now is None and not ("start" in typed and ("room" in typed or session.facts.plenary)):
        raise EstradError(
            Text("“{title}” is not placed and has no time.", title=session.title), Text("Say a start and a room.")
        )
    when, start, rooms = _typed_place(agenda, now, typed)
    there = rooms if rooms is not None else now.rooms if now else ()
    return place(agenda, session_id, when, start, there, place=typed.get("place"), minutes=minutes)


def _is_tray(typed: Mapping[str, str]) -> bool:
    """Return whether the day typed is the tray; raise ``EstradError`` if a start, room or place is given with it."""
    if typed.get("day", "").strip().casefold() != TRAY:
        return False
    if more := [name for name in ("start", "room", "place") if name in typed]:
        raise EstradError(
            Text("What is not placed has no time, room or place."),
            Text("Leave out: {names}.", names=", ".join(more)),
        )
    return True


def _typed_place(
    agenda: Agenda, now: Placement | None, typed: Mapping[str, str]
) -> tuple[date, int, tuple[str, ...] | None]:
    """Return the day, start and ids of rooms as typed.

    Of what is not typed, day and start are as ``now``, or midnight of the first day, and rooms are None.
    """
    when = now.span.day if now else agenda.days_in_order[0].date
    when = day_named(agenda, typed["day"]).date if "day" in typed else when
    start = now.span.start if now else 0
    start = minute_in_night(agenda, when, read_time(typed["start"])) if "start" in typed else start
    return when, start, _typed_room_ids(agenda, typed["room"]) if "room" in typed else None


def _typed_room_ids(agenda: Agenda, typed: str) -> tuple[str, ...]:
    """Return the ids of rooms typed with commas in between, or an empty tuple for *everywhere*.

    Raise ``EstradError`` if none is typed, or if there is no room of a name.
    """
    if typed.strip().casefold() == EVERYWHERE:
        return ()
    if not (names := read_list(typed)):
        raise EstradError(
            Text("A session is either in some rooms or in all of them."),
            Text("Write rooms with commas in between, or {everywhere}.", everywhere=EVERYWHERE),
        )
    return tuple(room_named(agenda, name).id for name in names)


def put_block(agenda: Agenda, block_id: str, typed: Mapping[str, str]) -> Change:
    """Return the change that sets the fields of ``PLACE`` that were typed for a block, and moves its sessions with it.

    Pinned sessions and the other fields stay as they are. Raise ``EstradError`` if a value cannot be read, or the block
    is not placed and too little is typed to place it.
    """
    block = agenda.blocks[block_id]
    now = block.placement
    if _is_tray(typed):
        makes: list[Callable[[Agenda], Change]] = [lambda plan: unplace_block(plan, block_id)]
    elif now is None and not {"start", "room"} <= typed.keys():
        if typed.keys() != {"minutes"}:
            raise EstradError(
                Text("“{title}” is not placed and has no time.", title=block.title), Text("Say a start and a room.")
            )
        makes = []
    else:
        makes = _block_move_commands(agenda, block, typed)
    if "minutes" in typed:
        minutes = read_length(typed["minutes"])
        makes.append(lambda plan: set_block_length(plan, block_id, minutes))
    return alone_or_in_one_step(agenda, Text("Move block “{title}”", title=block.title), makes)


def _block_move_commands(agenda: Agenda, block: Block, typed: Mapping[str, str]) -> list[Callable[[Agenda], Change]]:
    """Return the commands that move a block to the day, start, rooms or place as typed."""
    when, start, rooms = _typed_place(agenda, block.placement, typed)
    makes: list[Callable[[Agenda], Change]] = []
    if {"day", "start", "room"} & typed.keys():
        makes.append(lambda plan: move_block(plan, block.id, when, start, rooms))
    if "place" in typed:
        makes.append(lambda plan: set_block_place_text(plan, block.id, typed["place"]))
    return makes
