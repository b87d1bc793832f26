"""Makes the packages for Linux out of the last commit, from the locked wheels, into `dist/`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bootstrap import ROOT, SetupFault, install_system_packages, say
from tools.package import build_root, licences, linux, needs

USAGE = "usage: make package (as root, on a Debian)"
TOOLS = {"mmdebstrap": "mmdebstrap", "objdump": "binutils", "dpkg-deb": "dpkg", "xz": "xz-utils"}
SIZE = 1024 * 1024


def made(work: Path) -> linux.Made:
    """Make the bundle with the texts of its licences and what it depends on."""
    root = build_root.make(work)
    bundle = build_root.freeze(root)
    texts = work / "licences"
    shutil.rmtree(texts, ignore_errors=True)
    licences.write(root, bundle, texts)
    return linux.Made(bundle, texts, tuple(needs.depends(root, bundle)), build_root.commit_time())


def make(work: Path, dist: Path) -> None:
    """Make both packages in a folder for work and put them into another."""
    parts = made(work)
    say("Packing ...")
    deb, portable = work / "deb", work / linux.NAME
    linux.lay_deb(deb, parts, work)
    linux.lay_portable(portable, parts, work)
    for path in linux.pack(deb, portable, parts, dist):
        say(f"{path}: {path.stat().st_size / SIZE:.1f} MB")
    size = sum(path.lstat().st_size for path in parts.bundle.rglob("*") if path.is_file())
    say(f"on disk {size / SIZE:.0f} MB; depends on {', '.join(parts.depends)}")


def main(arguments: Sequence[str]) -> int:
    """Make the packages; return 0 if they are there."""
    if arguments:
        say(USAGE)
        return 2
    try:
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            raise SetupFault("The bundle is made in a root, by root only: type `sudo make package`.")
        if absent := [name for name in TOOLS if not shutil.which(name)]:
            install_system_packages([TOOLS[name] for name in absent], f"{', '.join(absent)}: not here")
        work = ROOT / "build" / "package"
        work.mkdir(parents=True, exist_ok=True)
        make(work, ROOT / "dist")
    except (SetupFault, subprocess.CalledProcessError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
