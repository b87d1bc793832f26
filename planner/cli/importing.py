"""The command ``import``, which takes in a file, mostly of another program, and its report as text or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from planner.background import without_garbage_collector
from planner.cli.console import DONE, NO, Console
from planner.cli.import_columns import (
    ImportQuestion,
    OpenQuestions,
    TableArguments,
    chosen_tables,
    field_words,
    guess_remark,
)
from planner.cli.parameters import JSON, WAIT, command, completion, option, refuse_unknown
from planner.cli.time_zone import machine_zone, refuse_zone_without_place
from planner.commands.conference import with_at_least_one_day
from planner.domain.block import Block
from planner.domain.entities import Day, Entity, Person, Room, Session, Track
from planner.domain.long_task import LongTask, T, run_to_end
from planner.domain.text import EstradError, Text
from planner.exporting.deliver import refuse_own_file
from planner.importing.comparing import HistoryStates
from planner.importing.datetimes import Zone, ZoneOrigin, choose_zone
from planner.importing.incoming import Incoming
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext, mapping_context
from planner.importing.plan import VERDICTS, ImportPlan, ImportRow, Verdict
from planner.importing.planning import conference_from_file, plan_import
from planner.incoming_file import KEY, SOURCES, read_incoming
from planner.storage.versions import Reason
from planner.tables.opened_file import OpenedFile, read_stream
from planner.tables.table import Tables
from planner.workspace import Workspace

KINDS = (*(source.key for source in SOURCES), KEY)
"""The words for the kinds of sources."""
INPUTS = ("-", "/dev/stdin")
"""The names of a source that stand for standard input."""
STANDARD_INPUT = Path("stdin")
MOST_NAMES = 20
"""The maximum number of names in the line on data for which Estrad has no field."""
LEFT: dict[str, Callable[[ImportRow], bool]] = {
    "conflict": lambda row: row.verdict is Verdict.CONFLICT,
    "gone": lambda row: row.verdict is Verdict.GONE,
    "deleted": lambda row: row.kept and row.before is None,
}
"""The rows that an import leaves alone unless ``--also`` requests them: a test of rows, by the word for ``--also``."""


def ticked_keys(plan: ImportPlan, also: Collection[str]) -> frozenset[str]:
    """Return the keys of the rows to import: the proposed ones and those requested by ``also``."""
    return plan.proposed_keys.union(row.key for row in plan.rows if any(LEFT[what](row) for what in also))


def counts_left_alone(plan: ImportPlan, also: Collection[str]) -> dict[str, int]:
    """Return the number of rows left alone for each word that ``--also`` could still request."""
    ticked = ticked_keys(plan, also)
    free = [row for row in plan.rows if row.can_be_ticked and row.key not in ticked]
    counts = {what: sum(map(belongs, free)) for what, belongs in LEFT.items()}
    return {what: n for what, n in counts.items() if n}


def say_plan(console: Console, plan: ImportPlan, also: Collection[str], *, rows: bool) -> None:
    """Print the time zone and remarks, the numbers of sessions and other entities by verdict, and the rows refused.

    Other entities that are the same are not counted. Also print what new things come along, how many rows are doubtful
    or left alone, which data have no field here and, with ``rows``, a line for each other row that is not simply the
    same.
    """
    console.say(plan.zone.remark_text, *plan.remarks)
    sessions = plan.counts(Session)
    console.write(_counts_text(console, sessions))
    others: dict[Verdict, int] = {v: n - sessions[v] for v, n in plan.counts().items() if n > sessions[v]}
    others.pop(Verdict.SAME, None)
    if others:
        console.say(Text("Besides the sessions: {counts}.", counts=_counts_text(console, others)))
    named = [console.words.say(text) for text in plan.new_entity_texts()]
    if named:
        console.say(Text("Also adds {things}.", things=", ".join(named)))
    if plan.doubtful_rows:
        n = len(plan.doubtful_rows)
        console.say(Text("Check: {n}; --rows says why.", n=n))
    for row in plan.rows:
        if row.verdict is Verdict.REFUSED:
            _say_row(console, row)
    if left := counts_left_alone(plan, also):
        counted = ", ".join(f"{what} {n}" for what, n in left.items())
        console.say(
            Text("Left alone: {rows}. Add {options} to take them, or import it in the window and tick single ones.",
                 rows=counted, options=" ".join(f"--also {what}" for what in left))
        )  # fmt: skip
    console.say(plan.unmapped_remark(MOST_NAMES))
    for row in plan.rows if rows else ():
        if row.verdict is not Verdict.REFUSED and (row.verdict is not Verdict.SAME or row.kept or row.doubtful):
            _say_row(console, row)


def _say_row(console: Console, row: ImportRow) -> None:
    line = f"{row.cell or row.line}:" if row.line else "–"
    console.write(f"{console.words(VERDICTS[row.verdict])}\t{line}\t{row.title}\t{_row_text(console, row)}")


def _counts_text(console: Console, counts: Mapping[Verdict, int]) -> str:
    return ", ".join(f"{console.words(VERDICTS[verdict])}: {n}" for verdict, n in counts.items())


def _row_text(console: Console, row: ImportRow) -> str:
    return " · ".join(console.words.say(text) for text in row.texts)


def plan_document(console: Console, plan: ImportPlan, also: Collection[str]) -> dict[str, Any]:
    """Return the import plan as a JSON document.

    Its counts of verdicts are of sessions; ``rows`` has the rows of all entities, and ``brought`` has the numbers of
    new entities that the rows to import bring, by kind.
    """
    counts = plan.counts(Session)
    ticked = ticked_keys(plan, also)
    brought = plan.new_entity_counts(ticked)
    rows = [row for row in plan.rows if row.what is Session]
    return {
        **{verdict.value: counts[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)},
        "moved": sum(1 for row in rows if row.changes_any_field("placement", "minutes")),
        "retitled": sum(1 for row in rows if row.changes_any_field("title")),
        **{verdict.value: counts[verdict] for verdict in (Verdict.SAME, Verdict.GONE, Verdict.REFUSED)},
        "unmapped": sum(plan.unmapped.values()),
        "unmapped_names": dict(plan.unmapped),
        "brought": {name: brought[what] for name, what in _PLURALS},
        "timezone": plan.zone.zone.key,
        "timezone_from": plan.zone.by.value,
        "remarks": [console.words.say(text) for text in plan.remarks],
        "warnings": [console.words.say(text) for text in plan.warnings],
        "questions": [],
        "left_alone": counts_left_alone(plan, also),
        "left": [{"name": one.name, "cells": one.cells, "cell": one.cell or None} for one in plan.left],
        "doubtful": len(plan.doubtful_rows),
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
        "text": _row_text(console, row),
        "doubts": [say(text) for text in row.doubts],
        "fields": [
            {"field": one.key, "here": say(one.before), "file": say(one.after),
             "last": say(one.last) if one.last else None}
            for one in row.differences
        ],
        "ticked": ticked,
    }  # fmt: skip


_PLURALS: tuple[tuple[str, type[Entity]], ...] = (
    ("sessions", Session), ("blocks", Block), ("people", Person), ("rooms", Room), ("tracks", Track), ("days", Day),
)  # fmt: skip


MOST_ZONES = 6
"""The maximum number of time zones to suggest."""
Also = Collection[str] | None
"""The kinds of rows to import in addition to the proposed ones; None if nothing is to be imported."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The arguments of an import.

    ``source`` is the path of a file, or the content of standard input. ``kind`` is the key of a source and ``zone`` the
    name of a time zone; both are empty if not given. With ``guesses`` the most likely answers to open questions are
    taken.
    """

    source: Path | OpenedFile
    kind: str
    choice: TableArguments
    zone: str
    guesses: bool = False

    def check(self) -> None:
        """Raise ``EstradError`` for an unknown kind of source or time zone, or as ``TableArguments.check`` does."""
        if self.kind:
            refuse_unknown(self.kind, KINDS, Text("There is no kind of source “{kind}”.", kind=self.kind))
        self.choice.check()
        if self.zone:
            choose_zone(self.zone)


@command(
    "import", "file", "source",
    option("--as", "kind", metavar="KIND", default="", shell_complete=completion(KINDS),
           help=Text("What SOURCE is: {kinds}. Else its content tells.", kinds=", ".join(KINDS))),
    option("--map", "columns", multiple=True, metavar="COLUMN=FIELD",
           help=Text("Of a table: what the column with that heading, or letter, means. The fields: {fields}.",
                     fields=field_words())),
    option("--sheet", default="", metavar="NAME", help=Text("Of a table: read that sheet alone.")),
    option("--encoding", default="", metavar="E", help=Text("Of a text: its encoding, such as cp1252.")),
    option("--delimiter", default="", metavar="D",
           help=Text("Of a text: what divides columns: comma, semicolon, tab or the sign itself.")),
    option("--date-order", "order", default="", metavar="dmy|mdy", shell_complete=completion(("dmy", "mdy")),
           help=Text("What 03/04 means.")),
    option("--day", default="", metavar="D", help=Text("Of a table whose times have no dates: their day.")),
    option("--timezone", "zone", default="", metavar="Z", help=Text("Where SOURCE names none: that of the place.")),
    option("--also", multiple=True, metavar="WHAT", shell_complete=completion(tuple(LEFT)),
           help=Text("Also take what is left alone: conflict (as SOURCE says), gone (not placed), deleted (in "
                     "again).")),
    option("--guess", "guesses", is_flag=True, help=Text("Answer what is asked as is most likely.")),
    option("--dry-run", is_flag=True, help=Text("Only say what would happen.")),
    option("--rows", is_flag=True, help=Text("Also print a line for each session that is not the same.")),
    WAIT,
    JSON,
)  # fmt: skip
def import_command(
    console: Console, file: str, source: str, kind: str, columns: tuple[str, ...], sheet: str, encoding: str,
    delimiter: str, order: str, day: str, zone: str, also: tuple[str, ...], guesses: bool, dry_run: bool, rows: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Run ``import FILE SOURCE`` with its options."""
    choice = TableArguments(columns, sheet, encoding, delimiter, order, day)
    wanted = ImportRequest(Path(source), kind, choice, zone, guesses)
    wanted.check()
    for what in also:
        refuse_unknown(what, LEFT, Text("There is nothing “{what}” to take.", what=what))
    there = Path(file).exists()
    if source in INPUTS:
        wanted = replace(wanted, source=read_standard_input())
    elif there:
        refuse_own_file(Path(file), Path(source))
    act = _import_into_existing if there else _import_into_new
    try:
        plan, title = act(console, Path(file), wanted, None if dry_run else also)
    except OpenQuestions as asked:
        return _print_questions(console, asked, as_json=as_json)
    if as_json:
        console.show_json(plan_document(console, plan, also))
    else:
        say_plan(console, plan, also, rows=rows)
        if not dry_run and not plan.is_all_refused:
            console.say(Text("“{file}” holds “{title}”.", file=file, title=title))
    return NO if plan.is_all_refused else DONE


def _print_questions(console: Console, asked: OpenQuestions, *, as_json: bool) -> int:
    """Print the open questions and how to answer them; return ``NO``."""
    console.write(console.error_line(asked), err=True)
    if as_json:
        say = console.words.say
        console.show_json({"questions": [{"text": say(one.text), "options": one.options} for one in asked.questions]})
    return NO


def read_standard_input() -> OpenedFile:
    """Return all of standard input, which is read before any file is opened, as its writer may take a while.

    It always has the same name, so that a later import recognises what came from it. Raise ``EstradError`` if it cannot
    be read.
    """
    try:
        if sys.stdin is None:
            raise OSError
        return read_stream(sys.stdin.buffer, STANDARD_INPUT)
    except OSError as error:
        raise EstradError(
            Text("Standard input cannot be read."), Text("Send it a file, such as `curl … | estrad import FILE -`.")
        ) from error


def _read_source(console: Console, wanted: ImportRequest, context: MappingContext) -> Incoming:
    """Read the source; raise ``EstradError`` if it cannot be read, or is no table but options for tables are given.

    Raise ``OpenQuestions`` as ``chosen_tables`` does.
    """
    choice = wanted.choice
    how = choice.reading if choice.encoding or choice.delimiter else None
    told = console.retry_until_free(lambda: _run_with_bar(read_incoming(wanted.source, wanted.kind, how)))
    if isinstance(told, Tables):
        tables, mapping = chosen_tables(told, choice, context, guesses=wanted.guesses)
        incoming = _run_with_bar(read_mapped(tables, mapping, context))
        return replace(incoming, remarks=(*guess_remark(tables, mapping), *incoming.remarks))
    if choice.is_given:
        raise EstradError(
            Text("“{name}” is no table, so --map and the like say nothing here.", name=told.name),
            Text("Leave them out."),
        )
    return told


def _import_into_existing(console: Console, file: Path, wanted: ImportRequest, also: Also) -> tuple[ImportPlan, str]:
    with console.opened(str(file)) as workspace:
        incoming = _read_source(console, wanted, mapping_context(workspace.agenda, console.env.today()))
        zone = choose_zone(incoming.zone, wanted.zone, workspace.agenda.conference.timezone)
        past = HistoryStates(workspace.history.changes)
        plan = _plan_in_zone(
            wanted, zone, lambda at: _run_with_bar(plan_import(workspace.agenda, incoming, at, workspace.new_id, past))
        )
        console.with_messages_aside(document=True).say(*plan.warnings)
        if also is not None and not plan.is_all_refused:
            if workspace.versions:
                with suppress(EstradError):  # undo can still take the import back, and it is said at the end
                    workspace.versions.keep(Reason.IMPORT)
            workspace.apply(plan.change(ticked_keys(plan, also)))
        return plan, workspace.agenda.conference.title


def _import_into_new(console: Console, file: Path, wanted: ImportRequest, also: Also) -> tuple[ImportPlan, str]:
    language = console.words.language.code
    incoming = _read_source(console, wanted, MappingContext(language=language, today=console.env.today()))
    if isinstance(wanted.source, OpenedFile):
        incoming = replace(incoming, own_title=incoming.own_title or file.stem)
    zone = choose_zone(incoming.zone, wanted.zone, machine=machine_zone())

    def read_plan(at: Zone) -> ImportPlan:
        begun = conference_from_file(incoming, console.env.ids, zone=at, language=language)
        return _run_with_bar(plan_import(begun, incoming, at, console.env.ids))

    plan = _plan_in_zone(wanted, zone, read_plan)
    console.with_messages_aside(document=True).say(*plan.warnings)
    if also is not None and not plan.is_all_refused:
        Workspace.create(
            file, with_at_least_one_day(plan.create_conference(), console.env.today(), console.env.ids), console.env
        ).close()
    return plan, plan.agenda.conference.title


def _plan_in_zone(wanted: ImportRequest, zone: Zone, read_plan: Callable[[Zone], ImportPlan]) -> ImportPlan:
    """Return the plan of an import in ``zone`` or, if the file contradicts that and guessing is allowed, in another.

    Raise ``OpenQuestions`` if the file contradicts it and guessing is not allowed; ``EstradError`` if no zone fits, or
    if the zone is the computer's and tells no place, as UTC.
    """
    plan = read_plan(zone)
    if plan.contradiction is None:
        if plan.zone.by is ZoneOrigin.MACHINE:
            refuse_zone_without_place(plan.zone.zone.key)
        return plan
    why, fitting = plan.contradiction.text, plan.contradiction.fitting[:MOST_ZONES]
    if not fitting:
        raise EstradError(why, Text("Say with --timezone where the conference is."))
    if wanted.guesses:
        return read_plan(choose_zone("", fitting[0]))
    remedy = Text("Say with --timezone where the conference is; {zones} would fit.", zones=", ".join(fitting))
    raise OpenQuestions(why, remedy, (ImportQuestion(why, tuple(f"--timezone {name}" for name in fitting)),))


def _run_with_bar(steps: LongTask[T]) -> T:
    """Run a long task, with a progress bar if standard error is a terminal, and return its result."""
    with without_garbage_collector():
        if not sys.stderr.isatty():
            return run_to_end(steps)
        with click.progressbar(length=100, file=sys.stderr) as bar:
            return run_to_end(steps, lambda step: bar.update(step.done * 100 // max(step.total, 1) - bar.pos))
