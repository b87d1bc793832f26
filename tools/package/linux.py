"""The Linux packages: the .deb, and the folder to unpack anywhere, both around one bundle, with their checksums."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner import VERSION
from tools.bootstrap import ROOT
from tools.package.build_root import run
from tools.package.needs import is_library

DATA = ROOT / "packaging" / "linux"
NAME = f"estrad-{VERSION}-linux-x86_64"
DEB, PORTABLE, SUMS = f"estrad_{VERSION}_amd64.deb", f"{NAME}.tar.xz", "SHA256SUMS"
RECOMMENDED = ("desktop-file-utils", "fonts-dejavu-core", "hicolor-icon-theme", "shared-mime-info", "xdg-utils")
AUTHORS = "The Estrad authors <estrad@localhost.localdomain>"
NO_ADDRESS = "url-homepage-missing=info,cid-desktopapp-is-not-rdns=info"
"""What AppStream's validator is to overlook: Estrad has no address on the web, for an id and a home page."""
CONTROL = """\
Package: estrad
Version: {version}
Architecture: amd64
Maintainer: {authors}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: plan a conference on a timeline
 Estrad plans the programme of a conference: drag sessions to their time and
 room, see what clashes and why, and say who moderates. It makes calendars that
 update, the programme as a web page, and the programme and the run sheet on
 paper.
 .
 Everything that it is built on is inside; no Python is needed.
"""
CHANGELOG = """\
estrad ({version}) stable; urgency=medium

  * What is new for organisers is in CHANGELOG.md.gz beside this file.

 -- {authors}  {date}
"""


@dataclass(frozen=True)
class Made:
    """What packages are made of: the bundle, licence texts, what it depends on, and the time that all files bear."""

    bundle: Path
    licences: Path
    depends: tuple[str, ...]
    time: int


def share_tree(share: Path, work: Path) -> None:
    """Lay what a desktop and a shell know the program by, as `/usr/share` has it."""
    for source, place in (
        ("estrad.desktop", "applications/estrad.desktop"),
        ("estrad.metainfo.xml", "metainfo/estrad.metainfo.xml"),
        ("estrad-mime.xml", "mime/packages/estrad.xml"),
    ):
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DATA / source, share / place)
    for language in ("en", "sv"):
        _python("tools.package.manual", share, LANGUAGE=language)
    _python("tools.package.icons", work / "icons", QT_QPA_PLATFORM="offscreen")
    shutil.copytree(work / "icons" / "hicolor", share / "icons" / "hicolor")


def _python(module: str, folder: Path, **env: str) -> None:
    command = [sys.executable, "-m", module, str(folder)]
    run(command, env=dict(os.environ, **env))


def lay_deb(tree: Path, made: Made, work: Path) -> None:
    """Lay the tree of the .deb: the program below `/usr/lib/estrad`, all else where Debian has it."""
    shutil.rmtree(tree, ignore_errors=True)
    share, doc = tree / "usr" / "share", tree / "usr" / "share" / "doc" / "estrad"
    shutil.copytree(made.bundle, tree / "usr" / "lib" / "estrad", symlinks=True)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "estrad").symlink_to("../lib/estrad/estrad")
    share_tree(share, work)
    shutil.copytree(made.licences, doc / "licences")
    (doc / "copyright").write_text(_copyright(made.licences), encoding="utf-8")
    (share / "lintian" / "overrides").mkdir(parents=True)
    shutil.copyfile(DATA / "estrad.lintian-overrides", share / "lintian" / "overrides" / "estrad")
    date = datetime.fromtimestamp(made.time, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    told = CHANGELOG.format(version=VERSION, authors=AUTHORS, date=date)
    (doc / "changelog.gz").write_bytes(gzip.compress(told.encode(), mtime=0))
    (doc / "CHANGELOG.md.gz").write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))
    _lay_control(tree, made)
    settle(tree, made.time)


def _lay_control(tree: Path, made: Made) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    control = tree / "DEBIAN"
    control.mkdir()
    size = sum(path.stat().st_size for path in files) // 1024 + 1
    depends, recommends = ", ".join(made.depends), ", ".join(RECOMMENDED)
    (control / "control").write_text(
        CONTROL.format(version=VERSION, authors=AUTHORS, size=size, depends=depends, recommends=recommends),
        encoding="utf-8",
    )
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files)
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    shutil.copyfile(DATA / "postrm", control / "postrm")


def settle(tree: Path, time: int) -> None:
    """Give all files of a tree the modes that they need, whatever the umask here, and one time."""
    programs = {"estrad", "postrm"}
    for path in [tree, *sorted(tree.rglob("*"))]:
        if not path.is_symlink():
            runs = path.is_dir() or (path.name in programs and (path.name == "postrm" or is_library(path)))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (time, time), follow_symlinks=False)


def _copyright(licences: Path) -> str:
    rows = (f" {path.relative_to(licences)}\n" for path in sorted(licences.rglob("*")) if path.is_file())
    ours = (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    common = "The LGPL, under which Qt is, is also in /usr/share/common-licenses/LGPL-3."
    inside = "All that is inside with it, by the folder licences beside this file:"
    return f"Estrad:\n\n{ours}\n\n{inside}\n\n{''.join(rows)}\n{common}\n"


def lay_portable(tree: Path, made: Made, work: Path) -> None:
    """Lay the folder to unpack anywhere: the program, what a desktop knows it by, licences, and how to start."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(made.bundle, tree, symlinks=True)
    share_tree(tree / "share", work)
    shutil.copytree(made.licences, tree / "licences")
    readme = (DATA / "README.txt").read_text(encoding="utf-8")
    (tree / "README.txt").write_text(readme.replace("{version}", VERSION), encoding="utf-8")
    settle(tree, made.time)


def pack(deb_tree: Path, portable_tree: Path, made: Made, dist: Path) -> list[Path]:
    """Pack both trees into a folder and write their checksums; return the files."""
    dist.mkdir(exist_ok=True)
    env = dict(os.environ, SOURCE_DATE_EPOCH=str(made.time))
    deb, portable = dist / DEB, dist / PORTABLE
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(deb_tree), str(deb)], env=env)
    owned = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{made.time}"]
    where = ["-C", str(portable_tree.parent), portable_tree.name]
    run(["tar", *owned, "-cJf", str(portable), *where], env=env | {"XZ_OPT": "-6 -T2"})
    (dist / SUMS).write_text("".join(checksums([deb, portable])), encoding="utf-8")
    return [deb, portable]


def checksums(files: Iterable[Path]) -> list[str]:
    """Return the lines by which ``sha256sum --check`` finds files whole."""
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
