"""Identifies a conference file and its version by its first 100 bytes, before SQLite opens it (SQLite format, 1.3)."""

from __future__ import annotations

from pathlib import Path

from planner import VERSION
from planner.domain.text import EstradError, Text

APPLICATION_ID = 0x45535452  # "ESTR"
MAGIC = b"SQLite format 3\x00"
WAL = b"\x02\x02"
"""Bytes 18 and 19 of a file in WAL mode, whose last writes are in a separate file that mail and copies lose."""


def file_version(path: Path, newest: int) -> int:
    """Return the schema version in the header of a conference file.

    Raise ``EstradError`` if the file is missing, unreadable, not made by Estrad, newer than ``newest``, damaged, or in
    WAL mode. Only 100 bytes are read and nothing is written.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would block for ever
            raise not_ours_error(path)
        with path.open("rb", buffering=0) as stream:
            head = stream.read(100)
    except FileNotFoundError as error:
        raise EstradError(
            Text("There is no file “{name}”.", name=path.name),
            Text("Check whether it was moved or renamed."),
            file=path,
        ) from error
    except (OSError, ValueError) as error:
        raise unreadable_error(path, error) from error
    return read_header_version(head, path, newest)


def is_conference_header(head: bytes) -> bool:
    """Return whether a file that begins with these bytes, at least 72, was made by Estrad."""
    return head.startswith(MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def read_header_version(head: bytes, path: Path, newest: int) -> int:
    """Return the schema version in the first 100 bytes of a conference file; raise errors as ``file_version`` does."""
    if not (len(head) == 100 and is_conference_header(head)):
        raise not_ours_error(path)
    version = int.from_bytes(head[60:64], "big")
    if version > newest:
        raise EstradError(
            Text(
                "“{name}” needs Estrad {needed} or newer, and this is {version}.",
                name=path.name,
                needed=program_version(version),
                version=VERSION,
            ),
            Text("Install the newest Estrad and open it there. The file was not touched."),
            file=path,
        )
    if version == 0:
        raise damaged_error(path)
    if head[18:20] == WAL:
        raise EstradError(
            Text("“{name}” was switched to a write-ahead log by another program.", name=path.name),
            Text("Close that program, then run: sqlite3 {name} 'PRAGMA journal_mode = DELETE'", name=path.name),
            file=path,
        )
    return version


def program_version(file_version: int) -> str:
    """Return the lowest version of Estrad that reads files of a schema version: its second number is that version."""
    return f"{VERSION.partition('.')[0]}.{file_version}"


def unreadable_error(path: Path, error: OSError | ValueError) -> EstradError:
    """Return the error for a file that the system does not let us read."""
    why = getattr(error, "strerror", None) or str(error)
    return EstradError(
        Text("“{name}” cannot be read: {why}.", name=path.name, why=why),
        Text("Check that it is a file and that you may read it."),
        file=path,
    )


def not_ours_error(path: Path) -> EstradError:
    """Return the error for a path that is not a file made by Estrad."""
    return EstradError(
        Text("“{name}” is not an Estrad conference.", name=path.name),
        Text("Choose a file that Estrad made; its name ends in .estrad."),
        file=path,
    )


def damaged_error(path: Path, why: Text | None = None) -> EstradError:
    """Return the error for a damaged conference file; ``why`` is the reason, if known."""
    name = path.name
    return EstradError(
        Text("“{name}” is damaged: {why}.", name=name, why=why) if why else Text("“{name}” is damaged.", name=name),
        Text("Take the newest copy or backup of it. The file was not touched."),
        file=path,
    )
