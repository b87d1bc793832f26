"""Functions for tests of the lists beside the timeline."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from planner.domain.entities import Cover
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.ui.window_driver import CTRL, Hands, Key
from ui.features.inspector.inspector_page import Page
from ui.features.lists.list_model import EntityTable
from ui.features.lists.list_page import ListPage

NEXT = date(2024, 4, 26)
CAST = (
    day(), day(NEXT), room("hall", seats=300), room("lab", 1), room("attic", 2), track("law"), track("art"),
    person("ada", organisation="KTH", title="Dr"), person("bo", organisation="SU", title="Dr"), person("cy"),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("b", "lab", "11:00-12:00", people=(speaker("bo"),), pinned=True),
    talk("c", "hall", "09:00-10:00", on=NEXT), talk("d"),
    Cover(id="cover", person="ada", day=DAY, room="lab"),
)  # fmt: skip
"""Three people, four sessions, three rooms."""

KEYS = {
    "agenda": Key.Key_1, "people": Key.Key_2, "sessions": Key.Key_3, "venue": Key.Key_4, "cover": Key.Key_5,
    "conference": Key.Key_6,
}  # fmt: skip
"""The places by the key that opens them with Ctrl."""


def go(hands: Hands, place: str) -> None:
    """Go to a place by its key."""
    hands.key(KEYS[place], modifiers=CTRL)


def listed(hands: Hands) -> ListPage:
    """Return the list in sight."""
    place = hands.page.current
    assert place
    assert isinstance(place.inner, ListPage)
    return place.inner


def open_list(hands: Hands, place: str) -> ListPage:
    """Go to a list and return it."""
    go(hands, place)
    return listed(hands)


def table(hands: Hands) -> EntityTable:
    """Return the model of the list in sight."""
    return listed(hands).table


def ids(hands: Hands) -> list[str]:
    """Return the ids in the list in sight, from top to bottom."""
    return list(table(hands).ids)


def column(hands: Hands, name: str) -> list[str]:
    """Return the texts of a column, from top to bottom."""
    found = table(hands)
    n = [c.name for c in found.columns].index(name)
    return [str(found.index(row, n).data()) for row in range(found.rowCount())]


def chips(hands: Hands) -> list[str]:
    """Return the texts of the visible chips."""
    return [chip.text() for chip in listed(hands).chips.values() if chip.isVisible()]


def chosen(hands: Hands) -> list[str]:
    """Return the ids of the selected rows in the list in sight, from top to bottom."""
    page = listed(hands)
    return [page.table.ids[row] for row in sorted(i.row() for i in page.view.selectionModel().selectedRows())]


def on_line(hands: Hands, entity: str) -> QPoint:
    """Return the point of a row in the list in sight."""
    page = listed(hands)
    return hands.on_row(page.view, page.table.row(entity))


def head(hands: Hands, name: str) -> QPoint:
    """Return the middle of a column's head."""
    view: QTableView = listed(hands).view
    n = [c.name for c in table(hands).columns].index(name)
    header = view.horizontalHeader()
    middle = header.sectionViewportPosition(n) + header.sectionSize(n) // 2
    return header.viewport().mapTo(hands.window, QPoint(middle, header.height() // 2))


def sort(hands: Hands, name: str, *, falling: bool = False) -> None:
    """Sort by a column by clicking its head."""
    header = listed(hands).view.horizontalHeader()
    order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
    hands.click(head(hands, name))
    if header.sortIndicatorOrder() is not order:
        hands.click(head(hands, name))
    assert (table(hands).sorted_by.name, header.sortIndicatorOrder()) == (name, order)


def choose_columns(hands: Hands, *names: str) -> None:
    """Tick these columns in the menu and no others; the first column is always shown."""
    (menu,) = [
        button.menu() for button in listed(hands).findChildren(type(listed(hands).columns_button)) if button.menu()
    ]
    for action in menu.actions():
        if action.isEnabled() and action.isChecked() != (action.objectName() in names):
            action.trigger()


def search(hands: Hands, typed: str) -> list[str]:
    """Type into the search of the list and return the ids found, sorted."""
    line = listed(hands).search
    line.setFocus()
    if typed.isascii():
        hands.retype(typed)
    else:
        line.setText(typed)
    return sorted(ids(hands))


def pick(hands: Hands, *entities: str) -> None:
    """Select rows by clicking them, with Ctrl after the first."""
    for n, entity in enumerate(entities):
        hands.click(on_line(hands, entity), CTRL if n else Qt.KeyboardModifier.NoModifier)


def heading(hands: Hands) -> str:
    """Return the heading of the form."""
    page = hands.page.inspector.page(hands.page.desk.shown[0])
    assert isinstance(page, Page)
    assert page.isVisible()
    return page.head.text()
