"""Commands for sessions, for the templates of the insert palette, and for the fixed points of a usual day.

Sessions are added, numbered, duplicated and deleted, and their people, roles and states are changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from planner.commands.answers import (
    find_session_or_block,
    people_or_chairs,
    with_answer,
    with_own_answer,
    with_people_or_chairs,
)
from planner.commands.edit import alone_or_in_one_step, in_one_step, make_entity, next_position
from planner.commands.timeline import day_span
from planner.domain.agenda import Agenda, Change, change
from planner.domain.block import Block
from planner.domain.entities import Person, Session, Template
from planner.domain.span import Span
from planner.domain.text import EstradError, Plural, Text
from planner.domain.title_kinds import kind_implied_by_title
from planner.domain.value_objects import (
    KINDS,
    YEARLY,
    Appearance,
    Kind,
    Placement,
    Role,
    State,
    Status,
    metadata_defaults,
)

UNKNOWN: dict[str, Any] = {"origin": "", "import_marks": ()}
"""The import fields of a copy, emptied so that no import mistakes it for the original."""


def next_number(agenda: Agenda, kept: Iterable[int] = ()) -> int:
    """Return a session number that is not in use and above all those in ``kept``."""
    return max((*(session.number for session in agenda.sessions.values()), *kept), default=0) + 1


def add_session(
    agenda: Agenda,
    session_id: str,
    *,
    title: str,
    kind: Kind | None = None,
    minutes: int | None = None,
    placement: Placement | None = None,
    **fields: Any,
) -> Change:
    """Add a session; by default it goes to the tray with the default length of its kind.

    Without a ``kind`` it gets the one that its title tells, as *Panel: Bees* and *Lunch* do, or else it is a talk.
    Raise ``EstradError`` for an invalid value or a day that does not exist.
    """
    kind = kind or kind_implied_by_title(title, alone=not fields.get("people")) or Kind.TALK
    length = KINDS[kind].minutes if minutes is None else minutes
    if placement:
        length = day_span(agenda, placement.span.day, placement.span.start, placement.span.minutes).minutes
    session = make_entity(
        Session,
        id=session_id,
        number=next_number(agenda),
        kind=kind,
        minutes=length,
        placement=placement,
        title=title,
        **fields,
    )
    return change(Text("Add “{title}”", title=session.title), (None, session))


def add_titled_sessions(agenda: Agenda, titles: Mapping[str, str]) -> Change:
    """Add a session in the tray for each title, in one step; ``titles`` are by the new sessions' ids."""
    makes = [partial(add_session, session_id=new_id, title=title) for new_id, title in titles.items()]
    return alone_or_in_one_step(agenda, Plural("Add {n} session", "Add {n} sessions", len(makes)), makes)


def delete_session(agenda: Agenda, session_id: str) -> Change:
    """Delete a session; if it was sent to attendees, the calendar will show it as cancelled."""
    session = agenda.sessions[session_id]
    return change(Text("Delete “{title}”", title=session.title), (session, None))


def duplicate_session(agenda: Agenda, session_id: str, new_id: str) -> Change:
    """Copy a session into the tray and into no block; imports do not recognise the copy."""
    before = agenda.sessions[session_id]
    copy = replace(before, id=new_id, number=next_number(agenda), placement=None, block=None, pinned=False, **UNKNOWN)
    return change(Text("Duplicate “{title}”", title=before.title), (None, copy))


def duplicate_sessions(agenda: Agenda, copies: Mapping[str, str]) -> Change:
    """Copy sessions in one step; ``copies`` maps each id to that of its copy."""
    label = Plural("Duplicate {n} session", "Duplicate {n} sessions", len(copies))
    makes = [partial(duplicate_session, session_id=old, new_id=new) for old, new in copies.items()]
    return alone_or_in_one_step(agenda, label, makes)


def add_appearance(agenda: Agenda, holder_id: str, appearance: Appearance) -> Change:
    """Add a person to a session, or a chair to a block.

    An appearance without an answer starts with the person's own one. Raise ``EstradError`` if the person already has
    that role there, or would moderate a pause.
    """
    before, person = find_session_or_block(agenda, holder_id), agenda.people[appearance.person]
    _refuse_role(before, person, appearance.role)
    after = with_people_or_chairs(before, (*people_or_chairs(before), with_own_answer(appearance, person)))
    label = (
        Text("Let {name} chair “{title}”", name=person.name, title=before.title)
        if isinstance(before, Block)
        else Text("Add {name} to “{title}”", name=person.name, title=before.title)
    )
    return change(label, (before, after))


def no_moderator_error(pause: Session) -> EstradError:
    """Return the error for adding a moderator to a pause."""
    return EstradError(
        Text("“{title}” takes no moderator.", title=pause.title),
        Text("Breaks, meals, registration and social events have none."),
    )


def _refuse_role(holder: Session | Block, person: Person, role: Role) -> None:
    """Raise ``EstradError`` if a person already has that role in a session or block, or would moderate a pause."""
    if role is Role.MODERATOR and isinstance(holder, Session) and holder.facts.pause:
        raise no_moderator_error(holder)
    if any((a.person, a.role) == (person.id, role) for a in people_or_chairs(holder)):
        raise EstradError(
            Text("{name} already has that role in “{title}”.", name=person.name, title=holder.title),
            Text("Choose another role or another person."),
        )


def remove_appearance(agenda: Agenda, holder_id: str, person_id: str, role: Role) -> Change:
    """Remove a person in that role from a session, or a chair from a block."""
    before, person = find_session_or_block(agenda, holder_id), agenda.people[person_id]
    kept = tuple(a for a in people_or_chairs(before) if (a.person, a.role) != (person_id, role))
    label = Text("Remove {name} from “{title}”", name=person.name, title=before.title)
    return change(label, (before, with_people_or_chairs(before, kept)))


def change_appearance(
    agenda: Agenda,
    holder_id: str,
    person_id: str,
    role: Role,
    *,
    new_role: Role | None = None,
    state: State | None = None,
    today: date | None = None,
    **dates: date | None,
) -> Change:
    """Change a person's role, state or dates (``asked``, ``answered``) in a session, or those of a block's chair.

    State and dates follow ``with_answer``. Raise ``EstradError`` if the person already has the new role, or would
    moderate a pause.
    """
    before, person = find_session_or_block(agenda, holder_id), agenda.people[person_id]
    role_now = new_role or role
    if role_now != role:
        _refuse_role(before, person, role_now)
    people = tuple(
        with_answer(replace(a, role=role_now), state, today, **dates) if (a.person, a.role) == (person_id, role) else a
        for a in people_or_chairs(before)
    )
    label = Text("Change {name} in “{title}”", name=person.name, title=before.title)
    return change(label, (before, with_people_or_chairs(before, people)))


def add_template(
    agenda: Agenda, template_id: str, *, title: str, kind: Kind = Kind.TALK, minutes: int | None = None, **fields: Any
) -> Change:
    """Add a template at the end, by default with the default length of its kind.

    Raise ``EstradError`` for an invalid value.
    """
    length = KINDS[kind].minutes if minutes is None else minutes
    template = make_entity(
        Template,
        id=template_id,
        title=title,
        kind=kind,
        minutes=length,
        position=next_position(agenda.templates),
        **fields,
    )
    return change(Text("Add the template “{title}”", title=template.title), (None, template))


def keep_as_template(agenda: Agenda, session_id: str, template_id: str) -> Change:
    """Add a template with the title, kind, length and track of a session."""
    like = agenda.sessions[session_id]
    found = add_template(agenda, template_id, title=like.title, kind=like.kind, minutes=like.minutes, track=like.track)
    return replace(found, label=Text("Save “{title}” as a template", title=like.title))


def delete_template(agenda: Agenda, template_id: str) -> Change:
    """Delete a template; the sessions made from it stay."""
    template = agenda.templates[template_id]
    return change(Text("Delete the template “{title}”", title=template.title), (template, None))


def carry_over_session(session: Session) -> Session:
    """Return the session as it is copied into another year's conference, without placement, block and import fields.

    Fields of one year only are reset too: people with their answers, page, stream, statements, pin and recording ban.
    Sessions of kinds that need somebody on stage become drafts, others planned.
    """
    return replace(
        session,
        status=Status.DRAFT if session.facts.needs_speaker else Status.CONFIRMED,
        block=None,
        **UNKNOWN,
        **metadata_defaults(YEARLY, Session),
    )


ARRIVAL, PAUSE, MEAL = 30, 15, 60
"""Minutes of the registration, of a coffee and of the lunch."""
NOON = 12 * 60
SHORTEST = 4 * 60
"""Minutes that a day must be open for a lunch and two coffees."""
STEP = 15


def add_usual_sessions(
    agenda: Agenda, on: date, ids: Callable[[], str], *, registration: str, coffee: str, lunch: str
) -> Change:
    """Add a registration, two coffee breaks and a lunch to a day, in all rooms, in one step.

    Lunch is at noon if that is two hours or more from opening and closing, else in the middle of the day. All have the
    titles given. Raise ``EstradError`` if the day does not exist or is too short.
    """
    day = agenda.day_with_date(on)
    if day is None or day.closes - day.opens < SHORTEST:
        raise EstradError(Text("The day is too short for a lunch and two coffees."), Text("Let it close later."))
    noon_fits = day.opens + 2 * 60 <= NOON <= day.closes - 2 * 60
    meal = NOON if noon_fits else _rounded_down((day.opens + day.closes - MEAL) // 2)
    morning = _rounded_down((day.opens + ARRIVAL + meal - PAUSE) // 2)
    afternoon = _rounded_down((meal + MEAL + day.closes - PAUSE) // 2)
    points = (
        (registration, Kind.REGISTRATION, day.opens, ARRIVAL), (coffee, Kind.BREAK, morning, PAUSE),
        (lunch, Kind.MEAL, meal, MEAL), (coffee, Kind.BREAK, afternoon, PAUSE),
    )  # fmt: skip
    makes = [
        partial(
            add_session, session_id=ids(), title=title, kind=kind, placement=Placement(Span(on, start, start + minutes))
        )
        for title, kind, start, minutes in points
    ]
    return in_one_step(agenda, Text("Add a usual day"), makes)


def _rounded_down(minutes: int) -> int:
    return minutes // STEP * STEP
