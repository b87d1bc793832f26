"""Remembers the run sheets that were printed, in a small file in the user's data folder, never beside the conference.

It holds times, ids and fingerprints, no text of the conference. See "What was printed" in ``docs/file-format.md``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from planner.disk import folder_key, make_private_folder, replace_text

FORMAT = 1
"""The version of the file format; files of other versions are not read."""
FOLDER = "printed"


class PrintedSheets:
    """The printed sections, by key, of one conference file, which is identified by its id and path: by its ``key``."""

    def __init__(self, data_folder: Path, file_id: str, path: Path) -> None:
        self.key = folder_key(f"{file_id}\0{os.path.realpath(path)}")
        self._place = data_folder / FOLDER / f"{self.key}.json"

    def read(self) -> dict[str, Any]:
        """Return the sections as they were printed last, or none if that cannot be read."""
        try:
            found = json.loads(self._place.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        sections = found.get("sections") if isinstance(found, dict) and found.get("format") == FORMAT else None
        return sections if isinstance(sections, dict) else {}

    def add(self, sections: Mapping[str, Any]) -> None:
        """Remember these sections in place of what was printed of them before.

        A failure is not reported: what is on paper is right, and the next sheet only has no marks.
        """
        with suppress(OSError):
            make_private_folder(self._place.parent)
            content = {"format": FORMAT, "sections": {**self.read(), **sections}}
            replace_text(self._place, json.dumps(content, ensure_ascii=False))


def forget_printed(data_folder: Path, key: str) -> None:
    """Forget all that was printed of the file with this ``PrintedSheets.key``; raise ``OSError`` if that fails."""
    if re.fullmatch("[0-9a-f]{32}", key):
        (data_folder / FOLDER / f"{key}.json").unlink(missing_ok=True)
