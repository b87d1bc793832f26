"""Commands for people, moderators and their shifts, and organisations.

They also add people to sessions and blocks by name, with labels that tell namesakes apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from planner.commands.answers import find_session_or_block, people_or_chairs
from planner.commands.edit import alone_or_in_one_step, in_one_step, make_entity, next_position
from planner.commands.sessions import add_appearance, remove_appearance
from planner.commands.timeline import minute_in_night
from planner.domain.agenda import (
    Agenda,
    Change,
    change,
    merged_change,
    moderators_without_shifts,
    session_moderator_ids,
)
from planner.domain.entities import Cover, Partner, Person, Session
from planner.domain.span import MINUTES_A_DAY, completed_times
from planner.domain.text import EstradError, Plural, Text, clean_line
from planner.domain.value_objects import ON_STAGE, YEARLY, Appearance, Role, metadata_defaults


def add_person(agenda: Agenda, person_id: str, *, name: str, **fields: Any) -> Change:
    """Add a person, who is in no session yet; raise ``EstradError`` for an invalid value."""
    person = make_entity(Person, id=person_id, name=name, **fields)
    return change(Text("Add {name}", name=person.name), (None, person))


def delete_person(agenda: Agenda, person_id: str) -> Change:
    """Delete a person, removing them from every session and block and deleting their shifts."""
    person = agenda.people[person_id]
    freed = [
        (session, replace(session, people=tuple(a for a in session.people if a.person != person_id)))
        for session in agenda.sessions_in_order
        if any(a.person == person_id for a in session.people)
    ]
    led = [
        (block, replace(block, chairs=tuple(a for a in block.chairs if a.person != person_id)))
        for block in agenda.blocks_in_order
        if any(a.person == person_id for a in block.chairs)
    ]
    covers = [cover for cover in agenda.covers_in_order if cover.person == person_id]
    label = (
        Plural(
            "Delete {name}, who was in {n} session",
            "Delete {name}, who was in {n} sessions",
            len(freed),
            name=person.name,
        )
        if freed
        else Text("Delete {name}", name=person.name)
    )
    return change(label_with_shifts(label, covers), *freed, *led, *((cover, None) for cover in covers), (person, None))


def add_partner(agenda: Agenda, partner_id: str, *, name: str, **fields: Any) -> Change:
    """Add an organisation, the last of its role; raise ``EstradError`` for an invalid value."""
    partner = make_entity(Partner, id=partner_id, name=name, position=next_position(agenda.partners), **fields)
    return change(Text("Add {name}", name=partner.name), (None, partner))


def delete_partner(agenda: Agenda, partner_id: str) -> Change:
    """Delete an organisation."""
    partner = agenda.partners[partner_id]
    return change(Text("Delete {name}", name=partner.name), (partner, None))


def carry_over_person(person: Person) -> Person:
    """Return the person without import marks, availability, travel, lodging, fee, expenses and answer."""
    return replace(person, import_marks=(), **metadata_defaults(YEARLY, Person))


def add_moderator(agenda: Agenda, session_ids: Sequence[str], person_id: str) -> Change:
    """Make a person moderate these sessions; pauses and sessions they already moderate stay as they are.

    Raise ``EstradError`` if no session remains.
    """
    person, seat = agenda.people[person_id], Appearance(person_id, Role.MODERATOR)
    session_ids = _sessions_allowing_role(agenda, session_ids, Role.MODERATOR)
    new = _holders_without_person(agenda, session_ids, person_id, Role.MODERATOR)
    if len(new) == 1:
        label = Text("Let {name} moderate “{title}”", name=person.name, title=agenda.sessions[new[0]].title)
    else:
        label = Plural(
            "Let {name} moderate {n} session", "Let {name} moderate {n} sessions", len(new), name=person.name
        )
    makes = [partial(add_appearance, holder_id=sid, appearance=seat) for sid in new or session_ids[:1]]
    return in_one_step(agenda, label, makes)


def remove_moderators(agenda: Agenda, session_ids: Sequence[str]) -> Change:
    """Remove these sessions' own moderators, not those who moderate by a shift or as chairs of a block.

    Raise ``EstradError`` if none of the sessions has one.
    """
    own = ((sid, a) for sid in session_ids for a in agenda.sessions[sid].people if a.role is Role.MODERATOR)
    gone = [(sid, a.person) for sid, a in own]
    if not gone:
        by_shift = any(session_moderator_ids(agenda, agenda.sessions[sid]) for sid in session_ids)
        by_block = any(moderators_without_shifts(agenda, agenda.sessions[sid]) for sid in session_ids)
        remedy = Text("Select the shift and delete that.") if by_shift else Text("There is nothing to remove.")
        remedy = Text("Change the chairs of its block.") if by_block else remedy
        title = agenda.sessions[session_ids[0]].title
        raise EstradError(Text("“{title}” has no moderator of its own.", title=title), remedy)
    held = {sid for sid, _who in gone}
    if len(held) == 1:
        label = Text("Remove the moderator of “{title}”", title=agenda.sessions[gone[0][0]].title)
    else:
        label = Plural("Remove the moderator of {n} session", "Remove the moderators of {n} sessions", len(held))
    makes = [partial(remove_appearance, holder_id=sid, person_id=who, role=Role.MODERATOR) for sid, who in gone]
    return in_one_step(agenda, label, makes)


def add_cover(
    agenda: Agenda,
    cover_id: str,
    person_id: str,
    day: date,
    *,
    start: int | None = None,
    end: int | None = None,
    room: str | None = None,
) -> Change:
    """Add a shift for a person, with times in minutes from the day's midnight, or else for the whole day.

    Raise ``EstradError`` for impossible times, if the date is not a day of the conference, or if the person already has
    that shift; ``KeyError`` for an unknown person or room.
    """
    added = add_cover_allowing_second(
        agenda, make_entity(Cover, id=cover_id, person=person_id, day=day, start=start, end=end, room=room)
    )
    refuse_second_cover(agenda.after(added), cover_id)
    return added


def add_cover_allowing_second(agenda: Agenda, cover: Cover) -> Change:
    """Return the change that adds a shift, even one that the person already has.

    Raise ``EstradError`` if its date is not a day of the conference, ``KeyError`` for an unknown person or room.
    """
    _refuse_invalid_cover(agenda, cover)
    return change(Text("Let {name} moderate", name=agenda.people[cover.person].name), (None, cover))


def refuse_second_cover(agenda: Agenda, cover_id: str) -> None:
    """Raise ``EstradError`` if the person has another shift on that day with these times and room."""
    cover = agenda.covers[cover_id]
    if any(replace(one, id=cover_id, state=cover.state) == cover for one in agenda.covers.values() if one != cover):
        name = agenda.people[cover.person].name
        raise EstradError(Text("{name} has that shift already.", name=name), Text("Choose another time or person."))


def edit_cover(agenda: Agenda, cover_id: str, **fields: Any) -> Change:
    """Change a shift's person, day, times, room or state; raise ``EstradError`` if the result is invalid."""
    before = agenda.covers[cover_id]
    try:
        after = replace(before, **fields)
    except ValueError as error:
        raise EstradError(
            Text("A shift ends after it begins."), Text("Type two times, or none of them for the whole day.")
        ) from error
    _refuse_invalid_cover(agenda, after)
    return change(Text("Change what {name} moderates", name=agenda.people[after.person].name), (before, after))


def set_cover_times(agenda: Agenda, cover_id: str, **times: int | None) -> Change:
    """Change the ``start``, ``end`` or both of a shift; None for either makes it last the whole day.

    If only one is given, the other stays as far as ``completed_times`` allows; in a shift of the whole day it is the
    day's opening or closing time. Raise ``EstradError`` for impossible times.
    """
    if None in times.values():
        return edit_cover(agenda, cover_id, start=None, end=None)
    cover = agenda.covers[cover_id]
    day = agenda.day_with_date(cover.day)
    opens, closes = (day.opens, day.closes) if day else (0, MINUTES_A_DAY)
    had = opens if cover.start is None else cover.start, closes if cover.end is None else cover.end
    typed = {name: minute_in_night(agenda, cover.day, minute) for name, minute in times.items() if minute is not None}
    start, end = completed_times(had, typed.get("start"), typed.get("end"))
    return edit_cover(agenda, cover_id, start=start, end=end)


def delete_cover(agenda: Agenda, cover_id: str) -> Change:
    """Delete a shift."""
    cover = agenda.covers[cover_id]
    return change(Text("Let {name} not moderate", name=agenda.people[cover.person].name), (cover, None))


def label_with_shifts(label: Text, covers: Sequence[Cover]) -> Text:
    """Return the label of a deletion, extended by the number of shifts that are deleted too."""
    if not covers:
        return label
    taken = Plural("{n} shift of a moderator", "{n} shifts of moderators", len(covers))
    return Text("{what}, and {stretches}", what=label, stretches=taken)


def _refuse_invalid_cover(agenda: Agenda, cover: Cover) -> None:
    if cover.room is not None and cover.room not in agenda.rooms:
        raise KeyError(cover.room)
    if agenda.day_with_date(cover.day) is None:
        raise EstradError(
            Text("{date} is not a day of this conference.", date=cover.day.isoformat()), Text("Add the day first.")
        )


def people_by_distinct_name(people: Iterable[Person]) -> dict[str, Person]:
    """Return the people by a unique label each: namesakes get title and organisation, and then a number if needed."""
    found = list(people)
    shared = {name for name, n in Counter(person.name.casefold() for person in found).items() if n > 1}
    named: dict[str, Person] = {}
    taken = set(shared)
    for person in found:
        name = person.name
        if name.casefold() in shared:
            name = " · ".join(part for part in (name, person.title, person.organisation) if part)
        told, n = name, 1
        while told.casefold() in taken:
            n += 1
            told = f"{name} · {n}"
        taken.add(told.casefold())
        named[told] = person
    return named


def person_by_name(
    agenda: Agenda, typed: str, session_ids: Collection[str] = (), role: Role | None = None
) -> Person | None:
    """Return the person with that name or ``people_by_distinct_name`` label; None if there is none.

    Of several namesakes, return the one who is missing in some of these sessions in that role (None: on stage), or the
    first if none is. Raise ``EstradError`` if more than one is, or if no sessions are given that could tell them apart.
    """
    name = clean_line(typed)
    namesakes = [person for person in agenda.people_in_order if person.name.casefold() == name.casefold()]
    if not namesakes:
        told = {label.casefold(): person for label, person in people_by_distinct_name(agenda.people_in_order).items()}
        return told.get(name.casefold())
    free = [p for p in namesakes if not session_ids or _holders_without_person(agenda, session_ids, p.id, role)]
    if len(free) > 1:
        raise EstradError(
            Plural("{n} person is called “{name}”.", "{n} people are called “{name}”.", len(free), name=name),
            Text("Choose one of those that are offered while you type."),
        )
    return (free or namesakes)[0]


def add_person_by_name(
    agenda: Agenda, session_ids: Sequence[str], typed: str, role: Role | None, new_id: str
) -> Change:
    """Add a person to these sessions or blocks by name; one unknown to the conference is created in the same step.

    If ``role`` is None, it is as in ``add_known_person``; in a block everybody is a chair. Sessions in which the person
    already has the role stay as they are, and so do pauses if the role is moderator. Raise ``EstradError`` if no
    session remains, if the name is ambiguous, or as ``add_new_person`` does.
    """
    known = person_by_name(agenda, typed, _sessions_allowing_role(agenda, session_ids, role), role)
    if known:
        return add_known_person(agenda, session_ids, known.id, role)
    return add_new_person(agenda, session_ids, typed, role, new_id)


def add_new_person(agenda: Agenda, session_ids: Sequence[str], typed: str, role: Role | None, new_id: str) -> Change:
    """Add a new person with that name to these sessions, even if somebody already has the name.

    Raise ``EstradError`` if the name is empty, or contains an e-mail address, as in a pasted table row; attendees would
    read it. Raise it also if the role is moderator and all sessions are pauses.
    """
    from planner.domain.input_parsing import ADDRESS_WITHIN  # the window starts without its patterns

    if found := ADDRESS_WITHIN.search(typed):
        raise EstradError(
            Text("“{address}” is no part of a name.", address=found[0]),
            Text("Type the name alone; an e-mail address has a field of its own, which is never published."),
        )
    born = add_person(agenda, new_id, name=typed)
    joined = add_known_person(agenda.after(born), session_ids, new_id, role)
    return merged_change(joined.label, [born, joined])


def add_known_person(agenda: Agenda, session_ids: Sequence[str], person_id: str, role: Role | None) -> Change:
    """Add a person to those sessions in which they do not have the role yet; raise ``EstradError`` if there are none.

    If ``role`` is None, it is the default role of each session's kind, and a person already on stage there keeps their
    role. Nobody becomes the moderator of a pause.
    """
    session_ids = _sessions_allowing_role(agenda, session_ids, role)
    into = _holders_without_person(agenda, session_ids, person_id, role) or list(session_ids[:1])
    makes = [
        partial(add_appearance, holder_id=sid, appearance=_new_appearance(agenda, sid, person_id, role)) for sid in into
    ]
    name = agenda.people[person_id].name
    label = Plural("Add {name} to {n} session", "Add {name} to {n} sessions", len(into), name=name)
    return alone_or_in_one_step(agenda, label, makes)


def people_in_all_sessions(agenda: Agenda, session_ids: Collection[str], role: Role | None) -> set[str]:
    """Return the ids of the people who are in all of these sessions in ``role``, or on stage if it is None."""
    seats = [people_or_chairs(find_session_or_block(agenda, sid)) for sid in session_ids]
    inside = [{a.person for a in people if _has_role(a, role)} for people in seats]
    return set.intersection(*inside) if inside else set()


def _sessions_allowing_role(agenda: Agenda, session_ids: Sequence[str], role: Role | None) -> Sequence[str]:
    """Return the ids of those sessions that allow the role (a pause has no moderator), or all of them if none does."""
    if role is not Role.MODERATOR:
        return session_ids
    pauses = {sid for sid in session_ids if sid in agenda.sessions and agenda.sessions[sid].facts.pause}
    return [sid for sid in session_ids if sid not in pauses] or session_ids


def _new_appearance(agenda: Agenda, holder_id: str, person_id: str, role: Role | None) -> Appearance:
    """Return a new appearance of a person in a session or block.

    In a block it is as a chair. In a session it is in ``role``; if None, in the role that the person has on stage there
    already, or else in the default role of the session's kind.
    """
    holder = find_session_or_block(agenda, holder_id)
    if not isinstance(holder, Session):
        return Appearance(person_id, Role.MODERATOR)
    there = (a.role for a in holder.people if a.person == person_id and a.role in ON_STAGE)
    return Appearance(person_id, role or next(there, holder.facts.role))


def _holders_without_person(agenda: Agenda, session_ids: Iterable[str], person: str, role: Role | None) -> list[str]:
    """Return the ids of those sessions or blocks where the person is not in ``role`` (None: not on stage)."""
    return [
        sid for sid in session_ids
        if not any(
            a.person == person and _has_role(a, role) for a in people_or_chairs(find_session_or_block(agenda, sid))
        )
    ]  # fmt: skip


def _has_role(appearance: Appearance, role: Role | None) -> bool:
    return appearance.role in ON_STAGE if role is None else appearance.role is role
