"""The painting of pictures: decoded once, at any size, with initials if there is none."""

from collections import Counter

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from planner.domain.text import EstradError, Text
from tests.kit.picture_bytes import halves, plain, png, written
from ui.kit.pictures.portrait import PictureCache, colour_of, initials, paint_logo, paint_photo
from ui.kit.theme.theme import DARK, LIGHT, Theme, contrast

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.qt_log_level_fail("CRITICAL")]


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

    photo, logo = cache.photo("wide", 40, 1.0), cache.logo("wide", 60, 1.0)

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

    assert colour_of("Stefan Singman", LIGHT).name() == "#2f5bd7"
    assert len({colour_of(name, LIGHT).name() for name in names}) == len(LIGHT.tracks)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_initials_can_be_read_on_every_colour(theme: Theme) -> None:
    assert min(contrast(shade, theme.on_accent) for _, shade in theme.tracks) > 3


def painted(theme: Theme, *, name: str, logo: bool = False) -> QImage:
    """Return the painted substitute for a missing picture."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    (paint_logo if logo else paint_photo)(painter, QRectF(0, 0, 64, 64), name, None, theme)
    painter.end()
    return image


def test_who_has_no_photo_is_a_circle_of_the_colour_with_letters() -> None:
    image = painted(LIGHT, name="Stefan Singman")

    assert [image.pixelColor(x, y).name() for x, y in ((1, 1), (32, 6))] == ["#ff00ff", "#2f5bd7"]
    assert any(image.pixelColor(x, 32).name() == LIGHT.on_accent for x in range(16, 48))


def test_who_has_no_letters_either_is_somebody() -> None:
    assert painted(LIGHT, name="😀").pixelColor(32, 26).name() == LIGHT.on_accent


def test_a_logo_lies_on_white_in_the_dark_too() -> None:
    logo = PictureCache(Shelf(a=written(plain(40, 20, "#000000ff"), "png"))).logo("a", 64, 1.0)
    image = painted(DARK, name="", logo=True)
    painter = QPainter(image)
    paint_logo(painter, QRectF(0, 0, 64, 64), "Acme", logo, DARK)
    painter.end()

    assert image.pixelColor(32, 8).name() == "#ffffff"
