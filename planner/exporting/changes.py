"""What is new in a release, as a text that attendees may read: for the web page, a mail or the notice board."""

from __future__ import annotations

from planner.domain.text import Plural, Text
from planner.programme.calendar import time_zone
from planner.programme.difference import difference
from planner.programme.release import Release
from planner.wording import Wording


def to_changes(release: Release, before: Release | None, words: Wording) -> bytes:
    """The difference in words, a line a change, in the conference's language. UTF-8; the note stays the organiser's.

    ``before`` is the release that attendees had; None if this is the first.
    """
    shown = release.programme
    made = release.made.astimezone(time_zone(shown.timezone))
    head = Text(
        "{conference}, version {number}, {date}",
        conference=shown.title, number=release.number, date=made.date().isoformat(),
    )  # fmt: skip
    n = len(shown.items)
    first = Plural("The first version, with {n} session.", "The first version, with {n} sessions.", n)
    lines = difference(before.programme, shown) if before else [first]
    return "\n".join([words.say(head), "", *(words.say(line) for line in lines), ""]).encode()
