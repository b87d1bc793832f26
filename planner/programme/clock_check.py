"""Checks of the clock before sending: calendars believe the newest DTSTAMP (RFC 5545, 3.8.7.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from planner.domain.errors import EstradError
from planner.domain.span import FIRST_YEAR, LAST_YEAR
from planner.domain.text import Text

AHEAD = timedelta(days=1)
"""The most by which a clock may be behind that of the last sender without a warning."""


def refuse_impossible_clock(now: datetime, last_stamp: datetime | None) -> None:
    """Raise ``EstradError`` if the clock, now or at the last sending, is in a year in which no conference can be."""
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
    """Return a warning if something was sent at a time still to come, or None."""
    if not last_stamp or last_stamp - now <= AHEAD:
        return None
    return Text(
        "The version before was sent when the clock said {date}: it was wrong then, or is now. "
        "Later versions bear that date too, so that calendars take them.",
        date=last_stamp.date().isoformat(),
    )
