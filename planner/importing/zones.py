"""Chooses the time zone in which a file's times are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from planner.domain.errors import EstradError
from planner.domain.text import N_, Plural, Text
from planner.importing.datetimes import contradicts_zone
from planner.importing.incoming import Incoming, IncomingStart


def key_of_zone(name: str) -> str:
    """Return the name of a time zone, or an empty text if there is no such zone."""
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        return ""


class ZoneOrigin(StrEnum):
    """The origin of the choice of a time zone."""

    SOURCE = "source"
    ASKED = "asked"
    FILE = "file"
    MACHINE = "machine"


_SAID = {
    ZoneOrigin.SOURCE: N_("Times are read in {zone}, as the file says."),
    ZoneOrigin.ASKED: N_("Times are read in {zone}, as asked for."),
    ZoneOrigin.FILE: N_("Times are read in {zone}, the conference's own time zone."),
    ZoneOrigin.MACHINE: N_("Times are read in {zone}, the time zone of this computer."),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone and the origin of its choice."""

    zone: ZoneInfo
    by: ZoneOrigin

    @property
    def says(self) -> Text:
        """The sentence about the zone for the user."""
        return Text(_SAID[self.by], zone=self.zone.key)


@dataclass(frozen=True, slots=True)
class ZoneContradiction:
    """The reason why a zone does not fit the file's times, and the zones that fit all of them."""

    text: Text
    fitting: tuple[str, ...]


def choose_zone(source: str, asked: str = "", file: str = "", machine: str = "") -> Zone:
    """Return the first zone given: the file's, the requested one, the open conference's, this computer's.

    Raise ``EstradError`` if none is given or the name is unknown.
    """
    offered = zip((source, asked, file, machine), ZoneOrigin, strict=True)
    name, by = next(((name, by) for name, by in offered if name), ("", ZoneOrigin.MACHINE))
    try:
        return Zone(ZoneInfo(name), by)
    except (KeyError, ValueError, OSError) as error:
        remedy = Text("Choose one by continent and city, such as Europe/Stockholm.")
        if name:
            raise EstradError(Text("There is no time zone “{name}”.", name=name), remedy) from error
        raise EstradError(Text("Nothing says which time zone the times are in."), remedy) from error


def zone_remarks(zone: Zone, here: ZoneInfo) -> tuple[Text, ...]:
    """Return a remark if the file's times are converted to the conference's zone."""
    if zone.zone.key == here.key:
        return ()
    return (Text("The times are converted to {zone}, the conference's own time zone.", zone=here.key),)


def zone_warnings(incoming: Incoming, zone: Zone) -> tuple[Text, ...]:
    """Return warnings if the file's UTC offsets differ from the zone's."""
    astray = _astray(incoming, zone.zone)
    walls = sum(1 for begin in astray if begin.is_wall_clock)
    found = []
    if walls:
        found.append(
            Plural("{n} time in the file is counted from UTC otherwise than {zone} does; its clock time is taken.",
                   "{n} times in the file are counted from UTC otherwise than {zone} does; their clock times are "
                   "taken.", walls, zone=zone.zone.key)
        )  # fmt: skip
    if len(astray) > walls:
        found.append(
            Text("The file counts its times from UTC otherwise than {zone} does. They are converted; "
                 "if they look wrong, choose the time zone of the place.", zone=zone.zone.key)
        )  # fmt: skip
    return tuple(found)


def contradiction(incoming: Incoming, zone: Zone) -> ZoneContradiction | None:
    """Return why the zone does not fit the file's times; None if it may fit, or if the file or the user has chosen it.

    A few times that fit no zone are treated as mistakes.
    """
    astray = _astray(incoming, zone.zone) if zone.by not in (ZoneOrigin.SOURCE, ZoneOrigin.ASKED) else []
    if not astray:
        return None
    fitting = _fitting(incoming, zone.zone.key)
    if not fitting and len(astray) * 2 <= sum(1 for begin in _begins(incoming) if begin.at.tzinfo):
        return None
    text = Plural(
        "The file's times are not those of {zone}: {n} of them, such as {example}, is counted from UTC otherwise.",
        "The file's times are not those of {zone}: {n} of them, such as {example}, are counted from UTC otherwise.",
        len(astray), zone=zone.zone.key, example=astray[0].at.isoformat(timespec="minutes"),
    )  # fmt: skip
    return ZoneContradiction(text, fitting)


def _fitting(incoming: Incoming, near: str) -> tuple[str, ...]:
    """Return the zones whose offsets fit all of the file's times.

    Those of the continent of ``near`` come first, and names kept for backward compatibility last.
    """
    alike = {
        (b.at.date(), b.at.utcoffset(), None if b.start is None else b.start - (b.at.hour * 60 + b.at.minute)): b
        for b in _begins(incoming)
    }
    continent, old_names = near.partition("/")[0], get_global("zone_aliases")
    names = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    fitting = (name for name in names if not any(contradicts_zone(begin, ZoneInfo(name)) for begin in alike.values()))
    return tuple(sorted(fitting, key=lambda n: (n.partition("/")[0] != continent, n in old_names, n)))


def _astray(incoming: Incoming, zone: ZoneInfo) -> list[IncomingStart]:
    return [begin for begin in _begins(incoming) if contradicts_zone(begin, zone)]


def _begins(incoming: Incoming) -> list[IncomingStart]:
    return [session.begin for session in incoming.sessions if session.begin]
