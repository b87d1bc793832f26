"""The conferences that are open in the pictures: how the command line makes each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

NOW = "2024-04-25T08:20"
"""The time at which all pictures are taken, in UTC: the sample's own day, in the morning."""
FIRST_ID = 1_000_000
"""Each process counts its ids from another million, so that none comes twice in a file."""
SHARED = Path(os.environ.get("ESTRAD_SHARED") or Path(__file__).resolve().parents[3].parent / "shared")
"""Large data beside the project, by the rule of ``tests/shared_data.py``."""


@dataclass(frozen=True, slots=True)
class Made:
    """The making of a conference: calls of the command line with ``{file}``, ``{data}`` (this folder) and ``{source}``,
    which is a file of the shared data; in a language.
    """

    calls: tuple[tuple[str, ...], ...]
    source: Path | None = None
    language: str = "en"

    @property
    def missing(self) -> str:
        """The reason why it cannot be made here; empty if it can."""
        if self.source is None or self.source.exists():
            return ""
        return f"there is no {self.source.name} in {self.source.parent}; ESTRAD_SHARED names another folder"


def _new(title: str, *more: str, day: str = "2024-04-25", zone: str = "Europe/Stockholm") -> tuple[str, ...]:
    return "new", "{file}", "--title", title, "--date", day, "--timezone", zone, *more


def _takes(name: str) -> tuple[str, ...]:
    return "import", "{file}", "{data}/" + name


def _set(*words: str) -> tuple[str, ...]:
    return "set", "{file}", *words


SAMPLE = ("sample", "{file}")
CONFERENCES = {
    "empty": Made((_new("An Empty Conference", "--room", "Hall", "--room", "Lab"),)),
    "sample": Made((SAMPLE,)),
    "full-en": Made((("sample", "{file}", "--full"),)),
    "full-sv": Made((("sample", "{file}", "--full"),), language="sv"),
    "sixteen": Made((_new("Sixteen Sessions"), _takes("sixteen.csv"))),
    "academic": Made((_new("Trust and Cameras"), _takes("academic.csv"))),
    "two-blocks": Made(
        (
            SAMPLE,
            (
                "add",
                "{file}",
                "block",
                "Förmiddag",
                "day",
                "2024-04-25",
                "start",
                "09:15",
                "minutes",
                "165",
                "room",
                "Sal A, Sal B",
            ),
            (
                "add",
                "{file}",
                "block",
                "Eftermiddag",
                "day",
                "2024-04-25",
                "start",
                "13:00",
                "minutes",
                "140",
                "room",
                "Sal A, Sal B",
            ),
            *(_set("block", name, "chair", "Stefan Singman") for name in ("Förmiddag", "Eftermiddag")),
            *(_set("session", str(number), "block", "Förmiddag") for number in (3, 5, 6, 7, 8)),
            *(_set("session", str(number), "block", "Eftermiddag") for number in (10, 11, 13)),
        )
    ),
    "clashes": Made((_new("Five at Once"), _takes("clashes.csv"))),
    "guests": Made((_new("Guests of a Year", "--until", "2024-04-26"), _takes("guests.csv"))),
    "sent": Made(
        (
            SAMPLE,
            ("publish", "{file}", "--first"),
            ("shift", "{file}", "3", "10"),
            ("unplace", "{file}", "13"),
            ("place", "{file}", "17", "--day", "2024-04-25", "--start", "15:00", "--room", "Sal B"),
            _set("session", "3", "abstract", "Ny.", "room", "Sal B"),
            _set("session", "7", "speaker", "Stefan Singman"),
            _set("session", "8", "title", "Integritet eller behov?", "tags", "juridik"),
            *(_set("session", str(number), "abstract", "Mer.") for number in (2, 4, 9, 10, 12, 14)),
            _set("venue", "directions", "Tåg till Stockholm C."),
        )
    ),
    "fosdem": Made(
        (
            _new("FOSDEM 2019", "--until", "2019-02-03", day="2019-02-02", zone="Europe/Brussels"),
            ("import", "{file}", "{source}"),
        ),
        SHARED / "data" / "schedule_xml" / "fosdem-2019.xml",
    ),
}
