"""Writing files safely: temporary names, renaming, flushing, permissions, private folders; errors told; paths."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from planner.domain.text import EstradError, Text

PUBLIC, PRIVATE = 0o666, 0o660
"""The modes of new files before the umask: readable by everyone, or only by the owner and group."""
MOST_NAMES = 100
STALE, STALE_ELSEWHERE = 60, 3600
"""The ages in seconds above which a temporary file is stale: if its process on this machine has ended, and if not."""
_NO_SYNC = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.ENOSYS, errno.EISDIR}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.EOPNOTSUPP}
_FRESH = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def new_file(path: Path, mode: int = PUBLIC) -> int:
    """Create a file with the permissions ``mode``, less the umask, and return its file descriptor.

    A symbolic link at the path is not followed. Raise ``FileExistsError`` if the name is taken.
    """
    return os.open(path, _FRESH, mode)


def new_temporary_file(target: Path, mode: int = PUBLIC) -> Path:
    """Create an empty file beside ``target``, under an unused temporary name, and return its path.

    If the target exists already, only the owner may read the temporary file until ``replace`` renames it. Raise
    ``OSError`` if none can be created.
    """
    for number in range(MOST_NAMES):
        path = target.with_name(f".{target.name}.{os.getpid()}{f'-{number}' if number else ''}.new")
        if os.path.lexists(f"{path}-journal"):  # SQLite would take it for the new file's journal
            continue
        with suppress(FileExistsError):
            os.close(new_file(path, 0o600 if target.exists() else mode))
            return path
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target))


def resolve_target(path: Path) -> Path:
    """Return the path to write to: ``path``, or the target if it is a symbolic link.

    Raise ``EstradError`` for a pipe or a device, which would block or never be complete. Raise ``OSError`` for circular
    links, and if the path cannot be looked at.
    """
    place = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        mode = os.stat(place).st_mode
    except FileNotFoundError:
        return place
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise EstradError(
            Text("“{name}” is a pipe or a device, not a file.", name=path.name), Text("Choose another name."), file=path
        )
    return place


def replace(temporary: Path, target: Path) -> None:
    """Rename a finished file to ``target``, keeping the permissions of a file it replaces, as far as possible."""
    with suppress(FileNotFoundError):
        _copy_permissions(os.stat(target), temporary)
    os.replace(temporary, target)


def replace_text(target: Path, text: str) -> None:
    """Write a text in place of ``target``, or as a new file that only its owner may read, and flush it to disk.

    Raise ``OSError`` on failure; the target then has its old content, or the whole new one.
    """
    with temporary_file(target, 0o600) as temporary:
        temporary.write_text(text, encoding="utf-8", errors="surrogatepass")
        sync_file(temporary)
        replace(temporary, target)
    sync_folder(target.parent)


@contextmanager
def temporary_file(target: Path, mode: int) -> Iterator[Path]:
    """Yield the path of a ``new_temporary_file`` beside ``target``, and remove it afterwards if it still exists."""
    temporary = new_temporary_file(target, mode)
    try:
        yield temporary
    finally:
        with suppress(OSError):
            remove_with_journal(temporary)


def _copy_permissions(old: os.stat_result, new: Path) -> None:
    mode = stat.S_IMODE(old.st_mode)
    if sys.platform != "win32":
        try:
            os.chown(new, old.st_uid, old.st_gid)
        except OSError:
            try:
                os.chown(new, -1, old.st_gid)
            except OSError:  # the group cannot be set, so it gets no permissions
                mode &= ~stat.S_IRWXG
    os.chmod(new, mode)


def rename_without_replacing(temporary: Path, name: Path) -> None:
    """Rename a finished file to ``name``, never replacing an existing file.

    The name appears together with the whole file, even if the program is killed: by a hard link, and on Windows by a
    rename, which refuses a taken name there. If the disk has no hard links (FAT, some network folders), an empty file
    claims the name first. Raise ``FileExistsError``, and keep the existing file, if the name is taken.
    """
    if sys.platform == "win32":
        os.rename(temporary, name)
        return
    try:
        os.link(temporary, name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename_over_empty_file(temporary, name)
    else:
        temporary.unlink()
    sync_folder(name.parent)


def _rename_over_empty_file(temporary: Path, name: Path) -> None:
    os.close(new_file(name))
    try:
        os.replace(temporary, name)
    except BaseException:
        name.unlink()
        raise


def remove_stale_files(targets: Iterable[Path], now: float) -> None:
    """Remove the temporary files that killed programs left beside the targets.

    A file whose process has ended must be older than a minute, any other older than an hour. ``now`` is the time by the
    disk's clock, in seconds since 1970.
    """
    names: dict[Path, set[str]] = {}
    for target in targets:
        names.setdefault(target.parent, set()).add(target.name)
    for folder, wanted in names.items():
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                found = _TEMPORARY.fullmatch(entry.name)
                if found and found["target"] in wanted:
                    with suppress(OSError):
                        _remove_if_stale(entry, int(found["process"]), now)


_TEMPORARY = re.compile(r"\.(?P<target>.+)\.(?P<process>\d{1,10})(?:-\d+)?\.new(?:-journal)?", re.DOTALL)


def _remove_if_stale(entry: os.DirEntry[str], process: int, now: float) -> None:
    found = entry.stat(follow_symlinks=False)
    if stat.S_ISREG(found.st_mode) and is_stale(found, process, now):
        os.unlink(entry.path)


def is_stale(found: os.stat_result, process: int, now: float) -> bool:
    """Return whether a temporary file or folder is old enough to have been left behind by its process, given by its id.

    ``now`` is the time by the disk's clock, in seconds since 1970.
    """
    return now - found.st_mtime > (STALE if _is_gone(process) else STALE_ELSEWHERE)


def _is_gone(process: int) -> bool:
    """Return whether the system says that no process on this machine has that id; False if it cannot be asked.

    It is not asked on Windows, where the check would end the process.
    """
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def sync_file(path: Path) -> None:
    """Flush a file's content to disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk if the system supports it; Windows does this by itself."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, flushing each to disk; raise ``OSError`` on failure, or if it exists."""
    if not folder.parent.exists():
        make_folder(folder.parent)
    folder.mkdir()
    sync_folder(folder.parent)


def make_private_folder(folder: Path) -> None:
    """Create a folder and its missing parents with access for the owner alone; raise ``OSError`` on failure.

    The XDG Base Directory Specification asks for this mode. A folder that exists keeps its own.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def restrict_to_owner(path: Path) -> None:
    """Give only the owner access to a file, if that is possible; links, and files on Windows, stay as they are."""
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if sys.platform != "win32" and stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o077:
            path.chmod(0o600)


def remove_with_journal(path: Path) -> None:
    """Remove a temporary file and its SQLite journal if they exist."""
    for name in (path, path.with_name(f"{path.name}-journal")):
        with suppress(FileNotFoundError):
            name.unlink()


def remedy(error: OSError) -> Text:
    """Return advice for the user on a file that could not be created or written."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Text("Make room on the disk, or choose another folder.")
    if error.errno == errno.ENAMETOOLONG:
        return Text("Choose a shorter name.")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Text("Choose a folder that is there.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Text("Choose a folder in which you may write.")
    return Text("Choose another folder.")


@contextmanager
def reporting_errors(path: Path, problem: str, advice: Text | None = None) -> Iterator[None]:
    """Raise ``EstradError`` for an ``OSError`` in a block; ``problem`` is its message, with ``{name}`` and ``{why}``.

    The remedy is ``advice``, or what ``remedy`` returns for the error.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise EstradError(Text(problem, name=path.name, why=why), advice or remedy(error), file=path) from error


def folder_entries(folder: Path) -> list[Path]:
    """Return the paths in a folder, sorted; none if it cannot be read."""
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether both paths refer to the same file on disk; False if either cannot be read."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def hashed_name(text: str) -> str:
    """Return a hash of a text for use as a name in the data folder, so that no text can lead out of that folder."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]


def hashed_path(path: Path) -> str:
    """Return the hash of a file's path, with symbolic links resolved, for use as a name in the data folder."""
    return hashed_name(os.path.realpath(path))
