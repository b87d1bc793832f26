"""Write several files to disk: either all of them completely, or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planner import disk
from planner.domain.text import EstradError, Text


def refuse_own_file(own: Path, out: Path) -> None:
    """Raise ``EstradError`` if ``out`` is the conference file itself."""
    if out.resolve() == own.resolve() or (out.exists() and out.samefile(own)):
        raise EstradError(
            Text("“{name}” is the open file itself.", name=out.name), Text("Choose another name."), file=out
        )


def deliver(files: Mapping[Path, bytes], *, private: bool = False) -> Callable[[], None]:
    """Write each file under a temporary name beside its path, flush all of them to disk, then rename them.

    A path that is a symbolic link stays one, and its target is written. A replaced file's mode and group are kept. A
    new file is readable as the umask allows, a ``private`` one only by its owner and group. On return, files and
    folders are flushed to disk. The returned function undoes the writing and restores the previous files. Raise
    ``EstradError``, with all files unchanged, if one of them cannot be written.
    """
    mode = disk.PRIVATE if private else disk.PUBLIC
    written: list[_Written] = []
    path = Path()
    try:
        for path, content in files.items():
            written.append(_write(disk.resolve_target(path), content, mode))
        try:
            for path, file in zip(files, written, strict=True):  # noqa: B007 – for the error
                disk.replace(file.temporary, file.place)
            for folder in {file.place.parent for file in written}:
                disk.sync_folder(folder)
        except OSError:
            _take_back(written, mode)
            raise
    except OSError as error:
        raise EstradError(
            Text("“{name}” cannot be written: {why}.", name=path.name, why=error.strerror or str(error)),
            disk.remedy(error),
            file=path,
        ) from error
    finally:
        _clear(written)
    return lambda: _take_back(written, mode)


@dataclass(frozen=True, slots=True)
class _Written:
    """A written file to be renamed to ``place``: its temporary path, its time, and the previous content."""

    place: Path
    temporary: Path
    made: float
    before: bytes | None


def _write(place: Path, content: bytes, mode: int) -> _Written:
    """Write the content under a temporary name and flush it to disk."""
    before = place.read_bytes() if place.exists() else None
    temporary = disk.new_temporary_file(place, mode)
    try:
        with temporary.open("r+b") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            made = os.fstat(stream.fileno()).st_mtime
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return _Written(place, temporary, made, before)


def _clear(written: list[_Written]) -> None:
    """Remove temporary files that were not renamed, including those left by killed programs."""
    for file in written:
        with suppress(OSError):
            file.temporary.unlink(missing_ok=True)
    if written:
        disk.clear_stale([file.place for file in written], max(file.made for file in written))


def _take_back(written: list[_Written], mode: int) -> None:
    for file in written:
        if file.temporary.exists():  # it was never renamed
            continue
        with suppress(OSError):  # the error that led here says more
            if file.before is None:
                file.place.unlink(missing_ok=True)
            else:
                disk.replace(_write(file.place, file.before, mode).temporary, file.place)
