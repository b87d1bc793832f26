"""The import step that matches the columns of a table to fields: guessed first, then corrected by the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from planner.domain.input_parsing import upcoming_year_rule
from planner.domain.text import N_, EstradError, Text
from planner.importing.mapping.guessing import complete_mapping, guess_mapping, guess_sheet_mapping
from planner.importing.mapping.reading import read_sample
from planner.importing.mapping.records import SURE, find_sheet
from planner.importing.mapping.table_mapping import (
    SHAPE_NAMES,
    MappingContext,
    SheetMapping,
    TableMapping,
    mapping_doubts,
)
from planner.tables.delimited import DELIMITERS, ENCODINGS, ReadingOptions
from planner.tables.table import TableFormat, Tables, Worksheet, column_name
from ui.features.importing.table_preview import HIGH, MeaningRow, PreviewCardList, SheetView, make_cards
from ui.kit.editors.choice_editors import ChoiceEditor, EditorChoice
from ui.kit.editors.typed_values import DateEditor, error_text
from ui.kit.theme.theme import Presentation
from ui.kit.widgets.plain_widgets import (
    FlowLayout,
    column,
    heading_label,
    name_widget,
    number_field,
    plain_label,
    row,
)

MOST_NAMED = 6
ROWS_SAMPLED = 60
"""Maximum number of records of each sheet that the preview reads, to show the first ones and the doubtful ones."""
ORDERS = ((None, N_("Choose…")), ("day_first", N_("Day/month")), ("month_first", N_("Month/day")))


class ColumnsStep(QWidget):
    """The import step that matches columns to fields: a table with a field box above each column, and a preview.

    ``reread`` reads a text file again with another encoding or delimiter, and returns None if that was cancelled.
    """

    changed = Signal()

    def __init__(
        self, tables: Tables, mapping: TableMapping, context: MappingContext, presentation: Presentation,
        reread: Callable[[ReadingOptions], Tables | None] | None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.tables, self.mapping = tables, mapping
        self._context, self._presentation, self._reread = context, presentation, reread
        _ = presentation.words
        self.view = SheetView(presentation.theme, _("The table"))
        self.preview = PreviewCardList(presentation.theme, _("The first rows as they would become"))
        self.sheet = ChoiceEditor(lambda: [EditorChoice(sheet.name, sheet.name) for sheet in self.tables.sheets])
        self.shape = ChoiceEditor(lambda: [EditorChoice(shape, _(name)) for shape, name in SHAPE_NAMES.items()])
        self.encoding = ChoiceEditor(lambda: self._offered_choices(ENCODINGS, self.tables.encoding))
        self.delimiter = ChoiceEditor(lambda: self._offered_choices(DELIMITERS, self.tables.delimiter))
        self.order, self.head = ChoiceEditor(lambda: self._offered_choices(ORDERS, None)), number_field(1, 1)
        for field in (self.sheet, self.shape, self.encoding, self.delimiter, self.order):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        first = min(context.dates, default=context.today or date(date.max.year, 1, 1))
        self.day = DateEditor(presentation, lambda: upcoming_year_rule(first), lambda: first, empty=True)
        self.fields = MeaningRow(self.view, self.day, _, self._box_name)
        self.asks = plain_label(tone="warning")
        self._choices: dict[QWidget, QWidget] = {}
        self.only = QCheckBox(_("Only this sheet"))
        self.only.setMinimumHeight(HIGH)
        self._order_asked = self.was_chosen = False
        self._seen = 0
        self._arrange()
        self._connect()
        self._show_table()

    def _offered_choices(self, offered: Sequence[tuple[str | None, str]], chosen: str | None) -> list[EditorChoice]:
        """Return the values offered with their names; the chosen one is added if it is not among them."""
        names = dict(offered)
        names.setdefault(chosen, chosen or "")
        return [EditorChoice(value, self._presentation.words(name)) for value, name in names.items()]

    # choices -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.fields.chosen.connect(
            lambda column, key: self._use_mapping(self.mapping.with_field(column, key, self._seen))
        )
        for chosen in (self.sheet.edited, self.only.clicked):
            chosen.connect(self._switch_sheet)
        self.shape.edited.connect(lambda shape: self._use_mapping(self.mapping.with_shape(shape, self._seen)))
        self.head.valueChanged.connect(self._on_heading_row_chosen)
        self.order.edited.connect(lambda order: self._use_mapping(replace(self.mapping, order=order)))
        self.encoding.edited.connect(lambda encoding: self._read_again(ReadingOptions(encoding, self.tables.delimiter)))
        self.delimiter.edited.connect(
            lambda delimiter: self._read_again(ReadingOptions(self.tables.encoding, delimiter))
        )
        self.day.edited.connect(lambda day: self._use_mapping(replace(self.mapping, day=day)))

    def _use_mapping(self, mapping: TableMapping) -> None:
        """Use and show another mapping, which the user chose."""
        self.mapping, self.was_chosen = complete_mapping(mapping, self.tables, self._context), True
        self._show_mapping()

    def _switch_sheet(self) -> None:
        """Switch to the chosen sheet, with the other sheets that belong to it, unless the user wants it alone.

        An empty sheet is reported, and the previous one stays.
        """
        name = self.sheet.currentText()
        found = self.mapping if len(self.mapping.sheets) > 1 else guess_mapping(self.tables, self._context)
        names = [told.sheet for told in found.sheets]
        if self.only.isChecked() or name not in names:
            found, names = guess_sheet_mapping(self.tables, name, self._context), [name]
        if found.sheets:
            self.was_chosen = self.was_chosen or found != self.mapping
            self.mapping, self._seen = found, names.index(name)
            self._show_table()
        else:
            self.sheet.show_value(self._shown_mapping.sheet)
            self.show_error(EstradError(Text("There is nothing in the sheet.")))

    def _on_heading_row_chosen(self, line: int) -> None:
        """Guess the columns again with the headings in this line of the sheet, if it has such a line."""
        sheet = self._shown_sheet
        head = next((row for row in range(len(sheet.rows)) if sheet.line(row) == line), None)
        found = (
            guess_sheet_mapping(self.tables, sheet.name, self._context, head) if head is not None else TableMapping()
        )
        if found.sheets:
            self._use_mapping(self.mapping.with_sheet(self._seen, found.main_sheet))
            self._show_table()

    def _read_again(self, how: ReadingOptions) -> None:
        """Read the file again with another encoding or delimiter, and guess the columns anew.

        A fault is reported. If there is one, nothing is found or the user cancels, table and columns stay.
        """
        try:
            tables = self._reread(how) if self._reread else None
            mapping = guess_mapping(tables, self._context) if tables else None
        except EstradError as error:
            self.show_error(error)
            return
        if tables and mapping and mapping.sheets:
            self.tables, self.mapping, self._seen = tables, mapping, 0
        self._show_table()

    def confirm(self) -> None:
        """Mark the mapping as certain, as the user has checked it."""
        self.mapping, self.was_chosen = replace(self.mapping, certain=True), True

    def show_error(self, error: EstradError) -> None:
        """Show an error about the mapping or the sheet."""
        self.asks.setText(error_text(error, self._presentation.words))

    # display -------------------------------------------------------------------------------------------

    @property
    def _shown_mapping(self) -> SheetMapping:
        """The mapping of the shown sheet."""
        return self.mapping.sheets[self._seen]

    @property
    def _shown_sheet(self) -> Worksheet:
        return find_sheet(self.tables, self._shown_mapping.sheet)

    def _box_name(self, column: int) -> str:
        """Return the name of the box above a column for screen readers."""
        heads, main = self._shown_sheet.rows, self._shown_mapping
        head = str(heads[main.head][column] or "") if 0 <= main.head < len(heads) else ""
        return self._presentation.words("Meaning of the column {name}").format(name=head or column + 1)

    def _show_table(self) -> None:
        sheet, main = self._shown_sheet, self._shown_mapping
        for field, value in (
            (self.sheet, sheet.name), (self.encoding, self.tables.encoding), (self.delimiter, self.tables.delimiter),
        ):  # fmt: skip
            field.show_value(value)
        self.only.setChecked(len(self.mapping.sheets) == 1)
        self.view.show_sheet(sheet, main.head, main.first)
        with QSignalBlocker(self.head):
            self.head.setMaximum(sheet.line(min(len(sheet.rows), 100) - 1) if sheet.rows else 1)
            self.head.setValue(sheet.line(max(0, main.head)))
        self._show_mapping()

    def _show_mapping(self) -> None:
        mapping, say = self.mapping, self._presentation.words.say
        self.fields.setVisible(bool(self._shown_mapping.columns))
        unsure = () if mapping.certain else tuple(n for n, sure in enumerate(self._shown_mapping.sure) if sure < SURE)
        self.fields.show_meanings(self._shown_mapping.columns, unsure)
        self.shape.show_value(self._shown_mapping.shape)
        self.order.show_value(mapping.order)
        self.day.show_value(mapping.day)
        self._order_asked = self._order_asked or mapping.order is None
        self._choices[self.order].setVisible(self._order_asked)
        self._choices[self.day].setVisible(mapping.timed and not mapping.dated)
        asked = tuple(mapping_doubts(mapping).values())
        if not (asked or mapping.certain):
            named = ", ".join(map(column_name, unsure[:MOST_NAMED]))
            asked = (
                Text("Look whether each column means what stands above it, first of all {columns}.", columns=named)
                if unsure
                else Text("Look whether each column means what stands above it."),
            )
        self.asks.setText(" ".join(say(text) for text in asked))
        self._show_preview()
        self.changed.emit()

    def _show_preview(self) -> None:
        cards = []
        try:
            cards = make_cards(read_sample(self.tables, self.mapping, self._context, ROWS_SAMPLED), self._presentation)
        except EstradError as error:
            self.show_error(error)
        self.preview.show_cards(cards)

    # layout --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        _ = self._presentation.words
        flow = FlowLayout(16)
        for name, field in (
            (_("Sheet"), self.sheet), (_("It holds"), self.shape), (_("Headings in row"), self.head),
            (_("Encoding"), self.encoding), (_("Columns are divided by"), self.delimiter),
            (_("Dates are written"), self.order), (_("Day of the times"), self.day),
        ):  # fmt: skip
            flow.addWidget(self._labelled_field(name, field))
            if field is self.sheet:
                flow.addWidget(self.only)
        several = len(self.tables.sheets) > 1
        is_text = self.tables.form in (TableFormat.CSV, TableFormat.TEXT) and self._reread is not None
        for field, seen in ((self.sheet, several), (self.encoding, is_text), (self.delimiter, is_text)):
            self._choices[field].setVisible(seen)
        self.only.setVisible(several)
        self.day.setMinimumWidth(220)
        self.preview.setMinimumWidth(300)
        title = heading_label(_("The first rows as they would become"))
        left, right = column(self.fields, (self.view, 1), spacing=0), column(title, (self.preview, 1))
        column(flow, self.asks, (row((left, 3), (right, 1), spacing=16), 1), inside=self)

    def _labelled_field(self, name: str, field: QWidget) -> QWidget:
        """Return a widget with a label and the field beside it."""
        both, label = QWidget(), plain_label(name, wrap=False, tone="muted")
        row(label, name_widget(field, name), inside=both, spacing=4)
        label.setBuddy(field)
        self._choices[field] = both
        return both


def first_unanswered_field(step: ColumnsStep) -> QWidget:
    """Return the first widget of a columns step that needs an answer, brought into sight, or else its table."""
    mapping = step.mapping
    if mapping.order is None:
        return step.order
    return (
        step.day if mapping.timed and not mapping.dated and mapping.day is None else step.fields.reveal_first_unsure()
    )
