"""The data of a page's doors: the venue's clock, and where sessions were before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.domain.zones import time_zone
from planner.exporting.page.earlier_versions import CalledOff, SessionMark
from planner.exporting.page.page_entries import session_anchor
from planner.programme.calendar import wall_times
from planner.programme.programme import Programme
from planner.wording import Wording


def door_data(
    programme: Programme, marks: Mapping[str, SessionMark], off: Sequence[CalledOff], words: Wording
) -> dict[str, Any]:
    """Return it as JSON can hold it.

    ``clock`` stands between hours and minutes. ``before`` has, by anchor and in the order of time, the start, the
    minutes and the rooms (none: all) that a moved or called-off session had before.
    """
    zone = time_zone(programme.timezone)
    moved = [mark.before for mark in marks.values() if mark.before]
    before = sorted([*moved, *(gone.item for gone in off)], key=lambda item: (item.span, item.id))
    return {
        "zone": programme.timezone,
        "clock": words.language.clock_sign,
        "before": {
            session_anchor(programme.id, item.id): [
                wall_times(item.span, zone)[0].replace(tzinfo=zone).isoformat(timespec="minutes"),
                item.span.minutes,
                list(item.rooms or filter(None, [item.place])),
            ]
            for item in before
        },
    }
