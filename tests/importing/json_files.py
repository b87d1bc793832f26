"""JSON programmes for tests, as the programs write them, and what our reader makes of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain.errors import EstradError
from planner.domain.steps import finish
from planner.importing.incoming import Incoming
from planner.importing.source import read_opened
from planner.tables.opened import Opened
from planner.tables.table import Tables


def read(content: Any, name: str = "x.json", kind: str = "") -> Incoming | Tables:
    """What a file with that content gives; text and bytes are taken as they are."""
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False, indent=1)
    return finish(read_opened(Opened(Path(name), text.encode() if isinstance(text, str) else text), kind))


def told(content: Any, name: str = "x.json", kind: str = "") -> Incoming:
    """What a programme tells."""
    found = read(content, name, kind)
    assert isinstance(found, Incoming), found
    return found


def tables(content: Any, name: str = "x.json") -> Tables:
    """The tables that a file holds."""
    found = read(content, name)
    assert isinstance(found, Tables), found
    return found


def refusal(content: Any, name: str = "x.json", kind: str = "") -> tuple[str, int | None]:
    """Why a file is refused, and on which line."""
    with pytest.raises(EstradError) as found:
        read(content, name, kind)
    assert found.value.remedy
    assert found.value.file == Path(name)
    return str(found.value), found.value.line
