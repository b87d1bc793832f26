"""The tiers of the tests, told by what a test calls: nobody keeps a list of them."""

import multiprocessing
import random
import subprocess
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import is_hypothesis_test

from tests.shared_data import shared

SLOW = (shared, random, available_timezones, subprocess, multiprocessing)
"""Conferences that others have made, what is drawn by chance, all zones, and other processes, as in a kill loop."""


def is_long(item: pytest.Function) -> bool:
    """Return whether `make fast` leaves a test out: a law, or one that calls what is slow, itself or by a fixture."""
    fixtures = [found.func for many in item._fixtureinfo.name2fixturedefs.values() for found in many]
    return is_hypothesis_test(item.obj) or any(_is_slow(getattr(one, "__func__", one)) for one in [item.obj, *fixtures])


@cache
def _is_slow(test: Any) -> bool:
    """Return whether a function of the tests, or one of those that it calls, names what is slow."""
    seen, waiting = set(), [test]
    while waiting:
        found = waiting.pop()
        found = getattr(found, "__wrapped__", found)
        if any(found is one for one in SLOW) or getattr(found, "__module__", "") in ("subprocess", "random"):
            return True
        if isinstance(found, FunctionType) and found.__module__.startswith("tests.") and found not in seen:
            seen.add(found)
            waiting += _named(found)
    return False


def _named(function: FunctionType) -> Iterator[Any]:
    """Yield what a function names: of its own module, and of modules of tests that it names."""
    for code in _codes(function.__code__):
        for name in code.co_names:
            found = function.__globals__.get(name)
            yield found
            if isinstance(found, ModuleType) and found.__name__.startswith("tests."):
                yield from (vars(found).get(inner) for inner in code.co_names)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)
