"""The wide view (F11) for writing the long texts of the entities in the inspector, with a tab for each text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QStackedWidget, QTabBar, QWidget

from planner.commands.edit import entity_name
from planner.domain.entities import Entity
from ui.forms.field import Field
from ui.forms.form_field import FormField
from ui.kit.dialogs.dialog_service import close_buttons, resize_within_screen
from ui.kit.editors.text_editors import TextEditor
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import ElidedLabel, column, escape_mnemonic, name_widget, row
from ui.state.document import Document

WIDTH, MOST_HEIGHT, LESS, SIDES = 800, 900, 80, 24
"""In pixels: the dialog's least width and most height at first, how much lower than the window it is, side margins."""


class WritingDialog(QDialog):
    """A dialog with a tab for each long text; texts are saved while typed, as in the form, without confirmation."""

    def __init__(
        self, document: Document, kind: type[Entity], fields: Sequence[Field], first: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        words = document.presentation.words
        self._document, things = document, document.plan.shown_entities
        self.setWindowTitle(words("Write"))
        head = set_properties(ElidedLabel(), heading="window")
        more = f" + {len(things) - 1}" if len(things) > 1 else ""
        head.setText(f"{entity_name(things[0])}{more}")
        tabs = QTabBar(expanding=False, usesScrollButtons=True, elideMode=Qt.TextElideMode.ElideNone)
        self.tabs, self._pages = name_widget(tabs, words("Texts")), QStackedWidget()
        self._count = set_properties(QLabel(), tone="muted")
        self.fields = [FormField(document, kind, field, self, bare=True) for field in fields]
        for field, shown in zip(self.fields, fields, strict=True):
            self.tabs.addTab(escape_mnemonic(words(shown.label)))
            self.tabs.setTabToolTip(self.tabs.count() - 1, words(shown.label))
            self._pages.addWidget(self._field_page(field))
            field.show_entities(things)
        wide = max(WIDTH, self.tabs.sizeHint().width() + 2 * SIDES)
        resize_within_screen(self, wide, min(MOST_HEIGHT, max(320, parent.height() - LESS)))
        foot = row(self._count, 0, close_buttons(self)[0])
        column(head, self.tabs, (self._pages, 1), foot, inside=self, margins=(SIDES, 16, SIDES, 16))
        self.tabs.currentChanged.connect(self._show_tab)
        names = [field.name for field in fields]
        self.tabs.setCurrentIndex(names.index(first) if first in names else 0)
        self._show_tab(self.tabs.currentIndex())

    def _field_page(self, field: FormField) -> QWidget:
        page, editor = QWidget(), field.editor
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setRowStretch(1, 1)
        field.add_widgets(grid, 0)
        if isinstance(editor, TextEditor):
            editor.fill_layout_height()
            editor.setEnabled(self._document.workspace.writable)
            editor.textChanged.connect(self._show_length)
        return page

    def _show_tab(self, n: int) -> None:
        self._pages.setCurrentIndex(n)
        self.fields[n].widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_length()

    def _show_length(self) -> None:
        """Show the length of the current text in words and characters."""
        editor, words = self.fields[self._pages.currentIndex()].editor, self._document.presentation.words
        text = editor.toPlainText() if isinstance(editor, TextEditor) else ""
        length = words.plural("{n} word", "{n} words", len(text.split()))
        signs = words.plural("{n} character", "{n} characters", len(text.strip()))
        self._count.setText(f"{length} · {signs}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the dialog by F11, the key that opened it."""
        if event.key() == Qt.Key.Key_F11:
            self.accept()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Save the typed texts and close; a refused text stays as a draft of its field."""
        for field in self.fields:
            field.editor.commit()
            field.end_undo_step()
        super().done(result)
