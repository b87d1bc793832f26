"""The context of all commands: opening conference files, printing text, JSON and errors, and exit codes.

It also waits for files that are in use, and words texts in the user's language.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.domain.text import EstradError, FileLocked, Text, with_visible_controls
from planner.environment import Environment
from planner.wording import Wording

if TYPE_CHECKING:
    from planner.domain.agenda import Agenda
    from planner.domain.long_task import LongTask
    from planner.erasure_debt import ErasureDebt
    from planner.printing.marks import Measure, PrintedPage
    from planner.product_types import PrintFunctions
    from planner.programme.release import Release
    from planner.workspace import Workspace

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")
"""Matches control characters that ``json`` does not escape, and undecodable bytes of file names."""
DONE, NO, WRONG, IN_USE = 0, 1, 2, 3
"""The exit codes: done; the answer is no; the call or an input is wrong; another program has the file open."""
TRIES = 5
"""The number of attempts a second to open a file that is in use."""
T = TypeVar("T")


class ReaderGone(Exception):
    """Raised when the program that reads the output has stopped reading.

    It replaces ``BrokenPipeError``, for which Click would exit with 1.
    """


@dataclass(frozen=True, slots=True)
class Renderer:
    """The functions that need Qt, passed in by main.py, which only commands for paper and pictures call.

    ``measure`` returns the width of a text in millimetres; ``pdf`` makes a PDF of pages, given a title and an author.
    ``picture`` takes a conference file and the path of a PNG, into which it draws the window. ``encode`` reads a
    picture file and returns the picture's id and bytes; its second argument is true for a photo, which is cropped to a
    square, and false for a logo.
    """

    measure: Measure
    pdf: Callable[[Sequence[PrintedPage], str, str], LongTask[bytes]]
    picture: Callable[[Path, Path], None]
    encode: Callable[[Path, bool], tuple[str, bytes]]

    @property
    def print_functions(self) -> PrintFunctions:
        """The functions that products need: ``measure`` and ``pdf``."""
        from planner.product_types import PrintFunctions  # many commands make no product

        return PrintFunctions(self.measure, self.pdf)


@dataclass(frozen=True, slots=True)
class Console:
    """The context of a command: the environment, the user's translations, and the drawing functions.

    With ``aside`` its sentences go to standard error, as standard output is for a document. ``wait`` is the number of
    seconds to wait for a file that is in use.
    """

    env: Environment
    words: Wording
    drawing: Renderer
    aside: bool = False
    wait: int = 0

    def retry_until_free(self, make: Callable[[], T]) -> T:
        """Call ``make`` until the file is free, and return its result.

        Raise ``FileLocked`` if the file is still in use after ``wait`` seconds. The number of calls is limited too, as
        a clock may stand still or be set back.
        """
        end = self.env.clock() + timedelta(seconds=self.wait)
        for _pause in range(self.wait * TRIES):
            try:
                return make()
            except FileLocked:
                if self.env.clock() >= end:
                    raise
                self.env.pause(1 / TRIES)
        return make()

    @contextmanager
    def opened(self, file: str, *, quiet: bool = False) -> Iterator[Workspace]:
        """Open a conference file and close it at the end; raise ``EstradError`` if it cannot be opened.

        Standard error says what erasures still have to do, unless ``quiet``, and at the end if a version of the plan
        could not be kept before a change.
        """
        from planner.workspace import Workspace

        with closing(self.retry_until_free(lambda: Workspace.open(Path(file), self.env))) as workspace:
            if not quiet:
                self.print_erasure_debt(workspace.debt)
            yield workspace
            if workspace.versions and (fault := workspace.versions.fault):
                self.write(self.error_line(fault), err=True)

    def reading(self, file: str) -> AbstractContextManager[Workspace]:
        """Read a conference file without a lock, even if another program has it open; it cannot be changed."""
        from planner.workspace import read_copy

        return self._open_and_close(read_copy, file)

    def opened_or_read(self, file: str) -> AbstractContextManager[Workspace]:
        """Open a conference file, or only read it if another program has it open or it cannot be written."""
        from planner.workspace import open_or_read

        return self._open_and_close(open_or_read, file)

    @contextmanager
    def _open_and_close(self, get: Callable[[Path, Environment], Workspace], file: str) -> Iterator[Workspace]:
        with closing(self.retry_until_free(lambda: get(Path(file), self.env))) as workspace:
            if workspace.source and (left := workspace.source.left):  # a program died during a change, now ignored
                self.write(self.error_line(left), err=True)
            yield workspace

    def print_erasure_debt(self, debt: ErasureDebt) -> None:
        """Print on standard error what erasures still have to do."""
        self.with_messages_aside(document=True).say(*debt.notices())

    def say(self, *texts: Text | None) -> None:
        """Print texts in the user's language, a line each, on standard output, or on standard error if ``aside``.

        Nothing is printed for None.
        """
        self.write(*(self.words.say(text) for text in texts if text), err=self.aside)

    def report(self, text: Text, document: Any, *, as_json: bool) -> None:
        """Print the result of a command: the text as a sentence, or with ``as_json`` the document."""
        if as_json:
            self.show_json(document)
        else:
            self.say(text)

    def with_messages_aside(self, document: bool) -> Console:
        """Return a console whose sentences go to standard error if standard output is for a ``document``."""
        return replace(self, aside=self.aside or document)

    def pipe(self, data: bytes) -> None:
        """Write bytes to standard output.

        Raise ``EstradError`` if there is none, if it cannot be written, or if it is a terminal and there is a zero
        byte, so that the bytes are no text.
        """
        if sys.stdout is None:  # the program was started without one
            raise EstradError(Text("There is no standard output."), Text("Write into a file instead."))
        if b"\0" in data and sys.stdout.isatty():
            raise EstradError(
                Text("This is no text, and standard output is a terminal."),
                Text("Send it into a file or to a program."),
            )
        _print(data, nl=False)

    def write(self, *lines: str, err: bool = False) -> None:
        """Print each text as one line on standard output or error, with control characters except tabs made visible.

        Terminals execute control characters, and texts and file names may come from other people.
        """
        for line in lines:
            _print(with_visible_controls(line), err=err)

    def print_unconfirmed_warning(self, agenda: Agenda, last: Release | None) -> None:
        """Print a warning if attendees read names of people who have not said yes, and whom ``last`` did not name."""
        from planner.domain.attendee_names import unconfirmed_warning
        from planner.programme.difference import newly_unconfirmed_people

        self.say(unconfirmed_warning(newly_unconfirmed_people(agenda, last), more=last is not None))

    def show_json(self, document: Any) -> None:
        """Print a JSON document on standard output, with all control characters escaped."""
        text = json.dumps(document, ensure_ascii=False, indent=2)
        _print(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))

    def error_line(self, error: EstradError) -> str:
        """Format an error as one line: the file and line number if known, the problem and the remedy."""
        where = ":".join(str(part) for part in (error.file, error.line) if part is not None)
        said = [self.words.say(text) for text in (error.problem, error.remedy) if text]
        line = " ".join([f"{where}:", *said] if where else said)
        return " ".join(line.split())


def _print(said: str | bytes, *, nl: bool = True, err: bool = False) -> None:
    """Print to standard output or error; raise ``EstradError`` if output cannot be written, as on a full disk.

    Raise ``ReaderGone`` if nobody reads it. Any other failure to write to standard error is ignored, and from then on
    nothing is written there.
    """
    try:
        click.echo(said, nl=nl, err=err)
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        if err:
            sys.stderr = None
            return
        from planner import disk

        sys.stdout = None  # else the interpreter would try again at its end
        raise EstradError(
            Text("Standard output cannot be written: {why}.", why=error.strerror or str(error)), disk.remedy(error)
        ) from error
