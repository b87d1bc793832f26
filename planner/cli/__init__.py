"""The command line: thin Click commands over the same functions that the window calls. It does not import Qt."""

from __future__ import annotations

from planner.cli.console import Renderer
from planner.cli.runner import run

__all__ = ["Renderer", "run"]
