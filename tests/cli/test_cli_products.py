"""Tests of `print` and `demo`, and tests that walk the rows of all that is printed and exported."""

from __future__ import annotations

import inspect
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from planner.cli.lookup import FINDERS
from planner.printing.marks import PAPERS
from planner.product_types import Product
from planner.products import (
    CALENDAR,
    EXPORTED,
    LAYOUTS,
    LISTS,
    PAPER,
    PRINTED,
    TABLES,
    distinct_options,
)
from planner.workspace import Workspace
from tests.builders import DAY, agenda, day, talk
from tests.cli.commands import Answer, Estrad, command_line
from tests.readers import read


def test_print_the_programme_as_it_is_and_as_it_was_sent(estrad, plan, tmp_path):
    def printed(*words):
        assert estrad("print", plan, "p.pdf", "--sheet", *words) == (0, "“p.pdf” has 1 page.\n", "")
        return (tmp_path / "p.pdf").read_text(encoding="utf-8").splitlines()

    words = printed("programme")
    assert words[0] == "The Conference"
    assert all(any(text in line for line in words) for text in ("A talk", "Programme v1, draft"))
    assert any("Ada moderates nothing yet." in line for line in printed("runsheet", "--moderator", "Ada"))
    estrad("export", plan, "o.ics")
    words = printed("programme", "--day", "2024-04-25", "--paper", "a5")
    assert any(line.startswith("Programme v1 ·") for line in words)


def test_print_the_programme_of_one_person_as_attendees_may_read_it(estrad, plan, tmp_path):
    def printed(name):
        assert estrad("print", plan, "p.pdf", "--sheet", "programme", "--person", name).code == 0
        lines = (tmp_path / "p.pdf").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if name in line or line in ("A talk", "Lunch", "Waiting")]

    assert printed("Ada") == ["Ada", "A talk", "Ada"]
    estrad("unplace", plan, "1")
    assert printed("Ada") == ["Ada", "“Ada” is in no session of the programme."]


def test_a_time_zone_that_this_computer_does_not_know_is_a_problem_and_the_run_sheet_says_utc(estrad, plan, tmp_path):
    with closing(sqlite3.connect(plan)) as sql:
        sql.execute("UPDATE conference SET timezone = 'America/Coyhaique2'")
        sql.commit()

    code, out, err = estrad("check", plan, "--severity", "problem")
    assert (code, err) == (1, "")
    assert out.startswith("problem: This computer does not know the time zone “America/Coyhaique2”: nothing can be")
    assert estrad("print", plan, "r.pdf", "--sheet", "runsheet") == (0, "“r.pdf” has 1 page.\n", "")
    assert "printed 2024-03-01 12:00 UTC" in (tmp_path / "r.pdf").read_text(encoding="utf-8")
    (tmp_path / "one.csv").write_text("Title,Start\nOne,2024-04-25 10:00\n", encoding="utf-8")
    sentence = (
        "There is no time zone “America/Coyhaique2”. Set the conference's time zone to a name such as "
        "Europe/Stockholm.\n"
    )
    assert estrad("import", plan, "one.csv", "--timezone", "Europe/Stockholm") == (2, "", sentence)
    assert estrad("publish", plan, "--to", "out") == (2, "", sentence)
    assert estrad("set", plan, "conference", "timezone", "Stockholm").code == 0
    assert estrad("check", plan, "--severity", "problem").code == 0


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
    assert "Internal – not for attendees" in lines
    assert "Programme v1, draft · printed 2024-03-01 13:00 · 1/1" in lines


def test_the_next_run_sheet_marks_what_has_changed_since_and_a_programme_changes_nothing(env, capsys, plan, tmp_path):
    estrad = command_line(replace(env, data_folder=tmp_path / "data"), capsys)

    def marks() -> list[str]:
        assert estrad("print", plan, tmp_path / "r.pdf", "--sheet", "runsheet").code == 0
        lines = (tmp_path / "r.pdf").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith(("was ", "Marked: "))]

    assert marks() == []
    estrad("shift", plan, "1", "10")
    estrad("print", plan, tmp_path / "p.pdf", "--sheet", "programme")
    assert [line.split()[0] for line in marks()] == ["Marked:", "was"]
    assert marks() == []


def test_the_run_sheet_of_one_of_two_days(estrad, env, tmp_path):
    tomorrow = DAY + timedelta(1)
    talks = (talk("one", "hall", "09:00-09:30"), talk("two", "hall", "09:00-09:30", on=tomorrow))
    Workspace.create(tmp_path / "two.estrad", agenda(day(), day(tomorrow), *talks), env).close()

    estrad("print", "two.estrad", "r.pdf", "--sheet", "runsheet", "--day", tomorrow)

    lines = (tmp_path / "r.pdf").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line in ("One", "Two")] == ["Two"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("p.pdf", "--sheet", "runsheet", "--room", "Attic"), "There is no room “Attic”. There is: Hall, Lab."),
        (
            ("p.pdf", "--sheet", "runsheet", "--moderator", "Bo", "--person", "Bo"),
            "--person, --moderator cannot be combined. "
            "A run sheet is of what somebody moderates, or of all that they are in.",
        ),
        (
            ("p.pdf", "--sheet", "poem"),
            f"There is no --sheet “poem”. Choose one of: {', '.join(product.name for product in PRINTED)}.",
        ),
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


def test_the_demo_does_the_whole_job_and_can_do_it_again_but_replaces_no_file_of_others(estrad, tmp_path):
    names = ["demo.estrad", "demo.ics", *[f"demo-{product.name}.pdf" for product in PRINTED], "demo-window.png"]

    for _time in (1, 2):
        assert estrad("demo", "d") == (0, "".join(f"d/{name}\n" for name in names), "")
        assert sorted(path.name for path in (tmp_path / "d").iterdir()) == sorted(names)
        assert len(read((tmp_path / "d" / "demo.ics").read_bytes()).all("VEVENT")) == 15
        assert (tmp_path / "d" / "demo-window.png").read_bytes() == b"a picture of demo.estrad"

    (tmp_path / "d" / "demo.estrad").write_bytes(b"not a conference")
    assert (estrad("demo", "d").code, (tmp_path / "d" / "demo.estrad").read_bytes()) == (2, b"not a conference")


README = Path(__file__).resolve().parent.parent.parent / "README.md"
VALUES = {"day": "2024-04-25", "room": "hall", "person": "ada", "moderator": "bo", "paper": "A5", "track": "safety"}
VALUES |= {"language": "sv", "draft": "", "replace": "", "called-off": "", "abstracts": "short"}
"""A value for every option, on the small plan of the command line."""


def words(*names: str) -> list[str]:
    return [word for name in names for word in (f"--{name}", VALUES[name]) if word]


def call(product: Product, suffix: str) -> list[str]:
    """Return the words that make the product into a file of the test."""
    if product in PRINTED:
        return ["print", "plan.estrad", f"o{suffix}", "--sheet", product.name]
    which = {"list": LISTS, "layout": LAYOUTS}
    named = [word for option, those in which.items() if product in those for word in (f"--{option}", product.name)]
    return ["export", "plan.estrad", f"o{suffix}", *named]


@pytest.mark.parametrize("product", [*PRINTED, *EXPORTED], ids=lambda product: product.name)
def test_the_command_line_makes_it_with_each_of_its_options_and_with_no_other(
    product: Product, estrad: Estrad, plan: Path, tmp_path: Path
) -> None:
    def made(*named: str, suffix: str = product.suffixes[0]) -> Answer:
        (tmp_path / f"o{suffix}").unlink(missing_ok=True)
        return estrad(*call(product, suffix), *words(*named))

    own = [option.name for option in product.options]
    for suffix in product.suffixes:
        assert made(suffix=suffix).code == 0
        assert (tmp_path / f"o{suffix}").stat().st_size
    for name in own:
        assert made(name).code == 0, name
        assert (tmp_path / f"o{product.suffixes[0]}").stat().st_size
    others = {option.name for option in distinct_options(PRINTED if product in PRINTED else EXPORTED)} - set(own)
    for name in others:
        told = f" There is: {', '.join(f'--{one}' for one in own)}." if own else ""
        assert made(name) == (2, "", f"There is no --{name} for “{product.name}”.{told}\n")
    if product.either:
        assert f"--{product.either[0]}, --{product.either[1]} cannot be combined. " in made(*product.either[:2]).err
    assert made(suffix=".txt").err.startswith(
        "o.txt: Estrad does not write this into a file like “o.txt”. Give it a name"
    )


@pytest.mark.parametrize("product", PRINTED, ids=lambda product: product.name)
def test_its_options_are_what_its_maker_takes(product: Product) -> None:
    module, _, function = product.maker.partition(":")
    taken = inspect.signature(getattr(import_module(module), function)).parameters.values()

    known = {option.name for option in product.options} | set(product.beside)
    assert {one.name for one in taken if one.kind is one.KEYWORD_ONLY} == known
    assert all(option.choices or option.name in FINDERS for option in product.options)
    assert set(PAPER.choices or ()) == set(PAPERS)


def test_help_and_readme_name_everything(estrad: Estrad) -> None:
    printing, exporting = (" ".join(estrad(command, "--help").out.split()) for command in ("print", "export"))
    readme = README.read_text(encoding="utf-8")

    for product in PRINTED:
        assert (product.name in printing, f"--sheet {product.name}" in readme) == (True, True)
    for product in TABLES[1:]:
        assert product.name in exporting
        assert re.search(rf"`(--\w+ )?{product.name}`", readme)
    assert "--moderator P Only what this person moderates. For: runsheet." in printing
    assert "--day D Only this day, as 2024-04-25. --" in printing  # every sheet has it
    assert "--person P Only the sessions of this person. --" in printing
    assert "--room R Only this room, and what takes all rooms. --" in printing
    assert len({product.name for product in (*PRINTED, *EXPORTED)}) == len(PRINTED) + len(EXPORTED)
    assert CALENDAR.suffixes == (".ics",)
