"""The command ``export FILE OUT.csv`` or ``OUT.xlsx``: tables for the organiser, without a release."""

from __future__ import annotations

from pathlib import Path

from planner.cli.console import Console
from planner.domain.long_task import run_to_end
from planner.domain.text import Text
from planner.exporting.deliver import deliver
from planner.exporting.tables.file import table_file
from planner.products import Product, tables_of
from planner.wording import wording
from planner.workspace import Workspace


def export_table(
    console: Console, workspace: Workspace, product: Product, out: Path, *, language: str | None = None
) -> None:
    """Write a table or workbook with its headings in a language, by default the user's."""
    words = wording(language) if language else console.words
    data = table_file(
        tables_of(product, workspace, words), out, made=workspace.now(),
        language=words.language if product.private else "", title=workspace.agenda.conference.title,
    )  # fmt: skip
    deliver({out: run_to_end(data)}, private=product.private)
    console.say(Text("“{file}” is saved; nothing was sent.", file=str(out)))
    if product.private:
        console.say(Text("It may hold what is never published, such as notes, addresses and answers."))
