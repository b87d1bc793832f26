"""Look up time zones by their IANA name or by a city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from planner.domain.search import folded
from planner.domain.text import EstradError, Text

CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
USUAL = "Europe/Stockholm"
"""The zone proposed by default: that of the sample and of most first users."""
NOWHERE = ("UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich")
_WINTER, _SUMMER = datetime(2024, 1, 15), datetime(2024, 7, 15)


def zone_named(typed: str) -> str:
    """Return the IANA name of a zone typed in any case, or as a city in English or Swedish: Stockholm, Köpenhamn.

    Of several names for the same clocks (Europe/Istanbul, Asia/Istanbul) prefer the European one, or else the shortest.
    Raise ``EstradError`` if the name is unknown or ambiguous.
    """
    name = typed.strip()
    if name in available_timezones():
        return name
    key = _key(name)
    found = sorted(_by_key().get(key, ()), key=lambda zone: (not zone.startswith("Europe/"), len(zone), zone))
    if found and len({_clocks(zone) for zone in found}) == 1:
        return found[0]
    remedy = Text("Type a city or a name such as Stockholm or Europe/Stockholm.")
    if found:
        names = ", ".join(found)
        raise EstradError(Text("“{name}” may be several time zones: {names}.", name=name, names=names), remedy)
    raise EstradError(Text("There is no time zone “{name}”.", name=name), remedy)


def time_zone(name: str) -> ZoneInfo:
    """Return the time zone with an IANA name; raise ``EstradError`` if this computer knows none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise EstradError(
            Text("There is no time zone “{name}”.", name=name),
            Text("Set the conference's time zone to a name such as Europe/Stockholm."),
        ) from error


def zones() -> tuple[str, ...]:
    """Return the names of all zones in alphabetical order."""
    return tuple(sorted(available_timezones()))


def proposed_zone(machine: str) -> str:
    """Return the zone proposed for a new conference: the machine's, or ``USUAL`` if that is no place, such as UTC."""
    place = machine in available_timezones() and not machine.startswith("Etc/") and machine not in NOWHERE
    return machine if place else USUAL


@cache
def _by_key() -> dict[str, frozenset[str]]:
    """Return the zones by the normalised form of their names and cities."""
    found: dict[str, set[str]] = {}
    for zone in available_timezones():
        found.setdefault(_key(zone), set()).add(zone)
        if zone.split("/")[0] in CONTINENTS:
            found.setdefault(_key(zone.rpartition("/")[2]), set()).add(zone)
    for zone, city in _translated():
        found.setdefault(_key(city), set()).add(zone)
    return {key: frozenset(zones) for key, zones in found.items()}


def _translated() -> Iterator[tuple[str, str]]:
    """Yield the zones with a translated city name in English or Swedish, and that name, from CLDR."""
    from babel import Locale  # imported only when somebody types a city

    known = available_timezones()
    for language in ("en", "sv"):
        for zone, said in Locale.parse(language).time_zones.items():
            if zone in known and "city" in said:
                yield zone, said["city"]


def _key(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").split())


def _clocks(zone: str) -> tuple[object, object]:
    return tuple(ZoneInfo(zone).utcoffset(when) for when in (_WINTER, _SUMMER))  # type: ignore[return-value]
