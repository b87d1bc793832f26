"""Tests of how fast a browser shows the page, on a processor that is four times slower."""

from pathlib import Path

import pytest
from lxml import html

from tests.browsers.driver import Browser
from tests.browsers.made_pages import saved

pytestmark = pytest.mark.soak
SLOWER = 4
ROUNDS = 10
"""The number of tries of which the fastest counts: other programs can only make one slower."""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def bare(page: Path, folder: Path) -> Path:
    """Return the same entries as HTML alone: no style, no script, no attribute but ids and addresses."""
    found = html.document_fromstring(page.read_text("utf-8"))
    for one in found.xpath("//style | //script | //meta[@http-equiv]"):
        one.drop_tree()
    for one in found.iter("*"):
        for name in set(one.attrib) - {"id", "href", "charset", "src", "alt", "datetime"}:
            del one.attrib[name]
    return saved(folder, "bare", html.tostring(found, encoding="utf-8", doctype="<!DOCTYPE html>"))


def first_paint(browser: Browser, page: Path) -> float:
    """Return when something of a page was seen first, in milliseconds from its beginning."""
    return float(browser.open(page, slower=SLOWER).wait(PAINTED))


def test_the_first_paint_comes_nearly_as_fast_as_that_of_bare_html(
    chromium: Browser, fosdem: Path, tmp_path: Path
) -> None:
    without = bare(fosdem, tmp_path)
    pairs = [(first_paint(chromium, fosdem), first_paint(chromium, without)) for _round in range(ROUNDS)]
    ours, theirs = (min(times) for times in zip(*pairs, strict=True))

    assert ours <= 1.5 * theirs, f"{ours:.0f} ms, bare {theirs:.0f} ms"
