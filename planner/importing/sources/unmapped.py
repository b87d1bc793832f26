"""Counts the parts of a schedule.xml that are not imported, by their names in the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from planner.importing.sources.safe_xml import Element, name_of


@dataclass(frozen=True, slots=True)
class KnownElement:
    """The parts of an element that are read: its attributes and its children."""

    attributes: frozenset[str] = frozenset()
    children: dict[str, KnownElement] = field(default_factory=dict)


def _known(attributes: str = "", **children: KnownElement) -> KnownElement:
    return KnownElement(frozenset(attributes.split()), children)


_TEXT = _known()
_LINK = _known("href title")
_PERSON = _known("id guid role name", name=_TEXT, biography=_TEXT, bio=_TEXT)
_EVENT = _known(
    "id guid code",
    date=_TEXT, start=_TEXT, duration=_TEXT, room=_TEXT, title=_TEXT, subtitle=_TEXT, type=_TEXT, language=_TEXT,
    abstract=_TEXT, description=_TEXT, url=_TEXT, track=_known("color colour"), persons=_known(person=_PERSON),
    links=_known(link=_LINK), attachments=_known(attachment=_LINK), recording=_known(optout=_TEXT),
)  # fmt: skip
_CONFERENCE = _known(
    title=_TEXT, acronym=_TEXT, subtitle=_TEXT, venue=_TEXT, city=_TEXT, start=_TEXT, end=_TEXT, days=_TEXT,
    day_change=_TEXT, base_url=_TEXT, url=_TEXT, logo=_TEXT, time_zone_name=_TEXT, color=_known("primary"),
    track=_known("name color colour"),
)  # fmt: skip
SCHEDULE = _known(
    conference=_CONFERENCE,
    day=_known("index date start end", room=_known("name capacity seats", event=_EVENT), event=_EVENT),
)
"""All parts of a schedule.xml that are read."""
_UNSAID = frozenset({"schedule", "event"})
"""Elements whose own names are left out of the count, since they do not describe their content."""


def count_unmapped(root: Element) -> Counter[str]:
    """Return the number of non-empty attributes (``room@guid``) and elements (``recording/license``) by name."""
    counts: Counter[str] = Counter()
    pending: list[tuple[Element, KnownElement]] = [(root, SCHEDULE)]
    while pending:
        element, known = pending.pop()
        own = name_of(element)
        for name, value in element.attrib.items():
            if name not in known.attributes and value.strip():
                counts[f"{own}@{name}"] += 1
        for child in element:
            name = name_of(child)
            if name in known.children:
                pending.append((child, known.children[name]))
            elif name and _says_something(child):
                counts[name if own in _UNSAID else f"{own}/{name}"] += 1
    return counts


def _says_something(element: Element) -> bool:
    return bool(len(element) or element.attrib or (element.text or "").strip())
