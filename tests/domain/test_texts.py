"""Tests of what is typed and said: texts with values, cleaning, times and zones as people write them."""

import json
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.input_parsing import (
    conference_year_rule,
    past_year_rule,
    read_date,
    read_length,
    read_mail_address,
    read_start_and_end,
    read_time,
    upcoming_year_rule,
)
from planner.domain.span import FIRST_YEAR, LAST_YEAR
from planner.domain.text import (
    EstradError,
    Plural,
    Text,
    clean_line,
    clean_text,
    fill_placeholders,
    is_clean,
    text_from_json,
    text_to_json,
    with_visible_controls,
)
from planner.domain.zones import POPULOUS, find_zone_name, proposed_zone, zones_likely_first

# texts with values ----------------------------------------------------------------------------------------


NAMES = st.text("abcdefgh_", min_size=1, max_size=5).filter(lambda name: name != "n")
VALUES = st.text(max_size=9) | st.integers(-9, 9)
TEXTS: st.SearchStrategy[Text] = st.recursive(
    st.builds(lambda message, args: Text(message, **args), st.text(max_size=20), st.dictionaries(NAMES, VALUES)),
    lambda inner: st.builds(
        lambda one, many, n, args: Plural(one, many, n, **args),
        st.text(max_size=9),
        st.text(min_size=1, max_size=9),
        st.integers(-5, 5),
        st.dictionaries(NAMES, VALUES | inner, max_size=3),
    ),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (Text("Move “{title}”", title="Keynote"), "Move “Keynote”"),
        (Text("Move “{title}”", title="{x} {title}"), "Move “{x} {title}”"),
        (Text("Change {field} of “{name}”", field=Text("note"), name="Ada"), "Change note of “Ada”"),
        (Plural("one session", "{n} sessions", 1), "one session"),
        (Plural("one session", "{n} sessions", 0), "0 sessions"),
        (Plural("{room}: one", "{room}: {n}", 3, room="Hall"), "Hall: 3"),
        (Text("nothing to fill in"), "nothing to fill in"),
    ],
)
def test_a_sentence_in_english(text: Text, sentence: str) -> None:
    assert str(text) == sentence


def test_a_message_of_an_earlier_history_is_said_in_todays_words() -> None:
    kept = {"message": "Fill in {n} session", "many": "Fill in {n} sessions", "number": 2, "args": {}}
    assert text_from_json(kept) == Plural("Place {n} session", "Place {n} sessions", 2)
    about = {"message": "Change {field}", "args": {"field": {"message": "who is named to attendees", "args": {}}}}
    assert str(text_from_json(about)) == "Change who is shown to attendees"


@pytest.mark.parametrize(
    "message",
    ["{who}", "{", "}", "{}", "{0}", "{name:>999999999}", "{name.__class__}", "{name!r}", "{name[0]}"],
    ids=["unknown", "open", "close", "empty", "number", "a wide format", "an attribute", "a conversion", "an index"],
)
def test_a_message_that_cannot_be_filled_in_stays_bare(message: str) -> None:
    assert fill_placeholders(message, {"name": "Ada"}) == message


@given(TEXTS)
def test_a_text_survives_json(text: Text) -> None:
    assert text_from_json(json.loads(json.dumps(text_to_json(text)))) == text


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"message": "x"},
        {"message": "x", "args": 1},
        {"message": "x", "args": {"a": None}},
        {"message": "x", "args": {"a": [1]}},
        {"message": "x", "args": {"a": {"message": "y"}}},
        {"message": "x", "args": {}, "many": "xs"},
        {"message": "x", "args": {}, "many": "xs", "number": "three"},
    ],
)
def test_what_is_no_text_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        text_from_json(row)


# cleaning -------------------------------------------------------------------------------------------------


ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("cleaned", "text", "clean"),
    [
        pytest.param(clean_text, "  Keynote \n", "Keynote", id="outer space goes"),
        pytest.param(clean_text, "a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf", id="one sort of line break"),
        pytest.param(clean_text, "a\x00b\x07c\x7fd\x9fe", "abcde", id="control characters go"),
        pytest.param(clean_text, "a\ud800b\udfffc", "abc", id="lone surrogates go"),
        pytest.param(clean_text, "a\ufffe\uffffb", "ab", id="what is no character goes"),
        pytest.param(clean_text, "a\u202eb\u202cc", "abc", id="nothing turns the rest of the line around"),
        pytest.param(clean_text, "a\u030a", "å", id="composed"),
        pytest.param(clean_text, "a\tb  c", "a\tb  c", id="space inside stays"),
        pytest.param(clean_text, "日本 👩🏽‍🚀", "日本 👩🏽‍🚀", id="every script"),
        pytest.param(clean_line, "  Två\nrader\t här ", "Två rader här", id="any space is one space"),
        pytest.param(clean_line, "a\xa0b\u2003c", "a b c", id="also the wide and the hard ones"),
        pytest.param(clean_line, "\n\t ", "", id="nothing is left"),
        pytest.param(
            with_visible_controls,
            "Sal\x1b[31m A\n\x9bB\tC",
            "Sal\ufffd[31m A \ufffdB\tC",
            id="a terminal would obey it",
        ),
    ],
)
def test_texts_of_several_lines_of_one_and_for_a_terminal(cleaned: Callable[[str], str], text: str, clean: str) -> None:
    assert cleaned(text) == clean


@given(ANYTHING)
def test_clean_text_is_clean_for_ever_and_for_every_file(text: str) -> None:
    for clean in (clean_text, clean_line):
        once = clean(text)

        assert (clean(once), once.encode("utf-8").decode("utf-8")) == (once, once)
        assert is_clean(once, many_lines=clean is clean_text)
        assert unicodedata.is_normalized("NFC", once)
        assert not {c for c in once if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}


@pytest.mark.parametrize(
    ("text", "clean_lines"),
    [
        *((text, False) for text in ("\x1b[31m", "a\x9bb", "a\u202eb", "a\x00", "a\rb", "a\x85b", "\ufffe")),
        *((text, True) for text in ("a\nb", "a\tb", "a\u2028b")),
    ],
)
def test_a_text_with_control_characters_or_a_line_with_breaks_is_not_clean(text: str, clean_lines: bool) -> None:
    assert (is_clean(text), is_clean(text, many_lines=True)) == (False, clean_lines)


# times, dates and numbers ---------------------------------------------------------------------------------


THAT_YEAR = conference_year_rule([date(2024, 4, 25)])
DATES = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
FORMS: dict[str, Callable[[date], str]] = {
    "2024-04-25": date.isoformat,
    "2024-4-25": lambda d: f"{d.year}-{d.month}-{d.day}",
    "2024/04/25": lambda d: f"{d:%Y}/{d:%m}/{d:%d}",
    "20240425": lambda d: d.isoformat().replace("-", ""),
    "25.4.2024": lambda d: f"{d.day}.{d.month}.{d.year}",
    "25. 4. 2024": lambda d: f"{d.day}. {d.month}. {d.year}",
    "25.04.2024": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "25/4/2024": lambda d: f"{d.day}/{d.month}/{d.year}",
    "25/4 2024": lambda d: f"{d.day}/{d.month} {d.year}",
    "25.4 2024": lambda d: f"{d.day}.{d.month} {d.year}",
    "25/4-2024": lambda d: f"{d.day}/{d.month}-{d.year}",
    "25-4-2024": lambda d: f"{d.day}-{d.month}-{d.year}",
}
PATTERNS = [
    "d MMMM y", "d MMM y", "d. MMMM y", "EEEE d MMMM y", "EEE d MMM y", "EEEE 'den' d MMMM y", "MMMM d, y",
    "EEE, MMM d, y", "y MMMM d",
]  # fmt: skip
FORMS |= {
    f"{pattern} in {locale}": lambda d, p=pattern, tag=locale: format_date(d, p, locale=tag)  # type: ignore[misc]
    for pattern in PATTERNS
    for locale in ("en_GB", "sv_SE")
}
WITHOUT_YEAR: dict[str, Callable[[date], str]] = {
    "25/4": lambda d: f"{d.day}/{d.month}",
    "25/04": lambda d: f"{d.day:02}/{d.month:02}",
    "25.4": lambda d: f"{d.day}.{d.month}",
    "25.4.": lambda d: f"{d.day}.{d.month}.",
    **{
        f"{pattern} in {locale}": lambda d, p=pattern, tag=locale: format_date(d, p, locale=tag)  # type: ignore[misc]
        for pattern in ("d MMMM", "d MMM", "EEE d MMM", "MMMM d")
        for locale in ("en_GB", "sv_SE")
    },
}


@pytest.mark.parametrize("form", FORMS)
@given(when=DATES)
def test_every_way_to_write_a_date_reads_back(form: str, when: date) -> None:
    assert read_date(FORMS[form](when), THAT_YEAR) == when


@pytest.mark.parametrize("form", WITHOUT_YEAR)
@given(when=st.dates(date(2023, 1, 1), date(2025, 12, 31)))
def test_without_a_year_it_is_the_conferences(form: str, when: date) -> None:
    assert read_date(WITHOUT_YEAR[form](when), conference_year_rule([when.replace(month=1, day=5)])) == when


@given(today=DATES.filter(lambda d: d.year < LAST_YEAR - 8), when=st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_of_what_is_new_it_is_the_next_such_day(today: date, when: date) -> None:
    found = read_date(f"{when.day}/{when.month}", upcoming_year_rule(today))
    between = (today + timedelta(days=n) for n in range((found - today).days))
    assert found >= today
    assert not any((d.month, d.day) == (when.month, when.day) for d in between)


@given(today=st.dates(date(2020, 1, 1), date(2030, 12, 31)), when=st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_of_what_has_happened_it_is_the_conferences_year_or_the_latest_such_day(today: date, when: date) -> None:
    found = read_date(f"{when.day} {when:%B}", past_year_rule(today, conference_year_rule([date(2026, 4, 25)])))
    assert found <= today
    assert found.year == 2026 or found.replace(year=found.year + 1) > today


def test_day_stands_before_month_and_at_the_turn_of_the_year_it_is_the_year_that_is_nearest() -> None:
    assert [read_date(typed, THAT_YEAR) for typed in ("4/5", "4.5", "4.5.2025", "4/5/25")] == [
        date(2024, 5, 4), date(2024, 5, 4), date(2025, 5, 4), date(2025, 5, 4),
    ]  # fmt: skip
    days = conference_year_rule([date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)])
    assert [read_date(typed, days) for typed in ("31/12", "2/1")] == [date(2026, 12, 31), date(2027, 1, 2)]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("31/2", "“31/2” is not in the calendar."),
        ("2023-02-29", "“2023-02-29” is not in the calendar."),
        ("4/25", "“4/25” is not in the calendar."),
        ("29/2", "“29/2” is not in the calendar."),
        ("9999-12-31", "“9999-12-31” is no date."),
        ("0001-01-01", "“0001-01-01” is no date."),
        ("Fri 25 April 2024", "“Fri 25 April 2024”: 2024-04-25 is another day of the week."),
        ("25", "“25” is no date."),
        ("24-04-25", "“24-04-25” is no date."),
        ("2024-04-25x", "“2024-04-25x” is no date."),
        ("25 foo 2024", "“25 foo 2024” is no date."),
        ("٢٥/٤", "“٢٥/٤” is no date."),
        ("next week", "“next week” is no date."),
        (" ", "There is no date yet."),
    ],
)
def test_what_is_no_date_is_refused(typed: str, problem: str) -> None:
    with pytest.raises(EstradError) as refused:
        read_date(typed, conference_year_rule([date(2023, 4, 25)]))
    assert str(refused.value.problem) == problem


@given(st.text("0123456789/.- aprilmjfebtors,", max_size=14))
def test_whatever_is_typed_is_a_date_or_is_refused(typed: str) -> None:
    with suppress(EstradError):
        assert isinstance(read_date(typed, THAT_YEAR), date)


TIMES = {
    "9:30": ["9:30", "09:30", "9.30", "930", "0930", "kl 9.30", "kl. 9:30", "Kl 9:30", "klockan 9.30", "9:30 am",
             "9.30 fm", "9:30 a.m.", " 9 : 30 "],
    "9:00": ["9", "09", "kl 9", "kl.9", "9 am", "900"],
    "15:00": ["15", "3 pm", "3 em", "3:00 PM"],
    "0:00": ["0", "12 am", "0:00"],
    "12:00": ["12", "12 pm", "12:00"],
    "25:30": ["25:30", "2530"],
}  # fmt: skip


LENGTHS = ("90", "90 min", "90 minuter", "90m", "1:30", "1 h 30", "1h30", "1 h 30 min", "1,5 h", "1.5 h", "1 tim 30",
           "1 timme och 30 minuter", "1 hour and 30 minutes", "1:30 h")  # fmt: skip


@pytest.mark.parametrize(
    ("read", "typed", "time"),
    [
        *((read_time, typed, time) for time, forms in TIMES.items() for typed in forms),
        *((read_length, typed, "1:30") for typed in LENGTHS),
    ],
)
def test_times_of_day_and_lengths(read: Callable[[str], int], typed: str, time: str) -> None:
    hours, minutes = map(int, time.split(":"))
    assert read(typed) == hours * 60 + minutes


@pytest.mark.parametrize(
    ("read", "typed", "why"),
    [
        *((read_time, typed, "is no time of day") for typed in (
            "", "kvart i nio", "9:3", "9:60", "48", "25", "30", "45", "13 pm", "0 am",
            "\u0661\u0660:\u0660\u0660", "9-10",
            "12345", "-9")),
        *((read_length, typed, "is no length") for typed in (
            "", "0", "0 min", "1.5", "1:60", "1 h 75", "long", "٤٥", "-5", "45 x", "99999")),
        *((read_mail_address, typed, "is no e-mail address") for typed in (
            "", "anna", "anna at example.org", "anna@example", "a@b.se, c@d.se", "@example.org", "anna@", "a b@c.se")),
        *((find_zone_name, typed, "There is no time zone") for typed in (
            "", "Ankeborg", "Mars/Olympus", "Europe", "../etc/passwd")),
    ],
)  # fmt: skip
def test_what_is_no_time_length_address_or_zone_is_refused(read: Callable[[str], object], typed: str, why: str) -> None:
    with pytest.raises(EstradError, match=why):
        read(typed)


def test_an_address_is_taken_out_of_what_mail_programs_copy() -> None:
    for typed in ("a.b@c.se", " a.b@c.se ", "Anna Berg <a.b@c.se>", "<a.b@c.se>", "mailto:a.b@c.se"):
        assert read_mail_address(typed) == "a.b@c.se"


@given(st.integers(0, 47), st.integers(0, 59))
def test_every_way_to_write_a_time_reads_back(hour: int, minute: int) -> None:
    for typed in (f"{hour}:{minute:02}", f"{hour}.{minute:02}", f"{hour:02}{minute:02}", f"kl. {hour}.{minute:02}"):
        assert read_time(typed) == hour * 60 + minute


@given(st.integers(1, 47 * 60))
def test_every_way_to_write_a_length_reads_back(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    forms = [str(minutes), f"{minutes} min", f"{hours}:{rest:02}", f"{hours} h {rest}", f"{hours} tim {rest} min"]
    assert {read_length(typed) for typed in forms} == {minutes}


# time zones -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "typed", "zone"),
    [
        *((find_zone_name, typed, zone) for typed, zone in (
            ("Stockholm", "Europe/Stockholm"), (" stockholm ", "Europe/Stockholm"),
            ("europe/stockholm", "Europe/Stockholm"), ("Köpenhamn", "Europe/Copenhagen"),
            ("copenhagen", "Europe/Copenhagen"), ("New York", "America/New_York"), ("Istanbul", "Europe/Istanbul"),
            ("Indianapolis", "America/Indianapolis"), ("UTC", "UTC"))),
        # a machine in UTC tells no place
        (proposed_zone, "Europe/Helsinki", "Europe/Helsinki"),
        *((proposed_zone, machine, "Europe/Stockholm") for machine in ("Etc/UTC", "UTC", "Etc/GMT", "", "Nowhere")),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_its_city_and_proposed_by_the_machine(
    find: Callable[[str], str], typed: str, zone: str
) -> None:
    assert find(typed) == zone


def test_zones_are_offered_by_where_one_is_and_how_many_live_there() -> None:
    names = {
        "Asia/Tokyo",
        "Africa/Abidjan",
        "Europe/London",
        "Europe/Belfast",
        "Europe/Andorra",
        "Europe/Berlin",
        "UTC",
    }

    assert zones_likely_first(names, "Europe/Stockholm") == (
        "Europe/Berlin", "Europe/London", "Europe/Andorra", "Europe/Belfast", "Asia/Tokyo", "Africa/Abidjan", "UTC",
    )  # fmt: skip
    assert zones_likely_first(names, "UTC")[:3] == ("Asia/Tokyo", "Europe/Berlin", "Europe/London")


def test_the_zones_of_most_people_are_there_and_none_twice() -> None:
    assert set(POPULOUS) <= available_timezones()
    assert len(set(POPULOUS)) == len(POPULOUS)


def test_every_zone_is_known_by_its_name() -> None:
    assert [zone for zone in available_timezones() if find_zone_name(zone) != zone] == []


@pytest.mark.parametrize(
    ("typed", "times"),
    [("9", (540, None)), ("kl 9–9.45", (540, 585)), ("9.15-10", (555, 600)), ("kl. 13 till kl. 14", (780, 840)),
     ("11 am to 1 am", (660, 1500)), ("8 am - 7 am", (480, 1860)), ("9–10 pm", (1260, 1320)), ("11-1 pm", (660, 780)),
     ("9 - 5 pm", (540, 1020)), ("9 am to 1 pm", (540, 780)), ("11–1", (660, 780)), ("23–01", (1380, 1500)),
     ("9:00–9:00", (540, 1260))],
)  # fmt: skip
def test_a_start_may_have_its_end_behind_it(typed: str, times: tuple[int, int | None]) -> None:
    assert read_start_and_end(typed) == times


@pytest.mark.parametrize("typed", ["9–", "–9", "9–x", "1-2-3", "soon – later", "47:00-1", "14-13", "14:00–13:30"])
def test_what_is_no_start_with_an_end(typed: str) -> None:
    with pytest.raises(EstradError) as told:
        read_start_and_end(typed)
    assert "is no time of day" in str(told.value.problem)
