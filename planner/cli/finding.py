"""What somebody typed, as a thing of the conference; raises ``EstradError`` where there is none, or more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from planner.domain.agenda import Agenda
from planner.domain.entities import Day, Room, Session
from planner.domain.errors import EstradError
from planner.domain.span import minutes_of
from planner.domain.text import Text
from planner.workspace import Workspace

T = TypeVar("T")


def session_named(agenda: Agenda, typed: str) -> Session:
    """The session of that id, number or exact title."""
    by_number = [s for s in agenda.sessions.values() if str(s.number) == typed]
    by_title = [s for s in agenda.sessions.values() if s.title == typed]
    found = [agenda.sessions[typed]] if typed in agenda.sessions else by_number or by_title
    if len(found) > 1:
        numbers = ", ".join(str(number) for number in sorted(s.number for s in found))
        raise EstradError(
            Text("Several sessions are called “{title}”: {numbers}.", title=typed, numbers=numbers),
            Text("Say its number instead."),
        )
    if not found:
        raise EstradError(
            Text("There is no session “{title}”.", title=typed), Text("`list FILE sessions` shows their numbers.")
        )
    return found[0]


def room_named(agenda: Agenda, typed: str) -> Room:
    """The room of that id or name, whatever its case."""
    return _named(typed, agenda.rooms_in_order, lambda room: room.name, Text("There is no room “{name}”.", name=typed))


def _named(typed: str, things: Iterable[T], name: Callable[[T], str], none: Text) -> T:
    known = list(things)
    for thing in known:
        if typed == getattr(thing, "id", None) or typed.casefold() == name(thing).casefold():
            return thing
    names = ", ".join(name(thing) for thing in known)
    raise EstradError(none, Text("There is: {names}.", names=names) if names else None)


def day_named(agenda: Agenda, typed: str) -> Day:
    """The day of that date."""
    when = date_of(typed)
    day = agenda.day_of(when)
    if day is None:
        names = ", ".join(day.date.isoformat() for day in agenda.days_in_order)
        raise EstradError(
            Text("{date} is not a day of this conference.", date=when.isoformat()),
            Text("There is: {names}.", names=names),
        )
    return day


def refuse_the_file_itself(workspace: Workspace, out: Path) -> None:
    """Raise ``EstradError`` if what is to be written is the conference's own file."""
    if out.resolve() == workspace.path.resolve():
        raise EstradError(
            Text("“{name}” is the open file itself.", name=out.name), Text("Choose another name."), file=out
        )


def date_of(typed: str) -> date:
    """The date; raises ``EstradError`` for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise EstradError(Text("“{text}” is no date.", text=typed), Text("Write it as 2024-04-25.")) from error


def time_of(typed: str) -> int:
    """Minutes from midnight; raises ``EstradError`` for anything but HH:MM."""
    try:
        return minutes_of(typed)
    except ValueError as error:
        raise EstradError(
            Text("“{text}” is no time of day.", text=typed),
            Text("Write it as 09:30; past midnight goes on with 24:30."),
        ) from error


def whole_number(typed: str) -> int:
    """A whole number of minutes, with its sign; raises ``EstradError``."""
    try:
        return int(typed.replace("−", "-")) if len(typed) < 10 else int("")
    except ValueError as error:
        raise EstradError(
            Text("“{text}” is no whole number of minutes.", text=typed), Text("Write it as 15 or -15.")
        ) from error
