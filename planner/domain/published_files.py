"""Records of published files: the contents of each file, the version they are from, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b


class FileState(StrEnum):
    """The state of one content of a published file."""

    OWED = "owed"
    """It has to be written into the folder, as the publishing has not ended."""
    LEAVING = "leaving"
    """It has to be removed from the folder, as the publishing has not ended."""
    OUT = "out"
    """It is in the folder."""
    PAST = "past"
    """It was in the folder, and has been replaced or removed."""
    ERASED = "erased"
    """It is in the folder, and may name somebody who was erased since."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A content that a file has, had or will have, by its digest, with its product and the number of its release."""

    name: str
    digest: str
    product: str
    version: int
    state: FileState = FileState.OWED

    @property
    def may_name_somebody(self) -> bool:
        """True if the content belongs in the folder and is no calendar; the ledger knows whom calendars name."""
        there = self.state in (FileState.OUT, FileState.OWED, FileState.ERASED)
        return there and not self.product.startswith(CALENDAR)


CALENDAR = "calendar"
"""The name of the product that is the whole calendar; the names of the other calendar products begin with it."""


def digest(content: bytes) -> str:
    """Return the digest by which the content of a published file is recognised."""
    return blake2b(content).hexdigest()


def unfinished_files(files: Iterable[PublishedFile]) -> tuple[PublishedFile, ...]:
    """Return the files that an interrupted publishing still has to write or remove."""
    return tuple(file for file in files if file.state in (FileState.OWED, FileState.LEAVING))
