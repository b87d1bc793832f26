"""The square that is cut out of a photo: set by mouse or keys, and always within the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.wording import Wording
from tests.kit.picture_bytes import halves, plain
from ui.kit.pictures.crop_dialog import LEAST, ROOM, Corner, CropDialog, CropView, Square
from ui.kit.pictures.picture_bytes import read_picture
from ui.kit.theme.theme import LIGHT

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def where(square: Square) -> tuple[int, int, int]:
    """Return the corner of a square and its side."""
    return square.x, square.y, square.side


@pytest.fixture
def dialog(qtbot: QtBot) -> CropDialog:
    """Return the dialog with a photo of 1040 × 520 pixels, shown at half the size."""
    dialog = CropDialog(Wording("en"), LIGHT, halves(1040, 520))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.view.hasFocus)
    return dialog


def drag(view: CropView, start: tuple[int, int], end: tuple[int, int], *, release: bool = True) -> None:
    """Drag on the picture from one point to another, both in the picture's own pixels."""
    scale = view.width() / view.square.width
    points = [QPointF(x * scale, y * scale).toPoint() for x, y in (start, end)]
    QTest.mousePress(view, LEFT, NONE, points[0])
    for n in (1, 2, 3, 4):
        QTest.mouseMove(view, points[0] + (points[1] - points[0]) * n / 4)
    if release:
        QTest.mouseRelease(view, LEFT, NONE, points[1])


# limits --------------------------------------------------------------------------------------------------


def test_it_begins_as_large_as_it_can_in_the_middle_and_high_in_a_tall_picture() -> None:
    assert where(Square.in_picture(900, 600)) == (150, 0, 600)
    assert where(Square.in_picture(600, 900)) == (0, 100, 600)


def test_a_pulled_corner_leaves_the_opposite_one_where_it_is() -> None:
    square = Square(1000, 800, 300, 200, 400)

    assert where(square.pulled(Corner.BOTTOM_RIGHT, 800, 650)) == (300, 200, 500)
    assert where(square.pulled(Corner.TOP_LEFT, 400, 250)) == (350, 250, 350)
    assert where(square.pulled(Corner.TOP_RIGHT, 2000, -2000)) == (300, 0, 600)
    assert where(square.pulled(Corner.BOTTOM_LEFT, 2000, -2000)) == (700 - LEAST, 200, LEAST)


moves = st.one_of(
    st.tuples(st.just("moved"), st.integers(-3000, 3000), st.integers(-3000, 3000)),
    st.tuples(st.just("grown"), st.integers(-3000, 3000)),
    st.tuples(st.just("pulled"), st.sampled_from(Corner), st.integers(-3000, 3000), st.integers(-3000, 3000)),
)


@given(st.integers(1, 2000), st.integers(1, 2000), st.lists(moves, max_size=8))
def test_it_never_leaves_the_picture(width: int, height: int, steps: list[tuple]) -> None:
    square = Square.in_picture(width, height)
    for name, *args in steps:
        square = getattr(square, name)(*args)

        assert 0 <= square.x <= square.x + square.side <= width
        assert 0 <= square.y <= square.y + square.side <= height
        assert square.side >= min(LEAST, width, height)


# by mouse ------------------------------------------------------------------------------------------------


def test_dragged_inside_it_moves_at_a_corner_it_is_resized_and_outside_nothing_happens(dialog: CropDialog) -> None:
    view = dialog.view
    assert (view.width(), view.height()) == (ROOM.width(), ROOM.width() // 2)  # the picture is shown whole
    assert where(view.square) == (260, 0, 520)

    # the pointer says what it would do
    shape, none = Qt.CursorShape, Qt.MouseButton.NoButton
    for point, pointer in (
        (QPointF(50, 130), shape.ArrowCursor), (QPointF(260, 130), shape.SizeAllCursor),
        (QPointF(131, 1), shape.SizeFDiagCursor), (QPointF(389, 1), shape.SizeBDiagCursor),
    ):  # fmt: skip
        QApplication.sendEvent(
            view, QMouseEvent(QEvent.Type.MouseMove, point, view.mapToGlobal(point), none, none, NONE)
        )
        assert view.cursor().shape() == pointer

    for start, end, square in (
        ((100, 260), (300, 300), (260, 0, 520)),
        ((500, 260), (400, 360), (160, 0, 520)),
        ((160, 0), (280, 60), (220, 60, 460)),
    ):
        drag(view, start, end)
        assert where(view.square) == square

    # escape lets go before it closes
    drag(view, (500, 260), (400, 260), release=False)
    assert view.square.x == 120
    QTest.keyClick(view, Key.Key_Escape)
    assert (view.square.x, dialog.isVisible()) == (220, True)
    QTest.mouseMove(view, QPoint(300, 130))
    assert view.square.x == 220
    QTest.keyClick(view, Key.Key_Escape)
    assert not dialog.isVisible()


# by keys -------------------------------------------------------------------------------------------------


def test_arrows_move_it_plus_and_minus_resize_it_and_enter_takes_it(dialog: CropDialog) -> None:
    minus, plus, down = Key.Key_Minus, Key.Key_Plus, Key.Key_Down
    for keys, held, square in (
        ([Key.Key_Right], NONE, (265, 0, 520)),
        ([Key.Key_Left], SHIFT, (215, 0, 520)),
        ([minus, down, down, Key.Key_Up], NONE, (220, 5, 510)),
        ([Key.Key_PageDown], NONE, (270, 55, 410)),  # around its middle
        ([plus, minus], NONE, (270, 55, 410)),
        ([plus, plus], SHIFT, (215, 0, 520)),
    ):
        for key in keys:
            QTest.keyClick(dialog.view, key, held)
        assert where(dialog.view.square) == square, keys

    # a screen reader is told where it is
    QTest.keyClick(dialog.view, minus)
    heard = QAccessible.queryAccessibleInterface(dialog.view)
    assert (heard.role(), heard.text(QAccessible.Text.Name), heard.text(QAccessible.Text.Description)) == (
        QAccessible.Role.Graphic, "The part of the photo that is kept",
        "510 pixels square, 220 from the left, 5 from the top, of 1040 × 520",
    )  # fmt: skip

    # enter takes it
    QTest.keyClick(dialog.view, plus)
    QTest.keyClick(dialog.view, Key.Key_Return)
    kept = read_picture(dialog.picture.bytes)
    assert (dialog.result(), kept.size().toTuple()) == (CropDialog.DialogCode.Accepted, (520, 520))
    assert [kept.pixelColor(x, 9).red() > 128 for x in (295, 315)] == [True, False]  # red ends at 520 − 215


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 900), (20, 20)])
def test_a_tiny_picture_can_be_cropped(width: int, height: int, qtbot: QtBot) -> None:
    dialog = CropDialog(Wording("en"), LIGHT, plain(width, height))
    qtbot.addWidget(dialog)
    QTest.keyClick(dialog.view, Key.Key_Plus)
    QTest.keyClick(dialog.view, Key.Key_Down, SHIFT)

    assert read_picture(dialog.picture.bytes).size().toTuple() == (min(width, height),) * 2
