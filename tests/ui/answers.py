"""A person in front of the window who answers its questions as the test has set beforehand."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.wording import Wording
from ui.features.people.erase_dialog import ErasePersonDialog
from ui.features.publishing.publish_dialog import PublishDialog
from ui.kit.dialogs.dialog_service import DialogService
from ui.kit.dialogs.progress import ProgressDialog

T = TypeVar("T")


class Answers(DialogService):
    """An `DialogService` without a person. A question that the test did not expect fails it."""

    def __init__(self, words: Wording) -> None:
        super().__init__(words)
        self.opens: Path | None = None
        self.saves: Path | None = None
        self.source: Path | None = None
        self.picture: Path | None = None
        self.fills: Path | None = None
        self.types: int | None = None
        self.does: Callable[..., bool] | None = None
        self.offered: list[Path] = []
        self.confirms: list[bool] = []
        self.patterns: tuple[str, ...] = ()
        self.told: list[str] = []
        self.leaves = True
        self.left: list[tuple[str, str]] = []
        self.picks: int | None = None
        self.asked: list[tuple[str, str, int, int]] = []

    def meets(self, act: Callable[..., bool]) -> Callable[..., bool]:
        """Let a function answer the next dialogs: a decorator."""
        self.does = act
        return act

    def read(self, act: Callable[[], object], look: Callable[..., T]) -> T:
        """Open a dialog by an act, and return what a function finds in it before it is left."""
        found: list[T] = []
        self.does = lambda dialog: bool(found.append(look(dialog)))
        act()
        (one,) = found
        return one

    def file_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        self.offered.append(folder)
        return self.opens

    def source_to_open(self, parent: QWidget, folder: Path, patterns: Iterable[str]) -> Path | None:
        self.offered.append(folder)
        self.patterns = tuple(patterns)
        return self.source

    def picture_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        self.offered.append(folder)
        return self.picture

    def file_to_save(self, parent: QWidget, title: str, start: Path, *, confirm: bool = True) -> Path | None:
        self.offered.append(start)
        self.confirms.append(confirm)
        return self.saves

    def folder_to_fill(self, parent: QWidget, title: str, start: Path) -> Path | None:
        self.offered.append(start)
        return self.fills

    def number(self, parent: QWidget, title: str, question: str, usual: int, most: int) -> int | None:
        self.asked.append((title, question, usual, most))
        return self.types

    def run_dialog(self, dialog: QDialog) -> bool:
        assert self.does, f"nobody expected the dialog “{dialog.windowTitle()}”"
        dialog.show()
        try:
            return self.does(dialog)
        finally:
            dialog.close()
            dialog.deleteLater()

    def show_beside_window(self, dialog: QDialog) -> None:
        self.run_dialog(dialog)

    def is_sure(self, parent: QWidget, question: str, more: str, *, go: str, stay: str) -> bool:
        self.left.append((question, more))
        return self.leaves

    def which(self, parent: QWidget, question: str, more: str, *answers: str) -> int | None:
        self.left.append((question, more))
        return self.picks

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.told.append(text)


def waits(qtbot: QtBot, cancelled: int | None) -> Callable[[QDialog], bool]:
    """Return a function that waits for a dialog that shows progress, but cancels the one at that turn, from 0.

    It returns whether the dialog was one that shows progress.
    """
    turns = list[QDialog]()

    def wait(dialog: QDialog) -> bool:
        if isinstance(dialog, ProgressDialog):
            turns.append(dialog)
            if len(turns) - 1 == cancelled:
                dialog.reject()
            else:
                qtbot.waitUntil(lambda: dialog.over)
        return isinstance(dialog, ProgressDialog)

    return wait


def looked_through(qtbot: QtBot, dialog: ErasePersonDialog) -> None:
    """Wait until everything that is kept beside the file has been gone through."""
    qtbot.waitUntil(dialog.go.isEnabled)


def publishes(dialog: PublishDialog) -> bool:
    """Press the marked button of the publish dialog, which asks for a file if it knows none."""
    dialog.go.click()
    return dialog.result() == QDialog.DialogCode.Accepted
