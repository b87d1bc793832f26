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
    if None, they do not. ``pause`` waits so many seconds. ``system`` names operating system and Python, ``settings`` is
    the place of the window's settings, and ``home`` the user's folder, for a report.
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
        """Return the date of the clock in the machine's time zone."""
        return self.clock().astimezone().date()
