"""Functions for tests of the lists beside the timeline."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView

from planner.domain.entities import Cover
from tests.builders import DAY, day, moderator, person, room, speaker, talk, track
from tests.ui.window_driver import CTRL, Key, WindowDriver
from ui.features.lists.list_model import EntityTableModel
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


def go(driver: WindowDriver, place: str) -> None:
    """Go to a place by its key."""
    driver.key(KEYS[place], modifiers=CTRL)


def listed(driver: WindowDriver) -> ListPage:
    return driver.page.places.current.inner


def open_list(driver: WindowDriver, place: str, by: str = "", columns: Sequence[str] | None = None) -> ListPage:
    """Go to a list, sort it by a column if one is named, and show these columns if any are."""
    go(driver, place)
    if by:
        sort(driver, by)
    if columns is not None:
        choose_columns(driver, *columns)
    return listed(driver)


def table(driver: WindowDriver) -> EntityTableModel:
    return listed(driver).table


def ids(driver: WindowDriver) -> list[str]:
    """Return the ids in the list in sight, from top to bottom."""
    return list(table(driver).ids)


def column(driver: WindowDriver, name: str) -> list[str]:
    """Return the texts of a column, from top to bottom."""
    found = table(driver)
    n = [c.name for c in found.columns].index(name)
    return [str(found.index(row, n).data()) for row in range(found.rowCount())]


def chips(driver: WindowDriver) -> list[str]:
    return listed(driver).chips.texts


def filter_by(driver: WindowDriver, text: str) -> None:
    """Press a chip, or choose it in the menu of those that do not fit."""
    line = listed(driver).chips
    (name,) = [name for name, chip in line.buttons.items() if chip.text() == text]
    if line.buttons[name].isVisible():
        driver.push(text)
    else:
        assert line.more.isVisible()
        assert line.folded[name].isVisible()
        line.folded[name].trigger()


def chosen(driver: WindowDriver) -> list[str]:
    """Return the ids of the selected rows in the list in sight, from top to bottom."""
    page = listed(driver)
    return [page.table.ids[row] for row in sorted(i.row() for i in page.view.selectionModel().selectedRows())]


def on_line(driver: WindowDriver, entity: str) -> QPoint:
    """Return the point of a row in the list in sight."""
    page = listed(driver)
    return driver.on_row(page.view, page.table.row(entity))


def head(driver: WindowDriver, name: str) -> QPoint:
    """Return the middle of a column's header."""
    view: QTableView = listed(driver).view
    n = [c.name for c in table(driver).columns].index(name)
    header = view.horizontalHeader()
    middle = header.sectionViewportPosition(n) + header.sectionSize(n) // 2
    return header.viewport().mapTo(driver.window, QPoint(middle, header.height() // 2))


def sort(driver: WindowDriver, name: str, *, falling: bool = False) -> None:
    """Sort by a column by clicking its header."""
    header = listed(driver).view.horizontalHeader()
    order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
    driver.click(head(driver, name))
    if header.sortIndicatorOrder() is not order:
        driver.click(head(driver, name))
    assert (table(driver).sort_column.name, header.sortIndicatorOrder()) == (name, order)


def choose_columns(driver: WindowDriver, *names: str) -> None:
    """Tick these columns in the menu and no others; the first column is always shown."""
    (menu,) = [
        button.menu() for button in listed(driver).findChildren(type(listed(driver).columns_button)) if button.menu()
    ]
    for action in menu.actions():
        if action.isEnabled() and action.isChecked() != (action.objectName() in names):
            action.trigger()


def search(driver: WindowDriver, typed: str) -> list[str]:
    """Type into the search of the list and return the ids found, sorted."""
    line = listed(driver).search
    line.setFocus()
    if typed.isascii():
        driver.retype(typed)
    else:
        line.setText(typed)
    return sorted(ids(driver))


def pick(driver: WindowDriver, *entities: str) -> None:
    """Select rows by clicking them, with Ctrl after the first."""
    for n, entity in enumerate(entities):
        driver.click(on_line(driver, entity), CTRL if n else Qt.KeyboardModifier.NoModifier)


def pick_in(driver: WindowDriver, place: str, *entities: str) -> None:
    """Go to a list, and select rows there."""
    open_list(driver, place)
    pick(driver, *entities)


def heading(driver: WindowDriver) -> str:
    page = driver.page.inspector.page(driver.plan.shown[0])
    assert page.isVisible()
    return page.head.text()
