"""Tests of what scripts and shells rely on: JSON and lists of every command, output as a file, completion, help."""

import errno
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete

from main import main
from planner import VERSION
from planner.cli.commands import COMMANDS
from planner.cli.console import Console
from planner.cli.listing import KINDS_OF_LIST
from planner.cli.lookup import THINGS
from planner.cli.runner import CommandGroup
from planner.domain.languages import LANGUAGES
from planner.wording import wording
from tests.cli.commands import drawing

ROOT = Path(__file__).parent.parent.parent


def test_every_command_that_changes_something_says_so_in_json(estrad, plan, tmp_path):
    at = ("--day", "2024-04-25", "--start", "14:00", "--room", "Lab")

    assert estrad("sample", "s.estrad", "--json").json == {"file": "s.estrad", "title": "#Trygghetnu 2024"}
    assert estrad("new", "n.estrad", "--title", "T", "--date", "2027-01-30", "--json").json["title"] == "T"
    assert [
        estrad(*words, "--json").json
        for words in (
            ("place", plan, "3", *at), ("shift", plan, "3", "5"), ("shift", plan, "3", "0"), ("unplace", plan, "3"),
            ("undo", plan), ("redo", plan), ("redo", plan),
        )
    ] == [
        {"changed": True, "label": "Place “Waiting”"},
        {"changed": True, "label": "Shift “Waiting” by 5 min"},
        {"changed": False, "label": None},
        {"changed": True, "label": "Return “Waiting” to “Not placed”"},
        {"changed": True, "label": "Return “Waiting” to “Not placed”"},
        {"changed": True, "label": "Return “Waiting” to “Not placed”"},
        {"changed": False, "label": None},
    ]  # fmt: skip


def test_every_command_that_sends_something_says_in_json_what(estrad, plan, tmp_path):
    first = estrad("export", plan, "a.ics", "--json")
    estrad("unplace", plan, "2")
    second = estrad("publish", plan, "--to", "web", "--json")
    printed = estrad("print", plan, "p.pdf", "--sheet", "programme", "--json")

    assert (first.json, printed.json) == (
        {"version": 1, "draft": False, "files": ["a.ics"]}, {"pages": 1, "files": ["p.pdf"]},
    )  # fmt: skip
    assert second.json["version"] == 2
    assert second.json["new"] is True
    assert [Path(name).name for name in second.json["files"]] == [
        "the-conference-2024.ics", "the-conference-2024-changes.txt",
    ]  # fmt: skip
    assert second.json["changes"] == ["Cancelled: “Lunch”, 2024-04-25 12:00–13:00"]
    assert estrad("export", plan, "t.csv", "--json").json == {"version": None, "draft": False, "files": ["t.csv"]}


def test_a_dash_is_standard_output_and_the_sentences_stand_beside_it(estrad, plan, tmp_path):
    calendar, table = estrad("export", plan, "-", "--draft"), estrad("export", plan, "-", "--list", "sessions")
    paper = estrad("print", plan, "-", "--sheet", "programme")

    assert calendar.out.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.err == "“-” is a draft of version 1; nothing was sent.\n"
    assert paper.err.splitlines()[0] == "“-” has 1 page."
    assert "A talk" in table.out
    assert paper.out.startswith("The Conference")
    assert not (tmp_path / "-").exists()
    assert estrad("export", plan, "-", "--json").err == (
        "-, --json cannot be combined. Write into a file, or leave one out.\n"
    )


def test_a_calendar_on_standard_output_is_no_version(estrad, plan):
    assert estrad("export", plan, "-") == (
        2, "", "Attendees get no calendar from standard output, so it would be a version that nobody has. "
        "Say --draft to look at it, or send it into a folder with `publish FILE --to FOLDER`.\n",
    )  # fmt: skip
    assert estrad("list", plan, "releases", "--json").json == []


def test_values_with_tabs_between_them_are_those_of_the_json(estrad, plan):
    estrad("set", plan, "session", "3", "abstract", "Two\tcolumns\nand lines")

    head, *rows = (line.split("\t") for line in estrad("list", plan, "sessions", "--tsv").out.splitlines())
    told = [dict(zip(head, row, strict=True)) for row in rows]

    assert head == list(estrad("list", plan, "sessions", "--json").json[0])
    assert (told[0]["start"], told[0]["people"], told[1]["everywhere"]) == ("2024-04-25T09:00", "Ada, Bo", "true")
    assert told[2]["abstract"] == "Two columns and lines"


def test_a_list_with_nothing_in_it_has_its_headings_for_people_and_no_line_for_programs(estrad, plan):
    assert estrad("list", plan, "releases").out == "Name  Made  Note  Sessions\n"
    assert estrad("list", plan, "releases", "--tsv").out == ""


def test_blocks_are_listed_for_people_as_sessions_are(estrad, plan):
    estrad("add", plan, "block", "Morning", "day", "2024-04-25", "start", "09:00", "minutes", "60", "room", "Hall")
    estrad("set", plan, "block", "Morning", "chair", "Ada")
    estrad("set", plan, "session", "1", "block", "Morning")
    estrad("add", plan, "block", "Later", "minutes", "45")
    estrad("add", plan, "block", "Tour", "day", "2024-04-25", "start", "10:00", "minutes", "60", "room", "everywhere",
           "place", "City Hall")  # fmt: skip
    assert estrad("list", plan, "blocks").out == (
        "Day              Time         Room       Title    Chairs  Sessions\n"
        "Thu 25 Apr 2024  09:00–10:00  Hall       Morning  Ada     1\n"
        "Thu 25 Apr 2024  10:00–11:00  City Hall  Tour\n"
        "not placed       45 min                  Later\n"
    )


@pytest.mark.parametrize("kind", KINDS_OF_LIST)
def test_every_list_is_there_for_people(estrad, plan, kind):
    assert estrad("list", plan, kind).code == 0


def command(*words, **more):
    """Run a command in a process of its own."""
    return subprocess.run([sys.executable, ROOT / "main.py", *words], timeout=60, **more)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("export", "-", "--draft")], ids=" ".join)
def test_output_that_cannot_be_written_is_a_fault_in_one_line(plan, words):
    with open("/dev/full", "w") as full:
        told = command(words[0], plan, *words[1:], stdout=full, stderr=subprocess.PIPE, text=True)

    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert told.stderr.startswith("Standard output cannot be written: No space left on device. ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_wrong_call_is_one_even_where_nobody_can_be_told(plan):
    with open("/dev/full", "w") as full:
        assert command("list", plan, "planets", stderr=full).returncode == 2


def into_closed_pipe(*words):
    """Run a command whose output nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    told = command(*words, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    return told.returncode, told.stderr


def test_a_document_for_a_closed_output_is_a_fault_in_one_line(estrad, plan, monkeypatch):
    monkeypatch.setattr("sys.stdout", None)

    answer = estrad("export", plan, "-", "--draft")

    assert (answer.code, answer.err) == (2, "There is no standard output. Write into a file instead.\n")


def test_a_folder_that_may_not_be_entered_is_a_fault_in_one_line(estrad, tmp_path, monkeypatch):
    def refuse(path, **_options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "exists", refuse)

    answer = estrad("sample", tmp_path / "shut" / "new.estrad")

    assert (answer.code, answer.err.partition(" Choose")[0]) == (
        2,
        f"“{tmp_path / 'shut' / 'new.estrad'}” may not be used: Permission denied.",
    )


def test_a_program_that_stops_reading_is_no_fault(plan):
    assert into_closed_pipe("list", plan, "--json") == (0, b"")


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        (("check", "plan.estrad"), 0), (("list", "plan.estrad"), 0), (("list", "plan.estrad", "people", "--tsv"), 0),
        (("print", "plan.estrad", "p.pdf", "--sheet", "runsheet"), 0), (("export", "plan.estrad", "t.csv"), 0),
        (("edition", "plan.estrad", "next.estrad", "--date", "2025-04-24"), 0),
        (("export", "plan.estrad", "d.ics", "--draft"), 1), (("export", "plan.estrad", "-", "--draft"), 1),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else str(words),
)  # fmt: skip
def test_reading_changes_nothing_in_the_file_and_a_draft_its_own_count_alone(estrad, plan, words, counted):
    def content() -> tuple[bytes, list[str]]:
        with closing(sqlite3.connect(plan)) as sql:
            return plan.read_bytes(), [*sql.iterdump()]

    (data, before), code = content(), estrad(*words).code
    after, lines = content()
    changed = [pair for pair in zip(before, lines, strict=True) if pair[0] != pair[1]]

    assert (code in (0, 1), after == data, len(changed)) == (True, not counted, counted)
    assert all(old.startswith('INSERT INTO "document"') for old, _new in changed)
    with closing(sqlite3.connect(plan)) as sql:
        assert sql.execute("SELECT drafts FROM document").fetchone() == (counted,)


def test_a_draft_that_nobody_reads_takes_no_number(estrad, plan):
    assert into_closed_pipe("export", plan, "-", "--draft") == (0, b"")

    assert re.findall(r"SEQUENCE:(\d+)", estrad("export", plan, "-", "--draft").out) == ["1", "1"]


def test_what_goes_into_a_pipe_is_utf_8_in_any_locale(estrad, plan):
    estrad("set", plan, "session", "1", "title", "Łódź – 東京")

    told = command(
        "list", plan, "sessions", "--json", env={**os.environ, "PYTHONIOENCODING": "latin-1"}, capture_output=True
    )

    assert json.loads(told.stdout.decode("utf-8"))[0]["title"] == "Łódź – 東京"


LONG = "a" * 300


@pytest.mark.skipif(sys.platform == "win32", reason="the longest names are others there")
@pytest.mark.parametrize(
    "words",
    [
        ("sample", LONG), ("new", LONG, "--title", "T", "--date", "2024-01-01"), ("import", LONG, "plan.estrad"),
        ("import", "plan.estrad", LONG), ("edition", "plan.estrad", LONG, "--date", "2025-01-01"), ("list", LONG),
        ("export", "plan.estrad", f"{LONG}.csv"), ("export", "plan.estrad", f"{LONG}.ics", "--draft"),
        ("print", "plan.estrad", f"{LONG}.pdf", "--sheet", "programme"), ("demo", LONG),
        ("publish", "plan.estrad", "--to", LONG), (LONG,),
    ],
    ids=lambda words: words[0][:10],
)  # fmt: skip
def test_a_name_that_is_too_long_is_a_wrong_input(estrad, plan, words):
    before = plan.read_bytes()

    code, out, err = estrad(*words)

    assert (code, out, err.count("\n"), plan.read_bytes()) == (2, "", 1, before)


def test_a_long_word_alone_is_no_file(capsys):
    assert main([LONG]) == 2
    assert capsys.readouterr().err.startswith("There is no command “aaa")


def test_json_of_a_file_name_that_is_no_text_is_utf_8(estrad):
    assert estrad("sample", "\udcff.estrad", "--json").json["file"] == "\udcff.estrad"


@pytest.mark.parametrize(("severity", "code", "said"), [(None, 0, 2), ("hint", 1, 2), ("warning", 0, 0)])
def test_check_fails_for_problems_or_for_what_is_as_severe_as_asked(estrad, plan, severity, code, said):
    found = estrad("check", plan, "--json", *(("--severity", severity) if severity else ()))

    assert (found.code, len(found.json)) == (code, said)


def test_a_reply_that_was_asked_for_today_is_not_owed_before_tomorrow(estrad, plan, clock):
    def owed() -> tuple[int, int]:
        found = estrad("list", plan, "--json").json["problems"]["warning"]
        return estrad("check", plan, "--severity", "warning").code, found

    assert estrad("set", plan, "session", "1", "answers", "invited").code == 0
    assert owed() == (0, 0)
    clock.forward(days=1)
    assert owed() == (1, 2)


def test_help_and_the_version_are_asked_for_as_everywhere(estrad):
    assert estrad("-h") == estrad("--help")
    assert estrad("place", "-h") == estrad("place", "--help")
    assert all(thing in estrad("set", "-h").out for thing in THINGS)
    assert estrad("--version") == (0, f"Estrad {VERSION}\n", "")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("estrad pu", "plain,publish"),
        ("estrad list plan.estrad s", "plain,sessions"),
        ("estrad print plan.estrad out.pdf --sheet r", "plain,runsheet"),
        ("estrad check --severity w", "plain,warning"),
        ("estrad check pl", "file,pl"),
        ("estrad set plan.estrad session 3 t", "plain,title"),
        ("estrad", "plain,sample"),
    ],
)
def test_shells_complete_words_and_no_window_opens(words, found):
    asked = {"_ESTRAD_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(max(1, words.count(" ")))}
    environment = {**os.environ, **asked, "QT_QPA_PLATFORM": "none there is"}

    told = subprocess.run(
        [sys.executable, ROOT / "main.py"], env=environment, capture_output=True, text=True, check=True, timeout=60
    )

    assert found in told.stdout.splitlines()


SOURCES_WITH_S = ["schedule.xml", "schedule.json", "sessionize"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("set F session ", []),
        ("set F session 3 t", ["title", "track", "tags", "teardown"]),
        ("set F session 3 title x t", ["track", "tags", "teardown"]),
        ("set F session 3 title t", []),
        ("set F session 3 status ", ["draft", "confirmed", "cancelled"]),
        ("set F session 3 kind t", ["talk"]),
        ("set F session 3 track x pinned ", ["yes", "no"]),
        ("set F session 3 answers in", ["invited"]),
        ("set F conference naming a", ["all"]),
        ("set F conference language ", [*LANGUAGES]),
        ("set F organisation X role s", ["supplier"]),
        ("set F track Law colour te", ["teal"]),
        ("set F shift Ada sta", ["start", "state"]),
        ("set F planet x ", []),
        ("add F room Lab s", ["seats"]),
        ("add F session New kind x st", ["status", "stream", "statements", "start"]),
        ("set F venue n", ["name", "note"]),
        ("import F S --as s", SOURCES_WITH_S),
        ("import F S --also g", ["gone"]),
        ("print F O --sheet programme --paper a", ["a4", "a3", "a5", "a0"]),
        ("export F O --language s", ["sv"]),
    ],
)
def test_fields_and_their_words_are_completed(env, words, found):
    shell = BashComplete(CommandGroup(Console(env, wording("en"), drawing())), {}, "estrad", "_ESTRAD_COMPLETE")
    *before, begun = words.split(" ")

    assert [one.value for one in shell.get_completions(before, begun)] == found


def test_help_loads_no_command():
    code = (
        "import sys, main; main.main(['--help']); print([name for name in sys.modules if name.startswith('planner.')])"
    )

    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert set(json.loads(told.stdout.splitlines()[-1].replace("'", '"'))) <= {
        "planner.cli", "planner.cli.commands", "planner.cli.console", "planner.cli.runner", "planner.domain",
        "planner.domain.languages", "planner.domain.text", "planner.environment",
        "planner.wording",
    }  # fmt: skip


def keys_in(value):
    """Return all names in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


def test_the_contract_names_every_command_and_option(env):
    said = (ROOT / "docs" / "cli.md").read_text()
    group = CommandGroup(Console(env, wording("en"), drawing()))

    for name in COMMANDS:
        found = group.get_command(click.Context(group), name)
        assert found
        named = [option for parameter in found.params for option in parameter.opts if option.startswith("--")]
        assert [word for word in (f"`{name} ", *named) if word not in said] == [], name


def test_the_contract_names_every_key(estrad, plan, tmp_path):
    said = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "cli.md").read_text()))
    (tmp_path / "names.txt").write_text("A first title\nA second title\n")
    estrad("publish", plan)

    for words in (
        *(("list", plan, kind) for kind in KINDS_OF_LIST if kind != "conference"), ("list", plan), ("check", plan),
        ("undo", plan), ("publish", plan), ("erase", plan, "Ada"), ("import", plan, "names.txt", "--dry-run"),
    ):  # fmt: skip
        found = estrad(*words, "--json")
        assert keys_in(found.json) <= said, words
