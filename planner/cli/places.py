"""Puts a session or a block where the words on the command line say: its day, start, rooms, place and length."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planner.cli.lookup import day_named, room_named
from planner.commands.blocks import move_block, name_block_place, set_block_length, unplace_block
from planner.commands.edit import in_one_step
from planner.commands.timeline import as_night_time, place, set_length, unplace
from planner.commands.value_text import read_list
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import Session
from planner.domain.input_parsing import read_length, read_time
from planner.domain.text import EstradError, Text

PLACE = ("day", "start", "room", "place", "minutes")
"""The words for when and where a session or a block is, which are changed together."""
TRAY = "tray"
EVERYWHERE = "everywhere"


def put_session(agenda: Agenda, session_id: str, typed: Mapping[str, str]) -> Change:
    """Return the change that puts a session where the words say, and keeps what they do not say."""
    session = agenda.sessions[session_id]
    now, said = session.placement, typed.get("day")
    minutes = read_length(typed["minutes"]) if "minutes" in typed else None
    if said is not None and said.strip().casefold() == TRAY:
        return _into_tray(agenda, session, minutes, [name for name in ("start", "room", "place") if name in typed])
    if now is None and minutes is not None and len(typed) == 1:
        return set_length(agenda, session_id, minutes)
    if now is None and not ("start" in typed and ("room" in typed or session.facts.plenary)):
        raise EstradError(
            Text("“{title}” is not placed and has no time.", title=session.title), Text("Say a start and a room.")
        )
    when = day_named(agenda, said).date if said is not None else now.span.day if now else agenda.days_in_order[0].date
    start = now.span.start if now else 0
    if "start" in typed:
        start = as_night_time(agenda, when, read_time(typed["start"]))
    rooms = _rooms(agenda, typed["room"]) if "room" in typed else now.rooms if now else ()
    return place(agenda, session_id, when, start, rooms, place=typed.get("place"), minutes=minutes)


def _into_tray(agenda: Agenda, session: Session, minutes: int | None, more: Sequence[str]) -> Change:
    """Return the change that takes a session off the timeline and sets its length, if any; refuse a place with it."""
    _refuse_place(more)
    away = unplace(agenda, session.id)
    if minutes is None:
        return away
    return in_one_step(agenda, away.label, [lambda _: away, lambda now: set_length(now, session.id, minutes)])


def _refuse_place(more: Sequence[str]) -> None:
    if more:
        raise EstradError(
            Text("What is not placed has no time, room or place."),
            Text("Leave out: {names}.", names=", ".join(more)),
        )


def _rooms(agenda: Agenda, typed: str) -> tuple[str, ...]:
    """Return the ids of rooms that are named with commas in between, or none of them for everywhere."""
    if typed.strip().casefold() == EVERYWHERE:
        return ()
    if not (names := read_list(typed)):
        raise EstradError(
            Text("A session is either in some rooms or in all of them."),
            Text("Write rooms with commas in between, or {everywhere}.", everywhere=EVERYWHERE),
        )
    return tuple(room_named(agenda, name).id for name in names)


def put_block(agenda: Agenda, block_id: str, typed: Mapping[str, str]) -> Change:
    """Return the change that puts a block where the words say, with its sessions, and keeps what they do not say."""
    block = agenda.blocks[block_id]
    now, said = block.placement, typed.get("day")
    if said is not None and said.strip().casefold() == TRAY:
        _refuse_place([name for name in ("start", "room", "place") if name in typed])
        makes: list[Callable[[Agenda], Change]] = [lambda plan: unplace_block(plan, block_id)]
    elif now is None and not {"start", "room"} <= typed.keys():
        if typed.keys() != {"minutes"}:
            raise EstradError(
                Text("“{title}” is not placed and has no time.", title=block.title), Text("Say a start and a room.")
            )
        makes = []
    else:
        makes = _moves(agenda, block, typed)
    if "minutes" in typed:
        minutes = read_length(typed["minutes"])
        makes.append(lambda plan: set_block_length(plan, block_id, minutes))
    return in_one_step(agenda, Text("Move block “{title}”", title=block.title), makes)


def _moves(agenda: Agenda, block: Block, typed: Mapping[str, str]) -> list[Callable[[Agenda], Change]]:
    """Return the commands that move a block to another day, start, rooms or place."""
    now = block.placement
    when = agenda.days_in_order[0].date if now is None else now.span.day
    when = day_named(agenda, typed["day"]).date if "day" in typed else when
    start = as_night_time(agenda, when, read_time(typed["start"])) if "start" in typed else now.span.start if now else 0
    rooms = _rooms(agenda, typed["room"]) if "room" in typed else None
    makes: list[Callable[[Agenda], Change]] = []
    if {"day", "start", "room"} & typed.keys():
        makes.append(lambda plan: move_block(plan, block.id, when, start, rooms))
    if "place" in typed:
        makes.append(lambda plan: name_block_place(plan, block.id, typed["place"]))
    return makes
