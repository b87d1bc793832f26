"""Runs commands as a script would: words in; exit code, standard output and standard error out."""

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from planner.cli.console import Renderer
from planner.cli.runner import run
from planner.domain.agenda import Agenda, Change
from planner.domain.long_task import LongTask, Progress
from planner.environment import Environment
from planner.printing.marks import PrintedPage, TextStyle
from planner.workspace import Workspace
from tests.builders import fixed_environment
from tests.program import is_named, run_program


class Answer(NamedTuple):
    """The exit code, standard output and standard error of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Estrad = Callable[..., Answer]


def drawing(pictures: list[Path] | None = None) -> Renderer:
    """Return a drawing without Qt: a PDF holds the words on its pages, a picture holds a note on what it shows."""

    def measure(text: str, face: TextStyle) -> float:
        return len(text) * face.size * 0.18

    def pdf(pages: Sequence[PrintedPage], title: str, author: str) -> LongTask[bytes]:
        yield Progress(0, 1)
        return "\f".join([title, author, *(page.text for page in pages)]).encode()

    def picture(conference: Path, png: Path) -> None:
        png.write_bytes(b"a picture of " + conference.name.encode())

    def encode(path: Path, square: bool) -> tuple[str, bytes]:
        data = (b"square " if square else b"whole ") + path.read_bytes()
        return sha256(data).hexdigest(), data

    return Renderer(measure, pdf, picture, encode)


def command_line(env: Environment, capsys: pytest.CaptureFixture[str], language: str = "en") -> Estrad:
    """Return a function that runs one command: here, or by the program that is named instead of this clone."""
    if is_named():
        return of_a_program(env, language)

    def estrad(*words: object) -> Answer:
        code = run([str(word) for word in words], env=env, language=language, drawing=drawing())
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return estrad


def of_a_program(env: Environment, language: str) -> Estrad:
    """Return a function that runs one command in a process of its own, by the same clock."""
    moment = {"ESTRAD_CLOCK": env.clock().isoformat(), "LANGUAGE": language, "LC_ALL": "C.UTF-8"}

    def estrad(*words: object) -> Answer:
        done = run_program(*words, **moment)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return estrad


def change(path: Path, *makes: Callable[[Agenda], Change]) -> None:
    """Make these changes in the file, as a window would meanwhile."""
    with closing(Workspace.open(path, fixed_environment())) as workspace:
        for make in makes:
            workspace.apply(make(workspace.agenda))
