"""Tests of tables that leave the house: CSV, XLSX, addresses, layouts of event apps, and the sheets of the workbook."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email.utils import getaddresses
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.languages import LANGUAGES
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, clean_text
from planner.domain.value_objects import Appearance, ExtraField, Role, State
from planner.exporting.tables.programme_table import APP_LAYOUTS, app_tables, programme_tables
from planner.exporting.tables.table import Addresses, OutColumn, OutTable, to_csv, to_html, to_recipients, to_tsv
from planner.exporting.tables.workbook import workbook
from planner.exporting.tables.xlsx import MOST_CHARACTERS, to_xlsx
from planner.programme.programme import programme
from planner.wording import Wording, wording
from planner.workbook.codecs import (
    CellKind,
    all_wordings,
    join_with_bars,
    parse_cell_clock,
    parse_cell_date,
    parse_whole_number,
    split_at_bars,
)
from planner.workbook.columns import ID, LAYOUTS, MORE, SINCE, WRITTEN_AS
from tests.builders import agenda, block, moderator, person, room, speaker, talk, track
from tests.exporting.tables.read_back import MADE, through_csv, through_xlsx
from tests.tries import tries


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Ek", "Ada Ek"), ("Åsa Öst", "Åsa Öst"), ("Ek, Ada", '"Ek, Ada"'), ("Dr. Ada", '"Dr. Ada"'),
        ('Ada "Bo" Ek', '"Ada \\"Bo\\" Ek"'), ("Ada; Bo", '"Ada; Bo"'), ("Ada <x@y>", '"Ada <x@y>"'), ("李", "李"),
    ],
)  # fmt: skip
def test_a_name_stands_in_quotation_marks_where_it_must_and_who_has_no_address_is_named(name, written):
    found = to_recipients([person("p", name=name, email="p@a.example"), person("bo"), person("cy", email="ask Ada")])

    assert found == Addresses(f"{written} <p@a.example>", 1, ("Bo", "Cy"))
    assert getaddresses([found.text]) == [(name, "p@a.example")]


def test_an_address_that_two_people_of_one_name_share_is_one():
    twins = [person(name, name="Ada Ek", email="ada@a.example") for name in ("a", "b")]
    assert to_recipients(twins) == Addresses("Ada Ek <ada@a.example>", 1, ())


def test_a_table_is_lines_with_tabs_and_html_with_its_line_breaks():
    table = OutTable("T", (OutColumn("Name"), OutColumn("Note")), (("Ada\t<b>", "=1\ntwo"), (None, "x")))

    assert to_tsv(table) == "Name\tNote\nAda <b>\t'=1 two\n\tx\n"
    assert to_html(table) == (
        '<meta charset="utf-8"><table><tr><th>Name</th><th>Note</th></tr><tr><td>Ada\t&lt;b&gt;</td>'
        '<td>\'=1<br style="mso-data-placement:same-cell">two</td></tr><tr><td></td><td>x</td></tr></table>'
    )


WHOLE = agenda(
    talk(
        "late", "hall", "23:30-25:00", title="=Late; and long", abstract="About it.", track="safety", tags=("a", "b"),
        people=(speaker("ada"), moderator("bo"), Appearance("cy", Role.SPEAKER, State.DECLINED)), note="secret",
    ),
    talk("waiting", title="Waiting"),
    person("ada", title="Engineer", organisation="Town", email="ada@secret.example"),
    person("bo"), person("cy"), track("safety"), room("hall"),
)  # fmt: skip


def layout_row(layout):
    (found,) = run_to_end(app_tables(programme(WHOLE), Wording("en"), layout))
    return {column.heading: found.rows[0][n] for n, column in enumerate(found.columns)}, len(found.rows)


def test_layouts_of_event_apps_and_nothing_private_in_any_of_them():
    assert layout_row("whova") == (
        {
            "*Date": "04/25/2024", "*Time Start": "23:30", "*Time End": "01:00", "Tracks (Optional)": "Safety",
            "*Session Title": "=Late; and long", "Room/Location (Optional)": "Hall",
            "Description (Optional)": "About it.", "Speakers (Optional)": "Ada", "Role: Moderators (Optional)": "Bo",
            "Session or Sub-session(Sub) (Optional)": "Session", "Tags (Optional)": "a; b",
        },
        1,
    )  # fmt: skip
    assert layout_row("guidebook")[0] == {
        "Session Title": "=Late; and long", "Date": "04/25/2024", "Time Start": "11:30 PM",
        "End Date (Optional)": "04/26/2024", "Time End": "1:00 AM", "Room/Location": "Hall",
        "Schedule Track (Optional)": "Safety", "Description (Optional)": "About it.\n\nAda (Engineer, Town); Bo",
    }  # fmt: skip
    found, _rows = layout_row("app")
    assert [found[name] for name in ("Date", "Start", "End", "Title", "Room", "Track", "ID")] == [
        date(2024, 4, 25), 23 * 60 + 30, 60, "=Late; and long", "Hall", "Safety", "late",
    ]  # fmt: skip
    said = " ".join(str(layout_row(layout)) for layout in APP_LAYOUTS)
    assert [word in said for word in ("secret", "Cy")] == [False, False]


def test_the_programme_for_others_is_in_the_language_of_the_conference_with_dates_as_dates():
    swedish = replace(programme(WHOLE), language="sv")

    (found,) = run_to_end(programme_tables(swedish, Wording("en"), "others"))

    assert (found.name, [column.heading for column in found.columns]) == (
        "Program",
        ["Datum", "Start", "Slut", "Sal", "Titel", "Typ", "Medverkande", "Spår"],
    )
    assert found.rows == (
        (date(2024, 4, 25), 23 * 60 + 30, 60, "Hall", "=Late; and long", "Föredrag", "Ada, Bo (moderator)", "Safety"),
    )


def test_a_programme_with_blocks_has_a_column_for_them() -> None:
    inside = talk("one", "hall", "09:00-09:30", block="morning")
    plan = agenda(inside, talk("two", "hall", "10:00-10:30"), block("morning"))
    (found,) = run_to_end(programme_tables(programme(plan), Wording("en"), "others"))

    assert found.columns[-1].heading == "Block"
    assert [(row[4], row[-1]) for row in found.rows] == [("One", "Morning"), ("Two", "")]


COLUMNS = (
    OutColumn("Title"),
    OutColumn("Day", CellKind.DATE),
    OutColumn("Start", CellKind.TIME),
    OutColumn("Minutes", CellKind.MINUTES),
    OutColumn("Seats", CellKind.NUMBER),
)
DAY = date(2024, 4, 25)
TEXTS = (
    st.text() | st.text(st.sampled_from("'=+-@\t\n_x0041 ;,\"<&")) | st.sampled_from(["_x0041_", "http://a.example"])
)


def table(*rows):
    return OutTable("Sessions", COLUMNS, rows)


def texts(*cells):
    return OutTable("Texts", (OutColumn("A"),), tuple((cell,) for cell in cells))


def test_dates_times_and_numbers_are_real_and_a_csv_file_has_a_mark_for_excel_and_windows_line_ends():
    made = table(("=1+1", DAY, 570, 45, None), ("-", None, 25 * 60 + 30, -5, 12))

    assert to_csv(made, ";").startswith(b"\xef\xbb\xbf")
    assert to_csv(made, ";").decode("utf-8-sig").split("\r\n") == [
        "Title;Day;Start;Minutes;Seats", "'=1+1;2024-04-25;09:30;45;", "'-;;25:30;-5;12", "",
    ]  # fmt: skip
    assert through_xlsx(made).sheets[0].rows == (
        ("Title", "Day", "Start", "Minutes", "Seats"),
        ("=1+1", DAY, time(9, 30), 45.0, ""),
        ("-", "", timedelta(hours=25, minutes=30), -5.0, 12.0),
    )


def first_sheet(*tables):
    return zipfile.ZipFile(BytesIO(run_to_end(to_xlsx(tables, made=MADE)))).read("xl/worksheets/sheet1.xml").decode()


def test_a_workbook_has_no_formula_and_no_link_headings_in_sight_and_lists_of_what_a_column_offers():
    sheet = first_sheet(texts("=HYPERLINK(A1)", "http://a.example", "12", "{=1}"))
    assert ("<f>" in sheet, "hyperlink" in sheet, sheet.count('t="s"')) == (False, False, 5)
    sheet = first_sheet(table(("A", DAY, 1, 1, 1)))
    assert ('state="frozen"' in sheet, '<autoFilter ref="A1:E2"/>' in sheet) == (True, True)
    of = OutTable("T", (OutColumn("Kind", choices=("Talk", "Panel")), OutColumn("Room", offers="='T'!$A$2:$A$3")), ())
    sheet = first_sheet(of)
    assert "<formula1>&quot;Talk,Panel&quot;</formula1>" in sheet or '<formula1>"Talk,Panel"</formula1>' in sheet
    assert "$A$2:$A$3" in sheet


def test_the_same_tables_are_the_same_bytes():
    one, again, later = (
        run_to_end(to_xlsx([table(("A", DAY, 1, 1, 1))], made=made)) for made in (MADE, MADE, datetime(2025, 1, 1))
    )

    assert one == again != later


@pytest.mark.parametrize("text", ["x" * (MOST_CHARACTERS + 1), "\U0001f600" * (MOST_CHARACTERS // 2 + 1)])
def test_a_text_longer_than_a_cell_is_refused_and_not_cut(text):
    with pytest.raises(EstradError) as refused:
        run_to_end(to_xlsx([texts("short", text)], made=MADE))

    assert str(refused.value.problem) == (
        f"“A” in row 3 of “Texts” has {len(text.encode('utf-16-le')) // 2} characters; "
        "a cell of a workbook holds 32767."
    )
    assert through_csv(texts("short", text)).sheets[0].rows[2] == (text,)
    whole = "\U0001f600" * (MOST_CHARACTERS // 2) + "x"  # as long as a cell
    assert through_xlsx(texts(whole)).sheets[0].rows[1] == (whole,)


@tries(40)
@given(st.lists(TEXTS.map(lambda t: f"a{t}b"), min_size=1, max_size=3))
def test_texts_come_back_from_a_workbook(cells):
    assert [row[0] for row in through_xlsx(texts(*cells)).sheets[0].rows[1:]] == [clean_text(cell) for cell in cells]


# the sheets of the workbook --------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_heading_is_another_in_any_language(layout):
    said = [
        w for h in (*(field.heading for field in layout.fields), ID, SINCE, WRITTEN_AS, MORE) for w in all_wordings(h)
    ]
    names = [wording(one)(layout.name) for one in LANGUAGES]

    assert len(said) == len(set(said))
    assert [name for name in names if len(name) > 31 or set(name) & set("[]:*?/\\")] == []


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


def test_a_field_of_ones_own_has_a_column_one_with_the_name_of_ours_says_so_and_those_that_fit_none_stand_together():
    whole = agenda(person("ada", extra=(ExtraField("T-shirt", "M"), ExtraField("Diet", "vegan"))), person("bo"))
    assert cells(whole, "People", "T-shirt") == ["M", None]
    assert cells(whole, "People", "Field of your own: Diet") == ["vegan", None]

    whole = agenda(
        person("ada", extra=(ExtraField("A", "1"), ExtraField("B", "2"))),
        person("bo", extra=(ExtraField("B", "x | y"), ExtraField("A", ""))),
    )
    assert cells(whole, "People", "Other fields of your own") == [None, r"B | x \| y" + "\nA"]
    assert cells(whole, "People", "A") == ["1", None]


@pytest.mark.parametrize("parts", [("a | b", "c"), ("", "x"), ("a\\", "\n"), ("a\nb", "")])
def test_a_record_comes_back(parts):
    assert split_at_bars(join_with_bars(*parts), 2) == tuple(part.strip() if part == "\n" else part for part in parts)


@pytest.mark.parametrize(
    ("read", "said", "meant"),
    [
        *(
            (parse_cell_clock, said, minutes)
            for said, minutes in (
                ("9.30", 570),
                ("09:30:00", 570),
                ("25:30", 1530),
                (0.5, 720),
                (datetime(1900, 1, 1, 1, 30), 1530),
                (datetime(2024, 4, 25, 10), 600),
                (datetime(1899, 12, 30, 9), 540),
            )
        ),
        *(
            (parse_cell_date, said, date(2024, 4, 25))
            for said in ("2024-04-25", "2024-04-25 00:00:00", datetime(2024, 4, 25), "25 april 2024")
        ),
    ],
)
def test_times_and_dates_as_spreadsheets_save_them(read, said, meant):
    assert read(said) == meant


@pytest.mark.parametrize("said", [timedelta(minutes=-5), timedelta(days=3)])
def test_a_duration_that_is_no_time_of_day_is_refused(said):
    with pytest.raises(EstradError, match="is no time of day"):
        parse_cell_clock(said)


def test_a_date_without_a_year_is_refused():
    with pytest.raises(EstradError, match="no year"):
        parse_cell_date("25/4")


@pytest.mark.parametrize("said", ["1,000", "1.000", "1_000", "1e3", "12.5", 12.5, "many", "9" * 5000])
def test_what_may_mean_a_thousand_is_no_whole_number(said: object) -> None:
    assert [parse_whole_number(number) for number in ("12", "12,0", 12.0, " 12.00 ")] == [12] * 4
    with pytest.raises(EstradError, match="no whole number"):
        parse_whole_number(said)
