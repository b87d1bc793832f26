"""The form of a page, and its pictures: inside it as ``data:`` addresses (RFC 2397), or files named by their bytes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from planner.exporting.page.running_text import LinkPiece

LARGEST_LOGO = 64 * 1024
LARGEST_PARTNER_LOGO = 32 * 1024
LARGEST_PORTRAIT = 24 * 1024
"""The maximum sizes in bytes, as a page is opened in a hall full of telephones; a larger picture is left out."""
LARGEST_FILE = 1024 * 1024
"""The maximum size in bytes of a picture beside a page, of any of them."""
_SIGNS = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))


def data_address(data: bytes | None, largest: int) -> str:
    """Return a JPEG or PNG as an address; empty if it is neither, there is none, or it is larger than ``largest``."""
    kind = _kind(data, largest)
    return f"data:image/{kind};base64,{b64encode(data).decode()}" if data and kind else ""


def _kind(data: bytes | None, largest: int) -> str:
    """Return *jpeg* or *png*, by the first bytes; empty for what is neither, or larger than ``largest``."""
    if not data or len(data) > largest:
        return ""
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")


def picture_name(data: bytes | None) -> str:
    """Return the name of the file of a JPEG or PNG, made of its bytes; empty for what is neither or is too large."""
    kind = _kind(data, LARGEST_FILE)
    return f"page-picture-{sha256(data).hexdigest()[:12]}.{kind}" if data and kind else ""


class PictureFiles:
    """The pictures beside a page; ``files`` are their contents by name, in the order in which they were placed."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def address(self, data: bytes | None, _largest: int = 0) -> str:
        """Return the name of the file of a picture, as ``picture_name`` does."""
        name = picture_name(data)
        if data and name:
            self.files[name] = data
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """The form of a page: at first one file alone, that loads nothing.

    ``place`` returns the address of a picture, empty if it is left out, given the most bytes that it may have inside a
    page. With ``beside`` it has a manifest, an icon and a worker, and loads from its own address. ``calendars`` are the
    calendar files there, the whole one first.
    """

    place: Callable[[bytes | None, int], str] = data_address
    beside: bool = False
    calendars: tuple[LinkPiece, ...] = ()
