"""Reads all JSON of other programs: it records the line of each object and refuses deep nesting.

The text is scanned twice: first for brackets, which give the depth and the line on which each object begins, before
anything is built; then the standard library parses its values.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Plural, Text
from planner.tables.opened_file import OpenedFile, too_large_error

DEEPEST = 64
"""Maximum nesting of lists and objects."""
MOST_SIGNS = 2_000_000
"""Maximum number of brackets, commas and texts, give or take ``EACH``; a session has about sixty of them."""
EACH = 20_000
"""Number of brackets, commas and texts between two checks for cancellation."""
_SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\],]', re.DOTALL)
_REASONS = (
    *(N_("Expecting value"), N_("Expecting ',' delimiter"), N_("Expecting ':' delimiter")),
    *(N_("Expecting property name enclosed in double quotes"), N_("Illegal trailing comma before end of object")),
    *(N_("Illegal trailing comma before end of array"), N_("Invalid \\escape"), N_("Invalid \\uXXXX escape")),
    N_("Extra data"),
)
"""Error messages of the standard library for broken JSON, without the position."""
_SCRIPT = re.compile(
    r"\ufeff?\s*(?:(?:export\s+default|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,60}\s*=|[A-Za-z_$][\w.$]{0,60}\()\s*)(?=[\[{])"
)
"""The text before JSON in a script that a page loads."""
_AGAIN = Text("Export the file again, or correct that line.")


class JsonObject(dict[str, Any]):
    """An object with the line of the file on which it begins."""

    __slots__ = ("line",)

    def __init__(self, pairs: Any = (), line: int = 0) -> None:
        super().__init__(pairs)
        self.line = line


def looks_like_json(opened: OpenedFile) -> bool:
    """Return whether a file begins like an object or a list, or like a script that holds one."""
    start = opened.data[:200]
    text = start.decode(json.detect_encoding(start), "ignore")
    return re.match(r"\ufeff?\s*[{\[]", text) is not None or _SCRIPT.match(text) is not None


def read_json(opened: OpenedFile) -> LongTask[tuple[Any, tuple[Text, ...]]]:
    """Return the content of a file, with objects as ``JsonObject``, and remarks on values that are left out.

    Raise ``EstradError`` with the line if it is not valid JSON.
    """
    text = _decode(opened)
    decoder = _Decoder((yield from _lines_of_objects(text, opened)))
    try:
        return decoder.decode(text), decoder.remarks()
    except json.JSONDecodeError as error:
        said = error.msg.removesuffix(": ")
        reason = Text(said) if said in _REASONS else Text("{reason}", reason=said)
        raise _json_error(reason, text, error.pos, opened) from error


def _decode(opened: OpenedFile) -> str:
    encoding = json.detect_encoding(opened.data)
    try:
        return _strip_script(opened.data.decode(encoding).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise EstradError(
            Text("“{name}” has signs that are no {encoding}.", name=opened.name, encoding=encoding.upper()),
            Text("Save it as UTF-8 in a text editor, or export it again."),
            file=opened.path,
            line=1 + opened.data[: error.start].decode(encoding, "ignore").count("\n"),
        ) from error


def _strip_script(text: str) -> str:
    """Return the JSON in a script such as ``var program = […];``; lines keep their numbers.

    A text without a script is returned unchanged.
    """
    found = _SCRIPT.match(text)
    rest = re.sub(r"\)?\s*;?\s*$", "", text[found.end() :]) if found else ""
    return re.sub(r"[^\n]", " ", found[0]) + rest if found else text


def _lines_of_objects(text: str, opened: OpenedFile) -> LongTask[list[int]]:
    """Return the line on which each object begins, in the order in which the objects end.

    Raise ``EstradError`` if lists and objects nest too deep, if there are too many brackets, commas and texts, or if a
    text does not end.
    """
    breaks = [found.start() for found in re.finditer("\n", text)]
    within, lines = list[int](), list[int]()
    for number, found in enumerate(_SIGN.finditer(text), start=1):
        start, sign = found.start(), found[0]
        if sign in ("{", "["):
            within.append(start)
            if len(within) > DEEPEST:
                why = Text("Its lists lie more than {most} deep in one another", most=DEEPEST)
                raise _json_error(why, text, start, opened)
        elif sign in ("}", "]") and within:
            begins = within.pop()
            if sign == "}":
                lines.append(1 + bisect_right(breaks, begins))
        elif sign == '"':
            raise _json_error(Text("A text does not end"), text, start, opened)
        if number % EACH == 0:
            if number > MOST_SIGNS:
                raise too_large_error(opened.path)
            yield Progress(start, 2 * len(text))
    return lines


def _json_error(why: Text, text: str, at: int, opened: OpenedFile) -> EstradError:
    line = 1 + text.count("\n", 0, at)
    return EstradError(Text("The JSON is broken: {why}.", why=why), _AGAIN, file=opened.path, line=line)


class _Decoder(json.JSONDecoder):
    """Builds objects with the ``lines`` on which they begin, and notes repeated names and impossible numbers."""

    def __init__(self, lines: list[int]) -> None:
        super().__init__(
            strict=False, object_pairs_hook=self._build_object, parse_constant=self._finite_number,
            parse_float=self._finite_number, parse_int=self._finite_number,
        )  # fmt: skip
        self._lines = iter(lines)
        self._twice: list[tuple[int, str]] = []
        self._no_numbers = 0

    def _build_object(self, pairs: list[tuple[str, Any]]) -> JsonObject:
        made = JsonObject(pairs, next(self._lines))
        if len(made) < len(pairs):
            self._twice += [(made.line, name) for name, n in Counter(name for name, _ in pairs).items() if n > 1]
        return made

    def _finite_number(self, digits: str) -> float | None:
        """Return a number, or None for NaN, infinity and numbers that are too large for a float."""
        if math.isfinite(float(digits)):
            return int(digits) if digits.removeprefix("-").isdecimal() else float(digits)
        self._no_numbers += 1
        return None

    def remarks(self) -> tuple[Text, ...]:
        """Return remarks on names that occur twice in an object, and on numbers that are left out."""
        said: list[Text] = []
        if self._twice:
            line, name = min(self._twice)
            said.append(
                Plural("“{name}” stands twice in an object on line {line}; the last one counts.",
                       "{n} names stand twice in an object, the first is “{name}” on line {line}; the last one counts.",
                       len(self._twice), name=name[:60], line=line)
            )  # fmt: skip
        if self._no_numbers:
            said.append(
                Plural("A number that is none (NaN, infinite or endless) is left out.",
                       "{n} numbers that are none (NaN, infinite or endless) are left out.", self._no_numbers)
            )  # fmt: skip
        return tuple(said)
