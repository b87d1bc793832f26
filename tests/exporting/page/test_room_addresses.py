"""Tests that a room keeps the address on the page under which it was published first."""

import json
from contextlib import closing
from dataclasses import replace

import pytest

from planner.commands.edit import edit
from planner.domain.entities import Room
from planner.domain.long_task import run_to_end
from planner.domain.text import EstradError, Text
from planner.eraser import Eraser
from planner.exporting.deliver import Delivery
from planner.exporting.file_names import RoomAddress, room_addresses
from planner.programme.programme import programme
from planner.publishing.publication import deliver_publication
from planner.workspace import Workspace
from tests.builders import agenda, person, room, talk
from tests.exporting.page.test_web_page import html
from tests.publishing.publisher import Publisher

HALL, LAB = room("hall", name="Sal Å"), room("lab", 1, name="Sal A")
PLAN = agenda(
    HALL, LAB, room("tent", 2), talk("bees", "hall", "09:00-09:45"), talk("wasps", "lab", "09:00-09:45"),
    person("zoe", name="Zoë Quistgaard"),
)  # fmt: skip


@pytest.fixture
def publisher(tmp_path, env):
    world = replace(env, data_folder=tmp_path / "data")
    with closing(Workspace.create(tmp_path / "plan.estrad", PLAN, world)) as workspace:
        yield Publisher(workspace, tmp_path / "web")


def rename(publisher, room_id, name):
    publisher.workspace.apply(edit(publisher.workspace.agenda, Room, room_id, name=name))


def on_page(publisher):
    """Return the rooms with their addresses as the page's script reads them."""
    found = html.document_fromstring((publisher.folder / "index.html").read_text("utf-8"))
    return json.loads(found.xpath("//script[@id='data']")[0].text)["rooms"]


def test_rooms_with_sessions_have_addresses_of_their_names_each_its_own():
    found = room_addresses(programme(PLAN), PLAN.rooms_in_order, {})

    assert found == (RoomAddress("hall", "Sal Å", "sal-a"), RoomAddress("lab", "Sal A", "sal-a-2"))


def test_a_name_without_latin_letters_has_an_address_too():
    plan = agenda(room("hall", name="大厅"), talk("bees", "hall", "09:00-09:45"))

    assert [one.address for one in room_addresses(programme(plan), plan.rooms_in_order, {})] == ["room"]


def test_no_room_gets_the_address_of_another_that_is_gone():
    found = room_addresses(programme(PLAN), PLAN.rooms_in_order, {"cellar": "sal-a"})

    assert [one.address for one in found] == ["sal-a-2", "sal-a-3"]


def test_a_room_that_is_called_otherwise_now_has_an_address_in_a_copy_of_an_earlier_version():
    (found,) = room_addresses(programme(agenda(talk("bees", "hall", "09:00-09:45"))), [HALL], {"hall": "sal-a"})

    assert found == RoomAddress("", "Hall", "hall")


def test_a_renamed_room_keeps_the_address_under_which_it_was_published(publisher):
    publisher.publish("page")
    rename(publisher, "hall", "Aula")
    publisher.publish("page")

    assert on_page(publisher) == [["Aula", "sal-a"], ["Sal A", "sal-a-2"]]
    assert publisher.workspace.releases.room_addresses() == {"hall": "sal-a", "lab": "sal-a-2"}


def test_only_a_page_keeps_addresses(publisher):
    publisher.publish("calendar", "markdown")

    assert publisher.workspace.releases.room_addresses() == {}


def test_a_page_that_did_not_go_out_keeps_none(publisher, monkeypatch):
    def fail(_delivery):
        raise EstradError(Text("no room on the disk"))
        yield

    made = publisher.prepared("page")
    monkeypatch.setattr(Delivery, "move_into_place", fail)
    with pytest.raises(EstradError, match="no room"):
        run_to_end(deliver_publication(publisher.workspace, made))

    assert publisher.workspace.releases.room_addresses() == {}


def test_an_address_with_the_name_of_somebody_who_is_erased_goes_and_others_stay(publisher, env):
    rename(publisher, "hall", "Zoë Quistgaards sal")
    publisher.publish("page")
    assert publisher.workspace.releases.room_addresses() == {"hall": "zoe-quistgaards-sal", "lab": "sal-a"}
    rename(publisher, "hall", "Aula")
    eraser = Eraser(publisher.workspace, env, "zoe")
    run_to_end(eraser.erase([mention.key for mention in eraser.mentions]))

    assert publisher.workspace.releases.room_addresses() == {"lab": "sal-a"}
    assert b"quistgaards-sal" not in publisher.workspace.path.read_bytes()
