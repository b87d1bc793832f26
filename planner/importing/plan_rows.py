"""Creates the rows of an import plan for existing, new and missing entities, and formats their values as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from planner.commands.edit import FIELD_NAMES, entity_name
from planner.commands.value_text import write_links, write_segments, write_statements
from planner.commands.window_text import write_windows
from planner.domain.agenda import Agenda
from planner.domain.entities import Cover, Entity
from planner.domain.span import format_date_and_times, format_times
from planner.domain.text import N_, Plural, Text, join_with_commas
from planner.domain.value_objects import (
    ABSTRACT_NAMES,
    COLOUR_NAMES,
    KIND_NAMES,
    PROFILE_NAMES,
    STATE_NAMES,
    STATUS_NAMES,
    AbstractLength,
    Appearance,
    Kind,
    Placement,
    ProfileChoice,
    Role,
    State,
    Status,
)
from planner.importing.comparing import FieldComparison, FileField, Thing
from planner.importing.plan import Difference, ImportRow, Verdict

LONGEST, MOST_NAMES = 70, 8
_ROLE_NAMES = {Role.MODERATOR: N_("moderator"), Role.HOST: N_("host"), Role.PANELLIST: N_("panellist"),
          Role.RESERVE: N_("reserve")}  # fmt: skip
NOTHING = Text("–")


def format_plain_value(value: Any) -> Text:
    """Format a value that does not refer to other entities, whatever its field."""
    match value:
        case None | "" | ():
            return NOTHING
        case Kind():
            return Text(KIND_NAMES[value])
        case Status():
            return Text(STATUS_NAMES[value])
        case State():
            return Text(STATE_NAMES[value])
        case AbstractLength():
            return Text(ABSTRACT_NAMES[value])
        case ProfileChoice():
            return Text(PROFILE_NAMES[value])
        case bool():
            return Text("yes") if value else Text("no")
    return _shortened(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))


class ValueFormatter:
    """Formats values as texts, with names for ids; ``new_things`` are the entities that the import brings, by id."""

    def __init__(self, agenda: Agenda, new_things: Mapping[str, Entity]) -> None:
        self._here: dict[str, Entity] = {**agenda.rooms, **agenda.tracks, **agenda.people, **agenda.blocks}
        self._new, self._days = new_things, agenda.days_in_order

    def name(self, key: str) -> str:
        """Return the name of a room, track, person or block, or a question mark if it no longer exists."""
        thing = self._here.get(key) or self._new.get(key)
        return entity_name(thing) if thing else "?"

    def format_pair(self, field: str, before: Any, after: Any) -> tuple[Text, Text]:
        """Format the two values of a field; long texts lose a common beginning, placements show what differs."""
        if type(before) is type(after) is str and field not in ("track", "block", "colour"):
            return _differing_texts(before, after)
        if isinstance(before, Placement) and isinstance(after, Placement):
            return self._differing_parts(before, after), self._differing_parts(after, before)
        if field == "links" and before and after and len(before) == len(after):
            return _on_one_line(write_links(before)), _on_one_line(write_links(after))
        return self.value(field, before), self.value(field, after)

    def value(self, field: str, value: Any) -> Text:
        """Format the value of a field, with the names of the entities that it refers to."""
        match field, value:
            case "placement", None:
                return Text("not placed")
            case "placement", _:
                return self.place(value)
            case "track" | "block", str():
                return _shortened(self.name(value))
            case "people", (_, *_):
                return self.people(value)
            case "chairs", (_, *_):
                return self.chairs(value)
            case "extra", (_, *_):
                return _shortened(", ".join(f"{extra.name}: {extra.value}" for extra in value))
            case "links", (_, *_):
                return Plural("{n} link", "{n} links", len(value))
            case "segments", (_, *_):
                return _on_one_line(write_segments(value))
            case "statements", (_, *_):
                return _on_one_line(write_statements(value))
            case "earlier", (_, *_):
                return _shortened(", ".join(str(one.year) for one in value))
            case "availability" | "closed", (_, *_):
                return _on_one_line(write_windows(value, self._days))
            case "colour", str() if value in COLOUR_NAMES:
                return Text(COLOUR_NAMES[value])
            case "minutes", _:
                return Text("{n} min", n=value)
        return format_plain_value(value)

    def place(self, placement: Placement) -> Text:
        """Format the day, time and rooms of a placement."""
        return self._time_and_rooms(format_date_and_times(placement.span), placement.rooms, placement.place)

    def _time_and_rooms(self, when: str | Text, rooms: Sequence[str], place: str = "") -> Text:
        if not (rooms or place):
            return Text("{when}, all rooms", when=when)
        return Text("{when}, {rooms}", when=when, rooms=", ".join(map(self.name, rooms)) or place)

    def format_shift(self, cover: Cover) -> Text:
        """Format the day, time and room of a moderator's shift, and the answer if the moderator was asked."""
        day = Text("{date}, the whole day", date=cover.day.isoformat())
        when = day if cover.whole_day else format_date_and_times(cover.span)
        where = self._time_and_rooms(when, [cover.room] if cover.room else [])
        return where if cover.state is State.NOT_ASKED else join_with_commas([where, Text(STATE_NAMES[cover.state])])

    def _differing_parts(self, placement: Placement, other: Placement) -> Text:
        """Format day, time and rooms of a placement, each if it differs from the ``other``; the date if none does."""
        span, theirs = placement.span, other.span
        where = ", ".join(filter(None, (*map(self.name, placement.rooms), placement.place)))
        parts = (
            (
                span.start_datetime.date() != theirs.start_datetime.date(),
                Text("{date}", date=span.start_datetime.date().isoformat()),
            ),
            (
                (span.start_datetime, span.end_datetime) != (theirs.start_datetime, theirs.end_datetime),
                Text("{time}", time=format_times(span)),
            ),
            (
                (placement.rooms, placement.place) != (other.rooms, other.place),
                Text("{rooms}", rooms=where) if where else Text("all rooms"),
            ),
        )
        found = [text for differs, text in parts if differs]
        return join_with_commas(found) if found else Text("{date}", date=span.day.isoformat())

    def people(self, appearances: tuple[Appearance, ...]) -> Text:
        """Format the names of the first eight people, with roles other than speaker, and the number of others."""
        found = join_with_commas([self._appearance(one) for one in appearances[:MOST_NAMES]])
        more = len(appearances) - MOST_NAMES
        return Plural("{names} and {n} more", "{names} and {n} more", more, names=found) if more > 0 else found

    def chairs(self, chairs: tuple[Appearance, ...]) -> Text:
        """Format the names of the chairs of a block."""
        return _shortened(", ".join(self.name(one.person) for one in chairs))

    def _appearance(self, one: Appearance) -> Text:
        name = _shortened(self.name(one.person))
        return Text("{name} ({role})", name=name, role=Text(_ROLE_NAMES[one.role])) if one.role in _ROLE_NAMES else name


def _shortened(text: str) -> Text:
    return Text("{text}", text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _on_one_line(lines: str) -> Text:
    return _shortened(lines.replace("\n", "; "))


def _differing_texts(before: str, after: str) -> tuple[Text, Text]:
    before, after = " ".join(before.split()), " ".join(after.split())
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    if max(len(before), len(after)) > LONGEST and same > 20:
        before, after = "…" + before[same - 10 :], "…" + after[same - 10 :]
    return (_shortened(before) if before else NOTHING), (_shortened(after) if after else NOTHING)


NO_LONGER = Text("Imported before and no longer here. Tick it to take it in again.")
BOTH = Text("Changed here and in the file. Tick it to take what the file says.")
OTHER = Text("Filled in otherwise here. Tick it to take what the file says.")
_TOGETHER = dict.fromkeys(("latitude", "longitude"), ("latitude", "longitude"))
"""Fields that can only be imported together."""


def change_and_conflict_rows(
    compared: FieldComparison[Any], showing: ValueFormatter, line: int, cell: str = "", says: Sequence[Text] = (),
    notes: Sequence[Text] = (), remembered: Thing | None = None,
) -> list[ImportRow]:  # fmt: skip
    """Return the rows of an existing entity: one of what the file changes or leaves the same, and one of conflicts.

    There is always at least one of them. ``says`` are remarks that make the entity doubtful, ``notes`` are for
    information; ``remembered`` is the entity with what is to be remembered of it in any case.
    """
    row = partial(_compared_row, compared, showing, line, cell, remembered or compared.before)
    rows: list[ImportRow] = []
    remarks, doubtful = (*notes, *says), bool(says)
    if compared.kept:
        names = join_with_commas([Text(FIELD_NAMES[one.name]) for one in compared.kept])
        remarks = (*remarks, Text("Kept as it is here: {fields}.", fields=names))
    if compared.changed or not compared.conflicts:
        verdict = Verdict.CHANGED if compared.changed else Verdict.SAME
        rows.append(row(verdict, compared.changed, remarks, kept=bool(compared.kept), doubtful=doubtful))
        remarks, doubtful = (), False
    if compared.conflicts:
        remarks = (*[BOTH] * bool(compared.both), *[OTHER] * bool(compared.other), *remarks)
        rows.append(row(Verdict.CONFLICT, compared.conflicts, remarks, doubtful=doubtful))
    return rows


def _compared_row(
    compared: FieldComparison[Any], showing: ValueFormatter, line: int, cell: str, base: Thing, verdict: Verdict,
    said: Sequence[FileField], remarks: tuple[Text, ...], *, kept: bool = False, doubtful: bool = False,
) -> ImportRow:  # fmt: skip
    before: Thing = compared.before
    after = compared.by.with_fields(base, said) if said else before
    conflict = verdict is Verdict.CONFLICT
    return ImportRow(
        key=f"conflict {row_key(before)}" if conflict else row_key(before),
        what=type(after),
        verdict=verdict,
        title=entity_name(before if conflict else after),
        line=line or None,
        before=before,
        after=after,
        differences=tuple(_field_difference(compared, after, one, showing) for one in said),
        says=remarks,
        ticked=verdict is Verdict.CHANGED,
        kept=kept,
        doubtful=doubtful,
        cell=cell,
    )


def row_key(entity: Entity) -> str:
    """Return the key of an entity's row: its class, and its key in a file or else its id."""
    return f"{type(entity).__name__.lower()}:{getattr(entity, 'origin', '') or entity.id}"


def new_row(
    entity: Entity, key: str, title: str, line: int, cell: str, about: Text, doubts: Sequence[Text] = (), *, kept: bool
) -> ImportRow:
    """Return the row of a new entity, which ``about`` describes; ``doubts`` are remarks that make it doubtful.

    If it was imported before and deleted here (``kept``), it is not ticked.
    """
    return ImportRow(
        key=key,
        what=type(entity),
        verdict=Verdict.SAME if kept else Verdict.NEW,
        title=title,
        line=line or None,
        after=entity,
        says=(NO_LONGER, about) if kept else (about, *doubts),
        ticked=not kept,
        kept=kept,
        doubtful=bool(doubts) and not kept,
        cell=cell,
    )


def gone_row(before: Entity, after: Entity | None, title: str, *says: Text) -> ImportRow:
    """Return the row of an entity that is no longer in the file.

    ``after`` is what it becomes if ticked, None if deleted.
    """
    return ImportRow(row_key(before), type(before), Verdict.GONE, title, None, before, after, (), says)


def _field_difference(
    compared: FieldComparison[Any], after: Thing, one: FileField, showing: ValueFormatter
) -> Difference:
    name, ours, theirs = one.name, getattr(compared.before, one.name), getattr(after, one.name)
    shown = showing.format_pair(name, ours, theirs)
    last = None
    if name in compared.last:
        last = shown[0] if compared.last[name] == ours else showing.value(name, compared.last[name])
    return Difference(FIELD_NAMES[name], *shown, key=name, last=last, fields=_TOGETHER.get(name, tuple(one.values)))
