"""Runs a command line and returns its exit code.

Each error is one line on standard error; Click's own texts are translated.
"""

from __future__ import annotations

import errno
import gettext
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from planner import VERSION
from planner.cli.commands import COMMANDS
from planner.cli.console import DONE, IN_USE, NO, WRONG, Console, ReaderGone, Renderer
from planner.domain.text import N_, EstradError, FileLocked, NothingToSend, Plural, Text
from planner.environment import Environment
from planner.wording import wording
from resources import FOLDER

CLICKS = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Show this message and exit."), N_("Show the version and exit."),
    N_("required"), Plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
)  # fmt: skip
"""Click's own messages, listed here so that our catalogue translates them."""
HELP = Text("`estrad --help` shows what there is.")


def translate_click() -> None:
    """Make Click find translations in our catalogue, by making that gettext's default domain."""
    gettext.bindtextdomain("estrad", str(FOLDER / "translations"))
    gettext.textdomain("estrad")


def run(argv: Sequence[str], *, env: Environment, language: str, drawing: Renderer) -> int:
    """Run a command and return the exit code: ``DONE``, ``NO``, ``WRONG`` or ``IN_USE``.

    ``language`` is the user's; ``drawing`` is for commands that make paper or pictures.
    """
    console = Console(env, wording(language), drawing)
    group = CommandGroup(console)
    try:
        if argv and argv[0] not in COMMANDS and (argv[0] == "-" or not argv[0].startswith("-")):
            raise EstradError(Text("There is no command “{name}”.", name=argv[0]), HELP)
        if argv and argv[0] in COMMANDS:
            from planner.storage.opening import (
                refuse_unfit_sqlite,  # imported here so that help and completion do without
            )

            refuse_unfit_sqlite()
        answer = group.main(list(argv), prog_name="estrad", standalone_mode=False)
        return answer if isinstance(answer, int) else DONE
    except EstradError as error:
        console.write(console.error_line(error), err=True)
        if isinstance(error, NothingToSend | FileLocked):
            return NO if isinstance(error, NothingToSend) else IN_USE
    except click.ClickException as error:
        console.write(console.error_line(_usage_error(error, argv)), err=True)
    except OSError as error:
        if (told := _file_name_error(error)) is None:
            raise
        console.write(console.error_line(told), err=True)
    except click.Abort:
        console.write(console.words(N_("Stopped.")), err=True)
    except ReaderGone:
        sys.stdout = None  # else the interpreter would try again at its end
        return DONE
    return WRONG


class CommandGroup(click.Group):
    """The group of all commands; a command's module is imported only when that command is named."""

    def __init__(self, console: Console) -> None:
        _ = console.words
        version = click.version_option(VERSION, prog_name="Estrad", message="%(prog)s %(version)s")
        super().__init__(
            "estrad",
            help=_(N_("Plan a conference. Without a command, or with a FILE alone, the window opens.")),
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        version(self)
        self._console = console

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with this name, or None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"planner.cli.{COMMANDS[cmd_name].module}")
        found: click.Command = getattr(module, f"{cmd_name}_command")(self._console)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands with their help, as Click would, without importing the commands' modules."""
        width = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section(self._console.words("Commands")):
            formatter.write_dl([(name, _cut_text(text, width)) for name, text in self._commands()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin with ``incomplete``, with their help, and Click's completions of options."""
        found = [CompletionItem(name, help=text) for name, text in self._commands() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def _commands(self) -> Iterator[tuple[str, str]]:
        return ((name, self._console.words.say(row.help)) for name, row in COMMANDS.items())


def _cut_text(text: str, width: int) -> str:
    """Return the text; one longer than ``width`` is cut at a space, if there is one, and ends in an ellipsis."""
    return text if len(text) <= width else f"{text[: width - 2].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _file_name_error(error: OSError) -> EstradError | None:
    """Return the error for a file that has too long a name or may not be used; None for other errors."""
    name = os.fsdecode(error.filename or "")
    if error.errno == errno.ENAMETOOLONG:
        problem = Text("“{name}” is too long for the name of a file.", name=name)
        return EstradError(problem, Text("Choose a shorter name."))
    if isinstance(error, PermissionError) and name:
        problem = Text("“{name}” may not be used: {why}.", name=name, why=error.strerror or str(error))
        return EstradError(problem, Text("Choose another place, or ask for the right to use this one."))
    return None


def _usage_error(error: click.ClickException, argv: Sequence[str]) -> EstradError:
    """Return Click's error as an ``EstradError``, with a hint at the help of the command, or else of the program."""
    remedy = (
        Text("`estrad {command} --help` shows what it takes.", command=argv[0])
        if argv and argv[0] in COMMANDS
        else HELP
    )
    if isinstance(error, click.MissingParameter) and error.param:
        name = error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.human_readable_name
        return EstradError(Text("{name} is missing.", name=name), remedy)
    if isinstance(error, click.NoSuchOption):
        return EstradError(Text("There is no option {name}.", name=error.option_name), remedy)
    if isinstance(error, click.BadOptionUsage):
        name = error.option_name
        if any(word.startswith(f"{name}=") for word in argv):
            return EstradError(Text("{name} takes no value.", name=name), remedy)
        return EstradError(Text("{name} needs a value.", name=name), remedy)
    return EstradError(Text("{problem}.", problem=error.format_message().rstrip(".")), remedy)
