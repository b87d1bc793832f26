"""The commands ``export FILE OUT.csv`` and ``OUT.xlsx``: tables for the organiser, without a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from planner.cli.console import Console
from planner.domain.errors import EstradError
from planner.domain.long_task import run_to_end
from planner.domain.text import Text
from planner.exporting.deliver import deliver
from planner.exporting.tables.app_layouts import APP_LAYOUTS, app_table
from planner.exporting.tables.csv_text import DELIMITERS
from planner.exporting.tables.file import SUFFIXES, table_file
from planner.exporting.tables.table import OutTable
from planner.exporting.tables.workbook import LISTS, sheet, workbook
from planner.wording import LANGUAGES, Wording, wording
from planner.workspace import Workspace

TABLE_OPTIONS = ("list", "layout", "language")
F = TypeVar("F", bound=Callable[..., object])


def table_options(_: Wording) -> Callable[[F], F]:
    """Return a decorator that adds the options for tables to a command."""
    options = (
        click.option("--list", type=click.Choice(list(LISTS)), help=_("Only this sheet of the workbook.")),
        click.option(
            "--layout", type=click.Choice(list(APP_LAYOUTS)), help=_("The programme as this event app imports it.")
        ),
        click.option("--language", metavar="L", help=_("The language of the headings: en or sv.")),
    )

    def with_options(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


def is_table(out: Path) -> bool:
    """Return whether the file name has the suffix of a table."""
    return out.suffix.lower() in SUFFIXES


def export_table(
    console: Console, workspace: Workspace, out: Path, asked: Mapping[str, str | None], *, other: Mapping[str, object]
) -> None:
    """Write the table or workbook that the options ``list``, ``layout`` and ``language`` select.

    ``other`` has the options for calendars; raise ``EstradError`` if any of them is given.
    """
    for name, given in other.items():
        if given not in (None, False):
            raise EstradError(
                Text("{options} cannot be combined.", options=f"--{name}, {out.suffix.lower()}"),
                Text("A table is of the whole conference."),
            )
    words = _words(console, asked.get("language"))
    tables = _tables(workspace, words, out, asked.get("list"), asked.get("layout"))
    comma = asked.get("layout") is not None
    data = run_to_end(
        table_file(
            tables, out, made=console.env.clock(), delimiter="," if comma else DELIMITERS[words.language],
            title=workspace.agenda.conference.title,
        )
    )  # fmt: skip
    deliver({out: data}, private=asked.get("layout") is None)
    console.say(Text("“{file}” is saved; nothing was sent.", file=str(out)))
    if asked.get("layout") is None:
        console.say(Text("It may hold what is never published, such as notes, addresses and answers."))


def _words(console: Console, language: str | None) -> Wording:
    if language is None:
        return console.words
    if language not in LANGUAGES:
        raise EstradError(
            Text("There is no language “{name}”.", name=language),
            Text("There is: {names}.", names=", ".join(LANGUAGES)),
        )
    return wording(language)


def _tables(
    workspace: Workspace, words: Wording, out: Path, of: str | None, layout: str | None
) -> tuple[OutTable, ...]:
    if of is not None and layout is not None:
        raise EstradError(
            Text("{options} cannot be combined.", options="--list, --layout"),
            Text("A layout is of sessions, as attendees see them."),
        )
    if layout is not None:
        return (app_table(workspace.programme(), APP_LAYOUTS[layout]),)
    if of is None and out.suffix.lower() == ".xlsx":
        return run_to_end(workbook(workspace.agenda, words))
    return run_to_end(sheet(workspace.agenda, words, LISTS[of or "sessions"]))
