"""The figures of two trees beside each other, and the verdict: slower, or not more than one tree beside itself."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

ALLOWED = 1.05
"""Factor by which the tree of now may be slower even if the other is no slower than itself."""
HEAD = ("what", "size", "n", "before: median / p99", "now: median / p99", "now/before", "before'/before", "p99", "")


@dataclass(frozen=True, slots=True)
class Samples:
    """Milliseconds of each step of an act: of the tree before, of now, and of the tree before once more."""

    before: Sequence[float]
    now: Sequence[float]
    again: Sequence[float]


@dataclass(frozen=True, slots=True)
class Pair:
    """An act in two trees. ``equal`` is False if the two windows did not look the same at the end of some share."""

    name: str
    size: str
    samples: Samples
    equal: bool = True

    @property
    def ratio(self) -> float:
        """How many times as long it takes now, by the medians."""
        both = [*self.samples.before, *self.samples.again]
        return statistics.median(self.samples.now) / statistics.median(both)

    @property
    def against_itself(self) -> float:
        """How many times as long the tree before took the second time."""
        return statistics.median(self.samples.again) / statistics.median(self.samples.before)

    @property
    def p99_ratio(self) -> float:
        """How many times as long the slow steps take now."""
        return p99(self.samples.now) / p99([*self.samples.before, *self.samples.again])

    @property
    def limit(self) -> float:
        """The ratio up to which it counts as no slower."""
        return max(ALLOWED, self.against_itself, 1 / self.against_itself)

    @property
    def is_slower(self) -> bool:
        return self.ratio > self.limit

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        before, now = [*self.samples.before, *self.samples.again], self.samples.now
        said = "SLOWER" if self.is_slower else "ok"
        return (
            self.name, self.size, str(len(now)),
            *(f"{statistics.median(one):.3f} / {p99(one):.2f} ms" for one in (before, now)),
            *(f"× {ratio:.3f}" for ratio in (self.ratio, self.against_itself, self.p99_ratio)),
            said if self.equal else f"{said}, OTHER PICTURE",
        )  # fmt: skip


def p99(taken: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.99))]


def line(cells: Sequence[str]) -> str:
    """Return a row of a table of Markdown."""
    return f"| {' | '.join(cells)} |"
