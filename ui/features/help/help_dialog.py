"""The help dialog with contents, search and text, and the dialog about Estrad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, QSize, Qt, QUrl, qVersion
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from planner import VERSION
from planner.domain.search import folded
from planner.environment import Environment
from planner.program_facts import Fact, program_facts, report_text
from ui.features.help.help_text import (
    PLACE,
    Chapter,
    HelpTopic,
    help_chapters,
    help_topics,
    matching_sections,
    matching_topics,
)
from ui.kit.dialogs.dialog_service import close_buttons, fill_dialog
from ui.kit.theme.theme import Presentation, announce, set_properties
from ui.kit.widgets.plain_widgets import name_widget, plain_label, row

MARK, WIDTH = QSize(40, 40), 560
"""Size of the program's icon, and width of the dialog about Estrad, in pixels."""


class AboutDialog(QDialog):
    """The dialog about Estrad; the label ``copied`` is empty until the facts are copied for a report."""

    def __init__(self, presentation: Presentation, env: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._words = presentation.words
        facts = program_facts(env)
        self._facts = (*facts[:2], Fact("qt", "Qt", f"{qVersion()}, {QApplication.platformName()}"), *facts[2:])
        mark = QLabel(pixmap=QApplication.windowIcon().pixmap(MARK, self.devicePixelRatio()))
        title = set_properties(QLabel(f"Estrad {VERSION}"), heading="window")
        text = words(
            "Estrad plans conferences: people, sessions, rooms and days in one local file. "
            "No server, no account. Free under the MIT licence; the typeface Inter under the SIL Open Font License."
        )
        alone = words("It looks for no newer version by itself and sends nothing.")
        self.copied = plain_label(tone="muted", wrap=False)
        buttons, close = close_buttons(self)
        copy = buttons.addButton(words("Copy for a report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy_facts)
        box = fill_dialog(
            self, words("About Estrad"), row(mark, title, 1, spacing=12), plain_label(text),
            plain_label(alone, tone="muted"), self._facts_table(), row(self.copied, 1, buttons),
            default=close, spacing=12,
        )  # fmt: skip
        self.setFixedWidth(WIDTH)
        self.resize(WIDTH, box.totalHeightForWidth(WIDTH))

    def _facts_table(self) -> QGridLayout:
        """Return the layout of the facts about the program, whose texts can be selected."""
        table = QGridLayout()
        table.setHorizontalSpacing(16)
        table.setVerticalSpacing(4)
        table.setColumnStretch(1, 1)
        for n, fact in enumerate(self._facts):
            label = self._words(fact.label)
            said = name_widget(plain_label(fact.text), f"{label}: {fact.text}")
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            table.addWidget(plain_label(label, tone="muted", wrap=False), n, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(said, n, 1)
        return table

    def _copy_facts(self) -> None:
        QApplication.clipboard().setText(report_text(self._facts, self._words))
        self.copied.setText(self._words("Copied."))
        announce(self.copied, self.copied.text())


TEXT, CAP = 14, 12
"""Font sizes of the text and of keycaps, in pixels."""
SIZES, ABOVE, BELOW = {1: 20, 2: 16}, {1: 8, 2: 20}, 8
"""In pixels: font size of a heading and space above it, each by its level, and space below headings and paragraphs."""
LINES = 135
"""Height of a line, in per cent of the font's height."""
ROUND, WORDS_WIDE = 16, 0.6
"""Margin around the text in pixels, and share of a table's width for its first column."""

IMAGE = QTextDocument.ResourceType.ImageResource.value


class HelpBrowser(QTextBrowser):
    """The page of the help, which shows Markdown; ``anchorClicked`` is emitted for a link."""

    def __init__(self, presentation: Presentation) -> None:
        super().__init__(openLinks=False)
        self._theme = presentation.theme
        set_properties(name_widget(self, presentation.words("Text of the help")), part="help")
        font = QFont(self.font())
        font.setPixelSize(TEXT)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(ROUND)
        self._edge = presentation.theme.colour("line")
        self._pictures: dict[str, QImage] = {}
        """The pictures as they were read, by file name, as they are scaled again whenever the window is resized."""

    def show_text(self, markdown: str, words: Sequence[str] = ()) -> None:
        """Show a text from its beginning, and highlight in it the ``words`` of more than one letter."""
        self.setMarkdown(markdown)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once, not for each piece
        for block in self._text_blocks():
            self._style_block(block)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._style_table(frame)
        self._fit_pictures()
        whole.endEditBlock()
        self._highlight([word for word in words if len(word) > 1])
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def scroll_to_heading(self, title: str) -> None:
        """Scroll to the heading with this title."""
        for block in self._text_blocks():
            if block.blockFormat().headingLevel() and block.text() == title:
                place = self.document().documentLayout().blockBoundingRect(block)
                self.verticalScrollBar().setValue(round(place.top()) - BELOW)
                return

    def _text_blocks(self) -> Iterator[QTextBlock]:
        return map(self.document().findBlockByNumber, range(self.document().blockCount()))

    def _style_block(self, block: QTextBlock) -> None:
        cursor, shape = QTextCursor(block), QTextBlockFormat(block.blockFormat())
        level = shape.headingLevel()
        shape.setTopMargin(ABOVE.get(level, 0))
        shape.setBottomMargin(0 if cursor.currentTable() else BELOW)
        if not any(fragment.charFormat().isImageFormat() for fragment in _fragments(block)):
            shape.setLineHeight(LINES, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        for fragment in _fragments(block):
            looks = QTextCharFormat(fragment.charFormat())
            if looks.isImageFormat():
                continue
            if level:
                looks.setProperty(QTextCharFormat.Property.FontPixelSize, SIZES.get(level, TEXT))
                looks.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
                looks.setFontWeight(QFont.Weight.DemiBold)
            elif looks.fontFixedPitch():
                looks = self._keycap_format()
            elif looks.isAnchor():
                looks.setForeground(self._theme.colour("accent"))
            self._range_cursor(fragment.position(), fragment.length()).setCharFormat(looks)

    def _keycap_format(self) -> QTextCharFormat:
        looks = QTextCharFormat()
        looks.setProperty(QTextCharFormat.Property.FontPixelSize, CAP)
        looks.setFontWeight(QFont.Weight.Medium)
        looks.setBackground(self._theme.colour("hover"))
        return looks

    def _style_table(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        share = 100 * WORDS_WIDE
        kind = QTextLength.Type.PercentageLength
        shape.setColumnWidthConstraints([QTextLength(kind, share), QTextLength(kind, 100 - share)])
        shape.setCellPadding(4)
        shape.setCellSpacing(0)
        shape.setBorderCollapse(True)
        shape.setBorder(1)
        shape.setBorderBrush(self._edge)
        table.setFormat(shape)

    def _fit_pictures(self) -> None:
        """Show each picture in its own size, or narrower if there is less room, as sharp as the screen allows.

        None is made narrower than 200 pixels.
        """
        most, ratio = max(200, self.viewport().width() - 2 * ROUND), self.devicePixelRatioF()
        for block in self._text_blocks():
            for fragment in _fragments(block):
                if fragment.charFormat().isImageFormat():
                    looks = fragment.charFormat().toImageFormat()
                    whole = self._picture(looks.name())
                    width = min(most, whole.width())
                    shown = whole.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
                    shown.setDevicePixelRatio(ratio)
                    self.document().addResource(IMAGE, QUrl(looks.name()), shown)
                    looks.setWidth(width)
                    looks.setHeight(shown.height() / ratio)
                    self._range_cursor(fragment.position(), fragment.length()).setCharFormat(looks)

    def _picture(self, name: str) -> QImage:
        if name not in self._pictures:
            self._pictures[name] = QImage(str(PLACE / "pictures" / name)).convertToFormat(QImage.Format.Format_RGB32)
        return self._pictures[name]

    def _range_cursor(self, begin: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(begin)
        cursor.setPosition(begin + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _highlight(self, words: Sequence[str]) -> None:
        """Highlight the words, which are folded, except in paragraphs that folding makes longer or shorter."""
        ground, found = QColor(self._theme.colour("accent_soft")), list[QTextEdit.ExtraSelection]()
        for block in self._text_blocks():
            text = folded(block.text())
            if len(text) != block.length() - 1:  # a letter that folds into two: the places would be others
                continue
            for word in filter(None, words):
                at = text.find(word)
                while at >= 0:
                    hit = QTextEdit.ExtraSelection()
                    hit.cursor = self._range_cursor(block.position() + at, len(word))
                    hit.format.setBackground(ground)
                    found.append(hit)
                    at = text.find(word, at + len(word))
        self.setExtraSelections(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found, iterator = list[QTextFragment](), block.begin()
    while not iterator.atEnd():
        found.append(iterator.fragment())
        iterator += 1
    return found


SIZE, CONTENTS = (820, 680), 208
"""Usual size of the dialog, and width of the contents list, in pixels."""
LINE = CONTENTS - 38
"""Width in pixels of a line in the contents list, beside a scroll bar."""
FEW, MOST = 8, 6
"""Most commands that are listed before the found sections rather than after them, and most sections that are shown."""
WHAT = Qt.ItemDataRole.UserRole
"""The item role for the chapter or topic of a row in the contents; None for a heading."""
FORWARDED = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class HelpDialog(QDialog):
    """The help dialog; typing in its search narrows contents and text to what matches."""

    def __init__(self, presentation: Presentation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self._words = presentation.words
        self._chapters, self._topics = help_chapters(words), help_topics(words)
        self.search = QLineEdit(placeholderText=words("What do you want to do?"), clearButtonEnabled=True)
        name_widget(self.search, words("Search the help"))
        self.search.textChanged.connect(self._show_matches)
        self.search.installEventFilter(self)
        self.contents = set_properties(name_widget(QListWidget(), words("Contents")), offered=True)
        self.contents.setFixedWidth(CONTENTS)
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._show_content)
        self.page = HelpBrowser(presentation)
        self.page.anchorClicked.connect(self._follow_link)
        self._list_contents(self._chapters, self._topics)
        buttons, close = close_buttons(self)
        middle = row(self.contents, (self.page, 1))
        fill_dialog(self, words("Help"), self.search, (middle, 1), buttons, default=close, size=SIZE)
        self.search.setFocus()
        self.contents.setCurrentRow(0)

    def _list_contents(self, chapters: Sequence[Chapter], topics: Sequence[HelpTopic]) -> None:
        """Fill the contents list, without selecting anything."""
        with QSignalBlocker(self.contents):
            self.contents.clear()
            for chapter in chapters:
                self._add_row(chapter.title, chapter)
            if topics:
                self._add_row(self._words("Commands and keys").upper(), None)
            for topic in topics:
                self._add_row(topic.title, topic)

    def _add_row(self, title: str, what: Chapter | HelpTopic | None) -> None:
        item = QListWidgetItem(title, self.contents)
        item.setData(WHAT, what)
        lines = self.contents.fontMetrics().boundingRect(QRect(0, 0, LINE, 200), Qt.TextFlag.TextWordWrap, title)
        item.setSizeHint(QSize(0, lines.height() + 8))  # Qt's own forgets the padding of the style sheet
        if what is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _show_content(self, item: QListWidgetItem | None) -> None:
        what = item.data(WHAT) if item else None
        words = folded(self.search.text()).split()
        if isinstance(what, Chapter):
            self.page.show_text(what.markdown, words)
        elif isinstance(what, HelpTopic):
            self.page.show_text(f"# {what.title}\n\n{what.table(self._words)}", words)

    def _follow_link(self, link: QUrl) -> None:
        """Show the chapter or section that a link leads to."""
        name = link.fragment()
        for n, chapter in enumerate(self._chapters):
            section = next((one for one in chapter.sections if one.name == name), None)
            if section or chapter.name == name:
                self.search.clear()
                self.contents.setCurrentRow(n)
                self.page.scroll_to_heading(section.title if section else chapter.title)

    def _show_matches(self, typed: str) -> None:
        """Show commands and up to ``MOST`` sections that match the typed text; if it is blank, list all contents."""
        if not typed.strip():
            self._list_contents(self._chapters, self._topics)
            self.contents.setCurrentRow(0)
            return
        topics, sections = matching_topics(self._topics, typed), matching_sections(self._chapters, typed)
        hit = {chapter.name for chapter, _section in sections}
        self._list_contents([chapter for chapter in self._chapters if chapter.name in hit], topics)
        n = sum(len(topic.rows) for topic in topics)
        tables = [f"## {topic.title}\n\n{topic.table(self._words)}" for topic in topics]
        texts = [section.markdown for _chapter, section in sections[:MOST]]
        nothing = self._words("Nothing in the help fits. Ctrl+K also finds sessions, people and rooms.")
        parts = [*tables, *texts] if n <= FEW else [*texts, *tables]
        self.page.show_text("\n\n".join(parts or [nothing]), folded(typed).split())
        n += len(sections)
        announce(self.page, self._words.plural("{n} hit", "{n} hits", n) if n else nothing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forward the up, down and page keys from the search field to the contents.

        If something is typed, Enter goes to the text, and Escape first clears the field.
        """
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
