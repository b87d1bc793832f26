"""The reach of a moderator's shift, the moderators' loads and their conflicts, computed without a window."""

import pytest

from planner.domain.agenda import Agenda
from planner.domain.entities import Cover
from planner.domain.enums import Kind, State, Status
from planner.domain.span import minutes_of
from planner.layout.drag import DragPart
from planner.layout.grid import Grid
from tests.builders import DAY, agenda, day, moderator, person, room, span, speaker, talk
from ui.features.moderators.board_layout import board_layout_of
from ui.features.moderators.coverage import ModeratorLoad, clashes, clashes_of, coverage_of, would_gain
from ui.features.moderators.moderator_shift import ModeratorShift, ShiftResize, shift_around, shift_around_session

PLACES = (
    talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
    talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
    talk("tea", "lab", "14:00-14:15", kind=Kind.BREAK),
    talk("called off", "", "16:00-16:30", kind=Kind.BREAK, status=Status.CANCELLED),
)
PLAN = agenda(*PLACES)


def cover(person_id: str = "ada", times: str = "", room_id: str | None = None, **fields: object) -> Cover:
    """Return a shift on DAY, over the whole day if no times are given."""
    start, end = (minutes_of(time) for time in times.split("-")) if times else (None, None)
    given = {"id": "cover", "person": person_id, "day": DAY, "start": start, "end": end, "room": room_id}
    return Cover(**{**given, **fields})  # type: ignore[arg-type]


def said(shift: ModeratorShift | None) -> str:
    """Return a shift in words: ``hall 09:00-10:00``, ``every room all day``."""
    assert shift
    where = shift.room or "every room"
    if shift.start is None or shift.end is None:
        return f"{where} all day"
    return f"{where} {shift.start // 60:02}:{shift.start % 60:02}-{shift.end // 60:02}:{shift.end % 60:02}"


# the start of a shift ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room_id", "time", "expected"),
    [
        pytest.param("hall", "09:10", "hall 08:00-10:00", id="from the morning to the first pause"),
        pytest.param("hall", "11:00", "hall 10:30-12:00", id="between two pauses"),
        pytest.param("hall", "13:30", "hall 13:00-18:00", id="from the last pause to the evening"),
        pytest.param("lab", "13:30", "lab 13:00-14:00", id="the pause of a room is the room's own"),
        pytest.param("hall", "10:10", "hall 10:30-12:00", id="in a pause, what follows"),
        pytest.param("hall", "07:40", "hall 08:00-10:00", id="before the day, its beginning"),
        pytest.param("hall", "18:20", "hall 13:00-18:00", id="after the day, its end"),
        pytest.param(None, "13:30", "every room 13:00-18:00", id="every room has the pauses of all alone"),
    ],
)
def test_a_stretch_begins_and_ends_with_a_pause(room_id: str | None, time: str, expected: str) -> None:
    assert said(shift_around(PLAN, day(), room_id, minutes_of(time))) == expected


def test_sessions_outside_the_hours_are_inside_the_stretch() -> None:
    late = agenda(talk("late", "hall", "17:30-19:00"))

    assert said(shift_around(late, day(), "hall", minutes_of("17:40"))) == "hall 08:00-19:00"


def test_in_a_pause_that_ends_the_day_it_is_the_pause() -> None:
    party = agenda(talk("party", "", "17:00-18:00", kind=Kind.SOCIAL))

    assert said(shift_around(party, day(), "hall", minutes_of("17:30"))) == "hall 17:00-18:00"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param("hall", "hall 10:30-12:00", id="one room"),
        pytest.param(("hall", "lab"), "every room 10:30-12:00", id="two rooms"),
        pytest.param("", "every room 10:30-12:00", id="the whole venue"),
    ],
)
def test_the_stretch_around_a_session(where: str | tuple[str, ...], expected: str) -> None:
    found = agenda(*PLACES, talk("keynote", where, "11:00-11:30"))

    assert said(shift_around_session(found, found.sessions["keynote"])) == expected


# resizing ------------------------------------------------------------------------------------------------

GRID = Grid(DAY, ("hall", "lab"), 450, 1110, 480, 1080, 200, 1.5)
MORNING, ALL_DAY = ModeratorShift("hall", 540, 600), ModeratorShift("hall")


@pytest.mark.parametrize(
    ("origin", "hold", "time", "to", "expected"),
    [
        pytest.param(MORNING, DragPart.TOP, "08:52", "hall", "hall 08:40-10:00", id="earlier, to five minutes"),
        pytest.param(MORNING, DragPart.TOP, "11:00", "hall", "hall 09:55-10:00", id="never turned round"),
        pytest.param(MORNING, DragPart.BOTTOM, "11:38", "lab", "hall 09:00-11:30", id="later, in its own lane"),
        pytest.param(MORNING, DragPart.BOTTOM, "08:00", "hall", "hall 09:00-09:05", id="five minutes at least"),
        pytest.param(MORNING, DragPart.WHOLE, "10:10", "lab", "lab 10:00-11:00", id="to another room and time"),
        pytest.param(MORNING, DragPart.WHOLE, "09:10", None, "every room 09:00-10:00", id="to every room"),
        pytest.param(ALL_DAY, DragPart.WHOLE, "14:00", "lab", "lab all day", id="a whole day stays one"),
        pytest.param(ALL_DAY, DragPart.BOTTOM, "12:10", "hall", "hall 08:00-12:00", id="until it is pulled"),
    ],
)
def test_a_stretch_is_pulled(origin: ModeratorShift, hold: DragPart, time: str, to: str | None, expected: str) -> None:
    assert said(ShiftResize(GRID, origin, hold, grab=10).to(minutes_of(time), to)) == expected


# moderators' loads ---------------------------------------------------------------------------------------


def conference(*covers: Cover) -> Agenda:
    """Return a morning in two rooms: `own` has a moderator, `bare` and `beside` have none."""
    return agenda(
        person("ada"), person("bo"), *covers, talk("coffee", "", "10:00-10:30", kind=Kind.BREAK),
        talk("own", "hall", "09:00-10:00", people=(moderator("bo"),)), talk("bare", "hall", "10:30-11:00"),
        talk("beside", "lab", "10:30-11:00"), talk("off", "lab", "11:00-11:30", status=Status.CANCELLED), talk("waits"),
    )  # fmt: skip


def test_pauses_the_cancelled_and_the_waiting_do_not_count() -> None:
    found = coverage_of(conference())

    assert (found.counted, found.missing) == (("own", "bare", "beside"), ("bare", "beside"))


def test_parallel_sessions_count_their_minutes_once() -> None:
    found = coverage_of(conference(cover("ada", "10:00-12:00")))

    assert found.missing == ()
    assert found.work == {"ada": ModeratorLoad(2, 30), "bo": ModeratorLoad(1, 60)}


def test_a_stretch_gives_a_moderator_to_what_has_none_of_its_own() -> None:
    assert would_gain(conference(), cover(room_id="hall")) == {"bare"}
    assert would_gain(conference(), cover()) == {"bare", "beside"}


def test_somebody_who_has_declined_covers_nothing() -> None:
    found = coverage_of(conference(cover(room_id="hall", state=State.DECLINED)))

    assert found.missing == ("bare", "beside")


def test_a_stretch_clashes_with_what_its_person_does_elsewhere_then() -> None:
    found = agenda(
        person("ada"), cover("ada", "09:00-10:00", "hall"), talk("talk", "lab", "09:30-09:45", people=(speaker("ada"),))
    )  # fmt: skip

    texts = [str(conflict.text) for conflict in clashes_of(found, found.covers["cover"])]

    assert texts == ["Ada is in two places at 09:30: moderating Hall, and in “Talk” in Lab."]


def test_a_clash_that_was_there_before_is_no_new_one() -> None:
    found = agenda(
        person("ada", availability=(span("13:00-14:00"),)), talk("talk", "lab", "09:30-09:45", people=(speaker("ada"),))
    )  # fmt: skip

    assert clashes(found, found, "ada") == ()


# layout --------------------------------------------------------------------------------------------------


def test_stretches_at_one_time_lie_side_by_side_and_widen_their_own_lane_alone() -> None:
    found = agenda(
        person("ada"), person("bo"), cover("ada", "09:00-10:00", "hall"), cover("bo", room_id="hall", id="other")
    )  # fmt: skip
    board_layout = board_layout_of(found, day(), 800, 1)

    assert [(one.person, place, places) for one, place, places in board_layout.places] == [("bo", 0, 2), ("ada", 1, 2)]
    assert board_layout.lanes[0] > board_layout.lanes[1]


def test_a_conference_without_rooms_has_one_lane() -> None:
    board_layout = board_layout_of(PLAN.of(PLAN.conference, PLAN.venue, day()), day(), 800, 1)

    assert (board_layout.every, board_layout.room_at(10), len(board_layout.lanes)) == (0, None, 1)
    assert board_layout.shift_box(ModeratorShift(None)) is not None


def test_a_stretch_outside_the_hours_is_in_sight() -> None:
    found = agenda(person("ada"), cover("ada", "06:10-20:05", "hall"), room("hall"))
    grid = board_layout_of(found, day(), 800, 1).grid

    assert (grid.first, grid.last) == (minutes_of("06:00"), minutes_of("20:30"))
