"""Tests of `import` for tables: columns are guessed, asked about where that is not certain, and set by options."""

from pathlib import Path

import pytest

from planner.cli.import_columns import field_words

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


def test_a_table_with_headings_that_are_known_needs_no_word(estrad, table):
    found = estrad("import", "new.estrad", table(LIST))

    assert (found.code, found.err) == (0, "")
    assert "New: 1, Changed: 0, Conflict: 0, Same: 0, Gone: 0, Refused: 0" in found.out
    assert sessions(estrad, "title", "start") == [("Välkomna", "2026-05-07T09:00")]


def test_a_table_of_a_swedish_excel_in_its_old_encoding_is_read(estrad, table):
    estrad("import", "new.estrad", table(LIST, "cp1252"))

    assert sessions(estrad, "title") == [("Välkomna",)]


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


def test_a_heading_or_a_letter_is_given_its_field(estrad, table):
    found = estrad("import", "new.estrad", table(ODD), "--map", "Ämnet=title", "--map", "B=speakers", "--map", "C=out")

    assert (found.code, found.err) == (0, "")
    assert sessions(estrad, "title") == [("Välkomna",)]
    assert [person["name"] for person in estrad("list", "new.estrad", "people", "--json").json] == ["Anna Berg"]


def test_the_order_of_dates_is_asked_and_said(estrad, table):
    name = table("Titel;Datum;Start;Slut\nEtt;03/04/2026;9.00;9.30\n")
    asked = estrad("import", "new.estrad", name)
    assert (asked.code, "--date-order dmy|mdy" in asked.err) == (2, True)

    assert estrad("import", "new.estrad", name, "--date-order", "mdy").code == 0
    assert sessions(estrad, "start") == [("2026-03-04T09:00",)]


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
def test_a_wrong_word_is_one_line(estrad, table, words, said):
    assert estrad("import", "new.estrad", table(LIST), *words) == (2, "", said + "\n")


def test_the_rows_have_their_cells_and_fields(estrad, table):
    estrad("import", "new.estrad", table(LIST))

    document = estrad("import", "new.estrad", table(LIST.replace("9.15", "9.30")), "--json").json

    (row,) = (row for row in document["rows"] if row["what"] == "session")
    assert (row["line"], row["cell"]) == (2, "A2")
    (field,) = row["fields"]
    assert (field["field"], field["here"], field["file"]) == ("placement", "09:00–09:15", "09:00–09:30")


def test_a_column_that_is_unknown_before_a_title_that_is_known_is_an_extra_field(estrad, table):
    found = estrad("import", "new.estrad", table("Zonkod;Rubrik;Talare\nQ7;Välkomna;Anna Berg\n"))

    assert (found.code, sessions(estrad, "title")) == (0, [("Välkomna",)])


def test_columns_without_a_heading_are_asked_for(estrad, table):
    assert estrad("import", "new.estrad", table("Q7;Anna Berg;12\nQ8;Bo Ek;13\nQ9;Cy Al;14\n")).code == 2
