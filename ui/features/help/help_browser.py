"""Shows the text of the help: headings, keycaps, tables and pictures in the colours of the window, words found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
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
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from planner.domain.search import folded
from ui.features.help.help_text import PLACE
from ui.kit.theme.theme import Presentation, set_properties
from ui.kit.widgets.plain_widgets import named

TEXT, CAP = 14, 12
"""Sizes of the text and of what stands on a keycap, in pixels."""
SIZES, ABOVE, BELOW = {1: 20, 2: 16}, {1: 8, 2: 20}, 8
"""By the level of a heading its size and what stays free above it, and below it and each paragraph, in pixels."""
LINES = 135
"""Height of a line, in per cent of what the letters need."""
ROUND, WORDS_WIDE = 16, 0.6
"""Space around the text in pixels, and the share of a table's first column."""

IMAGE = QTextDocument.ResourceType.ImageResource.value


class HelpBrowser(QTextBrowser):
    """The page of the help; ``anchorClicked`` is emitted for a link in it."""

    def __init__(self, presentation: Presentation) -> None:
        super().__init__(openLinks=False)
        self._theme = presentation.theme
        set_properties(named(self, presentation.words("Text of the help")), part="help")
        font = QFont(self.font())
        font.setPixelSize(TEXT)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(ROUND)
        self._edge = presentation.theme.colour("line")
        self._pictures: dict[str, QImage] = {}
        """The pictures as they were read, by file name: they are scaled anew whenever the window is resized."""

    def show_text(self, markdown: str, words: Sequence[str] = ()) -> None:
        """Show a text from its start, and mark the words in it."""
        self.setMarkdown(markdown)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once, not for each piece
        for block in self._blocks():
            self._style(block)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._style_table(frame)
        self._fit_pictures()
        whole.endEditBlock()
        self._mark([word for word in words if len(word) > 1])
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, title: str) -> None:
        """Scroll to the heading with a title."""
        for block in self._blocks():
            if block.blockFormat().headingLevel() and block.text() == title:
                place = self.document().documentLayout().blockBoundingRect(block)
                self.verticalScrollBar().setValue(round(place.top()) - BELOW)
                return

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _style(self, block: QTextBlock) -> None:
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
                looks = self._cap()
            elif looks.isAnchor():
                looks.setForeground(self._theme.colour("accent"))
            self._over(fragment).setCharFormat(looks)

    def _cap(self) -> QTextCharFormat:
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
        """Show each picture in its size, or as wide as there is room and as fine as the screen shows it."""
        most, ratio = max(200, self.viewport().width() - 2 * ROUND), self.devicePixelRatioF()
        for block in self._blocks():
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
                    self._over(fragment).setCharFormat(looks)

    def _picture(self, name: str) -> QImage:
        if name not in self._pictures:
            read = QImage(str(PLACE / "pictures" / name))
            self._pictures[name] = read.convertToFormat(QImage.Format.Format_RGB32)
        return self._pictures[name]

    def _over(self, fragment: QTextFragment) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self, words: Sequence[str]) -> None:
        """Give what was found another ground."""
        ground, found = QColor(self._theme.colour("accent_soft")), list[QTextEdit.ExtraSelection]()
        for block in self._blocks():
            text = folded(block.text())
            if len(text) != block.length() - 1:  # a letter that folds into two: the places would be others
                continue
            for word in filter(None, words):
                at = text.find(word)
                while at >= 0:
                    hit = QTextEdit.ExtraSelection()
                    cursor = QTextCursor(block)
                    cursor.setPosition(block.position() + at)
                    cursor.setPosition(block.position() + at + len(word), QTextCursor.MoveMode.KeepAnchor)
                    hit.cursor = cursor
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
