"""How often a law is tried: a little in every run of the tests, ten times as often in a soak."""

import os

from hypothesis import settings

MORE = 10 if os.environ.get("ESTRAD_SOAK") else 1
USUAL = 40 * MORE
"""How often a law is tried that does not say."""


def tries(times: int) -> settings:
    """For a law whose examples take long to draw."""
    return settings(max_examples=times * MORE, deadline=None)
