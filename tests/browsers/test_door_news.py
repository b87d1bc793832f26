"""Tests of a door on the web: it shows newer pages, keeps the one it has where there are none, and asks nobody else."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from planner.commands.edit import edit
from planner.commands.people import add_person
from planner.commands.timeline import shift
from planner.domain.entities import Session
from planner.domain.long_task import run_to_end
from planner.eraser import Eraser
from planner.workspace import Environment, Workspace
from tests.browsers.reader import Reader
from tests.browsers.test_door import door, foot
from tests.browsers.test_page_folder import AS_OF, Site, site, wait_for
from tests.builders import agenda, talk
from tests.publishing.publisher import Publisher

__all__ = ["site"]
pytestmark = pytest.mark.soak
FOOT = "document.querySelector('.door footer p').innerText"
MOVED = "document.querySelector('.moved')?.innerText.startsWith('Moved in version 2')"
KEPT = "Version 1, 2024-03-01 13:00. All times are those of the venue: Europe/Stockholm."


@pytest.fixture
def publisher(tmp_path: Path, env: Environment) -> Iterator[Publisher]:
    plan = agenda(talk("ships", "hall", "09:00-09:30"), talk("boats", "lab", "10:00-10:30"))
    world = replace(env, data_folder=tmp_path / "data")
    with closing(Workspace.create(tmp_path / "plan.estrad", plan, world)) as workspace:
        yield Publisher(workspace, tmp_path / "web")


def opened(reader: Reader, site: Site) -> None:
    """Open a door at ten past nine, until it has asked for a newer page."""
    reader.open(f"{site.address}#room=hall", at="2024-04-25T09:10+02:00")
    reader.browser.wait("navigator.serviceWorker.controller && performance.getEntriesByType('resource').length > 1")
    reader.browser.wait(f"{FOOT}.trim() === '{KEPT}'")


def test_it_shows_a_newer_page_and_so_does_the_page_when_it_is_left(
    reader: Reader, site: Site, publisher: Publisher
) -> None:
    opened(reader, site)
    assert door(reader)[4] == "Until 09:30 20 min left"
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.publish("page-folder")

    reader.come_back(at="2024-04-25T09:14+02:00")

    reader.browser.wait(f"{FOOT}.startsWith('Version 2')")
    assert door(reader)[4] == "Until 09:35 21 min left"
    assert [one for one in reader.browser.heard() if not one.startswith("request: http://localhost")] == []

    reader.press("Close")
    with suppress(AssertionError):  # the page may be loaded anew while it is waited for
        reader.browser.wait(MOVED)
    reader.browser.wait(MOVED)
    assert reader.sessions() == ["Ships", "Boats"]


def test_what_the_browser_keeps_is_renewed_with_it(reader: Reader, site: Site, publisher: Publisher) -> None:
    opened(reader, site)
    (before,) = reader.browser.read("caches.keys()")
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.publish("page-folder")

    reader.come_back(at="2024-04-25T09:14+02:00")

    wait_for(reader.browser, "caches.keys()", f"found.length === 1 && found[0] !== '{before}'")


def test_without_a_network_it_keeps_its_page_and_says_since_when(reader: Reader, site: Site) -> None:
    opened(reader, site)
    site.down()

    reader.come_back(at="2024-04-25T09:15+02:00")
    reader.browser.wait(f"{FOOT} === '{KEPT} Not updated since 09:10.'")
    assert door(reader)[3:5] == ["Ships", "Until 09:30 15 min left"]

    site.up()
    reader.come_back(at="2024-04-25T09:19+02:00")
    reader.browser.wait(f"{FOOT}.trim() === '{KEPT}'")


def test_of_another_day_it_says_the_date_too(reader: Reader, site: Site) -> None:
    opened(reader, site)
    site.down()

    reader.come_back(at="2024-04-26T08:00+02:00")

    assert foot(reader).endswith("Not updated since 2024-04-25 09:10.")
    site.up()


def test_a_kept_page_that_was_opened_without_a_network_says_of_which_version_it_is(reader: Reader, site: Site) -> None:
    opened(reader, site)
    site.down()
    reader.browser.reload()

    reader.come_back(at="2024-04-25T09:12+02:00")

    reader.browser.wait(f"{FOOT} === '{KEPT} {AS_OF}'")
    assert door(reader)[3] == "Ships"
    site.up()


def test_what_is_no_page_of_a_programme_is_not_shown(reader: Reader, site: Site, publisher: Publisher) -> None:
    """So it is where a network asks everybody to log in first."""
    opened(reader, site)
    (publisher.folder / "index.html").write_text("<meta name='generator' content='Hotel'><h1>Log in</h1>", "utf-8")
    answers = "performance.getEntriesByType('resource').length"
    before = reader.browser.read(answers)

    reader.come_back(at="2024-04-25T09:15+02:00")
    reader.browser.wait(f"{answers} >= {before + 2}")
    reader.come_back(at="2024-04-25T09:16+02:00")

    assert foot(reader) == f"{KEPT} Not updated since 09:10."
    assert door(reader)[3] == "Ships"


def test_it_forgets_an_erased_person_though_the_version_stays_the_same(
    reader: Reader, site: Site, publisher: Publisher, env: Environment
) -> None:
    publisher.workspace.apply(add_person(publisher.workspace.agenda, "zelda", name="Zelda Quistgaard"))
    publisher.workspace.apply(edit(publisher.workspace.agenda, Session, "ships", title="Zelda Quistgaard sails"))
    publisher.publish("page-folder")
    reader.open(f"{site.address}#room=hall", at="2024-04-25T09:10+02:00")
    reader.browser.wait(f"{FOOT}.trim().startsWith('Version 2') && performance.getEntriesByType('resource').length > 1")
    eraser = Eraser(publisher.workspace, env, "zelda")
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))
    publisher.publish("page-folder")

    reader.come_back(at="2024-04-25T09:15+02:00")

    reader.browser.wait("!document.querySelector('.door').innerText.includes('Zelda')")
    assert foot(reader).startswith("Version 2")
    assert door(reader)[3] == "[name erased] sails"


def test_a_page_alone_asks_for_nothing_on_the_web_either(reader: Reader, site: Site, publisher: Publisher) -> None:
    publisher.publish("page")
    reader.open(f"{site.address}#room=hall", at="2024-04-25T09:10+02:00")

    reader.come_back(at="2024-04-25T09:20+02:00")

    assert reader.browser.heard() == []
    assert foot(reader).endswith("This copy does not update itself.")
