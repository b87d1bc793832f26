"""A small strict reader of calendar files that shares no code with the writer under test."""

import re
from dataclasses import dataclass, field


@dataclass
class Component:
    """A component: its content lines in order, as (name with parameters, unescaped value), and its components."""

    name: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """Return the value of a property that occurs exactly once, whatever its parameters."""
        (found,) = (value for key, value in self.lines if key.split(";")[0] == name)
        return found

    @property
    def names(self) -> list[str]:
        """The names of the properties, in order."""
        return [key.split(";")[0] for key, _value in self.lines]

    def all(self, name: str) -> list["Component"]:
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
