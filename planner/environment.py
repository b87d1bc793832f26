"""The dependencies that the program injects: clock, ids, catalogues and folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import sleep

from planner.domain.text import Text
from planner.wording import Wording


@dataclass(frozen=True, slots=True)
class Environment:
    """The injected dependencies: a clock (UTC), a generator of ids, and the catalogues by language.

    ``holder`` names this user to others who find the file open. ``data_folder`` keeps data between starts, and ``log``
    is the error log; if None, nothing is kept. ``socket_folder`` is where the windows of this account find each other;
    if None, they do not. ``pause`` waits for a number of seconds. The last three are for a report: ``system`` returns
    the names of operating system and Python, ``settings`` is where the window's settings are, ``home`` the user's
    folder.
    """

    clock: Callable[[], datetime]
    ids: Callable[[], str]
    wording: Callable[[str], Wording]
    holder: str | Text = ""
    data_folder: Path | None = None
    log: Path | None = None
    socket_folder: Path | None = None
    pause: Callable[[float], object] = sleep
    system: Callable[[], str] = str
    settings: str = ""
    home: Path | None = None

    def today(self) -> date:
        """Return today's date in the machine's time zone."""
        return self.clock().astimezone().date()
