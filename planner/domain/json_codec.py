"""Converts frozen dataclasses to plain JSON values and back, using their annotations; input is checked strictly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
LONGEST = 1_000_000
"""The maximum number of characters in one text; a calendar entry joins several texts of a session."""
_PLAIN = frozenset({str, int, float, bool, NoneType})
Read = Callable[[Any], Any]
"""A function that builds a value from plain data."""
MOST_INT = 2**63 - 1
"""The largest whole number that is read for a decimal one; a much larger one is more than a float can hold."""
STORED_AS = {"import_marks": "told"}
"""The names of fields in columns and in JSON, where they differ from those in code."""


def stored_name(field: str) -> str:
    """Return the name under which a field is stored."""
    return STORED_AS.get(field, field)


def to_json(value: Any) -> Any:
    """Convert a value to plain JSON values.

    Fields with their default value are left out, so that fields can be added later.
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            stored: to_json(item)
            for name, stored, default in _field_defaults(type(value))
            if (item := getattr(value, name)) != default
        }
    return value


@cache
def _field_defaults(cls: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return each field's name in code, its name as stored, and its default; without a default, that is ``MISSING``."""
    return tuple((f.name, stored_name(f.name), f.default) for f in fields(cls))


@cache
def field_types(cls: Any) -> dict[str, Any]:
    """Return the types of the fields by field name."""
    return get_type_hints(cls)


def from_json(cls: type[T], data: Any) -> T:
    """Build a value from plain data; raise ``ValueError`` or ``TypeError`` if it is invalid.

    Unknown keys are ignored.
    """
    if not isinstance(data, dict):
        raise TypeError(f"{cls.__name__} expected")
    read = _field_readers(cast(Any, cls))
    return cls(**{read[key][0]: read[key][1](item) for key, item in data.items() if key in read})


def value_from_json(hint: Any, data: Any) -> Any:
    """Build a value of the type ``hint`` from plain data; raise as ``from_json`` does."""
    return _value_reader(hint)(data)


@cache
def _field_readers(cls: Any) -> dict[str, tuple[str, Read]]:
    """Return each field's name and reader by its stored name.

    Cached, since a file holds thousands of values of the same class.
    """
    return {stored_name(name): (name, _value_reader(hint)) for name, hint in field_types(cls).items()}


@cache
def _value_reader(hint: Any) -> Read:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        read = _value_reader(next(h for h in get_args(hint) if h is not NoneType))
        return (lambda data: None if data is None else read(data)) if NoneType in get_args(hint) else read
    if origin is tuple:
        return partial(_read_tuple, _value_reader(get_args(hint)[0]))
    if is_dataclass(hint):
        return partial(from_json, cast(Any, hint))
    if issubclass(hint, Enum):
        return cast(Read, hint)
    if issubclass(hint, datetime | date):
        return cast(Read, hint.fromisoformat)
    return partial(_read_plain, hint)


def _read_tuple(read: Read, data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise TypeError("a list expected")
    return tuple([read(item) for item in data])


def _read_plain(hint: Any, data: Any) -> Any:
    if hint is float and type(data) is int and abs(data) <= MOST_INT:
        return float(data)
    if type(data) is not hint:
        raise TypeError(f"{hint.__name__} expected")
    if hint is str and len(data) > LONGEST:
        raise ValueError("a text longer than any of ours")
    return data
