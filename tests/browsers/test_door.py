"""Tests of a door, which shows one room on the whole screen, in real browsers."""

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browsers.made_pages import NEXT, saved
from tests.browsers.reader import Reader
from tests.browsers.test_page_as_seen import FOCUSED
from tests.builders import DAY, agenda, day, room, talk
from tests.exporting.page.test_web_page import text_of

pytestmark = pytest.mark.soak
TABLET = {"width": 1280, "height": 800}
PIXELS_A_MILLIMETRE = 1280 / 217
"""Those of a tablet of ten inches, 16:10, which is 217 mm wide and has 1280 pixels of CSS there."""
INK = """(letter => {
    const pen = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(document.querySelector('.door h1'));
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return pen.measureText(letter).actualBoundingBoxAscent;
})"""
"""The height of a letter's ink above the line, in pixels, in the font that the browser took for the room's name."""


@pytest.fixture
def page(published: Path) -> str:
    return (published / "index.html").as_uri()


def door(reader: Reader) -> list[str]:
    """Return the lines of the door, but its foot."""
    read = reader.browser.read(
        "[...document.querySelectorAll('.door header, .on')].map(one => one.innerText).join('\\n')"
    )
    return [" ".join(line.split()) for line in read.splitlines() if line.strip()]


def foot(reader: Reader) -> str:
    """Return the line at the foot of the door."""
    return str(reader.browser.read("document.querySelector('.door footer p').innerText"))


def a_room(folder: Path, name: str) -> str:
    """Return the address of a page with one session, in a room of that name."""
    plan = agenda(room("hall", name=name), talk("bees", "hall", "09:00-09:45"))
    return saved(folder, "room", text_of(plan).encode()).as_uri()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 1280)])
def test_on_ten_inches_the_letters_of_the_room_are_nine_millimetres_high(
    reader: Reader, page: str, width: int, height: int
) -> None:
    reader.open(f"{page}#room=hall", width=width, height=height)

    small, capital = (reader.browser.read(f"{INK}('{letter}')") / PIXELS_A_MILLIMETRE for letter in "xH")
    assert capital > small >= 9


def test_a_long_name_has_capitals_of_nine_millimetres_and_stands_beside_the_clock(
    reader: Reader, tmp_path: Path
) -> None:
    reader.open(f"{a_room(tmp_path, 'UD2.120 (Chavanne)')}#room=ud2-120-chavanne", **TABLET)

    assert reader.browser.read(f"{INK}('H')") / PIXELS_A_MILLIMETRE >= 9
    name, clock = reader.browser.read("""[...document.querySelectorAll('.door header > *')]
        .map(one => one.getBoundingClientRect()).map(({left, right}) => [left, right])""")
    assert name[1] < clock[0]


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (1920, 1080), (390, 844)])
def test_it_fills_the_screen_and_nothing_must_be_scrolled(reader: Reader, page: str, size: tuple[int, int]) -> None:
    reader.open(f"{page}#room=hall", at="2024-04-25T10:15:30+02:00", width=size[0], height=size[1])

    box = "(({width, height}) => [width, height])(document.querySelector('.door').getBoundingClientRect())"
    assert reader.browser.read(box) == list(size)
    assert reader.browser.read("document.documentElement.scrollHeight") == size[1]
    assert reader.sessions() == []


def test_it_says_what_is_on_for_how_long_and_what_is_next(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall", at="2024-04-25T10:15:30+02:00")

    assert door(reader) == [
        "Hall", "10:15", "Now", "Bees", "Ada Ek, KTH", "Until 10:45 30 min left", "Next in Hall", "Coffee",
        "11:00–11:20 In 45 min",
    ]  # fmt: skip


def test_what_is_in_all_rooms_is_at_each_door(reader: Reader, page: str) -> None:
    for name in ("hall", "lab"):
        reader.open(f"{page}#room={name}", at="2024-04-25T11:10+02:00")
        assert door(reader)[2:5] == ["Now", "Coffee", "Until 11:20 10 min left"]


def test_its_last_minute_is_counted_in_seconds(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall", at="2024-04-25T10:43:10+02:00")
    assert door(reader)[5] == "Until 10:45 2 min left"

    reader.come_back(at="2024-04-25T10:44:10+02:00")
    left = "document.querySelector('.door b').innerText.match(/^([1-5][0-9]) s left$/)?.[1]"
    first = int(reader.browser.wait(left))
    assert reader.browser.wait(f"{left} < {first} && {left}")


def test_before_the_first_session_it_says_when_that_is(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall", at="2024-04-25T07:00+02:00")

    assert door(reader) == ["Hall", "07:00", "First at 09:00", "Early", "Ada Ek, KTH", "09:00–09:45 In 2 h 0 min"]


def test_after_the_last_session_it_says_so_and_when_the_next_day_begins(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall", at="2024-04-25T18:00+02:00")
    assert door(reader)[2:] == ["Nothing more today · Friday 26 April 2024", "Late", "09:00–10:00"]

    reader.come_back(at="2024-04-26T10:00+02:00")
    assert door(reader) == ["Hall", "10:00", "Nothing more today"]


def test_the_night_belongs_to_the_day_before(reader: Reader, tmp_path: Path) -> None:
    plan = agenda(day(DAY), day(NEXT), talk("songs", "hall", "22:00-23:30"), talk("films", "hall", "24:30-25:00"))
    reader.open(f"{saved(tmp_path, 'night', text_of(plan).encode()).as_uri()}#room=hall", at=f"{DAY}T23:50+02:00")

    assert door(reader)[2:] == ["Next in Hall", "Films", "00:30–01:00 In 40 min"]


def test_weeks_before_it_says_on_which_day_the_room_begins(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall", at="2024-03-10T12:00+01:00")

    assert door(reader)[:4] == ["Hall", "12:00", "Thursday 25 April 2024", "Early"]


def test_its_clock_is_the_venues(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=lab", at="2024-04-25T04:15+00:00", zone="America/New_York")

    assert door(reader)[:3] == ["Lab", "06:15", "First at 10:00"]


def test_it_says_what_is_preliminary(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall", at="2024-04-25T13:00+02:00")

    assert door(reader)[3:5] == ["Höns & hives", "Until 14:00 · Preliminary 60 min left"]


def test_what_was_to_be_there_later_today_is_called_off_or_leads_elsewhere(reader: Reader, tmp_path: Path) -> None:
    frame = day(), day(NEXT), room("hall"), room("lab", 1)
    was = agenda(*frame, *(talk(name, "hall", "10:00-10:30") for name in ("off", "there", "later", "tomorrow")))
    now = agenda(
        *frame, talk("there", "lab", "10:00-10:30"), talk("later", "hall", "11:00-11:30"),
        talk("tomorrow", "lab", "09:00-09:30", on=NEXT),
    )  # fmt: skip
    address = saved(tmp_path, "moved", text_of(was, now).encode()).as_uri()

    reader.open(f"{address}#room=hall", at=f"{DAY}T10:29+02:00")
    assert sorted(door(reader)[5:]) == [
        "10:00 Later → 11:00, Hall", "10:00 Off Called off", "10:00 There → 10:00, Lab",
        "10:00 Tomorrow → Friday 26 April 2024 09:00, Lab",
    ]  # fmt: skip

    reader.come_back(at=f"{DAY}T10:30+02:00")
    assert door(reader)[5:] == []


def test_a_room_that_is_not_there_is_said_and_leads_to_those_that_are(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=cellar", at="2024-04-25T10:15:30+02:00")
    assert door(reader) == ["There is no room “cellar”.", "10:15", "Hall", "Lab"]

    reader.press("Lab")
    assert reader.browser.wait("document.querySelector('.door h1').innerText === 'Lab'")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "</script><b>", "\"'`${1}", "שלום"])
def test_no_name_of_a_room_runs_nor_is_it_markup(reader: Reader, tmp_path: Path, text: str) -> None:
    address = a_room(tmp_path, text)
    reader.open(address)
    known = reader.browser.read("document.querySelector('a[href^=\"#room\"]').hash")

    for name in (known, f"#room={quote(text)}"):
        reader.open(f"{address}{name}")
        assert text in door(reader)[0]
        assert reader.browser.read("document.querySelectorAll('.door :is(img, h1 *)').length") == 0
        assert reader.browser.heard() == []


def test_its_screen_is_kept_awake_while_it_is_open(reader: Reader, page: str) -> None:
    held = """window.held = [];
    Object.defineProperty(navigator, 'wakeLock', { value: { request: async kind => {
        held.push(kind);
        return { release: () => held.push('released') };
    } } });"""
    reader.open(page, before=held)
    reader.browser.read("location.hash = 'room=hall'")
    reader.browser.wait("held.length === 1")
    reader.browser.press("Escape")

    assert reader.browser.wait("held.length > 1 && held.join()") == "screen,released"


def test_a_button_fills_the_screen_where_the_browser_can(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall")

    reader.press("Full screen")

    assert reader.browser.wait("document.fullscreenElement && document.querySelector('.door').checkVisibility()")


def test_keys_reach_what_can_be_pressed_and_the_focus_is_seen(reader: Reader, page: str) -> None:
    reader.open(f"{page}#room=hall")
    assert reader.browser.read("document.activeElement.className") == "door"
    for words in ("Full screen", "Close"):
        reader.browser.press("Tab")
        control, seen = reader.browser.read(FOCUSED)
        assert words in control
        assert seen


@pytest.mark.parametrize("leave", ["key", "link"])
def test_the_page_leads_to_each_door_and_one_leaves_it(reader: Reader, page: str, leave: str) -> None:
    reader.open(page)
    reader.press("Door signs")
    assert reader.browser.axe() == []
    reader.press("Lab")
    assert door(reader)[0] == "Lab"

    reader.browser.press("Escape") if leave == "key" else reader.press("Close")

    reader.browser.wait("location.hash === '' && !document.querySelector('.door').checkVisibility()")
    assert "Bees" in reader.sessions()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_and_a_page_alone_asks_for_nothing(reader: Reader, page: str, dark: bool) -> None:
    for address in ("hall", "lab", "cellar"):
        reader.open(f"{page}#room={address}", at="2024-04-25T10:15:30+02:00", dark=dark, **TABLET)
        reader.come_back(at="2024-04-25T10:25:30+02:00")
        assert reader.browser.axe() == []
        assert reader.browser.heard() == []
    assert foot(reader).endswith("This copy does not update itself.")
