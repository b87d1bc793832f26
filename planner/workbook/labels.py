"""Names of rooms, tracks and people in cells of other sheets, made unique if two have the same name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Room, Track
from planner.domain.text import N_
from planner.wording import LANGUAGES, Wording, wording

WHOLE_VENUE = N_("Whole venue")
_PARTS_A_CELL = re.compile(r"[;\n\[\]]")
LEAST_ID = 4


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of rooms, tracks and people by id, and the wording for other words."""

    words: Wording
    rooms: Mapping[str, str]
    tracks: Mapping[str, str]
    people: Mapping[str, str]


def labels_of(agenda: Agenda, words: Wording) -> Labels:
    """Return the labels of a conference's rooms, tracks and people in a workbook."""
    return Labels(
        words, _labels(agenda.rooms_in_order), _labels(agenda.tracks_in_order), _labels(agenda.people_in_order)
    )


def _labels(things: Iterable[Room | Track | Person]) -> Mapping[str, str]:
    """Return labels by id: the name, with the start of the id if the name is ambiguous or would be misread."""
    things = list(things)
    counts = Counter(thing.name.casefold() for thing in things)
    taken, labels = {*spoken(WHOLE_VENUE), ""}, dict[str, str]()
    for thing in things:
        label = thing.name
        if counts[label.casefold()] > 1 or _PARTS_A_CELL.search(label) or label.casefold() in taken:
            plain = " ".join(_PARTS_A_CELL.sub(" ", label).split())
            sizes = range(LEAST_ID, len(thing.id) + 1)
            tries = (f"{plain} #{thing.id[:size]}".strip() for size in sizes)
            label = next((name for name in tries if name.casefold() not in taken), f"{plain} #{thing.id}".strip())
        taken.add(label.casefold())
        labels[thing.id] = label
    return labels


@cache
def spoken(message: str) -> frozenset[str]:
    """Return the casefolded message in all languages of Estrad; only for the application's own messages."""
    return frozenset(wording(language)(message).casefold() for language in LANGUAGES)
