"""Reports the effect of a planned or completed import, as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from planner.cli.console import Console
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.text import Text
from planner.importing.plan import VERDICTS, ImportPlan, ImportRow, Verdict

MOST_NAMES = 20
"""The maximum number of names in the line on data for which Estrad has no field."""
LEFT: dict[str, Callable[[ImportRow], bool]] = {
    "conflict": lambda row: row.verdict is Verdict.CONFLICT,
    "gone": lambda row: row.verdict is Verdict.GONE,
    "deleted": lambda row: row.deleted,
}
"""The kinds of rows that an import leaves alone unless ``--also`` requests them."""


def ticked_keys(plan: ImportPlan, also: Collection[str]) -> frozenset[str]:
    """Return the keys of the rows to import: the proposed ones and those requested by ``also``."""
    asked = (row.key for row in plan.rows if any(LEFT[what](row) for what in also))
    return plan.proposed.union(asked)


def rows_left(plan: ImportPlan, also: Collection[str]) -> dict[str, int]:
    """Return the number of rows left alone for each word that ``--also`` could still request."""
    free = [row for row in plan.rows if row.can_be_ticked and row.key not in ticked_keys(plan, also)]
    counts = {what: sum(map(belongs, free)) for what, belongs in LEFT.items()}
    return {what: n for what, n in counts.items() if n}


def say_plan(console: Console, plan: ImportPlan, also: Collection[str], *, rows: bool) -> None:
    """Print the time zone, the counts of sessions and other entities, and what is doubtful, refused or left alone."""
    for text in (plan.zone.says, *plan.remarks):
        console.say(text)
    sessions = plan.counts(Session)
    console.write(_counted(console, sessions))
    others: dict[Verdict, int] = {v: n - sessions[v] for v, n in plan.counts().items() if n > sessions[v]}
    others.pop(Verdict.SAME, None)
    if others:
        console.say(Text("Besides the sessions: {counts}.", counts=_counted(console, others)))
    named = [console.words.say(text) for text in plan.brings()]
    if named:
        console.say(Text("With them: {things}.", things=", ".join(named)))
    if plan.doubtful:
        n = len(plan.doubtful)
        console.say(Text("Doubtful: {n}; --rows says why.", n=n))
    for row in plan.rows:
        if row.verdict is Verdict.REFUSED:
            _say_row(console, row)
    if left := rows_left(plan, also):
        counted = ", ".join(f"{what} {n}" for what, n in left.items())
        options = " ".join(f"--also {what}" for what in left)
        console.say(
            Text("Left alone: {rows}. Add {options} to take them, or import it in the window and tick single ones.",
                 rows=counted, options=options)
        )  # fmt: skip
    if without := plan.without_a_place(MOST_NAMES):
        console.say(without)
    if rows:
        _say_rows(console, plan)


def _say_rows(console: Console, plan: ImportPlan) -> None:
    """Print a line for each row that changes or has a remark, except refused rows."""
    for row in plan.rows:
        if row.verdict is not Verdict.REFUSED and (row.verdict is not Verdict.SAME or row.kept or row.doubtful):
            _say_row(console, row)


def _say_row(console: Console, row: ImportRow) -> None:
    line = f"{row.cell or row.line}:" if row.line else "–"
    console.write(f"{console.words(VERDICTS[row.verdict])}\t{line}\t{row.title}\t{_text(console, row)}")


def _counted(console: Console, counts: Mapping[Verdict, int]) -> str:
    return ", ".join(f"{console.words(VERDICTS[verdict])}: {n}" for verdict, n in counts.items())


def _text(console: Console, row: ImportRow) -> str:
    return " · ".join(console.words.say(text) for text in row.texts)


def plan_document(console: Console, plan: ImportPlan, also: Collection[str]) -> dict[str, Any]:
    """Return the import plan as a JSON document.

    The counts are of sessions; ``rows`` has the rows of all entities, and ``brought`` counts all new entities.
    """
    counts = plan.counts(Session)
    ticked = ticked_keys(plan, also)
    brought = plan.brought(ticked)
    rows = [row for row in plan.rows if row.what is Session]
    return {
        **{verdict.value: counts[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)},
        "moved": sum(1 for row in rows if row.moved),
        "retitled": sum(1 for row in rows if row.retitled),
        **{verdict.value: counts[verdict] for verdict in (Verdict.SAME, Verdict.GONE, Verdict.REFUSED)},
        "unmapped": sum(plan.unmapped.values()),
        "unmapped_names": dict(plan.unmapped),
        "brought": {name: brought[what] for name, what in _PLURALS},
        "timezone": plan.zone.zone.key,
        "timezone_from": plan.zone.by.value,
        "remarks": [console.words.say(text) for text in plan.remarks],
        "warnings": [console.words.say(text) for text in plan.warnings],
        "left": rows_left(plan, also),
        "doubtful": len(plan.doubtful),
        "rows": [_row_document(console, row, ticked=row.key in ticked) for row in plan.rows],
    }


def _row_document(console: Console, row: ImportRow, *, ticked: bool) -> dict[str, Any]:
    say = console.words.say
    return {
        "verdict": row.verdict.value,
        "what": row.what.__name__.lower(),
        "line": row.line,
        "cell": row.cell,
        "title": row.title,
        "text": _text(console, row),
        "fields": [
            {"field": one.key, "here": say(one.before), "file": say(one.after),
             "last": say(one.last) if one.last else None}
            for one in row.differences
        ],
        "ticked": ticked,
    }  # fmt: skip


_PLURALS: tuple[tuple[str, type[Entity]], ...] = (
    ("sessions", Session), ("people", Person), ("rooms", Room), ("tracks", Track), ("days", Day),
)  # fmt: skip
