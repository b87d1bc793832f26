"""Creates the rows of a plan for an entity that is both here and in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.commands.edit import name_of
from planner.commands.field_names import FIELD_NAMES
from planner.domain.text import Text
from planner.importing.comparing import FieldComparer, FieldComparison, FileField, Thing
from planner.importing.formatting import ValueFormatter, joined
from planner.importing.plan import Difference, ImportRow, Verdict

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
        names = joined([Text(FIELD_NAMES[one.name]) for one in compared.kept])
        says = (*says, Text("Kept as it is here: {fields}.", fields=names))
    if compared.changed or not compared.conflicts:
        verdict = Verdict.CHANGED if compared.changed else Verdict.SAME
        after = by.with_fields(base, compared.changed) if compared.changed else before
        differences = _differences(compared, after, compared.changed, showing)
        kept = bool(compared.kept)
        rows.append(_row(before, after, verdict, differences, place, says, kept=kept, doubtful=doubtful))
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
