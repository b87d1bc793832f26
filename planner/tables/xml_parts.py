"""The parsing of the XML in workbooks and documents: without anything from outside, and without keeping it."""

from __future__ import annotations

from typing import Any

SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""The options of lxml's parsers."""


def free(element: Any) -> None:
    """Free the memory of an element that was read, and of those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
