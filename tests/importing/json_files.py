"""JSON programmes for tests, as the programs write them, and the results of reading them."""

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.incoming import Incoming, IncomingSession, IncomingStart
from planner.importing.source_registry import read_bytes
from planner.tables.opened_file import OpenedFile
from planner.tables.table import Tables

THURSDAY, SUMMER = date(2024, 4, 25), timezone(timedelta(hours=2))
NINE, TEN = "2024-04-25T09:00:00", "2024-04-25T10:00:00"
AT_NINE = IncomingStart(THURSDAY, datetime(2024, 4, 25, 9), 240)
AT_NINE_BY_UTC = IncomingStart(THURSDAY, datetime(2024, 4, 25, 9, tzinfo=SUMMER), 240)


def read(content: Any, name: str = "x.json", kind: str = "") -> Incoming | Tables:
    """Read a file with that content; text and bytes are taken as they are."""
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False, indent=1)
    return run_to_end(read_bytes(OpenedFile(Path(name), text.encode() if isinstance(text, str) else text), kind))


def told(content: Any, name: str = "x.json", kind: str = "") -> Incoming:
    """Read a file with that content, which must be a programme."""
    found = read(content, name, kind)
    assert isinstance(found, Incoming), found
    return found


def tables(content: Any, name: str = "x.json") -> Tables:
    """Read a file with that content as tables."""
    found = read(content, name, "table")
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
