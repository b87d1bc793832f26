"""The categories of a calendar's events, classified as track, kind and tags."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.enums import Kind
from planner.importing.vocabulary import kind_of


class CalendarCategories:
    """Classifies categories; one that all events have is a tag, since it does not distinguish them."""

    def __init__(self, categories: Sequence[tuple[str, ...]], *, ours: bool) -> None:
        self._ours = ours
        sets = [set(names) for names in categories]
        self._everywhere = set.intersection(*sets) if len(sets) > 1 and not ours else set()

    def sorted_out(self, categories: tuple[str, ...]) -> tuple[str, Kind | None, tuple[str, ...]]:
        """Return the track (or an empty text), the kind (or None) and the tags.

        Estrad's calendars list the track, the kind and then the tags; if the first is a kind there is no track.
        """
        names = [name for name in dict.fromkeys(categories) if name]
        if self._ours:
            at = next((n for n, name in enumerate(names[:2]) if kind_of(name)), None)
            track = names[0] if at != 0 and names else ""
            rest = names[at + 1 :] if at is not None else names[1:]
            return track, kind_of(names[at]) if at is not None else None, tuple(rest)
        kind = next((found for name in names if (found := kind_of(name))), None)
        others = [name for name in names if kind_of(name) is None]
        tracks = [name for name in others if name not in self._everywhere]
        track = tracks[0] if tracks else ""
        return track, kind, tuple(name for name in others if name != track)
