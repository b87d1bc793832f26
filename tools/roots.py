"""``make roots``: does what README says in bare Debian systems, made in a folder by mmdebstrap, and moves files there.

Each root gets a clean clone of the last commit. In it are run, word for word, the line that README names for *once*,
then ``make run`` and ``make test``; then files are made here and changed there, and the other way round. The
clone's tests find a disk for their files, as nothing is mounted but ``/proc``. Mirrors, proxies and certificates are
those of this machine.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bootstrap import ROOT, SetupFault, install_system_packages, say

RELEASES = ("bookworm", "trixie")
"""Debian 12 and 13."""
MARK = ".estrad-roots"
CERTIFICATES = "/certificates.crt"
"""Where the certificates lie in a root: the package ca-certificates would write over their usual place."""
CLONE = "/estrad"
CARRIED = ("Acquire::http", "Acquire::Check-", "Acquire::Retries", "Acquire::ForceIP")
"""The settings of apt that say how this machine reaches its mirrors."""
USAGE = "usage: make roots ARGS=[FOLDER] [bookworm] [trixie] [--without-tests]"


def debian_lines(targets: str, here: str, release: str) -> list[str]:
    """Return the lines of a list of sources for a release.

    ``targets`` are the sources of this machine, whose release is ``here``: lines of address, suite and component.
    """
    rows = [line.split("|") for line in targets.splitlines() if line.count("|") == 2]
    found = [
        f"deb {address} {release}{suite.removeprefix(here)} {component}"
        for address, suite, component in rows
        if (suite == here or suite.startswith(f"{here}-")) and not address.startswith("file:")
    ]
    if not found:
        raise SetupFault(f"apt has no sources of Debian {here} here, from which those of {release} would follow.")
    return list(dict.fromkeys(found))


def apt_options(dump: str) -> list[str]:
    """Return the lines of ``apt-config dump`` that say how mirrors are reached, without those that say nothing."""
    return [line for line in dump.splitlines() if line.startswith(CARRIED) and not line.endswith(' "";')]


def pip_settings(listed: str) -> list[str]:
    """Return the variables for pip in a root; ``listed`` is what ``pip config list`` says here."""
    rows = (line.split("=", 1) for line in listed.splitlines() if "=" in line)
    settings = {name.rpartition(".")[2]: value.strip("'\"") for name, value in rows}
    wanted = {name: value for name, value in settings.items() if name in ("index-url", "extra-index-url", "timeout")}
    return [f"PIP_{name.upper().replace('-', '_')}={value}" for name, value in wanted.items()]


def line_for_once(readme: str) -> str:
    """Return the command that README names for Debian, for root."""
    found = re.search(r"^\| Debian, Ubuntu \| `sudo (apt-get install [^`]+)`", readme, re.MULTILINE)
    if not found:
        raise SetupFault("README names no line for Debian.")
    return found.group(1)


def answer(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def make_root(folder: Path, release: str) -> Path:
    """Make a bare root with a clean clone in it, in the place of an older one."""
    root = bare_root(folder, release)
    answer("git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(root) + CLONE)
    return root


def bare_root(folder: Path, release: str) -> Path:
    """Make a bare root in the place of an older one, which reaches the mirrors as this machine does."""
    root = folder / release
    shutil.rmtree(root, ignore_errors=True)
    say(f"{release}: making a bare root ...")
    targets = answer(
        "apt-get", "indextargets", "Created-By: Packages", "--format", "$(REPO_URI)|$(RELEASE)|$(COMPONENT)"
    )
    options = apt_options(answer("apt-config", "dump"))
    lines = debian_lines(targets, platform.freedesktop_os_release().get("VERSION_CODENAME", ""), release)
    aptopts = [f"--aptopt={option}" for option in options]
    answer("mmdebstrap", "--quiet", "--variant=minbase", *aptopts, release, str(root), *lines)
    if certificates := ssl.get_default_verify_paths().cafile:
        shutil.copyfile(certificates, root / CERTIFICATES[1:])
        told = root / "etc" / "apt" / "apt.conf.d" / "90certificates"
        told.write_text(f'Acquire::https::CAInfo "{CERTIFICATES}";\n', encoding="utf-8")
    return root


def inside(root: Path) -> list[str]:
    """Return the beginning of a command that runs in a root, with ``/proc`` of its own and none of our variables."""
    pip = pip_settings(answer(sys.executable, "-m", "pip", "config", "list"))
    certificates = [f"{name}={CERTIFICATES}" for name in ("PIP_CERT", "SSL_CERT_FILE")]
    told = certificates if (root / CERTIFICATES[1:]).is_file() else []
    return [
        *("unshare", "--mount", "--pid", "--fork", f"--mount-proc={root / 'proc'}", "chroot", str(root)),
        *("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8", *told, *pip),
    ]


@dataclass(frozen=True)
class Try:
    """A command that was tried, whether it went well, and the last thing it said."""

    command: str
    well: bool
    said: str


def try_in(root: Path, command: str, log: Path) -> Try:
    """Run a command in the clone of a root; what it says goes to the end of a file."""
    say(f"{root.name}: {command} ...")
    with log.open("a+", encoding="utf-8", errors="replace") as stream:
        begun = stream.tell()
        words = [*inside(root), "sh", "-c", f"cd {CLONE} && {command}"]
        code = subprocess.call(words, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT)
        stream.seek(begun)
        lines = [line.strip() for line in stream if line.strip() and not line.startswith("make: ***")]
    return Try(command, code == 0, lines[-1] if lines else "")


Runs = Callable[..., str]
"""Runs the command line of Estrad, here or in a root, and returns what it says."""


def runs(command: Sequence[str]) -> Runs:
    """Return a function that runs a command with more words, and returns what it says."""
    return lambda *words: answer(*command, *words)


def take_through(maker: Runs, editor: Runs, made: str, edited: str) -> Try:
    """Let one Estrad make a file, another change it, the first take that back; both must read the same each time.

    ``made`` and ``edited`` are the file's paths for the one and the other.
    """
    sessions = [(maker, made), (editor, edited)]
    maker("sample", made)
    states = [[run("list", path, "sessions", "--json") for run, path in sessions]]
    for run, path, words in (
        (editor, edited, ("shift", "3", "5")),
        (maker, made, ("undo",)),
        (editor, edited, ("redo",)),
    ):
        run(words[0], path, *words[1:])
        states.append([run("list", path, "sessions", "--json") for run, path in sessions])
    same = all(one == other for one, other in states)
    back = states[0] == states[2] != states[1] == states[3]
    return Try(
        f"the life of {Path(made).name}", same and back, "made, changed, undone and done again, the same for both"
    )


def lives(root: Path) -> Iterable[Try]:
    """Take a file from here to a root and back, and one from there to here and back."""
    here = runs([sys.executable, str(ROOT / "main.py")])
    there = runs([*inside(root), f"{CLONE}/.venv/bin/python", f"{CLONE}/main.py"])
    for name, maker, editor in (("here", here, there), ("there", there, here)):
        paths = {here: str(root / "srv" / f"{name}.estrad"), there: f"/srv/{name}.estrad"}
        yield take_through(maker, editor, paths[maker], paths[editor])


def try_release(folder: Path, release: str, commands: Sequence[str]) -> bool:
    """Make a root, try everything in it, and say how each ended; return whether all went well."""
    log = folder / f"{release}.log"
    log.unlink(missing_ok=True)
    root = make_root(folder, release)
    tries = [try_in(root, command, log) for command in commands]
    if (root / CLONE[1:] / ".venv").is_dir():
        tries += lives(root)
    code = "import sqlite3, sys; print('Python', sys.version.split()[0], 'SQLite', sqlite3.sqlite_version)"
    debian = (root / "etc" / "debian_version").read_text(encoding="utf-8").strip()
    say(f"\nDebian {debian} ({release}), {answer(*inside(root), 'python3', '-c', code).strip()}; all of it is in {log}")
    for one in tries:
        say(f"  {'well' if one.well else 'FAILED'}: {one.command}: {one.said}")
    return all(one.well for one in tries)


def prepare(folder: Path) -> None:
    """Check that roots can be made in a folder, and mark it as theirs; raise ``SetupFault`` if not."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupFault("A root is made by root only: type `sudo make roots`.")
    if not shutil.which("mmdebstrap"):
        install_system_packages(["mmdebstrap"], "mmdebstrap makes the roots, and is not here")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise SetupFault(f"{folder} holds something else: name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if answer("stat", "--file-system", "--format=%T", str(folder)).strip() in ("tmpfs", "ramfs"):
        raise SetupFault(f"{folder} lies in memory: name one on a disk, where file systems have their own ways.")
    (folder / MARK).touch()


def main(arguments: Sequence[str]) -> int:
    """Try the releases that are named, or all; return 0 if all went well."""
    words = [word for word in arguments if word != "--without-tests"]
    folders = [word for word in words if word not in RELEASES]
    if len(folders) > 1 or any(word.startswith("-") for word in folders):
        say(USAGE)
        return 2
    folder = Path(folders[0] if folders else ROOT / "out" / "roots").resolve()
    once = line_for_once((ROOT / "README.md").read_text(encoding="utf-8"))
    commands = ["apt-get update", once, "make run"] + ["make test"] * ("--without-tests" not in arguments)
    try:
        prepare(folder)
        wanted = [word for word in words if word in RELEASES] or RELEASES
        return int(not all([try_release(folder, release, commands) for release in wanted]))
    except (SetupFault, subprocess.CalledProcessError) as fault:
        print(fault, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
