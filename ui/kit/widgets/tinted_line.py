"""A sentence on a tinted ground, with links to what can be done about it at its right."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import plain_label, row

Way = tuple[str, Callable[[], object]]
"""The text of a link, and what it does."""


class TintedLine(QFrame):
    """A sentence that wraps if it must, and links beside it; with the ``tone`` *problem* it is red."""

    def __init__(self, sentence: str, ways: Iterable[Way] = (), tone: str = "plain") -> None:
        super().__init__()
        set_properties(self, part="tinted", tone=tone)
        self.sentence = plain_label(sentence, tone=tone)
        self.ways = [self._link(*way) for way in ways]
        row((self.sentence, 1), *self.ways, inside=self, margins=(12, 6, 8, 6), spacing=4)

    @staticmethod
    def _link(text: str, act: Callable[[], object]) -> QPushButton:
        link = set_properties(QPushButton(text), flat=True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(lambda _checked: act())
        return link
