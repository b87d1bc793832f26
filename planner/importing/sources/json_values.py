"""Reads values of JSON: objects by the names of their fields, texts in languages, addresses, times and lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST, MINUTES_A_DAY
from planner.domain.text import EstradError, Text, clean_line
from planner.importing.datetimes import key_of_zone, parse_clock, parse_datetime, parse_length
from planner.importing.sources.safe_json import JsonObject

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
_DEEP = 4
"""Maximum nesting of objects for languages, or for a single text."""


@lru_cache(4096)
def same_name(name: str) -> str:
    """Return a normal form in which ``startsAt``, ``starts_at`` and ``Starts at`` are equal."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def is_object(value: Any) -> TypeGuard[JsonObject]:
    """Return whether a value is an object."""
    return isinstance(value, JsonObject)


def is_thing(value: Any) -> TypeGuard[JsonObject]:
    """Return whether a value is an object, and not just one text in several languages."""
    if not isinstance(value, JsonObject):
        return False
    languages = value and list(value) != ["id"] and all(map(_LANGUAGE.fullmatch, value))
    return not (languages and all(text is None or isinstance(text, str) for text in value.values()))


def objects_of(value: Any) -> list[JsonObject]:
    """Return the objects in a list, or in an object whose fields are objects, such as one with ids as names."""
    if isinstance(value, JsonObject):
        value = list(value.values())
    return [one for one in value if isinstance(one, JsonObject)] if isinstance(value, list) else []


def written(value: Any, depth: int = 0) -> str:
    """Return a value as text: of several languages the first with a text; empty if the value is not a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict) and depth < _DEEP:
        parts = [value.get("name"), value.get("title")] if is_thing(value) else list(value.values())
        return next(filter(None, (written(part, depth + 1) for part in parts)), "")
    return ""


def languages_of(value: JsonObject) -> list[str]:
    """Return the languages of an object with translations: the fields that are language codes and contain objects."""
    return [name for name, inside in value.items() if _LANGUAGE.fullmatch(name) and is_object(inside)]


def united(value: JsonObject) -> JsonObject:
    """Return an object with its texts grouped by name and then by language, rather than the reverse."""
    told = languages_of(value)
    words: dict[str, JsonObject] = {}
    for language in told:
        for name, text in value[language].items():
            words.setdefault(name, JsonObject((), value.line))[language] = text
    rest = ((name, inside) for name, inside in value.items() if name not in told)
    return JsonObject([*rest, *words.items()], value.line)


def whole_address(told: str, base: str = "") -> str:
    """Return the address, completed by ``base``, if it is a web or mail address; otherwise an empty text."""
    try:
        address = urljoin(base, told).replace(" ", "%20") if told else ""
        parts = urlsplit(address)
        leads = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))
    except ValueError:
        return ""
    return address if leads else ""


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])\.?m\.?", re.IGNORECASE)
_ISO_LENGTH = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?", re.IGNORECASE
)
_WORDS = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|std|stunden?|tim|timm(?:e|ar))\b\.?)?\s*"
    r"(?:(?:and|och|und)\s+)?(?:(\d{1,4})\s*(?:m|mins?|minutes?|minuten?|minuter)\b\.?)?",
    re.IGNORECASE,
)
ENOUGH = 100
"""Number of objects that are a sufficient sample of all of them."""
LEAST = 5
"""Minimum length in minutes; a shorter one must be meant otherwise."""
_LEAST_MILLISECONDS = LEAST * 60_000
_MILLISECONDS = 100_000_000_000
"""Minimum number that is read as milliseconds; in seconds it would be in the year 5138."""


def is_only_a_clock(value: Any) -> bool:
    """Return whether a value is a time of day without a date."""
    try:
        return isinstance(value, str) and clock_from(value) >= 0
    except EstradError:
        return False


def clock_from(told: str) -> int:
    """Parse ``9:30 AM``, ``9 pm`` or ``09:30`` as minutes from midnight; raise ``EstradError`` if it is invalid."""
    found = _CLOCK.fullmatch(told.strip())
    if found and 1 <= int(found[1]) <= 12 and int(found[2] or 0) <= 59:
        return int(found[1]) % 12 * 60 + int(found[2] or 0) + 12 * 60 * (found[3].casefold() == "p")
    if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", told.strip()):
        told = f"{told.strip()[:2]}:{told.strip()[2:]}"
    return parse_clock(told)


def moment_from(value: Any, day: date | None = None) -> datetime | None:
    """Parse a value as a date and time; None if it has no date.

    ``day`` is the date for a bare time of day. ISO 8601, seconds and milliseconds since 1970, clock times, and the
    objects of Indico are understood. Raise ``EstradError`` if the value is invalid.
    """
    if isinstance(value, JsonObject):
        return _of_object(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    told = written(value).strip()
    if re.fullmatch(r"\d{10}|\d{13}", told):
        return _since_1970(int(told))
    if not told:
        return None
    if is_only_a_clock(told):
        return None if day is None else datetime.combine(day, time()) + timedelta(minutes=clock_from(told))
    if len(told) > len("2024-04-25"):
        return parse_datetime(told)
    date_from(told)  # raises if it is not a date
    return None


def date_from(value: Any) -> date:
    """Parse the date at the start of a value, such as 2024-04-25; raise ``EstradError`` if there is none."""
    told = written(value).strip()
    return parse_datetime(f"{told[:4]}-{told[4:6]}-{told[6:]}" if re.fullmatch(r"\d{8}", told) else told[:10]).date()


def _since_1970(number: float) -> datetime:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise EstradError(
            Text("“{text}” is no date.", text=str(number)[:40]), Text("Write it as 2024-04-25T09:30:00+02:00.")
        )
    return found


def _of_object(value: JsonObject) -> datetime | None:
    """Parse ``{"date": "2024-04-25", "time": "09:00:00", "tz": "Europe/Zurich"}``; None if a part is missing."""
    day, clock = written(value.get("date")), written(value.get("time"))
    zone = key_of_zone(written(value.get("tz")))
    if not day or not clock:
        return None
    found = parse_datetime(f"{day[:10]}T{clock[:8]}")
    return found.replace(tzinfo=ZoneInfo(zone)) if zone else found


def on_the_wall(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return the wall clock time at a moment, converted to ``zone`` if both are known."""
    return (moment.astimezone(zone) if moment.tzinfo and zone else moment).replace(tzinfo=None)


def minutes_from(value: Any, *, days_first: bool = False) -> int | None:
    """Parse a number, HH:MM, ISO 8601 or *30 Mins* as minutes, or None if it is empty.

    Raise ``EstradError`` if it is invalid.
    """
    if isinstance(value, bool) or value in (None, "", 0):
        return None
    if isinstance(value, int | float):
        return _minutes_of_number(value)
    told = written(value).strip()
    found = _ISO_LENGTH.fullmatch(told) if told[:1] in "Pp" and len(told) > 2 else None
    if found:
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return parse_length(str(min(days * MINUTES_A_DAY + hours * 60 + minutes + (seconds >= 30), 9999)))
    words = _WORDS.fullmatch(told)
    if words and any(words.groups()):
        return parse_length(str(min(round(float((words[1] or "0").replace(",", ".")) * 60) + int(words[2] or 0), 9999)))
    return parse_length(told, days_first=days_first) if told else None


def _minutes_of_number(value: float) -> int:
    """Return a number as minutes; tiny ones are hours, and more than two days are seconds or milliseconds."""
    if 0 < value < LEAST:
        value *= 60
    elif value > LATEST:
        value = value / 60_000 if value >= _LEAST_MILLISECONDS else value / 60
    return parse_length(str(min(max(round(value), 0), 9999)))


def have(objects: Iterable[JsonObject], *names: str) -> bool:
    """Return whether there are objects, and nine out of ten have all the fields."""
    wanted = set(map(same_name, names))
    having = [wanted <= set(map(same_name, one)) for one in islice(objects, ENOUGH)]
    return bool(having) and sum(having) * 10 >= len(having) * 9


def first_text_of(value: Any, *names: str) -> str:
    """Return the text, in one line, of the first of an object's fields that has one, or an empty text."""
    if not is_object(value):
        return ""
    if text := clean_line(written(value.get(names[0]))):
        return text
    fields = {known: inside for name, inside in value.items() if (known := same_name(name)) in _normal(names)}
    return next(filter(None, (clean_line(written(fields.get(name))) for name in _normal(names))), "") if fields else ""


@lru_cache(512)
def _normal(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(same_name, names))


def with_fields(value: JsonObject, **fields: Any) -> JsonObject:
    """Return the object with fields added or replaced."""
    return JsonObject({**value, **fields}, value.line)
