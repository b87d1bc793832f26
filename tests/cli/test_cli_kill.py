"""Tests of `publish` killed at a chosen system call.

Nothing counts as sent without its files, no file is half written, and the next `publish` succeeds.
"""

import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from planner.programme.release import Ledger
from planner.workspace import Workspace
from tests.builders import fixed_environment
from tests.cli.commands import Estrad

ROOT = Path(__file__).resolve().parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
CALLS = ("fsync", "fdatasync", "rename", "pwrite64", "unlink", "mkdir")
SOME = [("rename", 2), ("pwrite64", 4), ("unlink", 1)]
"""Half of the files are in place; the ledger is half written; it is written, and its journal goes."""
ALL = [(call, when) for call in CALLS for when in range(1, 10)]

pytestmark = pytest.mark.skipif(not os.path.exists("/usr/bin/strace"), reason="strace is not installed")


def sent(path: Path) -> tuple[int, Ledger]:
    """Return the number of the last version and the ledger, read with every check of opening."""
    with closing(Workspace.open(path, fixed_environment())) as workspace:
        return (workspace.releases.last.number if workspace.releases.last else 0), workspace.releases.ledger()


def sequences_in(calendar: Path) -> dict[str, int]:
    """Return SEQUENCE by UID in a calendar, which must be complete."""
    content = calendar.read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    text = content.decode().replace("\r\n ", "")
    uids, sequences = (re.findall(rf"\n{name}:(\S+)", text) for name in ("UID", "SEQUENCE"))
    return dict(zip(uids, map(int, sequences), strict=True))


@pytest.mark.parametrize(
    ("call", "when"),
    [*SOME, *(pytest.param(*one, marks=pytest.mark.soak) for one in ALL if one not in SOME)],
)
def test_publish_killed_at_a_system_call(estrad: Estrad, plan: Path, tmp_path: Path, call: str, when: int) -> None:
    out = tmp_path / "out"
    calendar = out / "the-conference-2024.ics"
    estrad("export", plan, "first.ics")
    estrad("shift", plan, "1", "5")
    before = sent(plan)
    publish = ["publish", plan, "--to", out, "--each", "room"]

    strace = ["strace", "-f", "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={when}"]
    subprocess.run([*strace, *MAIN, *publish], check=False, capture_output=True)

    number, ledger = sent(plan)
    if number == before[0]:
        assert ledger == before[1]
    else:
        assert sequences_in(calendar) == {e.event.uid: e.sequence for e in ledger.entries.values()}
    for found in out.glob("*.ics"):
        sequences_in(found)
    assert estrad(*publish, "--replace").code == 0  # it may exist, yet not be recorded
    number, ledger = sent(plan)
    assert number == before[0] + 1
    assert sequences_in(calendar) == {e.event.uid: e.sequence for e in ledger.entries.values()}
