"""Deliver finished files to their places: all of them completely, or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planner import disk
from planner.domain.errors import EstradError
from planner.domain.text import Text


def refuse_own_file(own: Path, out: Path) -> None:
    """Raise ``EstradError`` if the file to be written is the conference's own."""
    if out.resolve() == own.resolve() or (out.exists() and out.samefile(own)):
        raise EstradError(
            Text("“{name}” is the open file itself.", name=out.name), Text("Choose another name."), file=out
        )


def deliver(files: Mapping[Path, bytes], *, private: bool = False) -> Callable[[], None]:
    """Write each file under a temporary name beside its place, flush all of them to the disk, then rename them.

    A place that is a link stays one: the file goes where it leads. An existing file passes on its mode and group; a new
    one is readable as the umask allows, a ``private`` one only by its owner and group. At the end, files and folders
    are on the disk. The returned function undoes all of it and restores what was there before. Raise ``EstradError``
    with every place left unchanged.
    """
    mode = disk.PRIVATE if private else disk.PUBLIC
    written: list[_Written] = []
    path = Path()
    try:
        for path, content in files.items():
            written.append(_write(disk.resolve_target(path), content, mode))
        try:
            for path, file in zip(files, written, strict=True):  # noqa: B007 – named where it fails
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
    """A file waiting to be moved to its place: its temporary name, its time, and the previous content of the place."""

    place: Path
    temporary: Path
    made: float
    before: bytes | None


def _write(place: Path, content: bytes, mode: int) -> _Written:
    """Write the content under a temporary name to the disk."""
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
    """Remove files that did not get to their places, now or in a program that was killed."""
    for file in written:
        with suppress(OSError):
            file.temporary.unlink(missing_ok=True)
    if written:
        disk.clear_stale([file.place for file in written], max(file.made for file in written))


def _take_back(written: list[_Written], mode: int) -> None:
    for file in written:
        if file.temporary.exists():  # it never got to its place
            continue
        with suppress(OSError):  # the error already on its way says more
            if file.before is None:
                file.place.unlink(missing_ok=True)
            else:
                disk.replace(_write(file.place, file.before, mode).temporary, file.place)
