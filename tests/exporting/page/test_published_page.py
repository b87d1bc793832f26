"""Tests of the page as it is published: with the versions before it, with pictures, and after somebody was erased."""

from contextlib import closing
from dataclasses import replace
from hashlib import sha256

import pytest

from planner.commands.timeline import set_cancelled, shift
from planner.domain.long_task import run_to_end
from planner.domain.value_objects import ProfileChoice
from planner.eraser import Eraser
from planner.products import PUBLISHED
from planner.publishing.publication import deliver_publication
from planner.workspace import Workspace
from tests.builders import agenda, person, speaker, talk
from tests.exporting.page.test_web_page import PNG, lines
from tests.exporting.page.test_web_page import html as parsed
from tests.publishing.publisher import Publisher

FACE = sha256(PNG).hexdigest()


@pytest.fixture
def publisher(tmp_path, env):
    zelda = person("zelda", name="Zelda Quistgaard", bio="Sails alone.", photo=FACE)
    sessions = (talk("ships", "hall", "09:00-09:30", people=(speaker("zelda"),)), talk("boats", "lab", "10:00-10:30"))
    world = replace(env, data_folder=tmp_path / "data")
    plan = agenda(zelda, *sessions, profiles=ProfileChoice.PUBLISHED)
    with closing(Workspace.create(tmp_path / "plan.estrad", plan, world, {FACE: PNG})) as workspace:
        yield Publisher(workspace, tmp_path / "web")


def page(publisher):
    return parsed.document_fromstring((publisher.folder / "index.html").read_text("utf-8"))


def test_the_page_tells_what_became_of_the_version_before(publisher):
    publisher.publish("page")
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.workspace.apply(set_cancelled(publisher.workspace.agenda, "boats"))
    assert publisher.publish("page") == {"index.html": "replaced", "the-conference-2024.ics": "replaced"}

    assert lines(page(publisher), "//p[contains(@class, 'mark')]") == [
        "Moved in version 2, 2024-03-01. Before: 09:00–09:30, Hall"]  # fmt: skip
    assert lines(page(publisher), "//ul[@class='off']/li") == [
        "Boats Called off in version 2, 2024-03-01. Before: 10:00–10:30, Lab"]  # fmt: skip


def test_what_was_before_the_first_public_version_is_in_no_page(publisher, clock):
    publisher.publish("page", "calendar")
    clock.forward(days=1)
    publisher.workspace.apply(set_cancelled(publisher.workspace.agenda, "boats"))
    run_to_end(deliver_publication(publisher.workspace, publisher.prepared("page", "calendar", first=True)))
    first = page(publisher)
    clock.forward(days=1)
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.publish("page", "calendar")

    assert lines(first, "//section[@class='changes']|//ul[@class='off']") == []
    assert "Boats" not in page(publisher).text_content()
    assert lines(page(publisher), "//section[@class='changes']//h3") == ["Version 3, 2024-03-03 13:00"]


def test_the_page_has_the_pictures_that_it_names(publisher):
    publisher.publish("page")

    assert page(publisher).xpath("//section[@class='people']//img/@src") == ["data:image/png;base64,iVBORw0KGgo="]


def test_nothing_of_an_erased_person_is_in_the_next_page_nor_in_its_list_of_changes(publisher, env):
    publisher.publish("page")
    publisher.workspace.apply(shift(publisher.workspace.agenda, "ships", 5))
    publisher.publish("page")
    eraser = Eraser(publisher.workspace, env, "zelda")
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))
    publisher.publish("page")

    text = (publisher.folder / "index.html").read_text("utf-8")
    assert [trace for trace in ("Zelda", "Quistgaard", "Sails", "base64,iVBOR") if trace in text] == []


def test_the_page_is_a_product_that_is_published():
    assert [product.name for product in PUBLISHED if ".html" in product.suffixes] == ["page", "page-folder"]
