"""Tests of `export` for tables: the organiser's own, which release nothing, and the layouts of event apps."""

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


def test_a_layout_of_an_event_app_has_what_attendees_may_see(estrad, plan, tmp_path, env):
    with_note = Workspace.open(plan, env)
    with_note.apply(edit(with_note.agenda, Person, "ada", email="ada@private.example", note="Owes us an answer"))
    with_note.close()

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


def test_a_workbook_that_comes_back_as_it_was_changes_nothing(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx")
    before = plan.read_bytes()

    code, out, err = estrad("import", plan, "o.xlsx", "--rows")

    assert (code, err) == (0, "")
    assert "New: 0, Changed: 0, Conflict: 0, Same: 3, Gone: 0, Refused: 0" in out
    assert plan.read_bytes() == before


def test_a_workbook_makes_a_new_conference(estrad, plan, tmp_path):
    estrad("export", plan, "o.xlsx", "--language", "sv")
    assert estrad("new", "new.estrad", "--title", "New", "--date", "2024-04-25").code == 0

    assert estrad("import", "new.estrad", "o.xlsx").code == 0

    shown = [
        (one["title"], one["rooms"], one["people"]) for one in estrad("list", "new.estrad", "sessions", "--json").json
    ]
    assert shown == [
        (one["title"], one["rooms"], one["people"]) for one in estrad("list", plan, "sessions", "--json").json
    ]
