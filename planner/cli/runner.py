"""Runs a command line; every error is printed as one line on standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from planner.cli.conference import (
    check_command,
    list_command,
    new_command,
    place_command,
    redo_command,
    sample_command,
    shift_command,
    undo_command,
    unplace_command,
)
from planner.cli.console import DONE, WRONG, Console, Renderer
from planner.cli.erasing import erase_command
from planner.cli.importing import import_command
from planner.cli.printing import demo_command, print_command
from planner.cli.sending import export_command, publish_command
from planner.domain.text import N_, EstradError, Text
from planner.wording import wording
from planner.workspace import Environment

COMMANDS = (
    sample_command,
    new_command,
    import_command,
    check_command,
    list_command,
    place_command,
    unplace_command,
    shift_command,
    undo_command,
    redo_command,
    erase_command,
    export_command,
    publish_command,
    print_command,
    demo_command,
)


HELP = Text("`estrad --help` shows what there is.")


def run(argv: Sequence[str], *, env: Environment, language: str, drawing: Renderer) -> int:
    """Run a command and return the exit code: ``DONE``, ``NO`` or ``WRONG``.

    ``language`` is the user's; only ``print`` and ``demo`` use ``drawing``.
    """
    console = Console(env, wording(language), drawing)
    group = _group(console)
    try:
        if argv and not argv[0].startswith("-") and argv[0] not in group.commands:
            raise EstradError(Text("There is no command “{name}”.", name=argv[0]), HELP)
        answer = group.main(list(argv), prog_name="estrad", standalone_mode=False)
        return answer if isinstance(answer, int) else DONE
    except EstradError as error:
        console.write(console.one_line(error), err=True)
    except click.ClickException as error:
        console.write(console.one_line(_usage_fault(error)), err=True)
    except click.Abort:
        console.write(console.words(N_("Stopped.")), err=True)
    except BrokenPipeError:  # the program that reads the output has stopped reading
        sys.stdout = None
        return DONE
    return WRONG


def _group(console: Console) -> click.Group:
    _ = console.words
    return click.Group(
        name="estrad",
        help=_("Plan a conference. Without a command, or with a FILE alone, the window opens."),
        commands=[make(console) for make in COMMANDS],
    )


def _usage_fault(error: click.ClickException) -> EstradError:
    remedy = HELP
    if isinstance(error, click.UsageError) and error.ctx and error.ctx.info_name != "estrad":
        remedy = Text("`estrad {command} --help` shows what it takes.", command=error.ctx.info_name or "")
    if isinstance(error, click.MissingParameter) and error.param:
        name = error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.human_readable_name
        return EstradError(Text("{name} is missing.", name=name), remedy)
    if isinstance(error, click.NoSuchOption):
        return EstradError(Text("There is no option {name}.", name=error.option_name), remedy)
    return EstradError(Text(error.format_message()), remedy)
