"""The quick tier of the tests: a new test that is slow by its sort is left out of `make fast` by itself."""

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import killing
from tests.shared_data import shared
from tests.tiers import is_long


@pytest.fixture
def programme() -> Path:
    return shared("data")


@given(st.integers())
def law(number: int) -> None:
    assert number == number + 0


def by_others() -> None:
    assert shared("data")


def by_others_through_a_fixture(programme: Path) -> None:
    assert programme


def by_others_within_another() -> None:
    assert [by_others() for _ in "ab"]


def kill_loop(tmp_path: Path) -> None:
    assert killing.kill_loop([], tmp_path, None, kills=1, seed=1)  # type: ignore[arg-type]


def by_chance() -> None:
    assert random.Random(1).random()


def other_process() -> None:
    assert subprocess.run(["true"])


def usual(tmp_path: Path) -> None:
    assert tmp_path


@pytest.mark.parametrize(
    ("function", "long"),
    [
        (law, True),
        (by_others, True),
        (by_others_through_a_fixture, True),
        (by_others_within_another, True),
        (kill_loop, True),
        (by_chance, True),
        (other_process, True),
        (usual, False),
    ],
)
def test_a_test_is_long_by_what_it_calls(
    request: pytest.FixtureRequest, function: Callable[..., None], long: bool
) -> None:
    item = pytest.Function.from_parent(request.node.parent, name=function.__name__, callobj=function)

    assert is_long(item) == long


def test_the_marks_are_set_before_tests_are_chosen(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("long")
    assert all(
        is_long(item) <= bool(item.get_closest_marker("long"))
        for item in request.session.items
        if isinstance(item, pytest.Function)
    )
