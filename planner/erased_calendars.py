"""Takes erased people out of published calendars: removes their own, and has others that name them sent again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.disk import reporting_errors
from planner.domain.published_files import FileState
from planner.domain.text import N_, EstradError, Text
from planner.programme.release import Ledger, Part
from planner.storage.owed import Debt, DebtKind
from planner.workspace import Workspace


def parts_that_named_the_erased(workspace: Workspace, folder: Path, every: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts in ``every`` with a calendar in ``folder`` sent with the name of somebody erased since.

    The next publishing to that folder sends them, chosen or not. The parts must have their file names.
    """
    owed = {debt.item for debt in _calendar_debts(workspace)}
    return tuple(part for part in every if part.key in owed and (folder / f"{part.name}.ics").exists())


@dataclass(frozen=True, slots=True)
class ErasedCalendars:
    """The calendars of erased people that were removed from a folder after a publishing, and the errors met."""

    removed: tuple[Path, ...] = ()
    faults: tuple[EstradError, ...] = ()

    def notices(self) -> Iterator[Text]:
        """Yield a sentence for each removed file and each error."""
        for path in self.removed:
            yield Text("“{name}” was the calendar of somebody who is erased; it is removed.", name=path.name)
        yield from (fault.problem for fault in self.faults)


def remove_calendars(workspace: Workspace, folder: Path, replaced: Collection[Part]) -> ErasedCalendars:
    """Remove the own calendars of erased people from a folder after a publishing that replaced some calendars there.

    The debts of what is removed or replaced are paid; the others remain.
    """
    debts, files = tuple(_calendar_debts(workspace)), tuple(_debts_of_replaced_files(workspace))
    if not debts and not files:
        return ErasedCalendars()
    ledger = workspace.releases.ledger()
    removed, faults = list[Path](), list[EstradError]()
    paid = [*files, *(debt for debt in debts if debt.item in {part.key for part in replaced})]
    for debt in debts:
        if ledger.sent(debt.item):  # of an own calendar the erasure has deleted what was known
            continue
        try:
            if paths := _calendar_files(workspace, ledger, folder, debt.item):
                for path in paths:
                    with reporting_errors(
                        path, N_("“{name}” may still hold the name: {why}."), Text("Delete it yourself.")
                    ):
                        path.unlink(missing_ok=True)
                removed += paths
                paid.append(debt)
        except EstradError as error:
            faults.append(error)
    try:
        if paid:
            workspace.debt.record_paid(paid)
    except EstradError as error:
        faults.append(error)
    return ErasedCalendars(tuple(removed), tuple(faults))


def calendars_to_remove(workspace: Workspace, folder: Path) -> frozenset[Path]:
    """Return the own calendars of erased people in a folder, which the next publishing to that folder removes."""
    ledger = workspace.releases.ledger()
    owed = [debt.item for debt in _calendar_debts(workspace) if not ledger.sent(debt.item)]
    return frozenset(path for part in owed for path in _calendar_files(workspace, ledger, folder, part))


def _calendar_debts(workspace: Workspace) -> Iterator[Debt]:
    return (debt for debt in workspace.debt.left if debt.kind is DebtKind.CALENDAR)


def _debts_of_replaced_files(workspace: Workspace) -> Iterator[Debt]:
    """Yield the debts of published files that have been replaced or removed since the erasure."""
    debts = [debt for debt in workspace.debt.left if debt.kind is DebtKind.PUBLISHED]
    files = workspace.releases.published() if debts else ()
    still = {file.digest for file in files if file.state is FileState.ERASED}
    return (debt for debt in debts if debt.item not in still)


def _calendar_files(workspace: Workspace, ledger: Ledger, folder: Path, part: str) -> tuple[Path, ...]:
    from planner.exporting.calendar_folder import calendars_of_parts
    from planner.programme.block_entries import block_key

    agenda = workspace.agenda
    keys = {key for file in ledger.files.values() for key in file.entries} | agenda.sessions.keys()
    return calendars_of_parts(folder, agenda.conference.id, [part], keys | set(map(block_key, agenda.blocks)))
