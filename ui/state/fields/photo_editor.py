"""The editor of a photo or logo, which shows the picture and replaces it by menu, drop or paste."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QSizePolicy, QWidget

from ui.kit.pictures.dropped_pictures import may_be_picture, picture_in
from ui.kit.pictures.encoding import Picture, logo_of
from ui.kit.pictures.portrait import paint_logo, paint_photo
from ui.kit.pictures.reading import read_picture_file
from ui.state.document import Document

SIDE = 64
"""Side of the painted picture, in logical pixels."""
GAP = 12
PADDING = 4
ROUND = 8.0
ARROW = 18
"""Width reserved for the arrow after the text, in logical pixels."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """The value that the editor shows: a picture's id, and a name whose initials replace a missing picture."""

    name: str = ""
    picture: str | None = None

    def __bool__(self) -> bool:
        return self.picture is not None


def photo_editor(*, square: bool) -> Callable[[Document], PhotoEditor]:
    """Return a factory of editors for a photo (``square``, which the user crops) or a logo (kept whole)."""
    return lambda document: PhotoEditor(document, square=square)


def id_of(value: Picture | None) -> str | None:
    """Return the picture id that an entity stores for an edited value."""
    return value.id if value else None


def bytes_of(value: Picture | None) -> Mapping[str, bytes] | None:
    """Return the bytes to store with an edited value, by id, or None if it is no new picture."""
    return {value.id: value.bytes} if value else None


class PhotoEditor(QPushButton):
    """A button with a picture and a menu, which emits the new ``Picture``, or None when the picture is removed.

    ``square`` is set for photos, which the user crops; logos are kept whole.
    """

    edited = Signal(Picture)
    _arrived = Signal(QImage)

    def __init__(self, document: Document, *, square: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._square = document, square
        self._shown = ShownPicture()
        self._mixed = ""
        self._over = False
        self._said: Picture | None = None
        self._waiting: Picture | None = None
        self.setAcceptDrops(True)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._arrived.connect(self._offer, Qt.ConnectionType.QueuedConnection)
        self._make_menu()
        self._word()

    def _make_menu(self) -> None:
        words, menu = self._document.presentation.words, QMenu(self)
        menu.addAction(words("Choose a file…")).triggered.connect(self.choose)
        self._paste = menu.addAction(words("Paste"))
        self._paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))  # for display: keys come to this widget
        self._paste.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._paste.triggered.connect(self.paste)
        self._remove = menu.addAction(words("Remove"))
        self._remove.triggered.connect(self.remove)
        menu.aboutToShow.connect(self._enable)
        self.setMenu(menu)

    def _enable(self) -> None:
        self._paste.setEnabled(may_be_picture(QApplication.clipboard().mimeData()))
        self._remove.setEnabled(self._shown.picture is not None)

    def _word(self) -> None:
        words, has = self._document.presentation.words, self._shown.picture is not None
        if self._square:
            self.setText(words("Change the photo") if has else words("Choose a photo"))
            self._hint = words("drop a photo here")
        else:
            self.setText(words("Change the logo") if has else words("Choose a logo"))
            self._hint = words("drop a logo here")
        self._hint = self._mixed or self._hint
        self.setAccessibleDescription(self._mixed or (words("There is one.") if has else words("There is none yet.")))
        self.updateGeometry()
        self.update()

    # value ---------------------------------------------------------------------------------------------

    def show_value(self, value: Any) -> None:
        self._shown = value if isinstance(value, ShownPicture) else ShownPicture(picture=value)
        self._mixed = ""
        self._word()

    def show_mixed(self, words: str) -> None:
        self._shown, self._mixed = ShownPicture(), words
        self._word()

    def commit(self) -> None:
        value, self._waiting = self._waiting, None
        if value:
            self._say(value)

    def refuse(self, *, again: bool) -> None:
        self._waiting = self._said if again else None

    def drop(self) -> None:
        self._waiting = None

    def _say(self, value: Picture | None) -> None:
        self._said, self._waiting = value, None
        self.edited.emit(value)

    # sources of pictures -------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file and use its picture."""
        if path := self._document.dialogs.picture_to_open(self.window(), self._document.workspace.path.parent):
            self._take(lambda: read_picture_file(path))

    def paste(self) -> None:
        """Use the picture on the clipboard."""
        self._take_from(QApplication.clipboard().mimeData())

    def remove(self) -> None:
        """Remove the picture."""
        if self._shown.picture is not None:
            self._say(None)

    def _take_from(self, mime: QMimeData | None) -> None:
        self._take(lambda: picture_in(mime))

    def _take(self, read: Callable[[], QImage]) -> None:
        """Read a picture now, while it is available, but open dialogs later, as a drag source waits for the drop."""
        self._document.try_run(lambda: self._arrived.emit(read()))

    def _offer(self, image: QImage) -> None:
        if not self._square:
            self._say(logo_of(image))
            return
        from ui.kit.pictures.crop_dialog import CropDialog

        presentation = self._document.presentation
        dialog = CropDialog(presentation.words, presentation.theme, image, self.window())
        if self._document.dialogs.dialog(dialog):
            self._say(dialog.picture)
        dialog.deleteLater()  # it holds the whole photo

    # events --------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_be_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._hover(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(over=False)
        event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file stays in place
        event.accept()
        self._take_from(event.mimeData())

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self.update()

    # appearance ----------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text in (self.text(), self._hint))
        return QSize(2 * PADDING + SIDE + GAP + widest + ARROW, 2 * PADDING + SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * PADDING + SIDE, 2 * PADDING + SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._document.presentation.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("accent")) if self.hasFocus() or self._over else Qt.PenStyle.NoPen)
        hovered = self.isEnabled() and self.underMouse()
        ground = "accent_soft" if self._over else "background" if hovered or self.isDown() else "panel"
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(frame, ROUND, ROUND)
        self._paint_picture(painter)
        if self.isEnabled():
            self._paint_words(painter)

    def _paint_picture(self, painter: QPainter) -> None:
        theme, cache, ratio = self._document.presentation.theme, self._document.pictures, self.devicePixelRatioF()
        box = QRectF(PADDING, PADDING, SIDE, SIDE)
        if self._square:
            paint_photo(painter, box, self._shown.name, cache.photo(self._shown.picture, SIDE, ratio), theme)
        else:
            paint_logo(painter, box, self._shown.name, cache.logo(self._shown.picture, SIDE, ratio), theme)

    def _paint_words(self, painter: QPainter) -> None:
        theme, metrics = self._document.presentation.theme, self.fontMetrics()
        left, height = PADDING + SIDE + GAP, metrics.height()
        room = self.width() - left - PADDING - ARROW
        top = (self.height() - 2 * height - 2) // 2
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.colour("accent"))
        painter.drawText(left, top + metrics.ascent(), shown)
        middle, x = top + height / 2 + 0.5, left + metrics.horizontalAdvance(shown) + 8
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.drawPolyline([QPointF(x, middle - 2), QPointF(x + 4, middle + 2), QPointF(x + 8, middle - 2)])
        painter.setPen(theme.colour("muted"))
        hint = metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, room + ARROW)
        painter.drawText(left, top + height + 2 + metrics.ascent(), hint)
