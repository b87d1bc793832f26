"""Translates SQLite's errors into ``EstradError``, with the problem and its remedy.

It translates those about a full disk, and about a file that is locked, read-only, moved or damaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.text import N_, EstradError, FileLocked, FileMoved, ReadOnlyFile, StorageFull, Text
from planner.storage.header import damaged_error
from planner.storage.rows import WrongText


def _error_maker(kind: type[EstradError], problem: str, remedy: str) -> Callable[[Path], EstradError]:
    """Return a function that makes an error of this kind about a file, whose name fills ``{name}`` in the problem."""
    return lambda path: kind(Text(problem, name=path.name), Text(remedy), file=path)


storage_full = _error_maker(
    StorageFull,
    N_("The disk is full, so “{name}” could not be changed."),
    N_("Make room on the disk and try again. Nothing saved before is lost."),
)
"""Returns the error for a full disk."""
file_moved = _error_maker(
    FileMoved,
    N_("“{name}” was replaced, moved or deleted by another program."),
    N_("Save your conference as a copy, or load the file that is there now."),
)
"""Returns the error for an open file that was replaced, moved or deleted by another program."""
file_changed = _error_maker(
    FileMoved,
    N_("“{name}” was changed by another program while it was open here."),
    N_("Save your conference as a copy, or load the file that is there now."),
)
"""Returns the error for an open file whose content was changed by another program."""
file_taken = _error_maker(
    FileMoved,
    N_("“{name}” was opened by another program while it was open here."),
    N_("Close it there and go on, or save your conference as a copy."),
)
"""Returns the error for an open file that another program has locked, since the system dropped our lock."""
no_space = _error_maker(
    StorageFull,
    N_("The disk is full, so “{name}” could not be made."),
    N_("Make room on the disk, or choose another folder."),
)
"""Returns the error for a disk that is too full for a new file."""
read_only = _error_maker(
    ReadOnlyFile,
    N_("“{name}” cannot be changed here: the file or its folder is read-only."),
    N_("Save a copy in a folder of your own and work there."),
)
"""Returns the error for a read-only file or folder."""


def file_locked_error(path: Path, by: str | Text = "") -> EstradError:
    """Return the error for a file that is locked by another program; ``by`` is its holder, if known."""
    problem = (
        Text("“{name}” is open elsewhere: {by}.", name=path.name, by=by)
        if by
        else Text("“{name}” is open in another program.", name=path.name)
    )
    return FileLocked(problem, Text("Close it there first."), file=path)


def being_written_error(path: Path, by: str | Text) -> EstradError:
    """Return the error for a file that cannot be read, since each attempt met a transaction; ``by`` is its holder."""
    problem = (
        Text("“{name}” is being written just now: {by}.", name=path.name, by=by)
        if by
        else Text("“{name}” is being written just now.", name=path.name)
    )
    remedy = Text("Try again. If it stays so, it was not closed well: open it in Estrad, which puts it right.")
    return FileLocked(problem, remedy, file=path)


too_large = _error_maker(
    EstradError,
    N_("“{name}” has 1 GiB or more, and cannot be read without opening it to be changed."),
    N_("Open it in Estrad and save a copy, which has only what is in it, and read that."),
)
"""Returns the error for a file so large that it has bytes where SQLite locks, which cannot be read without the lock."""


def copy_error(path: Path, folder: str, why: str) -> EstradError:
    """Return the error for a file left by a program that died, if no copy can be made to roll back its last change."""
    return EstradError(
        Text(
            "“{name}” was left by a program that died, and no copy of it can be made in “{folder}”: {why}.",
            name=path.name, folder=folder, why=why,
        ),
        Text("Make room there, or open it in Estrad, which puts it right."),
        file=path,
    )  # fmt: skip


abandoned_file_error = _error_maker(
    ReadOnlyFile,
    N_("“{name}” was left by a program that died; what was not finished is left out."),
    N_("Opening it in Estrad, or any command that writes, puts it right."),
)
"""Returns the notice that a dead program left an unfinished change in a file, which is not shown."""


def shown_copy_error(path: Path, by: str | Text) -> EstradError:
    """Return the error for a change of a file that is open elsewhere and only shown here; ``by`` is its holder."""
    problem = Text("“{name}” can only be read here, since it is open elsewhere: {by}.", name=path.name, by=by)
    return ReadOnlyFile(problem, Text("Close it there, then choose “Edit here”; or save a copy."), file=path)


unfinished = _error_maker(
    ReadOnlyFile,
    N_("“{name}” was not closed well, and cannot be put right here: it is read-only."),
    N_("Copy it, with the file beside it whose name ends in -journal, to a folder of your own and open it there."),
)
"""Returns the error for a read-only file with a journal left by a killed program, which cannot be rolled back."""
too_long = _error_maker(
    EstradError,
    N_("A text is too long for “{name}”."),
    N_("Shorten it and try again."),
)
"""Returns the error for a value that exceeds SQLite's length limit (``opening.LONGEST_VALUE``)."""


def disk_error(path: Path, why: str) -> EstradError:
    """Return the error for a failed read or write of the disk, reported through SQLite."""
    return EstradError(
        Text("“{name}” cannot be read or written: {why}.", name=path.name, why=why),
        Text("Check the disk or the network folder, then try again."),
        file=path,
    )


_BY_NAME: tuple[tuple[str, Callable[[Path], EstradError]], ...] = (
    ("SQLITE_FULL", storage_full),
    ("SQLITE_READONLY_DBMOVED", file_moved),
    ("SQLITE_READONLY_RECOVERY", unfinished),
    ("SQLITE_READONLY_ROLLBACK", unfinished),
    ("SQLITE_READONLY", read_only),
    ("SQLITE_TOOBIG", too_long),
    ("SQLITE_CORRUPT", damaged_error),
    ("SQLITE_NOTADB", damaged_error),
    ("SQLITE_BUSY", file_locked_error),
    ("SQLITE_LOCKED", file_locked_error),
)


def translated_error(error: sqlite3.Error, path: Path) -> EstradError | None:
    """Return the ``EstradError`` for an SQLite error of the disk, the file or another program; None for any other."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, fault in _BY_NAME:
        if name.startswith(prefix):
            return fault(path)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_NOLFS")):
        return disk_error(path, str(error))
    return None


@contextmanager
def reporting_write_errors(path: Path) -> Iterator[None]:
    """Convert ``WrongText``, and SQLite errors caused by the disk, the file or another program, to ``EstradError``.

    Bugs propagate.
    """
    try:
        yield
    except sqlite3.Error as error:
        if fault := translated_error(error, path):
            raise fault from error
        raise
    except WrongText as error:
        raise EstradError(
            Text("“{name}” was not changed: {why}.", name=path.name, why=error.why),
            Text("Shorten the text, or type it anew."),
            file=path,
        ) from error


@contextmanager
def reporting_creation_errors(path: Path) -> Iterator[None]:
    """Like ``reporting_write_errors``, for a file that is being created: the error for a full disk says so."""
    try:
        with reporting_write_errors(path):
            yield
    except StorageFull as error:
        raise no_space(path) from error


@contextmanager
def reporting_read_errors(path: Path) -> Iterator[None]:
    """Like ``reporting_write_errors``, for untrusted data: any other SQLite or decoding error counts as damage.

    So does ``WrongText``.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise (translated_error(error, path) or damaged_error(path)) from error
    except WrongText as error:
        raise damaged_error(path, error.why) from error
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise damaged_error(path) from error
