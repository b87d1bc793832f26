"""Imports from other programs, into the open conference or a new one: reading, the dialog, remembered columns, report.

Files, tables on the clipboard and drops all use the same dialog. This module loads lxml, so the window imports it only
when it is needed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QApplication, QWidget

from planner.background import in_thread
from planner.commands.conference import with_at_least_one_day
from planner.domain.agenda import Agenda, Change
from planner.domain.entities import Entity, Person, Room, Session
from planner.domain.json_codec import from_json, to_json
from planner.domain.long_task import LongTask, Progress, T, run_to_end
from planner.domain.text import EstradError, Plural, Text
from planner.environment import Environment
from planner.importing.comparing import HistoryStates
from planner.importing.datetimes import Zone, choose_zone
from planner.importing.incoming import Incoming
from planner.importing.mapping.guessing import guess_mapping, table_signature
from planner.importing.mapping.reading import read_mapped
from planner.importing.mapping.table_mapping import MappingContext, SheetShape, TableMapping, mapping_context
from planner.importing.plan import ImportPlan
from planner.importing.planning import conference_from_file, plan_import
from planner.incoming_file import choose_source, file_name_patterns, read_incoming, read_opened_file
from planner.storage.file import is_conference
from planner.storage.versions import Reason
from planner.tables.delimited import ReadingOptions
from planner.tables.opened_file import OpenedFile, open_file
from planner.tables.reading import read_clipboard, read_tables
from planner.tables.table import Tables
from planner.wording import Wording
from ui.features.importing.columns_step import ColumnsStep
from ui.features.importing.plan_dialog import ImportPlanDialog
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.dialogs.progress import run_with_progress
from ui.kit.theme.theme import Presentation
from ui.plan.comparison import open_comparison
from ui.state.document import Document
from ui.state.transfer import CopiedText, ImportSource
from ui.state.view_state import Settings


def run_import(
    document: Document,
    dialogs: DialogService,
    parent: QWidget,
    source: ImportSource | None = None,
    settings: Settings | None = None,
    *,
    names: bool = False,
) -> bool | None:
    """Ask for a file unless ``source`` is given, show what importing it would change, and apply what the user ticks.

    A list without columns is taken for titles, or with ``names`` for people. Return whether the imported sessions
    without a time are to be placed in order, or None if nothing was imported.
    """
    source = source or dialogs.source_to_open(parent, document.workspace.path.parent, file_name_patterns())
    if source is None:
        return None
    importing = _ImportRun(
        document.presentation, dialogs, parent, settings, document.workspace.new_id,
        mapping_context(document.agenda, document.plan.today()), document.agenda, document.workspace.history.changes,
        names, partial(_compare_with_change, document, dialogs),
    )  # fmt: skip
    taken = document.run_or_report(
        lambda: importing.run(source, lambda dialog: (dialog.plan.change(dialog.table.keys), dialog.is_placing))
    )
    if taken is None:
        return None
    change, is_placing = taken
    if versions := document.workspace.versions:
        with suppress(
            EstradError
        ):  # the import continues, since it can be undone; its ``fault`` is told with what was done
            versions.keep(Reason.IMPORT)
    return is_placing if document.apply(lambda agenda: change) else None


def _compare_with_change(document: Document, dialogs: DialogService, change: Change) -> None:
    """Open a comparison of the plan as it is with the plan after a change."""
    name, after = document.presentation.words("After the import"), document.agenda.after(change)
    open_comparison(document.plan, after, name, dialogs, QApplication.activeWindow())


def import_new(
    env: Environment,
    presentation: Presentation,
    dialogs: DialogService,
    parent: QWidget,
    tell: Callable[[EstradError], object],
    source: ImportSource,
    settings: Settings | None = None,
) -> Agenda | None:
    """Return a new conference made from a file or from what was copied.

    Return None if it could not be read or the user cancelled.
    """
    context = MappingContext(language=presentation.words.language.code, today=env.today())
    importing = _ImportRun(presentation, dialogs, parent, settings, env.ids, context)
    try:
        return importing.run(
            source,
            lambda dialog: with_at_least_one_day(
                dialog.plan.create_conference(dialog.table.keys), env.today(), env.ids
            ),
        )
    except EstradError as error:
        tell(error)
        return None


def import_summary(change: Change, words: Wording) -> str:
    """Return a sentence with the numbers of new sessions, people and rooms and changed sessions and people.

    It is empty if there are none.
    """
    born = Counter(type(edit.entity) for edit in change.edits if edit.before is None)
    changed = Counter(type(edit.entity) for edit in change.edits if _is_changed(edit.before, edit.after))
    counted = (
        Plural("{n} new session", "{n} new sessions", born[Session]),
        Plural("{n} new person", "{n} new people", born[Person]),
        Plural("{n} new room", "{n} new rooms", born[Room]),
        Plural("{n} changed session", "{n} changed sessions", changed[Session]),
        Plural("{n} changed person", "{n} changed people", changed[Person]),
    )
    things = ", ".join(words.say(text) for text in counted if text.number)
    return words.say(Text("It brought {things}.", things=things)) if things else ""


def _is_changed(before: Entity | None, after: Entity | None) -> bool:
    """Return whether an import changed more of a session or person than what is remembered of the file."""
    if not (isinstance(before, Session | Person) and isinstance(after, Session | Person)):
        return False
    return replace(before, origin=after.origin, import_marks=after.import_marks) != after


def read_copied(clip: CopiedText, name: str) -> LongTask[Incoming | Tables]:
    """Read copied content: a table, or text in any format that can be imported from a file."""
    yield Progress(0, 1)
    if clip.is_table:
        return replace((yield from read_clipboard(clip.html, clip.text)), name=name)
    return (yield from read_opened_file(OpenedFile(Path(name), clip.text.encode())))


def _remembered_mappings(settings: Settings | None) -> Iterator[tuple[str, TableMapping]]:
    """Yield the stored column mappings by signature, except those that another version of Estrad stored differently."""
    for signature, choice in settings.table_mappings().items() if settings else ():
        with suppress(ValueError, TypeError, KeyError):
            yield signature, from_json(TableMapping, json.loads(choice))


@dataclass(slots=True)
class _ImportRun:
    """A running import into the conference ``_agenda``, or into a new one if that is None.

    ``_context`` has what the mapping of columns may use. ``_changes`` returns the conference's changes, newest first.
    With ``_names`` a list without columns names people. ``_compare`` shows the plan after a change beside the present
    one. ``_opened`` and ``_incoming`` are what was read; ``_past`` has the earlier states that rows are compared with.
    """

    _presentation: Presentation
    _dialogs: DialogService
    _parent: QWidget
    _settings: Settings | None
    _ids: Callable[[], str]
    _context: MappingContext
    _agenda: Agenda | None = None
    _changes: Callable[[], Iterable[Change]] = tuple
    _names: bool = False
    _compare: Callable[[Change], object] | None = None
    _opened: OpenedFile | None = None
    _incoming: Incoming | None = None
    _past: HistoryStates | None = None

    def run(self, source: ImportSource, take: Callable[[ImportPlanDialog], T]) -> T | None:
        """Read the source, show the dialog, and return what ``take`` returns for it; None if the user cancelled.

        Columns that the user chose are remembered. Raise ``EstradError`` if the source cannot be read.
        """
        if (dialog := self._make_dialog(source)) is None:
            return None
        try:
            if not self._dialogs.run_dialog(dialog):
                return None
            if (step := dialog.columns) and self._settings and step.was_chosen:  # for the next table like this one
                signature = table_signature(step.tables, step.mapping)
                self._settings.remember_table_mapping(signature, json.dumps(to_json(step.mapping)))
            return take(dialog)
        finally:
            dialog.deleteLater()  # frees everything that was read

    def _make_dialog(self, source: ImportSource) -> ImportPlanDialog | None:
        if (told := self._run_with_progress(self._read_source(source))) is None:
            return None
        columns = self._make_columns_step(told) if isinstance(told, Tables) else None
        if isinstance(told, Incoming):
            self._incoming = told
        plan = self._make_plan(columns, "") if columns is None or columns.mapping.sure else None
        if plan is None and columns is None:
            return None
        replan = partial(self._make_plan, columns)
        return ImportPlanDialog(self._presentation, plan, replan, columns, self._parent, compare=self._compare)

    def _read_source(self, source: ImportSource) -> LongTask[Incoming | Tables]:
        if isinstance(source, Path):
            if (yield from in_thread(lambda: is_conference(source))):
                return (yield from in_thread(lambda: run_to_end(read_incoming(source))))
            opened = self._opened = yield from in_thread(lambda: open_file(source))
            kind = yield from in_thread(lambda: choose_source(opened).key)
            return (yield from read_opened_file(opened, kind))
        return (yield from read_copied(source, self._presentation.words("clipboard")))

    def _make_columns_step(self, tables: Tables) -> ColumnsStep | None:
        context, remembered = self._context, list(_remembered_mappings(self._settings))
        if (mapping := self._run_with_progress(in_thread(lambda: guess_mapping(tables, context, remembered)))) is None:
            return None
        if not mapping.sheets:
            raise EstradError(
                Text("There is nothing in the table."), Text("Choose or copy one with headings and rows.")
            )
        if mapping.shape is SheetShape.TITLES and self._names:
            mapping = replace(mapping.with_shape(SheetShape.PEOPLE), certain=True)
        reread = self._reread if self._opened and tables.encoding else None
        return ColumnsStep(tables, mapping, context, self._presentation, reread)

    def _reread(self, how: ReadingOptions) -> Tables | None:
        opened = self._opened
        return self._run_with_progress(read_tables(opened, how)) if opened else None

    def _make_plan(self, columns: ColumnsStep | None, asked: str) -> ImportPlan | None:
        """Return the plan for what was read, with the present mapping and time zone; None if the user cancelled.

        ``asked`` is the time zone that the user chose, or empty.
        """
        if columns is not None:
            self._incoming = self._run_with_progress(read_mapped(columns.tables, columns.mapping, self._context))
        if (incoming := self._incoming) is None:
            return None
        if self._opened is None and not incoming.own_title:  # it was copied
            incoming = replace(incoming, own_title=self._presentation.words("New conference"))
        here = self._agenda.conference.timezone if self._agenda else ""
        machine = "" if self._agenda else QTimeZone.systemTimeZoneId().toStdString()
        zone, words = choose_zone(incoming.zone, asked, here, machine), self._presentation.words
        agenda = self._agenda or conference_from_file(incoming, self._ids, zone=zone, language=words.language.code)
        return self._run_with_progress(self._plan_import(agenda, incoming, zone))

    def _plan_import(self, agenda: Agenda, incoming: Incoming, zone: Zone) -> LongTask[ImportPlan]:
        """Make the plan of an import.

        A thread looks up earlier states of entities. It must not read the file, so the changes are fetched before it
        starts.
        """
        if self._past is None:
            changes = self._changes()
            past = self._past = HistoryStates(lambda: changes)
            yield from in_thread(lambda: past.states_by_id)
        return (yield from plan_import(agenda, incoming, zone, self._ids, self._past))

    def _run_with_progress(self, steps: LongTask[T]) -> T | None:
        words = self._presentation.words
        return run_with_progress(steps, self._dialogs, self._parent, words("Import"), words("The file is being read…"))
