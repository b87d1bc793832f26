"""Copied sessions come back within a conference, or into another one."""

from itertools import count

import pytest

from planner.commands.clip import clip_from_bytes, clip_of, clip_to_bytes, paste
from planner.commands.deleting import delete_all
from planner.domain.agenda import Agenda
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from planner.domain.span import clock
from tests.builders import agenda, conference, person, room, span, speaker, talk, track


def ids():
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def plan() -> Agenda:
    return agenda(
        person("ada", email="ada@example.org"), track("ethics"),
        talk("one", "hall", "09:00-09:30", people=(speaker("ada"),), track="ethics", origin="x/1", pinned=True),
        talk("two", "lab", "09:40-10:00"), talk("waiting"),
    )  # fmt: skip


def where(session: Session) -> str:
    if session.placement is None:
        return "tray"
    return f"{clock(session.placement.span.start)} {','.join(session.placement.rooms) or 'everywhere'}"


def test_a_clip_survives_the_clipboard():
    clip = clip_of(plan(), ["two", "one", "waiting"])
    assert clip_from_bytes(clip_to_bytes(clip)) == clip
    assert [session.id for session in clip.sessions] == ["one", "two", "waiting"]


def test_copies_are_new_sessions_in_the_tray():
    here = plan()
    made, pasted = paste(here, clip_of(here, ["one", "two"]), ids())
    after = here.after(made)
    assert pasted == ("new1", "new2")
    first = after.sessions["new1"]
    assert (first.title, first.number, first.track, first.people) == ("One", 4, "ethics", (speaker("ada"),))
    assert (where(first), first.origin, first.pinned) == ("tray", "", False)


def test_copies_put_somewhere_keep_their_distance_and_their_rooms():
    here = plan()
    made, pasted = paste(
        here, clip_of(here, ["one", "two", "waiting"]), ids(), at=Placement(span("13:00-13:30"), ("lab",))
    )
    after = here.after(made)
    assert [where(after.sessions[name]) for name in pasted] == ["13:00 hall", "13:40 lab", "tray"]


def test_a_single_copy_comes_into_the_room_it_is_put_into():
    here = plan()
    made, pasted = paste(here, clip_of(here, ["one"]), ids(), at=Placement(span("13:00-13:30"), ("lab",)))
    assert [where(here.after(made).sessions[name]) for name in pasted] == ["13:00 lab"]


def test_what_was_cut_is_pasted_as_itself_so_that_attendees_see_it_moved():
    here = plan()
    clip = clip_of(here, ["one"])
    without = here.after(delete_all(here, Session, ("one",)))
    made, pasted = paste(without, clip, ids(), at=Placement(span("13:00-13:30"), ("hall",)))
    assert pasted == ("one",)
    again = without.after(made).sessions["one"]
    assert (again.number, again.origin, where(again)) == (1, "x/1", "13:00 hall")


def test_into_another_conference_rooms_and_tracks_are_found_by_name_and_people_come_along():
    here = plan()
    there = agenda(
        conference(id="other"), room("big", name="HALL"), track("moral", name="Ethics"), person("bo"), talk("there")
    )
    made, pasted = paste(there, clip_of(here, ["one", "two"]), ids(), at=Placement(span("13:00-13:30"), ("big",)))
    after = there.after(made)
    first, second = (after.sessions[name] for name in pasted)
    ada = after.people[first.people[0].person]
    assert (ada.name, ada.email, ada.id) == ("Ada", "ada@example.org", "new1")
    assert (where(first), first.track, first.number, second.number) == ("13:00 big", "moral", 2, 3)
    assert where(second) == "13:40 big"


def test_a_person_of_that_name_is_not_made_twice():
    here = plan()
    there = agenda(conference(id="other"), person("a", name="ADA"))
    made, pasted = paste(there, clip_of(here, ["one"]), ids())
    assert there.after(made).sessions[pasted[0]].people == (speaker("a"),)


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b'{"format": 2}', b'{"format": 1, "conference": 3, "sessions": []}',
     b'{"format": 1, "conference": "c", "sessions": [{"id": "a"}]}', b"[" * 100_000, b"\xff\xfe"],
)  # fmt: skip
def test_anything_else_on_the_clipboard_is_refused(data: bytes):
    with pytest.raises(EstradError, match="clipboard"):
        clip_from_bytes(data)
