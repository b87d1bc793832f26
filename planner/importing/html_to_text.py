"""Converts HTML to plain text that keeps paragraphs, line breaks, lists and the addresses of links."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Any

from lxml import etree

from planner.domain.text import clean_text

_BLOCKS = (
    *("p", "div", "section", "article", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_ITEMS = ("li", "dt", "dd", "tr")
_LISTS = ("ul", "ol")
_DROPPED = ("script", "style", "head", "template", "object", "iframe")
_INLINE = frozenset({"a", "b", "i", "em", "strong", "code", "span", "u", "small", "sub", "sup", "tt", "img", "br"})
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_FORBIDDEN = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])(?!\d));?",
    re.IGNORECASE,
)
"""References to characters that XML 1.0 forbids."""
_WEB = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
LINE, PARAGRAPH, SPACE, ITEM, BULLET = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
"""Marks used while the text is assembled: code points that are no characters, which no text should have.

They stand for a line break, a paragraph, a space to be kept, the border of a list item, and the end of its bullet.
"""
_AFTER = dict.fromkeys(_BLOCKS, PARAGRAPH) | dict.fromkeys(_ITEMS, ITEM)
_BEFORE = _AFTER | {"br": LINE, "td": " ", "th": " "}
"""The mark before an element, by its tag; the one after it is in ``_AFTER``."""
_RUN = re.compile(f"[ {LINE}{PARAGRAPH}{ITEM}]+")
_AFTER_BULLET = re.compile(f"{BULLET}[ {LINE}{PARAGRAPH}{ITEM}]*")


def html_to_text(text: str) -> str:
    """Return a text with any HTML in it converted to plain text.

    Text without HTML, such as Markdown, and HTML that cannot be parsed are only cleaned and lose a common indent.
    """
    text = clean_text(dedent(text) if "\n " in text or "\n\t" in text else text)
    tags = {found.lower() for found in _TAG.findall(text)}
    if not tags & {*_BLOCKS, *_ITEMS, *_INLINE}:
        return text
    if not tags & {*_BLOCKS, "li"}:  # its line breaks are intended, as in Markdown
        text = text.replace("\n", "<br>")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(_FORBIDDEN.sub("", text).encode("utf-8"), parser)
        if root is None:
            return text
        etree.strip_elements(root, *_DROPPED, with_tail=False)
        pieces = _AFTER_BULLET.sub("", "".join(_insert_marks(root).itertext()))
    except (etree.LxmlError, ValueError):
        return text
    return clean_text(_RUN.sub(_collapse_spaces, pieces).replace(SPACE, " "))  # each run once, however long it is


def _collapse_spaces(run: re.Match[str]) -> str:
    marks = run[0]
    if PARAGRAPH in marks:
        return "\n\n"
    return "\n" if ITEM in marks else "\n" * marks.count(LINE) or " "


def _insert_marks(root: Any) -> Any:
    """Put marks, bullets and addresses into the texts of a document, from its last element to its first; return it."""
    for part in (part for pre in root.iter("pre") for part in pre.iter()):
        part.text = _mark_white_space(part.text)
        part.tail = part.tail if part.tag == "pre" else _mark_white_space(part.tail)
    for element in reversed(list(root.iter())):
        tag = element.tag
        is_inner = tag in _LISTS and next(element.iterancestors(*_LISTS), None) is not None
        before, after = (ITEM, ITEM) if is_inner else (_BEFORE.get(tag, ""), _AFTER.get(tag, ""))
        if tag == "ol":
            for n, item in enumerate(element.iterchildren("li"), 1):
                item.text = item.text.replace(f"- {BULLET}", f"{n}. {BULLET}", 1)
        elif tag == "li":
            before += f"- {BULLET}"
        elif tag == "a":
            after = _address_text(element)
        elif tag == "img":
            before = element.get("alt") or ""
        if before or element.text:
            element.text = before + _WHITE.sub(" ", element.text or "")
        if after or element.tail:
            element.tail = after + _WHITE.sub(" ", element.tail or "")
    return root


def _mark_white_space(text: str | None) -> str:
    """Return a text with marks in place of the white space that is to be kept."""
    return (text or "").replace("\n", LINE).replace("  ", SPACE * 2)


def _address_text(link: Any) -> str:
    """Return the address of a link, in brackets to follow its text, or bare if it has none.

    The result is empty if the text is the address, or if that is neither a web nor a mail address.
    """
    address, words = clean_text(link.get("href") or ""), "".join(link.itertext()).strip()
    if not _WEB.match(address) or address.removeprefix("mailto:") == words:
        return ""
    return f" ({address})" if words else address
