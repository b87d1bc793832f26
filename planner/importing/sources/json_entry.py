"""Objects of a JSON file by the names of their fields, with a count of what nobody asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit

from planner.domain.cleaning import clean_line
from planner.domain.details import Link
from planner.domain.steps import Progress, Steps
from planner.importing.prose import plain
from planner.importing.sources.json_door import JsonObject

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
OWN = "estrad:"
"""How fields begin that a reader adds to an object and that do not stand in the file."""
_NOTHING: tuple[Any, ...] = (None, "", [], {})
EACH = 200
"""Objects between two looks at whether it shall go on."""
_DEEP = 4
"""Objects of languages, or of the one text they hold, in one another."""


@lru_cache(4096)
def same_name(name: str) -> str:
    """The name without what programs write differently: ``startsAt``, ``starts_at`` and ``Starts at`` are one."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def is_object(value: Any) -> TypeGuard[JsonObject]:
    """Return whether it is an object."""
    return isinstance(value, JsonObject)


def is_thing(value: Any) -> TypeGuard[JsonObject]:
    """Return whether it is an object that is more than one text in several languages."""
    return isinstance(value, JsonObject) and not (value and all(map(_LANGUAGE.fullmatch, value)))


def objects_of(value: Any) -> list[JsonObject]:
    """The objects of a list, or of an object whose fields are objects, such as one with ids for names."""
    if isinstance(value, JsonObject):
        value = list(value.values())
    return [one for one in value if isinstance(one, JsonObject)] if isinstance(value, list) else []


def written(value: Any, depth: int = 0) -> str:
    """The value as text: of several languages the first that says something; empty for what is no text."""
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
    """The languages in which an object tells the same: its fields that are called as languages and are objects."""
    return [name for name, inside in value.items() if _LANGUAGE.fullmatch(name) and is_object(inside)]


def united(value: JsonObject) -> JsonObject:
    """The object with its words by name and then by language, not the other way round."""
    told = languages_of(value)
    words: dict[str, JsonObject] = {}
    for language in told:
        for name, text in value[language].items():
            words.setdefault(name, JsonObject((), value.line))[language] = text
    rest = ((name, inside) for name, inside in value.items() if name not in told)
    return JsonObject([*rest, *words.items()], value.line)


class AskedNames(dict[tuple[str, ...], tuple[str, ...]]):
    """Names of fields that were asked for together, and how they are compared; ``names`` are all of these."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __missing__(self, names: tuple[str, ...]) -> tuple[str, ...]:
        alike = self[names] = tuple(map(same_name, names))
        self.names.update(alike)
        return alike


class Seen:
    """Counts what stands in the objects of a file and was not asked for."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.others: Counter[str] = Counter()
        self._asked: dict[str, AskedNames] = {}
        self._objects: list[tuple[str, JsonObject]] = []

    def entry(self, value: JsonObject, sort: str = "") -> JsonEntry:
        """That object; ``sort`` names it in the count, the sessions have none."""
        self._objects.append((sort, value))
        return JsonEntry(value, sort, self, self._asked.setdefault(sort, AskedNames()))

    def know(self, *names: str) -> None:
        """Take note that those fields of sessions are read by somebody else."""
        self._asked.setdefault("", AskedNames()).names.update(map(same_name, names))

    def unmapped(self) -> Steps[dict[str, int]]:
        """Return how often each field says something and has no place here, the most frequent first."""
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
    """Return whether it is more than nothing, no or an empty text, list or object."""
    if isinstance(value, dict):
        return any(map(says_something, value.values()))
    return bool(value)


class JsonEntry:
    """An object, read by the names of its fields; ``Sessions`` and ``sessions`` are one name."""

    __slots__ = ("_asked", "_seen", "_values", "line", "sort")

    def __init__(self, value: JsonObject, sort: str, seen: Seen, asked: AskedNames) -> None:
        self.line, self.sort = value.line, sort
        self._seen, self._asked = seen, asked
        values = {same_name(name): inside for name, inside in value.items()}
        self._values = {name: inside for name, inside in values.items() if inside or inside not in _NOTHING}

    def pass_over(self) -> None:
        """Count the whole object as one that has no place here."""
        self._seen.others[self.sort] += 1

    def value(self, *names: str) -> Any:
        """Return what stands in the first of those fields that says something, or None."""
        values = self._values
        for name in self._asked[names]:
            if name in values:
                return values[name]
        return None

    def raw(self, *names: str) -> str:
        """The text of the first of those fields that has one, as it is written."""
        values = self._values
        for name in self._asked[names]:
            if name in values and (text := written(values[name])):
                return text
        return ""

    def line_of(self, *names: str) -> str:
        """That text in one line."""
        text = self.raw(*names)
        return clean_line(text) if text else ""

    def text(self, *names: str) -> str:
        """That text without HTML."""
        text = self.raw(*names)
        return plain(text) if text else ""

    def number(self, *names: str) -> int | None:
        """A whole number that is not negative."""
        found = re.fullmatch("[0-9]{1,6}", self.line_of(*names))
        return int(found[0]) if found else None

    def flag(self, *names: str) -> bool:
        """Return whether it says yes."""
        value = self.value(*names)
        return value is True or (isinstance(value, str | int) and str(value).strip().casefold() in ("true", "yes", "1"))

    def entries(self, *names: str, sort: str) -> list[JsonEntry]:
        """The objects that stand in a field."""
        return [self._seen.entry(value, sort) for value in objects_of(self.value(*names))]

    def entry(self, name: str, sort: str) -> JsonEntry | None:
        """The one object that stands in a field."""
        value = self.value(name)
        return self._seen.entry(value, sort) if isinstance(value, JsonObject) else None

    def words(self, *names: str) -> tuple[str, ...]:
        """The texts of a list, or of objects with names in it; one text is a list of one."""
        value = self.value(*names)
        parts = value if isinstance(value, list) else [value]
        return tuple(dict.fromkeys(filter(None, (clean_line(written(part)) for part in parts))))

    def address(self, *names: str) -> str:
        """A whole web address; what is none is counted."""
        told = self.line_of(*names)
        found = whole_address(told, self._seen.base)
        if told and not found:
            self._seen.others[f"{self.sort}/{names[0]}" if self.sort else names[0]] += 1
        return found

    def links(self, *names: str) -> tuple[Link, ...]:
        """Links: objects with an address and what it leads to, or bare addresses."""
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
    """The address, completed by ``base``, if it leads into the web; else nothing."""
    try:
        address = urljoin(base, told).replace(" ", "%20") if told else ""
        parts = urlsplit(address)
        leads = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))
    except ValueError:
        return ""
    return address if leads else ""


def labelled(pairs: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Links of addresses with a label each; empty ones are left out."""
    found: dict[str, Link] = {}
    for label, address in pairs:
        if address:
            found.setdefault(address, Link(address, label))
    return tuple(found.values())
