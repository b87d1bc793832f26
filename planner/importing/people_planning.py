"""Matches a file's people with the conference's, and notes new ones who may be the same as someone here."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.entities import Person
from planner.domain.errors import EstradError
from planner.domain.long_task import LongTask, Progress, map_in_chunks
from planner.domain.text import Text
from planner.importing.comparing import (
    FieldComparer,
    FileField,
    cleaned_file_fields,
    file_fields_of,
    fingerprint,
    fingerprints_of,
)
from planner.importing.findings import Findings, KnownThings, is_merged
from planner.importing.incoming import ImportRefusal, IncomingPerson, key_with_name
from planner.importing.name_keys import NearNames, name_key, unique_keys
from planner.importing.plan import ImportRow, Verdict
from planner.importing.plan_rows import FilePlace

EACH, MANY = 20, 200
"""Number of people between two checks for cancellation, for slow and for fast work."""
_NOT_TOLD = frozenset({"id", "origin", "told"})


def plan_people(findings: Findings) -> LongTask[dict[str, Person]]:
    """Return the file's people by their keys."""
    told_people = findings.incoming.people
    known = yield from _match(findings, KnownThings(findings.agenda.people, findings.incoming))
    on_stage = {key for session in findings.incoming.sessions for key, _ in session.people}
    found: dict[str, Person] = {}
    by = FieldComparer(findings.here, findings.scope_of_new)
    for n, told in enumerate(told_people):
        place = FilePlace(told.line, told.cell)
        try:
            person = known.get(n) or found.get(told.key)
            if person is None:
                person = by.new_with_fields(Person, _person_file_fields(told, None), id=findings.ids(), origin=told.key)
                findings.add_new(person, told.key, place)
            elif is_merged(person, told.key):
                findings.add_known(
                    person, told.key
                )  # values of a merged person do not apply to the one it was merged into
            elif person.id not in findings.new_things:
                trusted, alone = person.id == told.ours, told.key not in on_stage
                if not trusted:
                    findings.add_known(person, told.key)
                said = _person_file_fields(told, person)
                findings.compare(person, said, place, trusted=trusted, alone=alone, since=told.since)
            found[told.key] = person
        except EstradError as error:
            findings.rows.append(findings.refused(ImportRefusal(told.line, told.name, error, cell=told.cell), Person))
        if n % EACH == EACH - 1:
            yield Progress(n + 1, len(told_people))
    yield from _doubt(findings, {person.id for person in known.values()})
    return found


def _person_file_fields(told: IncomingPerson, before: Person | None) -> list[FileField]:
    fields = {"name": told.name, **({"bio": told.bio} if told.bio else {})}
    fields |= {name: value for name, value in told.told.items() if name not in _NOT_TOLD}
    return cleaned_file_fields(Person, file_fields_of(fields, before))


def _match(findings: Findings, known_by: KnownThings[Person]) -> LongTask[dict[int, Person]]:
    """Return the existing people by index in the file: by id, key, e-mail, exact name, or name without accents.

    E-mail and name must occur exactly once on both sides, and a person is matched only once.
    """
    told_people, people = findings.incoming.people, list(findings.agenda.people.values())
    met = yield from map_in_chunks(
        told_people, lambda told: known_by.find(told.ours, told.key) or _of_other_key(known_by, told), MANY
    )
    found = {n: person for n, person in enumerate(met) if person}
    if len(found) == len(told_people) or not people:
        return found
    theirs = unique_keys((yield from map_in_chunks(told_people, _email, MANY)))
    ours = unique_keys((yield from map_in_chunks(people, lambda person: person.email.strip().casefold(), MANY)))
    _pair(found, theirs, ours, people)
    for key_of in (lambda name: " ".join(name.split()).casefold(), name_key):  # an exact match precedes a similar one
        theirs = unique_keys((yield from map_in_chunks([told.name for told in told_people], key_of, MANY)))
        ours = unique_keys((yield from map_in_chunks([person.name for person in people], key_of, MANY)))
        others = {key for key, n in theirs.items() if key in ours and _other(_email(told_people[n]), people[ours[key]])}
        _pair(found, {key: n for key, n in theirs.items() if key not in others}, ours, people)
    return found


def _pair(found: dict[int, Person], theirs: Mapping[str, int], ours: Mapping[str, int], people: list[Person]) -> None:
    taken = {person.id for person in found.values()}
    for key, n in theirs.items():
        if n not in found and key in ours and people[ours[key]].id not in taken:
            found[n] = people[ours[key]]


def _email(told: IncomingPerson) -> str:
    return str(told.told.get("email", "")).strip().casefold()


def _other(email: str, person: Person) -> bool:
    """Return whether both have an e-mail address and the addresses differ."""
    return bool(email and person.email) and email != person.email.strip().casefold()


def _of_other_key(known_by: KnownThings[Person], told: IncomingPerson) -> Person | None:
    """Return the person whom the file knew by that id and name when it used the id for more or fewer names."""
    if not told.shared:
        return known_by.find("", key_with_name(told.key, told.name))
    known = known_by.find("", told.shared)
    if known is None:
        return None
    print_of_name = fingerprints_of(known.told).get("name")
    called = print_of_name is not None and print_of_name.file == fingerprint(told.name)
    return known if called or known.name == told.name else None


def _doubt(findings: Findings, known: set[str]) -> LongTask[None]:
    """Note for each new person someone here who is not in the file and may be the same."""
    new = list(findings.of(Person).values())
    left = [person for person in findings.agenda.people_in_order if person.id not in known] if new else []
    keys = yield from map_in_chunks(left, lambda person: name_key(person.name), MANY)
    near = NearNames(keys)
    for n, person in enumerate(new if left else []):
        if (at := near.find(name_key(person.name))) is not None:
            findings.doubts[person.id] = Text("“{name}” is perhaps the same as “{other}”, who is here.",
                                              name=person.name, other=left[at].name)  # fmt: skip
        if n % EACH == EACH - 1:
            yield Progress(n + 1, len(new))


def missing_people(findings: Findings, found: Mapping[str, Person]) -> list[ImportRow]:
    """Return rows for people imported from this list who are no longer in it; a programme lists only those on stage."""
    whole = findings.is_of_this and any(told.ours for told in findings.incoming.people)
    if not whole and (findings.incoming.sessions or not findings.incoming.people):
        return []
    agenda, known = findings.agenda, {person.id for person in found.values()}
    told = {person.key for person in findings.incoming.people}
    needed = {a.person for session in agenda.sessions.values() for a in session.people}
    needed |= {cover.person for cover in agenda.covers_in_order}
    came = [p for p in agenda.people_in_order if whole or findings.incoming.has(p.origin)]
    gone = [p for p in came if p.id not in known and p.origin not in told]
    says = Text("No longer in the file. Tick it to delete the person.")
    stays = Text("No longer in the file. The person is on stage here and stays.")
    return [
        ImportRow(
            f"person:{p.origin or p.id}", Person, Verdict.GONE, p.name, None, p, p if p.id in needed else None, (),
            (stays if p.id in needed else says,),
        )
        for p in gone
    ]  # fmt: skip
