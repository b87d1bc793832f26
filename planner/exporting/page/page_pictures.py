"""The form of a page, and its pictures: inside it as ``data:`` addresses (RFC 2397), or files named by a hash."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from planner.exporting.page.running_text import LinkPiece

LARGEST_LOGO = 64 * 1024
LARGEST_PARTNER_LOGO = 32 * 1024
LARGEST_PORTRAIT = 24 * 1024
"""The maximum sizes of pictures inside a page, in bytes, as many people in a hall load it; larger ones are left out."""
LARGEST_FILE = 1024 * 1024
"""The maximum size of any picture beside a page, in bytes."""
_SIGNS = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))


def data_url(data: bytes | None, largest: int) -> str:
    """Return a JPEG or PNG as a ``data:`` address; empty if it is None, neither, or larger than ``largest`` bytes."""
    kind = _picture_format(data, largest)
    return f"data:image/{kind};base64,{b64encode(data).decode()}" if data and kind else ""


def _picture_format(data: bytes | None, largest: int) -> str:
    """Return a picture's format, *jpeg* or *png*; empty for None, any other data, or more than ``largest`` bytes."""
    if not data or len(data) > largest:
        return ""
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")


def picture_name(data: bytes | None) -> str:
    """Return the file name for a JPEG or PNG, made of its hash; empty if it is None, neither, or too large."""
    kind = _picture_format(data, LARGEST_FILE)
    return f"page-picture-{sha256(data).hexdigest()[:12]}.{kind}" if data and kind else ""


class PictureFiles:
    """The pictures beside a page; ``files`` are their contents by name, in the order in which they were added."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def add_picture(self, data: bytes | None, _largest: int = 0) -> str:
        """Add a picture to the files and return its name; empty, without adding it, if ``picture_name`` gives none."""
        name = picture_name(data)
        if data and name:
            self.files[name] = data
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePackaging:
    """The form of a page: by default a single file that loads nothing.

    ``place`` takes a picture and the maximum size that it may have inside a page, in bytes, and returns its address, or
    "" to leave it out. With ``beside``, manifest, icon and service worker lie beside the page, which may load from its
    own address. ``calendars`` are links to the calendar files beside it, the whole conference's first.
    """

    place: Callable[[bytes | None, int], str] = data_url
    beside: bool = False
    calendars: tuple[LinkPiece, ...] = ()
