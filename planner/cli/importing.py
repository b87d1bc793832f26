"""``import``: what another program exported, into a conference that is there or a new one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import click

from planner.cli.console import DONE, NO, Console
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.steps import Steps, T
from planner.domain.text import Text
from planner.importing.incoming import Incoming
from planner.importing.plan import VERDICTS, Plan, Row, Verdict
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.zones import choose_zone
from planner.storage.versions import Reason
from planner.tables.table import Tables
from planner.workspace import Workspace

MOST_NAMES, MOST_ZONES = 20, 6
"""Names in a line that counts what has no place here, and zones that are offered."""
KINDS_OF_SOURCE = ("schedule.xml",)
LEFT: dict[str, Callable[[Row], bool]] = {
    "conflict": lambda row: row.verdict is Verdict.CONFLICT,
    "gone": lambda row: row.verdict is Verdict.GONE,
    "deleted": lambda row: row.deleted,
}
"""What an import leaves alone unless it is asked for by these words."""


def import_command(console: Console) -> click.Command:
    """``import FILE SOURCE``, what SOURCE is, how it is read, and what of it is taken and printed."""
    _ = console.words

    @click.command("import", help=_("Add to FILE what SOURCE holds, or update what came from it before."))
    @click.argument("file")
    @click.argument("source")
    @click.option("--as", "kind", metavar="KIND", help=_("What SOURCE is: schedule.xml. Else its content tells."))
    @click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help=_("For tables only."))
    @click.option("--timezone", "zone", default="", metavar="Z", help=_("Where SOURCE names none: that of the place."))
    @click.option(
        "--also",
        multiple=True,
        metavar="WHAT",
        help=_("Also take what is left alone: conflict (as SOURCE says), gone (to the tray), deleted (in again)."),
    )
    @click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
    @click.option("--rows", is_flag=True, help=_("Also print a line for each session that is not the same."))
    @click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
    def command(
        file: str, source: str, kind: str | None, columns: tuple[str, ...], zone: str, also: tuple[str, ...],
        dry_run: bool, rows: bool, as_json: bool,
    ) -> int:  # fmt: skip
        _refuse(kind, columns, also)
        if zone:
            choose_zone(zone)
        incoming = _read(console, Path(source), kind)
        act = _into_existing if Path(file).exists() else _into_new
        plan, title = act(console, Path(file), incoming, zone, None if dry_run else also)
        if as_json:
            console.show_json(_document(console, plan, also))
        else:
            _say(console, plan, also, rows=rows)
            if not dry_run and not plan.all_refused:
                console.say(Text("“{file}” holds “{title}”.", file=file, title=title))
        return NO if plan.all_refused else DONE

    return command


def _refuse(kind: str | None, columns: tuple[str, ...], also: tuple[str, ...]) -> None:
    if kind is not None and kind not in KINDS_OF_SOURCE:
        raise EstradError(
            Text("There is no kind of source “{kind}”.", kind=kind),
            Text("Choose one of: {names}.", names=", ".join(KINDS_OF_SOURCE)),
        )
    if columns:
        raise EstradError(Text("A schedule.xml has no columns, so --map says nothing here."), Text("Leave out --map."))
    for what in also:
        if what not in LEFT:
            raise EstradError(
                Text("There is nothing “{what}” to take.", what=what),
                Text("Choose one of: {names}.", names=", ".join(LEFT)),
            )


def _ticked(plan: Plan, also: Collection[str]) -> frozenset[str]:
    """The keys of the rows that are proposed or asked for."""
    asked = (row.key for row in plan.rows if any(LEFT[what](row) for what in also))
    return plan.proposed.union(asked)


def _left(plan: Plan, also: Collection[str]) -> dict[str, int]:
    """How many rows are left alone that could be taken, by the word that takes them."""
    free = [row for row in plan.rows if row.can_be_ticked and row.key not in _ticked(plan, also)]
    counts = {what: sum(map(belongs, free)) for what, belongs in LEFT.items()}
    return {what: n for what, n in counts.items() if n}


def _read(console: Console, source: Path, kind: str | None) -> Incoming:
    """What the file tells; raises ``EstradError``."""
    from planner.importing.source import read_any

    told = _work(console, read_any(source, kind or ""))
    if isinstance(told, Tables):
        raise EstradError(Text("“{name}” is a table.", name=told.name), Text("Say what its columns are."))
    return told


Also = Collection[str] | None
"""What is taken along with what is proposed; None: nothing at all."""


def _into_existing(console: Console, file: Path, incoming: Incoming, asked: str, also: Also) -> tuple[Plan, str]:
    with console.opened(str(file)) as workspace:
        conference = workspace.agenda.conference
        zone = choose_zone(incoming.zone, asked, conference.timezone)
        plan = _work(console, plan_import(workspace.agenda, incoming, zone, workspace.new_id))
        _stop_at_another_zone(plan)
        _warn(console, plan)
        if also is not None and not plan.all_refused:
            if workspace.versions:
                with suppress(EstradError):  # undo takes it back all the same
                    workspace.versions.keep(Reason.IMPORT)
            workspace.apply(plan.change(_ticked(plan, also)))
        return plan, workspace.agenda.conference.title


def _into_new(console: Console, file: Path, incoming: Incoming, asked: str, also: Also) -> tuple[Plan, str]:
    zone = choose_zone(incoming.zone, asked, machine=_machine_zone())
    language = console.words.language
    begun = new_conference_from(incoming, console.edge.ids, zone=zone, language=language)
    plan = _work(console, plan_import(begun, incoming, zone, console.edge.ids))
    _stop_at_another_zone(plan)
    _warn(console, plan)
    if also is not None and not plan.all_refused:
        Workspace.create(file, plan.begun(), console.edge).close()
    return plan, begun.conference.title


def _stop_at_another_zone(plan: Plan) -> None:
    """Raise ``EstradError`` where the file contradicts a zone that nobody has asked for."""
    if plan.contradiction is None:
        return
    why, fitting = plan.contradiction.text, ", ".join(plan.contradiction.fitting[:MOST_ZONES])
    if not fitting:
        raise EstradError(why, Text("Say with --timezone where the conference is."))
    raise EstradError(why, Text("Say with --timezone where the conference is; {zones} would fit.", zones=fitting))


def _warn(console: Console, plan: Plan) -> None:
    for warning in plan.warnings:
        console.write(console.words.say(warning), err=True)


def _machine_zone() -> str:
    """The name of this computer's time zone, or nothing where it cannot be told."""
    from babel.localtime import get_localzone

    return str(getattr(get_localzone(), "key", None) or "")


def _work(console: Console, steps: Steps[T]) -> T:
    """Do it; on a terminal with a bar that shows how far it is."""
    shown = sys.stderr.isatty()
    bar = click.progressbar(length=100, file=sys.stderr) if shown else nullcontext()
    with bar as drawn:
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                result: T = end.value
                return result
            if drawn is not None and step.total:
                drawn.update(step.done * 100 // step.total - drawn.pos)


def _say(console: Console, plan: Plan, also: Collection[str], *, rows: bool) -> None:
    """What is known of the zone, how many sessions and how much else, what is doubtful, refused and left alone."""
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
    if left := _left(plan, also):
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


def _say_rows(console: Console, plan: Plan) -> None:
    """A line for every row that is not the same or says why, but for those that were refused."""
    for row in plan.rows:
        if row.verdict is not Verdict.REFUSED and (row.verdict is not Verdict.SAME or row.kept or row.doubtful):
            _say_row(console, row)


def _say_row(console: Console, row: Row) -> None:
    line = f"{row.line}:" if row.line else "–"
    console.write(f"{console.words(VERDICTS[row.verdict])}\t{line}\t{row.title}\t{_text(console, row)}")


def _counted(console: Console, counts: Mapping[Verdict, int]) -> str:
    return ", ".join(f"{console.words(VERDICTS[verdict])}: {n}" for verdict, n in counts.items())


def _text(console: Console, row: Row) -> str:
    return " · ".join(console.words.say(text) for text in row.texts)


def _document(console: Console, plan: Plan, also: Collection[str]) -> dict[str, Any]:
    """The counts are of sessions; ``rows`` hold what else is new or would change, ``brought`` counts all births."""
    counts = plan.counts(Session)
    ticked = _ticked(plan, also)
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
        "left": _left(plan, also),
        "doubtful": len(plan.doubtful),
        "rows": [
            {
                "verdict": row.verdict.value,
                "what": row.what.__name__.lower(),
                "line": row.line,
                "title": row.title,
                "text": _text(console, row),
                "ticked": row.key in ticked,
            }
            for row in plan.rows
        ],
    }


_PLURALS: tuple[tuple[str, type[Entity]], ...] = (
    ("sessions", Session), ("people", Person), ("rooms", Room), ("tracks", Track), ("days", Day),
)  # fmt: skip
