"""Finds time zones by IANA name or city, sorts them for a choice, and proposes one for a new conference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from planner.domain.languages import LANGUAGES
from planner.domain.search import folded
from planner.domain.text import EstradError, Text

CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
USUAL = "Europe/Stockholm"
"""The zone proposed by default: that of the sample and of most first users."""
NOWHERE = ("UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Zulu", "Universal", "Greenwich", "Factory")
POPULOUS = (
    *("Asia/Kolkata", "Asia/Shanghai", "Asia/Jakarta", "Asia/Karachi", "Africa/Lagos", "America/Sao_Paulo"),
    *("Asia/Dhaka", "America/New_York", "Europe/Moscow", "Africa/Addis_Ababa", "America/Mexico_City", "Asia/Tokyo"),
    *("Africa/Cairo", "Asia/Manila", "Africa/Kinshasa", "Asia/Ho_Chi_Minh", "America/Chicago", "Asia/Tehran"),
    *("Europe/Istanbul", "Europe/Berlin", "Asia/Bangkok", "Europe/London", "Africa/Dar_es_Salaam", "Europe/Paris"),
    *("Africa/Johannesburg", "Europe/Rome", "Africa/Nairobi", "America/Los_Angeles", "Asia/Yangon", "America/Bogota"),
    *("Asia/Seoul", "Africa/Khartoum", "Africa/Kampala", "Europe/Madrid", "Africa/Algiers", "Asia/Baghdad"),
    *("America/Argentina/Buenos_Aires", "Asia/Kabul", "Asia/Aden", "America/Toronto", "Europe/Warsaw"),
    *("Africa/Casablanca", "Europe/Kyiv", "Africa/Luanda", "Asia/Tashkent", "Asia/Kuala_Lumpur", "Africa/Maputo"),
    *("Africa/Accra", "America/Lima", "Asia/Riyadh", "Indian/Antananarivo", "Africa/Abidjan", "Asia/Kathmandu"),
    *("Africa/Douala", "America/Caracas", "Africa/Niamey", "Australia/Sydney", "Asia/Pyongyang", "America/Denver"),
)
"""The main zones of the countries with more than 26 million people, the most populous first.

The numbers are from World Population Prospects 2024 (United Nations). Each of the four zones of the United States
counts with the people in it.
"""
_WINTER, _SUMMER = datetime(2024, 1, 15), datetime(2024, 7, 15)


def find_zone_name(typed: str) -> str:
    """Return the IANA name of a zone from a typed name, or its city in one of ``LANGUAGES``: Stockholm, Köpenhamn.

    Upper and lower case, accents and underscores do not matter. Of several names for the same clocks (Europe/Istanbul,
    Asia/Istanbul) prefer the European one, or else the shortest. Raise ``EstradError`` if the name is unknown or
    ambiguous.
    """
    name = typed.strip()
    if name in available_timezones():
        return name
    same = _zones_by_key().get(_search_key(name), ())
    found = sorted(same, key=lambda zone: (not zone.startswith("Europe/"), len(zone), zone))
    if found and len({_utc_offsets(zone) for zone in found}) == 1:
        return found[0]
    remedy = Text("Type a city or a name such as Stockholm or Europe/Stockholm.")
    if found:
        raise EstradError(
            Text("“{name}” may be several time zones: {names}.", name=name, names=", ".join(found)), remedy
        )
    raise EstradError(Text("There is no time zone “{name}”.", name=name), remedy)


def time_zone(name: str) -> ZoneInfo:
    """Return the time zone with an IANA name; raise ``EstradError`` if this computer knows no zone of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise EstradError(
            Text("There is no time zone “{name}”.", name=name),
            Text("Set the conference's time zone to a name such as Europe/Stockholm."),
        ) from error


def zones_likely_first(names: Iterable[str], near: str) -> tuple[str, ...]:
    """Return zones in the order in which they are offered.

    Those on the continent of ``near``, if it is on one, come before the others. In both groups the zones with most
    people come first, then the rest by name, and last the names that are kept for old systems.
    """
    from babel import core  # imported only when zones are offered

    continent, old_names = near.partition("/")[0], core.get_global("zone_aliases")
    rank = {zone: n for n, zone in enumerate(POPULOUS)}
    near_by = {name: name.partition("/")[0] == continent and continent in CONTINENTS for name in names}
    return tuple(sorted(near_by, key=lambda n: (not near_by[n], rank.get(n, len(rank)), n in old_names, n)))


def is_place_zone(zone: str) -> bool:
    """Return whether this is the name of a known time zone that is not in ``NOWHERE`` or ``Etc/``."""
    return zone in available_timezones() and not zone.startswith("Etc/") and zone not in NOWHERE


def proposed_zone(machine: str) -> str:
    """Return the zone proposed for a new conference: the machine's if ``is_place_zone``, or else ``USUAL``."""
    return machine if is_place_zone(machine) else USUAL


@cache
def _zones_by_key() -> dict[str, frozenset[str]]:
    """Return the zones by the normalised forms of their names and of their cities, also in each of ``LANGUAGES``."""
    from babel import Locale  # imported only when somebody types a city

    found: dict[str, set[str]] = {}
    known = available_timezones()
    for zone in known:
        found.setdefault(_search_key(zone), set()).add(zone)
        if zone.split("/")[0] in CONTINENTS:
            found.setdefault(_search_key(zone.rpartition("/")[2]), set()).add(zone)
    for language in LANGUAGES.values():
        for zone, said in Locale.parse(language.locale_without_country).time_zones.items():
            if zone in known and "city" in said:
                found.setdefault(_search_key(said["city"]), set()).add(zone)
    return {key: frozenset(zones) for key, zones in found.items()}


def _search_key(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").split())


def _utc_offsets(zone: str) -> tuple[object, object]:
    return tuple(ZoneInfo(zone).utcoffset(when) for when in (_WINTER, _SUMMER))  # type: ignore[return-value]
