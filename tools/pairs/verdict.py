"""The figures of two trees beside each other, and the verdict: slower, or not more than one tree beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

ALLOWED = 1.05
"""Factor by which the tree of now may be slower even if the other is no slower than itself."""
HEAD = ("what", "size", "n", "before: median / p99", "now: median / p99", "now/before", "before'/before", "p99", "")


@dataclass(frozen=True, slots=True)
class Share:
    """Milliseconds of each step of a share: of the tree before, of now, and of the tree before once more, which were
    measured right after one another in a round.
    """

    turn: int
    before: Sequence[float]
    now: Sequence[float]
    again: Sequence[float]

    @property
    def ratio(self) -> float:
        """How many times as long it takes now, by the medians."""
        return median(self.now) / mean((median(self.before), median(self.again)))

    @property
    def against_itself(self) -> float:
        """How many times as long the tree before took the second time."""
        return median(self.again) / median(self.before)


@dataclass(frozen=True, slots=True)
class Pair:
    """An act in two trees. ``equal`` is False if the two windows did not look the same at the end of some share."""

    name: str
    size: str
    shares: Sequence[Share]
    equal: bool = True

    @property
    def ratio(self) -> float:
        """How many times as long it takes now: the median of all shares."""
        return median(share.ratio for share in self.shares)

    @property
    def against_itself(self) -> float:
        """How many times as long the tree before took the second time, in the round that was furthest from 1."""
        rounds = {share.turn for share in self.shares}
        ratios = [median(share.against_itself for share in self.shares if share.turn == turn) for turn in rounds]
        return max(ratios, key=lambda ratio: max(ratio, 1 / ratio))

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
        before = [cost for share in self.shares for cost in (*share.before, *share.again)]
        now = [cost for share in self.shares for cost in share.now]
        said = "SLOWER" if self.is_slower else "ok"
        return (
            self.name, self.size, str(len(now)),
            *(f"{median(one):.3f} / {p99(one):.2f} ms" for one in (before, now)),
            *(f"× {ratio:.3f}" for ratio in (self.ratio, self.against_itself, p99(now) / p99(before))),
            said if self.equal else f"{said}, OTHER PICTURE",
        )  # fmt: skip


def p99(taken: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.99))]


def line(cells: Sequence[str]) -> str:
    """Return a row of a table of Markdown."""
    return f"| {' | '.join(cells)} |"
