"""The changes in a release as a text for attendees: for the web page, a mail or the notice board."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.text import Text
from planner.programme.calendar import time_zone
from planner.programme.release import Release
from planner.wording import Wording


def to_changes(release: Release, lines: Sequence[Text], words: Wording) -> bytes:
    """Return these lines in the conference's language below a heading with the version, in UTF-8, without the note."""
    shown = release.programme
    made = release.made.astimezone(time_zone(shown.timezone))
    head = Text(
        "{conference}, version {number}, {date}",
        conference=shown.title, number=release.number, date=made.date().isoformat(),
    )  # fmt: skip
    return "\n".join([words.say(head), "", *(words.say(line) for line in lines), ""]).encode()
