"""JSON programmes for tests, as the programs write them, and the results of reading them."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.incoming import Incoming, IncomingSession, IncomingStart, non_empty
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from planner.incoming_file import read_opened_file
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables

THURSDAY, SUMMER = date(2024, 4, 25), timezone(timedelta(hours=2))
NINE, TEN = "2024-04-25T09:00:00", "2024-04-25T10:00:00"
AT_NINE = IncomingStart(THURSDAY, datetime(2024, 4, 25, 9), 240)
AT_NINE_BY_UTC = IncomingStart(THURSDAY, datetime(2024, 4, 25, 9, tzinfo=SUMMER), 240)


def read(content: Any, name: str = "x.json", kind: str = "") -> Incoming | Tables:
    """Read a file with that content; text and bytes are taken as they are."""
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False, indent=1)
    return run_to_end(read_opened_file(OpenedFile(Path(name), text.encode() if isinstance(text, str) else text), kind))


def told(content: Any, name: str = "x.json", kind: str = "") -> Incoming:
    """Read a file with that content; the columns of its lists are mapped as the guess proposes."""
    found = tables(content, name, kind)
    return run_to_end(read_mapped(found, guess_mapping(found, MappingContext()), MappingContext()))


def tables(content: Any, name: str = "x.json", kind: str = "table") -> Tables:
    """Read a file with that content as tables."""
    found = read(content, name, kind)
    assert isinstance(found, Tables), found
    return found


def refusal(content: Any, name: str = "x.json", kind: str = "") -> tuple[str, int | None]:
    """Return why a file is refused, and on which line."""
    with pytest.raises(EstradError) as found:
        read(content, name, kind)
    assert found.value.remedy
    assert found.value.file == Path(name)
    return str(found.value), found.value.line


def only(incoming: Incoming) -> IncomingSession:
    """Return the one session of a file."""
    (session,) = incoming.sessions
    return session


def whole(incoming: Incoming) -> list[tuple[Any, ...]]:
    """Return each session in short: title, start, minutes, rooms, kind, track, people by name."""
    names = {person.key: person.name for person in incoming.people}
    return [(s.title, s.begin and s.begin.at, s.minutes, s.rooms, s.kind, s.track, [names[key] for key, _ in s.people])
            for s in incoming.sessions]  # fmt: skip


def plain(value: Any) -> Any:
    """Return a value with our own things in it, which are links, extra fields, choices and times, as plain ones."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple() | list():
            return [plain(one) for one in value]
        case dict():
            return {name: plain(one) for name, one in value.items()}
    return [plain(getattr(value, one.name)) for one in fields(value)] if is_dataclass(value) else value


def facts(content: Any) -> dict[str, Any]:
    """Return what is read of a document, by the names of the facts."""
    found = told(content)
    sessions = found.sessions
    return plain({
        "whole": whole(found), "told": [non_empty(**one.fields) for one in sessions],
        "keys": [one.key for one in sessions],
        "begins": [one.begin for one in sessions], "roles": [one.people for one in sessions],
        "said": [list(map(str, one.remarks)) for one in sessions], "remarks": list(map(str, found.remarks)),
        "warnings": list(map(str, found.warnings)),
        "head": [found.namespace, found.zone, found.conference, found.venue],
        "people": [(one.line, one.key, one.named, one.name, one.bio, non_empty(**{**one.fields, "bio": ""}))
                   for one in found.people],
        "rooms": [(one.line, one.name, one.fields.get("seats"), non_empty(**one.fields | {"seats": 0}))
                  for one in found.rooms],
        "unmapped": dict(found.unmapped),
        "tracks": [(one.line, one.name, one.fields.get("colour", "")) for one in found.tracks],
        "days": [(one.line, one.date, one.opens, one.closes) for one in found.days],
    })  # fmt: skip
