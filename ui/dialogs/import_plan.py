"""Before an import is accepted: what would happen, row by row, and what of it shall."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.text import Plural, Text
from planner.importing.plan import VERDICTS, Plan, Verdict
from planner.importing.zones import ZoneFrom
from ui.desk import Reader
from ui.dialogs.import_table import ImportTable, ImportView
from ui.look import mark

MOST_NAMES = 8


class ImportPlan(QDialog):
    """Shows a plan and lets its rows be ticked. Nothing has happened when it is cancelled.

    ``replan`` gives the plan for another time zone, or None if that was given up; it is only asked where the file
    tells no zone.
    """

    def __init__(
        self, plan: Plan, reader: Reader, replan: Callable[[str], Plan | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._replan = reader.words, replan
        self.plan = plan
        self.setWindowTitle(self._words("Import"))
        self.resize(1040, 660)
        self.head = _label("", heading="window")
        self.warns = _label("", tone="warning")
        self.says = _label("", tone="muted")
        self.zone = self._zones(plan)
        self.chips = QButtonGroup(self)
        self.table = ImportTable(self._words, self)
        self.view = ImportView(self.table, self._words, reader.look)
        self.brings, self.unmapped = _label("", tone="muted"), _label("", tone="muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        mark(self.go, primary=True)
        self._lay_out()
        self.table.ticks_changed.connect(self._count)
        self.show_plan(plan)
        self.view.setFocus()

    @property
    def ticked(self) -> frozenset[str]:
        """The keys of the rows that shall be taken."""
        return frozenset(self.table.ticked)

    def show_plan(self, plan: Plan) -> None:
        """Show another plan of the same file; what was unticked stays so."""
        known = {row.key for row in self.plan.rows} if self.table.rowCount() else set()
        kept = {row.key for row in plan.rows if row.key in known} & self.table.ticked
        self.plan = plan
        self.head.setText(self._words("Import {name}").replace("{name}", plan.name))
        said = (plan.zone.says, *plan.remarks)
        self.says.setText(" ".join(self._words.say(text) for text in said))
        self.warns.setText(" ".join(self._words.say(text) for text in plan.warnings))
        self.warns.setVisible(bool(plan.warnings))
        counts = plan.counts()
        for button in self.chips.buttons():
            verdict = _VERDICT_OF[self.chips.id(button)]
            n = len(plan.rows) if verdict is None else counts[verdict]
            name = self._words("All") if verdict is None else self._words(VERDICTS[verdict])
            button.setText(f"{name} {n}")
        self.unmapped.setText(self._without_a_place(plan))
        self.unmapped.setVisible(bool(plan.unmapped))
        self.table.show_rows(plan.rows, kept | (set(plan.proposed) - known))
        if self.table.rowCount():
            self.view.selectRow(0)

    def _without_a_place(self, plan: Plan) -> str:
        if not plan.unmapped:
            return ""
        names = [f"{name} {n}" for name, n in plan.unmapped.items()]
        shown = ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")
        return self._words.say(Text("Without a place here: {names}.", names=shown))

    def _zones(self, plan: Plan) -> QComboBox:
        box = QComboBox()
        box.addItems(sorted(available_timezones() | {plan.zone.zone.key}))
        box.setCurrentText(plan.zone.zone.key)
        box.setAccessibleName(self._words("Time zone of the file"))
        box.setVisible(plan.zone.by is not ZoneFrom.SOURCE)
        box.activated.connect(self._on_zone)
        return box

    def _on_zone(self) -> None:
        plan = self._replan(self.zone.currentText())
        if plan is None:
            self.zone.setCurrentText(self.plan.zone.zone.key)
        else:
            self.show_plan(plan)

    def _count(self) -> None:
        """What the button does, and what comes along with it."""
        n = len(self.ticked)
        say = self._words.say
        self.go.setText(say(Plural("Import {n} change", "Import {n} changes", n)))
        self.go.setEnabled(n > 0)
        named = [say(text) for text in self.plan.brings(self.ticked)]
        self.brings.setText(say(Text("With them: {things}.", things=", ".join(named))) if named else "")
        self.brings.setVisible(bool(named))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head)
        top.addStretch()
        if self.zone.isVisibleTo(self):
            ask = QLabel(self._words("The file tells no time zone. Its times are in"))
            ask.setBuddy(self.zone)
            mark(ask, tone="muted")
            top.addWidget(ask)
        top.addWidget(self.zone)
        row = QHBoxLayout()
        row.setSpacing(8)
        for number in _VERDICT_OF:
            chip = QPushButton(autoDefault=False)
            chip.setCheckable(True)
            chip.setChecked(number == 0)
            mark(chip, filter=True)
            self.chips.addButton(chip, number)
            row.addWidget(chip)
        self.chips.idClicked.connect(lambda number: self.view.filter.let_through(_VERDICT_OF[number]))
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.warns)
        column.addWidget(self.says)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        column.addWidget(self.brings)
        column.addWidget(self.unmapped)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


_VERDICT_OF: dict[int, Verdict | None] = {0: None, **{n + 1: verdict for n, verdict in enumerate(Verdict)}}


def _label(text: str, **properties: str) -> QLabel:
    """A label for foreign text, which is never markup."""
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    mark(label, **properties)
    return label
