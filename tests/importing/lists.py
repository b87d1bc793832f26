"""Small lists for tests, as a reader of tables or of another program's file returns them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from planner.domain.span import parse_clock_time
from planner.domain.value_objects import Role
from planner.importing.incoming import (
    Incoming,
    IncomingPerson,
    IncomingPlace,
    IncomingSession,
    IncomingStart,
)

DAY = date(2024, 4, 25)
NAMESPACE = "list"


def begin(start: str, on: date = DAY) -> IncomingStart:
    """Return a beginning such as `09:00` on the day, by the venue's local time."""
    return IncomingStart(on, datetime.combine(on, time()) + timedelta(minutes=parse_clock_time(start)), 0)


def listed(title: str, start: str = "", *people: str, on: date = DAY, **fields: Any) -> IncomingSession:
    """Return a session of 30 minutes in the hall.

    `key` is its id, without which its title is its key; `said` holds our fields.
    """
    key, said = fields.pop("key", ""), fields.pop("said", {})
    given = {
        "line": 2, "key": f"{NAMESPACE}/id:{key}" if key else f"{NAMESPACE}/title:{title}", "title": title,
        "fields": {"title": title, **said}, "begin": begin(start, on) if start else None, "minutes": 30,
        "rooms": ("Hall",) if start else (), "named": not key,
        "people": tuple((f"{NAMESPACE}/name:{name}", Role.SPEAKER) for name in people),
    }  # fmt: skip
    return IncomingSession(**{**given, **fields})


def somebody(name: str, key: str = "", **fields: Any) -> IncomingPerson:
    """Return a person; `key` is an id, and all other fields are ours, except `ours`, `cell` and `line`."""
    own = {field: fields.pop(field) for field in ("ours", "cell", "line") if field in fields}
    whose = f"{NAMESPACE}/id:{key}" if key else f"{NAMESPACE}/name:{name}"
    return IncomingPerson(**{"line": 2, "key": whose, "name": name, "named": not key, "fields": fields, **own})


def a_list(*things: Any, namespace: str = NAMESPACE, **fields: Any) -> Incoming:
    """Return a list of those things, with the rooms and people that its sessions name, listed or not."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(thing for thing in things if isinstance(thing, kind))

    sessions, people, rooms = of(IncomingSession), of(IncomingPerson), of(IncomingPlace)
    known = {person.key for person in people}
    keys = dict.fromkeys(key for session in sessions for key, _ in session.people)
    people += tuple(somebody(key.partition(":")[2]) for key in keys if key not in known)
    names = dict.fromkeys(name for session in sessions for name in session.rooms)
    rooms += tuple(IncomingPlace(2, name) for name in names if name not in {room.name for room in rooms})
    found = Incoming("list.csv", NAMESPACE, {}, {}, "Europe/Stockholm", (), rooms, (), people, sessions, (), {})
    return replace(_of_namespace(found, namespace), **fields)


def _of_namespace(incoming: Incoming, namespace: str) -> Incoming:
    def renamed(key: str) -> str:
        return key.replace(f"{NAMESPACE}/", f"{namespace}/", 1)

    people = tuple(replace(person, key=renamed(person.key)) for person in incoming.people)
    sessions = tuple(
        replace(session, key=renamed(session.key), people=tuple((renamed(key), role) for key, role in session.people),
                known_as=tuple(map(renamed, session.known_as)))
        for session in incoming.sessions
    )  # fmt: skip
    return replace(incoming, namespace=namespace, people=people, sessions=sessions)
