"""Tells whose the files are that lie in the folder into which a conference publishes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from planner.domain.published_files import CALENDAR, FileState, PublishedFile, digest
from planner.domain.text import N_
from planner.exporting.file_names import name_key
from planner.exporting.page.page_pictures import picture_name
from planner.programme.calendar import conference_uid
from planner.programme.release import FileOrigin

LARGEST = 256 * 1024 * 1024
"""The maximum size of a file to read, in bytes; larger ones are strange."""
_PROPERTIES = "docProps/core.xml"
"""The part of a workbook that says what made it (ECMA-376 part 2, section 11)."""
_LIES_THERE = (FileState.OUT, FileState.OWED, FileState.LEAVING, FileState.ERASED)


class PublishedFolder:
    """A folder as it is at the first look, with the bytes that the published files of a conference have and had.

    A file is known by its bytes; where nothing knows these, the mark of a conference in it tells whose it is.
    """

    def __init__(self, folder: Path, known: Sequence[PublishedFile], conference_id: str) -> None:
        self.folder, self._known, self._uid = folder, known, conference_uid(conference_id).encode()
        self._by_digest: dict[str, list[PublishedFile]] = {}
        for file in known:
            self._by_digest.setdefault(file.digest, []).append(file)
        self._origins: dict[Path, tuple[str, FileOrigin]] = {}

    def origin(self, name: str) -> FileOrigin:
        """Return the origin of the file of a name, which is no calendar."""
        return self._look(self.folder / name)[1]

    def holds(self, name: str, content: bytes) -> bool:
        """Return whether the file of a name has this content already."""
        return self._look(self.folder / name)[0] == digest(content)

    def _look(self, path: Path) -> tuple[str, FileOrigin]:
        """Return digest and origin of a file, which is read once; the digest is empty if it cannot be read."""
        if path not in self._origins:
            data = content_of(path) if path.exists() else None
            found = digest(data) if data is not None else ""
            self._origins[path] = found, self._judged(path, data, found)
        return self._origins[path]

    def _judged(self, path: Path, data: bytes | None, found: str) -> FileOrigin:
        if data is None:
            return FileOrigin.STRANGE if path.exists() else FileOrigin.NOTHING
        same = name_key(path.name)
        states = [file.state for file in self._by_digest.get(found, ()) if name_key(file.name) in (same, "")]
        if states:
            return FileOrigin.OURS if any(state in _LIES_THERE for state in states) else FileOrigin.OLDER
        text = _searchable(data)
        if self._uid in text or picture_name(data) == path.name:
            return FileOrigin.RIVAL
        return FileOrigin.ANOTHER if b"Estrad" in text else FileOrigin.STRANGE

    def owed(self, name: str) -> bool:
        """Return whether a publishing that was cut short still owes the file of a name."""
        return any(file.state is FileState.OWED and file.name == name for file in self._known)

    def lying(self) -> Iterator[tuple[Path, PublishedFile]]:
        """Yield the files of this conference that lie there as they were published, calendars excepted.

        Of a file in whose name somebody was erased only the bytes are known: all files there are then looked at.
        """
        candidates = [
            file for file in self._known if file.state in _LIES_THERE and not file.product.startswith(CALENDAR)
        ]
        for file in candidates:
            if file.name and self._look(self.folder / file.name)[0] == file.digest:
                yield self.folder / file.name, file
        nameless = {file.digest: file for file in candidates if not file.name}
        for path in self._paths() if nameless else ():
            if found := nameless.get(self._look(path)[0]):
                yield path, found

    def of_copies(self, suffixes: Collection[str], prefix: str, passing: Collection[Path]) -> Iterator[str]:
        """Yield the names of files of this conference, but calendars, that were not published last from here.

        They have one of the suffixes, or their names begin with ``prefix``.
        """
        elsewhere = (FileOrigin.RIVAL, FileOrigin.OLDER)
        for path in self._paths():
            looks = path.suffix.lower() in suffixes or path.name.startswith(prefix)
            if looks and path not in passing and self.origin(path.name) in elsewhere:
                yield path.name

    def _paths(self) -> list[Path]:
        with suppress(OSError):
            return sorted(self.folder.iterdir())
        return []


def leftovers(
    lying: Iterable[tuple[Path, PublishedFile]], made: Iterable[Path], products: Iterable[str]
) -> tuple[Mapping[Path, PublishedFile], tuple[PublishedFile, ...]]:
    """Return those of our files that are to leave a folder, by path, and those that stay though they are not made anew.

    ``made`` are the files of this publishing, ``products`` the names of its products. What one of these no longer holds
    leaves, and what may name somebody who was erased; what is only not ticked stays.
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
"""The sentences that say whose a file is."""


def content_of(path: Path) -> bytes | None:
    """Return the bytes of a file, or None if it is none, too large, or cannot be read."""
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else None
    except OSError:
        return None


def _searchable(data: bytes) -> bytes:
    """Return the bytes in which a mark is looked for: those of a file, or the properties in a workbook."""
    if not data.startswith(b"PK"):
        return data
    try:
        with ZipFile(BytesIO(data)) as book, book.open(_PROPERTIES) as part:
            return part.read(100_000)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError):
        return b""
