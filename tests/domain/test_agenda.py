"""Tests of the snapshot and what it is asked: orders, spans of time, searching, and what guards changes."""

from dataclasses import replace
from datetime import timedelta
from functools import cached_property, partial
from time import process_time
from timeit import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.commands.edit import edit
from planner.commands.sessions import next_number
from planner.domain.agenda import Agenda, Change, Edit, change, session_names
from planner.domain.entities import Conference, Day, Entity, Person, Room, Session, Track, Venue
from planner.domain.search import best_matching_things, near_matches, search_entry
from planner.domain.span import (
    LATEST,
    MINUTES_A_DAY,
    Span,
    format_clock,
    format_date_and_times,
    format_times,
    parse_clock_time,
)
from planner.domain.text import Text, guard_formula, unguard_formula
from planner.domain.value_objects import Placement, State
from tests.builders import DAY, agenda, conference, day, moderator, person, room, span, speaker, talk, track
from tests.strategies import DATES, HOURS, agendas, changes
from tests.tries import tries

NEXT = DAY + timedelta(days=1)
LABEL = Text("Do something")


def test_a_change_makes_changes_and_deletes() -> None:
    before = agenda(room("hall"), room("lab"), talk("a"), talk("b", number=2))
    renamed = replace(before.rooms["hall"], name="Aula")

    assert before.after(
        change(LABEL, (None, person("ada")), (before.rooms["hall"], renamed), (before.sessions["b"], None))
    ) == agenda(renamed, room("lab"), talk("a"), person("ada"))
    assert before == agenda(room("hall"), room("lab"), talk("a"), talk("b", number=2))
    with pytest.raises(TypeError):
        before.rooms["hall"] = renamed  # type: ignore[index]


def test_a_placement_is_named_by_its_rooms_and_other_place() -> None:
    slot = span("09:00-10:00")
    found = [
        Placement(slot, rooms, place).place_name(rooms)
        for rooms in ((), ("Hall", "Lab"))
        for place in ("", "City Hall")
    ]

    assert found == ["", "City Hall", "Hall, Lab", "Hall, Lab (City Hall)"]


def test_several_edits_of_one_thing_follow_each_other_and_their_inverse_goes_backwards() -> None:
    first, second = conference(title="First"), conference(title="Second")
    halls = [room("hall"), room("hall", name="Aula"), room("hall", name="Sal")]
    made = Change(LABEL, (Edit(conference(), first), Edit(first, second), Edit(*halls[:2]), Edit(*halls[1:])))
    after = agenda().after(made)

    assert (after.conference, after.rooms["hall"]) == (second, halls[2])
    assert made.inverse() == Change(LABEL, tuple(Edit(edit.after, edit.before) for edit in reversed(made.edits)))


def test_things_come_before_those_that_point_to_them() -> None:
    found = agenda(talk("a", "hall", "09:00-09:30", people=(speaker("ada"),)), person("ada"), track("t"))

    assert [type(entity) for entity in found.entities()] == [
        Conference,
        Venue,
        Day,
        Room,
        Room,
        Track,
        Person,
        Session,
    ]
    assert Agenda.of(*found.entities()) == found


@pytest.mark.parametrize(
    ("like", "entity_id", "found"),
    [
        (Room, "hall", room("hall")),
        (Room, "attic", None),
        (Conference, "conference", conference()),
        (Conference, "venue", None),
        (Venue, "venue", Venue(id="venue", name="The Venue")),
        (Day, "2024-04-25", day()),
        (Track, "hall", None),
    ],
)
def test_finding_a_thing(like: type[Entity], entity_id: str, found: Entity | None) -> None:
    assert agenda().find(like, entity_id) == found


def test_people_stand_in_the_order_of_the_swedish_alphabet() -> None:
    names = ("Zara", "Äke", "Öst, Eva", "Åsa", "éva", "Ewa", "Ørn", "Eva", "Ærø")
    people = agenda(*(replace(person(str(n)), name=name) for n, name in enumerate(names))).people_in_order

    assert [one.name for one in people] == ["éva", "Eva", "Ewa", "Zara", "Åsa", "Äke", "Ærø", "Ørn", "Öst, Eva"]


def test_everything_stands_in_its_order() -> None:
    found = agenda(
        day(NEXT), day(), room("b", 1), room("c", 0), room("a", 1), track("z"), track("y", position=1), person("bo"),
        person("Ada"), talk("second", number=9), talk("first", number=3),
    )  # fmt: skip
    orders = (
        found.days_in_order,
        found.rooms_in_order,
        found.tracks_in_order,
        found.people_in_order,
        found.sessions_in_order,
    )

    assert [" ".join(thing.id for thing in order) for order in orders] == [
        "2024-04-25 2024-04-26", "c a b", "z y", "Ada bo", "first second",
    ]  # fmt: skip
    assert (next_number(found), found.day_with_date(DAY), found.day_with_date(NEXT.replace(day=30))) == (
        10,
        day(),
        None,
    )


def test_placed_sessions_stand_by_time_then_by_column_and_the_rest_waits() -> None:
    found = agenda(
        day(),
        day(NEXT),
        person("ada"),
        person("bo"),
        person("cy"),
        talk("tomorrow", "hall", "08:00-09:00", on=NEXT),
        talk("lab", "lab", "09:00-09:30"),
        talk("hall", "hall", "09:00-09:30"),
        talk("all", "", "09:00-09:30"),
        talk("early", "lab", "08:00-08:30"),
        talk("waits", people=(speaker("bo"), moderator("ada"), speaker("cy", State.DECLINED))),
    )

    assert [s.id for s, _ in found.placed] == ["early", "all", "hall", "lab", "tomorrow"]
    assert [s.id for s, _ in found.day_sessions(DAY)] == ["early", "all", "hall", "lab"]
    assert [(s.id, session_names(found, s)) for s in found.tray] == [("waits", ("Bo", "Ada"))]  # those still expected
    assert found.room_names(("lab", "hall")) == ("Hall", "Lab")


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: Placement(span("09:00-10:00"), ("hall", "hall")), "a room stands there twice"),
        (lambda: talk("a", minutes=0), "a session lasts"),
        (lambda: talk("a", minutes=2881), "a session lasts"),
        (lambda: talk("a", "hall", "09:00-10:00", minutes=30), "as long as its place"),
        (lambda: talk("a", people=(speaker("ada"), speaker("ada", State.INVITED))), "the same role twice"),
        (lambda: day(opens="10:00", closes="10:00"), "a day opens before it closes"),
        (lambda: Day(id="d", date=DAY, opens=0, closes=2881), "a day opens before it closes"),
        (lambda: Day(id="d", date=DAY, opens=-1), "a day opens before it closes"),
        (lambda: Venue(id="v", latitude=1.0), "go together"),
        (lambda: Venue(id="v", latitude=91.0, longitude=0.0), "no such place"),
        (lambda: Venue(id="v", latitude=float("nan"), longitude=0.0), "no such place"),
        (lambda: conference(colour="puce"), "no such colour"),
        (lambda: track("t", colour=""), "no such colour"),
        (lambda: Span(DAY, -1, 10), "no span of time"),
        (lambda: Span(DAY, 10, 10), "no span of time"),
        (lambda: Span(DAY, 20, 10), "no span of time"),
        (lambda: Span(DAY, 0, LATEST + 1), "no span of time"),
        (lambda: Span(DAY, LATEST, LATEST + 1), "no span of time"),
        *(
            (partial(parse_clock_time, text), "is no time of day")
            for text in (
                "",
                "9",
                "9:5",
                "9:60",
                "48:00",
                "-1:00",
                "09:00:00",
                "nine",
            )
        ),
        *(
            (partial(agenda().after, Change(LABEL, (Edit(*pair),))), "stale change")
            for pair in (
                (room("hall", name="Other"), room("hall")),
                (None, room("hall")),
                (room("attic"), None),
                (conference(title="Other"), conference()),
                (None, conference()),
                (conference(), None),
                (Venue(id="venue", name="The Venue"), None),
            )
        ),
        (lambda: Edit(None, None), "an edit of nothing"),
        (lambda: Edit(room("a"), room("b")), "two different things"),
        (lambda: Edit(room("a"), track("a")), "two different things"),
    ],
)
def test_impossible_things_cannot_be_written_down(made: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made()  # type: ignore[operator]


def test_a_change_knows_what_it_touches() -> None:
    nothing = change(LABEL, (room("b"), room("b")))
    made = change(LABEL, (None, room("a")), (talk("t"), None), (room("b"), room("b")))

    assert ([edit.entity.id for edit in made.edits], bool(made), bool(nothing)) == (["a", "t"], True, False)
    assert (made.touches(Session, Day), made.touches(Person), made.edited_ids(Room)) == (True, False, ("a",))


# orders after changes -------------------------------------------------------------------------------------


QUERIES = [name for name, found in vars(Agenda).items() if isinstance(found, cached_property)]


def queries(plan: Agenda) -> dict[str, Any]:
    """Return the result of every cached query by its name."""
    return {name: getattr(plan, name) for name in QUERIES}


@tries(30)
@given(st.data())
def test_queries_after_changes_are_those_of_the_same_things_asked_anew(data: st.DataObject) -> None:
    plan = data.draw(agendas())
    for _step in range(4):
        queries(plan)
        change = data.draw(changes(plan))
        if change is not None:
            plan = plan.after(change)

        assert queries(plan) == queries(Agenda.of(*plan.entities()))


def test_what_is_placed_follows_the_rooms_when_their_order_changes() -> None:
    rooms = [room("a", 0), room("b", 1), room("c", 2)]
    before = agenda(day(), *rooms, talk("x", ("c", "a"), "09:00-10:00"), talk("y", "b", "09:00-10:00"))
    after = before.after(edit(before, Room, "a", position=3))

    assert [session.id for session, _ in before.placed] == ["x", "y"]  # the first column of several counts
    assert (
        [session.id for session, _ in after.day_sessions(DAY)]
        == [session.id for session, _ in after.placed]
        == ["y", "x"]
    )
    assert after.tracks_in_order is before.tracks_in_order


# spans ----------------------------------------------------------------------------------------------------


SPANS = st.builds(lambda day, hours: Span(day, *hours), DATES, HOURS)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        pytest.param(span("09:00-10:00"), span("10:00-11:00"), False, id="back to back is fine"),
        pytest.param(span("09:00-10:00"), span("09:59-11:00"), True, id="one shared minute"),
        pytest.param(span("09:00-10:00"), span("09:00-10:00"), True, id="the same time"),
        pytest.param(span("09:00-12:00"), span("10:00-11:00"), True, id="one inside the other"),
        pytest.param(span("09:00-10:00"), span("11:00-12:00"), False, id="far apart"),
        pytest.param(span("09:00-10:00"), span("09:00-10:00", NEXT), False, id="the same hour of another day"),
        pytest.param(span("22:00-26:00"), span("01:00-03:00", NEXT), True, id="past midnight into the next day"),
        pytest.param(span("22:00-25:00"), span("01:00-03:00", NEXT), False, id="past midnight, back to back"),
        pytest.param(span("25:00-26:00"), span("01:00-02:00", NEXT), True, id="the same night hour, written both ways"),
    ],
)
def test_two_spans(one: Span, other: Span, clash: bool) -> None:
    assert (one.overlaps(other), other.overlaps(one)) == (clash, clash)


@given(SPANS, SPANS)
def test_spans_overlap_when_they_share_a_minute(one: Span, other: Span) -> None:
    shared = set(range(one.absolute_start, one.absolute_end)) & set(range(other.absolute_start, other.absolute_end))

    assert (one.overlaps(other), one.moved_to(other.day, 0)) == (bool(shared), Span(other.day, 0, one.minutes))


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "00:00"), (545, "09:05"), (1439, "23:59"), (1440, "00:00"), (1500, "01:00"), (-5, "23:55")],
)
def test_the_clock_of_a_minute(minutes: int, text: str) -> None:
    assert (format_clock(minutes), format_clock(minutes, ".")) == (text, text.replace(":", "."))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("9:05", 545), ("09:05", 545), ("09.05", 545), (" 25:30 ", 1530), ("47:59", 2879), ("0:00", 0)],
)
def test_a_time_of_day_is_read(text: str, minutes: int) -> None:
    assert parse_clock_time(text) == minutes


@given(st.integers(0, LATEST - 1))
def test_a_time_reads_as_it_was_written(minutes: int) -> None:
    written = f"{minutes // 60}:{minutes % 60:02d}"

    assert (parse_clock_time(written), parse_clock_time(format_clock(minutes))) == (minutes, minutes % MINUTES_A_DAY)


@pytest.mark.parametrize(
    ("times", "begins", "ends", "said"),
    [
        pytest.param("09:00-09:45", "2024-04-25 09:00", "2024-04-25 09:45", "2024-04-25 09:00–09:45", id="by day"),
        pytest.param("23:30-24:00", "2024-04-25 23:30", "2024-04-26 00:00", "2024-04-25 23:30–00:00", id="to midnight"),
        pytest.param(
            "23:30-25:00", "2024-04-25 23:30", "2024-04-26 01:00", "2024-04-25 23:30–01:00", id="past midnight"
        ),
        pytest.param("24:00-25:00", "2024-04-26 00:00", "2024-04-26 01:00", "2024-04-26 00:00–01:00", id="at midnight"),
        pytest.param(
            "25:30-26:30", "2024-04-26 01:30", "2024-04-26 02:30", "2024-04-26 01:30–02:30", id="in the night"
        ),
        pytest.param(
            "09:00-33:00", "2024-04-25 09:00", "2024-04-26 09:00", "2024-04-25 09:00–2024-04-26 09:00", id="a day long"
        ),
    ],
)
def test_when_a_span_really_is(times: str, begins: str, ends: str, said: str) -> None:
    found = span(times)

    assert (f"{found.start_datetime:%Y-%m-%d %H:%M}", f"{found.end_datetime:%Y-%m-%d %H:%M}") == (begins, ends)
    assert (format_date_and_times(found), format_times(found)) == (said, said.split(" ", 1)[1])


# searching ------------------------------------------------------------------------------------------------


ENTRIES = [
    search_entry("museum", "Museum of cameras", "Hall"),
    search_entry("camera", "Camera"),
    search_entry("cameras", "Camera surveillance today"),
    search_entry("singman", "Åsa Café", "camera"),
    search_entry("inside", "Telecamerage"),
    search_entry("cecilia", "Cecilia", "Uppsala universitet"),
    search_entry("about", "About", "version licence"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("camera", ["camera", "cameras", "museum", "singman", "inside"], id="the best fit is first"),
        pytest.param("ver", ["about", "cecilia"], id="what begins so comes before what only has it inside"),
        pytest.param("hall mus", ["museum"], id="every word is somewhere"),
        pytest.param("hall nothing", [], id="one word is nowhere"),
        pytest.param("ASA cafe", ["singman"], id="case and accents do not matter"),
        pytest.param("Åsa", ["singman"], id="nor where they are typed"),
    ],
)
def test_what_is_typed_is_found(typed, found):
    assert best_matching_things(ENTRIES, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("survelliance", ["cameras"], id="a slip of the finger"),
        pytest.param("muesum of camras", ["museum"], id="two slips"),
        pytest.param("camera lunch", ["camera", "cameras", "singman", "museum", "inside"], id="half, as typed first"),
        pytest.param("museum camera lunch", ["museum"], id="most of the words"),
        pytest.param("lunch", [], id="none of them"),
        pytest.param("of cat", [], id="words too short for a slip"),
    ],
)
def test_what_comes_near_is_found(typed, found):
    assert (near_matches(ENTRIES, typed), near_matches([], typed)) == (found, [])


def test_nothing_typed_finds_all_in_their_order():
    assert best_matching_things(ENTRIES, "  ", most=2) == ["museum", "camera"]


def test_a_thousand_are_searched_within_a_frame():
    many = [search_entry(n, f"Session number {n} about something", "Hall, Ada Lovelace") for n in range(1000)]
    assert (
        min(repeat(partial(best_matching_things, many, "session ada 7"), timer=process_time, repeat=5, number=1))
        < 0.016
    )


# changes that meet another --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        *((text, f"'{text}") for text in ("=1+1", "+46 8 123", "-", "@home", "\tx", "\rx", "\nx", "'=1+1", "'-")),
        *((text, text) for text in ("", "Ada", "'n Sync", "''", "a=1", " =1")),
    ],
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe_and_any_other_text_stays(text, guarded):
    assert (guard_formula(text), unguard_formula(guarded)) == (guarded, text)


@given(st.text(st.sampled_from("'=+-@\t\r\na ")) | st.text())
def test_a_guarded_text_comes_back(text):
    assert unguard_formula(guard_formula(text)) == text
    assert guard_formula(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
