"""Guesses the field of a column from its cells, if its heading is not enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.errors import EstradError
from planner.importing.cells.cell_times import CellTime, DoubtfulOrder, TimeColumn, YearMissing, read_cell_time
from planner.importing.cells.fields import FIELDS, Subject
from planner.importing.cells.headings import FieldGuess
from planner.importing.cells.names import looks_like_name
from planner.importing.cells.people import read_people
from planner.importing.vocabulary import kind_of
from planner.tables.table import Value

LOOKED_AT = 40
"""Maximum number of cells of a column that are examined."""
_MAIL = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}|[^<>@]+<[^\s@<>]+@[^\s@<>]+>")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|se|de|io|eu)(?:/\S*)?", re.IGNORECASE
)
_PHONE = re.compile(r"(?=(?:\D*\d){7,15}\D*$)\+?[\d\s()/.-]+(?:\s?(?:ext|x)\.?\s?\d+)?")
_CODE = re.compile(r"(?=.*[A-Z])[A-HJ-NP-Z3789]{6}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_LONG, _LONGEST_CHOICE, _SEEN = 160, 60, 400
_MOST_OF = 0.8
_SOME_DAY = CellTime(nth=1)


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """The non-empty cells of a column to be examined, as values and as texts.

    ``of`` is the subject of the rows, or None if unknown.
    """

    values: tuple[Value, ...]
    texts: tuple[str, ...]
    of: Subject | None

    def share(self, test: Callable[[str], object]) -> float:
        """Return the fraction of the texts that pass a test, from 0 to 1."""
        return sum(bool(test(text)) for text in self.texts) / len(self.texts)


def fields_of_content(values: Sequence[Value], of: Subject | None = None) -> tuple[FieldGuess, ...]:
    """Return the fields that a column may have by its cells, the most likely first; empty for an empty column."""
    filled = tuple(value for value in values if value is not None and value != "")[:LOOKED_AT]
    if not filled:
        return ()
    cells = ColumnSample(filled, tuple(" ".join(str(value)[:_SEEN].split()) for value in filled), of)
    for look in (_by_form, _by_time, _by_length_of_text, _by_names, _by_repetition):
        if found := look(cells):
            return tuple(sorted(found, key=lambda guess: -guess.sure))
    return ()


def _guess(key: str, sure: float) -> FieldGuess:
    return FieldGuess(FIELDS[key], sure)


def _by_form(cells: ColumnSample) -> list[FieldGuess]:
    """Guess columns of e-mail addresses, web addresses, phone numbers and ids, which are recognised by their form."""
    thing = "person" if cells.of is Subject.PERSON else "session"
    forms = (
        (_MAIL, "person.email", 0.9),
        (_UUID, f"{thing}.id", 0.8),
        (_ADDRESS, "person.links" if cells.of is Subject.PERSON else "session.website", 0.6),
    )
    found = [_guess(key, sure) for form, key, sure in forms if cells.share(form.fullmatch) >= _MOST_OF]
    if cells.share(_CODE.fullmatch) == 1 and len(set(cells.texts)) == len(cells.texts):
        found.append(_guess(f"{thing}.id", 0.7))
    if not found and all(isinstance(value, str) for value in cells.values) and _are_phones(cells):
        found.append(_guess("person.phone", 0.6))
    return found


def _are_phones(cells: ColumnSample) -> bool:
    signs = cells.share(lambda text: text.startswith(("+", "0")) or " " in text)
    return cells.share(_PHONE.fullmatch) >= _MOST_OF and signs >= _MOST_OF and not _whens(cells, TimeColumn.ANY)


def _by_time(cells: ColumnSample) -> list[FieldGuess]:
    """Guess columns of dates, times of day, time ranges and lengths."""
    whens = _whens(cells, TimeColumn.ANY)
    if not whens:
        return []
    dated = sum(when.day is not None or when.weekday is not None or when.nth is not None for when in whens)
    timed, ended = sum(when.start is not None for when in whens), sum(when.end is not None for when in whens)
    most = len(whens) * _MOST_OF
    if ended >= most or (dated >= most and timed >= most):
        return [_guess("session.when", 0.7)]
    if dated >= most:
        return [_guess("session.date", 0.7)]
    if timed >= most:
        return [_guess("session.start", 0.6), _guess("session.end", 0.4), _guess("session.length", 0.2)]
    return [_guess("session.length", 0.6)] if sum(when.minutes is not None for when in whens) >= most else []


def _whens(cells: ColumnSample, part: TimeColumn) -> list[CellTime]:
    """Return the times in the cells, or nothing if fewer than four in five of them are times."""
    found, others = [], 0
    for value in cells.values:
        try:
            when = read_cell_time(value, None, part)
        except (DoubtfulOrder, YearMissing):
            when = _SOME_DAY
        except EstradError:
            others += 1
            if others > (1 - _MOST_OF) * len(cells.values):
                return []
            continue
        found += [when] if when else []
    return found if len(found) >= _MOST_OF * (len(found) + others) else []


def _by_length_of_text(cells: ColumnSample) -> list[FieldGuess]:
    middle = sorted(map(len, cells.texts))[len(cells.texts) // 2]
    if middle < _LONG:
        return []
    return [_guess("person.bio" if cells.of is Subject.PERSON else "session.abstract", 0.5)]


def _by_names(cells: ColumnSample) -> list[FieldGuess]:
    named = cells.share(lambda text: (people := read_people(text)) and all(looks_like_name(one.name) for one in people))
    if named < _MOST_OF:
        return []
    alone = cells.share(looks_like_name)
    if cells.of is Subject.PERSON or (cells.of is None and alone == 1 and len(set(cells.texts)) == len(cells.texts)):
        return [_guess("person.name", 0.5), _guess("session.speakers", 0.45)]
    return [_guess("session.speakers", 0.5)]


def _by_repetition(cells: ColumnSample) -> list[FieldGuess]:
    """Guess kinds, rooms and tracks from a few short values that repeat, and titles from short texts that differ."""
    if cells.of is Subject.PERSON or any(len(text) > _LONGEST_CHOICE * 3 for text in cells.texts):
        return []
    if cells.share(lambda text: kind_of(text) and len(text) <= 30) >= _MOST_OF:
        return [_guess("session.kind", 0.5)]
    different = len({text.casefold() for text in cells.texts})
    if (
        len(cells.texts) >= 4
        and different * 2 <= len(cells.texts)
        and all(len(t) <= _LONGEST_CHOICE for t in cells.texts)
    ):
        return [_guess("session.room", 0.3), _guess("session.track", 0.3)]
    letters = cells.share(lambda text: sum(map(str.isalpha, text)) >= 4)
    return [_guess("session.title", 0.3)] if letters >= _MOST_OF and different >= _MOST_OF * len(cells.texts) else []
