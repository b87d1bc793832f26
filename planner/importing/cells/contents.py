"""Guesses from the cells of a column its field, the order of day and month in dates, and the unit of lengths.

It also recognises rows that are totals or contacts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planner.domain.input_parsing import ADDRESS_ALONE
from planner.domain.text import EstradError
from planner.domain.title_kinds import parse_kind
from planner.importing.cells.cell_times import (
    CellTime,
    DoubtfulDate,
    TimeColumn,
    parse_date_with_time,
    read_cell_time,
)
from planner.importing.cells.dates import DateOrder, PartialDate
from planner.importing.cells.fields import FIELDS, FieldGuess, Subject
from planner.importing.cells.names import has_given_name, is_job, is_organisation, looks_like_name
from planner.importing.cells.people import read_people
from planner.importing.cells.titles import split_off_time
from planner.importing.vocabulary import parse_role, parse_state, parse_status
from planner.tables.table import Value

LOOKED_AT = 40
"""Maximum number of filled cells from which a column's field is guessed, also of rows or cells for other guesses."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|se|de|io|eu)(?:/\S*)?", re.IGNORECASE
)
_PHONE = re.compile(r"(?=(?:\D*\d){7,15}\D*$)(?=[+0]|.* )\+?[\d\s()/.-]+(?:\s?(?:ext|x)\.?\s?\d+)?")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_LONG, _LONGEST_CHOICE, _SEEN = 160, 60, 400
_MOST_OF, _MANY = 0.8, 0.4
_SOME_DAY = CellTime(nth=1)


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """Cells of a column that are not empty, as values and as texts.

    ``of`` is the subject of the rows, or None if unknown.
    """

    values: tuple[Value, ...]
    texts: tuple[str, ...]
    of: Subject | None

    def share(self, test: Callable[[str], object]) -> float:
        """Return the fraction of the texts that pass a test, from 0 to 1; there must be at least one text."""
        return sum(bool(test(text)) for text in self.texts) / len(self.texts)


def fields_of_content(values: Sequence[Value], of: Subject | None = None) -> tuple[FieldGuess, ...]:
    """Return the fields that a column may have, judged by its cells, the likeliest first.

    There are none for an empty column, or if nothing can be guessed.
    """
    filled = tuple(value for value in values if value is not None and value != "")[:LOOKED_AT]
    cells = ColumnSample(filled, tuple(" ".join(str(value)[:_SEEN].split()) for value in filled), of)
    looks = (
        (_guess_by_form, _guess_by_time, _guess_by_text, _guess_organisations, _guess_names, _guess_by_repetition)
        if filled
        else ()
    )
    found = next(filter(None, (look(cells) for look in looks)), {})
    return tuple(sorted((FieldGuess(FIELDS[key], sure) for key, sure in found.items()), key=lambda one: -one.sure))


def _guess_by_form(cells: ColumnSample) -> dict[str, float]:
    """Guess columns of e-mail addresses, web addresses, phone numbers and UUIDs, which are recognised by their form."""
    thing = "person" if cells.of is Subject.PERSON else "session"
    forms = (
        (ADDRESS_ALONE, "person.email", 0.9),
        (_UUID, f"{thing}.id", 0.8),
        (_ADDRESS, "person.links" if cells.of is Subject.PERSON else "session.website", 0.6),
    )
    found = {key: sure for form, key, sure in forms if cells.share(form.fullmatch) >= _MOST_OF}
    are_texts = all(isinstance(value, str) for value in cells.values)
    if not found and are_texts and cells.share(_PHONE.fullmatch) >= _MOST_OF and not _cell_times(cells):
        found["person.phone"] = 0.6
    return found


def _guess_by_time(cells: ColumnSample) -> dict[str, float]:
    """Guess columns of dates, times of day, time ranges and lengths."""
    whens = _cell_times(cells)
    dated = sum(when.day is not None or when.weekday is not None or when.nth is not None for when in whens)
    timed, ended = sum(when.start is not None for when in whens), sum(when.end is not None for when in whens)
    kinds = (
        (max(ended, min(dated, timed)), {"session.when": 0.7}),
        (dated, {"session.date": 0.7}),
        (timed, {"session.start": 0.6, "session.end": 0.4, "session.length": 0.2}),
        (sum(when.minutes is not None for when in whens), {"session.length": 0.6}),
    )
    return next((fields for count, fields in kinds if whens and count >= len(whens) * _MOST_OF), {})


def _guess_by_text(cells: ColumnSample) -> dict[str, float]:
    """Guess a column with time and title in one cell, as in *09.30 Welcome*, or a column of long texts."""
    if len(cells.texts) > 1 and cells.share(lambda text: split_off_time(text)[1]) * 2 > 1:
        return {"session.timed_title": 0.9}
    is_long = sorted(map(len, cells.texts))[len(cells.texts) // 2] >= _LONG
    return {"person.bio" if cells.of is Subject.PERSON else "session.abstract": 0.5} if is_long else {}


def _cell_times(cells: ColumnSample) -> list[CellTime]:
    """Return the times in the cells; none if fewer than four in five are times, not counting *TBA* and the like.

    In place of a doubtful date there is ``_SOME_DAY``.
    """
    found: list[CellTime | None] = []
    for value in cells.values:
        try:
            found.append(read_cell_time(value))
        except DoubtfulDate:
            found.append(_SOME_DAY)
        except EstradError:
            found.append(None)
    whens = [when for when in found if when]
    return whens if len(whens) >= _MOST_OF * (len(whens) + found.count(None)) else []


_BESIDE_A_NAME = re.compile(r"[,;()\n]")


def _guess_organisations(cells: ColumnSample) -> dict[str, float]:
    """Guess a column of organisations from words in their names; acronyms alone do not count, as many are equipment."""
    alone = cells.share(lambda text: len(text) <= _LONGEST_CHOICE and not _BESIDE_A_NAME.search(text))
    of_words = cells.share(lambda text: not text.isupper() and is_organisation(text)) if alone >= _MOST_OF else 0
    return {"person.organisation": 0.5} if of_words >= _MANY else {}


def _guess_names(cells: ColumnSample) -> dict[str, float]:
    named = cells.share(lambda text: (people := read_people(text)) and all(looks_like_name(one.name) for one in people))
    given = cells.share(lambda text: any(has_given_name(one.name) for one in read_people(text)))
    if named < _MOST_OF or not given or cells.share(str.islower) > 1 - _MOST_OF:
        return {}
    alone = cells.share(looks_like_name)
    if cells.of is Subject.PERSON or (cells.of is None and alone == 1 and len(set(cells.texts)) == len(cells.texts)):
        return {"person.name": 0.5, "session.speakers": 0.45}
    return {"session.speakers": 0.5}


def _guess_by_repetition(cells: ColumnSample) -> dict[str, float]:
    """Guess kinds from their words, rooms and tracks from short values that repeat, titles from texts that differ."""
    if cells.of is Subject.PERSON or any(len(text) > _LONGEST_CHOICE * 3 for text in cells.texts):
        return {}
    if cells.share(lambda text: parse_kind(text) and len(text) <= 30) >= _MOST_OF:
        return {"session.kind": 0.5}
    different = len({text.casefold() for text in cells.texts})
    if (
        len(cells.texts) >= 4
        and different * 2 <= len(cells.texts)
        and all(len(t) <= _LONGEST_CHOICE for t in cells.texts)
    ):
        return {"session.room": 0.3, "session.track": 0.3}
    letters = cells.share(lambda text: sum(map(str.isalpha, text)) >= 4)
    return {"session.title": 0.3} if letters >= _MOST_OF and different >= _MOST_OF * len(cells.texts) else {}


_COUNT = re.compile(
    r"(?:(?:ca|c|circa|cirka|approx|about|around|ungefär|omkring|max|min|upp till|up to|etwa|rund)\b\.?|[~≈<>≤≥])?\s*"
    r"(?P<count>\d(?:[\s'’]*\d){0,5})\s*(?:(?:st|pers|pl|personer|people|persons|personen|seats|platser|deltagare|pax|plätze)\b\.?)?",
    re.IGNORECASE,
)
_NO_THINGS = re.compile(r"(?!(?:.*[\s,])?\d{1,3}\s+[^\W\d]{2}|\d+$).*")
"""Matches a text that is no whole number and does not count things, as *2 headsets* does."""
_FORMS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(
        ("session.speakers", "session.people", "session.moderators", "session.hosts"), _NO_THINGS.fullmatch
    ),
    **dict.fromkeys(("session.audience", "room.seats"), _COUNT.fullmatch),
    **dict.fromkeys(("session.start", "session.end"), re.compile(r"\d").search),
    **dict.fromkeys(("session.links", "person.photo"), re.compile(r"\w[.:/]\S").search),
    "session.person_role": parse_role,
    "person.organisation": re.compile(r"[^\W\d_]").search,
    "person.email": re.compile("@").search,
}
"""The tests that at least half of the cells under a heading of these fields must pass."""
_LEAST_TITLES = 3


def confirms_heading(key: str, values: Iterable[Value]) -> bool:
    """Return whether the cells of a column can belong to the field with this ``key``, which its heading means.

    At least half of the cells for seats or an audience must be counts, and at least half of those for e-mail addresses
    must have an @. A value that is the same in all of three or more rows is no title.
    """
    values = [value for value in values if value not in (None, "")]
    texts = [" ".join(str(value)[:_SEEN].split()) for value in values]
    if key == "session.title":
        return len(texts) < _LEAST_TITLES or (len(set(texts)) > 1 and sum(map(is_job, texts)) * 2 < len(texts))
    if key == "session.status":
        return not are_replies(texts, Subject.SESSION)
    if key == "session.when":
        return sum(type(value) is date for value in values) * 2 <= len(texts)
    if key == "session.panellists":  # *Podium* is also a stage
        named = (looks_like_name(one.name) for text in texts for one in read_people(text))
        return len(set(texts)) * 2 > len(texts) or len(texts) < _LEAST_TITLES or any(named)
    form = _FORMS.get(key)
    return form is None or len(list(filter(form, texts))) * 2 >= len(texts)


def are_titles(texts: Sequence[str]) -> bool:
    """Return whether texts can be titles of sessions.

    At least half must differ and most must have words; they must not be names, times, addresses, phone numbers or ids.
    """
    found = ColumnSample(tuple(texts), tuple(texts), Subject.SESSION) if texts else None
    if (
        found is None
        or len({text.casefold() for text in texts}) * 2 < len(texts)
        or _guess_by_form(found)
        or _cell_times(found)
    ):
        return False
    return found.share(lambda text: sum(map(str.isalpha, text)) >= 3) > _MOST_OF and not _guess_names(found)


def are_replies(values: Iterable[Value], of: Subject) -> bool:
    """Return whether most cells are people's replies; words for a session's status count only in rows of people."""
    texts = [str(value) for value in values if value not in (None, "")]
    replies = (parse_state(text) and (of is Subject.PERSON or not parse_status(text)) for text in texts)
    return sum(map(bool, replies)) * 2 > len(texts)


def has_several_people(values: Iterable[Value]) -> bool:
    """Return whether any cell of a column, unless it is over 400 characters long, names several people."""
    return any(len(read_people(value)) > 1 for value in values if isinstance(value, str) and len(value) <= _SEEN)


_TOTAL = re.compile(
    r"(?:(?:\w+ ){0,2}(?:summa|delsumma|totalt|total tid|summe|gesamtsumme|insgesamt)|sum|subtotal|(?:grand )?total"
    r"|razem|suma|łącznie|celkem|gesamt|totaal|totale|somme|yhteensä|i alt|(?:summa|totalt?|sum|antal|anzahl|number of"
    r"|aantal|nombre de|insgesamt|gesamt|i alt|yhteensä) (?:\d+ )?\w+(?: \w+)?)[\s:=\d.,]*(?:\w{1,8}\.?)?"
)
"""A label of a column's sum, such as *Summa arvoden* or *Totalt 8 personer*."""
_PURE = re.compile(r"\w+[\s:=]*|.*\d.*")
"""A label that makes a sum even if it stands alone in its row: one word, or a text with a number."""
_BESIDE_SUMS = frozenset({"session.note", "session.date", "session.length", "person.note"})
TIMED = frozenset({"session.start", "session.when"})
"""The fields of times that include the start of a session."""
_COUNTED = re.compile(r"\W*\d[\d\s.,:]*(?:\s*[^\W\d]+\.?\s*\d*){0,3}\W*")
"""The value beside the label of a sum, such as *5 sessions* or *7 tim 45 min*."""


def is_total_row(cells: Iterable[tuple[str, str]]) -> bool:
    """Return whether a row is the total of those above: a text labels a sum, and the others are counts or remarks.

    A row with a start time is none, and a label alone in its row must be a single word or have a number. ``cells`` are
    the texts of the row with the keys of their fields.
    """
    told = [(text, key) for text, key in cells if text]
    if any(key in TIMED and not _is_sum_label(text) for text, key in told):
        return False
    sums = [text for text, _ in told if _is_sum_label(text)]
    others = [(text, key) for text, key in told if text not in sums]
    counted = all(_COUNTED.fullmatch(text) for text, key in others if key not in _BESIDE_SUMS)
    return bool(sums) and counted and (len(others) > 0 or any(_PURE.fullmatch(" ".join(text.split())) for text in sums))


def is_contact_row(cells: Sequence[tuple[str, str]]) -> bool:
    """Return whether a row is a contact below a list with times.

    Its cells for a time have a text, but no digits, and it has a phone number or e-mail address where others have
    something else. ``cells`` are the texts of the row with the keys of their fields.
    """
    whens = [text for text, key in cells if key in TIMED]
    others = [text for text, key in cells if key not in TIMED | _BESIDE_SUMS | {"person.phone", "person.email"}]
    reached = any(ADDRESS_ALONE.fullmatch(text) or _PHONE.fullmatch(text) for text in others)
    return reached and any(whens) and not any(map(str.isdigit, "".join(whens)))


@lru_cache(1024)
def _is_sum_label(text: str) -> bool:
    return _TOTAL.fullmatch(" ".join(text.casefold().split())) is not None


def parse_count(text: str) -> int | None:
    """Return the whole number in a text such as *120*, *ca 120* or *40 personer*, or None for any other text."""
    found = _COUNT.fullmatch(text.strip())
    return int(re.sub(r"\D", "", found["count"])) if found else None


NEAR = 20
"""Maximum number of days between the first and the last date if they are read in the right order."""
APART = 27
"""Minimum number of days between the first and the last date if they are read in the wrong order."""
_MOST_HOURS = 12
_BARE_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,6})?")


def infer_date_order(values: Iterable[Value], days: tuple[date, ...] = ()) -> DateOrder | None:
    """Return the order of day and month in a column's dates if the column proves it, or None.

    The first proof of a single order counts: a day after the 12th or a weekday in a cell, then the conference's
    ``days`` if every date is one of them, then days that are close together in one order only.
    """
    dates = _ambiguous_dates(values)
    spreads = {order: _days_between(dates, order) for order in DateOrder}
    far = None not in spreads.values() and max(filter(None, spreads.values()), default=0) >= APART
    proofs = (
        list({order for said in dates if (order := _proven_order(said))}),
        [order for order in DateOrder if dates and days and all(said.to_date(order, days) in days for said in dates)],
        [order for order, spread in spreads.items() if far and spread is not None and spread <= NEAR],
    )
    return next((orders[0] for orders in proofs if len(orders) == 1), None)


def needs_date_order(values: Iterable[Value]) -> bool:
    """Return whether a column has a date that can be read both with the day first and with the month first."""
    return any(len(said.possible_orders) > 1 for said in _ambiguous_dates(values))


def _ambiguous_dates(values: Iterable[Value]) -> list[PartialDate]:
    """Return the dates in the texts of a column whose form leaves the order of day and month open, each once."""
    said = (parse_date_with_time(value) for value in values if isinstance(value, str))
    return list(dict.fromkeys(one for one in said if one and one.has_day_and_month and not one.sure))


def _proven_order(said: PartialDate) -> DateOrder | None:
    """Return the only order in which a date exists, on its weekday if it has one; None if both fit, or none does."""
    fits = said.orders_on_weekday()
    return fits[0] if len(fits) == 1 and said.first != said.second else None


def _days_between(dates: list[PartialDate], order: DateOrder) -> int | None:
    """Return the number of days from the earliest to the latest of several dates.

    None if there are fewer than two, or one does not exist in this order, such as day 31 of month 2.
    """
    days = [said.to_date(order, (date(2000, 6, 30),)) for said in dates]
    known = [day for day in days if day is not None]
    return (max(known) - min(known)).days if 1 < len(known) == len(days) else None


def infer_length_unit(values: Iterable[Value]) -> TimeColumn:
    """Return ``HOURS`` if the bare numbers in a column of lengths seem to be hours, otherwise ``LENGTH``."""
    numbers = [number for value in values if (number := _bare_number(value)) is not None]
    quarters = numbers and all(0 < n <= _MOST_HOURS and (n * 4).is_integer() for n in numbers)
    parted = any(not n.is_integer() for n in numbers)
    return TimeColumn.HOURS if quarters and (parted or max(numbers) <= 3) and max(numbers) > 0.25 else TimeColumn.LENGTH


def _bare_number(value: Value) -> float | None:
    if isinstance(value, str):
        return float(value.replace(",", ".")) if _BARE_NUMBER.fullmatch(value.strip()) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
