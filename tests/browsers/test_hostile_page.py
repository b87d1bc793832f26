"""Tests that no text of a plan runs in a browser, asks for anything, or breaks the page, whatever field it is in."""

from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.browsers.driver import Browser
from tests.browsers.made_pages import HOSTILE, hostile, saved, with_calendar
from tests.browsers.test_my_programme import END, events
from tests.browsers.test_page_as_seen import SIDEWAYS

pytestmark = pytest.mark.soak
MARKER = """
for (const name of ['alert', 'confirm', 'prompt', 'open', 'fetch']) window[name] = () => { window.pwned = name; };
window.print = () => {};
"""
"""Notes a call of what hostile texts would call; printing, which the page offers itself, would wait for a printer."""
PRESSED = """document.querySelectorAll('details').forEach(one => one.open = true),
    document.querySelectorAll('[id]').forEach(one => one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))),
    document.querySelectorAll('a[href^="#"], input, button').forEach(one => { one.focus(); one.click(); })"""


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_runs_and_nothing_breaks(browser: Browser, tmp_path: Path, text: str) -> None:
    page = saved(tmp_path, "hostile", hostile(text))
    for width in (390, 1366):
        browser.open(page, width=width, before=MARKER)
        assert browser.read(SIDEWAYS) == 0
        browser.read(f"void ({PRESSED})")
        assert browser.read("window.pwned || null") is None
        assert browser.heard() == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_its_calendar_file_is_what_the_calendar_says(browser: Browser, tmp_path: Path, text: str) -> None:
    page, sent = with_calendar(text)
    browser.open(saved(tmp_path, "hostile", page), before=MARKER)
    browser.click(".ways button")

    _name, kept = browser.download("dialog .mine button", END)
    assert events(kept) == events(sent)
    assert len(events(kept)) == 2
    assert browser.heard() == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_of_the_address_runs(browser: Browser, published: Path, text: str) -> None:
    asked = urlencode(dict.fromkeys(["words", "in", "track", "kind", "lang", "my", "mine", "room"], text))
    for fragment in (asked, quote(text), f"room={quote(text)}", f"my={'.'.join(['0' * 12, quote(text)])}"):
        browser.open(f"{(published / 'index.html').as_uri()}#{fragment}", before=MARKER)
        assert browser.read("window.pwned || null") is None
        assert browser.heard() == []


def test_what_would_run_is_noticed(browser: Browser, tmp_path: Path) -> None:
    page = "<!DOCTYPE html><p id='x' onmouseover='alert(1)'>x"
    browser.open(saved(tmp_path, "bad", page.encode()), before=MARKER)
    browser.read(f"void ({PRESSED})")

    assert browser.read("window.pwned") == "alert"
