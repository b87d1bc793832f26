"""`export` of tables: the organiser's own, which release nothing, and layouts of event apps."""

import os
import sys

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Person
from planner.workspace import Workspace
from tests.cli.commands import command_line
from tests.exporting.tables.read_back import plain_rows, read_csv, read_xlsx

PRIVATE = "It may hold what is never published, such as notes, addresses and answers.\n"


def headings(rows, *names):
    return [tuple(row[rows[0].index(name)] for name in names) for row in rows[1:]]


def test_a_workbook_of_everything_releases_nothing(estrad, plan, tmp_path):
    assert estrad("export", plan, "o.xlsx") == (0, f"“o.xlsx” is saved; nothing was sent.\n{PRIVATE}", "")

    found = read_xlsx(tmp_path / "o.xlsx")
    assert [sheet.name for sheet in found.sheets] == [
        "Sessions", "People", "Rooms", "Tracks", "Days", "Conference", "Venue",
    ]  # fmt: skip
    assert headings(plain_rows(found), "No.", "Title", "Room", "Speakers", "Moderators") == [
        (1, "A talk", "Hall", "Ada [Confirmed]", "Bo [Confirmed]"),
        (2, "Lunch", "Whole venue", "", ""),
        (3, "Waiting", "", "", ""),
    ]
    assert estrad("list", plan, "releases", "--json").json == []


def test_a_list_as_csv_has_the_delimiter_and_the_headings_of_its_language(estrad, plan, tmp_path):
    estrad("export", plan, "o.csv", "--list", "people", "--language", "sv")

    assert (tmp_path / "o.csv").read_bytes().startswith(b"\xef\xbb\xbfNamn;Titel;")
    assert headings(read_csv(tmp_path / "o.csv", ";").sheets[0].rows, "Namn") == [("Ada",), ("Bo",)]


def test_without_a_word_a_csv_file_has_the_sessions(estrad, plan, tmp_path):
    estrad("export", plan, "o.csv")

    assert headings(read_csv(tmp_path / "o.csv", ",").sheets[0].rows, "Title", "Start", "End") == [
        ("A talk", "09:00", "09:30"), ("Lunch", "12:00", "13:00"), ("Waiting", "", ""),
    ]  # fmt: skip


def test_how_a_table_was_read_is_said_where_the_columns_behind_its_title_are_unknown(estrad, table):
    found = estrad("import", "new.estrad", table("Rubrik;Talare;Zonkod\nVälkomna;Anna Berg;Q7\n"))

    assert (found.code, found.err) == (0, "")
    assert "Its columns are read as Rubrik=title, Talare=speakers, Zonkod=extra" in found.out
    assert sessions(estrad, "title") == [("Välkomna",)]


def test_what_is_not_sure_is_asked(estrad, table, tmp_path):
    found = estrad("import", "new.estrad", table(ODD))

    assert (found.code, found.out, (tmp_path / "new.estrad").exists()) == (2, "", False)
    assert found.err.startswith("“list.csv” is a table: It is not sure what all its columns mean. Say it with --map ")


def test_what_has_to_be_known_is_asked_with_how_to_answer(estrad, table, tmp_path):
    found = estrad("import", "new.estrad", table("Titel;Start;Slut\nEtt;9.00;9.30\n"))

    assert (found.code, (tmp_path / "new.estrad").exists()) == (2, False)
    assert found.err == (
        "“list.csv” is a table: There are times but no dates; choose a day for them. Say it with --map HEADING=FIELD, "
        "--day YYYY-MM-DD. So far: Titel=title, Start=start, Slut=end. `import --help` lists the fields.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_only_what_attendees_may_see_is_for_everybody(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx")
    estrad("export", plan, "app.xlsx", "--layout", "app")

    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "o.xlsx").stat().st_mode & 0o777 == 0o660 & ~umask
    assert (tmp_path / "app.xlsx").stat().st_mode & 0o777 == 0o666 & ~umask


def test_the_day_of_times_without_dates_is_asked_and_said(estrad, table):
    name = table("Titel;Start;Slut;Sal\nEtt;9.00;9.30;Hall\n")
    asked = estrad("import", "new.estrad", name)
    assert (asked.code, "--day YYYY-MM-DD" in asked.err) == (2, True)

    assert estrad("import", "new.estrad", name, "--day", "2026-05-07").code == 0
    assert sessions(estrad, "start") == [("2026-05-07T09:00",)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--map", "Titel"), "“Titel” says no field. Write --map as HEADING=FIELD, such as Titel=title."),
        (("--map", "Titel=nose"), f"There is no field “nose”. The fields: {field_words()}."),
        (("--map", "Nose=title"), "There is no column “Nose”. The columns: Titel, Datum, Start, Slut, Sal, Talare."),
        (("--sheet", "Two"), "There is no sheet “Two”. Leave out --sheet."),
        (("--day", "soon"), "“soon” is no day. Write a date such as 2027-04-25."),
        (("--date-order", "ymd"), "There is no order of dates “ymd”. Choose one of: dmy, mdy."),
    ],
)
def test_what_makes_no_sense_is_refused(estrad, plan, tmp_path, words, said):
    code, out, err = estrad("export", plan, *words)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not (tmp_path / words[0]).exists()


def test_headings_are_in_the_language_of_who_types(edge, capsys, plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command_line(edge, capsys, "sv")("export", plan, "o.xlsx", "--list", "rooms")

    assert plain_rows(read_xlsx(tmp_path / "o.xlsx"))[0][:2] == ["Namn", "Platser"]
