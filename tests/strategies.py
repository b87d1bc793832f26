"""Hypothesis strategies for conferences and changes of them: everything the model allows, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from planner.commands import (
    arranging,
    blocks,
    deleting,
    edit,
    people,
    ripple,
    sessions,
    timeline,
    venue,
)
from planner.commands.edit import move_in_order
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.span import LATEST, Span
from planner.domain.text import EstradError, clean_line, clean_text
from planner.domain.value_objects import (
    COLOURS,
    AbstractLength,
    Appearance,
    ExtraField,
    Kind,
    Link,
    NamingRule,
    PartnerRole,
    PastAppearance,
    Placement,
    ProfileChoice,
    Role,
    Segment,
    State,
    Statement,
    Status,
)
from tests.every_field import PICTURES
from tests.tries import USUAL

# A busy machine must not make a law fail.
settings.register_profile(
    "estrad", settings(), max_examples=USUAL, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("estrad")

Draw = Callable[..., Any]

FIRST = date(2024, 4, 25)
IDS = st.uuids().map(lambda found: found.hex)
LINES = st.text(max_size=12).map(clean_line)
TEXTS = st.text(max_size=20).map(clean_text)
NAMES = LINES.filter(bool)
COLOUR = st.sampled_from(sorted(COLOURS))
COUNTS = st.integers(0, 1_000_000)

MINUTES_OF_DAY = st.integers(0, 24 * 60)
STATES, ROLES = st.sampled_from(State), st.sampled_from(Role)
PICTURE = st.none() | st.sampled_from(sorted(PICTURES))
"""No picture, or one of `PICTURES`, which must be stored in the file."""
HOURS = st.tuples(st.integers(0, LATEST - 1), st.integers(1, LATEST)).filter(lambda pair: pair[0] < pair[1])
DATES = st.integers(0, 4).map(lambda n: FIRST + timedelta(days=n))
SPOTS = st.one_of(st.none(), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))


def few(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw none, one or two values."""
    return st.lists(values, max_size=2).map(tuple)


WORDS = few(NAMES)
SPANS = st.builds(lambda day, hours: Span(day, *hours), DATES, HOURS)
LINKS = few(st.builds(Link, LINES, LINES))
EXTRAS = few(st.builds(ExtraField, LINES, LINES))
SEGMENTS = few(st.builds(Segment, LINES, st.integers(1, LATEST)))
STATEMENTS = few(st.builds(Statement, TEXTS, LINES, st.booleans()))
EARLIER = few(st.builds(PastAppearance, st.integers(1900, 2100), ROLES))


def _named(strategy: st.SearchStrategy[Any], names: str) -> dict[str, st.SearchStrategy[Any]]:
    return dict.fromkeys(names.split(), strategy)


FREE: dict[type[Entity], dict[str, st.SearchStrategy[Any]]] = {
    Conference: {
        "timezone": st.sampled_from(["Europe/Stockholm", "UTC", "America/New_York"]),
        "language": st.sampled_from(["en", "sv"]),
        "colour": COLOUR,
        "tags": WORDS,
        "logo": PICTURE,
        "naming": st.sampled_from(NamingRule),
        **_named(TEXTS, "description crew_contact note"),
        **_named(LINES, "organisers contact website programme_page registration_page calendar_address logo_address"),
        **_named(LINES, "acronym subtitle theme focus series edition"),
        **_named(WORDS, "import_marks imported"),
        "speakers_in_title": st.booleans(),
        "abstracts": st.sampled_from(AbstractLength),
        "profiles": st.sampled_from(ProfileChoice),
    },
    Venue: {
        "closes": st.none() | st.integers(1, LATEST),
        **_named(LINES, "name address map_link"),
        **_named(TEXTS, "directions note"),
        "import_marks": WORDS,
    },
    Partner: {
        "role": st.sampled_from(PartnerRole),
        "website": LINES,
        "logo": PICTURE,
        "position": st.integers(0, 9),
    },
    Day: {"title": LINES},
    Room: {
        "seats": st.none() | COUNTS,
        "position": st.integers(0, 9),
        **_named(WORDS, "equipment import_marks"),
        "colour": st.just("") | COLOUR,
        "closed": few(SPANS),
        "column": st.booleans(),
        "note": TEXTS,
        **_named(LINES, "arrangement floor origin"),
    },
    Track: {
        "colour": COLOUR,
        "position": st.integers(0, 9),
        "description": TEXTS,
        "origin": LINES,
        "import_marks": WORDS,
    },
    Person: {
        "photo": PICTURE,
        "publish_profile": st.booleans(),
        "state": STATES,
        **_named(st.none() | DATES, "asked answered"),
        "links": LINKS,
        "availability": few(SPANS),
        "earlier": EARLIER,
        "extra": EXTRAS,
        **_named(WORDS, "languages brings needs import_marks"),
        **_named(LINES, "title organisation email phone sort_name pronunciation pronouns origin"),
        **_named(TEXTS, "note bio travel lodging fee expenses diet"),
    },
    Session: {
        "kind": st.sampled_from(Kind),
        "status": st.sampled_from(Status),
        "audience": st.none() | COUNTS,
        "segments": SEGMENTS,
        "links": LINKS,
        "statements": STATEMENTS,
        "extra": EXTRAS,
        "least": st.none() | st.integers(1, LATEST),
        **_named(MINUTES_OF_DAY, "setup teardown"),
        **_named(st.booleans(), "pinned do_not_record"),
        **_named(WORDS, "tags equipment import_marks"),
        **_named(LINES, "website stream subtitle language origin"),
        **_named(TEXTS, "abstract note description introduction cues"),
    },
    Block: {"one_entry": st.booleans(), "description": TEXTS, "origin": LINES, "import_marks": WORDS},
    Cover: {"state": STATES},
    Template: {"kind": st.sampled_from(Kind), "minutes": st.integers(1, LATEST), "position": st.integers(0, 9)},
}
"""The fields that refer to nothing and fit any other value; a thing does not need them."""


@st.composite
def things(draw: Draw, cls: type[Any], **needed: st.SearchStrategy[Any]) -> Any:
    """Draw a thing of that type with the needed fields and a few of its other fields."""
    others = draw(st.lists(st.sampled_from(sorted(FREE[cls])), unique=True))
    drawn = {"id": IDS, **needed, **{name: FREE[cls][name] for name in others}}
    return cls(**{name: draw(strategy) for name, strategy in drawn.items()})


CONFERENCES = things(Conference, title=NAMES)
VENUES = st.builds(
    lambda venue, spot: replace(venue, latitude=spot and spot[0], longitude=spot and spot[1]), things(Venue), SPOTS
)
PARTNERS = things(Partner, name=NAMES)
DAYS = st.builds(lambda day, hours: replace(day, opens=hours[0], closes=hours[1]), things(Day, date=DATES), HOURS)
ROOMS = things(Room, name=NAMES)
TRACKS = things(Track, name=NAMES)
PEOPLE = things(Person, name=NAMES)


def chosen(items: list[Any], least: int = 0, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw some of the items, each at most once, in any order."""
    counts = st.integers(least, min(most, len(items)))
    return st.tuples(counts, st.permutations(items)).map(lambda pair: tuple(pair[1][: pair[0]]))


def appearances(person_ids: list[str]) -> st.SearchStrategy[tuple[Appearance, ...]]:
    """Draw the people of a session, with role and state."""
    pairs = [(person, role) for person in person_ids for role in Role]
    when = st.none() | DATES
    return chosen(pairs).flatmap(
        lambda found: st.tuples(
            *(st.builds(Appearance, st.just(p), st.just(r), STATES, asked=when, answered=when) for p, r in found)
        )
    )


@st.composite
def placements(draw: Draw, dates: list[date], room_ids: list[str]) -> Placement:
    """Draw a place in the timeline, on one of the dates, in some of the rooms or everywhere."""
    start, end = draw(HOURS)
    return Placement(Span(draw(st.sampled_from(dates)), start, end), draw(chosen(room_ids)), draw(LINES))


@st.composite
def sessions_of(draw: Draw, agenda: Agenda, number: int = 1) -> Session:
    """Draw a session that fits the snapshot."""
    placement = draw(st.none() | placements([day.date for day in agenda.days.values()], list(agenda.rooms)))
    needed = {
        "number": st.just(number),
        "title": NAMES,
        "minutes": st.just(placement.span.minutes) if placement else st.integers(1, LATEST),
        "track": st.sampled_from([None, *agenda.tracks]),
        "block": st.sampled_from([None, *agenda.blocks]),
        "people": appearances(list(agenda.people)),
        "placement": st.just(placement),
    }
    return draw(things(Session, **needed))


@st.composite
def blocks_of(draw: Draw, agenda: Agenda) -> Block:
    """Draw a block that fits the snapshot."""
    placement = draw(st.none() | placements([day.date for day in agenda.days.values()], list(agenda.rooms)))
    chairs = chosen(list(agenda.people)).flatmap(
        lambda found: st.tuples(*(st.builds(Appearance, st.just(p), st.just(Role.MODERATOR), STATES) for p in found))
    )
    needed = {
        "title": NAMES,
        "minutes": st.just(placement.span.minutes) if placement else st.integers(1, LATEST),
        "track": st.sampled_from([None, *agenda.tracks]),
        "chairs": chairs,
        "placement": st.just(placement),
    }
    return draw(things(Block, **needed))


@st.composite
def covers_of(draw: Draw, agenda: Agenda) -> Cover:
    """Draw a shift that one of the people moderates."""
    start, end = draw(st.just((None, None)) | HOURS)
    needed = {
        "person": st.sampled_from(sorted(agenda.people)),
        "day": st.sampled_from(sorted(day.date for day in agenda.days.values())),
        "start": st.just(start),
        "end": st.just(end),
        "room": st.sampled_from([None, *agenda.rooms]),
    }
    return draw(things(Cover, **needed))


def templates_of(agenda: Agenda) -> st.SearchStrategy[Template]:
    """Draw a template that fits the snapshot."""
    return things(Template, title=NAMES, track=st.sampled_from([None, *agenda.tracks]))


@st.composite
def agendas(draw: Draw, most_sessions: int = 5) -> Agenda:
    """Draw a whole conference, to be stored with `PICTURES`."""
    days = draw(st.lists(DAYS, min_size=1, max_size=3, unique_by=lambda day: day.date))
    rooms = draw(st.lists(ROOMS, max_size=3, unique_by=lambda room: room.name))
    tracks = draw(st.lists(TRACKS, max_size=2))
    persons = draw(st.lists(PEOPLE, max_size=3))
    behind = draw(st.lists(PARTNERS, max_size=2))
    bare = Agenda.of(draw(CONFERENCES), draw(VENUES), *behind, *days, *rooms, *tracks, *persons)
    bare = Agenda.of(*bare.entities(), *draw(st.lists(blocks_of(bare), max_size=2)))
    count = draw(st.integers(0, most_sessions))
    shifts = draw(st.lists(covers_of(bare), max_size=2)) if persons else []
    kept = draw(st.lists(templates_of(bare), max_size=2))
    return Agenda.of(*bare.entities(), *(draw(sessions_of(bare, n + 1)) for n in range(count)), *shifts, *kept)


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


def _edit_any(draw: Draw, a: Agenda) -> Change:
    thing = draw(st.sampled_from(list(a.entities())))
    free = FREE[type(thing)]
    names = draw(st.lists(st.sampled_from(sorted(free)), min_size=1, max_size=2, unique=True))
    return edit.edit(a, type(thing), thing.id, **{name: draw(free[name]) for name in names})


def _add_cover(draw: Draw, a: Agenda) -> Change:
    new = draw(covers_of(a))
    return people.add_cover(a, new.id, new.person, new.day, start=new.start, end=new.end, room=new.room)


def _move_block(draw: Draw, a: Agenda) -> Change:
    rooms = draw(st.none() | chosen(sorted(a.rooms)))
    return blocks.move_block(a, _one(draw, a.blocks), draw(DATES), draw(MINUTES), rooms, alone=draw(st.booleans()))


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
    "shift": lambda draw, a: timeline.shift(a, _one(draw, a.sessions), draw(MINUTES)),
    "shift_following": lambda draw, a: ripple.shift_following(a, _one(draw, a.sessions), draw(MINUTES)).change,
    "overrun": lambda draw, a: ripple.overrun(a, [_one(draw, a.sessions)], draw(MINUTES)).change,
    "delay": lambda draw, a: ripple.delay_day(a, draw(DATES), draw(MINUTES), draw(MINUTES)).change,
    "close_gaps": lambda draw, a: ripple.close_gaps(a, draw(DATES), draw(MINUTES)).change,
    "set_break_length": lambda draw, a: ripple.set_break_length(a, draw(DATES), draw(st.integers(1, 90))).change,
    "split": lambda draw, a: arranging.split(a, _one(draw, a.sessions), draw(MINUTES), draw(IDS)),
    "merge": lambda draw, a: arranging.merge_sessions(a, draw(chosen(sorted(a.sessions), least=1))),
    "swap": lambda draw, a: timeline.swap(a, _one(draw, a.sessions), _one(draw, a.sessions)),
    "group": lambda draw, a: blocks.group(a, draw(chosen(sorted(a.sessions), least=1)), draw(IDS), draw(LINES)),
    "join": lambda draw, a: blocks.assign_block(
        a, draw(chosen(sorted(a.sessions), least=1)), draw(st.sampled_from([None, *a.blocks]))
    ),
    "move_block": _move_block,
    "resize_block": lambda draw, a: blocks.resize_block(
        a,
        draw(st.sampled_from(sorted(b.id for b in a.blocks.values() if b.placement))),
        draw(MINUTES),
        draw(MINUTES),
        draw(st.sampled_from(blocks.BlockFit)),
    ),
    "unplace_block": lambda draw, a: blocks.unplace_block(a, _one(draw, a.blocks)),
    "delete_block": lambda draw, a: blocks.delete_block(a, _one(draw, a.blocks), with_sessions=draw(st.booleans())),
    "add_chair": lambda draw, a: sessions.add_appearance(
        a, _one(draw, a.blocks), Appearance(_one(draw, a.people), Role.MODERATOR)
    ),
    "change_chair": lambda draw, a: sessions.change_appearance(
        a, _one(draw, a.blocks), _one(draw, a.people), Role.MODERATOR, state=draw(STATES)
    ),
    "remove_chair": lambda draw, a: sessions.remove_appearance(
        a, _one(draw, a.blocks), _one(draw, a.people), Role.MODERATOR
    ),
    "add_room": lambda draw, a: venue.add_room(a, draw(IDS), name=draw(LINES), seats=draw(st.none() | st.integers())),
    "move_room": lambda draw, a: move_in_order(a, Room, _one(draw, a.rooms), draw(st.integers(-3, 3))),
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
    "add_partner": lambda draw, a: people.add_partner(a, draw(IDS), name=draw(LINES), logo=draw(PICTURE)),
    "move_partner": lambda draw, a: move_in_order(a, Partner, _one(draw, a.partners), draw(st.integers(-3, 3))),
    "delete_partner": lambda draw, a: people.delete_partner(a, _one(draw, a.partners)),
    "add_cover": _add_cover,
    "edit_cover": lambda draw, a: people.edit_cover(
        a, _one(draw, a.covers), start=draw(MINUTES), end=draw(MINUTES), day=draw(DATES)
    ),
    "add_template": lambda draw, a: sessions.add_template(a, draw(IDS), title=draw(LINES), minutes=draw(MINUTES)),
    "keep_as_template": lambda draw, a: sessions.keep_as_template(a, _one(draw, a.sessions), draw(IDS)),
    "move_template": lambda draw, a: move_in_order(a, Template, _one(draw, a.templates), draw(st.integers(-3, 3))),
    "delete_template": lambda draw, a: sessions.delete_template(a, _one(draw, a.templates)),
    "delete_cover": lambda draw, a: people.delete_cover(a, _one(draw, a.covers)),
    "delete_people": lambda draw, a: deleting.delete_entities(a, Person, draw(chosen(sorted(a.people), least=1))),
    "delete_rooms": lambda draw, a: deleting.delete_entities(a, Room, draw(chosen(sorted(a.rooms), least=1))),
    "delete_days": lambda draw, a: deleting.delete_entities(a, Day, draw(chosen(sorted(a.days), least=1))),
    "move_track": lambda draw, a: move_in_order(a, Track, _one(draw, a.tracks), draw(st.integers(-3, 3))),
    "edit_any": _edit_any,
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
        "shift_following",
        "overrun",
        "split",
        "merge",
        "swap",
        "group",
        "join",
        "keep_as_template",
        "edit_session",
    },
    "people": {
        "add_appearance",
        "remove_appearance",
        "change_appearance",
        "delete_person",
        "delete_people",
        "edit_person",
        "add_cover",
        "add_chair",
        "change_chair",
        "remove_chair",
    },
    "blocks": {
        "move_block",
        "resize_block",
        "unplace_block",
        "delete_block",
        "add_chair",
        "change_chair",
        "remove_chair",
    },
    "rooms": {"move_room", "delete_room", "delete_rooms", "edit_room"},
    "tracks": {"move_track", "delete_track", "edit_track"},
    "partners": {"move_partner", "delete_partner"},
    "covers": {"edit_cover", "delete_cover"},
    "templates": {"move_template", "delete_template"},
    "placed": {"resize"},
}


def possible(agenda: Agenda) -> list[str]:
    """Return the commands that have something to work on."""
    hopeless = {name for shelf, names in NEEDS.items() if not getattr(agenda, shelf) for name in names}
    if not any(block.placement for block in agenda.blocks.values()):
        hopeless.add("resize_block")
    return sorted(set(COMMANDS) - hopeless)


@st.composite
def changes(draw: Draw, agenda: Agenda) -> Change | None:
    """Draw the change that some command makes of the snapshot; None where it refuses with ``EstradError``."""
    command = COMMANDS[draw(st.sampled_from(possible(agenda)))]
    try:
        return command(draw, agenda)
    except EstradError:
        return None
