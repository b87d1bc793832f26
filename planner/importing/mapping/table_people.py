"""The people, rooms and tracks of a table, each once, with the values from all their rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from planner.domain.text import N_, Text, clean_line
from planner.domain.value_objects import Extra, Link, Role
from planner.importing.cells.names import is_as_above, is_group, is_no_name, looks_like_person
from planner.importing.cells.people import LONGEST, NamedPerson, first_name_first, read_in_order, read_people
from planner.importing.incoming import IncomingPerson, LeftOut
from planner.importing.mapping.records import CellValue, Record, parts_of, text_of
from planner.importing.mapping.table_mapping import NAMES, SheetShape
from planner.importing.vocabulary import role_of, state_of

ROLES: dict[str, Role] = {
    "speakers": Role.SPEAKER,
    "people": Role.SPEAKER,
    "moderators": Role.MODERATOR,
    "panellists": Role.PANELLIST,
    "hosts": Role.HOST,
    "reserves": Role.RESERVE,
}
"""The fields for people in a session, with their roles."""
BY_POSITION = ("email", "organisation", "title", "phone", "pronouns")
"""Fields of a person in which one cell may hold the values of several speakers, in their order."""


class RowPeople:
    """Reads the people of each row, and adds all of them to ``table``.

    ``surname_first`` are fields whose cells are like *Lovelace, Ada*, ``placed`` those like
    *Ada Lovelace, Engines*; ``known`` are names that are never split.
    ``remarks`` are those on the last row read.
    """

    def __init__(
        self,
        table: TablePeople,
        known: frozenset[str],
        separator: str = "",
        surname_first: frozenset[str] = frozenset(),
        placed: frozenset[str] = frozenset(),
    ) -> None:
        self.table = table
        self._known, self._separator, self._surname_first = known, separator, surname_first
        self._placed = placed
        self.remarks: list[Text] = []
        self._above: dict[str, tuple[NamedPerson, ...]] = {}

    def read(self, record: Record) -> tuple[tuple[str, Role], ...]:
        """Return the keys and roles of the people in a row."""
        self.remarks = []
        rows = [(replace(one.of or record, values=one.values, people=[]), one.role) for one in record.people]
        found = (pair for row, field in [(record, "speakers"), *rows] for pair in self._of_row(row, field))
        return tuple(dict.fromkeys(found))

    def _of_row(self, record: Record, field: str = "speakers") -> Iterator[tuple[str, Role]]:
        """Yield the keys and roles of the people in the cells of one row."""
        values, view = record.values, record.view
        own = not NAMES.isdisjoint(values)
        told = self._told(values) if view.of_persons and not own else {}
        for name, role in ROLES.items():
            if name in values:
                speaks = role is Role.SPEAKER
                for one, key in self._named(record, name, told if speaks else {}):
                    yield key, one.role or (_role(values, name) if speaks else role)
        if "person.id" in values and not own and "speakers" not in values:
            for known_as in in_order(values["person.id"]):
                if key := self.table.by_id(known_as):
                    yield key, Role.SPEAKER
        for key in self.own(record, values) if own else ():
            yield key, _role(values, field)

    def own(self, record: Record, values: Mapping[str, Any]) -> list[str]:
        """Record who is in a record's ``person`` columns, and return the keys; none if nobody is named."""
        name, known_as = name_of(values), clean_line(text_of(values.get("person.id")))
        if not name:
            key = self.table.by_id(known_as) if known_as else ""
            return [key] if key else []
        view, field = record.view, "person.name" if "person.name" in values else "person.first"
        order = view.order_of("person.name")
        people = read_in_order(text_of(values.get("person.name")), order)[:1] if order else read_people(name)
        several = len(people) != 1 and not all(looks_like_person(one.name) for one in people)
        if several or (known_as and not order and "<" not in name):  # a program's people have one name each
            people = (NamedPerson(name),)
        is_of_people = view.mapping.shape is SheetShape.PEOPLE
        beside, extras = self._told(values), record.extras if is_of_people else []
        empty = {key for key in view.of_persons if key not in values and key not in NAMES} if is_of_people else ()
        keys = []
        for number, one in enumerate(self._with_names(people, record, field, certain=bool(known_as))):
            told = dict.fromkeys((key.removeprefix("person.") for key in sorted(empty)), "")
            told |= _with(_of_one(beside, number, len(people)), one)
            ours = person_fields_of(told, extras, links_in(values.get("person.links")))
            label = view.label_of_id("person.id")
            keys.append(self.table.add(one.name, record.line, record.cell(field), ours, known_as, label))
        return keys

    def _told(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the values of a row's ``person`` columns, and count replies that are not understood."""
        told = _person_fields(values)
        for reply in (told.get("state", ""), told.get("confirmed", "")):
            if reply and state_of(reply) is None:
                self.table.unknown[f"reply={reply[:60]}"] += 1
        return told

    def _named(self, record: Record, field: str, beside: dict[str, str]) -> list[tuple[NamedPerson, str]]:
        """Return the people in a cell with their keys, completed by position from the adjacent cells."""
        order = record.view.order_of(field)
        value, found = record.values[field], []
        people = read_in_order(text_of(value), order) if order else self.in_cell(value, field)
        if is_as_above(text_of(value)) and (people := self._above.get(field, ())):
            names = ", ".join(one.name for one in people)
            read_as = Text("“{text}” is read as {names}.", text=text_of(value)[:60], names=names)
            self.remarks.append(record.at(field, read_as))
        people = self._above[field] = self._with_names(people, record, field)
        for one in people if field in self._placed else ():
            if looks_like_person(one.organisation):
                taken = Text("“{name}” is taken for an organisation.", name=one.organisation[:60])
                self.remarks.append(record.at(field, taken))
        ids = in_order(record.values.get("person.id")) if field == "speakers" else []
        for number, one in enumerate(people):
            told = _with(_of_one(beside, number, len(people)) if beside else {}, one)
            links = links_in(record.values.get("person.links")) if beside and len(people) == 1 else ()
            known_as = ids[number] if len(ids) == len(people) else ""
            ours = person_fields_of(told, [], links) if told or links else {}
            found.append((one, self.table.add(one.name, record.line, record.cell(field), ours, known_as)))
        return found

    def _with_names(
        self, people: tuple[NamedPerson, ...], record: Record, field: str, *, certain: bool = False
    ) -> tuple[NamedPerson, ...]:
        """Return those of a cell who are people, all of them if that is ``certain``; what names nobody is a remark."""
        nobody = N_("“{name}” is nobody's name; it is left out.")
        written, found, said = record.text(field), [], []
        for one in people:
            name, known = one.name[:60], certain or one.email or one.name.casefold() in self._known
            if is_no_name(one.name):
                said.append(Text("“{id}” is in it, whom the file does not name.", id=name))
            elif is_group(one.name) and not known:
                said.append(Text(nobody, name=name))
                self.table.left.append(LeftOut(name, cell=record.cell(field)))
            else:
                found.append(one)
        if not people and len(written) > LONGEST:
            said.append(Text("the text is too long to be names; it names nobody."))
        elif not people and written:
            said.append(Text(nobody, name=written[:60]))
        self.remarks += [record.at(field, problem) for problem in said]
        return tuple(found)

    def in_cell(self, value: Any, field: str = "speakers") -> tuple[NamedPerson, ...]:
        """Return the people in one cell or several."""
        turned = field in self._surname_first
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(one for part in value for one in self.in_cell(part, field)))
        if self._separator and isinstance(value, str) and self._separator in value:
            parts = value.split(self._separator)
            return tuple(one for part in parts for one in read_people(part, self._known, surname_first=turned))
        return read_people(value, self._known, surname_first=turned, placed=field in self._placed)


def _role(values: Mapping[str, Any], field: str) -> Role:
    told = role_of(text_of(values["person_role"])) if "person_role" in values else None
    return told or ROLES.get(field, Role.SPEAKER)


def _person_fields(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of the ``person`` columns, by the fields of ``Person``."""
    told = {key[7:]: text_of(value) for key, value in values.items() if key.startswith("person.")}
    first, last = told.pop("first_pronunciation", ""), told.pop("last_pronunciation", "")
    if first or last:
        told.setdefault("pronunciation", f"{first} {last}".strip())
    return told


def _of_one(beside: dict[str, str], number: int, count: int) -> dict[str, Any]:
    """Return the values for one of several people in the adjacent cells."""
    if count == 1:
        return dict(beside)
    told: dict[str, Any] = {name: beside[name] for name in ("state", "confirmed") if name in beside}
    for name in BY_POSITION:
        parts = in_order(beside.get(name))
        if len(parts) == count:
            told[name] = parts[number]
        elif len(parts) == 1 and (name == "organisation" or number == 0):
            told[name] = parts[0]
    return told


def _with(told: dict[str, Any], one: NamedPerson) -> dict[str, Any]:
    """Return the values of a person with those that stand in the cell of the name, where there are no others."""
    fields = ("title", "organisation", "email", "pronouns")
    return told | {key: text for key in fields if (text := getattr(one, key)) and not told.get(key)}


def name_of(values: Mapping[str, CellValue]) -> str:
    """Return the name in the ``person.name`` column, or else in those for first and last name."""
    if name := clean_line(text_of(values.get("person.name"))):
        return first_name_first(name)
    return clean_line(f"{text_of(values.get('person.first'))} {text_of(values.get('person.last'))}")


def in_order(value: Any) -> list[str]:
    """Return the parts of a cell in their order, including empty ones."""
    text = text_of(value)
    for separator in ("\n", ";", "|", ","):
        if separator in text:
            return [part.strip() for part in text.split(separator)]
    return [text] if text else []


TEXTS = frozenset(
    (
        *("title", "organisation", "email", "phone", "note", "sort_name", "pronunciation", "pronouns", "bio", "travel"),
        *("lodging", "fee", "expenses", "diet"),
    )
)
"""Fields of a person that are texts."""


WEB_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>\"“”]+", re.IGNORECASE)


def links_in(value: Any) -> tuple[Link, ...]:
    """Return the web addresses in a cell; the other text of a line with one address is its label."""
    return tuple(dict.fromkeys(link for line in text_of(value).splitlines() for link in _links_of_line(line)))


def _links_of_line(line: str) -> list[Link]:
    found = []
    addresses = WEB_ADDRESS.findall(line)
    for address in addresses:
        whole = f"https://{address}" if address.lower().startswith("www.") else address
        whole = whole.rstrip(".,;)")
        try:
            leads = whole.startswith("mailto:") or bool(urlsplit(whole).netloc)
        except ValueError:
            leads = False
        if leads:
            label = line.replace(address, "").strip(" :–—-()[]<>|,;") if len(addresses) == 1 else ""
            found.append(Link(whole, label.capitalize() if label.isupper() else label))
    return found


class TablePeople:
    """Collects people by their id in the table, or else by name and, if two share it, e-mail address.

    ``known`` are casefolded names of people, and ``unknown`` counts the replies that are not understood; ``left``
    are the words in columns of people that are left out.
    """

    def __init__(self, namespace: str, known: frozenset[str] = frozenset()) -> None:
        self._namespace, self._known = namespace, known
        self._people: dict[str, IncomingPerson] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        self.unknown: Counter[str] = Counter()
        self.left: list[LeftOut] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the people recorded so far."""
        return tuple(one.name for one in self._people.values())

    def by_id(self, known_as: str) -> str:
        """Return the key of the person with an id in the table, or an empty text."""
        return self._ids.get(known_as.casefold(), "")

    def add(
        self, name: str, line: int, cell: str, told: Mapping[str, Any], known_as: str = "", label: str = "id"
    ) -> str:
        """Record a person and return their key; earlier values are kept unless they are empty."""
        email = str(told.get("email") or "").casefold()
        key = self._key(name, known_as and f"{label}:{known_as}", email)
        known = self._told.setdefault(key, {})
        if key not in self._people:
            sure = known_as or email or name.casefold() in self._known or looks_like_person(name)
            doubt = None if sure else Text("{cell}: {problem}", cell=cell,
                                           problem=Text("“{name}” is taken for a person.", name=name[:60]))  # fmt: skip
            self._people[key] = IncomingPerson(line, key, name, named=not known_as, told=known, cell=cell, doubt=doubt)
            self._by_name.setdefault(name.casefold(), []).append(key)
            if known_as:
                self._ids[known_as.casefold()] = key
        for what, value in told.items():
            several = what in ("extra", "links")
            if value or what not in known:
                known[what] = (
                    tuple(dict.fromkeys((*known.get(what, ()), *value))) if several else known.get(what) or value
                )
        return key

    def people(self) -> tuple[IncomingPerson, ...]:
        """Return all people, in the order in which they were recorded."""
        return tuple(replace(one, bio=str(one.told.get("bio", ""))) for one in self._people.values())

    def _key(self, name: str, known_as: str, email: str) -> str:
        if known_as:
            return f"{self._namespace}/{known_as[:200].casefold()}"
        called = name.casefold()
        for key in sorted(self._by_name.get(called, ()), key=lambda key: self._people[key].name != name):
            theirs = str(self._people[key].told.get("email") or "").casefold()
            if not email or not theirs or theirs == email:
                return key
        plain = f"{self._namespace}/name:{called[:200]}"
        return f"{plain}/{email[:100]}" if plain in self._people else plain


def person_fields_of(values: Mapping[str, str], extras: list[Extra], links: tuple[Link, ...]) -> dict[str, Any]:
    """Return a person's fields from the values of their columns; an empty cell makes the field empty."""
    told: dict[str, Any] = {}
    for name, text in values.items():
        if name in TEXTS:
            told[name] = text
        elif name in ("languages", "brings", "needs"):
            told[name] = parts_of(text)
    if state := state_of(values.get("state", "")) or state_of(values.get("confirmed", ""), confirms=True):
        told["state"] = state
    if links:
        told["links"] = links
    if extras:
        told["extra"] = tuple(extras)
    return told
