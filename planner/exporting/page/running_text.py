"""Texts of a page as paragraphs, lines and pieces, some of which are links; the template escapes each piece.

Texts are plain, and shown as they were typed: markup in them is neither interpreted nor removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.addresses import mail_address, web_address
from planner.domain.value_objects import Link

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”«»]+", re.IGNORECASE)
_AFTER = ".,;:!?'’)]"
"""The characters that, after an address, end the sentence or bracket around it rather than the address."""
_BETWEEN = re.compile(r"\n\s*\n")
_PLAIN = re.compile(r"https?://[a-z0-9]+(?:\.[a-z0-9]+)+(?:/[A-Za-z0-9_/.~-]*)?")
"""Matches most addresses that ``web_address`` returns unchanged, to save time: 775 sessions have 3,000 of them."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class LinkPiece:
    """A piece of a line, a link if it has an ``address``.

    For a link of a list, ``typed`` is the address as typed, if that is different; in running text ``text`` is.
    """

    text: str
    address: str = ""
    typed: str = ""


Paragraph = tuple[tuple[LinkPiece, ...], ...]
"""A paragraph as lines, each of which is a tuple of pieces."""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, which are separated by empty lines."""
    parts = _BETWEEN.split(text)
    return tuple(tuple(tuple(_pieces(line)) for line in part.split("\n")) for part in parts if part.strip())


def _pieces(line: str) -> Iterator[LinkPiece]:
    if ":" not in line:
        yield LinkPiece(line)
        return
    done = 0
    for found in _ADDRESS.finditer(line):
        shown = found[0].rstrip(_AFTER)
        if found[0].startswith(f"{shown})") and "(" in shown:
            shown += ")"
        if address := safe_address(shown):
            if found.start() > done:
                yield LinkPiece(line[done : found.start()])
            yield LinkPiece(shown, address)
            done = found.start() + len(shown)
    if done < len(line):
        yield LinkPiece(line[done:])


def safe_address(text: str) -> str:
    """Return the http, https or mailto address that a text gives, for a page to link to; empty if it gives none."""
    if not text or _PLAIN.fullmatch(text):
        return text
    scheme, _colon, rest = text.strip().partition(":")
    if scheme.lower() == "mailto":
        mailbox = mail_address(rest.partition("?")[0])
        return f"mailto:{mailbox}" if mailbox else ""
    return web_address(text)


def safe_links(links: Iterable[Link]) -> tuple[LinkPiece, ...]:
    """Return the links with safe addresses, each address once, shown as the label or else the address."""
    found = dict[str, LinkPiece]()
    for link in links:
        if (address := safe_address(link.address)) and address not in found:
            found[address] = LinkPiece(link.label or address, address, "" if link.address == address else link.address)
    return tuple(found.values())


def language_tag(text: str, usual: str = "") -> str:
    """Return the text as a language tag (RFC 5646) for HTML's ``lang``.

    It is empty if the text does not look like a common tag, such as ``en`` or ``zh-Hant-TW``, or is the same as the
    page's language, ``usual``.
    """
    return text if _TAG.fullmatch(text) and text.lower() != usual.lower() else ""
