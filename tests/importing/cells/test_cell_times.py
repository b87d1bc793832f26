"""Tests of days and times in cells; laws of all that is read from one, the order of dates, and contents."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from babel.dates import format_date, format_datetime
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.domain.text import EstradError
from planner.importing.cells.cell_times import NOTHING, SERIAL_ZERO, CellTime, DoubtfulDate, TimeColumn, read_cell_time
from planner.importing.cells.contents import fields_of_content, infer_date_order, infer_length_unit, needs_date_order
from planner.importing.cells.dates import DateOrder, cut_to_final_date
from planner.importing.cells.fields import Subject, fields_of_heading
from planner.importing.cells.people import read_people
from planner.importing.cells.titles import read_talk

FRIDAY, SATURDAY = date(2024, 4, 12), date(2024, 4, 13)
DAYS = (FRIDAY, SATURDAY)
DAY_FIRST, MONTH_FIRST = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
SUMMER = timezone(timedelta(hours=2))


def at(hours, minutes=0):
    return hours * 60 + minutes


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("9.30", at(9, 30)), ("9:30", at(9, 30)), ("09.30", at(9, 30)), ("kl 9", at(9)), ("kl. 09.15", at(9, 15)),
        ("klockan 9.15", at(9, 15)), ("9:30 AM", at(9, 30)), ("9 am", at(9)), ("9:30 a.m.", at(9, 30)),
        ("12 noon", at(12)), ("noon", at(12)), ("12:30 am", at(0, 30)), ("12:15 PM", at(12, 15)), ("1 p.m.", at(13)),
        ("9", at(9)), ("0930", at(9, 30)), ("930", at(9, 30)), ("9,30", at(9, 30)), ("09:30:00", at(9, 30)),
        ("9h30", at(9, 30)), ("9 Uhr", at(9)), ("9:30 Uhr", at(9, 30)), ("um 9.30 Uhr", at(9, 30)), ("24:00", at(24)),
        ("24.30", at(24, 30)), ("25:15", at(25, 15)), ("13:30 pm", at(13, 30)), ("3 em", at(15)), ("8 fm", at(8)),
        ("ca 9.30", at(9, 30)), ("from 9", at(9)), ("från 9.30", at(9, 30)), ("ab 9 Uhr", at(9)), ("9:30 –", at(9, 30)),
        ("9.00 (insläpp)", at(9)), ("\u00a09:30\u00a0AM ", at(9, 30)), ("0.395833", at(9, 30)), ("0,395833", at(9, 30)),
        ("0.30", at(0, 30)), (0.395833, at(9, 30)), (0.39583333333, at(9, 30)), (0.0, 0), (9, at(9)), (930, at(9, 30)),
        (9.3, at(9, 30)), (13.45, at(13, 45)), (time(9, 30), at(9, 30)), (timedelta(hours=25), at(25)),
        ("klo 9.30", at(9, 30)), ("9.30 uur", at(9, 30)), ("klokken 9.30", at(9, 30)), ("à 9h30", at(9, 30)),
        (time(9, 29, 59), at(9, 30)), (datetime(1899, 12, 31, 9, 30), at(9, 30)), (datetime(1900, 1, 1, 9), at(9)),
    ],
)  # fmt: skip
def test_a_time_of_day(written, start):
    assert read_cell_time(written, None, TimeColumn.START) == CellTime(start=start)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("9:00–9:30", at(9), at(9, 30)), ("09.00-09.30", at(9), at(9, 30)), ("9.00 till 9.45", at(9), at(9, 45)),
        ("9 - 10", at(9), at(10)), ("kl 9-10", at(9), at(10)), ("9 bis 10.30 Uhr", at(9), at(10, 30)),
        ("9–10 am", at(9), at(10)), ("11–1 pm", at(11), at(13)), ("1:30 - 3 PM", at(13, 30), at(15)),
        ("9:00 AM – 10:00 AM", at(9), at(10)), ("11 am to 1", at(11), at(13)), ("12-1 pm", at(12), at(13)),
        ("2 pm-4", at(14), at(16)), ("10 pm-2", at(22), at(26)),
        ("0900-0930", at(9), at(9, 30)), ("22:00-01:00", at(22), at(25)), ("22:00–24:00", at(22), at(24)),
        ("from 9 to 10", at(9), at(10)), ("9:00 → 9:45", at(9), at(9, 45)), ("9.00—9.30", at(9), at(9, 30)),
        ("09:00:00 - 09:30:00", at(9), at(9, 30)), ("10 Uhr - 11 Uhr", at(10), at(11)), ("von 9 bis 10", at(9), at(10)),
        ("klo 8.30–9.00", at(8, 30), at(9)), ("09.00 - 09.30 uur", at(9), at(9, 30)), ("9h00 à 9h30", at(9), at(9, 30)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", [TimeColumn.START, TimeColumn.END, TimeColumn.ANY, TimeColumn.LENGTH, TimeColumn.DATE])
def test_a_stretch_says_both_in_whatever_column_it_stands(written, start, end, part):
    assert read_cell_time(written, None, part) == CellTime(start=start, end=end)


ANY, END, HOURS = TimeColumn.ANY, TimeColumn.END, TimeColumn.HOURS


@pytest.mark.parametrize(
    ("written", "part", "days", "found"),
    [
        ("10.30", END, (), CellTime(end=at(10, 30))), ("till 10.30", END, (), CellTime(end=at(10, 30))),
        (datetime(1899, 12, 31, 0, 30), END, (), CellTime(end=at(24, 30))), (0.4375, END, (), CellTime(end=at(10, 30))),
        (datetime(2024, 4, 12, 10, 30), END, (), CellTime(day=FRIDAY, end=at(10, 30))),
        ("9:00 (30 min)", ANY, (), CellTime(start=at(9), minutes=30)),
        ("9.00, 45 min", ANY, (), CellTime(start=at(9), minutes=45)),
        ("9:30-10:00", ANY, (), CellTime(start=at(9, 30), end=at(10))),
        ("09:30 UTC", ANY, (), CellTime(start=at(9, 30), offset=0)),
        ("12 april ca 11", TimeColumn.START, DAYS, CellTime(day=FRIDAY, start=at(11))),
        *((text, TimeColumn.START, (), CellTime(start=at(9), end=at(9, 45)))
          for text in ("Tid 09.00–09.45", "Tid: 9-9.45", "Time: 09:00 - 09:45", "Zeit 9:00–9:45")),
        *((hours, HOURS, (), CellTime(minutes=minutes))
          for hours, minutes in ((1, 60), (1.5, 90), (0.75, 45), ("0,5", 30), ("30 min", 30))),
        (2880, TimeColumn.LENGTH, (), CellTime(minutes=2880)),  # the longest
        # days of the conference
        ("Day 1", TimeColumn.DATE, (), CellTime(nth=1)), ("Dag 2", TimeColumn.DATE, (), CellTime(nth=2)),
        ("Tag 2 – Samstag, 13. April", TimeColumn.DATE, DAYS, CellTime(day=SATURDAY, nth=2)),
        ("Saturday", TimeColumn.DATE, (), CellTime(weekday=5)),
        *((n, TimeColumn.DATE, (), CellTime(nth=int(n))) for n in (0, 1, 2.0, "3", 10)),
        *((day, TimeColumn.DATE, (), CellTime(day=day)) for day in (date(1970, 1, 1), date(2200, 12, 31))),
        (45394, TimeColumn.DATE, (), CellTime(day=FRIDAY)),
        ("lördag", TimeColumn.DATE, (SATURDAY, date(2024, 4, 20)), CellTime(weekday=5)),
    ],
)  # fmt: skip
def test_what_else_a_cell_says(written, part, days, found):
    assert read_cell_time(written, None, part, days) == found


@pytest.mark.parametrize(
    ("written", "part", "days", "why"),
    [
        *((text, TimeColumn.DATE, DAYS, "is not in the calendar")
          for text in ("30/02/2024", "31 April 2024", "2024-13-01")),
        ("30 December", TimeColumn.DATE, (), "has no year"), (45394, ANY, (), None), (11, TimeColumn.DATE, (), None),
        *((day, TimeColumn.DATE, (), None) for day in (date(1969, 12, 31), date(2201, 1, 1))),
        *((text, TimeColumn.DATE, DAYS, None) for text in ("25", 25, "930")),
        *((text, TimeColumn.START, (), None) for text in (
            "soon", "9:75", "48:00", "25", True, "x" * 5000, "9:" * 200, float("nan"), float("inf"), -1, -1.7e306,
            10**400, 45394, "25:99 AM", "2024-04-12T25:61", "09:30+99:00", datetime(9999, 12, 31, 23, 59, 59),
            "7 of 9")),
        ("Monday 12 April 2024", TimeColumn.DATE, (), "another day of the week"),
        # half a day does not pass for nothing
        *((text, TimeColumn.START, (), "no time of day") for text in ("fm", "em", "pm", "efter lunch")),
        *((text, TimeColumn.LENGTH, (), "is no length")
          for text in ("1.5", 1.5, "1 h 75", "20-30 min", "-30", "lång", "99999")),
        (2881, TimeColumn.LENGTH, (), None),
    ],
)  # fmt: skip
def test_why_a_cell_is_refused(written, part, days, why):
    with pytest.raises(EstradError, match=why):
        read_cell_time(written, None, part, days)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("1 time 30 min", 90), ("75 minutter", 75), ("1 uur", 60), ("20 mn", 20), ("1 t 15 min", 75), ("20 Min.", 20),
        ("ca. 45 min", 45), ("~30 min", 30), ("30 min (inkl. frågor)", 30),
        ("30 min", 30), ("30min", 30), ("30'", 30), ("30 minuter", 30), ("45 Minuten", 45), ("1 h 15 min", 75),
        ("1h15", 75), ("1 h 15", 75), ("1 hour and 15 minutes", 75), ("1,5 h", 90), ("1.5 hours", 90), ("1½ h", 90),
        ("½ h", 30), ("2 tim", 120), ("1 timme", 60), ("2 Stunden", 120),
        ("00:45", 45), ("0:45:00", 45), ("1:30", 90), ("1:30 h", 90), ("PT45M", 45), ("PT1H30M", 90),
        ("P0DT0H45M0S", 45),
        ("45", 45), ("45.0 min", 45), ("30 + 15 min", 45), ("20+10", 30), ("90", 90), (45, 45), (45.0, 45),
        (0.03125, 45), ("0.03125", 45), (time(0, 45), 45), (timedelta(minutes=45), 45),
        (datetime(1899, 12, 30, 0, 45), 45),
    ],
)  # fmt: skip
def test_a_length(written, minutes):
    assert read_cell_time(written, None, TimeColumn.LENGTH) == CellTime(minutes=minutes)


@pytest.mark.parametrize("written", ["0", "0 min", "0:00", "0 h", "00:00:00", 0])
def test_a_length_of_zero_says_nothing(written):
    assert read_cell_time(written, None, TimeColumn.LENGTH) == NOTHING


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-12", "2024/04/12", "2024.4.12", "20240412", "240412", "Fri 12 Apr 2024", "Friday, April 12, 2024",
        "fredag 12 april", "fredagen den 12 april", "Fredag 12/4", "fre 12 apr", "April 12", "Apr. 12th", "12 Apr",
        "12-Apr-24", "12-Apr-2024", "the 12th of April", "Freitag, 12. April 2024", "Fr. 12.04.", "12.4.", "12.4.24",
        "12.04.2024", "12. April", "vendredi 12 avril", "12 avril 2024", "viernes 12 de abril de 2024", "12 aprile",
        "venerdì 12 aprile", "perjantai 12.4.2024", "12 kwietnia 2024", "vrijdag 12 april", "Friday", "fredag", "Fr.",
        "12 april (fredag)", "45394", 45394, 45394.0, 20240412, FRIDAY, datetime(2024, 4, 12), "2024-04-12 00:00:00",
    ],
)  # fmt: skip
def test_a_date(written):
    found = read_cell_time(written, None, TimeColumn.DATE, DAYS)

    assert (found.day, found.start, found.end) == (FRIDAY, None, None)


@pytest.mark.parametrize(
    ("written", "how", "day"),
    [
        ("12/4/2024", DAY_FIRST, FRIDAY), ("4/12/2024", MONTH_FIRST, FRIDAY), ("4/12/24", MONTH_FIRST, FRIDAY),
        ("04/12", MONTH_FIRST, FRIDAY), ("12-04-2024", DAY_FIRST, FRIDAY), ("13/4/2024", None, SATURDAY),
        ("4/13/2024", None, SATURDAY), ("4/13/2024", DAY_FIRST, SATURDAY), ("Fri 4/12/2024", None, FRIDAY),
        ("fredag 12/4", None, FRIDAY), ("Fri 4/12/2024", DAY_FIRST, FRIDAY), ("4/4/2024", None, date(2024, 4, 4)),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month(written, how, day):
    assert read_cell_time(written, how, TimeColumn.DATE, DAYS).day == day


@pytest.mark.parametrize(
    "written", ["25–26 April", "25 & 26 April", "25/26 April", "April 25-26", "26-27 april", "8–9 May", "may '5"]
)
def test_two_days_are_no_day_and_year(written):
    with pytest.raises(EstradError, match="is no date"):
        read_cell_time(written, None, TimeColumn.DATE, DAYS)


@pytest.mark.parametrize(
    "written", ["12 April 24", "12 april '24", "'12 April 2024", "April 12 2024", "2024, 12 April"]
)
def test_a_year_of_two_digits_stands_behind_its_month(written):
    assert read_cell_time(written, None, TimeColumn.DATE, DAYS).day == FRIDAY


@pytest.mark.parametrize("written", [1.0625, 1.39583, "1,234"])
def test_a_number_with_more_than_two_decimals_is_no_time_of_day(written):
    with pytest.raises(EstradError):
        read_cell_time(written, None, TimeColumn.START, DAYS)


@pytest.mark.parametrize(
    "written", ["12/4/2024", "03/04", "4/12/24", "12-04-2024", "12/4/2024 9:30", "9:30, 12/4/2024"]
)
def test_a_date_that_may_be_two_is_asked_for(written):
    with pytest.raises(DoubtfulDate, match="may be two dates"):
        read_cell_time(written, None, TimeColumn.DATE, DAYS)


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-12 09:30", "2024-04-12T09:30", "2024-04-12T09:30:00", "2024-04-12 9.30", "12.04.2024 - 09:30",
        "12.04.2024 09:30 Uhr", "Fri 12 Apr 2024, 9:30 AM", "April 12 2024 9:30 AM", "fredag 12 april kl 9.30",
        "fredag 9.30", "9:30, Friday 12 April", "12 Apr at 9:30 am", "20240412T0930", 45394.395833, "45394.395833",
        datetime(2024, 4, 12, 9, 30), "4/12/2024 9:30:00 AM", "2024-04-12, 09:30",
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", [TimeColumn.ANY, TimeColumn.START, TimeColumn.DATE])
def test_date_and_time_in_one_cell(written, part):
    found = read_cell_time(written, MONTH_FIRST, part, DAYS)

    assert (found.day, found.start, found.at) == (FRIDAY, at(9, 30), None)


@pytest.mark.parametrize(
    ("written", "day", "start", "end"),
    [
        ("07.05.2014 - 13:45 bis 14:15", date(2014, 5, 7), at(13, 45), at(14, 15)),
        ("Fri 12 Apr 2024, 9:00 AM – 10:00 AM", FRIDAY, at(9), at(10)),
        ("2024-04-12 09:30–10:15", FRIDAY, at(9, 30), at(10, 15)),
        ("2024-04-12 09:30 – 2024-04-12 10:00", FRIDAY, at(9, 30), at(10)),
        ("2024-04-12 22:00 - 2024-04-13 01:00", FRIDAY, at(22), at(25)),
        ("fredag 12 april kl 9-10", FRIDAY, at(9), at(10)),
        ("Saturday 9-10.30", SATURDAY, at(9), at(10, 30)),
    ],
)  # fmt: skip
def test_a_date_with_a_stretch(written, day, start, end):
    found = read_cell_time(written, None, TimeColumn.ANY, DAYS)

    assert (found.day, found.start, found.end) == (day, start, end)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        *((text, datetime(2024, 4, 12, 9, 30, tzinfo=SUMMER)) for text in
          ("2024-04-12T09:30:00+02:00", "Fri, 12 Apr 2024 09:30:00 +0200", "2024-04-12 09:30 CEST")),
        ("2024-04-12T07:30:00Z", datetime(2024, 4, 12, 7, 30, tzinfo=UTC)),
        # seconds since 1970
        *((text, datetime(2024, 4, 12, 12, tzinfo=UTC)) for text in
          (1712923200, "1712923200")),
    ],
)  # fmt: skip
def test_the_distance_from_utc_is_kept(written, moment):
    assert read_cell_time(written).at == moment
    assert read_cell_time("2024-04-12T07:30Z", None, END).until == datetime(2024, 4, 12, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", [None, "", "  ", "TBA", "tbd", "–", "?", "Lunch", "Paus", "hela dagen", "N/A"])
@pytest.mark.parametrize("part", TimeColumn)
def test_what_says_nothing(written, part):
    assert (read_cell_time(written, None, part), bool(NOTHING)) == (NOTHING, False)


@pytest.mark.parametrize(
    ("title", "ending"),
    [
        ("Program onsdag 6 maj 2026", "onsdag 6 maj 2026"), ("Agenda (8 May 2026)", "8 may 2026"),
        ("Konferensen 2026", "Konferensen 2026"), ("Program 6 och 7 maj 2026", "Program 6 och 7 maj 2026"),
        ("Mässan 6 - 7 maj 2026", "Mässan 6 - 7 maj 2026"), (4, 4),
        ("Tisdag 6 maj 2026 på Vestmuseet", "tisdag 6 maj 2026"),
        ("Dagen, 6 maj 2026 kl. 8.30–16, Folkets hus", "6 maj 2026"),
        ("Friday 26 April (draft)", "Friday 26 April"),
        ("Sevilla, 6 y 7 de mayo", "Sevilla, 6 y 7 de mayo"), ("Lyon 6 et 7 mai 2026", "Lyon 6 et 7 mai 2026"),
    ],
)  # fmt: skip
def test_a_title_may_end_with_its_day_but_not_with_several(title, ending):
    assert cut_to_final_date(title) == ending


# day or month first ---------------------------------------------------------------------------------------


FOUND_DAYS = (date(2024, 4, 3), date(2024, 4, 4))


@pytest.mark.parametrize(
    ("dates", "days", "order"),
    [
        (["03/04/2024", "13/04/2024"], (), DateOrder.DAY_FIRST),
        (["04/03/2024", "04/13/2024"], (), DateOrder.MONTH_FIRST),
        (["03/04/2024", "04/04/2024", "05/04/2024"], (), DateOrder.DAY_FIRST),
        (["4/3/24", "4/4/24", "4/5/24"], (), DateOrder.MONTH_FIRST),
        (["Wed 03/04/2024"], (), DateOrder.DAY_FIRST),
        (["Wednesday, 04/03/2024 9:30 AM"], (), DateOrder.MONTH_FIRST),
        (["13/04/2024", "04/13/2024"], (), None),
        (["03/04/2024"], (), None),
        (["04/04/2024", "04/04/2024"], (), None),
        (["2024-04-03", "3 April", date(2024, 4, 3), None, "soon"], (), None),
        ([], (), None),
        (["03/04", "04/04"], FOUND_DAYS, DateOrder.DAY_FIRST),
        (["04/03", "04/04"], FOUND_DAYS, DateOrder.MONTH_FIRST),
    ],
)
def test_a_column_or_the_days_of_the_conference_prove_the_order_or_it_has_to_be_asked_for(dates, days, order):
    assert infer_date_order(dates, days) is order


def test_only_dates_of_which_the_order_is_open_have_to_be_asked_for():
    assert needs_date_order(["2024-04-03", "03/04/2024"])
    assert not needs_date_order(["2024-04-03", "13/04/2024", "04/04/2024", "3.4.2024", "TBA"])


def test_lengths_are_hours_where_all_are_a_few_quarters():
    assert {infer_length_unit(cells) for cells in ([1, 1.5, 0.5], ["0,5", "1,5", "1"])} == {TimeColumn.HOURS}
    assert {infer_length_unit(cells) for cells in ([30, 45, 60], [0.03125, 0.0625], ["30 min", None])} == {
        TimeColumn.LENGTH
    }


# by content -----------------------------------------------------------------------------------------------


LONG = "Bees are insects that live together and make honey of what they find in flowers. " * 3


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (["a@example.org", "b@example.org"], "person.email"),
        (["9:00", "9.30", "kl 10"], "session.start"), ([0.375, 0.395833], "session.start"),
        (["9:00–9:30", "9.30-10.00", "Lunch"], "session.when"), (["9:00–9:30", "9.30-10.00"], "session.when"),
        (["2024-04-12", "2024-04-13"], "session.date"), (["03/04/2024", "04/04/2024"], "session.date"),
        (["fredag 12 april", "lördag 13 april"], "session.date"), (["Day 1", "Day 1", "Day 2"], "session.date"),
        (["2024-04-12 09:00", "2024-04-12 10:00"], "session.when"), (["30 min", "45 min"], "session.length"),
        (["+46 70 123 45 67", "070-123 45 67"], "person.phone"), (["https://example.org/1"] * 2, "session.website"),
        ([LONG, LONG], "session.abstract"),
        (["Talk", "Workshop", "Talk"], "session.kind"), (["Room 1", "Room 2", "Room 1", "Room 1"], "session.room"),
        (["Ada Lovelace, Grace Hopper", "Alan Turing"], "session.speakers"), (["On bees", "On wax"], "session.title"),
        (["Ada Lovelace", "Grace Hopper"], "person.name"),
        (["09.30 Welcome to bees", "10.00 Tea and cake"], "session.timed_title"),
        (["09.30 Welcome to bees"], "session.kind"),  # one alone does not say it
        ([], None), ([None, ""], None), ([1, 2, 3], None),
    ],
)  # fmt: skip
def test_a_column_without_a_heading(values, key):
    assert [guess.field.key for guess in fields_of_content(values)[:1]] == ([key] if key else [])


@pytest.mark.parametrize(("value", "key"), [(LONG, "bio"), ("Ada Lovelace", "name"), ("https://example.org", "links")])
def test_a_table_of_people(value, key):
    assert fields_of_content([value], Subject.PERSON)[0].field.key == f"person.{key}"


# laws -----------------------------------------------------------------------------------------------------


TIMES = st.integers(0, 24 * 60 - 1)
DATES = st.dates(date(1971, 1, 1), date(2068, 12, 31))
LOCALES = st.sampled_from(["en_GB", "en_US", "sv", "de", "fr", "es", "it", "nl", "da", "nb", "fi", "pt", "pl"])
CLOCKS = st.sampled_from(["{h:02d}:{m:02d}", "{h}.{m:02d}", "kl {h}:{m:02d}", "kl. {h:02d}.{m:02d}", "{h}:{m:02d}:00",
                          "{h:02d}{m:02d}", "{h}h{m:02d}", "{h}:{m:02d} Uhr", "{t} {half}", "{t}{half}"])  # fmt: skip
BETWEEN = st.sampled_from(["-", "–", " – ", " - ", " till ", " to ", " bis ", "—"])
NAMES = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(["Anna", "Bo", "Anna-Karin", "Åsa", "José", "Zoë", "J.", "Mary Jane", "Øystein", "Łukasz"]),
        st.sampled_from(["Ek", "af Segerstad", "O'Brien", "van Beethoven", "Müller", "Dean", "Nuñez", "McCoy", "Żuk"]),
    ),
)
JOINTS = st.sampled_from([", ", "; ", "\n", " | ", ";", " ; ", ",\n"])
LAST_JOINTS = st.sampled_from([" and ", " och ", " & ", " und ", ", and ", " samt "])


def clock(form: str, minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return form.format(h=hour, m=minute, t=f"{(hour - 1) % 12 + 1}:{minute:02d}", half="AM" if hour < 12 else "PM")


@given(TIMES, CLOCKS)
def test_a_time_is_read_back(minutes, form):
    written = clock(form, minutes)
    assume(written != "0.25")  # a quarter of a day in a spreadsheet

    assert read_cell_time(written, None, TimeColumn.START) == CellTime(start=minutes)


@given(TIMES, st.integers(1, 12 * 60), CLOCKS, BETWEEN)
def test_a_stretch_is_read_back_also_past_midnight(start, length, form, between):
    written = clock(form, start) + between + clock(form, (start + length) % (24 * 60))

    assert read_cell_time(written, None, TimeColumn.START) == CellTime(start=start, end=start + length)


@given(DATES, TIMES)
def test_a_spreadsheet_s_number_is_read_back(day, minutes):
    serial = (day - SERIAL_ZERO).days
    assert read_cell_time(serial, None, TimeColumn.DATE).day == day
    found = read_cell_time(serial + minutes / 1440, None, TimeColumn.DATE)
    assert (found.day, found.start or 0) == (day, minutes)
    assert read_cell_time(minutes / 1440, None, TimeColumn.START).start == minutes


@given(
    DATES, LOCALES, st.sampled_from(["full", "long", "EEE d MMM yyyy", "d MMMM yyyy", "yyyy-MM-dd", "EEEE d/M yyyy"])
)
def test_a_date_is_read_back_in_every_language(day, locale, form):
    assert read_cell_time(format_date(day, form, locale), DateOrder.DAY_FIRST, TimeColumn.DATE).day == day


@given(DATES, st.sampled_from(DateOrder), st.sampled_from(["/", "-"]), st.booleans())
def test_a_date_of_numbers_is_read_back_where_its_order_is_known(day, order, between, short):
    parts = [f"{day.day:02d}", f"{day.month:02d}"][:: 1 if order is DateOrder.DAY_FIRST else -1]
    year = f"{day.year % 100:02d}" if short and day.year >= 2000 else str(day.year)
    written = between.join([*parts, year])

    assert read_cell_time(written, order, TimeColumn.DATE).day == day
    assert infer_date_order([written]) in (None, order) or day.day == day.month


@given(DATES, TIMES, st.sampled_from(["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "EEE d MMM yyyy, HH:mm",
                                      "EEEE d MMMM yyyy 'kl' H:mm", "dd.MM.yyyy - HH:mm"]))  # fmt: skip
def test_a_moment_is_read_back(day, minutes, form):
    at = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    found = read_cell_time(format_datetime(at, form, locale="en"), None, TimeColumn.START)

    assert (found.day, found.start) == (day, minutes)


@given(
    st.integers(1, 600), st.sampled_from(["{m} min", "{m}", "{h}:{r:02d}", "{h} h {r} min", "PT{m}M", "{m} minuter"])
)
def test_a_length_is_read_back(minutes, form):
    written = form.format(m=minutes, h=minutes // 60, r=minutes % 60)

    assert read_cell_time(written, None, TimeColumn.LENGTH) == CellTime(minutes=minutes)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), JOINTS, st.none() | LAST_JOINTS)
def test_joined_names_are_parted_again(names, joint, last):
    written = joint.join(names)
    if last and len(names) > 1:
        written = joint.join(names[:-1]) + last + names[-1]

    assert [one.name for one in read_people(written)] == names


@given(
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.sampled_from(["On bees – {}", "On bees ({})", "On bees\n{}"]),
)
def test_the_speakers_of_a_grid_s_cell_are_read_back(names, form):
    talk = read_talk(form.format(", ".join(names)))

    assert (talk.title, [one.name for one in talk.people]) == ("On bees", names)


@given(st.text(max_size=120) | st.text("0123456789:.-/ –apmkl,;()", max_size=40) | st.floats() | st.integers())
def test_anything_is_read_or_refused(value):
    for part in TimeColumn:
        try:
            read_cell_time(value, None, part)
        except EstradError as fault:
            assert fault.remedy  # noqa: PT017
    assert all(one.name for one in read_people(value))
    read_talk(value)
    fields_of_content([value] * 3)
    fields_of_heading(str(value))
