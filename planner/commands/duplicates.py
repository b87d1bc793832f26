"""Find people who may be the same: entered twice, spelt differently, with initials, or with the surname first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from planner.domain.agenda import Agenda
from planner.domain.entities import Person
from planner.domain.fingerprint import kept_apart_from
from planner.domain.long_task import LongTask, Progress, run_to_end
from planner.domain.text import N_

NEARLY = 88
"""The minimum similarity of nearly equal names, of 100 (``rapidfuzz.fuzz.ratio`` of the names without accents)."""
MOST_LOOKED_AT = 5_000
"""The maximum number of people among whom nearly equal names are searched for."""
_TITLES = frozenset(
    ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "fru", "herr", "phd", "docent", "doc", "ing", "dipl"]
)
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


class DuplicateReason(StrEnum):
    """The reason why two people may be the same, the most certain first."""

    EMAIL = "email"
    SAME = "same"
    INITIALS = "initials"
    NEARLY = "nearly"


REASONS: dict[DuplicateReason, str] = {
    DuplicateReason.EMAIL: N_("the same e-mail address"),
    DuplicateReason.SAME: N_("the same name"),
    DuplicateReason.INITIALS: N_("the same surname, and initials that fit"),
    DuplicateReason.NEARLY: N_("nearly the same name"),
}


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two people who may be the same; ``first`` is the one entered or named first."""

    first: str
    second: str
    why: DuplicateReason


def plain_name(name: str) -> str:
    """Normalise a name: no accents, titles or capitals, and the words in spoken order."""
    surname, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        name = f"{first} {surname}"
    letters = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    words = [word for word in re.split(r"[\s.\-_’']+", plain) if word and word not in _TITLES]
    return " ".join(words)


def likely_duplicates(agenda: Agenda) -> tuple[DuplicatePair, ...]:
    """Return the pairs of people who may be the same, each once, the most certain first.

    People in one session are taken to be different unless they share a name or an e-mail address; so are pairs
    confirmed to be different.
    """
    return run_to_end(find_duplicates(agenda))


def find_duplicates(agenda: Agenda) -> LongTask[tuple[DuplicatePair, ...]]:
    """Find ``likely_duplicates`` as a long task."""
    people = agenda.people_in_order
    together = _together(agenda)
    apart = {frozenset((person.id, other)) for person in people for other in kept_apart_from(person.told)}
    found: dict[frozenset[str], DuplicatePair] = {}
    for candidate in _candidates(people):
        if isinstance(candidate, Progress):
            yield candidate
            continue
        why, one, other = candidate
        ids = frozenset((one.id, other.id))
        if (
            ids in apart
            or ids in found
            or (ids in together and why not in (DuplicateReason.EMAIL, DuplicateReason.SAME))
        ):
            continue
        found[ids] = DuplicatePair(one.id, other.id, why)
    return tuple(sorted(found.values(), key=lambda pair: list(DuplicateReason).index(pair.why)))


def _together(agenda: Agenda) -> set[frozenset[str]]:
    """Return the pairs of people who are in a session together."""
    groups = ({a.person for a in session.people} for session in agenda.sessions.values())
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


Candidate = tuple[DuplicateReason, Person, Person]


def _candidates(people: Iterable[Person]) -> Iterator[Candidate | Progress]:
    people = list(people)
    names = [plain_name(person.name) for person in people]
    yield from _sharing(DuplicateReason.EMAIL, people, [person.email.strip().casefold() for person in people])
    yield from _sharing(DuplicateReason.SAME, people, names)
    yield from _sharing(
        DuplicateReason.SAME, people, [" ".join(sorted(name.split())) if " " in name else "" for name in names]
    )
    yield from _by_initials(people, names)
    if len(people) <= MOST_LOOKED_AT:
        yield from _nearly(people, names)


def _sharing(why: DuplicateReason, people: list[Person], keys: list[str]) -> Iterator[Candidate]:
    """Yield the pairs with the same key, ignoring empty keys."""
    groups: dict[str, list[Person]] = {}
    for person, key in zip(people, keys, strict=True):
        if key:
            groups.setdefault(key, []).append(person)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield why, one, other


def _by_initials(people: list[Person], names: list[str]) -> Iterator[Candidate]:
    """Yield the pairs with the same surname in which the initials of one match the other's first names."""
    groups: dict[str, list[tuple[Person, list[str]]]] = {}
    for person, name in zip(people, names, strict=True):
        words = name.split()
        if len(words) > 1:
            groups.setdefault(words[-1], []).append((person, words[:-1]))
    for group in groups.values():
        for (one, first), (other, second) in combinations(group, 2):
            if first != second and _fits(first, second):
                yield DuplicateReason.INITIALS, one, other


def _fits(first: list[str], second: list[str]) -> bool:
    """Return whether the words match in order and at least one is the initial of its counterpart."""
    pairs = list(zip(first, second, strict=False))
    fits = all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)
    return fits and any(1 in (len(a), len(b)) and a != b for a, b in pairs)


def _nearly(people: list[Person], names: list[str]) -> Iterator[Candidate | Progress]:
    from rapidfuzz.fuzz import ratio  # imported here so that the window starts without it
    from rapidfuzz.process import extract

    long = [index for index, name in enumerate(names) if " " in name]
    choices = {index: names[index] for index in long}
    for index in long:
        yield Progress(index, len(people))
        del choices[index]
        for _name, _score, other in extract(names[index], choices, scorer=ratio, score_cutoff=NEARLY, limit=None):
            if _initials_agree(names[index].split(), names[other].split()):
                yield DuplicateReason.NEARLY, people[index], people[other]


def _initials_agree(one: list[str], other: list[str]) -> bool:
    """Return whether each initial in either name matches the word at the same position in the other."""
    pairs = zip(one, other, strict=False)
    return all(a[0] == b[0] for a, b in pairs if 1 in (len(a), len(b)))
