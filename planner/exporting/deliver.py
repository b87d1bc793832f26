"""Writes several files under temporary names and renames them; if that fails, restores those that were there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planner import disk
from planner.domain.long_task import LongTask, Progress, run_to_end
from planner.domain.text import N_, EstradError, Text

LARGEST = 1 << 30
"""The maximum size in bytes of a file to be replaced, which is held in memory so that it can be restored."""
_UNWRITTEN = N_("“{name}” cannot be written: {why}.")


def refuse_own_file(own: Path, out: Path) -> None:
    """Raise ``EstradError`` if ``out`` is the conference file itself."""
    if os.path.realpath(out) == os.path.realpath(own) or disk.is_same_file(own, out):
        raise EstradError(
            Text("“{name}” is the open file itself.", name=out.name), Text("Choose another name."), file=out
        )


def deliver_files(files: Mapping[Path, bytes], *, private: bool = False) -> Callable[[], None]:
    """Write files and put them into their places at once; return a function that restores the previous files.

    Arguments and errors are those of ``write_temporary`` and ``Delivery.move_into_place``.
    """
    delivery = run_to_end(write_temporary(files, private=private))
    try:
        return run_to_end(delivery.move_into_place())
    finally:
        delivery.discard_temporary_files()


def write_temporary(files: Mapping[Path, bytes], *, private: bool = False) -> LongTask[Delivery]:
    """Write each file under a temporary name beside its path and flush it to disk.

    A path that is a symbolic link stays one, and its target is written. A replaced file's mode and group are kept, as
    far as possible. A new file is readable as the umask allows, a ``private`` one only by its owner and group. Raise
    ``EstradError`` if one of them cannot be written; then, and if the task is cancelled, all temporary files are
    removed.
    """
    delivery = Delivery({}, disk.PRIVATE if private else disk.PUBLIC)
    try:
        for done, (path, content) in enumerate(files.items()):
            yield Progress(done, len(files))
            with disk.reporting_errors(path, _UNWRITTEN):
                delivery.written[path] = _write_temporary(disk.resolve_target(path), content, delivery.mode)
    except BaseException:
        delivery.discard_temporary_files()
        raise
    return delivery


@dataclass(frozen=True, slots=True)
class Delivery:
    """Files already written in full under temporary names, by their final paths."""

    written: dict[Path, _WrittenFile]
    mode: int

    def move_into_place(self) -> LongTask[Callable[[], None]]:
        """Rename the files and flush their folders to disk; return a function that restores the previous files.

        Raise ``EstradError`` if that fails; then, and if the task is cancelled, the previous files are restored. Call
        ``discard_temporary_files`` afterwards.
        """
        path = Path()
        try:
            for done, (path, file) in enumerate(self.written.items()):
                yield Progress(done, len(self.written))
                with disk.reporting_errors(path, _UNWRITTEN):
                    disk.replace(file.temporary, file.place)
            for folder in {file.place.parent for file in self.written.values()}:
                with disk.reporting_errors(path, _UNWRITTEN):
                    disk.sync_folder(folder)
        except (EstradError, GeneratorExit):
            _restore_previous(self.written.values(), self.mode)
            raise
        return lambda: _restore_previous(self.written.values(), self.mode)

    def discard_temporary_files(self) -> None:
        """Remove the temporary files that were not renamed, and those that killed programs left beside these paths."""
        files = self.written.values()
        for file in files:
            with suppress(OSError):
                file.temporary.unlink(missing_ok=True)
        if files:
            disk.remove_stale_files([file.place for file in files], max(file.made for file in files))


def make_folder(folder: Path) -> bool:
    """Create a folder and return True, or False if it exists; raise ``EstradError`` if it cannot be created."""
    if folder.is_dir():
        return False
    with disk.reporting_errors(folder, N_("The folder “{name}” cannot be made: {why}.")):
        disk.make_folder(folder)
    return True


def remove_file(path: Path) -> EstradError | None:
    """Remove a file that may be gone already; return the error if it cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return EstradError(
            Text("“{name}” cannot be removed: {why}.", name=path.name, why=error.strerror or str(error)),
            Text("Delete it yourself."),
            file=path,
        )
    return None


@dataclass(frozen=True, slots=True)
class _WrittenFile:
    """A written file to be renamed to ``place``: its temporary path, its modification time, and what it replaces.

    ``before`` is the previous content at ``place``, or None if there was no file.
    """

    place: Path
    temporary: Path
    made: float
    before: bytes | None


def _write_temporary(place: Path, content: bytes, mode: int) -> _WrittenFile:
    """Write the content under a temporary name beside ``place`` and flush it to disk."""
    before = _previous_content(place)
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
    return _WrittenFile(place, temporary, made, before)


def _previous_content(place: Path) -> bytes | None:
    """Return the content of the file to be replaced, or None if there is none.

    Raise ``EstradError`` if it is larger than ``LARGEST``.
    """
    if not place.exists():
        return None
    if place.stat().st_size <= LARGEST:
        return place.read_bytes()
    raise EstradError(
        Text("“{name}” is too large to be replaced.", name=place.name),
        Text("Move it away, or choose another place."),
        file=place,
    )


def _restore_previous(written: Iterable[_WrittenFile], mode: int) -> None:
    for file in written:
        if file.temporary.exists():  # it was never renamed
            continue
        with suppress(OSError):  # the error that led here says more
            if file.before is None:
                file.place.unlink(missing_ok=True)
            else:
                disk.replace(_write_temporary(file.place, file.before, mode).temporary, file.place)
