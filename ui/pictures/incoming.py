"""Pictures that are dropped or pasted: the file named, or the bytes that came along. Nothing is fetched from a net."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from planner.domain.errors import EstradError
from planner.domain.text import Text
from ui.pictures.reading import bare, check_pixels, read_picture, read_picture_file

TYPES = ("image/png", "image/jpeg", "image/webp")


def may_be_picture(mime: QMimeData | None) -> bool:
    """Whether it is worth a try; only reading it says for certain. An empty clipboard may be None."""
    if mime is None:
        return False
    return mime.hasImage() or any(mime.hasFormat(kind) for kind in TYPES) or bool(mime.urls())


def picture_in(mime: QMimeData | None) -> QImage:
    """The picture in what was dropped or pasted; raises ``EstradError`` where there is none, or none we take."""
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
        )  # refused there; asked for a picture, Qt would draw it
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        check_pixels(image.size())
        return bare(image)
    if mime.urls():
        raise EstradError(
            Text("This is only the address of a picture."), Text("Save the picture as a file first, and drop that.")
        )
    raise _nothing()


def _nothing() -> EstradError:
    return EstradError(Text("There is no picture to paste."), Text("Copy a picture, or choose a file."))
