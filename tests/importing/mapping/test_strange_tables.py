"""Tests that any table, however strange, is read or refused with a sentence."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import EstradError
from planner.domain.json_codec import from_json, to_json
from planner.domain.long_task import run_to_end
from planner.importing.cells.fields import FIELDS
from planner.importing.mapping.guessing import guess, guess_sheet, signature_of
from planner.importing.mapping.reading import columns_of, read_mapped, sample
from planner.importing.mapping.table_mapping import SheetMapping, SheetShape, TableMapping
from planner.tables.table import Area, Tables, Value, Worksheet
from tests.importing.mapping.layout_tables import TABLES
from tests.importing.mapping.tables import TWO_DAYS, sheet, tables

CELLS: tuple[Value, ...] = (
    None, "", "Title", "Titel", "Tid", "Start", "Sal A", "Talare 1", "ID", "Namn", "Session", "Sub", "p1_title",
    "9:00", "9.30-10", "99:99", "03/04", "Fredag", "Fredag 10 april", "Dag 1", "Lunch", "Ada Lind", "ALL", "=1+1",
    "a\nb", "∞", "[x]", 5, -5, 3.5, float("nan"), float("inf"), 10**30, True, date(2026, 4, 10), date(9999, 12, 31),
    datetime(2026, 4, 10, 9), datetime(1, 1, 1), time(9), timedelta(minutes=30), timedelta(days=99999),
)  # fmt: skip
KEYS = (*FIELDS, "", "extra", "session.level", "part:1:title", "speakers:1:person.name")
SHEETS = [one for several in TABLES.values() for one in several]


@st.composite
def strange_sheets(draw: st.DrawFn) -> Worksheet:
    if draw(st.booleans()):
        width = draw(st.integers(1, 6))
        rows = draw(st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), min_size=1, max_size=8))
    else:
        rows = [list(row) for row in draw(st.sampled_from(SHEETS)).rows]
        for _ in range(draw(st.integers(0, 4))):
            row = draw(st.sampled_from(rows))
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(CELLS))
    top, left = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows[0]) - 1))
    area = Area(top, left, min(top + 2, len(rows) - 1), min(left + 1, len(rows[0]) - 1))
    return sheet(*rows, merged=(area,), unknown=((top, left),) if draw(st.booleans()) else ())


def reads_or_refuses(whole: Tables, mapping: TableMapping) -> None:
    for read in (lambda: run_to_end(read_mapped(whole, mapping, TWO_DAYS)), lambda: sample(whole, mapping, TWO_DAYS)):
        with suppress(EstradError):
            read()


@settings(max_examples=40, deadline=None)
@given(strange=strange_sheets())
def test_any_table_is_read_as_it_is_guessed(strange: Worksheet) -> None:
    whole = tables(strange)
    mapping = guess(whole, TWO_DAYS)

    assert from_json(TableMapping, to_json(mapping)) == mapping
    if mapping.sheets:
        reads_or_refuses(whole, mapping)
        reads_or_refuses(whole, guess_sheet(whole, strange.name, TWO_DAYS, head=0))
        width = len(strange.rows) if mapping.main.across else strange.width
        assert len(columns_of(whole, mapping)) == width


@settings(max_examples=40, deadline=None)
@given(strange=strange_sheets(), data=st.data())
def test_any_table_is_read_or_refused_whatever_somebody_chooses(strange: Worksheet, data: st.DataObject) -> None:
    whole = tables(strange)
    told = SheetMapping(
        strange.name,
        data.draw(st.sampled_from(list(SheetShape))),
        head=data.draw(st.integers(-1, 4)),
        first=data.draw(st.integers(0, 5)),
        columns=tuple(data.draw(st.lists(st.sampled_from(KEYS), max_size=strange.width + 2))),
        across=data.draw(st.booleans()),
    )
    mapping = TableMapping((told,), order=data.draw(st.sampled_from([None, "day_first", "month_first"])))

    reads_or_refuses(whole, mapping)
    again = guess(whole, TWO_DAYS, [(signature_of(whole, mapping), mapping)])
    if again.sheets:
        reads_or_refuses(whole, replace(again, separator=";"))
