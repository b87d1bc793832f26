"""Tests of a year of publishing, in browsers: the calendar file that the page writes is what the calendar says."""

from pathlib import Path

import pytest

from planner.domain.text import EstradError
from tests.browsers.reader import Reader
from tests.browsers.test_my_programme import END, events
from tests.publishing.test_year import Year, year

__all__ = ["year"]
pytestmark = pytest.mark.soak
ROUNDS = 30


@pytest.mark.parametrize("seed", range(3))
def test_the_file_of_all_stars_has_the_calendars_entries_all_year(reader: Reader, year: Year, seed: int) -> None:
    year.luck.seed(seed)
    for _round in range(ROUNDS):
        year.pass_time()
        try:
            year.publish("page", "calendar")
        except EstradError:  # a plan without a session
            continue
        found, sent = starred(reader, year.publisher.folder), in_calendar(year.publisher.folder)
        assert found - sent == set()
        assert [one for one in sent - found if "STATUS:CANCELLED" not in one] == []  # a copy called those off


def starred(reader: Reader, folder: Path) -> set[str]:
    """Return the entries of the file that the page writes for who has starred all that it tells of."""
    address = (folder / "index.html").as_uri()
    reader.open(address)
    anchors = reader.browser.read("[...document.querySelectorAll('.entry, .off > li')].map(one => one.id.slice(2))")
    reader.open(f"{address}#my={'.'.join(anchors)}")
    reader.press("Add them to my programme")
    reader.press("Add to my calendar")
    _name, text = reader.browser.download(reader.button("Save my programme"), END)
    return set(events(text))


def in_calendar(folder: Path) -> set[str]:
    """Return the entries of the whole conference's calendar as it lies there."""
    (path,) = (path for path in folder.glob("*.ics") if b"\r\nNAME:The Conference\r\n" in path.read_bytes())
    return set(events(path.read_bytes().decode()))
