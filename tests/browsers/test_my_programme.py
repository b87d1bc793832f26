"""Tests of *My programme* in real browsers: stars that are kept, a link that carries them, a calendar file of them."""

import re
from pathlib import Path

import pytest

from planner.commands.conference import sample_conference
from tests.browsers.made_pages import publish
from tests.browsers.reader import Reader
from tests.builders import agenda, block, talk

pytestmark = pytest.mark.soak
END = "END:VCALENDAR\r\n"
COPIED = """Object.defineProperty(navigator, 'clipboard',
    {value: {writeText: text => { window.copied = text; return Promise.resolve(); }}});"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
)


@pytest.fixture
def page(published: Path) -> str:
    return (published / "index.html").as_uri()


def events(text: str) -> list[str]:
    """Return the entries of a calendar as they are written."""
    return re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", text, re.DOTALL)


def ledger(folder: Path) -> dict[str, str]:
    """Return the entries of the whole conference's calendar, by their titles."""
    (path,) = folder.glob("*.ics")
    found = events(path.read_bytes().decode())
    return {re.sub(r"\r\n ", "", re.search(r"SUMMARY:(.*(?:\r\n .*)*)\r\n", one)[1]): one for one in found}


def test_stars_are_kept_in_the_browser(reader: Reader, page: str) -> None:
    reader.open(page).star("Bees")
    reader.star("Late")
    assert reader.starred == ["Bees", "Late"]
    reader.browser.reload()
    assert reader.starred == ["Bees", "Late"]

    reader.star("Bees")
    reader.browser.reload()
    assert reader.starred == ["Late"]


def test_a_star_is_set_by_keys_and_says_what_it_is_of(reader: Reader, page: str) -> None:
    reader.open(page)
    star = "document.activeElement.matches('.star')"
    while not reader.browser.read(star):
        reader.browser.press("Tab")
    assert reader.browser.read("document.activeElement.getAttribute('aria-label')") == "My programme: Early"
    reader.browser.press(" ")

    assert reader.starred == ["Early"]


def test_my_programme_alone_is_shown_on_request_and_tells_its_size(reader: Reader, page: str) -> None:
    reader.open(page).star("Bees")
    reader.press("My programme (1)")
    assert reader.sessions() == ["Bees"]

    reader.press("My programme (1)")
    assert len(reader.sessions()) == 6


def test_an_empty_programme_says_how_it_is_filled(reader: Reader, page: str) -> None:
    reader.open(page).press("My programme")

    assert reader.sessions() == []
    assert reader.said() == "Nothing is chosen yet: press the star of a session."


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_in_what_script_adds(reader: Reader, page: str, dark: bool, width: int) -> None:
    reader.open(page, at="2024-04-25T10:15+02:00", dark=dark, width=width).star("Bees")
    reader.browser.click(f"#{reader.anchor('Bees')} summary")
    assert reader.browser.axe() == []

    reader.press("My programme (1)")
    assert reader.browser.axe() == []

    reader.press("Add to my calendar")
    assert reader.browser.axe() == []
    assert reader.browser.heard() == []


def test_the_dialog_opens_and_closes_by_keys_and_gives_the_focus_back(reader: Reader, page: str) -> None:
    reader.open(page)
    reader.browser.read("document.querySelector('.ways button').focus()")
    reader.browser.press("Enter")
    assert reader.browser.wait("document.querySelector('dialog[open]').contains(document.activeElement)")

    reader.browser.press("Escape")
    assert reader.browser.wait("document.activeElement === document.querySelector('.ways button')")


@pytest.mark.parametrize("before", [COPIED, NO_CLIPBOARD], ids=["copied", "to copy by hand"])
def test_a_link_carries_the_stars_to_another_browser(reader: Reader, page: str, before: str) -> None:
    reader.open(page, before=before).star("Bees")
    reader.star("Late")
    reader.press("My programme (2)")
    reader.press("Share my programme")
    link = reader.browser.wait("window.copied || document.querySelector('.note input')?.value")

    reader.open(link)
    assert reader.sessions() == ["Bees", "Late"]
    assert reader.starred == []
    reader.press("Add them to my programme")
    assert reader.starred == ["Bees", "Late"]
    reader.browser.go(page)
    reader.browser.reload()
    assert reader.starred == ["Bees", "Late"]


def test_where_the_browser_keeps_nothing_that_is_said_and_the_page_works(reader: Reader, page: str) -> None:
    reader.open(page, before=NO_STORAGE).star("Bees")
    assert reader.starred == ["Bees"]
    reader.press("Add to my calendar")

    told = reader.browser.read("document.querySelector('dialog').innerText")
    assert "This browser keeps no stars. Share the link: it has them." in told
    assert reader.browser.heard() == []


def test_the_calendar_file_of_my_programme_has_the_ledgers_entries(reader: Reader, page: str, published: Path) -> None:
    reader.open(page).star("Bees")
    reader.star("Höns & hives")
    reader.press("Add to my calendar")

    assert "This copy does not update itself." in reader.browser.read("document.querySelector('dialog').innerText")
    _name, text = reader.browser.download(reader.button("Save my programme"), END)
    sent = ledger(published)
    assert events(text) == [sent["Bees"], sent["Höns & hives"]]


def test_a_session_of_mine_that_was_called_off_is_cancelled_in_my_calendar_file(
    reader: Reader, page: str, published: Path
) -> None:
    reader.open(page).star("Bees")
    stars = f"{reader.anchor('Bees')} {reader.anchor('Gone')}".replace("s-", "").replace(" ", ".")
    reader.open(f"{page}#my={stars}")
    reader.press("Add them to my programme")
    reader.press("Add to my calendar")

    _name, text = reader.browser.download(reader.button("Save my programme"), END)
    sent = ledger(published)
    assert events(text) == [sent["Bees"], sent["CANCELLED: Gone"]]
    assert "STATUS:CANCELLED" in sent["CANCELLED: Gone"]


def test_the_file_of_all_sessions_has_the_ledgers_entries_of_the_sample(reader: Reader, tmp_path: Path) -> None:
    numbers = iter(range(1000))
    publish(tmp_path, sample_conference(lambda: f"id{next(numbers)}"))
    reader.open((tmp_path / "web" / "index.html").as_uri())
    reader.browser.click(".ways .first")

    _name, text = reader.browser.download(reader.button("(14)"), END)
    assert events(text) == list(ledger(tmp_path / "web").values())


def test_a_block_that_is_one_entry_is_starred_at_its_heading_and_taken_by_each_of_its_sessions(
    reader: Reader, tmp_path: Path
) -> None:
    talks = [talk("bees", "hall", "09:00-09:30", block="a"), talk("wasps", "hall", "09:30-10:00", block="a")]
    publish(
        tmp_path, agenda(block("a", "hall", "09:00-10:00", one_entry=True), *talks, talk("moths", "lab", "09:00-09:30"))
    )
    reader.open((tmp_path / "web" / "index.html").as_uri())
    sent = ledger(tmp_path / "web")

    reader.browser.click(".block .star")
    assert reader.starred == ["Bees", "Wasps"]
    assert reader.browser.axe() == []
    reader.press("Add to my calendar")
    assert events(reader.browser.download(reader.button("Save my programme (1)"), END)[1]) == [sent["A"]]
    assert events(reader.browser.download(reader.button("Save everything (2)"), END)[1]) == [sent["Moths"], sent["A"]]

    reader.browser.press("Escape")
    reader.browser.click(".block .star")
    assert reader.starred == []
    reader.star("Wasps")
    assert reader.browser.read("document.querySelector('.block .star').getAttribute('aria-pressed')") == "false"
    reader.press("Add to my calendar")
    assert events(reader.browser.download(reader.button("Save my programme (1)"), END)[1]) == [sent["A"]]


def test_the_file_says_what_a_session_is_part_of(reader: Reader, tmp_path: Path) -> None:
    publish(tmp_path, agenda(block("a", "hall", "09:00-10:00"), talk("bees", "hall", "09:00-09:30", block="a")))
    reader.open((tmp_path / "web" / "index.html").as_uri()).star("Bees")
    reader.press("Add to my calendar")

    _name, text = reader.browser.download(reader.button("Save my programme"), END)
    assert events(text) == [ledger(tmp_path / "web")["Bees"]]
    assert "Part of: A" in text
