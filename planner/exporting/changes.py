"""Exports the changes in a release as plain text for a web page, an e-mail or a notice board."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.text import Text
from planner.programme.calendar import time_zone
from planner.programme.release import Release
from planner.wording import Wording


def to_changes(release: Release, lines: Sequence[Text], words: Wording) -> bytes:
    """Return ``lines``, translated, below a heading with the version, as UTF-8; the release's note is left out."""
    shown = release.programme
    made = release.made.astimezone(time_zone(shown.timezone))
    head = Text(
        "{conference}, version {number}, {date}",
        conference=shown.title, number=release.number, date=made.date().isoformat(),
    )  # fmt: skip
    return "\n".join([words.say(head), "", *(words.say(line) for line in lines), ""]).encode()
