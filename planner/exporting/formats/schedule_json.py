"""Writes ``schedule.json``, valid by the schema of version 1 of voc/schedule.

The object *generator* names the conference. The schema requires an address for each event: an event without a website
has the conference's programme page or website with its guid, or the guid alone. The role of a person is written as in
version 2. People also have the older *public_name*, the only name that some readers know; the schema then allows no
numeric id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urldefrag

from planner import VERSION
from planner.domain.addresses import web_address
from planner.domain.text import clean_text
from planner.domain.value_objects import COLOURS, Role
from planner.exporting.file_names import to_slug
from planner.exporting.formats.schedule import GENERATOR, MARK, TIMESLOT, Schedule, ScheduleDay, ScheduleEvent
from planner.programme.programme import Credit
from planner.programme.release import Release
from planner.wording import Wording

NAME = "schedule.json"
SCHEMA = "https://c3voc.de/schedule/schema.json"
_ZONE = re.compile("[A-Z][a-z]+/[A-Z][a-z]+|UTC$")
"""Matches names of time zones that the schema allows; others are left out, as each time has a UTC offset."""


def schedule_json(release: Release, words: Wording) -> Mapping[str, bytes]:
    """Return a release as ``schedule.json``, by file name, in UTF-8; ``words`` are in the conference's language."""
    told = Schedule(release, words)
    generator = {"name": GENERATOR, "version": VERSION, "url": f"{MARK}{told.conference}"}
    schedule = {"version": told.version, "conference": _conference(told)}
    document = {"$schema": SCHEMA, "generator": generator, "schedule": schedule}
    return {NAME: json.dumps(document, ensure_ascii=False, indent=1).encode()}


def _conference(told: Schedule) -> dict[str, Any]:
    programme = told.programme
    addresses = {
        "url": web_address(programme.website) or web_address(programme.programme_page),
        "logo": web_address(programme.logo_address),
    }
    return {
        "acronym": told.acronym,
        "title": clean_text(programme.title),
        "start": told.days[0].date.isoformat(),
        "end": told.days[-1].date.isoformat(),
        "daysCount": len(told.days),
        "timeslot_duration": TIMESLOT,
        **({"time_zone_name": programme.timezone} if _ZONE.match(programme.timezone) else {}),
        "colors": {"primary": COLOURS.get(programme.colour, COLOURS["royalblue"])},
        **{name: address for name, address in addresses.items() if address},
        "tracks": [
            {"name": clean_text(name), **({"color": colour} if colour else {})} for name, colour in told.tracks.items()
        ],
        "days": [_day(day, told) for day in told.days],
    }


def _day(day: ScheduleDay, told: Schedule) -> dict[str, Any]:
    rooms = {clean_text(room): [_event(event, told) for event in events] for room, events in day.rooms.items()}
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": day.start.isoformat(),
        "day_end": day.end.isoformat(),
        "rooms": rooms,
    }


def _event(event: ScheduleEvent, told: Schedule) -> dict[str, Any]:
    item, programme = event.item, told.programme
    page = web_address(programme.programme_page) or web_address(programme.website)
    return {
        "id": event.number,
        "guid": event.guid,
        "date": event.start.isoformat(),
        "start": f"{event.start:%H:%M}",
        "duration": event.duration,
        "room": clean_text(event.room),
        "slug": "-".join(filter(None, (told.acronym, str(event.number), to_slug(item.title)))),
        "url": web_address(item.website) or (f"{urldefrag(page).url}#{event.guid}" if page else f"{MARK}{event.guid}"),
        "title": clean_text(item.title),
        "subtitle": clean_text(item.subtitle),
        "track": clean_text(item.track),
        "type": event.type,
        "language": clean_text(item.language),
        "abstract": clean_text(item.abstract),
        "description": clean_text(item.description),
        "persons": [_person(credit, told) for credit in item.credits],
        "links": [_link(link.address, link.label) for link in told.links(item)],
    }


def _person(credit: Credit, told: Schedule) -> dict[str, Any]:
    """Return a person of an event: guid, name, role unless a speaker, and biography and links of their profile."""
    said = told.profiles.get(credit.person)
    links = [_link(address, one.label) for one in said.links if (address := web_address(one.address))] if said else []
    return {
        "guid": told.person_guid(credit),
        "name": clean_text(credit.name),
        "public_name": clean_text(credit.name),
        **({} if credit.role is Role.SPEAKER else {"role": credit.role.value}),
        **({"biography": clean_text(said.bio)} if said and said.bio else {}),
        **({"links": links} if links else {}),
    }


def _link(address: str, label: str) -> dict[str, Any]:
    return {"url": address, "title": clean_text(label or address)}
