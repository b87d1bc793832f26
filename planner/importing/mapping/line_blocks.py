"""Reads the talks without times that stand below a line of a running programme, which is the heading of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.title_kinds import kind_by_title
from planner.domain.value_objects import Role
from planner.importing.cells.cell_times import parse_cell_time
from planner.importing.cells.titles import are_people
from planner.importing.mapping.heading_sessions import LEAST, NO_HEADING, SAYS_SO, SHORT_TALKS
from planner.importing.mapping.line_sessions import (
    BULLET,
    Numbered,
    ProgrammeLine,
    has_people,
    is_about_session,
    read_block,
    read_line,
    take_people,
)
from planner.importing.vocabulary import parse_role

_LABEL = re.compile(r"(?P<label>[^\W\d_][^\d_:(),;|]{2,30}):\s")


def is_heading(text: str) -> bool:
    """Return whether a line without a time heads those below it: it names a chair, and its title is one of a block."""
    block = read_block(text)
    if block is None or not block.people or not SAYS_SO.search(block.title):
        return False
    return any(parse_role(found["label"]) is Role.MODERATOR for found in _LABEL.finditer(text))


def headed(
    slot: ProgrammeLine, below: Sequence[Numbered], following: re.Match[str] | None
) -> tuple[list[ProgrammeLine], list[Numbered]] | None:
    """Return the heading that a line with a time is and its talks, and what stands below these; None if it is none.

    Its title says so, and a chair is named or the title tells of short talks: without one they may be groups at the
    same time. Either what follows directly are talks, each with its people, or the ``following`` time is its own.
    """
    head, rest = replace(slot, title=slot.title.rstrip(": ")), list(below)
    while rest and is_about_session(rest[0][1]) and head.take_line(rest[0][1]):
        rest.pop(0)
    take_people(told := replace(head))
    chaired, own = _has_chair(told.people), parse_cell_time(head.time)
    after = parse_cell_time(following["time"]).start if following else None
    is_one = bool(SAYS_SO.search(told.title)) and kind_by_title(told.title, alone=False) not in NO_HEADING
    if not is_one or head.note or not (chaired or SHORT_TALKS.search(told.title)):
        return None
    talks, used = _talks(rest, slot.heading)
    if len(talks) < LEAST:
        is_same = chaired and not rest and own.end is None and own.start == after is not None
        return ([_between(told)], []) if is_same else None
    if own.end is None and following:
        head.time = f"{head.time}–{following['time']}"
    return ([head, *talks], rest[used:]) if parse_cell_time(head.time).end is not None else None


def _talks(lines: Sequence[Numbered], room: str) -> tuple[list[ProgrammeLine], int]:
    """Return the talks with which lines begin, and of how many lines; who speaks stands in a line or below it."""
    talks: list[ProgrammeLine] = []
    used, is_open = 0, False
    for n, (number, text) in enumerate(lines, 1):
        bare = BULLET.sub("", text)
        if is_open and are_people(bare):
            talks[-1].people, is_open = bare, False
        elif is_open or are_people(bare):
            break
        else:
            talks.append(replace(read_line(number, "", bare), heading=room))
            is_open = not has_people(bare)
        used = used if is_open else n
    return talks[: len(talks) - is_open], used


def _between(head: ProgrammeLine) -> ProgrammeLine:
    """Return a heading as one between the sessions, whose times are those of the sessions below it."""
    told = (head.title, *head.people.split("\n"), head.room)
    return ProgrammeLine(head.number, title=" | ".join(filter(None, told)), is_day=True)


def _has_chair(people: str) -> bool:
    return any(parse_role(line.partition(":")[0]) is Role.MODERATOR for line in people.split("\n"))
