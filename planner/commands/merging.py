"""Merge two people into one, field by field."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.commands.edit import MULTILINE, cleaned
from planner.commands.field_names import FIELD_NAMES
from planner.domain.agenda import Agenda
from planner.domain.change import Change, change
from planner.domain.entities import INTERNAL, Person
from planner.domain.enums import ON_STAGE, State
from planner.domain.fingerprint import ALSO, APART, fingerprint_of_key, known_also_as, known_to_others_as
from planner.domain.text import Plural, Text
from planner.domain.value_objects import Appearance

UNITED = ("links", "languages", "availability", "brings", "needs", "earlier", "extra")
"""The list fields, of which both people's values are kept unless one is chosen."""
SINGLE = (
    "name", "sort_name", "title", "organisation", "email", "phone", "pronouns", "pronunciation", "photo", "bio",
    "note", "travel", "lodging", "fee", "expenses", "diet",
)  # fmt: skip
_STRENGTH = (State.CONFIRMED, State.TENTATIVE, State.INVITED, State.NOT_ASKED, State.DECLINED, State.CANCELLED)
"""The states by precedence between two answers for one session, the strongest first."""


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
        """Both values combined: lists concatenated, texts one below the other; None if only one value is possible."""
        if not (self.ours and self.theirs) or self.field == "availability":
            return None  # no window means always, so both together would promise more than either
        if self.field in UNITED:
            return tuple(dict.fromkeys((*self.ours, *self.theirs)))
        return f"{self.ours}\n{self.theirs}" if self.field in MULTILINE else None


def field_choices(keep: Person, other: Person) -> tuple[FieldChoice, ...]:
    """Return the fields in which two people differ; the non-empty value is proposed, and for lists both together."""
    found = []
    for field in (*SINGLE, *UNITED):
        ours, theirs = getattr(keep, field), getattr(other, field)
        if ours != theirs:
            one = FieldChoice(field, ours, theirs, ours or theirs)
            found.append(replace(one, proposed=one.both) if field in UNITED and one.both else one)
    return tuple(found)


def merge(agenda: Agenda, keep_id: str, other_id: str, chosen: Mapping[str, Any] | None = None) -> Change:
    """Merge ``other_id`` into ``keep_id``: in sessions, in shifts and in each field.

    ``chosen`` are values by field; the rest is as proposed. Imports then match the other person with the
    kept one. Raise ``EstradError`` for an invalid value.
    """
    keep, other = agenda.people[keep_id], agenda.people[other_id]
    values = {one.field: one.proposed for one in field_choices(keep, other)} | dict(chosen or {})
    one = replace(
        keep, **cleaned(Person, values), origin=keep.origin or other.origin, told=_merged_import_traces(keep, other)
    )
    sessions = [
        (session, replace(session, people=_as_one(session.people, keep_id, other_id)))
        for session in agenda.sessions_in_order
        if any(a.person == other_id for a in session.people)
    ]
    covers = [(c, replace(c, person=keep_id)) for c in agenda.covers_in_order if c.person == other_id]
    label = Text("Merge {other} into {name}", other=other.name, name=one.name)
    if sessions:
        label = Plural(
            "Merge {other} into {name}, in {n} session", "Merge {other} into {name}, in {n} sessions", len(sessions),
            other=other.name, name=one.name,
        )  # fmt: skip
    return change(label, (keep, one), *sessions, *covers, (other, None))


def _merged_import_traces(keep: Person, other: Person) -> tuple[str, ...]:
    """Return the combined import memory of two people: the kept person's entries and the keys of the other."""
    told = keep.told if keep.origin else other.told
    marks = {*known_also_as(other.told)}
    if keep.origin and other.origin:
        marks |= known_to_others_as(other.told)
        if keep.origin != other.origin:
            marks.add(fingerprint_of_key("Person", other.origin))
    also = [f"{ALSO}{mark}:{mark}" for mark in sorted(marks)]
    apart = [entry for entry in (*keep.told, *other.told) if entry.startswith(APART)]
    kept = (entry for entry in told if not entry.startswith(APART))
    return tuple(dict.fromkeys((*kept, *also, *apart)))


def _as_one(people: Iterable[Appearance], keep: str, other: str) -> tuple[Appearance, ...]:
    """Return the people of a session after two were merged: each role once, and only one role on stage."""
    found: dict[tuple[str, str], Appearance] = {}
    for a in people:
        now = replace(a, person=keep) if a.person == other else a
        role = "on stage" if now.role in ON_STAGE else now.role.value
        known = found.get((now.person, role))
        if known is None:
            found[now.person, role] = now
        elif now.person == keep and _STRENGTH.index(now.state) < _STRENGTH.index(known.state):
            found[now.person, role] = replace(now, role=known.role)
    return tuple(found.values())


def keep_apart(agenda: Agenda, one_id: str, other_ids: Collection[str]) -> Change:
    """Record that these are different people, so that they are not proposed for merging again."""
    person = agenda.people[one_id]
    told = tuple(dict.fromkeys((*person.told, *(f"{APART}{other}:1" for other in other_ids))))
    return change(Text("{name} is somebody else", name=person.name), (person, replace(person, told=told)))


assert set(SINGLE) | set(UNITED) | {"id", "origin"} | INTERNAL >= set(Person.__dataclass_fields__)
