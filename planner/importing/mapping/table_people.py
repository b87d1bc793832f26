"""The people of a table, each once, with the values from all their rows; some are named only in titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from planner.domain.text import N_, Text, clean_line
from planner.domain.title_kinds import kind_named_by_title
from planner.domain.value_objects import ExtraField, Link, Role
from planner.importing.cells.contents import LOOKED_AT
from planner.importing.cells.names import (
    count_words_in_address,
    has_given_name,
    is_group_or_place,
    is_guessed_title,
    is_id_or_address,
    looks_like_full_name,
    refers_to_row_above,
)
from planner.importing.cells.people import LONGEST, NamedPerson, first_name_first, read_people
from planner.importing.cells.titles import TitlePattern, infer_pattern, read_talk, split_off_time
from planner.importing.incoming import IncomingPerson, UnusedCells, non_empty
from planner.importing.mapping.records import CellValue, MappedSheet, Record, person_record, split_parts, text_of
from planner.importing.mapping.table_mapping import NAMES, SheetShape
from planner.importing.vocabulary import parse_role, parse_state

ROLES: dict[str, Role] = {
    "speakers": Role.SPEAKER,
    "people": Role.SPEAKER,
    "moderators": Role.MODERATOR,
    "panellists": Role.PANELLIST,
    "hosts": Role.HOST,
    "reserves": Role.RESERVE,
}
"""The fields for people in a session, with the role of those in each."""
_NO_SIGNS = re.compile(r"\W+")
MOST_UNKNOWN = 5
"""Number of people with neither a known given name nor details above which nobody is doubted for that."""
BY_POSITION = ("email", "organisation", "title", "phone", "pronouns")
"""Fields of a person for which one cell may have a value for each of several speakers, in their order."""


class RowPeopleReader:
    """Reads the people of each row, and adds them to ``table``.

    ``placed`` are fields whose cells are like *Ada Lovelace, Engines*; ``known`` are names that ``read_people``
    does not split. Doubts are added to the record.
    """

    def __init__(
        self,
        table: TablePeople,
        known: frozenset[str],
        separator: str = "",
        placed: frozenset[str] = frozenset(),
    ) -> None:
        self.table, self._known, self._separator = table, known, separator
        self._placed = placed
        self._above: dict[str, tuple[NamedPerson, ...]] = {}

    def read(self, record: Record) -> tuple[tuple[str, Role], ...]:
        """Return the keys and roles of the people in a record."""
        found = self._people_in_row(record, "speakers")
        for one in record.people:
            found += self._people_in_row(replace(one.of or record, values=one.values, doubts=record.doubts), one.role)
        for name in () if found else filter(record.values.__contains__, record.view.of_persons):
            record.doubts.append(record.left_out_message(name, record.text(name)))
        return tuple(dict.fromkeys(found))

    def _people_in_row(self, record: Record, field: str) -> list[tuple[str, Role]]:
        """Return the keys and roles of the people in the cells of one record.

        ``field`` decides the role of a person in ``person`` columns that give none.
        """
        values, own = record.values, not NAMES.isdisjoint(record.values)
        beside = self._person_details(values) if record.view.of_persons and not own else {}
        found, alone = [], sum(name in values for name in ROLES) == 1
        for name, role in ROLES.items():
            if name in values:
                speaks = role is Role.SPEAKER
                usual = _role(values, name) if speaks else role
                found += [
                    (key, one.role or usual)
                    for one, key in self._people_in_field(record, name, beside if speaks or alone else {})
                ]
        if own:
            found += [(key, _role(values, field)) for key in self.read_person_columns(record)]
        elif "speakers" not in values:
            keys = {known_as: self.table.key_by_id(known_as) for known_as in split_in_order(values.get("person.id"))}
            found += [(key, Role.SPEAKER) for key in keys.values() if key]
            for known_as in (one for one, key in keys.items() if one and not key and any(keys.values())):
                record.doubts.append(record.cell_problem("person.id", _unknown_id_message(known_as)))
        return found

    def read_person_columns(self, record: Record) -> list[str]:
        """Add the people in a record's ``person`` columns, or find one by id if none is named; return their keys."""
        values = record.values
        name, known_as = person_name_in_row(values), clean_line(record.text("person.id"))
        if not name:
            return [key] if (key := self.table.key_by_id(known_as)) else []
        field = "person.name" if "person.name" in values else "person.first"
        people = read_people(name)
        several = len(people) != 1 and not all(looks_like_full_name(one.name) for one in people)
        if several or (known_as and "<" not in name):  # a program's people have one name each
            people = (NamedPerson(name),)
        people = self._drop_nobodies(people, record, field, certain=bool(known_as))
        return [
            key
            for _, key in self._add_people(
                people, record, field, self._person_details(values), [known_as] * len(people)
            )
        ]

    def _add_people(
        self, people: Sequence[NamedPerson], record: Record, field: str, beside: dict[str, str], ids: Sequence[str]
    ) -> list[tuple[NamedPerson, str]]:
        """Add the people of a cell, with details from the cells beside it, and return each with the key."""
        view = record.view
        of_people = view.mapping.shape is SheetShape.PEOPLE
        empty = {key for key in view.of_persons if key not in record.values and key not in NAMES and of_people}
        blank = dict.fromkeys((key.removeprefix("person.") for key in sorted(empty)), "")
        found = []
        for number, (one, details) in enumerate(zip(people, _details_of_each(record, beside, people), strict=True)):
            told = blank | details | {key: text for key, text in one.details.items() if not details.get(key)}
            ours = person_fields(told, record.extras if of_people else []) if told else {}
            known_as, label = ids[number] if len(ids) == len(people) else "", view.id_label("person.id")
            key = self.table.add(one.name, record.line, record.cell_name(field), ours, known_as, label)
            for other, problem in self.table.conflicting_values(key, ours):
                column = f"person.{other}" if f"person.{other}" in record.values else field
                record.doubts.append(record.cell_problem(column, problem))
            found.append((one, key))
        return found

    def _person_details(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the texts of a row's ``person`` columns by the names of their fields, and count unknown replies."""
        details = {key[7:]: text_of(value) for key, value in values.items() if key.startswith("person.")}
        parts = details.pop("first_pronunciation", ""), details.pop("last_pronunciation", "")
        if any(parts):
            details.setdefault("pronunciation", " ".join(parts).strip())
        for reply in (details.get("state", ""), details.get("confirmed", "")):
            if reply and parse_state(reply) is None:
                self.table.unknown[f"reply={reply[:60]}"] += 1
        return details

    def _people_in_field(self, record: Record, field: str, beside: dict[str, str]) -> list[tuple[NamedPerson, str]]:
        """Add the people in a cell of a session, and return each with the key."""
        written, people = record.text(field), self._people_in_cells(record.values[field], field)
        if refers_to_row_above(written) and (people := self._above.get(field, ())):
            names = ", ".join(one.name for one in people)
            read_as = Text("“{text}” is read as {names}.", text=written[:60], names=names)
            record.doubts.append(record.cell_problem(field, read_as))
        people = self._above[field] = self._drop_nobodies(people, record, field)
        ids = split_in_order(record.values.get("person.id")) if field == "speakers" else []
        return self._add_people(people, record, field, beside, ids)

    def _drop_nobodies(
        self, people: tuple[NamedPerson, ...], record: Record, field: str, *, certain: bool = False
    ) -> tuple[NamedPerson, ...]:
        """Return those in a cell who can be people, and add doubts about the others and about guesses.

        Groups are people if they are ``certain`` or known, or have an e-mail address.
        """
        nobody = N_("“{name}” is nobody's name; it is left out.")
        found, said = [], []
        for one in people:
            if is_id_or_address(one.name):
                said.append(_unknown_id_message(one.name))
            elif is_group_or_place(one.name) and not (certain or one.email or one.name.casefold() in self._known):
                said.append(Text(nobody, name=one.name[:60]))
                self.table.left.append(UnusedCells(one.name[:60], cell=record.cell_name(field)))
            else:
                found.append(one)
        if not people and (written := record.text(field)):
            too_long = Text("the text is too long to be names; it names nobody.")
            said.append(too_long if len(written) > LONGEST else Text(nobody, name=written[:60]))
        said += doubts_about_guesses(found)
        record.doubts += [record.cell_problem(field, problem) for problem in said]
        return tuple(found)

    def _people_in_cells(self, value: CellValue, field: str) -> tuple[NamedPerson, ...]:
        """Return the people in one cell or several."""
        cells = value if isinstance(value, tuple) else (value,)
        if self._separator:
            cells = tuple(part for cell in cells for part in text_of(cell).split(self._separator))
        people = [read_people(cell, self._known, placed=field in self._placed) for cell in cells]
        return people[0] if len(people) == 1 else tuple(dict.fromkeys(chain(*people)))


def pattern_of_titles(view: MappedSheet, known: frozenset[str]) -> TitlePattern | None:
    """Return the pattern by which the titles in a list without columns for people name some, or None.

    At least half of the titles, and at least two, must name people. ``known`` are casefolded names.
    """
    named = any(field in ROLES or field.startswith("person.") for field in view.fields)
    if named or view.has_people or view.mapping.shape not in (SheetShape.SESSIONS, SheetShape.TITLES):
        return None
    column = view.first_column("timed_title")
    texts = [split_off_time(text_of(row[column]))[0] for row in view.sheet.rows[view.mapping.first :][:LOOKED_AT]]
    titles = [text for text in texts if text and (not kind_named_by_title(text) or read_talk(text, known).people)]
    pattern = infer_pattern(titles, known)
    found = sum(bool(read_talk(text, known, pattern).people) for text in titles) if pattern else 0
    return pattern if found > 1 and found * 2 >= len(titles) else None


def split_record_title(record: Record, known: frozenset[str], pattern: TitlePattern) -> None:
    """Move the people named in a record's title to its people, and a track or text there to fields that are empty.

    A title without people stays as it is.
    """
    talk = read_talk(record.text("title"), known, pattern)
    if talk.people:
        told = non_empty(track=talk.track, abstract=talk.text)
        record.values = told | record.values | {"title": talk.title}
        record.people = [person_record(one) for one in talk.people]


def doubts_about_guesses(people: Sequence[NamedPerson]) -> Iterator[Text]:
    """Yield a doubt for each title or organisation of people that is a guess."""
    for one in people:
        if is_guessed_title(one.title):
            yield Text("“{title}” is read as a title of {name}.", title=one.title[:60], name=one.name[:60])
        if one.is_guess:
            yield Text("“{name}” is read as an organisation.", name=one.organisation[:60])


def _unknown_id_message(known_as: str) -> Text:
    return Text("“{id}” is in it, whom the file does not name.", id=known_as[:60])


def _role(values: Mapping[str, Any], field: str) -> Role:
    told = parse_role(text_of(values["person_role"])) if "person_role" in values else None
    return told or ROLES.get(field, Role.SPEAKER)


def _details_of_each(record: Record, beside: dict[str, str], people: Sequence[NamedPerson]) -> list[dict[str, Any]]:
    """Return the details of each person, by position, from the cells beside the cell of their names.

    Replies, links and a single organisation are those of all. Another single value is that of one, with a doubt unless
    it is an e-mail address with that name. Other details, and values of another number, are left out with a doubt.
    """
    if len(people) < 2 or not beside:
        return [dict(beside) for _ in people]
    shared: dict[str, Any] = {name: beside[name] for name in ("state", "confirmed", "links") if name in beside}
    found = [dict(shared) for _ in people]
    for name, text in beside.items():
        if not text or name in shared or f"person.{name}" in (*NAMES, "person.id"):
            continue
        parts = split_in_order(text) if name in BY_POSITION else []
        parts = text.split(" / ") if name in ("email", "phone") and len(parts) == 1 else parts
        if len(parts) == 1 and name != "organisation":
            counts = [count_words_in_address(one.name, parts[0]) for one in people]
            owner = counts.index(max(counts))
            found[owner][name] = parts[0]
            if counts.count(max(counts)) > 1:
                read_as = Text("“{text}” is read as that of {name}.", text=parts[0][:60], name=people[owner].name)
                record.doubts.append(record.cell_problem(f"person.{name}", read_as))
        elif len(parts) in (1, len(people)):
            for details, part in zip(found, parts * (len(people) // len(parts)), strict=True):
                details[name] = part
        else:
            record.doubts.append(record.left_out_message(f"person.{name}", text))
    return found


def person_name_in_row(values: Mapping[str, CellValue]) -> str:
    """Return the name in the ``person.name`` column, or else in those for first and last name."""
    if name := clean_line(text_of(values.get("person.name"))):
        return first_name_first(name)
    return clean_line(f"{text_of(values.get('person.first'))} {text_of(values.get('person.last'))}")


def split_in_order(value: Any) -> list[str]:
    """Split a cell at line breaks, or else at semicolons, bars or commas, keeping the order and empty parts."""
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
_LISTS = ("languages", "brings", "needs")


WEB_ADDRESS = re.compile(r"(?:https?://(?=\w)|mailto:|www\.)[^\s<>\"“”/?#\[\]]+(?:[/?#][^\s<>\"“”]*)?", re.IGNORECASE)


def parse_links(value: Any) -> tuple[Link, ...]:
    """Return the web addresses in a cell; the other text of a line with one address is its label."""
    found = []
    for line in text_of(value).splitlines():
        addresses = WEB_ADDRESS.findall(line)
        label = line.replace(addresses[0], "").strip(" :–—-()[]<>|,;") if len(addresses) == 1 else ""
        for address in addresses:
            whole = f"https://{address}" if address.lower().startswith("www.") else address
            found.append(Link(whole.rstrip(".,;)"), label.capitalize() if label.isupper() else label))
    return tuple(dict.fromkeys(found))


class TablePeople:
    """Collects people by their id in the table, or else by name and, if two share it, e-mail address.

    ``known`` are casefolded names of people, ``by_name`` are the keys of the people added so far, by casefolded name.
    ``unknown`` counts replies that are not understood; ``left`` are texts in columns of people that are left out.
    """

    def __init__(self, namespace: str, known: frozenset[str] = frozenset()) -> None:
        self._namespace, self._known = namespace, known
        self._people: dict[str, IncomingPerson] = {}
        self._fields: dict[str, dict[str, Any]] = {}
        self.by_name: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        self.unknown: Counter[str] = Counter()
        self.left: list[UnusedCells] = []

    def key_by_id(self, known_as: str) -> str:
        """Return the key of the person with an id in the table, or an empty text."""
        return self._ids.get(known_as.casefold(), "")

    def add(
        self, name: str, line: int, cell: str, fields: Mapping[str, Any], known_as: str = "", label: str = "id"
    ) -> str:
        """Add a person and return the key; values added before stay unless empty, links and extra fields are joined."""
        email = str(fields.get("email") or "").casefold()
        key = self._key(name, known_as and f"{label}:{known_as}", email)
        known = self._fields.setdefault(key, {})
        if key not in self._people:
            self._people[key] = IncomingPerson(line, key, name, named=not known_as, fields=known, cell=cell)
            self.by_name.setdefault(name.casefold(), []).append(key)
            if known_as:
                self._ids.setdefault(known_as.casefold(), key)
        for what, value in fields.items():
            several = what in ("extra", "links")
            if value or what not in known:
                known[what] = (
                    tuple(dict.fromkeys((*known.get(what, ()), *value))) if several else known.get(what) or value
                )
        return key

    def conflicting_values(self, key: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
        """Yield the text fields whose values give way to earlier ones of the person, each with a doubt."""
        for what in sorted(TEXTS & fields.keys()):
            value, known = str(fields[what] or ""), str(self._fields[key].get(what) or "")
            if _NO_SIGNS.sub("", value.casefold()) not in ("", _NO_SIGNS.sub("", known.casefold())):
                said, name = N_("“{text}” differs from what the file says of {name} before."), self._people[key].name
                yield what, Text(said, text=value[:60], name=name[:60])

    def people(self) -> tuple[IncomingPerson, ...]:
        """Return all people, in the order in which they were added, with doubts.

        People without id and e-mail address who are not ``known`` are doubted if their names do not have the form of a
        name. So are those without a known given name and without any details, if they are few.
        """
        unsure = [one for one in self._people.values() if one.named and not one.fields.get("email")]
        unsure = [one for one in unsure if one.name.casefold() not in self._known]
        others = [one for one in unsure if not has_given_name(one.name) and not any(one.fields.values())]
        mostly = len(others) <= min(MOST_UNKNOWN, len(self._people) / 2)
        doubted = {one.key for one in unsure if not looks_like_full_name(one.name) or (mostly and one in others)}
        taken = N_("“{name}” is read as a person.")
        doubts = {
            one.key: Text("{cell}: {problem}", cell=one.cell, problem=Text(taken, name=one.name[:60]))
            for one in unsure if one.key in doubted
        }  # fmt: skip
        people = self._people.items()
        return tuple(replace(one, bio=str(one.fields.get("bio", "")), doubt=doubts.get(key)) for key, one in people)

    def _key(self, name: str, known_as: str, email: str) -> str:
        called = name.casefold()
        if known_as:
            key = f"{self._namespace}/{known_as[:200].casefold()}"
            other = self._people.get(key)
            return f"{key}/{called[:100]}" if other and other.name.casefold() != called else key  # one id, two people
        same = self.by_name.get(called, ())
        for key in sorted(same, key=lambda key: self._people[key].name != name) if len(same) > 1 else same:
            theirs = str(self._people[key].fields.get("email") or "").casefold()
            if not email or not theirs or theirs == email:
                return key
        plain = f"{self._namespace}/name:{called[:200]}"
        return f"{plain}/{email[:100]}" if plain in self._people else plain


def person_fields(values: Mapping[str, str], extras: list[ExtraField]) -> dict[str, Any]:
    """Return a person's fields from the texts of their columns; an empty text empties a field of text or a list."""
    fields: dict[str, Any] = {name: text for name, text in values.items() if name in TEXTS}
    fields |= {name: split_parts(values[name]) for name in _LISTS if name in values}
    state = parse_state(values.get("state", "")) or parse_state(values.get("confirmed", ""), confirms=True)
    return fields | non_empty(state=state, links=parse_links(values.get("links")), extra=tuple(extras))
