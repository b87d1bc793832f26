"""The conference page: the conference's fields, and lists of its days, tracks and organisations."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from planner.domain.entities import Conference, Day, Partner, Track
from ui.features.inspector.entity_list import PARTS_ABOVE, EntityList
from ui.features.inspector.field_sheet import FieldSheet
from ui.kit.theme.theme import set_properties, set_tab_order_by_layout
from ui.kit.widgets.boxes import column, row
from ui.kit.widgets.labels import heading
from ui.state.document import Document
from ui.state.fields.forms import FORMS

FORM_WIDTH, PARTS_WIDTH = 560, 280


class ConferencePage(QWidget):
    """The page of the whole conference; entities chosen in its lists are edited in the inspector."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        set_properties(self, part="page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        groups = {field.group for field in FORMS[Conference] if field.group}
        self.sheet = FieldSheet(document, Conference, FORMS[Conference], set(groups))
        self._parts = (
            EntityList(document, Day),
            EntityList(document, Track),
            EntityList(document, Partner),
        )
        self._inner, self._tabbed = QWidget(), list[QWidget]()
        self._lay_out()
        self.sheet.toggled.connect(self._tab)
        document.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        conference = heading(self._document.presentation.words("Conference"))
        sides = []
        for parts, width, above in (((conference, self.sheet), FORM_WIDTH, PARTS_ABOVE), (self._parts, PARTS_WIDTH, 0)):
            side = QWidget()
            side.setMaximumWidth(width)
            column(*parts, 0, inside=side, margins=(0, above, 0, 0))
            sides.append((side, width))
        row(*sides, 1, inside=self._inner, margins=(24, 18, 24, 18), spacing=36)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        column(area, inside=self)

    def refresh(self) -> None:
        """Show the current snapshot if the page is visible."""
        if not self.isVisible():
            return
        self.sheet.show_entities((self._document.agenda.conference,))
        for part in self._parts:
            part.refresh()
        self._tab()

    def _tab(self) -> None:
        self._tabbed = set_tab_order_by_layout(self._inner, self._tabbed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def enter(self) -> None:
        """Show the conference and focus its title when the page is opened."""
        if self._document.shown[0] not in (Day, Track, Partner):
            self._document.show(Conference)
        self.sheet.form.focus("title")

    def commit(self) -> None:
        """Save what was typed."""
        self.sheet.commit()
