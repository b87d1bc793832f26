"""Putting finished files into their places: all of them, whole, or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from planner.domain.errors import EstradError
from planner.domain.text import Text


def deliver(files: Mapping[Path, bytes]) -> Callable[[], None]:
    """Write each file under a temporary name beside its place, all onto the disk, then rename them.

    The answer takes all of them back: what lay there before lies there again. Raises ``EstradError`` with every
    place as it was.
    """
    waiting: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    path = Path()
    try:
        for path, content in files.items():
            before[path] = path.read_bytes() if path.exists() else None
            waiting[path] = _write(path, content)
        done: list[Path] = []
        try:
            for path, temporary in waiting.items():
                os.replace(temporary, path)
                done.append(path)
        except OSError:
            _take_back({place: before[place] for place in done})
            raise
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be written: {why}.", name=path.name, why=error.strerror or str(error)),
            Text("Choose another folder, or make room on the disk."),
            file=path,
        ) from error
    finally:
        for temporary in waiting.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return lambda: _take_back(before)


def _write(path: Path, content: bytes) -> Path:
    """The content under a temporary name, on the disk."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _take_back(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        with suppress(OSError):  # the fault that is already on its way says more
            if content is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(_write(path, content), path)
