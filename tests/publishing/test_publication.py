"""Tests of a publishing: one version of all that is ticked, in one folder, of which each file is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from planner.commands.edit import LONGEST_TEXT, edit
from planner.commands.people import add_person
from planner.commands.sessions import add_appearance, remove_appearance
from planner.commands.timeline import place, set_cancelled, shift
from planner.commands.venue import add_day
from planner.domain.entities import Conference, Person
from planner.domain.long_task import LongTask, run_to_end
from planner.domain.published_files import CALENDAR, FileState, unfinished_files
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance, ProfileChoice, Role
from planner.exporting.deliver import Delivery
from planner.product_types import CalendarProduct, FormatProduct, Product, PublishSource
from planner.products import PUBLISHED
from planner.publishing.publication import PublishRequest, deliver_publication, outline_publishing
from planner.workspace import Environment, Workspace
from tests.builders import DAY, agenda, person, room, speaker, talk
from tests.publishing.publisher import Publisher

NEXT = DAY + timedelta(1)
STEM = "the-conference-2024"
EVERYTHING = [product.name for product in PUBLISHED if product.name != "changes"]


@pytest.fixture
def publisher(tmp_path: Path, env: Environment) -> Iterator[Publisher]:
    plan = agenda(
        talk("keynote", "hall", "09:00-09:30", people=(speaker("ada"),)), talk("panel", "lab", "10:00-10:30"),
        person("ada"), room("hall"), room("lab", 1), room("cellar", 2),
    )  # fmt: skip
    workspace = Workspace.create(tmp_path / "plan.estrad", plan, env)
    yield Publisher(workspace, tmp_path / "web")
    workspace.close()


def apply_shift(publisher: Publisher) -> None:
    publisher.workspace.apply(shift(publisher.workspace.agenda, "keynote", 5))


def put(publisher: Publisher, session: str, room_id: str) -> None:
    publisher.workspace.apply(place(publisher.workspace.agenda, session, DAY, 600, [room_id]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms(FormatProduct):
    """A product for tests, with a file for each room in which something is."""

    name: str = "rooms"
    title: str = "Rooms"
    suffixes: tuple[str, ...] = (".txt",)

    def files(self, source: PublishSource) -> LongTask[Mapping[str, bytes]]:
        yield from ()
        rooms = {room for item in source.release.programme.items for room in item.rooms}
        if "Cellar" in rooms:
            raise EstradError(Text("There is no light in the cellar."))
        return {f"{room}.txt": room.encode() for room in rooms}


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """Return that product, among all that is published."""
    product = Rooms()
    monkeypatch.setattr("planner.products.PUBLISHED", (*PUBLISHED, product))
    return product


def test_all_products_go_out_in_one_version_with_names_that_stay(publisher: Publisher) -> None:
    first = publisher.publish(*EVERYTHING)
    apply_shift(publisher)
    second = publisher.publish(*EVERYTHING)

    assert set(first.values()) == {"new"}
    assert set(first) == set(second) == set(publisher.names)
    assert {file.version for file in publisher.workspace.releases.published() if file.state is FileState.OUT} == {2}
    assert publisher.workspace.releases.last.number == 2


def test_a_calendar_that_did_not_change_keeps_its_bytes_and_all_else_says_the_new_version(
    publisher: Publisher,
) -> None:
    publisher.publish("calendar", "calendar-room", "schedule-xml")
    apply_shift(publisher)

    assert publisher.publish("calendar", "calendar-room", "schedule-xml") == {
        f"{STEM}.ics": "replaced", f"{STEM}-hall.ics": "replaced", f"{STEM}-lab.ics": "unchanged",
        "schedule.xml": "replaced",
    }  # fmt: skip


def test_the_calendar_is_one_of_the_products_and_can_be_left_out(publisher: Publisher) -> None:
    assert publisher.publish("schedule-xml", "programme") == {"schedule.xml": "new", f"{STEM}.pdf": "new"}

    assert (publisher.workspace.releases.last.number, publisher.workspace.releases.ledger().entries) == (1, {})
    assert publisher.publish("calendar") == {f"{STEM}.ics": "new"}
    assert publisher.workspace.releases.last.number == 1


def test_what_cannot_be_made_lets_nothing_out_and_the_rest_can_go(publisher: Publisher, rooms: Rooms) -> None:
    put(publisher, "panel", "cellar")

    made = publisher.prepared("calendar", rooms)

    assert [(product.name, str(fault)) for product, fault in made.faults] == [
        ("rooms", "There is no light in the cellar.")
    ]
    assert (publisher.names, publisher.workspace.releases.all()) == ([], [])
    assert made.makeable_request.names == ["calendar"]
    assert publisher.publish(*made.makeable_request.names) == {f"{STEM}.ics": "new"}


def test_what_a_product_no_longer_holds_is_removed_and_what_is_not_ticked_stays_and_is_named(
    publisher: Publisher, rooms: Rooms
) -> None:
    run_to_end(deliver_publication(publisher.workspace, publisher.prepared(rooms, "schedule-xml")))
    assert publisher.names == ["Hall.txt", "Lab.txt", "schedule.xml"]
    put(publisher, "panel", "hall")

    made = publisher.prepared(rooms)
    done = run_to_end(deliver_publication(publisher.workspace, made))

    assert [(file.name, file.version) for file in made.kept] == [("schedule.xml", 1)]
    assert publisher.told(done) == {"Hall.txt": "unchanged", "Lab.txt": "removed"}
    assert publisher.names == ["Hall.txt", "schedule.xml"]


def test_ticks_are_kept_in_the_file_and_are_no_step_of_undo(publisher: Publisher) -> None:
    releases = publisher.workspace.releases
    apply_shift(publisher)
    releases.set_ticked_products(["calendar", "programme"])
    publisher.workspace.undo()

    assert releases.ticked_products() == ("calendar", "programme")
    releases.set_ticked_products([])
    assert releases.ticked_products() == ()


def test_a_publishing_that_was_cut_short_is_ended_by_the_next(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch, rooms: Rooms
) -> None:
    run_to_end(deliver_publication(publisher.workspace, publisher.prepared(rooms, "calendar")))
    apply_shift(publisher)
    put(publisher, "panel", "hall")

    def cut(delivery: Delivery) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "move_into_place", cut)
        with pytest.raises(KeyboardInterrupt):
            run_to_end(deliver_publication(publisher.workspace, publisher.prepared(rooms, "calendar")))

    owed = unfinished_files(publisher.workspace.releases.published())
    assert f"{STEM}.ics" in [file.name for file in owed if file.state is FileState.OWED]
    assert [file.name for file in owed if file.state is FileState.LEAVING] == ["Lab.txt"]
    made = publisher.prepared(rooms, "calendar")
    assert made.in_the_way == ()
    run_to_end(deliver_publication(publisher.workspace, made))
    assert unfinished_files(publisher.workspace.releases.published()) == ()
    assert publisher.names == ["Hall.txt", f"{STEM}.ics"]


def folder_with(publisher: Publisher, name: str, content: bytes) -> None:
    publisher.folder.mkdir(exist_ok=True)
    (publisher.folder / name).write_bytes(content)


def in_the_way(publisher: Publisher, *products: str) -> list[str]:
    return [str(notice) for _path, notice in publisher.prepared(*products).in_the_way]


@pytest.mark.parametrize(
    "product",
    [product for product in PUBLISHED if product.name in ("programme", "others", "schedule-xml", "schedule-json")],
    ids=lambda product: product.name,
)
def test_a_file_there_is_known_as_ours_an_older_one_a_copys_another_conferences_or_strange(
    publisher: Publisher, env: Environment, tmp_path: Path, product: Product
) -> None:
    ((name, _became),) = publisher.publish(product.name).items()
    first = publisher.contents([name])[name]
    said = lambda: in_the_way(publisher, product.name)  # noqa: E731
    assert said() == []
    apply_shift(publisher)
    publisher.publish(product.name)

    folder_with(publisher, name, first)
    assert said() == [f"“{name}” is this file as it was published earlier, not as it was published last."]
    folder_with(publisher, name, _of_a_copy(publisher, env, tmp_path, product.name))
    assert said() == [f"“{name}” was published by another copy of this conference, or later than this file knows."]
    folder_with(publisher, name, _of_another(env, tmp_path, product.name))
    assert said() == [f"“{name}” is of another conference."]
    folder_with(publisher, name, b"<html>")
    assert said() == [f"“{name}” was not made by Estrad, or cannot be read."]


def _of_a_copy(publisher: Publisher, env: Environment, tmp_path: Path, product: str) -> bytes:
    publisher.workspace.save_copy(tmp_path / "copy.estrad")
    with closing(Workspace.open(tmp_path / "copy.estrad", env)) as copy:
        other = Publisher(copy, tmp_path / "elsewhere")
        put(other, "panel", "cellar")
        ((name, _became),) = other.publish(product).items()
        return other.contents([name])[name]


def _of_another(env: Environment, tmp_path: Path, product: str) -> bytes:
    plan = agenda(talk("one", "hall", "09:00-09:30"), id="another")
    with closing(Workspace.create(tmp_path / "another.estrad", plan, env)) as workspace:
        other = Publisher(workspace, tmp_path / "of another")
        ((name, _became),) = other.publish(product).items()
        return other.contents([name])[name]


def test_what_lies_there_with_the_bytes_that_it_gets_is_in_nobodys_way(publisher: Publisher) -> None:
    made = publisher.prepared("markdown")
    ((path, content),) = made.shipment.files.items()
    folder_with(publisher, path.name, content)

    assert in_the_way(publisher, "markdown") == []


def test_only_calendars_are_called_so() -> None:
    """Their files are not looked after by the folder, but by the ledger."""
    assert [one.name for one in PUBLISHED if one.name.startswith(CALENDAR) != isinstance(one, CalendarProduct)] == []


def test_a_product_of_several_files_says_so(publisher: Publisher) -> None:
    publisher.workspace.apply(add_day(publisher.workspace.agenda, "second", when=NEXT))
    publisher.workspace.apply(place(publisher.workspace.agenda, "panel", NEXT, 600, ["lab"]))

    made = publisher.prepared(*EVERYTHING)
    files = Counter(made.shipment.products.values())

    assert [one.name for one in PUBLISHED if files[one.name] > 1 and not one.several] == []
    assert files["calendar-day"] == 2


def test_what_changed_is_told_since_the_version_before_also_without_the_calendar(publisher: Publisher) -> None:
    publisher.publish("calendar", "changes")
    apply_shift(publisher)
    publisher.publish("changes")
    put(publisher, "panel", "cellar")
    publisher.publish("changes")

    assert publisher.contents([f"{STEM}-changes.txt"])[f"{STEM}-changes.txt"].decode().splitlines() == [
        "The Conference, version 3, 2024-03-01", "", "Other room: “Panel”, from Lab to Cellar",
    ]  # fmt: skip


def test_a_speaker_who_is_exchanged_for_a_namesake_is_another_one_on_the_page(publisher: Publisher) -> None:
    workspace = publisher.workspace
    workspace.apply(edit(workspace.agenda, Conference, "conference", profiles=ProfileChoice.PUBLISHED))
    workspace.apply(edit(workspace.agenda, Person, "ada", bio="The first."))
    workspace.apply(add_person(workspace.agenda, "other", name="Ada", bio="The second."))
    publisher.publish("calendar")
    for act in (
        lambda now: remove_appearance(now, "keynote", "ada", Role.SPEAKER),
        lambda now: add_appearance(now, "keynote", Appearance("other", Role.SPEAKER)),
        lambda now: add_appearance(now, "panel", Appearance("ada", Role.SPEAKER)),
    ):
        workspace.apply(act(workspace.agenda))

    shown = workspace.programme()

    assert {item.id: [one.person for one in item.credits] for item in shown.items} == {
        "keynote": ["other"], "panel": ["ada"],
    }  # fmt: skip


def test_the_version_that_cancels_a_session_says_so_on_paper(publisher: Publisher) -> None:
    publisher.publish("calendar", "programme")
    publisher.workspace.apply(set_cancelled(publisher.workspace.agenda, "panel"))
    publisher.publish("calendar", "programme")

    assert b"Panel" in (publisher.folder / f"{STEM}.pdf").read_bytes()
    assert publisher.publish("calendar", "programme")[f"{STEM}.pdf"] == "unchanged"


def test_a_note_that_no_file_can_hold_is_refused_before_anything_goes_out(publisher: Publisher) -> None:
    request = PublishRequest((), note="x" * (LONGEST_TEXT + 1))

    with pytest.raises(EstradError, match="too long as note"):
        run_to_end(outline_publishing(publisher.workspace, request, publisher.folder))
