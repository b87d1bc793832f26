"""Texts of a page as paragraphs, lines and pieces, of which some are links; the template escapes each piece.

Texts are plain, and shown as they were typed: no markup is taken out of them, and none is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.addresses import mail_address, web_address
from planner.domain.value_objects import Link

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”«»]+", re.IGNORECASE)
_AFTER = ".,;:!?'’)]"
"""The signs that end a sentence or a bracket rather than an address."""
_BETWEEN = re.compile(r"\n\s*\n")
_PLAIN = re.compile(r"https?://[a-z0-9]+(?:\.[a-z0-9]+)+(?:/[A-Za-z0-9_/.~-]*)?")
"""Matches an address that ``web_address`` returns as it is; a conference of 775 sessions has 3,000 of them."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class LinkPiece:
    """A piece of a line; with an ``address`` it is a link, ``typed`` as it was typed if that is not the same."""

    text: str
    address: str = ""
    typed: str = ""


Paragraph = tuple[tuple[LinkPiece, ...], ...]
"""Lines of pieces."""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, which empty lines part."""
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
    """Return an address that a page may lead to, of http, https or mailto; empty for every other."""
    if not text or _PLAIN.fullmatch(text):
        return text
    scheme, _colon, rest = text.strip().partition(":")
    if scheme.lower() == "mailto":
        mailbox = mail_address(rest.partition("?")[0])
        return f"mailto:{mailbox}" if mailbox else ""
    return web_address(text)


def safe_links(links: Iterable[Link]) -> tuple[LinkPiece, ...]:
    """Return those links that a page may lead to, each once, by their labels or else their addresses."""
    found = dict[str, LinkPiece]()
    for link in links:
        if (address := safe_address(link.address)) and address not in found:
            found[address] = LinkPiece(link.label or address, address, "" if link.address == address else link.address)
    return tuple(found.values())


def language_tag(text: str, usual: str = "") -> str:
    """Return a language tag (RFC 5646) for ``lang``; empty if the text is none, or is the page's own language."""
    return text if _TAG.fullmatch(text) and text.lower() != usual.lower() else ""
