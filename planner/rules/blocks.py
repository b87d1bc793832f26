"""Rules about blocks: a session outside the time or the rooms of its block, and a block without a chair."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agenda import Agenda
from planner.domain.span import clock_range
from planner.domain.text import N_, Text
from planner.domain.value_objects import Status
from planner.rules.rule import Conflict, Rule, Severity


def _outside(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a warning for each session that takes place outside its placed block."""
    for session, where in agenda.taking_place if agenda.blocks else ():
        block = agenda.blocks.get(session.block) if session.block else None
        own = block.placement if block else None
        if block is None or own is None or block.holds(where):
            continue
        rooms = ", ".join(agenda.room_names(own.rooms))
        said = {"title": session.title, "block": block.title, "hours": clock_range(own.span.start, own.span.end)}
        text = (
            Text("“{title}” is outside its block “{block}”, which is {hours} in {room}.", room=rooms, **said)
            if rooms
            else Text("“{title}” is outside its block “{block}”, which is {hours}.", **said)
        )
        yield Conflict("session-outside-block", Severity.WARNING, (session.id,), text, Text("Outside its block"))


def _without_chair(agenda: Agenda) -> Iterator[Conflict]:
    """Yield a hint for each block with sessions that take place, and without a chair who is expected."""
    for block in agenda.blocks_in_order:
        sessions = [s.id for s in agenda.member_sessions(block.id) if s.status is not Status.CANCELLED]
        if sessions and not block.expected_chairs:
            text = Text("“{title}” has no chair yet.", title=block.title)
            yield Conflict("block-without-chair", Severity.HINT, tuple(sessions), text, Text("No chair yet"))


SESSION_OUTSIDE_BLOCK = Rule(
    id="session-outside-block",
    title=N_("Outside its block"),
    in_plan=_outside,
    why_silent="A drag says which block the session joins or leaves.",
)
BLOCK_WITHOUT_CHAIR = Rule(
    id="block-without-chair",
    title=N_("No chair yet"),
    in_plan=_without_chair,
    only_hints=True,
)
