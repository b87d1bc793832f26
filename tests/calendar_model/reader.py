"""What attendees have of a calendar file: who subscribes has the file, who imports keeps what came before.

Importers differ in when an entry replaces the one with its UID. The four rules here are those of real programs. The
files are read by the strict reader of ``tests/readers.py``, which shares no code with the product.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.readers import Component, read

LONGEST_LINE = 75
"""Octets of a content line, without its end (RFC 5545 section 3.1)."""


@dataclass(frozen=True)
class Entry:
    """An entry of a calendar. ``mark`` is what the model put into the session's abstract to know it again, or into the
    description of a block, whose entry also tells those of its sessions.
    """

    uid: str
    mark: str
    title: str
    start: str
    end: str
    place: str
    status: str
    sequence: int
    stamp: str
    modified: str

    @property
    def takes_place(self) -> bool:
        return self.status != "CANCELLED"

    @property
    def said(self) -> tuple[str, ...]:
        """What an attendee reads, without the bookkeeping."""
        return (self.mark, self.title, self.start, self.end, self.place, self.status)


Rule = Callable[[Entry, Entry], bool]
RULES: dict[str, Rule] = {
    "RFC 5546": lambda old, new: (new.sequence, new.stamp) > (old.sequence, old.stamp),
    "SEQUENCE": lambda old, new: new.sequence > old.sequence,
    "SEQUENCE and LAST-MODIFIED": lambda old, new: (new.sequence, new.modified) > (old.sequence, old.modified),
    "replace": lambda old, new: True,
}
"""By its name, whether an importer that has an entry takes a new one with its UID (RFC 5546 section 2.1.5)."""


def parsed(data: bytes) -> tuple[Component, dict[str, Entry]]:
    """Return a calendar and its entries by UID; fail where it is not strictly what RFC 5545 says."""
    assert max(map(len, data.split(b"\r\n"))) <= LONGEST_LINE
    calendar = read(data)
    entries = [_entry(event) for event in calendar.all("VEVENT")]
    assert len({entry.uid for entry in entries}) == len(entries), "a UID twice"
    return calendar, {entry.uid: entry for entry in entries}


def _entry(event: Component) -> Entry:
    marks = set(re.findall(r"mark-\w+", event["DESCRIPTION"]))
    (mark,) = {one for one in marks if one.startswith("mark-b")} or marks
    return Entry(
        event["UID"], mark, event["SUMMARY"], event["DTSTART"], event["DTEND"], _place(event), event["STATUS"],
        int(event["SEQUENCE"]), event["DTSTAMP"], event["LAST-MODIFIED"],
    )  # fmt: skip


def _place(event: Component) -> str:
    return event["LOCATION"] if "LOCATION" in event.names else ""


@dataclass
class Address:
    """One calendar file at its address, all that it ever said, and all who follow it."""

    name: str
    file: dict[str, Entry] = field(default_factory=dict)
    importers: dict[str, dict[str, Entry]] = field(default_factory=lambda: {rule: {} for rule in RULES})
    highest: dict[str, Entry] = field(default_factory=dict)
    modified: str = ""

    def publish(self, data: bytes) -> Iterator[str]:
        """Let everybody read the next version of the file; yield what is wrong with how it goes on from the last."""
        calendar, self.file = parsed(data)
        if calendar["LAST-MODIFIED"] < self.modified:
            yield f"LAST-MODIFIED of the calendar went back from {self.modified} to {calendar['LAST-MODIFIED']}"
        self.modified = max(self.modified, calendar["LAST-MODIFIED"])
        for uid, entry in self.file.items():
            yield from self._goes_on(self.highest.get(uid, entry), entry)
            self.highest[uid] = entry
        for rule, has in self.importers.items():
            for uid, entry in self.file.items():
                if uid not in has or RULES[rule](has[uid], entry):
                    has[uid] = entry

    def _goes_on(self, old: Entry, new: Entry) -> Iterator[str]:
        for what in ("sequence", "stamp", "modified"):
            if getattr(new, what) < getattr(old, what):
                yield f"{what} of “{new.title}” went back from {getattr(old, what)} to {getattr(new, what)}"
        if new.sequence == old.sequence and new.said != old.said:
            yield f"“{new.title}” says something else with the same SEQUENCE"

    def followers(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield who follows the address, with the entries that take place for them."""
        everybody = {"the subscriber": self.file} | {
            f"who imports by {rule}": has for rule, has in self.importers.items()
        }
        for who, has in everybody.items():
            yield who, [entry for entry in has.values() if entry.takes_place]
