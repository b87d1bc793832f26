"""Finds the things named on the command line, such as sessions, people, rooms and days, by id, number or name.

Also the options and file suffixes of products.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from planner.cli.parameters import Parameter, completion, option, refuse_unknown
from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import (
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)  # fmt: skip
from planner.domain.input_parsing import conference_year_rule, read_date
from planner.domain.text import EstradError, Text, clean_line
from planner.product_types import Product, ProductOption
from planner.products import distinct_options

N = TypeVar("N", Room, Track, Person)
FEW = 12
"""The maximum number of names to suggest."""
_WHOLE = re.compile("[-−+]?[0-9]{1,9}")


def is_same_name(name: str, typed: str) -> bool:
    """Return whether a name is the same as typed, however its letters are composed: macOS writes “é” as two."""
    return clean_line(name) == clean_line(typed)


def session_named(agenda: Agenda, typed: str) -> Session:
    """Return the session with this id, or else with this number, or else with exactly this title.

    Raise ``EstradError`` if there is none, or several.
    """
    by_number = [s for s in agenda.sessions.values() if str(s.number) == typed]
    by_title = [s for s in agenda.sessions.values() if is_same_name(s.title, typed)]
    found = [agenda.sessions[typed]] if typed in agenda.sessions else by_number or by_title
    if len(found) > 1:
        numbers = ", ".join(str(number) for number in sorted(s.number for s in found))
        raise EstradError(
            Text("Several sessions are called “{title}”: {numbers}.", title=typed, numbers=numbers),
            Text("Say its number instead."),
        )
    if not found:
        raise EstradError(
            Text("There is no session “{title}”.", title=typed), Text("`list FILE sessions` shows their numbers.")
        )
    return found[0]


def room_named(agenda: Agenda, typed: str) -> Room:
    """Return the room with this id or name, ignoring case if no name matches exactly; else raise ``EstradError``."""
    return _find_named(typed, agenda.rooms_in_order, Text("There is no room “{name}”.", name=typed))


def track_named(agenda: Agenda, typed: str) -> Track:
    """Return the track with this id or name, ignoring case if no name matches exactly; else raise ``EstradError``."""
    return _find_named(typed, agenda.tracks_in_order, Text("There is no track “{name}”.", name=typed))


def person_named(agenda: Agenda, typed: str) -> Person:
    """Return the person with this id or name, ignoring case if no name matches exactly; else raise ``EstradError``."""
    return _find_named(typed, agenda.people_in_order, Text("There is nobody called “{name}”.", name=typed))


THINGS: dict[str, type[Entity]] = {
    "session": Session, "person": Person, "room": Room, "track": Track, "day": Day, "organisation": Partner,
    "block": Block, "shift": Cover, "template": Template, "venue": Venue, "conference": Conference,
}  # fmt: skip
"""The kinds of entities, by their words on the command line."""
NAMES_OF_THINGS: dict[type[Entity], str] = {kind: name for name, kind in THINGS.items()}
_Find = Callable[[Agenda, str], Entity]


def thing_named(agenda: Agenda, kind: type[Entity], typed: str) -> Entity:
    """Return the entity of a kind by its id or name as typed, a session also by its number, a day by its date alone.

    Raise ``EstradError`` if there is none, or several. The venue and the conference are not found in this way.
    """
    finders: dict[type[Entity], _Find] = {
        Session: session_named, Person: person_named, Room: room_named, Track: track_named, Day: day_named,
    }  # fmt: skip
    if kind in finders:
        return finders[kind](agenda, typed)
    things: Sequence[Any] = (
        agenda.partners_in_order if kind is Partner
        else agenda.templates_in_order if kind is Template
        else agenda.blocks_in_order if kind is Block
        else agenda.covers_in_order
    )  # fmt: skip
    found = [thing for thing in things if typed == thing.id or is_same_name(_name_in_list(agenda, thing), typed)]
    if len(found) == 1:
        one: Entity = found[0]
        return one
    ids = ", ".join(thing.id for thing in found or things)
    if found:
        raise EstradError(Text("Several are called “{name}”.", name=typed), Text("Say the id instead: {ids}.", ids=ids))
    shown = "blocks" if kind is Block else "conference"
    raise EstradError(
        Text("There is no {thing} “{name}”.", thing=NAMES_OF_THINGS[kind], name=typed),
        Text("`list FILE {kind} --json` shows their ids.", kind=shown) if ids else None,
    )


def _name_in_list(agenda: Agenda, thing: Partner | Template | Block | Cover) -> str:
    """Return the name that ``list`` prints for a thing, as JSON: for a shift that of its person."""
    if isinstance(thing, Cover):
        return agenda.people[thing.person].name
    return thing.title if isinstance(thing, Template | Block) else thing.name


def _find_named(typed: str, things: Sequence[N], none: Text) -> N:
    """Return the entity with this id, or else with exactly this name, or else with this name ignoring case.

    Raise ``EstradError`` if there are several, or with the problem ``none`` if there is none.
    """
    folded = clean_line(typed).casefold()
    for found in (
        [thing for thing in things if thing.id == typed],
        [thing for thing in things if is_same_name(thing.name, typed)],
        [thing for thing in things if clean_line(thing.name).casefold() == folded],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise EstradError(
                Text("Several are called “{name}”.", name=typed),
                Text("Say the id instead: {ids}.", ids=", ".join(thing.id for thing in found)),
            )
    names = _similar_names(folded, [thing.name for thing in things])
    raise EstradError(none, Text("There is: {names}.", names=", ".join(names)) if names else None)


def _similar_names(folded: str, names: Sequence[str]) -> Sequence[str]:
    """Return all names if they are few, otherwise up to ``FEW`` that are similar to the typed text or contain it."""
    if len(names) <= FEW:
        return names
    by_key = {name.casefold(): name for name in names}
    like = [*get_close_matches(folded, by_key, n=FEW), *(key for key in by_key if folded and folded in key)]
    return [by_key[key] for key in dict.fromkeys(like)][:FEW]


def day_named(agenda: Agenda, typed: str) -> Day:
    """Return the day with this date, whose year may be missing; raise ``EstradError`` if there is no such day."""
    when = read_date(typed, conference_year_rule(day.date for day in agenda.days_in_order))
    day = agenda.day_with_date(when)
    if day is None:
        names = ", ".join(day.date.isoformat() for day in agenda.days_in_order)
        raise EstradError(
            Text("{date} is not a day of this conference.", date=when.isoformat()),
            Text("There is: {names}.", names=names),
        )
    return day


def parse_signed_minutes(typed: str) -> int:
    """Parse a whole number of minutes with an optional sign; raise ``EstradError`` if it is none."""
    if not _WHOLE.fullmatch(typed):
        raise EstradError(Text("“{text}” is no whole number of minutes.", text=typed), Text("Write it as 15 or -15."))
    return int(typed.replace("−", "-"))


FINDERS: dict[str, Callable[[Agenda, str], object]] = {
    "day": day_named, "room": room_named, "track": track_named, "person": person_named, "moderator": person_named,
}  # fmt: skip
"""The functions that find the day, room, track or person that an option names, by the option's name."""


def product_options(products: Sequence[Product]) -> Iterator[Parameter]:
    """Yield the command-line options of these products; if only some have an option, its help names those."""
    for one in distinct_options(products):
        have = [product.name for product in products if one in product.options]
        told = Text("{help} For: {names}.", help=Text(one.help), names=", ".join(have))
        metavar = "|".join(one.choices) if one.choices else one.metavar or None
        said = told if len(have) < len(products) else Text(one.help)
        offered = completion(tuple(one.choices or ()))
        yield option(f"--{one.name}", metavar=metavar, is_flag=not one.metavar, help=said, shell_complete=offered)


def given_options(product: Product, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given, by name.

    Raise ``EstradError`` for an option or value that the product does not have, or options that exclude each other.
    """
    options, found = {option.name.replace("-", "_"): option for option in product.options}, dict[str, Any]()
    for name, value in asked.items():
        if value not in (None, False):
            if name not in options:
                known = ", ".join(f"--{option.name}" for option in product.options)
                raise EstradError(
                    Text(
                        "There is no --{option} for “{product}”.", option=name.replace("_", "-"), product=product.name
                    ),
                    Text("There is: {names}.", names=known) if known else None,
                )
            found[name] = _option_value(options[name], value)
    if len(either := [f"--{name}" for name in product.either if name in found]) > 1:
        raise EstradError(Text("{options} cannot be combined.", options=", ".join(either)), Text(product.either_remedy))
    return found


def _option_value(option: ProductOption, value: Any) -> Any:
    """Return the value given for an option, in lower case if the option has choices.

    Raise ``EstradError`` if it is none of the choices.
    """
    if not option.choices:
        return value
    none = Text("There is no --{option} “{name}”.", option=option.name, name=value)
    refuse_unknown(value.casefold(), option.choices, none)
    return value.casefold()


def resolve_options(agenda: Agenda, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options with days, rooms, tracks and people in place of their names.

    Raise ``EstradError`` if one does not exist.
    """
    return {name: FINDERS[name](agenda, value) if name in FINDERS else value for name, value in options.items()}


def refuse_suffix(out: Path, suffixes: Sequence[str]) -> None:
    """Raise ``EstradError`` if a file to write has none of the suffixes."""
    if out.suffix.lower() not in suffixes:
        raise EstradError(
            Text("Estrad does not write this into a file like “{name}”.", name=out.name),
            Text("Give it a name that ends in {suffixes}.", suffixes=", ".join(suffixes)),
            file=out,
        )
