"""Converts HTML to plain text: paragraphs, lists and link addresses are kept, everything else is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, repeat
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
_WEB = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
LINE, PARAGRAPH, SPACE, ITEM, BULLET = "\x01", "\x02", "\x03", "\x04", "\x05"
"""Marks used while the text is assembled; cleaned text cannot contain them.

They are breaks, an intended space, the border of a list item and the end of its bullet.
"""
FAR = (" " * 6, "\t\t")
"""Indents that come from the layout of a file rather than from the text."""
_AFTER = dict.fromkeys(_BLOCKS, PARAGRAPH) | dict.fromkeys(_ITEMS, ITEM)
_BEFORE = _AFTER | {"br": LINE, "td": " ", "th": " "}
"""What stands after and before an element of each sort."""
_RUN = re.compile(f"[ {LINE}{PARAGRAPH}{ITEM}]+")
_AFTER_BULLET = re.compile(f"{BULLET}[ {LINE}{PARAGRAPH}{ITEM}]*")


def html_to_text(text: str) -> str:
    """Return the text without HTML, if it contains any; Markdown and other text is kept, without a common indent."""
    text = clean_text(_outdented(text))
    tags = {found.lower() for found in _TAG.findall(text)}
    if not tags & {*_BLOCKS, *_ITEMS, *_INLINE}:
        return text
    if not tags & {*_BLOCKS, "li"}:  # its line breaks are intended, as in Markdown
        text = text.replace("\n", "<br>")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return text
    if root is None:
        return text
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    pieces = _AFTER_BULLET.sub("", "".join(_HtmlReader().read(root)))
    return clean_text(_RUN.sub(_white, pieces).replace(SPACE, " "))  # each run once, however long it is


def _outdented(text: str) -> str:
    """Return the text without the indent common to all its lines.

    If the first line directly follows a start tag, it has no indent. The other lines are then only dedented if their
    indent is large, since a small one may be intended, as before code.
    """
    if "\n " not in text and "\n\t" not in text:
        return text
    whole = dedent(text)
    first, _, rest = whole.partition("\n")
    far = rest and not first[:1].isspace() and all(line.startswith(FAR) for line in rest.splitlines() if line.strip())
    return f"{first}\n{dedent(rest)}" if far else whole


def _white(run: re.Match[str]) -> str:
    marks = run[0]
    if PARAGRAPH in marks:
        return "\n\n"
    return "\n" if ITEM in marks else "\n" * marks.count(LINE) or " "


class _HtmlReader:
    """Walks a document without recursion, since it may be nested arbitrarily deep."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._bullets: list[Iterator[str]] = [repeat("-")]
        self._links: list[int] = []
        self._kept = 0

    def read(self, root: Any) -> list[str]:
        """Return the pieces of text and breaks."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(element)
                self._say(element.text)
            else:
                self._close(element)
                self._say(element.tail)
        return self._parts

    def _say(self, text: str | None) -> None:
        if text:
            kept = text.replace("\n", LINE).replace("  ", SPACE * 2)
            self._parts.append(kept if self._kept else _WHITE.sub(" ", text))

    def _open(self, element: Any) -> None:
        tag = element.tag
        self._parts.append(ITEM if tag in _LISTS and len(self._bullets) > 1 else _BEFORE.get(tag, ""))
        self._kept += tag == "pre"
        if tag in _LISTS:
            self._bullets.append((f"{n}." for n in count(1)) if tag == "ol" else repeat("-"))
        elif tag == "li":
            self._parts.append(f"{next(self._bullets[-1])} {BULLET}")
        elif tag == "a":
            self._links.append(len(self._parts))
        elif tag == "img":
            self._say(element.get("alt"))

    def _close(self, element: Any) -> None:
        tag = element.tag
        self._kept -= tag == "pre"
        if tag in _LISTS:
            self._bullets.pop()
        elif tag == "a":
            self._address(clean_text(element.get("href") or ""), self._links.pop())
        self._parts.append(ITEM if tag in _LISTS and len(self._bullets) > 1 else _AFTER.get(tag, ""))

    def _address(self, address: str, start: int) -> None:
        """Add a link's address after its text, if it is a web or mail address that the text does not show."""
        words = "".join(self._parts[start:]).strip()
        if _WEB.match(address) and address.removeprefix("mailto:") != words:
            self._parts.append(f" ({address})" if words else address)
