"""The dialog before a person is erased: what that removes, other texts with the name, and what was already sent."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from planner.commands.edit import FIELD_NAMES
from planner.commands.erasing import Mention
from planner.domain.long_task import Progress
from planner.domain.text import Plural, Text
from planner.eraser import Eraser
from ui.kit.dialogs.dialog_service import answer_buttons, fill_dialog
from ui.kit.long_work import LongWork
from ui.kit.pictures.portrait import FACE
from ui.kit.theme.theme import Presentation, Theme
from ui.kit.widgets.plain_widgets import TextTable, name_widget, plain_label, row

WIDTH, HEIGHT, LOW, SENT = 880, 600, 360, 96
"""In pixels: width of the dialog, its height with and without texts to tick, maximum height of the list ``sent``."""


class ErasePersonDialog(QDialog):
    """A dialog that shows what erasing a person does, and asks to confirm; Enter cancels, except on the erase button.

    The dialog itself changes nothing. It searches the kept plans and backups, one at a time; the erase button is
    enabled when the search has ended.
    """

    def __init__(
        self, eraser: Eraser, presentation: Presentation, portrait: QIcon, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face = QLabel(pixmap=portrait.pixmap(QSize(FACE, FACE), self.devicePixelRatioF()))
        self._eraser, self._presentation, self._words = eraser, presentation, presentation.words
        self._arrange()
        for mention in eraser.mentions:
            where = self._words("{field} of “{title}”").format(
                field=self._words(FIELD_NAMES[mention.field]), title=mention.title
            )
            said = self._words("the name") if mention.sure else self._words("a part of the name")
            self.texts.add([where, said], mention, mention.sure)
        self._show_consequences()
        self.texts.currentItemChanged.connect(self._show_mention)
        if first := self.texts.topLevelItem(0):
            self.texts.setCurrentItem(first)
        self._search = LongWork[None](self, lambda _: self._show_search_result(), progressed=self._show_progress)
        self._search.start(eraser.search_copies())
        self.finished.connect(self._search.cancel)

    # layout --------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        _ = self._words
        self.head, self.says, self.kept = plain_label(heading="window"), plain_label(), plain_label()
        self.texts_head, self.sent_head = plain_label(heading="column"), plain_label(heading="column")
        self.texts = TextTable(_("Texts in which the name stands"), [_("Take the name out of"), _("What stands there")])
        self.texts.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.texts.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.text = name_widget(QPlainTextEdit(readOnly=True, tabChangesFocus=True), _("The whole text"))
        self.sent = name_widget(QListWidget(), _("What was sent"))
        self.sent.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.sent.setMaximumHeight(SENT)
        buttons, self.go = answer_buttons(self, _("Erase for good"), primary=False)
        self.go.setEnabled(False)
        self.paper = plain_label(
            _("Printed paper, lists that were exported and copies saved elsewhere are not known here: look after those "
              "yourself."),
            tone="muted",
        )  # fmt: skip
        sides = row((self.texts, 3), (self.text, 2), spacing=12)
        head = row(self._face, (self.head, 1), spacing=8)
        above, below = (head, self.says, self.kept, self.texts_head), (self.sent_head, self.sent, self.paper)
        cancel, size = buttons.button(QDialogButtonBox.StandardButton.Cancel), HEIGHT if self._eraser.mentions else LOW
        parts = (*above, (sides, 1), *below, buttons)
        fill_dialog(self, _("Erase a person"), *parts, default=cancel, size=(WIDTH, size))
        cancel.setFocus()

    def _show_consequences(self) -> None:
        words, eraser = self._words, self._eraser
        self.head.setText(words("Erase {name}").format(name=eraser.person.name))
        self.says.setText(
            words("{name} goes from the plan and from all that is kept of it here: the history, versions of the "
                  "programme, calendars’ bookkeeping, the photo, kept plans, backups, what was typed "
                  "and not saved, and the log. Undo ends there: neither this nor anything before it can be taken back.")
            .format(name=eraser.person.name)
        )  # fmt: skip
        any_text, sent = bool(eraser.mentions), eraser.sent
        self.texts_head.setText(
            words(
                "The name stands in other texts too. In those that are ticked, “{mark}” stands in its place then:"
            ).format(mark=eraser.mark)
            if any_text
            else words("The name stands in no other text.")
        )
        for widget in (self.texts, self.text):
            widget.setVisible(any_text)
        self.sent_head.setText(
            words("This was sent, and cannot be called back. Publish again, so that calendars lose the name:")
            if sent
            else words("Nothing that was sent names them.")
        )
        self.sent.addItems([words.say(what) for what in sent])
        self.sent.setVisible(bool(sent))
        self.kept.setText(words("Kept plans are being looked through…"))

    # texts ---------------------------------------------------------------------------------------------

    def _show_mention(self) -> None:
        mention: Mention | None = self.texts.current
        self.text.setPlainText(mention.text if mention else "")
        places = self._eraser.mention_ranges(mention.text) if mention else ()
        theme = self._presentation.theme
        self.text.setExtraSelections([range_highlight(self.text, begin, end, theme) for begin, end in places])

    @property
    def texts_to_clean(self) -> frozenset[str]:
        """The keys of the texts from which the name is to be removed."""
        return frozenset(mention.key for mention in self.texts.ticked)

    # search of kept plans and backups ------------------------------------------------------------------

    def _show_progress(self, step: Progress) -> None:
        if step.done:
            said = self._words("Kept plans are being looked through: {done} of {total}")
            self.kept.setText(said.format(done=step.done, total=step.total))

    def _show_search_result(self) -> None:
        """Show how many kept plans and which backups would be deleted, and enable the erase button."""
        n = len(self._eraser.versions_to_erase())
        versions = Plural("{n} kept plan is deleted whole.",
                          "{n} kept plans are deleted whole.", n)  # fmt: skip
        backups = [Text("The backup “{name}” is deleted.", name=path.name) for path in self._eraser.backups_to_erase()]
        told = [*([versions] if n else []), *backups]
        self.kept.setText(" ".join(self._words.say(text) for text in told))
        self.kept.setVisible(bool(told))
        self.go.setEnabled(True)


def range_highlight(editor: QPlainTextEdit, begin: int, end: int, theme: Theme) -> QTextEdit.ExtraSelection:
    """Return the highlighting of an editor's text from character ``begin`` to ``end``."""
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
