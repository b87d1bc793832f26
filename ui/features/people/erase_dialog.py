"""The dialog before a person is erased: the consequences, texts with the name, and what was already sent."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.commands.erasing import Mention
from planner.commands.field_names import FIELD_NAMES
from planner.domain.text import Plural, Text
from planner.eraser import Eraser
from ui.kit.dialogs.default_button import set_default_button
from ui.kit.theme.presentation import Presentation
from ui.kit.theme.theme import Theme, set_properties
from ui.kit.widgets.labels import tooltip_text

WIDTH, HEIGHT, LOW, SENT = 880, 600, 360, 96
"""Pixels: the dialog's width, its height with and without texts, and the maximum height of the list ``sent``."""
KEY, MENTION = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class ErasePersonDialog(QDialog):
    """A dialog that shows what erasing a person does, and asks to confirm. Enter cancels, except on the erase button.

    The dialog itself changes nothing. It searches the files kept beside this one, one at a time; the button is enabled
    when the search has ended.
    """

    def __init__(self, eraser: Eraser, presentation: Presentation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._eraser, self._presentation, self._words = eraser, presentation, presentation.words
        self._steps = eraser.look()
        self.setWindowTitle(self._words("Erase a person"))
        self.resize(WIDTH, HEIGHT if eraser.mentions else LOW)
        self.head, self.says, self.kept = QLabel(wordWrap=True), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.texts_head, self.sent_head = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.texts, self.text, self.sent = QTreeWidget(), QPlainTextEdit(readOnly=True), QListWidget()
        self._lay_out()
        for mention in eraser.mentions:
            self._add(mention)
        self._say()
        self.texts.currentItemChanged.connect(lambda _new, _old: self._show_text())
        if first := self.texts.topLevelItem(0):
            self.texts.setCurrentItem(first)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()
        self.finished.connect(self._timer.stop)

    # layout --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        _ = self._words
        set_properties(self.head, heading="window")
        for label in (self.texts_head, self.sent_head):
            set_properties(label, heading="column")
        for label in (self.head, self.says, self.kept):
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Erase for good"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setEnabled(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.paper = QLabel(wordWrap=True)
        self.paper.setText(
            _("Printed paper, lists that were exported and copies saved elsewhere are not known here: look after those "
              "yourself.")
        )  # fmt: skip
        set_properties(self.paper, tone="muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(8)
        for part in (self.head, self.says, self.kept, self.texts_head):
            box.addWidget(part)
        box.addLayout(self._two_sides(), 1)
        for below in (self.sent_head, self.sent, self.paper, buttons):
            box.addWidget(below)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        set_default_button(self, cancel)
        cancel.setFocus()

    def _two_sides(self) -> QHBoxLayout:
        _ = self._words
        self.texts.setAccessibleName(_("Texts in which the name stands"))
        self.texts.setHeaderLabels([_("Take the name out of"), _("What stands there")])
        self.texts.setRootIsDecorated(False)
        self.texts.setUniformRowHeights(True)
        self.texts.header().setStretchLastSection(False)
        self.texts.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.texts.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.text.setAccessibleName(_("The whole text"))
        self.text.setTabChangesFocus(True)
        self.sent.setAccessibleName(_("What was sent"))
        self.sent.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.sent.setMaximumHeight(SENT)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.texts, 3)
        sides.addWidget(self.text, 2)
        return sides

    def _add(self, mention: Mention) -> None:
        words = self._words
        where = words("{field} of “{title}”").format(field=words(FIELD_NAMES[mention.field]), title=mention.title)
        row = QTreeWidgetItem([where, words("the name") if mention.sure else words("only the surname")])
        row.setData(0, KEY, mention.key)
        row.setData(0, MENTION, mention)
        row.setToolTip(0, tooltip_text(where))
        row.setCheckState(0, Qt.CheckState.Checked if mention.sure else Qt.CheckState.Unchecked)
        self.texts.addTopLevelItem(row)

    def _say(self) -> None:
        words, eraser = self._words, self._eraser
        self.head.setText(words("Erase {name}").format(name=eraser.person.name))
        self.says.setText(
            words("{name} goes from the plan and from all that is kept of it here: the history, versions of the "
                  "programme, calendars’ bookkeeping, the photo, earlier versions of the plan, backups, what was typed "
                  "and not saved, and the log. Undo ends there: neither this nor anything before it can be taken back.")
            .format(name=eraser.person.name)
        )  # fmt: skip
        any_text, sent = bool(eraser.mentions), eraser.sent()
        self.texts_head.setText(
            words(
                "The name stands in other texts too. In those that are ticked, “{mark}” stands in its place then:"
            ).format(mark=eraser.mark)
            if any_text
            else words("The name stands in no other text.")
        )
        self.texts.setVisible(any_text)
        self.text.setVisible(any_text)
        self.sent_head.setText(
            words("This was sent, and cannot be called back. Publish again, so that calendars lose the name:")
            if sent
            else words("Nothing that was sent names them.")
        )
        self.sent.addItems([words.say(what) for what in sent])
        self.sent.setVisible(bool(sent))
        self.kept.setText(words("Earlier versions of the plan are being looked through…"))

    # texts ---------------------------------------------------------------------------------------------

    def _show_text(self) -> None:
        """Show the text of the current row, with the name highlighted."""
        item = self.texts.currentItem()
        mention = item.data(0, MENTION) if item else None
        self.text.setPlainText(mention.text if mention else "")
        self.text.setExtraSelections(
            [
                highlighted(self.text, begin, end, self._presentation.theme)
                for begin, end in self._eraser.places_in(mention.text)
            ]
            if mention
            else []
        )

    @property
    def taken(self) -> frozenset[str]:
        """Return the keys of the texts from which the name is to be removed."""
        rows = (self.texts.topLevelItem(n) for n in range(self.texts.topLevelItemCount()))
        return frozenset(row.data(0, KEY) for row in rows if row and row.checkState(0) == Qt.CheckState.Checked)

    # search of the files kept beside this one ----------------------------------------------------------

    def go_on(self) -> None:
        """Search the next file; after the last, show what will be deleted and enable the button."""
        with suppress(StopIteration):
            step = next(self._steps)
            if step.done:
                self.kept.setText(
                    self._words("Earlier versions of the plan are being looked through: {done} of {total}").format(
                        done=step.done, total=step.total
                    )
                )
            return
        self._timer.stop()
        versions, backups = self._eraser.kept_versions(), self._eraser.backups()
        told: list[Text] = []
        if versions:
            n = len(versions)
            told.append(Plural("{n} earlier version of the plan is deleted whole.",
                               "{n} earlier versions of the plan are deleted whole.", n))  # fmt: skip
        told += [Text("The backup “{name}” is deleted.", name=path.name) for path in backups]
        self.kept.setText(" ".join(self._words.say(text) for text in told))
        self.kept.setVisible(bool(told))
        self.go.setEnabled(True)


def highlighted(editor: QPlainTextEdit, begin: int, end: int, theme: Theme) -> QTextEdit.ExtraSelection:
    """Return the highlighting of a range of characters in an editor."""
    units = [len(editor.toPlainText()[:n].encode("utf-16-le")) // 2 for n in (begin, end)]  # Qt counts UTF-16 units
    found = QTextEdit.ExtraSelection()
    cursor = QTextCursor(editor.document())
    cursor.setPosition(units[0])
    cursor.setPosition(units[1], QTextCursor.MoveMode.KeepAnchor)
    ground = QTextCharFormat()
    ground.setBackground(QColor(theme.accent_soft))
    ground.setForeground(QColor(theme.accent))
    found.cursor, found.format = cursor, ground
    return found
