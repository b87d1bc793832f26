"""Reads objects of a JSON file by the names of their fields, counts unused fields, and understands their times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from planner.domain.long_task import LongTask, Progress
from planner.domain.span import FIRST_YEAR, LAST_YEAR, LATEST, MINUTES_A_DAY
from planner.domain.text import EstradError, Text, clean_line
from planner.domain.value_objects import Link
from planner.importing.datetimes import key_of_zone, parse_clock, parse_datetime, parse_length
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import most_frequent_first
from planner.importing.sources.safe_json import JsonObject

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
OWN = "estrad:"
"""Prefix of fields that a reader adds to an object and that are not in the file."""
_NOTHING: tuple[Any, ...] = (None, "", [], {})
EACH = 200
"""Number of objects between two checks for cancellation."""
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


class AskedNames(dict[tuple[str, ...], tuple[str, ...]]):
    """Names of fields requested together, with their normal forms; ``names`` are all normal forms."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __missing__(self, names: tuple[str, ...]) -> tuple[str, ...]:
        alike = self[names] = tuple(map(same_name, names))
        self.names.update(alike)
        return alike


class FieldUsage:
    """Counts the fields in the objects of a file that were not requested."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.others: Counter[str] = Counter()
        self._asked: dict[str, AskedNames] = {}
        self._objects: list[tuple[str, JsonObject]] = []

    def entry(self, value: JsonObject, sort: str = "") -> JsonEntry:
        """Return an object as an entry; ``sort`` names it in the count, and is empty for sessions."""
        self._objects.append((sort, value))
        return JsonEntry(value, sort, self, self._asked.setdefault(sort, AskedNames()))

    def know(self, *names: str) -> None:
        """Mark fields of sessions as read elsewhere."""
        self._asked.setdefault("", AskedNames()).names.update(map(same_name, names))

    def unmapped(self) -> LongTask[dict[str, int]]:
        """Return the number of values of each field that is not imported, the most frequent first."""
        counts = Counter(self.others)
        for n, (sort, value) in enumerate(self._objects):
            if n % EACH == 0:
                yield Progress(1, 1)
            asked = self._asked[sort].names
            for name, inside in value.items():
                if same_name(name) not in asked and not name.startswith(OWN) and says_something(inside):
                    shown = clean_line(name)[:60] or "?"
                    counts[f"{sort}/{shown}" if sort else shown] += 1
        return most_frequent_first(counts)


def says_something(value: Any) -> bool:
    """Return whether a value is more than null, false or an empty text, list or object."""
    return any(map(says_something, value.values())) if isinstance(value, dict) else bool(value)


class JsonEntry:
    """An object, read by the names of its fields; ``Sessions`` and ``sessions`` are treated as one name."""

    __slots__ = ("_asked", "_seen", "_values", "line", "sort")

    def __init__(self, value: JsonObject, sort: str, seen: FieldUsage, asked: AskedNames) -> None:
        self.line, self.sort = value.line, sort
        self._seen, self._asked = seen, asked
        values = {same_name(name): inside for name, inside in value.items()}
        self._values = {name: inside for name, inside in values.items() if inside or inside not in _NOTHING}

    def pass_over(self) -> None:
        """Count the whole object as one that is not imported."""
        self._seen.others[self.sort] += 1

    def value(self, *names: str) -> Any:
        """Return the value of the first of the fields that is not empty, or None."""
        values = self._values
        for name in self._asked[names]:
            if name in values:
                return values[name]
        return None

    def raw(self, *names: str) -> str:
        """Return the unchanged text of the first of the fields that has one, or an empty text."""
        values = self._values
        for name in self._asked[names]:
            if name in values and (text := written(values[name])):
                return text
        return ""

    def line_of(self, *names: str) -> str:
        """Return the text of the first of the fields that has one, in one line, or an empty text."""
        text = self.raw(*names)
        return clean_line(text) if text else ""

    def text(self, *names: str) -> str:
        """Return the text of the first of the fields that has one, without HTML, or an empty text."""
        text = self.raw(*names)
        return html_to_text(text) if text else ""

    def number(self, *names: str) -> int | None:
        """Return a non-negative whole number, or None."""
        found = re.fullmatch("[0-9]{1,6}", self.line_of(*names))
        return int(found[0]) if found else None

    def flag(self, *names: str) -> bool:
        """Return whether the value means yes."""
        value = self.value(*names)
        return value is True or (isinstance(value, str | int) and str(value).strip().casefold() in ("true", "yes", "1"))

    def entries(self, *names: str, sort: str) -> list[JsonEntry]:
        """Return the objects in a field."""
        return [self._seen.entry(value, sort) for value in objects_of(self.value(*names))]

    def entry(self, name: str, sort: str) -> JsonEntry | None:
        """Return the only object in a field, or None."""
        value = self.value(name)
        return self._seen.entry(value, sort) if isinstance(value, JsonObject) else None

    def words(self, *names: str) -> tuple[str, ...]:
        """Return the texts in a list, or the names of its objects; a single text is treated as a list."""
        value = self.value(*names)
        parts = value if isinstance(value, list) else [value]
        return tuple(dict.fromkeys(filter(None, (clean_line(written(part)) for part in parts))))

    def address(self, *names: str) -> str:
        """Return a complete web address, or an empty text; any other text is counted as not imported."""
        told = self.line_of(*names)
        found = whole_address(told, self._seen.base)
        if told and not found:
            self._seen.others[f"{self.sort}/{names[0]}" if self.sort else names[0]] += 1
        return found

    def links(self, *names: str) -> tuple[Link, ...]:
        """Return links from objects with an address and a label, or from bare addresses."""
        found: dict[str, Link] = {}
        for name in names:
            value = self.value(name)
            for part in value if isinstance(value, list) else [value]:
                link = self._link(part, f"{self.sort}/{name}" if self.sort else name)
                if link:
                    found.setdefault(link.address, link)
        return tuple(found.values())

    def _link(self, value: Any, name: str) -> Link | None:
        entry = self._seen.entry(value, name) if isinstance(value, JsonObject) else None
        told = entry.line_of("url", "href", "link", "resource", "address") if entry else clean_line(written(value))
        address = whole_address(told, self._seen.base)
        if told and not address:
            self._seen.others[name] += 1
        if not address:
            return None
        label = entry.line_of("title", "label", "description", "name", "service", "linkType", "type") if entry else ""
        return Link(address, "" if label == address else label.capitalize() if label.isupper() else label)


def whole_address(told: str, base: str = "") -> str:
    """Return the address, completed by ``base``, if it is a web or mail address; otherwise an empty text."""
    try:
        address = urljoin(base, told).replace(" ", "%20") if told else ""
        parts = urlsplit(address)
        leads = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))
    except ValueError:
        return ""
    return address if leads else ""


def labelled(pairs: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Return links from pairs of label and address; those without an address are left out."""
    found: dict[str, Link] = {}
    for label, address in pairs:
        if address:
            found.setdefault(address, Link(address, label))
    return tuple(found.values())


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])\.?m\.?", re.IGNORECASE)
_ISO_LENGTH = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?)?", re.IGNORECASE
)
_WORDS = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|std|stunden?|tim|timm(?:e|ar))\b\.?)?\s*"
    r"(?:(?:and|och|und)\s+)?(?:(\d{1,4})\s*(?:m|mins?|minutes?|minuten?|minuter)\b\.?)?",
    re.IGNORECASE,
)
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


def minutes_until(start: datetime, end: datetime, zone: tzinfo | None) -> int | None:
    """Return the minutes between two times; None if the end is not after the start or the length is too great."""
    if (start.tzinfo is None) != (end.tzinfo is None):
        start, end = on_the_wall(start, zone), on_the_wall(end, zone)
    elif start.tzinfo is not None:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    minutes = (end - start) // timedelta(minutes=1)
    return minutes if 0 < minutes <= LATEST else None
