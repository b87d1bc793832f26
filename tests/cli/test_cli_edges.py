"""Tests of the command line in its environment: terminals, clocks, years, links, pipes, order of disk writes."""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.workspace import Workspace
from tests.builders import agenda, day, fixed_environment, room, talk
from tests.cli.commands import command_line

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

    assert controls_in(out + err) == []
    assert len((out + err).splitlines()) == 1
    assert "\ufffd" in out + err


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


@pytest.mark.parametrize("first", ["0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31"])
def test_a_conference_in_no_year_of_ours_is_refused_as_an_import_refuses_it(estrad, tmp_path, first):
    code, _, err = estrad("new", "n.estrad", "--title", "T", "--date", first)

    assert (code, err) == (2, f"“{first}” is no date. Type a year from 1970 to 2200.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", [date(1970, 1, 1), date(2200, 12, 31)])
def test_the_first_and_the_last_day_that_may_be(estrad, tmp_path, env, when):
    late = talk("late", "hall", "23:00-25:30", on=when)
    Workspace.create(tmp_path / "n.estrad", agenda(day(when), room("hall"), late), env).close()

    assert estrad("export", "n.estrad", "o.ics") == (0, "“o.ics” is version 1.\n", "")
    assert estrad("check", "n.estrad").code in (0, 1)


def at(capsys, year):
    return command_line(fixed_environment(lambda: datetime(year, 6, 1, tzinfo=UTC)), capsys)


@pytest.mark.parametrize("year", [9999, 2201, 1969])
def test_nothing_is_sent_by_a_clock_that_cannot_be_right(plan, capsys, monkeypatch, tmp_path, year):
    monkeypatch.chdir(tmp_path)

    code, _, err = at(capsys, year)("publish", plan)

    assert (code, err) == (
        2,
        f"This computer's clock says {year}-06-01, and calendars would believe it. Set the clock, then send again.\n",
    )
    assert at(capsys, 2024)("publish", plan).code == 0


def test_a_version_from_the_future_is_said(plan, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    at(capsys, 2099)("export", plan, "o.ics")
    found = at(capsys, 2024)("export", plan, "o.ics")

    assert found.out.splitlines()[0] == (
        "The version before was sent when the clock said 2099-06-01: it was wrong then, or is now. "
        "Later versions bear that date too, so that calendars take them."
    )
    assert at(capsys, 2099)("export", plan, "o.ics").out == "“o.ics” is version 1.\n"


def main(*words, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *words],
        env={**os.environ, "LANGUAGE": "en", **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("zone", [":/etc/passwd", "/etc/passwd", "Nowhere/Land", ":", "\u00e5", "UTC"])
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
