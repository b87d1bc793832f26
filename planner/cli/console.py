"""The context of all commands, and commands as data.

The context is the environment, the user's language, and the output of text, JSON and errors. A command is a function
with its name, help and parameters, which are worded when the command line is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from planner.domain.agenda import Agenda
from planner.domain.attendee_names import unconfirmed_people, unconfirmed_warning
from planner.domain.text import EstradError, Text, visible
from planner.printing.marks import Measure, PrintedPage
from planner.wording import Wording
from planner.workspace import Environment, Workspace

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e]")
"""Control characters that ``json`` does not escape."""
DONE, NO, WRONG = 0, 1, 2
"""The exit codes: done; the answer is no; the call or an input is wrong, or the file is locked."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """The functions that need Qt, passed in by main.py and called only by ``print`` and ``demo``.

    ``measure`` returns the width of a text in millimetres, and ``pdf`` the PDF bytes of pages, a title and an author;
    ``picture`` writes a PNG file of the window that shows a conference file.
    """

    measure: Measure
    pdf: Callable[[Sequence[PrintedPage], str, str], bytes]
    picture: Callable[[Path, Path], None]


@dataclass(frozen=True, slots=True)
class Console:
    """The context of a command: the environment, the user's translations, and the drawing functions."""

    env: Environment
    words: Wording
    drawing: Renderer

    @contextmanager
    def opened(self, file: str) -> Iterator[Workspace]:
        """Open a conference file and close it at the end; raise ``EstradError`` if it cannot be opened."""
        workspace = Workspace.open(Path(file), self.env)
        try:
            yield workspace
        finally:
            workspace.close()

    @contextmanager
    def reading(self, file: str) -> Iterator[Workspace]:
        """Read a conference file that may be open elsewhere, without a lock; it cannot be changed."""
        workspace = Workspace.read(Path(file), self.env)
        try:
            yield workspace
        finally:
            workspace.close()

    @contextmanager
    def opened_or_read(self, file: str) -> Iterator[Workspace]:
        """Open a conference file, or read it if it is open elsewhere."""
        workspace = Workspace.open_or_read(Path(file), self.env)
        try:
            yield workspace
        finally:
            workspace.close()

    def say(self, text: Text) -> None:
        """Print a text in the user's language as a line on standard output."""
        self.write(self.words.say(text))

    def write(self, line: str, *, err: bool = False) -> None:
        """Print a line on standard output or error, with control characters made visible.

        Terminals execute control characters, and texts and file names may come from other people.
        """
        click.echo(visible(line), err=err)

    def print_unconfirmed_warning(self, agenda: Agenda) -> None:
        """Print a warning if attendees see the name of somebody who has not confirmed."""
        if line := unconfirmed_warning(unconfirmed_people(agenda)):
            self.say(line)

    def show_json(self, document: Any) -> None:
        """Print a JSON document on standard output, with all control characters escaped."""
        text = json.dumps(document, ensure_ascii=False, indent=2)
        click.echo(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))

    def one_line(self, error: EstradError) -> str:
        """Format an error as one line: the file and line number if known, the problem and the remedy."""
        where = ":".join(str(part) for part in (error.file, error.line) if part is not None)
        said = [self.words.say(text) for text in (error.problem, error.remedy) if text]
        line = " ".join([f"{where}:", *said] if where else said)
        return " ".join(line.split())


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
