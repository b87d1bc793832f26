"""The commands ``set``, ``add`` and ``remove`` for entities and their fields, and ``edition`` for the next year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.cli.conference import create_and_report, refuse_existing
from planner.cli.console import Console
from planner.cli.fields import FieldContext, assign, field_names, fixed_values
from planner.cli.lookup import THINGS, person_named, thing_named
from planner.cli.parameters import JSON, WAIT, argument, command, completion, option, refuse_unknown
from planner.cli.timeline import report_change
from planner.commands.blocks import add_block
from planner.commands.deleting import DELETE
from planner.commands.edit import in_one_step, make_entity
from planner.commands.next_edition import KeptSessions, new_edition
from planner.commands.people import add_cover_allowing_second, add_partner, add_person, refuse_second_cover
from planner.commands.sessions import add_session, add_template
from planner.commands.venue import add_day, add_room, add_track
from planner.domain.agenda import Agenda, Change, picture_ids
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
)
from planner.domain.input_parsing import conference_year_rule, read_date, upcoming_year_rule
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Kind

ALONE = {Conference: "conference", Venue: "venue"}
"""The entities of which a conference has just one, so that commands take no name for them, with their words."""
REMOVABLE = tuple(name for name, kind in THINGS.items() if kind in DELETE)


def _things_help(names: Sequence[str]) -> Text:
    return Text(
        "THING is one of: {names}. NAME is an id, a session's number or exact title, a day's date, or a name. An "
        "unknown FIELD is answered with the names of all.",
        names=", ".join(names),
    )


def _words_to_complete(given: Mapping[str, Any]) -> Iterable[str]:
    """Return the words that can come next in ``set``, where a name precedes the fields of a thing not in ``ALONE``."""
    words = tuple(given["words"] or ())
    if THINGS.get(given["thing"]) in ALONE:
        return _field_words_to_complete(given)
    return _field_words_to_complete({**given, "words": words[1:]}) if words else ()


def _field_words_to_complete(given: Mapping[str, Any]) -> Iterable[str]:
    """Return the names of the thing's fields that are not given yet or, after a field, the values that it can have."""
    kind, words = THINGS.get(given["thing"]), tuple(given["words"] or ())
    if kind is None:
        return ()
    return fixed_values(kind, words[-1]) if len(words) % 2 else [n for n in field_names(kind) if n not in words[::2]]


@command(
    "set",
    "file",
    argument("thing", metavar="THING", choices=tuple(THINGS)),
    argument(
        "words", metavar="[NAME] FIELD VALUE [FIELD VALUE]…", nargs=-1, shell_complete=completion(_words_to_complete)
    ),
    WAIT,
    JSON,
    more=_things_help(tuple(THINGS)),
    context_settings={"ignore_unknown_options": True},
)
def set_command(console: Console, file: str, thing: str, words: tuple[str, ...], as_json: bool) -> None:
    """Run ``set FILE THING [NAME] FIELD VALUE [FIELD VALUE]… [--wait S] [--json]``."""
    kind = _entity_type(thing, tuple(THINGS))
    name, rest = ("", words) if kind in ALONE else (words[0] if words else "", words[1:])
    values = _values_by_field(rest or ("",))
    with console.opened(file) as workspace:
        pictures, entity_id = dict[str, bytes](), _thing_id(workspace.agenda, kind, name)
        change = assign(_field_context(console, workspace.agenda, pictures), kind, entity_id, values)
        workspace.apply(change, pictures)
    report_change(console, change, as_json=as_json, id=entity_id)


@command(
    "add",
    "file",
    argument("thing", metavar="THING", choices=REMOVABLE),
    "name",
    argument("words", metavar="[FIELD VALUE]…", nargs=-1, shell_complete=completion(_field_words_to_complete)),
    WAIT,
    JSON,
    more=_things_help(REMOVABLE),
    context_settings={"ignore_unknown_options": True},
)
def add_command(console: Console, file: str, thing: str, name: str, words: tuple[str, ...], as_json: bool) -> None:
    """Run ``add FILE THING NAME [FIELD VALUE]… [--wait S] [--json]``; the JSON has the id of the new thing."""
    kind, values = _entity_type(thing, REMOVABLE), _values_by_field(words)
    with console.opened(file) as workspace:
        pictures, new_id = dict[str, bytes](), workspace.new_id()
        begun = ADD[kind](workspace.agenda, new_id, name, values)
        makes: list[Callable[[Agenda], Change]] = [lambda _agenda: begun]
        if values:
            makes.append(lambda agenda: assign(_field_context(console, agenda, pictures), kind, new_id, values))
        change = in_one_step(workspace.agenda, begun.label, makes)
        if kind is Cover:
            refuse_second_cover(workspace.agenda.after(change), new_id)
        workspace.apply(change, pictures)
    report_change(console, change, as_json=as_json, id=new_id)


@command(
    "remove",
    "file",
    argument("thing", metavar="THING", choices=REMOVABLE),
    "name",
    WAIT,
    JSON,
    more=Text("THING is one of: {names}.", names=", ".join(REMOVABLE)),
)
def remove_command(console: Console, file: str, thing: str, name: str, as_json: bool) -> None:
    """Run ``remove FILE THING NAME [--wait S] [--json]``."""
    kind = _entity_type(thing, REMOVABLE)
    with console.opened(file) as workspace:
        entity_id = _thing_id(workspace.agenda, kind, name)
        change = DELETE[kind](workspace.agenda, entity_id)
        workspace.apply(change)
    report_change(console, change, as_json=as_json, id=entity_id)


@command(
    "edition",
    "file",
    argument("new", metavar="NEW"),
    option("--date", "first", required=True, metavar="D", help=Text("Its first day, as 2025-04-24.")),
    option("--title", default="", metavar="T", help=Text("What it is called; if not given, with the new year.")),
    option(
        "--keep",
        choices=[kept.value for kept in KeptSessions],
        default=KeptSessions.FRAME.value,
        help=Text("What comes along: no session, the frame (what needs no speaker, blocks, shifts), the rest, or all."),
    ),
    WAIT,
    JSON,
)
def edition_command(console: Console, file: str, new: str, first: str, title: str, keep: str, as_json: bool) -> None:
    """Run ``edition FILE NEW --date D [--title T] [--keep none|frame|rest|all] [--wait S] [--json]``."""
    refuse_existing(new)
    with console.reading(file) as workspace:
        last = workspace.agenda.days_in_order[-1].date
        begins = read_date(first, upcoming_year_rule(last))
        agenda = new_edition(workspace.agenda, console.env.ids, first=begins, title=title, kept=KeptSessions(keep))
        found = {picture: workspace.pictures.read(picture) for picture in picture_ids(agenda)}
    pictures = {picture: data for picture, data in found.items() if data is not None}
    create_and_report(console, new, agenda, pictures, as_json=as_json)


def _field_context(console: Console, agenda: Agenda, found: dict[str, bytes]) -> FieldContext:
    """Return the context for reading fields; it puts the pictures that it reads into ``found``, by id."""

    def read(name: str, typed: str) -> str:
        picture_id, data = console.drawing.encode(Path(typed), name == "photo")
        found[picture_id] = data
        return picture_id

    return FieldContext(agenda, console.words, console.env, read)


def _entity_type(thing: str, known: Sequence[str]) -> type[Entity]:
    refuse_unknown(thing, known, Text("There is no kind of thing “{name}”.", name=thing))
    return THINGS[thing]


def _values_by_field(words: Sequence[str]) -> dict[str, str]:
    """Return the values by field; raise ``EstradError`` if a field has no value or is given twice."""
    if len(words) % 2 or not all(words[::2]):
        raise EstradError(
            Text("Fields and values come in pairs."), Text("Write FIELD VALUE, such as title “A new title”.")
        )
    if twice := next((name for name in words[::2] if words[::2].count(name) > 1), None):
        raise EstradError(Text("“{name}” is said twice.", name=twice), Text("Say each field once."))
    return dict(zip(words[::2], words[1::2], strict=True))


def _thing_id(agenda: Agenda, kind: type[Entity], name: str) -> str:
    if kind in ALONE:
        return str(getattr(agenda, ALONE[kind]).id)
    return thing_named(agenda, kind, name).id


Values = Mapping[str, str]


def _kind_argument(values: Values) -> dict[str, Any]:
    """Return the argument ``kind`` if the values have a valid one, so that the new session gets its usual length."""
    word = values.get("kind", "").strip().casefold()
    return {"kind": Kind(word)} if word in set(Kind) else {}


def _add_day(agenda: Agenda, new_id: str, name: str, values: Values) -> Change:
    return add_day(agenda, new_id, when=read_date(name, conference_year_rule(day.date for day in agenda.days_in_order)))


def _add_shift(agenda: Agenda, new_id: str, name: str, values: Values) -> Change:
    """Return the change that adds a shift of a person on the whole first day, before the given fields are set."""
    cover = make_entity(Cover, id=new_id, person=person_named(agenda, name).id, day=agenda.days_in_order[0].date)
    return add_cover_allowing_second(agenda, cover)


ADD: Mapping[type[Entity], Callable[[Agenda, str, str, Values], Change]] = {
    Session: lambda agenda, new_id, name, values: add_session(agenda, new_id, title=name, **_kind_argument(values)),
    Person: lambda agenda, new_id, name, values: add_person(agenda, new_id, name=name),
    Room: lambda agenda, new_id, name, values: add_room(agenda, new_id, name=name),
    Track: lambda agenda, new_id, name, values: add_track(agenda, new_id, name=name),
    Day: _add_day,
    Partner: lambda agenda, new_id, name, values: add_partner(agenda, new_id, name=name),
    Cover: _add_shift,
    Template: lambda agenda, new_id, name, values: add_template(agenda, new_id, title=name, **_kind_argument(values)),
    Block: lambda agenda, new_id, name, values: add_block(agenda, new_id, title=name),
}
"""The functions that add an entity, given its name: for a shift that of its person, for a day its date."""
