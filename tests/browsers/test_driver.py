"""Tests that the driver hears and sees what would be wrong with a page: each on a page that does it."""

import re
from pathlib import Path

import pytest

from tests.browsers.driver import Browser
from tests.browsers.made_pages import saved
from tests.browsers.test_page_as_seen import FOCUSED, SIDEWAYS

pytestmark = pytest.mark.soak
NOWHERE = "http://127.0.0.1:18999/p.png"
STRICT = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
HEARD = {
    "a request": (f"<img src='{NOWHERE}' alt=''>", f"request: {NOWHERE}"),
    "a dialog": ("<script>alert('mine')</script>", "dialog: mine"),
    "an error": ("<script>throw new Error('mine')</script>", "error: (Error: )+mine"),
    "what the console says": ("<script>console.log('mine')</script>", "log: mine"),
    "a script that is refused": (f"{STRICT}<script>1</script>", "refused: script-src-elem inline"),
    "a picture that is refused": (f"{STRICT}<img src='{NOWHERE}' alt=''>", f"refused: img-src {NOWHERE}"),
}


def shown(browser: Browser, folder: Path, body: str, **how: object) -> Browser:
    page = f"<!DOCTYPE html><html lang='en'><title>A page</title>{body}"
    return browser.open(saved(folder, "page", page.encode()), **how)


@pytest.mark.parametrize(("body", "heard"), HEARD.values(), ids=HEARD)
def test_it_hears(browser: Browser, tmp_path: Path, body: str, heard: str) -> None:
    assert any(re.fullmatch(heard, one) for one in shown(browser, tmp_path, body).heard())


def test_axe_works_though_the_policy_forbids_every_script(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, f"{STRICT}<main><h1>One</h1><img src='data:,'></main>")

    assert [found.partition(":")[0] for found in browser.axe()] == ["image-alt"]


def test_it_sees_what_is_too_wide(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, "<style>body{margin:0}</style><div style='width:400px'>x</div>", width=390)

    assert browser.read(SIDEWAYS) == 10


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("", True),
        ("a:focus{outline:0}", False),
        ("i{position:fixed;inset:0}", False),
        ("a{position:fixed;left:-99px}", False),
    ],
)
def test_it_sees_a_focus_without_a_ring_or_under_something(
    browser: Browser, tmp_path: Path, style: str, seen: bool
) -> None:
    shown(browser, tmp_path, f"<style>a:focus{{outline:2px solid}}{style}</style><a href='#'>Go</a><i></i>")
    browser.press("Tab")

    assert browser.read(FOCUSED)[1] == seen


def test_without_script_nothing_of_the_page_runs(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, "<script>document.title = 'It ran'</script>", script=False)

    assert browser.read("document.title") == "A page"


def test_each_page_has_a_storage_of_its_own(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, "")
    browser.read("localStorage.setItem('stars', 'one')")
    browser.reload()
    assert browser.read("localStorage.getItem('stars')") == "one"

    shown(browser, tmp_path, "")
    assert browser.read("localStorage.getItem('stars')") is None
