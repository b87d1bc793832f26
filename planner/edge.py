"""What comes into the program from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.domain.text import Text
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Edge:
    """What comes in from outside: the clock (UTC), new ids, catalogues by language, who we are to others, and the
    folder for what this user's Estrad keeps between starts and the log of its faults (None: it keeps nothing).
    """

    clock: Callable[[], datetime]
    ids: Callable[[], str]
    wording: Callable[[str], Wording]
    holder: str | Text = ""
    data_folder: Path | None = None
    log: Path | None = None
