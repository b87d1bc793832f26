"""Access to the large test data beside the project; tests that need it are skipped where it is missing."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a file or folder of the shared data, in `$ESTRAD_SHARED` or else in `../shared` beside the project."""
    folder = Path(os.environ.get("ESTRAD_SHARED") or ROOT.parent / "shared")
    path = folder.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no {'/'.join(parts)} in {folder}; ESTRAD_SHARED names another folder")
    return path
