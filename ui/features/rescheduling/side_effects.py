"""Remarks on a rescheduling beyond the sessions that move."""

from __future__ import annotations

from planner.commands.ripple import Ripple
from planner.domain.text import Plural
from planner.wording import Wording

MOST_NAMED = 8
"""Maximum number of pinned sessions given by title; the others are only counted."""


def side_effects(words: Wording, ripple: Ripple) -> list[str]:
    """Return remarks on a rescheduling: shorter breaks and sessions, pinned ones, and those that stay behind these."""
    found = []
    if ripple.from_breaks:
        found.append(words("Breaks give {n} min.").format(n=ripple.from_breaks))
    if ripple.shorter:
        found.append(words.plural("{n} session becomes shorter.", "{n} sessions become shorter.", ripple.shorter))
    if ripple.staying:
        titles = [words("“{text}”").format(text=title) for title in ripple.staying[:MOST_NAMED]]
        if (more := len(ripple.staying) - MOST_NAMED) > 0:
            titles.append(words.plural("and {n} more", "and {n} more", more))
        said = Plural("{n} pinned session stays: {titles}.", "{n} pinned sessions stay: {titles}.",
                      len(ripple.staying), titles=", ".join(titles))  # fmt: skip
        found.append(words.say(said))
    if ripple.shielded:
        found.append(words.plural("{n} session behind stays too.", "{n} sessions behind stay too.", ripple.shielded))
    return found
