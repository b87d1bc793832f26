"""The number of examples for each law: few in a normal run of the tests, ten times as many in a soak."""

import os

from hypothesis import settings

MORE = 10 if os.environ.get("ESTRAD_SOAK") else 1
USUAL = 40 * MORE
"""The number of examples of a law that sets none itself."""


def tries(times: int) -> settings:
    """Return settings for a law whose examples take long to draw."""
    return settings(max_examples=times * MORE, deadline=None)
