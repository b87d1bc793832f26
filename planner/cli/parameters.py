"""Declares commands: a function with its name, help, arguments and options, and the words that shells complete.

Texts are worded when the command line runs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import click
from click.shell_completion import CompletionItem

from planner.cli.commands import COMMANDS
from planner.cli.console import Console
from planner.domain.text import EstradError, Text
from planner.wording import Wording

_FILE_NAMES = frozenset({"file", "source", "folder"})
Parameter = Callable[[Wording], click.Parameter]
"""A function that makes a Click argument or option, with its help in the language of a wording."""


FILES = click.Path(readable=False)
"""The type of arguments that name a file, so that shells complete them; a command checks the file itself."""
OUT = "-"
"""The file name that stands for standard output."""


def argument(name: str, metavar: str, choices: Sequence[str] = (), **details: Any) -> Parameter:
    """Return an argument that the help shows as ``metavar``.

    Shells complete ``choices``; ``details`` are arguments of ``click.Argument``. For a plain argument, ``command`` also
    takes its name alone.
    """
    details = {"shell_complete": completion(choices), **details}
    return lambda _words: click.Argument([name], metavar=metavar, **details)


def option(*names: str, help: Text, choices: Sequence[str] = (), **details: Any) -> Parameter:
    """Return an option; ``details`` are arguments of ``click.Option``.

    If there are ``choices``, shells complete them, and any other value is refused with the list of them.
    """
    if choices:
        details = {"metavar": "|".join(choices), "callback": partial(_check_choice, choices), **details}
    details = {"shell_complete": completion(choices), **details}
    return lambda words: click.Option(names, help=words.say(help), **details)


Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def completion(choices: Sequence[str] | Callable[[Mapping[str, Any]], Iterable[str]]) -> Complete | None:
    """Return a function that completes a word for shells, as Click wants it, or None if there are no choices.

    ``choices`` are the possible words, or a function that returns them, given the parameters typed before.
    """

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        words = choices(ctx.params) if callable(choices) else choices
        return [CompletionItem(one) for one in words if one.startswith(incomplete)]

    return complete if choices else None


def _check_choice(choices: Sequence[str], ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    for one in value if isinstance(value, tuple) else (value,):
        if one is not None:
            refuse_unknown(one, choices, Text("There is no {option} “{name}”.", option=param.opts[-1], name=one))
    return value


def refuse_unknown(word: object, known: Collection[str], problem: Text) -> None:
    """Raise ``EstradError`` with this problem, and the list of known words, if the word is none of them."""
    if word not in known:
        raise EstradError(problem, Text("Choose one of: {names}.", names=", ".join(known)))


def refuse_two_documents(as_json: bool) -> None:
    """Raise ``EstradError`` if JSON is requested; call this if the product itself goes to standard output."""
    if as_json:
        raise EstradError(
            Text("{options} cannot be combined.", options=f"{OUT}, --json"),
            Text("Write into a file, or leave one out."),
        )


JSON = option("--json", "as_json", is_flag=True, help=Text("Print JSON."))


def _parse_seconds(ctx: click.Context, param: click.Parameter, typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 5):
        raise EstradError(Text("“{text}” is no number of seconds.", text=typed), Text("Write it as 10."))
    return int(typed)


WAIT = option(
    "--wait", default="0", metavar="S", callback=_parse_seconds,
    help=Text("How many seconds to wait for a file that is in use; else the exit code is 3 at once."),
)  # fmt: skip
"""The option ``--wait`` of commands for a conference file; ``command`` passes its value to the console."""


def command(
    name: str, *parameters: str | Parameter, more: Text | None = None, **details: Any
) -> Callable[[Callable[..., int | None]], Callable[[Console], click.Command]]:
    """Return a decorator for a function that takes the console and parameters of a command and returns its exit code.

    None is ``DONE``. ``name`` is one of ``COMMANDS``, whose help it shows, with ``more`` below. If ``WAIT`` is among
    the parameters, its value becomes ``Console.wait``. ``details`` are arguments of ``click.Command``.
    """

    def decorate(run: Callable[..., int | None]) -> Callable[[Console], click.Command]:
        def build(console: Console) -> click.Command:
            made = [_plain_argument(one) if isinstance(one, str) else one(console.words) for one in parameters]
            told = "\n\n".join(console.words.say(text) for text in (COMMANDS[name].help, more) if text)

            def call(wait: int = 0, **given: Any) -> int | None:
                return run(replace(console, wait=wait), **given)

            return click.Command(name, params=made, help=told, callback=call, **details)

        return build

    return decorate


def _plain_argument(name: str) -> click.Argument:
    return click.Argument([name], type=FILES if name in _FILE_NAMES else None)
