"""The bare Debian 12 in which the Linux bundle is made, so that the C library of every later system runs it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.bootstrap import QT_PACKAGES, ROOT, SetupFault, say
from tools.roots import answer, bare_root, inside

RELEASE = "bookworm"
LOCK = "requirements-package.lock"
STAMP = "estrad.stamp"
PACKAGES = ["python3", "python3-venv", "libpython3.11", "binutils", "file", "libwayland-egl1"]
"""What PyInstaller needs there besides what Qt needs; `QT_PACKAGES` names two packages as this release does."""
COPYRIGHTS = ("libqt6core6", "libqt6svg6", "libicu72", "qt6-image-formats-plugins")
"""Debian's packages of what Qt's wheel holds without its licence texts; only their texts are taken."""
SOURCES = ("main.py", "planner", "ui", "resources", "tools", "packaging", "pyproject.toml", "LICENSE", "README.md")
BUILD = "/build"


def make(folder: Path) -> Path:
    """Return a root with the locked packages in it; an older one is used again if nothing has changed."""
    root, stamp = folder / RELEASE, _stamp()
    if (root / STAMP).is_file() and (root / STAMP).read_text(encoding="utf-8") == stamp:
        return root
    bare_root(folder, RELEASE)
    named = [name.split("|")[-1] for name in QT_PACKAGES]
    run_in(root, "apt-get update -qq")
    run_in(root, f"apt-get install -y -qq --no-install-recommends {' '.join((*PACKAGES, *named))}")
    run_in(root, f"mkdir -p {BUILD}/copyrights && cd {BUILD}/copyrights && apt-get download -qq {' '.join(COPYRIGHTS)}")
    run_in(root, f"cd {BUILD}/copyrights && for deb in *.deb; do dpkg-deb -x $deb .; done && rm *.deb")
    shutil.copyfile(ROOT / LOCK, root / BUILD[1:] / LOCK)
    pip = "venv/bin/python -m pip --disable-pip-version-check install --quiet --only-binary=:all: --require-hashes"
    run_in(root, f"cd {BUILD} && python3 -m venv venv && {pip} -r {LOCK}")
    (root / STAMP).write_text(stamp, encoding="utf-8")
    return root


def _stamp() -> str:
    told = [*PACKAGES, *QT_PACKAGES, *COPYRIGHTS]
    return hashlib.sha256((ROOT / LOCK).read_bytes() + " ".join(told).encode()).hexdigest()


def run(command: Sequence[str], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a command; raise ``SetupFault`` with the last that it said if it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise SetupFault(f"`{' '.join(command)}` failed:\n{(done.stdout + done.stderr)[-2000:]}")


def run_in(root: Path, command: str) -> str:
    """Run a line of shell in a root and return what it says; raise ``SetupFault`` with the last of it if it fails."""
    words = [*inside(root), "DEBIAN_FRONTEND=noninteractive", "sh", "-c", command]
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    if done.returncode:
        raise SetupFault(f"`{command}` failed in {root}:\n{done.stdout[-2000:]}")
    return done.stdout


def packages_of(root: Path, libraries: Iterable[str]) -> dict[str, str]:
    """Return the packages of Debian that have libraries in a root; raise ``SetupFault`` if one is in none."""
    listed = (line.partition(" => ") for line in run_in(root, "ldconfig -p").splitlines())
    places = {name.strip().partition(" ")[0]: place for name, _arrow, place in listed}
    found = {}
    for name in sorted(libraries):
        if name not in places:
            raise SetupFault(f"{root.name} has no {name}, which the bundle needs.")
        place = run_in(root, f"readlink -f {places[name]}").strip()
        said = run_in(root, f"dpkg -S {place} 2>/dev/null || dpkg -S {place.removeprefix('/usr')} 2>/dev/null || true")
        if not said:
            raise SetupFault(f"No package of {root.name} has {name}, which the bundle needs.")
        found[name] = said.partition(":")[0]
    return found


def lay_sources(root: Path) -> Path:
    """Put the last commit into the root, in the place of an earlier one, and return the folder."""
    place = root / BUILD[1:] / "src"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD", *SOURCES], stdout=subprocess.PIPE, check=True)
    subprocess.run(["tar", "-x", "-C", str(place)], input=archive.stdout, check=True)
    return place


def freeze(root: Path) -> Path:
    """Run PyInstaller in the root and return the folder of the bundle."""
    lay_sources(root)
    say("Freezing ...")
    where = f"--distpath {BUILD}/dist --workpath {BUILD}/work"
    epoch = f"SOURCE_DATE_EPOCH={commit_time()} PYTHONHASHSEED=1"
    run_in(root, f"cd {BUILD} && {epoch} venv/bin/pyinstaller --noconfirm --clean {where} src/packaging/estrad.spec")
    return root / BUILD[1:] / "dist" / "estrad"


def commit_time() -> int:
    """Return the time of the last commit in seconds, which all files of a package bear."""
    return int(answer("git", "-C", str(ROOT), "log", "-1", "--format=%ct"))
