"""Reads values of JSON: objects by the names of their fields, texts in languages, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit

from planner.domain.text import clean_line
from planner.importing.sources.safe_json import JsonObject

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
_DEEP = 4
"""Maximum nesting of objects for languages, or for a single text."""
LEAST = 5
"""Minimum length in minutes; a shorter one must be meant otherwise."""
ENOUGH = 100
"""Number of objects that are a sufficient sample of all of them."""


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
