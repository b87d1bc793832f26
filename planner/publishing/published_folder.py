"""Determines the origin of the files in a folder into which a conference publishes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from planner.disk import folder_entries
from planner.domain.published_files import CALENDAR, FileState, PublishedFile, digest
from planner.domain.text import N_
from planner.exporting.file_names import name_key
from planner.exporting.page.page_pictures import picture_name
from planner.programme.calendar import conference_uid
from planner.programme.release import FileOrigin

LARGEST = 256 * 1024 * 1024
"""The maximum size of a file to read, in bytes; the origin of a larger one is ``STRANGE``."""
_PROPERTIES = "docProps/core.xml"
"""The file in a workbook with its properties, which name the conference (ECMA-376 part 2, section 11)."""
_LIES_THERE = (FileState.OUT, FileState.OWED, FileState.LEAVING, FileState.ERASED)


class PublishedFolder:
    """A folder into which a conference publishes; each of its files is read at most once.

    ``known`` are the conference's published files, past ones too. A file is recognised by its bytes; if they are not
    known, by the conference's id in it or, if it is a picture of a page, by its name.
    """

    def __init__(self, folder: Path, known: Sequence[PublishedFile], conference_id: str) -> None:
        self.folder, self._known, self._uid = folder, known, conference_uid(conference_id).encode()
        self._by_digest: dict[str, list[PublishedFile]] = {}
        for file in known:
            self._by_digest.setdefault(file.digest, []).append(file)
        self._origins: dict[Path, tuple[str, FileOrigin]] = {}

    def origin(self, name: str) -> FileOrigin:
        """Return the origin of the file with this name, which must not be a calendar."""
        return self._inspect(self.folder / name)[1]

    def holds(self, name: str, content: bytes) -> bool:
        """Return whether the file with this name already has this content."""
        return self._inspect(self.folder / name)[0] == digest(content)

    def _inspect(self, path: Path) -> tuple[str, FileOrigin]:
        """Return a file's digest and origin, reading it once; the digest is empty if it cannot be read."""
        if path not in self._origins:
            data = read_content(path) if path.exists() else None
            found = digest(data) if data is not None else ""
            self._origins[path] = found, self._determine_origin(path, data, found)
        return self._origins[path]

    def _determine_origin(self, path: Path, data: bytes | None, found: str) -> FileOrigin:
        if data is None:
            return FileOrigin.STRANGE if path.exists() else FileOrigin.NOTHING
        same = name_key(path.name)
        states = [file.state for file in self._by_digest.get(found, ()) if name_key(file.name) in (same, "")]
        if states:
            return FileOrigin.OURS if any(state in _LIES_THERE for state in states) else FileOrigin.OLDER
        text = _searchable_bytes(data)
        if self._uid in text or picture_name(data) == path.name:
            return FileOrigin.RIVAL
        return FileOrigin.ANOTHER if b"Estrad" in text else FileOrigin.STRANGE

    def is_owed(self, name: str) -> bool:
        """Return whether a publishing that was cut short has yet to write the file with this name."""
        return any(file.state is FileState.OWED and file.name == name for file in self._known)

    def unchanged_files(self) -> Iterator[tuple[Path, PublishedFile]]:
        """Yield the path and record of each published file, not calendars, still in the folder as it was written.

        A content that has been replaced or removed since does not count.

        If a file's name was deleted from its record, as it named somebody who was erased, all files are searched.
        """
        candidates = [
            file for file in self._known if file.state in _LIES_THERE and not file.product.startswith(CALENDAR)
        ]
        for file in candidates:
            if file.name and self._inspect(self.folder / file.name)[0] == file.digest:
                yield self.folder / file.name, file
        nameless = {file.digest: file for file in candidates if not file.name}
        for path in folder_entries(self.folder) if nameless else ():
            if found := nameless.get(self._inspect(path)[0]):
                yield path, found

    def files_of_copies(self, suffixes: Collection[str], prefix: str, passing: Collection[Path]) -> Iterator[str]:
        """Yield the names of this conference's files that another copy published, or that are older than the last ones.

        Only names with one of the ``suffixes`` or beginning with ``prefix`` are considered; paths in ``passing`` are
        skipped.
        """
        elsewhere = (FileOrigin.RIVAL, FileOrigin.OLDER)
        for path in folder_entries(self.folder):
            looks = path.suffix.lower() in suffixes or path.name.startswith(prefix)
            if looks and path not in passing and self.origin(path.name) in elsewhere:
                yield path.name


def split_leftovers(
    lying: Iterable[tuple[Path, PublishedFile]], made: Iterable[Path], products: Iterable[str]
) -> tuple[Mapping[Path, PublishedFile], tuple[PublishedFile, ...]]:
    """Return the published files to remove from a folder, by path, and those to keep although they are not made again.

    ``lying`` are the published files in the folder, ``made`` the paths of this publishing, ``products`` the names of
    its products. A file is removed if it is of one of these products, which no longer has it; if it may name a person
    who was erased; or if an earlier publishing should have removed it. Files of other products are kept.
    """
    keys, names = {name_key(path.name) for path in made}, set(products)
    others = [(path, file) for path, file in lying if name_key(path.name) not in keys]
    going = (FileState.ERASED, FileState.LEAVING)
    leaving = {p: file for p, file in others if file.product in names or file.state in going}
    return leaving, tuple(file for path, file in others if path not in leaving)


ORIGIN_NOTICES = {
    FileOrigin.NOTHING: N_("“{name}” is not there yet."),
    FileOrigin.OURS: N_("“{name}” is the file that was published last."),
    FileOrigin.OLDER: N_("“{name}” is this file as it was published earlier, not as it was published last."),
    FileOrigin.RIVAL: N_("“{name}” was published by another copy of this conference, or later than this file knows."),
    FileOrigin.ANOTHER: N_("“{name}” is of another conference."),
    FileOrigin.STRANGE: N_("“{name}” was not made by Estrad, or cannot be read."),
}
"""The sentence about a file in the folder, by its origin."""


def read_content(path: Path) -> bytes | None:
    """Return the bytes of a file, or None if it is no regular file, larger than ``LARGEST``, or cannot be read."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else None
    except OSError:
        return None


def _searchable_bytes(data: bytes) -> bytes:
    """Return the bytes to search for a conference's id: a workbook's properties, or the whole of any other file.

    They are empty for a ZIP file without such properties.
    """
    if not data.startswith(b"PK"):
        return data
    try:
        with ZipFile(BytesIO(data)) as book, book.open(_PROPERTIES) as part:
            return part.read(100_000)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError):
        return b""
