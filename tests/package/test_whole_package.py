"""The packages for Linux, made out of the last commit in a clone of its own, and checked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from tests.source_files import ROOT

pytestmark = pytest.mark.soak


def test_the_packages_are_made_from_a_clone_and_pass_their_checks(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("dpkg-deb"):
        pytest.skip("the bundle is made by root on a Debian only")
    clone, began = tmp_path / "estrad", monotonic()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)

    for target in (["package"], ["test-package", "checks"]):
        done = subprocess.run(
            [sys.executable, "tools/bootstrap.py", *target], cwd=clone, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]

    assert {path.suffix for path in (clone / "dist").iterdir()} >= {".deb", ".xz"}
    print(f"packed and checked in {(monotonic() - began) / 60:.1f} minutes")
