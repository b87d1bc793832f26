"""The tip beside a tile of the timeline: only where something is cut off or wrong, and beside what others say."""

from math import ceil

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from planner.domain.value_objects import Segment
from planner.layout.grid import Box
from tests.builders import person, speaker, talk
from tests.ui.conftest import HandsOn
from tests.ui.window_driver import Key, tip_at
from ui.plan.canvas.hover_tip import BESIDE, REST, TileTip, TipLine, tip_box

LONG = "<b>" + "long " * 20


def test_a_tip_says_what_is_cut_off_whole_and_what_is_wrong_in_full_and_else_there_is_none(hands_on: HandsOn) -> None:
    ada, parts = (speaker("ada"),), (Segment("Talk", 60), Segment("Questions and " + LONG, 60))
    driver = hands_on(
        person("ada"), talk("plain", "hall", "09:00-10:00", people=ada), talk("warned", "lab", "10:00-11:00"),
        talk("long", "hall", "11:00-11:20", title=LONG, people=ada),
        talk("parts", "lab", "12:00-14:00", segments=parts, people=ada),
        talk("a", "hall", "15:00-16:00", people=ada), talk("b", "lab", "15:00-16:00", people=ada),
    )  # fmt: skip
    assert driver.timeline.view.source.model.contents["warned"].reason == "No speaker yet"

    assert (tip_at(driver, driver.on_tile("plain")), tip_at(driver, driver.on_tile("warned"))) == ((), ())
    assert [(line.words, line.tone) for line in tip_at(driver, driver.on_tile("long"))] == [
        (LONG, "ink"), ("11:00–11:20 · Hall", "muted"), ("Ada", "muted"),
    ]  # fmt: skip
    assert tip_at(driver, driver.on_tile("parts"))[-1].words == f"Talk · {parts[1].title}"
    assert tip_at(driver, driver.on_tile("a"))[-1] == TipLine("Ada is in two places at 15:00: “A” and “B”.", "problem")


def test_the_tip_waits_and_goes_with_the_pointer_a_press_or_another_place(hands_on: HandsOn) -> None:
    driver = hands_on(*(talk(name, "hall", f"{n}:00-{n}:10", title=LONG) for n, name in ((10, "a"), (12, "b"))))
    tip, there = driver.timeline.view.tip, driver.on_tile("a")
    assert (tip.timer.interval(), tip.isVisible()) == (REST, False)
    assert tip_at(driver, there)

    driver.move(there + QPoint(4, 0))  # within the tile
    assert tip.isVisible()
    driver.move(driver.on_tile("b"))
    assert (tip.isVisible(), tip.timer.isActive()) == (False, True)
    for goes in (
        lambda: driver.key(Key.Key_Delete),
        lambda: driver.timeline.canvas.verticalScrollBar().setValue(1),
        lambda: QApplication.sendEvent(driver.timeline.canvas.viewport(), QEvent(QEvent.Type.Leave)),
        lambda: driver.press(driver.on_tile("a")),
    ):
        driver.anew("a")
        assert tip_at(driver, driver.on_tile("a"))
        goes()
        assert (tip.isVisible(), tip.timer.isActive()) == (False, False)


def test_nothing_else_says_it_a_second_time_and_its_title_is_bold_in_eight_and_twelve_pixels(hands_on: HandsOn) -> None:
    driver = hands_on(talk("long", "hall", "09:00-09:20", title=LONG))
    view = driver.timeline.canvas.viewport()
    at = view.mapFrom(driver.window, driver.on_tile("long"))
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))

    assert QToolTip.text() == ""
    index = driver.timeline.view.source.model.item_index("long")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{LONG}, Hall, 09:00 to 09:20")

    assert tip_at(driver, driver.on_tile("long"))
    tip = driver.timeline.view.tip
    texts = [text for text, _tone in tip.rows()]
    assert [text.style.font.weight() for text in texts[:2]] == [QFont.Weight.DemiBold, QFont.Weight.Normal]
    assert (tip.width() - 24, tip.height() - 16) == (
        ceil(max(text.width for text in texts)), ceil(sum(text.height for text in texts)),
    )  # fmt: skip


AREA, TILE, SIZE = QRectF(0, 0, 900, 600), Box(100, 200, 200, 40), QSizeF(150, 90)
RIGHT, LEFT = Box(300, 0, 600, 40), Box(0, 0, 100, 40)
"""The words of tiles beside it, as high as they are."""


def beside(box: Box) -> tuple[Box, ...]:
    """Return tiles with words all the way down."""
    return tuple(box._replace(y=40 * n) for n in range(15))


@pytest.mark.parametrize(
    ("others", "x", "y"),
    [
        ((), 300 + BESIDE, 200),  # at its right edge
        ((RIGHT._replace(y=250),), 300 + BESIDE, 240 - 90),  # and further up
        ((Box(300, 150, 200, 90),), 300 + BESIDE, 200),  # words stand above
        (beside(RIGHT), 150, 240 + BESIDE),  # below it
        ((*beside(RIGHT), Box(100, 260, 200, 40)), 150, 200 - BESIDE - 90),  # above it
    ],
)
def test_it_hides_no_words_of_other_tiles_where_there_is_room(others: tuple[Box, ...], x: float, y: float) -> None:
    assert tip_box(SIZE, TileTip((), TILE, others), AREA) == (x, y, 150, 90)


def test_where_all_is_full_it_hides_as_little_as_it_can() -> None:
    full = (
        *beside(RIGHT),
        *beside(LEFT),
        Box(100, 0, 200, 40),
        Box(100, 150, 200, 40),
        Box(100, 290, 200, 40),
    )
    assert tip_box(SIZE, TileTip((), TILE, full), AREA)[:2] == (150, 240 + BESIDE)
