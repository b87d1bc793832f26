"""Published files as the conference remembers them: the bytes that each had, of which version, and what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b


class FileState(StrEnum):
    """The state of the bytes of a published file."""

    OWED = "owed"
    """They are to be put into the folder, and a publishing has not ended since."""
    LEAVING = "leaving"
    """They are to be removed from the folder, and a publishing has not ended since."""
    OUT = "out"
    """They lie there."""
    PAST = "past"
    """They lay there, and were replaced or removed."""
    ERASED = "erased"
    """They lie there, and may name somebody who was erased since."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The bytes that a file has or had; ``product`` is the name of its product, ``version`` that of its release."""

    name: str
    digest: str
    product: str
    version: int
    state: FileState = FileState.OWED

    @property
    def may_name_somebody(self) -> bool:
        """True if it lies there and no ledger knows what is in it, as one does of calendars."""
        there = self.state in (FileState.OUT, FileState.OWED, FileState.ERASED)
        return there and not self.product.startswith(CALENDAR)


CALENDAR = "calendar"
"""The name of the product that is the calendar, with which those of the calendars of parts begin, and no others."""


def digest(content: bytes) -> str:
    """Return the digest by which a published file is known as the one that was made."""
    return blake2b(content).hexdigest()


def unfinished(files: Iterable[PublishedFile]) -> tuple[PublishedFile, ...]:
    """Return the files that a publishing which was cut short still has to put there or to remove."""
    return tuple(file for file in files if file.state in (FileState.OWED, FileState.LEAVING))
