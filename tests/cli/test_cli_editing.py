"""Tests of `set`, `add`, `remove` and `edition`: every field of every entity by the checks of the forms."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from planner.cli.fields import field_names
from planner.cli.lookup import THINGS
from planner.domain.block import Block
from planner.domain.entities import Day, Person, Room, Session, Track
from planner.domain.languages import LANGUAGES
from planner.workspace import Workspace
from tests.builders import fixed_environment

CONTRACT = Path(__file__).parent.parent.parent / "docs" / "cli.md"


def listed(estrad, plan, kind):
    return estrad("list", plan, kind, "--json").json


def test_a_session_is_retitled_moved_and_given_people_in_one_step(estrad, plan):
    words = ("title", "Opening talk", "start", "10.15", "room", "Lab, hall", "minutes", "45", "speaker", "Bo, Ada")

    assert estrad("set", plan, "session", "1", *words) == (0, "Done: Change “A talk”\n", "")
    found = listed(estrad, plan, "sessions")[0]
    assert (found["title"], found["start"], found["minutes"], found["rooms"], found["track"]) == (
        "Opening talk", "2024-04-25T10:15", 45, ["Hall", "Lab"], "Safety",
    )  # fmt: skip
    assert [(p["name"], p["role"], p["state"]) for p in found["people"]] == [
        ("Ada", "speaker", "confirmed"), ("Bo", "moderator", "confirmed"), ("Bo", "speaker", "not_asked"),
    ]  # fmt: skip
    estrad("set", plan, "session", "1", "speaker", "", "answers", "declined", "day", "tray")
    found = listed(estrad, plan, "sessions")[0]
    assert [(p["name"], p["role"], p["state"]) for p in found["people"]] == [("Bo", "moderator", "declined")]
    assert found["start"] is None
    estrad("undo", plan)
    estrad("undo", plan)
    assert listed(estrad, plan, "sessions")[0]["title"] == "A talk"


@pytest.mark.parametrize(("typed", "minutes"), [("10", 10), ("1:30", 90), ("0", 0), ("", 0), ("5 min", 5)])
def test_a_session_is_given_minutes_to_set_up(estrad, plan, typed, minutes):
    estrad("set", plan, "session", "1", "setup", "7")

    assert estrad("set", plan, "session", "1", "setup", typed).err == ""
    assert listed(estrad, plan, "sessions")[0]["setup"] == minutes


def test_a_person_has_an_answer_of_their_own_which_a_session_begins_with(estrad, plan):
    estrad("add", plan, "person", "Cy", "state", "invited", "asked", "2 January")

    assert estrad("set", plan, "person", "Cy", "state", "confirmed").out == "Done: Change the reply of Cy\n"
    estrad("set", plan, "session", "3", "speaker", "Cy")
    (cy,) = [one for one in listed(estrad, plan, "people") if one["name"] == "Cy"]
    (there,) = listed(estrad, plan, "sessions")[2]["people"]
    said = {"state": "confirmed", "asked": "2024-01-02", "answered": "2024-03-01"}
    assert ({name: cy[name] for name in said}, there) == (said, {"name": "Cy", "role": "speaker", **said})
    estrad("set", plan, "person", "Cy", "state", "declined", "answered", "2 February")
    (cy,) = [one for one in listed(estrad, plan, "people") if one["name"] == "Cy"]
    assert (cy["state"], cy["answered"], listed(estrad, plan, "sessions")[2]["people"]) == (
        "declined", "2024-02-02", [there],
    )  # fmt: skip
    refused = estrad("set", plan, "person", "Cy", "state", "perhaps").err
    assert refused.startswith("“perhaps” is not possible here. Choose one of: not_asked, invited, ")


def test_the_tray_needs_a_start_and_a_room_unless_all_meet(estrad, plan):
    assert estrad("set", plan, "session", "3", "minutes", "20").code == 0
    assert estrad("set", plan, "session", "3", "start", "14:00").code == 0
    estrad("set", plan, "session", "1", "day", "tray")

    assert estrad("set", plan, "session", "1", "start", "9").err == (
        "“A talk” is not placed and has no time. Say a start and a room.\n"
    )
    assert listed(estrad, plan, "sessions")[2]["end"] == "2024-04-25T14:20"


def test_a_name_is_found_however_its_letters_are_composed(estrad, tmp_path):
    two_signs, one_sign = "Cafe\u0301", "Caf\u00e9"
    estrad("new", "new.estrad", "--title", "T", "--date", "2024-04-25", "--room", two_signs)
    estrad("add", "new.estrad", "track", one_sign)
    estrad("add", "new.estrad", "person", one_sign)
    estrad("add", "new.estrad", "organisation", one_sign)
    estrad("add", "new.estrad", "session", one_sign)

    for name in (one_sign, two_signs):
        for call in (
            ("set", "new.estrad", "room", name, "seats", "40"),
            ("set", "new.estrad", "person", name, "email", "a@b.se"),
            ("set", "new.estrad", "organisation", name, "website", "example.org"),
            ("set", "new.estrad", "session", name, "track", name, "speaker", name),
            ("place", "new.estrad", name, "--day", "2024-04-25", "--start", "09:00", "--room", name),
            ("set", "new.estrad", "session", name, "room", name.upper()),
            ("export", "new.estrad", "d.ics", "--draft", "--track", name),
            ("print", "new.estrad", "r.pdf", "--sheet", "runsheet", "--room", name),
        ):  # fmt: skip
            assert (estrad(*call).code, call) == (0, call)
    (session,) = estrad("list", "new.estrad", "sessions", "--json").json
    assert (session["rooms"], session["track"], session["people"][0]["name"]) == ([one_sign], one_sign, one_sign)


def test_hours_may_end_in_the_night(estrad, plan):
    estrad("add", plan, "shift", "Bo", "start", "20", "end", "1")
    estrad("set", plan, "day", "2024-04-25", "opens", "18", "closes", "02:00")

    assert [(one["start"], one["end"]) for one in listed(estrad, plan, "conference")["covers"]] == [
        ("2024-04-25T20:00", "2024-04-26T01:00")
    ]
    assert [(one["opens"], one["closes"]) for one in listed(estrad, plan, "days")] == [("18:00", "26:00")]


def test_a_start_alone_that_is_not_before_the_end_keeps_the_length_as_in_the_forms(estrad, plan):
    added = estrad("add", plan, "shift", "Bo", "start", "9", "end", "12", "--json").json["id"]

    estrad("set", plan, "shift", added, "start", "13")
    estrad("set", plan, "day", "2024-04-25", "opens", "20", "title", "Late")

    (shift,), (day,) = listed(estrad, plan, "conference")["covers"], listed(estrad, plan, "days")
    assert (shift["start"], shift["end"]) == ("2024-04-25T13:00", "2024-04-25T16:00")
    assert (day["opens"], day["closes"], day["title"]) == ("20:00", "30:00", "Late")


def test_things_are_added_with_fields_and_removed(estrad, plan, tmp_path):
    (tmp_path / "face.jpg").write_bytes(b"a face")

    new = estrad("add", plan, "person", "Cy", "email", "cy@example.org", "photo", "face.jpg", "--json").json
    estrad("add", plan, "session", "Pause", "kind", "break", "number", "9")
    estrad("add", plan, "room", "Attic", "seats", "12", "position", "1")
    estrad("add", plan, "organisation", "Sponsor", "role", "partner", "website", "https://example.org")
    estrad("add", plan, "template", "Coffee", "kind", "break")
    estrad("add", plan, "track", "Tools", "colour", "teal")
    estrad("add", plan, "track", "Wood", "colour", "crimson")
    estrad("add", plan, "track", "Next")
    estrad("add", plan, "day", "26 April")

    assert listed(estrad, plan, "people")[2]["id"] == new["id"]
    assert len(listed(estrad, plan, "people")[2]["photo"]) == 64
    assert [(s["number"], s["minutes"]) for s in listed(estrad, plan, "sessions")][-1] == (9, 15)
    assert [room["name"] for room in listed(estrad, plan, "rooms")] == ["Attic", "Hall", "Lab"]
    colours = [track["colour"] for track in listed(estrad, plan, "tracks")]  # crimson is an older name of the brown
    assert colours == ["royalblue", "teal", "saddlebrown", "darkorange"]
    for thing, name in (
        ("person", "Cy"), ("session", "9"), ("room", "Attic"), ("organisation", "Sponsor"), ("template", "Coffee"),
        ("track", "Tools"), ("track", "Wood"), ("track", "Next"), ("day", "2024-04-26"),
    ):  # fmt: skip
        assert estrad("remove", plan, thing, name).code == 0, thing
    assert [len(listed(estrad, plan, kind)) for kind in ("people", "sessions", "rooms", "tracks", "days")] == [
        2, 3, 2, 1, 1,
    ]  # fmt: skip


def test_a_session_that_is_taken_off_the_timeline_gets_its_length(estrad, plan):
    estrad("set", plan, "session", "1", "day", "Tray", "minutes", "50")

    found = listed(estrad, plan, "sessions")[0]
    assert (found["start"], found["minutes"]) == (None, 50)


def test_a_session_is_moved_before_it_is_pinned(estrad, plan):
    assert estrad("set", plan, "session", "1", "pinned", "yes", "start", "10:00").code == 0

    found = listed(estrad, plan, "sessions")[0]
    assert (found["start"], found["pinned"]) == ("2024-04-25T10:00", True)


def test_a_person_gets_a_second_shift_but_none_twice(estrad, plan):
    part = ("start", "9:00", "end", "12:00", "room", "Hall")

    assert [estrad("add", plan, "shift", "Bo").code, estrad("add", plan, "shift", "Bo", *part).code] == [0, 0]
    assert estrad("add", plan, "shift", "Bo", *part, "state", "invited") == (
        2, "", "Bo has that shift already. Choose another time or person.\n",
    )  # fmt: skip
    assert [(c["start"], c["room"]) for c in listed(estrad, plan, "conference")["covers"]] == [
        ("2024-04-25T08:00", None), ("2024-04-25T09:00", "Hall"),
    ]  # fmt: skip


def test_a_shift_is_named_by_its_person(estrad, plan):
    estrad("add", plan, "shift", "Bo")

    assert estrad("set", plan, "shift", "Bo", "state", "invited").code == 0
    assert listed(estrad, plan, "conference")["covers"][0]["state"] == "invited"
    assert estrad("remove", plan, "shift", "Bo").code == 0
    assert estrad("remove", plan, "shift", "Bo").err == "There is no shift “Bo”.\n"


def test_a_block_is_added_filled_moved_with_its_sessions_and_removed(estrad, plan):
    words = ("day", "2024-04-25", "start", "9:00", "room", "Hall", "minutes", "90", "sessions", "1", "chair", "Bo")
    assert estrad("add", plan, "block", "Morning", *words).code == 0
    (block,) = listed(estrad, plan, "blocks")
    assert (block["start"], block["end"], block["rooms"], block["sessions"], block["chairs"][0]["name"]) == (
        "2024-04-25T09:00", "2024-04-25T10:30", ["Hall"], [1], "Bo",
    )  # fmt: skip

    estrad(
        "set", plan, "block", "Morning", "start", "10:00", "room", "lab", "answers", "confirmed", "place", "Upstairs"
    )
    (block,), session = listed(estrad, plan, "blocks"), listed(estrad, plan, "sessions")[0]
    assert (session["start"], session["rooms"], session["block"]) == ("2024-04-25T10:00", ["Lab"], "Morning")
    assert (block["chairs"][0]["state"], block["place"]) == ("confirmed", "Upstairs")
    labels = [estrad("set", plan, "block", "Morning", *typed).out for typed in (("minutes", "80"), ("place", "Foyer"))]
    assert labels == ["Done: Resize block “Morning”\n", "Done: Change time and room of “Morning”\n"]
    estrad("set", plan, "block", "Morning", "day", "tray", "minutes", "120")
    assert [(one["day"], one["minutes"]) for one in listed(estrad, plan, "blocks")] == [(None, 120)]
    assert estrad("set", plan, "session", "1", "block", "").code == 0
    assert listed(estrad, plan, "blocks")[0]["sessions"] == []
    assert estrad("remove", plan, "block", "Morning").code == 0
    assert estrad("set", plan, "session", "1", "block", "Morning").err == "There is no block “Morning”.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("block", "Late", "start", "9"), "“Late” is not placed and has no time. Say a start and a room."),
        (("block", "Late", "day", "tray", "room", "Hall"), "What is not placed has no time, room or place. Leave out"),
        (("session", "1", "room", " "), "A session is either in some rooms or in all of them. Write rooms with"),
        (("session", "1", "day", ""), "There is no date yet."),
        (("session", "1", "day", "tray", "start", "9"), "What is not placed has no time, room or place. Leave"),
        (("session", "1", "title", "A", "title", "B"), "“title” is said twice. Say each field once."),
        (("session", "1", "number", "0"), "“0” is no number from 1. Type a whole number from 1."),
        (("room", "Hall", "seats", "9" * 12), "“999999999999” is no number from 1. Type a whole number from 1."),
        (("room", "Hall", "seats", "many"), "“many” is no number from 1. Type a whole number from 1."),
        (("room", "Hall", "seats", "0"), "“0” is no number from 1. Type a whole number from 1."),
        (("room", "Hall", "position", "0"), "“0” is no number from 1. Type a whole number from 1."),
        (("session", "1", "colour", "red"), "There is no field “colour” of a session. Choose one of: number, title,"),
        (("session", "1", "title", " "), "It needs a name. Type at least one letter."),
        (("session", "1", "kind", "quiz"), "“quiz” is not possible here. Choose one of: talk, keynote,"),
        (("session", "1", "title"), "Fields and values come in pairs. Write FIELD VALUE,"),
        (("session", "1"), "Fields and values come in pairs."),
        (("session", "1", "speaker", "Nobody"), "There is nobody called “Nobody”."),
        (("session", "1", "pinned", "perhaps"), "“perhaps” is neither yes nor no. Write yes or no."),
        (("session", "2", "moderator", "Ada"), "“Lunch” takes no moderator."),
        (("person", "Ada", "links", "none"), "“none” cannot be “links”. Type an address such as https://example.org,"),
        (("venue", "latitude", "59"), "That value is not possible: latitude and longitude go together."),
        (("venue", "latitude", "north"), "“north” cannot be “latitude”. Type a number of degrees, such as 59.3293."),
        (("conference", "language", "xx"), f"“xx” is not possible here. Choose one of: {', '.join(LANGUAGES)}."),
        (("conference", "timezone", "Mars"), "There is no time zone “Mars”."),
        (("template", "Tea", "title", "T"), "There is no template “Tea”."),
        (("planet", "x", "title", "T"), "There is no kind of thing “planet”. Choose one of: session, person,"),
    ],
)
def test_what_cannot_be_set_changes_nothing_and_says_what_can(estrad, plan, words, said):
    estrad("add", plan, "block", "Late")
    before = plan.read_bytes()

    found = estrad("set", plan, *words)

    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(said)
    assert plan.read_bytes() == before


def test_the_next_edition_has_its_pictures_and_what_is_kept(estrad, plan, tmp_path):
    (tmp_path / "face.jpg").write_bytes(b"a face")
    estrad("set", plan, "person", "Ada", "photo", "face.jpg")

    assert estrad("edition", plan, "next.estrad", "--date", "2025-04-24", "--keep", "all", "--json").json == {
        "file": "next.estrad", "title": "The Conference",
    }  # fmt: skip
    assert [day["date"] for day in listed(estrad, "next.estrad", "days")] == ["2025-04-24"]
    assert [(s["title"], s["start"]) for s in listed(estrad, "next.estrad", "sessions")] == [
        ("A talk", None), ("Lunch", "2025-04-24T12:00"), ("Waiting", None),
    ]  # fmt: skip
    photo = listed(estrad, "next.estrad", "people")[0]["photo"]
    with_photo = Workspace.open(tmp_path / "next.estrad", fixed_environment())
    assert with_photo.pictures.read(photo) == b"square a face"
    with_photo.close()
    assert estrad("edition", plan, "next.estrad", "--date", "2025-04-24").code == 2


def test_how_much_of_the_abstracts_is_printed_is_set_by_the_words_of_the_json(estrad, plan):
    assert estrad("set", plan, "conference", "abstracts", "short").code == 0
    assert '"abstracts": "short"' in estrad("list", plan, "conference", "--json").out
    refused = estrad("set", plan, "conference", "abstracts", "some")
    assert (refused.code, "whole, short, none" in refused.err) == (2, True)


def test_every_field_can_be_set_and_stands_in_the_contract():
    said = set(re.findall(r"[a-z_]+", CONTRACT.read_text()))

    for kind in THINGS.values():
        assert {field.name for field in fields(kind)} - set(field_names(kind)) <= {
            "id", "import_marks", "imported", "people", "chairs", "placement",
        }  # fmt: skip
    assert {name for kind in (Session, Block, Person, Room, Track, Day) for name in field_names(kind)} <= said


@pytest.mark.parametrize(
    ("thing", "field", "typed"),
    [
        (("conference",), "calendar_address", "javascript:alert(1)"), (("conference",), "contact", "not an address"),
        (("conference",), "website", "yes"), (("conference",), "programme_page", "http://exa mple"),
        (("conference",), "registration_page", "[]"), (("conference",), "logo_address", "999999999999"),
        (("venue",), "map_link", "yes"), (("organisation", "Sponsor"), "website", "[]"),
        (("session", "1"), "website", "http://exa mple"), (("session", "1"), "stream", "javascript:alert(1)"),
        (("session", "1"), "links", "javascript:alert(1) A link"), (("session", "1"), "language", "-1"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_work_is_refused(estrad, plan, thing, field, typed) -> None:
    estrad("add", plan, "organisation", "Sponsor")
    before = plan.read_bytes()

    answer = estrad("set", plan, *thing, field, typed)

    assert (answer.code, answer.out, plan.read_bytes() == before) == (2, "", True)
    assert answer.err.startswith(f"“{typed}” ")
    assert estrad("set", plan, *thing, field, "").code == 0
