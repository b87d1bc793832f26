"""The program that stories are told to: this clone, or the one that ``ESTRAD_PROGRAM`` names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMED = "ESTRAD_PROGRAM"


def program() -> list[str]:
    """Return the command that starts Estrad."""
    named = os.environ.get(NAMED)
    return [named] if named else [sys.executable, str(ROOT / "main.py")]


def is_named() -> bool:
    """Return whether another program than this clone is meant."""
    return bool(os.environ.get(NAMED))


def run_program(*words: object, stdin: bytes | None = None, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line to its end, with variables beside those of this process."""
    command = [*program(), *map(str, words)]
    given = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, **given)  # type: ignore[call-overload, no-any-return]
