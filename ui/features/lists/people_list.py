"""Columns and chips of the list of people: name, organisation, role, state, time on stage, problems."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.entities import Person, Session
from planner.domain.enums import ON_STAGE, Role, State, Status
from planner.domain.span import clock
from planner.domain.text import N_
from planner.domain.value_objects import Appearance
from planner.rules.conflict import Severity
from ui.features.lists.columns import ALL, FilterChip, ListColumn
from ui.state.document import WITHOUT_YES, Document
from ui.state.fields.person_fields import ROLE_NAMES, STATE_NAMES


def appearances(document: Document, person: Person) -> Iterator[tuple[Session, Appearance]]:
    """Yield a person's sessions with their appearance in each: placed ones by time, then those in the tray."""
    return iter(document.appearances_of(person.id))


def _role(document: Document, person: Person) -> str:
    roles = {a.role for _, a in appearances(document, person)}
    if any(c.person == person.id for c in document.agenda.covers.values()):
        roles.add(Role.MODERATOR)
    return ", ".join(document.presentation.words(ROLE_NAMES[role]) for role in Role if role in roles)


def _states(document: Document, person: Person) -> set[State]:
    """Return the states of a person's sessions, except cancelled ones, and of their shifts."""
    states = {a.state for session, a in appearances(document, person) if session.status is not Status.CANCELLED}
    return states | {c.state for c in document.agenda.covers.values() if c.person == person.id}


def _state(document: Document, person: Person) -> State | None:
    """Return the state that needs most attention, or None without any: invited comes first, confirmed last."""
    states = {a.state for _, a in appearances(document, person)}
    states |= {c.state for c in document.agenda.covers.values() if c.person == person.id}
    order = (
        State.INVITED, State.TENTATIVE, State.DECLINED, State.CANCELLED, State.NOT_ASKED, State.CONFIRMED,
    )  # fmt: skip
    return next((state for state in order if state in states), None)


def _state_text(document: Document, person: Person) -> str:
    state = _state(document, person)
    if state is None:
        return ""
    name = document.presentation.words(STATE_NAMES[state])
    if state is State.CONFIRMED:
        return f"✓ {name}"
    dates = [
        a.asked if state is State.INVITED else a.answered for _, a in appearances(document, person) if a.state is state
    ]
    known = [day for day in dates if day]
    return f"{name} {document.presentation.day_month(min(known))}" if known else name


def _state_tone(document: Document, person: Person) -> str:
    state = _state(document, person)
    if state is None or state is State.NOT_ASKED:
        return ""
    return "good" if state is State.CONFIRMED else "warning"


def _first(document: Document, person: Person) -> Session | None:
    return next((s for s, a in appearances(document, person) if s.placement and a.counts), None)


def _on_stage(document: Document, person: Person) -> str:
    session = _first(document, person)
    if session is None or session.placement is None:
        waits = any(s.placement is None and a.counts for s, a in appearances(document, person))
        return document.presentation.words("in the tray") if waits else ""
    where = session.placement
    room = (
        where.place or ", ".join(document.agenda.room_names(where.rooms)) or document.presentation.words("whole venue")
    )
    return f"{clock(where.span.start)} {room}"


def _on_stage_below(document: Document, person: Person) -> str:
    found = [s for s, a in appearances(document, person) if s.placement and a.counts]
    if not found:
        return ""
    minutes, words = sum(session.minutes for session in found), document.presentation.words
    many = words.plural("{n} session", "{n} sessions", len(found))
    length = words("{n} min").format(n=minutes)
    first = found[0].placement
    day = document.presentation.short_day(first.span.day) if first and len(document.agenda.days) > 1 else ""
    return " · ".join(part for part in (day, length, many if len(found) > 1 else "") if part)


def _when(document: Document, person: Person) -> int | None:
    session = _first(document, person)
    return session.placement.span.absolute_start if session and session.placement else None


def _problem(document: Document, person: Person) -> str:
    found = document.problems.with_person(person.id)
    return document.presentation.words.say(found[0].short) if found else ""


def _problem_tone(document: Document, person: Person) -> str:
    found = document.problems.with_person(person.id)
    return "" if not found else "problem" if found[0].severity is Severity.PROBLEM else "warning"


PEOPLE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(
        "name",
        N_("Name"),
        lambda document, p: p.name,
        lambda document, p: document.presentation.rank(p.sort_name or p.name),
        below=lambda document, p: p.title,
        width=260,
        bold=True,
    ),
    ListColumn("organisation", N_("Organisation"), lambda document, p: p.organisation, width=150),
    ListColumn("role", N_("Role"), _role, width=125, least=118),
    ListColumn("state", N_("State"), _state_text, tone=_state_tone, width=150, least=134),
    ListColumn("stage", N_("On stage"), _on_stage, _when, below=_on_stage_below, width=165, least=152),
    ListColumn("problem", N_("Problems"), _problem, tone=_problem_tone, width=170),
)
PEOPLE_CHIPS: tuple[FilterChip, ...] = (
    ALL,
    FilterChip(
        "speakers", N_("Speakers"), lambda document, p: any(a.role in ON_STAGE for _, a in appearances(document, p))
    ),
    FilterChip(
        "moderators",
        N_("Moderators"),
        lambda document, p: (
            any(a.role is Role.MODERATOR for _, a in appearances(document, p))
            or any(c.person == p.id for c in document.agenda.covers.values())
        ),
    ),
    FilterChip("unasked", N_("Not asked"), lambda document, p: State.NOT_ASKED in _states(document, p)),
    FilterChip("waiting", N_("Owe an answer"), lambda document, p: State.INVITED in _states(document, p)),
    FilterChip(WITHOUT_YES, N_("Named without a yes"), lambda document, p: p.id in document.unconfirmed),
    FilterChip("idle", N_("In no session"), lambda document, p: _state(document, p) is None),
    FilterChip("problems", N_("To look at"), lambda document, p: bool(document.problems.with_person(p.id))),
)
