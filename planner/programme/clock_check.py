"""Checks the clock before sending, since calendars trust the newest DTSTAMP (RFC 5545, 3.8.7.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from planner.domain.errors import EstradError
from planner.domain.span import FIRST_YEAR, LAST_YEAR
from planner.domain.text import Text

AHEAD = timedelta(days=1)
"""The longest time by which the clock may lag behind the last DTSTAMP without a warning."""


def refuse_impossible_clock(now: datetime, last_stamp: datetime | None) -> None:
    """Raise ``EstradError`` if ``now`` or ``last_stamp`` is outside the years that a conference can have."""
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        raise EstradError(
            Text("This computer's clock says {date}, and calendars would believe it.", date=now.date().isoformat()),
            Text("Set the clock, then send again."),
        )
    if last_stamp and last_stamp.year > LAST_YEAR:
        raise EstradError(
            Text("This conference was sent when the clock said {date}.", date=last_stamp.date().isoformat()),
            Text("No later version can be made of it. Go on in a copy or backup from before that."),
        )


def doubtful_clock(now: datetime, last_stamp: datetime | None) -> Text | None:
    """Return a warning if ``last_stamp`` is more than ``AHEAD`` in the future, otherwise None."""
    if not last_stamp or last_stamp - now <= AHEAD:
        return None
    return Text(
        "The version before was sent when the clock said {date}: it was wrong then, or is now. "
        "Later versions bear that date too, so that calendars take them.",
        date=last_stamp.date().isoformat(),
    )
