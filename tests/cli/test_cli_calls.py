"""Tests of wrong calls and files: one line on standard error, exit code 2, nothing changed; and of `erase`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Session
from planner.importing.source_registry import SOURCES
from planner.wording import wording
from planner.workspace import Workspace
from tests.builders import agenda, day, fixed_environment, room, talk
from tests.cli.commands import change, command_line

KINDS = ", ".join((*(source.key for source in SOURCES), "estrad"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fly",), "There is no command “fly”. `estrad --help` shows what there is."),
        (("list",), "FILE is missing. `estrad list --help` shows what it takes."),
        (("list", "a", "sessions", "--yaml"), "There is no option --yaml. `estrad list --help` shows what it takes."),
        (
            ("import", "a.estrad", "b.csv", "--as", "csv"),
            f"There is no kind of source “csv”. Choose one of: {KINDS}.",
        ),
        (
            ("check", "none.estrad"),
            "none.estrad: There is no file “none.estrad”. Check whether it was moved or renamed.",
        ),
    ],
)
def test_a_wrong_call(estrad, words, said):
    assert estrad(*words) == (2, "", said + "\n")


def test_a_file_that_is_not_ours(estrad, tmp_path):
    (tmp_path / "x.estrad").write_bytes(b"hello" * 1000)
    what = "“x.estrad” is not an Estrad conference. Choose a file that Estrad made; its name ends in .estrad."

    assert estrad("undo", "x.estrad") == (2, "", f"x.estrad: {what}\n")
    assert (tmp_path / "x.estrad").read_bytes() == b"hello" * 1000


def test_a_file_that_a_window_holds_and_one_that_is_given_back_after_a_fault(estrad, workspace, plan, env):
    assert estrad("list", workspace.path, "rooms") == (
        2, "", f"{workspace.path}: “conference.estrad” is open elsewhere: a test. Close it there first.\n",
    )  # fmt: skip
    estrad("unplace", plan, "9")
    Workspace.open(plan, env).close()


def test_the_command_line_speaks_swedish_and_help_says_what_there_is(estrad, env, capsys, tmp_path):
    remedy = wording("sv")("Check whether it was moved or renamed.")
    assert command_line(env, capsys, "sv")("check", tmp_path / "none.estrad").err.endswith(f"{remedy}\n")

    found = estrad("--help")
    assert (found.code, found.err, found.out.startswith("Usage: estrad ")) == (0, "", True)


ROOT = Path(__file__).resolve().parents[2]
ESCAPE, CSI = "\x1b[31m", "\x9b31m"


@pytest.fixture
def escapes(tmp_path, env):
    """Create `escapes.estrad`, a small conference for commands whose words hold control characters."""
    path = tmp_path / "escapes.estrad"
    Workspace.create(path, agenda(room("hall", name="Hall"), talk("a", "hall", "09:00-09:30")), env).close()
    return path


def controls_in(text):
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


@pytest.mark.parametrize(
    "words",
    [
        ("list", "escapes.estrad", f"rooms{ESCAPE}"),
        ("undo", f"no{ESCAPE}.estrad"),
        ("unplace", "escapes.estrad", f"x{CSI}"),
        ("export", "escapes.estrad", f"o{ESCAPE}.txt"),
        ("export", "escapes.estrad", f"o{ESCAPE}.ics"),
        (f"fly{ESCAPE}",),
        ("list", f"--{ESCAPE}"),
        ("import", "escapes.estrad", f"no{CSI}\n.xml"),
        ("sample", f"s{ESCAPE}.estrad"),
    ],
)
def test_no_control_character_reaches_the_terminal(estrad, escapes, words):
    _, out, err = estrad(*words)

    assert (controls_in(out + err), len((out + err).splitlines()), "\ufffd" in out + err) == ([], 1, True)


def test_names_with_control_characters_in_lists_and_findings(estrad, escapes, monkeypatch):
    opened = Workspace.open

    def hostile(path, env):
        workspace = opened(path, env)
        for thing in (workspace.agenda.rooms["hall"], workspace.agenda.sessions["a"]):
            for name in ("name", "title"):
                if hasattr(thing, name):
                    object.__setattr__(thing, name, f"{ESCAPE}A\n{CSI}")
        return workspace

    monkeypatch.setattr(Workspace, "open", hostile)
    for kind in ("rooms", "sessions"):
        for more in ((), ("--json",)):
            assert controls_in(estrad("list", escapes, kind, *more).out) == []
    assert controls_in(estrad("check", escapes).out) == []
    assert estrad("list", escapes, "rooms", "--json").json[0]["name"] == f"{ESCAPE}A\n{CSI}"


def test_a_conference_in_no_year_of_ours_is_refused_as_an_import_refuses_it(estrad, tmp_path):
    for first in ("0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31"):
        said = f"“{first}” is no date. Type a year from 1970 to 2200.\n"
        assert estrad("new", "n.estrad", "--title", "T", "--date", first) == (2, "", said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", [date(1970, 1, 1), date(2200, 12, 31)])
def test_the_first_and_the_last_day_that_may_be(estrad, tmp_path, env, when):
    late = talk("late", "hall", "23:00-25:30", on=when)
    Workspace.create(tmp_path / "n.estrad", agenda(day(when), room("hall"), late), env).close()

    assert estrad("export", "n.estrad", "o.ics") == (0, "“o.ics” is version 1.\n", "")
    assert estrad("check", "n.estrad").code in (0, 1)


def at(capsys, year):
    return command_line(fixed_environment(lambda: datetime(year, 6, 1, tzinfo=UTC)), capsys)


def test_nothing_is_sent_by_a_clock_that_cannot_be_right_and_a_version_from_the_future_is_said(
    plan, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    for year in (9999, 2201, 1969):
        said = (
            f"This computer's clock says {year}-06-01, and calendars would believe it. Set the clock, then send again."
        )
        assert at(capsys, year)("publish", plan) == (2, "", f"{said}\n")

    at(capsys, 2099)("export", plan, "o.ics")
    assert at(capsys, 2024)("export", plan, "o.ics").out.splitlines()[0] == (
        "The version before was sent when the clock said 2099-06-01: it was wrong then, or is now. "
        "Later versions bear that date too, so that calendars take them."
    )
    assert at(capsys, 2099)("export", plan, "o.ics").out == "“o.ics” is version 1.\n"
    assert at(capsys, 2024)("publish", plan).code == 0


def main(*words, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *words],
        env={**os.environ, "LANGUAGE": "en", **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("zone", [":/etc/passwd", "Nowhere/Land", "å"])
def test_a_zone_that_is_none_is_no_reason_to_fail(plan, zone):
    found = main("list", plan, "days", TZ=zone)

    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/usr/bin/strace"), reason="strace is not installed")
def test_files_and_folders_are_on_the_disk_before_the_ledger_says_sent(plan, tmp_path):
    """The ledger is written at the commit, which is the first write to the conference's file."""
    log, folder = tmp_path / "strace.log", tmp_path / "a" / "b"
    watched = "trace=fsync,fdatasync,pwrite64,rename,renameat,renameat2,mkdir,mkdirat"
    command = [sys.executable, ROOT / "main.py", "publish", plan, "--to", folder, "--each", "room"]
    subprocess.run(["strace", "-f", "-y", "-o", log, "-e", watched, *command], check=True, capture_output=True)
    lines = log.read_text(errors="replace").splitlines()
    commit = next(n for n, line in enumerate(lines) if "pwrite64" in line and f"{plan}>" in line)
    renames = [n for n, line in enumerate(lines) if "rename" in line and ".ics" in line]

    def synced(name):
        return [n for n, line in enumerate(lines) if re.search(f"fsync\\(\\d+<{re.escape(str(name))}>", line)]

    assert len(renames) == 3
    assert any(max(renames) < n < commit for n in synced(folder))
    assert any(n < commit for n in synced(folder.parent))
    assert any(n < commit for n in synced(folder.parent.parent))
    assert len([n for n, line in enumerate(lines[:commit]) if "fsync" in line and ".new>" in line]) >= 3


@pytest.fixture
def named(plan):
    """Return the plan after lunch was named after Ada."""
    change(plan, lambda now: edit(now, Session, "lunch", title="Ada's lunch", note="Ask Ada"))
    return plan


def test_without_yes_nothing_is_erased_and_all_is_said(estrad, named):
    before = named.read_bytes()
    assert estrad("erase", "plan.estrad", "ada").out == (
        "goes\tSession/lunch/title\ttitle of “Ada's lunch”\tAda's lunch\n"
        "goes\tSession/lunch/note\tnote of “Ada's lunch”\tAsk Ada\n"
        "0 versions of the plan that were kept\n"
        "“Ada” would be erased; --yes does it, and undo ends there.\n"
    )
    assert named.read_bytes() == before


def test_with_yes_the_person_goes_and_the_texts_but_those_that_are_left(estrad, named, env):
    answer = estrad("erase", "plan.estrad", "Ada", "--yes", "--leave", "Session/lunch/title")
    assert (answer.code, answer.out.splitlines()[-1]) == (
        0, "“Ada” is erased. What was done before cannot be undone any more.",
    )  # fmt: skip
    workspace = Workspace.open(named, env)
    lunch = workspace.agenda.sessions["lunch"]
    assert (lunch.title, lunch.note, "ada" in workspace.agenda.people) == ("Ada's lunch", "Ask [name erased]", False)
    workspace.close()


def test_a_text_that_there_is_not_is_a_wrong_call(estrad, named):
    answer = estrad("erase", "plan.estrad", "ada", "--yes", "--leave", "Session/lunch/cues")
    assert answer == (2, "", "The name stands in no text “Session/lunch/cues”. "
                             "`erase FILE PERSON` lists the texts with their keys.\n")  # fmt: skip


def test_json_has_each_text_and_whether_it_goes(estrad, named):
    found = estrad("erase", "plan.estrad", "ada", "--leave", "Session/lunch/note", "--json").json
    assert [(text["key"], text["goes"]) for text in found["texts"]] == [
        ("Session/lunch/title", True), ("Session/lunch/note", False),
    ]  # fmt: skip
    assert (found["erased"], found["versions"], found["sent"]) == (False, 0, [])
