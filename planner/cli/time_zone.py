"""The time zone of the computer, for a new conference whose own zone is not given."""

from __future__ import annotations

from planner.domain.text import EstradError, Text
from planner.domain.zones import is_place_zone


def machine_zone() -> str:
    """Return the name of this computer's time zone, or an empty string if it is unknown."""
    from babel.localtime import get_localzone

    return str(getattr(get_localzone(), "key", None) or "")


def refuse_zone_without_place(machine: str) -> None:
    """Raise ``EstradError`` if the computer's time zone is unknown or not ``is_place_zone``, as on servers in UTC."""
    if not is_place_zone(machine):
        raise EstradError(
            Text("Nothing says in which time zone the conference is: that of this computer is {zone}.",
                 zone=machine or Text("unknown")),
            Text("Say with --timezone where it is, such as Europe/Stockholm."),
        )  # fmt: skip
