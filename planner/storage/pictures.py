"""Stores photos and logos by the SHA-256 of their bytes; unused ones stay in the file until a person is erased."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from planner.domain.text import EstradError, Text
from planner.storage.connection import GuardedConnection
from planner.storage.recovery_cache import RecoveryCache

if TYPE_CHECKING:
    from planner.storage.database import FileDatabase

LARGEST_PICTURE = 16 * 1024 * 1024
"""The maximum size of a picture in bytes, far more than that of one scaled down on import."""


def write_pictures(db: FileDatabase, pictures: Mapping[str, bytes]) -> None:
    """Store pictures by id, skipping those already stored.

    Raise ``EstradError`` if one is too large, ``ValueError`` if its id is not the SHA-256 of its bytes in hex.
    """

    for picture, data in pictures.items():
        if len(data) > LARGEST_PICTURE:
            raise EstradError(
                Text("A picture is too large: {size} MiB.", size=len(data) // 2**20),
                Text("Take one of at most {most} MiB.", most=LARGEST_PICTURE // 2**20),
            )
        if sha256(data).hexdigest() != picture:
            raise ValueError("a picture under the name of another one")
        db.table("pictures").insert({"id": picture, "bytes": data}, ignore=True)


class PictureStore:
    """The pictures of an open file; those last read or written stay in memory."""

    def __init__(self, connection: GuardedConnection, memory: RecoveryCache) -> None:
        self._connection, self._memory = connection, memory

    def read(self, picture: str) -> bytes | None:
        """Return the bytes of a photo or logo (JPEG or PNG), or None if the id is unknown.

        If another program changed the file, only the pictures held in memory are known.
        """
        if not self._connection.guard.is_untouched:
            return self._memory.pictures.get(picture)
        with self._connection.reading() as sql:
            row = sql.execute("SELECT bytes FROM pictures WHERE id = ?", (picture,)).fetchone()
        if row is None:
            return None
        self._memory.hold_pictures({picture: row[0]})
        return bytes(row[0])
