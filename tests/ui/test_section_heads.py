"""The headings of a form's sections are whole and start at its left edge, even in the narrowest window allowed."""

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor

from planner.domain.entities import Conference, Entity, Person, Session
from planner.wording import wording
from tests.builders import person, room, talk
from tests.ui.conftest import OpenWith
from tests.ui.window_driver import WindowDriver
from ui.features.inspector.field_sheet import SectionHeader
from ui.state.fields.forms import FORMS

CAST = (
    room("hall"),
    person("ada", travel="Train", fee="0", lodging="At home", expenses="0", diet="Vegan", needs=("A",), sort_name="A"),
    talk("one", "hall", "09:00-10:00", cues="Light", equipment=("Piano",), website="https://example.org/", number=3),
)  # fmt: skip
THINGS: dict[type[Entity], str] = {Session: "one", Person: "ada", Conference: "conference"}


def heads(driver: WindowDriver) -> list[SectionHeader]:
    """Return the visible headings."""
    for _ in range(3):  # a layout asks the layout around it
        QCoreApplication.sendPostedEvents()
    return [head for head in driver.page.inspector.findChildren(SectionHeader) if head.isVisible()]


def first_ink(head: SectionHeader) -> int:
    """Return the first pixel column that has ink."""
    image = head.grab().toImage()
    ground = image.pixelColor(image.width() - 1, 0)
    rows, columns = range(image.height()), range(image.width())
    return next(x for x in columns if any(_far(image.pixelColor(x, y), ground) for y in rows))


def _far(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 60


@pytest.mark.parametrize(
    ("language", "kind", "opened"),
    [("en", Session, False), ("sv", Session, True), ("sv", Person, False), ("en", Conference, True)],
)
def test_they_are_whole_and_flush_left(open_with: OpenWith, language: str, kind: type[Entity], opened: bool) -> None:
    words = wording(language)
    window = open_with(*CAST, words=words)
    window.resize(1280, 720)
    driver = WindowDriver(window)
    driver.page.document.show(kind, THINGS[kind])
    for head in heads(driver):
        head.setChecked(opened)

    found = heads(driver)
    groups = dict.fromkeys(field.group for field in FORMS[kind] if field.group)
    assert [head.text().split(" · ")[0] for head in found][: len(groups)] == [words(group) for group in groups]
    for head in found:
        room = QRect(0, 0, head.width() - head._indent, 1000)
        needed = head.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, head.text())
        assert needed.width() <= room.width()
        assert needed.height() <= head.height() < needed.height() + 12
    assert len({(head.mapTo(window, head.rect().topLeft()).x(), first_ink(head)) for head in found}) == 1
