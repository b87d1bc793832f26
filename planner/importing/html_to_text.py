"""Converts HTML to plain text: paragraphs, lists and link addresses are kept, everything else is dropped."""

from __future__ import annotations

import re
from textwrap import dedent

from lxml import etree

from planner.domain.text import clean_text

_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_LINES = frozenset({"li", "dt", "dd", "tr", "br"})
_DROPPED = frozenset({"script", "style", "head", "template", "object", "iframe"})
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
_RUN = re.compile(f"[ {LINE}{PARAGRAPH}{ITEM}]+")
_AFTER_BULLET = re.compile(f"{BULLET}[ {LINE}{PARAGRAPH}{ITEM}]*")


def html_to_text(text: str) -> str:
    """Return the text without HTML, if it contains any; Markdown and other text is kept, without a common indent."""
    text = clean_text(_outdented(text))
    tags = {found.lower() for found in _TAG.findall(text)}
    if not tags & (_BLOCKS | _LINES | _INLINE):
        return text
    if not tags & _BLOCKS and "li" not in tags:  # its line breaks are intended, as in Markdown
        text = text.replace("\n", "<br>")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        return text
    return text if root is None else _joined(_HtmlReader().read(root))


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


def _joined(parts: list[str]) -> str:
    """Join the pieces into one text; each run of breaks and spaces is visited once, however long it is."""
    return clean_text(_RUN.sub(_white, _AFTER_BULLET.sub("", "".join(parts))).replace(SPACE, " "))


def _white(run: re.Match[str]) -> str:
    marks = run[0]
    if PARAGRAPH in marks:
        return "\n\n"
    return "\n" if ITEM in marks else "\n" * marks.count(LINE) or " "


class _HtmlReader:
    """Walks a document without recursion, since it may be nested arbitrarily deep."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lists: list[int] = []
        self._links: list[tuple[str, int]] = []
        self._dropped = 0
        self._kept = 0

    def read(self, root: object) -> list[str]:
        """Return the pieces of text and breaks."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                if event == "end":
                    self._say(element.tail)
                continue
            if event == "start":
                self._open(element)
            else:
                self._close(element)
                self._say(element.tail)
        return self._parts

    def _say(self, text: str | None) -> None:
        if text and not self._dropped:
            if self._kept:
                self._parts.append(text.replace("\n", LINE).replace("  ", SPACE * 2))
            else:
                self._parts.append(_WHITE.sub(" ", text))

    def _open(self, element: object) -> None:
        tag, get = element.tag, element.get  # type: ignore[attr-defined]
        self._dropped += tag in _DROPPED
        self._kept += tag == "pre"
        if tag in _BLOCKS:
            self._parts.append(ITEM if tag in ("ul", "ol") and self._lists else PARAGRAPH)
        elif tag in _LINES:
            self._parts.append(LINE if tag == "br" else ITEM)
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._bullet()
        elif tag == "a":
            self._links.append((clean_text(get("href") or ""), len(self._parts)))
        elif tag == "img" and not self._dropped:
            self._say(get("alt"))
        elif tag in ("td", "th"):
            self._parts.append(" ")
        self._say(element.text)  # type: ignore[attr-defined]

    def _bullet(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._parts.append(f"{self._lists[-1]}. {BULLET}")
        else:
            self._parts.append(f"- {BULLET}")

    def _close(self, element: object) -> None:
        tag = element.tag  # type: ignore[attr-defined]
        self._dropped -= tag in _DROPPED
        self._kept -= tag == "pre"
        if tag in ("ul", "ol"):
            self._lists.pop()
            self._parts.append(ITEM if self._lists else PARAGRAPH)
        elif tag in _BLOCKS:
            self._parts.append(PARAGRAPH)
        elif tag in _LINES and tag != "br":
            self._parts.append(ITEM)
        elif tag == "a":
            self._address(*self._links.pop())

    def _address(self, address: str, start: int) -> None:
        """Add a link's address after its text, if it is a web or mail address that the text does not show."""
        words = "".join(self._parts[start:]).strip()
        if self._dropped or not _WEB.match(address) or address.removeprefix("mailto:") == words:
            return
        self._parts.append(f" ({address})" if words else address)
