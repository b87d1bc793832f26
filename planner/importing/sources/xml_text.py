"""Reads texts and children of XML elements."""

from __future__ import annotations

from planner.domain.cleaning import clean_line
from planner.importing.sources.safe_xml import Element, name_of


def text_of(element: Element, *names: str) -> str:
    """Return the text of the first child with one of the names that has any, in one line."""
    return clean_line(raw_text_of(element, *names))


def raw_text_of(element: Element, *names: str) -> str:
    """Return the unchanged text of the first child with one of the names that has any."""
    for wanted in names:
        for child in element:
            if name_of(child) == wanted:
                text = "".join(child.itertext())
                if text.strip():
                    return text
    return ""


def children(element: Element, *path: str) -> list[Element]:
    """Return all elements at a path of names below an element."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if name_of(child) == name]
    return found
