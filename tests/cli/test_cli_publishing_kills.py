"""Tests of a publishing that is killed at any of its system calls, or whose disk is full: all is whole and known."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile
from zlib import crc32

import pytest

from planner.domain.published_files import FileState, PublishedFile, digest, unfinished_files
from planner.workspace import Workspace
from tests.builders import fixed_environment
from tests.cli.commands import Estrad
from tests.kills_at_calls import Victim, can_trace, spread

PRODUCTS = "calendar,calendar-room,others,schedule-xml,schedule-json,programme,page-folder"
FEW, MOST = 4, 200
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not can_trace(), reason="strace is not installed, or may not be used here"),
]


def whole(path: Path) -> bool:
    """Return whether a published file is complete, by readers that share no code with the writers."""
    data = path.read_bytes()
    match path.suffix:
        case ".ics":
            return data.endswith(b"END:VCALENDAR\r\n")
        case ".xml":
            return ElementTree.fromstring(data).tag == "schedule"
        case ".html":
            return data.endswith(b"</html>")
        case ".png":
            return data.endswith(b"IEND" + crc32(b"IEND").to_bytes(4))
        case ".js":
            return data.endswith(b"});\n")
        case ".webmanifest":
            return "icons" in json.loads(data)
        case ".json":
            return "schedule" in json.loads(data)
        case ".xlsx":
            return ZipFile(BytesIO(data)).testzip() is None
    return b"% Estrad " in data[-60:]


def known(plan: Path) -> tuple[PublishedFile, ...]:
    with closing(Workspace.open(plan, fixed_environment())) as workspace:
        return workspace.releases.published()


def say_which(plan: Path, folder: Path) -> None:
    """Assert that each file is whole, and that the conference knows of which version it is, and what is owed."""
    files = known(plan)
    owed = {file.name for file in unfinished_files(files)}
    for path in folder.iterdir():
        if path.suffix == ".new" or path.name.startswith("."):
            continue  # left by the program that was killed
        assert whole(path), path.name
        (told,) = [file for file in files if (file.name, file.digest) == (path.name, digest(path.read_bytes()))]
        assert told.state in (FileState.OUT, FileState.OWED) or path.name in owed, told


def ended(estrad: Estrad, plan: Path, folder: Path) -> None:
    """Publish once more, a day later, and assert that all is of one version and nothing is owed or left behind."""
    for path in folder.glob(".*.new"):
        os.utime(path, (0, 0))
    answer = estrad("publish", plan, "--to", folder, "--with", PRODUCTS)
    assert answer.code == 0, answer.err
    files = known(plan)
    assert unfinished_files(files) == ()
    out = {file.name: file for file in files if file.state is FileState.OUT}
    assert sorted(out) == sorted(path.name for path in folder.iterdir())
    assert {out[path.name].digest == digest(path.read_bytes()) for path in folder.iterdir()} == {True}
    assert len({file.version for file in out.values() if file.product != "calendar-room"}) == 1


@pytest.fixture
def victim(estrad: Estrad, plan: Path, tmp_path: Path) -> Victim:
    """Return the publishing of a second version, with all that it begins with in a folder `begin`."""
    begin = tmp_path / "begin"
    begin.mkdir()
    shutil.copy(plan, begin / "plan.estrad")
    assert estrad("publish", begin / "plan.estrad", "--to", begin / "web", "--with", PRODUCTS).code == 0
    estrad("shift", begin / "plan.estrad", "1", "5")
    work = tmp_path / "work"
    main = Path(__file__).resolve().parents[2] / "main.py"
    command = [sys.executable, str(main), "publish", str(work / "plan.estrad"), "--to", str(work / "web")]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en", "HOME": str(tmp_path / "home")}
    return Victim([*command, "--with", PRODUCTS], work, variables)


def afresh(victim: Victim) -> Path:
    shutil.rmtree(victim.folder, ignore_errors=True)
    shutil.copytree(victim.folder.parent / "begin", victim.folder)
    return victim.folder


@pytest.mark.parametrize("number", [FEW, pytest.param(MOST, marks=pytest.mark.soak)])
def test_a_publishing_killed_anywhere_leaves_each_file_whole_and_is_ended_by_the_next(
    estrad: Estrad, victim: Victim, number: int
) -> None:
    places = victim.places(afresh(victim).parent / "trace")
    killed = 0
    for place in spread(places, number):
        folder = afresh(victim)
        killed += victim.kill_at(place)

        say_which(folder / "plan.estrad", folder / "web")
        ended(estrad, folder / "plan.estrad", folder / "web")
    assert killed >= min(number, len(places)) * 0.9


FAULTS = [
    "fsync:error=ENOSPC",
    "rename:error=ENOSPC",
    "rename:error=EROFS",
    "pwrite64:error=ENOSPC",
    "write:error=ENOSPC",
]


WHEN = ["2", *(pytest.param(when, marks=pytest.mark.soak) for when in ("1+", "4", "7"))]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("when", WHEN)
def test_a_disk_that_is_full_or_read_only_leaves_all_as_it_was_or_known(
    estrad: Estrad, victim: Victim, fault: str, when: str
) -> None:
    folder = afresh(victim)
    call = fault.partition(":")[0]
    strace = ["strace", "-f", "-qqq", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={fault}:when={when}"]

    found = subprocess.run(
        [*strace, *victim.command], env=victim.variables, capture_output=True, text=True, check=False
    )

    assert "Traceback" not in found.stderr
    say_which(folder / "plan.estrad", folder / "web")
    ended(estrad, folder / "plan.estrad", folder / "web")
