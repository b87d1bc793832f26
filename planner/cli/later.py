"""What the command line will do one day says so, in one line and with exit code 2."""

from __future__ import annotations

import click

from planner.cli.console import Console
from planner.domain.errors import EstradError
from planner.domain.text import Text


def later(what: str) -> EstradError:
    """The fault of asking for what is not there yet."""
    return EstradError(Text("`{what}` is not in this version of Estrad yet.", what=what))


def import_command(console: Console) -> click.Command:
    """``import``: not there yet, whatever follows it."""
    _ = console.words

    @click.command("import", help=_("Not in this version yet."), context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def command(words: tuple[str, ...]) -> int:
        raise later("import")

    return command
