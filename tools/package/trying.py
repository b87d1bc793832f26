"""``make test-package``: the suite's stories told to the packages in `dist/`, as they are installed.

The portable folder lies read-only in a home with å and a space, and has no network. The .deb is installed in bare roots
of Debian 12 and 13 without Python, where a file is opened by `xdg-open`, the program is updated under its open window,
removed and purged. The wheel is installed by pipx and by uv in a third root. The window of each is on a screen here;
its hook is laid beside the program's modules.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools.bootstrap import QT_PACKAGES, ROOT, SetupFault, install_system_packages, say
from tools.package import linux
from tools.package.build_root import run_in
from tools.roots import RELEASES, Try, bare_root

HOOKS = ("tests/realmouse/hooks.py", "tests/realmouse/window.py", "tools/pictures/comparing.py")
"""What the window's test hook consists of; a bundle has none of it."""
STORIES = (
    "tests/package/test_main_job.py",
    "tests/realmouse/test_program.py",
    "tests/realmouse/test_real_mouse.py",
    "tests/realmouse/test_import.py",
    "tests/realmouse/test_publishing.py",
    "tests/realmouse/test_typed_day.py",
)
SHARED = ("/dev/shm", "/tmp")
"""Folders that a program in a root shares with this machine besides that of its files: the screen's socket is there."""

BARE = ("xserver-xorg-core", "fontconfig", "openbox")
METAINFO = "estrad.metainfo.xml"
HOME = "/srv"
"""The home in a root."""
OF_THE_SYSTEM = ("/var/cache", "/var/lib/apt", "/var/log", "/run", "/tmp", "/dev")

PORTABLE = """\
#!/bin/sh
# Runs a folder that nobody can write into, without a network.
export HOME="{home}" XDG_RUNTIME_DIR="{home}/run"
exec unshare --mount --net sh -c '
mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$0/estrad" "$@"' "{folder}" "$@"
"""
INSTALLED = """\
#!/bin/sh
# Runs the installed program in a root whose programs nobody can write, without a network.
export HERE="$PWD" HOME={home} XDG_RUNTIME_DIR=/run PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec unshare --mount --net sh -c '
for shared in {shared}; do mkdir -p "{root}$shared" && mount --bind "$shared" "{root}$shared"; done
mount --bind /proc "{root}/proc" && mount --bind "{root}/usr" "{root}/usr" && mount -o remount,bind,ro "{root}/usr"
exec chroot "{root}" sh -c '"'"'cd "$HERE" && exec {command} "$@"'"'"' sh "$@"' sh "$@"
"""


def lay_hooks(modules: Path) -> None:
    """Put the hook by which tests look into the window beside a program's modules."""
    for name in HOOKS:
        target = modules / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    for top in {name.partition("/")[0] for name in HOOKS}:
        (modules / top / "__init__.py").touch()


def script(path: Path, text: str) -> Path:
    """Write a script that can be run, and return its path."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def tell(program: Path, base: Path, stories: Sequence[str], **env: str) -> Try:
    """Tell stories to a program; files of tests lie below a folder."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", f"--basetemp={base}", *stories]
    told = dict(os.environ, ESTRAD_PROGRAM=str(program), QT_QPA_PLATFORM="offscreen", **env)
    done = subprocess.run(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True, errors="replace")
    if done.returncode:
        print(done.stdout[-6000:])
    return Try(f"stories for {program.name}", done.returncode == 0, done.stdout.strip().rpartition("\n")[2])


def try_portable(work: Path, dist: Path) -> list[Try]:
    """Unpack the portable folder into a home of its own, and tell stories to it."""
    home = work / "Åsa Öberg"
    shutil.rmtree(home, ignore_errors=True)
    (home / "run").mkdir(parents=True, mode=0o700)
    subprocess.run(["tar", "-xf", str(dist / linux.PORTABLE), "-C", str(home)], check=True)
    folder = home / linux.NAME
    lay_hooks(folder / "_internal")
    text = PORTABLE.replace("{home}", str(home)).replace("{folder}", str(folder))
    program = script(work / "portable", text)
    return [tell(program, work / "files-portable", STORIES)]


def try_bare(work: Path, dist: Path) -> list[Try]:
    """Unpack the portable folder where there is X, fontconfig and a window manager, and tell a few stories to it."""
    (work / "bare").mkdir(exist_ok=True)
    root = bare_root(work / "bare", RELEASES[0])
    run_in(root, f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {' '.join(BARE)}")
    subprocess.run(["tar", "-xf", str(dist / linux.PORTABLE), "-C", str(root / "opt")], check=True)
    lay_hooks(root / "opt" / linux.NAME / "_internal")
    base = work / "files-bare"
    program = script(work / "bare-estrad", _in_root(root, f"/opt/{linux.NAME}/estrad", base))
    return [tell(program, base, STORIES[:3])]


def try_installed(work: Path, dist: Path, release: str) -> list[Try]:
    """Install the .deb in a bare root, tell stories to it, update it under its window, remove and purge it."""
    root = bare_root(work, release)
    shutil.copyfile(dist / linux.DEB, root / HOME[1:] / linux.DEB)
    run_in(root, "apt-get update -qq")
    tries = [_said(root, "no Python is there", "! which python3")]
    tries += [_said(root, "apt install", f"apt-get install -y -qq {HOME}/{linux.DEB}")]
    tries += [_said(root, "still no Python", "! which python3")]
    lay_hooks(root / "usr" / "lib" / "estrad" / "_internal")
    base = work / f"files-{release}"
    newer(root, dist, work)
    scripts = {
        name: script(work / f"{release}-{name}", _in_root(root, command, base))
        for name, command in {"estrad": "estrad", "open": "xdg-open"}.items()
    }
    update = f"chroot '{root}' dpkg --install {HOME}/newer.deb"
    tries += [tell(scripts["estrad"], base, STORIES, ESTRAD_OPEN=str(scripts["open"]), ESTRAD_UPDATE=update)]
    return [*tries, *removed(root)]


def _in_root(root: Path, command: str, base: Path) -> str:
    shared = " ".join(f'"{place}"' for place in (*SHARED, base))
    return (
        INSTALLED.replace("{root}", str(root))
        .replace("{command}", command)
        .replace("{home}", HOME)
        .replace("{shared}", shared)
    )


def _said(root: Path, what: str, command: str) -> Try:
    try:
        return Try(f"{root.name}: {what}", True, run_in(root, command).strip().rpartition("\n")[2])
    except SetupFault as fault:
        return Try(f"{root.name}: {what}", False, str(fault))


def newer(root: Path, dist: Path, work: Path) -> None:
    """Make a package of a later version out of ours, quickly packed, and put it into the root."""
    tree = work / "newer"
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", str(dist / linux.DEB), str(tree)], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(control.read_text("utf-8").replace("\nVersion: ", "\nVersion: 1:"), encoding="utf-8")
    lay_hooks(tree / "usr" / "lib" / "estrad" / "_internal")
    made = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", str(tree), str(root / HOME[1:] / "newer.deb")]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)


def removed(root: Path) -> list[Try]:
    """Remove and purge the program, and see that only the user's own is left, and that it was said where that is."""
    before = run_in(root, f"estrad sample {HOME}/kept.estrad && find {HOME} | sort")
    said = "grep -A9 'Estrad is removed'"
    tries = [_said(root, f"apt {verb}", f"apt-get {verb} -y -qq estrad | {said}") for verb in ("remove", "purge")]
    found = run_in(root, f"find / -xdev -path /proc -prune -o -path {HOME} -prune -o -iname '*estrad*' -print")
    left = [line for line in found.splitlines() if not line.startswith(OF_THE_SYSTEM)]
    kept = run_in(root, f"find {HOME} | sort") in before
    return [*tries, Try(f"{root.name}: nothing is left but the user's own", kept and not left, " ".join(left))]


def try_pipx(work: Path, dist: Path) -> list[Try]:
    """Install the wheel with pipx and with uv in a bare root, and let it do the main job there without a display."""
    wheel = next(iter(sorted(dist.glob("*.whl"))), None)
    if wheel is None:
        raise SetupFault("There is no wheel in dist/ to try: run `make wheel` first.")
    (work / "pipx").mkdir(exist_ok=True)
    root = bare_root(work / "pipx", RELEASES[0])
    shutil.copyfile(wheel, root / HOME[1:] / wheel.name)
    named = " ".join(name.split("|")[-1] for name in QT_PACKAGES)
    run_in(root, f"apt-get update -qq && apt-get install -y -qq --no-install-recommends pipx {named}")
    place = f"PIPX_HOME={HOME}/pipx PIPX_BIN_DIR={HOME}/bin"
    uv = f"UV_TOOL_DIR={HOME}/uv/tools UV_TOOL_BIN_DIR={HOME}/uv/bin {HOME}/bin/uv tool"
    return [
        _said(root, "pipx install", f"{place} pipx install {HOME}/{wheel.name}"),
        _said(root, "the main job by pipx", f"{HOME}/bin/estrad demo {HOME}/demo && {HOME}/bin/estrad --version"),
        _said(root, "pipx uninstall", f"{place} pipx uninstall estrad && ! ls {HOME}/bin/estrad"),
        _said(root, "uv tool install", f"{place} pipx install uv && {uv} install {HOME}/{wheel.name}"),
        _said(
            root, "the main job by uv", f"{HOME}/uv/bin/estrad demo {HOME}/uv/demo && {HOME}/uv/bin/estrad --version"
        ),
        _said(root, "uv tool uninstall", f"{uv} uninstall estrad && ! ls {HOME}/uv/bin/estrad"),
    ]


def try_checks(_work: Path, dist: Path) -> list[Try]:
    """Let Debian's own checkers look at the .deb and at what a desktop knows the program by."""
    tools = {"lintian": "lintian", "appstreamcli": "appstream", "desktop-file-validate": "desktop-file-utils"}
    if absent := [name for name in tools if not shutil.which(name)]:
        install_system_packages([tools[name] for name in absent], f"{', '.join(absent)}: not here")
    tries = []
    for command in (
        ["desktop-file-validate", str(linux.DATA / "estrad.desktop")],
        ["appstreamcli", "validate", "--no-net", f"--override={linux.NO_ADDRESS}", str(linux.DATA / METAINFO)],
        ["lintian", "--allow-root", "--fail-on", "error,warning", str(dist / linux.DEB)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        tries.append(Try(command[0], done.returncode == 0, done.stdout.strip()[-500:]))
    return tries


def main(arguments: Sequence[str]) -> int:
    """Try the packages in all ways, or in those that are named; return 0 if all went well."""
    work, dist = ROOT / "build" / "package" / "tried", ROOT / "dist"
    ways: dict[str, Callable[[Path, Path], list[Try]]] = {
        "checks": try_checks,
        "portable": try_portable,
        "bare": try_bare,
        "pipx": try_pipx,
    }
    ways |= {release: partial(try_installed, release=release) for release in RELEASES}
    if strangers := set(arguments) - ways.keys():
        say(f"{', '.join(sorted(strangers))}: not one of {', '.join(ways)}")
        return 2
    try:
        if not (dist / linux.DEB).is_file():
            raise SetupFault("There is nothing in dist/ to try: run `make package` first.")
        work.mkdir(parents=True, exist_ok=True)
        tries = [one for what in arguments or ways for one in ways[what](work, dist)]
    except (SetupFault, subprocess.CalledProcessError) as fault:
        print(fault, file=sys.stderr)
        return 2
    for one in tries:
        say(f"  {'well' if one.well else 'FAILED'}: {one.command}: {one.said}")
    return int(not all(one.well for one in tries))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
