"""Copied sessions come back within a conference, or into another one."""

import json
from datetime import timedelta
from itertools import count

import pytest

from planner.commands.clip import Clip, clip_from_bytes, clip_of, clip_to_bytes, paste
from planner.commands.deleting import delete_all
from planner.domain.agenda import Agenda
from planner.domain.details import Placement
from planner.domain.entities import Session
from planner.domain.errors import EstradError
from planner.domain.kinds import Kind, State
from planner.domain.span import clock
from tests.builders import DAY, agenda, conference, day, person, room, span, speaker, talk, track
from tests.every_field import BLUE, PICTURES, RED


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


def test_people_of_one_name_stay_two():
    cast = (person("a1", name="Anna Berg", organisation="X"), person("a2", name="Anna Berg", organisation="Y"))
    here = agenda(*cast, talk("one", "hall", "09:00-10:00", people=(speaker("a1"), speaker("a2"))))
    there = agenda(conference(id="other"), person("z", name="Anna Berg", organisation="Y"))
    made, (new,) = paste(there, clip_of(here, ["one"]), ids())
    after = there.after(made)
    found = [after.people[appearance.person] for appearance in after.sessions[new].people]
    assert [(p.id, p.organisation) for p in found] == [("new1", "X"), ("z", "Y")]


def test_rooms_whose_names_differ_by_case_are_not_taken_twice():
    here = agenda(room("r1", name="Hall"), room("r2", 1, name="hall"), talk("one", ("r1", "r2"), "09:00-10:00"))
    there = agenda(conference(id="other"), room("big", name="HALL"), room("lab", 1))
    at = Placement(span("12:00-13:00"), ("lab",))
    made, (new,) = paste(there, clip_of(here, ["one"]), ids(), at=at)
    assert where(there.after(made).sessions[new]) == "12:00 lab"


def test_the_whole_venue_stays_the_whole_venue_and_a_room_a_room():
    here = agenda(talk("talk", "lab", "09:00-09:30"), talk("pause", (), "10:00-10:30", kind=Kind.BREAK), talk("tray"))
    for name, at, expected in (
        ("pause", ("hall",), "12:00 everywhere"), ("talk", (), "12:00 lab"), ("talk", ("hall",), "12:00 hall"),
        ("tray", (), "12:00 hall"),
    ):  # fmt: skip
        made, (new,) = paste(here, clip_of(here, [name]), ids(), at=Placement(span("12:00-12:30"), at))
        assert where(here.after(made).sessions[new]) == expected


def test_a_track_that_is_not_there_comes_along_and_so_do_photos():
    here = agenda(
        person("ada", photo=RED), person("bo", photo=BLUE), track("ethics", colour="teal"),
        talk("one", people=(speaker("ada"), speaker("bo")), track="ethics"),
    )  # fmt: skip
    there = agenda(conference(id="other"), track("law"), person("b", name="Bo"))
    clip = clip_from_bytes(clip_to_bytes(clip_of(here, ["one"], PICTURES.get)))
    made, (new,) = paste(there, clip, ids())
    after = there.after(made)
    found = after.tracks[after.sessions[new].track or ""]
    assert (found.name, found.colour, found.position) == ("Ethics", "teal", 1)
    assert [after.people[a.person].photo for a in after.sessions[new].people] == [RED, None]
    assert clip.pictures_by_id() == PICTURES


def test_a_clip_of_an_older_estrad_had_everybody_confirmed_and_is_read_as_files_are():
    people = [
        {"person": "ada"}, {"person": "bo", "asked": "2024-02-01", "answered": "2024-02-14"},
        {"person": "cy", "role": "moderator", "state": "confirmed"}, {"person": "dee", "state": "invited"},
    ]  # fmt: skip
    session = {"id": "one", "number": 1, "title": "One", "people": people}
    old = json.dumps(
        {"format": 1, "conference": "c", "sessions": [session, {"id": "two", "number": 2, "title": "Two"}]}
    )

    first, second = clip_from_bytes(old.encode()).sessions

    assert [(a.person, a.state) for a in first.people] == [
        ("ada", State.NOT_ASKED), ("bo", State.CONFIRMED), ("cy", State.NOT_ASKED), ("dee", State.INVITED),
    ]  # fmt: skip
    assert second.people == ()


def test_a_yes_without_a_date_that_was_copied_today_stays_one():
    here = plan()
    assert clip_from_bytes(clip_to_bytes(clip_of(here, ["one"]))).sessions[0].people == (speaker("ada"),)
    assert json.loads(clip_to_bytes(clip_of(here, ["one"])))["format"] == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b'{"format": 3}', b'{"format": 1, "conference": "c", "sessions": [[]]}',
     b'{"format": 1, "conference": "c", "sessions": [{"id": "a", "number": 1, "title": "A", "people": [3]}]}',
     b'{"format": 1, "conference": 3, "sessions": []}',
     b'{"format": 1, "conference": "c", "sessions": [{"id": "a"}]}', b"[" * 100_000, b"\xff\xfe",
     b'{"format": 1, "conference": "c", "sessions": [], "pictures": ["not base64!"]}',
     clip_to_bytes(Clip("c", (talk("one"), talk("one"))))],
)  # fmt: skip
def test_anything_else_on_the_clipboard_is_refused(data: bytes):
    with pytest.raises(EstradError, match="clipboard"):
        clip_from_bytes(data)


def test_a_number_is_given_once_though_one_of_the_clip_is_there_and_one_is_not():
    home = plan()
    clip = clip_of(home, ("one", "waiting"))
    left = home.after(delete_all(home, Session, ("waiting",)))

    after = left.after(paste(left, clip, ids())[0])

    numbers = sorted(session.number for session in after.sessions.values())
    assert len(set(numbers)) == len(numbers) == 4


def test_sessions_of_two_days_come_as_many_days_apart_and_into_the_tray_where_there_is_no_such_day():
    following = DAY + timedelta(days=1)
    home = agenda(
        day(), day(following), talk("a", "hall", "10:00-10:30"), talk("b", "hall", "10:15-10:30", on=following)
    )
    clip = clip_of(home, ("a", "b"))

    first, new = paste(home, clip, ids(), at=Placement(span("12:00-12:05"), ("hall",)))
    later, others = paste(home, clip, ids(), at=Placement(span("12:00-12:05", following), ("hall",)))

    def spots(change, names):
        placed = [home.after(change).sessions[name].placement for name in names]
        return [(where.span.day, clock(where.span.start)) if where else "tray" for where in placed]

    assert spots(first, new) == [(DAY, "12:00"), (following, "12:15")]
    assert spots(later, others) == [(following, "12:00"), "tray"]
