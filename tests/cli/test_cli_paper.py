"""Tests of the commands `print` and `demo`."""

from datetime import timedelta

import pytest

from planner.workspace import Workspace
from tests.builders import DAY, agenda, day, talk
from tests.exporting.calendar_reading import read


def test_print_the_programme(estrad, plan, tmp_path):
    assert estrad("print", plan, "p.pdf", "--sheet", "programme") == (0, "“p.pdf” has 1 page.\n", "")
    words = (tmp_path / "p.pdf").read_text(encoding="utf-8").splitlines()
    assert words[0] == "The Conference"
    assert any("A talk" in line for line in words)
    assert any("Programme v1, draft" in line for line in words)


def test_print_what_was_sent(estrad, plan, tmp_path):
    estrad("export", plan, "o.ics")
    estrad("print", plan, "p.pdf", "--sheet", "programme", "--day", "2024-04-25", "--paper", "a5")

    words = (tmp_path / "p.pdf").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("Programme v1 ·") for line in words)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        pytest.param((), ["A talk", "Lunch"], id="the room in which something is"),
        pytest.param(("--room", "lab"), ["Lunch"], id="a room in which only the plenary is"),
        pytest.param(("--moderator", "Bo"), ["A talk"], id="of a moderator"),
        pytest.param(("--person", "Ada"), ["A talk"], id="of a speaker"),
        pytest.param(("--day", "2024-04-25", "--paper", "letter"), ["A talk", "Lunch"], id="of a day"),
    ],
)
def test_print_the_run_sheet(estrad, plan, tmp_path, words, titles):
    assert estrad("print", plan, "r.pdf", "--sheet", "runsheet", *words) == (0, "“r.pdf” has 1 page.\n", "")

    lines = (tmp_path / "r.pdf").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line in ("A talk", "Lunch", "Waiting")] == titles
    assert "For the moderator and the stage, not for attendees" in lines
    assert "Programme v1, draft · printed 2024-03-01 13:00 · 1/1" in lines


def test_the_run_sheet_of_one_of_two_days(estrad, env, tmp_path):
    tomorrow = DAY + timedelta(1)
    talks = (talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:00-09:30", on=tomorrow))
    Workspace.create(tmp_path / "two.estrad", agenda(day(), day(tomorrow), *talks), env).close()

    estrad("print", "two.estrad", "r.pdf", "--sheet", "runsheet", "--day", tomorrow)

    lines = (tmp_path / "r.pdf").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line in ("One", "Two")] == ["Two"]


def test_the_run_sheet_of_nothing_says_what_to_do(estrad, plan, tmp_path):
    estrad("print", plan, "r.pdf", "--sheet", "runsheet", "--moderator", "Ada")

    assert "Ada moderates nothing yet." in (tmp_path / "r.pdf").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("p.pdf", "--sheet", "runsheet", "--room", "Attic"), "There is no room “Attic”. There is: Hall, Lab."),
        (
            ("p.pdf", "--sheet", "runsheet", "--moderator", "Bo", "--person", "Bo"),
            "--person, --moderator cannot be combined. "
            "A run sheet is of what somebody moderates, or of all that they are in.",
        ),
        (("p.pdf", "--sheet", "poem"), "There is no sheet “poem”. Choose one of: programme, runsheet."),
        (("p.pdf",), "--sheet is missing. `estrad print --help` shows what it takes."),
        (
            ("p.pdf", "--sheet", "programme", "--paper", "a9"),
            "There is no --paper “a9”. Choose one of: a4, a3, letter, a5, a0.",
        ),
    ],
)
def test_what_cannot_be_printed(estrad, plan, tmp_path, words, said):
    assert estrad("print", plan, *words) == (2, "", said + "\n")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.estrad"]


def test_the_demo_does_the_whole_job_and_can_do_it_again(estrad, tmp_path):
    names = ["demo.estrad", "demo.ics", "demo-programme.pdf", "demo-runsheet.pdf", "demo-window.png"]

    for _time in (1, 2):
        assert estrad("demo", "d") == (0, "".join(f"d/{name}\n" for name in names), "")
        assert sorted(path.name for path in (tmp_path / "d").iterdir()) == sorted(names)
        assert len(read((tmp_path / "d" / "demo.ics").read_bytes()).all("VEVENT")) == 15
        assert (tmp_path / "d" / "demo-window.png").read_bytes() == b"a picture of demo.estrad"


def test_the_demo_replaces_no_file_of_others(estrad, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "demo.estrad").write_bytes(b"not a conference")

    assert estrad("demo", "d").code == 2
    assert (tmp_path / "d" / "demo.estrad").read_bytes() == b"not a conference"
