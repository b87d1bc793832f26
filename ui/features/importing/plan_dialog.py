"""The import dialog: first the columns of a table if need be, then the changes row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QWidget,
)

from planner.domain.agenda import Change
from planner.domain.entities import Person, Session
from planner.domain.text import N_, EstradError, Plural, Text
from planner.importing.datetimes import ZoneOrigin
from planner.importing.mapping.table_mapping import mapping_doubts
from planner.importing.plan import VERDICTS, ImportPlan, ImportRow, Verdict
from ui.features.importing.columns_step import ColumnsStep, first_unanswered_field
from ui.features.importing.plan_table import SORT_NAMES, FieldsTable, ImportTableModel, ImportView
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog, resize_within_screen, set_default_button
from ui.kit.editors.search_boxes import TimeZoneBox
from ui.kit.editors.search_menus import SearchField
from ui.kit.editors.typed_values import FieldErrorLabel, error_text
from ui.kit.theme.theme import Presentation, set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel, FlowLayout, column, name_widget, plain_label, row

MOST_NAMES, MOST_REFUSED = 8, 4
LEFT_TO_RIGHT = "\u200e"
"""A mark that keeps a sentence left-to-right even if it contains a title in Arabic or Hebrew."""
CHIPS: tuple[tuple[str, Callable[[ImportRow], bool]], ...] = (
    (N_("All"), lambda row: True),
    (N_("To import"), lambda row: row.verdict is not Verdict.SAME),
    (VERDICTS[Verdict.NEW], lambda row: row.verdict is Verdict.NEW),
    (VERDICTS[Verdict.CHANGED], lambda row: row.verdict is Verdict.CHANGED),
    (VERDICTS[Verdict.CONFLICT], lambda row: row.verdict is Verdict.CONFLICT),
    (N_("Check"), lambda row: row.doubtful),
    (VERDICTS[Verdict.SAME], lambda row: row.verdict is Verdict.SAME),
    (VERDICTS[Verdict.GONE], lambda row: row.verdict is Verdict.GONE),
    (VERDICTS[Verdict.REFUSED], lambda row: row.verdict is Verdict.REFUSED),
)
"""The filter chips: the name of each, and whether it shows a row."""
ALL, DIFFERS = 0, 1


class ImportPlanDialog(QDialog):
    """A dialog that shows an import's plan, with ticks for its rows and for single fields; it changes nothing itself.

    ``columns`` is the step for the columns of a table, shown first if there is no ``plan`` yet. ``replan`` returns the
    plan for the present columns and a time zone, or None if that was cancelled, or raises ``EstradError``. The user is
    asked for the zone only if the file has none. ``compare`` shows the plan after a change beside the present one; with
    it, sessions without a time can be placed too, and ``is_placing`` is true if the user chose that.
    """

    plan: ImportPlan
    """The plan that is shown; missing until there is one."""

    def __init__(
        self, presentation: Presentation, plan: ImportPlan | None, replan: Callable[[str], ImportPlan | None],
        columns: ColumnsStep | None = None, parent: QWidget | None = None, *,
        compare: Callable[[Change], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._words, self._replan = presentation.words, replan
        self._compare, self.is_placing, self._is_asking = compare, False, False
        self._chosen_zone = ""
        self.columns = columns
        self.head = set_properties(ElidedLabel(), heading="window")
        self.warns = plain_label(tone="warning")
        self.says = plain_label(tone="muted")
        self.nothing, self.full = plain_label(tone="good"), plain_label(tone="muted")
        _ = self._words
        self.zone = TimeZoneBox(_("Time zone of the file"), _("Choose a time zone"))
        self.search = SearchField(_("Search in the rows"))
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(280)
        self.chips, self.sorts = (
            QButtonGroup(self),
            name_widget(QComboBox(minimumContentsLength=13), _("What is shown")),
        )
        self.sorts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.table = ImportTableModel(presentation, self)
        self.view, self.fields = ImportView(self.table, presentation), FieldsTable(self._words)
        self.brings, self.unmapped = plain_label(tone="muted"), plain_label(tone="muted")
        self.buttons, self.go = answer_buttons(self, "")
        self.place = self.buttons.addButton(_("Import and place in &order"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.back = self.buttons.addButton(_("Columns…"), QDialogButtonBox.ButtonRole.ResetRole)
        self.open_comparison = self.buttons.addButton(_("Show &beside today…"), QDialogButtonBox.ButtonRole.ResetRole)
        self._arrange()
        room = self.screen().availableGeometry().size()
        resize_within_screen(self, min(1440, room.width() * 9 // 10), min(1000, room.height() * 9 // 10))
        self._connect()
        if plan:
            self._show_plan_step(plan)
        else:
            self._show_columns_step()

    def _connect(self) -> None:
        self.table.ticks_changed.connect(self._show_counts)
        self.fields.chosen.connect(lambda row, keys: self.table.replace_ticks([row], keys))
        self.zone.chosen.connect(self._on_zone_chosen)
        self.search.textChanged.connect(self._show_rows)
        self.search.returnPressed.connect(self.view.setFocus)
        for chosen in (self.sorts.activated, self.chips.idClicked, self.view.sorted):
            chosen.connect(self._show_rows)
        for moved in (self.view.selectionModel().currentRowChanged, self.table.modelReset):
            moved.connect(self._show_row_details)
        self.view.fields_requested.connect(self.fields.focus_current_field)
        self.fields.left.connect(self.view.setFocus)
        self.back.clicked.connect(self._show_columns_step)
        self.open_comparison.clicked.connect(self._compare_plans)
        self.place.clicked.connect(lambda: setattr(self, "is_placing", True))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go.click)
        if self.columns:
            self.columns.changed.connect(self._update_step)

    # steps ---------------------------------------------------------------------------------------------

    def _show_columns_step(self) -> None:
        if self.columns:
            self._is_asking = True
            self.head.setText(self._words("Import {name}").replace("{name}", self.columns.tables.name))
            self._update_step()
            first_unanswered_field(self.columns).setFocus()

    def _update_step(self) -> None:
        """Show the buttons and fields that belong to the current step, and hide the others."""
        asking = self._is_asking
        self.back.setVisible(self.columns is not None and not asking)
        self.place.setVisible(not asking and self.place.isVisibleTo(self))
        for field in (self.sorts, self.search, self._page):
            field.setVisible(not asking)
        self.open_comparison.setVisible(self._compare is not None and not asking)
        if self.columns:
            self.columns.setVisible(asking)
        if self.columns and asking:
            self.go.setText(self._words("Continue"))
            self.go.setVisible(True)
            self.go.setEnabled(not mapping_doubts(self.columns.mapping))
            self.leave.setText(self._words("Cancel"))
            set_default_button(self, self.go)

    def accept(self) -> None:
        """Go on from the columns to the plan; from the plan, accept the dialog."""
        if self.columns is None or not self._is_asking:
            super().accept()
            return
        self.columns.confirm()
        try:
            plan = self._replan(self._chosen_zone)
        except EstradError as error:
            self.columns.show_error(error)
            return
        if plan:
            self._show_plan_step(plan)

    def _show_plan_step(self, plan: ImportPlan) -> None:
        """Show the step after the columns, with a new import plan; if only some of its rows differ, show only these."""
        self.zone.list_zones(plan.contradiction.fitting if plan.contradiction else ())
        self.zone.show_value(_chosen_zone(plan))
        self._zone_asked.setVisible(plan.zone.by is not ZoneOrigin.SOURCE and _has_times(plan))
        self._is_asking = False
        if 0 < sum(map(CHIPS[DIFFERS][1], plan.rows)) < len(plan.rows):
            self.chips.button(DIFFERS).setChecked(True)
        self.show_plan(plan)
        self._update_step()
        self.view.setFocus()

    # plan ----------------------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        """Show another plan for the same file, keeping the ticks that the user has set or removed."""
        self.plan = plan
        self.head.setText(self._words("Import {name}").replace("{name}", plan.name))
        said = (plan.zone.remark_text, *plan.remarks) if _has_times(plan) and not plan.contradiction else plan.remarks
        _show_text(self.says, " ".join(self._words.say(text) for text in said))
        self._show_plan_warnings(plan)
        for button in self.chips.buttons():
            name, accepts = CHIPS[self.chips.id(button)]
            button.setText(f"{self._words(name)} {sum(map(accepts, plan.rows))}")
        without = plan.unmapped_remark(MOST_NAMES)
        _show_text(self.unmapped, self._words.say(without) if without else "")
        self.sorts.clear()
        self.sorts.addItem(self._words("Everything"), None)
        counts = Counter(row.what for row in plan.rows)
        for what in filter(counts.get, SORT_NAMES):
            self.sorts.addItem(f"{self._words(SORT_NAMES[what])} {counts[what]}", what)
        self.table.tick_proposed(plan.rows, plan.proposed_keys)
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the rows that pass the chosen chip, sort of entity and search words, and select one."""
        accepts, sort = CHIPS[self.chips.checkedId()][1], self.sorts.currentData()
        current, words = self.view.current, self.search.text().casefold().split()
        rows = (row for row in self.plan.rows if accepts(row) and sort in (None, row.what))
        self.table.show_rows([row for row in rows if self.table.has_words(row, words)], *self.view.sorting)
        self.view.selectRow(self.table.rows.index(current) if current in self.table.rows and not words else 0)

    def _show_plan_warnings(self, plan: ImportPlan) -> None:
        """Show the warnings and the rows that cannot be imported, and say so if there is nothing new."""
        say, doubtful = self._words.say, len(plan.doubtful_rows)
        refused = [f"{row.cell or row.line or '–'} {row.title}" for row in plan.rows if row.verdict is Verdict.REFUSED]
        warnings = [*plan.warnings]
        if plan.contradiction:
            warnings += [plan.contradiction.text, Text("Choose the time zone of the place.")]
        if refused:
            warnings.append(
                Plural("{n} row cannot be taken in: {rows}", "{n} rows cannot be taken in: {rows}", len(refused),
                       rows=" · ".join(refused[:MOST_REFUSED]) + (" …" if len(refused) > MOST_REFUSED else ""))
            )  # fmt: skip
        if doubtful:
            warnings.append(Plural("{n} row to check.", "{n} rows to check.", doubtful))
        _show_text(self.warns, "\n".join(say(text) for text in warnings))
        same = plan.counts(Session)[Verdict.SAME]
        nothing = Plural("Nothing new: {n} session is here as the file has it.",
                         "Nothing new: {n} sessions are here as the file has them.", same)  # fmt: skip
        self.nothing.setText(say(nothing if same else Text("There is nothing new in the file.")))
        new = any(row.can_be_ticked for row in plan.rows)
        self.nothing.setVisible(not new)
        self.go.setVisible(new)
        set_default_button(self, self.go if new else self.leave)
        self.leave.setText(self._words("Cancel") if new else self._words("Close"))

    def _on_zone_chosen(self, zone: str) -> None:
        plan = None
        with suppress(EstradError):
            plan = self._replan(zone)
        if plan is None:
            self.zone.show_value(_chosen_zone(self.plan))
        else:
            self._chosen_zone = zone
            self.show_plan(plan)

    def _show_counts(self) -> None:
        """Show on the button how much would be imported, and below the table what comes with it."""
        say, rows = self._words.say, [row for row in self.plan.rows if self.table.has_ticks(row)]
        of_sessions = {_entity_id(row) for row in rows if row.what is Session}
        others = len({_entity_id(row) for row in rows} - of_sessions)
        sessions = Plural("Import {n} session", "Import {n} sessions", len(of_sessions))
        if of_sessions and others:
            done = Plural("{sessions} and {n} other change", "{sessions} and {n} other changes", others,
                          sessions=sessions)  # fmt: skip
        elif others and all(row.what is Person for row in rows):
            done = Plural("Import {n} person", "Import {n} people", others)
        elif others:
            done = Plural("Import {n} change", "Import {n} changes", others)
        else:
            done = sessions if of_sessions else Text("Import")
        self.go.setText(say(done))
        self.go.setEnabled(bool(rows) and self.plan.contradiction is None)
        for button in (self.place, self.open_comparison):
            button.setEnabled(self.go.isEnabled())
        self.place.setVisible(self._compare is not None and any(map(_adds_untimed_session, rows)))
        brought = [say(text) for text in self.plan.new_entity_texts(self.table.keys)]
        _show_text(self.brings, say(Text("Also adds {things}.", things=", ".join(brought))) if brought else "")

    def _compare_plans(self) -> None:
        """Show the plan as the ticked rows would make it beside the present one."""
        if self._compare:
            self._compare(self.plan.change(self.table.keys))

    def _show_row_details(self) -> None:
        """Show the current row's fields, or its full text if it has no fields that differ."""
        row = self.view.current
        self.full.setText(LEFT_TO_RIGHT + self.table.full_text(row) if row else "")
        if row:
            self.fields.show_row(row, self.table.ticked_fields(row))
        self.fields.setVisible(bool(row and row.differences))
        self.full.setVisible(not (row and row.differences))

    def _chips_layout(self) -> FlowLayout:
        chips = FlowLayout()
        for number in range(len(CHIPS)):
            chip = set_properties(QPushButton(), filter=True)
            chip.setCheckable(True)
            chip.setChecked(number == ALL)
            self.chips.addButton(chip, number)
            chips.addWidget(chip)
        return chips

    def _zone_row(self) -> QWidget:
        self.no_zone = FieldErrorLabel(self.zone)
        self.zone.refused.connect(lambda error: self.no_zone.say(error_text(error, self._words)))
        self.zone.editTextChanged.connect(lambda: self.no_zone.say(""))
        label = plain_label(self._words("Time zone of the file"), wrap=False, tone="muted")
        label.setBuddy(self.zone)
        both = QWidget()
        column(row(label, self.zone, 0), self.no_zone, inside=both)
        return both

    def _arrange(self) -> None:
        self._page, self._zone_asked = QWidget(), self._zone_row()
        above, below = (self.warns, self.nothing, self.says), (self.full, self.brings, self.unmapped)
        column(self._zone_asked, self._chips_layout(), *above, (self.view, 1), self.fields, *below, inside=self._page)
        top, steps = row(self.head, 0, self.sorts, self.search), filter(None, (self._page, self.columns))
        fill_dialog(self, self._words("Import"), top, *((step, 1) for step in steps), self.buttons, spacing=12)


def _show_text(label: QLabel, text: str) -> None:
    """Show a text in a label; hide the label if the text is empty."""
    label.setText(text)
    label.setVisible(bool(text))


def _chosen_zone(plan: ImportPlan) -> str:
    """Return the key of the plan's time zone; empty if the file contradicts it."""
    return "" if plan.contradiction else plan.zone.zone.key


def _has_times(plan: ImportPlan) -> bool:
    """Return whether the file's time zone matters: a session has a time, or the file contradicts its zone."""
    found = (entity for row in plan.rows for entity in (row.before, row.after) if isinstance(entity, Session))
    return plan.contradiction is not None or any(session.placement for session in found)


def _adds_untimed_session(row: ImportRow) -> bool:
    """Return whether a row adds a session without a time."""
    return row.before is None and isinstance(row.after, Session) and row.after.placement is None


def _entity_id(row: ImportRow) -> str:
    entity = row.after or row.before
    return entity.id if entity else row.key
