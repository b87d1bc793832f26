"""Lists of small values, and the hours of people and rooms, as text: what is written is read back equal."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.commands.value_text import (
    read_extra,
    read_links,
    read_list,
    read_segments,
    read_statements,
    write_extra,
    write_list,
    write_segments,
    write_statements,
)
from planner.commands.window_text import merge_windows, read_windows, write_windows
from planner.domain.entities import Day
from planner.domain.span import LATEST, Span, whole_day
from planner.domain.value_objects import ExtraField, Link, Segment, Statement
from planner.wording import wording
from tests.builders import DAY, day
from tests.strategies import DAYS

WORDS = st.text("abc åäö.1", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)


@given(st.lists(WORDS, unique=True, max_size=4).map(tuple))
def test_a_list_is_read_as_it_was_written(values: tuple[str, ...]) -> None:
    assert read_list(write_list(values)) == values


def test_a_value_with_a_comma_keeps_it() -> None:
    values = ("Screen, large", "Two microphones")

    assert (write_list(values), read_list(write_list(values))) == ("Screen, large; Two microphones", values)
    assert (write_list(values[:1]), read_list(write_list(values[:1]))) == ("Screen, large;", values[:1])


@given(st.lists(st.builds(Segment, WORDS.filter(lambda t: not t[-1].isdigit()), st.integers(1, 600))).map(tuple))
def test_parts_are_read_as_they_were_written(parts: tuple[Segment, ...]) -> None:
    assert read_segments(write_segments(parts), "no") == parts


@given(
    st.lists(
        st.builds(ExtraField, st.text('a:" ', min_size=1).map(str.strip).filter(lambda t: t and '":' not in t), WORDS)
    ).map(tuple)
)
@example((ExtraField("Q1: Diet", "vegan"), ExtraField('"Quoted"', "no: never")))
def test_fields_of_ones_own_are_read_as_they_were_written(fields: tuple[ExtraField, ...]) -> None:
    assert read_extra(write_extra(fields), "no") == fields


@pytest.mark.parametrize(
    ("reads", "typed", "expected"),
    [
        (read_segments, "Talk 30", [Segment("Talk", 30)]),
        (read_segments, "Questions: 15 min", [Segment("Questions", 15)]),
        (read_segments, "Frågor – 15 minuter", [Segment("Frågor", 15)]),
        (read_segments, "Part 2, 20 min.", [Segment("Part 2", 20)]),
        (read_links, "https://example.org/1 Slides", [Link("https://example.org/1", "Slides")]),
        (read_links, "Slides: https://example.org/1", [Link("https://example.org/1", "Slides")]),
        (read_links, "example.org", [Link("example.org")]),
        (read_links, "geo:59.3,18.1 Map", [Link("geo:59.3,18.1", "Map")]),
        (read_extra, "Dinner: yes: late\nHotel:", [ExtraField("Dinner", "yes: late"), ExtraField("Hotel")]),
    ],
)
def test_ways_to_write_a_part_a_link_and_a_field_of_ones_own(
    reads: Callable[..., object], typed: str, expected: list[object]
) -> None:
    assert reads(typed, "no") == tuple(expected)


@pytest.mark.parametrize(
    ("reads", "typed"),
    [
        (read_segments, "Questions"), (read_segments, "15"), (read_segments, "Talk 0"), (read_segments, "Talk 3000"),
        (read_links, "Slides"),
        (read_extra, "Dinner"),
    ],
)  # fmt: skip
def test_a_part_has_a_name_and_minutes_a_link_an_address_and_a_field_of_ones_own_a_name(
    reads: Callable[..., object], typed: str
) -> None:
    with pytest.raises(ValueError, match="no"):
        reads(typed, "no")


@given(st.lists(st.builds(Statement, WORDS, WORDS, st.booleans()), unique=True, max_size=4).map(tuple))
def test_statements_are_read_as_they_were_written(said: tuple[Statement, ...]) -> None:
    assert read_statements(write_statements(said)) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("“We need it - now”", Statement("We need it - now", verbatim=True)),
        ('"We need it" - Bo', Statement("We need it", "Bo", verbatim=True)),
        ("”Vi behöver det” – Bo", Statement("Vi behöver det", "Bo", verbatim=True)),
        ("It shows – in many ways – Ada", Statement("It shows – in many ways", "Ada")),
        ("It shows - Ada", Statement("It shows", "Ada")),
        ("A well-known thing", Statement("A well-known thing")),
    ],
)
def test_ways_to_write_a_statement(typed: str, said: Statement) -> None:
    assert read_statements(typed) == (said,)


# when somebody can come ---------------------------------------------------------------------------------


FRIDAY = date(2024, 4, 26)
ONE = (day(),)
TWO = (day(), day(FRIDAY, "09:00", "17:00"))
NIGHT = (day(opens="20:00", closes="27:00"),)
ENGLISH = wording("en")


def read(text: str, days: tuple[Day, ...] = ONE, before: tuple[Span, ...] = ()) -> str:
    """Read a text and write it again, with | between the lines."""
    return write_windows(read_windows(text, days, ENGLISH, before=before), days).replace("\n", " | ")


def refusal(text: str, days: tuple[Day, ...] = ONE) -> str:
    """Return the sentence with which a text is refused."""
    with pytest.raises(ValueError, match=r"\.$") as refused:
        read_windows(text, days, ENGLISH)
    return str(refused.value)


@pytest.mark.parametrize("text", ["", "  \n ", "Always", "alltid"])
def test_nothing_said_is_always(text: str) -> None:
    assert read_windows(text, ONE, ENGLISH) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-14", "09:00–14:00"),
        ("09:00–14:00", "09:00–14:00"),
        ("9.00–14.00", "09:00–14:00"),
        ("kl. 9–14", "09:00–14:00"),
        ("klockan 9 till 14", "09:00–14:00"),
        ("930-1200", "09:30–12:00"),
        ("from 9 until 14", "09:00–14:00"),
        ("between 9 and 14", "09:00–14:00"),
        ("mellan kl 9 och 14", "09:00–14:00"),
        ("from 13", "13:00–18:00"),
        ("från 13", "13:00–18:00"),
        ("13-", "13:00–18:00"),
        ("efter 13.30", "13:30–18:00"),
        ("until 14", "08:00–14:00"),
        ("till 14", "08:00–14:00"),
        ("t.o.m. 14", "08:00–14:00"),
        ("-14", "08:00–14:00"),
        ("22-2", "22:00–02:00"),
        ("22-24", "22:00–24:00"),
        ("2024-04-25", "2024-04-25"),
        ("25/4", "2024-04-25"),
        ("25.4.2024", "2024-04-25"),
        ("20240425", "2024-04-25"),
        ("hela dagen", "2024-04-25"),
        ("torsdag", "2024-04-25"),
        ("Thu 25 April: 9–12", "09:00–12:00"),
        ("13-15, 9-12", "09:00–12:00 | 13:00–15:00"),
        ("9-12 och 14-15", "09:00–12:00 | 14:00–15:00"),
        ("9-12\n11-14\n14-15", "09:00–15:00"),
    ],
)
def test_hours_of_a_conference_of_one_day(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-04-25 09:00–14:00", "2024-04-25 09:00–14:00"),
        ("2024-04-26", "2024-04-26"),
        ("friday", "2024-04-26"),
        ("0-24", "2024-04-25 | 2024-04-26"),
        ("26/4 från 13", "2024-04-26 13:00–17:00"),
        ("26/4/2024 -12", "2024-04-26 09:00–12:00"),
        ("26 april kl 10–11", "2024-04-26 10:00–11:00"),
        ("fredagen 10-11", "2024-04-26 10:00–11:00"),
        ("10-11 on Friday", "2024-04-26 10:00–11:00"),
        ("9-14", "2024-04-25 09:00–14:00 | 2024-04-26 09:00–14:00"),
        ("from 13", "2024-04-25 13:00–18:00 | 2024-04-26 13:00–17:00"),
        ("Thu 9-10, 11-12", "2024-04-25 09:00–10:00 | 2024-04-25 11:00–12:00"),
        ("Thu, 9-10", "2024-04-25 09:00–10:00"),
        ("25/4, 26/4 10-11", "2024-04-25 | 2024-04-26 10:00–11:00"),
        ("Thursday and Friday 10-11", "2024-04-25 10:00–11:00 | 2024-04-26 10:00–11:00"),
        ("26/4, 25/4", "2024-04-25 | 2024-04-26"),
        ("26/4, 26/4 10-11", "2024-04-26"),
    ],
)
def test_days_and_hours_of_a_conference_of_several(text: str, expected: str) -> None:
    assert read(text, TWO) == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1-2", (25 * 60, 26 * 60)),
        ("from 1", (25 * 60, 27 * 60)),
        ("until 1", (20 * 60, 25 * 60)),
        ("21-2", (21 * 60, 26 * 60)),
        ("25:00-26:00", (25 * 60, 26 * 60)),
        ("14-15", (14 * 60, 15 * 60)),
    ],
)
def test_hours_of_a_day_that_ends_at_night(text: str, minutes: tuple[int, int]) -> None:
    assert read_windows(text, NIGHT, ENGLISH) == (Span(DAY, *minutes),)


@pytest.mark.parametrize("text", ["9", "foo", "9-9", "99-3", "9:75-10", "9–14 perhaps", "12345-9", "25/4 soon"])
def test_what_is_not_understood_is_refused_with_an_example(text: str) -> None:
    assert refusal(text) == f"“{text}” is not understood. Type hours such as 9–14 or 13–."
    assert refusal("soon", TWO) == "“soon” is not understood. Type a day and hours such as 2024-04-25 9–14."


@pytest.mark.parametrize(
    ("text", "night"), [("25-26", "25"), ("thu 25-26", "25"), ("9-25", "25"), ("från 26", "26"), ("-48", "48")]
)
def test_an_hour_beyond_24_is_no_hour_unless_it_has_minutes(text: str, night: str) -> None:
    assert refusal(text, TWO) == (
        f"“{text}” is beyond 24. Type {night}:00 if it is an hour of the night, or a date such as 2024-04-25."
    )
    assert read("2024-04-25 25:00-26:00", TWO) == "2024-04-25 25:00–26:00"


def test_a_whole_day_is_that_day_whenever_it_opens() -> None:
    assert read_windows("26/4", TWO, ENGLISH) == (whole_day(FRIDAY),)
    assert read_windows("hela dagen", NIGHT, ENGLISH) == (whole_day(DAY),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-04-27 9-14", "2024-04-27 is not a day of the conference."),
        ("31/4", "31/4 is not a day of the conference."),
        ("4/25", "4/25 is not a day of the conference."),
        ("monday", "monday is not a day of the conference."),
        ("mon 25 april", "mon is not a day of the conference."),
        ("from 18", "2024-04-25 closes at 18:00, before “from 18”."),
        ("until 8", "2024-04-25 opens at 08:00, after “until 8”."),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(text: str, expected: str) -> None:
    assert refusal(text) == expected


def test_a_date_that_stood_there_may_stay_though_it_is_no_day_of_the_conference() -> None:
    before = (Span(FRIDAY, 600, 660),)

    assert write_windows(before, ONE) == "2024-04-26 10:00–11:00"
    assert read("9-10\n2024-04-26 10:00–11:00", before=before) == "09:00–10:00 | 2024-04-26 10:00–11:00"


def test_the_night_is_written_as_the_clock_shows_it() -> None:
    assert (
        write_windows((Span(DAY, 21 * 60, 26 * 60), Span(DAY, 25 * 60, 26 * 60)), NIGHT) == "21:00–02:00\n01:00–02:00"
    )


HOURS = st.tuples(st.integers(0, LATEST - 1), st.integers(1, LATEST)).filter(lambda pair: pair[0] < pair[1])
WINDOWS = st.builds(lambda when, hours: Span(when, *hours), st.dates(date(2024, 4, 25), date(2024, 4, 30)), HOURS)


@given(st.lists(WINDOWS, max_size=3), st.lists(DAYS, min_size=1, max_size=3, unique_by=lambda day: day.date))
def test_what_is_written_is_read_as_it_was(windows: list[Span], days: list[Day]) -> None:
    tidied = merge_windows(windows)

    assert read_windows(write_windows(tidied, days), days, ENGLISH, before=tidied) == tidied


@given(st.lists(WINDOWS, max_size=6))
def test_tidy_windows_hold_the_same_minutes_and_do_not_meet(windows: list[Span]) -> None:
    found = merge_windows(windows)

    assert {(w.day, m) for w in found for m in range(w.start, w.end)} == {
        (w.day, m) for w in windows for m in range(w.start, w.end)
    }
    assert all(a.day < b.day or a.end < b.start for a, b in pairwise(found))


@given(st.text(alphabet="0123456789:.-–/, \nandtillfrånkoch", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_windows(text, TWO, ENGLISH)
    except ValueError:
        assert refusal(text, TWO).endswith(".")
    else:
        assert found == merge_windows(found)
