"""Tests of what the page says about now, by the venue's time, in real browsers."""

from pathlib import Path

import pytest

from tests.browsers.reader import Reader

pytestmark = pytest.mark.soak
EVERY = ["Early", "Bees", "Wax", "Coffee", "Höns & hives", "Late"]


@pytest.fixture
def page(published: Path) -> str:
    return (published / "index.html").as_uri()


def test_it_says_what_is_on_for_how_long_and_what_is_soon(reader: Reader, page: str) -> None:
    reader.open(page, at="2024-04-25T10:15:30+02:00")
    assert reader.marks() == {"Bees": "Now · 30 min left", "Wax": "Now · 45 min left"}

    reader.come_back(at="2024-04-25T10:50+02:00")
    assert reader.marks() == {"Wax": "Now · 10 min left", "Coffee": "In 10 min"}


def test_its_clock_is_the_same_all_over_the_world(reader: Reader, page: str) -> None:
    reader.open(page, at="2024-04-25T04:15+00:00", zone="America/New_York")
    assert reader.marks() == {}

    reader.come_back(at="2024-04-25T08:15+00:00")
    assert list(reader.marks()) == ["Bees", "Wax"]


@pytest.mark.parametrize("at", ["2024-04-24T10:15+02:00", "2024-04-25T08:00+02:00", "2024-04-27T10:15+02:00"])
def test_before_and_after_the_conference_nothing_is_marked_and_nothing_folded(
    reader: Reader, page: str, at: str
) -> None:
    reader.open(page, at=at)

    assert reader.marks() == {}
    assert reader.sessions() == EVERY


def test_what_is_over_is_folded_until_it_is_asked_for(reader: Reader, page: str) -> None:
    reader.open(page, at="2024-04-25T10:15+02:00")
    assert reader.sessions() == EVERY[1:]

    reader.come_back(at="2024-04-25T11:30+02:00")
    assert reader.sessions() == ["Höns & hives", "Late"]

    reader.press("Show what is over (4)")
    assert reader.sessions() == EVERY

    reader.press("Hide what is over (4)")
    assert reader.sessions() == ["Höns & hives", "Late"]


def test_a_link_to_what_is_over_unfolds_it(reader: Reader, page: str) -> None:
    anchor = reader.open(page).anchor("Early")
    reader.open(f"{page}#{anchor}", at="2024-04-25T11:30+02:00")

    assert "Early" in reader.sessions()
    assert reader.covers_placement("Early")


@pytest.mark.parametrize("width", [390, 1366])
def test_a_line_stands_between_what_has_begun_and_what_comes(reader: Reader, page: str, width: int) -> None:
    reader.open(page, at="2024-04-25T10:15+02:00", width=width)
    line, bees, coffee = reader.browser.read(f"""['.now-line', '#{reader.anchor("Bees")}', '#{reader.anchor("Coffee")}']
        .map(path => document.querySelector(path).getBoundingClientRect().top)""")

    assert bees < line <= coffee


@pytest.mark.parametrize("width", [390, 1366])
def test_it_opens_at_what_is_on(reader: Reader, page: str, width: int) -> None:
    reader.open(page, at="2024-04-26T09:30+02:00", width=width, height=500)
    assert reader.covers_placement("Late")


def test_a_button_on_a_phone_leads_back_to_now(reader: Reader, page: str) -> None:
    reader.open(page, at="2024-04-26T09:30+02:00", width=390, height=500)
    reader.covers_placement("Late")
    reader.browser.press("Control+Home")
    reader.browser.wait("scrollY === 0")

    reader.press("Now")

    assert reader.covers_placement("Late")
    assert reader.browser.read("document.activeElement.id") == reader.anchor("Late")


def test_times_of_another_zone_stand_beside_the_venues_only_if_asked_for(reader: Reader, page: str) -> None:
    reader.open(page, zone="America/New_York")
    times = f"document.querySelector('#{reader.anchor('Bees')} .where').innerText"
    assert reader.browser.read(times).startswith("10:00–10:45 · Hall")

    reader.press("America/New_York")
    assert reader.browser.read(times).startswith("10:00–10:45 · Hall (Thu 04:00–04:45 America/New_York)")


def test_who_is_at_the_venue_is_offered_no_other_zone(reader: Reader, page: str) -> None:
    reader.open(page, zone="Europe/Stockholm")

    assert reader.browser.read("document.querySelector('.zone')") is None


@pytest.mark.parametrize(("still", "scrolling"), [(False, "smooth"), (True, "auto")])
def test_nothing_moves_for_who_wishes_little_motion(reader: Reader, page: str, still: bool, scrolling: str) -> None:
    reader.open(page, still=still)

    assert reader.browser.read("getComputedStyle(document.documentElement).scrollBehavior") == scrolling
    assert reader.browser.read("document.getAnimations().length") == 0
