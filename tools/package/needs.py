"""What the libraries of a bundle need of the system, as Debian's packages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tools.package.build_root import packages_of

WITHOUT = ("libqgtk3.so",)
"""Plugins that Qt leaves alone where the system lacks what they need: the dialogs of GNOME are there where GNOME is."""


def is_library(path: Path) -> bool:
    """Return whether a file is an ELF file: a program or a library."""
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def wanted_by(path: Path) -> tuple[set[str], list[tuple[int, ...]]]:
    """Return the libraries that a file names, and the versions of the C library."""
    said = subprocess.run(["objdump", "-p", str(path)], stdout=subprocess.PIPE, text=True, check=True).stdout
    versions = [tuple(map(int, found.split("."))) for found in re.findall(r"GLIBC_([\d.]+)", said)]
    return set(re.findall(r"NEEDED\s+(\S+)", said)), versions


def depends(root: Path, bundle: Path) -> list[str]:
    """Return the packages that a bundle depends on, by what its files name and is not in it."""
    files = [
        path for path in sorted(bundle.rglob("*")) if path.is_file() and not path.is_symlink() and is_library(path)
    ]
    own, wanted, oldest = {path.name for path in bundle.rglob("*.so*")}, set[str](), (2, 17)
    for path in files:
        if path.name not in WITHOUT:
            names, versions = wanted_by(path)
            wanted |= names - own
            oldest = max([oldest, *versions])
    found = {package: package for package in packages_of(root, wanted).values()}
    found["libc6"] = f"libc6 (>= {'.'.join(map(str, oldest))})"
    return [found[name] for name in sorted(found)]
