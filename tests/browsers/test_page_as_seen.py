"""Tests of the web page as browsers show it: to everybody, on every screen, without script, on paper, by keys alone."""

import re
import subprocess
from pathlib import Path
from unicodedata import normalize

import pytest
from lxml import html

from tests.browsers.conftest import tool
from tests.browsers.driver import Browser
from tests.browsers.made_pages import hostile, saved

SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCREENS = [(320, 1), (390, 1), (768, 1), (1366, 1), (2560, 1), (1366, 2)]
"""Widths in pixels, each with its zoom."""
IN_REACH = """[...document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex="0"]')]
    .filter(one => !one.disabled && one.checkVisibility()).map(one => one.outerHTML)"""
FOCUSED = """(() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return [one.outerHTML, ring && one.contains(top)];
})()"""
"""The element with the focus, and whether its ring and its middle are seen, under nothing else."""


def titles(path: Path) -> list[str]:
    """Return the titles of all sessions in the source of a page."""
    found = html.document_fromstring(path.read_text("utf-8"))
    return [" ".join(one.text_content().split()) for one in found.xpath("//h4 | //ul[@class='off']/li/s")]


@SCHEMES
def test_axe_finds_nothing_and_the_page_asks_for_nothing(browser: Browser, sample: Path, dark: bool) -> None:
    for width in (390, 1366):
        browser.open(sample, width=width, dark=dark)
        assert browser.read("matchMedia('(prefers-color-scheme: dark)').matches") == dark
        assert browser.axe() == []
        assert browser.heard() == []


@pytest.mark.soak
@SCHEMES
def test_axe_finds_nothing_where_every_field_is_filled(browser: Browser, tmp_path: Path, dark: bool) -> None:
    browser.open(saved(tmp_path, "full", hostile("https://a.example/some words")), dark=dark)
    browser.read("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    assert browser.axe() == []


@pytest.mark.soak
@SCHEMES
def test_axe_finds_nothing_in_a_large_programme(browser: Browser, fosdem: Path, dark: bool) -> None:
    browser.open(fosdem, dark=dark)

    assert browser.axe() == []
    assert browser.heard() == []


def test_nothing_must_be_scrolled_sideways(browser: Browser, sample: Path) -> None:
    browser.open(sample)

    assert _sideways(browser) == {}


@pytest.mark.soak
def test_nothing_must_be_scrolled_sideways_in_a_large_programme(browser: Browser, fosdem: Path) -> None:
    browser.open(fosdem)

    assert _sideways(browser) == {}


def _sideways(browser: Browser) -> dict[tuple[int, int], int]:
    """Return by how many pixels the page is too wide, of those screens on which it is."""
    found = {}
    for width, zoom in SCREENS:
        browser.size(width, zoom=zoom)
        found[width, zoom] = browser.wait(f"innerWidth === {width // zoom} && [{SIDEWAYS}]")[0]
    return {screen: over for screen, over in found.items() if over}


def test_without_script_every_session_is_seen(browser: Browser, sample: Path) -> None:
    browser.open(sample, script=False)

    shown = browser.read(
        "[...document.querySelectorAll('h4, .off s')].filter(o => o.checkVisibility()).map(o => o.textContent)"
    )
    assert [" ".join(one.split()) for one in shown] == titles(sample)
    assert browser.heard() == []


def test_on_paper_every_session_is_there(browser: Browser, sample: Path, tmp_path: Path) -> None:
    reader, paper = tool("pdftotext"), tmp_path / "page.pdf"

    browser.open(sample).print(paper)

    read = subprocess.run([reader, "-raw", paper, "-"], capture_output=True, check=True).stdout.decode()
    printed = _letters(read)
    assert [title for title in titles(sample) if _letters(title) not in printed] == []


def _letters(text: str) -> str:
    """Return the letters of a text alone: on paper lines are broken, words too, and some letters are joined."""
    return re.sub(r"\W", "", normalize("NFKC", text))


def test_keys_alone_reach_each_control_and_the_focus_is_seen(browser: Browser, sample: Path) -> None:
    browser.open(sample, still=True)
    wanted, found = browser.read(IN_REACH), []
    for _control in wanted:
        browser.press("Tab")
        found.append(browser.read(FOCUSED))

    assert [control for control, _seen in found] == wanted
    assert [control for control, seen in found if not seen] == []
