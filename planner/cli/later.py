"""What the command line will do one day says so, in one line and with exit code 2."""

from __future__ import annotations

from planner.domain.errors import EstradError
from planner.domain.text import Text


def later(what: str) -> EstradError:
    """The fault of asking for what is not there yet."""
    return EstradError(Text("`{what}` is not in this version of Estrad yet.", what=what))
