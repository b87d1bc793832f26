"""The help: chapters and commands at the left, the text at the right, searched as one types; it stays open beside the
window.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from planner.domain.search import folded
from ui.features.help.help_browser import HelpBrowser
from ui.features.help.help_text import Chapter, help_chapters, sections_with
from ui.features.help.help_topics import HelpTopic, fitting, help_topics
from ui.kit.dialogs.dialog_service import closing_button, resize_within_screen, set_default_button
from ui.kit.theme.theme import Presentation, announce, set_properties
from ui.kit.widgets.plain_widgets import EDGE, column, named, row

SIZE, CONTENTS = (820, 680), 208
"""Usual size of the dialog and width of the contents, in pixels."""
LINE = CONTENTS - 38
"""Width of a line of the contents, beside which there may be a scroll bar."""
FEW, MOST = 8, 6
"""As many commands stand before the sections that were found, and as many sections are shown."""
WHAT = Qt.ItemDataRole.UserRole
"""The chapter or topic of a row of the contents; a heading has none."""
FORWARDED = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class HelpDialog(QDialog):
    """A dialog that says how to begin and how to do what; typing narrows it down to what fits."""

    def __init__(self, presentation: Presentation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._words = presentation.words
        self.setWindowTitle(words("Help"))
        self._chapters, self._topics = help_chapters(words), help_topics(words)
        self.search = QLineEdit(placeholderText=words("What do you want to do?"), clearButtonEnabled=True)
        named(self.search, words("Search the help"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.contents = set_properties(named(QListWidget(), words("Contents")), offered=True)
        self.contents.setFixedWidth(CONTENTS)
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._show_row)
        self.page = HelpBrowser(presentation)
        self.page.anchorClicked.connect(self._follow)
        self._list(self._chapters, self._topics)
        buttons, close = closing_button(self)
        middle = row(self.contents, (self.page, 1))
        column(self.search, (middle, 1), buttons, inside=self, margins=EDGE)
        set_default_button(self, close)
        resize_within_screen(self, *SIZE)
        self.search.setFocus()
        self.contents.setCurrentRow(0)

    def _list(self, chapters: Sequence[Chapter], topics: Sequence[HelpTopic]) -> None:
        """Fill the contents, without choosing anything."""
        self.contents.blockSignals(True)
        self.contents.clear()
        for chapter in chapters:
            self._add(chapter.title, chapter)
        if topics:
            self._add(self._words("Commands and keys").upper(), None)
        for topic in topics:
            self._add(topic.title, topic)
        self.contents.blockSignals(False)

    def _add(self, title: str, what: Chapter | HelpTopic | None) -> None:
        item = QListWidgetItem(title, self.contents)
        item.setData(WHAT, what)
        lines = self.contents.fontMetrics().boundingRect(QRect(0, 0, LINE, 200), Qt.TextFlag.TextWordWrap, title)
        item.setSizeHint(QSize(0, lines.height() + 8))  # Qt's own forgets the padding of the style sheet
        if what is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _show_row(self, item: QListWidgetItem | None) -> None:
        what = item.data(WHAT) if item else None
        words = folded(self.search.text()).split()
        if isinstance(what, Chapter):
            self.page.show_text(what.markdown, words)
        elif isinstance(what, HelpTopic):
            self.page.show_text(f"# {what.title}\n\n{what.table(self._words)}", words)

    def _follow(self, link: QUrl) -> None:
        """Show the chapter or section to which a link leads."""
        name = link.fragment()
        for n, chapter in enumerate(self._chapters):
            section = next((one for one in chapter.sections if one.name == name), None)
            if section or chapter.name == name:
                self.search.clear()
                self.contents.setCurrentRow(n)
                self.page.go_to(section.title if section else chapter.title)

    def _find(self, typed: str) -> None:
        """Show what fits what is typed."""
        if not typed.strip():
            self._list(self._chapters, self._topics)
            self.contents.setCurrentRow(0)
            return
        topics, sections = fitting(self._topics, typed), sections_with(self._chapters, typed)
        hit = {chapter.name for chapter, _section in sections}
        self._list([chapter for chapter in self._chapters if chapter.name in hit], topics)
        n = sum(len(topic.rows) for topic in topics)
        tables = [f"## {topic.title}\n\n{topic.table(self._words)}" for topic in topics]
        texts = [section.markdown for _chapter, section in sections[:MOST]]
        nothing = self._words("Nothing in the help fits. Ctrl+K also finds sessions, people and rooms.")
        parts = [*tables, *texts] if n <= FEW else [*texts, *tables]
        self.page.show_text("\n\n".join(parts or [nothing]), folded(typed).split())
        n += len(sections)
        announce(self.page, self._words.plural("{n} hit", "{n} hits", n) if n else nothing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrow keys in the search walk through the contents, Enter go to the text, and Escape empty it first."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in FORWARDED:
            self.contents.setFocus()
            QApplication.sendEvent(self.contents, event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.text():
            self.page.setFocus()
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False
