"""Plans drawn by Hypothesis that break as many rules as possible, and places for a session in them."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Conference, Cover, Day, Entity, Partner, Person, Room, Session, Venue
from planner.domain.span import Span, whole_day
from planner.domain.value_objects import Kind, Link, Placement, Role, State, Status
from tests.builders import DAY, Appearance, agenda, day, person, room, talk
from tests.strategies import chosen

TOMORROW, LATER = DAY + timedelta(days=1), DAY + timedelta(days=2)
ROOMS, PEOPLE = ("hall", "lab", "attic"), ("ada", "bo", "cy")
EDGES = [1261, 1320, 1321, 1380, 1381, 1440, 1441, 1561]
"""Minutes from the midnight of ``DAY``, some a minute apart, so that times touch or overlap by one."""
TO_THE_MINUTE = [(start, start + minutes) for start in range(1260, 1560) for minutes in (1, 200)]
TIMES = st.sampled_from(
    [
        Span(on, start - before, end - before)
        for start, end in (*list(combinations(EDGES, 2)) * 20, *TO_THE_MINUTE)
        for on, before in ((DAY, 0), (TOMORROW, 1440))
        if start >= before
    ]
)
"""Times of one night, given as spans of either day."""
WINDOWS = st.lists(TIMES | st.sampled_from([whole_day(DAY), whole_day(TOMORROW)]), max_size=3).map(tuple)
SOME = st.sampled_from([(), *((thing,) for thing in ("Piano", "piano ", "Laser"))])
SEATS = st.sampled_from([None, 10, 20, 30])
PLACES = st.sampled_from(["", "Foyer"])
PADDING = st.sampled_from([0, 0, 1, 29, 59, 601])
STATES = st.sampled_from([State.CONFIRMED, State.CONFIRMED, State.INVITED, State.DECLINED])


@st.composite
def crowded(draw: st.DrawFn, session_id: str) -> Session:
    """Draw a session among few rooms, people and hours, so that many of them clash."""
    where = draw(TIMES)
    session = talk(
        session_id,
        kind=draw(st.sampled_from([Kind.TALK, Kind.TALK, Kind.MEAL])),
        people=tuple(
            Appearance(p, draw(st.sampled_from([Role.SPEAKER, Role.MODERATOR])), draw(STATES))
            for p in draw(chosen(list(PEOPLE), most=2))
        ),
        status=draw(st.sampled_from([Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED])),
        audience=draw(SEATS),
        equipment=draw(SOME),
        setup=draw(PADDING),
        teardown=draw(PADDING),
        block=draw(st.sampled_from([None, "block"])),
    )
    if draw(st.integers(0, 5)) == 0:
        return session
    placement = Placement(where, draw(chosen(list(ROOMS))), draw(PLACES))
    return replace(session, minutes=where.minutes, placement=placement)


@st.composite
def shifts(draw: st.DrawFn, cover_id: str) -> Cover:
    """Draw a moderator's shift in any room or in all of them."""
    where, whole = draw(TIMES), draw(st.booleans())
    return Cover(
        id=cover_id,
        person=draw(st.sampled_from(PEOPLE)),
        day=where.day,
        start=None if whole else where.start,
        end=None if whole else where.end,
        room=draw(st.sampled_from([None, *ROOMS])),
        state=draw(STATES),
    )


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Draw a block with chairs, in some rooms or waiting."""
    where = draw(TIMES)
    chairs = tuple(Appearance(p, Role.MODERATOR, draw(STATES)) for p in draw(chosen(list(PEOPLE), most=2)))
    placement = draw(st.sampled_from([None, Placement(where, draw(chosen(list(ROOMS))), draw(PLACES))]))
    return Block(id="block", title="Block", minutes=where.minutes, chairs=chairs, placement=placement)


@st.composite
def plans(draw: st.DrawFn) -> Agenda:
    """Draw a conference that breaks as many rules as possible."""
    made = agenda(
        day(DAY, "21:01", "27:59"),
        day(TOMORROW, "02:01", "07:00"),
        *(room(r, n, seats=draw(SEATS), equipment=draw(SOME), closed=draw(WINDOWS)) for n, r in enumerate(ROOMS)),
        *(person(p, availability=draw(WINDOWS), needs=draw(SOME), brings=draw(SOME)) for p in PEOPLE),
        *(draw(crowded(name)) for name in "abcdef"),
        draw(blocks()),
        *(draw(shifts(f"cover {n}")) for n in range(draw(st.integers(0, 3)))),
    )
    return replace(made, venue=replace(made.venue, closes=draw(st.sampled_from([None, 59, 61, 300, 1501]))))


ADDRESSES = st.sampled_from(["", "no", "https://example.org"])
LINKS = ADDRESSES.map(lambda address: (Link(address),))
TEXTS = st.sampled_from(["", "Yes."])
NAMES = st.sampled_from(["Panel", "Talk"])
WHEN = st.sampled_from([None, DAY, TOMORROW])
OTHERS: dict[type[Entity], dict[str, st.SearchStrategy[Any]]] = {
    Conference: {
        "timezone": st.sampled_from(["Europe/Stockholm", "Africa/Cairo", "Africa/Cairo", "Nowhere"]),
        "contact": st.sampled_from(["", "no", "ada@example.org"]),
        **dict.fromkeys(
            ("website", "programme_page", "registration_page", "calendar_address", "logo_address"), ADDRESSES
        ),
    },
    Venue: {"map_link": ADDRESSES},
    Partner: {"website": ADDRESSES, "position": st.integers(0, 1), "name": NAMES},
    Day: {"opens": st.sampled_from([60, 121]), "closes": st.sampled_from([1500, 1561])},
    Room: {"name": NAMES, "position": st.integers(0, 2)},
    Person: {"name": NAMES, "sort_name": TEXTS, "links": LINKS},
    Block: {"title": NAMES},
    Session: {
        "title": NAMES,
        "number": st.integers(2, 4),
        **dict.fromkeys(("abstract", "description"), TEXTS),
        **dict.fromkeys(("website", "stream"), ADDRESSES),
        "links": LINKS,
    },
}
"""What rules read beside the fields that ``plans`` draws. In Cairo the clocks are set forward that night."""


@st.composite
def plans_of_all_fields(draw: st.DrawFn) -> Agenda:
    """Draw such a conference with every field that a rule reads drawn; the second day may be another date."""
    plan = draw(plans())
    second = replace(plan.days_in_order[1], date=draw(st.sampled_from([TOMORROW, TOMORROW, LATER])))
    firm = Partner(id="firm", name="")
    asked = [
        replace(s, people=tuple(replace(a, asked=draw(WHEN), answered=draw(WHEN)) for a in s.people))
        for s in plan.sessions.values()
    ]
    led = [
        replace(b, chairs=tuple(replace(a, asked=draw(WHEN), answered=draw(WHEN)) for a in b.chairs))
        for b in plan.blocks.values()
    ]
    changed = {(type(entity), entity.id): entity for entity in (*plan.entities(), second, firm, *asked, *led)}
    return Agenda.of(
        *(
            replace(entity, **{name: draw(values) for name, values in OTHERS.get(kind, {}).items()})
            for (kind, _id), entity in changed.items()
        )
    )


@st.composite
def places(draw: st.DrawFn, plan: Agenda) -> Placement:
    """Draw a place in the night, often one a few minutes from a session there, or with a minute of it."""
    where = Placement(draw(TIMES), draw(chosen(list(ROOMS))))
    beside = draw(st.sampled_from([None, *(placement for _session, placement in plan.placed)]))
    if beside is None:
        return where
    span, minutes = beside.span, min(where.span.minutes, 60)
    gap = draw(st.sampled_from([-1, 0, 1, 5, 9, 15]))
    start = draw(st.sampled_from([span.end + gap, span.start - minutes - gap]))
    return Placement(
        Span(span.day, max(0, start), max(0, start) + minutes), draw(st.sampled_from([beside, where])).rooms
    )
