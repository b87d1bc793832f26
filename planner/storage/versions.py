"""Keeps versions of a plan as copies of its file in the data folder, and opens one to look at it.

They are made automatically once a day (``keep_daily``) and before large changes. The last ten are kept, and of older
ones one a month.

Each conference file has a separate folder there, identified by the file's id and path, so that the versions of two
copies of one file do not mix. See "Kept plans" in ``docs/file-format.md``.
"""

from __future__ import annotations

import errno
import filecmp
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from planner import disk
from planner.domain.agenda import Agenda
from planner.domain.text import N_, EstradError, StorageFull, Text
from planner.storage import backups
from planner.storage.file import ConferenceFile, read_file
from planner.storage.file_guard import FileGuard

MOST = 10
"""The number of newest versions of a file to keep; of the older ones, the last of each month is kept."""
SUFFIX = ".estrad"
FOLDER = "versions"
WHERE = "where.json"
STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d+)-([a-z]+)\.estrad")


class Reason(StrEnum):
    """The reason why a version was saved; the value is part of the version's file name."""

    DAY = "day"
    IMPORT = "import"
    MIGRATION = "migration"
    LOAD = "load"
    FETCH = "fetch"


REASONS: dict[Reason, str] = {
    Reason.DAY: N_("before the changes of the day"),
    Reason.IMPORT: N_("before an import"),
    Reason.MIGRATION: N_("before the file became one of a newer Estrad"),
    Reason.LOAD: N_("before another file of its name was loaded"),
    Reason.FETCH: N_("before a kept plan was restored"),
}
"""The description of each reason to show to the user, as a message id."""


@dataclass(frozen=True, slots=True)
class Version:
    """A saved version: its path, time (UTC) and reason.

    ``of`` is the path of the conference file, or the version's folder if that is unknown. ``writes`` is the number of
    writes to the conference file at that time.
    """

    path: Path
    made: datetime
    writes: int
    reason: Reason
    of: Path


class Versions:
    """Saves and lists the versions of an open conference file, and lists those of its other copies.

    ``fault`` is the error of the last call of ``keep``, None if that succeeded.
    """

    def __init__(
        self, data_folder: Path, file: ConferenceFile, clock: Callable[[], datetime], save: Callable[[Path], object]
    ) -> None:
        self._file, self._clock, self._save = file, clock, save
        self._path = Path(os.path.realpath(file.path))
        self._family = data_folder / FOLDER / disk.hashed_name(file.id)
        self._folder = self._family / disk.hashed_path(self._path)
        self._day_kept: date | None = None
        self.fault: EstradError | None = None

    def kept(self) -> tuple[Version, ...]:
        """Return the versions of this file, the newest first."""
        return _versions_in_folder(self._folder)

    def elsewhere(self) -> tuple[Version, ...]:
        """Return the versions of other copies of this file, and of other files at its path.

        They are grouped by file, the newest first in each group.
        """
        copies_of_it = [folder for folder in disk.folder_entries(self._family) if folder != self._folder]
        others = [family for family in disk.folder_entries(self._family.parent) if family != self._family]
        folders = [*copies_of_it, *(family / self._folder.name for family in others)]
        return tuple(version for folder in folders for version in _versions_in_folder(folder))

    def keep(self, reason: Reason) -> None:
        """Save a version of the plan, unless it is identical to the newest one, and delete versions beyond the limit.

        Raise ``EstradError`` if that fails.
        """
        try:
            self._save_version(reason, self._save)
            self.fault = None
        except EstradError as error:
            self.fault = error
            raise

    def keep_daily(self, *, reported: bool = True) -> None:
        """Save a version before the first change of the day (UTC); raise ``EstradError`` if that fails.

        If the failure is ``reported`` to the user, it is not tried again on that day, lest a full disk delay each
        change. Nothing is done while something is being written, such as a release: a file is not copied in a
        transaction.
        """
        today = self._clock().date()
        if self._day_kept == today or self._file.connection.sql.in_transaction:
            return
        self._day_kept = today if reported else None
        if not any(version.reason is Reason.DAY and version.made.date() == today for version in self.kept()):
            self.keep(Reason.DAY)  # otherwise frequent opening would displace older days from the newest ten
        self._day_kept = today

    def keep_backup_as_version(self) -> None:
        """Save the backup made before the file's migration, if any, as a version too.

        Errors are ignored, since the backup beside the file remains.
        """
        if backup := self._file.backup:
            with suppress(EstradError):
                self._save_version(Reason.MIGRATION, lambda target: copy_conference(backup, target))

    def _save_version(self, reason: Reason, copy: Callable[[Path], object]) -> None:
        newest = next(iter(self.kept()), None)
        stamp = self._clock().astimezone(UTC).strftime(STAMP)
        path = self._folder / f"{stamp}-{self._file.connection.writes}-{reason}{SUFFIX}"
        try:
            disk.make_private_folder(self._folder)
            (self._folder / WHERE).write_text(json.dumps({"path": str(self._path)}), encoding="utf-8")
        except OSError as error:
            raise _keeping_error(self._folder, error) from error
        _remove_half_written(self._folder)  # no other process writes here, since the file can be open only once
        try:
            copy(path)
        except StorageFull as error:
            raise _keeping_error(self._folder, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) from error
        with suppress(OSError):
            path.chmod(0o600)
            if newest and newest.path != path and filecmp.cmp(newest.path, path, shallow=False):
                path.unlink()
        self._remove_surplus()

    def _remove_surplus(self) -> None:
        older = self.kept()[MOST:]
        last = {(version.made.year, version.made.month): version for version in reversed(older)}
        delete_versions(version.path for version in older if last[version.made.year, version.made.month] != version)


def version_debt_item(data_folder: Path, version: Version) -> str:
    """Return the text by which a debt names a version: its path below the folder of versions; see ``version_path``."""
    return version.path.relative_to(data_folder / FOLDER).as_posix()


def version_path(data_folder: Path, item: str) -> Path | None:
    """Return the path of the version that ``version_debt_item`` names, or None if the text is not of that form."""
    key = "[0-9a-f]{32}"
    return data_folder / FOLDER / item if re.fullmatch(f"{key}/{key}/{_NAME.pattern}", item) else None


def delete_versions(paths: Iterable[Path]) -> None:
    """Delete versions by their paths, and their folder if nothing else is kept in it; missing ones are skipped.

    Raise ``EstradError`` if that fails.
    """
    advice = Text("Look who may write in its folder, then try again.")
    for path in paths:
        folder = path.parent
        with disk.reporting_errors(path, N_("“{name}” cannot be removed: {why}."), advice):
            path.unlink(missing_ok=True)
            if folder.is_dir() and not _versions_in_folder(folder):
                _remove_half_written(folder)
                (folder / WHERE).unlink(missing_ok=True)
                with suppress(OSError):  # something else is in it, such as a file of the Finder
                    folder.rmdir()


@contextmanager
def opened_version(path: Path) -> Iterator[tuple[Agenda, Callable[[str], bytes | None]]]:
    """Yield the plan in a version or another file, and a function that returns the bytes of a picture in it by id.

    The file stays as it is; it may be open in another process, not in this one. Raise ``EstradError`` if it cannot be
    read.
    """
    with closing(read_file(path)) as file:
        yield file.read_agenda(), file.pictures.read


def copy_conference(source: Path, target: Path) -> None:
    """Copy a conference file that is not open; an existing target is replaced only by a complete copy.

    Raise ``EstradError`` if a file cannot be read or written, or if either is open in this process.
    """
    for path in (source, target):  # reading a file that is open here would drop its lock
        FileGuard.refuse_held(path)
    with disk.reporting_errors(source, N_("“{name}” cannot be read: {why}."), Text("Choose another kept plan.")):
        content = source.read_bytes()
    with backups.replacement_file(target) as (temporary, place):
        temporary.write_bytes(content)
        backups.put_in_place(temporary, place)


def _versions_in_folder(folder: Path) -> tuple[Version, ...]:
    """Return the versions in a folder, the newest first; files not named like versions are ignored."""
    of = _source_path(folder)
    found = (_NAME.fullmatch(entry.name) for entry in reversed(disk.folder_entries(folder)))
    versions = filter(None, [_version_from_name(folder, match, of) for match in found if match])
    return tuple(sorted(versions, key=lambda version: (version.made, version.writes), reverse=True))


def _version_from_name(folder: Path, match: re.Match[str], of: Path) -> Version | None:
    try:
        made = datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
        return Version(folder / match[0], made, int(match[2]), Reason(match[3]), of)
    except ValueError:
        return None


def _remove_half_written(folder: Path) -> None:
    """Delete half-written files left by a killed program."""
    for half in folder.glob(".*.new*"):
        with suppress(OSError):
            half.unlink()


def _source_path(folder: Path) -> Path:
    """Return the path of the file whose versions are in a folder, or the folder itself if that is unknown."""
    try:
        return Path(json.loads((folder / WHERE).read_text(encoding="utf-8"))["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return folder


def _keeping_error(folder: Path, error: OSError) -> EstradError:
    return EstradError(
        Text(
            "No plan can be kept in “{folder}”: {why}.",
            folder=str(folder),
            why=error.strerror or str(error),
        ),
        Text("The conference itself is saved. Make room there, or look who may write there."),
        file=folder,
    )
