"""Pictures inside a page, as ``data:`` addresses (RFC 2397): no picture is fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode

LARGEST_LOGO = 64 * 1024
LARGEST_PARTNER_LOGO = 32 * 1024
LARGEST_PORTRAIT = 24 * 1024
"""The maximum sizes in bytes, as a page is opened in a hall full of telephones; a larger picture is left out."""
_SIGNS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def data_address(data: bytes | None, largest: int) -> str:
    """Return a JPEG or PNG as an address; empty if it is neither, there is none, or it is larger than ``largest``."""
    if not data or len(data) > largest:
        return ""
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")
    return f"data:{kind};base64,{b64encode(data).decode()}" if kind else ""
