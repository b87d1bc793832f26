"""Tests of dates and times as they are printed."""

from datetime import date

import pytest

from planner.printing.dates import date_range, long_date, time_of_day


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        ([], "", ""),
        ([date(2024, 4, 25)], "Torsdag 25 april 2024", "Thursday 25 April 2024"),
        ([date(2024, 4, 25), date(2024, 4, 26)], "25–26 april 2024", "25–26 April 2024"),
        ([date(2024, 4, 30), date(2024, 5, 1)], "30 april–1 maj 2024", "30 April – 1 May 2024"),
        (
            [date(2024, 12, 31), date(2025, 1, 1)],
            "31 december 2024–1 januari 2025",
            "31 December 2024 – 1 January 2025",
        ),
    ],
)
def test_the_days_of_a_conference(days: list[date], swedish: str, english: str) -> None:
    assert (date_range(days, "sv"), date_range(days, "en")) == (swedish, english)


def test_a_day() -> None:
    assert long_date(date(2024, 4, 6), "sv") == "Lördag 6 april 2024"


@pytest.mark.parametrize(("minutes", "swedish", "english"), [(540, "09.00", "09:00"), (1500, "01.00", "01:00")])
def test_a_time(minutes: int, swedish: str, english: str) -> None:
    assert (time_of_day(minutes, "sv"), time_of_day(minutes, "en")) == (swedish, english)
