"""Tests of reading our own workbook: it tells everything that is in it, and which of it was changed."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import Appearance
from planner.exporting.tables.workbook import sheet, workbook
from planner.importing.incoming import Incoming
from planner.importing.sources.workbook import is_workbook, read_workbook
from planner.wording import LANGUAGES, wording
from planner.workbook.columns import CONFERENCE, OWN_WAY, PEOPLE, ROOMS, SESSIONS, TRACKS, VENUE
from tests import strategies
from tests.exporting.tables.read_back import as_tables, through_csv, through_xlsx
from tests.importing.workbooks import tidy
from tests.tries import tries

LANGUAGE = st.sampled_from(LANGUAGES)


def told_of(layout, thing, *but):
    """Return the fields that the sheet of a thing has, with the thing's values, except those in `but`."""
    names = [field.name for field in layout.fields if ":" not in field.name and field.name not in but]
    return {name: getattr(thing, name) for name in names} | ({"extra": thing.extra} if layout.extra else {})


def said(told):
    """Return the fields that a file tells, without empty extra fields."""
    return {n: tuple(v for v in value if v.value) if n == "extra" else value for n, value in told.items()}


def tells_all(incoming: Incoming, whole: Agenda) -> None:
    """Assert that the file tells of each thing everything that the conference holds."""
    assert incoming.refused == ()
    assert incoming.conference == {k: v for k, v in told_of(CONFERENCE, whole.conference).items() if k != "timezone"}
    assert incoming.zone == whole.conference.timezone
    venue = told_of(VENUE, whole.venue)
    assert incoming.venue == (venue if any(venue.values()) else {})
    assert [(d.date, d.opens, d.closes, d.title) for d in incoming.days] == [
        (d.date, d.opens, d.closes, d.title) for d in whole.days_in_order
    ]
    for layout, found, things in (
        (ROOMS, incoming.rooms, whole.rooms_in_order),
        (TRACKS, incoming.tracks, whole.tracks_in_order),
        (PEOPLE, incoming.people, whole.people_in_order),
    ):
        assert [(one.ours, said(one.told)) for one in found] == [(thing.id, told_of(layout, thing)) for thing in things]
        assert all(one.since and not one.since.changed for one in found)
        assert len({one.name if layout is not PEOPLE else one.key for one in found}) == len(things)
    tells_sessions(incoming, whole)


def tells_sessions(incoming, whole):
    people = {one.key: one.ours for one in incoming.people}
    rooms = {one.name: one.ours for one in incoming.rooms}
    tracks = {one.name: one.ours for one in incoming.tracks}
    assert [told.ours for told in incoming.sessions] == [session.id for session in whole.sessions_in_order]
    for told, session in zip(incoming.sessions, whole.sessions_in_order, strict=True):
        assert told.since
        assert told.since.changed == frozenset()
        bare = {name: value for name, value in said(told.told).items() if name not in ("placement", "track", "people")}
        assert bare == told_of(SESSIONS, session, *OWN_WAY, "kind")
        assert (told.kind, tracks.get(told.track)) == (session.kind, session.track)
        found = tuple(
            Appearance(people[key], role, a.state, a.asked, a.answered) for (key, role), a in told.agreed.items()
        )
        assert told.people == tuple(told.agreed)
        assert sorted(found, key=lambda a: a.role) == sorted(session.people, key=lambda a: a.role)
        where = session.placement
        if where is None:
            assert (told.begin, told.told["placement"], told.minutes) == (None, None, session.minutes)
        else:
            assert told.begin
            assert told.begin.day == where.span.day
            assert (told.begin.at, told.minutes) == (where.span.begins, session.minutes)
            assert tuple(rooms[name] for name in told.rooms) == where.rooms
            assert (told.everywhere, told.place) == (where.everywhere, where.place)


@tries(20)
@given(strategies.agendas(), LANGUAGE)
def test_a_workbook_tells_all_that_stands_in_it(whole, language):
    whole = tidy(whole)

    tells_all(run_to_end(read_workbook(as_tables(*run_to_end(workbook(whole, wording(language)))))), whole)


@tries(12)
@given(strategies.agendas(most_sessions=3), LANGUAGE)
def test_so_does_the_file(whole, language):
    whole = tidy(whole)
    tables = through_xlsx(*run_to_end(workbook(whole, wording(language))))

    assert is_workbook(tables)
    tells_all(run_to_end(read_workbook(tables)), whole)


@tries(12)
@given(strategies.agendas(most_sessions=3), LANGUAGE, st.sampled_from(",;"))
def test_so_does_each_list_as_csv(whole, language, delimiter):
    whole = tidy(whole)

    for layout, things in ((PEOPLE, whole.people_in_order), (ROOMS, whole.rooms_in_order)):
        incoming = run_to_end(
            read_workbook(through_csv(*run_to_end(sheet(whole, wording(language), layout)), delimiter=delimiter))
        )
        found = incoming.people if layout is PEOPLE else incoming.rooms
        assert [(one.ours, said(one.told)) for one in found if one.ours] == [(t.id, told_of(layout, t)) for t in things]
        assert all(one.since and not one.since.changed for one in found)
