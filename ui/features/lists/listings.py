"""The specifications of the lists of people, sessions and rooms: their columns, chips and texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.agenda import moderator_appearances, session_moderator_ids, session_names
from planner.domain.entities import Cover, Person, Room, Session
from planner.domain.span import format_clock, format_clock_range
from planner.domain.text import N_
from planner.domain.value_objects import KIND_NAMES, ON_STAGE, STATUS_NAMES, Appearance, Role, State, Status
from planner.rules.rule import Conflict, Severity
from ui.features.lists.filter_chips import BLOCK_COLUMN, SESSION_CHOICES
from ui.features.lists.list_model import ALL, FilterChip, ListColumn, ListSpec, session_track_colour
from ui.forms.conference_fields import CHAIR, ROLE_NAMES, STATE_NAMES
from ui.forms.forms import time_window_text
from ui.kit.widgets.plain_widgets import length_text
from ui.state.document import WITHOUT_YES, Document


def _conflict_tone(found: Sequence[Conflict]) -> str:
    """Return the tone of the first and most severe conflict, or an empty string if there are none."""
    return "" if not found else "problem" if found[0].severity is Severity.PROBLEM else "warning"


# sessions


def _session_time_text(document: Document, session: Session) -> str:
    if (where := session.placement) is None:
        return document.presentation.words("Not placed yet")
    return format_clock_range(where.span.start, where.span.end)


def _session_sort_key(document: Document, session: Session) -> Any:
    if (where := session.placement) is None:
        return None
    order = {room.id: n for n, room in enumerate(document.agenda.rooms_in_order)}
    return (where.span.absolute_start, min((order.get(room, 0) for room in where.rooms), default=-1), session.number)


def _session_rooms_text(document: Document, session: Session) -> str:
    if (where := session.placement) is None:
        return ""
    return where.place_name(document.agenda.room_names(where.rooms)) or document.presentation.words("All rooms")


def _day_and_length_text(document: Document, session: Session) -> str:
    """Return the length, preceded by the day if the session is placed and the conference has several days."""
    where, length = session.placement, document.presentation.words("{n} min").format(n=session.minutes)
    if where is None or len(document.agenda.days) == 1:
        return length
    return f"{document.presentation.short_date(where.span.day)} · {length}"


def _stage_names(document: Document, session: Session) -> str:
    names = ", ".join(session_names(document.agenda, session, *ON_STAGE))
    return names or (document.presentation.words("speaker to be announced") if session.awaits_speaker else "")


def _moderator_names(document: Document, session: Session) -> str:
    people = document.agenda.people
    names = ", ".join(people[p].name for p in session_moderator_ids(document.agenda, session) if p in people)
    return (
        document.presentation.words("Moderator {name}").format(name=names) if names and not session.facts.pause else ""
    )


def _moderators(document: Document, session: Session) -> tuple[Person, ...]:
    """Return the moderators of a session; none for a pause."""
    people, ids = document.agenda.people, session_moderator_ids(document.agenda, session)
    return tuple(people[p] for p in ids if p in people and not session.facts.pause)


def track_name(document: Document, session: Session) -> str:
    """Return the name of a session's track; empty if it has none."""
    track = document.agenda.tracks.get(session.track or "")
    return track.name if track else ""


def _expected_appearances(document: Document, session: Session) -> tuple[Appearance, ...]:
    """Return a session's appearances that count, and those of moderators by shift or block; none if it is cancelled."""
    if session.status is Status.CANCELLED:
        return ()
    own = tuple(a for a in session.people if a.is_expected)
    return own + tuple(a for a in moderator_appearances(document.agenda, session) if a not in session.people)


def _nobody_asked(session: Session) -> bool:
    """Return whether nobody has been asked for a session that has people or needs a speaker and is not cancelled."""
    if session.status is Status.CANCELLED or not (session.people or session.facts.needs_speaker):
        return False
    return all(a.state is State.NOT_ASKED for a in session.people)


SESSION_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(
        "when",
        N_("Time"),
        _session_time_text,
        _session_sort_key,
        below=_day_and_length_text,
        pinned=lambda document, s: document.presentation.words("Pinned") if s.pinned else "",
        width=156,
        least=150,
        one_day=132,
    ),
    ListColumn(
        "title",
        N_("Title"),
        lambda document, s: s.title,
        below=track_name,
        width=400,
        least=126,
        bold=True,
        swatch=session_track_colour,
    ),
    ListColumn("rooms", N_("Room"), _session_rooms_text, width=110, least=84),
    BLOCK_COLUMN,
    ListColumn("people", N_("People"), _stage_names, below=_moderator_names, faces=_moderators, width=210, least=108),
    ListColumn(
        "kind", N_("Type"), lambda document, s: document.presentation.words(KIND_NAMES[s.kind]), width=130, least=100
    ),
    ListColumn(
        "status",
        N_("Status"),
        lambda document, s: document.presentation.words(STATUS_NAMES[s.status]),
        width=115,
        least=92,
        tone=lambda document, s: "quiet" if s.status is Status.CONFIRMED else "warning",
    ),
    ListColumn(
        "problem",
        N_("Problems"),
        lambda document, s: document.plan.problem_text(s.id),
        tone=lambda document, s: _conflict_tone(document.plan.problems.session_conflicts(s.id)),
        has_some=lambda document: any(
            document.plan.problems.session_conflicts(session) for session in document.agenda.sessions
        ),
        width=150,
        least=76,
        one_day=92,
    ),
)
SESSION_CHIPS: tuple[FilterChip, ...] = (
    ALL,
    FilterChip("placed", N_("In the timeline"), lambda document, s: s.placement is not None),
    FilterChip("tray", N_("Not placed"), lambda document, s: s.placement is None),
    FilterChip(
        "speakerless", N_("No speaker"),
        lambda document, s: s.facts.needs_speaker and not session_names(document.agenda, s, *ON_STAGE),
    ),
    FilterChip(
        "moderatorless", N_("No moderator"),
        lambda document, s: s.facts.needs_moderator and not session_moderator_ids(document.agenda, s),
    ),
    FilterChip("unasked", N_("Nobody asked"), lambda document, s: _nobody_asked(s)),
    FilterChip(
        "waiting", N_("No reply yet"),
        lambda document, s: any(a.state is State.INVITED for a in _expected_appearances(document, s)),
    ),
    FilterChip("draft", N_("Draft or cancelled"), lambda document, s: s.status is not Status.CONFIRMED),
    FilterChip("problems", N_("To look at"), lambda document, s: bool(document.plan.problems.session_conflicts(s.id))),
)  # fmt: skip


# people


def _covers(document: Document, person: Person) -> tuple[Cover, ...]:
    return tuple(cover for cover in document.agenda.covers.values() if cover.person == person.id)


def _person_answers(document: Document, person: Person) -> Sequence[Appearance | Cover | Person]:
    """Return a person's appearances but those called off, and shifts, or without any the person; each has a state."""
    held = [a for on, a in document.plan.person_appearances(person.id) if getattr(on, "status", "") != Status.CANCELLED]
    return [*held, *_covers(document, person)] or [person]


def _roles_text(document: Document, person: Person) -> str:
    roles = {a.role for _, a in document.plan.find_appearances(person.id)}
    if _covers(document, person):
        roles.add(Role.MODERATOR)
    chairs = len(document.plan.person_appearances(person.id)) > len(document.plan.find_appearances(person.id))
    names = [ROLE_NAMES[role] for role in Role if role in roles] + ([CHAIR] if chairs else [])
    return ", ".join(map(document.presentation.words, names))


def _has_answer(document: Document, person: Person, state: State) -> bool:
    """Return whether one of a person's answers has a state."""
    return any(one.state is state for one in _person_answers(document, person))


def _most_urgent_state(document: Document, person: Person) -> State:
    """Return the state among a person's answers that needs most attention: first ``INVITED``, last ``CONFIRMED``."""
    states = {one.state for one in _person_answers(document, person)}
    order = (
        State.INVITED, State.TENTATIVE, State.DECLINED, State.CANCELLED, State.NOT_ASKED, State.CONFIRMED,
    )  # fmt: skip
    return next(state for state in order if state in states)


def _urgent_state_text(document: Document, person: Person) -> str:
    state = _most_urgent_state(document, person)
    name = document.presentation.words(STATE_NAMES[state])
    if state is State.CONFIRMED:
        return f"✓ {name}"
    dates = [
        one.asked if state is State.INVITED else one.answered
        for one in _person_answers(document, person)
        if one.state is state and not isinstance(one, Cover)
    ]
    known = [day for day in dates if day]
    return f"{name} {document.presentation.day_month(min(known))}" if known else name


def _urgent_state_tone(document: Document, person: Person) -> str:
    if (state := _most_urgent_state(document, person)) is State.NOT_ASKED:
        return ""
    return "quiet" if state is State.CONFIRMED else "warning"


def _first_session(document: Document, person: Person) -> Session | None:
    return next((s for s, a in document.plan.find_appearances(person.id) if s.placement and a.is_expected), None)


def _appearance_text(document: Document, person: Person) -> str:
    if (session := _first_session(document, person)) is None or (where := session.placement) is None:
        waits = any(s.placement is None and a.is_expected for s, a in document.plan.find_appearances(person.id))
        return document.presentation.words("not placed") if waits else ""
    rooms = where.place_name(document.agenda.room_names(where.rooms)) or document.presentation.words("all rooms")
    return f"{format_clock(where.span.start)} {rooms}"


def _appearance_details(document: Document, person: Person) -> str:
    if not (found := [s for s, a in document.plan.find_appearances(person.id) if s.placement and a.is_expected]):
        return ""
    minutes, words = sum(session.minutes for session in found), document.presentation.words
    many = words.plural("{n} session", "{n} sessions", len(found))
    length = words("{n} min").format(n=minutes)
    first = found[0].placement
    day = document.presentation.short_date(first.span.day) if first and len(document.agenda.days) > 1 else ""
    return " · ".join(part for part in (day, length, many if len(found) > 1 else "") if part)


def _first_start(document: Document, person: Person) -> int | None:
    session = _first_session(document, person)
    return session.placement.span.absolute_start if session and session.placement else None


def _problem_text(document: Document, person: Person) -> str:
    found = document.plan.problems.person_conflicts(person.id)
    return document.presentation.words.say(found[0].short) if found else ""


PEOPLE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(
        "name",
        N_("Name"),
        lambda document, p: p.name,
        lambda document, p: document.presentation.rank(p.sort_name or p.name),
        below=lambda document, p: p.title,
        width=260,
        least=168,
        bold=True,
    ),
    ListColumn("organisation", N_("Organisation"), lambda document, p: p.organisation, width=150, least=98),
    ListColumn("role", N_("Role"), _roles_text, width=125, least=118),
    ListColumn("state", N_("Reply"), _urgent_state_text, tone=_urgent_state_tone, width=150, least=134),
    ListColumn("stage", N_("Appears"), _appearance_text, _first_start, below=_appearance_details, width=230, least=152),
    ListColumn(
        "problem",
        N_("Problems"),
        _problem_text,
        tone=lambda document, p: _conflict_tone(document.plan.problems.person_conflicts(p.id)),
        has_some=lambda document: any(
            document.plan.problems.person_conflicts(person) for person in document.agenda.people
        ),
        width=170,
    ),
)
PEOPLE_CHIPS: tuple[FilterChip, ...] = (
    ALL,
    FilterChip(
        "speakers",
        N_("Speakers"),
        lambda document, p: any(a.role in ON_STAGE for _, a in document.plan.find_appearances(p.id)),
    ),
    FilterChip(
        "moderators",
        N_("Moderators"),
        lambda document, p: (
            any(a.role is Role.MODERATOR for _, a in document.plan.person_appearances(p.id))
            or bool(_covers(document, p))
        ),
    ),
    FilterChip("unasked", N_("Not asked"), lambda document, p: _has_answer(document, p, State.NOT_ASKED)),
    FilterChip("waiting", N_("No reply yet"), lambda document, p: _has_answer(document, p, State.INVITED)),
    FilterChip(WITHOUT_YES, N_("Have not said yes"), lambda document, p: p.id in document.plan.unconfirmed_ids),
    FilterChip(
        "idle",
        N_("In no session"),
        lambda document, p: not (document.plan.person_appearances(p.id) or _covers(document, p)),
    ),
    FilterChip("problems", N_("To look at"), lambda document, p: bool(document.plan.problems.person_conflicts(p.id))),
)


# rooms


def room_session_minutes(document: Document, room: Room) -> list[int]:
    """Return the lengths in minutes of a room's sessions, without cancelled and whole-venue ones."""
    placed = document.agenda.placed
    return [s.minutes for s, where in placed if room.id in where.rooms and s.status is not Status.CANCELLED]


def _session_count_text(document: Document, room: Room) -> str:
    n = len(room_session_minutes(document, room))
    return document.presentation.words.plural("{n} session", "{n} sessions", n) if n else ""


def _time_in_use_text(document: Document, room: Room) -> str:
    minutes = sum(room_session_minutes(document, room))
    return length_text(document.presentation.words, minutes) if minutes else ""


ROOM_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(
        "name",
        N_("Name"),
        lambda document, r: r.name,
        lambda document, r: (r.position, r.name),
        below=lambda document, r: r.floor,
        width=220,
        least=120,
        bold=True,
    ),
    ListColumn(
        "seats",
        N_("Seats"),
        lambda document, r: document.presentation.words.plural("{n} seat", "{n} seats", r.seats) if r.seats else "",
        lambda document, r: r.seats or None,
        width=100,
        least=100,
    ),
    ListColumn("arrangement", N_("Seating"), lambda document, r: r.arrangement, width=150),
    ListColumn("equipment", N_("Equipment"), lambda document, r: ", ".join(r.equipment), width=220),
    ListColumn(
        "use",
        N_("In use"),
        _session_count_text,
        lambda document, r: len(room_session_minutes(document, r)) or None,
        below=_time_in_use_text,
        width=136,
        least=136,
    ),
    ListColumn(
        "closed",
        N_("Closed"),
        lambda document, r: ", ".join(time_window_text(document, window) for window in r.closed),
        lambda document, r: min((w.absolute_start for w in r.closed), default=None),
        tone=lambda document, r: "warning" if r.closed else "",
        width=200,
        least=180,
    ),
)
ROOM_CHIPS: tuple[FilterChip, ...] = (
    ALL,
    FilterChip("closed", N_("Closed at times"), lambda document, r: bool(r.closed)),
    FilterChip("seatless", N_("Seats unknown"), lambda document, r: r.seats is None),
    FilterChip("columnless", N_("Not in the timeline"), lambda document, r: not r.column),
)


# the pages


def _session_people_text(document: Document, session: Session) -> str:
    people = document.agenda.people
    return "\n".join(people[a.person].name for a in session.people if a.person in people)


PEOPLE = ListSpec(
    "people", Person, N_("People"), lambda agenda: agenda.people_in_order, PEOPLE_COLUMNS, PEOPLE_CHIPS,
    N_("Search people"), N_("Add person"),
    N_("Nobody yet. Add a person, or bring a list from Excel: import its file, or paste it here (Ctrl+V)."),
    lambda document, person: "\n".join(thing.title for thing, _ in document.plan.person_appearances(person.id)),
)  # fmt: skip
SESSIONS = ListSpec(
    "sessions", Session, N_("Sessions"), lambda agenda: agenda.sessions_in_order, SESSION_COLUMNS, SESSION_CHIPS,
    N_("Search sessions"), N_("Add session"),
    N_("No session yet. Add one, or bring a list from Excel: import its file, or paste it here (Ctrl+V)."),
    _session_people_text, SESSION_CHOICES,
)  # fmt: skip
ROOMS = ListSpec(
    "rooms", Room, N_("Rooms"), lambda agenda: agenda.rooms_in_order, ROOM_COLUMNS, ROOM_CHIPS, N_("Search rooms"),
    N_("Add room"), N_("No room yet: sessions are then placed in one column for all. Add a room."),
)  # fmt: skip
