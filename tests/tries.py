"""The number of examples for each law: half of what it says in a normal run of the tests, ten times that in a soak."""

import os

from hypothesis import settings

MORE = 10 if os.environ.get("ESTRAD_SOAK") else 1


def examples(times: int) -> int:
    """Return the number of examples for a law that says so many."""
    return times * MORE if MORE > 1 else (times + 1) // 2


USUAL = examples(40)
"""The number of examples of a law that sets none itself."""


def tries(times: int) -> settings:
    """Return settings for a law whose examples take long to draw."""
    return settings(max_examples=examples(times), deadline=None)
