"""Tests of tables on the command line: imported, and exported, which releases nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from planner.cli.import_columns import field_words
from planner.commands.edit import edit
from planner.domain.entities import Person
from tests.cli.commands import change, command_line
from tests.exporting.tables.read_back import plain_rows, read_csv, read_xlsx

LIST = "Titel;Datum;Start;Slut;Sal;Talare\nVälkomna;2026-05-07;9.00;9.15;Stora salen;Anna Berg\n"
ODD = "Ämnet;Vem;Hotell\nVälkomna;Anna Berg;Clarion\n"


@pytest.fixture
def table(tmp_path: Path):
    """Return a function that writes a table and returns its file name."""

    def write(text: str, encoding: str = "utf-8") -> str:
        (tmp_path / "list.csv").write_bytes(text.encode(encoding))
        return "list.csv"

    return write


def sessions(estrad, *wanted):
    found = estrad("list", "new.estrad", "sessions", "--json").json
    return [tuple(session[name] for name in wanted) for session in found]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"], ids=["UTF-8", "a Swedish Excel's old encoding"])
def test_a_table_with_headings_that_are_known_needs_no_word(estrad, table, encoding):
    found = estrad("import", "new.estrad", table(LIST, encoding))

    assert (found.code, found.err) == (0, "")
    assert "New: 1, Changed: 0, Conflict: 0, Same: 0, Gone: 0, Refused: 0" in found.out
    assert sessions(estrad, "title", "start") == [("Välkomna", "2026-05-07T09:00")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Rubrik;Talare;Zonkod\nVälkomna;Anna Berg;Q7\n", "Rubrik=title, Talare=speakers, Zonkod=extra"),
        ("Zonkod;Rubrik;Talare\nQ7;Välkomna;Anna Berg\n", "Zonkod=extra, Rubrik=title, Talare=speakers"),
    ],
)
def test_a_column_that_is_unknown_is_an_extra_field_and_how_the_table_was_read_is_said(estrad, table, text, read):
    found = estrad("import", "new.estrad", table(text))

    assert (found.code, found.err, sessions(estrad, "title")) == (0, "", [("Välkomna",)])
    assert f"Its columns are read as {read}" in found.out


def test_what_is_not_sure_is_asked(estrad, table, tmp_path):
    found = estrad("import", "new.estrad", table(ODD))
    without_headings = estrad("import", "new.estrad", table("Q7;Anna Berg;12\nQ8;Bo Ek;13\nQ9;Cy Al;14\n"))

    assert (found.code, found.out, without_headings.code, (tmp_path / "new.estrad").exists()) == (2, "", 2, False)
    assert found.err.startswith("“list.csv” is a table: It is not sure what all its columns mean. Say it with --map ")


def test_what_has_to_be_known_is_asked_with_how_to_answer(estrad, table, tmp_path):
    found = estrad("import", "new.estrad", table("Titel;Start;Slut\nEtt;9.00;9.30\n"))

    assert (found.code, (tmp_path / "new.estrad").exists()) == (2, False)
    assert found.err == (
        "“list.csv” is a table: There are times but no dates; choose a day for them. Say it with --map HEADING=FIELD, "
        "--day YYYY-MM-DD. So far: Titel=title, Start=start, Slut=end. `import --help` lists the fields.\n"
    )


def test_a_heading_or_a_letter_is_given_its_field(estrad, table):
    found = estrad("import", "new.estrad", table(ODD), "--map", "Ämnet=title", "--map", "B=speakers", "--map", "C=out")

    assert (found.code, found.err) == (0, "")
    assert sessions(estrad, "title") == [("Välkomna",)]
    assert [person["name"] for person in estrad("list", "new.estrad", "people", "--json").json] == ["Anna Berg"]


@pytest.mark.parametrize(
    ("list_of_one", "asked", "said", "start"),
    [
        pytest.param("Titel;Datum;Start;Slut\nEtt;03/04/2026;9.00;9.30\n", "--date-order dmy|mdy",
                     ("--date-order", "mdy"), "2026-03-04T09:00", id="the order of dates"),
        pytest.param("Titel;Start;Slut;Sal\nEtt;9.00;9.30;Hall\n", "--day YYYY-MM-DD",
                     ("--day", "2026-05-07"), "2026-05-07T09:00", id="the day of times without dates"),
    ],
)  # fmt: skip
def test_what_a_date_leaves_open_is_asked_and_said(estrad, table, list_of_one, asked, said, start):
    name = table(list_of_one)
    found = estrad("import", "new.estrad", name)

    assert (found.code, asked in found.err, estrad("import", "new.estrad", name, *said).code) == (2, True, 0)
    assert sessions(estrad, "start") == [(start,)]


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
def test_a_wrong_word_is_one_line(estrad, table, words, said):
    assert estrad("import", "new.estrad", table(LIST), *words) == (2, "", said + "\n")


def test_the_rows_have_their_cells_and_fields(estrad, table):
    estrad("import", "new.estrad", table(LIST))

    document = estrad("import", "new.estrad", table(LIST.replace("9.15", "9.30")), "--json").json

    (row,) = (row for row in document["rows"] if row["what"] == "session")
    assert (row["line"], row["cell"]) == (2, "A2")
    (field,) = row["fields"]
    assert (field["field"], field["here"], field["file"]) == ("placement", "09:00–09:15", "09:00–09:30")


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


def test_a_csv_file_has_the_sessions_or_a_list_with_the_delimiter_and_headings_of_its_language(estrad, plan, tmp_path):
    estrad("export", plan, "o.csv")
    estrad("export", plan, "p.csv", "--list", "people", "--language", "sv")

    assert headings(read_csv(tmp_path / "o.csv", ",").sheets[0].rows, "Title", "Start", "End") == [
        ("A talk", "09:00", "09:30"), ("Lunch", "12:00", "13:00"), ("Waiting", "", ""),
    ]  # fmt: skip
    assert (tmp_path / "p.csv").read_bytes().startswith(b"\xef\xbb\xbfNamn;Titel;")
    assert headings(read_csv(tmp_path / "p.csv", ";").sheets[0].rows, "Namn") == [("Ada",), ("Bo",)]


def test_a_layout_of_an_event_app_has_what_attendees_may_see(estrad, plan, tmp_path):
    change(plan, lambda now: edit(now, Person, "ada", email="ada@private.example", note="Owes us an answer"))

    assert estrad("export", plan, "o.csv", "--layout", "whova").out == "“o.csv” is saved; nothing was sent.\n"

    rows = read_csv(tmp_path / "o.csv", ",").sheets[0].rows
    assert headings(rows, "*Date", "*Time Start", "*Time End", "*Session Title", "Speakers (Optional)") == [
        ("04/25/2024", "09:00", "09:30", "A talk", "Ada"), ("04/25/2024", "12:00", "13:00", "Lunch", ""),
    ]  # fmt: skip
    assert b"private" not in (tmp_path / "o.csv").read_bytes()
    assert estrad("list", plan, "releases", "--json").json == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_only_what_attendees_may_see_is_for_everybody(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx")
    estrad("export", plan, "app.xlsx", "--layout", "app")

    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "o.xlsx").stat().st_mode & 0o777 == 0o660 & ~umask
    assert (tmp_path / "app.xlsx").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("o.csv", "--list", "people", "--layout", "app"), "--list, --layout cannot be combined."),
        (("o.ics", "--list", "people"), "Estrad does not write this into a file like “o.ics”."),
        (("o.csv", "--language", "fr"), "There is no --language “fr”. Choose one of: en, sv."),
    ],
)
def test_what_makes_no_sense_is_refused(estrad, plan, tmp_path, words, said):
    code, out, err = estrad("export", plan, *words)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not (tmp_path / words[0]).exists()


def test_headings_are_in_the_language_of_who_types(env, capsys, plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command_line(env, capsys, "sv")("export", plan, "o.xlsx", "--list", "rooms")

    assert plain_rows(read_xlsx(tmp_path / "o.xlsx"))[0][:2] == ["Namn", "Platser"]


def test_a_workbook_makes_a_new_conference_and_changes_nothing_where_it_comes_from(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx", "--language", "sv")
    before = plan.read_bytes()
    code, out, err = estrad("import", plan, "o.xlsx", "--rows")
    assert (code, err, plan.read_bytes()) == (0, "", before)
    assert "New: 0, Changed: 0, Conflict: 0, Same: 3, Gone: 0, Refused: 0" in out

    def shown(file):
        return [(s["title"], s["rooms"], s["people"]) for s in estrad("list", file, "sessions", "--json").json]

    assert estrad("new", "new.estrad", "--title", "New", "--date", "2024-04-25").code == 0
    assert estrad("import", "new.estrad", "o.xlsx").code == 0
    assert shown("new.estrad") == shown(plan)
