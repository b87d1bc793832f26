"""Converts field values to the cells of Estrad's workbook and back, in any language; rooms and people have labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from functools import cache
from typing import Any

from planner.domain.agenda import Agenda
from planner.domain.input_parsing import read_date, read_length, read_time
from planner.domain.languages import LANGUAGES
from planner.domain.span import LATEST, MINUTES_A_DAY, Span, format_long_clock, parse_clock_time
from planner.domain.text import N_, EstradError, Text, join_with_commas
from planner.domain.value_objects import (
    COLOUR_NAMES,
    ROLE_NAMES,
    Link,
    PastAppearance,
    Role,
    Segment,
    Statement,
    current_colour,
)
from planner.wording import Wording, wording

Cell = str | int | date | None
"""The value of a cell: a text, a number or a date, or None if it is empty.

A time of day is in minutes from midnight.
"""


class CellKind(StrEnum):
    """The kind of values in a column."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    MINUTES = "minutes"
    NUMBER = "number"


def join_with_bars(*parts: str) -> str:
    """Join texts with vertical bars, without trailing empty ones; bars, backslashes and line breaks are escaped."""
    said = list(parts)
    while said and not said[-1]:
        said.pop()
    return " | ".join(re.sub(r"[\\|]", r"\\\g<0>", part).replace("\n", r"\n") for part in said)


def split_at_bars(line: str, most: int) -> tuple[str, ...]:
    """Split a line that ``join_with_bars`` returned into exactly ``most`` texts; missing ones are empty."""
    found: list[str] = []
    part, escaped = "", False
    for sign in line:
        if escaped:
            part += "\n" if sign == "n" else sign
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == "|" and len(found) < most - 1:
            found.append(part.strip())
            part = ""
        else:
            part += sign
    found.append(part.strip())
    return (*found, *[""] * (most - len(found)))


def join_lines(texts: Iterable[str]) -> str:
    """Join texts with line breaks, leaving out empty ones."""
    return "\n".join(text for text in texts if text)


def split_lines(text: str) -> tuple[str, ...]:
    """Split a text into its lines, stripped and without empty ones."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


WHOLE_VENUE = N_("All rooms")
_PARTS_A_CELL = re.compile(r"[;\n\[\]]")
LEAST_ID = 4


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of rooms, tracks, people and blocks by id, and the wording for all other words."""

    words: Wording
    rooms: Mapping[str, str]
    tracks: Mapping[str, str]
    people: Mapping[str, str]
    blocks: Mapping[str, str]


def workbook_labels(agenda: Agenda, words: Wording) -> Labels:
    """Return the labels under which a workbook names a conference's rooms, tracks, people and blocks."""
    places = (agenda.rooms_in_order, agenda.tracks_in_order, agenda.people_in_order)
    rooms, tracks, people = (_unique_labels([(thing.id, thing.name) for thing in things]) for things in places)
    return Labels(words, rooms, tracks, people, _unique_labels([(one.id, one.title) for one in agenda.blocks_in_order]))


def _unique_labels(names: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return a label for each pair of id and name: the name, with the start of the id if it could be misread."""
    counts = Counter(name.casefold() for _, name in names)
    taken, labels = {*all_wordings(WHOLE_VENUE), ""}, dict[str, str]()
    for key, label in names:
        if counts[label.casefold()] > 1 or _PARTS_A_CELL.search(label) or label.casefold() in taken:
            plain = " ".join(_PARTS_A_CELL.sub(" ", label).split())
            tries = (f"{plain} #{key[:size]}".strip() for size in range(LEAST_ID, len(key) + 1))
            label = next((name for name in tries if name.casefold() not in taken), f"{plain} #{key}".strip())
        taken.add(label.casefold())
        labels[key] = label
    return labels


EARLIER_WORDS: Mapping[str, tuple[str, ...]] = {
    "All rooms": ("whole venue", "plenum"),
    "Cues for the stage (internal)": ("cues for the stage (for the crew)", "kommandon till scenen (för funktionärer)"),
    "Introduction (internal)": ("what the moderator says (for the crew)", "vad moderatorn säger (för funktionärer)"),
    "Keynote": ("huvudtal",),
    "Notes for the moderator (internal)": (
        "notes for the moderator (for the crew)",
        "till moderatorn (för funktionärer)",
    ),
    "Opening/closing": ("opening", "inledning"),
    "Other place": ("place, if not the room", "plats, om inte salen"),
    "Pronunciation": ("say it like", "uttalas"),
    "Reception": ("social",),
    "Programme page": ("programsida",),
    "Seating": ("set-up",),
    "Show in timeline": ("has a column", "har en kolumn"),
    "Type": ("kind", "slag"),
    "Venue": ("plats",),
}
"""Words that earlier versions of Estrad wrote to workbooks, casefolded, by the message that replaced them."""


@cache
def all_wordings(message: str) -> frozenset[str]:
    """Return a message of Estrad's in all languages, and its earlier wordings, casefolded."""
    now = (wording(language)(message).casefold() for language in LANGUAGES)
    return frozenset((*now, *EARLIER_WORDS.get(message, ())))


def placeholder_text(message: str, text: str) -> str | None:
    """Return the part of a text that fills the placeholder of a message in any language, or None if it does not fit."""
    forms = (re.sub(r"\\{\w+\\}", "(.*)", re.escape(words)) for words in all_wordings(message))
    found = next(filter(None, (re.fullmatch(form, text, re.IGNORECASE | re.DOTALL) for form in forms)), None)
    return found[1].strip() if found else None


YES, NO = N_("yes"), N_("no")
SAYS_NOTHING = object()
"""The result of reading a cell whose value is unknown, or an empty one whose field must not be empty."""
_MIDNIGHT, _SECONDS = re.compile(r"[T ]00:00(:00)?$"), re.compile(r"^(\d{1,2}[:.]\d{2}):00$")
"""Endings that spreadsheets append to a date (midnight) and to a time (seconds) that they save as text."""
_WINDOW = re.compile(r"(?P<day>\S+)(?:\s+(?P<start>\S+?)\s*[–—-]\s*(?P<end>\S+))?")


@dataclass(frozen=True, slots=True)
class Codec:
    """The conversion of a field's value to a cell and back.

    ``write`` is called with the wording and the value, ``read`` with a cell that is not empty; ``read`` raises
    ``EstradError`` for an invalid one. ``empty`` is what an empty cell says, a value or ``SAYS_NOTHING``; ``choices``
    are the messages to choose from.
    """

    sort: CellKind
    write: Callable[[Wording, Any], Cell]
    read: Callable[[Any], Any]
    empty: Any = ""
    choices: tuple[str, ...] = ()


def cell_as_text(value: Any) -> str:
    """Return any cell's value as text; whole numbers have no decimal point, and a flag is ``yes`` or ``no``."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


_WHOLE_NUMBER = re.compile(r"(-?[0-9]{1,15})(?:[.,]0{1,2})?")
"""Matches a whole number, perhaps with decimal zeros; a comma or point before three digits could mean thousands."""


def parse_whole_number(value: Any) -> int:
    """Parse a cell as a whole number; raise ``EstradError`` if it is not one, or has more than 15 digits."""
    if found := _WHOLE_NUMBER.fullmatch(cell_as_text(value).strip()):
        return int(found[1])
    raise EstradError(Text("“{text}” is no whole number.", text=cell_as_text(value)), Text("Type a number such as 12."))


def parse_cell_date(value: Any) -> date:
    """Parse a cell as a date; raise ``EstradError`` if it is not one."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else read_date(_MIDNIGHT.sub("", cell_as_text(value)), _refuse_missing_year)


def _refuse_missing_year(month: int, day: int) -> int:
    raise EstradError(Text("The date has no year."), Text("Type a date such as 2024-04-25 or 25 April."))


def parse_cell_clock(value: Any) -> int:
    """Parse a cell as a time of day in minutes from midnight, possibly after 24:00.

    Raise ``EstradError`` for a value that is none. A date with a time counts as its time of day.
    """
    if isinstance(value, time):
        return value.hour * 60 + value.minute + (value.second >= 30)
    if isinstance(value, timedelta) and timedelta() <= value <= timedelta(minutes=LATEST):
        return round(value.total_seconds() / 60)
    if isinstance(value, datetime):  # a spreadsheet may store 25:30 as the second day of its calendar
        minutes = round((value - datetime(1899, 12, 31)).total_seconds() / 60)
        is_clock = 0 <= minutes <= LATEST  # otherwise the date is one of its own
        return minutes if is_clock else minutes % MINUTES_A_DAY
    if isinstance(value, float) and 0 <= value <= 2:
        return round(value * MINUTES_A_DAY)
    return read_time(_SECONDS.sub(r"\1", cell_as_text(value)))


def parse_cell_length(value: Any) -> int:
    """Parse a cell as a length in minutes; raise ``EstradError`` for a text or number that is none."""
    return parse_cell_clock(value) if isinstance(value, time | timedelta) else read_length(cell_as_text(value))


def _read_flag(value: Any) -> bool:
    if isinstance(value, bool | int | float):
        return bool(value)
    text = cell_as_text(value)
    if text.strip().casefold() in all_wordings(YES) | {"x", "✓", "true", "1"}:
        return True
    if text.strip().casefold() in all_wordings(NO) | {"-", "false", "0"}:
        return False
    raise EstradError(Text("“{text}” is neither yes nor no.", text=text), Text("Type yes or no."))


def format_time_window(span: Span) -> str:
    """Return a span as ``2024-04-25 09:00–12:00``, or a whole day as its date only."""
    day = span.day.isoformat()
    return day if span.is_whole_day else f"{day} {format_long_clock(span.start)}–{format_long_clock(span.end)}"


def _parse_time_window(line: str) -> Span:
    found = _WINDOW.fullmatch(line)
    try:
        if found and found["start"]:
            end = 2 * MINUTES_A_DAY if found["end"] in ("48:00", "48.00") else parse_clock_time(found["end"])
            return Span(parse_cell_date(found["day"]), parse_clock_time(found["start"]), end)
        if found:
            return Span(parse_cell_date(found["day"]), 0, MINUTES_A_DAY)
    except ValueError:
        pass
    raise EstradError(Text("“{text}” is no period of time.", text=line), Text("Write it as 2024-04-25 09:00–12:00."))


def choice_codec(names: Mapping[Any, str]) -> Codec:
    """Return the codec for one of several values: written by name, read by its name in any language or by its value."""

    def read(value: Any) -> Any:
        wanted = cell_as_text(value).strip().casefold()
        for key, name in names.items():
            own = key.value if isinstance(key, Enum) else key
            if wanted == own.casefold() or wanted in all_wordings(name):
                return key
        raise EstradError(
            Text("“{text}” is none of the names that stand there.", text=cell_as_text(value)),
            Text("Write one of: {names}.", names=join_with_commas([Text(name) for name in names.values() if name])),
        )

    empty = "" if "" in names else SAYS_NOTHING
    return Codec(CellKind.TEXT, lambda words, key: words(names[key]), read, empty, tuple(names.values()))


def colour_codec(none: Mapping[str, str]) -> Codec:
    """Return the codec for one of the colours; ``none`` is the entry for no colour, empty if one must be chosen."""
    found = choice_codec({**none, **COLOUR_NAMES})
    return replace(found, write=lambda words, name: found.write(words, current_colour(name)))


def _list_codec(write: Callable[[Wording, Any], str], read: Callable[[str], Any]) -> Codec:
    """Return the codec for a list of small values, one on each line."""
    return Codec(
        CellKind.TEXT, lambda words, values: join_lines(write(words, one) for one in values),
        lambda cell: tuple(dict.fromkeys(read(line) for line in split_lines(cell_as_text(cell)))), (),
    )  # fmt: skip


def _read_segment(line: str) -> Segment:
    title, minutes = split_at_bars(line, 2)
    try:
        return Segment(title, parse_whole_number(minutes))
    except (EstradError, ValueError) as error:
        raise EstradError(
            Text("“{text}” is no part of a session.", text=line), Text("Write it as Questions | 15.")
        ) from error


def _read_earlier(line: str) -> PastAppearance:
    year, role = split_at_bars(line, 2)
    then = ROLE.read(role) if role else Role.SPEAKER
    try:
        return PastAppearance(parse_whole_number(year), then)
    except (EstradError, ValueError) as error:
        raise EstradError(Text("“{text}” is no year.", text=year), Text("Write it as 2023 | Speaker.")) from error


def _read_statement(line: str) -> Statement:
    text, by, verbatim = split_at_bars(line, 3)
    return Statement(text, by, bool(verbatim) and _read_flag(verbatim))


ROLE = choice_codec(ROLE_NAMES)
LINE = Codec(CellKind.TEXT, lambda words, value: value, cell_as_text)
WHOLE = Codec(CellKind.NUMBER, lambda words, value: value, parse_whole_number, None)
LENGTH = Codec(CellKind.MINUTES, lambda words, value: value, parse_cell_length, None)
SOME_LENGTH = Codec(CellKind.MINUTES, lambda words, value: value or None, parse_whole_number, 0)
FLAG = Codec(CellKind.TEXT, lambda words, value: words(YES) if value else "", _read_flag, False, (YES,))
UNLESS = Codec(CellKind.TEXT, lambda words, value: "" if value else words(NO), _read_flag, True, (NO,))
DATE = Codec(CellKind.DATE, lambda words, value: value, parse_cell_date, None)
TIME = Codec(CellKind.TIME, lambda words, value: value, parse_cell_clock, None)
PLACE = Codec(CellKind.NUMBER, lambda words, value: value, parse_whole_number, SAYS_NOTHING)
LIST = Codec(CellKind.TEXT, lambda words, values: join_lines(values), lambda cell: split_lines(cell_as_text(cell)), ())
LINKS = _list_codec(
    lambda words, one: join_with_bars(one.address, one.label), lambda line: Link(*split_at_bars(line, 2))
)
SEGMENTS = _list_codec(lambda words, one: join_with_bars(one.title, str(one.minutes)), _read_segment)
STATEMENTS = _list_codec(
    lambda words, one: join_with_bars(one.text, one.by, words(YES) if one.verbatim else ""), _read_statement
)
EARLIER = _list_codec(lambda words, one: join_with_bars(str(one.year), words(ROLE_NAMES[one.role])), _read_earlier)
WINDOWS = _list_codec(lambda words, one: format_time_window(one), _parse_time_window)
