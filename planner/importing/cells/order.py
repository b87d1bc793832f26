"""Resolves what is ambiguous in single cells from the whole column: the order of dates and the unit of lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from planner.importing.cells.cell_times import TimeColumn, date_in_text
from planner.importing.cells.dates import DateOrder, PartialDate
from planner.tables.table import Value

NEAR = 20
"""Maximum number of days between the first and the last day of a conference."""
APART = 27
"""Minimum number of days between dates that were read in the wrong order, since their months differ."""
_MOST_HOURS = 12
_BARE_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,6})?")


def order_of(values: Iterable[Value], days: tuple[date, ...] = (), weekdays: Iterable[Value] = ()) -> DateOrder | None:
    """Return the order of a column's dates if the column proves it, or None if the user has to be asked.

    It is proved by a day after the 12th, by a weekday in the cell or beside it (``weekdays``), by the conference's
    ``days`` if every date is one of them, or by days that are close together in one order only. If both orders are
    proved, neither is used.
    """
    dates = _open_dates(values, weekdays)
    ways = [_proved(dates), _in_conference(dates, days), _nearest(dates)]
    return next((way for way in ways if way is not None), None)


def needs_order(values: Iterable[Value]) -> bool:
    """Return whether a column has dates that can be read in two orders."""
    return any(len(said.orders) > 1 for said in _open_dates(values, ()))


def _open_dates(values: Iterable[Value], weekdays: Iterable[Value]) -> list[PartialDate]:
    """Return the distinct dates whose order is unknown, with the weekdays beside them."""
    found: dict[PartialDate, None] = {}
    for value, beside in zip_longest(values, weekdays):
        said = date_in_text(value) if isinstance(value, str) else None
        if said is None or not said.is_date or said.sure:
            continue
        named = date_in_text(beside) if isinstance(beside, str) and said.weekday is None else None
        found[said.on(named.weekday) if named and named.weekday is not None else said] = None
    return list(found)


def _proved(dates: list[PartialDate]) -> DateOrder | None:
    """Return the order that single dates prove, or None if they prove neither or both."""
    orders = {orders[0] for said in dates if said.first != said.second and len(orders := _possible(said)) == 1}
    return orders.pop() if len(orders) == 1 else None


def _possible(said: PartialDate) -> list[DateOrder]:
    fits = said.orders
    if said.weekday is None or said.year is None:
        return list(fits)
    return [order for order in fits if (day := said.turned(order)) and day.weekday() == said.weekday]


def _in_conference(dates: list[PartialDate], days: tuple[date, ...]) -> DateOrder | None:
    """Return the only order in which every date is a day of the conference, or None."""
    if not dates or not days:
        return None
    fits = [order for order in DateOrder if all(said.turned(order, days) in days for said in dates)]
    return fits[0] if len(fits) == 1 else None


def _nearest(dates: list[PartialDate]) -> DateOrder | None:
    """Return the only order in which the dates fit within one conference, or None.

    In the other order they must be months apart.
    """
    spreads = {}
    for order in DateOrder:
        turned = [said.turned(order, (date(2000, 6, 30),)) for said in dates]
        known = [day for day in turned if day is not None]
        if len(known) < 2 or len(known) < len(turned):
            return None
        spreads[order] = (max(known) - min(known)).days
    near = [order for order, spread in spreads.items() if spread <= NEAR]
    return near[0] if len(near) == 1 and max(spreads.values()) >= APART else None


def lengths_of(values: Iterable[Value]) -> TimeColumn:
    """Return whether the bare numbers of a column of lengths are hours or minutes, inferred from the numbers."""
    numbers = [number for value in values if (number := _number(value)) is not None]
    quarters = numbers and all(0 < n <= _MOST_HOURS and (n * 4).is_integer() for n in numbers)
    parted = any(not n.is_integer() for n in numbers)
    return TimeColumn.HOURS if quarters and (parted or max(numbers) <= 3) and max(numbers) > 0.25 else TimeColumn.LENGTH


def _number(value: Value) -> float | None:
    if isinstance(value, str):
        return float(value.replace(",", ".")) if _BARE_NUMBER.fullmatch(value.strip()) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
