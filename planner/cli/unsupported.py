"""The error for commands and options that are planned for later; the exit code is 2."""

from __future__ import annotations

from planner.domain.errors import EstradError
from planner.domain.text import Text


def unsupported(what: str) -> EstradError:
    """Return the error for a request that is not supported yet."""
    return EstradError(Text("`{what}` is not in this version of Estrad yet.", what=what))
