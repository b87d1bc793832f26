"""The filter chips of a list, on one line; those that do not fit are in a menu at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from planner.wording import Wording
from ui.features.lists.list_model import EntityTableModel, FilterChip
from ui.kit.editors.search_menus import SearchMenu
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import SPACE, named, row


class FilterChips(QWidget):
    """The chips of a list, which filter its rows and show how many entities pass them."""

    chosen = Signal()

    def __init__(self, rows: EntityTableModel, chips: Sequence[FilterChip], words: Wording) -> None:
        super().__init__()
        self._rows, self._chips, self._words = rows, {chip.name: chip for chip in chips}, words
        self._offered: list[str] = []
        self.buttons = {name: QPushButton(autoDefault=True) for name in self._chips}
        self.more = named(set_properties(QPushButton(autoDefault=True), filter=True), words("More filters"))
        self.more.setText(words("More"))
        menu, group = SearchMenu(self.more), QButtonGroup(self)
        entries = QActionGroup(menu)
        self.folded = {name: QAction(entries, checkable=True) for name in self._chips}
        """The entries of the menu; those of the chips that do not fit are seen."""
        for name, button in self.buttons.items():
            set_properties(button, filter=True).setCheckable(True)
            button.setChecked(name == "all")
            group.addButton(button)
            menu.addAction(self.folded[name])
            for pressed in (button.clicked, self.folded[name].triggered):
                pressed.connect(lambda _checked, n=name: self.choose(n))
        self.more.setMenu(menu)
        row(*self.buttons.values(), self.more, 0, inside=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def texts(self) -> list[str]:
        """The texts of all chips, whether they are on the line or in the menu."""
        return [self.buttons[name].text() for name in self._offered]

    def choose(self, name: str) -> None:
        """Filter by the chip of a name."""
        self.buttons[name].setChecked(True)
        self._rows.filter(self._chips[name])
        self._fold()
        self.updateGeometry()
        self.chosen.emit()

    def count(self) -> None:
        """Show the counts, which ignore the search; a chip that nothing passes is not offered unless it is chosen."""
        counts = {name: self._rows.count(chip) for name, chip in self._chips.items()}
        for name, chip in self._chips.items():
            text = f"{self._words(chip.label)} {counts[name]}"
            self.buttons[name].setText(text)
            self.folded[name].setText(text)
        self._offered = [
            name for name, chip in self._chips.items() if counts[name] or chip is self._rows.chip or name == "all"
        ]
        self._fold()
        self.updateGeometry()

    def _fold(self) -> None:
        """Put the chips that do not fit on the line into the menu, from the last on, but not the chosen one."""
        shown = list(self._offered)
        if self._wide(shown) > self.width():
            free = self.width() - self.more.sizeHint().width() - SPACE
            for name in reversed(self._offered):
                if self._wide(shown) > free and not self.buttons[name].isChecked():
                    shown.remove(name)
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
            self.folded[name].setVisible(name in self._offered and name not in shown)
        self.more.setVisible(shown != self._offered)

    def _wide(self, names: Sequence[str]) -> int:
        return sum(self.buttons[name].sizeHint().width() + SPACE for name in names) - SPACE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self._offered), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        chosen = self._wide([name for name in self._offered if self.buttons[name].isChecked()])
        return QSize(chosen + SPACE + self.more.sizeHint().width(), super().minimumSizeHint().height())
