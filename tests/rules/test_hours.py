"""Tests of closed rooms, of the venue's closing time, and of the night in which the clocks change."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.agenda import Agenda
from planner.domain.clock_change import shown_span
from planner.domain.long_task import run_to_end
from planner.domain.span import Span, format_clock
from planner.domain.value_objects import Status
from planner.printing.marks import POINT, PlacedText, TextStyle
from planner.printing.programme_sheet import programme_sheet
from planner.printing.run_sheet import run_sheet
from planner.programme.calendar import events, wall_times
from planner.programme.programme import programme
from planner.rules import check, drag_message, placing_conflicts
from planner.rules.hours import CLOCK_CHANGE, ROOM_CLOSED, VENUE_CLOSED
from planner.rules.rule import ConflictIndex, Rule
from planner.wording import Wording
from tests.builders import DAY, agenda, day, draft, room, span, talk
from tests.rules.plans import NEXT, as_asked, parts, plan, texts


@pytest.mark.parametrize(
    ("times", "when"),
    [
        pytest.param("11:00-12:00", "", id="up to the minute it closes"),
        pytest.param("13:00-14:00", "", id="from the minute it opens again"),
        pytest.param("11:30-12:01", "12:00", id="a minute too long"),
        pytest.param("12:59-14:00", "12:59", id="a minute too early"),
        pytest.param("12:15-12:45", "12:15", id="inside"),
        pytest.param("11:00-14:00", "12:00", id="around"),
    ],
)
def test_a_session_in_a_room_that_is_closed(times: str, when: str) -> None:
    shut = room("hall", closed=(span("12:30-13:00"), span("12:00-12:30")))
    found = list(ROOM_CLOSED.check(plan(shut, talk("a", "hall", times))))
    said = f"Hall is closed 12:00–13:00 on 2024-04-25, but “A” is there {times.replace('-', '–')}."

    assert (texts(found), parts(found)) == (
        [said] * bool(when),
        [("room-closed", f"problem: Hall is closed at {when}", ("a",), (), ("hall",))] * bool(when),
    )


@pytest.mark.parametrize(
    ("closes", "on", "times", "text"),
    [
        pytest.param(1020, DAY, "16:00-17:00", "", id="to the minute"),
        pytest.param(
            1020, DAY, "16:00-17:01", "“A” ends at 17:01, after the venue closes at 17:00.", id="a minute late"
        ),
        pytest.param(None, DAY, "16:00-23:00", "", id="a house that never shuts"),
        pytest.param(1440, DAY, "20:00-24:01", "“A” ends at 00:01, after the venue closes at 00:00.", id="at midnight"),
        pytest.param(1500, DAY, "20:00-25:00", "", id="written as past midnight"),
        pytest.param(60, NEXT, "22:00-25:00", "", id="before the day opens is the night that follows"),
        pytest.param(
            60, NEXT, "22:00-25:01", "“A” ends at 01:01, after the venue closes at 01:00.", id="a minute into it"
        ),
        pytest.param(60, DAY, "09:00-10:00", "", id="and not the night before"),
        pytest.param(1200, NEXT, "20:00-27:00", "", id="the minute a day opens is a day later"),
        pytest.param(
            1201, NEXT, "20:00-20:02", "“A” ends at 20:02, after the venue closes at 20:01.", id="a minute after"
        ),
        pytest.param(60, NEXT.replace(day=27), "09:00-10:00", "", id="a date that is no day"),
    ],
)
@pytest.mark.parametrize("where", ["hall", ""])
def test_a_session_after_the_house_shuts(closes: int, on: object, times: str, text: str, where: str) -> None:
    found = VENUE_CLOSED.check(plan(talk("a", where, times, on=on), closes=closes))  # type: ignore[arg-type]

    assert [(str(c.text), c.rooms) for c in found] == [(text, (where,) if where else ())] * bool(text)


# the night in which the clocks change ---------------------------------------------------------------------


SPRING, AUTUMN, ENGLISH = date(2026, 3, 29), date(2026, 10, 25), Wording("en")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def night(times: str, on: date = SPRING, zone: str = "Europe/Stockholm", **fields: object) -> Agenda:
    """Return a plan of one night with one session."""
    return agenda(day(on, "00:00", "36:00"), room("hall"), talk("a", "hall", times, on=on, **fields), timezone=zone)


SKIPPED = "on 2026-03-29, but the clocks skip that time: they show"
TWICE = "on 2026-10-25, which comes twice that night. Some calendars take the second."


@pytest.mark.parametrize(
    ("times", "on", "said", "short"),
    [
        ("02:30-03:15", SPRING, f"“A” begins at 02:30 {SKIPPED} 03:30.", "problem: No 02:30 that night: 03:30"),
        ("01:30-02:30", SPRING, f"“A” ends at 02:30 {SKIPPED} 03:30.", "problem: No 02:30 that night: 03:30"),
        ("02:00-03:00", SPRING, f"“A” begins at 02:00 {SKIPPED} 03:00.", "problem: No 02:00 that night: 03:00"),
        ("26:30-27:00", SPRING - timedelta(1), f"“A” begins at 02:30 {SKIPPED} 03:30.",
         "problem: No 02:30 that night: 03:30"),
        ("02:30-04:00", AUTUMN, f"“A” begins at 02:30 {TWICE}", "warning: 02:30 comes twice"),
        ("01:00-02:00", AUTUMN, f"“A” ends at 02:00 {TWICE}", "warning: 02:00 comes twice"),
        ("01:00-04:00", SPRING, "“A” goes on while the clocks change on 2026-03-29: it lasts 120 min, not 180.",
         "warning: Clocks change: lasts 120 min"),
        ("01:00-04:00", AUTUMN, "“A” goes on while the clocks change on 2026-10-25: it lasts 240 min, not 180.",
         "warning: Clocks change: lasts 240 min"),
    ],
)  # fmt: skip
def test_a_session_in_that_night(times: str, on: date, said: str, short: str) -> None:
    found = list(CLOCK_CHANGE.check(night(times, on)))

    assert (texts(found), parts(found)) == ([said], [("clock-change", short, ("a",), (), ("hall",))])
    assert "clock-change" in [conflict.rule for conflict in check(night(times, on))]


NOON = room("hall", closed=(span("12:00-13:00"),))
SHUT = [room(name, n, closed=(span("12:00-13:00"), span("22:00-30:00"))) for n, name in enumerate(("hall", "lab"))]


@pytest.mark.parametrize(
    ("rule", "plan", "expected"),
    [
        *(
            pytest.param(ROOM_CLOSED, plan(NOON, session), [], id=f"who does not mind a closed room: {name}")
            for name, session in (
                ("the whole venue does without it", talk("a", "", "12:00-13:00")),
                ("another room", talk("a", "lab", "12:00-13:00")),
                ("another day", talk("a", "hall", "12:00-13:00", on=NEXT)),
                ("cancelled", talk("a", "hall", "12:00-13:00", status=Status.CANCELLED)),
                ("not placed", talk("a")),
            )
        ),
        pytest.param(
            ROOM_CLOSED, plan(*SHUT, talk("a", ("lab", "attic", "hall"), "12:00-13:00")),
            [("room-closed", "problem: Lab is closed at 12:00", ("a",), (), ("lab",)),
             ("room-closed", "problem: Hall is closed at 12:00", ("a",), (), ("hall",))],
            id="each closed room is a finding",
        ),
        pytest.param(
            ROOM_CLOSED,
            plan(*SHUT, talk("b", "hall", "05:59-07:00", on=NEXT), talk("c", "hall", "06:00-07:00", on=NEXT)),
            ["Hall is closed 00:00–06:00 on 2024-04-26, but “B” is there 05:59–07:00."], id="also over night",
        ),
        pytest.param(VENUE_CLOSED, plan(talk("a", "hall", "16:00-18:00", status=Status.CANCELLED), closes=1020), [],
                     id="a cancelled session needs no open house"),
        pytest.param(VENUE_CLOSED, plan(talk("b", "lab", "16:00-18:00"), closes=1020),
                     [("venue-closed", "warning: After the venue closes at 17:00", ("b",), (), ("lab",))],
                     id="which house, in short"),
        pytest.param(CLOCK_CHANGE, night("01:00-02:00"), [], id="until it changes"),
        pytest.param(CLOCK_CHANGE, night("03:00-04:00"), [], id="from then on"),
        pytest.param(CLOCK_CHANGE, night("03:00-04:00", AUTUMN), [], id="after the hour that came twice"),
        pytest.param(CLOCK_CHANGE, night("02:30-03:00", date(2026, 4, 25)), [], id="another night"),
        pytest.param(CLOCK_CHANGE, night("02:30-03:00", zone="Asia/Tokyo"), [], id="a zone that keeps no summer time"),
        pytest.param(CLOCK_CHANGE, night("02:30-03:00", zone="Mars/Olympus"), [], id="no zone at all"),
        pytest.param(CLOCK_CHANGE, night("02:30-03:00", status=Status.CANCELLED), [], id="cancelled"),
    ],
)  # fmt: skip
def test_what_is_found(rule: Rule, plan: Agenda, expected: list[object]) -> None:
    assert as_asked(rule.check(plan), expected) == expected


def test_the_hand_is_told_before_it_drops_and_another_zone_is_another_time_at_once() -> None:
    plan, elsewhere = night("05:00-05:45"), night("02:30-03:15", zone="Asia/Tokyo")
    found = placing_conflicts(ConflictIndex(plan), plan.sessions["a"], ["hall"], Span(SPRING, 150, 195))
    typed = night("02:30-03:15")
    first = programme(typed)

    assert str(drag_message(plan, plan.sessions["a"], 150, found[0])) == "No 02:30 that night: 03:30"
    shown = programme(elsewhere, (typed, first)).items[0], first.items[0]
    assert [format_clock(item.span.start) for item in shown] == ["02:30", "03:30"]
    assert format_clock(typed.sessions["a"].placement.span.start) == "02:30"  # type: ignore[union-attr]


def measure(text: str, face: TextStyle) -> float:
    return len(text) * face.size * POINT / 2


@pytest.mark.parametrize(("times", "on", "shown"), [("02:30-03:15", SPRING, "03:30"), ("02:30-03:15", AUTUMN, "02:30")])
def test_paper_calendar_and_run_sheet_say_the_same_time(times: str, on: date, shown: str) -> None:
    plan = night(times, on)
    (event,) = events(programme(plan), ENGLISH).values()
    sheets = (
        run_to_end(programme_sheet(programme(plan), measure, ENGLISH, draft(1))),
        run_to_end(run_sheet(plan, measure, ENGLISH, draft(1))),
    )
    printed = [{mark.text for page in pages for mark in page.marks if isinstance(mark, PlacedText)} for pages in sheets]

    assert (f"{event.start:%H:%M}", [shown in words for words in printed]) == (shown, [True, True])
    assert [not {"02:30", "03:30"} - {shown} & words for words in printed] == [True, True]


@given(
    st.sampled_from([SPRING, AUTUMN, SPRING - timedelta(1), date(2026, 4, 25)]), st.integers(0, 2000),
    st.integers(1, 300),
)  # fmt: skip
def test_the_calendar_changes_nothing_more(on: date, start: int, minutes: int) -> None:
    typed = Span(on, start, start + minutes)
    shown = shown_span(typed, STOCKHOLM)

    assert wall_times(shown, STOCKHOLM) == wall_times(typed, STOCKHOLM)
    assert shown.start_datetime == wall_times(typed, STOCKHOLM)[0]
