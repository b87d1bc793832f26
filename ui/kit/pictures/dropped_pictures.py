"""Pictures that are dropped or pasted as a file or as data. Nothing is fetched from a network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from planner.domain.errors import EstradError
from planner.domain.text import Text
from ui.kit.pictures.reading import check_pixels, read_picture, read_picture_file, without_metadata

TYPES = ("image/png", "image/jpeg", "image/webp")


def may_be_picture(mime: QMimeData | None) -> bool:
    """Return whether the data may contain a picture, which only reading it tells for certain; False for None."""
    if mime is None:
        return False
    return mime.hasImage() or any(mime.hasFormat(kind) for kind in TYPES) or bool(mime.urls())


def picture_in(mime: QMimeData | None) -> QImage:
    """Return the picture in dropped or pasted data; raise ``EstradError`` if there is none or it is refused."""
    if mime is None:
        raise _nothing()
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if len(files) > 1:
        raise EstradError(Text("These are {n} files.", n=len(files)), Text("Choose one picture."))
    if files:
        return read_picture_file(files[0])
    for kind in TYPES:
        if mime.hasFormat(kind):
            return read_picture(bytes(mime.data(kind).data()))
    if "image/svg+xml" in mime.formats():
        return read_picture(
            bytes(mime.data("image/svg+xml").data())
        )  # it refuses SVG; Qt's imageData() would render it
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        check_pixels(image.size())
        return without_metadata(image)
    if mime.urls():
        raise EstradError(
            Text("This is only the address of a picture."), Text("Save the picture as a file first, and drop that.")
        )
    raise _nothing()


def _nothing() -> EstradError:
    return EstradError(Text("There is no picture to paste."), Text("Copy a picture, or choose a file."))
