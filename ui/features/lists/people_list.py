"""Columns and chips of the list of people: name, organisation, role, state, time on stage, problems."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.entities import Person, Session
from planner.domain.enums import ON_STAGE, Role, State, Status
from planner.domain.span import clock
from planner.domain.text import N_
from planner.domain.value_objects import Appearance
from planner.rules.conflict import Severity
from ui.features.lists.columns import ALL, Chip, Column
from ui.state.document import WITHOUT_YES, Desk
from ui.state.fields.person_fields import ROLE_NAMES, STATE_NAMES


def appearances(desk: Desk, person: Person) -> Iterator[tuple[Session, Appearance]]:
    """Yield a person's sessions with their appearance in each: placed ones by time, then those in the tray."""
    return iter(desk.on_stage(person.id))


def _role(desk: Desk, person: Person) -> str:
    roles = {a.role for _, a in appearances(desk, person)}
    if any(c.person == person.id for c in desk.agenda.covers.values()):
        roles.add(Role.MODERATOR)
    return ", ".join(desk.reader.words(ROLE_NAMES[role]) for role in Role if role in roles)


def _states(desk: Desk, person: Person) -> set[State]:
    """Return the states of a person's sessions, except cancelled ones, and of their stretches."""
    states = {a.state for session, a in appearances(desk, person) if session.status is not Status.CANCELLED}
    return states | {c.state for c in desk.agenda.covers.values() if c.person == person.id}


def _state(desk: Desk, person: Person) -> State | None:
    """Return the state that needs most attention: open questions, then refusals, then not asked, then a yes."""
    states = {a.state for _, a in appearances(desk, person)}
    states |= {c.state for c in desk.agenda.covers.values() if c.person == person.id}
    order = (
        State.INVITED, State.TENTATIVE, State.DECLINED, State.CANCELLED, State.NOT_ASKED, State.CONFIRMED,
    )  # fmt: skip
    return next((state for state in order if state in states), None)


def _state_text(desk: Desk, person: Person) -> str:
    state = _state(desk, person)
    if state is None:
        return ""
    name = desk.reader.words(STATE_NAMES[state])
    if state is State.CONFIRMED:
        return f"✓ {name}"
    dates = [
        a.asked if state is State.INVITED else a.answered for _, a in appearances(desk, person) if a.state is state
    ]
    known = [day for day in dates if day]
    return f"{name} {desk.reader.day_month(min(known))}" if known else name


def _state_tone(desk: Desk, person: Person) -> str:
    state = _state(desk, person)
    if state is None or state is State.NOT_ASKED:
        return ""
    return "good" if state is State.CONFIRMED else "warning"


def _first(desk: Desk, person: Person) -> Session | None:
    return next((s for s, a in appearances(desk, person) if s.placement and a.counts), None)


def _on_stage(desk: Desk, person: Person) -> str:
    session = _first(desk, person)
    if session is None or session.placement is None:
        waits = any(s.placement is None and a.counts for s, a in appearances(desk, person))
        return desk.reader.words("in the tray") if waits else ""
    where = session.placement
    room = where.place or ", ".join(desk.agenda.room_names(where.rooms)) or desk.reader.words("whole venue")
    return f"{clock(where.span.start)} {room}"


def _on_stage_below(desk: Desk, person: Person) -> str:
    found = [s for s, a in appearances(desk, person) if s.placement and a.counts]
    if not found:
        return ""
    minutes, words = sum(session.minutes for session in found), desk.reader.words
    many = words.plural("{n} session", "{n} sessions", len(found))
    length = words("{n} min").format(n=minutes)
    first = found[0].placement
    day = desk.reader.short_day(first.span.day) if first and len(desk.agenda.days) > 1 else ""
    return " · ".join(part for part in (day, length, many if len(found) > 1 else "") if part)


def _when(desk: Desk, person: Person) -> int | None:
    session = _first(desk, person)
    return session.placement.span.absolute_start if session and session.placement else None


def _problem(desk: Desk, person: Person) -> str:
    found = desk.problems_with(person.id)
    return desk.reader.words.say(found[0].short) if found else ""


def _problem_tone(desk: Desk, person: Person) -> str:
    found = desk.problems_with(person.id)
    return "" if not found else "problem" if found[0].severity is Severity.PROBLEM else "warning"


PEOPLE_COLUMNS: tuple[Column, ...] = (
    Column(
        "name", N_("Name"), lambda desk, p: p.name, lambda desk, p: desk.reader.rank(p.sort_name or p.name),
        below=lambda desk, p: p.title, width=260, bold=True,
    ),
    Column("organisation", N_("Organisation"), lambda desk, p: p.organisation, width=150),
    Column("role", N_("Role"), _role, width=125, least=118),
    Column("state", N_("State"), _state_text, tone=_state_tone, width=150, least=134),
    Column("stage", N_("On stage"), _on_stage, _when, below=_on_stage_below, width=165, least=152),
    Column("problem", N_("Problems"), _problem, tone=_problem_tone, width=170),
)  # fmt: skip
PEOPLE_CHIPS: tuple[Chip, ...] = (
    ALL,
    Chip("speakers", N_("Speakers"), lambda desk, p: any(a.role in ON_STAGE for _, a in appearances(desk, p))),
    Chip(
        "moderators", N_("Moderators"),
        lambda desk, p: any(a.role is Role.MODERATOR for _, a in appearances(desk, p))
        or any(c.person == p.id for c in desk.agenda.covers.values()),
    ),
    Chip("unasked", N_("Not asked"), lambda desk, p: State.NOT_ASKED in _states(desk, p)),
    Chip("waiting", N_("Owe an answer"), lambda desk, p: State.INVITED in _states(desk, p)),
    Chip(WITHOUT_YES, N_("Named without a yes"), lambda desk, p: p.id in desk.without_yes),
    Chip("idle", N_("In no session"), lambda desk, p: _state(desk, p) is None),
    Chip("problems", N_("To look at"), lambda desk, p: bool(desk.problems_with(p.id))),
)  # fmt: skip
