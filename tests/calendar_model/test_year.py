"""Rounds of planning and publishing, after each of which everybody who follows a calendar has what is planned."""

import random
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from planner.environment import Environment
from tests.builders import Clock
from tests.calendar_model.year import Year
from tests.cli.commands import command_line

ROUNDS, FEW = 120, 6


@pytest.fixture
def year(tmp_path: Path, env: Environment, clock: Clock, capsys: pytest.CaptureFixture[str]) -> Year:
    """Begin a year; what is made in it has ids that no other has."""
    numbers = count(1)
    account = replace(env, ids=lambda: f"{next(numbers):032x}")
    return Year(tmp_path, command_line(account, capsys), clock, random.Random())


@pytest.mark.parametrize(
    ("seed", "rounds"), [(1, FEW), *(pytest.param(seed, ROUNDS, marks=pytest.mark.soak) for seed in range(6))]
)
def test_nobody_has_what_is_not_planned_unless_it_is_said(year: Year, seed: int, rounds: int) -> None:
    year.luck.seed(seed)

    year.begin()
    for _ in range(rounds):
        year.one_round()

    print(dict(year.counts))
    assert year.wrong == []
    assert year.counts["files"] > 5 * rounds
    assert year.counts["blocks"] >= rounds // 2
