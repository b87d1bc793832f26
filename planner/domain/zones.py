"""Time zones as people call them: by the IANA name, or by the city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from planner.domain.errors import EstradError
from planner.domain.finding import folded
from planner.domain.text import Text

CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
USUAL = "Europe/Stockholm"
"""What is proposed where nothing tells: the sample's zone, and that of most who begin."""
NOWHERE = ("UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich")
_WINTER, _SUMMER = datetime(2024, 1, 15), datetime(2024, 7, 15)


def zone_named(typed: str) -> str:
    """The IANA name of a zone, typed as that in any case, or as its city in English or Swedish: Stockholm, Köpenhamn.

    Of several names for the same clocks (Europe/Istanbul, Asia/Istanbul) it is the European one, else the shortest.
    Raises ``EstradError`` for what is none, or not clearly one.
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


def zones() -> tuple[str, ...]:
    """The names of all zones, by the alphabet."""
    return tuple(sorted(available_timezones()))


def proposed_zone(machine: str) -> str:
    """The zone of a new conference: the machine's, unless that is none of a place, as where it runs in UTC."""
    place = machine in available_timezones() and not machine.startswith("Etc/") and machine not in NOWHERE
    return machine if place else USUAL


@cache
def _by_key() -> dict[str, frozenset[str]]:
    """The zones by how their names and cities compare."""
    found: dict[str, set[str]] = {}
    for zone in available_timezones():
        found.setdefault(_key(zone), set()).add(zone)
        if zone.split("/")[0] in CONTINENTS:
            found.setdefault(_key(zone.rpartition("/")[2]), set()).add(zone)
    for zone, city in _translated():
        found.setdefault(_key(city), set()).add(zone)
    return {key: frozenset(zones) for key, zones in found.items()}


def _translated() -> Iterator[tuple[str, str]]:
    """The cities that English or Swedish calls otherwise, from CLDR."""
    from babel import Locale  # read only when somebody types a city

    known = available_timezones()
    for language in ("en", "sv"):
        for zone, said in Locale.parse(language).time_zones.items():
            if zone in known and "city" in said:
                yield zone, said["city"]


def _key(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").split())


def _clocks(zone: str) -> tuple[object, object]:
    return tuple(ZoneInfo(zone).utcoffset(when) for when in (_WINTER, _SUMMER))  # type: ignore[return-value]
