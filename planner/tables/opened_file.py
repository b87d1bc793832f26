"""The bytes of a file or of the clipboard, before their format is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from planner.domain.errors import EstradError
from planner.domain.text import Text

MOST_BYTES = 50_000_000
CHOOSE = Text("Choose a table (.xlsx, .ods, .csv), a schedule (.xml, .json) or a calendar (.ics).")


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The bytes to be read; ``path`` names them in errors, and for the clipboard it is not a real path."""

    path: Path
    data: bytes

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def open_file(path: Path) -> OpenedFile:
    """Return the bytes of a regular file; raise ``EstradError`` if it is too large or cannot be read."""
    try:
        facts = path.stat()
        if not S_ISREG(facts.st_mode):
            raise EstradError(Text("“{name}” is not a file.", name=path.name), CHOOSE, file=path)
        if facts.st_size > MOST_BYTES:
            raise too_large(path)
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise EstradError(
            Text("“{name}” cannot be read.", name=path.name),
            Text("Check whether it is there and whether you may read it."),
            file=path,
        ) from error
    if len(data) > MOST_BYTES:
        raise too_large(path)
    return OpenedFile(path, data)


def too_large(path: Path) -> EstradError:
    """Return the error for a file that is too large to be a conference."""
    return EstradError(Text("“{name}” is too large to be a conference.", name=path.name), CHOOSE, file=path)
