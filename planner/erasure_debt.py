"""Completes erasures: removes later what could not be removed at once, as the program was killed or a disk was full.

See "Erasing a person" in ``docs/file-format.md``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import reduce
from pathlib import Path

from planner import disk
from planner.domain.text import EstradError, Plural, StorageFull, Text
from planner.environment import Environment
from planner.storage.file import ConferenceFile
from planner.storage.kept_aside import delete_printed_sheets, forget_draft
from planner.storage.owed import Debt, DebtKind

MACHINE = "machine"
"""The name of the file in the data folder that holds the folder's id, by which debts tell data folders apart."""
LONGEST_ID = 64
NO_ACTS: Mapping[DebtKind, Callable[[Debt], None]] = {}


class ErasureDebt:
    """The debts of erasures in an open conference: what still has to be removed somewhere.

    ``left`` are the debts that remain; ``paid`` are those that ``settle_debts`` paid last, and ``faults`` its reasons
    for not paying others.
    """

    def __init__(self, file: ConferenceFile, env: Environment) -> None:
        self._file, self._env = file, env
        self.left: tuple[Debt, ...] = file.debts
        self.paid: tuple[Debt, ...] = ()
        self.faults: tuple[EstradError, ...] = ()

    @property
    def machine(self) -> str:
        """The id of the user's data folder; empty if there is none, or it cannot be read."""
        return machine_id(self._env.data_folder)

    def settle_debts(self, by_name: Mapping[DebtKind, Callable[[Debt], None]] = NO_ACTS) -> None:
        """Pay the debts of this data folder and file if possible; ``left`` are then the others, ``faults`` the errors.

        Debts of published calendars and files are always left, to the publishing that replaces or removes these.
        ``by_name`` are functions that still know the person's name and remove only that, by the kind of debt; without
        one, a draft or the log is deleted whole.
        """
        acts: dict[DebtKind, Callable[[Debt], None]] = {
            DebtKind.PACK: self._pack_file,
            DebtKind.VERSION: self._remove_version,
            DebtKind.BACKUP: self._remove_backup,
            DebtKind.DRAFT: self._forget_draft,
            DebtKind.LOG: self._remove_log,
            DebtKind.PRINTED: self._forget_printed,
            **by_name,
        }
        paid, faults = list[Debt](), list[EstradError]()
        for debt in self._file.debts:
            if debt.kind not in acts or not self.is_local(debt):
                continue
            try:
                acts[debt.kind](debt)
                paid.append(debt)
            except EstradError as error:
                faults.append(error)
            except OSError as error:
                faults.append(_removal_error(debt, error))
        try:
            if paid:
                self._file.record_paid(paid)
        except EstradError as error:
            paid, faults = [], [*faults, error]
        self.left, self.paid, self.faults = self._file.debts, tuple(paid), tuple(faults)

    def record_paid(self, debts: Collection[Debt]) -> None:
        """Record that debts are paid, or were settled by hand; raise ``EstradError`` if that cannot be written."""
        self._file.record_paid(debts)
        self.left = self._file.debts

    def is_local(self, debt: Debt) -> bool:
        """Return whether a debt is neither about another data folder nor about a backup of the file at another path.

        One about a kept version whose data folder could not be given an id is local only where that version is.
        """
        if debt.machine not in ("", self.machine):
            return False
        if debt.kind is DebtKind.VERSION and not debt.machine:
            return bool((path := self._version_path(debt)) and path.exists())
        return debt.kind is not DebtKind.BACKUP or debt.item.partition("/")[0] == disk.hashed_path(self._file.path)

    def notices(self) -> Iterator[Text]:
        """Yield a sentence on what remains to be removed here, and one on what remains elsewhere, if there is any."""
        here = [debt for debt in self.left if self.is_local(debt)]
        elsewhere = [debt for debt in self.left if not self.is_local(debt)]
        if here:
            yield Text("Somebody was erased, and this is still to go: {things}.", things=debt_text(here))
        if elsewhere:
            yield Text(
                "Somebody was erased, and this is still to go on another computer, in another account, or where the "
                "file lay then: {things}.", things=debt_text(elsewhere),
            )  # fmt: skip

    def _pack_file(self, _debt: Debt) -> None:
        try:
            self._file.pack()
        except EstradError as error:
            name = self._file.path.name
            full = Text("Make room on the disk, then open the file again or say `erase FILE --finish`.")
            raise EstradError(
                Text("“{name}” could not be made smaller, so what was deleted before may remain in it.", name=name),
                full if isinstance(error, StorageFull) else error.problem,
                file=self._file.path,
            ) from error

    def _remove_version(self, debt: Debt) -> None:
        from planner.storage.versions import delete_versions

        if path := self._version_path(debt):
            delete_versions([path])

    def _version_path(self, debt: Debt) -> Path | None:
        from planner.storage.versions import version_path

        folder = self._env.data_folder
        return version_path(folder, debt.item) if folder else None

    def _remove_backup(self, debt: Debt) -> None:
        from planner.storage.backups import find_backups

        for path in find_backups(self._file.path):
            if backup_debt_item(self._file.path, path) == debt.item:
                path.unlink(missing_ok=True)

    def _forget_draft(self, debt: Debt) -> None:
        if self._env.data_folder:
            forget_draft(self._env.data_folder / "unsaved", debt.item)

    def _remove_log(self, _debt: Debt) -> None:
        if self._env.log:
            self._env.log.unlink(missing_ok=True)

    def _forget_printed(self, debt: Debt) -> None:
        if self._env.data_folder:
            delete_printed_sheets(self._env.data_folder, debt.item)


def backup_debt_item(path: Path, backup: Path) -> str:
    """Return the text by which a debt names a backup: the hash of the file's path, and the end of the backup's name."""
    return f"{disk.hashed_path(path)}/{backup.name.removeprefix(f'{path.stem}.')}"


def machine_id(data_folder: Path | None) -> str:
    """Return the id of a data folder; empty if there is no folder, or no id in it that can be read."""
    try:
        return (data_folder / MACHINE).read_text(encoding="ascii")[:LONGEST_ID] if data_folder else ""
    except (OSError, ValueError):
        return ""


def ensure_machine_id(data_folder: Path, new_id: Callable[[], str]) -> str:
    """Return the id of a data folder, giving it a new one if it has none that can be read.

    Raise ``OSError`` if that cannot be written.
    """
    if found := machine_id(data_folder):
        return found
    disk.make_private_folder(data_folder)
    disk.replace_text(data_folder / MACHINE, new_id())
    return machine_id(data_folder)


def _removal_error(debt: Debt, error: OSError) -> EstradError:
    path = Path(os.fsdecode(error.filename)) if error.filename else None
    return EstradError(
        Text("“{name}” may still hold the name: {why}.", name=path.name if path else debt.kind.value,
             why=error.strerror or str(error)),
        Text("Look who may write in its folder, then open the conference again."),
        file=path,
    )  # fmt: skip


def debt_text(debts: Collection[Debt]) -> Text:
    """Return a text that names each kind of the debts, most with their number; there must be at least one debt."""
    counted = Counter(debt.kind for debt in debts)
    said = (_counted_text(kind, counted[kind]) for kind in DebtKind if counted[kind])
    return reduce(lambda first, more: Text("{first}; {more}", first=first, more=more), said)


def _counted_text(kind: DebtKind, n: int) -> Text:
    words = {
        DebtKind.PACK: Text("the free pages of the file, with what was deleted before"),
        DebtKind.VERSION: Plural("{n} kept plan", "{n} kept plans", n),
        DebtKind.BACKUP: Plural("{n} backup beside the file", "{n} backups beside the file", n),
        DebtKind.DRAFT: Plural("{n} text that was not saved", "{n} texts that were not saved", n),
        DebtKind.LOG: Text("the error log"),
        DebtKind.PRINTED: Text("the memory of printed run sheets"),
        DebtKind.CALENDAR: Plural(
            "{n} calendar that was sent (publish again)", "{n} calendars that were sent (publish again)", n
        ),
        DebtKind.PUBLISHED: Plural(
            "{n} file that was published (publish again)", "{n} files that were published (publish again)", n
        ),
    }
    return words[kind]
