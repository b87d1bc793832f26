"""Tests of the sheets of the workbook: distinct headings, things of the same name, and custom fields."""

from datetime import date, datetime

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError
from planner.domain.value_objects import Extra
from planner.exporting.tables.workbook import workbook
from planner.wording import LANGUAGES, wording
from planner.workbook.codecs import day_of, minute_of, read_record, spoken, write_record
from planner.workbook.columns import ID, LAYOUTS, MORE, SINCE, WRITTEN_AS
from tests.builders import agenda, person, speaker, talk


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_heading_is_another_in_any_language(layout):
    headings = [*(field.heading for field in layout.fields), ID, SINCE, WRITTEN_AS, MORE]

    said = [word for heading in headings for word in spoken(heading)]

    assert len(said) == len(set(said))
    assert all(
        len(wording(one)(layout.name)) <= 31 and not set(wording(one)(layout.name)) & set("[]:*?/\\")
        for one in LANGUAGES
    )


def cells(whole, sheet, heading):
    table = next(table for table in run_to_end(workbook(whole, wording("en"))) if table.name == sheet)
    at = [column.heading for column in table.columns].index(heading)
    return [row[at] for row in table.rows]


def test_two_of_one_name_are_told_apart_where_sessions_speak_of_them():
    whole = agenda(
        talk("t", people=(speaker("abcd1"), speaker("efgh2"), speaker("bo"))),
        person("abcd1", name="Ada"), person("efgh2", name="Ada"), person("bo", name="Ek; Bo"),
    )  # fmt: skip

    assert cells(whole, "Sessions", "Speakers") == [
        "Ada #abcd [Confirmed]; Ada #efgh [Confirmed]; Ek Bo #bo [Confirmed]"
    ]
    assert sorted(cells(whole, "People", "Name")) == ["Ada", "Ada", "Ek; Bo"]


def test_a_field_of_ones_own_has_a_column_and_one_with_the_name_of_ours_says_so():
    whole = agenda(person("ada", extra=(Extra("T-shirt", "M"), Extra("Diet", "vegan"))), person("bo"))

    assert cells(whole, "People", "T-shirt") == ["M", None]
    assert cells(whole, "People", "Field of your own: Diet") == ["vegan", None]


def test_fields_that_no_column_can_hold_stand_together():
    whole = agenda(
        person("ada", extra=(Extra("A", "1"), Extra("B", "2"))),
        person("bo", extra=(Extra("B", "x | y"), Extra("A", ""))),
    )

    assert cells(whole, "People", "Other fields of your own") == [None, r"B | x \| y" + "\nA"]
    assert cells(whole, "People", "A") == ["1", None]


@pytest.mark.parametrize("parts", [("a | b", "c"), ("", "x"), ("a\\", "\n"), ("a\nb", "")])
def test_a_record_comes_back(parts):
    assert read_record(write_record(*parts), 2) == tuple(part.strip() if part == "\n" else part for part in parts)


@pytest.mark.parametrize(("said", "minutes"), [("9.30", 570), ("09:30:00", 570), ("25:30", 1530), (0.5, 720)])
def test_times_as_spreadsheets_save_them(said, minutes):
    assert minute_of(said) == minutes


@pytest.mark.parametrize("said", ["2024-04-25", "2024-04-25 00:00:00", datetime(2024, 4, 25), "25 april 2024"])
def test_dates_as_spreadsheets_save_them(said):
    assert day_of(said) == date(2024, 4, 25)


def test_a_date_without_a_year_is_refused():
    with pytest.raises(EstradError, match="no year"):
        day_of("25/4")
