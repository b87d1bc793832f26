"""The rows of a thing that is here and in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.commands.edit import name_of
from planner.commands.field_names import FIELD_NAMES
from planner.domain.text import Text
from planner.importing.comparing import Compared, Comparing, Said, Thing
from planner.importing.plan import Difference, Row, Verdict
from planner.importing.showing import Showing, joined

BOTH = Text("Changed here and in the file. Tick it to take what the file says.")
OTHER = Text("Filled in otherwise here. Tick it to take what the file says.")
_TOGETHER = dict.fromkeys(("latitude", "longitude"), ("latitude", "longitude"))
"""Fields of which one cannot be without the other."""


def rows_of(
    compared: Compared[Any], by: Comparing, showing: Showing, line: int, says: Sequence[Text] = ()
) -> list[Row]:
    """A row for what the file changed or left, and one for what is in conflict with it; ``says`` is doubtful in it."""
    before: Thing = compared.before
    rows: list[Row] = []
    says, doubtful = tuple(says), bool(says)
    if compared.kept:
        names = joined([Text(FIELD_NAMES[one.name]) for one in compared.kept])
        says = (*says, Text("Kept as it is here: {fields}.", fields=names))
    if compared.changed or not compared.conflicts:
        verdict = Verdict.CHANGED if compared.changed else Verdict.SAME
        after = by.taking(before, compared.changed)
        differences = _differences(before, after, compared.changed, showing)
        kept = bool(compared.kept)
        rows.append(_row(before, after, verdict, differences, line, says, kept=kept, doubtful=doubtful))
        says, doubtful = (), False
    if compared.conflicts:
        says = (*[BOTH] * bool(compared.both), *[OTHER] * bool(compared.other), *says)
        after = by.taking(before, compared.conflicts)
        differences = _differences(before, after, compared.conflicts, showing)
        rows.append(_row(before, after, Verdict.CONFLICT, differences, line, says, doubtful=doubtful))
    return rows


def _row(
    before: Thing, after: Thing, verdict: Verdict, differences: tuple[Difference, ...], line: int,
    says: tuple[Text, ...], *, kept: bool = False, doubtful: bool = False,
) -> Row:  # fmt: skip
    conflict = verdict is Verdict.CONFLICT
    key = f"{type(after).__name__.lower()}:{getattr(before, 'origin', '') or before.id}"
    return Row(
        key=f"conflict {key}" if conflict else key,
        what=type(after),
        verdict=verdict,
        title=name_of(before if conflict else after),
        line=line or None,
        before=before,
        after=after,
        differences=differences,
        says=says,
        ticked=verdict is Verdict.CHANGED,
        kept=kept,
        doubtful=doubtful,
    )


def _differences(before: Thing, after: Thing, said: list[Said], showing: Showing) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            FIELD_NAMES[one.name],
            *showing.pair(one.name, getattr(before, one.name), getattr(after, one.name)),
            key=one.name,
            fields=_TOGETHER.get(one.name, tuple(one.values)),
        )
        for one in said
    )
