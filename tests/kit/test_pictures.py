"""Pictures from outside: judged by their content, only pixels kept, painted at any size, and cropped to a square."""

import gzip
import os
from collections import Counter
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColorSpace, QImage, QImageReader, QImageWriter, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.text import EstradError, Text
from planner.domain.value_objects import OFFERED_COLOURS
from planner.wording import Wording
from tests.kit.picture_bytes import (
    COLOURS,
    PALETTE,
    claiming,
    exif,
    halves,
    held,
    moving,
    plain,
    png,
    quarters,
    tagged,
    webp_of,
    written,
)
from tests.ui.picture import contrast
from ui.kit.pictures.crop_dialog import LEAST, ROOM, CropDialog, CropView, Square, SquareCorner
from ui.kit.pictures.picture_bytes import MOST_BYTES, encode_logo, photo_from_crop, read_picture, read_picture_file
from ui.kit.pictures.portrait import PictureCache, initials, name_colour, paint_logo, paint_portrait
from ui.kit.theme.theme import DARK, LIGHT, Theme

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.qt_log_level_fail("CRITICAL")]  # Qt warns of broken pictures

SMALL_JPEG = written(halves(), "jpeg", 95)
NOT_ONE = "This is not a PNG, JPEG or WebP picture."
BROKEN = "The picture is broken, or only a part of it came."


def colour(image: QImage, x: int, y: int) -> str:
    """Return the rough colour of a pixel as letters of “rgba”, since JPEG is not exact."""
    found = image.pixelColor(x, y)
    near = {n: value > 128 for n, value in zip("rgba", found.getRgb(), strict=True)}
    return "".join(n for n, high in near.items() if high)


def refusal(data: bytes) -> str:
    """Return the message with which a picture is refused, which must also have a remedy."""
    with pytest.raises(EstradError) as caught:
        read_picture(data)
    assert caught.value.remedy
    return str(caught.value)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_each_kind_is_read(kind: str) -> None:
    image = read_picture(written(halves(), kind))

    assert (image.width(), image.height()) == (40, 20)
    assert (colour(image, 5, 10), colour(image, 35, 10)) == ("ra", "ba")


def test_a_picture_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.svg"
    path.write_bytes(written(plain(), "png"))

    assert read_picture_file(path).width() == 40


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><image xlink:href="/etc/logo.png" width="9" height="9"/></svg>'


@pytest.mark.parametrize(
    "data",
    [
        DRAWING, b'<?xml version="1.0"?>\n<!-- ' + b"long " * 100 + b"-->" + DRAWING, gzip.compress(DRAWING),
        DRAWING.decode().encode("utf-16"), b"\xef\xbb\xbf" + DRAWING,
    ],
    ids=["plain", "behind a comment", "packed", "utf-16", "with a mark"],
)  # fmt: skip
def test_a_drawing_is_refused_under_any_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(data)

    with pytest.raises(EstradError) as caught:
        read_picture_file(path)

    assert str(caught.value) == "An SVG drawing cannot be used: it can bring in other files of this computer unseen."


@pytest.mark.parametrize(
    "data",
    [b"", b"Dear all,\nhere is my photo.", b"GIF89a" + bytes(40), b"BM" + bytes(60), b"\0\0\0\x18ftypheic" + bytes(40),
     b"II*\0" + bytes(60), b"%PDF-1.7\n", b"RIFF\0\0\0\0WAVE", b"\x1f\x8b\x08junk"],
    ids=["nothing", "text", "gif", "bmp", "heic", "tiff", "pdf", "sound", "gzip"],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused(data: bytes) -> None:
    assert refusal(data) == NOT_ONE


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_that_came_in_part_is_refused(kind: str) -> None:
    whole = written(halves(300, 200), kind)

    assert {refusal(whole[: len(whole) * tenth // 10]) for tenth in range(1, 10)} <= {BROKEN, NOT_ONE}
    assert refusal(whole[: len(whole) // 2]) == BROKEN


def test_a_photo_in_several_scans_with_something_behind_it_is_whole() -> None:
    buffer = QBuffer()
    writer = QImageWriter(buffer, b"jpeg")
    writer.setProgressiveScanWrite(True)
    assert writer.write(halves(300, 200))
    data = bytes(buffer.data().data())

    assert (data.count(b"\xff\xda") > 1, data.count(b"\xff\xd9")) == (True, 1)
    assert read_picture(data + b"the film that a telephone adds").width() == 300
    assert refusal(data[:-2]) == BROKEN


@given(st.sampled_from(["png", "jpeg", "webp"]), st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=3))))
def test_no_garbled_picture_does_more_than_to_be_refused(kind: str, garbled: list[tuple[float, bytes]]) -> None:
    data = bytearray(written(halves(), kind))
    for where, what in garbled:
        at = int(where * len(data))
        data[at : at + len(what)] = what

    try:
        assert not read_picture(bytes(data)).isNull()
    except EstradError:
        assert garbled


# size ----------------------------------------------------------------------------------------------------


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = png(40_000, 40_000, depth=1)

    assert len(bomb) < 1_000_000
    assert refusal(bomb) == "The picture is too large: 40000 × 40000 pixels."
    assert refusal(claiming(SMALL_JPEG, 65_000, 65_000)) == "The picture is too large: 65000 × 65000 pixels."


@pytest.mark.parametrize(("side", "depth"), [(4200, 1), (3000, 16)])
def test_a_picture_that_would_take_too_much_memory_is_refused(side: int, depth: int) -> None:
    assert refusal(png(side, side, depth=depth, colour=COLOURS if depth > 8 else 0)) == (
        f"The picture is too large: {side} × {side} pixels."
    )


def test_a_large_photo_is_decoded_smaller() -> None:
    image = QImage(6000, 4000, QImage.Format.Format_Grayscale8)
    image.fill(90)

    assert read_picture(written(image, "jpeg")).size().toTuple() == (4499, 2999)


def test_a_file_that_is_too_long_or_none_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(SMALL_JPEG)
    os.truncate(path, MOST_BYTES + 1)
    unread = "is not a file|cannot be read"
    for source, said in (
        (path, r"^The file is larger than 50 MB\.$"), (tmp_path, unread), (tmp_path / "gone.png", unread),
        (Path("/dev/zero"), unread),
    ):  # fmt: skip
        with pytest.raises(EstradError, match=said):
            read_picture_file(source)


@pytest.mark.parametrize("data", [SMALL_JPEG, SMALL_JPEG[:100]])
def test_the_limit_of_others_stays_theirs(data: bytes) -> None:
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(100)
    try:
        with suppress(EstradError):
            read_picture(data)
        assert QImageReader.allocationLimit() == 100
    finally:
        QImageReader.setAllocationLimit(before)


# pixels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, "ra ga ba a"), (2, "ga ra a ba"), (3, "a ba ga ra"), (4, "ba a ra ga"), (5, "ra ba ga a"),
        (6, "ba ra a ga"), (7, "a ga ba ra"), (8, "ga a ra ba"), (0, "ra ga ba a"), (9, "ra ga ba a"),
    ],
)  # fmt: skip
def test_a_photo_stands_upright_however_the_camera_was_held(kind: str, orientation: int, corners: str) -> None:
    image = read_picture(held(quarters(), kind, orientation))

    right, bottom = image.width() - 5, image.height() - 5
    assert [colour(image, *at) for at in ((5, 5), (right, 5), (5, bottom), (right, bottom))] == corners.split()


TIFF = exif(6)[1][6:]


@pytest.mark.parametrize(
    ("tiff", "turned"),
    [
        (TIFF, True), (b"Exif\0\0" + TIFF, True), (TIFF[:20], False), (b"", False), (b"II*\0" + TIFF[4:], False),
        (TIFF[:4] + b"\xff\xff\xff\xff" + TIFF[8:], False), (TIFF[:8] + b"\xff\xff" + TIFF[10:], True),
    ],
    ids=["whole", "with its name", "cut off", "empty", "other order", "points outside", "claims many"],
)  # fmt: skip
def test_what_a_webp_says_of_its_camera_may_be_broken(tiff: bytes, turned: bool) -> None:
    data = webp_of(written(quarters(), "webp", 100)[12:], quarters(), tiff)

    assert read_picture(data).size().toTuple() == ((40, 80) if turned else (80, 40))


def test_whatever_its_colours_are_kept_in_they_are_those_of_a_screen() -> None:
    image = read_picture(png(3, 2, depth=16, colour=COLOURS, row=b"\xff\xff\0\0\0\0" * 3))
    assert (image.depth(), colour(image, 1, 1)) == (32, "ra")  # sixteen bits a sample become eight

    # of a moving picture the first is taken
    assert colour(read_picture(moving(plain(colour="red"), plain(colour="blue"))), 10, 10) == "ra"

    # a palette keeps what is transparent
    image = read_picture(png(4, 2, depth=8, colour=PALETTE, row=b"\0\0\1\1", PLTE=b"\xff\0\0\0\0\xff", tRNS=b"\0\xff"))
    assert (image.pixelColor(0, 0).alpha(), colour(image, 3, 0)) == (0, "ba")

    # printers' colours become those of a screen, and a profile means its own
    printed = written(halves().convertToFormat(QImage.Format.Format_CMYK8888), "jpeg", 95)
    assert colour(read_picture(printed), 5, 5) == "ra"
    image = plain(colour="#c03030")
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    assert read_picture(written(image, "png")).pixelColor(0, 0).name() == "#d11727"


# kept data -----------------------------------------------------------------------------------------------

SECRETS = (b"59.3293 N", b"Made by Eve", b"http://ns.adobe.com/xap", b"ICC_PROFILE", b"Exif")


def secretive() -> bytes:
    """Return a JPEG with all the metadata that cameras and programs add."""
    return tagged(
        SMALL_JPEG, exif(1, SECRETS[0]), (0xE1, SECRETS[2] + b"/1.0/\0<x/>"), (0xE2, SECRETS[3] + b"\0\1\1"),
        (0xFE, SECRETS[1]),
    )  # fmt: skip


def test_nothing_but_pixels_is_kept() -> None:
    noted = plain(colour="#80ff0000")
    noted.setText("Comment", "59.3293 N, Made by Eve")
    noted.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    sources = [secretive(), written(noted, "png")]
    assert [[secret in source for secret in SECRETS] for source in sources] == [
        [True] * 5, [True, True, False, False, False],
    ]  # fmt: skip

    for source in sources:
        image = read_picture(source)
        for kept in (photo_from_crop(image, QRect(0, 0, 20, 20)), encode_logo(image)):
            assert not any(secret in kept.bytes for secret in (*SECRETS, b"iCCP", b"tEXt", b"eXIf"))


def test_a_photo_is_a_square_jpeg_that_is_not_enlarged() -> None:
    kept = photo_from_crop(halves(3000, 2000), QRect(0, 0, 2000, 2000))
    small = photo_from_crop(halves(300, 200), QRect(100, 0, 200, 200))

    assert kept.id == sha256(kept.bytes).hexdigest()
    assert kept.bytes.startswith(b"\xff\xd8\xff")
    assert read_picture(kept.bytes).size().toTuple() == (1024, 1024)
    assert read_picture(small.bytes).size().toTuple() == (200, 200)
    assert [colour(read_picture(small.bytes), x, 9) for x in (9, 190)] == ["ra", "ba"]


def test_behind_a_photo_with_holes_is_white_but_a_logo_keeps_them_and_is_what_is_smaller() -> None:
    kept = photo_from_crop(plain(colour="#00000000"), QRect(0, 0, 20, 20))
    assert read_picture(kept.bytes).pixelColor(9, 9).name() == "#ffffff"

    kept = encode_logo(plain(3000, 1000, "#80102030"))
    image = read_picture(kept.bytes)
    assert kept.bytes.startswith(b"\x89PNG")
    assert (image.size().toTuple(), image.pixelColor(0, 0).alpha()) == ((1024, 341), 128)

    noisy = halves(400, 300)
    for n in range(0, 400 * 300, 3):
        noisy.setPixel(n % 400, n // 400, n * 2654435761 % 2**24)
    for logo, start in ((plain(400, 100, "#ff102030"), b"\x89PNG"), (noisy, b"\xff\xd8\xff")):
        assert encode_logo(logo).bytes.startswith(start)


def test_the_same_photo_is_the_same_picture() -> None:
    again = [photo_from_crop(read_picture(data), QRect(0, 0, 20, 20)) for data in (SMALL_JPEG, secretive())]

    assert again[0] == again[1]


# the painting of pictures ---------------------------------------------------------------------------------


class Shelf:
    """A source of pictures by id that counts the requests."""

    def __init__(self, **pictures: bytes) -> None:
        self.pictures = pictures
        self.asked: Counter[str] = Counter()

    def __call__(self, picture: str) -> bytes | None:
        self.asked[picture] += 1
        if picture == "torn":
            raise EstradError(Text("The file was moved."))
        return self.pictures.get(picture)


def test_a_picture_is_decoded_once_for_each_size() -> None:
    shelf = Shelf(ada=written(halves(200, 200), "jpeg"))
    cache = PictureCache(shelf)

    first = [cache.photo("ada", 30, 1.0) for _ in range(3)]
    sharp = cache.photo("ada", 30, 2.0)

    assert first[0] is first[2]
    assert first[0]
    assert sharp
    assert (first[0].width(), sharp.width(), sharp.deviceIndependentSize().width()) == (30, 60, 30)
    assert shelf.asked["ada"] == 2


def test_not_more_are_kept_than_it_has_room_for() -> None:
    data = written(halves(20, 20), "png")
    shelf = Shelf(**{f"p{n}": data for n in range(5)})
    cache = PictureCache(shelf, most=3)

    for n in (0, 1, 2, 0, 3, 0, 1):
        assert cache.photo(f"p{n}", 10, 1.0)

    assert shelf.asked == {"p0": 1, "p1": 2, "p2": 1, "p3": 1}


def test_a_photo_is_round_and_a_logo_whole() -> None:
    cache = PictureCache(Shelf(wide=written(halves(300, 100), "png")))

    photo, logo = cache.photo("wide", 40, 1.0), cache.photo("wide", 60, 1.0, whole=True)

    assert photo
    assert logo
    assert (photo.size().toTuple(), logo.size().toTuple()) == ((40, 40), (60, 20))
    image = photo.toImage()
    assert [image.pixelColor(x, y).alpha() for x, y in ((0, 0), (20, 20), (39, 39))] == [0, 255, 0]
    assert [image.pixelColor(x, 20).name() for x in (10, 30)] == ["#ff0000", "#0000ff"]


@pytest.mark.parametrize("data", [b"", b"<svg/>", png(9000, 9000, depth=1), written(plain(), "png")[:60]])
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert PictureCache(Shelf(bad=data)).photo("bad", 30, 1.0) is None


def test_what_is_not_there_is_none_and_is_asked_for_again_only_if_the_file_failed() -> None:
    shelf = Shelf()
    cache = PictureCache(shelf)

    for _ in range(2):
        assert [cache.photo(picture, 30, 1.0) for picture in (None, "gone", "torn")] == [None] * 3

    assert shelf.asked == {"gone": 1, "torn": 2}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Stefan Singman", "SS"), ("Ludwig van Beethoven", "LB"), ("Ada", "A"), ("åsa öberg", "ÅÖ"), ("", ""),
        ("  ", ""), ("😀", ""), ("😀 Ada", "A"), ("(Bo) “Ek”", "BE"), ("Jean-Luc Picard", "JP"), ("山田 太郎", "山太"),
        ("A\u030asa", "Å"), ("ßen", "ß"), ("… —", ""),
    ],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_keeps_its_colour() -> None:
    names = [f"Person {n}" for n in range(60)]

    assert name_colour("Stefan Singman", LIGHT).name() == "#3570c1"
    assert len({name_colour(name, LIGHT).name() for name in names}) == len(OFFERED_COLOURS)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_initials_can_be_read_on_every_colour(theme: Theme) -> None:
    assert min(contrast(shade, theme.on_accent) for _, shade in theme.tracks) > 3


def painted(theme: Theme, *, name: str, logo: bool = False) -> QImage:
    """Return the painted substitute for a missing picture."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    (paint_logo if logo else paint_portrait)(painter, QRectF(0, 0, 64, 64), name, None, theme)
    painter.end()
    return image


def test_who_has_no_photo_is_a_circle_of_the_colour_with_letters_or_is_somebody() -> None:
    image = painted(LIGHT, name="Stefan Singman")
    assert [image.pixelColor(x, y).name() for x, y in ((1, 1), (32, 6))] == ["#ff00ff", "#3570c1"]
    assert any(image.pixelColor(x, 32).name() == LIGHT.on_accent for x in range(16, 48))
    assert painted(LIGHT, name="😀").pixelColor(32, 26).name() == LIGHT.on_accent


def test_a_logo_lies_on_white_in_the_dark_too() -> None:
    logo = PictureCache(Shelf(a=written(plain(40, 20, "#000000ff"), "png"))).photo("a", 64, 1.0, whole=True)
    image = painted(DARK, name="", logo=True)
    painter = QPainter(image)
    paint_logo(painter, QRectF(0, 0, 64, 64), "Acme", logo, DARK)
    painter.end()

    assert image.pixelColor(32, 8).name() == "#ffffff"


# the square that is cut out of a photo --------------------------------------------------------------------

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
    assert where(Square.largest_in_picture(900, 600)) == (150, 0, 600)
    assert where(Square.largest_in_picture(600, 900)) == (0, 100, 600)


def test_a_pulled_corner_leaves_the_opposite_one_where_it_is() -> None:
    square = Square(1000, 800, 300, 200, 400)

    assert where(square.dragged_by_corner(SquareCorner.BOTTOM_RIGHT, 800, 650)) == (300, 200, 500)
    assert where(square.dragged_by_corner(SquareCorner.TOP_LEFT, 400, 250)) == (350, 250, 350)
    assert where(square.dragged_by_corner(SquareCorner.TOP_RIGHT, 2000, -2000)) == (300, 0, 600)
    assert where(square.dragged_by_corner(SquareCorner.BOTTOM_LEFT, 2000, -2000)) == (700 - LEAST, 200, LEAST)


moves = st.one_of(
    st.tuples(st.just("moved"), st.integers(-3000, 3000), st.integers(-3000, 3000)),
    st.tuples(st.just("grown"), st.integers(-3000, 3000)),
    st.tuples(
        st.just("dragged_by_corner"), st.sampled_from(SquareCorner), st.integers(-3000, 3000), st.integers(-3000, 3000)
    ),
)


@given(st.integers(1, 2000), st.integers(1, 2000), st.lists(moves, max_size=8))
def test_it_never_leaves_the_picture(width: int, height: int, steps: list[tuple]) -> None:
    square = Square.largest_in_picture(width, height)
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


def test_another_button_while_it_is_dragged_changes_nothing(dialog: CropDialog) -> None:
    view = dialog.view
    drag(view, (500, 260), (400, 260), release=False)
    corner = view.box.topLeft().toPoint()
    QTest.mousePress(view, Qt.MouseButton.RightButton, NONE, corner)
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, NONE, corner)
    QTest.mouseMove(view, QPoint(190, 130))  # 60 pixels from the press, 120 of the picture
    assert where(view.square) == (140, 0, 520)


# by keys -------------------------------------------------------------------------------------------------


def test_arrows_move_it_plus_and_minus_resize_it_and_enter_takes_it(dialog: CropDialog) -> None:
    minus, plus, down = Key.Key_Minus, Key.Key_Plus, Key.Key_Down
    for keys, modifiers, square in (
        ([Key.Key_Right], NONE, (265, 0, 520)),
        ([Key.Key_Left], SHIFT, (215, 0, 520)),
        ([minus, down, down, Key.Key_Up], NONE, (220, 5, 510)),
        ([Key.Key_PageDown], NONE, (270, 55, 410)),  # around its middle
        ([plus, minus], NONE, (270, 55, 410)),
        ([plus, plus], SHIFT, (215, 0, 520)),
    ):
        for key in keys:
            QTest.keyClick(dialog.view, key, modifiers)
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
