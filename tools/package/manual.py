"""The man page and the completions of shells, made from the command line itself.

``LANGUAGE=sv python -m tools.package.manual FOLDER`` writes those of one language below a folder, as `/usr/share` has
them. Click asks the environment for the language, so that each has a process of its own.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from click.shell_completion import get_completion_class

from main import COMPLETES, make_environment
from planner import VERSION
from planner.cli.console import Console, Renderer
from planner.cli.runner import CommandGroup, translate_click
from planner.wording import best_language, wording


class Headings(NamedTuple):
    """What stands above the parts of a man page, and what is said of files in one language."""

    folder: str
    name: str
    summary: str
    use: str
    about: str
    commands: str
    files: str
    data: str


HEADINGS = {
    "en": Headings(
        *("man1", "NAME", "plan a conference on a timeline", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "FILES"),
        data="Settings, versions of plans and unsaved text, and the log of faults, in this order.",
    ),
    "sv": Headings(
        *("sv/man1", "NAMN", "planera en konferens på en tidslinje", "ÖVERSIKT", "BESKRIVNING", "KOMMANDON", "FILER"),
        data="Inställningar, versioner av planer och osparad text, och felloggen, i den ordningen.",
    ),
}
PLACES = ("~/.config/Estrad/Estrad.conf", "~/.local/share/estrad", "~/.local/state/estrad/estrad.log")
SHELLS = {
    "bash": "bash-completion/completions/estrad",
    "zsh": "zsh/vendor-completions/_estrad",
    "fish": "fish/vendor_completions.d/estrad.fish",
}


def plain(text: str) -> str:
    """Return a text as troff reads it: no sign of its own, and no line that begins a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("~", "\\(ti")
    return "\n".join("\\&" + line if line.startswith((".", "\\(aq")) else line for line in escaped.split("\n"))


def man_page(group: click.Group, language: str, data: Sequence[str] = PLACES) -> str:
    """Return the man page of the program and all its commands."""
    said, root = HEADINGS[language], click.Context(group, info_name="estrad")
    lines = [
        f'.TH ESTRAD 1 "" "Estrad {VERSION}"',
        f".SH {said.name}",
        f"estrad \\- {plain(said.summary)}",
        f".SH {said.use}",
        ".B estrad\n[\\fIFILE\\fR]\n.br\n.B estrad\n\\fICOMMAND\\fR ...",
        f".SH {said.about}",
        plain(group.help or ""),
        *_options(group, root),
        f".SH {said.commands}",
    ]
    for name in group.list_commands(root):
        lines += _command(group, name, root)
    lines += [f".SH {said.files}", *(f".TP\n.I {plain(place)}" for place in data[:-1])]
    return "\n".join([*lines, f".TP\n.I {plain(data[-1])}", plain(said.data), ""])


def _command(group: click.Group, name: str, root: click.Context) -> Iterator[str]:
    command = group.get_command(root, name)
    assert command
    context = click.Context(command, info_name=name, parent=root)
    yield f".SS {plain(' '.join([name, *command.collect_usage_pieces(context)]))}"
    yield plain(command.help or "")
    yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if record and isinstance(param, click.Option) and (param.name != "help" or context.parent is None):
            yield f".TP\n.B {plain(record[0])}\n{plain(record[1])}"


def completion(group: click.Group, shell: str) -> str:
    """Return the script by which a shell completes our words; that of bash is not asked for its version."""
    found = get_completion_class(shell)
    assert found
    asked = found(group, {}, "estrad", COMPLETES)
    return asked.source_template % asked.source_vars()


def main(arguments: Sequence[str]) -> int:
    """Write the man page of the language of the environment, and the completions, which have none."""
    share, language = Path(arguments[0]), best_language([os.environ.get("LANGUAGE", "")])
    translate_click()
    nothing = Renderer(*[None] * 4)  # type: ignore[list-item]
    group = CommandGroup(Console(make_environment({}), wording(language), nothing))
    page = share / "man" / HEADINGS[language].folder / "estrad.1.gz"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(gzip.compress(man_page(group, language).encode(), mtime=0))
    for shell, place in SHELLS.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        (share / place).write_text(completion(group, shell), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
