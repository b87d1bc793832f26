"""Portraits, and the editor of a photo or logo, which is changed by menu, drop or paste; photos are cropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
)
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QSizePolicy, QWidget

from planner.domain.entities import Person
from ui.kit.pictures.picture_bytes import Picture, encode_logo, may_be_picture, pasted_picture, read_picture_file
from ui.kit.pictures.portrait import FACE, paint_logo, paint_portrait, portrait_icon
from ui.kit.theme.theme import Theme
from ui.state.document import Document

SIDE = 64
"""Side of the picture in the editor, in logical pixels."""
DECORATION = Qt.ItemDataRole.DecorationRole
GAP = 12
PADDING = 4
ROUND = 8.0
ARROW = 18
"""Width reserved for the menu arrow after the text, in logical pixels."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """The value that a picture editor shows: a picture's id, and the name whose initials replace a missing picture."""

    name: str = ""
    picture: str | None = None

    def __bool__(self) -> bool:
        return self.picture is not None


def person_icon(document: Document, person: Person) -> QIcon:
    """Return the icon before a person's name: the photo, or initials if there is none or it has not been read yet."""
    return portrait_icon(document.plan.photos, person.name, person.photo, FACE, document.presentation.theme)


class PortraitItem(QStandardItem):
    """An item of a Qt item model with a person's portrait, which is made only when a view asks for it."""

    def __init__(self, document: Document, person: Person, text: str) -> None:
        super().__init__(text)
        self._document, self._person = document, person

    def data(self, role: int = DECORATION) -> Any:
        """Return the portrait for the role of the icon, else what Qt has stored."""
        return person_icon(self._document, self._person) if role == DECORATION else super().data(role)


def stored_picture_id(value: Picture | None) -> str | None:
    """Return the id to store in an entity for an edited picture; None if it was removed."""
    return value.id if value else None


def new_picture_bytes(value: Picture | None) -> Mapping[str, bytes] | None:
    """Return the bytes to store for an edited picture, by its id; None if it was removed."""
    return {value.id: value.bytes} if value else None


class PictureLoader(QObject):
    """Reads pictures and emits them encoded: a logo whole, a photo (``square``) as the user crops it.

    Its dialogs belong to the window of ``parent``; the document reports what is not a picture.
    """

    taken = Signal(Picture)
    _arrived = Signal(QImage)

    def __init__(self, document: Document, *, square: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._square, self._above = document, square, parent
        self._arrived.connect(self._encode_or_crop, Qt.ConnectionType.QueuedConnection)

    def choose(self) -> None:
        """Ask for a picture file and read it; do nothing if that is cancelled."""
        document = self._document
        if path := document.dialogs.picture_to_open(self._above.window(), document.workspace.path.parent):
            self._read_now(lambda: read_picture_file(path))

    def paste(self) -> None:
        """Read the picture on the clipboard."""
        self.read_mime_data(QApplication.clipboard().mimeData())

    def read_mime_data(self, mime: QMimeData | None) -> None:
        """Read the picture in pasted or dropped data."""
        self._read_now(lambda: pasted_picture(mime))

    def _read_now(self, read: Callable[[], QImage]) -> None:
        """Read a picture now, while it is available, but open dialogs later, as a drag's source waits for the drop."""
        self._document.try_run(lambda: self._arrived.emit(read()))

    def _encode_or_crop(self, image: QImage) -> None:
        if not self._square:
            self.taken.emit(encode_logo(image))
            return
        from ui.kit.pictures.crop_dialog import CropDialog

        presentation = self._document.presentation
        dialog = CropDialog(presentation.words, presentation.theme, image, self._above.window())
        if self._document.dialogs.run_dialog(dialog):
            self.taken.emit(dialog.picture)
        dialog.deleteLater()  # it holds the whole photo


class PictureEditor(QPushButton):
    """A button with a picture and a menu; it emits the new ``Picture``, or None when the picture is removed."""

    edited = Signal(Picture)

    def __init__(self, document: Document, *, square: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, autoDefault=True)
        self._document, self._square = document, square
        self._shown, self._mixed, self._over = ShownPicture(), "", False
        self._said: Picture | None = None
        self._waiting: Picture | None = None
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.intake = PictureLoader(document, square=square, parent=self)
        self.intake.taken.connect(self._emit_edited)
        self._make_menu()
        self._update_texts()

    def _make_menu(self) -> None:
        words, menu = self._document.presentation.words, QMenu(self)
        menu.addAction(words("Choose a file…")).triggered.connect(self.intake.choose)
        paste, remove = menu.addAction(words("Paste")), menu.addAction(words("Remove"))
        paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))  # for display: keys come to this widget
        paste.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        paste.triggered.connect(self.intake.paste)
        remove.triggered.connect(self.remove)
        menu.aboutToShow.connect(lambda: paste.setEnabled(may_be_picture(QApplication.clipboard().mimeData())))
        menu.aboutToShow.connect(lambda: remove.setEnabled(bool(self._shown)))
        self.setMenu(menu)

    def _update_texts(self) -> None:
        words, has = self._document.presentation.words, bool(self._shown)
        if self._square:
            text, hint = words("Change the photo") if has else words("Choose a photo"), words("drop a photo here")
        else:
            text, hint = words("Change the logo") if has else words("Choose a logo"), words("drop a logo here")
        self.setText(text)
        self._hint = self._mixed or hint
        self.setAccessibleDescription(self._mixed or (words("There is one.") if has else words("There is none yet.")))
        self.updateGeometry()
        self.update()

    # value ---------------------------------------------------------------------------------------------

    def show_value(self, value: Any) -> None:
        self._shown, self._mixed = value if isinstance(value, ShownPicture) else ShownPicture(picture=value), ""
        self._update_texts()

    def show_mixed(self, words: str) -> None:
        self._shown, self._mixed = ShownPicture(), words
        self._update_texts()

    def commit(self) -> None:
        if self._waiting:
            self._emit_edited(self._waiting)

    def refuse(self, *, again: bool) -> None:
        self._waiting = self._said if again else None

    def drop(self) -> None:
        self._waiting = None

    def _emit_edited(self, value: Picture | None) -> None:
        self._said, self._waiting = value, None
        self.edited.emit(value)

    def remove(self) -> None:
        if self._shown:
            self._emit_edited(None)

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
            self.intake.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_be_picture(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._set_hovered(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_hovered(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_hovered(over=False)
        event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file stays in place
        event.accept()
        self.intake.read_mime_data(event.mimeData())

    def _set_hovered(self, *, over: bool) -> None:
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
        find, whole = self._document.plan.pictures.photo, not self._square
        picture = find(self._shown.picture, SIDE, self.devicePixelRatioF(), whole=whole)
        paint = paint_logo if whole else paint_portrait
        paint(painter, QRectF(PADDING, PADDING, SIDE, SIDE), self._shown.name, picture, theme)
        if self.isEnabled():
            _paint_texts(painter, self.size(), self.text(), self._hint, theme)


def _paint_texts(painter: QPainter, size: QSize, text: str, hint: str, theme: Theme) -> None:
    """Paint the button's text with its menu arrow, and the hint below, to the right of the picture."""
    metrics = painter.fontMetrics()
    left, height = PADDING + SIDE + GAP, metrics.height()
    room = size.width() - left - PADDING - ARROW
    top = (size.height() - 2 * height - 2) // 2
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.setPen(theme.colour("accent"))
    painter.drawText(left, top + metrics.ascent(), shown)
    middle, x = top + height / 2 + 0.5, left + metrics.horizontalAdvance(shown) + 8
    painter.setPen(QPen(theme.colour("accent"), 1.5))
    painter.drawPolyline([QPointF(x, middle - 2), QPointF(x + 4, middle + 2), QPointF(x + 8, middle - 2)])
    painter.setPen(theme.colour("muted"))
    below = metrics.elidedText(hint, Qt.TextElideMode.ElideRight, room + ARROW)
    painter.drawText(left, top + height + 2 + metrics.ascent(), below)
