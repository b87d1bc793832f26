"""Commands as data: a function with its name, help and parameters, which are worded when the command line is run."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import click

from planner.cli.console import Console
from planner.domain.text import Text
from planner.wording import Wording

Parameter = Callable[[Wording], click.Parameter]
"""Makes an argument or option with its help in a language."""


def argument(name: str, metavar: str) -> Parameter:
    """Return an argument that help shows as ``metavar``; where that is its name, the name alone will do."""
    return lambda _words: click.Argument([name], metavar=metavar)


def option(*names: str, help: Text, **details: Any) -> Parameter:
    """Return an option; ``details`` are those of ``click.Option``."""
    return lambda words: click.Option(names, help=words.say(help), **details)


def command(
    name: str, help: Text, *parameters: str | Parameter, **details: Any
) -> Callable[[Callable[..., int]], Callable[[Console], click.Command]]:
    """Return a decorator of a function that takes the console and the parameters, and returns the exit code.

    ``details`` are those of ``click.Command``.
    """

    def decorate(run: Callable[..., int]) -> Callable[[Console], click.Command]:
        def build(console: Console) -> click.Command:
            made = [click.Argument([one]) if isinstance(one, str) else one(console.words) for one in parameters]
            run_here = partial(run, console)
            return click.Command(name, params=made, help=console.words.say(help), callback=run_here, **details)

        return build

    return decorate
