"""People entered twice: find pairs who may be the same, merge two field by field, or record that they are different."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Any, get_origin

from planner.commands.answers import OWN_ANSWER
from planner.commands.edit import FIELD_NAMES, cleaned_fields
from planner.domain.agenda import Agenda, Change, change
from planner.domain.entities import INTERNAL, MULTILINE, Person
from planner.domain.fingerprint import (
    ALSO,
    APART,
    fingerprint_of_key,
    further_key_fingerprints,
    other_file_key_fingerprints,
    people_kept_apart,
)
from planner.domain.json_codec import field_types
from planner.domain.long_task import LongTask, Progress, run_to_end
from planner.domain.text import N_, Plural, Text
from planner.domain.value_objects import ON_STAGE, Appearance, State

_MERGED = {name: hint for name, hint in field_types(Person).items() if name not in ("id", "origin", *INTERNAL)}
UNITED = tuple(name for name, hint in _MERGED.items() if get_origin(hint) is tuple)
"""The fields that are lists: a merged person gets the values of both (but one availability), unless one is chosen."""
SINGLE = tuple(name for name in _MERGED if name not in UNITED)
_STRENGTH = (State.CONFIRMED, State.TENTATIVE, State.INVITED, State.NOT_ASKED, State.DECLINED, State.CANCELLED)
"""The states in the order of precedence when two answers are merged, the strongest first."""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field in which two people differ, with both values and the proposed one."""

    field: str
    ours: Any
    theirs: Any
    proposed: Any

    @property
    def name(self) -> Text:
        """The display name of the field."""
        return Text(FIELD_NAMES[self.field])

    @property
    def both(self) -> Any:
        """Both values combined: lists united, texts one below the other; None if only one value is possible."""
        if not (self.ours and self.theirs) or self.field == "availability":
            return None  # no window means always, so both together would promise more than either
        if self.field in UNITED:
            return tuple(dict.fromkeys((*self.ours, *self.theirs)))
        return f"{self.ours}\n{self.theirs}" if self.field in MULTILINE else None


def field_choices(keep: Person, other: Person) -> tuple[FieldChoice, ...]:
    """Return the fields in which two people differ; the value of ``keep`` is proposed unless it is empty.

    For lists, both together are proposed, but one availability. Of two own answers the stronger one is proposed, with
    its dates; “not asked” gives way to any other. A profile that one of them keeps back stays so.
    """
    found = []
    asked = [person for person in (keep, other) if person.state is not State.NOT_ASKED]
    answered = min(asked, key=lambda person: _STRENGTH.index(person.state), default=keep)
    for field in (*SINGLE, *UNITED):
        ours, theirs = getattr(keep, field), getattr(other, field)
        if ours != theirs:
            by_answer = field in OWN_ANSWER and keep.state is not other.state
            both = ours and theirs if field == "publish_profile" else ours or theirs
            one = FieldChoice(field, ours, theirs, getattr(answered, field) if by_answer else both)
            found.append(replace(one, proposed=one.both) if field in UNITED and one.both else one)
    return tuple(found)


def merge_two_people(agenda: Agenda, keep_id: str, other_id: str, chosen: Mapping[str, Any] | None = None) -> Change:
    """Merge the person ``other_id`` into ``keep_id``: their fields, and their places in sessions, blocks and shifts.

    ``chosen`` are values by field; the other fields get the proposed ones. Later imports take the other person for the
    kept one. Raise ``EstradError`` for an invalid value.
    """
    keep, other = agenda.people[keep_id], agenda.people[other_id]
    values = {one.field: one.proposed for one in field_choices(keep, other)} | dict(chosen or {})
    one = replace(
        keep,
        **cleaned_fields(Person, values),
        origin=keep.origin or other.origin,
        import_marks=_merged_import_traces(keep, other),
    )
    sessions = [
        (session, replace(session, people=_merged_appearances(session.people, keep_id, other_id)))
        for session in agenda.sessions_in_order
        if any(a.person == other_id for a in session.people)
    ]
    blocks = [
        (block, replace(block, chairs=_merged_appearances(block.chairs, keep_id, other_id)))
        for block in agenda.blocks_in_order
        if any(a.person == other_id for a in block.chairs)
    ]
    covers = [(c, replace(c, person=keep_id)) for c in agenda.covers_in_order if c.person == other_id]
    label = (
        Plural(
            "Merge {other} into {name}, in {n} session",
            "Merge {other} into {name}, in {n} sessions",
            len(sessions),
            other=other.name,
            name=one.name,
        )
        if sessions
        else Text("Merge {other} into {name}", other=other.name, name=one.name)
    )
    return change(label, (keep, one), *sessions, *blocks, *covers, (other, None))


def _merged_import_traces(keep: Person, other: Person) -> tuple[str, ...]:
    """Return the import marks of a merged person: those of ``keep`` if it has an origin, or else of ``other``.

    The keys of ``other`` are added, and the people from whom either was kept apart.
    """
    marks = keep.import_marks if keep.origin else other.import_marks
    keys = {*further_key_fingerprints(other.import_marks)}
    if keep.origin and other.origin:
        keys |= other_file_key_fingerprints(other.import_marks)
        if keep.origin != other.origin:
            keys.add(fingerprint_of_key("Person", other.origin))
    also = [f"{ALSO}{key}:{key}" for key in sorted(keys)]
    apart = [entry for entry in (*keep.import_marks, *other.import_marks) if entry.startswith(APART)]
    return tuple(dict.fromkeys((*(entry for entry in marks if not entry.startswith(APART)), *also, *apart)))


def _merged_appearances(people: Iterable[Appearance], keep: str, other: str) -> tuple[Appearance, ...]:
    """Return a session's or block's people after two were merged into one, who has only one role on stage then."""
    found: dict[tuple[str, str], Appearance] = {}
    for a in people:
        now = replace(a, person=keep) if a.person == other else a
        role = "on stage" if now.person == keep and now.role in ON_STAGE else now.role.value
        known = found.get((now.person, role))
        if known is None:
            found[now.person, role] = now
        elif now.person == keep and _STRENGTH.index(now.state) < _STRENGTH.index(known.state):
            found[now.person, role] = replace(now, role=known.role)
    return tuple(found.values())


def record_as_different(agenda: Agenda, one_id: str, other_ids: Collection[str]) -> Change:
    """Record that a person is none of these others, so that they are not proposed for merging again."""
    person = agenda.people[one_id]
    marks = tuple(dict.fromkeys((*person.import_marks, *(f"{APART}{other}:1" for other in other_ids))))
    return change(Text("{name} is somebody else", name=person.name), (person, replace(person, import_marks=marks)))


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
    """The ids of two people who may be the same, and the reason; ``first`` comes first in the order of people."""

    first: str
    second: str
    why: DuplicateReason


def plain_name(name: str) -> str:
    """Return a name in a form for comparing: no accents, titles or capitals, “Surname, First” turned round."""
    surname, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        name = f"{first} {surname}"
    letters = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return " ".join([word for word in re.split(r"[\s.\-_’']+", plain) if word and word not in _TITLES])


def likely_duplicates(agenda: Agenda) -> tuple[DuplicatePair, ...]:
    """Return the pairs of people who may be the same, each once, the most certain first.

    People in one session, and chairs of one block, are taken to be different unless they share a name or an e-mail
    address. Pairs recorded as different are left out.
    """
    return run_to_end(find_duplicates(agenda))


def find_duplicates(agenda: Agenda) -> LongTask[tuple[DuplicatePair, ...]]:
    """Find ``likely_duplicates`` as a long task."""
    people = agenda.people_in_order
    together = _pairs_in_same_session(agenda)
    apart = {frozenset((person.id, other)) for person in people for other in people_kept_apart(person.import_marks)}
    found: dict[frozenset[str], DuplicatePair] = {}
    for candidate in _candidate_pairs(people):
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


def _pairs_in_same_session(agenda: Agenda) -> set[frozenset[str]]:
    """Return the pairs of people who are in a session, or chair a block, together."""
    seats = [session.people for session in agenda.sessions.values()] + [b.chairs for b in agenda.blocks.values()]
    groups = ({a.person for a in people} for people in seats)
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


Candidate = tuple[DuplicateReason, Person, Person]


def _candidate_pairs(people: Iterable[Person]) -> Iterator[Candidate | Progress]:
    people = list(people)
    names = [plain_name(person.name) for person in people]
    yield from _pairs_with_same_key(
        DuplicateReason.EMAIL, people, [person.email.strip().casefold() for person in people]
    )
    yield from _pairs_with_same_key(DuplicateReason.SAME, people, names)
    yield from _pairs_with_same_key(
        DuplicateReason.SAME, people, [" ".join(sorted(name.split())) if " " in name else "" for name in names]
    )
    yield from _pairs_by_initials(people, names)
    if len(people) <= MOST_LOOKED_AT:
        yield from _pairs_with_similar_names(people, names)


def _pairs_with_same_key(why: DuplicateReason, people: list[Person], keys: list[str]) -> Iterator[Candidate]:
    """Yield the pairs with the same key, ignoring empty keys."""
    groups: dict[str, list[Person]] = {}
    for person, key in zip(people, keys, strict=True):
        if key:
            groups.setdefault(key, []).append(person)
    for group in groups.values():
        yield from ((why, one, other) for one, other in combinations(group, 2))


def _pairs_by_initials(people: list[Person], names: list[str]) -> Iterator[Candidate]:
    """Yield the pairs with the same surname in which the initials of one match the first names of the other."""
    groups: dict[str, list[tuple[Person, list[str]]]] = {}
    for person, name in zip(people, names, strict=True):
        words = name.split()
        if len(words) > 1:
            groups.setdefault(words[-1], []).append((person, words[:-1]))
    for group in groups.values():
        for (one, first), (other, second) in combinations(group, 2):
            if first != second and _is_match_by_initials(first, second):
                yield DuplicateReason.INITIALS, one, other


def _is_match_by_initials(first: list[str], second: list[str]) -> bool:
    """Return whether first names match in order, as far as both go, at least one by an initial of its counterpart."""
    pairs = list(zip(first, second, strict=False))
    fits = all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)
    return fits and any(1 in (len(a), len(b)) and a != b for a, b in pairs)


def _pairs_with_similar_names(people: list[Person], names: list[str]) -> Iterator[Candidate | Progress]:
    from rapidfuzz import fuzz, process  # imported here so that the window starts without it

    long = [index for index, name in enumerate(names) if " " in name]
    choices = {index: names[index] for index in long}
    for index in long:
        yield Progress(index, len(people))
        del choices[index]
        for _name, _score, other in process.extract(
            names[index], choices, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=None
        ):
            if _initials_agree(names[index].split(), names[other].split()):
                yield DuplicateReason.NEARLY, people[index], people[other]


def _initials_agree(one: list[str], other: list[str]) -> bool:
    """Return whether each initial in either name matches the word at the same position in the other."""
    return all(a[0] == b[0] for a, b in zip(one, other, strict=False) if 1 in (len(a), len(b)))
