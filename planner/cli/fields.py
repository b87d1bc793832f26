"""Fields of entities on the command line: reads their values as typed, and sets them by the commands of the forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import partial
from typing import Any

from planner.cli.lookup import (
    NAMES_OF_THINGS,
    day_named,
    person_named,
    room_named,
    session_named,
    thing_named,
    track_named,
)
from planner.cli.parameters import refuse_unknown
from planner.cli.timeline import PLACE, put_block, put_session
from planner.commands.answers import OWN_ANSWER, change_own_answer, find_session_or_block, people_or_chairs, set_answers
from planner.commands.blocks import assign_block
from planner.commands.edit import alone_or_in_one_step, edit, entity_name, in_one_step, move_to_position
from planner.commands.people import edit_cover, set_cover_times
from planner.commands.sessions import add_appearance, remove_appearance
from planner.commands.value_text import (
    read_earlier,
    read_extra,
    read_links,
    read_list,
    read_segments,
    read_statements,
)
from planner.commands.venue import move_day, set_day_hours
from planner.commands.window_text import read_windows
from planner.domain.agenda import Agenda, Change
from planner.domain.block import Block
from planner.domain.entities import (
    INTERNAL,
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
)
from planner.domain.input_parsing import (
    conference_year_rule,
    read_contact,
    read_date,
    read_language,
    read_length,
    read_link_address,
    read_mail_address,
    read_positive_number,
    read_time,
    read_web_address,
)
from planner.domain.languages import LANGUAGES
from planner.domain.text import N_, EstradError, Text
from planner.domain.value_objects import (
    OFFERED_COLOURS,
    ROLE_NAMES,
    AbstractLength,
    Appearance,
    Kind,
    NamingRule,
    PartnerRole,
    ProfileChoice,
    Role,
    State,
    Status,
    current_colour,
)
from planner.domain.zones import find_zone_name
from planner.environment import Environment
from planner.wording import Wording
from planner.workbook.codecs import NO, YES, all_wordings

PICTURES = ("photo", "logo")
"""The fields that hold a picture; the value typed is the name of a picture file."""
HOURS: Mapping[type[Entity], tuple[str, str]] = {Day: ("opens", "closes"), Cover: ("start", "end")}
"""The fields for start and end of a day or shift, which are set together, as one may move the other."""
WEB_PAGES = ("website", "programme_page", "registration_page", "calendar_address", "logo_address")
LINKS = ("stream", "map_link")
"""The fields with addresses: ``WEB_PAGES`` of web pages only, ``LINKS`` also of what other programs open."""


@dataclass(frozen=True, slots=True)
class FieldContext:
    """The values that reading a field may depend on: the conference, the user's language, and the environment.

    ``picture`` takes the name of a field and of a file, reads the picture in it and returns the picture's id.
    """

    agenda: Agenda
    words: Wording
    env: Environment
    picture: Callable[[str, str], str]


Read = Callable[[FieldContext, str], Any]


def _text_reader(read: Callable[[str], Any]) -> Read:
    return lambda _context, typed: read(typed)


def _optional_reader(read: Read) -> Read:
    return lambda context, typed: read(context, typed) if typed.strip() else None


def _reader_with_message(read: Callable[[str, str], Any], sentence: str) -> Read:
    """Return a field reader made of a function that also takes the ``sentence`` to raise for an unreadable text."""
    return lambda _context, typed: read(typed, sentence)


def _read_flag(_context: FieldContext, typed: str) -> bool:
    word = typed.strip().casefold()
    says_yes = word in all_wordings(YES) | {"true", "1"}
    if not says_yes and word not in all_wordings(NO) | {"false", "0", ""}:
        raise EstradError(Text("“{text}” is neither yes nor no.", text=typed), Text("Write yes or no."))
    return says_yes


def _choice_reader(kinds: type[StrEnum]) -> Read:
    return lambda _context, typed: kinds(_parse_choice(typed, [one.value for one in kinds]))


def _parse_choice(typed: str, known: Collection[str]) -> str:
    word = typed.strip().casefold()
    refuse_unknown(word, known, Text("“{text}” is not possible here.", text=typed))
    return word


def _read_colour(_context: FieldContext, typed: str) -> str:
    return _parse_choice(current_colour(typed.strip().casefold()), list(OFFERED_COLOURS)) if typed.strip() else ""


def _read_earlier(context: FieldContext, typed: str) -> Any:
    names = {role: context.words(name) for role, name in ROLE_NAMES.items()}
    return read_earlier(typed, names, N_("Type a year and a role, such as “2023 moderator”."))


def _picture_reader(name: str) -> Read:
    return lambda context, typed: context.picture(name, typed)


def _read_date(context: FieldContext, typed: str) -> Any:
    return read_date(typed, conference_year_rule(day.date for day in context.agenda.days_in_order))


ENUMS: Mapping[str, type[StrEnum]] = {
    kind.__name__: kind for kind in (Kind, Status, State, NamingRule, AbstractLength, ProfileChoice, PartnerRole)
}
BY_TYPE: Mapping[str, Read] = {
    "str": _text_reader(str), "bool": _read_flag, "date": _read_date, "date | None": _optional_reader(_read_date),
    "int": _text_reader(read_positive_number), "int | None": _optional_reader(_text_reader(read_positive_number)),
    "tuple[str, ...]": _text_reader(read_list), "tuple[Earlier, ...]": _read_earlier,
    "tuple[Span, ...]": lambda context, typed: read_windows(typed, context.agenda.days_in_order, context.words),
    "tuple[Statement, ...]": _text_reader(read_statements),
    "tuple[Link, ...]": _reader_with_message(
        read_links, N_("Type an address such as https://example.org, and what it leads to.")
    ),
    "tuple[Segment, ...]": _reader_with_message(
        read_segments, N_("Type what it is and its minutes, such as “Questions 15”.")
    ),
    "tuple[ExtraField, ...]": _reader_with_message(
        read_extra, N_("Type a name, a colon and a value, such as “Dinner: yes”.")
    ),
    **{name: _choice_reader(kind) for name, kind in ENUMS.items()},
}  # fmt: skip
"""The readers of fields, by the field's type as written in the entity's class."""
_length = _text_reader(read_length)
BY_NAME: Mapping[str, Read] = {
    "colour": _read_colour, "timezone": _text_reader(find_zone_name),
    "minutes": _length, "least": _optional_reader(_length),
    "email": lambda context, typed: _optional_reader(_text_reader(read_mail_address))(context, typed) or "",
    "contact": _text_reader(read_contact), "language": _text_reader(read_language),
    **dict.fromkeys(WEB_PAGES, _text_reader(read_web_address)), **dict.fromkeys(LINKS, _text_reader(read_link_address)),
    **dict.fromkeys(("setup", "teardown"), lambda context, typed: _length(context, typed) if typed.strip(" 0") else 0),
    **dict.fromkeys(("opens", "closes", "start", "end"), _optional_reader(_text_reader(read_time))),
    "track": _optional_reader(lambda context, typed: track_named(context.agenda, typed).id),
    "block": _optional_reader(lambda context, typed: thing_named(context.agenda, Block, typed).id),
    "person": lambda context, typed: person_named(context.agenda, typed).id,
    "room": _optional_reader(lambda context, typed: room_named(context.agenda, typed).id),
    **{name: _optional_reader(_picture_reader(name)) for name in PICTURES},
}  # fmt: skip
"""The readers of fields, by name, for which the type alone does not tell how to read them."""
CHOSEN: Mapping[tuple[type[Entity], str], Collection[str]] = {
    (Conference, "language"): LANGUAGES.keys(),
    **{(kind, "answers"): tuple(State) for kind in (Session, Block)},
}
"""The possible values of fields, by entity and name, where neither type nor name alone determines them."""
NOT_TYPED = frozenset({"id", "people", "chairs", "placement", *INTERNAL})
PUT: Mapping[type[Entity], Callable[[Agenda, str, Mapping[str, str]], Change]] = {
    Session: put_session, Block: put_block,
}  # fmt: skip
"""The functions that move a thing as the values of the fields in ``PLACE`` say, by kind."""


def field_names(kind: type[Entity]) -> tuple[str, ...]:
    """Return the names of the fields that can be set.

    Sessions and blocks have extra ones: for their place, people and answers, and for a block's sessions.
    """
    roles: tuple[str, ...] = tuple(role.value for role in Role) if kind is Session else ("chair", "sessions")
    more = (*PLACE[:-1], *roles, "answers") if kind in PUT else ()
    return (*(field.name for field in fields(kind) if field.name not in NOT_TYPED), *more)


def fixed_values(kind: type[Entity], name: str) -> tuple[str, ...]:
    """Return the words that stand for the values of a field, or an empty tuple if they are not a fixed few."""
    if (kind, name) in CHOSEN:
        return tuple(CHOSEN[kind, name])
    types: dict[str, Any] = {field.name: field.type for field in fields(kind)}
    by_type = {"bool": ("yes", "no"), **{word: tuple(values) for word, values in ENUMS.items()}}
    return tuple(OFFERED_COLOURS) if name == "colour" and name in types else by_type.get(types.get(name, ""), ())


def assign(context: FieldContext, kind: type[Entity], entity_id: str, values: Mapping[str, str]) -> Change:
    """Return the change that sets these fields of an entity to the values as typed, in one step.

    Raise ``EstradError`` for an unknown field or an impossible value.
    """
    for name in values:
        none = Text("There is no field “{name}” of a {thing}.", name=name, thing=NAMES_OF_THINGS[kind])
        refuse_unknown(name, field_names(kind), none)
    makes = list(_field_commands(context, kind, entity_id, values))
    entity = context.agenda.find(kind, entity_id)
    assert entity is not None
    return alone_or_in_one_step(context.agenda, Text("Change “{name}”", name=entity_name(entity)), makes)


Make = Callable[[Agenda], Change]


def _field_commands(
    context: FieldContext, kind: type[Entity], entity_id: str, values: Mapping[str, str]
) -> Iterable[Make]:
    """Yield the commands that set the fields, most of them in one; hours, answer, place and ``SPECIAL`` have others."""
    special = {name: typed for name, typed in values.items() if (kind, name) in SPECIAL}
    put = PUT.get(kind)
    placed = {name: typed for name, typed in values.items() if put and name in PLACE}
    plain = {
        name: _read_value(context, kind, name, typed)
        for name, typed in values.items()
        if name not in special and name not in placed
    }
    if hours := {name: plain.pop(name) for name in HOURS.get(kind, ()) if name in plain}:
        set_them = _set_hours if kind is Day else set_cover_times
        yield lambda agenda: set_them(agenda, entity_id, **hours)
    if answer := {name: plain.pop(name) for name in OWN_ANSWER if kind is Person and name in plain}:
        yield lambda agenda: change_own_answer(agenda, entity_id, today=context.env.today(), **answer)
    if pins := bool(placed) and plain.get("pinned") is True:
        del plain["pinned"]
    if plain and kind is Cover:
        yield lambda agenda: edit_cover(agenda, entity_id, **plain)
    elif plain:
        yield lambda agenda: edit(agenda, kind, entity_id, **plain)
    if put and placed:
        yield lambda agenda: put(agenda, entity_id, placed)
    if pins:  # last, as a pinned session cannot be moved
        yield lambda agenda: edit(agenda, kind, entity_id, pinned=True)
    for name, typed in special.items():
        yield partial(_special_change, context, SPECIAL[kind, name], entity_id, typed)


def _special_change(
    context: FieldContext, make: Callable[..., Change], entity_id: str, typed: str, now: Agenda
) -> Change:
    return make(replace(context, agenda=now), entity_id, typed)


def _read_value(context: FieldContext, kind: type[Entity], name: str, typed: str) -> Any:
    """Return the value of a field as typed; raise ``EstradError`` if it cannot be read."""
    if (kind, name) in CHOSEN:
        return _parse_choice(typed, CHOSEN[kind, name])
    read = BY_NAME.get(name)
    if read is None:
        types: dict[str, Any] = {field.name: field.type for field in fields(kind)}
        read = BY_TYPE.get(types[name], _read_float)
    try:
        return read(context, typed)
    except ValueError as error:
        raise EstradError(Text("“{text}” cannot be “{name}”.", text=typed, name=name), Text(str(error))) from error


def _read_float(_context: FieldContext, typed: str) -> float | None:
    try:
        return float(typed.replace(",", ".")) if typed.strip() else None
    except ValueError:
        raise ValueError(N_("Type a number of degrees, such as 59.3293.")) from None


# people -----------------------------------------------------------------------------------------------------


def _set_role(context: FieldContext, holder_id: str, typed: str, *, role: Role) -> Change:
    """Return the change after which just the people typed have the role; those who had it before keep their answer."""
    agenda, holder = context.agenda, find_session_or_block(context.agenda, holder_id)
    wanted = [person_named(agenda, name).id for name in read_list(typed)]
    had = [a.person for a in people_or_chairs(holder) if a.role is role]
    gone = [who for who in had if who not in wanted]
    makes: list[Make] = [partial(remove_appearance, holder_id=holder_id, person_id=who, role=role) for who in gone]
    new = [Appearance(who, role) for who in wanted if who not in had]
    makes += [partial(add_appearance, holder_id=holder_id, appearance=appearance) for appearance in new]
    if isinstance(holder, Block):
        return in_one_step(agenda, Text("Change the chairs of “{title}”", title=holder.title), makes)
    return in_one_step(agenda, Text("Change the people of “{title}”", title=holder.title), makes)


def _set_answers(context: FieldContext, thing_id: str, typed: str) -> Change:
    state = State(_parse_choice(typed, [one.value for one in State]))
    return set_answers(context.agenda, state, sessions=[thing_id], today=context.env.today())


def _set_sessions(context: FieldContext, block_id: str, typed: str) -> Change:
    """Return the change after which just the sessions typed are in the block."""
    agenda, block = context.agenda, context.agenda.blocks[block_id]
    wanted = [session_named(agenda, name).id for name in read_list(typed)]
    gone = [session.id for session in agenda.member_sessions(block_id) if session.id not in wanted]
    makes: list[Make] = [partial(assign_block, session_ids=gone, block_id=None)] if gone else []
    makes += [partial(assign_block, session_ids=wanted, block_id=block_id)] if wanted else []
    return in_one_step(agenda, Text("Change the sessions of “{title}”", title=block.title), makes)


# other fields with commands of their own ----------------------------------------------------------------------


def _set_hours(agenda: Agenda, day_id: str, **hours: int | None) -> Change:
    if None in hours.values():
        raise EstradError(Text("A day opens and closes."), Text("Type a time such as 9:30."))
    return set_day_hours(agenda, day_id, **hours)


def _set_position(context: FieldContext, entity_id: str, typed: str, *, kind: type[Entity]) -> Change:
    return move_to_position(context.agenda, kind, entity_id, read_positive_number(typed))


SPECIAL: Mapping[tuple[type[Entity], str], Callable[[FieldContext, str, str], Change]] = {
    **{(Session, role.value): partial(_set_role, role=role) for role in Role},
    **{(kind, "answers"): _set_answers for kind in PUT},
    (Block, "chair"): partial(_set_role, role=Role.MODERATOR),
    (Block, "sessions"): _set_sessions,
    (Day, "date"): lambda context, eid, typed: move_day(context.agenda, eid, _read_date(context, typed)),
    (Cover, "day"): lambda context, eid, typed: edit_cover(
        context.agenda, eid, day=day_named(context.agenda, typed).date
    ),
    **{(kind, "position"): partial(_set_position, kind=kind) for kind in (Room, Track, Template, Partner)},
}
"""The functions for fields that a command of their own sets, by entity and field name."""
