"""Tests of copying and pasting, and of changing many things at once."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from re import findall
from typing import Any

import pytest

from planner.commands.clipboard import (
    CARRIED,
    Clip,
    Deleted,
    clip_from_bytes,
    clip_to_bytes,
    count_private_losses,
    make_clip,
    paste,
)
from planner.commands.deleting import DELETE, delete_entities
from planner.commands.edit import edit, in_one_step
from planner.commands.people import add_person, delete_person
from planner.commands.sessions import add_appearance, carry_over_session, duplicate_sessions
from planner.domain.agenda import Agenda, Change, session_names
from planner.domain.block import Block
from planner.domain.entities import (
    ENTITY_TYPES,
    Conference,
    Cover,
    Day,
    Entity,
    Partner,
    Person,
    Room,
    Session,
    Template,
    Track,
    Venue,
)
from planner.domain.span import format_clock
from planner.domain.text import EstradError, Text
from planner.domain.value_objects import Appearance, ExtraField, Kind, Placement, Role, State, Status
from tests.builders import DAY, agenda, block, conference, day, moderator, person, room, span, speaker, talk, track
from tests.every_field import BLUE, PICTURES, RED, SUBJECT, changeable, full_agenda, subject
from tests.shared_data import ROOT


def ids():
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def plan() -> Agenda:
    return agenda(
        person("ada", email="ada@example.org"), track("ethics"),
        talk("one", "hall", "09:00-09:30", people=(speaker("ada"),), track="ethics", origin="x/1", pinned=True),
        talk("two", "lab", "09:40-10:00"), talk("waiting"),
    )  # fmt: skip


def before(past: Agenda) -> Deleted:
    """Return a lookup of people and sessions by id as they were in that snapshot."""
    return lambda ids: {t.id: t for t in past.entities() if t.id in ids and isinstance(t, Person | Session)}


def where(session: Session) -> str:
    if session.placement is None:
        return "tray"
    return f"{format_clock(session.placement.span.start)} {','.join(session.placement.rooms) or 'everywhere'}"


def pasted(here: Agenda, clip: Clip, at: Placement | None = None, past: Agenda | None = None) -> list[Session]:
    """Return the sessions of a clip as they are after pasting it."""
    made, new = paste(here, clip, ids(), at=at, deleted=before(past or here))
    return [here.after(made).sessions[name] for name in new]


def test_a_clip_survives_the_clipboard_and_copies_are_new_sessions_in_the_tray():
    clip = make_clip(plan(), ["two", "one", "waiting"])
    data = clip_to_bytes(clip)
    assert (clip_from_bytes(data), json.loads(data)["format"]) == (clip, 2)
    assert [session.id for session in clip.sessions] == ["one", "two", "waiting"]
    first, second, _third = pasted(plan(), clip_from_bytes(data))
    assert (first.id, second.id) == ("new1", "new2")
    assert (first.title, first.number, first.track, first.people) == ("One", 4, "ethics", (speaker("ada"),))
    assert (where(first), first.origin, first.pinned) == ("tray", "", False)


BREAK = agenda(talk("talk", "lab", "09:00-09:30"), talk("pause", (), "10:00-10:30", kind=Kind.BREAK), talk("tray"))
CASES = agenda(room("r1", name="Hall"), room("r2", 1, name="hall"), talk("one", ("r1", "r2"), "09:00-10:00"))


@pytest.mark.parametrize(
    ("here", "names", "at", "there", "expected"),
    [
        pytest.param(plan(), ["one", "two", "waiting"], ("lab",), plan(), ["13:00 hall", "13:40 lab", "tray"],
                     id="several keep their distance and their rooms"),
        pytest.param(plan(), ["one"], ("lab",), plan(), ["13:00 lab"], id="one comes into the room it is put into"),
        pytest.param(BREAK, ["pause"], ("hall",), BREAK, ["13:00 everywhere"], id="the whole venue stays it"),
        pytest.param(BREAK, ["talk"], (), BREAK, ["13:00 lab"], id="a room a room"),
        pytest.param(BREAK, ["talk"], ("hall",), BREAK, ["13:00 hall"], id="or the one that is asked for"),
        pytest.param(BREAK, ["tray"], (), BREAK, ["13:00 hall"], id="from the tray into the first room"),
        pytest.param(CASES, ["one"], ("lab",), agenda(conference(id="o"), room("big", name="HALL"), room("lab", 1)),
                     ["13:00 lab"], id="rooms whose names differ by case are not taken twice"),
    ],
)  # fmt: skip
def test_where_copies_stand(here: Agenda, names: list[str], at: tuple[str, ...], there: Agenda, expected: list[str]):
    assert list(map(where, pasted(there, make_clip(here, names), Placement(span("13:00-13:30"), at)))) == expected


def test_what_was_cut_is_pasted_as_itself_so_that_attendees_see_it_moved():
    here = plan()
    without = here.after(delete_entities(here, Session, ("one",)))
    (again,) = pasted(without, make_clip(here, ["one"]), Placement(span("13:00-13:30"), ("hall",)), here)
    assert (again.id, again.number, again.origin, where(again)) == ("one", 1, "x/1", "13:00 hall")


def test_into_another_conference_rooms_and_tracks_are_found_by_name_and_people_come_along():
    there = agenda(
        conference(id="other"), room("big", name="HALL"), track("moral", name="Ethics"), person("bo"), talk("there")
    )
    made, new = paste(there, make_clip(plan(), ["one", "two"]), ids(), at=Placement(span("13:00-13:30"), ("big",)))
    after = there.after(made)
    first, second = (after.sessions[name] for name in new)
    assert after.people[first.people[0].person] == person("new1", name="Ada")
    assert (where(first), first.track, first.number) == ("13:00 big", "moral", 2)
    assert (where(second), second.number) == ("13:40 big", 3)


def test_people_of_one_name_stay_two_and_nobody_is_made_twice():
    cast = (person("a1", name="Anna Berg", organisation="X"), person("a2", name="Anna Berg", organisation="Y"))
    here = agenda(
        *cast, person("ada"), talk("one", people=(speaker("a1"), speaker("a2"), speaker("ada"))),
    )  # fmt: skip
    there = agenda(conference(id="other"), person("z", name="Anna Berg", organisation="Y"), person("a", name="ADA"))
    made, (new,) = paste(there, make_clip(here, ["one"]), ids())
    after = there.after(made)
    assert after.sessions[new].people == (Appearance("new1"), Appearance("z"), Appearance("a"))
    assert (after.people["new1"].organisation, len(after.people)) == ("X", 3)


def test_a_track_that_is_not_there_comes_along_and_so_do_photos():
    here = agenda(
        person("ada", photo=RED), person("bo", photo=BLUE), track("ethics", colour="teal"),
        talk("one", people=(speaker("ada"), speaker("bo")), track="ethics"),
    )  # fmt: skip
    there = agenda(conference(id="other"), track("law"), person("b", name="Bo"))
    clip = clip_from_bytes(clip_to_bytes(make_clip(here, ["one"], PICTURES.get)))
    made, (new,) = paste(there, clip, ids())
    after = there.after(made)
    found = after.tracks[after.sessions[new].track or ""]
    assert (found.name, found.colour, found.position) == ("Ethics", "teal", 1)
    assert [after.people[a.person].photo for a in after.sessions[new].people] == [RED, None]
    assert clip.pictures_by_id() == PICTURES


def test_of_a_clip_of_an_older_estrad_no_answer_is_read():
    people = [
        {"person": "ada"}, {"person": "bo", "asked": "2024-02-01", "answered": "2024-02-14"},
        {"person": "cy", "role": "moderator", "state": "confirmed"}, {"person": "dee", "state": "declined"},
    ]  # fmt: skip
    sessions = [
        {"id": "one", "number": 1, "title": "One", "people": people},
        {"id": "two", "number": 2, "title": "Two"},
    ]
    old = clip_from_bytes(json.dumps({"format": 1, "conference": "c", "sessions": sessions}).encode())

    assert [session.people for session in old.sessions] == [
        (Appearance("ada"), Appearance("bo"), Appearance("cy", Role.MODERATOR)), (),
    ]  # fmt: skip


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
    left = plan().after(delete_entities(plan(), Session, ("waiting",)))
    made, _new = paste(left, make_clip(plan(), ("one", "waiting")), ids())

    assert len({session.number for session in left.after(made).sessions.values()}) == 4


def test_sessions_of_two_days_come_as_many_days_apart_and_into_the_tray_where_there_is_no_such_day():
    following = DAY + timedelta(days=1)
    home = agenda(
        day(), day(following), talk("a", "hall", "10:00-10:30"), talk("b", "hall", "10:15-10:30", on=following)
    )

    for on, expected in (DAY, [(DAY, "12:00"), (following, "12:15")]), (following, [(following, "12:00"), None]):
        made = pasted(home, make_clip(home, ("a", "b")), Placement(span("12:00-12:05", on), ("hall",)))
        assert [s.placement and (s.placement.span.day, format_clock(s.placement.span.start)) for s in made] == expected


def test_a_block_is_pasted_with_its_sessions_and_here_with_its_chairs() -> None:
    here = agenda(
        person("ada"), block("morning", "hall", "08:50-10:00", chairs=(moderator("ada"),)),
        talk("one", "hall", "09:00-09:30", block="morning"), talk("two", "hall", "09:30-10:00"),
    )  # fmt: skip
    clip = clip_from_bytes(clip_to_bytes(make_clip(here, [], block_ids=["morning"])))
    at = Placement(span("13:00-13:30"), ("hall",))
    after, away = (p.after(paste(p, clip, ids(), at=at)[0]) for p in (here, agenda(conference(id="other"))))

    for plan in (after, away):
        new = plan.blocks["new1"]
        assert [(s.title, where(s)) for s in plan.member_sessions("new1")] == [("One", "13:10 hall")]
        assert (new.title, new.placement) == ("Morning", Placement(span("13:00-14:10"), ("hall",)))
    assert (after.blocks["new1"].chairs, away.blocks["new1"].chairs) == ((moderator("ada"),), ())


def test_a_session_pasted_into_the_free_time_of_a_block_joins_it_and_in_the_tray_it_is_in_none() -> None:
    here = agenda(block("morning", "hall", "09:00-10:00"), talk("one", "hall", "09:00-09:30", block="morning"))
    free, tray = Placement(span("09:30-10:00"), ("hall",)), None

    assert [s.block for at in (free, tray) for s in pasted(here, make_clip(here, ["one"]), at)] == ["morning", None]


# the contents of the clipboard, and pasting into another conference ----------------------------------------

WHY: dict[type, dict[str, str]] = {
    Session: {
        "note": "internal", "introduction": "for the moderator only", "cues": "for the stage only", "extra": "internal",
        "statements": "internal", "pinned": "a copy is not pinned",
        "origin": "an import's key", "import_marks": "an import's memory",
    },
    Person: {
        "email": "internal", "phone": "internal", "note": "internal", "pronunciation": "for the moderator only",
        "availability": "of one year",
        "brings": "internal", "needs": "internal", "travel": "of one year",
        "lodging": "of one year", "fee": "of one year", "expenses": "of one year", "diet": "internal",
        "earlier": "internal", "extra": "internal", "origin": "an import's key", "import_marks": "an import's memory",
        **dict.fromkeys(("state", "asked", "answered"), "an answer"),
    },
    Room: dict.fromkeys(
        ("seats", "position", "arrangement", "equipment", "floor", "colour", "closed", "column", "note", "origin",
         "import_marks"),
        "a room is found by its name",
    ),
    Track: {"origin": "an import's key", "import_marks": "an import's memory"},
    Block: {
        "chairs": "asked anew elsewhere", "origin": "an import's key", "import_marks": "an import's memory",
    },
}  # fmt: skip
"""The fields that are not put on the clipboard, each with its reason."""


@pytest.mark.parametrize("kind", [Session, Person, Room, Track, Block])
def test_of_every_field_it_is_decided_whether_it_lies_on_the_clipboard(kind: type[Entity]):
    assert sorted((*CARRIED[kind], *WHY[kind])) == sorted(("id", *changeable(kind)))


@pytest.mark.parametrize(("kind", "table"), [(Session, "sessions"), (Person, "people")])
def test_what_the_page_about_the_file_calls_private_does_not(kind: type[Entity], table: str):
    page = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
    rows = page.split(f"### `{table}`")[1].split("###")[0].splitlines()
    private = {name for row in rows if "**private**" in row for name in findall("`([a-z_]+)`", row.split("|")[1])}

    assert (bool(private), private & set(CARRIED[kind])) == (True, set())


def test_no_private_word_lies_on_the_clipboard():
    here = full_agenda()
    kept = [getattr(subject(kind, here), name) for kind in (Session, Person) for name in WHY[kind] if name != "pinned"]

    text = clip_to_bytes(make_clip(here, [SUBJECT], PICTURES.get)).decode()

    words = [word for value in kept for word in words_of(value)]
    assert len(words) > 20
    read = {*subject(Session, here).equipment, subject(Session, here).language}
    assert [word for word in words if f'"{word}"' in text and word not in read] == []
    assert subject(Room, here).note not in text


def words_of(value: Any) -> list[str]:
    """Return the texts in a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [word for item in value for word in words_of(item)]
    return [value.value] if isinstance(value, ExtraField) else []


def crowd() -> Agenda:
    """Return a conference with a panel of four people: one confirmed, one invited, one declined, one in reserve."""
    seats = (
        Appearance("yes", Role.PANELLIST, State.CONFIRMED, answered=DAY),
        Appearance("asked", Role.PANELLIST, State.INVITED),
        Appearance("no", Role.PANELLIST, State.DECLINED), Appearance("spare", Role.RESERVE),
    )  # fmt: skip
    cast = [person(a.person, note=f"{a.person} is difficult", phone="+46 8") for a in seats]
    return agenda(*cast, talk("one", people=seats, note="Secret", status=Status.CONFIRMED, kind=Kind.PANEL))


def test_elsewhere_nothing_is_said_of_answers_and_nobody_comes_who_is_not_named():
    there = agenda(conference(id="other"), person("her", name="Yes", phone="1"))
    clip = clip_from_bytes(clip_to_bytes(make_clip(crowd(), ["one"])))

    made, (new,) = paste(there, clip, ids())

    after = there.after(made)
    assert after.sessions[new].people == (Appearance("her", Role.PANELLIST), Appearance("new1", Role.PANELLIST))
    assert after.people == {**there.people, "new1": person("new1", name="Asked")}
    assert (after.sessions[new].note, after.sessions[new].status, clip.unnamed) == ("", Status.DRAFT, 1)
    assert str(made.label) == "Paste 1 session · 1 new person: Asked"


def differ(one: Session, other: Session) -> set[str]:
    """Return the fields in which two sessions differ."""
    return {name for name in changeable(Session) if getattr(one, name) != getattr(other, name)}


def test_elsewhere_it_is_what_a_new_edition_has_of_it():
    here = full_agenda()
    (found,) = pasted(agenda(conference(id="other")), make_clip(here, [SUBJECT]))

    assert differ(found, carry_over_session(subject(Session, here))) == set(
        ["number", "track", "note", "introduction", "cues", "extra"]
    )


@pytest.mark.parametrize("cut", [False, True])
def test_at_home_everything_stays(cut: bool):
    here = full_agenda()
    clip = clip_from_bytes(clip_to_bytes(make_clip(here, [SUBJECT])))
    now = here.after(delete_entities(here, Session, (SUBJECT,))) if cut else here
    made, (new,) = paste(now, clip, ids(), deleted=before(here))
    after = now.after(made)

    fields = {"placement", "block", "pinned", *(() if cut else ("number", "origin", "import_marks"))}
    assert (differ(after.sessions[new], subject(Session, here)), after.people) == (fields, here.people)


def test_what_was_changed_since_it_was_copied_is_as_it_was_copied_but_for_what_is_private():
    here = agenda(talk("one", note="Old"))
    now = here.after(edit(here, Session, "one", title="Two", note="New"))

    assert [(found.title, found.note) for found in pasted(now, make_clip(here, ["one"]))] == [("One", "New")]


def test_somebody_who_was_deleted_since_comes_back_as_they_were_but_as_a_new_person_or_without_what_is_private():
    here = crowd()
    here = here.after(edit(here, Person, "no", origin="x/2"))
    clip = make_clip(here, ["one"])
    gone = here.after(delete_entities(here, Session, ("one",)))
    less = gone.after(delete_entities(gone, Person, ("no",)))

    made, (new,) = paste(less, clip, ids(), deleted=before(here))
    bare, (other,) = paste(gone, clip, ids())

    after, found = less.after(made), gone.after(bare).sessions[other]
    assert [a.person for a in after.sessions[new].people] == ["yes", "asked", "new1", "spare"]
    assert after.people["new1"] == replace(here.people["no"], id="new1", origin="")
    assert (found.note, [a.person for a in found.people]) == ("", ["yes", "asked"])
    assert count_private_losses(gone, clip, lambda ids: {}) == 1
    assert count_private_losses(gone, clip, before(here)) == count_private_losses(here, clip, before(here)) == 0


def test_what_an_older_estrad_put_on_the_clipboard_is_left_there():
    old = Clip("other", (talk("one", people=(speaker("ada"), Appearance("bo", Role.RESERVE)), note="Secret"),),
               people=(person("ada", phone="+46 8"), person("bo")))  # fmt: skip

    clip = clip_from_bytes(clip_to_bytes(old))

    assert (clip.sessions[0].note, clip.sessions[0].people, clip.people[0].phone) == ("", (Appearance("ada"),), "")


# many at once ---------------------------------------------------------------------------------------------


NEXT = DAY.replace(day=26)
PLAN = agenda(
    day(), day(NEXT), room("hall"), room("lab", 1), room("attic", 2), track("law"), track("art"),
    person("ada"), person("bo"), person("cy"), Partner(id="one", name="One"), Partner(id="two", name="Two"),
    Template(id="coffee", title="Coffee", track="law"), Template(id="tea", title="Tea"),
    talk("a", "hall", "09:00-10:00", people=(speaker("ada"), moderator("bo")), track="law"),
    talk("b", ("hall", "lab"), "10:00-11:00", people=(speaker("bo"),), track="art"),
    talk("c", "lab", "09:00-10:00", on=NEXT),
    Cover(id="morning", person="ada", day=DAY, start=540, end=720, room="hall"),
    Cover(id="all day", person="bo", day=NEXT),
)  # fmt: skip
LABEL = Text("Several things")


def test_each_command_sees_what_the_ones_before_it_left_and_all_are_one_step() -> None:
    dan = partial(add_person, person_id="dan", name="Dan")
    change = in_one_step(PLAN, LABEL, [dan, partial(add_appearance, holder_id="c", appearance=speaker("dan"))])

    assert (change.label, session_names(PLAN.after(change), PLAN.after(change).sessions["c"])) == (LABEL, ("Dan",))
    assert PLAN.after(change).after(change.inverse()) == PLAN
    gone = in_one_step(PLAN, LABEL, [partial(delete_person, person_id=who) for who in PLAN.people])
    assert (PLAN.after(gone).people, PLAN.after(gone).after(gone.inverse())) == ({}, PLAN)
    assert in_one_step(PLAN, LABEL, []) == in_one_step(PLAN, LABEL, [dan, partial(delete_person, person_id="dan")])


def test_a_thing_touched_twice_is_one_edit_from_first_to_last_or_none() -> None:
    def twice(session: str, **fields: str) -> Change:
        steps = (("a", {"title": "New"}), (session, fields))
        return in_one_step(PLAN, LABEL, [lambda plan, s=s, f=f: edit(plan, Session, s, **f) for s, f in steps])

    assert [(edit.before, edit.after) for edit in twice("a", note="Late").edits] == [
        (PLAN.sessions["a"], replace(PLAN.sessions["a"], title="New", note="Late"))
    ]
    assert twice("a", title="A") == Change(LABEL)
    with pytest.raises(EstradError, match="needs a name"):
        twice("b", title=" ")


# deleting ------------------------------------------------------------------------------------------------


def test_all_but_the_conference_its_venue_and_the_last_day_can_be_deleted() -> None:
    assert set(ENTITY_TYPES) - set(DELETE) == {Conference, Venue}
    with pytest.raises(EstradError, match="at least one day"):
        delete_entities(PLAN, Day, list(PLAN.days))


@pytest.mark.parametrize(
    ("kind", "ids", "label"),
    [
        (Session, ["a"], "Delete “A”"),
        (Session, ["a", "b"], "Delete 2 sessions"),
        (Person, ["cy"], "Delete Cy"),
        (Person, ["ada"], "Delete Ada, who was in 1 session, and 1 shift of a moderator"),
        (
            Person,
            ["ada", "bo"],
            "Delete 2 people, with effect on 2 sessions, and 2 shifts of moderators",
        ),
        (Room, ["attic"], "Delete room “Attic”"),
        (Room, ["hall"], "Delete room “Hall” with 2 sessions in it, and 1 shift of a moderator"),
        (Room, ["lab", "attic"], "Delete 2 rooms, with effect on 2 sessions"),
        (Track, ["law"], "Delete track “Law”, which had 1 session"),
        (Track, ["law", "art"], "Delete 2 tracks, with effect on 2 sessions"),
        (Day, [NEXT.isoformat()], "Delete day 2024-04-26 with 1 session on it, and 1 shift of a moderator"),
        (Partner, ["one"], "Delete One"),
        (Partner, ["one", "two"], "Delete 2 organisations"),
        (Cover, ["morning"], "Let Ada not moderate"),
        (Cover, ["morning", "all day"], "Delete 2 shifts"),
        (Template, ["coffee"], "Delete the template “Coffee”"),
        (Template, ["coffee", "tea"], "Delete 2 templates"),
    ],
)  # fmt: skip
def test_the_label_says_what_goes_along(kind: type[Person], ids: list[str], label: str) -> None:
    change = delete_entities(PLAN, kind, ids)
    after = PLAN.after(change)

    assert (str(change.label), after.after(change.inverse())) == (label, PLAN)
    assert [after.find(kind, eid) for eid in ids] == [None] * len(ids)


def test_what_is_deleted_leaves_nothing_that_points_to_it() -> None:
    without_people = PLAN.after(delete_entities(PLAN, Person, ["ada", "bo"]))
    without_rooms = PLAN.after(delete_entities(PLAN, Room, ["hall", "attic"]))

    assert (without_people.covers, [s.people for s in without_people.sessions_in_order]) == ({}, [()] * 3)
    assert [s.placement and s.placement.rooms for s in without_rooms.sessions_in_order] == [None, ("lab",), ("lab",)]
    assert list(without_rooms.covers) == ["all day"]


# copies --------------------------------------------------------------------------------------------------


def test_copies_of_several_sessions_are_one_step_with_numbers_of_their_own() -> None:
    change = duplicate_sessions(PLAN, {"a": "a2", "b": "b2"})
    made = [PLAN.after(change).sessions[name] for name in ("a2", "b2")]

    assert [(s.title, s.number, s.placement) for s in made] == [("A", 4, None), ("B", 5, None)]
    assert [str(found.label) for found in (change, duplicate_sessions(PLAN, {"a": "a2"}))] == [
        "Duplicate 2 sessions", "Duplicate “A”",
    ]  # fmt: skip
