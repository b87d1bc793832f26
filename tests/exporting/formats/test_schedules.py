"""Tests of schedule.xml and schedule.json: what stands in them, and that reading them again brings nothing new."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from xml.etree import ElementTree

import pytest
from hypothesis import given

from planner.commands.conference import sample_conference
from planner.domain.value_objects import Kind, Link, ProfileChoice, Role, Status
from planner.importing.mapping.drafts import EVERYWHERE
from planner.programme.calendar import conference_uid, session_uid
from planner.programme.programme import programme
from tests.builders import DAY, agenda, day, moderator, person, room, span, speaker, talk, track
from tests.exporting.formats.schedules import FORMATS, Importing, Path, news, read_again, written
from tests.importing.calendar_files import read
from tests.strategies import agendas
from tests.tries import tries

BOTH = pytest.mark.parametrize("name", FORMATS)
NEXT = DAY + timedelta(days=1)
WHOLE = talk(
    "bees", "hall", "09:00-09:45", track="nature", subtitle="A life", abstract="Short", description="Long",
    language="sv", website="www.example.org/bees", stream="https://example.org/live",
    links=(Link("https://example.org/slides", "Slides"),), people=(speaker("ada"), moderator("bo")),
)  # fmt: skip
PLAN = agenda(WHOLE, track("nature", name="Nature", colour="teal"), person("ada", name="Ada Ek"),
              person("bo", name="Bo Ahl"), website="https://example.org")  # fmt: skip


def event_of(plan, name, session_id="bees"):
    """Return the parts of a session's event by their names, those of XML with its attributes."""
    guid, data = session_uid(plan.conference.id, session_id), written(plan, name)
    if name == "schedule.json":
        days = json.loads(data)["schedule"]["conference"]["days"]
        return next(one for day in days for room in day["rooms"].values() for one in room if one["guid"] == guid)
    (found,) = ElementTree.fromstring(data).iterfind(f".//event[@guid='{guid}']")
    return {part.tag: part.text or "" for part in found} | found.attrib


def rooms_of(plan, name):
    """Return the titles in each room of each day, by the date of the day."""
    if name == "schedule.json":
        days = json.loads(written(plan, name))["schedule"]["conference"]["days"]
        return {day["date"]: {room: [one["title"] for one in inside] for room, inside in day["rooms"].items()}
                for day in days}  # fmt: skip
    days = ElementTree.fromstring(written(plan, name)).findall("day")
    return {day.get("date"): {room.get("name"): [one.findtext("title") for one in room] for room in day}
            for day in days}  # fmt: skip


# what stands there ---------------------------------------------------------------------------------------


@BOTH
def test_an_event_says_what_attendees_read_of_a_session(name):
    event = event_of(PLAN, name)

    assert {part: event[part] for part in ("title", "subtitle", "abstract", "description", "language", "track", "type",
                                           "room", "url", "date", "start", "duration")} == {
        "title": "Bees", "subtitle": "A life", "abstract": "Short", "description": "Long", "language": "sv",
        "track": "Nature", "type": "Talk", "room": "Hall", "url": "https://www.example.org/bees",
        "date": "2024-04-25T09:00:00+02:00", "start": "09:00", "duration": "00:45",
    }  # fmt: skip


def test_people_have_their_roles_and_the_stream_is_a_link():
    told = event_of(PLAN, "schedule.json")
    xml = written(PLAN, "schedule.xml").decode()

    assert [(one["name"], one.get("role", "speaker")) for one in told["persons"]] == [
        ("Ada Ek", "speaker"), ("Bo Ahl", "moderator")]  # fmt: skip
    assert [(one["url"], one["title"]) for one in told["links"]] == [
        ("https://example.org/slides", "Slides"), ("https://example.org/live", "Stream")]  # fmt: skip
    assert "<?estrad-role moderator?>" in xml
    assert '<link href="https://example.org/live">Stream</link>' in xml


def test_what_people_say_of_themselves_is_in_the_json_if_it_goes_out():
    ada = person("ada", name="Ada Ek", bio="Keeps <b>bees</b>.", links=(Link("https://example.org/ada", "Home"),))
    plans = [
        agenda(WHOLE, ada, person("bo"), track("nature"), profiles=profiles)
        for profiles in (ProfileChoice.PUBLISHED, ProfileChoice.KEPT_BACK)
    ]
    told = [event_of(plan, "schedule.json")["persons"][0] for plan in plans]

    assert [{name: one.get(name) for name in ("biography", "links")} for one in told] == [
        {"biography": "Keeps <b>bees</b>.", "links": [{"url": "https://example.org/ada", "title": "Home"}]},
        {"biography": None, "links": None},
    ]
    assert news(read_again(plans[0], "schedule.json")) == []


def test_an_event_without_a_page_has_an_address_that_is_its_own_and_nobody_s_page_when_it_is_read():
    plans = [
        agenda(talk("bees", "hall", "09:00-10:00"), website=page) for page in ("https://example.org#programme", "")
    ]
    guid = session_uid("conference", "bees")

    assert [event_of(plan, "schedule.json")["url"] for plan in plans] == [
        f"https://example.org#{guid}", f"urn:uuid:{guid}"]  # fmt: skip
    assert [read(written(plan, "schedule.json"), "schedule.json").sessions[0].fields["website"] for plan in plans] == [
        "", ""]  # fmt: skip


@BOTH
def test_a_session_stands_once_where_attendees_read_that_it_is(name):
    plan = agenda(
        talk("lunch", "", "12:00-13:00", kind=Kind.MEAL),
        talk("fika", "", "14:00-14:30", place="Foyer", kind=Kind.BREAK),
        talk("both", ("hall", "lab"), "09:00-10:00"),
        talk("alone", "lab", "10:00-11:00"),
    )

    assert rooms_of(plan, name) == {DAY.isoformat(): {
        "Hall, Lab": ["Both"], "Lab": ["Alone"], "All rooms": ["Lunch"], "Foyer": ["Fika"]}}  # fmt: skip


@BOTH
def test_the_night_belongs_to_the_evening_and_an_empty_day_is_there(name):
    plan = agenda(day(), day(NEXT), day(NEXT + timedelta(days=1)), talk("party", "hall", "22:00-25:00"),
                  talk("late", "hall", "25:00-26:30"), talk("early", "hall", "08:00-09:00", on=NEXT))  # fmt: skip

    assert rooms_of(plan, name) == {
        "2024-04-25": {"Hall": ["Party", "Late"]}, "2024-04-26": {"Hall": ["Early"]}, "2024-04-27": {}}  # fmt: skip
    assert event_of(plan, name, "late")["date"] == "2024-04-26T01:00:00+02:00"
    assert news(read_again(plan, name)) == []


@BOTH
def test_what_is_not_placed_or_cancelled_does_not_stand_there(name):
    plan = agenda(talk("tray"), talk("off", "hall", "09:00-10:00", status=Status.CANCELLED),
                  talk("perhaps", "hall", "10:00-11:00", status=Status.DRAFT))  # fmt: skip

    assert rooms_of(plan, name) == {DAY.isoformat(): {"Hall": ["Perhaps"]}}


def test_a_file_says_version_and_time_and_whose_it_is():
    xml, document = ElementTree.fromstring(written(PLAN, "schedule.xml")), json.loads(written(PLAN, "schedule.json"))

    assert xml.findtext("version") == document["schedule"]["version"] == "3 (2024-03-01 12:00 UTC)"
    assert [conference_uid(PLAN.conference.id).encode() in written(PLAN, name) for name in FORMATS] == [True, True]


# ids ---------------------------------------------------------------------------------------------------------


@BOTH
def test_ids_stay_when_everything_else_changes(name):
    moved = replace(WHOLE, title="Wasps", placement=talk("other", "lab", "11:00-11:45").placement)
    after = agenda(moved, *PLAN.tracks.values(), room("lab"), room("hall", name="Shed"), person("ada", name="Zoe"),
                   person("bo", name="Bo Ahl"), title="Another")  # fmt: skip
    before, now = event_of(PLAN, name), event_of(after, name)

    assert (before["id"], before["guid"]) == (now["id"], now["guid"])
    assert (before["title"], now["title"]) == ("Bees", "Wasps")
    assert news(read_again(after, name)) == []


# read again --------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("called", ["Nature", "Safety; Law"])
def test_a_session_stays_in_its_track_though_another_is_called_so_too(name, called):
    plan = agenda(talk("bees", "hall", "09:00-10:00", track="one"), talk("wasps", "lab", "09:00-10:00", track="three"),
                  track("one", name=called, colour="teal"), track("two", name="Nature", colour="crimson"),
                  track("three", name="A, B / C"))  # fmt: skip

    assert news(read_again(plan, name)) == []


@BOTH
@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_sample_read_again_brings_nothing_new(name, language):
    sample = sample_conference(map("s{}".format, count()).__next__)
    sample = replace(sample, conference=replace(sample.conference, language=language))

    assert news(read_again(sample, name)) == []


@BOTH
def test_another_conference_takes_roles_and_all_rooms_as_they_are(name):
    plan = agenda(talk("bees", "hall", "09:00-10:00", people=(moderator("bo"),)), person("bo", name="Bo Ahl"),
                  talk("lunch", "", "12:00-13:00", kind=Kind.MEAL), language="sv")  # fmt: skip
    new = Importing(Path()).new(read(written(plan, name), name))
    bees, lunch = sorted(new.sessions.values(), key=lambda session: session.title)

    assert [room.name for room in new.rooms.values()] == ["Hall"]
    assert (lunch.kind, lunch.placement.rooms) == (Kind.MEAL, ())
    assert [(new.people[one.person].name, one.role) for one in bees.people] == [("Bo Ahl", Role.MODERATOR)]


@BOTH
def test_what_was_changed_in_the_file_is_offered_and_nothing_else(name):
    data = written(PLAN, name).replace(b"A life", b"A death")
    told = read_again(PLAN, name, data)

    assert [(row.title, [one.key for one in row.differences]) for row in told.rows if row.differences] == [
        ("Bees", ["subtitle"])]  # fmt: skip


@BOTH
def test_what_was_moved_in_the_file_is_moved(name):
    data = written(PLAN, name).replace(b"09:00", b"10:00").replace(b"Hall", b"Lab")
    told = read_again(PLAN, name, data)
    (row,) = [row for row in told.rows if row.differences]

    assert (row.after.placement.span, row.after.placement.rooms) == (span("10:00-10:45"), ("lab",))


SPRING, AUTUMN = date(2024, 3, 31), date(2024, 10, 27)


@BOTH
@pytest.mark.parametrize("on", [SPRING, AUTUMN])
@pytest.mark.parametrize("times", ["01:30-02:30", "02:15-02:45", "01:00-04:00"])
def test_a_night_in_which_the_clocks_change_brings_nothing_new(name, on, times):
    plan = agenda(day(on), talk("bees", "hall", times, on=on))

    assert news(read_again(plan, name)) == []


@BOTH
@given(plan=agendas())
@tries(15)
def test_whatever_is_written_and_read_again_brings_nothing_new(name, plan):
    if name == "schedule.json":
        # read as a table: names in one text, lengths that are all of a minute are hours, a place may mean all rooms
        names = zip(plan.people.values(), ("Ada Ek", "Bo Ahl", "Cy Berg"), strict=False)
        people = {one.id: replace(one, name=name) for one, name in names}
        meant = [
            (one, one.placement and one.placement.place.strip().casefold() in EVERYWHERE)
            for one in plan.sessions.values()
        ]
        sessions = [replace(one, placement=None) if everywhere or one.minutes < 5 else one for one, everywhere in meant]
        plan = replace(plan, people=people, sessions={one.id: one for one in sessions})

    assert not programme(plan).items or news(read_again(plan, name)) == []
