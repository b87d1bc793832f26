"""``make wheel``: the wheel and the sdist in `dist/`, built twice and compared, and the wheel installed and tried.

They are built by the locked hatchling, in an environment of its own: an isolated build would fetch any of its versions.
The wheel is tried with the locked packages of `.venv`, and without the sources of this clone.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from planner import VERSION
from tools.bootstrap import ROOT, SetupFault, say, venv_python
from tools.package.build_root import LOCK, commit_time, run
from tools.package.trying import script, tell

BUILDERS = ("hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers")
"""Hatchling and what it needs, by the names in the lock."""
STORIES = ("tests/package/test_main_job.py",)
WHEEL, SDIST = f"estrad-{VERSION}-py3-none-any.whl", f"estrad-{VERSION}.tar.gz"
STARTER = """\
#!{python} -P
import sys

sys.path.insert(0, {folder!r})
from main import main

sys.exit(main())
"""


def locked(names: Sequence[str], lock: str) -> str:
    """Return the lines of a lock that pin packages, with their digests; raise ``SetupFault`` if it has not all."""
    found = {part.partition("==")[0]: part for part in re.split(r"\n(?=[\w.-]+==)", lock)[1:]}
    if missing := set(names) - found.keys():
        raise SetupFault(f"{LOCK} does not pin {', '.join(sorted(missing))}: run `make lock`.")
    return "\n".join(found[name] for name in names) + "\n"


def builder(work: Path) -> Path:
    """Return a Python that can build; it is made anew when what the lock says has changed."""
    wanted, home = locked(BUILDERS, (ROOT / LOCK).read_text(encoding="utf-8")), work / "builder"
    told = home / "wanted.txt"
    if not (told.is_file() and told.read_text(encoding="utf-8") == wanted):
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=False)
        (work / "lock.txt").write_text(wanted, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--python", str(venv_python(home)), "install", "--quiet", "--no-deps"]
        run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(work / "lock.txt")])
        told.write_text(wanted, encoding="utf-8")
    return venv_python(home)


def build(python: Path, sources: Path, dist: Path) -> dict[str, bytes]:
    """Build the wheel and the sdist of a folder of sources, and return both by name."""
    shutil.rmtree(dist, ignore_errors=True)
    env = dict(os.environ, SOURCE_DATE_EPOCH=str(commit_time()))
    command = [str(python), "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(dist)]
    run(command, cwd=sources, env=env)
    return {path.name: path.read_bytes() for path in sorted(dist.iterdir())}


def clone(work: Path, name: str) -> Path:
    """Return a clean clone of the last commit, whose files have the times of now."""
    place = work / name
    shutil.rmtree(place, ignore_errors=True)
    run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place)])
    return place


def installed(work: Path, wheel: Path) -> Path:
    """Install a wheel by itself, and return a program that starts it with the packages of this Python."""
    folder = work / "installed"
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(wheel)])
    return script(work / "estrad", STARTER.format(python=sys.executable, folder=str(folder)))


def main(_arguments: Sequence[str]) -> int:
    """Build and try; return 0 if both builds are the same to the byte and the wheel does the main job."""
    work, dist = ROOT / "build" / "wheel", ROOT / "dist"
    work.mkdir(parents=True, exist_ok=True)
    dist.mkdir(exist_ok=True)
    try:
        python = builder(work)
        one, other = (build(python, clone(work, name), work / f"{name}-dist") for name in ("one", "other"))
        if one != other or one.keys() != {WHEEL, SDIST}:
            raise SetupFault("Two builds of one commit differ, or there is more than a wheel and an sdist.")
        for name, data in one.items():
            (dist / name).write_bytes(data)
            say(f"{dist / name}: {len(data) / 1024 / 1024:.2f} MB, the same in two builds")
        told = tell(installed(work, dist / WHEEL), work / "files", STORIES)
    except SetupFault as fault:
        print(fault, file=sys.stderr)
        return 2
    say(f"{told.command}: {told.said}")
    return int(not told.well)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
