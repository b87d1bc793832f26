"""Tests of a page with files beside it on the web: kept where there is no network, renewed, and taken away."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest

from planner.commands.timeline import shift
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import ProfileChoice
from planner.eraser import Eraser
from planner.exporting.page.web_page import icon_png
from planner.programme.programme import programme
from planner.workspace import Environment, Workspace
from tests.browsers.driver import Browser
from tests.browsers.test_valid_html import errors
from tests.builders import agenda, person, speaker, talk
from tests.publishing.publisher import Publisher

pytestmark = pytest.mark.soak
FACE, LOGO = (icon_png(programme(agenda(colour=colour))) for colour in ("seagreen", "royalblue"))
AS_OF = "No connection: as of version 1, 2024-03-01 13:00"
LONG = 30
TOLD = "[...document.querySelectorAll('.told')].filter(one => !one.hidden).map(one => one.textContent).join('')"
KEPT = """(async () => {
  const found = [];
  for (const name of await caches.keys()) for (const asked of await (await caches.open(name)).keys())
    found.push(asked.url.split('/').pop() + ' ' + await (await caches.match(asked, {cacheName: name})).text());
  return found.sort(); })()"""
"""Name and content of each file that the browser keeps."""
RENEWED = """(async () => {
  const known = await navigator.serviceWorker.ready;
  await known.update().catch(() => known);
  const fresh = known.installing;
  return fresh ? new Promise(done => { fresh.onstatechange = () => done(fresh.state); }) : 'redundant'; })()"""
"""What became of the worker that the server has now, if it is another."""


class Server(ThreadingHTTPServer):
    """A server that answers while ``answers`` is set; one that ``fails`` says so."""

    answers = threading.Event()
    fails = False
    knows_no_heads = False


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word; browsers may take them from their own cache for an hour.

    It never says that a file is unchanged, as it knows times to a second only.
    """

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        del self.headers["If-Modified-Since"]
        assert isinstance(self.server, Server)
        self.server.answers.wait(LONG)
        if self.server.fails or (self.command == "HEAD" and self.server.knows_no_heads):
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE if self.server.fails else HTTPStatus.METHOD_NOT_ALLOWED)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_about: object) -> None:
        pass


class Site:
    """A web server for one folder, which can go away and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, 0
        self.up()

    def up(self) -> None:
        self._server = Server(("127.0.0.1", self._port), partial(Quiet, directory=str(self._folder)))
        self._port = self._server.server_port
        self._server.answers.set()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def fail(self) -> None:
        """Answer everybody that the server is ill."""
        self._server.fails = True

    def refuse_heads(self) -> None:
        """Answer only to those who ask for a file, as simple servers do."""
        self._server.knows_no_heads = True

    def stall(self) -> None:
        """Answer nobody, as in a hall with too many telephones."""
        self._server.answers.clear()

    def down(self) -> None:
        self._server.answers.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://localhost:{self._port}/"


@pytest.fixture
def publisher(tmp_path: Path, env: Environment) -> Iterator[Publisher]:
    pictures = {sha256(data).hexdigest(): data for data in (FACE, LOGO)}
    face, logo = pictures
    zelda = person("zelda", name="Zelda Quistgaard", bio="Sails alone.", photo=face)
    ships = talk("ships", "hall", "09:00-09:30", people=(speaker("zelda"),), description="Of ships.")
    plan = agenda(zelda, ships, talk("boats", "lab", "10:00-10:30"), logo=logo, profiles=ProfileChoice.PUBLISHED)
    world = replace(env, data_folder=tmp_path / "data")
    with closing(Workspace.create(tmp_path / "plan.estrad", plan, world, pictures)) as workspace:
        yield Publisher(workspace, tmp_path / "web")


@pytest.fixture
def site(publisher: Publisher) -> Iterator[Site]:
    publisher.publish("page-folder")
    made = Site(publisher.folder)
    yield made
    made.down()


def visited(browser: Browser, site: Site) -> Browser:
    """Open the page for the first time, until it is kept."""
    browser.open(site.address)
    browser.wait("navigator.serviceWorker.controller")
    return browser


def wait_for(browser: Browser, asked: str, true: str) -> None:
    """Wait until something is true of what a promise of the page has ``found``."""
    browser.wait(f"{asked}.then(found => {{ window.answer = {true}; }}) && window.answer")


def test_it_opens_without_a_network_after_one_visit_and_says_of_when_it_is(browser: Browser, site: Site) -> None:
    visited(browser, site)
    assert browser.read(TOLD) == ""
    site.down()
    for address in (site.address, f"{site.address}index.html", f"{site.address}#people"):
        browser.go(address)
        browser.reload()
        browser.wait(f"({TOLD}) === '{AS_OF}'")

        assert browser.read("document.querySelectorAll('.entry').length") == 2
        assert browser.read("[...document.images].map(one => one.naturalWidth)") == [512, 512]
    assert [one for one in browser.heard() if one.startswith("refused")] == []
    site.up()
    browser.reload()
    browser.wait(f"({TOLD}) === ''")


@pytest.mark.parametrize("happens", [Site.stall, Site.fail], ids=["no answer", "server ill"])
def test_it_opens_where_the_network_gives_no_page(
    browser: Browser, site: Site, happens: Callable[[Site], None]
) -> None:
    visited(browser, site)
    happens(site)
    browser.reload()
    browser.wait(f"({TOLD}) === '{AS_OF}'")

    assert browser.read("document.querySelectorAll('.entry').length") == 2


def test_a_server_that_tells_no_heads_is_a_connection(browser: Browser, site: Site) -> None:
    site.refuse_heads()
    visited(browser, site)
    browser.wait("performance.getEntriesByType('resource').some(one => one.initiatorType === 'fetch')")
    browser.read("new Promise(done => setTimeout(done))")

    assert browser.read(TOLD) == ""


def test_a_worker_that_is_there_before_its_page_keeps_no_other_page(
    browser: Browser, site: Site, publisher: Publisher
) -> None:
    """So it is while a folder is copied to a server."""
    visited(browser, site)
    names, old = browser.read("caches.keys()"), publisher.contents(["index.html"])["index.html"]
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.publish("page-folder")
    new = publisher.contents(["index.html"])["index.html"]
    (publisher.folder / "index.html").write_bytes(old)
    browser.reload()
    assert browser.read(RENEWED) == "redundant"
    assert browser.read("caches.keys()") == names

    (publisher.folder / "index.html").write_bytes(new)
    browser.reload()
    wait_for(browser, "caches.keys()", "found.length === 1 && found[0].endsWith(document.body.dataset.version)")
    assert browser.read("caches.keys()") != names


def test_a_new_version_is_seen_at_once_and_nothing_is_kept_of_the_one_before(
    browser: Browser, site: Site, publisher: Publisher
) -> None:
    visited(browser, site)
    before = browser.read(KEPT)
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.publish("page-folder")
    browser.reload()

    assert browser.read("document.querySelector('.mark').textContent").startswith("Moved in version 2")
    wait_for(browser, "caches.keys()", "found.length === 1 && found[0].endsWith(document.body.dataset.version)")
    after = browser.read(KEPT)
    assert [one.split()[0] for one in after] == [one.split()[0] for one in before]
    assert [one for one in after if "version 1" in one and "version 2" not in one] == []


def test_nothing_of_an_erased_person_is_kept_after_the_next_visit(
    browser: Browser, site: Site, publisher: Publisher, env: Environment
) -> None:
    visited(browser, site)
    assert any("Zelda Quistgaard" in one for one in browser.read(KEPT))
    eraser = Eraser(publisher.workspace, env, "zelda")
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))
    publisher.publish("page-folder")
    browser.reload()
    wait_for(browser, "caches.keys()", "found.length === 1 && found[0].endsWith(document.body.dataset.version)")

    kept = browser.read(KEPT)
    assert [one for one in kept if "Zelda" in one or "Sails" in one or sha256(FACE).hexdigest()[:12] in one] == []


@pytest.mark.parametrize("gone", [False, True], ids=["a page alone", "no page any more"])
def test_a_page_alone_or_none_takes_the_kept_one_away(
    browser: Browser, site: Site, publisher: Publisher, gone: bool
) -> None:
    visited(browser, site)
    browser.go(f"{site.address}index.html")
    publisher.publish("page")
    if gone:
        (publisher.folder / "index.html").unlink()
    browser.reload()
    wait_for(browser, "navigator.serviceWorker.getRegistrations()", "found.length === 0")
    wait_for(browser, "caches.keys()", "found.length === 0")
    site.down()
    with suppress(AssertionError):  # Chromium shows its own page, Firefox says that there is none
        browser.reload()

    assert browser.read("document.querySelectorAll('.entry').length") == 0
    site.up()


def test_it_is_valid(publisher: Publisher) -> None:
    publisher.publish("page-folder", "calendar-room")

    assert errors(publisher.folder / "index.html") == []


def test_it_opens_from_a_folder_on_a_disk_with_its_pictures(browser: Browser, publisher: Publisher) -> None:
    publisher.publish("page-folder")
    browser.open(publisher.folder / "index.html")
    browser.wait("[...document.images].every(one => one.complete)")  # they are loaded after the page

    assert browser.read("[...document.images].map(one => one.naturalWidth)") == [512, 512]
    assert [one for one in browser.heard() if one.startswith(("refused", "error", "warn"))] == []
