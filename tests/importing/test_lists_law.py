"""The law of any list made of any conference elsewhere: all it tells is taken, and a second import changes nothing."""

from dataclasses import fields, replace
from datetime import datetime, time, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import cleaned
from planner.domain.agenda import Agenda
from planner.domain.entities import Person, Room, Session, Track
from planner.domain.long_task import run_to_end
from planner.domain.span import MINUTES_A_DAY
from planner.domain.value_objects import Extra
from planner.importing.datetimes import choose_zone
from planner.importing.incoming import (
    Incoming,
    IncomingPerson,
    IncomingRoom,
    IncomingSession,
    IncomingStart,
    IncomingTrack,
)
from planner.importing.plan import Verdict
from planner.importing.planning import plan_import
from tests.strategies import FREE, IDS, NAMES, agendas, appearances, placements, things
from tests.tries import tries

NOT_TOLD = {"told", "origin", "extra"}


def forgetful(thing):
    """Return the thing without any memory of an import."""
    return replace(thing, **{name: () if name == "told" else "" for name in ("told", "origin") if hasattr(thing, name)})


@st.composite
def conferences(draw):
    """Draw a conference that nothing was imported into; no two tracks have the same name."""
    whole = draw(agendas(most_sessions=3))
    tracks = {track.name: track for track in whole.tracks.values()}
    entities = [e for e in whole.entities() if not isinstance(e, Track) or tracks[e.name] is e]
    found = [replace(e, imported=()) if e is whole.conference else e for e in entities]
    return Agenda.of(*map(forgetful, [_without(e, whole, tracks) for e in found]))


def _without(entity, whole, tracks):
    """Return the thing with the one remaining track of that name."""
    track = getattr(entity, "track", None)
    return replace(entity, track=tracks[whole.tracks[track].name].id) if track else entity


@st.composite
def edited(draw, whole):
    """Draw the conference as somebody else has continued it: other fields, more people and sessions."""
    kept = {room.name for room in whole.rooms.values()} | {track.name for track in whole.tracks.values()}
    names = NAMES.filter(lambda name: name not in kept)
    made = [thing for thing in whole.entities() if not isinstance(thing, Room | Track | Person | Session)]
    renamed = draw(st.lists(names, min_size=8, max_size=8, unique=True))
    for kind in (Room, Track):
        for thing in getattr(whole, f"{kind.__name__.lower()}s").values():
            name = st.just(thing.name) | st.just(renamed.pop())
            made.append(draw(st.just(thing) | things(kind, id=st.just(thing.id), name=name).map(forgetful)))
    for thing in (*whole.people.values(), *draw(st.lists(things(Person, name=NAMES), max_size=1))):
        made.append(draw(st.just(forgetful(thing)) | things(Person, id=st.just(thing.id), name=NAMES).map(forgetful)))
    bare = Agenda.of(*made)
    return Agenda.of(*made, *[draw(sessions(bare, key, n)) for n, key in enumerate([*whole.sessions, draw(IDS)], 1)])


@st.composite
def sessions(draw, bare, key, number):
    """Draw a session of that id that fits the conference."""
    placement = draw(st.none() | placements([day.date for day in bare.days.values()], list(bare.rooms)))
    needed = {
        "id": st.just(key), "number": st.just(number), "title": NAMES,
        "minutes": st.just(placement.span.minutes) if placement else st.integers(1, 2 * MINUTES_A_DAY),
        "track": st.sampled_from([None, *bare.tracks]), "people": appearances(list(bare.people)),
        "placement": st.just(placement),
    }  # fmt: skip
    return forgetful(draw(things(Session, **needed)))


def told_of(kind, thing, before):
    """Return all fields that a list can tell; an extra field that no longer exists is told as empty."""
    found = {name: getattr(thing, name) for name in FREE[kind] if name not in NOT_TOLD}
    if kind in (Session, Person):
        old = {extra.name: "" for extra in before.extra} if before else {}
        values = old | {extra.name: extra.value for extra in thing.extra}
        found["extra"] = tuple(Extra(name, value) for name, value in values.items())
    return found


def written(whole, before):
    """Return the conference as a list, made from an earlier state of it and with its ids."""
    names = {room.id: room.name for room in whole.rooms.values()}
    rooms = [IncomingRoom(1, room.name, told=told_of(Room, room, None), ours=room.id) for room in whole.rooms.values()]
    tracks = [
        IncomingTrack(1, track.name, told=told_of(Track, track, None), ours=track.id) for track in whole.tracks.values()
    ]
    people = [
        IncomingPerson(1, f"book/{p.id}", p.name, told=told_of(Person, p, before.people.get(p.id)), ours=p.id)
        for p in whole.people.values()
    ]
    found = []
    for session in whole.sessions.values():
        told = {"title": session.title} | told_of(Session, session, before.sessions.get(session.id))
        placed = session.placement if session.placement and session.placement.rooms else None
        if session.placement is None:
            told["placement"] = None
        if session.track is None:
            told["track"] = None
        if not session.people:
            told["people"] = ()
        midnight = datetime.combine(placed.span.day, time()) if placed else None
        found.append(
            IncomingSession(
                1, f"book/{session.id}", session.title, told, kind=session.kind,
                track=whole.tracks[session.track].name if session.track else "",
                rooms=tuple(names[room] for room in placed.rooms) if placed else (),
                people=tuple((f"book/{a.person}", a.role) for a in session.people),
                begin=IncomingStart(placed.span.day, midnight + timedelta(minutes=placed.span.start), MINUTES_A_DAY)
                if placed else None,
                minutes=session.minutes if placed or not session.placement else None, ours=session.id,
            )
        )  # fmt: skip
    whose = whole.conference.timezone
    return Incoming("book", "book", {}, {}, whose, (), *map(tuple, (rooms, tracks, people, found)), (), {})


def seen(kind, thing):
    """Return the fields of a thing that a list tells, cleaned as an import would clean them."""
    names = [f.name for f in fields(kind) if f.name in FREE[kind] and f.name not in NOT_TOLD]
    found = cleaned(kind, {name: getattr(thing, name) for name in names})
    if kind in (Session, Person):
        extras = {extra.name: extra.value for extra in thing.extra}
        found["extra"] = {name: value for name, value in extras.items() if value}
    return found | {"called": thing.title if kind is Session else thing.name}


def in_place(session, whole):
    """Return the people, track and place of a session; a place without a room is not told."""
    people = {(whole.people[a.person].name, a.role) for a in session.people}
    track = whole.tracks[session.track].name if session.track else ""
    if session.placement and not session.placement.rooms:
        return people, track
    rooms = session.placement and [whole.rooms[room].name for room in session.placement.rooms]
    return people, track, session.minutes, session.placement and (session.placement.span, rooms)


def planned(whole, incoming, ids):
    return run_to_end(plan_import(whole, incoming, choose_zone(incoming.zone), ids))


@tries(15)
@given(st.data())
def test_a_list_of_everything_is_taken_whole_and_the_second_time_there_is_nothing(data):
    here = data.draw(conferences(), label="here")
    there = data.draw(edited(here), label="there")
    numbers = count()
    incoming = written(there, here)

    plan = planned(here, incoming, lambda: f"new{next(numbers)}")

    assert not [row for row in plan.rows if row.verdict in (Verdict.REFUSED, Verdict.GONE)]
    change = plan.change(row.key for row in plan.rows)
    after = here.after(change)
    assert after.after(change.inverse()) == here
    for kind, ours, theirs in (
        (Room, after.rooms, there.rooms), (Track, after.tracks, there.tracks), (Person, after.people, there.people),
        (Session, after.sessions, there.sessions),
    ):  # fmt: skip
        of_ours = {thing.origin.rpartition("/")[2] if key not in theirs else key: thing for key, thing in ours.items()}
        assert {key: seen(kind, of_ours[key]) for key in theirs} == {k: seen(kind, t) for k, t in theirs.items()}
        assert of_ours.keys() == theirs.keys()
    placed = {key if key in there.sessions else s.origin[5:]: in_place(s, after) for key, s in after.sessions.items()}
    expected = {key: in_place(session, there) for key, session in there.sessions.items()}
    assert {key: placed[key][: len(told)] for key, told in expected.items()} == expected
    again = planned(after, incoming, lambda: f"newer{next(numbers)}")
    assert {row.verdict for row in again.rows} <= {Verdict.SAME}
    assert not again.change(row.key for row in again.rows)
