"""Reads objects of a JSON file by the names of their fields, and counts unused fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit

from planner.domain.cleaning import clean_line
from planner.domain.long_task import LongTask, Progress
from planner.domain.value_objects import Link
from planner.importing.html_to_text import html_to_text
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
    return isinstance(value, JsonObject) and not (value and all(map(_LANGUAGE.fullmatch, value)))


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
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def says_something(value: Any) -> bool:
    """Return whether a value is more than null, false or an empty text, list or object."""
    if isinstance(value, dict):
        return any(map(says_something, value.values()))
    return bool(value)


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
