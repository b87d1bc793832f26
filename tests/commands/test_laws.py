"""Laws of all commands, and tests of fetching what another plan holds."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.commands.deleting import delete_all
from planner.commands.edit import edit
from planner.commands.fetching import differing_sessions, fetch_plan, fetch_sessions
from planner.commands.sessions import add_session, delete_session, next_number
from planner.commands.timeline import place
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Day, Person, Room, Session, Track
from tests.builders import DAY, agenda, conference, day, person, room, speaker, talk, track
from tests.strategies import agendas, changes
from tests.tries import tries


def sound(agenda: Agenda) -> bool:
    """Return whether every reference points to a thing that exists, as the file's foreign keys demand."""
    days = {day.date for day in agenda.days.values()}
    for session in agenda.sessions.values():
        placement = session.placement
        points = {a.person for a in session.people} <= set(agenda.people)
        points &= session.track is None or session.track in agenda.tracks
        points &= placement is None or (placement.span.day in days and set(placement.rooms) <= set(agenda.rooms))
        if not points:
            return False
    for cover in agenda.covers.values():
        if cover.person not in agenda.people or cover.day not in days or cover.room not in (None, *agenda.rooms):
            return False
    return bool(days) and len(days) == len(agenda.days)


@tries(25)
@given(st.data())
def test_any_sequence_of_changes_can_be_taken_back(data: st.DataObject) -> None:
    snapshots = [data.draw(agendas())]
    made: list[Change] = []
    for _ in range(data.draw(st.integers(1, 8))):
        change = data.draw(changes(snapshots[-1]))
        if change is not None:
            made.append(change)
            snapshots.append(snapshots[-1].after(change))
            assert sound(snapshots[-1])
            assert str(change.label).strip()

    for change in reversed(made):
        after = snapshots.pop()
        assert after.after(change.inverse()) == snapshots[-1]
        assert snapshots[-1].after(change.inverse().inverse()) == after


# fetching from another plan -------------------------------------------------------------------------------


THEN = agenda(
    room("hall"),
    track("law"),
    person("ada", note="Then"),
    talk("keynote", "hall", "09:00-09:45", people=(speaker("ada"),), track="law"),
    talk("panel", "hall", "10:00-10:30"),
    talk("waits"),
)


def after(*changes: Change, start: Agenda = THEN) -> Agenda:
    for change in changes:
        start = start.after(change)
    return start


@settings(tries(25), suppress_health_check=[HealthCheck.filter_too_much])  # two draws are rejected twice as often
@given(agendas(most_sessions=3), agendas(most_sessions=3))
def test_the_plan_becomes_what_it_was(now: Agenda, then: Agenda) -> None:
    then = replace(then, conference=replace(then.conference, id=now.conference.id))
    then = replace(then, venue=replace(then.venue, id=now.venue.id))

    fetched = fetch_plan(now, then)

    assert (now.after(fetched), now.after(fetched).after(fetched.inverse())) == (then, now)


def test_one_session_is_fetched_with_what_is_gone_of_it_and_the_rest_stays_as_it_is() -> None:
    now = after(place(THEN, "keynote", DAY, 780, ["hall"]), edit(THEN, Session, "panel", title="Another"))
    bare = now
    for kind, which in ((Session, "keynote"), (Person, "ada"), (Room, "hall"), (Track, "law")):
        bare = bare.after(delete_all(bare, kind, [which]))
    for before in (now, bare, after(delete_session(THEN, "keynote"), edit(THEN, Person, "ada", note="Now"))):
        found = before.after(fetch_sessions(before, THEN, ["keynote"]))
        assert found.sessions["keynote"] == THEN.sessions["keynote"]
        assert found.sessions["panel"] == before.sessions["panel"]
        assert (found.rooms["hall"], found.tracks) == (THEN.rooms["hall"], THEN.tracks)
        assert found.people["ada"] == before.people.get("ada", THEN.people["ada"])


def test_a_session_of_a_day_that_is_gone_waits_in_the_tray() -> None:
    now = Agenda.of(*(e for e in THEN.entities() if not isinstance(e, Day | Session)), day(DAY.replace(day=26)))

    found = now.after(fetch_sessions(now, THEN, ["keynote", "panel"]))

    assert [session.id for session in found.tray] == ["keynote", "panel"]


def test_a_number_that_was_given_away_is_not_taken_back() -> None:
    deleted = after(delete_session(THEN, "waits"))
    now = deleted.after(add_session(deleted, "new", title="New"))
    assert now.sessions["new"].number == THEN.sessions["waits"].number

    assert now.after(fetch_sessions(now, THEN, ["waits"])).sessions["waits"].number == next_number(now)


def test_what_differs_is_named_and_what_is_gone_is_too_but_for_what_an_import_remembers() -> None:
    now = after(
        place(THEN, "panel", DAY, 700, ["hall"]),
        edit(THEN, Session, "waits", title="Another", note="Said"),
        delete_session(THEN, "keynote"),
    )
    told = replace(THEN, sessions={**THEN.sessions, "waits": replace(THEN.sessions["waits"], told=("title:abc",))})

    assert [(session.id, names) for session, names in differing_sessions(now, THEN)] == [
        ("keynote", ()), ("panel", ("placement",)), ("waits", ("title", "note")),
    ]  # fmt: skip
    assert differing_sessions(told, THEN) == ()
    assert not fetch_plan(THEN, THEN)
    bare = agenda(conference())
    assert str(fetch_plan(bare, THEN).label) == "Fetch the plan back"
    assert str(fetch_sessions(bare, THEN, ["panel"]).label) == "Fetch “Panel” back"
    assert str(fetch_sessions(bare, THEN, ["panel", "waits"]).label) == "Fetch 2 sessions back"


def test_what_was_imported_anew_meanwhile_stays_the_one_that_an_import_knows() -> None:
    then = agenda(person("ada", origin="x/p1"), talk("keynote", people=(speaker("ada"),), origin="x/1"))
    now = agenda(person("again", name="Ada", origin="x/p1"), talk("anew", people=(speaker("again"),), origin="x/1"))

    fetched = after(fetch_sessions(now, then, ["keynote"]), start=now)

    assert (fetched.sessions["keynote"].origin, fetched.sessions["anew"].origin) == ("", "x/1")
    assert (fetched.people["ada"].origin, fetched.people["again"].origin) == ("", "x/p1")
    assert after(fetch_sessions(THEN, then, ["keynote"])).sessions["keynote"].origin == "x/1"
