"""Reads calendars in XML (xCal: RFC 6321, and as Pentabarf, frab and pretalx write them) as iCalendar's components."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from planner.domain.long_task import LongTask
from planner.domain.text import clean_line
from planner.importing.incoming import Incoming
from planner.importing.sources.calendars import read_components
from planner.importing.sources.content_lines import CALENDAR, EVENT, ZONE, Component, ContentLine
from planner.importing.sources.first_bytes import not_a_schedule, other_root
from planner.importing.sources.safe_xml import Element, name_of, read_document
from planner.tables.opened_file import OpenedFile

_COMPONENTS = {CALENDAR, EVENT, ZONE, "STANDARD", "DAYLIGHT", "VALARM", "VTODO", "VJOURNAL", "VFREEBUSY"}
_AROUND = {"PROPERTIES", "COMPONENTS"}
_OF_PENTABARF = {"TITLE": "SUMMARY", "START": "DTSTART", "END": "DTEND", "LANGUAGE-CODE": "LANGUAGE",
                 "X-WR-CALDESC": "NAME"}  # fmt: skip
"""Properties as Pentabarf calls them, which say more than those of the standard, and precede them."""
_LENGTH = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}){0,2}")


def read_xcal(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar in XML; raise ``EstradError`` if it has no event."""
    root, remarks = yield from read_document(opened)
    if name_of(root).casefold() != "icalendar":
        raise not_a_schedule(other_root(name_of(root)), opened.path, root.sourceline)
    components: list[Component] = []
    _collect(root, None, components)
    return (yield from read_components(opened, components, remarks))


def _collect(element: Element, outer: Component | None, found: list[Component]) -> None:
    """Add the components in an element to those found, and its properties to the ``outer`` component."""
    for child in element:
        name = name_of(child).upper()
        if name in _COMPONENTS:
            calendar = outer if outer is None or outer.name == CALENDAR else outer.calendar
            made = Component(name, child.sourceline or 0, calendar)
            if outer:
                outer.inside.append(made)
            found.append(made)
            _collect(child, made, found)
        elif name in _AROUND:
            _collect(child, outer, found)
        elif outer and name:
            line = ContentLine(child.sourceline or 0, _line(child, name))
            outer.lines.insert(0 if name in _OF_PENTABARF else len(outer.lines), line)


def _line(element: Element, name: str) -> str:
    """Return a property as a content line."""
    parameters = {name_of(one).upper(): _text(one) for said in element if name_of(said) == "parameters" for one in said}
    values = [_text(one) for one in element if name_of(one) not in ("", "parameters")]
    value = ",".join(map(_escaped, values)) if values else _text(element)
    name = _OF_PENTABARF.get(name, name)
    if name in ("DTSTART", "DTEND"):
        value = _time(value, parameters)
    elif name == "DURATION" and (found := _LENGTH.fullmatch(value)):
        value = f"PT{found[1]}H{found[2]}M"
    elif name == "RRULE":
        value = ";".join(f"{name_of(part).upper()}={_text(part)}" for recur in element for part in recur)
    elif name == "TZOFFSETTO":
        value = value.replace(":", "")
    elif name == "ATTENDEE" and "CN" not in parameters:
        parameters["CN"] = clean_line(value)
    elif not values and name != "CATEGORIES":
        value = _escaped(value)
    told = "".join(f';{key}="{text}"' for key, text in parameters.items() if '"' not in text)
    return f"{name}{told}:{value}"


def _time(value: str, parameters: dict[str, str]) -> str:
    """Return a date and time of ISO 8601 as iCalendar writes it; a UTC offset becomes the name of its zone."""
    with suppress(ValueError):
        at = datetime.fromisoformat(re.sub(r"(?<=\d) ([+-])", r"\1", value))
        if len(value) <= len("2024-04-25"):
            return f"{at:%Y%m%d}"
        if at.tzinfo and not value.endswith("Z"):
            parameters["TZID"] = f"{at:%z}"
        return f"{at:%Y%m%dT%H%M%S}" + "Z" * value.endswith("Z")
    return value


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")
