"""Reads the lines and components of calendars (RFC 5545), and the people in address cards (vCard, RFC 6350)."""

from __future__ import annotations

import codecs
import quopri
import re
from collections import Counter
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from icalendar.parser import (
    Contentline,
    split_on_unescaped_comma,
    split_on_unescaped_semicolon,
)

from planner.domain.long_task import LongTask, Progress
from planner.domain.text import EstradError, Plural, Text, clean_line, clean_text
from planner.domain.value_objects import Link
from planner.importing.incoming import MANY, Incoming, IncomingPerson, most_frequent_first, non_empty, read_each
from planner.importing.mapping.table_people import TablePeople
from planner.importing.sources.json_rows import valid_address
from planner.tables.opened_file import OpenedFile, too_large_error

LONGEST_HEAD = 20_000
"""Maximum number of characters of a line's name and parameters; icalendar takes long over a million of them."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTED_PRINTABLE = "QUOTED-PRINTABLE"
_SOFT_BREAK = re.compile(rb"[^:]*ENCODING=QUOTED-PRINTABLE[^:]*:|[^:=]*;QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)
_HEAD = re.compile(r'((?:[^":]|"[^"]*")*+):')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BARE = re.compile(r";(?:TYPE=)?([A-Za-z0-9-]+)(?=[;:])", re.IGNORECASE)

ContentLine = tuple[int, str]
"""The number of a line in the file, and its text joined with all its continuations."""


@dataclass(frozen=True, slots=True)
class Property:
    """The property in a line; ``value`` still has its escapes, and the names of ``parameters`` are in upper case."""

    line: int
    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value without escapes."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)

    @property
    def texts(self) -> list[str]:
        """The texts of a comma-separated value."""
        return split_on_unescaped_comma(self.value)


def read_lines(data: bytes, *, folded: bool = True) -> LongTask[tuple[tuple[ContentLine, ...], tuple[Text, ...]]]:
    """Return the numbered lines of a file that are not blank, and remarks on what was not as it should be.

    They may be in UTF-8, UTF-16 or Windows-1252. If they are ``folded``, one that begins with a space or tab continues
    the previous one. Lines are joined before they are decoded, since some programs fold within a multi-byte character.
    """
    found: list[ContentLine] = []
    foreign: list[int] = []
    controls: list[int] = []
    for number, raw in _unfold(_to_utf8(data), folded=folded):
        clean = _CONTROLS.sub(b"", raw)
        if len(clean) != len(raw):
            controls.append(number)
        try:
            text = clean.decode()
        except UnicodeDecodeError:
            text = clean.decode("cp1252", "replace")
            foreign.append(number)
        if text.strip():
            found.append((number, text))
        if len(found) % MANY == 0:
            yield Progress(0, 0)
    return tuple(found), tuple(_line_remarks(foreign, controls))


def _line_remarks(foreign: list[int], controls: list[int]) -> Iterator[Text]:
    """Yield remarks on lines, given by their numbers, that are not UTF-8, and on those with control characters."""
    if foreign:
        yield Plural(
            "Line {line} is not UTF-8; it is read as Windows writes western European letters.",
            "{n} lines are not UTF-8, the first is line {line}; they are read as Windows writes western European "
            "letters.", len(foreign), line=foreign[0])  # fmt: skip
    if controls:
        yield Plural(
            "Line {line} holds control characters; they are left out.",
            "{n} lines hold control characters, the first is line {line}; they are left out.",
            len(controls), line=controls[0])  # fmt: skip


def _to_utf8(data: bytes) -> bytes:
    """Return data with the byte order mark of UTF-16 as UTF-8; other data only loses the mark of UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)


def _unfold(data: bytes, *, folded: bool) -> Iterator[tuple[int, bytes]]:
    """Yield the number of each line that is not empty, and the line joined with its continuations."""
    first, pieces, soft = 1, list[bytes](), False
    for number, part in enumerate(data.splitlines(), 1):
        if pieces and soft and part:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(part)
            soft = part.endswith(b"=")
        elif folded and pieces and part[:1] in (b" ", b"\t"):
            pieces.append(part[1:])
        elif part:
            if pieces:
                yield first, b"".join(pieces)
            first, pieces = number, [part]
            soft = folded and part.endswith(b"=") and _SOFT_BREAK.match(part[:300]) is not None
    if pieces:
        yield first, b"".join(pieces)


def parse_property(number: int, line: str) -> Property | None:
    """Parse a line as a property, or return None if it is malformed.

    icalendar parses only the name and the parameters, since it would also check each character of the value. A
    parameter without a name, as in version 2.1 of vCard, is a type, an encoding or a preference.
    """
    found = _HEAD.match(line)
    head, value = (found[1], line[found.end() :]) if found else line.partition(":")[::2]
    if (not found and ":" not in line) or len(head) > LONGEST_HEAD:
        return None
    if ";" not in head:
        return Property(number, head.strip().rpartition(".")[2].upper(), value)
    try:
        name, told, _ = Contentline(_BARE.sub(_parameter_for_word, f"{head}:")).raw_parts()  # type: ignore[no-untyped-call]
        parameters = dict(told)
    except ValueError:
        if not (found := re.match(r"[\w.-]+", head)):
            return None
        name, parameters = found[0], {}
    said = {key.upper(): v if isinstance(v, str) else ",".join(map(str, v)) for key, v in parameters.items()}
    if said.get("ENCODING", "").upper() == _QUOTED_PRINTABLE:
        value = _decode_quoted(value, said.get("CHARSET", "utf-8"))
    return Property(number, name.rpartition(".")[2].upper(), value, said)


def _parameter_for_word(bare: re.Match[str]) -> str:
    word = bare[1].upper()
    if word == "PREF":  # as a type it could be lost, since only the last of several types is kept
        return ";PREF=1"
    return f";ENCODING={word}" if word in (_QUOTED_PRINTABLE, "BASE64", "B") else f";TYPE={word}"


def _decode_quoted(value: str, charset: str) -> str:
    """Return a value decoded from quoted-printable, which version 2.1 of vCard uses for non-ASCII characters."""
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    for each in (charset, "utf-8", "cp1252"):
        with suppress(LookupError, ValueError):
            return raw.decode(each)
    return raw.decode("latin-1")


EVENT, CALENDAR, ZONE = "VEVENT", "VCALENDAR", "VTIMEZONE"
_INSIDE_EVENTS = {"VALARM", "PARTICIPANT", "VLOCATION", "VRESOURCE"}
"""The components that an event may contain (RFC 5545, 3.6.1; RFC 9073, 7)."""
_DEEPEST = 20


@dataclass(slots=True)
class Component:
    """A component, such as an event: the properties between its BEGIN and END by name, and the components inside it.

    ``calendar`` is the calendar around it, or None; ``broken`` are the numbers of invalid lines.
    """

    name: str
    line: int
    calendar: Component | None = None
    properties: dict[str, list[Property]] = field(default_factory=dict)
    inside: list[Component] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def add_component(self, name: str, line: int) -> Component:
        """Add a new component inside this one, and return it."""
        self.inside.append(Component(name, line, self if self.name == CALENDAR else self.calendar))
        return self.inside[-1]

    def find_all(self, name: str) -> list[Property]:
        """Return the properties with a name."""
        return self.properties.get(name, [])

    def find_first(self, *names: str) -> Property | None:
        """Return the first property with a value under the first of the names that has one, or None."""
        return next((one for name in names for one in self.find_all(name) if one.value.strip()), None)

    def text(self, *names: str) -> str:
        """Return the text of the property that ``find_first`` finds, or an empty text."""
        found = self.find_first(*names)
        return found.text if found else ""

    def short_text(self, *names: str) -> str:
        """Return the text of the property that ``find_first`` finds, in one line, or an empty text."""
        return clean_line(self.text(*names))

    def count_others(self, known: Set[str], unmapped: Counter[str]) -> None:
        """Count in ``unmapped`` the properties with a value whose names are not ``known``."""
        for name in self.properties.keys() - known:
            unmapped[name[:60]] += sum(1 for one in self.find_all(name) if one.value.strip())


def parse_components(lines: tuple[ContentLine, ...]) -> LongTask[list[Component]]:
    """Return all components in the order in which they begin, whether or not they are in a calendar.

    Those inside ``_DEEPEST`` others or more are left out.
    An event, or what is in one, ends at the latest where a component begins that no event contains, so that one without
    an END does no harm; an END without a BEGIN is ignored.
    """
    found: list[Component] = []
    open_ones: list[Component] = []
    for n, (number, text) in enumerate(lines, 1):
        said = parse_property(number, text)
        word, name = (said.name, said.value.strip().upper()) if said else ("", "")
        if word == "BEGIN" and len(open_ones) < _DEEPEST:
            while name not in _INSIDE_EVENTS and open_ones and open_ones[-1].name in (EVENT, *_INSIDE_EVENTS):
                open_ones.pop()
            found.append(open_ones[-1].add_component(name, number) if open_ones else Component(name, number))
            open_ones.append(found[-1])
        elif word == "END":
            del open_ones[max((at for at, one in enumerate(open_ones) if one.name == name), default=len(open_ones)) :]
        elif open_ones and said:
            open_ones[-1].properties.setdefault(word, []).append(said)
        elif open_ones:
            open_ones[-1].broken.append(number)
        if n % MANY == 0:
            yield Progress(0, 0)
    return found


# address cards (vCard 2.1, 3.0 and 4.0) ------------------------------------------------------------------------

CARD = "VCARD"
NAMESPACE = "vcard"
"""The namespace of all address card files, so that a card with an id is the same person in each."""
MOST_CARDS = 20_000
_KNOWN = {
    *("KIND", "UID", "N", "FN", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NOTE", "URL", "LANG", "PRONOUNS"),
    *("SORT-STRING", "VERSION", "PRODID", "REV", "CLASS", "X-ABLABEL", "CATEGORIES", "SOURCE", "END"),
}
"""Properties that are read, and those that do not matter for a person."""
_PROPERTIES = {
    "title": "TITLE",
    "organisation": "ORG",
    "email": "EMAIL",
    "phone": "TEL",
    "note": "NOTE",
    "pronouns": "PRONOUNS",
    "sort_name": "SORT-STRING",
}
"""The properties of the text fields of a person."""
_NOBODY = {"GROUP", "ORG", "LOCATION", "APPLICATION", "DEVICE"}


def read_vcard(opened: OpenedFile) -> LongTask[Incoming]:
    """Return the people of a file of address cards; raise ``EstradError`` if there are no cards or too many."""
    lines, remarks = yield from read_lines(opened.data)
    cards = [component for component in (yield from parse_components(lines)) if component.name == CARD]
    if not cards:
        raise EstradError(
            Text("“{name}” holds no address card (VCARD).", name=opened.name),
            Text("Choose a file of contacts, as .vcf."),
            file=opened.path,
            line=1,
        )
    if len(cards) > MOST_CARDS:
        raise too_large_error(opened.path)
    people, unmapped = TablePeople(NAMESPACE), Counter[str]()
    _, refused = yield from read_each(
        cards,
        lambda card: _add_person(card, people, unmapped),
        lambda card: (card.line, card.short_text("FN", "ORG", "EMAIL"), ""),
    )
    return Incoming(
        name=opened.name,
        namespace=NAMESPACE,
        is_partial=True,
        people=tuple(map(_with_email_in_key, people.people())),
        refused=tuple(refused),
        unmapped=most_frequent_first(+unmapped),
        remarks=remarks,
    )


def _add_person(card: Component, people: TablePeople, unmapped: Counter[str]) -> str:
    """Add the person of a card and return the key; raise ``EstradError`` if it has no name or is not a person's.

    Cards of the same person are added once; what a later one says otherwise is counted in ``unmapped``. A card with an
    id is the same person in all files.
    """
    card.count_others(_KNOWN, unmapped)
    name = card.short_text("FN") or _card_name(card)
    if not name or card.short_text("KIND").upper() in _NOBODY:
        raise EstradError(Text("The card is of no person."), Text("Enter it by hand where it belongs."))
    uid = card.short_text("UID").removeprefix("urn:uuid:")
    fields = _card_fields(card, unmapped)
    key = people.add(name, card.line, "", fields, uid, "uid")
    unmapped.update(_PROPERTIES[field] for field, _doubt in people.conflicting_values(key, fields))
    return key


def _with_email_in_key(one: IncomingPerson) -> IncomingPerson:
    """Return the person; the key gets the e-mail address if there is no id, as a namesake may be somebody else."""
    email = str(one.fields.get("email") or "").casefold()[:100]
    known = not one.named or not email or one.key.endswith(f"/{email}")
    return one if known else replace(one, key=f"{one.key}/{email}")


def _card_fields(card: Component, unmapped: Counter[str]) -> dict[str, Any]:
    """Return the fields of a person that a card fills."""
    organisation = [
        clean_line(part) for one in card.find_all("ORG")[:1] for part in split_on_unescaped_semicolon(one.value)
    ]
    addresses = [valid_address(unmapped, "URL", clean_line(one.text)) for one in card.find_all("URL")]
    unmapped.update(EMAIL=len(card.find_all("EMAIL")[1:]), TEL=len(card.find_all("TEL")[1:]))
    return non_empty(
        title=card.short_text("TITLE", "ROLE"),
        organisation=", ".join(filter(None, organisation)),
        email=_preferred_value(card, "EMAIL").removeprefix("mailto:"),
        phone=_preferred_value(card, "TEL").removeprefix("tel:"),
        note="\n\n".join(clean_text(one.text) for one in card.find_all("NOTE")).strip(),
        links=tuple(dict.fromkeys(map(Link, filter(None, addresses)))),
        languages=tuple(dict.fromkeys(clean_line(one.text) for one in card.find_all("LANG"))),
        pronouns=card.short_text("PRONOUNS"),
        sort_name=card.short_text("SORT-STRING"),
    )


def _preferred_value(card: Component, name: str) -> str:
    """Return the e-mail address or phone number that is marked as preferred, or else the first, or an empty text."""
    found = [one for one in card.find_all(name) if one.value.strip()]
    marked = [one for one in found if "PREF" in one.parameters or "PREF" in one.parameters.get("TYPE", "").upper()]
    return next((clean_line(one.text) for one in (*marked, *found)), "")


def _card_name(card: Component) -> str:
    """Return the name on a card in the order in which it is spoken: given name, further names, family name."""
    for one in card.find_all("N"):
        family, given, further, *_ = [*map(clean_line, split_on_unescaped_semicolon(one.value)), "", "", ""]
        if name := " ".join(filter(None, (given, further, family))):
            return name
    return ""
