"""The zoom of a canvas, in pixels per minute: its limits, and the one at which a whole day is in sight."""

from __future__ import annotations

from typing import Any

LEAST_SCALE, MOST_SCALE = 0.35, 8.0
FIT_MARGIN = 4
"""Pixels above and below a fitted day."""


def fitted_scale(layout: Any, height: int) -> float:
    """Return the pixels per minute at which all that is on a day is in a viewport of that height, if it can be."""
    first, last = layout.busy
    return bounded(max(layout.least_fitted, (height - 2 * FIT_MARGIN) / max(1, last - first)), height)


def first_pixel(layout: Any) -> int:
    """Return the scroll value at which a fitted day begins."""
    return round(layout.grid.y(layout.busy[0])) - FIT_MARGIN


def bounded(scale: float, height: int) -> float:
    """Return a zoom in pixels per minute within its bounds; one hour may fill the ``height`` of the viewport."""
    return max(LEAST_SCALE, min(max(MOST_SCALE, height / 60), scale))
