"""The command ``about``, which prints the program's version and the folders of its own files."""

from __future__ import annotations

from planner.cli.console import Console
from planner.cli.parameters import JSON, command
from planner.program_facts import program_facts, report_text


@command("about", JSON)
def about_command(console: Console, as_json: bool) -> None:
    """Print the version and the folders of Estrad's own files, as lines or JSON: ``about [--json]``."""
    facts = program_facts(console.env)
    if as_json:
        console.show_json({fact.name: fact.text for fact in facts})
    else:
        console.write(*report_text(facts, console.words).splitlines())
