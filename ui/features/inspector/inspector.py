"""The inspector: the fields of the selection or, if there is none, of the conference and its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLineEdit, QWidget

from planner.domain.agenda import Agenda
from planner.domain.block import Block
from planner.domain.entities import Conference, Cover, Day, Entity, Partner, Person, Room, Session, Template, Track
from planner.domain.text import N_
from ui.kit.theme.theme import set_properties
from ui.kit.widgets.plain_widgets import column
from ui.kit.widgets.scrolling import scroll_to_widget, vertical_scroll_area
from ui.state.document import Document

if TYPE_CHECKING:
    from ui.features.inspector.inspector_page import ConferenceOverview, EntityPage

NARROW, WIDE = 292, 372
"""The width of the inspector beside timeline and moderators, and beside any other place, in pixels."""
DELETIONS: dict[type[Entity], str] = {
    Session: N_("Delete session"), Person: N_("Delete person"), Room: N_("Delete room"), Track: N_("Delete track"),
    Day: N_("Delete day"), Partner: N_("Delete organisation"), Cover: N_("Delete shift"),
    Template: N_("Delete template"), Block: N_("Ungroup"),
}  # fmt: skip


class Inspector(QFrame):
    """The right side of the window, with a page for each type of entity.

    No page is created before the first paint unless one is asked for or the plan or selection changes, so that the
    window opens faster.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_properties(self, part="right")
        self.setFixedWidth(NARROW)
        self.setAccessibleName(document.presentation.words("Inspector"))
        self._document = document
        self._pages: dict[type[Entity], EntityPage | ConferenceOverview] = {}
        self._seen: tuple[Agenda, tuple[Entity, ...]] | None = None
        self._busy = False
        self._area, inner = vertical_scroll_area(), QWidget()
        self._body = column(0, inside=inner, margins=(16, 12, 16, 16))
        self._area.setWidget(inner)
        column(self._area, inside=self, margins=(1, 0, 0, 0))
        document.plan.changed.connect(self.refresh)
        document.plan.selection_changed.connect(self.refresh)
        document.writing_requested.connect(self.open_writing_dialog)

    def set_wide(self, *, wide: bool) -> None:
        self.setFixedWidth(WIDE if wide else NARROW)

    def page(self, kind: type[Entity]) -> EntityPage | ConferenceOverview:
        """Return the page for a type of entity, created on first use."""
        self.ensure_page()
        return self._make_page(kind)

    def _make_page(self, kind: type[Entity]) -> EntityPage | ConferenceOverview:
        if kind not in self._pages:
            from ui.features.inspector.inspector_page import ConferenceOverview, EntityPage

            page = self._pages[kind] = (
                ConferenceOverview(self._document)
                if kind is Conference
                else EntityPage(self._document, kind, DELETIONS.get(kind, ""))
            )
            page.hide()
            self._body.insertWidget(0, page)
        return self._pages[kind]

    def ensure_page(self) -> None:
        """Create the page for the current selection, if there is no page yet."""
        if not self._pages:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._pages:
            QTimer.singleShot(0, self, self.ensure_page)

    def refresh(self) -> None:
        """Show the current state of the selected entities, or of the conference if none is selected."""
        agenda, things = self._document.agenda, self._document.plan.shown_entities
        if not things or self._busy or (self._seen and self._seen[0] is agenda and self._seen[1] == things):
            return
        others = not self._seen or [thing.id for thing in self._seen[1]] != [thing.id for thing in things]
        self._seen, self._busy = (agenda, things), True
        held = self.contains_focus
        try:
            page = self._make_page(type(things[0]))
            for other in self._pages.values():
                if other is not page and other.isVisibleTo(self):
                    other.commit()
                    other.hide()
            page.show_entities(things)
            page.setVisible(True)
        finally:
            self._busy = False
        if held and not self.contains_focus:  # a name in it was pressed, and its row is hidden now
            self._focus_first()
        if others:
            self._scroll_to_start()
        self.refresh()  # what was typed for others may have become a change

    @property
    def contains_focus(self) -> bool:
        """True if a visible part of the inspector has the focus."""
        widget = QApplication.focusWidget()
        return widget is not None and self.isAncestorOf(widget) and widget.isVisibleTo(self)

    def _focus_first(self) -> None:
        """Focus the naming field of a form, or the overview's first button, where a typed letter changes nothing."""
        if self._document.plan.shown[0] is not Conference:
            self.focus_naming_field()
        elif buttons := [one for one in self.findChildren(QAbstractButton) if one.isVisibleTo(self)]:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _scroll_to_start(self) -> None:
        """Scroll another entity's form to its top, or to the field with the focus, where the user goes on typing."""
        self._area.verticalScrollBar().setValue(0)
        widget = QApplication.focusWidget()
        if widget and self.isAncestorOf(widget):
            if isinstance(widget, QLineEdit):
                widget.selectAll()
            scroll_to_widget(widget, widget.rect())

    def open_writing_dialog(self, name: str) -> None:
        """Open the wide view for the shown entities' long texts, at the named field, or else that with the focus."""
        kind, things = self._document.plan.shown[0], self._document.plan.shown_entities
        from ui.features.inspector.writing_dialog import WritingDialog  # the window starts without it
        from ui.forms.forms import long_text_fields

        fields, widget = long_text_fields(kind, several=len(things) > 1), QApplication.focusWidget()
        if fields and things:
            self.commit()
            first = name or (widget.objectName() if widget and self.isAncestorOf(widget) else "")
            self._document.dialogs.run_dialog(WritingDialog(self._document, kind, fields, first, self.window()))

    def focus_naming_field(self) -> None:
        """Focus the naming field of the shown entity; if there are several, the first field they share."""
        kind, several = self._document.plan.shown[0], len(self._document.plan.shown_entities) > 1
        from ui.features.inspector.inspector_page import naming_field

        self.page(kind).focus_field(naming_field(kind, several=several))

    def show_field(self, kind: type[Entity], field: str) -> None:
        self.page(kind).focus_field(field)
        if (widget := QApplication.focusWidget()) and self.isAncestorOf(widget):
            QTimer.singleShot(0, widget, lambda: scroll_to_widget(widget, widget.rect()))

    def commit(self) -> None:
        """Save the typed texts."""
        for page in self._pages.values():
            page.commit()
