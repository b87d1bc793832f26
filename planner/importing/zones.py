"""Whose time zone a file's times are in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.domain.errors import EstradError
from planner.domain.text import N_, Text
from planner.importing.incoming import Incoming
from planner.importing.moments import strays


class ZoneFrom(StrEnum):
    """Who said which time zone it is."""

    SOURCE = "source"
    ASKED = "asked"
    FILE = "file"
    MACHINE = "machine"


_SAID = {
    ZoneFrom.SOURCE: N_("Times are read in {zone}, as the file says."),
    ZoneFrom.ASKED: N_("Times are read in {zone}, as asked for."),
    ZoneFrom.FILE: N_("Times are read in {zone}, the conference's own time zone."),
    ZoneFrom.MACHINE: N_("Times are read in {zone}, the time zone of this computer."),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone and who said so."""

    zone: ZoneInfo
    by: ZoneFrom

    @property
    def says(self) -> Text:
        """The sentence about it."""
        return Text(_SAID[self.by], zone=self.zone.key)


def choose_zone(source: str, asked: str = "", file: str = "", machine: str = "") -> Zone:
    """The first zone that is told: the file's, the asked for, the open conference's, this computer's.

    Raises ``EstradError`` where there is none, or no such.
    """
    offered = zip((source, asked, file, machine), ZoneFrom, strict=True)
    name, by = next(((name, by) for name, by in offered if name), ("", ZoneFrom.MACHINE))
    try:
        return Zone(ZoneInfo(name), by)
    except (KeyError, ValueError, OSError) as error:
        remedy = Text("Choose one by continent and city, such as Europe/Stockholm.")
        if name:
            raise EstradError(Text("There is no time zone “{name}”.", name=name), remedy) from error
        raise EstradError(Text("Nothing says which time zone the times are in."), remedy) from error


def zone_remarks(incoming: Incoming, zone: Zone, here: ZoneInfo) -> tuple[Text, ...]:
    """What whoever imports should know about the times."""
    found = []
    if zone.zone.key != here.key:
        found.append(Text("The times are converted to {zone}, the conference's own time zone.", zone=here.key))
    if any(session.begin and strays(session.begin, zone.zone) for session in incoming.sessions):
        found.append(
            Text("The file counts its times from UTC otherwise than {zone} does. They are converted; "
                 "if they look wrong, choose the time zone of the place.", zone=zone.zone.key)
        )  # fmt: skip
    return tuple(found)
