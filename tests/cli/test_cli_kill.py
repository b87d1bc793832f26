"""Tests of `publish` killed at a chosen system call.

Nothing counts as sent without its files, no file is half written, and the next `publish` succeeds.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner.programme.release import Ledger
from planner.workspace import Environment, Workspace
from tests.builders import fixed_environment

ROOT = Path(__file__).resolve().parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
CALLS = ("fsync", "fdatasync", "rename", "pwrite64", "unlink", "mkdir")
SOME = [(call, when) for call, when in zip(CALLS, (3, 1, 2, 4, 1, 1), strict=True)]
ALL = [(call, when) for call in CALLS for when in range(1, 10)]

pytestmark = pytest.mark.skipif(not os.path.exists("/usr/bin/strace"), reason="strace is not installed")


def sent(path: Path) -> tuple[int, Ledger]:
    """Return the number of the last version and the ledger, read with every check of opening."""
    workspace = Workspace.open(path, fixed_environment())
    try:
        return (workspace.releases.last.number if workspace.releases.last else 0), workspace.releases.ledger()
    finally:
        workspace.close()


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
def test_publish_killed_at_a_system_call(plan: Path, tmp_path: Path, env: Environment, call: str, when: int) -> None:
    out = tmp_path / "out"
    workspace = Workspace.open(plan, env)
    workspace.outbox.send(lambda sending: {})
    calendar = out / f"{workspace.outbox.named()[0].name}.ics"
    workspace.close()
    subprocess.run([*MAIN, "shift", plan, "1", "5"], check=True, capture_output=True)
    before = sent(plan)
    publish = [*MAIN, "publish", plan, "--to", out, "--each", "room"]

    strace = ["strace", "-f", "-o", os.devnull, "-e", f"inject={call}:signal=KILL:when={when}"]
    subprocess.run([*strace, *publish], check=False, capture_output=True)

    number, ledger = sent(plan)
    if number == before[0]:
        assert ledger == before[1]
    else:
        assert sequences_in(calendar) == {e.event.uid: e.sequence for e in ledger.entries.values()}
    for found in out.glob("*.ics"):
        sequences_in(found)
    subprocess.run([*publish, "--replace"], check=True, capture_output=True)  # it may exist, yet not be recorded
    number, ledger = sent(plan)
    assert number == before[0] + 1
    assert sequences_in(calendar) == {e.event.uid: e.sequence for e in ledger.entries.values()}
