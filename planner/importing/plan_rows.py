"""Creates the rows of a plan for an entity that is both here and in the file, with its values as short texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from planner.commands.edit import FIELD_NAMES, name_of
from planner.domain.entities import Cover, Person, Room, Track
from planner.domain.span import date_and_times_of, times_of
from planner.domain.text import N_, Plural, Text, with_commas
from planner.domain.value_objects import KIND_NAMES, STATE_NAMES, Appearance, Kind, Placement, Role, State
from planner.importing.comparing import FieldComparer, FieldComparison, FileField, Thing
from planner.importing.plan import Difference, ImportRow, Verdict

LONGEST, MOST_NAMES = 70, 8
_ROLE_NAMES = {Role.MODERATOR: N_("moderator"), Role.HOST: N_("host"), Role.PANELLIST: N_("panellist"),
          Role.RESERVE: N_("reserve")}  # fmt: skip
NOTHING = Text("–")


class ValueFormatter:
    """Formats values as texts; the mappings by id include the entities that the import adds."""

    def __init__(self, rooms: Mapping[str, Room], tracks: Mapping[str, Track], people: Mapping[str, Person]) -> None:
        self._rooms, self._tracks, self._people = rooms, tracks, people

    def pair(self, field: str, before: Any, after: Any) -> tuple[Text, Text]:
        """Format both values; of two long texts, the part where they begin to differ."""
        if isinstance(before, str) and isinstance(after, str) and field not in ("track", "kind"):
            return _texts(before, after)
        if isinstance(before, Placement) and isinstance(after, Placement):
            return self._parts(before, after), self._parts(after, before)
        return self.value(field, before), self.value(field, after)

    def value(self, field: str, value: Any) -> Text:
        """Format a value."""
        match field, value:
            case _, None | "" | ():
                return Text("not placed") if field == "placement" else NOTHING
            case _, Placement():
                return self.place(value)
            case _, Kind():
                return Text(KIND_NAMES[value])
            case _, bool():
                return Text("yes") if value else Text("no")
            case "track", _:
                return _called(self._tracks, value)
            case "people", _:
                return self.people(value)
            case "extra", _:
                return _word(", ".join(f"{extra.name}: {extra.value}" for extra in value))
            case "links", _:
                return Plural("{n} link", "{n} links", len(value))
            case "minutes", _:
                return Text("{n} min", n=value)
        return _word(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))

    def place(self, placement: Placement) -> Text:
        """Format the day, time and rooms of a placement."""
        when = date_and_times_of(placement.span)
        if placement.everywhere:
            return Text("{when}, all rooms", when=when)
        return Text("{when}, {rooms}", when=when, rooms=self._names(placement.rooms))

    def cover(self, cover: Cover) -> Text:
        """Format the day, time, room and answer of a moderator's stretch."""
        when = Text("{when}", when=date_and_times_of(cover.span))
        if cover.whole_day:
            when = Text("{date}, the whole day", date=cover.day.isoformat())
        if cover.room is None:
            where = Text("{when}, all rooms", when=when)
        else:
            where = Text("{when}, {rooms}", when=when, rooms=self._names([cover.room]))
        if cover.state is State.NOT_ASKED:
            return where
        return with_commas([where, Text(STATE_NAMES[cover.state])])

    def _parts(self, placement: Placement, other: Placement) -> Text:
        """Format those of day, time and rooms that differ from the ``other`` placement."""
        span, parts = placement.span, []
        if span.begins.date() != other.span.begins.date():
            parts.append(Text("{date}", date=span.begins.date().isoformat()))
        if (span.begins, span.ends) != (other.span.begins, other.span.ends):
            parts.append(Text("{time}", time=times_of(span)))
        if placement.rooms != other.rooms:
            names = self._names(placement.rooms)
            parts.append(Text("{rooms}", rooms=names) if names else Text("all rooms"))
        return with_commas(parts) if parts else Text("{date}", date=span.day.isoformat())

    def _names(self, rooms: Sequence[str]) -> str:
        return ", ".join(self._rooms[room].name if room in self._rooms else "?" for room in rooms)

    def people(self, appearances: tuple[Appearance, ...]) -> Text:
        """Format the first names, with the roles of those who are not speakers, and the number of other people."""
        found = _word("")
        for a in appearances[:MOST_NAMES]:
            one = _called(self._people, a.person)
            if a.role in _ROLE_NAMES:
                one = Text("{name} ({role})", name=one, role=Text(_ROLE_NAMES[a.role]))
            found = Text("{names}, {name}", names=found, name=one) if found.args[0][1] else one
        more = len(appearances) - MOST_NAMES
        return Plural("{names} and {n} more", "{names} and {n} more", more, names=found) if more > 0 else found


def _called(things: Mapping[str, Room] | Mapping[str, Track] | Mapping[str, Person], key: str) -> Text:
    """Return the name of an entity, or a question mark if it no longer exists."""
    return _word(things[key].name if key in things else "?")


def _word(text: str) -> Text:
    return Text("{text}", text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _texts(before: str, after: str) -> tuple[Text, Text]:
    before, after = " ".join(before.split()), " ".join(after.split())
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    if max(len(before), len(after)) > LONGEST and same > 20:
        before, after = "…" + before[same - 10 :], "…" + after[same - 10 :]
    return (_word(before) if before else NOTHING), (_word(after) if after else NOTHING)


NO_LONGER = Text("Imported before and no longer here. Tick it to take it in again.")
BOTH = Text("Changed here and in the file. Tick it to take what the file says.")
OTHER = Text("Filled in otherwise here. Tick it to take what the file says.")
_TOGETHER = dict.fromkeys(("latitude", "longitude"), ("latitude", "longitude"))
"""Fields that can only be imported together."""


@dataclass(frozen=True, slots=True)
class FilePlace:
    """The position of an entity in a file."""

    line: int = 0
    cell: str = ""


def rows_of(
    compared: FieldComparison[Any],
    by: FieldComparer,
    showing: ValueFormatter,
    place: FilePlace,
    says: Sequence[Text] = (),
    notes: Sequence[Text] = (),
    remembered: Thing | None = None,
) -> list[ImportRow]:
    """Return a row for what the file changed or left unchanged, and one for the conflicts with it.

    ``says`` are remarks that make it doubtful, ``notes`` are for information; ``remembered`` is the entity with what is
    remembered in any case.
    """
    before: Thing = compared.before
    base = remembered or before
    rows: list[ImportRow] = []
    says, doubtful = (*notes, *says), bool(says)
    if compared.kept:
        names = with_commas([Text(FIELD_NAMES[one.name]) for one in compared.kept])
        says = (*says, Text("Kept as it is here: {fields}.", fields=names))
    if compared.changed or not compared.conflicts:
        verdict = Verdict.CHANGED if compared.changed else Verdict.SAME
        after = by.with_fields(base, compared.changed) if compared.changed else before
        differences = _differences(compared, after, compared.changed, showing)
        rows.append(_row(before, after, verdict, differences, place, says, kept=bool(compared.kept), doubtful=doubtful))
        says, doubtful = (), False
    if compared.conflicts:
        says = (*[BOTH] * bool(compared.both), *[OTHER] * bool(compared.other), *says)
        after = by.with_fields(base, compared.conflicts)
        differences = _differences(compared, after, compared.conflicts, showing)
        rows.append(_row(before, after, Verdict.CONFLICT, differences, place, says, doubtful=doubtful))
    return rows


def _row(
    before: Thing, after: Thing, verdict: Verdict, differences: tuple[Difference, ...], place: FilePlace,
    says: tuple[Text, ...], *, kept: bool = False, doubtful: bool = False,
) -> ImportRow:  # fmt: skip
    conflict = verdict is Verdict.CONFLICT
    key = f"{type(after).__name__.lower()}:{getattr(before, 'origin', '') or before.id}"
    return ImportRow(
        key=f"conflict {key}" if conflict else key,
        what=type(after),
        verdict=verdict,
        title=name_of(before if conflict else after),
        line=place.line or None,
        before=before,
        after=after,
        differences=differences,
        says=says,
        ticked=verdict is Verdict.CHANGED,
        kept=kept,
        doubtful=doubtful,
        cell=place.cell,
    )


def _differences(
    compared: FieldComparison[Any], after: Thing, said: Sequence[FileField], showing: ValueFormatter
) -> tuple[Difference, ...]:
    return tuple(_difference(compared, after, one, showing) for one in said)


def _difference(compared: FieldComparison[Any], after: Thing, one: FileField, showing: ValueFormatter) -> Difference:
    name, ours, theirs = one.name, getattr(compared.before, one.name), getattr(after, one.name)
    shown = showing.pair(name, ours, theirs)
    last = None
    if name in compared.last:
        last = shown[0] if compared.last[name] == ours else showing.value(name, compared.last[name])
    return Difference(FIELD_NAMES[name], *shown, key=name, last=last, fields=_TOGETHER.get(name, tuple(one.values)))
