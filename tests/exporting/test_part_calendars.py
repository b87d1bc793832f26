"""Calendars of rooms, people, moderators and tracks: what was sent in one stays in it, with its present place."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from planner.commands.edit import edit
from planner.commands.people import delete_person
from planner.commands.sessions import add_session, delete_session, remove_appearance
from planner.commands.timeline import place
from planner.commands.venue import delete_room
from planner.domain.details import Placement
from planner.domain.entities import Room
from planner.domain.errors import EstradError
from planner.domain.kinds import Role
from planner.exporting.ics import to_ics
from planner.programme.parts import About, Part, person_part, room_part
from planner.programme.release import SentPart
from planner.programme.sent_parts import offered
from planner.workspace import Workspace
from tests.builders import DAY, agenda, person, span, speaker, talk


@pytest.fixture
def planned(tmp_path: Path, edge):
    """A talk in the hall and one in the lab."""
    whole = agenda(
        talk("talk", "hall", "09:00-09:30", people=(speaker("ada"),)),
        talk("other", "lab", "09:00-09:30"),
        person("ada"),
    )
    workspace = Workspace.create(tmp_path / "plan.estrad", whole, edge)
    yield workspace
    workspace.close()


def send(workspace: Workspace, *parts: Part, into: Path) -> dict[str, Calendar]:
    """Send these parts at once; what icalendar reads in each by key."""
    words, paths = workspace.wording, {part.key: into / f"{part.key.replace(':', '-')}.ics" for part in parts}
    workspace.send(
        lambda sent: {paths[part.key]: to_ics(sent.release.programme, sent.ledger, words, part=part) for part in parts},
        parts=parts,
    )
    return {key: Calendar.from_ical(path.read_bytes()) for key, path in paths.items()}


def rooms(workspace: Workspace) -> list[Part]:
    return [room_part(workspace.agenda, workspace.programme(), room) for room in workspace.agenda.rooms_in_order]


def lines(calendar: Calendar) -> list[tuple[str, str, int, str]]:
    return [(str(e["SUMMARY"]), str(e["LOCATION"]), e["SEQUENCE"], str(e["STATUS"])) for e in calendar.walk("VEVENT")]


def test_a_session_that_changes_room_and_is_deleted(planned, tmp_path):
    first = send(planned, *rooms(planned), into=tmp_path)
    planned.apply(place(planned.agenda, "talk", DAY, 600, ["lab"]))
    moved = send(planned, *rooms(planned), into=tmp_path)
    planned.apply(delete_session(planned.agenda, "talk"))
    gone = send(planned, *rooms(planned), into=tmp_path)
    again = send(planned, *rooms(planned), into=tmp_path)

    at_first = ("Talk", "Hall, The Venue", 0, "CONFIRMED")
    now = ("Talk", "Lab, The Venue", 1, "CONFIRMED")
    cancelled = ("CANCELLED: Talk", "Lab, The Venue", 2, "CANCELLED")
    other = ("Other", "Lab, The Venue", 0, "CONFIRMED")
    assert (lines(first["room:hall"]), lines(first["room:lab"])) == ([at_first], [other])
    assert (lines(moved["room:hall"]), lines(moved["room:lab"])) == ([now], [other, now])
    assert (lines(gone["room:hall"]), lines(gone["room:lab"])) == ([cancelled], [other, cancelled])
    assert {key: lines(found) for key, found in again.items()} == {key: lines(found) for key, found in gone.items()}


def test_the_sequence_counts_on_through_all_files(planned, tmp_path):
    def sequence(*parts: Part) -> int:
        (found,) = send(planned, *parts, into=tmp_path).values()
        return next(e["SEQUENCE"] for e in found.walk("VEVENT") if e["SUMMARY"] == "Talk")

    def mine() -> Part:
        return person_part(planned.agenda, planned.programme(), planned.agenda.people["ada"])

    assert sequence(rooms(planned)[0]) == 0
    planned.apply(place(planned.agenda, "talk", DAY, 600, ["hall"]))
    assert sequence(mine()) == 1
    assert sequence(rooms(planned)[0]) == 1
    planned.apply(place(planned.agenda, "talk", DAY, 605, ["hall"]))
    assert sequence(rooms(planned)[0]) == 2
    assert sequence(mine()) == 2


def test_a_room_with_another_name_is_the_same_calendar(planned, tmp_path):
    (before,) = send(planned, rooms(planned)[0], into=tmp_path).values()
    planned.apply(place(planned.agenda, "talk", DAY, 600, ["lab"]))
    planned.apply(edit(planned.agenda, Room, "hall", name="Aula"))
    (after,) = send(planned, rooms(planned)[0], into=tmp_path).values()

    assert (before["NAME"], after["NAME"]) == ("The Conference · Hall", "The Conference · Aula")
    assert lines(after) == [("Talk", "Lab, The Venue", 1, "CONFIRMED")]


def test_who_is_no_longer_in_a_session_still_has_it_with_its_present_time(planned, tmp_path):
    def mine() -> Part:
        return person_part(planned.agenda, planned.programme(), planned.agenda.people["ada"])

    send(planned, mine(), into=tmp_path)
    planned.apply(remove_appearance(planned.agenda, "talk", "ada", Role.SPEAKER))
    (after,) = send(planned, mine(), into=tmp_path).values()

    assert mine().sessions == frozenset()
    assert lines(after) == [("Talk", "Hall, The Venue", 1, "CONFIRMED")]


def test_a_part_that_never_held_anything_is_refused_and_nothing_is_sent(planned, tmp_path):
    with pytest.raises(EstradError, match="“Lab” has no session that attendees are shown"):
        send(planned, Part("room:lab", "Lab", frozenset()), into=tmp_path)

    assert (planned.last_release, list(tmp_path.glob("*.ics"))) == (None, [])


# what was deleted -----------------------------------------------------------------------------------------


def gone(workspace: Workspace, about: About) -> Part:
    """The one part of that sort whose room, track or person is no longer there, as it is after a new start."""
    ledger, words = workspace.ledger(), workspace.wording
    found = offered(workspace.agenda, workspace.programme(), ledger, about, words, date.isoformat)
    (part,) = (part for part in found if part.gone)
    return part


def test_the_calendar_of_a_deleted_room_says_what_became_of_its_sessions(planned, tmp_path):
    planned.apply(add_session(planned.agenda, "lunch", title="Lunch", placement=Placement(span("12:00-13:00"))))
    planned.apply(
        add_session(planned.agenda, "both", title="Both", placement=Placement(span("14:00-15:00"), ("hall", "lab")))
    )
    send(planned, *rooms(planned), into=tmp_path)
    planned.apply(place(planned.agenda, "lunch", DAY, 735))
    planned.apply(delete_room(planned.agenda, "lab"))

    part = gone(planned, About.ROOM)
    second = send(planned, part, into=tmp_path)
    third = send(planned, gone(planned, About.ROOM), into=tmp_path)

    assert (part.key, part.title, part.sessions) == ("room:lab", "Lab", frozenset())
    assert lines(second["room:lab"]) == [
        ("CANCELLED: Other", "Lab, The Venue", 1, "CANCELLED"),
        ("Lunch", "The Venue", 1, "CONFIRMED"),
        ("Both", "Hall, The Venue", 1, "CONFIRMED"),
    ]
    assert lines(third["room:lab"]) == lines(second["room:lab"])
    assert str(second["room:lab"]["NAME"]) == "The Conference · Lab"


def test_the_calendar_of_a_deleted_person_goes_on_until_the_sessions_are_cancelled(planned, tmp_path):
    mine = person_part(planned.agenda, planned.programme(), planned.agenda.people["ada"])
    send(planned, mine, into=tmp_path)
    planned.apply(delete_person(planned.agenda, "ada"))
    (after,) = send(planned, gone(planned, About.PERSON), into=tmp_path).values()
    planned.apply(delete_session(planned.agenda, "talk"))
    (last,) = send(planned, gone(planned, About.PERSON), into=tmp_path).values()

    assert lines(after) == [("Talk", "Hall, The Venue", 1, "CONFIRMED")]
    assert lines(last) == [("CANCELLED: Talk", "Hall, The Venue", 2, "CANCELLED")]


def test_a_file_opened_again_knows_the_calendars_that_were_sent(planned, tmp_path, edge):
    send(planned, *rooms(planned), into=tmp_path)
    planned.apply(delete_room(planned.agenda, "lab"))
    planned.apply(edit(planned.agenda, Room, "hall", name="Aula"))
    before = planned.ledger()
    planned.close()

    again = Workspace.open(planned.path, edge)
    try:
        assert again.ledger() == before
        assert before.parts == {
            "room:hall": SentPart({"talk": 0}, "Hall", "Hall", 1),
            "room:lab": SentPart({"other": 0}, "Lab", "Lab", 1),
        }
        send(again, *rooms(again), gone(again, About.ROOM), into=tmp_path)
        assert again.ledger().parts == {
            "room:hall": SentPart({"talk": 1}, "Aula", "Hall", 2),
            "room:lab": SentPart({"other": 1}, "Lab", "Lab", 2),
        }
    finally:
        again.close()
