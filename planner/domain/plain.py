"""Frozen dataclasses as plain JSON values and back, by their annotations; strict on the way in."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Strings, numbers, lists and dicts only; fields at their default are left out, so that they can be added later."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: to_plain(getattr(value, f.name))
            for f in fields(value)
            if f.default is MISSING or getattr(value, f.name) != f.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


@cache
def hints_of(cls: Any) -> dict[str, Any]:
    """The types of its fields by name."""
    return get_type_hints(cls)


def from_plain(cls: type[T], data: Any) -> T:
    """The inverse; raises ``ValueError``, ``TypeError`` or ``KeyError`` on anything that is not such a value.

    Keys it does not know are ignored.
    """
    if not isinstance(data, dict):
        raise TypeError(f"{cls.__name__} expected")
    hints = hints_of(cast(Any, cls))
    known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: value_from_plain(hints[name], item) for name, item in data.items() if name in known})


def value_from_plain(hint: Any, data: Any) -> Any:
    """A value of that type; raises as ``from_plain`` does."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _one_of(get_args(hint), data)
    if origin is tuple:
        if not isinstance(data, list):
            raise TypeError("a list expected")
        return tuple(value_from_plain(get_args(hint)[0], item) for item in data)
    if is_dataclass(hint):
        return from_plain(hint, data)  # type: ignore[arg-type]
    if issubclass(hint, Enum):
        return hint(data)
    if issubclass(hint, datetime | date):
        return hint.fromisoformat(data)
    if hint is float and type(data) is int:
        return float(data)
    if type(data) is not hint:
        raise TypeError(f"{hint.__name__} expected")
    return data


def _one_of(hints: tuple[Any, ...], data: Any) -> Any:
    if data is None and NoneType in hints:
        return None
    return value_from_plain(next(h for h in hints if h is not NoneType), data)
