"""Whose each file of the bundle is, and the texts under which it may be passed on; one of nobody's ends the build."""

from __future__ import annotations

import csv
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.bootstrap import ROOT, SetupFault
from tools.package.build_root import BUILD, packages_of

TEXT = re.compile(r"(?:^|/)(?:licen[cs]es?|copying|notice|authors)[\w.-]*$", re.IGNORECASE)
"""The names of licence texts in a wheel."""
OURS, LOADER, PYTHON = "estrad", "pyinstaller", "python3.11"
OUR_TEXTS = {"LICENSE": "Estrad", "resources/fonts/OFL.txt": "Inter", "resources/names/LICENSE.txt": "given names"}
QT_WHEELS = ("pyside6_essentials", "shiboken6")
QT_TEXTS = ("LGPL-3", "GPL-3", "GPL-2")
"""Qt's wheels bear no texts: these are Debian's copies, and its lists of whose code is in Qt's libraries."""


@dataclass(frozen=True)
class Owners:
    """Where files of a bundle come from: wheels by files, Debian's packages by libraries, the standard library."""

    wheels: Mapping[str, str]
    libraries: Mapping[str, str]
    standard: frozenset[str]

    def owner(self, path: str) -> str | None:
        """Return who owns a file by its path in the bundle; None if nobody does."""
        inside = path.removeprefix("_internal/")
        top = inside.partition("/")[0]
        if inside == path or top == "_pyi_rth_utils":
            return LOADER if top in ("estrad", "_pyi_rth_utils") else None
        if top in ("planner", "ui", "resources"):
            return OURS
        source = re.sub(r"\.pyc$", ".py", inside)
        if wheel := self.wheels.get(source) or self.wheels.get(inside):
            return wheel
        if source.partition(".")[0].partition("/")[0] in self.standard or top == PYTHON:
            return PYTHON
        return self.libraries.get(inside)


def wheel_names(packages: Path) -> dict[str, str]:
    """Return the wheel of each file in a folder of packages."""
    found = {}
    for record in sorted(packages.glob("*.dist-info/RECORD")):
        name = record.parent.name.removesuffix(".dist-info").partition("-")[0]
        found |= {row[0]: name for row in csv.reader(record.read_text(encoding="utf-8").splitlines())}
    return found


def _libraries(root: Path, bundle: Path) -> dict[str, str]:
    """Return the libraries at the top of a bundle with their owners: packages of Debian, or a wheel for a link."""
    found = sorted((bundle / "_internal").glob("*.so*"))
    links = {path.name: QT_WHEELS[0] for path in found if path.is_symlink()}
    return links | packages_of(root, (path.name for path in found if not path.is_symlink()))


def files_of(bundle: Path) -> list[str]:
    """Return the paths of all files in a bundle."""
    return sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if not path.is_dir())


def sorted_by_owner(files: Iterable[str], owners: Owners) -> dict[str, list[str]]:
    """Return the files of each owner; raise ``SetupFault`` if one is nobody's."""
    found = defaultdict(list)
    for path in files:
        found[owners.owner(path) or ""].append(path)
    if strangers := found.get(""):
        raise SetupFault(f"Nobody is known whose these files in the bundle are: {', '.join(strangers[:20])}")
    return dict(found)


def write(root: Path, bundle: Path, folder: Path) -> dict[str, list[str]]:
    """Write the texts of all owners into a folder, one subfolder each, and return the texts by owner."""
    packages = root / BUILD[1:] / "venv" / "lib" / PYTHON / "site-packages"
    standard = {path.name.partition(".")[0] for path in (root / "usr" / "lib" / PYTHON).iterdir()}
    owners = Owners(wheel_names(packages), _libraries(root, bundle), frozenset(standard))
    texts = {owner: list(_texts(owner, root, packages)) for owner in sorted_by_owner(files_of(bundle), owners)}
    if silent := sorted(owner for owner, found in texts.items() if not found):
        raise SetupFault(f"No licence text is known of {', '.join(silent)}.")
    for owner, found in texts.items():
        for name, path in found:
            target = folder / owner / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return {owner: [name for name, _path in found] for owner, found in sorted(texts.items())}


def _texts(owner: str, root: Path, packages: Path) -> Iterator[tuple[str, Path]]:
    """Yield the licence texts of an owner: their names, and where they lie."""
    if owner == OURS:
        yield from ((f"{what}.txt", ROOT / path) for path, what in OUR_TEXTS.items())
    elif owner == PYTHON:
        yield "copyright.txt", root / "usr" / "share" / "doc" / "libpython3.11-stdlib" / "copyright"
    elif owner in QT_WHEELS:
        yield from ((f"{name}.txt", root / "usr" / "share" / "common-licenses" / name) for name in QT_TEXTS)
        for path in sorted((root / BUILD[1:] / "copyrights").rglob("copyright")):
            yield f"{path.parent.name}.txt", path
    elif found := sorted(path for path, name in wheel_names(packages).items() if name == owner and TEXT.search(path)):
        yield from ((path.replace("/", "-"), packages / path) for path in found)
    elif (text := root / "usr" / "share" / "doc" / owner / "copyright").is_file():
        yield "copyright.txt", text
