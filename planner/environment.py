"""The inputs of the program from the outside world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from planner.domain.text import Text
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Environment:
    """The inputs from outside: the clock (UTC), new ids, and catalogues by language.

    ``holder`` is our name for others; ``data_folder`` is for what this user's Estrad keeps between starts, and ``log``
    for the log of its faults (None: it keeps nothing).
    """

    clock: Callable[[], datetime]
    ids: Callable[[], str]
    wording: Callable[[str], Wording]
    holder: str | Text = ""
    data_folder: Path | None = None
    log: Path | None = None
