"""Tests of the order of dates and the unit of lengths, as a whole column proves them."""

from datetime import date

import pytest

from planner.importing.cells.cell_times import TimeColumn
from planner.importing.cells.contents import lengths_of, needs_order, order_of
from planner.importing.cells.dates import DateOrder

DAYS = (date(2024, 4, 3), date(2024, 4, 4))


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["03/04/2024", "13/04/2024"], DateOrder.DAY_FIRST),
        (["04/03/2024", "04/13/2024"], DateOrder.MONTH_FIRST),
        (["03/04/2024", "04/04/2024", "05/04/2024"], DateOrder.DAY_FIRST),
        (["4/3/24", "4/4/24", "4/5/24"], DateOrder.MONTH_FIRST),
        (["Wed 03/04/2024"], DateOrder.DAY_FIRST),
        (["Wednesday, 04/03/2024 9:30 AM"], DateOrder.MONTH_FIRST),
        (["13/04/2024", "04/13/2024"], None),
        (["03/04/2024"], None),
        (["04/04/2024", "04/04/2024"], None),
        (["2024-04-03", "3 April", date(2024, 4, 3), None, "soon"], None),
        ([], None),
    ],
)
def test_a_column_proves_its_order_or_has_to_be_asked_for(dates, order):
    assert order_of(dates) is order


def test_days_of_the_conference_prove_it():
    assert order_of(["03/04", "04/04"], DAYS) is DateOrder.DAY_FIRST
    assert order_of(["04/03", "04/04"], DAYS) is DateOrder.MONTH_FIRST


def test_only_dates_of_which_the_order_is_open_have_to_be_asked_for():
    assert needs_order(["2024-04-03", "03/04/2024"])
    assert not needs_order(["2024-04-03", "13/04/2024", "04/04/2024", "3.4.2024", "TBA"])


def test_lengths_are_hours_where_all_are_a_few_quarters():
    assert lengths_of([1, 1.5, 0.5]) is TimeColumn.HOURS
    assert lengths_of(["0,5", "1,5", "1"]) is TimeColumn.HOURS
    assert lengths_of([30, 45, 60]) is TimeColumn.LENGTH
    assert lengths_of([0.03125, 0.0625]) is TimeColumn.LENGTH
    assert lengths_of(["30 min", None]) is TimeColumn.LENGTH
