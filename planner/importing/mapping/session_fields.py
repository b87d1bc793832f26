"""Reads the cells of a row as the fields of its session; what a field cannot take is said with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from planner.domain.text import Text
from planner.domain.value_objects import Link
from planner.importing.cells.cell_times import TimeColumn, time_in
from planner.importing.cells.contents import count_in
from planner.importing.mapping.records import Record, parts_of, text_of
from planner.importing.vocabulary import is_yes, language_of, status_of

_MARKED_UP = re.compile(r"</(?:p|div|ul|ol|li|strong|em|b|i|a|span|h[1-6])>|<br\s*/?>", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>\"“”]+", re.IGNORECASE)


def session_fields_of(record: Record, title: str, tags: Sequence[str] = ()) -> dict[str, Any]:
    """Return the fields of a row's session; an empty cell makes the field empty.

    The ``title`` has already been read; ``tags`` are additional tags.
    """
    told: dict[str, Any] = {"title": title}
    values = record.values
    fields = record.view.fields if record.column is None else frozenset(values)
    for name, read in _readers(fields):
        value = values.get(name)
        found = read("" if value is None else value)
        if found is not None:
            told[name] = found
    if tags:
        told["tags"] = tuple(dict.fromkeys((*told.get("tags", ()), *tags)))
    if "links" in fields:
        told["links"] = links_in(record.values.get("links"))
    if record.extras or record.view.has_extras:
        told["extra"] = tuple(record.extras)
    return told


@lru_cache(64)
def _readers(fields: frozenset[str]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Return the readers of those fields that do not depend on other cells."""
    return tuple((name, read) for name, read in _CELL_READERS.items() if name in fields)


def prose_of(value: Any) -> str:
    """Return the text of a cell, converted from HTML if a program has written it so."""
    text = text_of(value)
    if not _MARKED_UP.search(text):
        return text
    from planner.importing.html_to_text import html_to_text  # imports lxml

    return html_to_text(text)


def _length_in(value: Any) -> int | None:
    return time_in(value[0] if isinstance(value, tuple) else value, None, TimeColumn.LENGTH).minutes


def yes_in(value: Any) -> bool:
    """Return whether a cell means yes."""
    text = text_of(value).casefold()
    return is_yes(text) or text in ("ja", "j", "x", "✓", "sant", "wahr", "oui")


def _address(value: Any) -> str | None:
    found = links_in(value)
    return found[0].address if found else "" if not text_of(value) else None


def links_in(value: Any) -> tuple[Link, ...]:
    """Return the web addresses in a cell; the other text of a line with one address is its label."""
    return tuple(dict.fromkeys(link for line in text_of(value).splitlines() for link in _links_of_line(line)))


def _links_of_line(line: str) -> list[Link]:
    found = []
    addresses = _WEB_ADDRESS.findall(line)
    for address in addresses:
        whole = f"https://{address}" if address.lower().startswith("www.") else address
        whole = whole.rstrip(".,;)")
        try:
            leads = whole.startswith("mailto:") or bool(urlsplit(whole).netloc)
        except ValueError:
            leads = False
        if leads:
            label = line.replace(address, "").strip(" :–—-()[]<>|,;") if len(addresses) == 1 else ""
            found.append(Link(whole, label.capitalize() if label.isupper() else label))
    return found


_CELL_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("subtitle", "note", "introduction", "cues"), text_of),
    **dict.fromkeys(("abstract", "description"), prose_of),
    **dict.fromkeys(("website", "stream"), _address),
    **dict.fromkeys(("tags", "equipment"), lambda value: parts_of(text_of(value))),
    **dict.fromkeys(("setup", "teardown", "least"), _length_in),
    "language": lambda value: language_of(text_of(value)),
    "audience": lambda value: count_in(text_of(value)),
    **dict.fromkeys(("do_not_record", "pinned"), yes_in),
    "status": lambda value: status_of(text_of(value)),
}
"""Readers for the cells of session fields that do not depend on other cells."""

_NO = frozenset(("no", "n", "nej", "nein", "non", "false", "0", "off", "falskt", "falsch", "-", "–"))
_SWITCHES = ("do_not_record", "pinned")


def unread_in(record: Record, told: dict[str, Any]) -> list[Text]:
    """Return remarks on the cells of a row that the fields they were chosen for cannot take."""
    found = []
    for name in _CELL_READERS.keys() & record.values.keys():
        text = record.text(name)
        switch = name in _SWITCHES and not told.get(name) and text.casefold() not in _NO
        if text and (switch or (name not in _SWITCHES and not told.get(name))):
            found.append(_unread(record, name, text))
    lines = [line for line in record.text("links").splitlines() if len(_WEB_ADDRESS.findall(line)) != 1]
    if rest := _WEB_ADDRESS.sub(" ", " ".join(lines)).strip(" ,;"):
        found.append(_unread(record, "links", rest))
    return sorted(found, key=str)


def _unread(record: Record, name: str, text: str) -> Text:
    return Text("{cell}: “{text}” does not fit there and is left out.", cell=record.cell(name),
                text=" ".join(text.split())[:60])  # fmt: skip
