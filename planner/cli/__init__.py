"""The command line: Click commands, one file for each group, thin layers over what the window calls too. No Qt."""

from __future__ import annotations

from planner.cli.console import Renderer
from planner.cli.runner import run

__all__ = ["Renderer", "run"]
