"""A window of a tree in a process of its own, which does a share of its acts when it is told, and else stands still."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tools.pairs.child import ONLY
from tools.pictures.making import OWN_ROOT, Unmade, clean_environment


class MeasuredWindow:
    """The window of a tree on a copy of a file, in a folder of its own; closed together with a stack."""

    def __init__(self, root: Path, file: Path, seed: int, only: Sequence[str], stack: ExitStack) -> None:
        box = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="estrad-pairs-")))
        self._root = root
        self._complaints = box / "stderr.txt"
        shutil.copyfile(file, box / file.name)
        env = {
            **clean_environment(box),
            "PYTHONHASHSEED": str(seed),
            "ESTRAD_TEST_HOOK": "tools.pairs.child:begin",
            "PYTHONPATH": str(OWN_ROOT),
            "ESTRAD_PICTURES_ROOT": str(root),
            "ESTRAD_PICTURES_VARIANT": "en-light",
            ONLY: json.dumps(only),
        }
        command = [sys.executable, "-m", "tools.pictures.child", file.name]
        self._process = subprocess.Popen(
            command, cwd=box, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=stack.enter_context(self._complaints.open("w")),
        )  # fmt: skip
        stack.enter_context(self._process)
        stack.callback(self._process.kill)

    def do_share(self) -> dict[str, Any]:
        """Let it do its next share, and return what it tells."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """Return the next that it tells; ``Unmade`` with its last complaint if it ended."""
        assert self._process.stdout
        if line := self._process.stdout.readline():
            told: dict[str, Any] = json.loads(line)
            return told
        last = self._complaints.read_text(encoding="utf-8").splitlines()[-1:]
        raise Unmade(f"The window of {self._root} ended with {self._process.wait()}: {' '.join(last)}")
