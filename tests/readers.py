"""Models of attendees: one subscribes to a calendar file, another imports each of its versions.

They read the files by a small strict reader that shares no code with the writer under test, and do not use the ledger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Component:
    """A component: its content lines in order, as (name with parameters, unescaped value), and its components."""

    name: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """Return the value of a property that occurs exactly once, whatever its parameters."""
        (found,) = (value for key, value in self.lines if key.split(";")[0] == name)
        return found

    @property
    def names(self) -> list[str]:
        """The names of the properties, in order."""
        return [key.split(";")[0] for key, _value in self.lines]

    def all(self, name: str) -> list[Component]:
        """Return the direct subcomponents of that name."""
        return [part for part in self.parts if part.name == name]


def read(data: bytes) -> Component:
    """Return the one VCALENDAR in a file."""
    assert data.endswith(b"\r\n")
    lines = data.decode().replace("\r\n ", "").split("\r\n")[:-1]
    stack = [Component("")]
    for line in lines:
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]", line)
        key, value = re.match(r'((?:[^":]|"[^"]*")*):(.*)', line).groups()
        if key == "BEGIN":
            stack.append(Component(value))
        elif key == "END":
            done = stack.pop()
            assert done.name == value
            stack[-1].parts.append(done)
        else:
            stack[-1].lines.append((key, unescaped(value)))
    (calendar,) = stack[0].parts
    return calendar


def unescaped(value: str) -> str:
    """Return a TEXT value as it was before escaping (RFC 5545 section 3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


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
