"""Reads calendars: iCalendar files (``.ics``), and xCal as Pentabarf, frab and pretalx write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import N_, EstradError, Plural, Text
from planner.domain.value_objects import COLOURS
from planner.importing.html_to_text import html_to_text
from planner.importing.incoming import LONGEST_NAME, Incoming, filled, most_frequent_first, namespace_of, read_each
from planner.importing.sources.calendar_collector import CalendarCollector
from planner.importing.sources.content_lines import (
    CALENDAR,
    EVENT,
    ZONE,
    Component,
    ContentLine,
    components_of,
    read_lines,
)
from planner.importing.sources.ics_event import AroundEvent, CalendarEventReader
from planner.importing.sources.ics_times import FileZone, known_zone, zones_of
from planner.importing.sources.json_rows import whole_address
from planner.importing.sources.safe_xml import Element, name_of, read_document
from planner.tables.opened_file import OpenedFile, too_large

MOST_EVENTS = 5_000
_OF_ZONES = (ZONE, "STANDARD", "DAYLIGHT")
FROM_A_CALENDAR = Text("Choose a calendar with events in it, as an .ics file.")
_COPY = re.compile(r"(?:[ _-]*\(\d+\))+$")
_OF_PENTABARF = {"TITLE": "SUMMARY", "START": "DTSTART", "END": "DTEND", "X-WR-CALDESC": "NAME"}
"""Properties as Pentabarf calls them, which say more than those of the standard below them."""


def read_ics(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar; raise ``EstradError`` if it has no event."""
    lines, remarks = yield from read_lines(opened.data)
    return (yield from _read_lines(opened, lines, remarks))


def _read_lines(
    opened: OpenedFile, lines: tuple[ContentLine, ...], remarks: tuple[Text, ...]
) -> LongTask[Incoming]:  # fmt: skip
    """Return the content of a calendar by its lines; raise ``EstradError`` if none begins an event."""
    components = yield from components_of(lines)
    first_line = lines[0][0] if lines else 1
    events = [component for component in components if component.name == EVENT]
    if not events:
        raise _no_event(opened, components, first_line)
    if len(events) > MOST_EVENTS:
        raise too_large(opened.path)
    calendars = [one for one in components if one.name == CALENDAR]
    zones = zones_of(components)
    reader = CalendarEventReader(zones)
    reader.unmapped.update(
        one.name[:60] for one in components if one.name not in (CALENDAR, EVENT, "VALARM", *_OF_ZONES)
    )
    around = {id(one): _around(one, zones) for one in calendars}
    read, refused = yield from read_each(
        events,
        lambda one: reader.read(one, around.get(id(one.calendar)) or AroundEvent()),
        lambda one: (one.line, one.short("SUMMARY"), ""),
    )
    yield Progress(1, 2)
    first = calendars[0] if calendars else Component(CALENDAR, first_line)
    calendar = around.get(id(first)) or AroundEvent()
    name = first.short("NAME", "X-WR-CALNAME", "SUMMARY")[:LONGEST_NAME].strip()
    head = Incoming(
        name=opened.name,
        namespace=namespace_of(name, _COPY.sub("", opened.path.stem), "calendar"),
        conference=_conference(first, name, calendar),
        zone=calendar.zone.key if calendar.zone and not reader.times.unknown else "",
        refused=tuple(refused),
        unmapped=most_frequent_first(+reader.unmapped),
        remarks=remarks,
        warnings=_warnings(reader.times.unknown, len(calendars)),
    )
    return (yield from CalendarCollector(head, read, ours=calendar.ours).incoming())


def _no_event(opened: OpenedFile, components: list[Component], line: int) -> EstradError:
    """Return the error for a calendar that contains no events, but something else or nothing."""
    others = [one for one in components if one.name not in (CALENDAR, *_OF_ZONES)]
    said = N_("“{name}” holds no event (VEVENT), but {what}.") if others else N_("“{name}” holds no event (VEVENT).")
    what = next((one.name[:40] for one in others), "")
    line = next((one.line for one in others or components), line)
    return EstradError(Text(said, name=opened.name, what=what), FROM_A_CALENDAR, file=opened.path, line=line)


def _around(calendar: Component, zones: Mapping[str, FileZone]) -> AroundEvent:
    """Return the facts in a calendar that apply to all its events; the zone may be the only one it describes."""
    only = [one.known for one in zones.values()] if len(zones) == 1 else [None]
    zone = known_zone(calendar.text("X-WR-TIMEZONE", "TIMEZONE-ID")) or only[0]
    return AroundEvent(calendar.text("PRODID"), zone, calendar.text("METHOD").strip().upper() == "CANCEL")


def _conference(first: Component, name: str, calendar: AroundEvent) -> dict[str, str]:
    """Return what a calendar says of its conference."""
    about = "" if calendar.ours else html_to_text(first.text("X-WR-CALDESC", "DESCRIPTION"))
    return filled(
        title=name,
        website=whole_address(first.short("URL")),
        colour=first.short("COLOR") if first.short("COLOR") in COLOURS else "",
        description=about if about != name else "",
    )


def _warnings(unknown: Mapping[str, int], calendars: int) -> tuple[Text, ...]:
    """Return the warnings about unknown zones, by the line of their first use, and about several calendars."""
    zones = (
        Text("Nobody knows the time zone “{name}” of line {line}; say which one it is.", name=name[:60], line=line)
        for name, line in unknown.items()
    )
    several = Plural("The file holds {n} calendar; its events are taken together.",
                     "The file holds {n} calendars; the events of all are taken together.", calendars)  # fmt: skip
    return (*zones, several) if calendars > 1 else tuple(zones)


# calendars in XML ------------------------------------------------------------------------------------------


def read_xcal(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the content of a calendar in XML as Pentabarf wrote it; raise ``EstradError`` if it has no event."""
    root, remarks = yield from read_document(opened, "icalendar")
    return (yield from _read_lines(opened, tuple(_lines_in(root)), remarks))


def _lines_in(element: Element) -> Iterator[ContentLine]:
    """Yield what is in an element as lines of iCalendar."""
    for child in element:
        line, name = child.sourceline or 0, name_of(child).upper()
        if name in (CALENDAR, EVENT):
            yield line, f"BEGIN:{name}"
            yield from _lines_in(child)
            yield line, f"END:{name}"
        elif name:
            value = re.sub(r"([\\;])", r"\\\1", "".join(child.itertext()).strip()).replace("\n", "\\n")
            yield line, f"{_OF_PENTABARF.get(name, name)}:{value}"
