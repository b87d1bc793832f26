"""How often a law is tried: a little in every run of the tests, ten times as often in a soak."""

import os

from hypothesis import settings

MORE = 10 if os.environ.get("ESTRAD_SOAK") else 1


def tries(times: int) -> settings:
    """For a law whose examples take long to draw; the others keep Hypothesis' own number."""
    return settings(max_examples=times * MORE, deadline=None)
