"""What comes into the window from another program: a schedule into the open conference, or as a new one.

It brings lxml along: the window imports it only when somebody imports.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

from PySide6.QtCore import QElapsedTimer, QTimer, QTimeZone
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from planner.domain.agenda import Agenda
from planner.domain.errors import EstradError
from planner.domain.steps import Progress, Steps, T
from planner.importing.incoming import Incoming
from planner.importing.plan import Plan
from planner.importing.planning import new_conference_from, plan_import
from planner.importing.sources.schedule_xml import read_schedule
from planner.importing.zones import choose_zone
from planner.storage.versions import Reason
from planner.wording import Wording
from planner.workspace import Edge
from ui.ask import Ask
from ui.desk import Desk, Reader
from ui.dialogs.answer import answered_by
from ui.dialogs.import_plan import ImportPlan
from ui.look import mark

PATIENCE, SLICE = 500, 20
"""Milliseconds: what is done before progress is shown, and what is done between two looks at mouse and keys."""


def import_schedule(desk: Desk, ask: Ask, parent: QWidget, source: Path | None = None) -> bool:
    """Ask for a schedule (unless it is known), show what it would change, and change that as one step."""
    path = source or ask.source_to_open(parent, desk.workspace.path.parent)
    if path is None:
        return False
    importing = _Importing(desk.reader, ask, parent)
    dialogs: list[ImportPlan] = []

    def look() -> None:
        incoming = importing.read(path)
        if incoming is not None:
            here = desk.agenda.conference.timezone
            dialog = importing.dialog(incoming, lambda zone: (desk.agenda, desk.workspace.new_id, zone, here))
            dialogs.extend([dialog] if dialog else [])

    if not desk.dare(look) or not dialogs or not ask.dialog(dialogs[0]):
        return False
    if versions := desk.workspace.versions:
        desk.dare(lambda: versions.keep(Reason.IMPORT))  # said, and no reason not to import: undo takes it back too
    return desk.perform(lambda agenda: dialogs[0].plan.change(dialogs[0].ticked))


def import_new(
    edge: Edge, reader: Reader, ask: Ask, parent: QWidget, folder: Path, tell: Callable[[EstradError], object],
    source: Path | None = None,
) -> Agenda | None:  # fmt: skip
    """The conference that a schedule tells, for a file of its own; None if there is none or it was not wanted."""
    path = source or ask.source_to_open(parent, folder)
    if path is None:
        return None
    importing = _Importing(reader, ask, parent)
    here = QTimeZone.systemTimeZoneId().toStdString()
    try:
        incoming = importing.read(path)
        if incoming is None:
            return None
        told = incoming

        def begun(asked: str) -> tuple[Agenda, Callable[[], str], str, str]:
            zone = choose_zone(told.zone, asked, machine=here)
            agenda = new_conference_from(told, edge.ids, zone=zone, language=reader.words.language)
            return agenda, edge.ids, asked, ""

        dialog = importing.dialog(incoming, begun, machine=here)
    except EstradError as error:
        tell(error)
        return None
    if dialog is None or not ask.dialog(dialog):
        return None
    return dialog.plan.begun(dialog.ticked)


Begun = tuple[Agenda, Callable[[], str], str, str]
"""A conference to plan into, its ids, the zone that was asked for and the conference's own."""


class _Importing:
    """What both ways have in common."""

    def __init__(self, reader: Reader, ask: Ask, parent: QWidget) -> None:
        self._reader, self._ask, self._parent = reader, ask, parent

    def read(self, path: Path) -> Incoming | None:
        """What the file tells; None if reading was given up. Raises ``EstradError``."""
        return self._work(read_schedule(path))

    def dialog(self, incoming: Incoming, begin: Callable[[str], Begun], machine: str = "") -> ImportPlan | None:
        """The dialog with the plan; it plans anew when another time zone is chosen. Raises ``EstradError``."""

        def planned(asked: str) -> Plan | None:
            agenda, ids, wanted, here = begin(asked)
            return self._work(plan_import(agenda, incoming, choose_zone(incoming.zone, wanted, here, machine), ids))

        plan = planned("")
        if plan is None:
            return None
        return ImportPlan(plan, self._reader, lambda zone: _unless_refused(lambda: planned(zone)), self._parent)

    def _work(self, steps: Steps[T]) -> T | None:
        """The result of a long work; None if it was given up. Raises what it raises."""
        timer = QElapsedTimer()
        timer.start()
        while timer.elapsed() < PATIENCE:
            try:
                next(steps)
            except StopIteration as end:
                result: T = end.value
                return result
        working = Working(steps, self._reader.words, self._parent)
        if self._ask.dialog(working):
            return cast("T", working.outcome)
        steps.close()
        if working.fault:
            raise working.fault
        return None


def _unless_refused(act: Callable[[], Plan | None]) -> Plan | None:
    with suppress(EstradError):
        return act()
    return None


class Working(QDialog):
    """Does a long work piece by piece while the window lives, and shows how far it is."""

    def __init__(self, steps: Steps[object], words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self.outcome: object = None
        self.fault: Exception | None = None
        self.setWindowTitle(words("Import"))
        self.setMinimumWidth(360)
        label = QLabel(words("The file is being read…"))
        mark(label, heading="window")
        self.bar = QProgressBar(maximum=0, textVisible=False)
        self.bar.setAccessibleName(label.text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(12)
        for part in (label, self.bar, buttons):
            box.addWidget(part)
        answered_by(self, buttons.button(QDialogButtonBox.StandardButton.Cancel))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()
        self.finished.connect(self._timer.stop)

    def _go_on(self) -> None:
        timer = QElapsedTimer()
        timer.start()
        step: Progress | None = None
        try:
            while timer.elapsed() < SLICE:
                step = next(self._steps)
        except StopIteration as end:
            self.outcome = end.value
            self.accept()
        except Exception as error:  # raised again by whoever asked for the work
            self.fault = error
            self.reject()
        if step and step.total:
            self.bar.setMaximum(step.total)
            self.bar.setValue(step.done)
