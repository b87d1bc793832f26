"""Before an import is accepted: what would happen, row by row, and what of it shall."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.entities import Session
from planner.domain.text import N_, Plural, Text
from planner.importing.plan import VERDICTS, Plan, Row, Verdict
from planner.importing.zones import ZoneFrom
from ui.desk import Reader
from ui.dialogs.answer import answered_by
from ui.dialogs.import_table import ROW, ImportTable, ImportView
from ui.dialogs.zone_box import ENTER, ZoneBox
from ui.fields.reading import said_of
from ui.look import mark
from ui.panels.refusal import Refusal

MOST_NAMES = 8
CHIPS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    (N_("All"), lambda row: True),
    (N_("Different"), lambda row: row.verdict is not Verdict.SAME),
    (VERDICTS[Verdict.NEW], lambda row: row.verdict is Verdict.NEW),
    (VERDICTS[Verdict.CHANGED], lambda row: row.verdict is Verdict.CHANGED),
    (VERDICTS[Verdict.CONFLICT], lambda row: row.verdict is Verdict.CONFLICT),
    (N_("Doubtful"), lambda row: row.doubtful),
    (VERDICTS[Verdict.SAME], lambda row: row.verdict is Verdict.SAME),
    (VERDICTS[Verdict.GONE], lambda row: row.verdict is Verdict.GONE),
    (VERDICTS[Verdict.REFUSED], lambda row: row.verdict is Verdict.REFUSED),
)
"""What is called how, and which rows it shows."""
ALL, DIFFERS = 0, 1


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
        self.head = _label("", heading="window")
        self.warns = _label("", tone="warning")
        self.says = _label("", tone="muted")
        self.nothing, self.full = _label("", tone="good"), _label("", tone="muted")
        _ = self._words
        self.zone = ZoneBox(
            _zone_of(plan),
            plan.contradiction.fitting if plan.contradiction else (),
            _("Time zone of the file"),
            _("Choose a time zone"),
        )
        self.search = _Search(placeholderText=_("Search in the rows"), clearButtonEnabled=True)
        self.search.setAccessibleName(_("Search in the rows"))
        self.search.setMinimumWidth(200)
        self.chips = QButtonGroup(self)
        self.table = ImportTable(self._words, self)
        self.view = ImportView(self.table, self._words, reader.look)
        self.brings, self.unmapped = _label("", tone="muted"), _label("", tone="muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        mark(self.go, primary=True)
        self._lay_out()
        self._fit_the_screen()
        self.table.ticks_changed.connect(self._count)
        self.zone.chosen.connect(self._on_zone)
        self.search.textChanged.connect(self.view.filter.look_for)
        self.search.returnPressed.connect(self.view.setFocus)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self.show_plan(plan)
        self._open_on_what_differs()
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
        said = plan.remarks if plan.contradiction else (plan.zone.says, *plan.remarks)
        self.says.setText(" ".join(self._words.say(text) for text in said))
        self.says.setVisible(bool(said))
        self._beware(plan)
        for button in self.chips.buttons():
            name, accepts = CHIPS[self.chips.id(button)]
            button.setText(f"{self._words(name)} {sum(map(accepts, plan.rows))}")
        without = plan.without_a_place(MOST_NAMES)
        self.unmapped.setText(self._words.say(without) if without else "")
        self.unmapped.setVisible(without is not None)
        self.table.show_rows(plan.rows, kept | (set(plan.proposed) - known))
        if self.table.rowCount():
            self.view.selectRow(0)

    def _open_on_what_differs(self) -> None:
        """Show first what is not the same, if anything is."""
        differing = sum(map(CHIPS[DIFFERS][1], self.plan.rows))
        if 0 < differing < len(self.plan.rows):
            self.chips.button(DIFFERS).setChecked(True)
            self._filter(DIFFERS)

    def _fit_the_screen(self) -> None:
        """As large as the screen bears, but for a margin."""
        room = self.screen().availableGeometry().size()
        self.resize(min(1440, room.width() * 9 // 10), min(1000, room.height() * 9 // 10))

    def _beware(self, plan: Plan) -> None:
        """What is to be looked at before anything is done, or that there is nothing new."""
        say, doubtful = self._words.say, len(plan.doubtful)
        warnings = [*plan.warnings]
        if plan.contradiction:
            warnings += [plan.contradiction.text, Text("Choose the time zone of the place.")]
        if doubtful:
            warnings.append(Plural("{n} row is doubtful.", "{n} rows are doubtful.", doubtful))
        self.warns.setText("\n".join(say(text) for text in warnings))
        self.warns.setVisible(bool(warnings))
        same = plan.counts(Session)[Verdict.SAME]
        nothing = Plural("Nothing new: {n} session is here as the file has it.",
                         "Nothing new: {n} sessions are here as the file has them.", same)  # fmt: skip
        self.nothing.setText(say(nothing))
        new = any(row.can_be_ticked for row in plan.rows)
        self.nothing.setVisible(not new)
        self.go.setVisible(new)
        answered_by(self, self.go if new else self.leave)
        self.leave.setText(self._words("Cancel") if new else self._words("Close"))

    def _on_zone(self, zone: str) -> None:
        plan = self._replan(zone)
        if plan is None:
            self.zone.show_zone(_zone_of(self.plan))
        else:
            self.show_plan(plan)

    def _count(self) -> None:
        """What the button does, and what comes along with it."""
        say, rows = self._words.say, [row for row in self.plan.rows if row.key in self.ticked]
        of_sessions = {_id(row) for row in rows if row.what is Session}
        others = len({_id(row) for row in rows} - of_sessions)
        sessions = Plural("Import {n} session", "Import {n} sessions", len(of_sessions))
        if of_sessions and others:
            done = Plural("{sessions} and {n} other change", "{sessions} and {n} other changes", others,
                          sessions=sessions)  # fmt: skip
        elif others:
            done = Plural("Import {n} change", "Import {n} changes", others)
        else:
            done = sessions if of_sessions else Text("Import")
        self.go.setText(say(done))
        self.go.setEnabled(bool(rows) and self.plan.contradiction is None)
        named = [say(text) for text in self.plan.brings(self.ticked)]
        self.brings.setText(say(Text("With them: {things}.", things=", ".join(named))) if named else "")
        self.brings.setVisible(bool(named))

    def _on_row(self) -> None:
        """The whole of what the row says that the keys are on."""
        row = self.view.currentIndex().data(ROW)
        self.full.setText(self.table.full_text(row) if row else "")

    def _filter(self, number: int) -> None:
        self.view.filter.let_through(CHIPS[number][1])
        if self.view.filter.rowCount() and not self.view.selectedIndexes():
            self.view.selectRow(0)

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for number in range(len(CHIPS)):
            chip = QPushButton()
            chip.setCheckable(True)
            chip.setChecked(number == ALL)
            mark(chip, filter=True)
            self.chips.addButton(chip, number)
            row.addWidget(chip)
        self.chips.idClicked.connect(self._filter)
        row.addStretch()
        row.addWidget(self.search)
        return row

    def _zone_row(self) -> QVBoxLayout:
        self.no_zone = Refusal(self.zone)
        self.zone.refused.connect(lambda error: self.no_zone.say(said_of(error, self._words)))
        self.zone.editTextChanged.connect(lambda: self.no_zone.say(""))
        row = QHBoxLayout()
        ask = QLabel(self._words("The file tells no time zone. Its times are in"))
        ask.setBuddy(self.zone)
        mark(ask, tone="muted")
        row.addWidget(ask)
        row.addWidget(self.zone)
        row.addStretch()
        column = QVBoxLayout()
        column.addLayout(row)
        column.addWidget(self.no_zone)
        return column

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.head)
        if self.plan.zone.by is not ZoneFrom.SOURCE:
            column.addLayout(self._zone_row())
        column.addLayout(self._chips())
        for label in (self.warns, self.nothing, self.says):
            column.addWidget(label)
        column.addWidget(self.view, 1)
        for label in (self.full, self.brings, self.unmapped):
            column.addWidget(label)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


def _zone_of(plan: Plan) -> str:
    """The zone that is shown as chosen: none where the file contradicts it."""
    return "" if plan.contradiction else plan.zone.zone.key


def _id(row: Row) -> str:
    entity = row.after or row.before
    return entity.id if entity else row.key


class _Search(QLineEdit):
    """A field for words that the rows must have; Enter goes to them and does nothing else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()


def _label(text: str, **properties: str) -> QLabel:
    """A label for foreign text, which is never markup."""
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    mark(label, **properties)
    return label
