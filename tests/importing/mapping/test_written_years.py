"""The year of dates without a year is the one that is written around them, and no stamp is a day of sessions."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planner.domain.long_task import run_to_end
from planner.domain.text import Text
from planner.importing.incoming import Incoming
from planner.importing.mapping.guessing import guess_mapping
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext
from planner.tables.table import TableFormat, Tables
from tests.importing.mapping.tables import lines, read, sheet

NEW = MappingContext(language="sv", today=date(2026, 11, 30))
LIST = """Datum | Tid | Titel | Lokal
2/11 | 10.00 | Mumieverkstad | Ateljén
5/11 | 11.00 | Sagostund | Tornet
"""


def days(incoming: Incoming) -> list[date]:
    """Return the days of the sessions, each once."""
    return sorted({session.begin.day for session in incoming.sessions if session.begin})


def doubts(incoming: Incoming) -> list[str]:
    return [remark.message for session in incoming.sessions for remark in session.remarks if isinstance(remark, Text)]


@pytest.mark.parametrize(
    "above",
    [
        "Höstlov på Stadsmuseet 2027",
        "Höstlov HT27",
        "Höstlov\nUppdaterad 2026-10-12\n1–7 november 2027",
        "Höstlovet, version 3, 1–7 november 2027",
        "Nästa möte i programgruppen 2026-12-14\nHöstlov 2027",
        "Date: Thu, 26 Nov 2026 17:20:11 +0000\nHöstlov 2027",
        "Datum: fredag 27 november 2026 14:12\nHöstlov 2027",
        "Den 24 nov. 2026 kl. 20:15 skrev Siv Palm:\nHöstlov 2027",
    ],
)
def test_the_year_is_that_of_the_lines_above(above: str) -> None:
    incoming = read(lines(above + "\n" + LIST), context=NEW)

    assert days(incoming) == [date(2027, 11, 2), date(2027, 11, 5)]
    assert doubts(incoming) == []


def test_the_year_is_that_of_the_sheet_or_the_file() -> None:
    of_sheet = read(lines(LIST, name="Höstlov 2028"), context=NEW)
    file = Tables("host_2029.xlsx", TableFormat.XLSX, (lines(LIST),))
    of_file = run_to_end(read_mapped(file, guess_mapping(file, NEW), NEW))

    assert days(of_sheet) == [date(2028, 11, 2), date(2028, 11, 5)]
    assert days(of_file) == [date(2029, 11, 2), date(2029, 11, 5)]


def test_the_year_is_that_of_other_dates_in_the_column() -> None:
    told = LIST.replace("2/11", "2 november 2028").replace("5/11", "5 november")
    file = Tables("acl-2029-workshops.xlsx", TableFormat.XLSX, (lines(LIST),))

    assert days(read(lines(told), context=NEW)) == [date(2028, 11, 2), date(2028, 11, 5)]
    assert days(run_to_end(read_mapped(file, guess_mapping(file, NEW), NEW))) == [date(2029, 11, 2), date(2029, 11, 5)]


def test_the_year_is_that_of_a_cell_beside_its_label() -> None:
    rows: list[list[str | datetime | None]] = [["Start:", datetime(2027, 11, 1)]]
    rows += [[cell.strip() for cell in row.split("|")] for row in LIST.strip().splitlines()]

    assert days(read(sheet(*rows), context=NEW)) == [date(2027, 11, 2), date(2027, 11, 5)]


def test_a_winter_has_two_years() -> None:
    told = """
Säsongen 2027/28
Datum | Tid | Titel
12/11 | 10.00 | Skidor
14/2 | 11.00 | Skridskor
"""

    assert days(read(lines(told), context=NEW)) == [date(2027, 11, 12), date(2028, 2, 14)]


def test_what_was_sent_in_a_year_is_near_that_day() -> None:
    told = "Skickat: den 5 december 2027 14:22\n" + LIST.replace("/11", "/2")

    assert days(read(lines(told), context=NEW)) == [date(2028, 2, 2), date(2028, 2, 5)]


@pytest.mark.parametrize("never", ["9999-12-31", "1500-01-01"])
def test_a_day_in_a_year_without_conferences_is_not_when_a_table_was_sent(never: str) -> None:
    told = f"Stängt till {never}\n" + LIST

    assert days(read(lines(told), context=NEW)) == days(read(lines(LIST), context=NEW))


def test_the_days_of_a_conference_count_in_the_written_year() -> None:
    there = MappingContext(dates=(date(2027, 11, 2), date(2027, 11, 3)), today=date(2026, 11, 30))

    assert days(read(lines("Höstlov 2027\n" + LIST), context=there)) == [date(2027, 11, 2), date(2027, 11, 5)]
    assert days(read(lines("Höstlov 2026\n" + LIST), context=there)) == [date(2026, 11, 2), date(2026, 11, 5)]


def test_a_year_that_stands_nowhere_is_a_doubt_unless_its_weekday_bears_it_out() -> None:
    alone = read(lines(LIST), context=NEW)
    borne_out = read(lines(LIST.replace("2/11", "mån 2/11").replace("5/11", "tors 5/11")), context=NEW)

    assert doubts(alone) == ["“{text}” has no year; {year} is taken."] * 2
    assert doubts(borne_out) == []


@pytest.mark.parametrize(
    "stamp",
    [
        "Stand: 12.08.2027",
        "Uppdaterad 2027-03-01",
        "Version 3, 2027-03-01",
        "Printed 11 February 2027",
        "Anmälan senast 2 mars 2027",
        "Send slides by 8 May 2027",
    ],
)
def test_a_stamp_is_no_day_of_sessions(stamp: str) -> None:
    told = f"{stamp}\nTid | Titel | Lokal\n10.00 | Mumieverkstad | Ateljén\n11.00 | Sagostund | Tornet"

    assert days(read(lines(told), context=NEW)) == []


def test_a_stamp_beside_the_day_leaves_the_day() -> None:
    above = "Program 14 april 2027, version 3, utskrivet 1 mars 2027"
    told = f"{above}\nTid | Titel | Lokal\n10.00 | Start | Aulan\n11.00 | Slut | Aulan"

    assert days(read(lines(told), context=NEW)) == [date(2027, 4, 14)]


def test_a_column_of_dates_is_the_day_under_any_heading() -> None:
    told = """
Våren 2027
Kväll | Tid | Ämne | Talare
Ons 3 februari | 18.00 | Lin | Ada Lind
Ons 17 februari | 18.00 | Brev | Bo Ek
"""

    assert days(read(lines(told), context=NEW)) == [date(2027, 2, 3), date(2027, 2, 17)]
