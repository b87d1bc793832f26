"""``import``: what another program exported, into a conference that is there or a new one."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from planner.cli.console import DONE, NO, Console
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.errors import EstradError
from planner.domain.text import Text
from planner.importing.incoming import Incoming, Steps, T
from planner.importing.plan import VERDICTS, Plan, Row, Verdict
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.zones import choose_zone
from planner.workspace import Workspace

KINDS_OF_SOURCE = ("schedule.xml",)


def import_command(console: Console) -> click.Command:
    """``import FILE SOURCE [--as KIND] [--map COLUMN=FIELD]… [--timezone Z] [--dry-run] [--json]``."""
    _ = console.words

    @click.command("import", help=_("Add to FILE what SOURCE holds, or update what came from it before."))
    @click.argument("file")
    @click.argument("source")
    @click.option("--as", "kind", metavar="KIND", help=_("What SOURCE is: schedule.xml. Else its content tells."))
    @click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help=_("For tables only."))
    @click.option("--timezone", "zone", default="", metavar="Z", help=_("Where SOURCE names none."))
    @click.option("--dry-run", is_flag=True, help=_("Only say what would happen."))
    @click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
    def command(
        file: str, source: str, kind: str | None, columns: tuple[str, ...], zone: str, dry_run: bool, as_json: bool
    ) -> int:
        from planner.importing.sources.schedule_xml import read_schedule  # no other command needs lxml

        _refuse(kind, columns)
        if zone:
            choose_zone(zone)
        incoming = _work(console, read_schedule(Path(source)))
        act = _into_existing if Path(file).exists() else _into_new
        plan, title = act(console, Path(file), incoming, zone, dry_run)
        if as_json:
            console.show_json(_document(console, plan))
        else:
            _say(console, plan)
            if not dry_run and not plan.all_refused:
                console.say(Text("“{file}” holds “{title}”.", file=file, title=title))
        return NO if plan.all_refused else DONE

    return command


def _refuse(kind: str | None, columns: tuple[str, ...]) -> None:
    if kind is not None and kind not in KINDS_OF_SOURCE:
        raise EstradError(
            Text("There is no kind of source “{kind}”.", kind=kind),
            Text("Choose one of: {names}.", names=", ".join(KINDS_OF_SOURCE)),
        )
    if columns:
        raise EstradError(Text("A schedule.xml has no columns, so --map says nothing here."), Text("Leave out --map."))


def _into_existing(console: Console, file: Path, incoming: Incoming, asked: str, dry_run: bool) -> tuple[Plan, str]:
    with console.opened(str(file)) as workspace:
        conference = workspace.agenda.conference
        zone = choose_zone(incoming.zone, asked, conference.timezone)
        plan = _work(console, plan_import(workspace.agenda, incoming, zone, workspace.new_id))
        if not dry_run and not plan.all_refused:
            workspace.apply(plan.change())
        return plan, workspace.agenda.conference.title


def _into_new(console: Console, file: Path, incoming: Incoming, asked: str, dry_run: bool) -> tuple[Plan, str]:
    zone = choose_zone(incoming.zone, asked, machine=_machine_zone())
    language = console.words.language
    begun = new_conference_from(incoming, console.edge.ids, zone=zone, language=language)
    plan = _work(console, plan_import(begun, incoming, zone, console.edge.ids))
    if not dry_run and not plan.all_refused:
        Workspace.create(file, plan.begun(), console.edge).close()
    return plan, begun.conference.title


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


def _say(console: Console, plan: Plan) -> None:
    """What is known of the zone, every row that is not the same, and the counts."""
    for text in (plan.zone.says, *plan.remarks):
        console.say(text)
    for row in plan.rows:
        if row.verdict is not Verdict.SAME:
            line = f"{row.line}:" if row.line else "–"
            click.echo(f"{console.words(VERDICTS[row.verdict])}\t{line}\t{row.title}\t{_text(console, row)}")
    counts = plan.counts()
    click.echo(", ".join(f"{console.words(VERDICTS[v])}: {n}" for v, n in counts.items()))
    named = [console.words.say(text) for text in plan.brings()]
    if named:
        console.say(Text("With them: {things}.", things=", ".join(named)))
    if plan.unmapped:
        names = ", ".join(f"{name} {n}" for name, n in plan.unmapped.items())
        console.say(Text("Without a place here: {names}.", names=names))


def _text(console: Console, row: Row) -> str:
    return " · ".join(console.words.say(text) for text in row.texts)


def _document(console: Console, plan: Plan) -> dict[str, Any]:
    """The counts are of sessions; ``rows`` hold what else is new or would change, ``brought`` counts all births."""
    counts = plan.counts(Session)
    brought = plan.brought()
    rows = [row for row in plan.rows if row.what is Session]
    return {
        **{verdict.value: counts[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED)},
        "moved": sum(1 for row in rows if row.moved),
        "retitled": sum(1 for row in rows if row.retitled),
        **{verdict.value: counts[verdict] for verdict in (Verdict.SAME, Verdict.GONE, Verdict.REFUSED)},
        "unmapped": sum(plan.unmapped.values()),
        "unmapped_names": dict(plan.unmapped),
        "brought": {name: brought[what] for name, what in _PLURALS},
        "timezone": plan.zone.zone.key,
        "timezone_from": plan.zone.by.value,
        "remarks": [console.words.say(text) for text in plan.remarks],
        "rows": [
            {
                "verdict": row.verdict.value,
                "what": row.what.__name__.lower(),
                "line": row.line,
                "title": row.title,
                "text": _text(console, row),
                "ticked": row.ticked,
            }
            for row in plan.rows
        ],
    }


_PLURALS: tuple[tuple[str, type[Entity]], ...] = (
    ("sessions", Session), ("people", Person), ("rooms", Room), ("tracks", Track), ("days", Day),
)  # fmt: skip
