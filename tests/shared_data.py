"""Finds the large data of the tests that lies beside the project, and skips the test where it does not."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """A file or folder of the shared data: in `$ESTRAD_SHARED`, else in `../shared` beside the project."""
    folder = Path(os.environ.get("ESTRAD_SHARED") or ROOT.parent / "shared")
    path = folder.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no {'/'.join(parts)} in {folder}; ESTRAD_SHARED names another folder")
    return path
