"""Chromium and Firefox for the tests of the web page, and the pages that they show."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.commands.timeline import set_cancelled
from tests.browsers.driver import Browser, missing
from tests.browsers.made_pages import of_fosdem, of_sample, page_of, publish, saved, small_plan
from tests.browsers.reader import Reader


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put these tests into one group, so that a single process drives the browsers when there are several."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.xdist_group("browsers"))


@contextmanager
def _running(name: str, downloads: Path) -> Iterator[Browser]:
    if reason := missing(name):
        pytest.skip(reason)
    browser = Browser(name, downloads)
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture(scope="session", params=["chrome", pytest.param("firefox", marks=pytest.mark.soak)])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Yield each browser in turn; Firefox takes three times as long, and is soaked only."""
    with _running(request.param, tmp_path_factory.mktemp("downloads")) as found:
        yield found


@pytest.fixture(scope="session")
def running_chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with _running("chrome", tmp_path_factory.mktemp("downloads")) as found:
        yield found


@pytest.fixture
def chromium(running_chromium: Browser) -> Iterator[Browser]:
    """Yield Chromium alone, for what only it can measure."""
    yield running_chromium
    running_chromium.open("about:blank")  # the slowed page was seen to keep a processor busy for half an hour


@pytest.fixture(scope="session", params=["sv", "en"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample's page in each language."""
    return saved(tmp_path_factory.mktemp("pages"), f"sample-{request.param}", page_of(of_sample(request.param)))


@pytest.fixture(scope="session")
def fosdem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of FOSDEM 2019."""
    folder = tmp_path_factory.mktemp("pages")
    return saved(folder, "fosdem", page_of(of_fosdem(folder)))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small conference's page and calendar, published twice: *Gone* was called off meanwhile."""
    folder = tmp_path_factory.mktemp("published")
    publish(folder, small_plan(), lambda plan: set_cancelled(plan, "gone"))
    return folder / "web"


@pytest.fixture
def reader(browser: Browser) -> Reader:
    """Return somebody who reads pages in each browser."""
    return Reader(browser)


def tool(name: str) -> str:
    """Return the path of a program; the test is skipped where it is missing."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed: type `make browsers`")
    return found
