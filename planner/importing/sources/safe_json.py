"""The only entry point for JSON from elsewhere: it records the line of each object and refuses deep nesting.

The text is scanned twice: first its brackets, which determine the depth and the line on which each object begins before
anything is built; then its values, in pieces that the standard library parses in one go.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Plural, Text
from planner.tables.opened_file import OpenedFile, too_large

DEEPEST = 64
"""Maximum nesting of lists and objects."""
MOST_SIGNS = 2_000_000
"""Maximum number of brackets, commas and texts; a session has about sixty of them."""
LONGEST_NUMBER = 40
"""Maximum number of digits; a longer number was not meant as one."""
PIECE = 65_536
"""Number of characters that are parsed in one go."""
EACH = 20_000
"""Number of brackets, commas and texts between two checks for cancellation."""
_SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\],]', re.DOTALL)
_WHITE = re.compile(r"[ \t\r\n\x1e]*+")
_REASONS = (
    *(N_("Expecting value"), N_("Expecting ',' delimiter"), N_("Expecting ':' delimiter")),
    *(N_("Expecting property name enclosed in double quotes"), N_("Illegal trailing comma before end of object")),
    *(N_("Illegal trailing comma before end of array"), N_("Invalid \\escape"), N_("Invalid \\uXXXX escape")),
)
"""Error messages of the standard library, without the position."""
_SCRIPT = re.compile(
    r"\ufeff?\s*(?:(?:export\s+default|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]{0,60}\s*=|[A-Za-z_$][\w.$]{0,60}\()\s*)(?=[\[{])"
)
"""Text before JSON that a page loads as a script."""
_PAIR = {"}": "{", "]": "["}
_AGAIN = Text("Export the file again, or correct that line.")


class JsonObject(dict[str, Any]):
    """An object with the line of the file on which it begins."""

    __slots__ = ("line",)

    def __init__(self, pairs: Any = (), line: int = 0) -> None:
        super().__init__(pairs)
        self.line = line


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """The content of a file, with objects as ``JsonObject``; several consecutive values become a list."""

    root: Any
    remarks: tuple[Text, ...] = ()


def looks_like_json(opened: OpenedFile) -> bool:
    """Return whether a file begins like an object or a list."""
    start = opened.data[:200]
    try:
        text = start.decode(json.detect_encoding(start), "ignore")
    except (UnicodeDecodeError, LookupError):
        return False
    return re.match(r"\ufeff?\s*[{\[]", text) is not None or _SCRIPT.match(text) is not None


def read_json(opened: OpenedFile) -> LongTask[JsonDocument]:
    """Parse a file as JSON; raise ``EstradError`` with the line if it is not valid JSON."""
    return (yield from _JsonReading(_decoded(opened), opened.path).read())


def repeated_names(pairs: Sequence[tuple[str, Any]]) -> list[str]:
    """Return the names that stand more than once among the pairs of an object, in order, in one pass."""
    return [name for name, n in Counter(name for name, _ in pairs).items() if n > 1]


def _decoded(opened: OpenedFile) -> str:
    encoding = json.detect_encoding(opened.data)
    try:
        return _out_of_script(opened.data.decode(encoding).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        width = 4 if "32" in encoding else 2 if "16" in encoding else 1
        before = opened.data[: error.start].decode(encoding, "ignore") if width > 1 else ""
        raise EstradError(
            Text("“{name}” has signs that are no {encoding}.", name=opened.name, encoding=encoding.upper()),
            Text("Save it as UTF-8 in a text editor, or export it again."),
            file=opened.path,
            line=1 + (before.count("\n") if width > 1 else opened.data.count(b"\n", 0, error.start)),
        ) from error


def _out_of_script(text: str) -> str:
    """Return the text without the script around it, ``var program = […];``; each line keeps its number."""
    found = _SCRIPT.match(text)
    rest = re.sub(r"\)?\s*;?\s*$", "", text[found.end() :]) if found else ""
    return re.sub(r"[^\n]", " ", found[0]) + rest if found else text


class _JsonReading:
    """The parsing of one text into values."""

    def __init__(self, text: str, path: Path) -> None:
        self._text, self._path = text, path
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._end_of: dict[int, int] = {}
        self._closed: list[int] = []
        self._next = 0
        self._twice: list[tuple[int, str]] = []
        self._no_numbers = 0
        self._decoder = json.JSONDecoder(
            strict=False, object_pairs_hook=self._object, parse_constant=self._absent,
            parse_float=self._float, parse_int=self._int,
        )  # fmt: skip

    def read(self) -> LongTask[JsonDocument]:
        yield from self._look_at_brackets()
        roots: list[Any] = []
        at = self._after_white(0)
        while at < len(self._text) or not roots:
            value, at = yield from self._value(at)
            roots.append(value)
            at = self._after_white(at)
            if at < len(self._text) and not (isinstance(value, dict | list) and self._text[at] in "{["):
                raise self._fault(Text("Something follows after its end"), at)
        return JsonDocument(roots[0] if len(roots) == 1 else roots, self._remarks())

    def _remarks(self) -> tuple[Text, ...]:
        said = []
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

    # brackets ------------------------------------------------------------------------------------------

    def _look_at_brackets(self) -> LongTask[None]:
        """Record the end of each list and object; raise ``EstradError`` if brackets do not match or nest too deep."""
        text, opened = self._text, list[int]()
        for number, found in enumerate(_SIGN.finditer(text), start=1):
            start, sign = found.start(), found[0]
            if sign in ("{", "["):
                opened.append(start)
                if len(opened) > DEEPEST:
                    raise self._fault(Text("Its lists lie more than {most} deep in one another", most=DEEPEST), start)
            elif sign in _PAIR:
                if not opened or text[opened[-1]] != _PAIR[sign]:
                    raise self._fault(Text("“{sign}” closes nothing that is open", sign=sign), start)
                self._end_of[opened[-1]] = start + 1
                self._closed.append(opened.pop())
            elif sign == '"':
                raise self._fault(Text("A text does not end"), start)
            if number % EACH == 0:
                if number > MOST_SIGNS:
                    raise too_large(self._path)
                yield Progress(start, 2 * len(text))
        if opened:
            what = Text("“{sign}” is not closed; the file may be cut off", sign=text[opened[-1]])
            raise self._fault(what, opened[-1])
        self._closed = [start for start in self._closed if text[start] == "{"]

    # values --------------------------------------------------------------------------------------------

    def _value(self, at: int) -> LongTask[tuple[Any, int]]:
        """Return the value at a position and its end: parsed in one go if it is small, otherwise part by part."""
        end = self._end_of.get(at)
        if end is None or end - at <= PIECE:
            yield Progress(len(self._text) + at, 2 * len(self._text))
            return self._decoded(at)
        return (yield from self._in_parts(at, end)), end

    def _decoded(self, at: int) -> tuple[Any, int]:
        try:
            value, end = self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            said = error.msg.removesuffix(": ")
            reason = Text(said) if said in _REASONS else Text("{reason}", reason=said)
            raise self._fault(reason, min(error.pos, len(self._text))) from error
        except (ValueError, RecursionError) as error:
            raise self._fault(Text("A value cannot be read"), at) from error
        return value, end

    def _in_parts(self, at: int, end: int) -> LongTask[Any]:
        """Return a large list or object, part by part."""
        names, values, is_list = list[str](), list[Any](), self._text[at] == "["
        place = self._after_white(at + 1)
        while place < end - 1:
            if not is_list:
                name, place = self._name(place)
                names.append(name)
            value, place = yield from self._value(place)
            values.append(value)
            place = self._after_white(place)
            if place < end - 1:
                place = self._after(",", place, _REASONS[1])
                if place >= end - 1:
                    raise self._fault(Text("Expecting value"), place)
        return values if is_list else self._object(list(zip(names, values, strict=True)))

    def _name(self, at: int) -> tuple[str, int]:
        """Return the name of a field at a position, and the position of its value."""
        if self._text[at] != '"':
            raise self._fault(Text("Expecting property name enclosed in double quotes"), at)
        name, end = self._decoded(at)
        return name, self._after(":", self._after_white(end), _REASONS[2])

    def _after(self, sign: str, at: int, reason: str) -> int:
        """Return the position of what follows the sign at a position; raise ``EstradError`` if another one is there."""
        if self._text[at] != sign:
            raise self._fault(Text(reason), at)
        return self._after_white(at + 1)

    def _after_white(self, at: int) -> int:
        found = _WHITE.match(self._text, at)
        return found.end() if found else at

    # hooks of the standard library ----------------------------------------------------------------------

    def _object(self, pairs: list[tuple[str, Any]]) -> JsonObject:
        """Return the next object that closes, since the standard library builds them in that order."""
        line = self._line(self._closed[self._next])
        self._next += 1
        made = JsonObject(pairs, line)
        if len(made) < len(pairs):
            self._twice += [(line, name) for name in repeated_names(pairs)]
        return made

    def _absent(self, _name: str) -> None:
        self._no_numbers += 1

    def _float(self, digits: str) -> float | None:
        value = float(digits)
        if math.isfinite(value):
            return value
        self._no_numbers += 1
        return None

    def _int(self, digits: str) -> int | None:
        if len(digits) <= LONGEST_NUMBER:
            return int(digits)
        self._no_numbers += 1
        return None

    def _line(self, at: int) -> int:
        return 1 + bisect_right(self._breaks, at - 1)

    def _fault(self, why: Text, at: int) -> EstradError:
        return EstradError(Text("The JSON is broken: {why}.", why=why), _AGAIN, file=self._path, line=self._line(at))
