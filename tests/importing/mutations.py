"""Damage to good files: bytes cut out, doubled, exchanged, or replaced by hostile words."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import process_time

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.importing.incoming import Incoming
from planner.incoming_file import read_opened_file
from planner.tables.opened_file import OpenedFile


def mutated(data: bytes, words: list[bytes], chance: Random) -> bytes:
    """Return the bytes with one to four places damaged."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 40)))
        piece = data[start:end]
        new = chance.choice((b"", piece * 2, chance.choice(words), bytes(b ^ 1 << chance.randrange(8) for b in piece)))
        data = data[:start] + new + data[end:] or b"x"
    return data


def is_read(opened: OpenedFile, kind: str) -> bool:
    """Return whether a file yields sessions or people; if a part is refused, its line and reason must be named."""
    try:
        told = run_to_end(read_opened_file(opened, kind))
    except EstradError:
        return False
    assert isinstance(told, Incoming)
    assert all(refusal.line and refusal.why.problem for refusal in told.refused)
    return bool(told.sessions or told.people)


def longest(opened: list[OpenedFile], kind: str) -> tuple[float, set[bool]]:
    """Return the CPU seconds that the slowest of these files takes, and the answers for all of them."""
    slowest, answers = 0.0, set[bool]()
    for one in opened:
        before = process_time()
        answers.add(is_read(one, kind))
        slowest = max(slowest, process_time() - before)
    return slowest, answers


SPOILT = [(150, 1), pytest.param(5000, 2, marks=pytest.mark.soak)]
"""How many spoilt files are tried, and the seed for them."""


def spoilt(texts: Sequence[bytes], words: list[bytes], times: int, seed: int, name: str) -> list[OpenedFile]:
    """Return damaged copies of the texts, in turn."""
    chance = Random(seed)
    return [OpenedFile(Path(name), mutated(texts[n % len(texts)], words, chance)) for n in range(times)]
