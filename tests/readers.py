"""Models of attendees: one subscribes to a calendar file, another imports each of its versions.

They read the files themselves and do not use the ledger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.exporting.calendar_reading import read


@dataclass(frozen=True)
class Seen:
    """An entry as an attendee sees it. ``session`` is the mark that the test puts into each session's text."""

    uid: str
    session: str
    title: str
    start: str
    status: str
    sequence: int
    stamp: str
    content: tuple[tuple[str, str], ...]

    @property
    def takes_place(self) -> bool:
        return self.status != "CANCELLED"


def entries(data: bytes) -> dict[str, Seen]:
    """Return the entries of a file by UID."""
    found = [
        Seen(
            uid=event["UID"],
            session=re.findall(r"mark-\w+", event["DESCRIPTION"])[0],
            title=event["SUMMARY"],
            start=event["DTSTART"],
            status=event["STATUS"],
            sequence=int(event["SEQUENCE"]),
            stamp=event["DTSTAMP"],
            content=tuple(line for line in event.lines if line[0] not in ("DTSTAMP", "LAST-MODIFIED")),
        )
        for event in read(data).all("VEVENT")
    ]
    assert len({one.uid for one in found}) == len(found)
    return {one.uid: one for one in found}


@dataclass
class Importer:
    """An attendee who imports each version of a file.

    Only a higher SEQUENCE replaces an entry (RFC 5546 section 2.1.5).
    """

    has: dict[str, Seen] = field(default_factory=dict)

    def read(self, file: dict[str, Seen]) -> None:
        for uid, entry in file.items():
            old = self.has.get(uid)
            if old is None or entry.sequence > old.sequence:
                self.has[uid] = entry


@dataclass
class Reader:
    """The history of everything one file ever said, from its first version on."""

    name: str
    file: dict[str, Seen] = field(default_factory=dict)
    importer: Importer = field(default_factory=Importer)
    said: dict[tuple[str, int], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    highest: dict[str, int] = field(default_factory=dict)
    stamp: str = ""

    def read(self, data: bytes, *, afresh: bool) -> None:
        """Read the next version.

        ``afresh`` marks a new first public version, after which readers of earlier ones do not count.
        """
        self.file = entries(data)
        if afresh:
            self.importer, self.said, self.highest = Importer(), {}, {}
        self.importer.read(self.file)
        for uid, entry in self.file.items():
            assert entry.sequence >= self.highest.get(uid, 0), f"{self.name}: SEQUENCE of {entry.title} fell"
            self.highest[uid] = entry.sequence
            said = self.said.setdefault((uid, entry.sequence), entry.content)
            assert said == entry.content, f"{self.name}: {entry.title} says two things with one SEQUENCE"
            assert entry.stamp >= self.stamp, f"{self.name}: DTSTAMP went back"
        self.stamp = max(entry.stamp for entry in self.file.values())
