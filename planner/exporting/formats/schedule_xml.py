"""Writes ``schedule.xml``, which apps, screens and video teams read; it is valid by the schema of voc/schedule.

The role of a person who is no speaker, for which the schema has no element, is in a processing instruction, which other
readers ignore. The element *generator* names the conference.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ProcessingInstruction, SubElement

from planner import VERSION
from planner.domain.addresses import web_address
from planner.domain.text import clean_text
from planner.domain.value_objects import COLOURS, Role
from planner.exporting.formats.schedule import GENERATOR, MARK, TIMESLOT, Schedule, ScheduleDay, ScheduleEvent
from planner.programme.programme import Programme
from planner.programme.release import Release
from planner.wording import Wording

NAME = "schedule.xml"
ROLE = "estrad-role"
"""The target of the processing instruction that stands before a person and contains their role."""


def schedule_xml(release: Release, words: Wording) -> Mapping[str, bytes]:
    """Return a release as ``schedule.xml``, by file name, in UTF-8; ``words`` are in the conference's language."""
    told = Schedule(release, words)
    root = Element("schedule")
    SubElement(root, "generator", {"name": GENERATOR, "system": f"{MARK}{told.conference}", "version": VERSION})
    _add_text(root, "version", told.version)
    root.append(_conference(told))
    for day in told.days:
        root.append(_day(day, told))
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return {NAME: data}


def _add_text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean_text(text)


def _conference(told: Schedule) -> Element:
    programme, head = told.programme, Element("conference")
    texts = (
        ("title", programme.title),
        ("acronym", told.acronym),
        ("start", told.days[0].date.isoformat()),
        ("end", told.days[-1].date.isoformat()),
        ("days", str(len(told.days))),
        ("timeslot_duration", TIMESLOT),
        *_addresses(programme),
        ("time_zone_name", programme.timezone),
    )
    for name, text in texts:
        _add_text(head, name, text)
    SubElement(head, "color", {"primary": COLOURS.get(programme.colour, COLOURS["royalblue"])})
    for track, colour in told.tracks.items():
        SubElement(head, "track", {"name": clean_text(track), **({"color": colour} if colour else {})})
    return head


def _addresses(programme: Programme) -> list[tuple[str, str]]:
    """Return the web addresses of the conference with the names of their elements, without empty ones.

    The programme page is the *base_url* of the sessions' addresses if there is a website too, else the *url*.
    """
    page = web_address(programme.website)
    told = (
        ("base_url", web_address(programme.programme_page) if page else ""),
        ("logo", web_address(programme.logo_address)),
        ("url", page or web_address(programme.programme_page)),
    )
    return [(name, address) for name, address in told if address]


def _day(day: ScheduleDay, told: Schedule) -> Element:
    times = {"start": day.start.isoformat(), "end": day.end.isoformat()}
    element = Element("day", {"index": str(day.index), "date": day.date.isoformat(), **times})
    for name, events in day.rooms.items():
        room = SubElement(element, "room", {"name": clean_text(name)})
        for event in events:
            room.append(_event(event, told))
    return element


def _event(event: ScheduleEvent, told: Schedule) -> Element:
    item, element = event.item, Element("event", {"id": str(event.number), "guid": event.guid})
    texts = (
        ("room", event.room),
        ("title", item.title),
        ("subtitle", item.subtitle),
        ("type", event.type),
        ("date", event.start.isoformat()),
        ("start", f"{event.start:%H:%M}"),
        ("duration", event.duration),
        ("abstract", item.abstract),
        ("track", item.track),
        ("language", item.language),
        ("description", item.description),
    )
    for name, text in texts:
        _add_text(element, name, text)
    if page := web_address(item.website):
        _add_text(element, "url", page)
    _add_persons(SubElement(element, "persons"), event, told)
    links = SubElement(element, "links")
    for link in told.links(item):
        SubElement(links, "link", {"href": link.address}).text = clean_text(link.label or link.address)
    return element


def _add_persons(parent: Element, event: ScheduleEvent, told: Schedule) -> None:
    for credit in event.item.credits:
        if credit.role is not Role.SPEAKER:
            parent.append(ProcessingInstruction(ROLE, credit.role.value))
        guid = told.person_guid(credit)
        person = SubElement(parent, "person", {"id": str(told.person_numbers[guid]), "guid": guid})
        person.text = clean_text(credit.name)
