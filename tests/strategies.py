"""Made-up conferences and changes of them, for Hypothesis: everything the model allows, nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planner.commands import edit, people, sessions, timeline, venue
from planner.domain.agenda import Agenda
from planner.domain.change import Change
from planner.domain.cleaning import clean_line, clean_text
from planner.domain.details import Appearance, Placement
from planner.domain.entities import Conference, Day, Person, Room, Session, Track, Venue
from planner.domain.errors import EstradError
from planner.domain.kinds import COLOURS, Kind, Role, State, Status
from planner.domain.span import LATEST, Span

# A machine that does other things too must not make a law fail.
settings.register_profile("estrad", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("estrad")

Draw = Callable[..., Any]

FIRST = date(2024, 4, 25)
IDS = st.uuids().map(lambda found: found.hex)
LINES = st.text(max_size=12).map(clean_line)
TEXTS = st.text(max_size=20).map(clean_text)
NAMES = LINES.filter(bool)
COLOUR = st.sampled_from(sorted(COLOURS))
COUNTS = st.integers(0, 1_000_000)

CONFERENCES = st.builds(
    Conference,
    id=IDS,
    title=NAMES,
    timezone=st.sampled_from(["Europe/Stockholm", "UTC", "America/New_York"]),
    language=st.sampled_from(["en", "sv"]),
    description=TEXTS,
    organisers=LINES,
    contact=LINES,
    website=LINES,
    programme_page=LINES,
    registration_page=LINES,
    calendar_address=LINES,
    logo_address=LINES,
    colour=COLOUR,
)
SPOTS = st.one_of(st.none(), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
VENUES = st.builds(
    lambda spot, **fields: Venue(**fields, latitude=spot and spot[0], longitude=spot and spot[1]),
    SPOTS,
    id=IDS,
    name=LINES,
    address=LINES,
)
HOURS = st.tuples(st.integers(0, LATEST - 1), st.integers(1, LATEST)).filter(lambda pair: pair[0] < pair[1])
DATES = st.integers(0, 4).map(lambda n: FIRST + timedelta(days=n))
DAYS = st.builds(
    lambda hours, **fields: Day(**fields, opens=hours[0], closes=hours[1]), HOURS, id=IDS, date=DATES, title=LINES
)
ROOMS = st.builds(Room, id=IDS, name=NAMES, seats=st.none() | COUNTS, position=st.integers(0, 9))
TRACKS = st.builds(Track, id=IDS, name=NAMES, colour=COLOUR, position=st.integers(0, 9))
PEOPLE = st.builds(Person, id=IDS, name=NAMES, title=LINES, organisation=LINES, email=LINES, phone=LINES, note=TEXTS)
STATES, ROLES = st.sampled_from(State), st.sampled_from(Role)


def chosen(items: list[Any], least: int = 0, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of the items, each at most once, in any order."""
    counts = st.integers(least, min(most, len(items)))
    return st.tuples(counts, st.permutations(items)).map(lambda pair: tuple(pair[1][: pair[0]]))


def appearances(person_ids: list[str]) -> st.SearchStrategy[tuple[Appearance, ...]]:
    """Who is in a session, in what role and state."""
    pairs = [(person, role) for person in person_ids for role in Role]
    return chosen(pairs).flatmap(
        lambda found: st.tuples(*(st.builds(Appearance, st.just(p), st.just(r), STATES) for p, r in found))
    )


@st.composite
def placements(draw: Draw, dates: list[date], room_ids: list[str]) -> Placement:
    """A place in the timeline, on one of the dates, in the rooms or everywhere."""
    start, end = draw(HOURS)
    return Placement(Span(draw(st.sampled_from(dates)), start, end), draw(chosen(room_ids)), draw(LINES))


@st.composite
def sessions_of(draw: Draw, agenda: Agenda, number: int = 1) -> Session:
    """A session that fits the snapshot."""
    dates = [day.date for day in agenda.days.values()]
    placement = draw(st.none() | placements(dates, list(agenda.rooms)))
    return Session(
        id=draw(IDS),
        number=number,
        title=draw(NAMES),
        kind=draw(st.sampled_from(Kind)),
        minutes=placement.span.minutes if placement else draw(st.integers(1, LATEST)),
        status=draw(st.sampled_from(Status)),
        track=draw(st.sampled_from([None, *agenda.tracks])),
        abstract=draw(TEXTS),
        note=draw(TEXTS),
        website=draw(LINES),
        stream=draw(LINES),
        people=draw(appearances(list(agenda.people))),
        placement=placement,
    )


@st.composite
def agendas(draw: Draw, most_sessions: int = 5) -> Agenda:
    """A whole conference."""
    days = draw(st.lists(DAYS, min_size=1, max_size=3, unique_by=lambda day: day.date))
    rooms = draw(st.lists(ROOMS, max_size=3, unique_by=lambda room: room.name))
    tracks = draw(st.lists(TRACKS, max_size=2))
    persons = draw(st.lists(PEOPLE, max_size=3))
    bare = Agenda.of(draw(CONFERENCES), draw(VENUES), *days, *rooms, *tracks, *persons)
    count = draw(st.integers(0, most_sessions))
    return Agenda.of(*bare.entities(), *(draw(sessions_of(bare, n + 1)) for n in range(count)))


def _one(draw: Draw, shelf: Any) -> str:
    return str(draw(st.sampled_from(sorted(shelf))))


def _add_session(draw: Draw, a: Agenda) -> Change:
    new = draw(sessions_of(a))
    fields = {"kind": new.kind, "minutes": new.minutes, "placement": new.placement, "people": new.people}
    return sessions.add_session(a, new.id, title=new.title, abstract=new.abstract, track=new.track, **fields)


def _place(draw: Draw, a: Agenda) -> Change:
    where = draw(placements([day.date for day in a.days.values()], list(a.rooms)))
    return timeline.place(
        a,
        _one(draw, a.sessions),
        where.span.day,
        where.span.start,
        where.rooms,
        place=draw(st.none() | LINES),
        minutes=draw(st.none() | st.just(where.span.minutes)),
    )


def _change_appearance(draw: Draw, a: Agenda) -> Change:
    session, person = _one(draw, a.sessions), _one(draw, a.people)
    return sessions.change_appearance(a, session, person, draw(ROLES), new_role=draw(ROLES), state=draw(STATES))


MINUTES = st.integers(-100, LATEST + 100)
Command = Callable[[Draw, Agenda], Change]
COMMANDS: dict[str, Command] = {
    "add_session": _add_session,
    "delete_session": lambda draw, a: sessions.delete_session(a, _one(draw, a.sessions)),
    "duplicate_session": lambda draw, a: sessions.duplicate_session(a, _one(draw, a.sessions), draw(IDS)),
    "add_appearance": lambda draw, a: sessions.add_appearance(
        a, _one(draw, a.sessions), Appearance(_one(draw, a.people), draw(ROLES), draw(STATES))
    ),
    "remove_appearance": lambda draw, a: sessions.remove_appearance(
        a, _one(draw, a.sessions), _one(draw, a.people), draw(ROLES)
    ),
    "change_appearance": _change_appearance,
    "place": _place,
    "unplace": lambda draw, a: timeline.unplace(a, *draw(chosen(sorted(a.sessions), least=1))),
    "resize": lambda draw, a: timeline.resize(
        a, draw(st.sampled_from(sorted(s.id for s, _ in a.placed))), draw(MINUTES), draw(MINUTES)
    ),
    "set_length": lambda draw, a: timeline.set_length(a, _one(draw, a.sessions), draw(MINUTES)),
    "shift": lambda draw, a: timeline.shift(a, _one(draw, a.sessions), draw(MINUTES), ripple=draw(st.booleans())),
    "swap": lambda draw, a: timeline.swap(a, _one(draw, a.sessions), _one(draw, a.sessions)),
    "add_room": lambda draw, a: venue.add_room(a, draw(IDS), name=draw(LINES), seats=draw(st.none() | st.integers())),
    "move_room": lambda draw, a: venue.move_room(a, _one(draw, a.rooms), draw(st.integers(-3, 3))),
    "delete_room": lambda draw, a: venue.delete_room(a, _one(draw, a.rooms)),
    "add_track": lambda draw, a: venue.add_track(a, draw(IDS), name=draw(LINES), colour=draw(COLOUR)),
    "delete_track": lambda draw, a: venue.delete_track(a, _one(draw, a.tracks)),
    "add_day": lambda draw, a: venue.add_day(
        a, draw(IDS), when=draw(DATES), opens=draw(st.none() | MINUTES), closes=draw(st.none() | MINUTES)
    ),
    "move_day": lambda draw, a: venue.move_day(a, _one(draw, a.days), draw(DATES)),
    "delete_day": lambda draw, a: venue.delete_day(a, _one(draw, a.days)),
    "add_person": lambda draw, a: people.add_person(a, draw(IDS), name=draw(LINES), note=draw(st.text(max_size=9))),
    "delete_person": lambda draw, a: people.delete_person(a, _one(draw, a.people)),
    "edit_conference": lambda draw, a: edit.edit(
        a, Conference, a.conference.id, title=draw(LINES), colour=draw(COLOUR)
    ),
    "edit_venue": lambda draw, a: edit.edit(
        a, Venue, a.venue.id, latitude=draw(st.floats()), longitude=draw(st.floats())
    ),
    "edit_day": lambda draw, a: edit.edit(a, Day, _one(draw, a.days), opens=draw(MINUTES), title=draw(LINES)),
    "edit_room": lambda draw, a: edit.edit(a, Room, _one(draw, a.rooms), name=draw(LINES), seats=draw(st.integers())),
    "edit_track": lambda draw, a: edit.edit(a, Track, _one(draw, a.tracks), name=draw(LINES)),
    "edit_person": lambda draw, a: edit.edit(a, Person, _one(draw, a.people), name=draw(st.text(max_size=9))),
    "edit_session": lambda draw, a: edit.edit(
        a, Session, _one(draw, a.sessions), title=draw(st.text(max_size=9)), status=draw(st.sampled_from(Status))
    ),
}
NEEDS = {
    "sessions": {
        "delete_session",
        "duplicate_session",
        "add_appearance",
        "remove_appearance",
        "change_appearance",
        "place",
        "unplace",
        "set_length",
        "shift",
        "swap",
        "edit_session",
    },
    "people": {"add_appearance", "remove_appearance", "change_appearance", "delete_person", "edit_person"},
    "rooms": {"move_room", "delete_room", "edit_room"},
    "tracks": {"delete_track", "edit_track"},
    "placed": {"resize"},
}


def possible(agenda: Agenda) -> list[str]:
    """The commands that have something to work on."""
    hopeless = {name for shelf, names in NEEDS.items() if not getattr(agenda, shelf) for name in names}
    return sorted(set(COMMANDS) - hopeless)


@st.composite
def changes(draw: Draw, agenda: Agenda) -> Change | None:
    """What some command makes of the snapshot; None where it refuses with ``EstradError``."""
    command = COMMANDS[draw(st.sampled_from(possible(agenda)))]
    try:
        return command(draw, agenda)
    except EstradError:
        return None
