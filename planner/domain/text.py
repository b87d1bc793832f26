"""Messages as data (``Text``, ``Plural``), and the errors that carry them (``EstradError`` …).

Also functions that clean texts from outside or guard them against being taken for formulas.

A message is an id with its arguments, translated only when shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A message id (English, with ``{names}`` as placeholders) and its arguments.

    An argument is a string, an integer or another ``Text``; ``many`` is the plural message and
    ``number`` the count that chooses between the two.
    """

    message: str
    args: tuple[tuple[str, str | int | Text], ...]
    many: str = ""
    number: int = 0

    def __init__(self, message: str, /, **args: str | int | Text) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "args", tuple(sorted(args.items())))
        object.__setattr__(self, "many", "")
        object.__setattr__(self, "number", 0)

    def __str__(self) -> str:
        """Return the message in English, the language of the message ids."""
        chosen = self.many if self.many and self.number != 1 else self.message
        return fill_placeholders(chosen, {name: str(value) for name, value in self.args})


def Plural(one: str, many: str, n: int, /, **args: str | int | Text) -> Text:
    """Build a ``Text`` whose wording depends on the count ``n``, which is also the argument ``{n}``."""
    text = Text(one, n=n, **args)
    object.__setattr__(text, "many", many)
    object.__setattr__(text, "number", n)
    return text


def join_with_commas(texts: Sequence[Text]) -> Text:
    """Return one or more texts as one, with commas between them."""
    return reduce(lambda one, other: Text("{one}, {other}", one=one, other=other), texts)


def N_(message: str) -> str:
    """Return a message unchanged, marking it for extraction; it is translated later."""
    return message


def fill_placeholders(message: str, args: Mapping[str, str]) -> str:
    """Replace the ``{names}`` in a message; return it unchanged if one of them has no value.

    ``str.format`` is not used: a message may come from an untrusted file, and ``{x:>999999999}`` must not be obeyed.
    """
    try:
        return _BLANK.sub(lambda found: args[found[1]], message)
    except KeyError:
        return message


def text_to_json(text: Text) -> dict[str, Any]:
    """Convert a text to plain JSON values, for the history in the file."""
    args = {n: text_to_json(v) if isinstance(v, Text) else v for n, v in text.args}
    row: dict[str, Any] = {"message": text.message, "args": args}
    if text.many:
        row |= {"many": text.many, "number": text.number}
    return row


RENAMED: Mapping[str, str] = {
    "Fill in {n} session": "Place {n} session",
    "Fill in {n} sessions": "Place {n} sessions",
    "Fetch the plan back": "Restore the plan",
    "Fetch “{title}” back": "Restore “{title}”",
    "Fetch {n} session back": "Restore {n} session",
    "Fetch {n} sessions back": "Restore {n} sessions",
    "Keep “{title}” as a template": "Save “{title}” as a template",
    "arrangement": "seating",
    "{n} stretch": "{n} shift",
    "{n} stretches": "{n} shifts",
    "{n} stretch of a moderator": "{n} shift of a moderator",
    "{n} stretches of moderators": "{n} shifts of moderators",
    "who is named to attendees": "who is shown to attendees",
}
"""The present messages, which the catalogues have, by those in the histories of an earlier Estrad."""


def text_from_json(row: Mapping[str, Any]) -> Text:
    """Build a text from plain JSON values: the inverse of ``text_to_json``, with messages in ``RENAMED`` replaced.

    Raise ``ValueError``, ``KeyError``, ``TypeError`` or ``OverflowError`` if they are invalid.
    """
    args = {}
    for name, value in dict(row["args"]).items():
        if isinstance(value, Mapping):
            value = text_from_json(value)
        if not isinstance(value, str | int | Text):
            raise TypeError(f"argument {name} is no text")
        args[str(name)] = value
    message = str(row["message"])
    message = RENAMED.get(message, message)
    if many := str(row.get("many") or ""):
        args.pop("n", None)
        return Plural(message, RENAMED.get(many, many), int(row["number"]), **args)
    return Text(message, **args)


class EstradError(Exception):
    """An error caused by the outside world, to be told to the user: a problem and a remedy, if there is one.

    ``file`` and ``line`` say where, if known. Code that raises it should leave the file and the memory unchanged. Any
    other exception that reaches the user is a bug.
    """

    def __init__(
        self, problem: Text, remedy: Text | None = None, *, file: Path | None = None, line: int | None = None
    ) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.remedy = remedy
        self.file = file
        self.line = line


class ReadOnlyFile(EstradError):
    """Raised when the conference can be read but not changed."""


class FileLocked(EstradError):
    """Raised when the file is open in another program or elsewhere in this one, or is just being written."""


class FileMoved(EstradError):
    """Raised when another program replaced, deleted, changed or locked the file while it was open here.

    The document can still be saved as a copy.
    """


class StorageFull(EstradError):
    """Raised when the disk is full."""


class NothingToSend(EstradError):
    """Raised when a calendar would have no session; that is an answer, not a wrong input."""


class Pinned(EstradError):
    """Raised when pinned sessions would change their time or room. ``sessions`` are their ids."""

    def __init__(self, problem: Text, sessions: tuple[str, ...]) -> None:
        super().__init__(problem, Text("Unpin it first, if it shall move."))
        self.sessions = sessions


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_NOT_IN_TEXTS, _NOT_IN_LINES = re.compile("[\r\x85]"), re.compile("[\t\n\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Return multi-line text in NFC, stripped, with line feeds and tabs as its only control characters."""
    if text.isascii() and text.isprintable():  # most texts are, and need no cleaning
        return text.strip()
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _BREAKS.sub("\n", text))).strip()


def is_clean(text: str, *, many_lines: bool = False) -> bool:
    """Return whether a text has no control characters or line breaks; ``many_lines`` allows line feeds and tabs."""
    if (text.replace("\n", "") if many_lines else text).isprintable():  # true of most texts, and faster than a search
        return True
    return not _CONTROLS.search(text) and not (_NOT_IN_TEXTS if many_lines else _NOT_IN_LINES).search(text)


def with_visible_controls(line: str) -> str:
    """Return the line with control characters replaced by a visible sign and line breaks by spaces; tabs stay."""
    return _BREAKS.sub(" ", _CONTROLS.sub("\ufffd", line)).replace("\n", " ")


def clean_line(text: str) -> str:
    """Return single-line text, cleaned like ``clean_text``, with each run of white space replaced by one space."""
    if text.isascii() and text.isprintable() and "  " not in text:  # most texts are, and need no cleaning
        return text.strip()
    return _SPACES.sub(" ", clean_text(text)).strip()


_TAKEN_FOR_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard_formula(text: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet might calculate it or it looks guarded already."""
    return f"'{text}" if _TAKEN_FOR_A_FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """Return the text without its guarding apostrophe: the inverse of ``guard_formula``."""
    return text[1:] if _GUARDED.match(text) else text
